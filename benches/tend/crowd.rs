//! One couple whose rows are held up from outside, and very many people in the same second: how that is for everybody
//! else, and what it leaves behind.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use sqlx::{Connection as _, PgConnection};
use tend::domain::round::CheckIn;
use tend::features::checkin;
use tend::sandbox::interactions::Answer;
use tokio::time::{Instant, sleep};

use crate::Plan;
use crate::bots::Bot;
use crate::load::{Poisson, Times, answers, arrivals, flood};
use crate::speed::{megabytes, percentiles};
use crate::table::Table;
use crate::town::{Opened, Town};

/// How often the couple that is held up presses meanwhile.
const HELD_UP_PER_SECOND: f64 = 20.0;
/// What is put off begins with these words.
const PUT_OFF: &str = "Not just now";

/// Presses of other couples, in turns without and with one couple's round held up from outside while both of them
/// press on and on.
pub async fn held_up(table: &mut Table, plan: &Plan, town: &Town) -> anyhow::Result<()> {
    let bot = Bot::tend(town)?;
    town.answers("rhythm").await?;
    let (held, others) = town.couples.split_first().context("somebody")?;
    let mut opened = Vec::new();
    for who in [0, 1] {
        opened.push(town.write(held, who).await?);
    }
    let world = town.sandbox.world();
    let rhythm = |number: usize| {
        let couple = &others[number % others.len()];
        world
            .command(couple.people[0], couple.channel, "rhythm", &[])
            .map_err(anyhow::Error::msg)
    };
    let hand_in = |number: usize| {
        let (who, Opened { round, card }) = (number % 2, opened[number % 2]);
        let action = checkin::Action::HandIn(CheckIn::Opened(round));
        town.press(held, who, card, action)
    };
    let lasting = Duration::from_secs_f64(plan.seconds);
    let (mut free, mut beside) = (Times::default(), Times::default());
    let mut ratios = Vec::new();
    for round in 0..plan.rounds {
        let mut chance = Poisson::new(20_261_128 + round as u64);
        let (rate, mut other) = (plan.arrivals_per_second, Poisson::new(3 + round as u64));
        let without = arrivals(world, &mut chance, rate, lasting, rhythm).await?;
        let mut outside = PgConnection::connect(&town.database).await?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "begin; select from rounds where couple_id = {0} for update; select from couples where id = {0} for update",
            held.id.0
        )))
        .execute(&mut outside)
        .await?;
        let (with, pressed) = tokio::join!(
            arrivals(world, &mut chance, rate, lasting, rhythm),
            arrivals(world, &mut other, HELD_UP_PER_SECOND, lasting, hand_in),
        );
        outside.close().await?;
        let (with, pressed) = (with?, pressed?);
        ensure!(pressed.at(1.0) > 1000.0, "nobody was held up");
        ratios.push(with.at(0.99) / without.at(0.99));
        free.add(&without);
        beside.add(&with);
    }
    bot.end().await?;
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ratios.len() / 2];
    table.judge(
        "`/rhythm` while another couple's rows are locked from outside and both press on",
        format!(
            "{}; without {}; p99 {median:.2} times ({:.2} to {:.2} in {} turns)",
            percentiles(&beside),
            percentiles(&free),
            ratios[0],
            ratios[ratios.len() - 1],
            ratios.len()
        ),
        "p99 at most 1.5 times",
        median <= 1.5 && beside.unanswered == 0,
    );
    Ok(())
}

/// A command from everybody in the same second, and the memory that takes, then and a while later.
pub async fn burst(table: &mut Table, plan: &Plan, town: &Town) -> anyhow::Result<()> {
    let bot = Bot::tend(town)?;
    town.answers("rhythm").await?;
    let world = town.sandbox.world();
    let everybody = town
        .couples
        .iter()
        .flat_map(|couple| couple.people.map(|person| (person, couple.channel)));
    let everybody: Vec<(u64, u64)> = everybody.collect();
    let ask = |number: usize| {
        let (person, channel) = everybody[number % everybody.len()];
        world
            .command(person, channel, "rhythm", &[])
            .map_err(anyhow::Error::msg)
    };
    // At rest is not untouched: everything has been used once.
    flood(world, 1000, 4, ask).await?;
    sleep(Duration::from_secs(2)).await;
    let rest = bot.memory()?;

    let begun = Instant::now();
    let asked = (0..everybody.len()).map(ask);
    let asked = asked.collect::<anyhow::Result<Vec<u64>>>()?;
    let asking = begun.elapsed();
    let times = answers(world, &asked).await;
    let peak = bot.peak()?;
    let put_off = world.read(|state| {
        let put_off = |asked: &&u64| {
            let Some(Answer::Message(message)) = state
                .interactions
                .get(asked)
                .and_then(|asked| asked.answer.as_ref())
            else {
                return false;
            };
            let said = state.messages.get(message);
            said.is_some_and(|said| said.content.starts_with(PUT_OFF))
        };
        asked.iter().filter(put_off).count()
    });
    sleep(plan.afterwards).await;
    let after = bot.memory()?;
    bot.end().await?;

    let number = everybody.len();
    let late = times.unanswered;
    table.judge(
        format!("{number} people in {:.1} s", asking.as_secs_f64()),
        format!(
            "{} answered, {put_off} put off, {late} unanswered; {}",
            number - put_off - late,
            percentiles(&times)
        ),
        "none unanswered",
        late == 0,
    );
    let more = |bytes: u64| bytes.saturating_sub(rest);
    table.judge(
        "Memory above rest at most, meanwhile",
        format!("{} ({} at rest)", megabytes(more(peak)), megabytes(rest)),
        "at most 64 MB",
        more(peak) <= 64_000_000,
    );
    table.judge(
        format!("Memory above rest {} s later", plan.afterwards.as_secs()),
        megabytes(more(after)),
        "at most 8 MB",
        more(after) <= 8_000_000,
    );
    Ok(())
}
