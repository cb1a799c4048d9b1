//! Paper cuts: how many, when both look, and how long they stay.

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::Partner;
use super::schedule::Slot;
use super::wall;
use super::zones::{NoSuchZone, Zones};

/// One has so many characters.
pub const LONGEST: u16 = 200;
/// So many of one person wait for one look.
pub const AT_MOST: usize = 10;
/// What nobody cleared goes so long after it was looked at.
pub const KEEP: TimeDelta = TimeDelta::days(14);

/// A paper cut, without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub id: i64,
    /// Whose it is: this person alone clears it.
    pub by: Partner,
    pub written_at: DateTime<Utc>,
    /// The look it waits for.
    pub look_at: DateTime<Utc>,
    /// Since when both may see it.
    pub looked_at: Option<DateTime<Utc>>,
    /// The other said: I hear you.
    pub heard_at: Option<DateTime<Utc>>,
    /// Cleared with thanks: only these are left.
    pub thanked_at: Option<DateTime<Utc>>,
}

impl Cut {
    /// Whether it is still there, for its owner.
    pub fn is_of(&self, who: Partner) -> bool {
        self.by == who && self.thanked_at.is_none()
    }

    /// Whether both may see it.
    pub fn is_open(&self) -> bool {
        self.looked_at.is_some() && self.thanked_at.is_none()
    }

    /// Whether it waits for the look, seen by this person alone.
    pub fn waits_for(&self, who: Partner) -> bool {
        self.by == who && self.looked_at.is_none()
    }

    /// Whether this person may say that they hear it: the other one, once it was looked at.
    pub fn may_be_heard_by(&self, who: Partner) -> bool {
        self.by != who && self.is_open()
    }
}

/// When both look next: the day after their weekly hour, when their clock says the same.
pub fn next_look(
    zones: &Zones,
    slot: &Slot,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, NoSuchZone> {
    let look_after = |instant| {
        let hour = slot.next_after(zones, instant)?;
        let day = wall::local(zones, &slot.zone, hour.due)?.date() + Days::new(1);
        wall::at_local(zones, &slot.zone, day, slot.minute)
    };
    // From two days before, so that the look to this week's hour is found on its own day.
    let look = look_after(now - TimeDelta::days(2))?;
    if look > now {
        Ok(look)
    } else {
        look_after(now)
    }
}

/// The number of the day of a look: one look has one.
pub fn day_of(look: DateTime<Utc>) -> i32 {
    i32::try_from(look.timestamp().div_euclid(24 * 60 * 60)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the hour on Sunday at 19:00 in Lisbon.
    fn check(now: &str, expected: &str) {
        let slot = Slot {
            zone: "Europe/Lisbon".to_owned(),
            weekday: chrono::Weekday::Sun,
            minute: 19 * 60,
        };
        let look = next_look(&Zones::bundled(), &slot, now.parse().unwrap()).unwrap();
        assert_eq!(look, expected.parse::<DateTime<Utc>>().unwrap(), "at {now}");
    }

    #[test]
    fn both_look_on_the_day_after_their_hour() {
        check("2026-03-01T19:00:00Z", "2026-03-02T19:00:00Z");
        check("2026-03-01T18:59:59Z", "2026-03-02T19:00:00Z");
        check("2026-03-02T18:59:59Z", "2026-03-02T19:00:00Z");
        check("2026-03-02T19:00:00Z", "2026-03-09T19:00:00Z");
        check("2026-03-07T00:00:00Z", "2026-03-09T19:00:00Z");
    }

    #[test]
    fn it_keeps_its_hour_on_the_wall_when_the_clocks_change() {
        check("2026-03-28T12:00:00Z", "2026-03-30T18:00:00Z");
    }
}
