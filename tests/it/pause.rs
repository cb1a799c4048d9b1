//! Stories of rest: either alone, told to nobody, and everything is where it was.

use std::time::Duration;

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn a_rest_reads_the_same_to_the_other_and_everything_is_silent() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = tend.channel().0;
    ana.command("/pause").await.expect(expect![[r#"
        only you: ### Rest a while
            Everything falls silent, and an open week waits for you both. A rested week counts neither for nor against anything.
            @Ben only sees that Tend is paused here: not who asked for it, nor until when. If you like, you can let them know afterwards.
            [2 days] [One week] [Four weeks] [Until I come back] [Until a date]
            [Help]
    "#]]);
    ana.press("Four weeks").await.expect(expect![[r#"
        only you: Tend rests here until Sunday, 29 March at 19:00. You can come back earlier at any time.
            [Come back] [Let them know it’s me] [Help]
    "#]]);
    ben.command("/checkin").await.expect(expect![[r#"
        only you: ### Tend is paused here
            Nothing is asked of you in this time. What is paused for long may come to an end, so take your own words along if you’d like to have them.
            [Is going on right for you?] [Export my side] [My data] [Help]
    "#]]);
    let resting = ben.news();
    for press in ["Answer", "Hard week", "Not this week"] {
        assert_eq!(ben.press(press).await.news(), resting, "{press}");
    }
    assert_eq!(ben.command("/pause").await.news(), resting);
    tend.pass("3 weeks").await;
    assert_eq!(tend.channel().0, before);
    assert_eq!(ben.command("/checkin").await.news(), resting);
}

#[tokio::test]
async fn an_open_round_is_given_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.thank("Our walk on Tuesday.").await;
    ben.command("/pause").await.press("2 days").await;
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### Tend is paused here … [Is going on right for you?] [Export my side] [My data] [Help]
    "#]]);
    tend.pass("2 days").await;
    tend.pass("1 minute").await;
    ana.command("/checkin").await.press("Next").await;
    assert!(ana.news().contains("> Our walk on Tuesday."));
    ana.press("Next").await.press("Hand in").await;
    ben.hand_in("You made soup.").await.expect_brief(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
}

#[tokio::test]
async fn a_rested_week_counts_for_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    tend.pass("1 week").await;
    tend.tended(&ana, &ben).await;
    ana.command("/pause")
        .await
        .press("Until I come back")
        .await
        .expect(expect![[r#"
        only you: Tend rests here until you come back.   [Come back] [Let them know it’s me] [Help]
    "#]]);
    tend.pass("20 days").await;
    ana.command("/checkin")
        .await
        .press("Come back")
        .await
        .expect(expect![[r#"
            only you: ### Good to see you
                Everything is where you left it.
                [Open the check-in] [Help]
        "#]]);
    tend.settle().await;
    tend.pass("1 day").await;
    tend.tended(&ana, &ben).await;
    ben.command("/rhythm").await.expect(expect![[r#"
        only you: ### 3 weeks tended
            This number only grows.

            3 weeks in a row now. The longest row so far: 3 weeks.

            ● ● ○ ○ ●
            Oldest first: 2 weeks tended, then 2 weeks without a check-in, then one week tended.
            [Hide the rows for me] [Help]
    "#]]);
}

#[tokio::test]
async fn who_rests_can_let_the_other_know() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/pause")
        .await
        .press("Until a date")
        .await
        .write(&[("date", "20/3/2027")])
        .await
        .expect(expect![[r#"
            only you: I need a day to come, within a year, such as 11 March. Nothing was changed.   [Change what I typed] [Help]
            only you: This is what you typed, so that nothing is lost:

                > 20/3/2027
        "#]]);
    ana.press("Change").await.write(&[("date", "5/4")]).await;
    ana.press("Change").await.write(&[("date", "Friday, 20 March")]).await.expect(expect![[r#"
        only you: Tend rests here until Friday, 20 March at 00:00. You can come back earlier at any time.
            [Come back] [Let them know it’s me] [Help]
    "#]]);
    ana.press("Let them know").await.expect(expect![[r#"
        only you: Tend rests here until Friday, 20 March at 00:00. You can come back earlier at any time.

            When @Ben looks, they see that it is you, and until when.
            [Come back] [Help]
    "#]]);
    ben.command("/checkin").await.expect(expect![[r#"
        only you: ### Tend is paused here
            @Ana asked for a pause until Friday, 20 March at 00:00 and wanted you to know. Nothing is asked of you in this time. What is paused for long may come to an end, so take your own words along if you’d like to have them.
            [Is going on right for you?] [Export my side] [My data] [Help]
    "#]]);
    ana.press("Come back").await;
    ben.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
}

#[tokio::test]
async fn where_both_rest_it_rests_until_both_are_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/pause").await.press("Until I come back").await;
    // Ben cannot see that it was Ana; he rests by the same card, if he likes.
    ben.command("/pause").await.expect_brief(expect![[r#"
        only you: ### Tend is paused here … [Is going on right for you?] [Export my side] [My data] [Help]
    "#]]);
    ana.command("/checkin").await.press("Come back").await;
    ben.command("/pause").await.press("One week").await;
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### Tend is paused here … [Is going on right for you?] [Export my side] [My data] [Help]
    "#]]);
    let posted = tend.posted().len();
    tend.pass("6 days").await;
    assert_eq!(tend.posted().len(), posted);
    tend.pass("1 day").await;
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
}

#[tokio::test]
async fn later_concerns_oneself_and_comes_as_a_direct_message() {
    let tend = Tend::start("2026-03-02 09:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = ben.sees().0;
    ana.command("/checkin").await.press("Later").await.expect(expect![[r#"
        only you: ### Later
            I can remind you with a direct message, as long as your check-in still waits for you. Only you are told, and the weekly time doesn’t move.
            [Tonight] [Tomorrow] [Help]
    "#]]);
    ana.press("Tonight").await.expect(expect![[r#"
        only you: I’ll remind you on Monday, 2 March at 21:00.   [Help]
    "#]]);
    ana.look_away();
    tend.pass("1 day").await;
    ana.expect(expect![[r#"
        tend, direct: You asked me to remind you of your check-in. Here it is, whenever you like.   [Open the check-in] [Help]
    "#]]);
    ana.press("Open the check-in")
        .await
        .expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    assert_eq!(ben.sees().0, before);
}

/// What Ana does in the very instant in which Ben's pause begins: her press has been let in, and then waits for it.
async fn in_the_same_instant(tend: &Tend, (ana, ben): (&Person, &Person), press: &str) {
    let (message, id) = ana.button(press);
    let mut outside = tend.db().begin().await.unwrap();
    sqlx::raw_sql("select from couples for update")
        .execute(&mut *outside)
        .await
        .unwrap();
    let pressed = tend.world().forge_press(ana.id, ana.channel, message, &id);
    tokio::time::sleep(Duration::from_millis(700)).await; // real time: until it waits
    sqlx::query("update partners set resting_since = $1 where user_id = $2")
        .bind(tend.now())
        .bind(ben.id.cast_signed())
        .execute(&mut *outside)
        .await
        .unwrap();
    outside.commit().await.unwrap();
    tend.world().outcome(pressed.unwrap()).await;
    tend.idle().await;
    assert!(
        ana.news().contains("Tend is paused here"),
        "{press}: {}",
        ana.news()
    );
}

#[tokio::test]
async fn nothing_is_done_by_a_press_in_the_instant_in_which_a_pause_begins() {
    for press in ["Hand in", "Hard week", "Not this week"] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = tend.couple("Ana", "Ben").await;
        ana.thank("Our walk.").await;
        ana.command("/checkin").await;
        if press == "Hand in" {
            ana.press("Next").await.press("Next").await;
        }
        in_the_same_instant(&tend, (&ana, &ben), press).await;
        let handed_in = "select count(*) from answers where stance <> 0";
        assert_eq!(tend.count(handed_in).await, 0, "{press}");
    }
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk.").await;
    ben.hand_in("The soup.").await;
    tend.settle().await;
    ana.command("/checkin").await.press("Read").await;
    in_the_same_instant(&tend, (&ana, &ben), "Read now, answer tomorrow").await;
    let later = "select count(*) from timers where kind = 'reread'";
    assert_eq!(tend.count(later).await, 0);
}
