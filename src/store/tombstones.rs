//! What must hold even where an older backup is brought back: the database's copy.

use std::collections::BTreeSet;

use anyhow::Context as _;
use sqlx::PgConnection;

use crate::domain::tombstone::{Fact, Tombstone};

/// Keeps it; in the transaction that does what it says.
pub async fn insert(db: &mut PgConnection, one: &Tombstone) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into tombstones (fact, who, at) values ($1, $2, $3) on conflict do nothing",
        one.fact.word(),
        &one.who,
        one.at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// All there are.
pub async fn all(db: &mut PgConnection) -> anyhow::Result<BTreeSet<Tombstone>> {
    let rows = sqlx::query!("select fact, who, at from tombstones")
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Tombstone {
                fact: Fact::from_word(&row.fact).context("a fact that holds over a restore")?,
                who: row.who.try_into().ok().context("a hash of 32 bytes")?,
                at: row.at,
            })
        })
        .collect()
}

/// Removes one that is not needed any more.
pub async fn delete(db: &mut PgConnection, one: &Tombstone) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from tombstones where fact = $1 and who = $2 and at = $3",
        one.fact.word(),
        &one.who,
        one.at
    )
    .execute(db)
    .await?;
    Ok(())
}
