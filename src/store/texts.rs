//! What people write beside the weekly round, sealed: one row per text. See domain/text.rs.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::text::{Kind, Which};
use crate::domain::{CoupleId, Partner};

/// One of them. The words stay sealed, to this row.
#[derive(Debug, Clone)]
pub struct Sealed {
    pub id: i64,
    pub which: Which,
    pub sealed: Vec<u8>,
    /// When it was last written.
    pub written_at: DateTime<Utc>,
    /// When it was changed after the other could read it.
    pub edited_at: Option<DateTime<Utc>>,
    /// Since when the other may read it; none: its author alone does.
    pub released_at: Option<DateTime<Utc>>,
}

struct Row {
    id: i64,
    couple_id: i64,
    partner: i16,
    kind: String,
    about: i64,
    nth: i16,
    sealed: Vec<u8>,
    written_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
    released_at: Option<DateTime<Utc>>,
}

impl Row {
    fn text(self) -> anyhow::Result<Sealed> {
        Ok(Sealed {
            id: self.id,
            which: Which {
                couple: CoupleId(self.couple_id),
                by: Partner::from_number(self.partner).context("a partner")?,
                kind: Kind::from_name(&self.kind).context("a kind of text")?,
                about: self.about,
                nth: self.nth,
            },
            sealed: self.sealed,
            written_at: self.written_at,
            edited_at: self.edited_at,
            released_at: self.released_at,
        })
    }
}

/// The number its row has or will have: needed before it can be sealed to that row.
pub async fn row_of(db: &mut PgConnection, which: &Which) -> anyhow::Result<i64> {
    let row = sqlx::query!(
        r#"select coalesce(
               (select id from texts where kind = $1 and about = $2 and couple_id = $3 and partner = $4 and nth = $5),
               nextval(pg_get_serial_sequence('texts', 'id'))) as "id!""#,
        which.kind.name(),
        which.about,
        which.couple.0,
        which.by.number(),
        which.nth
    )
    .fetch_one(db)
    .await?;
    Ok(row.id)
}

/// Keeps it in place of what was there. The caller holds its author's key, so that two of the same
/// take turns. What the other may already read is marked as edited.
pub async fn save(db: &mut PgConnection, text: &Sealed) -> anyhow::Result<()> {
    let which = &text.which;
    let kept = sqlx::query!(
        "insert into texts as t (id, couple_id, partner, kind, about, nth, sealed, written_at, released_at)
         overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (kind, about, couple_id, partner, nth) do update
         set sealed = excluded.sealed, written_at = excluded.written_at,
             edited_at = case when t.released_at is null then null else excluded.written_at end,
             released_at = coalesce(t.released_at, excluded.released_at)
         where t.id = excluded.id",
        text.id,
        which.couple.0,
        which.by.number(),
        which.kind.name(),
        which.about,
        which.nth,
        text.sealed,
        text.written_at,
        text.released_at
    )
    .execute(db)
    .await?
    .rows_affected();
    anyhow::ensure!(kept == 1, "sealed for another row than the one there is");
    Ok(())
}

/// All that this person wrote about this thing, of these kinds, in the order they were written.
pub async fn about(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    about: i64,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Sealed>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, kind, about, nth, sealed, written_at, edited_at, released_at from texts
         where kind = any($1) and about = $2 and couple_id = $3 and partner = $4 order by nth, id",
        &names(kinds),
        about,
        couple.0,
        by.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::text).collect()
}

/// All that this person has written of these kinds in this couple, about whatever.
pub async fn of_kinds(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Sealed>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, kind, about, nth, sealed, written_at, edited_at, released_at from texts
         where couple_id = $1 and partner = $2 and kind = any($3) order by about, nth, id",
        couple.0,
        by.number(),
        &names(kinds)
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::text).collect()
}

/// All that this person has written in this couple, oldest first.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<Vec<Sealed>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, kind, about, nth, sealed, written_at, edited_at, released_at from texts
         where couple_id = $1 and partner = $2 order by id",
        couple.0,
        by.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::text).collect()
}

/// The other may read from now on what this person wrote about this thing, of these kinds.
pub async fn release(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    about: i64,
    kinds: &[Kind],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update texts set released_at = $5
         where kind = any($1) and about = $2 and couple_id = $3 and partner = $4 and released_at is null",
        &names(kinds),
        about,
        couple.0,
        by.number(),
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Its author alone reads again what they wrote about this thing, of these kinds.
pub async fn withhold(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    about: i64,
    kinds: &[Kind],
) -> anyhow::Result<()> {
    sqlx::query!(
        "update texts set released_at = null, edited_at = null
         where kind = any($1) and about = $2 and couple_id = $3 and partner = $4",
        &names(kinds),
        about,
        couple.0,
        by.number()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of what was written about this thing, of these kinds, by either.
pub async fn delete_about(
    db: &mut PgConnection,
    couple: CoupleId,
    about: i64,
    kinds: &[Kind],
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from texts where kind = any($1) and about = $2 and couple_id = $3",
        &names(kinds),
        about,
        couple.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of this one.
pub async fn delete(db: &mut PgConnection, which: &Which) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from texts where kind = $1 and about = $2 and couple_id = $3 and partner = $4 and nth = $5",
        which.kind.name(),
        which.about,
        which.couple.0,
        which.by.number(),
        which.nth
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes everything this person has written in this couple.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from texts where couple_id = $1 and partner = $2",
        couple.0,
        by.number()
    )
    .execute(db)
    .await?;
    Ok(())
}

fn names(kinds: &[Kind]) -> Vec<String> {
    kinds.iter().map(|kind| kind.name().to_owned()).collect()
}
