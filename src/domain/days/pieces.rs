//! The words of a typed day, each for itself: a name, a number, a time, numbers with signs between them.

use chrono::{NaiveDate, Weekday};

use super::{Calendar, Unclear};
use crate::domain::dates::Day;
use crate::domain::secrets;

/// One word, or several that belong together.
pub(super) enum Piece {
    Small,
    Every,
    Week,
    /// *Every week* in one word.
    Weekly,
    Days,
    Today,
    Tomorrow,
    Next,
    Within,
    Weekday(Weekday),
    /// From 1 on.
    Month(u32),
    /// In minutes of the day.
    Time(u16),
    Number(Number),
    Date(Reading),
    Unknown,
}

#[derive(Clone)]
pub(super) struct Number {
    pub value: u32,
    length: usize,
    /// It counts the days of a month: *21st*.
    pub ordinal: bool,
}

impl Number {
    pub const fn is_year(&self) -> bool {
        self.length == 4
    }

    pub fn digits(&self) -> String {
        format!("{:0length$}", self.value, length = self.length)
    }
}

/// What numbers with signs between them can be.
#[derive(Debug)]
pub(super) struct Reading {
    /// With the day first; with the month first. The year first is one day alone.
    days: [Option<Day>; 2],
    /// In minutes of the day.
    pub time: Option<u16>,
}

impl Reading {
    pub fn of(word: &str) -> Option<Self> {
        let sign = ['.', '/', '-']
            .into_iter()
            .find(|sign| word.contains(*sign))?;
        let ends = sign == '.' && word.ends_with('.');
        let parts: Vec<&str> = word.trim_end_matches('.').split(sign).collect();
        let number = |text: &str| {
            let digits =
                !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse::<u32>().ok()).flatten()
        };
        let numbers: Vec<u32> = parts
            .iter()
            .map(|part| number(part))
            .collect::<Option<_>>()?;
        let small = |at: usize| parts[at].len() <= 2;
        let days = match numbers[..] {
            [year, month, day] if parts[0].len() == 4 && small(1) && small(2) => {
                [Day::new(i32::try_from(year).ok(), month, day), None]
            }
            [first, second, year]
                if small(0) && small(1) && (parts[2].len() == 4 || (small(2) && sign != '-')) =>
            {
                let year = if small(2) { 2000 + year } else { year };
                let year = i32::try_from(year).ok();
                [Day::new(year, second, first), Day::new(year, first, second)]
            }
            [first, second] if small(0) && small(1) => {
                [Day::new(None, second, first), Day::new(None, first, second)]
            }
            _ => return None,
        };
        let time = match (sign, &numbers[..]) {
            ('.', [hour, minute]) if !ends && parts[1].len() == 2 => minutes(*hour, *minute),
            _ => None,
        };
        // With dots the day is first, wherever that is a day.
        let days = match days {
            [Some(day), _] if sign == '.' => [Some(day), None],
            days => days,
        };
        (days.iter().any(Option::is_some) || time.is_some()).then_some(Self { days, time })
    }

    /// The one thing it can be: a day, or a time.
    pub fn one(&self, times: bool) -> Result<Result<Day, u16>, Unclear> {
        let days: Vec<Day> = self.days.into_iter().flatten().collect();
        match (&days[..], self.time.filter(|_| times)) {
            ([], Some(minute)) => Ok(Err(minute)),
            ([day], Some(minute)) => Err(Unclear::DayOrTime(*day, minute)),
            ([day], None) => Ok(Ok(*day)),
            ([one, other], _) if one == other => Ok(Ok(*one)),
            ([one, other], _) => Err(Unclear::Either(*one, *other)),
            _ => Err(Unclear::Unknown),
        }
    }
}

/// The words of what was typed, in any script's digits.
pub(super) fn pieces(typed: &str, calendar: &Calendar) -> Vec<Piece> {
    let plain = plain(typed);
    let words: Vec<&str> = plain
        .split([' ', ',', ';', '\n', '·'])
        .filter(|word| !word.trim_matches('.').is_empty())
        .collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for word in words {
        let half = calendar.half(word);
        let piece = match (pieces.pop(), half) {
            // *7 pm*, *7:30 pm*, *18 h*
            (Some(Piece::Number(hour)), Some(half)) if hour.length <= 2 && !hour.ordinal => {
                half.of(hour.value, 0).map_or(Piece::Unknown, Piece::Time)
            }
            (
                Some(
                    Piece::Time(minute)
                    | Piece::Date(Reading {
                        time: Some(minute), ..
                    }),
                ),
                Some(half),
            ) => {
                let (hour, minute) = (u32::from(minute / 60), u32::from(minute % 60));
                half.of(hour, minute).map_or(Piece::Unknown, Piece::Time)
            }
            (before, _) => {
                pieces.extend(before);
                calendar.piece(word)
            }
        };
        pieces.push(piece);
    }
    pieces
}

