//! Days that matter to one person: which day comes next, and when they are reminded of it.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use super::wall;
use super::zones::{NoSuchZone, Zones};

/// So many days before, the reminder comes.
const EARLY: u64 = 3;
/// At this minute of the day: nine in the morning.
const MORNING: u16 = 9 * 60;
/// So many years ahead a day may be.
const FAR: i32 = 10;

/// A day that comes every year, or once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub month: u32,
    pub day: u32,
    /// None: every year.
    pub year: Option<i32>,
}

/// One reminder: of which day, and when it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    pub of: NaiveDate,
    pub at: DateTime<Utc>,
}

impl Day {
    /// This day, once.
    pub fn once(day: NaiveDate) -> Self {
        Self {
            month: day.month(),
            day: day.day(),
            year: Some(day.year()),
        }
    }

    /// The day in this year; 29 February is the 28th where there is no 29th.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        if self.year.is_some_and(|only| only != year) {
            return None;
        }
        let shorter = || {
            NaiveDate::from_ymd_opt(year, self.month, 28)
                .filter(|_| self.month == 2 && self.day == 29)
        };
        NaiveDate::from_ymd_opt(year, self.month, self.day).or_else(shorter)
    }

    /// The next reminder there can be: at nine in the morning, three days before; where that is past, at
    /// the next nine o'clock until the day itself. None where the day is over, or too far ahead.
    pub fn next_reminder(
        self,
        zones: &Zones,
        zone: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Reminder>, NoSuchZone> {
        let this_year = wall::local(zones, zone, now)?.year();
        self.reminder_from(zones, zone, this_year, now)
    }

    /// The reminder of the year after this one.
    pub fn reminder_after(
        self,
        zones: &Zones,
        zone: &str,
        year: i32,
        now: DateTime<Utc>,
    ) -> Result<Option<Reminder>, NoSuchZone> {
        self.reminder_from(zones, zone, year + 1, now)
    }

    fn reminder_from(
        self,
        zones: &Zones,
        zone: &str,
        first: i32,
        now: DateTime<Utc>,
    ) -> Result<Option<Reminder>, NoSuchZone> {
        let this_year = wall::local(zones, zone, now)?.year();
        for year in first.max(this_year)..=this_year + FAR {
            let Some(of) = self.in_year(year) else {
                continue;
            };
            for early in (0..=EARLY).rev() {
                let at = wall::at_local(zones, zone, of - Days::new(early), MORNING)?;
                if at > now {
                    return Ok(Some(Reminder { of, at }));
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> Day {
        let numbers: Vec<u32> = written.split('-').map(|it| it.parse().unwrap()).collect();
        match numbers[..] {
            [year, month, day] => Day {
                month,
                day,
                year: i32::try_from(year).ok(),
            },
            [month, day] => Day {
                month,
                day,
                year: None,
            },
            _ => panic!("{written:?} is no day"),
        }
    }

    /// `expected`: the day, and the instant of its reminder.
    #[track_caller]
    fn check(typed: &str, zone: &str, now: &str, expected: &str) {
        let found = day(typed)
            .next_reminder(&Zones::bundled(), zone, now.parse().unwrap())
            .unwrap();
        let found = found.map_or("none".to_owned(), |next| {
            format!("{} {}", next.of, next.at.format("%FT%RZ"))
        });
        assert_eq!(found, expected, "{typed} in {zone} at {now}");
    }

    #[test]
    fn it_comes_three_days_before_at_nine() {
        check(
            "05-14",
            "Europe/Lisbon",
            "2026-03-01T19:00:00Z",
            "2026-05-14 2026-05-11T08:00Z",
        );
        check(
            "2027-05-14",
            "Europe/Lisbon",
            "2026-03-01T19:00:00Z",
            "2027-05-14 2027-05-11T08:00Z",
        );
        check(
            "05-14",
            "America/Vancouver",
            "2026-03-01T19:00:00Z",
            "2026-05-14 2026-05-11T16:00Z",
        );
        check(
            "01-02",
            "Europe/Lisbon",
            "2026-03-01T19:00:00Z",
            "2027-01-02 2026-12-30T09:00Z",
        );
    }

    #[test]
    fn where_the_day_is_nearer_it_comes_at_the_next_nine() {
        check(
            "03-03",
            "Europe/Lisbon",
            "2026-03-01T08:59:00Z",
            "2026-03-03 2026-03-01T09:00Z",
        );
        check(
            "03-03",
            "Europe/Lisbon",
            "2026-03-01T19:00:00Z",
            "2026-03-03 2026-03-02T09:00Z",
        );
        check(
            "03-02",
            "Europe/Lisbon",
            "2026-03-01T19:00:00Z",
            "2026-03-02 2026-03-02T09:00Z",
        );
        check(
            "03-01",
            "Europe/Lisbon",
            "2026-03-01T08:00:00Z",
            "2026-03-01 2026-03-01T09:00Z",
        );
    }

    #[test]
    fn a_day_that_is_over_comes_next_year_or_not_at_all() {
        check(
            "03-01",
            "Europe/Lisbon",
            "2026-03-01T09:00:00Z",
            "2027-03-01 2027-02-26T09:00Z",
        );
        check(
            "02-28",
            "Europe/Lisbon",
            "2026-03-01T09:00:00Z",
            "2027-02-28 2027-02-25T09:00Z",
        );
        check(
            "2026-02-28",
            "Europe/Lisbon",
            "2026-03-01T09:00:00Z",
            "none",
        );
        check(
            "1990-05-14",
            "Europe/Lisbon",
            "2026-03-01T09:00:00Z",
            "none",
        );
        check(
            "2036-05-14",
            "Europe/Lisbon",
            "2026-03-01T09:00:00Z",
            "2036-05-14 2036-05-11T08:00Z",
        );
        check(
            "2037-05-14",
            "Europe/Lisbon",
            "2026-03-01T09:00:00Z",
            "none",
        );
    }

    #[test]
    fn a_day_of_leap_years_comes_in_every_year() {
        check(
            "02-29",
            "Europe/Lisbon",
            "2026-03-01T09:00:00Z",
            "2027-02-28 2027-02-25T09:00Z",
        );
        check(
            "02-29",
            "Europe/Lisbon",
            "2027-12-01T09:00:00Z",
            "2028-02-29 2028-02-26T09:00Z",
        );
    }

    #[test]
    fn after_one_year_comes_the_next() {
        let (zones, now) = (Zones::bundled(), "2026-05-11T08:00:00Z".parse().unwrap());
        let after = |typed| {
            day(typed)
                .reminder_after(&zones, "Europe/Lisbon", 2026, now)
                .unwrap()
        };
        assert_eq!(
            after("05-14").map(|next| next.at),
            Some("2027-05-11T08:00:00Z".parse().unwrap())
        );
        assert_eq!(after("2026-05-14"), None);
    }
}
