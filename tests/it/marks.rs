//! A form that was taken while Discord lost the answer, sent again; and a button of a card, pressed again.

use std::collections::BTreeMap;
use std::time::Duration;

use sqlx::AssertSqlSafe;
use tend::sandbox::faults::{Fault, Matching};
use tokio::time::sleep;

use crate::harness::{PATIENCE, Tend};
use crate::people::Person;

const BEGIN: &str = "2026-03-04 19:00 Europe/Lisbon";

/// A way to a form or a button, what is typed, and what one sees of it afterwards.
struct Way {
    command: &'static str,
    presses: &'static [&'static str],
    /// Nothing: the last press makes it.
    fields: &'static [(&'static str, &'static str)],
    sees: &'static str,
}

const FORMS: [Way; 12] = [
    Way {
        command: "/inbox",
        presses: &["Write one"],
        fields: &[("line", "The dishes again.")],
        sees: "The dishes again.",
    },
    Way {
        command: "/questions",
        presses: &["Note a question"],
        fields: &[("question", "Why that night?")],
        sees: "Questions",
    },
    Way {
        command: "/questions",
        presses: &["Something to tell", "Not yet: first a draft"],
        fields: &[("note", "About money"), ("telling", "I bought it.")],
        sees: "Questions",
    },
    Way {
        command: "/questions",
        presses: &["Our hour", "Just once"],
        fields: &[("date", "2026-03-20"), ("time", "20:00")],
        sees: "20 March at 20:00",
    },
    Way {
        command: "/promise new",
        presses: &["Write my own"],
        fields: &[
            ("what", "I call before I am late."),
            ("when", "every Friday"),
        ],
        sees: "I call before I am late.",
    },
    Way {
        command: "/pages",
        presses: &["About myself", "Write a page"],
        fields: &[("page", "Tired of it.")],
        sees: "Tired of it.",
    },
    Way {
        command: "/settings",
        presses: &["Dates that matter", "Add a date"],
        fields: &[("date", "05-14"), ("what", "The day we met")],
        sees: "The day we met",
    },
    Way {
        command: "/needs",
        presses: &["Ten minutes today", "This evening"],
        fields: &[("line", "On the stairs.")],
        sees: "On the stairs.",
    },
    Way {
        command: "/needs",
        presses: &["What settles me", "Write"],
        fields: &[("0", "Quiet.")],
        sees: "Quiet.",
    },
    Way {
        command: "/setback",
        presses: &["Go on", "Write it down"],
        fields: &[("what", "The letters.")],
        sees: "The letters.",
    },
    Way {
        command: "/repair open",
        presses: &["Something hurt me", "Write a line"],
        fields: &[("repair_opening", "Friday.")],
        sees: "Friday.",
    },
    Way {
        command: "/feedback",
        presses: &["Write"],
        fields: &[("feedback", "The button was grey.")],
        sees: "reached me the first time",
    },
];

/// In this order, in one story.
const BUTTONS: [Way; 6] = [
    Way {
        command: "/settings",
        presses: &["Another hour", "Suggest this hour"],
        fields: &[],
        sees: "reached me the first time",
    },
    Way {
        command: "/questions",
        presses: &["Our hour", "Suggest this hour"],
        fields: &[],
        sees: "Wednesday",
    },
    Way {
        command: "/promise list",
        presses: &["Share with the other"],
        fields: &[],
        sees: "I call before I am late.",
    },
    Way {
        command: "/repair open",
        presses: &["Something hurt me"],
        fields: &[],
        sees: "There is something",
    },
    Way {
        command: "/repair open",
        presses: &["Ask whether"],
        fields: &[],
        sees: "asked",
    },
    Way {
        command: "/checkin",
        presses: &["Next", "Next", "Hand in"],
        fields: &[],
        sees: "It’s with me now",
    },
];

/// How many rows there are of everything but presses.
async fn rows(tend: &Tend) -> BTreeMap<String, i64> {
    let tables =
        "select table_name::text from information_schema.tables where table_schema = 'public'
        and table_name not in ('_sqlx_migrations', 'presses')";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(tend.db())
        .await
        .unwrap();
    let mut all = BTreeMap::new();
    for table in tables {
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        let count = sqlx::query_scalar(count).fetch_one(tend.db()).await;
        all.insert(table, count.unwrap());
    }
    all
}

