//! Discord's ids: the time they were made at, then a count.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Discord's first millisecond: the start of 2015.
const EPOCH_MS: i64 = 1_420_070_400_000;

/// Gives out ids that never repeat and always grow, even when the clock is turned back.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    /// The next id, made at `now`.
    pub fn next(&mut self, now: DateTime<Utc>) -> u64 {
        self.last = first_at(now).max(self.last + 1);
        self.last
    }
}

/// The lowest id that an instant can have.
pub fn first_at(instant: DateTime<Utc>) -> u64 {
    u64::try_from(instant.timestamp_millis() - EPOCH_MS).unwrap_or_default() << 22
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_even_when_the_clock_does_not() {
        let now = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_500);
        let mut ids = Snowflakes::default();
        let (a, b) = (ids.next(now), ids.next(now));
        let earlier = ids.next(now - chrono::TimeDelta::days(1));
        assert!(a < b && b < earlier);
        assert_eq!(a, first_at(now));
    }
}
