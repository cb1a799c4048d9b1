//! Days that are over, many promises, long words; rest, another clock, and how long a promise is kept.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;

#[tokio::test]
async fn a_day_that_is_over_is_asked_about_and_an_hour_that_does_not_exist_moves_on() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.drafts("I call.", "2026-02-28", "You hear it")
        .await
        .expect(expect![[r#"
            only you: That moment is over already. A day to come works, such as 11 March, or 11 March 18:00. Nothing was kept.
                [Change what I typed] [Promises] [Help]
            only you: This is what you typed, so that nothing is lost:

                > I call.

                > 2026-02-28

                > You hear it
        "#]]);
    for (typed, told) in [
        ("today 18:59", "That moment is over already"),
        ("some day", "I could not read that day"),
        ("2028-01-01", "more than a year ahead"),
    ] {
        ana.drafts("I call.", typed, "").await;
        assert!(
            ana.news().contains(told) && ana.news().contains("I call."),
            "{typed}: {}",
            ana.news()
        );
    }
    ana.drafts("\u{200b}", "", "").await;
    assert!(
        ana.news()
            .contains("I need a few words for what you will do"),
        "{}",
        ana.news()
    );
    assert_eq!(tend.count("select count(*) from promises").await, 0);
    // At 01:00 on 29 March the clocks in Lisbon go to 02:00.
    ana.promises("I am home.", "2026-03-29 01:30").await;
    assert!(
        ana.news().contains("Sunday, 29 March at 02:30"),
        "{}",
        ana.news()
    );
    assert_eq!(
        tend.count(
            "select count(*) from timers where kind = 'word' and due_at = '2026-03-29 01:30:00+00'"
        )
        .await,
        1
    );
    // A draft that lay until its day was over is not given for that day.
    ana.drafts("I water the plants.", "tomorrow", "").await;
    tend.pass("3 days").await;
    ana.press("Only for me").await;
    assert!(ana.news().contains("That day is over"), "{}", ana.news());
    ana.choose("Choose by when", &["no day yet"])
        .await
        .press("Only for me")
        .await;
    assert_eq!(
        tend.count("select count(*) from promises where state = 'open' and day is null")
            .await,
        1
    );
}

#[tokio::test]
async fn twelve_are_as_many_as_one_person_has_at_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for number in 0..12 {
        let what = format!("Step {number}: {}", "*".repeat(100));
        ana.drafts(&what, "Friday", "").await;
        if number % 2 == 0 {
            ana.press("Share with the other").await;
        }
    }
    for _ in 0..3 {
        ana.forge_form(
            "t1:promise:written:1:0:0",
            &[("what", "One more"), ("when", ""), ("known", "")],
        )
        .await;
        assert!(
            ana.news().contains("Twelve open promises are as many")
                && ana.news().contains("One more"),
            "{}",
            ana.news()
        );
    }
    ana.command("/promise new").await.expect(expect![[r#"
        only you: Twelve open promises are as many as one person can carry well. When one of yours is closed, there is room for another.
            [Promises] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from promises").await, 12);
    ana.command("/promise list").await;
    assert!(
        ana.news().contains("12. Step") && !ana.news().contains("[Make a promise]"),
        "{}",
        ana.news()
    );
    // The other's are their own.
    ben.promises("I call.", "Friday").await;
    assert_eq!(tend.count("select count(*) from promises").await, 13);
}

#[tokio::test]
async fn what_fills_every_form_arrives_whole() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let full = "never *a* 🌱 "
        .repeat(400)
        .chars()
        .take(3990)
        .collect::<String>()
        + " the end.";
    ana.drafts(&full, "Friday", &full).await;
    assert_eq!(ana.news().matches("the end.").count(), 2, "{}", ana.news());
    ana.press("Share with the other").await;
    ana.press("I cannot keep this")
        .await
        .write(&[("what", &full), ("when", "Saturday")])
        .await;
    ana.press("Kept").await.write(&[("line", &full)]).await;
    ben.looks_at_theirs()
        .await
        .press("I noticed")
        .await
        .write(&[("line", &full)])
        .await;
    ben.press("I see it otherwise")
        .await
        .write(&[("line", &full)])
        .await;
    assert_eq!(ben.news().matches("the end.").count(), 6, "{}", ben.news());
    ana.command("/promise list")
        .await
        .choose("one of yours", &["1."])
        .await;
    assert_eq!(ana.news().matches("the end.").count(), 6, "{}", ana.news());
    ana.press("Promises").await.press("My months").await;
}

#[tokio::test]
async fn while_tend_rests_a_reminder_waits() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I call.", "2026-03-04 18:00").await;
    ana.promises("I bring the tea.", "every Wednesday 18:00")
        .await;
    let (message, kept) = ana.button("I cannot keep this");
    ben.command("/pause").await.press("One week").await;
    ana.look_away();
    tend.pass("6 days").await;
    assert!(!ana.news().contains("direct"), "{}", ana.news());
    ana.press_on(message, &kept).await.expect(expect![[r#"
        only you: ### Tend is paused here
            Nothing is asked of you in this time. What is paused for long may come to an end, so take your own words along if you’d like to have them.
            [Is going on right for you?] [Export my side] [My data] [Help]
    "#]]);
    ana.look_away();
    tend.pass("2 days").await;
    ana.expect(expect![[r#"
        tend: Hello, you two. Here is your question.

            > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: One line is plenty. So is a hard-week tap.

            > **Was there a quiet moment with the other that did you good, in one room or at a distance?**
            [Answer] [Hard week] [Not this week] [Help]
        tend: A promise has been shared here. It can be read at any time.   [Promises] [Help]
        tend: A promise has been shared here. It can be read at any time.   [Promises] [Help]
        tend, direct: The moment for something you wanted to do has come. You say how it went, whenever you like.   [Look] [Help]
        tend, direct: Something you do every week is for today. You say how it went, whenever you like.   [Look] [Help]
    "#]]);
}

// harms: Promise tracking (retention limit).
#[tokio::test]
async fn drafts_and_closed_promises_are_not_kept_for_ever() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.drafts("A draft.", "", "").await;
    ana.promises("I call.", "").await;
    ana.press("Kept").await.write(&[("line", "I did")]).await;
    ben.looks_at_theirs()
        .await
        .press("I noticed")
        .await
        .write(&[("line", "I heard")])
        .await;
    tend.pass("2 weeks").await;
    tend.pass("2 days").await;
    assert_eq!(
        tend.count("select count(*) from promises where state = 'draft'")
            .await,
        0
    );
    ana.command("/promise list").await;
    assert!(ana.news().contains("lately closed"), "{}", ana.news());
    tend.pass("3 weeks").await;
    ana.command("/promise list").await;
    assert!(
        !ana.news().contains("lately closed"),
        "closed matters are not listed again: {}",
        ana.news()
    );
    tend.pass("22 weeks").await;
    assert_eq!(tend.count("select count(*) from promises").await, 0);
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn on_another_clock_the_word_comes_at_its_hour_there() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I call.", "2026-03-04 09:30").await;
    ana.command("/settings")
        .await
        .press("My time zone")
        .await
        .write(&[("zone", "Tokyo")])
        .await;
    let words = "select count(*) from timers where kind = 'word' and state = 0";
    assert_eq!(tend.count(words).await, 1);
    assert_eq!(
        tend.count(
            "select count(*) from timers where kind = 'word' and due_at = '2026-03-04 00:30:00+00'"
        )
        .await,
        1
    );
    let theirs = ben.looks_at_theirs().await.news();
    assert!(
        theirs.contains("Wednesday, 4 March at 00:30"),
        "on the reader's clock: {theirs}"
    );
}
