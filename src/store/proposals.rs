//! Joint settings that one suggested and the other may agree to.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::couple::Change;
use crate::domain::{ChannelId, CoupleId, MessageId, Partner};

/// A suggested change.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: i64,
    pub couple: CoupleId,
    pub by: Partner,
    pub change: Change,
    pub message: Option<(ChannelId, MessageId)>,
    /// None while it stands; then whether the other agreed.
    pub agreed: Option<bool>,
    pub settled: bool,
}

struct Row {
    id: i64,
    couple_id: i64,
    partner: i16,
    change: serde_json::Value,
    channel_id: Option<i64>,
    message_id: Option<i64>,
    settled_at: Option<DateTime<Utc>>,
    agreed: Option<bool>,
}

/// Suggests a change; what was suggested before and still stands is withdrawn.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    by: Partner,
    change: &Change,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update proposals set settled_at = $2, agreed = false where couple_id = $1 and settled_at is null",
        couple.0,
        now
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into proposals (id, couple_id, partner, change, made_at, rank) values ($1, $2, $3, $4, $5,
             (select coalesce(max(rank) + 1, 0) from proposals where couple_id = $2 and made_at = $5))",
        id,
        couple.0,
        by.number(),
        serde_json::to_value(change)?,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads a proposal and holds it until the transaction ends.
pub async fn lock(db: &mut PgConnection, id: i64) -> anyhow::Result<Option<Proposal>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, change, channel_id, message_id, settled_at, agreed from proposals where id = $1 for update",
        id
    )
    .fetch_optional(db)
    .await?;
    row.map(proposal).transpose()
}

/// The one that stands, if one does.
pub async fn open(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Option<Proposal>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, change, channel_id, message_id, settled_at, agreed from proposals
         where couple_id = $1 and settled_at is null",
        couple.0
    )
    .fetch_optional(db)
    .await?;
    row.map(proposal).transpose()
}

/// The other agreed, or did not.
pub async fn settle(
    db: &mut PgConnection,
    id: i64,
    agreed: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update proposals set settled_at = $2, agreed = $3 where id = $1",
        id,
        now,
        agreed
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What this person has suggested so far, and when; not what the other said to it.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<Vec<(DateTime<Utc>, Change)>> {
    let rows = sqlx::query!(
        "select made_at, change from proposals where couple_id = $1 and partner = $2 order by made_at, rank, id",
        couple.0,
        by.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                row.made_at,
                serde_json::from_value(row.change).context("a change of settings")?,
            ))
        })
        .collect()
}

/// Remembers where it was posted.
pub async fn save_message(
    db: &mut PgConnection,
    id: i64,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update proposals set channel_id = $2, message_id = $3 where id = $1",
        id,
        channel.0.cast_signed(),
        message.0.cast_signed()
    )
    .execute(db)
    .await?;
    Ok(())
}

fn proposal(row: Row) -> anyhow::Result<Proposal> {
    let message = row.channel_id.zip(row.message_id);
    Ok(Proposal {
        id: row.id,
        couple: CoupleId(row.couple_id),
        by: Partner::from_number(row.partner).context("a partner")?,
        change: serde_json::from_value(row.change).context("a change of settings")?,
        message: message.map(|(c, m)| (ChannelId(c.cast_unsigned()), MessageId(m.cast_unsigned()))),
        agreed: row.agreed,
        settled: row.settled_at.is_some(),
    })
}
