//! From what somebody typed to by when; and the gentle hints about vague or large words.

use chrono::NaiveDateTime;

use super::When;
use crate::domain::answer::is_blank;
use crate::domain::days::{self, Calendar, Told, Unclear};

/// The phrases by which hints are found, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrasebook {
    /// Phrases that leave open what will be seen.
    pub vague: Vec<String>,
    /// Phrases that are a lot to carry.
    pub large: Vec<String>,
    /// Phrases about what somebody else is to do.
    pub others: Vec<String>,
}

impl Phrasebook {
    /// One without words.
    pub const fn none() -> Self {
        const NONE: Vec<String> = Vec::new();
        Self {
            vague: NONE,
            large: NONE,
            others: NONE,
        }
    }
}

/// Reads by when, from what was typed; nothing typed is no day yet. `now` is the time on the maker's own clock.
///
/// # Errors
/// What is no day, is over, is too far, or can be read in two ways.
pub fn read(typed: &str, calendar: &Calendar, now: NaiveDateTime) -> Result<When, Unclear> {
    if is_blank(typed) {
        return Ok(When::Open);
    }
    Ok(match days::read(typed, calendar, now)? {
        Told::Day(day, minute) => When::Day(day, minute),
        Told::Weekly(weekday, minute) => When::Weekly(weekday, minute),
    })
}

/// Something gentle to say about a draft. None of them stops anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// This phrase leaves open what will be seen.
    Vague(String),
    /// This phrase is a lot to carry.
    Large(String),
    /// This phrase is about what somebody else does.
    Others(String),
    NoDay,
    NothingToKnow,
}

/// What can be said about these words: at most one hint of each kind.
pub fn hints(book: &Phrasebook, what: &str, known: &str, when: When) -> Vec<Hint> {
    let text = plain(what);
    let find = |list: &[String]| {
        let phrase = list.iter().find(|phrase| text.contains(&plain(phrase)));
        phrase.cloned()
    };
    [
        find(&book.large).map(Hint::Large),
        find(&book.vague).map(Hint::Vague),
        find(&book.others).map(Hint::Others),
        (when == When::Open).then_some(Hint::NoDay),
        is_blank(known).then_some(Hint::NothingToKnow),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Words alone, one space around each, so that phrases are found whole.
fn plain(text: &str) -> String {
    let letters = text.to_lowercase().replace('’', "'");
    let words = letters.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}
