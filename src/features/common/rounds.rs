//! Which round is a couple's now, how one is looked at and how it opens, and what follows when both are in.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::checkins;
use crate::app::{App, Here, Member};
use crate::domain::couple::Couple;
use crate::domain::deck::{self, Deck};
use crate::domain::reach::next_mark;
use crate::domain::rhythm::{Fact, Kind};
use crate::domain::round::{Asked, CheckIn, Round, Stance, State};
use crate::domain::schedule::{monday_of, week_of};
use crate::domain::timer::Timer;
use crate::domain::zones::Zones;
use crate::domain::{Partner, RoundId, repair, wall};
use crate::entropy::Whose;
use crate::error::Error;
use crate::store;
use crate::words::Decks;

/// The round that is a couple's now: the newest, unless it has been settled and a new local week
/// has begun; then this week's, looked at before its prompt. Reads, and writes nothing.
pub async fn current(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    now: DateTime<Utc>,
) -> anyhow::Result<Round> {
    let week = this_week(app, couple, now);
    match store::rounds::latest(&mut *db, couple.id).await? {
        Some(latest) if latest.is_open() || latest.week >= week => Ok(latest),
        _ => ahead(app, db, couple, week, now).await,
    }
}

/// The Monday of the local week that it is for the couple.
fn this_week(app: &App, couple: &Couple, now: DateTime<Utc>) -> NaiveDate {
    week_of(&app.zones(), &couple.slot.zone, now).unwrap_or_else(|_| monday_of(now.date_naive()))
}

/// The round that a button is about, as it is now; `None` where it is not this couple's. Of a week in which
/// nobody wrote nothing is kept: it has closed when it is past.
pub async fn about(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    check_in: CheckIn,
) -> anyhow::Result<Option<Round>> {
    let (couple, week) = match check_in {
        CheckIn::Opened(id) => {
            let round = store::rounds::find(db, id).await?;
            return Ok(round.filter(|round| round.couple == me.couple.id));
        }
        CheckIn::Ahead(couple, _) if couple != me.couple.id => return Ok(None),
        CheckIn::Ahead(couple, week) => (couple, monday_of(week)),
    };
    if let Some(opened) = store::rounds::of_week(&mut *db, couple, week).await? {
        return Ok(Some(opened));
    }
    let ahead = ahead(here.app, db, &me.couple, week, here.now).await?;
    Ok(Some(if week == this_week(here.app, &me.couple, here.now) {
        ahead
    } else {
        let at = here.now;
        Round {
            state: State::Closed { at },
            ..ahead
        }
    }))
}

/// The same, held until the transaction ends: somebody is about to write in it, and it opens with that.
pub async fn hold(
    here: &Here<'_>,
    me: &Member,
    tx: &mut PgConnection,
    check_in: CheckIn,
) -> anyhow::Result<Option<Round>> {
    if let CheckIn::Opened(id) = check_in {
        return store::rounds::lock(tx, me.couple.id, id).await;
    }
    let Some(mut round) = about(here, me, &mut *tx, check_in).await? else {
        return Ok(None);
    };
    if round.state == State::Ahead {
        round = open(here.app, &mut *tx, &me.couple, round.week, here.now).await?;
    }
    Ok(store::rounds::lock(tx, me.couple.id, round.id)
        .await?
        .or(Some(round)))
}

/// This round, if an answer in it may still be written or changed; else what has become of it.
pub fn to_change(here: &Here<'_>, me: &Member, round: Option<Round>) -> Result<Round, Error> {
    let round = round.ok_or_else(|| super::stranger(here.t))?;
    round
        .may_change()
        .map_err(|why| checkins::cannot_answer(here, me, &round, why))?;
    Ok(round)
}

