//! What the words promise: a language for everybody, no panic, a bad file refused by line.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::*;

#[test]
fn words_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Words>();
}

#[test]
fn dates_and_hours_read_well_aloud() {
    let words = Words::load(None).unwrap();
    let tongue = words.tongue("en-GB");
    let date = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    let time = NaiveTime::from_hms_opt(7, 5, 0).unwrap();
    assert_eq!(tongue.date(date), "Sunday, 1 March");
    assert_eq!(tongue.date_with_year(date), "Sunday, 1 March 2026");
    assert_eq!(tongue.time(time), "07:05");
    assert_eq!(tongue.date_and_time(date.and_time(time)), "Sunday, 1 March at 07:05");
    assert_eq!(tongue.every_week(Weekday::Sun, time), "every Sunday at 07:05");
    let things = ["tea", "bread", "salt"].map(String::from);
    assert_eq!(tongue.join(&things), "tea, bread and salt");
    assert_eq!(tongue.join(&things[..2]), "tea and bread");
    assert_eq!(tongue.join(&things[..1]), "tea");
    assert_eq!(tongue.join(&[]), "");
}
