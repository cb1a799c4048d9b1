//! When a couple's prompt comes: at their own hour on the wall, once in each of their weeks.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use jiff::tz::TimeZone;

mod beat;
mod change;
mod late;

pub use beat::Beat;
pub use late::{CatchUp, GRACE, Lateness, PUNCTUAL, lateness};

use super::wall::{self, instant_of, local_of};
use super::zones::{NoSuchZone, Zones};

/// A couple's place in the week: what is stored. Instants are derived from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The IANA name of their zone.
    pub zone: String,
    /// The day of the local week, which begins on Monday.
    pub weekday: Weekday,
    /// The minute of the local day, 0 to 1439.
    pub minute: u16,
}

/// One prompt of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The Monday of the local week it belongs to.
    pub week: NaiveDate,
    /// When it comes.
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
        Ok(self.first(&zone, instant, None, |_| true))
    }

    /// The first occurrence after two people have paired at `now`: on a local date at least two days after theirs,
    /// so that there is time for the first round, which belongs to the week before.
    pub fn first_after_pairing(
        &self,
        zones: &Zones,
        now: DateTime<Utc>,
    ) -> Result<Occurrence, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        let from = local_of(&zone, now).date() + Days::new(2);
        let soon = self.first(&zone, now, None, |_| true);
        let date = local_of(&zone, soon.due).date();
        Ok(if date < from {
            self.first(&zone, soon.due, Some(soon.week), |_| true)
        } else {
            soon
        })
    }

    /// The one occurrence of the local week that begins on `monday`.
    ///
    /// A minute that a clock change leaves out is moved on by as much as the clocks are, even if a whole
    /// day is left out; of a minute that comes twice, the first counts. (RFC 5545, section 3.3.5.)
    pub fn in_week(&self, zones: &Zones, monday: NaiveDate) -> Result<Occurrence, NoSuchZone> {
        let zone = zones.get(&self.zone)?;
        Ok(self.occurrence(&zone, monday))
    }

    /// The first occurrence later than `instant` and, where given, of a later week than `week`, in a week that
    /// `counts`: of any four weeks one does.
    fn first(
        &self,
        zone: &TimeZone,
        instant: DateTime<Utc>,
        week: Option<NaiveDate>,
        counts: impl Fn(NaiveDate) -> bool,
    ) -> Occurrence {
        let instant = wall::within_reason(instant);
        // From the week before: an occurrence moved out of a gap may fall into the week after its own.
        let begin = monday_of(local_of(zone, instant).date()) - Days::new(7);
        let begin = week.map_or(begin, |week| {
            begin.max(wall::date_within_reason(week) + Days::new(7))
        });
        (0..8)
            .map(|weeks| self.occurrence(zone, begin + Days::new(7 * weeks)))
            .find(|it| it.due > instant && counts(it.week))
            .expect("of eight weeks, the last four are ahead")
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

/// The Monday of the week that it is in `zone`.
pub fn week_of(zones: &Zones, zone: &str, instant: DateTime<Utc>) -> Result<NaiveDate, NoSuchZone> {
    Ok(monday_of(local_of(&zones.get(zone)?, instant).date()))
}

/// The Monday of this date's week.
pub fn monday_of(date: NaiveDate) -> NaiveDate {
    date - Days::new(date.weekday().num_days_from_monday().into())
}

#[cfg(test)]
mod tests;
