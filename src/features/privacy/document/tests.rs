//! A whole document as an example, and what its description says of it.

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn hour() -> Hour {
    Hour {
        zone: "Europe/Lisbon".to_owned(),
        weekday: Weekday::Sun,
        time: "19:00".to_owned(),
    }
}

fn word(id: &str) -> Word {
    Word {
        id: id.to_owned(),
        word: id.to_owned(),
    }
}

/// A document that has everything in it.
#[expect(clippy::too_many_lines, reason = "one of everything there is")]
pub fn sample() -> Document {
    let date = |year, text: &str| Date {
        month: 5,
        day: 14,
        year,
        text: text.to_owned(),
        made_at: at("2026-03-04T08:00:00Z"),
    };
    let suggestion = |change| Suggestion {
        made_at: at("2026-03-03T08:00:00Z"),
        change,
    };
    let first = Week {
        monday: "2026-03-02".parse().expect("a Monday"),
        opened_at: at("2026-03-02T09:00:00Z"),
        state: State::Revealed,
        settled_at: Some(at("2026-03-08T20:00:00Z")),
        answer: Some(Answer {
            stance: Stance::HandedIn,
            changed_at: at("2026-03-08T19:30:00Z"),
            edited: true,
            on_own_side: false,
            asked_to_open: Choice::Unsaid,
            how_it_was: Some(HowItWas {
                sharing: Sharing::Private,
                week: Some(word("steady")),
                feelings: vec![word("calm")],
                closeness: None,
            }),
            guess: Some(word("heavy")),
            written: vec![Written {
                part: Part::Thanks,
                question: "What was good?".to_owned(),
                text: "Soup.\n# and a walk".to_owned(),
                sharing: Sharing::Share,
            }],
        }),
        line: Some(Line {
            text: "You were tired.".to_owned(),
            written_at: at("2026-03-08T21:00:00Z"),
        }),
        correction: Some("More sad than tired.".to_owned()),
    };
    let second = Week {
        monday: "2026-03-09".parse().expect("a Monday"),
        state: State::Open,
        settled_at: None,
        answer: None,
        line: None,
        correction: None,
        ..first.clone()
    };
    Document {
        format: "tend-export",
        version: 1,
        made_at: at("2026-03-10T07:00:00Z"),
        part: PartOf { number: 1, of: 1 },
        person: Person {
            discord_user: "1".to_owned(),
            consented_at: at("2026-03-01T18:00:00Z"),
            consent_version: "2026-11-2".to_owned(),
            zone: "Europe/Lisbon".to_owned(),
            rows_hidden: false,
            why: Some("Because of the walks.".to_owned()),
            first_sharings: vec![FirstSharing {
                part: Part::Week,
                sharing: Sharing::Private,
            }],
            resting: Some(Resting {
                since: at("2026-03-10T06:00:00Z"),
                until: None,
                told: false,
            }),
            left: Some(Left {
                at: at("2026-03-10T06:30:00Z"),
                told: true,
            }),
        },
        couple: Couple {
            since: at("2026-03-01T18:00:00Z"),
            discord_server: "2".to_owned(),
            discord_channel: "3".to_owned(),
            hour: hour(),
            answers_open_after_days: 0,
            every_weeks: 1,
        },
        reminders: vec![at("2026-03-11T21:00:00Z")],
        dates: vec![
            date(None, "Our first walk."),
            date(Some(2027), "The long journey."),
        ],
        suggestions: vec![
            suggestion(Change::Hour(hour())),
            suggestion(Change::AnswersOpen { after_days: 2 }),
            suggestion(Change::Every { weeks: 2 }),
            suggestion(Change::Move {
                discord_server: "2".to_owned(),
                discord_channel: "4".to_owned(),
            }),
        ],
        things: vec![Thing {
            kind: "promise",
            id: "7".to_owned(),
            made_at: at("2026-03-04T08:00:00Z"),
            facts: Map::from_iter([("state".to_owned(), Value::from("kept"))]),
        }],
        texts: vec![Text {
            kind: "promise_what",
            about: "7".to_owned(),
            nth: 0,
            words: "I call when I leave.".to_owned(),
            written_at: at("2026-03-04T08:00:00Z"),
            edited_at: None,
            released_at: Some(at("2026-03-05T08:00:00Z")),
        }],
        weeks: vec![first, second],
    }
}

fn problems(json: &serde_json::Value) -> Vec<String> {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    validator
        .iter_errors(json)
        .map(|error| error.to_string())
        .collect()
}

#[test]
fn an_export_is_what_its_schema_says() {
    let json: serde_json::Value = serde_json::from_slice(&sample().json().unwrap()).unwrap();
    assert_eq!(problems(&json), Vec::<String>::new());
    let bare = Document {
        weeks: Vec::new(),
        reminders: Vec::new(),
        dates: Vec::new(),
        suggestions: Vec::new(),
        ..sample()
    };
    let bare: serde_json::Value = serde_json::from_slice(&bare.json().unwrap()).unwrap();
    assert_eq!(problems(&bare), Vec::<String>::new());
}

#[test]
fn the_schema_knows_every_field_and_no_other() {
    let whole: serde_json::Value = serde_json::from_slice(&sample().json().unwrap()).unwrap();
    for pointer in [
        "",
        "/person",
        "/couple",
        "/couple/hour",
        "/dates/0",
        "/weeks/0",
        "/weeks/0/answer",
        "/weeks/0/answer/written/0",
    ] {
        let mut more = whole.clone();
        more.pointer_mut(pointer).unwrap()["theirs"] = "a word of the other's".into();
        assert_ne!(
            problems(&more),
            Vec::<String>::new(),
            "one more in {pointer:?}"
        );
        let fields: Vec<String> = whole
            .pointer(pointer)
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        for field in fields {
            let mut less = whole.clone();
            less.pointer_mut(pointer)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(&field);
            assert_ne!(
                problems(&less),
                Vec::<String>::new(),
                "{pointer:?} without {field}"
            );
        }
    }
}

#[test]
fn a_long_side_comes_in_parts_and_whole() {
    let week = sample().weeks.remove(0);
    let size = serde_json::to_vec_pretty(&week).unwrap().len();
    let weeks = vec![week; 5];
    let lengths = |at_most| {
        in_parts(weeks.clone(), at_most)
            .unwrap()
            .iter()
            .map(Vec::len)
            .collect::<Vec<_>>()
    };
    assert_eq!(lengths(size * 10), [5]);
    assert_eq!(lengths(size * 2), [2, 2, 1]);
    assert_eq!(lengths(1), [1, 1, 1, 1, 1]);
    assert_eq!(in_parts(Vec::new(), 1).unwrap().len(), 1);
}
