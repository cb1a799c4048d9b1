//! Which round is a couple's now, how one opens, and what follows when both are in.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::app::{App, Here};
use crate::domain::couple::Couple;
use crate::domain::deck::{self, Deck};
use crate::domain::rhythm::{Fact, Kind};
use crate::domain::round::{Asked, Round, State};
use crate::domain::schedule::{monday_of, week_of};
use crate::domain::timer::Timer;
use crate::domain::zones::Zones;
use crate::domain::{RoundId, wall};
use crate::store;
use crate::words::Decks;

/// The round that is a couple's now: the newest, unless it has been settled and a new local week
/// has begun; then this week's, opened before its prompt.
pub async fn current(here: &Here<'_>, couple: &Couple) -> anyhow::Result<Round> {
    let week = week_of(&here.zones, &couple.slot.zone, here.now)
        .unwrap_or_else(|_| monday_of(here.now.date_naive()));
    let mut db = here.app.db.acquire().await?;
    if let Some(latest) = store::rounds::latest(&mut db, couple.id).await?
        && (latest.is_open() || latest.week >= week)
    {
        return Ok(latest);
    }
    // Given back first: were all to hold one and wait for a second, nobody would ever get it.
    drop(db);
    let mut tx = here.app.db.begin().await?;
    let round = open(here.app, &mut tx, couple, week, here.now).await?;
    tx.commit().await?;
    Ok(round)
}

/// Opens the round of this week, or finds it: its questions, and its fixed reveal time if the
/// couple has one, counted from the prompt's own instant.
pub async fn open(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    week: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<Round> {
    let zones = app.zones();
    let asked = questions(app, &mut *db, couple, week).await?;
    let reveal_at = reveal_at(&zones, couple, week, now);
    let round = store::rounds::open(&mut *db, couple.id, week, &asked, reveal_at, now).await?;
    if let Some(at) = round.reveal_at {
        store::timers::arm(db, couple.id, at, &Timer::Unveil { round: round.id }).await?;
    }
    Ok(round)
}

fn reveal_at(
    zones: &Zones,
    couple: &Couple,
    week: NaiveDate,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    if couple.reveal_days == 0 {
        return None;
    }
    // A round that opens after its own prompt's hour counts from now.
    let from = couple
        .slot
        .in_week(zones, week)
        .map_or(now, |occurrence| occurrence.due.max(now));
    wall::days_after(
        zones,
        &couple.slot.zone,
        from,
        u16::from(couple.reveal_days),
    )
    .ok()
}

/// Keeps that both showed up, and promises the edit of the prompt's message.
pub async fn revealed(
    db: &mut PgConnection,
    round: &Round,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::rounds::save(&mut *db, round).await?;
    store::weeks::record(
        &mut *db,
        round.couple,
        Fact {
            week: round.week,
            kind: Kind::Tended,
        },
    )
    .await?;
    store::timers::rearm(db, round.couple, now, &Timer::Reveal { round: round.id }).await?;
    Ok(())
}

/// Closes a round that nobody finished. A round that a rest has touched is neutral.
pub async fn close(
    db: &mut PgConnection,
    couple: &Couple,
    round: Round,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let rested = couple.rested_at.is_some_and(|at| at > round.opened_at);
    let kind = if rested { Kind::Paused } else { Kind::Missed };
    let (id, week) = (round.id, round.week);
    let round = round.close(now);
    if !matches!(round.state, State::Closed { .. }) {
        return Ok(());
    }
    store::rounds::save(&mut *db, &round).await?;
    store::weeks::record(&mut *db, couple.id, Fact { week, kind }).await?;
    let goes_at = now + crate::domain::couple::KEEP_UNREVEALED;
    store::timers::arm(db, couple.id, goes_at, &Timer::Purge { round: id }).await?;
    Ok(())
}

/// This couple's questions of this week: none comes back within half a year.
async fn questions(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    week: NaiveDate,
) -> anyhow::Result<Asked> {
    let at_most = i64::try_from(deck::APART).unwrap_or(26);
    let recent = store::rounds::questions_asked(db, couple.id, at_most).await?;
    let recent: Vec<&str> = recent.iter().map(String::as_str).collect();
    let seed = couple.id.0.cast_unsigned();
    let first = monday_of(couple.started_at.date_naive());
    let pick = |deck: &Deck, recent: &[&str]| {
        deck.pick(seed, first, week, recent)
            .map(|question| question.id.clone())
            .unwrap_or_default()
    };
    Ok(Asked {
        opening: pick(app.words.deck(Decks::Openings), &[]),
        thanks: pick(app.words.deck(Decks::Thanks), &[]),
        concern: pick(app.words.deck(Decks::Concern), &[]),
        question: pick(app.words.deck(Decks::Weekly), &recent),
        build: pick(app.words.deck(Decks::Build), &[]),
    })
}

/// Whether this round is its couple's and may be read by them.
pub async fn revealed_round(
    db: &mut PgConnection,
    couple: &Couple,
    id: RoundId,
) -> anyhow::Result<Option<Round>> {
    let round = store::rounds::find(db, id).await?;
    Ok(round.filter(|round| round.couple == couple.id && round.is_revealed()))
}

/// When a rest ends: remembers that it touched the open round, and gives that back with its fixed
/// reveal time still to come.
pub async fn give_back(
    db: &mut PgConnection,
    couple: &Couple,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::couples::save_rested(&mut *db, couple.id, now).await?;
    if let Some(round) = store::rounds::latest(&mut *db, couple.id).await?
        && let (true, Some(at)) = (round.is_open(), round.reveal_at)
    {
        store::timers::rearm(
            db,
            couple.id,
            at.max(now),
            &Timer::Unveil { round: round.id },
        )
        .await?;
    }
    Ok(())
}
