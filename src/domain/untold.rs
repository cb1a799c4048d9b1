//! What could not reach somebody: it waits for them, and is told once, at their next command.

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Untold {
    /// Their channel refused a message.
    Room,
    /// A direct message that they had asked for, or that was for them, was not taken.
    Direct,
    /// The other suggests something, and could not ask in the channel.
    Asked,
}

impl Untold {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Room, "room"),
        (Self::Direct, "direct"),
        (Self::Asked, "asked"),
    ];

    /// As it is stored.
    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(untold, _)| *untold == self);
        named.map_or("", |(_, name)| name)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        let named = Self::ALL.iter().find(|(_, known)| *known == name);
        named.map(|(untold, _)| *untold)
    }
}
