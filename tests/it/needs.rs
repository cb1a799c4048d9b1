//! Stories of needs: said freely, changed at any time, and a no is as easy as a yes.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-02 17:00 Europe/Lisbon";

impl Person {
    async fn needs(&self, button: &str) -> &Self {
        self.command("/needs").await.press(button).await
    }
}

// practices 116, 261
#[tokio::test]
async fn what_settles_me_is_mine_alone_until_i_share_it_and_a_change_is_marked() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let nothing = ben.needs("What the other shares").await.news();
    ana.command("/needs").await.expect(expect![[r#"
        only you: ### Needs
            What you need may change from week to week; change it here whenever it does. Nobody is told when you do.
            [What settles me] [What would help now] [What I offer]
            [Ten minutes today] [What the other shares]
            [What trust looks like] [A need and an offer] [My plan] [Help]
    "#]]);
    ana.press("What settles me").await.expect(expect![[r#"
        only you: ### What settles me
            What calms you when it gets rough: words, a touch, some quiet, a message on the way. Yours alone until you share it.

            There is nothing here yet.
            [Write] [Back] [Help]
    "#]]);
    ana.press("Write").await.expect(expect![[r#"
        form: What settles me
            What calms me when it gets rough: 
    "#]]);
    ana.write(&[("0", "Sit *beside* me.\nNo questions.")])
        .await
        .expect(expect![[r#"
            only you: ### What settles me
                What calms you when it gets rough: words, a touch, some quiet, a message on the way. Yours alone until you share it.

                > Sit \*beside\* me.
                > No questions.

                Only you read this.
                [Write] [Let the other read it] [Back] [Help]
        "#]]);
    assert!(
        !tend.stores("questions").await,
        "it is stored as it was written"
    );
    assert_eq!(ben.needs("What the other shares").await.news(), nothing);
    ana.press("Let the other read it")
        .await
        .expect(expect![[r#"
            only you: ### What settles me
                What calms you when it gets rough: words, a touch, some quiet, a message on the way. Yours alone until you share it.

                > Sit \*beside\* me.
                > No questions.

                @Ben can read this. When you change it, the day of the change stands beside it.
                [Write] [Only for me again] [Back] [Help]
        "#]]);
    ben.needs("What the other shares").await.expect(expect![[r#"
            only you: ### What @Ana shares with you
                Each line was written freely, for you to read.

                **What settles @Ana**
                > Sit \*beside\* me.
                > No questions.
                [Back] [Help]
        "#]]);
    tend.pass("2 days").await;
    ana.needs("What settles me").await.press("Write").await;
    ana.write(&[("0", "Hold my hand.")]).await;
    ben.needs("What the other shares").await.expect(expect![[r#"
            only you: ### What @Ana shares with you
                Each line was written freely, for you to read.

                **What settles @Ana**
                > Hold my hand.
                -# Changed on Wednesday, 4 March 2026
                [Back] [Help]
        "#]]);
    ana.press("Only for me again").await;
    assert_eq!(ben.needs("What the other shares").await.news(), nothing);
    assert!(tend.posted().len() < 3, "nobody is told of a change");
}

// practices 60, 261; harms: “Do things for them, to prove yourself”
#[tokio::test]
async fn what_would_help_now_is_a_list_of_wishes_that_its_author_edits_at_any_time() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.needs("What would help now")
        .await
        .press("Write")
        .await
        .expect(expect![[r#"
            form: What would help now
                Line 1: 
                Line 2: 
                Line 3: 
                Line 4: 
                Line 5: 
        "#]]);
    ana.write(&[("0", "An evening without screens"), ("2", "A walk")])
        .await;
    ana.press("Let the other read it")
        .await
        .expect(expect![[r#"
            only you: ### What would help now
                Up to five lines, changed at any time. Yours alone until you share it. It is a list of wishes; nobody owes any of it.

                - An evening without screens
                - A walk

                @Ben can read this. When you change it, the day of the change stands beside it.
                [Write] [Only for me again] [Back] [Help]
        "#]]);
    tend.pass("1 day").await;
    ana.press("Write")
        .await
        .write(&[("0", ""), ("4", "A letter")])
        .await;
    ben.needs("What the other shares").await.expect(expect![[r#"
            only you: ### What @Ana shares with you
                Each line was written freely, for you to read.

                **What would help @Ana now**
                - A walk
                - A letter
                -# Changed on Tuesday, 3 March 2026
                [Back] [Help]
        "#]]);
    ana.forge_form("t1:needs:written:1:0:2", &[("1", "x".repeat(201).as_str())])
        .await;
    assert!(
        ana.news().contains("200 characters a line"),
        "{}",
        ana.news()
    );
}

// practices 116, 122
#[tokio::test]
async fn of_small_reassurances_the_other_picks_one_and_not_now_is_easy() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.needs("What I offer").await.press("Write").await;
    ben.write(&[("0", "A message when I leave work"), ("1", "Tea in *bed*")])
        .await
        .expect(expect![[r#"
            only you: ### What I offer
                Up to five small reassurances that you would gladly give. @Ana can read them here, and may say that one would be good today. You are free each time to say not now.

                - A message when I leave work
                - Tea in \*bed\*

                @Ana can read this. When you change it, the day of the change stands beside it.
                [Write] [Back] [Help]
        "#]]);
    let before = tend.channel().0;
    ana.needs("What the other shares").await.expect(expect![[r#"
            only you: ### What @Ben shares with you
                Each line was written freely, for you to read.

                **What @Ben offers**
                - A message when I leave work
                - Tea in \*bed\*
                <That one today would be good>
                [Back] [Help]
        "#]]);
    ana.choose("That one today", &["Tea in *bed*"])
        .await
        .expect(expect![[r#"
            only you: ### You asked @Ben

                This one would be good today:

                > Tea in \*bed\*

                There is no answer yet. It may stay without one.
                [Take it back] [Back] [Help]
        "#]]);
    tend.settle().await;
    expect![[r#"
        tend: There is something small to look at today.   [Look] [Help]
    "#]]
    .assert_eq(tend.channel().0.strip_prefix(&before).unwrap());
    ben.press("Look").await.expect(expect![[r#"
        only you: ### @Ana asks you

            This one would be good today:

            > Tea in \*bed\*

            Each answer is as good as the others, and none needs a reason. At the day’s end it is gone by itself.
            [Yes, gladly] [Not now] [Later today] [Help]
    "#]]);
    ben.press("Not now").await.expect(expect![[r#"
        only you: @Ana is told alone: Not now. Nothing more is needed from you.   [Needs] [Help]
    "#]]);
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend, direct: About what you asked for today:
            The answer: Not now. It speaks of this hour only.
            [Needs] [Help]
    "#]]);
    // Once a day, so that a no stays easy; tomorrow there is room again.
    ana.needs("What the other shares")
        .await
        .choose("That one today", &["A message"])
        .await
        .expect(expect![[r#"
            only you: You have asked for this once today already. Tomorrow there is room again.   [Needs] [Help]
        "#]]);
    tend.pass("1 day").await;
    ana.needs("What the other shares")
        .await
        .choose("That one today", &["A message"])
        .await;
    assert!(ana.news().contains("You asked @Ben"), "{}", ana.news());
    // What is no longer offered is no longer asked for.
    ben.needs("What I offer")
        .await
        .press("Write")
        .await
        .write(&[("0", "")])
        .await;
    ana.forge_press("t1:needs:pick:1:0:0").await;
    assert_eq!(tend.count("select count(*) from requests").await, 1);
}

// practices 48
#[tokio::test]
async fn ten_minutes_are_asked_for_with_an_easy_no_and_are_gone_at_the_days_end() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = tend.channel().0;
    ana.needs("Ten minutes").await.expect(expect![[r#"
        only you: ### I could use you for ten minutes
            When today would be good? You can add a line, or none. @Ben may say yes, not now or later; nothing more is asked. At the day’s end it is gone.
            [Now, if you can] [This evening] [Whenever it suits today]
            [Back] [Help]
    "#]]);
    ana.press("This evening").await.expect(expect![[r#"
        form: Ten minutes
            A line, if you like: 
    "#]]);
    ana.write(&[("line", "Just to *sit*")])
        .await
        .expect(expect![[r#"
            only you: ### You asked @Ben

                Ten minutes together. This evening.

                > Just to \*sit\*

                There is no answer yet. It may stay without one.
                [Take it back] [Back] [Help]
        "#]]);
    assert!(
        !tend.stores("Just to").await,
        "it is stored as it was written"
    );
    tend.settle().await;
    expect![[r#"
        tend: There is something small to look at today.   [Look] [Help]
    "#]]
    .assert_eq(tend.channel().0.strip_prefix(&before).unwrap());
    ben.press("Look").await.expect(expect![[r#"
        only you: ### @Ana asks you

            Ten minutes together. This evening.

            > Just to \*sit\*

            Each answer is as good as the others, and none needs a reason. At the day’s end it is gone by itself.
            [Yes, gladly] [Not now] [Later today] [Help]
    "#]]);
    let (_, yes) = ben.button("Yes, gladly");
    ben.press("Later today").await.expect(expect![[r#"
        only you: @Ana is told alone: Later today.   [Needs] [Help]
    "#]]);
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend, direct: About what you asked for today:
            The answer: Later today.
            [Needs] [Help]
    "#]]);
    // Another answer takes the place of the first, and is told as well.
    ben.forge_press(&yes).await;
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend, direct: About what you asked for today:
            The answer: Yes, gladly.
            [Needs] [Help]
    "#]]);
    ana.press("Look").await.expect(expect![[r#"
        only you: ### You asked @Ben

            Ten minutes together. This evening.

            > Just to \*sit\*

            The answer: Yes, gladly.
            [Take it back] [Back] [Help]
    "#]]);
    ana.needs("Ten minutes").await;
    assert!(ana.news().contains("Yes, gladly"), "{}", ana.news());
    tend.pass_until("2026-03-03 00:01").await;
    assert_eq!(tend.count("select count(*) from requests").await, 0);
    assert_eq!(
        tend.count("select count(*) from texts where kind = 'request'")
            .await,
        0
    );
    ben.press("Look").await.expect(expect![[r#"
        only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
    "#]]);
    assert_eq!(
        ben.forge_press(&yes).await.news(),
        ben.press("Look").await.news()
    );
}

#[tokio::test]
async fn what_is_taken_back_or_over_asks_nothing_and_only_the_other_answers() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let cleo = tend.stranger("Cleo");
    ana.needs("Ten minutes")
        .await
        .press("Now, if you can")
        .await
        .write(&[])
        .await;
    tend.settle().await;
    // Her own request she does not answer; nobody else takes it back.
    ana.forge_press("t1:needs:answer:1:1:1")
        .await
        .expect(expect![[r#"
            only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
        "#]]);
    ben.forge_press("t1:needs:takeback:1:1:0").await;
    for id in [
        "look:1:1:0",
        "answer:1:1:1",
        "takeback:1:1:0",
        "pair:1:0:1",
        "theirs:1:0:0",
    ] {
        cleo.forge_press(&format!("t1:needs:{id}")).await;
        assert!(
            cleo.news()
                .contains("This isn’t something I can open for you"),
            "{}",
            cleo.news()
        );
    }
    assert_eq!(
        tend.count("select count(*) from requests where state = 'open'")
            .await,
        1
    );
    ana.needs("Ten minutes")
        .await
        .press("Take it back")
        .await
        .expect(expect![[r#"
            only you: It is taken back, and nobody needs to answer.   [Back] [Help]
        "#]]);
    ben.press("Look").await.expect_brief(expect![[r#"
        only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
    "#]]);
    ben.forge_press("t1:needs:answer:1:1:1")
        .await
        .expect_brief(expect![[r#"
            only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
        "#]]);
    tend.settle().await;
    assert!(
        !ana.sees().0.contains("The answer: Yes"),
        "{}",
        ana.sees().0
    );
    ana.forge_press("t1:needs:look:1:77:0")
        .await
        .expect_brief(expect![[r#"
            only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
        "#]]);
    ana.forge_press("t1:needs:answer:1:1:9").await;
    assert!(ana.news().contains("older Tend"), "{}", ana.news());
    tend.pass("1 day").await;
    ana.forge_form(
        "t1:needs:asked:1:0:1",
        &[("line", "x".repeat(201).as_str())],
    )
    .await;
    assert!(
        ana.news().contains("200 characters a line"),
        "{}",
        ana.news()
    );
    assert_eq!(tend.count("select count(*) from requests").await, 0);
    // Asked just before midnight, there is still an hour.
    tend.pass_until("2026-03-03 23:50").await;
    ana.needs("Ten minutes")
        .await
        .press("Whenever")
        .await
        .write(&[])
        .await;
    tend.pass_until("2026-03-04 00:40").await;
    ben.press("Look").await.press("Yes, gladly").await;
    tend.settle().await;
    assert!(ana.sees().0.contains("The answer: Yes"), "{}", ana.sees().0);
}

// practices 35; rulings 7, 14
#[tokio::test]
async fn what_trust_looks_like_opens_when_both_have_written_and_not_a_word_before() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let blind = ben.needs("What trust looks like").await.news();
    let home = ben.command("/needs").await.news();
    ana.needs("What trust looks like")
        .await
        .expect(expect![[r#"
            only you: ### What trust looks like to me
                For each person it is something else. You and @Ben each write what it looks like from where you stand; both open together, once both are there.
                [Write mine] [Back] [Help]
        "#]]);
    ana.press("Write mine").await.expect(expect![[r#"
        form: What trust looks like to me
            I notice that I trust when …: 
    "#]]);
    ana.write(&[("trust", "You tell me *before* I ask.")])
        .await
        .press("Hand in")
        .await
        .expect(expect![[r#"
            only you: ### What trust looks like to me
                For each person it is something else. You and @Ben each write what it looks like from where you stand; both open together, once both are there.

                It’s with me. @Ben learns nothing of it before you have both written: not a word, and not that it is here. Until then you can change it or take it back.

                > You tell me \*before\* I ask.
                [Change something] [Take it back] [Back] [Help]
        "#]]);
    // Nothing tells the other: not the page, not the channel, not /privacy.
    tend.settle().await;
    assert_eq!(ben.needs("What trust looks like").await.news(), blind);
    assert_eq!(ben.command("/needs").await.news(), home);
    ana.press("Take it back").await.expect(expect![[r#"
        only you: ### What trust looks like to me
            For each person it is something else. You and @Ben each write what it looks like from where you stand; both open together, once both are there.

            This is with you. It opens only after you hand it in.

            > You tell me \*before\* I ask.
            [Hand in] [Change something] [Back] [Help]
    "#]]);
    ben.needs("What trust looks like")
        .await
        .press("Write mine")
        .await;
    ben.write(&[("trust", "You are home when you said.")])
        .await
        .press("Hand in")
        .await;
    assert!(!ben.sees().0.contains("You tell me"), "{}", ben.sees().0);
    ana.press("Change")
        .await
        .write(&[("trust", "You tell me first.")])
        .await
        .press("Hand in")
        .await
        .expect(expect![[r#"
            only you: ### What trust looks like to me
                For each person it is something else. You and @Ben each write what it looks like from where you stand; both open together, once both are there.

                **From @Ben**

                > You are home when you said.

                **From you**

                > You tell me first.
                [Renew mine] [Back] [Help]
        "#]]);
    let before = tend.channel().0;
    tend.settle().await;
    expect![[r#"
        tend: You have both written what trust looks like to you. It is open to you both.   [Read] [Help]
    "#]].assert_eq(tend.channel().0.strip_prefix(&before).unwrap());
    ben.press("Read").await.expect(expect![[r#"
        only you: ### What trust looks like to me
            For each person it is something else. You and @Ana each write what it looks like from where you stand; both open together, once both are there.

            **From @Ana**

            > You tell me first.

            **From you**

            > You are home when you said.
            [Renew mine] [Back] [Help]
    "#]]);
    // Afterwards each may renew theirs; the other sees that it changed.
    tend.pass("1 day").await;
    ben.press("Renew mine")
        .await
        .write(&[("trust", "You call when you are late.")])
        .await;
    ana.needs("What trust looks like")
        .await
        .expect(expect![[r#"
            only you: ### What trust looks like to me
                For each person it is something else. You and @Ben each write what it looks like from where you stand; both open together, once both are there.

                **From @Ben**

                > You call when you are late.

                -# Changed on Tuesday, 3 March 2026

                **From you**

                > You tell me first.
                [Renew mine] [Back] [Help]
        "#]]);
    ana.forge_press("t1:needs:pairback:1:0:1").await;
    ana.needs("What trust looks like").await;
    assert!(ana.news().contains("You tell me first."), "{}", ana.news());
}

// practices 65, 211
#[tokio::test]
async fn a_need_and_an_offer_are_exchanged_and_may_be_again() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.needs("A need and an offer")
        .await
        .expect(expect![[r#"
            only you: ### A need and an offer
                You and @Ben each name one thing you need (a fear may be in it) and one thing you offer. Both open together, once both are there. An offer is free, whatever is asked.
                [Write mine] [Back] [Help]
        "#]]);
    ana.press("Write mine").await;
    ana.write(&[
        ("need", "To hear it when you are late."),
        ("offer", "Ten quiet minutes."),
    ])
    .await
    .press("Hand in")
    .await
    .expect_brief(expect![[r#"
        only you: ### A need and an offer … [Change something] [Take it back] [Back] [Help]
    "#]]);
    ben.needs("A need and an offer")
        .await
        .press("Write mine")
        .await;
    ben.write(&[
        ("need", "Some time alone on Sundays."),
        ("offer", "I call at six."),
    ])
    .await
    .press("Hand in")
    .await
    .expect(expect![[r#"
        only you: ### A need and an offer
            You and @Ana each name one thing you need (a fear may be in it) and one thing you offer. Both open together, once both are there. An offer is free, whatever is asked.

            **From @Ana**

            **I need**
            > To hear it when you are late.

            **I offer**
            > Ten quiet minutes.

            **From you**

            **I need**
            > Some time alone on Sundays.

            **I offer**
            > I call at six.
            [Another round] [Back] [Help]
    "#]]);
    tend.settle().await;
    ana.press("Read").await;
    assert!(ana.news().contains("I call at six."), "{}", ana.news());
    // Another round: until both are in, each sees the last one, whatever the other does.
    let before = ben.needs("A need and an offer").await.news();
    ana.press("Another round")
        .await
        .write(&[("need", "A hug in the morning."), ("offer", "Breakfast.")])
        .await
        .press("Hand in")
        .await
        .expect(expect![[r#"
            only you: ### A need and an offer
                You and @Ben each name one thing you need (a fear may be in it) and one thing you offer. Both open together, once both are there. An offer is free, whatever is asked.

                It’s with me. @Ben learns nothing of it before you have both written: not a word, and not that it is here. Until then you can change it or take it back.

                **I need**
                > A hug in the morning.

                **I offer**
                > Breakfast.

                **From @Ben**

                **I need**
                > Some time alone on Sundays.

                **I offer**
                > I call at six.

                **From you**

                **I need**
                > To hear it when you are late.

                **I offer**
                > Ten quiet minutes.
                [Change something] [Take it back] [Back] [Help]
        "#]]);
    assert_eq!(ben.needs("A need and an offer").await.news(), before);
    ben.press("Another round")
        .await
        .write(&[("need", "A quiet evening."), ("offer", "A hug.")])
        .await;
    // Both at once, and twice: it opens once.
    let (_, hand_in) = ben.button("Hand in");
    ana.press("Take it back").await;
    tokio::join!(ana.press("Hand in"), ben.press("Hand in"));
    ben.forge_press(&hand_in).await;
    tend.settle().await;
    for (who, words) in [(&ana, "A quiet evening."), (&ben, "A hug in the morning.")] {
        who.needs("A need and an offer").await;
        assert!(who.news().contains(words), "{}", who.news());
    }
    assert_eq!(
        tend.count("select count(*) from openings where opened_at is not null")
            .await,
        2
    );
}

#[tokio::test]
async fn blank_long_forged_and_late_forms_change_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.forge_form("t1:needs:pairwritten:1:0:1", &[("trust", "\u{200b} ")])
        .await
        .expect(expect![[r#"
            only you: A few words are needed in each place. Nothing was changed.   [What trust looks like] [Help]
        "#]]);
    ana.forge_form("t1:needs:pairwritten:1:0:2", &[("need", "A walk")])
        .await;
    assert!(
        ana.news().contains("A few words are needed"),
        "{}",
        ana.news()
    );
    ana.forge_form(
        "t1:needs:pairwritten:1:0:1",
        &[("trust", "x".repeat(4001).as_str())],
    )
    .await;
    assert!(
        ana.news().contains("longer than the 4,000"),
        "{}",
        ana.news()
    );
    ana.forge_form("t1:needs:pairwritten:1:0:7", &[("trust", "x")])
        .await;
    assert!(ana.news().contains("older Tend"), "{}", ana.news());
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    assert_eq!(tend.count("select count(*) from openings").await, 0);

    // 4,000 characters in every part arrive whole.
    let long = "*".repeat(4000);
    ana.needs("A need and an offer")
        .await
        .press("Write mine")
        .await;
    ana.write(&[("need", &long), ("offer", &long)]).await;
    ana.press("Hand in").await;
    ben.needs("A need and an offer")
        .await
        .press("Write mine")
        .await;
    ben.write(&[("need", &long), ("offer", &long)]).await;
    ben.press("Hand in").await;
    assert_eq!(ben.news().matches("\\*").count(), 16000);
    ana.needs("What settles me")
        .await
        .press("Write")
        .await
        .write(&[("0", &long)])
        .await;
    assert_eq!(ana.news().matches("\\*").count(), 4000);

    // Erased, what is in is in no more, and what was asked for is gone.
    ana.needs("What trust looks like")
        .await
        .press("Write mine")
        .await
        .write(&[("trust", "A word.")])
        .await
        .press("Hand in")
        .await;
    ana.needs("Ten minutes")
        .await
        .press("Now, if you can")
        .await
        .write(&[("line", "A word.")])
        .await;
    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(tend.count("select count(*) from requests").await, 0);
    assert_eq!(
        tend.count("select count(*) from timers where split_part(key, ':', 4) = 'request'")
            .await,
        0
    );
    tend.settle().await;
    ben.needs("What trust looks like")
        .await
        .press("Write mine")
        .await
        .write(&[("trust", "Mine.")])
        .await
        .press("Hand in")
        .await;
    assert!(ben.news().contains("It’s with me"), "{}", ben.news());
    // What was opened once: mine is still mine to read.
    ben.needs("A need and an offer").await;
    assert_eq!(ben.news().matches("\\*").count(), 8000);
}

// ruling 10
#[tokio::test]
async fn while_tend_rests_nothing_is_asked_and_nothing_opens() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.needs("What trust looks like")
        .await
        .press("Write mine")
        .await
        .write(&[("trust", "A word.")])
        .await
        .press("Hand in")
        .await;
    ben.needs("What trust looks like")
        .await
        .press("Write mine")
        .await;
    ana.command("/pause").await.press("Until I come back").await;
    let resting = ben.command("/checkin").await.news();
    for id in [
        "open:1:0:0",
        "home:1:0:0",
        "asked:1:0:1",
        "pick:1:0:0",
        "share:1:0:1",
        "look:1:1:0",
    ] {
        assert_eq!(
            ben.forge_press(&format!("t1:needs:{id}")).await.news(),
            resting,
            "{id}"
        );
    }
    assert_eq!(
        ben.forge_press("t1:needs:pairhandin:1:0:1").await.news(),
        resting
    );
    ben.forge_form("t1:needs:pairwritten:1:0:1", &[("trust", "Mine.")])
        .await;
    assert!(
        ben.news().starts_with(&resting) && ben.news().contains("Mine."),
        "{}",
        ben.news()
    );
    assert_eq!(
        tend.count("select count(*) from openings where opened_at is not null")
            .await,
        0
    );
    // A line that was on its way waits, and is left out where its day is over.
    ana.command("/checkin").await.press("Come back").await;
    ana.needs("Ten minutes")
        .await
        .press("Whenever")
        .await
        .write(&[])
        .await;
    ben.command("/pause").await.press("2 days").await;
    let posted = tend.posted().len();
    tend.pass("4 days").await;
    assert_eq!(tend.posted().len(), posted);
    assert_eq!(tend.count("select count(*) from requests").await, 0);
}
