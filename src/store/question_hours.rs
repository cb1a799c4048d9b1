//! Hours for questions: suggested by one, agreed to by the other, ended by either.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::questions::{Hour, When};
use crate::domain::{CoupleId, Partner, id};

struct Row {
    id: i64,
    couple_id: i64,
    partner: i16,
    zone: String,
    weekday: Option<i16>,
    minute: Option<i16>,
    once_at: Option<DateTime<Utc>>,
    suggested_at: DateTime<Utc>,
    agreed_at: Option<DateTime<Utc>>,
    over_at: Option<DateTime<Utc>>,
}

impl Row {
    fn hour(self) -> anyhow::Result<Hour> {
        let when = match (self.weekday, self.minute, self.once_at) {
            (Some(weekday), Some(minute), _) => {
                When::Weekly(super::slot(self.zone, weekday, minute)?)
            }
            (_, _, once) => When::Once {
                at: once.context("an instant")?,
                zone: self.zone,
            },
        };
        Ok(Hour {
            id: self.id,
            couple: CoupleId(self.couple_id),
            by: Partner::from_number(self.partner).context("a partner")?,
            when,
            suggested_at: self.suggested_at,
            agreed: self.agreed_at.is_some(),
            over: self.over_at.is_some(),
        })
    }
}

/// What is suggested or agreed in this couple now. Whoever holds the couple is alone with them.
pub async fn standing(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Hour>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, zone, weekday, minute, once_at, suggested_at, agreed_at, over_at
         from question_hours where couple_id = $1 and over_at is null order by suggested_at, rank, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::hour).collect()
}

/// The one with this number, whatever became of it.
pub async fn find(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<Hour>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, zone, weekday, minute, once_at, suggested_at, agreed_at, over_at
         from question_hours where couple_id = $1 and id = $2",
        couple.0,
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::hour).transpose()
}

/// What this person has suggested so far.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Hour>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, zone, weekday, minute, once_at, suggested_at, agreed_at, over_at
         from question_hours where couple_id = $1 and partner = $2 order by suggested_at, rank, id",
        couple.0,
        who.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::hour).collect()
}

/// One more that is suggested.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    by: Partner,
    when: &When,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (zone, columns, once) = match when {
        When::Weekly(slot) => (&slot.zone, Some(super::slot_columns(slot)), None),
        When::Once { at, zone } => (zone, None, Some(*at)),
    };
    sqlx::query!(
        "insert into question_hours (id, couple_id, partner, zone, weekday, minute, once_at, suggested_at, rank)
         values ($1, $2, $3, $4, $5, $6, $7, $8,
             (select coalesce(max(rank) + 1, 0) from question_hours where couple_id = $2 and suggested_at = $8))",
        id,
        couple.0,
        by.number(),
        zone,
        columns.map(|(weekday, _)| weekday),
        columns.map(|(_, minute)| minute),
        once,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Both agreed to it.
pub async fn agree(db: &mut PgConnection, id: i64, now: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "update question_hours set agreed_at = $2 where id = $1",
        id,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It is over, and what was promised for it is taken back.
pub async fn end(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update question_hours set over_at = $2 where id = $1",
        id,
        now
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "delete from timers where couple_id = $1 and kind = 'news' and state = 0
           and split_part(key, ':', 3) = 'question' and split_part(key, ':', 4) = $2
           and split_part(key, ':', 5) not like '-%'",
        couple.0,
        id::spelled(id)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What this person suggested and is not agreed to goes, and so does what is over.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from question_hours where couple_id = $1 and partner = $2 and (agreed_at is null or over_at is not null)",
        couple.0,
        who.number()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of what was over before this instant.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from question_hours where over_at < $1 or once_at < $1",
        before
    )
    .execute(db)
    .await?;
    Ok(())
}