/// The round of this week, if it may still be answered and this person has not done so: neither sent, nor left out.
pub async fn waits_for(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    who: Partner,
    week: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Round>> {
    let Some(round) = store::rounds::of_week(&mut *db, couple.id, week).await? else {
        let current = current(app, db, couple, now).await?;
        return Ok(Some(current).filter(|current| current.week == week));
    };
    let stances = store::answers::stances(db, round.id).await?;
    let waits = round.is_open() && stances[who as usize] == Stance::Draft;
    Ok(Some(round).filter(|_| waits))
}

/// When the next prompt comes, as far as that is known: none comes in the first days of a repair.
pub async fn next_prompt(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let Some(planned) = store::timers::planned_prompt(&mut *db, couple.id).await? else {
        return Ok(None);
    };
    let zones = app.zones();
    let agreed = store::repairs::last_agreed(db, couple.id).await?;
    let quiet =
        |at: DateTime<Utc>| at <= now || agreed.is_some_and(|agreed| at < agreed + repair::QUIET);
    let mut next = planned;
    while quiet(next.due) {
        next = couple
            .slot
            .catch_up(&zones, couple.beat, next, next.due)?
            .next;
    }
    Ok(Some(next.due))
}

/// Opens the round of this week, or finds it.
pub async fn open(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    week: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<Round> {
    let opened = store::rounds::of_week(&mut *db, couple.id, week).await?;
    let round = if let Some(opened) = opened {
        opened
    } else {
        let id = RoundId(app.entropy.id(Whose::Both(couple.id, "round"))?);
        let ahead = ahead(app, &mut *db, couple, week, now).await?;
        store::rounds::open(&mut *db, &Round { id, ..ahead }, now).await?
    };
    if let Some(at) = round.reveal_at {
        store::timers::arm(db, couple.id, at, &Timer::Unveil { round: round.id }).await?;
    }
    Ok(round)
}

/// What the round of this week is as long as nobody has opened it: its questions, and its fixed reveal time if the
/// couple has one, counted from the prompt's own instant.
async fn ahead(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    week: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<Round> {
    Ok(Round {
        id: RoundId(0),
        couple: couple.id,
        week,
        opened_at: now,
        reveal_at: reveal_at(&app.zones(), couple, week, now),
        asked: questions(app, db, couple, week).await?,
        prompt: None,
        state: State::Ahead,
    })
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

/// Keeps that both showed up, and promises the line that says so: at the next ten-minute mark, so that it
/// does not tell to the minute when the second of them answered.
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
    let line = Timer::Reveal { round: round.id };
    store::timers::arm(db, round.couple, next_mark(now), &line).await?;
    Ok(())
}

/// Closes a round that nobody finished. One that a rest has touched is neutral, and one whose prompt never came is
/// as if it had not been: neither is anybody's to have missed. Says whether the week was missed.
pub async fn close(
    db: &mut PgConnection,
    couple: &Couple,
    round: Round,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let rested = couple.rested_at.is_some_and(|at| at > round.opened_at);
    let kind = if rested { Kind::Paused } else { Kind::Missed };
    let (id, week, asked) = (round.id, round.week, round.was_asked());
    let round = round.close(now);
    if !round.is_closed() {
        return Ok(false);
    }
    store::rounds::save(&mut *db, &round).await?;
    if asked {
        store::weeks::record(&mut *db, couple.id, Fact { week, kind }).await?;
    }
    let goes_at = now + crate::domain::couple::KEEP_UNREVEALED;
    store::timers::arm(&mut *db, couple.id, goes_at, &Timer::Purge { round: id }).await?;
    store::timers::arm(db, couple.id, now, &Timer::Closed { round: id }).await?;
    Ok(asked && kind == Kind::Missed)
}

/// This couple's questions of this week: none comes back within half a year.
async fn questions(
    app: &App,
    db: &mut PgConnection,
    couple: &Couple,
    week: NaiveDate,
) -> anyhow::Result<Asked> {
    let at_most = i64::try_from(deck::APART).unwrap_or(26);
    let (recent, first) = store::rounds::questions_asked(db, couple.id, at_most).await?;
    let recent: Vec<&str> = recent.iter().map(String::as_str).collect();
    let seed = couple.id.0.cast_unsigned();
    let first = first.unwrap_or(week);
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
