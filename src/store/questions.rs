//! Questions of one for the other: where each stands. Their words are texts. Whoever changes one holds the couple.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::questions::{Question, State};
use crate::domain::timer::About;
use crate::domain::{CoupleId, Partner};

struct Row {
    id: i64,
    couple_id: i64,
    partner: i16,
    state: i16,
    asked_at: DateTime<Utc>,
    delivered_at: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    moves: i32,
    answered_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
}

impl Row {
    fn question(self) -> anyhow::Result<Question> {
        let state = match self.state {
            0 => State::Queued,
            1 => State::Delivered,
            2 => State::NeedsTime(self.until),
            3 => State::Therapist,
            4 => State::Answered,
            _ => anyhow::bail!("no state of a question"),
        };
        Ok(Question {
            id: self.id,
            couple: CoupleId(self.couple_id),
            by: Partner::from_number(self.partner).context("a partner")?,
            state,
            asked_at: self.asked_at,
            delivered_at: self.delivered_at,
            answered_at: self.answered_at,
            read_at: self.read_at,
            moves: self.moves,
        })
    }
}

/// All of this couple, the oldest first.
pub async fn of_couple(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Question>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, state, asked_at, delivered_at, until, moves, answered_at, read_at
         from questions where couple_id = $1 order by asked_at, rank, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::question).collect()
}

/// The one with this number.
pub async fn find(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<Question>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, state, asked_at, delivered_at, until, moves, answered_at, read_at
         from questions where couple_id = $1 and id = $2",
        couple.0,
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::question).transpose()
}

/// One more that is kept by the one who asks.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    by: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into questions (id, couple_id, partner, asked_at, rank) values ($1, $2, $3, $4,
             (select coalesce(max(rank) + 1, 0) from questions where couple_id = $2 and asked_at = $4))",
        id,
        couple.0,
        by.number(),
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It stands so from now on; how often it has moved by now.
pub async fn save(
    db: &mut PgConnection,
    id: i64,
    state: State,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    let (number, until) = match state {
        State::Queued => (0i16, None),
        State::Delivered => (1, None),
        State::NeedsTime(until) => (2, until),
        State::Therapist => (3, None),
        State::Answered => (4, None),
    };
    let row = sqlx::query!(
        "update questions set state = $2::smallint, until = $3, moves = moves + 1,
             delivered_at = case when $2::smallint = 1 then $4 else delivered_at end,
             answered_at = case when $2::smallint = 4 then $4 else answered_at end
         where id = $1 returning moves",
        id,
        number,
        until,
        now
    )
    .fetch_one(db)
    .await?;
    Ok(row.moves)
}

/// The one who asked has opened the answer.
pub async fn save_read(db: &mut PgConnection, id: i64, now: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "update questions set read_at = $2 where id = $1 and read_at is null",
        id,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was delivered and is not answered goes back to the one who asked. What is for a therapist stays so.
pub async fn give_back(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<()> {
    sqlx::query!(
        "update questions set state = 0, until = null, moves = moves + 1 where couple_id = $1 and state in (1, 2)",
        couple.0
    )
    .execute(&mut *db)
    .await?;
    for who in [Partner::One, Partner::Two] {
        super::timers::disarm_words_to(&mut *db, couple, who, About::Question).await?;
    }
    Ok(())
}

/// It is gone.
pub async fn delete(db: &mut PgConnection, id: i64) -> anyhow::Result<()> {
    sqlx::query!("delete from questions where id = $1", id)
        .execute(db)
        .await?;
    Ok(())
}

/// What this person asked goes, except where the other's answer belongs to it; what they chose about the other's
/// questions is forgotten.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from questions where couple_id = $1 and partner = $2 and state <> 4",
        couple.0,
        who.number()
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update questions set state = 1, until = null, moves = moves + 1
         where couple_id = $1 and partner <> $2 and state in (2, 3)",
        couple.0,
        who.number()
    )
    .execute(&mut *db)
    .await?;
    super::timers::disarm_words_to(db, couple, who, About::Question).await
}

/// Lets go of those that were answered before this instant, with their words.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "with gone as (delete from questions where answered_at < $1 returning id, couple_id)
         delete from texts using gone
         where texts.kind in ('question', 'question_answer') and texts.about = gone.id and texts.couple_id = gone.couple_id",
        before
    )
    .execute(db)
    .await?;
    Ok(())
}
