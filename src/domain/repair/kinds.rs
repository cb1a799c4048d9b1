//! How large a repair is, and what kind of breach it is about, as its opener names it.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Minutes: shorter forms, one look back after a week.
    Small,
    /// Weeks: looks back after two, six and twelve weeks.
    Big,
}

/// What kind of breach it was, as its opener names it; never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    Unsaid,
    Promise,
    Deception,
    Secrecy,
    Neglect,
    Other,
}

impl Size {
    pub const ALL: [(Self, &'static str); 2] = [(Self::Small, "small"), (Self::Big, "big")];

    pub fn name(self) -> &'static str {
        if self == Self::Small { "small" } else { "big" }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find_map(|(size, known)| (known == name).then_some(size))
    }
}

impl Breach {
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Unsaid, "unsaid"),
        (Self::Promise, "promise"),
        (Self::Deception, "deception"),
        (Self::Secrecy, "secrecy"),
        (Self::Neglect, "neglect"),
        (Self::Other, "other"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find_map(|(breach, name)| (breach == self).then_some(name))
            .unwrap_or_default()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find_map(|(breach, known)| (known == name).then_some(breach))
    }
}
