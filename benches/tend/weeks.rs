//! How many requests that Discord's limit counts a couple's week takes when all goes well.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use tend::domain::RoundId;
use tend::domain::round::CheckIn;
use tend::domain::schedule::Slot;
use tend::domain::timer::Timer;
use tend::domain::zones::Zones;
use tend::features::checkin;
use tend::sandbox::messages::Message;
use tend::store::timers;

use crate::bots::Bot;
use crate::table::Table;
use crate::town::{Couple, Town, id};

const PATIENCE: Duration = Duration::from_secs(30);

/// Weeks in which both answer: the prompt, two answers, the reveal.
pub async fn count(table: &mut Table, weeks: usize, town: &Town) -> anyhow::Result<()> {
    let slot = Slot {
        zone: "Etc/UTC".to_owned(),
        weekday: chrono::Weekday::Sun,
        minute: 1140,
    };
    let mut occurrence = slot.next_after(&Zones::bundled(), town.now())?;
    let mut tx = town.db.begin().await?;
    for couple in &town.couples {
        let timer = Timer::Prompt {
            couple: couple.id,
            week: occurrence.week,
        };
        timers::arm(&mut tx, couple.id, occurrence.due, &timer).await?;
    }
    tx.commit().await?;
    let bot = Bot::tend(town)?;
    town.answers("rhythm").await?;

    let ledger = town.sandbox.world().ledger();
    let mark = ledger.mark();
    for _ in 0..weeks {
        live(town, occurrence.due).await?;
        occurrence = slot.next_after(&Zones::bundled(), occurrence.due)?;
    }
    bot.end().await?;
    let counted: Vec<_> = ledger
        .requests_since(mark)
        .into_iter()
        .filter(|(_, rest)| rest.is_global())
        .collect();
    let couple_weeks = weeks * town.couples.len();
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let each = counted.len() as f64 / couple_weeks as f64;
    let mut kinds = std::collections::BTreeMap::<String, usize>::new();
    for (_, rest) in &counted {
        *kinds
            .entry(format!("{} {}", rest.method, rest.route))
            .or_default() += 1;
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, number)| format!("{number} {kind}"))
        .collect();
    table.judge(
        "Requests under the limit for each couple and week",
        format!(
            "{each:.3} ({} in {couple_weeks} couple-weeks)",
            kinds.join(", ")
        ),
        "at most 2",
        counted.len() <= 2 * couple_weeks,
    );
    Ok(())
}

/// One week of all couples, up to the line that says so.
async fn live(town: &Town, due: DateTime<Utc>) -> anyhow::Result<()> {
    town.jump(due)?;
    let world = town.sandbox.world();
    let mut prompts = Vec::new();
    for couple in &town.couples {
        let prompt = world.until(PATIENCE, |state| {
            let here = |message: &&Message| {
                message.channel == couple.channel
                    && message.author == state.app.bot
                    && message.only_for.is_none()
            };
            let newest = state.messages.values().rfind(here)?;
            (newest.at >= due).then_some(newest.id)
        });
        let prompt = prompt
            .await
            .context("a prompt did not come; see the bot's log")?;
        prompts.push(prompt);
        let round = town.round(couple).await?;
        for who in [0, 1] {
            answer(town, couple, who, prompt, round).await?;
        }
    }
    // It comes at the next ten-minute mark.
    town.jump(due + TimeDelta::minutes(10))?;
    for prompt in prompts {
        let told = world.until(PATIENCE, |state| {
            let mut replies = state.messages.values();
            replies
                .any(|message| message.reply_to == Some(prompt))
                .then_some(())
        });
        told.await
            .context("`you have both answered` did not come; see the bot's log")?;
    }
    // So that the next week is not taken for this one.
    town.jump(due + TimeDelta::days(1))
}

async fn answer(
    town: &Town,
    couple: &Couple,
    who: usize,
    prompt: u64,
    round: RoundId,
) -> anyhow::Result<()> {
    let world = town.sandbox.world();
    let opened = world
        .press(
            couple.people[who],
            prompt,
            &id(checkin::Action::Open(CheckIn::Opened(round))),
        )
        .map_err(anyhow::Error::msg)?;
    let card = world
        .shown(opened, PATIENCE)
        .await
        .context("Answer was not answered")?;
    ensure!(
        card.only_for == Some(couple.people[who]),
        "the card is not private"
    );
    town.send_words(couple, who, CheckIn::Opened(round)).await?;
    let handed_in = town.press(
        couple,
        who,
        card.id,
        checkin::Action::HandIn(CheckIn::Opened(round)),
    )?;
    world
        .shown(handed_in, PATIENCE)
        .await
        .context("Hand in was not answered")?;
    Ok(())
}
