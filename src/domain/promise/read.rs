//! From what somebody typed to a day or a weekly rhythm; and the gentle hints about vague or large words.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{When, next};
use crate::domain::answer::is_blank;
use crate::domain::dates::Day;

/// The small words by which days are told and hints are found, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrasebook {
    /// Phrases that leave open what will be seen.
    pub vague: Vec<String>,
    /// Phrases that are a lot to carry.
    pub large: Vec<String>,
    /// Phrases about what somebody else is to do.
    pub others: Vec<String>,
    /// *Every*: what makes a weekday a weekly rhythm.
    pub every: Vec<String>,
    pub today: Vec<String>,
    pub tomorrow: Vec<String>,
    /// Words that mean nothing here: *by*, *on*, *at*.
    pub small: Vec<String>,
}

impl Phrasebook {
    /// One without words.
    pub const fn none() -> Self {
        const NONE: Vec<String> = Vec::new();
        Self {
            vague: NONE,
            large: NONE,
            others: NONE,
            every: NONE,
            today: NONE,
            tomorrow: NONE,
            small: NONE,
        }
    }
}

/// Why a day was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    Unknown,
    /// The day or its minute is over, or it is more than a year ahead.
    Past,
    TooFar,
}

/// How far ahead a day may be, in days.
const FAR: i64 = 366;

/// Reads a day, a time, a weekday, in any order: `2026-03-20 18:00`, `tomorrow`, `every Friday 19:30`.
/// `weekdays` are the names from Monday on. Nothing typed is no day yet.
pub fn read(
    typed: &str,
    book: &Phrasebook,
    weekdays: &[String; 7],
    today: NaiveDate,
    minute_now: u16,
) -> Result<When, Unclear> {
    if is_blank(typed) {
        return Ok(When::Open);
    }
    let (mut day, mut weekday, mut minute, mut every) = (None, None, None, false);
    let lower = typed.to_lowercase();
    let words = lower.split([' ', ',', '\n', '\t']);
    for word in words.map(|word| word.trim_matches(['.', ';'])) {
        let among = |list: &[String]| list.iter().any(|known| known == word);
        if word.is_empty() || among(&book.small) {
        } else if among(&book.every) {
            every = true;
        } else if among(&book.today) {
            once(&mut day, today)?;
        } else if among(&book.tomorrow) {
            once(&mut day, today.succ_opt().ok_or(Unclear::TooFar)?)?;
        } else if let Some(found) = named(word, weekdays) {
            once(&mut weekday, found)?;
        } else if let Some(found) = time(word) {
            once(&mut minute, found)?;
        } else {
            let found = Day::read(word).ok_or(Unclear::Unknown)?;
            once(&mut day, in_the_next_year(found, today)?)?;
        }
    }
    match (day, weekday, every) {
        (None, Some(weekday), true) => Ok(When::Weekly(weekday, minute)),
        (None, Some(weekday), false) => {
            let first = next(today, weekday);
            let over = first == today && minute.is_none_or(|minute| minute <= minute_now);
            let from = if over {
                today.succ_opt().ok_or(Unclear::TooFar)?
            } else {
                today
            };
            Ok(When::Day(next(from, weekday), minute))
        }
        (Some(day), None, false) => ahead(When::Day(day, minute), today, minute_now),
        // A time alone is the next time that the clock says so.
        (None, None, false) => {
            let minute = minute.ok_or(Unclear::Unknown)?;
            let day = if minute > minute_now {
                Some(today)
            } else {
                today.succ_opt()
            };
            Ok(When::Day(day.ok_or(Unclear::TooFar)?, Some(minute)))
        }
        _ => Err(Unclear::Unknown),
    }
}

/// Set once: two days are none.
fn once<T>(place: &mut Option<T>, found: T) -> Result<(), Unclear> {
    match place.replace(found) {
        None => Ok(()),
        Some(_) => Err(Unclear::Unknown),
    }
}

/// A day that is still to come, and not too far.
fn ahead(when: When, today: NaiveDate, minute_now: u16) -> Result<When, Unclear> {
    match when {
        When::Day(day, _) if day < today => Err(Unclear::Past),
        When::Day(day, Some(minute)) if day == today && minute <= minute_now => Err(Unclear::Past),
        When::Day(day, _) if (day - today).num_days() > FAR => Err(Unclear::TooFar),
        when => Ok(when),
    }
}

/// A weekday by its name, or the beginning of it.
fn named(word: &str, weekdays: &[String; 7]) -> Option<Weekday> {
    let fits = |name: &String| {
        let name = name.to_lowercase();
        name == word || (word.chars().count() >= 3 && name.starts_with(word))
    };
    let mut found = (0..7).filter(|at| fits(&weekdays[usize::from(*at)]));
    match (found.next(), found.next()) {
        (Some(at), None) => Weekday::try_from(at).ok(),
        _ => None,
    }
}

/// 18:00, and nothing else.
fn time(word: &str) -> Option<u16> {
    let (hour, minute) = word.split_once(':')?;
    let number = |text: &str| {
        let digits =
            !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute).filter(|_| minute.len() == 2)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A day with its year as it is; one without is the next there is.
fn in_the_next_year(day: Day, today: NaiveDate) -> Result<NaiveDate, Unclear> {
    if let Some(year) = day.year {
        return day.in_year(year).ok_or(Unclear::Unknown);
    }
    let this = day.in_year(today.year()).filter(|day| *day >= today);
    this.or_else(|| day.in_year(today.year() + 1))
        .ok_or(Unclear::Unknown)
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
