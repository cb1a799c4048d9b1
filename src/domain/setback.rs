//! A hard evening: what it may be called, how long its author's check-in is lighter, what stands against it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// For so many days the author's own check-in asks less.
pub const LIGHT_DAYS: u16 = 7;
/// How long it is kept, with what was written of it.
pub const KEEP: TimeDelta = TimeDelta::days(180);
/// So many earlier good moments are shown.
pub const WINS: usize = 3;
/// Coming back to it within this time is the same evening.
const ONE_EVENING: TimeDelta = TimeDelta::hours(12);

/// What its author calls it. Never asked for, never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A promise slipped.
    Slipped,
    /// I was hurt again.
    Hurt,
    /// An old thing came back.
    Old,
    /// Rather not say.
    Unsaid,
}

impl Kind {
    /// Each with its stable name.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Slipped, "slipped"),
        (Self::Hurt, "hurt"),
        (Self::Old, "old"),
        (Self::Unsaid, "unsaid"),
    ];

    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(kind, _)| *kind == self);
        named.map_or("", |(_, name)| name)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        let named = Self::ALL.iter().find(|(_, known)| *known == name);
        named.map(|(kind, _)| *kind)
    }
}

/// Whether what began at `then` is still the same evening at `now`.
pub fn same_evening(then: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    then <= now && now - then < ONE_EVENING
}

/// Whose words an earlier good moment is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// I wrote it.
    Mine,
    /// I promised it, and kept it.
    Kept,
    /// The other wrote it, and it is open to me.
    Theirs,
}

/// An earlier good moment in somebody's words.
#[derive(Clone, PartialEq, Eq)]
pub struct Win {
    pub whose: Whose,
    /// The day it was written or kept; of what the other wrote, the Monday of its week.
    pub date: NaiveDate,
    pub text: String,
}

/// Three of these, newest first; where there is any, one that the other wrote is among them.
pub fn three(mut wins: Vec<Win>) -> Vec<Win> {
    wins.sort_by_key(|win| std::cmp::Reverse(win.date));
    let mut chosen: Vec<(usize, Win)> = Vec::new();
    let theirs = wins.iter().position(|win| win.whose == Whose::Theirs);
    for (at, win) in wins.into_iter().enumerate() {
        let kept_free = usize::from(theirs.is_some_and(|theirs| theirs > at));
        if Some(at) == theirs || chosen.len() + kept_free < WINS {
            chosen.push((at, win));
        }
        if chosen.len() == WINS {
            break;
        }
    }
    chosen.into_iter().map(|(_, win)| win).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, chosen: &str) {
        let wins = written.chars().enumerate().map(|(at, whose)| Win {
            whose: if whose == 'm' {
                Whose::Mine
            } else {
                Whose::Theirs
            },
            date: NaiveDate::default(),
            text: at.to_string(),
        });
        let texts: Vec<String> = three(wins.collect())
            .into_iter()
            .map(|win| win.text)
            .collect();
        assert_eq!(texts.join(""), chosen, "{written}");
    }

    #[test]
    fn three_are_chosen_and_one_of_them_is_the_others_if_there_is_any() {
        check("", "");
        check("m", "0");
        check("tm", "01");
        check("mmmmm", "012");
        check("mmmmt", "014");
        check("mtmmt", "012");
        check("ttttm", "012");
    }

    #[test]
    fn an_evening_lasts_into_the_night() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let began = at("2026-03-01T22:00:00Z");
        assert!(same_evening(began, began));
        assert!(same_evening(began, at("2026-03-02T09:59:00Z")));
        assert!(!same_evening(began, at("2026-03-02T10:00:00Z")));
        assert!(!same_evening(began, at("2026-03-01T21:59:00Z")));
    }

    #[test]
    fn each_kind_has_a_name_of_its_own() {
        for (kind, name) in Kind::ALL {
            assert_eq!((kind.name(), Kind::from_name(name)), (name, Some(kind)));
        }
        assert_eq!(Kind::from_name("horoscope"), None);
    }
}
