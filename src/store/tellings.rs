//! Something that one wants to tell: where each stands. Its words are texts. Whoever changes one holds the couple.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::questions::{Telling, ToTell};
use crate::domain::timer::About;
use crate::domain::{CoupleId, Partner};

struct Row {
    id: i64,
    couple_id: i64,
    partner: i16,
    state: i16,
    company: bool,
    made_at: DateTime<Utc>,
    offer_at: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    moves: i32,
}

impl Row {
    fn telling(self) -> anyhow::Result<ToTell> {
        let state = match self.state {
            0 => Telling::Draft,
            1 => Telling::Offered(self.offer_at.context("offered since when")?),
            2 => Telling::Later(self.until.context("later than now")?),
            3 => Telling::WithSomebody,
            4 => Telling::Opened,
            _ => anyhow::bail!("no state of something to tell"),
        };
        Ok(ToTell {
            id: self.id,
            couple: CoupleId(self.couple_id),
            by: Partner::from_number(self.partner).context("a partner")?,
            state,
            company: self.company,
            made_at: self.made_at,
            moves: self.moves,
        })
    }
}

/// All of this couple, the oldest first.
pub async fn of_couple(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<ToTell>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, state, company, made_at, offer_at, until, moves
         from tellings where couple_id = $1 order by made_at, rank, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::telling).collect()
}

/// The one with this number.
pub async fn find(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<ToTell>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, state, company, made_at, offer_at, until, moves
         from tellings where couple_id = $1 and id = $2",
        couple.0,
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::telling).transpose()
}

/// One more, as a draft.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    by: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into tellings (id, couple_id, partner, made_at, rank) values ($1, $2, $3, $4,
             (select coalesce(max(rank) + 1, 0) from tellings where couple_id = $2 and made_at = $4))",
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
    state: Telling,
    company: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    let (number, offer_at, until) = match state {
        Telling::Draft => (0i16, None, None),
        Telling::Offered(from) => (1, Some(from), None),
        Telling::Later(until) => (2, None, Some(until)),
        Telling::WithSomebody => (3, None, None),
        Telling::Opened => (4, None, None),
    };
    let row = sqlx::query!(
        "update tellings set state = $2::smallint, offer_at = coalesce($3, offer_at), until = $4, company = $5, moves = moves + 1,
             opened_at = case when $2::smallint = 4 then $6 else opened_at end
         where id = $1 returning moves",
        id,
        number,
        offer_at,
        until,
        company,
        now
    )
    .fetch_one(db)
    .await?;
    Ok(row.moves)
}

/// It is gone, and what was promised for it is taken back.
pub async fn delete(db: &mut PgConnection, couple: CoupleId, id: i64) -> anyhow::Result<()> {
    sqlx::query!("delete from tellings where id = $1", id)
        .execute(&mut *db)
        .await?;
    disarm(db, couple, id).await
}

/// Takes back what was promised about it: the line in the channel, a word to one.
pub async fn disarm(db: &mut PgConnection, couple: CoupleId, id: i64) -> anyhow::Result<()> {
    super::timers::disarm_news(&mut *db, couple, About::Telling, &[id]).await?;
    super::timers::disarm_words(db, couple, About::Telling, &[id]).await
}

/// What this person wanted to tell goes; what they chose about what the other tells is forgotten.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from tellings where couple_id = $1 and partner = $2 returning id",
        couple.0,
        who.number()
    )
    .fetch_all(&mut *db)
    .await?;
    for id in gone {
        disarm(&mut *db, couple, id).await?;
    }
    sqlx::query!(
        "update tellings set state = 1, until = null, moves = moves + 1
         where couple_id = $1 and partner <> $2 and state in (2, 3)",
        couple.0,
        who.number()
    )
    .execute(&mut *db)
    .await?;
    super::timers::disarm_words_to(db, couple, who, About::Telling).await
}

/// Lets go of those that were opened before this instant, with their words.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "with gone as (delete from tellings where opened_at < $1 returning id, couple_id)
         delete from texts using gone
         where texts.kind in ('telling_note', 'telling') and texts.about = gone.id and texts.couple_id = gone.couple_id",
        before
    )
    .execute(db)
    .await?;
    Ok(())
}
