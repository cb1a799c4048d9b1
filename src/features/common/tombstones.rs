//! What must hold even where an older backup is brought back: kept in the database with what does it, and beside
//! the key before anybody is told that it is done.

use std::collections::BTreeSet;

use anyhow::Context as _;
use chrono::{DateTime, SubsecRound as _, Utc};
use sqlx::PgConnection;

use crate::app::App;
use crate::domain::tombstone::{Fact, Tombstone};
use crate::domain::{CoupleId, UserId};
use crate::store;

/// How one of a couple is known without their id.
pub fn of_partner(app: &App, couple: CoupleId, user: UserId) -> [u8; 32] {
    app.vault
        .keyed_hash("tombstone", &format!("{couple}:{user}"))
}

/// How somebody who is in no couple, or in any, is known without their id.
pub fn of_person(app: &App, user: UserId) -> [u8; 32] {
    app.vault.keyed_hash("not-to-ask", &user.to_string())
}

/// Keeps a fact, in the transaction that makes it one. [`write_down`] belongs after its commit.
pub async fn keep(
    tx: &mut PgConnection,
    fact: Fact,
    who: [u8; 32],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let at = now.trunc_subsecs(6); // what the database keeps of it
    store::tombstones::insert(tx, &Tombstone { fact, who, at }).await
}

/// This person may be invited again; whether they might not before.
pub async fn may_ask(
    app: &App,
    tx: &mut PgConnection,
    user: UserId,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let person = of_person(app, user);
    let lifted = store::invitations::may_ask_again(&mut *tx, &person).await?;
    if lifted {
        keep(tx, Fact::MayAsk, person, now).await?;
    }
    Ok(lifted)
}

/// Sees to it that what the database keeps stands beside the key too. Before *done* is said, also where it was
/// done by an earlier press: that one may have been cut off in between.
pub async fn write_down(app: &App) -> anyhow::Result<()> {
    let kept = store::tombstones::all(&mut *app.db.acquire().await?).await?;
    beside_the_key(app, move |file| file.add(&kept)).await?;
    Ok(())
}

/// All that stands beside the key.
pub async fn written_down(app: &App) -> anyhow::Result<BTreeSet<Tombstone>> {
    let read = beside_the_key(app, |file| file.read()).await?;
    Ok(read.unwrap_or_default())
}

/// Lets go of what is no longer needed, here and there.
pub async fn tidy(app: &App, tx: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    let all = store::tombstones::all(&mut *tx).await?;
    for one in all.difference(&crate::domain::tombstone::needed(&all, now)) {
        store::tombstones::delete(&mut *tx, one).await?;
    }
    beside_the_key(app, move |file| file.tidy(now)).await?;
    Ok(())
}

/// Where the keys are in no file, nothing stands beside it.
async fn beside_the_key<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(crate::vault::tombstones::Tombstones) -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<Option<T>> {
    let Some(file) = app.vault.tombstones() else {
        return Ok(None);
    };
    let done = tokio::task::spawn_blocking(move || work(file)).await;
    done.context("writing beside the key")?.map(Some)
}
