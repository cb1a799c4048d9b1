//! Where the host is one of the two, what somebody writes for themselves alone is shown back once and not stored.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";
const WORDS: &str = "the kitchen at night";

/// How each kind of such words is written: from which card, by which buttons, into which field.
const WAYS: [(&str, &[&str], &str); 5] = [
    ("/setback", &["Go on", "Write it down"], "what"),
    ("/needs", &["What settles me", "Write"], "0"),
    ("/needs", &["What would help now", "Write"], "0"),
    ("t1:setback:planopen:1:0:0", &["Write my plan"], "signs"),
    ("t1:setback:planopen:1:0:0", &["Write my plan"], "then"),
];

async fn write(who: &Person, (from, ways, field): (&str, &[&str], &str)) {
    if from.starts_with('/') {
        who.command(from).await;
    } else {
        who.forge_press(from).await;
    }
    for way in ways {
        let told = who.news().contains("Not stored here");
        who.press(way).await;
        if *way == ways[ways.len() - 1] {
            who.write(&[(field, WORDS)]).await;
            let unsaved = who.news().contains("wasn’t saved");
            assert_eq!(told, unsaved, "{from} {way}: said before and after");
        }
    }
}

async fn texts(tend: &Tend) -> i64 {
    tend.count("select count(*) from texts").await
}

#[tokio::test]
async fn words_for_oneself_are_kept_where_the_host_is_neither_and_shown_back_where_they_are_one() {
    for hosted_by_one in [false, true] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = tend.couple("Ana", "Ben").await;
        if hosted_by_one {
            tend.hosted_by(ben.id);
            tend.restart().await;
        }
        for (number, way) in (1..).zip(WAYS) {
            write(&ana, way).await;
            let kept = if hosted_by_one { 0 } else { number };
            assert_eq!(texts(&tend).await, kept, "{way:?}");
            let shown = ana.news().contains(WORDS);
            assert!(shown, "{way:?}: {}", ana.news());
        }
        assert_eq!(tend.count("select count(*) from drafts").await, 0);
    }
}

#[tokio::test]
async fn it_says_why_and_what_to_do_and_a_name_for_the_evening_is_not_kept_either() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.hosted_by(ben.id);
    tend.restart().await;
    write(&ana, WAYS[1]).await;
    ana.expect(expect![[r#"
        only you: **This wasn’t saved.** One of you two runs this Tend and could read what is stored, so nothing is stored here that is for you alone. Copy it to a place of your own if you’d like to have it.
            [Help]
        only you: This is what you typed, so that nothing is lost:

            > the kitchen at night
    "#]]);
    ana.command("/setback").await.press("Go on").await;
    ana.choose("A name for it", &["A promise slipped"]).await;
    assert!(ana.news().contains("wasn’t saved"), "{}", ana.news());
    assert_eq!(texts(&tend).await, 0);
}

#[tokio::test]
async fn what_is_shared_is_stored_all_the_same() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    write(&ana, WAYS[1]).await;
    ana.press("Let the other read it").await;
    tend.hosted_by(ben.id);
    tend.restart().await;
    ana.command("/needs").await.press("What settles me").await;
    ana.press("Write").await;
    ana.write(&[("0", "A walk, and quiet.")]).await;
    assert!(!ana.news().contains("wasn’t saved"), "{}", ana.news());
    ana.command("/needs").await.press("What I offer").await;
    ana.press("Write").await.write(&[("0", "Tea.")]).await;
    assert_eq!(texts(&tend).await, 2, "an offer is there to be read");
    ben.command("/needs").await.press("What the other").await;
    assert!(ben.news().contains("A walk, and quiet."), "{}", ben.news());
}
