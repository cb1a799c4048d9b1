//! Questions where something is in the way: two at once, the wrong one, old buttons, long texts, a rest, an erasure.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;
use crate::people::Person;

#[tokio::test]
async fn two_suggestions_meet() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let on_the_page = |person: &Person| person.button("Suggest this hour");
    ana.command("/questions").await.press("Our hour").await;
    ben.command("/questions").await.press("Our hour").await;
    ben.choose("The day", &["Friday"]).await;
    ben.choose("The hour", &["18:00"]).await;
    ben.choose("The quarter", &[":30"]).await;
    let (of_ana, of_ben) = (on_the_page(&ana), on_the_page(&ben));
    ana.press_on(of_ana.0, &of_ana.1).await;
    ben.press_on(of_ben.0, &of_ben.1)
        .await
        .expect(expect![[r#"
            only you: @Ana has suggested an hour meanwhile. Yours was not put; this one is for you to decide first.

                ### An hour for questions
                Questions are delivered only in an hour that you and @Ana both agreed to. Either of you can end it at any time, without a reason.

                No hour is agreed now. What is noted waits with the one who noted it.
                - @Ana suggests: every Wednesday at 20:00 (Europe/Lisbon)
                [Agree] [Not now] [Back] [Help]
        "#]]);
    ben.press("Not now").await.expect_brief(expect![[r#"
        only you: It stays as it is. Nothing is agreed by this, and no reason is needed. … [Note a question] [Our hour] [Something to tell] [Help]
    "#]]);
    // What was not agreed to can no longer be.
    ben.forge_press("t1:questions:agree:1:<hour>:0").await;
    assert!(
        ben.news().contains("That hour no longer stands"),
        "{}",
        ben.news()
    );

    // The same hour, suggested by both: both agree.
    let together = [("date", "2026-03-06"), ("time", "20:00")];
    for person in [&ana, &ben] {
        person
            .forge_form("t1:questions:oncewritten:1:0:0", &together)
            .await;
    }
    assert!(ben.news().contains("You both agree on this hour."));
    tend.settle().await;
    // The one who suggests cannot agree for the other.
    ana.suggests_once("2026-03-07", "20:00").await;
    tend.settle().await;
    ana.forge_press("t1:questions:agree:1:<hour 3>:0").await;
    assert!(ana.news().contains("for @Ben to decide"), "{}", ana.news());
    ana.press("Our hour")
        .await
        .press("Take my suggestion back")
        .await;
    // A new one takes the place of the one that was agreed.
    ana.suggests_once("2026-03-08", "20:00").await;
    tend.settle().await;
    ben.press("Look").await.press("Agree").await;
    ana.asks("What would help you?").await;
    tend.pass_until("2026-03-07 12:00").await;
    assert_eq!(tend.hours_told(), 0);
    tend.pass_until("2026-03-08 20:01").await;
    assert_eq!(tend.hours_told(), 1);
}

#[tokio::test]
async fn what_is_not_theirs_nobody_opens_and_an_old_button_shows_how_it_stands() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let stranger = tend.stranger("Cleo");
    ana.asks("One?").await;
    let verbs = [
        "change",
        "takeback",
        "answer",
        "time",
        "wait",
        "therapist",
        "hear",
        "hearnow",
        "tellshow",
    ];
    for verb in verbs {
        // What is only Ana's reads the same as what is not there.
        let one = format!("t1:questions:{verb}:1:<question>:0");
        let other = format!("t1:questions:{verb}:1:77:0");
        let there = ben.forge_press(&one).await.news();
        assert_eq!(there, ben.forge_press(&other).await.news(), "{verb}");
        assert!(!there.contains("One?"), "{verb}");
        stranger.forge_press(&one).await;
        assert!(
            stranger
                .news()
                .contains("isn’t something I can open for you"),
            "{verb}: {}",
            stranger.news()
        );
    }
    ben.forge_form(
        "t1:questions:answered:1:<question>:0",
        &[("answer", "Nothing.")],
    )
    .await;
    assert!(ben.news().contains("Nothing."), "it comes back");
    ben.forge_form(
        "t1:questions:changed:1:<question>:0",
        &[("question", "Mine now?")],
    )
    .await;
    assert_eq!(tend.count("select count(*) from texts").await, 1);

    tend.agree_on_wednesdays(&ben, &ana).await;
    let mine = ana
        .command("/questions")
        .await
        .choose("Open one of yours", &["1. Your question"])
        .await;
    let change = mine.button("Change the words");
    tend.pass_until("2026-03-04 20:01").await;
    // It has been delivered; the button is from before.
    ana.forge_press(&change.1).await;
    assert!(
        ana.news().contains("has left your hands already"),
        "{}",
        ana.news()
    );
    ana.forge_press("t1:questions:answer:1:<question>:0").await;
    assert!(ana.news().contains("That is not here"), "{}", ana.news());
    ben.press("Look").await;
    let answer = ben.button("Answer now");
    ben.press("Answer now").await;
    // While Ben writes, Ana takes it back: what was typed is not lost.
    ana.command("/questions")
        .await
        .choose("Open one of yours", &["1. Your question"])
        .await
        .press("Take it back")
        .await
        .expect_brief(expect![[r#"
            only you: Taken back. It is gone. … [Note a question] [Our hour] [Something to tell] [Help]
        "#]]);
    ben.write(&[("answer", "It was in May.")]).await;
    assert!(ben.news().contains("That is not here"), "{}", ben.news());
    assert!(ben.news().contains("It was in May."), "{}", ben.news());
    ben.forge_press(&answer.1).await;
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn four_thousand_characters_arrive_whole_and_thirty_questions_are_as_many_as_there_may_be() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let long = "*Why?* ".repeat(571) + "end";
    ana.asks(&long).await;
    ana.asks("\u{200b}").await;
    assert!(
        ana.news().contains("It needs a few words"),
        "{}",
        ana.news()
    );
    for at in 2..=30 {
        ana.asks(&format!("Number {at}?")).await;
    }
    ana.asks("One too many?").await;
    assert!(ana.news().contains("Thirty questions are as many"));
    assert!(ana.news().contains("One too many?"), "{}", ana.news());
    assert_eq!(tend.count("select count(*) from questions").await, 30);
    ana.command("/questions")
        .await
        .choose("More of yours", &["30. Your question"])
        .await;
    assert!(ana.news().contains("Number 30?"), "{}", ana.news());
    ana.forge_form(
        "t1:questions:noted:1:0:0",
        &[("question", "x".repeat(4001).as_str())],
    )
    .await;
    assert!(ana.news().contains("longer than the 4"), "{}", ana.news());

    tend.agree_on_wednesdays(&ana, &ben).await;
    tend.pass_until("2026-03-04 20:01").await;
    ben.press("Look").await;
    assert!(ben.news().contains("end"));
    assert_eq!(ben.news().matches("Why?").count(), 571);
    ben.answers(&long).await;
    tend.settle().await;
    ana.press("Look").await;
    assert_eq!(ana.news().matches("Why?").count(), 2 * 571);
}

#[tokio::test]
async fn a_rest_is_silent_and_an_hour_that_passed_in_it_is_none() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.asks("One?").await;
    tend.agree_on_wednesdays(&ana, &ben).await;
    tend.pass_until("2026-03-04 19:00").await;
    ben.command("/pause").await.press("2 days").await;
    ana.command("/questions").await;
    assert!(ana.news().contains("Tend is paused here"), "{}", ana.news());
    tend.pass_until("2026-03-11 19:59").await;
    assert_eq!(tend.hours_told(), 0);
    assert!(!ben.sees().0.contains("One?"));
    tend.pass_until("2026-03-11 20:01").await;
    assert_eq!(tend.hours_told(), 1);
    // So is an hour in which Tend was down.
    tend.stop().await;
    tend.sleep_through(chrono::TimeDelta::days(8));
    tend.restart().await;
    tend.settle().await;
    assert_eq!(tend.hours_told(), 1);
    let next = "select count(*) from timers where kind = 'news' and state = 0 and due_at = '2026-03-25 20:00:00+00'";
    assert_eq!(tend.count(next).await, 1);
}

#[tokio::test]
async fn who_erases_takes_their_own_along_and_after_leaving_nothing_is_delivered() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for question in ["One?", "Two?", "Three?", "Four?"] {
        ana.asks(question).await;
    }
    ben.asks("And you?").await;
    tend.agree_on_wednesdays(&ana, &ben).await;
    tend.pass_until("2026-03-04 20:01").await;
    ben.press("Look").await.answers("Yes, in spring.").await;
    ben.press("The next one")
        .await
        .press("I need time")
        .await
        .press("For a week")
        .await;
    for (person, left) in [(&ana, 1), (&ben, 0)] {
        person
            .command("/privacy")
            .await
            .press("Erase my words")
            .await
            .press("Type it and erase")
            .await;
        person.write(&[("phrase", "erase my words")]).await;
        let waiting = "select count(*) from questions where state <> 4";
        assert_eq!(tend.count(waiting).await, left);
    }
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'word' and state = 0")
            .await,
        0
    );
    ben.command("/questions")
        .await
        .press("What I can read")
        .await
        .choose("Open one", &["A question you answered"])
        .await
        .expect(expect![[r#"
            only you: ### A question from @Ana
                These words are no longer here.

                ### You answered
                These words are no longer here.

                You may stop here, and read it again another day: it stays under “What I can read”. A thank-you for an honest answer goes a long way; a new question can wait for your next hour.
                [Questions] [Help]
        "#]]);
    ben.asks("Five?").await;
    ana.command("/privacy")
        .await
        .press("Leave")
        .await
        .press("Leave, and say nothing")
        .await;
    tend.pass("2 weeks").await;
    assert_eq!(tend.hours_told(), 1);
    ben.forge_press("t1:questions:open:1:0:0").await;
    assert!(ben.news().contains("Tend is paused here"), "{}", ben.news());
}

#[tokio::test]
async fn what_was_answered_goes_after_half_a_year() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.asks("One?").await;
    tend.agree_on_wednesdays(&ana, &ben).await;
    tend.pass_until("2026-03-04 20:01").await;
    ben.press("Look").await.answers("Yes.").await;
    ben.command("/pause").await.press("Until I come back").await;
    tend.pass("179 days").await;
    assert_eq!(tend.count("select count(*) from texts").await, 2);
    tend.pass("3 days").await;
    assert_eq!(tend.count("select count(*) from questions").await, 0);
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn an_hour_that_does_not_exist_comes_as_much_later() {
    let tend = Tend::start("2026-03-22 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.asks("What would help you?").await;
    ana.suggests_once("2026-03-29", "1:30").await;
    tend.settle().await;
    ben.press("Look").await.press("Agree").await;
    tend.pass_until("2026-03-29 03:00").await;
    assert!(tend.posted().contains(&"Sun 2026-03-29 02:30".to_owned()));
}

// harms: Sharing passwords
#[tokio::test]
async fn a_key_to_an_account_is_neither_asked_for_nor_told_here() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.asks("My password is hunter2, what is yours?").await;
    assert!(ana.news().contains("Nothing was saved"), "{}", ana.news());
    let telling = [("note", "Keys"), ("telling", "My password is hunter2")];
    ben.forge_form("t1:questions:tellwritten:1:0:0", &telling)
        .await;
    assert!(ben.news().contains("Nothing was saved"), "{}", ben.news());
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    assert_eq!(tend.count("select count(*) from tellings").await, 0);
}
