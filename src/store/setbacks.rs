//! Hard evenings: their author's alone. Nothing here is read for the other.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::text::Kind;
use crate::domain::{CoupleId, Partner};

/// One of them. What happened, and what they call it, are texts about its number.
#[derive(Debug, Clone, Copy)]
pub struct Setback {
    pub id: i64,
    pub at: DateTime<Utc>,
    pub light_until: DateTime<Utc>,
}

/// Begins one.
pub async fn insert(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    new: Setback,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into setbacks (id, couple_id, partner, at, light_until, rank) values ($1, $2, $3, $4, $5,
             (select coalesce(max(rank) + 1, 0) from setbacks where couple_id = $2 and at = $4))",
        new.id,
        couple.0,
        by.number(),
        new.at,
        new.light_until
    )
    .execute(db)
    .await?;
    Ok(())
}

/// This person's, newest first.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<Vec<Setback>> {
    let rows = sqlx::query_as!(
        Setback,
        "select id, at, light_until from setbacks where couple_id = $1 and partner = $2 order by at desc, rank desc, id",
        couple.0,
        by.number()
    )
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// This one, if it is this person's.
pub async fn find(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    id: i64,
) -> anyhow::Result<Option<Setback>> {
    let row = sqlx::query_as!(
        Setback,
        "select id, at, light_until from setbacks where couple_id = $1 and partner = $2 and id = $3",
        couple.0,
        by.number(),
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row)
}

/// The same, held until the transaction ends.
pub async fn lock(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    id: i64,
) -> anyhow::Result<Option<Setback>> {
    let row = sqlx::query_as!(
        Setback,
        "select id, at, light_until from setbacks where couple_id = $1 and partner = $2 and id = $3 for update",
        couple.0,
        by.number(),
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row)
}

/// Until when this person's own check-in asks less, if it does at `now`.
pub async fn light_until(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let until = sqlx::query_scalar!(
        "select max(light_until) from setbacks where couple_id = $1 and partner = $2 and light_until > $3",
        couple.0,
        by.number(),
        now
    )
    .fetch_one(db)
    .await?;
    Ok(until)
}

/// Lets one go, with what was written of it, if it is this person's.
pub async fn delete(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    id: i64,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from setbacks where couple_id = $1 and partner = $2 and id = $3 returning id",
        couple.0,
        by.number(),
        id
    )
    .fetch_all(&mut *db)
    .await?;
    forget(db, &gone).await
}

/// Lets all of this person's go.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from setbacks where couple_id = $1 and partner = $2 returning id",
        couple.0,
        by.number()
    )
    .fetch_all(&mut *db)
    .await?;
    forget(db, &gone).await
}

/// Lets go of those from before this instant.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!("delete from setbacks where at < $1 returning id", before)
        .fetch_all(&mut *db)
        .await?;
    forget(db, &gone).await
}

async fn forget(db: &mut PgConnection, ids: &[i64]) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from texts where kind in ($1, $2) and about = any($3)",
        Kind::SetbackWhat.name(),
        Kind::SetbackKind.name(),
        ids
    )
    .execute(db)
    .await?;
    Ok(())
}
