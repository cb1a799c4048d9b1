//! Presses that were already carried out: the same one has one effect, delivered twice or sent again from its form.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Whether this press comes for the first time, and is the first with its mark. Part of the transaction it causes:
/// without a commit it has not happened.
pub async fn first_time(
    db: &mut PgConnection,
    interaction: u64,
    mark: Option<&[u8; 32]>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let new = sqlx::query!(
        "insert into presses (id, mark, pressed_at) values ($1, $2, $3) on conflict do nothing",
        interaction.cast_signed(),
        mark.map(<[u8; 32]>::as_slice),
        now
    )
    .execute(db)
    .await?;
    Ok(new.rows_affected() == 1)
}

/// Whether this very press was carried out: if not, another one with its mark was.
pub async fn is_known(db: &mut PgConnection, interaction: u64) -> anyhow::Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from presses where id = $1) as "known!""#,
        interaction.cast_signed()
    );
    Ok(found.fetch_one(db).await?)
}

/// Forgets those before this instant, and those with a mark before that one.
pub async fn tidy(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    marked_before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from presses where pressed_at < $1 and (mark is null or pressed_at < $2)",
        before,
        marked_before
    )
    .execute(db)
    .await?;
    Ok(())
}
