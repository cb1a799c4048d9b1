//! Invitations: who invites, where, until when. Who is invited is never stored.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::invitation::Invitation;
use crate::domain::schedule::Slot;
use crate::domain::{ChannelId, InvitationId, MessageId, UserId};

struct Row {
    id: i64,
    inviter_id: i64,
    guild_id: i64,
    channel_id: i64,
    zone: String,
    weekday: i16,
    minute: i16,
    consent_version: String,
    created_at: DateTime<Utc>,
    posted_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    message_id: Option<i64>,
    closed_at: Option<DateTime<Utc>>,
}

/// A page on which an invitation is prepared.
pub async fn insert(db: &mut PgConnection, new: &Invitation) -> anyhow::Result<()> {
    let (weekday, minute) = super::slot_columns(&new.slot);
    sqlx::query!(
        "insert into invitations
             (id, inviter_id, guild_id, channel_id, zone, weekday, minute, consent_version, created_at, expires_at, rank)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             (select coalesce(max(rank) + 1, 0) from invitations where inviter_id = $2 and created_at = $9))",
        new.id.0,
        new.inviter.0.cast_signed(),
        new.guild.cast_signed(),
        new.channel.0.cast_signed(),
        new.slot.zone,
        weekday,
        minute,
        new.consent_version,
        new.created_at,
        new.expires_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The invitation with this number.
pub async fn find(db: &mut PgConnection, id: InvitationId) -> anyhow::Result<Option<Invitation>> {
    let row = sqlx::query_as!(
        Row,
        "select id, inviter_id, guild_id, channel_id, zone, weekday, minute, consent_version, created_at, posted_at,
                expires_at, message_id, closed_at
         from invitations where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    row.map(invitation).transpose()
}

/// Reads it and holds it until the transaction ends.
pub async fn lock(db: &mut PgConnection, id: InvitationId) -> anyhow::Result<Option<Invitation>> {
    sqlx::query!("select id from invitations where id = $1 for update", id.0)
        .fetch_optional(&mut *db)
        .await?;
    find(db, id).await
}

/// Every invitation this person prepared or posted since.
pub async fn by_inviter(
    db: &mut PgConnection,
    inviter: UserId,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<Invitation>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, inviter_id, guild_id, channel_id, zone, weekday, minute, consent_version, created_at, posted_at,
                expires_at, message_id, closed_at
         from invitations where inviter_id = $1 and created_at > $2 order by created_at, rank, id",
        inviter.0.cast_signed(),
        since
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(invitation).collect()
}

/// The hour chosen on the page.
pub async fn save_slot(db: &mut PgConnection, id: InvitationId, slot: &Slot) -> anyhow::Result<()> {
    let (weekday, minute) = super::slot_columns(slot);
    sqlx::query!(
        "update invitations set zone = $2, weekday = $3, minute = $4 where id = $1 and posted_at is null",
        id.0,
        slot.zone,
        weekday,
        minute
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It is to be posted, and stands until then.
pub async fn post(
    db: &mut PgConnection,
    id: InvitationId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update invitations set posted_at = $2, expires_at = $3 where id = $1",
        id.0,
        now,
        expires_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Remembers its message.
pub async fn save_message(
    db: &mut PgConnection,
    id: InvitationId,
    message: MessageId,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update invitations set message_id = $2 where id = $1",
        id.0,
        message.0.cast_signed()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Accepted, withdrawn or expired.
pub async fn close(
    db: &mut PgConnection,
    id: InvitationId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update invitations set closed_at = $2 where id = $1 and closed_at is null",
        id.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets those prepared before this instant.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!("delete from invitations where created_at < $1", before)
        .execute(db)
        .await?;
    Ok(())
}

/// Whether this person (as a keyed hash) asked not to be invited.
pub async fn asked_not_to(db: &mut PgConnection, person: &[u8]) -> anyhow::Result<bool> {
    let row = sqlx::query!("select since from not_to_ask where person = $1", person)
        .fetch_optional(db)
        .await?;
    Ok(row.is_some())
}

/// This person does not want to be invited again.
pub async fn do_not_ask(
    db: &mut PgConnection,
    person: &[u8],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into not_to_ask (person, since) values ($1, $2) on conflict do nothing",
        person,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// This person may be invited again: they started themselves, or said so. Whether they might not before.
pub async fn may_ask_again(db: &mut PgConnection, person: &[u8]) -> anyhow::Result<bool> {
    let lifted = sqlx::query!("delete from not_to_ask where person = $1", person)
        .execute(db)
        .await?;
    Ok(lifted.rows_affected() == 1)
}

fn invitation(row: Row) -> anyhow::Result<Invitation> {
    Ok(Invitation {
        id: InvitationId(row.id),
        inviter: UserId(row.inviter_id.cast_unsigned()),
        guild: row.guild_id.cast_unsigned(),
        channel: ChannelId(row.channel_id.cast_unsigned()),
        slot: super::slot(row.zone, row.weekday, row.minute)?,
        consent_version: row.consent_version,
        created_at: row.created_at,
        posted_at: row.posted_at,
        expires_at: row.expires_at,
        message: row.message_id.map(|id| MessageId(id.cast_unsigned())),
        closed_at: row.closed_at,
    })
}
