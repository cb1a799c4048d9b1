//! What somebody wants to tell the host: sealed here until it has been delivered, then gone.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// The number its row will have: needed before it can be sealed to that row.
pub async fn next_id(db: &mut PgConnection) -> anyhow::Result<i64> {
    let row = sqlx::query!("select nextval(pg_get_serial_sequence('feedback', 'id')) as \"id!\"")
        .fetch_one(db)
        .await?;
    Ok(row.id)
}

/// Keeps it under this number.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    wrapped_key: &[u8],
    sealed: &[u8],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into feedback (id, wrapped_key, sealed, written_at) overriding system value values ($1, $2, $3, $4)",
        id,
        wrapped_key,
        sealed,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Its wrapped key and its sealed words.
pub async fn find(db: &mut PgConnection, id: i64) -> anyhow::Result<Option<(Vec<u8>, Vec<u8>)>> {
    let row = sqlx::query!("select wrapped_key, sealed from feedback where id = $1", id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| (row.wrapped_key, row.sealed)))
}

/// It has been delivered.
pub async fn delete(db: &mut PgConnection, id: i64) -> anyhow::Result<()> {
    sqlx::query!("delete from feedback where id = $1", id)
        .execute(db)
        .await?;
    Ok(())
}

/// Lets go of what could not be delivered before this instant.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!("delete from feedback where written_at < $1", before)
        .execute(db)
        .await?;
    Ok(())
}
