//! What both write blind and open together.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;

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
