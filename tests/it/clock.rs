//! Nothing comes by itself by a clock that Discord's own contradicts (K12); presses are answered all the same.

use std::time::Duration;

use chrono::TimeDelta;
use tend::sandbox::faults::DateHeader;

use crate::harness::Tend;
use crate::proofs::process::{Pair, Process};

/// Everything that is planned or kept, and everything that anybody can see.
async fn all(bot: &Process, pairs: &[Pair]) -> Vec<String> {
    let mut all = bot.rows().await;
    let timers = "select 'timer ' || key || ' ' || state || ' ' || due_at from timers order by key";
    let timers: Vec<String> = sqlx::query_scalar(timers).fetch_all(&bot.db).await.unwrap();
    all.extend(timers);
    for pair in pairs {
        all.extend(
            bot.public(pair.channel)
                .into_iter()
                .map(|message| message.content),
        );
    }
    all
}

/// Discord's clock is so far behind this machine's; a machine whose clock is set wrong sees the same. The bot hears of
/// it with the next answer.
fn discord_behind(bot: &Process, days: i64) {
    let by = TimeDelta::days(days);
    bot.world().faults().set_date(DateHeader::Off(-by));
}

async fn until_said(bot: &Process, words: &str, times: usize) {
    let started = std::time::Instant::now();
    while bot.log().matches(words).count() < times {
        assert!(
            started.elapsed() < Duration::from_mins(1),
            "no “{words}”:\n{}",
            bot.log()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

const HELD: &str = "this machine's clock is not Discord's";
const AGAIN: &str = "agrees with Discord's again";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_discord_contradicts_sends_plans_and_deletes_nothing() {
    let mut bot = Process::start("clock", &[]).await;
    let (stays, leaves) = (bot.people("stays"), bot.people("leaves"));
    bot.pair_up(stays).await;
    bot.pair_up(leaves).await;
    bot.command(leaves.ana, leaves.channel, "privacy", &[])
        .await;
    bot.press(leaves.ana, "Leave").await;
    bot.press(leaves.ana, "Leave, and say nothing").await;
    bot.settled().await;
    let pairs = [stays, leaves];
    let before = all(&bot, &pairs).await;

    // Set wrong while it runs, in either direction.
    for (nth, days) in [(1, 400), (2, -400)] {
        discord_behind(&bot, days);
        let shown = bot.command(stays.ben, stays.channel, "rhythm", &[]).await;
        assert_eq!(shown.only_for, Some(stays.ben), "a press is answered");
        until_said(&bot, HELD, nth).await;
        bot.pass(TimeDelta::days(days));
        tokio::time::sleep(Duration::from_secs(5)).await;
        bot.command(stays.ben, stays.channel, "rhythm", &[]).await;
        bot.pass(TimeDelta::days(-days));
        assert_eq!(all(&bot, &pairs).await, before, "{days} days");
        discord_behind(&bot, 0);
        until_said(&bot, AGAIN, nth).await;
        assert_eq!(all(&bot, &pairs).await, before, "{days} days, and back");
    }
    // And found wrong at the start.
    bot.stop().await;
    discord_behind(&bot, 400);
    bot.pass(TimeDelta::days(400));
    bot.run().await;
    until_said(&bot, HELD, 3).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    bot.pass(TimeDelta::days(-400));
    discord_behind(&bot, 0);
    until_said(&bot, AGAIN, 3).await;
    assert_eq!(all(&bot, &pairs).await, before);

    // And then all comes as it was planned.
    bot.wait_until(bot.due("prompt").await).await;
    assert!(bot.public(stays.channel).len() >= 2);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_discord_gives_no_date_that_is_said_once_and_all_goes_on() {
    let mut bot = Process::start("undated", &[]).await;
    bot.stop().await;
    bot.world().faults().set_date(DateHeader::None);
    bot.run().await;
    let pair = bot.people("undated");
    bot.pair_up(pair).await;
    let lines = bot.public(pair.channel).len();
    bot.wait_until(bot.due("prompt").await).await;
    assert!(bot.public(pair.channel).len() > lines);
    until_said(&bot, "have no date", 1).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(bot.log().matches("have no date").count(), 1);
    assert!(!bot.log().contains(HELD));
    bot.stop().await;
}

/// What was promised by other laws about clocks than those that hold now: everything an hour off.
const BY_OTHER_LAWS: &str = "update timers set due_at = due_at + interval '1 hour' where kind in ('prompt', 'remind', 'word', 'news')";

const PLAN: &str = "select string_agg(kind || ' ' || due_at, ', ' order by key) from timers
    where kind in ('prompt', 'remind', 'word', 'news') and state = 0";

#[tokio::test]
async fn other_laws_about_clocks_than_at_the_last_stop_move_all_that_follows_from_a_day_and_an_hour()
 {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.keeps("14 May", "Our first walk").await;
    ana.promises("I call when I am late.", "every Friday 18:00")
        .await;
    tend.settle().await;
    tend.agree_on_wednesdays(&ana, &ben).await;
    tend.settle().await;
    let plan = async || -> String { sqlx::query_scalar(PLAN).fetch_one(tend.db()).await.unwrap() };
    let before = plan().await;
    for kind in ["prompt", "remind", "word", "news"] {
        assert!(before.contains(kind), "{before}");
    }
    sqlx::query(BY_OTHER_LAWS).execute(tend.db()).await.unwrap();
    assert_ne!(plan().await, before);
    tend::features::plan_anew(&tend.app()).await.unwrap();
    assert_eq!(plan().await, before);
}
