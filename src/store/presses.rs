//! Presses that were already carried out: the same press delivered twice has one effect.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Whether this press comes for the first time. Part of the transaction it causes: without a
/// commit it has not happened.
pub async fn first_time(
    db: &mut PgConnection,
    interaction: u64,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let new = sqlx::query!(
        "insert into presses (id, pressed_at) values ($1, $2) on conflict do nothing",
        interaction.cast_signed(),
        now
    )
    .execute(db)
    .await?;
    Ok(new.rows_affected() == 1)
}

/// Forgets those before this instant.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!("delete from presses where pressed_at < $1", before)
        .execute(db)
        .await?;
    Ok(())
}
