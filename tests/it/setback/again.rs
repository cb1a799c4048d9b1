//! When it has happened before, and the plan for when it comes near.

use expect_test::expect;

use super::{BEGIN, two_good_weeks};
use crate::harness::Tend;

// practices 134; harms: “Both acknowledge their roles”, Couple therapy, “A relationship cannot work without trust”
#[tokio::test]
async fn when_it_has_happened_before_help_for_oneself_comes_first_and_leaving_is_a_good_answer() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    ana.command("/setback").await.press("Go on").await;
    ana.press("It has happened before")
        .await
        .expect(expect![[r#"
            only you: ### First, you
                When something hurts again, the first talk can be one of your own: with somebody you trust, or with people who listen to you alone and in confidence. They are under “Support near you”, safety first.

                **Being afraid of somebody, hurt or controlled by them, is not a task for two.** Talking it through together can make it less safe, and nothing here asks that of you. The people under “Support near you” listen to you alone. You can leave here at any time, without a reason and without a word.

                Help for two is only for where both are safe with each other, and it can wait.
                [Support near you] [Whether to go on] [Help]
        "#]]);
    ana.press("Whether to go on").await.expect(expect![[r#"
        only you: ### Whether to go on
            Nothing joint needs doing now. Going on, resting and leaving are all good answers, and only yours. @Ben is not asked for a yes and is told nothing; a rest reads to them as any rest.
            [Go on] [Not for now: rest] [Ways to leave]
            [Support near you] [Help]
    "#]]);
    ana.press("Ways to leave").await.expect_brief(expect![[r#"
            only you: ### Leave … [Back] [Export first] [Erase my words first] [Help]
        "#]]);
    ana.command("/setback")
        .await
        .press("Go on")
        .await
        .press("It has happened before")
        .await;
    ana.press("Whether to go on")
        .await
        .press("Not for now")
        .await
        .expect(expect![[r#"
            only you: Tend rests here until you come back.

                @Ben only sees that Tend is paused here. Whether and when to come back is yours, without a reason and without a date.
                [Come back] [Ways to leave] [Help]
        "#]]);
    // Nothing of it is kept: not that it was asked, nor how often.
    assert_eq!(tend.count("select count(*) from setbacks").await, 1);
    ben.command("/checkin")
        .await
        .press("Is going on right")
        .await
        .expect(expect![[r#"
            only you: ### Is going on right for you?
                You are asked alone, and your answer is told to nobody. Going on, resting and leaving are all good answers.

                **Being afraid of somebody, hurt or controlled by them, is not a task for two.** Talking it through together can make it less safe, and nothing here asks that of you. The people under “Support near you” listen to you alone. You can leave here at any time, without a reason and without a word.
                [Go on] [Not for now: rest] [Ways to leave]
                [Support near you] [Help]
        "#]]);
    ben.press("Go on").await.expect(expect![[r#"
        only you: ### Then everything stays as it is
            Nothing changes by this answer, and you can give another one at any time.
            [My plan] [Needs] [Help]
    "#]]);
    let posted = tend.posted().len();
    tend.pass("3 weeks").await;
    assert_eq!(tend.posted().len(), posted, "nothing is told to anybody");
    ana.command("/setback")
        .await
        .press("Support")
        .await
        .press("Support near you")
        .await;
}

// practices 66
#[tokio::test]
async fn the_plan_is_mine_alone_until_i_share_it_and_a_change_is_marked() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    let plan = "t1:setback:planopen:1:0:0";
    let before = ben.forge_press(plan).await.news();
    ana.forge_press(plan).await.press("Write my plan").await;
    ana.write(&[("signs", "I go quiet."), ("then", "I say so.")])
        .await;
    assert_eq!(ben.forge_press(plan).await.news(), before);
    ana.press("Let the other read it")
        .await
        .expect_brief(expect![[r#"
            only you: ### If it comes near again … [Write my plan] [Only for me again] [Repairs] [Help]
        "#]]);
    ben.forge_press(plan).await.expect(expect![[r#"
        only you: ### If it comes near again
            One early sign, and one small thing that you do then. You can change it whenever you like.

            There is nothing here yet. One line is plenty.

            Saying early “I notice the signs” is good faith, whatever happens after it. Nothing is taken from you for it.

            **The plan that @Ana shares with you**

            **Early signs**
            > I go quiet.

            **What I do then**
            > I say so.
            [Write my plan] [Repairs] [Help]
    "#]]);
    tend.pass("1 day").await;
    ana.forge_press(plan).await.press("Write my plan").await;
    ana.write(&[("then", "I say so the same day.")]).await;
    ben.forge_press(plan).await;
    assert!(
        ben.news().contains("Changed on Wednesday, 11 March 2026"),
        "{}",
        ben.news()
    );
    ana.press("Only for me again").await;
    assert_eq!(ben.forge_press(plan).await.news(), before);
}
