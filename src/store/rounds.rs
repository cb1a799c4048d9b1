//! Rounds: a week's prompt of a couple.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::round::{Asked, Round, State};
use crate::domain::{ChannelId, CoupleId, MessageId, Partner, RoundId};

struct Row {
    id: i64,
    couple_id: i64,
    week: NaiveDate,
    opened_at: DateTime<Utc>,
    reveal_at: Option<DateTime<Utc>>,
    opening_id: String,
    thanks_id: String,
    concern_id: String,
    question_id: String,
    build_id: String,
    prompt_channel: Option<i64>,
    prompt_message: Option<i64>,
    revealed_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

/// Opens this round, which was ahead, or finds the one of its week that was opened before.
pub async fn open(
    db: &mut PgConnection,
    round: &Round,
    now: DateTime<Utc>,
) -> anyhow::Result<Round> {
    sqlx::query!(
        "insert into rounds (id, couple_id, week, opened_at, reveal_at, opening_id, thanks_id, concern_id, question_id, build_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict on constraint rounds_one_per_week do nothing",
        round.id.0,
        round.couple.0,
        round.week,
        now,
        round.reveal_at,
        round.asked.opening,
        round.asked.thanks,
        round.asked.concern,
        round.asked.question,
        round.asked.build
    )
    .execute(&mut *db)
    .await?;
    of_week(db, round.couple, round.week)
        .await?
        .context("the round that was just opened")
}

/// The round of this week.
pub async fn of_week(
    db: &mut PgConnection,
    couple: CoupleId,
    week: NaiveDate,
) -> anyhow::Result<Option<Round>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, week, opened_at, reveal_at, opening_id, thanks_id, concern_id, question_id, build_id,
                prompt_channel, prompt_message, revealed_at, closed_at
         from rounds where couple_id = $1 and week = $2",
        couple.0,
        week
    )
    .fetch_optional(db)
    .await?;
    row.map(round).transpose()
}

/// The newest round of a couple.
pub async fn latest(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Option<Round>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, week, opened_at, reveal_at, opening_id, thanks_id, concern_id, question_id, build_id,
                prompt_channel, prompt_message, revealed_at, closed_at
         from rounds where couple_id = $1 order by week desc limit 1",
        couple.0
    )
    .fetch_optional(db)
    .await?;
    row.map(round).transpose()
}

/// The round with this number.
pub async fn find(db: &mut PgConnection, id: RoundId) -> anyhow::Result<Option<Round>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, week, opened_at, reveal_at, opening_id, thanks_id, concern_id, question_id, build_id,
                prompt_channel, prompt_message, revealed_at, closed_at
         from rounds where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    row.map(round).transpose()
}

/// Reads this couple's round and holds it until the transaction ends, so that two partners who
/// answer in the same second take turns.
pub async fn lock(
    db: &mut PgConnection,
    couple: CoupleId,
    id: RoundId,
) -> anyhow::Result<Option<Round>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, week, opened_at, reveal_at, opening_id, thanks_id, concern_id, question_id, build_id,
                prompt_channel, prompt_message, revealed_at, closed_at
         from rounds where id = $1 and couple_id = $2 for update",
        id.0,
        couple.0
    )
    .fetch_optional(db)
    .await?;
    row.map(round).transpose()
}

/// What this person can look back on, newest first: the rounds that were opened to both, and of
/// those that closed before that the ones whose words they moved to their own side.
pub async fn to_look_back_on(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<RoundId>> {
    let rows = sqlx::query!(
        "select r.id from rounds r left join answers a on a.round_id = r.id and a.partner = $2
         where r.couple_id = $1 and (r.revealed_at is not null or (r.closed_at is not null and a.kept))
         order by r.week desc",
        couple.0,
        who.number()
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| RoundId(row.id)).collect())
}

/// Every round of a couple, oldest first: for one's own export.
pub async fn all(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Round>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, week, opened_at, reveal_at, opening_id, thanks_id, concern_id, question_id, build_id,
                prompt_channel, prompt_message, revealed_at, closed_at
         from rounds where couple_id = $1 order by week",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(round).collect()
}

/// Keeps what the round has become.
pub async fn save(db: &mut PgConnection, round: &Round) -> anyhow::Result<()> {
    let (revealed_at, closed_at) = match round.state {
        State::Ahead | State::Open => (None, None),
        State::Revealed { at } => (Some(at), None),
        State::Closed { at } => (None, Some(at)),
    };
    sqlx::query!(
        "update rounds set revealed_at = $2, closed_at = $3, reveal_at = $4 where id = $1",
        round.id.0,
        revealed_at,
        closed_at,
        round.reveal_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Remembers where the prompt stands.
pub async fn save_prompt(
    db: &mut PgConnection,
    id: RoundId,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update rounds set prompt_channel = $2, prompt_message = $3 where id = $1",
        id.0,
        channel.0.cast_signed(),
        message.0.cast_signed()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The stable ids of the questions this couple was asked, newest first, and the week of their first round.
pub async fn questions_asked(
    db: &mut PgConnection,
    couple: CoupleId,
    at_most: i64,
) -> anyhow::Result<(Vec<String>, Option<NaiveDate>)> {
    let rows = sqlx::query!(
        "select question_id, min(week) over () as first from rounds
         where couple_id = $1 order by week desc limit $2",
        couple.0,
        at_most
    )
    .fetch_all(db)
    .await?;
    let first = rows.first().and_then(|row| row.first);
    Ok((rows.into_iter().map(|row| row.question_id).collect(), first))
}

/// The latest week whose prompt was posted.
pub async fn latest_asked(
    db: &mut PgConnection,
    couple: CoupleId,
) -> anyhow::Result<Option<NaiveDate>> {
    let week = sqlx::query_scalar!(
        "select max(week) from rounds where couple_id = $1 and prompt_message is not null",
        couple.0
    );
    Ok(week.fetch_one(db).await?)
}

fn round(row: Row) -> anyhow::Result<Round> {
    let state = match (row.revealed_at, row.closed_at) {
        (None, None) => State::Open,
        (Some(at), None) => State::Revealed { at },
        (None, Some(at)) => State::Closed { at },
        (Some(_), Some(_)) => anyhow::bail!("a round both revealed and closed"),
    };
    let prompt = row.prompt_channel.zip(row.prompt_message);
    Ok(Round {
        id: RoundId(row.id),
        couple: CoupleId(row.couple_id),
        week: row.week,
        opened_at: row.opened_at,
        reveal_at: row.reveal_at,
        asked: Asked {
            opening: row.opening_id,
            thanks: row.thanks_id,
            concern: row.concern_id,
            question: row.question_id,
            build: row.build_id,
        },
        prompt: prompt.map(|(c, m)| (ChannelId(c.cast_unsigned()), MessageId(m.cast_unsigned()))),
        state,
    })
}
