//! What people write beside the weekly round, sealed: one row per text. See domain/text.rs.
//!
//! Words are read by two functions: [`mine`], and [`theirs`] as far as they were released. There is no third.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::text::{Kind, Shelf, Which};
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
    /// From when on the other may read it; none: its author alone does.
    pub released: Option<Release>,
}

/// From when on the other may read a text, and the mark by which Tend knows that it said so itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub at: DateTime<Utc>,
    /// None: as it was kept before there were marks.
    pub mark: Option<String>,
}

/// Which texts are asked for: of these kinds, about this thing, or about whatever.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub kinds: &'a [Kind],
    pub about: Option<i64>,
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
    released_mark: Option<String>,
}

impl Row {
    fn text(self, pages: &Shelf) -> anyhow::Result<Sealed> {
        let read = pages.read(&self.kind, self.about);
        let (kind, about) = read.context("a kind of text")?;
        Ok(Sealed {
            id: self.id,
            which: Which {
                couple: CoupleId(self.couple_id),
                by: Partner::from_number(self.partner).context("a partner")?,
                kind,
                about,
                nth: self.nth,
            },
            sealed: self.sealed,
            written_at: self.written_at,
            edited_at: self.edited_at,
            released: self.released_at.map(|at| Release {
                at,
                mark: self.released_mark,
            }),
        })
    }
}

/// The row that a text has, if it has one, and from when on the other may read it: what is written is sealed to it.
pub async fn row_of(
    db: &mut PgConnection,
    shelf: &Shelf,
    which: &Which,
) -> anyhow::Result<Option<(i64, Option<DateTime<Utc>>)>> {
    let (kind, about) = shelf.stored(which);
    let row = sqlx::query!(
        "select id, released_at from texts
         where kind = $1 and about = $2 and couple_id = $3 and partner = $4 and nth = $5",
        kind,
        about,
        which.couple.0,
        which.by.number(),
        which.nth
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.id, row.released_at)))
}

/// Keeps it in place of what was there. The caller holds its author's key, so that two of the same
/// take turns. What the other may already read is marked as edited.
pub async fn save(db: &mut PgConnection, shelf: &Shelf, text: &Sealed) -> anyhow::Result<()> {
    let which = &text.which;
    let (kind, about) = shelf.stored(which);
    let (released_at, mark) = columns(text.released.as_ref());
    let kept = sqlx::query!(
        "insert into texts as t
             (id, couple_id, partner, kind, about, nth, sealed, written_at, released_at, released_mark, rank)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             (select coalesce(max(rank) + 1, 0) from texts where couple_id = $2 and written_at = $8))
         on conflict (kind, about, couple_id, partner, nth) do update
         set sealed = excluded.sealed, written_at = excluded.written_at, rank = excluded.rank,
             edited_at = case when t.released_at is null then null else excluded.written_at end,
             released_at = excluded.released_at, released_mark = excluded.released_mark
         where t.id = excluded.id",
        text.id,
        which.couple.0,
        which.by.number(),
        kind,
        about,
        which.nth,
        text.sealed,
        text.written_at,
        released_at,
        mark
    )
    .execute(db)
    .await?
    .rows_affected();
    anyhow::ensure!(kept == 1, "sealed for another row than the one there is");
    Ok(())
}

fn columns(released: Option<&Release>) -> (Option<DateTime<Utc>>, Option<&str>) {
    (
        released.map(|release| release.at),
        released.and_then(|release| release.mark.as_deref()),
    )
}

/// What this person wrote: released or not. Only for its author.
pub async fn mine(
    db: &mut PgConnection,
    couple: CoupleId,
    author: Partner,
    shelf: &Shelf,
    asked: Asked<'_>,
) -> anyhow::Result<Vec<Sealed>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, kind, about, nth, sealed, written_at, edited_at, released_at, released_mark
         from texts
         where couple_id = $1 and partner = $2
           and ((kind = any($3) and ($4::bigint is null or about = $4)) or (kind = 'own' and about = any($5)))
         order by about, nth, written_at, rank, id",
        couple.0,
        author.number(),
        &names(asked.kinds),
        asked.about,
        &shelf.numbers(asked.kinds)
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| row.text(shelf)).collect()
}

