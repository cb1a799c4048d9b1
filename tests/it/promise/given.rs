//! Making a promise: from an everyday one or in one's own words, small, for both or for oneself.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;

// practices 14, 81, 165, 166, 185, 194, 215, 231, 252: thanks for a promise that was kept.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn an_everyday_promise_goes_from_a_template_to_kept_and_noticed() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/promise new").await.expect(expect![[r#"
        only you: ### A promise
            Something you will do yourself: small enough that you can see yourself doing it, clear enough that you both notice when it is done. Begin from an everyday one and make it yours, or write your own.

            Nobody sees it before you decide who it is for.
            <An everyday promise>
            [Write my own] [Promises] [Help]
    "#]]);
    ana.choose("An everyday promise", &["Call back"])
        .await
        .expect(expect![[r#"
            form: A promise
                What I will do: When I miss a call of yours, I call back the same evening.
                By when: a day, a time, or every week: 
                How we will both know: The phone rings by nine.
        "#]]);
    ana.write(&[("when", "tomorrow 21:00")])
        .await
        .expect(expect![[r#"
            only you: ### Before you give it
                Only you see this. Take your time; it stays here for two weeks.

                > When I miss a call of yours, I call back the same evening.

                **By when:** Monday, 2 March at 21:00

                **How you will both know:**
                > The phone rings by nine.
                <Choose by when: Monday, 2 March>
                [Share with the other] [Only for me] [Change it] [Let it go]
                [Promises] [Help]
        "#]]);
    assert_eq!(
        ben.command("/promise list")
            .await
            .news()
            .matches("call")
            .count(),
        0,
        "a draft is its maker's alone"
    );
    tend.settle().await;
    assert!(
        !tend.channel().0.contains("promise"),
        "{}",
        tend.channel().0
    );

    ana.press("Share with the other")
        .await
        .expect(expect![[r#"
            only you: It is given, and the other can read it. You hear from me when its day comes; nobody else does.

                ### What I said I would do
                Shared with @Ben.

                > When I miss a call of yours, I call back the same evening.

                **By when:** Monday, 2 March at 21:00

                **How you will both know:**
                > The phone rings by nine.
                [Kept] [Partly] [I could not]
                [I cannot keep this]
                [Promises] [Help]
        "#]]);
    assert!(
        !tend.stores("same evening").await,
        "it is stored as it was written"
    );
    ben.look_away();
    tend.settle().await;
    ben.expect(expect![[r#"
        tend: A promise has been shared here. It can be read at any time.   [Promises] [Help]
    "#]]);
    ben.press("Promises").await.expect(expect![[r#"
        only you: ### Promises
            What each of you said they would do. Whoever makes a promise says what became of it, and only they are reminded.

            **What @Ana shared with you**
            1. When I miss a call of yours, I call back the same evening. (Monday, 2 March at 21:00)
            <Look at one that was shared with you>
            [Make a promise] [Help]
    "#]]);
    ben.choose("shared with you", &["1."])
        .await
        .expect(expect![[r#"
            only you: ### What @Ana said they would do

                > When I miss a call of yours, I call back the same evening.

                **By when:** Monday, 2 March at 21:00

                **How you will both know:**
                > The phone rings by nine.
                [I noticed] [I see it otherwise]
                [Promises] [Help]
        "#]]);

    ana.look_away();
    ben.look_away();
    tend.pass_until("2026-03-02 21:01").await;
    ana.expect(expect![[r#"
        tend, direct: Something you wanted to do is for today.   [Look] [Help]
        tend, direct: The moment for something you wanted to do has come. You say how it went, whenever you like.   [Look] [Help]
    "#]]);
    ben.expect(expect![[r#""#]]);
    ana.press("Look")
        .await
        .press("Kept")
        .await
        .expect(expect![[r#"
            form: Kept
                What I did, in a line, if you like: 
        "#]]);
    ana.write(&[("line", "I called at *ten* past eight.")])
        .await
        .expect(expect![[r#"
            only you: ### What I said I would do
                Shared with @Ben.

                > When I miss a call of yours, I call back the same evening.

                **By when:** Monday, 2 March at 21:00

                **How you will both know:**
                > The phone rings by nine.

                **What I did:** I kept it.

                > I called at \*ten\* past eight.
                [Promises] [Help]
        "#]]);
    ben.look_away();
    tend.settle().await;
    ben.expect(expect![[r#"
        tend: There is news about a promise here. It can be read at any time.   [Promises] [Help]
    "#]]);
    ben.press("Promises")
        .await
        .choose("shared with you", &["1."])
        .await
        .expect(expect![[r#"
            only you: ### What @Ana said they would do

                > When I miss a call of yours, I call back the same evening.

                **By when:** Monday, 2 March at 21:00

                **How you will both know:**
                > The phone rings by nine.

                **What @Ana says of it:** kept.

                > I called at \*ten\* past eight.
                [I noticed] [I see it otherwise]
                [Promises] [Help]
        "#]]);
    ben.press("I noticed").await.expect(expect![[r#"
        form: I noticed
            A line of thanks: 
    "#]]);
    ben.write(&[("line", "It was good to hear you.")]).await;
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend, direct: There’s a thank-you for you.   [Look] [Help]
    "#]]);
    ana.press("Look").await.expect(expect![[r#"
        only you: ### What I said I would do
            Shared with @Ben.

            > When I miss a call of yours, I call back the same evening.

            **By when:** Monday, 2 March at 21:00

            **How you will both know:**
            > The phone rings by nine.

            **What I did:** I kept it.

            > I called at \*ten\* past eight.

            **@Ben noticed:**
            > It was good to hear you.
            [Promises] [Help]
    "#]]);
    // It stands, and asks for nothing more.
    ana.look_away();
    tend.pass("1 week").await;
    assert!(!ana.news().contains("wanted to do"), "{}", ana.news());
}

// practices 28, 231: a hint for what is vague or large suggests a first small step, and stops nothing.
// harms: Promise tracking (wording is about one's own acts), Penance.
#[tokio::test]
async fn what_is_vague_or_large_gets_a_gentle_hint_that_only_its_author_sees() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.drafts(
        "I will never again be late. I try to do better, if you stop asking.",
        "",
        "",
    )
    .await
    .expect(expect![[r#"
        only you: ### Before you give it
            Only you see this. Take your time; it stays here for two weeks.

            > I will never again be late. I try to do better, if you stop asking.

            **By when:** no day yet

            “never again” is a lot to carry. A first small step for the coming days may hold better, and the next can follow.
            “try” leaves open what will be seen. What would be a first small step, something a camera could film?
            “you stop” is about somebody else. A promise holds best when it is about your own acts alone.
            There is no day yet. You can choose one below, or give it without.
            How will you both know? A sign that you can see makes it easier to notice.
            <Choose by when: no day yet>
            [Share with the other] [Only for me] [Change it] [Let it go]
            [Promises] [Help]
    "#]]);
    ana.choose("Choose by when", &["every Friday"]).await;
    assert!(
        ana.news().contains("**By when:** every Friday"),
        "{}",
        ana.news()
    );
    assert!(!ana.news().contains("no day yet\n"), "{}", ana.news());
    ana.press("Change it").await.expect(expect![[r#"
        form: A promise
            What I will do: I will never again be late. I try to do better, if you stop asking.
            By when: a day, a time, or every week: every Friday
            How we will both know: 
    "#]]);
    ana.write(&[
        (
            "what",
            "I set an alarm a quarter of an hour before I leave.",
        ),
        ("when", "by Friday"),
    ])
    .await;
    assert!(
        ana.news().contains("By when:** Friday, 6 March"),
        "{}",
        ana.news()
    );
    // Large all the same: nothing stops it.
    ana.press("Change it")
        .await
        .write(&[("what", "Never again late.")])
        .await;
    ana.press("Share with the other").await;
    let theirs = ben.looks_at_theirs().await.news();
    assert!(theirs.contains("Never again late."), "{theirs}");
    assert!(!theirs.contains("🌱"), "{theirs}");
}

// practice 136: acts of care are one's own choice; nobody can ask for them, and nothing is counted.
// harms: Penance (no list written by the hurt partner, no points).
#[tokio::test]
async fn an_act_of_care_is_chosen_by_the_one_who_does_it() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/promise new")
        .await
        .choose("An everyday promise", &["act of care"])
        .await;
    ana.write(&[("when", "Friday")])
        .await
        .press("Only for me")
        .await
        .expect(expect![[r#"
            only you: It is yours alone. You hear from me when its day comes; nobody else does.

                ### What I said I would do
                Only you see this.

                > I will cook on my evening, because I would like to.

                **By when:** Friday, 6 March

                **How you will both know:**
                > Dinner is on the table.
                [Kept] [Partly] [I could not]
                [I cannot keep this] [Share with the other] [Let it go]
                [Promises] [Help]
        "#]]);
    ben.command("/promise list").await.expect(expect![[r#"
        only you: ### Promises
            What each of you said they would do. Whoever makes a promise says what became of it, and only they are reminded.

            There are none yet. A small one for this week is a good beginning.
            [Make a promise] [Help]
    "#]]);
    tend.pass("2 weeks").await;
    assert!(
        !tend.channel().0.contains("promise"),
        "{}",
        tend.channel().0
    );
    assert!(!ben.sees().0.contains("cook"), "{}", ben.sees().0);
    // Later it may be shared; or go, while nobody else has read it.
    ana.command("/promise list")
        .await
        .choose("one of yours", &["1."])
        .await;
    ana.press("Let it go").await.expect(expect![[r#"
        only you: It is gone, with its words.   [Promises] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from promises").await, 0);
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'word' and state = 0")
            .await,
        0
    );
}
