//! What a repair does not do: ask the one who was hurt for their part, ask to be forgiven, hurry, tell on anybody.

use std::fs;
use std::path::Path;

use super::BEGIN;
use crate::harness::Tend;

// practices 57, 218; harms: “Both acknowledge their roles”
#[tokio::test]
async fn a_part_of_ones_own_is_at_the_end_of_everything_and_asked_of_nobody() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    super::following(&tend, &ana, &ben).await;
    for who in [&ana, &ben] {
        assert!(!who.sees().0.contains("part of mine"), "{}", who.sees().0);
    }
    ana.command("/repair board")
        .await
        .press("Open 1")
        .await
        .press("All that was said")
        .await;
    ana.press("Add a part of mine").await;
    ana.write(&[("repair_my_part", "I had not said that it matters to me.")])
        .await;
    assert!(
        ana.news().contains("Only you see this so far"),
        "{}",
        ana.news()
    );
    let theirs = ben
        .command("/repair board")
        .await
        .press("Open 1")
        .await
        .press("All that was said")
        .await
        .news();
    assert!(!theirs.contains("it matters to me"), "{theirs}");
    ana.press("Give it to them").await;
    let theirs = ben
        .command("/repair board")
        .await
        .press("Open 1")
        .await
        .press("All that was said")
        .await
        .news();
    assert!(theirs.contains("it matters to me"), "{theirs}");
}

// practices 12, 129, 160, 170; beyond 16; harms: Detecting crisis words
#[tokio::test]
async fn hints_are_for_their_author_alone_stop_nothing_and_are_kept_nowhere() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/repair open")
        .await
        .press("Something hurt me")
        .await
        .press("Write a line")
        .await;
    ana.write(&[("repair_opening", "You always come late.")])
        .await;
    assert!(ana.news().contains("“always”"), "{}", ana.news());
    ana.press("Ask whether").await;
    tend.settle().await;
    ben.looks_in().await;
    let seen = ben.sees().0;
    assert!(
        seen.contains("You always come late."),
        "it was given as it was written: {seen}"
    );
    assert!(!seen.contains("hard to hear"), "{seen}");
    assert_eq!(tend.count("select count(*) from texts").await, 1);
}

// practice 145: the first two days are free of prompts; whoever asks for a check-in has it.
#[tokio::test]
async fn the_first_two_days_of_a_repair_are_free_of_prompts_and_the_week_is_neutral() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    tend.pass_until("2026-03-07 21:00").await;
    ana.opens_repair("Small", "").await;
    tend.settle().await;
    ben.looks_in().await.press("Yes, I’m ready").await;
    let lines = tend.posted().len();
    tend.pass_until("2026-03-09 12:00").await;
    assert_eq!(
        tend.posted().len(),
        lines + 1,
        "only that there is news: {:?}",
        tend.posted()
    );
    ana.command("/checkin").await;
    assert!(ana.news().contains("page 1 of 3"), "{}", ana.news());
    tend.pass_until("2026-03-15 19:01").await;
    assert_eq!(
        tend.posted().len(),
        lines + 2,
        "the next one comes: {:?}",
        tend.posted()
    );
    assert_eq!(
        tend.count("select count(*) from weeks where fact = 'missed'")
            .await,
        0
    );
}

// harms: Both partners must be willing to forgive, “As soon as possible”, “A relationship cannot work without trust”
#[test]
fn no_word_asks_to_be_forgiven_hurries_or_says_how_long_it_takes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("prompts/en");
    let words = [
        "forgiv",
        "as soon as you can",
        "by now",
        "days left",
        "how long it takes",
        "must trust",
        "prove",
    ];
    for file in [
        "repair.ftl",
        "promise.ftl",
        "questions.ftl",
        "needs.ftl",
        "setback.ftl",
        "inbox.ftl",
    ] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let said = text.lines().filter(|line| !line.starts_with('#'));
        for line in said.filter(|line| !line.contains("no need to answer now, or to forgive")) {
            let low = line.to_lowercase();
            let found = words.iter().find(|word| low.contains(**word));
            assert_eq!(found, None, "{file}: {line}");
        }
    }
}
