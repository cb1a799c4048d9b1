//! A form that was refused is opened again by *Change*, with all that stood in it, for a quarter of an hour.

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-04 19:00 Europe/Lisbon";

/// A way to a form, what is refused in it, and what is right.
struct Way {
    command: &'static str,
    presses: &'static [&'static str],
    refused: &'static [(&'static str, &'static str)],
    right: (&'static str, &'static str),
}

const WAYS: [Way; 4] = [
    Way {
        command: "/promise new",
        presses: &["Write my own"],
        refused: &[
            ("what", "I call before I am late."),
            ("when", "at the blue moon"),
            ("known", "You see it."),
        ],
        right: ("when", ""),
    },
    Way {
        command: "/questions",
        presses: &["Our hour", "Just once"],
        refused: &[("date", "blue moon"), ("time", "20:00")],
        right: ("date", "2026-03-20"),
    },
    Way {
        command: "/settings",
        presses: &["Dates that matter", "Add a date"],
        refused: &[("date", "blue moon"), ("what", "The day we met")],
        right: ("date", "05-14"),
    },
    Way {
        command: "/pause",
        presses: &["Until a date"],
        refused: &[("date", "blue moon")],
        right: ("date", "2026-03-20"),
    },
];

async fn refused(who: &Person, way: &Way) {
    who.command(way.command).await;
    for label in way.presses {
        who.press(label).await;
    }
    who.write(way.refused).await;
}

#[tokio::test]
async fn change_opens_what_was_refused_filled_and_it_can_be_put_right() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    for way in &WAYS {
        refused(&ana, way).await;
        let seen = ana.news();
        for (_, text) in way.refused {
            assert!(seen.contains(text), "{}: {text} in {seen}", way.command);
        }
        tend.restart().await;
        ana.press("Change what I typed").await;
        let form = ana.news();
        for (_, text) in way.refused {
            assert!(form.contains(text), "{}: {text} in {form}", way.command);
        }
        ana.write(&[way.right]).await;
        let done = ana.news();
        assert!(
            !done.contains("Change what I typed"),
            "{}: {done}",
            way.command
        );
    }
    assert!(!tend.stores("The day we met").await);
    tend.pass("1 day").await;
    assert_eq!(tend.count("select count(*) from drafts").await, 0);
}

#[tokio::test]
async fn after_a_quarter_of_an_hour_or_for_somebody_else_it_opens_empty() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let way = &WAYS[0];
    refused(&ana, way).await;
    let (_, change) = ana.button("Change what I typed");
    ben.forge_press(&change).await;
    assert!(!ben.news().contains("late"), "{}", ben.news());
    tend.pass("14 minutes").await;
    ana.forge_press(&change).await;
    assert!(ana.news().contains("late"), "{}", ana.news());
    tend.pass("2 minutes").await;
    ana.forge_press(&change).await;
    assert!(!ana.news().contains("late"), "{}", ana.news());
}

#[tokio::test]
async fn what_may_not_be_stored_is_only_shown_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/promise new")
        .await
        .press("Write my own")
        .await;
    let secret = [
        ("what", "My password is hunter2-hunter2"),
        ("when", "blue moon"),
    ];
    ana.write(&secret).await;
    assert!(ana.news().contains("hunter2"), "{}", ana.news());
    assert!(
        !ana.news().contains("Change what I typed"),
        "{}",
        ana.news()
    );
    tend.hosted_by(ana.id);
    tend.restart().await;
    refused(&ana, &WAYS[0]).await;
    assert!(ana.news().contains("late"), "{}", ana.news());
    assert!(
        !ana.news().contains("Change what I typed"),
        "{}",
        ana.news()
    );
    assert_eq!(tend.count("select count(*) from drafts").await, 0);
}

#[tokio::test]
async fn erasing_takes_it_along() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    refused(&ana, &WAYS[0]).await;
    assert_eq!(tend.count("select count(*) from drafts").await, 1);
    ana.command("/privacy").await.press("Erase my words").await;
    ana.press("Type it and erase").await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(tend.count("select count(*) from drafts").await, 0);
}
