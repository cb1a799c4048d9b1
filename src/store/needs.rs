//! Requests of one day, and what both write blind and open together.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::needs::{Ask, Opening, Reply, Request, What};
use crate::domain::text;
use crate::domain::timer::About;
use crate::domain::{CoupleId, Partner};

struct RequestRow {
    id: i64,
    couple_id: i64,
    partner: i16,
    kind: String,
    number: i16,
    state: String,
    asked_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl RequestRow {
    fn request(self) -> anyhow::Result<Request> {
        Ok(Request {
            id: self.id,
            couple: CoupleId(self.couple_id),
            by: Partner::from_number(self.partner).context("a partner")?,
            ask: Ask::from_parts(&self.kind, self.number).context("a request")?,
            reply: Reply::from_name(&self.state).context("a reply")?,
            asked_at: self.asked_at,
            ends_at: self.ends_at,
        })
    }
}

/// Asks. False: one of this kind was asked already.
pub async fn insert_request(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    by: Partner,
    ask: Ask,
    asked_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let (kind, number) = ask.parts();
    let asked = sqlx::query!(
        "insert into requests (id, couple_id, partner, kind, number, state, asked_at, ends_at)
         values ($1, $2, $3, $4, $5, 'open', $6, $7)
         on conflict (couple_id, partner, kind) do nothing",
        id,
        couple.0,
        by.number(),
        kind,
        number,
        asked_at,
        ends_at
    )
    .execute(db)
    .await?;
    Ok(asked.rows_affected() == 1)
}

/// All requests there are in this couple.
pub async fn requests(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Request>> {
    let rows = sqlx::query_as!(
        RequestRow,
        "select id, couple_id, partner, kind, number, state, asked_at, ends_at from requests
         where couple_id = $1 order by asked_at, kind, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(RequestRow::request).collect()
}

/// Reads this one and holds it until the transaction ends, if it is this couple's.
pub async fn lock_request(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<Request>> {
    let row = sqlx::query_as!(
        RequestRow,
        "select id, couple_id, partner, kind, number, state, asked_at, ends_at from requests
         where couple_id = $1 and id = $2 for update",
        couple.0,
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(RequestRow::request).transpose()
}

/// Keeps where it stands.
pub async fn save_request(db: &mut PgConnection, request: &Request) -> anyhow::Result<()> {
    sqlx::query!(
        "update requests set state = $2 where id = $1",
        request.id,
        request.reply.name()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of this couple's requests whose day is over, with their lines.
pub async fn delete_ended(
    db: &mut PgConnection,
    couple: CoupleId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from requests where couple_id = $1 and ends_at <= $2 returning id",
        couple.0,
        now
    )
    .fetch_all(&mut *db)
    .await?;
    forget(db, &gone).await
}

/// The same for everybody.
pub async fn tidy(db: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!("delete from requests where ends_at <= $1 returning id", now)
        .fetch_all(&mut *db)
        .await?;
    forget(db, &gone).await
}

/// Lets go of what this person asked and has handed in unopened; their texts go by themselves.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from requests where couple_id = $1 and partner = $2 returning id",
        couple.0,
        by.number()
    )
    .fetch_all(&mut *db)
    .await?;
    forget(&mut *db, &gone).await?;
    super::timers::disarm_news(&mut *db, couple, About::Request, &gone).await?;
    super::timers::disarm_words(&mut *db, couple, About::Request, &gone).await?;
    sqlx::query!(
        "update openings set in_one = in_one and $2 <> 1, in_two = in_two and $2 <> 2
         where couple_id = $1 and opened_at is null",
        couple.0,
        i32::from(by.number())
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn forget(db: &mut PgConnection, requests: &[i64]) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from texts where kind = $1 and about = any($2)",
        text::Kind::Request.name(),
        requests
    )
    .execute(db)
    .await?;
    Ok(())
}

struct OpeningRow {
    id: i64,
    couple_id: i64,
    what: String,
    in_one: bool,
    in_two: bool,
    opened_at: Option<DateTime<Utc>>,
}

impl OpeningRow {
    fn opening(self) -> anyhow::Result<Opening> {
        Ok(Opening {
            id: self.id,
            couple: CoupleId(self.couple_id),
            what: What::from_name(&self.what).context("what is opened")?,
            is_in: [self.in_one, self.in_two],
            opened_at: self.opened_at,
        })
    }
}

/// Begins one that waits for both. The caller holds the couple, and has found none that waits.
pub async fn begin(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    what: What,
    now: DateTime<Utc>,
) -> anyhow::Result<Opening> {
    sqlx::query!(
        "insert into openings (id, couple_id, what, began_at, rank) values ($1, $2, $3, $4,
             (select coalesce(max(rank) + 1, 0) from openings where couple_id = $2 and began_at = $4))",
        id,
        couple.0,
        what.name(),
        now
    )
    .execute(db)
    .await?;
    Ok(Opening {
        id,
        couple,
        what,
        is_in: [false; 2],
        opened_at: None,
    })
}

/// All of this couple's, newest first.
pub async fn openings(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Opening>> {
    let rows = sqlx::query_as!(
        OpeningRow,
        "select id, couple_id, what, in_one, in_two, opened_at from openings
         where couple_id = $1 order by began_at desc, rank desc, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(OpeningRow::opening).collect()
}

/// Keeps who is in, and whether it is open.
pub async fn save(db: &mut PgConnection, opening: &Opening) -> anyhow::Result<()> {
    let [one, two] = opening.is_in;
    sqlx::query!(
        "update openings set in_one = $2, in_two = $3, opened_at = $4 where id = $1",
        opening.id,
        one,
        two,
        opening.opened_at
    )
    .execute(db)
    .await?;
    Ok(())
}