/// What the other of this reader wrote and has released by now. Nothing else of theirs is read.
pub async fn theirs(
    db: &mut PgConnection,
    couple: CoupleId,
    reader: Partner,
    shelf: &Shelf,
    asked: Asked<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Sealed>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, kind, about, nth, sealed, written_at, edited_at, released_at, released_mark
         from texts
         where couple_id = $1 and partner <> $2 and released_at <= $6 and released_mark is not null
           and ((kind = any($3) and ($4::bigint is null or about = $4)) or (kind = 'own' and about = any($5)))
         order by about, nth, written_at, rank, id",
        couple.0,
        reader.number(),
        &names(asked.kinds),
        asked.about,
        &shelf.numbers(asked.kinds),
        now
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| row.text(shelf)).collect()
}

/// A text without its words: what its mark of a release is made of.
#[derive(Debug, Clone, Copy)]
pub struct Stub {
    pub id: i64,
    pub which: Which,
    pub written_at: DateTime<Utc>,
}

/// What this person wrote about this thing, of these kinds, and has not released; held, without its words.
pub async fn unreleased(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    shelf: &Shelf,
    kinds: &[Kind],
    thing: i64,
) -> anyhow::Result<Vec<Stub>> {
    let rows = sqlx::query!(
        "select id, kind, about, nth, written_at from texts
         where couple_id = $1 and partner = $2 and released_at is null
           and ((kind = any($3) and about = $4) or (kind = 'own' and about = any($5)))
         for update",
        couple.0,
        by.number(),
        &names(kinds),
        thing,
        &shelf.numbers(kinds)
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let (kind, about) = shelf.read(&row.kind, row.about).context("a kind of text")?;
            Ok(Stub {
                id: row.id,
                which: Which {
                    couple,
                    by,
                    kind,
                    about,
                    nth: row.nth,
                },
                written_at: row.written_at,
            })
        })
        .collect()
}

/// The other may read it from then on.
pub async fn release(
    db: &mut PgConnection,
    id: i64,
    at: DateTime<Utc>,
    mark: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update texts set released_at = $2, released_mark = $3 where id = $1",
        id,
        at,
        mark
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
    shelf: &Shelf,
    kinds: &[Kind],
    thing: i64,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update texts set released_at = null, released_mark = null, edited_at = null
         where couple_id = $1 and partner = $2
           and ((kind = any($3) and about = $4) or (kind = 'own' and about = any($5)))",
        couple.0,
        by.number(),
        &names(kinds),
        thing,
        &shelf.numbers(kinds)
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
pub async fn delete(db: &mut PgConnection, shelf: &Shelf, which: &Which) -> anyhow::Result<()> {
    let (kind, about) = shelf.stored(which);
    sqlx::query!(
        "delete from texts where kind = $1 and about = $2 and couple_id = $3 and partner = $4 and nth = $5",
        kind,
        about,
        which.couple.0,
        which.by.number(),
        which.nth
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A text as it was kept before releases had marks and pages of one's own told no kind; without its words.
#[derive(Debug, Clone)]
pub struct Old {
    pub stub: Stub,
    pub released_at: Option<DateTime<Utc>>,
}

/// Up to `limit` of them, held. Only what was sealed at that time (its first byte says so, and is bound) gets
/// a mark by being old.
pub async fn old(db: &mut PgConnection, limit: i64) -> anyhow::Result<Vec<Old>> {
    let rows = sqlx::query!(
        "select id, couple_id, partner, kind, about, nth, written_at, released_at from texts
         where (released_at is not null and released_mark is null and get_byte(sealed, 0) = 1) or kind = any($1)
         order by id limit $2 for update",
        &names(&Kind::OWN),
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Old {
                stub: Stub {
                    id: row.id,
                    which: Which {
                        couple: CoupleId(row.couple_id),
                        by: Partner::from_number(row.partner).context("a partner")?,
                        kind: Kind::from_name(&row.kind).context("a kind of text")?,
                        about: row.about,
                        nth: row.nth,
                    },
                    written_at: row.written_at,
                },
                released_at: row.released_at,
            })
        })
        .collect()
}

/// Keeps one of them as it is kept now.
pub async fn carry_over(
    db: &mut PgConnection,
    shelf: &Shelf,
    old: &Old,
    mark: Option<&str>,
) -> anyhow::Result<()> {
    let (kind, about) = shelf.stored(&old.stub.which);
    sqlx::query!(
        "update texts set kind = $2, about = $3, released_mark = $4 where id = $1",
        old.stub.id,
        kind,
        about,
        mark
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
