//! What the words promise: a language for everybody, no panic, a bad file refused by line.

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

#[test]
fn the_decks_hold_what_the_rules_need() {
    let words = Words::load(None).unwrap();
    let weekly = words.deck(Decks::Weekly).questions();
    assert!(weekly.len() >= 72, "{} questions", weekly.len());
    assert!(weekly.iter().filter(|q| q.kind == crate::domain::deck::Kind::FearHope).count() >= 8);
    for fixed in [Decks::Thanks, Decks::Concern, Decks::Build] {
        assert!(words.deck(fixed).questions().len() >= 8, "{fixed:?}");
    }
    assert!(words.deck(Decks::Openings).questions().len() >= 12);
    let tongue = words.tongue("en-US");
    assert_eq!(tongue.list(Lists::Week).len(), 5);
    assert_eq!(tongue.word(Lists::Closeness, "near"), Some("Near"));
    assert_eq!(tongue.word(Lists::Closeness, "gone"), None);
    assert_eq!(tongue.question(Decks::Build, "build-plain").unwrap().short, "One thing to build next week");
}
