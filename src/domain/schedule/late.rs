//! How late something is, and what to do after an outage.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Beat, Occurrence, Slot};
use crate::domain::zones::{NoSuchZone, Zones};

/// A prompt that is later than this is not sent any more.
pub const GRACE: TimeDelta = TimeDelta::hours(12);

/// A prompt that is later than this says so.
pub const PUNCTUAL: TimeDelta = TimeDelta::minutes(5);

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

impl Slot {
    /// What to do at `now` about the occurrence that was planned: wait, send it, or skip it. Of all that an
    /// outage has swallowed at most one is sent, however long it was. Only weeks of the beat are planned.
    pub fn catch_up(
        &self,
        zones: &Zones,
        beat: Beat,
        planned: Occurrence,
        now: DateTime<Utc>,
    ) -> Result<CatchUp, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        let mut skipped = Vec::new();
        let mut latest = planned;
        let after =
            |it: Occurrence| self.first(&zone, it.due, Some(it.week), |week| beat.falls_on(week));
        let mut next = after(latest);
        while next.due <= now {
            skipped.push(latest);
            latest = next;
            next = after(latest);
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
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, day, slot};
    use super::*;

    fn beat(weeks: u8) -> Beat {
        let from = day("2025-12-29");
        Beat { weeks, from }
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

    fn check_outage(now: &str, skipped: usize, send: Option<&str>, next: &str) {
        check_outage_every(1, now, skipped, send, next);
    }

    /// Planned for 4 January 2026 at 19:00 in Lisbon; at `now`: how many are skipped, which is sent, which is next.
    fn check_outage_every(weeks: u8, now: &str, skipped: usize, send: Option<&str>, next: &str) {
        let (slot, zones) = (slot("Sun 19:00 Europe/Lisbon"), Zones::bundled());
        let planned = slot.in_week(&zones, day("2025-12-29")).unwrap();
        let found = slot
            .catch_up(&zones, beat(weeks), planned, at(now))
            .unwrap();
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
    fn an_outage_moves_no_beat() {
        let (first, third) = ("2026-01-04T19:00:00Z", "2026-01-18T19:00:00Z");
        check_outage_every(2, first, 0, Some(first), third);
        // In the week between nothing is sent, however late it is.
        check_outage_every(2, "2026-01-11T19:00:00Z", 1, None, third);
        check_outage_every(2, third, 1, Some(third), "2026-02-01T19:00:00Z");
        check_outage_every(2, "2026-01-26T12:00:00Z", 2, None, "2026-02-01T19:00:00Z");
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
            .catch_up(&zones, beat(1), planned, at("2026-01-05T08:00:00Z"))
            .unwrap();
        assert_eq!(found.skipped, [planned]);
        assert_eq!(found.send.unwrap().0.due, at("2026-01-05T07:00:00Z"));
        assert_eq!(found.next.due, at("2026-01-12T07:00:00Z"));
    }
}
