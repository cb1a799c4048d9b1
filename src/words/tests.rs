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
    assert_eq!(
        tongue.date_and_time(date.and_time(time)),
        "Sunday, 1 March at 07:05"
    );
    assert_eq!(
        tongue.every_week(Weekday::Sun, time),
        "every Sunday at 07:05"
    );
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
    assert!(
        weekly
            .iter()
            .filter(|q| q.kind == crate::domain::deck::Kind::FearHope)
            .count()
            >= 8
    );
    for fixed in [Decks::Thanks, Decks::Concern, Decks::Build] {
        assert!(words.deck(fixed).questions().len() >= 8, "{fixed:?}");
    }
    assert!(words.deck(Decks::Openings).questions().len() >= 12);
    let tongue = words.tongue("en-US");
    assert_eq!(tongue.list(Lists::Week).len(), 5);
    assert_eq!(tongue.word(Lists::Closeness, "near"), Some("Near"));
    assert_eq!(tongue.word(Lists::Closeness, "gone"), None);
    assert_eq!(
        tongue.question(Decks::Build, "build-plain").unwrap().short,
        "One thing to build next week"
    );
}

fn folder(name: &str, files: &[(&str, &str)]) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("tend-words-{}-{name}", std::process::id()));
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn a_host_may_put_own_files_in_place_of_ours() {
    let own = folder(
        "own",
        &[
            ("en/common.ftl", "weekday-sunday = Sunnyday\n"),
            (
                "de/common.ftl",
                "weekday-sunday = Sonntag\ntime = { $hour }.{ $minute } Uhr, { $zone }\n",
            ),
            (
                "de/build.toml",
                "[[question]]\nid = \"build-plain\"\nshort = \"Eins zum Bauen\"\nfull = \"Was denn?\"\n",
            ),
            ("README.txt", "not ours"),
        ],
    );
    let words = Words::load(Some(&own)).unwrap();
    let (en, de) = (words.tongue("fr"), words.tongue("de"));
    assert_eq!(en.weekday(Weekday::Sun), "Sunnyday");
    assert_eq!(
        en.weekday(Weekday::Mon),
        "Monday",
        "what an older file lacks is said as built in"
    );
    assert_eq!(de.weekday(Weekday::Sun), "Sonntag");
    assert_eq!(de.weekday(Weekday::Mon), "Monday");
    let time = NaiveTime::from_hms_opt(19, 0, 0).unwrap();
    assert_eq!(
        de.time(time),
        "19:00",
        "a translation that needs a value nobody gives is passed over"
    );
    assert_eq!(
        de.question(Decks::Build, "build-plain").unwrap().short,
        "Eins zum Bauen"
    );
    assert_eq!(
        de.question(Decks::Build, "build-more").unwrap().short,
        "A little more of this"
    );
    assert_eq!(words.deck(Decks::Build).questions().len(), 8);
    std::fs::remove_dir_all(own).unwrap();
}

#[test]
fn a_bad_file_is_refused_by_name_and_line() {
    let own = folder(
        "bad",
        &[
            ("en/common.ftl", "a = A\n\n!\n"),
            ("en/thanks.toml", "[[question]]\nid = 1\n"),
        ],
    );
    let refused = Words::load(Some(&own)).err().unwrap().to_string();
    let refused = refused.replace(&own.display().to_string(), "FOLDER");
    expect_test::expect![[r#"
        the words cannot be used:
          FOLDER/en/common.ftl:3: Expected one of "a-zA-Z"
          FOLDER/en/thanks.toml:2: invalid type: integer `1`, expected a string"#]]
    .assert_eq(&refused);
    std::fs::remove_dir_all(own).unwrap();
    let gone = std::env::temp_dir().join("tend-words-nowhere");
    assert!(Words::load(Some(&gone)).is_err());
}

#[test]
fn nothing_panics_where_words_or_values_are_missing() {
    let words = Words::load(None).unwrap();
    let tongue = words.tongue("");
    assert_eq!(tongue.say("no-such-message", &[]), "no-such-message");
    assert_eq!(tongue.say("time.hint", &[]), "time.hint");
    assert_eq!(tongue.say("", &[]), "");
    assert_eq!(tongue.say("time", &[("hour", 7_i64.into())]), "7:{$minute}");
    assert_eq!(
        tongue.say(
            "time",
            &[("hour", "{ $x }".into()), ("minute", "\u{202e}*".into())]
        ),
        "{ $x }:\u{202e}*"
    );
}

#[test]
fn help_is_listed_for_many_countries_with_couples_last() {
    let words = Words::load(None).unwrap();
    let services = words.tongue("en").services();
    assert!(services.countries().len() > 25);
    assert_eq!(
        services.find("us").unwrap().emergency.as_deref(),
        Some("911")
    );
    assert!(services.international().is_some());
    assert!(services.find("ZZ").is_none());
    for country in services.countries() {
        let kinds: Vec<_> = country
            .services
            .iter()
            .map(|service| service.kind == ServiceKind::Couple)
            .collect();
        assert!(kinds.is_sorted(), "{}", country.name);
    }
}

#[test]
fn the_privacy_notice_names_the_host_and_fits_into_messages() {
    let words = Words::load(None).unwrap();
    let pages = words
        .tongue("en")
        .privacy_notice(&[("host_name", "Ada"), ("host_contact", "ada@example.org")]);
    let whole = pages.join("\n\n");
    assert!(
        whole.starts_with("# Privacy"),
        "the remarks to the host are left out"
    );
    assert!(whole.contains("Ada, whom you reach at ada@example.org"));
    assert!(!whole.contains("{{"));
    assert!(pages.iter().all(|page| utf16(page) <= check::TEXT));
    assert!(pages.len() <= 4, "{} messages", pages.len());
}
