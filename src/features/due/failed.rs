//! What follows where something cannot be done: for every kind of job, by a match that the compiler checks.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::couple::Unreachable;
use crate::domain::timer::Timer;
use crate::domain::untold::Untold;
use crate::domain::{CoupleId, Partner, RoundId};
use crate::features::{feedback, settings};
use crate::store;

/// It cannot be done and no retry will help. `why`: the place was closed, where that was it. Whoever it was
/// for, or whoever caused it, is told at their next command; belongs to the transaction that marks it failed.
pub async fn failed(
    tx: &mut PgConnection,
    timer: &Timer,
    why: Option<Unreachable>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    match *timer {
        // What it was about is under its command, and both are told that the channel is closed to Tend.
        Timer::News { couple, .. } => room(tx, couple, why, now).await,
        // The prompt alone tries again where that is known, and says so again.
        Timer::Prompt { couple, .. } => match why {
            Some(why) => store::couples::save_unreachable(tx, couple, why, true, now).await,
            None => Ok(()),
        },
        Timer::Reveal { round } | Timer::Quiet { round } => room_of(tx, round, why, now).await,
        Timer::Suggest { proposal } => {
            let couple = settings::could_not_suggest(&mut *tx, proposal, now).await?;
            match couple {
                Some(couple) => room(tx, couple, why, now).await,
                None => Ok(()),
            }
        }
        Timer::Nudge {
            couple, partner, ..
        }
        | Timer::Reread {
            couple, partner, ..
        }
        | Timer::Word {
            couple, partner, ..
        } => direct(tx, couple, partner, now).await,
        Timer::Remind { date, .. } => match store::dates::lock(&mut *tx, date).await? {
            Some(date) => direct(tx, date.couple, date.by, now).await,
            None => Ok(()),
        },
        Timer::Feedback { feedback } => feedback::could_not(tx, feedback, now).await,
        // The one who stays finds the same words at their next command; the two edits' buttons say that it is
        // over; nothing of the others is sent.
        Timer::Ended { .. }
        | Timer::InviteOver { .. }
        | Timer::Closed { .. }
        | Timer::Unveil { .. }
        | Timer::Resume { .. }
        | Timer::Purge { .. }
        | Timer::Forget { .. }
        | Timer::Tidy { .. } => Ok(()),
    }
}

/// Their channel is closed to Tend: both are told.
async fn room(
    tx: &mut PgConnection,
    couple: CoupleId,
    why: Option<Unreachable>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    match why {
        Some(why) => store::couples::save_unreachable(tx, couple, why, false, now).await,
        None => Ok(()), // a fault of ours, which stands in the log
    }
}

async fn room_of(
    tx: &mut PgConnection,
    round: RoundId,
    why: Option<Unreachable>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    match store::rounds::find(&mut *tx, round).await? {
        Some(round) => room(tx, round.couple, why, now).await,
        None => Ok(()),
    }
}

/// A direct message did not reach the one it was for.
async fn direct(
    tx: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::untold::put(tx, couple, who, Untold::Direct, now).await
}
