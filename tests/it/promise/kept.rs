//! What becomes of a promise: said early, seen otherwise, week by week; and who hears of it.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;
use crate::people::on_another_card;

// practices 95, 45: said before its day it is good faith, and the old words stay beside the offer.
#[tokio::test]
async fn what_cannot_be_kept_is_said_early_and_something_else_is_offered() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I bring the car to the garage.", "2026-03-06 18:00")
        .await;
    tend.pass_until("2026-03-05 12:00").await;
    ana.command("/promise list")
        .await
        .choose("one of yours", &["1."])
        .await;
    let (_, instead) = ana.button("I cannot keep this");
    ana.press("I cannot keep this").await.expect(expect![[r#"
            form: I cannot keep this
                Instead I offer: 
                By when: a day, a time, or every week: 
        "#]]);
    ana.write(&[
        ("what", "I call the garage, and my brother takes it there."),
        ("when", "2026-03-09 10:00"),
    ])
    .await
    .expect(expect![[r#"
        only you: Saying it early is good faith, and it stands here as that. What you said first stays beside it.

            ### What I said I would do
            Shared with @Ben.

            > I bring the car to the garage.

            **Said early, on Thursday, 5 March: I cannot keep this, instead I offer**

            > I call the garage, and my brother takes it there.

            **By when:** Monday, 9 March at 10:00

            **How you will both know:**
            > You see it
            [Kept] [Partly] [I could not]
            [I cannot keep this]
            [Promises] [Help]
    "#]]);
    ben.look_away();
    tend.settle().await;
    ben.expect(expect![[r#"
        tend: There is news about a promise here. It can be read at any time.   [Promises] [Help]
    "#]]);
    ben.looks_at_theirs().await.expect(expect![[r#"
        only you: ### What @Ana said they would do

            > I bring the car to the garage.

            **Said early, on Thursday, 5 March: I cannot keep this, instead I offer**

            > I call the garage, and my brother takes it there.

            **By when:** Monday, 9 March at 10:00

            **How you will both know:**
            > You see it
            [I noticed] [I see it otherwise]
            [Promises] [Help]
    "#]]);

    // The first day is no longer asked about; the new one is.
    ana.look_away();
    tend.pass_until("2026-03-08 12:00").await;
    assert!(!ana.news().contains("wanted to do"), "{}", ana.news());
    tend.pass_until("2026-03-09 10:01").await;
    assert_eq!(
        ana.news().matches("wanted to do").count(),
        2,
        "{}",
        ana.news()
    );
    // Now that its day has come it can be closed, no more exchanged.
    ana.forge_press(&instead).await;
    assert!(ana.news().contains("Its day has come."), "{}", ana.news());
    ana.press("Kept").await.write(&[]).await;
    assert_eq!(
        tend.count("select count(*) from promises where state = 'kept' and offers = 1")
            .await,
        1
    );
}

// practices 96, 169, 242, 257: each closes their own; a disagreement is something to talk about, never a verdict.
// harms: Promise tracking (maker closes; one open dispute becomes a talk item; no totals).
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn who_sees_it_otherwise_makes_something_to_talk_about() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I tidy the hall.", "Tuesday").await;
    ana.press("Partly")
        .await
        .write(&[("line", "All but the shoes.")])
        .await
        .expect(expect![[r#"
            only you: ### What I said I would do
                Shared with @Ben.

                > I tidy the hall.

                **By when:** Tuesday, 3 March

                **How you will both know:**
                > You see it

                **What I did:** I kept it partly.

                > All but the shoes.
                [Promises] [Help]
        "#]]);
    tend.settle().await;
    ben.looks_at_theirs()
        .await
        .press("I see it otherwise")
        .await
        .expect(expect![[r#"
            form: I see it otherwise
                How it looks from where I stand: 
        "#]]);
    let (_, otherwise) = ben.button("I see it otherwise");
    ben.write(&[(
        "line",
        "I found the hall as it was. Can we look at it together?",
    )])
    .await
    .expect(expect![[r#"
        only you: It stands here for both of you, as something to talk about. It changes nothing of what was said of the promise, and nobody decides who is right.

            ### What @Ana said they would do

            > I tidy the hall.

            **By when:** Tuesday, 3 March

            **How you will both know:**
            > You see it

            **What @Ana says of it:** partly.

            > All but the shoes.

            **Something to talk about**, as @Ben sees it:
            > I found the hall as it was. Can we look at it together?
            [I noticed]
            [We have talked about it]
            [Begin a repair about this] [Promises] [Help]
    "#]]);
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend: About a promise, there is something to talk about when you both have a quiet moment.   [Promises] [Help]
    "#]]);
    // One at a time, from an old button too.
    ben.forge_press(&otherwise).await;
    assert!(
        ben.news().contains("One at a time is enough."),
        "{}",
        ben.news()
    );
    ana.press("Promises").await.expect(expect![[r#"
        only you: ### Promises
            What each of you said they would do. Whoever makes a promise says what became of it, and only they are reminded.

            **Yours, lately closed**
            1. I tidy the hall. (Sunday, 1 March) · something to talk about
            <Look at one of yours>
            [Make a promise] [My months] [Help]
    "#]]);
    ana.choose("one of yours", &["1."])
        .await
        .expect(expect![[r#"
            only you: ### What I said I would do
                Shared with @Ben.

                > I tidy the hall.

                **By when:** Tuesday, 3 March

                **How you will both know:**
                > You see it

                **What I did:** I kept it partly.

                > All but the shoes.

                **Something to talk about**, as @Ben sees it:
                > I found the hall as it was. Can we look at it together?
                [We have talked about it]
                [Begin a repair about this] [Promises] [Help]
        "#]]);
    let (_, talked) = ana.button("We have talked about it");
    ana.press("We have talked about it").await;
    assert!(
        ana.news().contains("Good that you talked."),
        "{}",
        ana.news()
    );
    ana.forge_press(on_another_card(&talked)).await;
    assert!(
        ana.news().contains("That was talked about already."),
        "{}",
        ana.news()
    );
    assert_eq!(
        tend.count("select count(*) from promises where state = 'partly' and not to_talk")
            .await,
        1
    );
    let theirs = ben.looks_at_theirs().await.news();
    assert!(!theirs.contains("as it was"), "{theirs}");
    // What could not be kept reads as its maker says it, and has no mark in any list.
    ben.promises("I call the landlord.", "").await;
    ben.press("I could not").await.write(&[]).await;
    tend.settle().await;
    let listed = ana.command("/promise list").await.news();
    assert!(
        listed.contains("I call the landlord. (Sunday, 1 March)"),
        "{listed}"
    );
    assert!(
        !listed.contains("could not") && !listed.contains("partly"),
        "{listed}"
    );
    ana.choose("shared with you", &["2."])
        .await
        .expect(expect![[r#"
            only you: ### What @Ben said they would do

                > I call the landlord.

                **By when:** no day yet

                **How you will both know:**
                > You see it

                **What @Ben says of it:** I could not, this time.
                [I noticed] [I see it otherwise]
                [Begin a repair about this] [Promises] [Help]
        "#]]);
}

// practices 15, 172, 226: every week is for itself; kept weeks and months are for the maker alone.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn a_weekly_rhythm_stays_at_its_hour_over_a_clock_change() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises(
        "We plan the week, and I bring the tea.",
        "every Friday 18:30",
    )
    .await
    .expect(expect![[r#"
        only you: It is given, and the other can read it. You hear from me when its day comes; nobody else does.

            ### What I said I would do
            Shared with @Ben.

            > We plan the week, and I bring the tea.

            **By when:** every Friday at 18:30

            **How you will both know:**
            > You see it

            Its first week is still to come.
            [I cannot keep this] [End this rhythm]
            [Promises] [Help]
    "#]]);
    ben.look_away();
    for (day, answer) in [
        ("03-06", "Kept"),
        ("03-13", "Partly"),
        ("03-20", "I could not"),
        ("03-27", "Kept"),
        ("04-03", "Kept"),
    ] {
        tend.pass_until(&format!("2026-{day} 18:29")).await;
        ana.look_away();
        tend.pass_until(&format!("2026-{day} 18:31")).await;
        assert_eq!(
            ana.news()
                .matches("Something you do every week is for today")
                .count(),
            1,
            "{day}: {}",
            ana.news()
        );
        ana.press("Look")
            .await
            .press(answer)
            .await
            .write(&[("line", "As we said")])
            .await;
    }
    ana.expect(expect![[r#"
        only you: ### What I said I would do
            Shared with @Ben.

            > We plan the week, and I bring the tea.

            **By when:** every Friday at 18:30

            **How you will both know:**
            > You see it

            **About the week of 9 March:**
            > As we said

            **About the week of 16 March:**
            > As we said

            **About the week of 23 March:**
            > As we said

            **About the week of 30 March:**
            > As we said

            **Weeks you kept, for your eyes only:** 6 March, 27 March and 3 April

            On Friday, 3 April you kept it. Each week is for itself; the next one is new.
            [I cannot keep this] [End this rhythm]
            [Promises] [Help]
    "#]]);
    ana.press("Promises")
        .await
        .press("My months")
        .await
        .expect(expect![[r#"
            only you: ### My months
                What was said and done, month by month. Only you see this page.

                **April 2026**
                We plan the week, and I bring the tea. → kept on 3 April

                **March 2026**
                We plan the week, and I bring the tea. → about the week of 2 March:
                > As we said
                We plan the week, and I bring the tea. → about the week of 9 March:
                > As we said
                We plan the week, and I bring the tea. → about the week of 16 March:
                > As we said
                We plan the week, and I bring the tea. → about the week of 23 March:
                > As we said
                We plan the week, and I bring the tea. → about the week of 30 March:
                > As we said
                We plan the week, and I bring the tea. → kept on 6 March and 27 March
                We plan the week, and I bring the tea. → partly on 13 March
                We plan the week, and I bring the tea. → could not on 20 March
                [Promises] [Help]
        "#]]);
    let theirs = ben.looks_at_theirs().await.news();
    assert!(theirs.contains("every Friday at 18:30"), "{theirs}");
    assert_eq!(theirs.matches("> As we said").count(), 4, "{theirs}");
    for private in ["kept", "Kept", "13 March", "20 March", "months"] {
        assert!(!theirs.contains(private), "{private}: {theirs}");
    }
    ben.forge_press("t1:promise:months:1:0:0")
        .await
        .expect(expect![[r#"
            only you: ### My months
                What was said and done, month by month. Only you see this page.

                **March 2026**
                @Ana: We plan the week, and I bring the tea. → about the week of 2 March:
                > As we said
                @Ana: We plan the week, and I bring the tea. → about the week of 9 March:
                > As we said
                @Ana: We plan the week, and I bring the tea. → about the week of 16 March:
                > As we said
                @Ana: We plan the week, and I bring the tea. → about the week of 23 March:
                > As we said
                @Ana: We plan the week, and I bring the tea. → about the week of 30 March:
                > As we said
                [Promises] [Help]
        "#]]);
    // The same week is told of once; a week that is none of it, never.
    let week =
        chrono::Datelike::num_days_from_ce(&"2026-04-03".parse::<chrono::NaiveDate>().unwrap());
    ana.forge_form(
        &format!("t1:promise:couldnottold:1:<promise>:{week}"),
        &[("line", "")],
    )
    .await;
    assert!(ana.news().contains("that stands"), "{}", ana.news());
    for wrong in [week + 7, week - 1, week - 70, 0, -1] {
        ana.forge_form(
            &format!("t1:promise:kepttold:1:<promise>:{wrong}"),
            &[("line", "")],
        )
        .await;
        assert!(
            ana.news().contains("That week is not one of this promise"),
            "{wrong}: {}",
            ana.news()
        );
    }
    assert_eq!(tend.count("select count(*) from promise_weeks").await, 5);
    ana.command("/promise list")
        .await
        .choose("one of yours", &["1."])
        .await;
    ana.press("End this rhythm").await;
    ana.look_away();
    tend.pass("2 weeks").await;
    assert!(!ana.news().contains("every week"), "{}", ana.news());
}

// harms: Promise tracking (no reminder to or about the other; an open promise past its day reads as before).
#[tokio::test]
async fn nobody_but_the_maker_is_reminded_and_nothing_is_said_of_a_day_that_went_by() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I book the table.", "2026-03-05").await;
    tend.settle().await;
    let before = ben.looks_at_theirs().await.news();
    let channel = tend.channel().0.matches("promise").count();
    ana.look_away();
    tend.pass_until("2026-03-05 09:01").await;
    ana.expect(expect![[r#"
        tend, direct: Something you wanted to do is for today.   [Look] [Help]
    "#]]);
    tend.pass_until("2026-03-07 12:00").await;
    let after = ben.looks_at_theirs().await.news();
    assert_eq!(
        after.replace("[Begin a repair about this] ", ""),
        before,
        "it reads the same before and after its day, but for a way on"
    );
    assert_eq!(
        tend.channel().0.matches("promise").count(),
        channel,
        "{}",
        tend.channel().0
    );
    assert!(!ben.sees().0.contains("tend, direct"), "{}", ben.sees().0);
    assert!(!ana.sees().0.contains("overdue"), "{}", ana.sees().0);
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'word' and key not like 'word:1:1:%'")
            .await,
        0
    );
}
