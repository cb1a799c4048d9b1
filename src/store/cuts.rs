//! Paper cuts: when each was written, looked at, heard. Their words are texts.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::cuts::Cut;
use crate::domain::text::Kind;
use crate::domain::{CoupleId, Partner};

/// A row as it is stored.
struct Row {
    id: i64,
    partner: i16,
    written_at: DateTime<Utc>,
    look_at: DateTime<Utc>,
    looked_at: Option<DateTime<Utc>>,
    heard_at: Option<DateTime<Utc>>,
    thanked_at: Option<DateTime<Utc>>,
}

impl Row {
    fn cut(self) -> anyhow::Result<Cut> {
        Ok(Cut {
            id: self.id,
            by: Partner::from_number(self.partner).context("a partner")?,
            written_at: self.written_at,
            look_at: self.look_at,
            looked_at: self.looked_at,
            heard_at: self.heard_at,
            thanked_at: self.thanked_at,
        })
    }
}

/// Keeps one more, which waits for this look.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    by: Partner,
    look_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into cuts (id, couple_id, partner, written_at, look_at, rank) values ($1, $2, $3, $4, $5,
             (select coalesce(max(rank) + 1, 0) from cuts where couple_id = $2 and written_at = $4))",
        id,
        couple.0,
        by.number(),
        now,
        look_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// All of both, in the order they were written.
pub async fn of_couple(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Cut>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, partner, written_at, look_at, looked_at, heard_at, thanked_at from cuts
         where couple_id = $1 order by written_at, rank, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::cut).collect()
}

/// Reads it and holds it until the transaction ends. One that was cleared with thanks is no more.
pub async fn lock(db: &mut PgConnection, couple: CoupleId, id: i64) -> anyhow::Result<Option<Cut>> {
    let row = sqlx::query_as!(
        Row,
        "select id, partner, written_at, look_at, looked_at, heard_at, thanked_at from cuts
         where couple_id = $1 and id = $2 and thanked_at is null for update",
        couple.0,
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::cut).transpose()
}

/// Both may see from now on what waited for a look until now: which these are, and whose.
pub async fn look(
    db: &mut PgConnection,
    couple: CoupleId,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<(i64, Partner)>> {
    let looked = sqlx::query!(
        "update cuts set looked_at = $2 where couple_id = $1 and looked_at is null and look_at <= $2
         returning id, partner",
        couple.0,
        now
    )
    .fetch_all(db)
    .await?;
    let looked = looked.into_iter().map(|row| {
        let by = Partner::from_number(row.partner).context("a partner")?;
        Ok((row.id, by))
    });
    looked.collect()
}

/// The other hears it.
pub async fn hear(db: &mut PgConnection, id: i64, now: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "update cuts set heard_at = coalesce(heard_at, $2) where id = $1",
        id,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Cleared with thanks: its words go at once, the thanks with the row.
pub async fn thank(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    super::texts::delete_about(&mut *db, couple, id, &[Kind::Cut]).await?;
    sqlx::query!("update cuts set thanked_at = $2 where id = $1", id, now)
        .execute(db)
        .await?;
    Ok(())
}

/// Removes it for good, with its words.
pub async fn delete(db: &mut PgConnection, couple: CoupleId, id: i64) -> anyhow::Result<()> {
    super::texts::delete_about(&mut *db, couple, id, &[Kind::Cut]).await?;
    sqlx::query!(
        "delete from cuts where couple_id = $1 and id = $2",
        couple.0,
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes all of this person in this couple. Their words go with all their texts.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from cuts where couple_id = $1 and partner = $2",
        couple.0,
        who.number()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of what was looked at before this instant, words and all.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "with gone as (delete from cuts where looked_at < $1 returning id, couple_id)
         delete from texts using gone
         where texts.kind = $2 and texts.about = gone.id and texts.couple_id = gone.couple_id",
        before,
        Kind::Cut.name()
    )
    .execute(db)
    .await?;
    Ok(())
}
