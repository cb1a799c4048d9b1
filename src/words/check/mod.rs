//! `tend prompts check`: missing, unused, over-long and unkind words, each with its file and line.

/// How long a message may be; Discord takes 2000.
pub const TEXT: usize = 1900;
/// The list of words to look at twice, of each language.
pub const GENTLE: &str = "gentle.toml";

/// Something wrong in the words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub place: String,
    pub line: usize,
    pub what: String,
}

impl Problem {
    pub fn new(place: &str, line: usize, what: impl Into<String>) -> Self {
        Self { place: place.to_owned(), line, what: what.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.place, self.line, self.what)
    }
}
