//! Stories of what comes by itself: the weekly prompt at its hour, after trouble, and never twice.

use std::time::Duration;

use chrono::TimeDelta;
use expect_test::expect;
use tend::sandbox::faults::{Fault, Matching, When};

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

fn posts() -> Matching {
    Matching::new("POST", "channels/*/messages")
}

#[tokio::test]
async fn the_prompt_keeps_its_hour_on_the_wall_when_the_clocks_change() {
    let tend = Tend::start("2026-03-15 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    tend.pass_until("2026-04-04 19:00").await;
    assert_eq!(
        tend.posted(),
        [
            "Sun 2026-03-15 19:00",
            "Sun 2026-03-15 19:00",
            "Sun 2026-03-15 19:00",
            "Sun 2026-03-22 19:00",
            "Sun 2026-03-29 19:00"
        ]
    );
    tend.pass("1 day").await;
    assert_eq!(tend.posted().last().unwrap(), "Sun 2026-04-05 19:00");
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
        tend: One line is plenty. So is a hard-week tap. … > **Was there a quiet moment with the other that did you good, in one room or at a distance?** (edited)
        tend: Here is something to think about on your own first. … > **What made you laugh or smile this week?** (edited)
        tend: A little water for what grows slowly. … [Answer] [Hard week] [Not this week] [Help]
    "#]]);
}

#[tokio::test]
async fn a_week_that_nobody_finished_closes_when_the_next_opens() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    let card = ana.button("Change something");
    tend.pass("1 week").await;
    ana.press_on(card.0, &card.1).await.expect(expect![[r#"
        only you: ### The check-in of Monday, 23 February is over
            It closed before you had both answered, and nothing can be added to it.
            [Open this week’s check-in] [Help]
    "#]]);
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
        only you: ### Your words from the week of Monday, 23 February … [Keep them on my side] [Let them go now] [Help]
    "#]]);
    ana.press("Keep them on my side").await.expect(expect![[r#"
        only you: They are on your own side now. You find them in /history.
    "#]]);
    ben.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    assert!(!ben.sees().0.contains("walk"));
    tend.pass("15 days").await;
    ana.command("/history").await;
    assert!(
        ana.news().contains("Our walk on Tuesday."),
        "{}",
        ana.news()
    );
    assert!(!ben.command("/history").await.sees().0.contains("walk"));
}

#[tokio::test]
async fn words_that_were_not_kept_go_after_two_weeks() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    tend.pass("20 days").await;
    assert_eq!(
        tend.count("select count(*) from answers where sealed is not null")
            .await,
        1
    );
    tend.pass("2 days").await;
    assert_eq!(
        tend.count("select count(*) from answers where sealed is not null")
            .await,
        0
    );
}

#[tokio::test]
async fn three_quiet_weeks_bring_one_neutral_note() {
    let tend = Tend::start(BEGIN).await;
    let (_ana, _ben) = tend.couple("Ana", "Ben").await;
    tend.pass("2 weeks").await;
    assert!(!tend.channel().0.contains("quiet weeks"));
    tend.pass("1 week").await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: One line is plenty. So is a hard-week tap. … > **Was there a quiet moment with the other that did you good, in one room or at a distance?** (edited)
        tend: Here is something to think about on your own first. … > **What made you laugh or smile this week?** (edited)
        tend: A little water for what grows slowly. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### A few quiet weeks … [Rest a while] [Settings] [Help]
    "#]]);
    tend.pass("9 weeks").await;
    assert_eq!(tend.channel().0.matches("A few quiet weeks").count(), 1);
}

#[tokio::test]
async fn a_prompt_that_is_hours_late_still_comes_and_says_so() {
    let tend = Tend::start(BEGIN).await;
    tend.couple("Ana", "Ben").await;
    tend.pass("6 days").await;
    tend.sleep_through(TimeDelta::hours(24 + 11));
    tend.pass("1 minute").await;
    tend.channel().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question.

            > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: One line is plenty. So is a hard-week tap.

            > **Was there a quiet moment with the other that did you good, in one room or at a distance?**

            -# This comes a little later than planned.
            [Answer] [Hard week] [Not this week] [Help]
    "#]]);
    tend.pass("1 week").await;
    assert_eq!(tend.posted().last().unwrap(), "Sun 2026-03-15 19:00");
}

#[tokio::test]
async fn after_more_than_twelve_hours_a_prompt_is_left_out() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    tend.pass("6 days").await;
    tend.sleep_through(TimeDelta::hours(24 + 13));
    tend.pass("1 day").await;
    assert_eq!(tend.posted().len(), 2);
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### It’s with me now … [Change something] [Take it back] [Help]
    "#]]);
    tend.pass("1 week").await;
    assert_eq!(tend.posted().len(), 3);
    assert_eq!(tend.posted().last().unwrap(), "Sun 2026-03-15 19:00");
}

#[tokio::test]
async fn after_weeks_without_the_host_one_prompt_comes() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    tend.stop().await;
    tend.sleep_through(TimeDelta::days(28) + TimeDelta::hours(2));
    tend.restart().await;
    tend.settle().await;
    assert_eq!(
        tend.posted(),
        [
            "Sun 2026-03-01 19:00",
            "Sun 2026-03-01 19:00",
            "Sun 2026-03-01 19:00",
            "Sun 2026-03-29 22:00"
        ]
    );
    tend.tended(&ana, &ben).await;
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### 2 weeks tended
            This number only grows.

            2 weeks in a row now. The longest row so far: 2 weeks.

            ● ○ ○ ○ ●
            Oldest first: one week tended, then 3 weeks without a check-in, then one week tended.
            [Hide the rows for me] [Help]
    "#]]);
    tend.pass("1 week").await;
    assert_eq!(tend.posted().last().unwrap(), "Sun 2026-04-05 19:00");
}

#[tokio::test]
async fn two_processes_on_one_database_double_nothing() {
    let tend = Tend::start(BEGIN).await;
    let names = [
        ("Ana", "Ben"),
        ("Dora", "Eli"),
        ("Finn", "Gita"),
        ("Hal", "Ida"),
        ("Jon", "Kim"),
        ("Lea", "Max"),
    ];
    for (one, two) in names {
        tend.couple(one, two).await;
    }
    let other = tend.another_scheduler().await;
    let one = tend.scheduler();
    let mark = tend.world().ledger().mark();
    for _ in 0..3 {
        tend.sleep_through(TimeDelta::weeks(1));
        let (a, b) = tokio::join!(one.tick(), other.tick());
        assert!(a.unwrap() + b.unwrap() >= names.len());
        tend.settle().await;
    }
    assert_eq!(
        tend.world()
            .ledger()
            .count_since(mark, "POST", "channels/*/messages"),
        3 * names.len() + names.len()
    );
    assert_eq!(tend.channel().0.matches("> **").count(), 4);
}

#[tokio::test]
async fn a_post_whose_answer_was_lost_is_found_again() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    tend.world().faults().next(1, posts(), Fault::LoseAnswer);
    tend.pass("1 week").await;
    assert_eq!(tend.posted().len(), 3);
    // The round knows its message all the same.
    tend.tended(&ana, &ben).await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: One line is plenty. So is a hard-week tap. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);
}

#[tokio::test]
async fn a_crash_right_after_the_post_doubles_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    let mut gate = tend.world().faults().hold(posts(), When::After);
    tend.sleep_through(TimeDelta::weeks(1));
    let scheduler = tend.scheduler();
    tokio::select! {
        _ = scheduler.tick() => panic!("the answer is held"),
        arrival = gate.arrived() => assert_eq!(arrival.unwrap().status, Some(200)),
    }
    drop(scheduler);
    gate.cut();
    tend.restart().await;
    tend.pass("10 minutes").await;
    assert_eq!(tend.posted().len(), 3);
    tend.tended(&ana, &ben).await;
    assert_eq!(
        tend.channel().0.matches("You have both answered").count(),
        1
    );
}

#[tokio::test]
async fn too_many_requests_only_delay() {
    let tend = Tend::start(BEGIN).await;
    tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    let wait = Duration::from_millis(300);
    tend.world().faults().next(
        2,
        posts(),
        Fault::TooMany {
            scope: "user",
            retry_after: wait,
        },
    );
    tend.pass("1 week").await;
    tend.pass("1 minute").await;
    assert_eq!(tend.posted().len(), 3);
}

#[tokio::test]
async fn what_discord_refuses_with_a_500_comes_later() {
    let tend = Tend::start(BEGIN).await;
    tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    let refuse = Fault::Refuse {
        status: 500,
        code: 0,
        message: "500: Internal Server Error".to_owned(),
    };
    tend.world().faults().next(3, posts(), refuse);
    tend.pass("1 week").await;
    tend.pass("1 hour").await;
    assert_eq!(tend.posted().len(), 3);
}
