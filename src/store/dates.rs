//! Days that matter to one of the two: theirs alone, sealed, with the month and day to remind them.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::dates::Day;
use crate::domain::{CoupleId, Partner, id};

/// One of them. What it is is sealed to this row.
#[derive(Debug, Clone)]
pub struct Date {
    pub id: i64,
    pub couple: CoupleId,
    pub by: Partner,
    pub sealed: Vec<u8>,
    pub day: Day,
    pub created_at: DateTime<Utc>,
}

/// A row as it is stored.
struct Row {
    id: i64,
    couple_id: i64,
    partner: i16,
    sealed: Vec<u8>,
    month: i16,
    day: i16,
    year: Option<i16>,
    created_at: DateTime<Utc>,
}

impl Row {
    fn date(self) -> anyhow::Result<Date> {
        let day = Day {
            month: u32::try_from(self.month).context("a month")?,
            day: u32::try_from(self.day).context("a day")?,
            year: self.year.map(i32::from),
        };
        Ok(Date {
            id: self.id,
            couple: CoupleId(self.couple_id),
            by: Partner::from_number(self.partner).context("a partner")?,
            sealed: self.sealed,
            day,
            created_at: self.created_at,
        })
    }
}

/// Keeps it.
pub async fn insert(db: &mut PgConnection, date: &Date) -> anyhow::Result<()> {
    let small = |number: u32| i16::try_from(number).context("months and days are small");
    sqlx::query!(
        "insert into dates (id, couple_id, partner, sealed, month, day, year, created_at, rank)
         values ($1, $2, $3, $4, $5, $6, $7, $8,
             (select coalesce(max(rank) + 1, 0) from dates where couple_id = $2 and created_at = $8))",
        date.id,
        date.couple.0,
        date.by.number(),
        date.sealed,
        small(date.day.month)?,
        small(date.day.day)?,
        date.day
            .year
            .map(i16::try_from)
            .transpose()
            .context("a year of four digits")?,
        date.created_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// All that this person keeps in this couple, through the year.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Date>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, sealed, month, day, year, created_at from dates
         where couple_id = $1 and partner = $2 order by month, day, year nulls first, created_at, rank, id",
        couple.0,
        who.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::date).collect()
}

/// Reads it and holds it until the transaction ends, so that removing it and promising its next
/// reminder take turns.
pub async fn lock(db: &mut PgConnection, id: i64) -> anyhow::Result<Option<Date>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, sealed, month, day, year, created_at from dates where id = $1 for update",
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::date).transpose()
}

/// Removes it with its reminders, if it is this person's.
pub async fn delete(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    id: i64,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from dates where couple_id = $1 and partner = $2 and id = $3 returning id",
        couple.0,
        who.number(),
        id
    )
    .fetch_all(&mut *db)
    .await?;
    forget(db, couple, &gone).await
}

/// Removes all that this person keeps in this couple, with the reminders.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from dates where couple_id = $1 and partner = $2 returning id",
        couple.0,
        who.number()
    )
    .fetch_all(&mut *db)
    .await?;
    forget(db, couple, &gone).await
}

/// Their reminders go, past and to come; one that is just being sent finds nothing to open.
async fn forget(db: &mut PgConnection, couple: CoupleId, ids: &[i64]) -> anyhow::Result<()> {
    let ids: Vec<String> = ids.iter().map(|id| id::spelled(*id)).collect();
    sqlx::query!(
        "delete from timers
         where couple_id = $1 and kind = 'remind' and state <> 1 and split_part(key, ':', 2) = any($2)",
        couple.0,
        &ids
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of those that came once, before this day.
pub async fn tidy(db: &mut PgConnection, before: NaiveDate) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from dates where year is not null and make_date(year, month, day) < $1",
        before
    )
    .execute(db)
    .await?;
    Ok(())
}
