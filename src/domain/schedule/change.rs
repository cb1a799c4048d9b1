//! What becomes of the week when a couple moves its slot.

use chrono::{DateTime, Utc};

use super::super::wall::local_of;
use super::{Beat, Occurrence, Slot, monday_of};
use crate::domain::zones::{NoSuchZone, Zones};

impl Slot {
    /// What is to come next when this slot and beat take the place of the `old` slot at `now`, while `planned` is
    /// to come: that one still, if it belongs to the present week (the slot may change twice in a week) and to the
    /// beat; else this slot's own first in a later week of the beat, so that no week has two.
    pub fn planned_after_change(
        &self,
        zones: &Zones,
        beat: Beat,
        old: &Slot,
        planned: Occurrence,
        now: DateTime<Utc>,
    ) -> Result<Occurrence, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        let old_zone = zones.get(&old.zone).unwrap_or_else(|_| zone.clone());
        let this_week = monday_of(local_of(&old_zone, now).date());
        let stays = planned.week <= this_week && beat.falls_on(planned.week);
        let first = self.first(&zone, now, Some(this_week), |week| beat.falls_on(week));
        Ok(if stays { planned } else { first })
    }

    /// The first that is this slot's own once it has taken the place of `old` like this.
    pub fn first_after_change(
        &self,
        zones: &Zones,
        beat: Beat,
        old: &Slot,
        planned: Occurrence,
        now: DateTime<Utc>,
    ) -> Result<Occurrence, NoSuchZone> {
        let next = self.planned_after_change(zones, beat, old, planned, now)?;
        Ok(if *self != *old && next == planned {
            self.catch_up(zones, beat, planned, planned.due)?.next
        } else {
            next
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, day, slot};
    use super::*;
    use chrono::NaiveDate;

    const WEEKLY: Beat = Beat {
        weeks: 1,
        from: NaiveDate::from_ymd_opt(2025, 12, 29).unwrap(),
    };

    /// The first occurrence of `new` where it takes the place of `old` at `now`.
    fn check_change(old: &str, new: &str, now: &str, week: &str, due: &str) {
        let (zones, old, new, now) = (Zones::bundled(), slot(old), slot(new), at(now));
        // Whoever lives in a zone that is no more was planned in one that was.
        let planned = old.next_after(&zones, now);
        let planned = planned.or_else(|_| new.next_after(&zones, now)).unwrap();
        let first = new
            .first_after_change(&zones, WEEKLY, &old, planned, now)
            .unwrap();
        let found = (first.week, first.due);
        assert_eq!(found, (day(week), at(due)), "{old:?} to {new:?} at {now}");
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
            tue.planned_after_change(&zones, WEEKLY, &sun, sunday, now),
            Ok(sunday)
        );
        assert_eq!(
            wed.planned_after_change(&zones, WEEKLY, &tue, sunday, now),
            Ok(sunday)
        );
        // What was planned for a later week gives way.
        let next = sun.in_week(&zones, day("2026-01-12")).unwrap();
        let found = wed.planned_after_change(&zones, WEEKLY, &sun, next, now);
        let found = found.unwrap();
        assert_eq!(found, wed.in_week(&zones, day("2026-01-12")).unwrap());
    }

    #[test]
    fn a_changed_beat_lets_this_weeks_come_only_where_it_falls_on_it() {
        let (zones, sun) = (Zones::bundled(), slot("Sun 19:00 Europe/Lisbon"));
        let in_week = |week| sun.in_week(&zones, day(week)).unwrap();
        let after = |weeks, from, planned| {
            let from = day(from);
            let (beat, now) = (Beat { weeks, from }, at("2026-01-07T12:00:00Z"));
            sun.planned_after_change(&zones, beat, &sun, in_week(planned), now)
        };
        let (this, next, later) = ("2026-01-05", "2026-01-12", "2026-01-19");
        assert_eq!(after(2, this, this), Ok(in_week(this)));
        assert_eq!(after(2, next, this), Ok(in_week(next)));
        assert_eq!(after(2, later, next), Ok(in_week(later)));
        assert_eq!(after(1, this, later), Ok(in_week(next)));
    }
}
