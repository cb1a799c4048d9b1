//! Everybody's prompt in the same minute, against Discord's limit of 50 requests a second.

use std::collections::VecDeque;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use chrono::{TimeDelta, Timelike as _};
use tend::domain::schedule::monday_of;
use tend::domain::timer::Timer;
use tend::sandbox::ledger::{Entry, Rest, What};
use tend::store::timers;
use tokio::time::sleep;

use crate::bots::Bot;
use crate::load::{Poisson, arrivals};
use crate::table::Table;
use crate::town::Town;

/// Discord's limit, which the local one enforces.
const PER_SECOND: f64 = 50.0;
/// People who look at something meanwhile.
const VISITORS_PER_SECOND: f64 = 10.0;

/// Promises all prompts for the same instant and looks at what reaches Discord, and when.
pub async fn drain(table: &mut Table, town: &Town) -> anyhow::Result<()> {
    let number = town.couples.len();
    let due = town.now() + TimeDelta::minutes(10);
    let due = due
        .with_second(0)
        .and_then(|due| due.with_nanosecond(0))
        .context("a whole minute")?;
    sqlx::query("update couples set weekday = extract(isodow from $1 at time zone 'UTC')::smallint, minute = $2")
        .bind(due)
        .bind(i16::try_from(due.hour() * 60 + due.minute())?)
        .execute(&town.db)
        .await?;
    let week = monday_of(due.date_naive());
    let mut tx = town.db.begin().await?;
    for couple in &town.couples {
        timers::arm(
            &mut tx,
            couple.id,
            due,
            &Timer::Prompt {
                couple: couple.id,
                week,
            },
        )
        .await?;
    }
    tx.commit().await?;
    let bot = Bot::tend(town)?;
    town.answers("rhythm").await?;
    sleep(Duration::from_secs(2)).await;

    let world = town.sandbox.world();
    let mark = world.ledger().mark();
    town.jump(due)?;
    let seconds = Duration::from_secs_f64(0.8 * f64::from(u32::try_from(number)?) / PER_SECOND);
    let visit = |at: usize| {
        let couple = &town.couples[at * 7 % number];
        world
            .command(couple.people[0], couple.channel, "rhythm", &[])
            .map_err(anyhow::Error::msg)
    };
    let visits = arrivals(
        world,
        &mut Poisson::new(7),
        VISITORS_PER_SECOND,
        seconds,
        visit,
    )
    .await?;
    let mut patience = 2 * number;
    while posted(&requests(town, mark)).len() < number && patience > 0 {
        sleep(Duration::from_millis(100)).await;
        patience -= 1;
    }
    bot.end().await?;

    let all = requests(town, mark);
    let posts = posted(&all);
    let channels: std::collections::BTreeSet<&str> =
        posts.iter().map(|(_, rest)| rest.path.as_str()).collect();
    ensure!(
        posts.len() >= number,
        "only {} of {number} prompts were posted; see the bot's log",
        posts.len()
    );
    let took = posts[posts.len() - 1].0.stamp - posts[0].0.stamp;
    let arithmetic = f64::from(u32::try_from(number)?) / PER_SECOND;
    let times = took.as_secs_f64() / arithmetic;
    table.judge(
        format!("{number} prompts due at once, 50 requests a second"),
        format!(
            "{:.1} s, {times:.3} times the arithmetic's {arithmetic:.0} s",
            took.as_secs_f64()
        ),
        "at most 1.05 times",
        times <= 1.05,
    );
    let refused = all
        .iter()
        .filter(|(_, rest)| rest.status == Some(429))
        .count();
    table.judge(
        "Refusals (429) meanwhile",
        refused.to_string(),
        "none",
        refused == 0,
    );
    table.judge(
        "Most requests in any second",
        most_in_a_second(&all).to_string(),
        "at most 50",
        most_in_a_second(&all) <= 50,
    );
    let doubled = posts.len() - channels.len();
    table.judge(
        "Prompts posted twice",
        doubled.to_string(),
        "none",
        doubled == 0,
    );
    table.tell(
        "`/rhythm` meanwhile",
        format!(
            "p50 {:.2} ms, p99 {:.2} ms",
            visits.at(0.5),
            visits.at(0.99)
        ),
    );
    Ok(())
}

/// Everything that Discord's limit counts.
fn requests(town: &Town, mark: u64) -> Vec<(Entry, Rest)> {
    let entries = town.sandbox.world().ledger().since(mark).into_iter();
    let rest = |entry: Entry| match entry.what.clone() {
        What::Rest(rest) if rest.is_global() => Some((entry, rest)),
        _ => None,
    };
    entries.filter_map(rest).collect()
}

fn posted(requests: &[(Entry, Rest)]) -> Vec<&(Entry, Rest)> {
    let is_post = |rest: &Rest| {
        rest.method == "POST" && rest.route == "channels/*/messages" && rest.status == Some(200)
    };
    requests.iter().filter(|(_, rest)| is_post(rest)).collect()
}

fn most_in_a_second(requests: &[(Entry, Rest)]) -> usize {
    let mut window = VecDeque::new();
    let mut most = 0;
    for (entry, _) in requests {
        while window
            .front()
            .is_some_and(|first| entry.stamp - *first >= Duration::from_secs(1))
        {
            window.pop_front();
        }
        window.push_back(entry.stamp);
        most = most.max(window.len());
    }
    most
}
