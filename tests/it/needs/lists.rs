//! What settles me, what would help now, what I offer.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;

// practices 116, 261
#[tokio::test]
async fn what_settles_me_is_mine_alone_until_i_share_it_and_a_change_is_marked() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let nothing = ben.needs("What the other shares").await.news();
    ana.command("/needs").await.expect(expect![[r#"
        only you: ### Needs
            What you need may change from week to week; change it here whenever it does. Nobody is told when you do.
            [Ten minutes today]
            [What settles me] [What would help now] [What I offer]
            [What the other shares]
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
