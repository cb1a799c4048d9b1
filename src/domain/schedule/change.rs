//! What becomes of the week when a couple moves its slot.

use chrono::{DateTime, Utc};

use super::super::wall::local_of;
use super::{Occurrence, Slot, monday_of};
use crate::domain::zones::{NoSuchZone, Zones};

impl Slot {
    /// The first occurrence of this slot once it takes the place of `old` at `now`: in the next local
    /// week, so that no week has two, and after what `old` still has to come in this one.
    pub fn first_after_change(
        &self,
        zones: &Zones,
        old: &Slot,
        now: DateTime<Utc>,
    ) -> Result<Occurrence, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        // Whoever lives in a zone that is no more can still move.
        let old_zone = zones.get(&old.zone).unwrap_or_else(|_| zone.clone());
        let this_week = monday_of(local_of(&old_zone, now).date());
        let last_of_old = old.occurrence(&old_zone, this_week);
        Ok(self.first(&zone, now.max(last_of_old.due), Some(this_week)))
    }

    /// What is to come next when this slot takes the place of `old` at `now`, while `planned` is to come:
    /// that one still, if it belongs to the present week (the slot may change twice in a week), else
    /// this slot's own first.
    pub fn planned_after_change(
        &self,
        zones: &Zones,
        old: &Slot,
        planned: Occurrence,
        now: DateTime<Utc>,
    ) -> Result<Occurrence, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        let old_zone = zones.get(&old.zone).unwrap_or_else(|_| zone.clone());
        let this_week = monday_of(local_of(&old_zone, now).date());
        if planned.week <= this_week {
            return Ok(planned);
        }
        Ok(self.first(&zone, now, Some(this_week)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, day, slot};
    use super::*;

    fn check_change(old: &str, new: &str, now: &str, week: &str, due: &str) {
        let first = slot(new)
            .first_after_change(&Zones::bundled(), &slot(old), at(now))
            .unwrap();
        assert_eq!(
            (first.week, first.due),
            (day(week), at(due)),
            "{old} to {new} at {now}: {first:?}"
        );
    }

    #[test]
    fn a_changed_slot_applies_from_the_next_local_week() {
        let (sun, wed) = ("Sun 19:00 Europe/Lisbon", "Wed 19:00 Europe/Lisbon");
        check_change(
            sun,
            wed,
            "2026-01-05T12:00:00Z",
            "2026-01-12",
            "2026-01-14T19:00:00Z",
        );
        check_change(
            wed,
            sun,
            "2026-01-08T12:00:00Z",
            "2026-01-12",
            "2026-01-18T19:00:00Z",
        );
        // It is Monday already where they live.
        let (here, later) = ("Sun 19:00 Pacific/Auckland", "Tue 19:00 Pacific/Auckland");
        check_change(
            here,
            later,
            "2026-01-11T12:00:00Z",
            "2026-01-19",
            "2026-01-20T06:00:00Z",
        );
    }

    #[test]
    fn a_changed_zone_brings_no_week_twice_and_nothing_out_of_turn() {
        // This week's, in Honolulu, comes after the Monday of Kiritimati has begun.
        let (honolulu, kiritimati) = ("Sun 23:00 Pacific/Honolulu", "Mon 00:15 Pacific/Kiritimati");
        check_change(
            honolulu,
            kiritimati,
            "2026-01-08T00:00:00Z",
            "2026-01-19",
            "2026-01-18T10:15:00Z",
        );
        // The Monday was had in Kiritimati; Honolulu's Sunday of that week is not another.
        check_change(
            kiritimati,
            honolulu,
            "2026-01-11T12:00:00Z",
            "2026-01-19",
            "2026-01-26T09:00:00Z",
        );
    }

    #[test]
    fn whoever_lives_in_a_zone_that_is_no_more_can_still_move() {
        check_change(
            "Sun 19:00 Europe/Atlantis",
            "Sun 19:00 Europe/Lisbon",
            "2026-01-05T12:00:00Z",
            "2026-01-12",
            "2026-01-18T19:00:00Z",
        );
    }

    #[test]
    fn what_is_planned_for_this_week_stays_however_often_the_slot_changes() {
        let zones = Zones::bundled();
        let (sun, tue, wed) = (
            slot("Sun 19:00 Europe/Lisbon"),
            slot("Tue 19:00 Europe/Lisbon"),
            slot("Wed 19:00 Europe/Lisbon"),
        );
        let sunday = sun.in_week(&zones, day("2026-01-05")).unwrap();
        let now = at("2026-01-07T12:00:00Z");
        assert_eq!(
            tue.planned_after_change(&zones, &sun, sunday, now),
            Ok(sunday)
        );
        assert_eq!(
            wed.planned_after_change(&zones, &tue, sunday, now),
            Ok(sunday)
        );
        // What was planned for a later week gives way.
        let next = sun.in_week(&zones, day("2026-01-12")).unwrap();
        let found = wed.planned_after_change(&zones, &sun, next, now).unwrap();
        assert_eq!(found, wed.in_week(&zones, day("2026-01-12")).unwrap());
    }
}
