//! What people type as a day and a time, line by line and by language: how it is read, and what is asked about.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::dates::Day;
use crate::domain::days::{self, Told, Unclear};
use crate::words::Words;

/// Sunday, 1 March 2026, 19:00.
const SUNDAY: &str = "2026-03-01T19:00:00";
/// The Wednesday after it, in the morning.
const WEDNESDAY: &str = "2026-03-04T09:00:00";

fn spelled(day: Day) -> String {
    match day.year {
        Some(year) => format!("{year}-{:02}-{:02}", day.month, day.day),
        None => format!("{:02}-{:02}", day.month, day.day),
    }
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn unclear(unclear: Unclear) -> String {
    match unclear {
        Unclear::Either(one, other) => format!("{} or {}?", spelled(one), spelled(other)),
        Unclear::DayOrTime(day, minute) => format!("{} or {}?", spelled(day), clock(minute)),
        Unclear::Unknown => "unknown".to_owned(),
        Unclear::Past => "past".to_owned(),
        Unclear::TooFar => "too far".to_owned(),
    }
}

#[track_caller]
fn check_at(now: &str, lines: &[(&str, &str)]) {
    let words = Words::load(None).unwrap();
    let calendar = words.tongue("en-GB").calendar();
    let now: NaiveDateTime = now.parse().unwrap();
    for (typed, expected) in lines {
        let minute =
            |minute: Option<u16>| minute.map_or(String::new(), |m| format!(" {}", clock(m)));
        let found = match days::read(typed, &calendar, now) {
            Ok(Told::Day(day, at)) => format!("{day}{}", minute(at)),
            Ok(Told::Weekly(weekday, at)) => format!("every {weekday}{}", minute(at)),
            Err(found) => unclear(found),
        };
        assert_eq!(found, *expected, "{typed:?}");
    }
}

#[track_caller]
fn check_dates(lines: &[(&str, &str)]) {
    let words = Words::load(None).unwrap();
    let calendar = words.tongue("en-GB").calendar();
    let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    for (typed, expected) in lines {
        let found = days::date(typed, &calendar, today).map_or_else(unclear, spelled);
        assert_eq!(found, *expected, "{typed:?}");
    }
}

#[test]
fn a_day_is_read_however_it_is_told() {
    check_at(
        SUNDAY,
        &[
            ("2026-03-20 18:00", "2026-03-20 18:00"),
            ("by 18:00 on 2026-03-20", "2026-03-20 18:00"),
            ("2026/3/20", "2026-03-20"),
            ("2026 03 20", "2026-03-20"),
            ("02-28", "2027-02-28"),
            ("24 December", "2026-12-24"),
            ("December 24", "2026-12-24"),
            ("24th of December", "2026-12-24"),
            ("20 March", "2026-03-20"),
            ("Mar 20", "2026-03-20"),
            ("20 mar 2026", "2026-03-20"),
            ("March 20th, 2026 at 6pm", "2026-03-20 18:00"),
            ("Friday, 20 March", "2026-03-20"),
            ("20. March", "2026-03-20"),
            ("the 21st", "2026-03-21"),
            ("the 1st", "2026-03-01"),
            ("31st", "2026-03-31"),
            ("24.12.", "2026-12-24"),
            ("05.04.", "2026-04-05"),
            ("5.4.", "2026-04-05"),
            ("5.4.2026", "2026-04-05"),
            ("24.12.26", "2026-12-24"),
            ("24/12", "2026-12-24"),
            ("12/24", "2026-12-24"),
            ("24/12/2026", "2026-12-24"),
            ("24-12-2026", "2026-12-24"),
            ("5/5", "2026-05-05"),
            ("3.20.", "2026-03-20"),
            ("today", "2026-03-01"),
            ("today 19:01", "2026-03-01 19:01"),
            ("Tomorrow, 9:30", "2026-03-02 09:30"),
            ("in 3 days", "2026-03-04"),
            ("in 2 weeks at noon", "2026-03-15 12:00"),
            ("by Friday", "2026-03-06"),
            ("fri 18:00", "2026-03-06 18:00"),
            ("Sunday", "2026-03-08"),
            ("Sunday 20:00", "2026-03-01 20:00"),
            ("２０２６-０３-２０", "2026-03-20"),
            ("٢٠٢٦-٠٣-٢٠", "2026-03-20"),
            ("20–03–2026", "2026-03-20"),
        ],
    );
}

#[test]
fn a_time_is_read_however_it_is_told() {
    check_at(
        SUNDAY,
        &[
            ("20:00", "2026-03-01 20:00"),
            ("07:15", "2026-03-02 07:15"),
            ("7pm", "2026-03-02 19:00"),
            ("8 pm", "2026-03-01 20:00"),
            ("7:30 pm", "2026-03-01 19:30"),
            ("7.30pm", "2026-03-01 19:30"),
            ("7:30 p.m.", "2026-03-01 19:30"),
            ("12am", "2026-03-02 00:00"),
            ("12pm", "2026-03-02 12:00"),
            ("18h", "2026-03-02 18:00"),
            ("20h30", "2026-03-01 20:30"),
            ("18 h", "2026-03-02 18:00"),
            ("18 Uhr", "2026-03-02 18:00"),
            ("18.30", "2026-03-02 18:30"),
            ("noon", "2026-03-02 12:00"),
            ("tomorrow 6pm", "2026-03-02 18:00"),
            ("tomorrow at 18.30", "2026-03-02 18:30"),
            ("20 March 7pm", "2026-03-20 19:00"),
        ],
    );
}

#[test]
fn every_week_is_weekly() {
    check_at(
        SUNDAY,
        &[
            ("every Friday at 19:30", "every Fri 19:30"),
            ("weekly on Sunday", "every Sun"),
            ("every sunday", "every Sun"),
            ("each monday 7pm", "every Mon 19:00"),
            ("every week", "every Sun"),
            ("weekly 18:00", "every Sun 18:00"),
            ("every week on Friday", "every Fri"),
        ],
    );
}

#[test]
fn what_can_be_read_in_two_ways_is_asked_about() {
    check_at(
        WEDNESDAY,
        &[
            ("5/4", "04-05 or 05-04?"),
            ("05-04", "04-05 or 05-04?"),
            ("05/04/2026", "2026-04-05 or 2026-05-04?"),
            ("5/4/26 18:00", "2026-04-05 or 2026-05-04?"),
            ("10.12", "12-10 or 10:12?"),
            ("next friday", "2026-03-06 or 2026-03-13?"),
            ("next Sunday 18:00", "2026-03-08 or 2026-03-15?"),
            // Both are the same.
            ("next Monday", "2026-03-09"),
            ("next Wednesday", "2026-03-11"),
            ("friday next week", "2026-03-13"),
            ("this friday", "2026-03-06"),
        ],
    );
    check_dates(&[
        ("5/4", "04-05 or 05-04?"),
        ("5/4/2027", "2027-04-05 or 2027-05-04?"),
        ("10.12", "12-10"),
    ]);
}

#[test]
fn what_is_no_day_is_not_guessed_at() {
    check_at(
        SUNDAY,
        &[
            ("soon", "unknown"),
            ("18", "unknown"),
            ("25:00", "unknown"),
            ("18:60", "unknown"),
            ("18:0", "unknown"),
            ("13pm", "unknown"),
            ("every", "unknown"),
            ("every 18:00", "unknown"),
            ("every day", "unknown"),
            ("every 2 weeks", "unknown"),
            ("every 2026-03-20", "unknown"),
            ("next week", "unknown"),
            ("Friday Monday", "unknown"),
            ("Monday, 20 March", "unknown"),
            ("t", "unknown"),
            ("ma", "unknown"),
            ("30 February", "unknown"),
            ("2026-02-29", "unknown"),
            ("2026-03-20 2026-03-21", "unknown"),
            ("+5-14", "unknown"),
            ("2026-02-28", "past"),
            ("1990-05-14", "past"),
            ("today 19:00", "past"),
            ("2026-03-01 08:00", "past"),
            ("2027-03-03", "too far"),
            ("in 99 weeks", "too far"),
        ],
    );
    check_at(
        SUNDAY,
        &[
            (&"*".repeat(4000), "unknown"),
            (&"9".repeat(4000), "unknown"),
        ],
    );
}

#[test]
fn a_date_has_its_year_or_comes_every_year() {
    check_dates(&[
        ("2027-05-14", "2027-05-14"),
        (" 2027/5/14 ", "2027-05-14"),
        ("14 May", "05-14"),
        ("14.5.", "05-14"),
        ("5.14.", "05-14"),
        ("29 February", "02-29"),
        ("2028-02-29", "2028-02-29"),
        ("May 14, 2030", "2030-05-14"),
        ("tomorrow", "2026-03-02"),
        ("", "unknown"),
        ("May", "unknown"),
        ("14", "unknown"),
        ("2027-02-29", "unknown"),
        ("05-32", "unknown"),
        ("27-05-14", "unknown"),
        ("5-14-1", "unknown"),
        ("005-14", "unknown"),
        ("14 May 18:00", "unknown"),
        ("every 14 May", "unknown"),
    ]);
}

#[test]
fn a_time_alone_is_read_the_same_way() {
    let words = Words::load(None).unwrap();
    let calendar = words.tongue("en-GB").calendar();
    for (typed, expected) in [
        ("20:00", Some("20:00")),
        ("8pm", Some("20:00")),
        ("at 8 pm", Some("20:00")),
        ("20.30", Some("20:30")),
        ("10.12", Some("10:12")),
        ("20h", Some("20:00")),
        ("noon", Some("12:00")),
        ("8", None),
        ("", None),
        ("tomorrow 20:00", None),
        ("20:00 21:00", None),
    ] {
        assert_eq!(
            days::time(typed, &calendar).map(clock).as_deref(),
            expected,
            "{typed:?}"
        );
    }
}
