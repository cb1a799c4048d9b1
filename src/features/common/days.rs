//! A day that was typed: read on the reader's own clock, and asked about where it can be read in two ways.

use chrono::{Days, NaiveDate};

use crate::domain::dates::Day;
use crate::domain::days::Unclear;
use crate::domain::wall;
use crate::words::{Tongue, Value};

/// A day as an example, which nobody can misread: “11 March”.
pub fn example(t: &Tongue, today: NaiveDate, ahead: u64) -> Value<'static> {
    t.day_and_month(Day::once(today + Days::new(ahead))).into()
}

/// Which of the two it could be is meant; `None` where it is no question of two.
pub fn which(t: &Tongue, unclear: Unclear) -> Option<String> {
    let day = |day: Day| match day.year.and_then(|year| day.in_year(year)) {
        Some(once) => t.date_with_year(once),
        None => t.day_and_month(day),
    };
    match unclear {
        Unclear::Either(first, second) => Some(t.say(
            "day-either",
            &[("first", day(first).into()), ("second", day(second).into())],
        )),
        Unclear::DayOrTime(first, minute) => {
            let time = wall::time_of_day(minute);
            Some(t.say(
                "day-or-time",
                &[("day", day(first).into()), ("time", t.time(time).into())],
            ))
        }
        Unclear::Unknown | Unclear::Past | Unclear::TooFar => None,
    }
}
