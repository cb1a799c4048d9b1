//! The rules of a slot, a line of data each.

use super::*;

mod properties;

/// "Sun 19:00 Europe/Lisbon"
pub fn slot(text: &str) -> Slot {
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

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
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
    let next =
        slot("Sun 19:00 Europe/Atlantis").next_after(&Zones::bundled(), at("2026-01-01T00:00:00Z"));
    assert_eq!(next, Err(NoSuchZone));
}

fn check_pairing(text: &str, now: &str, due: &str) {
    let found = slot(text).first_after_pairing(&Zones::bundled(), at(now));
    assert_eq!(found.unwrap().due, at(due), "{text}, paired at {now}");
}

#[test]
fn the_next_round_after_pairing_is_at_least_two_days_away_by_the_calendar() {
    let sun = "Sun 19:00 Europe/Lisbon";
    check_pairing(sun, "2026-11-27T21:00:00Z", "2026-11-29T19:00:00Z");
    check_pairing(sun, "2026-11-28T00:00:00Z", "2026-12-06T19:00:00Z");
    check_pairing(sun, "2026-11-29T18:59:00Z", "2026-12-06T19:00:00Z");
    check_pairing(sun, "2026-11-29T19:00:00Z", "2026-12-06T19:00:00Z");
    check_pairing(sun, "2026-11-30T09:00:00Z", "2026-12-06T19:00:00Z");
    // It is Friday still in Honolulu, and Saturday already in Kiritimati.
    check_pairing(
        "Sun 19:00 Pacific/Honolulu",
        "2026-11-28T09:59:00Z",
        "2026-11-30T05:00:00Z",
    );
    check_pairing(
        "Sun 19:00 Pacific/Kiritimati",
        "2026-11-27T10:01:00Z",
        "2026-12-06T05:00:00Z",
    );
}
