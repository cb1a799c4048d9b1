//! How often a couple is asked: in every week, or in every second one counted from a week of its own.

use chrono::{Days, NaiveDate};

use super::monday_of;

/// In which weeks the prompt comes. It follows from nothing that anybody does in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beat {
    /// 1: every week; 2: every two weeks, when things are good and simply tended.
    pub weeks: u8,
    /// The Monday of a week in which it comes: the others are counted from here.
    pub from: NaiveDate,
}

impl Beat {
    /// Whether the prompt comes in the local week that begins on `monday`.
    pub fn falls_on(&self, monday: NaiveDate) -> bool {
        let apart = (monday_of(monday) - monday_of(self.from)).num_weeks();
        apart.rem_euclid(i64::from(self.weeks.max(1))) == 0
    }

    /// The beat that the two agreed on, while the prompt of `planned` is to come and `asked` is the latest week
    /// that was asked: so many weeks after that one, but not before what is planned.
    pub fn agreed(weeks: u8, asked: Option<NaiveDate>, planned: NaiveDate) -> Self {
        let apart = Days::new(7 * u64::from(weeks));
        let from = asked.map_or(planned, |asked| planned.max(asked + apart));
        Self { weeks, from }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::day;
    use super::*;

    fn check(weeks: u8, from: &str, falls_on: &[&str], not_on: &[&str]) {
        let beat = Beat {
            weeks,
            from: day(from),
        };
        for monday in falls_on {
            assert!(beat.falls_on(day(monday)), "{beat:?} on {monday}");
        }
        for monday in not_on {
            assert!(!beat.falls_on(day(monday)), "{beat:?} on {monday}");
        }
    }

    #[test]
    fn every_second_week_counts_from_its_own_in_both_directions() {
        let (on, off) = (
            ["2026-02-16", "2026-03-02", "2026-03-16"],
            ["2026-02-23", "2026-03-09"],
        );
        check(2, "2026-03-02", &on, &off);
        check(1, "2026-03-02", &on, &[]);
        check(1, "2026-03-02", &off, &[]);
        // Any day stands for its week, also where a year ends within it.
        check(
            2,
            "2026-12-30",
            &["2027-01-11", "2026-12-28"],
            &["2027-01-04"],
        );
    }

    fn check_agreed(asked: Option<&str>, planned: &str, from: &str) {
        let beat = Beat::agreed(2, asked.map(day), day(planned));
        assert_eq!(beat.from, day(from), "asked {asked:?}, planned {planned}");
    }

    #[test]
    fn begins_two_weeks_after_the_latest_but_never_before_what_is_planned() {
        check_agreed(Some("2026-03-02"), "2026-03-09", "2026-03-16");
        check_agreed(Some("2026-03-02"), "2026-03-16", "2026-03-16");
        // After a pause of a month the next that is planned comes.
        check_agreed(Some("2026-02-02"), "2026-03-09", "2026-03-09");
        check_agreed(None, "2026-03-09", "2026-03-09");
    }
}