/// Does this while Discord answers 500 to everything, until Tend has given up answering.
async fn in_vain(tend: &Tend, deed: impl FnOnce() -> u64) {
    let broken = Fault::Refuse {
        status: 500,
        code: 0,
        message: "500: Internal Server Error".to_owned(),
    };
    let mark = tend.world().ledger().mark();
    let fault = tend.world().faults().always(Matching::all(), broken);
    let asked = deed().to_string();
    let began = std::time::Instant::now();
    let tried =
        |rest: &tend::sandbox::ledger::Rest| rest.path.contains(&asked) && rest.status == Some(500);
    while !tend
        .world()
        .ledger()
        .requests_since(mark)
        .iter()
        .any(|(_, rest)| tried(rest))
    {
        assert!(began.elapsed() < PATIENCE, "nobody tried to answer");
        sleep(Duration::from_millis(10)).await;
    }
    tend.idle().await;
    tend.world().faults().lift(fault);
}

async fn go(who: &Person, way: &Way, presses: &[&str]) {
    who.command(way.command).await;
    for label in presses {
        who.press(label).await;
    }
}

/// The form is sent and taken, and its sender sees it fail. Then the same form is sent again.
async fn is_taken_once(tend: &Tend, who: &Person, way: &Way) {
    go(who, way, way.presses).await;
    let form = tend.world().modal(who.id).expect("a form").key;
    let before = rows(tend).await;
    in_vain(tend, || {
        tend.world().submit(who.id, form, way.fields).unwrap()
    })
    .await;
    tend.settle().await;
    let made = rows(tend).await;
    assert_ne!(before, made, "{}: it was taken", way.command);

    who.write(way.fields).await;
    let seen = who.news();
    let page = seen
        .split("This is what you typed")
        .next()
        .unwrap_or_default();
    assert!(
        page.contains(way.sees),
        "{}: {} in {page}",
        way.command,
        way.sees
    );
    assert!(seen.contains(way.fields[0].1), "{}: {seen}", way.command);
    tend.settle().await;
    assert_eq!(made, rows(tend).await, "{}: once", way.command);
}

#[tokio::test]
async fn a_form_sent_again_after_its_answer_was_lost_makes_nothing_twice() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for way in &FORMS {
        is_taken_once(&tend, &ana, way).await;
    }
    // Another form is another one, with the same words or not.
    for way in FORMS.iter().filter(|way| way.command == "/inbox") {
        let before = rows(&tend).await["cuts"];
        go(&ana, way, way.presses).await;
        ana.write(way.fields).await;
        assert_eq!(rows(&tend).await["cuts"], before + 1);
        is_taken_once(&tend, &ben, way).await;
    }
}

#[tokio::test]
async fn a_form_sent_again_with_other_words_gives_them_back() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/inbox").await.press("Write one").await;
    let form = tend.world().modal(ana.id).unwrap().key;
    in_vain(&tend, || {
        let words = [("line", "The dishes agian.")];
        tend.world().submit(ana.id, form, &words).unwrap()
    })
    .await;
    tend.restart().await;
    ana.write(&[("line", "The dishes again.")]).await;
    let seen = ana.news();
    assert!(
        seen.contains("The dishes agian.") && seen.contains("The dishes again."),
        "{seen}"
    );
    assert_eq!(rows(&tend).await["cuts"], 1);
}

#[tokio::test]
async fn a_button_pressed_again_after_its_answer_was_lost_makes_nothing_twice() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let promise = &FORMS[4];
    for way in &BUTTONS {
        let (last, first) = way.presses.split_last().unwrap();
        if way.command == "/promise list" {
            go(&ana, promise, promise.presses).await;
            ana.write(promise.fields).await;
        } else {
            go(&ana, way, first).await;
        }
        let (message, id) = ana.button(last);
        in_vain(&tend, || tend.world().press(ana.id, message, &id).unwrap()).await;
        tend.settle().await;
        let made = rows(&tend).await;
        ana.press_on(message, &id).await;
        let seen = ana.news();
        assert!(seen.contains(way.sees), "{last}: {} in {seen}", way.sees);
        tend.settle().await;
        assert_eq!(made, rows(&tend).await, "{last}: once");
    }
    let posted = tend.channel().0;
    for line in ["suggests another hour", "a time for questions"] {
        assert!(posted.matches(line).count() <= 1, "{posted}");
    }
}

#[tokio::test]
async fn a_mark_is_kept_for_a_week_and_tells_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/inbox").await.press("Write one").await;
    ana.write(&[("line", "The dishes again.")]).await;
    let marks = "select count(*) from presses where mark is not null";
    assert_eq!(tend.count(marks).await, 1);
    tend.pass("6 days").await;
    assert_eq!(tend.count(marks).await, 1);
    tend.pass("2 days").await;
    assert_eq!(tend.count("select count(*) from presses").await, 0);
    assert!(!tend.stores("!").await);
}