/// Lower case, in compatibility forms, without accents; one kind of dash.
fn plain(text: &str) -> String {
    let dash = |c| {
        if matches!(c, '‐' | '‒' | '–' | '—' | '−') {
            '-'
        } else {
            c
        }
    };
    secrets::plain(text)
        .to_lowercase()
        .chars()
        .map(dash)
        .collect()
}

/// What stands behind an hour.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
    /// None: of 24.
    Day,
}

impl Half {
    fn of(self, hour: u32, minute: u32) -> Option<u16> {
        match self {
            Self::Day => minutes(hour, minute),
            Self::Morning if (1..=12).contains(&hour) => minutes(hour % 12, minute),
            Self::Afternoon if (1..=12).contains(&hour) => minutes(hour % 12 + 12, minute),
            Self::Morning | Self::Afternoon => None,
        }
    }
}

impl Calendar {
    fn half(&self, word: &str) -> Option<Half> {
        let words = &self.words;
        [
            (&words.morning, Half::Morning),
            (&words.afternoon, Half::Afternoon),
            (&words.hour, Half::Day),
        ]
        .into_iter()
        .find_map(|(list, half)| among(list, word).then_some(half))
    }

    fn piece(&self, word: &str) -> Piece {
        let words = &self.words;
        let known = [
            (&words.small, Piece::Small),
            (&words.every, Piece::Every),
            (&words.week, Piece::Week),
            (&words.day, Piece::Days),
            (&words.today, Piece::Today),
            (&words.tomorrow, Piece::Tomorrow),
            (&words.next, Piece::Next),
            (&words.within, Piece::Within),
            (&words.noon, Piece::Time(12 * 60)),
        ];
        if among(&words.every, word) && among(&words.week, word) {
            return Piece::Weekly;
        }
        if let Some((_, piece)) = known.into_iter().find(|(list, _)| among(list, word)) {
            return piece;
        }
        let name = word.trim_end_matches('.');
        if let Some(at) = named(name, &self.weekdays) {
            return u8::try_from(at)
                .ok()
                .and_then(|at| Weekday::try_from(at).ok())
                .map_or(Piece::Unknown, Piece::Weekday);
        }
        if let Some(at) = named(name, &self.months) {
            return u32::try_from(at + 1).map_or(Piece::Unknown, Piece::Month);
        }
        if let Some(minute) = self.time(word) {
            return Piece::Time(minute);
        }
        if let Some(reading) = Reading::of(word) {
            return Piece::Date(reading);
        }
        self.number(word).map_or(Piece::Unknown, Piece::Number)
    }

    /// `24`, `24.`, `24th`
    fn number(&self, word: &str) -> Option<Number> {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let behind = &word[digits.len()..];
        let ordinal = behind == "." || among(&self.words.ordinal, behind);
        let fits = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        (fits && (ordinal || behind.is_empty())).then_some(())?;
        Some(Number {
            value: digits.parse().ok()?,
            length: digits.len(),
            ordinal,
        })
    }

    /// `18:00`, `7pm`, `7:30pm`, `7.30pm`, `18h`, `18h30`
    fn time(&self, word: &str) -> Option<u16> {
        let two = |text: &str| {
            let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse::<u32>().ok()).flatten()
        };
        let clock = |text: &str, signs: &[char]| {
            let (hour, minute) = text.split_once(signs)?;
            Some((two(hour)?, two(minute).filter(|_| minute.len() == 2)?))
        };
        if let Some((hour, minute)) = clock(word, &[':']) {
            return minutes(hour, minute);
        }
        let hours = self.words.hour.iter().find_map(|sign| {
            let (hour, minute) = word.split_once(plain(sign).as_str())?;
            let minute = if minute.is_empty() { "00" } else { minute };
            Some((two(hour)?, two(minute).filter(|_| minute.len() == 2)?))
        });
        if let Some((hour, minute)) = hours {
            return minutes(hour, minute);
        }
        let at = word.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')?;
        let (number, behind) = word.split_at(at);
        let half = self.half(behind)?;
        let (hour, minute) = clock(number, &[':', '.']).or_else(|| Some((two(number)?, 0)))?;
        half.of(hour, minute)
    }
}

fn among(list: &[String], word: &str) -> bool {
    let word = word.trim_end_matches('.');
    !word.is_empty()
        && list
            .iter()
            .any(|known| plain(known).trim_end_matches('.') == word)
}

/// A name, or the beginning of it that no other has.
fn named(word: &str, names: &[String]) -> Option<usize> {
    let fits = |name: &String| {
        let name = plain(name);
        name == word || (word.chars().count() >= 3 && name.starts_with(word))
    };
    let mut found = names.iter().enumerate().filter(|(_, name)| fits(name));
    match (found.next(), found.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

/// In minutes of the day.
fn minutes(hour: u32, minute: u32) -> Option<u16> {
    let fits = hour < 24 && minute < 60;
    fits.then(|| u16::try_from(hour * 60 + minute).ok())
        .flatten()
}

impl Day {
    /// This day, where there is one; 29 February of every year is one.
    pub(super) fn new(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
        Some(Self { month, day, year })
    }
}
