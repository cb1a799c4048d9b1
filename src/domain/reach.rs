//! When what comes from one of the two may reach the other.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

/// Lines come at these marks of the clock, so that none says to the minute when something was done.
const MARK: TimeDelta = TimeDelta::minutes(10);

/// The next ten-minute mark of the clock; an instant that is one is its own.
pub fn next_mark(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_round_up(MARK).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_at_the_next_ten_minutes_of_the_clock() {
        let check = |at: &str, mark: &str| {
            let instant = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
            assert_eq!(next_mark(instant(at)), instant(mark), "{at}");
        };
        check("2026-03-01T19:00:00Z", "2026-03-01T19:00:00Z");
        check("2026-03-01T19:00:00.000000001Z", "2026-03-01T19:10:00Z");
        check("2026-03-01T19:00:00.001Z", "2026-03-01T19:10:00Z");
        check("2026-03-01T19:09:59.999999Z", "2026-03-01T19:10:00Z");
        check("2026-03-01T23:51:00Z", "2026-03-02T00:00:00Z");
        check("1969-12-31T23:55:00Z", "1970-01-01T00:00:00Z");
    }
}
