//! Stories of promises: made small, kept in one's own time, said early, closed by their maker alone.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

/// A Sunday.
const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

impl Person {
    /// Writes a draft in their own words.
    async fn drafts(&self, what: &str, when: &str, known: &str) -> &Self {
        self.command("/promise new")
            .await
            .press("Write my own")
            .await;
        self.write(&[("what", what), ("when", when), ("known", known)])
            .await
    }

    /// Gives a promise that the other may read.
    async fn promises(&self, what: &str, when: &str) -> &Self {
        self.drafts(what, when, "You see it").await;
        self.press("Share with the other").await
    }

    /// Opens the first of the promises that were shared with them.
    async fn looks_at_theirs(&self) -> &Self {
        self.command("/promise list").await;
        self.choose("shared with you", &["1."]).await
    }
}

// practices 14, 165, 166, 185, 194, 231; then 81, 215, 252: thanks for a promise that was kept.
#[tokio::test]
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
                [Repair this together] [Promises] [Help]
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
                [Repair this together] [Promises] [Help]
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
                [Repair this together] [Promises] [Help]
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
                [Repair this together] [Promises] [Help]
        "#]]);
    ben.press("I noticed").await.expect(expect![[r#"
        form: I noticed
            A line of thanks: 
    "#]]);
    ben.write(&[("line", "It was good to hear you.")]).await;
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend, direct: Somebody noticed what you did.   [Look] [Help]
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
            [Repair this together] [Promises] [Help]
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

            🌱 “never again” is a lot to carry. A first small step for the coming days may hold better, and the next can follow.
            🌱 “try” leaves open what will be seen. What would be a first small step, something a camera could film?
            🌱 “you stop” is about somebody else. A promise holds best when it is about your own acts alone.
            🌱 There is no day yet. You can choose one below, or give it without.
            🌱 How will you both know? A sign that you can see makes it easier to notice.
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
            [Repair this together] [Promises] [Help]
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
            [Repair this together] [Promises] [Help]
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
                [Repair this together] [Promises] [Help]
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
            [Repair this together] [Promises] [Help]
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
                [Repair this together] [Promises] [Help]
        "#]]);
    let (_, talked) = ana.button("We have talked about it");
    ana.press("We have talked about it").await;
    assert!(
        ana.news().contains("Good that you talked."),
        "{}",
        ana.news()
    );
    ana.forge_press(&talked).await;
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
                [Repair this together] [Promises] [Help]
        "#]]);
}

// practices 15, 172, 226: every week is for itself; kept weeks and months are for the maker alone.
#[tokio::test]
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
            [Repair this together] [Promises] [Help]
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

            **Weeks you kept, for your eyes only:** 6 March, 27 March and 3 April

            On Friday, 3 April you kept it. Each week is for itself; the next one is new.
            [I cannot keep this] [End this rhythm]
            [Repair this together] [Promises] [Help]
    "#]]);
    ana.press("Promises")
        .await
        .press("My months")
        .await
        .expect(expect![[r#"
            only you: ### My months
                What you said and what you did, for your eyes only.

                **April 2026**
                We plan the week, and I bring the tea. → kept on 3 April

                **March 2026**
                We plan the week, and I bring the tea. → kept on 6 March and 27 March
                We plan the week, and I bring the tea. → partly on 13 March
                We plan the week, and I bring the tea. → could not on 20 March
                [Promises] [Help]
        "#]]);
    let theirs = ben.looks_at_theirs().await.news();
    assert!(theirs.contains("every Friday at 18:30"), "{theirs}");
    for private in [
        "kept",
        "Kept",
        "As we said",
        "13 March",
        "20 March",
        "months",
    ] {
        assert!(!theirs.contains(private), "{private}: {theirs}");
    }
    ben.forge_press("t1:promise:months:1:0:0")
        .await
        .expect(expect![[r#"
            only you: ### My months
                What you said and what you did, for your eyes only.

                Nothing is written here yet. It fills when you say what became of a promise.
                [Promises] [Help]
        "#]]);
    // The same week is told of once; a week that is none of it, never.
    let week =
        chrono::Datelike::num_days_from_ce(&"2026-04-03".parse::<chrono::NaiveDate>().unwrap());
    ana.forge_form(
        &format!("t1:promise:couldnottold:1:1:{week}"),
        &[("line", "")],
    )
    .await;
    assert!(ana.news().contains("that stands"), "{}", ana.news());
    for wrong in [week + 7, week - 1, week - 70, 0, -1] {
        ana.forge_form(&format!("t1:promise:kepttold:1:1:{wrong}"), &[("line", "")])
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
    assert_eq!(
        ben.looks_at_theirs().await.news(),
        before,
        "it reads the same before and after its day"
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

#[tokio::test]
async fn a_day_that_is_over_is_asked_about_and_an_hour_that_does_not_exist_moves_on() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.drafts("I call.", "2026-02-28", "You hear it")
        .await
        .expect(expect![[r#"
            only you: That moment is over already. A day to come works, such as 2026-03-11, or 2026-03-11 18:00. Nothing was kept.
                [Write my own] [Promises] [Help]
            only you: This is what you typed, so that nothing is lost:

                I call.

                2026-02-28

                You hear it
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
async fn what_is_not_theirs_to_do_is_not_done() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let cleo = tend.stranger("Cleo");
    ana.promises("I call.", "Friday 18:00").await;
    ana.drafts("I keep this to myself.", "Friday", "")
        .await
        .press("Only for me")
        .await;
    ana.drafts("A draft.", "Friday", "").await;
    tend.settle().await;
    let before = tend
        .count("select coalesce(sum(hashtext(p::text)), 0)::bigint from promises p")
        .await;
    let line = [
        ("line", "I decide this."),
        ("what", "I decide this."),
        ("when", ""),
    ];
    let makers = [
        "kept", "partly", "couldnot", "instead", "change", "when", "share", "onlyme", "letgo",
        "end",
    ];
    let told = [
        "kepttold",
        "partlytold",
        "couldnottold",
        "offered",
        "changed",
    ];
    for row in [1, 2, 3, 99] {
        ben.command("/help").await;
        cleo.command("/help").await;
        for verb in makers {
            let id = format!("t1:promise:{verb}:1:{row}:0");
            for wrong in [&ben, &cleo] {
                wrong.forge_press(&id).await;
                let news = wrong.news();
                assert!(
                    !news.contains("form:")
                        && !news.contains("myself")
                        && !news.contains("A draft"),
                    "{verb} {row}: {news}"
                );
            }
        }
        for verb in told {
            for wrong in [&ben, &cleo] {
                wrong
                    .forge_form(&format!("t1:promise:{verb}:1:{row}:0"), &line)
                    .await;
            }
        }
    }
    // The other reads only what was shared; what was not is as if it were not there.
    for row in [2, 3, 99] {
        ben.command("/help").await;
        for verb in ["show", "notice", "otherwise", "talked"] {
            ben.forge_press(&format!("t1:promise:{verb}:1:{row}:0"))
                .await;
            assert!(
                ben.news().contains("This promise is not here any more"),
                "{verb} {row}: {}",
                ben.news()
            );
        }
        for verb in ["noticed", "seenotherwise"] {
            ben.forge_form(&format!("t1:promise:{verb}:1:{row}:0"), &line)
                .await;
        }
    }
    // To one's own promise nobody answers for the other.
    cleo.command("/help").await;
    ana.command("/help").await;
    for verb in ["notice", "otherwise"] {
        ana.forge_press(&format!("t1:promise:{verb}:1:1:0")).await;
        assert!(
            ana.news().contains("not for you to open"),
            "{verb}: {}",
            ana.news()
        );
    }
    for verb in ["noticed", "seenotherwise"] {
        ana.forge_form(&format!("t1:promise:{verb}:1:1:0"), &line)
            .await;
        cleo.forge_form(&format!("t1:promise:{verb}:1:1:0"), &line)
            .await;
    }
    let after = tend
        .count("select coalesce(sum(hashtext(p::text)), 0)::bigint from promises p")
        .await;
    assert_eq!(before, after, "nothing has changed");
    assert_eq!(
        tend.count(
            "select count(*) from texts where kind not in ('promise_what', 'promise_known')"
        )
        .await,
        0
    );
    cleo.command("/help").await;
    cleo.forge_press("t1:promise:show:1:1:0")
        .await
        .expect(expect![[r#"
            only you: This isn’t something I can open for you. With /help I tell you what I am.
        "#]]);
}

#[tokio::test]
async fn an_old_button_says_how_it_is_now() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.drafts("I call.", "Friday 18:00", "").await;
    let (_, share) = ana.button("Share with the other");
    let (_, let_go) = ana.button("Let it go");
    ana.press("Share with the other").await;
    ana.forge_press(&share).await;
    assert!(ana.news().contains("given already"), "{}", ana.news());
    ana.forge_press(&let_go).await;
    assert!(ana.news().contains("given already"), "{}", ana.news());
    let (_, kept) = ana.button("Kept");
    let (_, instead) = ana.button("I cannot keep this");
    ana.press("Kept").await.write(&[]).await;
    for id in [kept, instead] {
        ana.forge_press(&id).await;
        assert!(ana.news().contains("that stands"), "{}", ana.news());
    }
    for verb in ["kepttold", "couldnottold", "offered"] {
        ana.forge_form(
            &format!("t1:promise:{verb}:1:1:0"),
            &[("what", "Once more"), ("line", "Once more"), ("when", "")],
        )
        .await;
        assert!(ana.news().contains("that stands"), "{verb}: {}", ana.news());
    }
    tend.settle().await;
    assert_eq!(
        tend.count(
            "select count(*) from timers where kind = 'news' and key like 'news:1:promise:%'"
        )
        .await,
        2,
        "shared, and closed"
    );
    assert_eq!(
        tend.count("select count(*) from promises where state = 'kept'")
            .await,
        1
    );
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
        only you: ### Tend is resting here
            Nothing is asked of anybody in this time, and nothing that you had together is gone.
            [My data] [Help]
    "#]]);
    ana.look_away();
    tend.pass("2 days").await;
    ana.expect(expect![[r#"
        tend: One line is plenty. So is a hard-week tap.

            > **Was there a quiet moment with the other that did you good, in one room or at a distance?**
            [Answer] [Hard week] [Not this week] [Help]
        tend: A promise has been shared here. It can be read at any time.   [Promises] [Help]
        tend: A promise has been shared here. It can be read at any time.   [Promises] [Help]
        tend, direct: The moment for something you wanted to do has come. You say how it went, whenever you like.   [Look] [Help]
        tend, direct: Something you do every week is for today. You say how it went, whenever you like.   [Look] [Help]
    "#]]);
}

#[tokio::test]
async fn after_one_has_left_nothing_is_shown_or_done() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I call.", "2026-03-04 18:00").await;
    tend.settle().await;
    ben.command("/privacy")
        .await
        .press("Leave")
        .await
        .press("Leave, and say nothing")
        .await;
    ana.look_away();
    tend.pass("1 week").await;
    for command in ["/promise list", "/promise new"] {
        ana.command(command).await;
        assert!(
            ana.news().contains("Tend is resting here"),
            "{}",
            ana.news()
        );
    }
    ana.forge_form("t1:promise:kepttold:1:1:0", &[("line", "")])
        .await;
    assert!(!ana.sees().0.contains("wanted to do"), "{}", ana.sees().0);
    ben.forge_press("t1:promise:show:1:1:0").await;
    assert!(!ben.news().contains("I call"), "{}", ben.news());
    assert_eq!(
        tend.count("select count(*) from promises where state = 'open'")
            .await,
        1
    );
    tend.pass("5 weeks").await;
    assert_eq!(tend.count("select count(*) from promises").await, 0);
}

#[tokio::test]
async fn what_is_erased_takes_its_promises_and_reminders_with_it() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I call.", "2026-03-04 18:00").await;
    ben.promises("I sing.", "2026-03-05 18:00").await;
    tend.settle().await;
    ana.command("/promise list")
        .await
        .choose("shared with you", &["2."])
        .await;
    ana.press("I see it otherwise")
        .await
        .write(&[("line", "Not so loud")])
        .await;
    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(
        tend.count("select count(*) from promises where partner = 1 or to_talk")
            .await,
        0
    );
    assert_eq!(tend.count("select count(*) from timers where kind = 'word' and state = 0 and key like 'word:1:1:%'").await, 0);
    for id in [
        "t1:promise:show:1:1:0",
        "t1:promise:notice:1:1:0",
        "t1:promise:talked:1:2:1",
    ] {
        ben.forge_press(id).await;
        assert!(
            !ben.news().contains("I call") && !ben.news().contains("loud"),
            "{id}: {}",
            ben.news()
        );
    }
    ana.look_away();
    tend.pass("1 week").await;
    assert!(!ana.news().contains("wanted to do"), "{}", ana.news());
    assert!(ben.sees().0.contains("wanted to do"), "{}", ben.sees().0);
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

// practice 63: a repair's promises are the responsible partner's own, shared, one to three.
#[tokio::test]
async fn a_promise_for_a_repair_is_made_by_the_one_responsible() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for repair in [
        "insert into repairs (couple_id, opened_by, hurt, size, breach, state, phase, opened_at)
         values (1, 2, 2, 'small', 'other', '{}', 1, '2026-03-01 19:00:00+00')",
        "insert into repairs (couple_id, opened_by, hurt, size, breach, state, phase, opened_at)
         values (1, 2, 2, 'small', 'other', '{}', 2, '2026-03-01 19:00:00+00')",
    ] {
        sqlx::query(repair).execute(tend.db()).await.unwrap();
    }
    ben.forge_press("t1:promise:forrepair:1:1:0")
        .await
        .expect(expect![[r#"
            only you: In this repair the promises are made by the other. You can read them when they are shared.   [Repairs] [Help]
        "#]]);
    ana.forge_press("t1:promise:forrepair:1:2:0")
        .await
        .expect(expect![[r#"
            only you: This repair is not under way just now.   [Repairs] [Help]
        "#]]);
    ana.forge_press("t1:promise:forrepair:1:9:0")
        .await
        .expect(expect![[r#"
            only you: This isn’t something I can open for you. With /help I tell you what I am.
        "#]]);
    ana.forge_press("t1:promise:forrepair:1:1:0")
        .await
        .expect(expect![[r#"
            only you: ### A promise for this repair
                One act of your own that changes something, small enough that you can see yourself doing it. One to three are plenty. The other reads it when you share it.
                <An everyday promise>
                [Write my own] [Repairs] [Help]
        "#]]);
    ana.press("Write my own").await;
    ana.write(&[
        ("what", "I call when it gets late."),
        ("when", "today 23:00"),
        ("known", "You hear me"),
    ])
    .await
    .expect(expect![[r#"
        only you: ### Before you share it
            Only you see this. It becomes part of the repair when you share it.

            > I call when it gets late.

            **By when:** Sunday, 1 March at 23:00

            **How you will both know:**
            > You hear me
            <Choose by when: Sunday, 1 March>
            [Share with the other] [Change it] [Let it go]
            [Repairs] [Help]
    "#]]);
    ana.press("Share with the other")
        .await
        .expect(expect![[r#"
            only you: It is given, and the other can read it. You hear from me when its day comes; nobody else does.

                ### What I said I would do
                Shared with @Ben.

                > I call when it gets late.

                **By when:** Sunday, 1 March at 23:00

                **How you will both know:**
                > You hear me
                [Kept] [Partly] [I could not]
                [I cannot keep this]
                [Repairs] [Promises] [Help]
        "#]]);
    // A small repair takes minutes.
    ana.press("Kept")
        .await
        .write(&[("line", "Just now")])
        .await
        .expect(expect![[r#"
            only you: ### What I said I would do
                Shared with @Ben.

                > I call when it gets late.

                **By when:** Sunday, 1 March at 23:00

                **How you will both know:**
                > You hear me

                **What I did:** I kept it.

                > Just now
                [Repairs] [Promises] [Help]
        "#]]);
    for what in ["A second", "A third", "A fourth"] {
        ana.forge_form(
            "t1:promise:written:1:1:0",
            &[("what", what), ("when", ""), ("known", "")],
        )
        .await;
    }
    assert!(
        ana.news()
            .contains("There are three promises in this repair already"),
        "{}",
        ana.news()
    );
    ben.forge_form(
        "t1:promise:written:1:1:0",
        &[("what", "For both"), ("when", ""), ("known", "")],
    )
    .await;
    assert_eq!(
        tend.count("select count(*) from promises where repair_id = 1")
            .await,
        3
    );
    let mut db = tend.db().acquire().await.unwrap();
    let counts = tend::store::promises::of_repair(&mut db, tend::domain::CoupleId(1), 1)
        .await
        .unwrap();
    assert_eq!(
        (counts.open, counts.kept, counts.total),
        (0, 1, 1),
        "drafts are none yet"
    );
    let made = tend::features::common::promises::of_repair(
        &tend.app(),
        &mut db,
        tend::domain::CoupleId(1),
        1,
    )
    .await
    .unwrap();
    assert_eq!(
        made.iter()
            .map(|one| (one.what(), one.known()))
            .collect::<Vec<_>>(),
        [("I call when it gets late.", Some("You hear me"))]
    );
}
