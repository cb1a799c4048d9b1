//! Pause or support first, only then what happened; the week after it asks less.

use expect_test::expect;

use super::{BEGIN, two_good_weeks};
use crate::harness::Tend;

// practices 97, 98, 140, 182, 197; harms: “Never happens again”
#[tokio::test]
async fn on_the_worst_evening_pause_or_support_come_first_and_only_then_what_happened() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = two_good_weeks(&tend).await;
    ana.command("/setback").await.expect(expect![[r#"
        only you: ### A hard evening
            First, a little air. Nothing has to be sorted out tonight, and only you see this.
            [Pause] [Support]
            [Go on] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from setbacks").await, 0);
    ana.press("Support").await.expect(expect![[r#"
        only you: ### For the next minutes
            - Breathe out slowly, longer than you breathe in. A few times.
            - Drink some water. Sit down, if you can.
            - No decisions tonight, and no long messages. They will be easier by daylight.
            - Is there somebody who is good for you? A short call is enough: “It’s a hard evening. Can you stay with me a moment?”
            If you are afraid of somebody, or hurt, the people under “Support near you” are there for you alone.
            [Support near you] [Pause] [What happened] [Help]
    "#]]);
    ana.press("What happened").await.expect(expect![[r#"
        only you: ### What happened
            Only you read this, now and later: it is sealed, and nothing of it is told to anybody. All of it may stay empty.
            <A name for it, if you like>
            [Write it down] [Next] [It has happened before]
            [Let this page go] [Earlier pages] [Help]
    "#]]);
    ana.choose("A name for it", &["An old thing"]).await;
    ana.press("Write it down").await.expect(expect![[r#"
        form: What happened
            Only you read this: 
    "#]]);
    ana.write(&[("what", "We shouted, about *money* again.")])
        .await
        .expect(expect![[r#"
            only you: ### What happened
                Only you read this, now and later: it is sealed, and nothing of it is told to anybody. All of it may stay empty.

                > We shouted, about \*money\* again.
                <A name for it, if you like: An old thing came back>
                [Write on] [Next] [It has happened before]
                [Let this page go] [Earlier pages] [Help]
        "#]]);
    assert!(
        !tend.stores("money").await,
        "it is stored as it was written"
    );
    ana.press("Next").await.expect(expect![[r#"
        only you: ### What is there all the same
            A setback belongs to the way; it is no way back. Your tended weeks, your promises and your repairs stand exactly as they stood this morning.

            On Sunday, 8 March 2026 you wrote:
            > You called when you were late.

            On Sunday, 8 March 2026 you wrote:
            > One evening without screens.

            In the week of Monday, 2 March 2026, @Ben thanked you:
            > You laughed with my mother.

            Until Tuesday, 17 March at 22:10, your own check-in is lighter: one line of thanks is plenty, and “Hard week” is enough. Nobody else sees a difference.
            [My plan] [Repairs] [Needs] [What happened] [Help]
    "#]]);
    ana.press("My plan").await.expect(expect![[r#"
        only you: ### If it comes near again
            One early sign, and one small thing that you do then. You can change it whenever you like.

            There is nothing here yet. One line is plenty.

            Saying early “I notice the signs” is good faith, whatever happens after it. Nothing is taken from you for it.
            [Write my plan] [Repairs] [Help]
    "#]]);
    ana.press("Write my plan").await.expect(expect![[r#"
        form: If it comes near again
            Early signs that I know of myself: 
            Then I …: 
    "#]]);
    ana.write(&[
        ("signs", "I go quiet at dinner."),
        ("then", "I say so before the dishes."),
    ])
    .await
    .expect(expect![[r#"
        only you: ### If it comes near again
            One early sign, and one small thing that you do then. You can change it whenever you like.

            **Early signs**
            > I go quiet at dinner.

            **What I do then**
            > I say so before the dishes.

            Saying early “I notice the signs” is good faith, whatever happens after it. Nothing is taken from you for it.

            Only you read this plan.
            [Write my plan] [Let the other read it] [Repairs] [Help]
    "#]]);
    assert!(
        !tend.stores("dishes").await,
        "it is stored as it was written"
    );
    ana.press("Repairs").await;
    assert_eq!(tend.count("select count(*) from setbacks").await, 1);
}

// practices 97, 98
#[tokio::test]
async fn a_pause_from_here_is_a_rest_like_any_other_and_the_page_stays_at_hand() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    ana.command("/setback")
        .await
        .press("Pause")
        .await
        .expect(expect![[r#"
            only you: ### Pause
                Everything falls silent here. @Ben only sees that Tend is paused here, as with any rest.
                [2 days] [One week] [Four weeks] [Until I come back]
                [What happened] [Help]
        "#]]);
    ana.press("2 days").await.expect(expect![[r#"
        only you: Tend rests here until Thursday, 12 March at 22:10. You can come back earlier at any time.

            Nothing is asked of you now. Whatever you would like to write down can wait, or be done alone.
            [Come back] [Let them know it’s me] [Support] [What happened] [Help]
    "#]]);
    ben.command("/checkin").await.expect(expect![[r#"
        only you: ### Tend is paused here
            Nothing is asked of you in this time. What is paused for long may come to an end, so take your own words along if you’d like to have them.
            [Is going on right for you?] [Export my side] [My data] [Help]
    "#]]);
    ana.press("What happened").await.expect_brief(expect![[r#"
            only you: ### What happened … [Let this page go] [Earlier pages] [Help]
        "#]]);
    // While Tend rests, the weeks they had together rest too: only words of one's own.
    ana.press("Next").await;
    assert!(
        ana.news().contains("You called when you were late."),
        "{}",
        ana.news()
    );
    assert!(!ana.news().contains("laughed"), "{}", ana.news());
    ana.command("/checkin").await.press("Come back").await;
    ben.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
}

// practices 97; ruling 9
#[tokio::test]
async fn for_a_week_ones_own_check_in_asks_less_and_hard_week_is_enough() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    ana.command("/setback").await.press("Support").await;
    tend.pass_until("2026-03-15 19:01").await;
    ana.command("/checkin").await.expect(expect![[r#"
        only you: ### How it was · page 1 of 3
            Only what feels right; every line may stay empty. These words are private unless you share them on page 3.
            The last list is a guess at how @Ben’s week felt. It opens beside their own word, if they share one. Nobody scores it.
            A lighter week: one line of thanks is plenty, and “Hard week” is enough by itself. Only you see this line.
            -# Week of Monday, 9 March
            <My week felt …>
            <I felt … (up to three)>
            <Between us it felt …>
            <My guess: the other’s week felt …>
            [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    ana.press("Next").await.expect(expect![[r#"
        only you: ### Write · page 2 of 3
            A lighter week: one line is plenty, and both may stay empty. Nobody reads a word before you have both answered.
            **Thanks.** What ordinary thing did the other do this week that you would like to say thank you for?
            **The week’s question.** What made you laugh or smile this week?
            -# Week of Monday, 9 March
            [Back] [Write] [Next] [Help]
    "#]]);
    ana.press("Write").await.expect(expect![[r#"
        form: Your week, in your words
            Thanks for something ordinary: 
            What made me laugh: 
    "#]]);
    ana.write(&[("thanks", "Tea in bed.")]).await;
    ben.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await
        .expect(expect![[r#"
            form: Your week, in your words
                Thanks for something ordinary: 
                A pebble in my shoe: 
                What made me laugh: 
                One thing to build next week: 
        "#]]);
    // What is there already is still asked for.
    ana.command("/checkin").await.press("Hard week").await;
    ben.write(&[("thanks", "The walk.")]).await;
    ben.press("Next").await.press("Hand in").await;
    tend.pass_until("2026-03-17 22:11").await;
    tend.pass_until("2026-03-22 19:01").await;
    ana.command("/checkin").await;
    assert!(!ana.news().contains("A lighter week"), "{}", ana.news());
    ana.press("Next")
        .await
        .press("Write")
        .await
        .expect_brief(expect![[r#"
            form: Your week, in your words … A small habit to begin:
        "#]]);
}

// practices 182, 254; harms: “Never happens again”
#[tokio::test]
async fn nothing_resets() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    let before = ana.command("/rhythm").await.news();
    let weeks = tend.count("select count(*) from weeks").await;
    ana.command("/setback").await.press("Support").await;
    ana.press("What happened").await.press("Next").await;
    assert!(
        ana.news().contains("stand exactly as they stood"),
        "{}",
        ana.news()
    );
    assert_eq!(ana.command("/rhythm").await.news(), before);
    assert_eq!(tend.count("select count(*) from weeks").await, weeks);
    tend.pass_until("2026-03-15 19:01").await;
    tend.tended(&ana, &ben).await;
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### 3 weeks tended
            This number only grows.

            3 weeks in a row now. The longest row so far: 3 weeks.

            ● ● ●
            Oldest first: 3 weeks tended.
            [Hide the rows for me] [Help]
    "#]]);
}

// practices 140, 254; harms: “Never happens again”
#[tokio::test]
async fn a_promise_that_was_kept_is_among_the_good_moments_and_an_open_one_goes_on() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    for what in ["I *call* when I leave work.", "I book the dentist."] {
        ana.command("/promise new")
            .await
            .press("Write my own")
            .await;
        ana.write(&[
            ("what", what),
            ("when", "2026-03-20"),
            ("known", "You see it"),
        ])
        .await
        .press("Share with the other")
        .await;
    }
    ana.command("/promise list").await;
    ana.choose("one of yours", &["1."])
        .await
        .press("Kept")
        .await
        .write(&[])
        .await;
    tend.pass("1 day").await;
    let before = ana.command("/promise list").await.news();
    ana.command("/setback").await.press("Go on").await;
    ana.press("Next").await.expect(expect![[r#"
        only you: ### What is there all the same
            A setback belongs to the way; it is no way back. Your tended weeks, your promises and your repairs stand exactly as they stood this morning.

            A promise that you kept (Sunday, 1 March 2026):
            > I \*call\* when I leave work.

            Until Monday, 9 March at 19:00, your own check-in is lighter: one line of thanks is plenty, and “Hard week” is enough. Nobody else sees a difference.
            [My plan] [Repairs] [Needs] [What happened] [Help]
    "#]]);
    assert_eq!(ana.command("/promise list").await.news(), before);
}
