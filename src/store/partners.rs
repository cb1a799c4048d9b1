//! What belongs to one of the two: consent, own settings, own rest, own key.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::answer::Sharings;
use crate::domain::couple::{Left, Rest};
use crate::domain::{CoupleId, Partner, UserId};

/// Somebody's yes: who, when, to which text.
pub struct Consent<'a> {
    pub user: UserId,
    pub at: DateTime<Utc>,
    pub version: &'a str,
}

/// Adds one of the two, with their consent, their zone and their wrapped key.
pub async fn insert(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    consent: &Consent<'_>,
    zone: &str,
    wrapped_key: &[u8],
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into partners (couple_id, partner, user_id, zone, consented_at, consent_version, wrapped_key)
         values ($1, $2, $3, $4, $5, $6, $7)",
        couple.0,
        who.number(),
        consent.user.0.cast_signed(),
        zone,
        consent.at,
        consent.version,
        wrapped_key
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everybody there is: couple, which of the two, who.
pub async fn everybody(db: &mut PgConnection) -> anyhow::Result<Vec<(CoupleId, Partner, UserId)>> {
    let rows = sqlx::query!("select couple_id, partner, user_id from partners")
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                CoupleId(row.couple_id),
                Partner::from_number(row.partner).context("partner 1 or 2")?,
                UserId(row.user_id.cast_unsigned()),
            ))
        })
        .collect()
}

/// The wrapped data key of this person in this couple; `None` once it was destroyed.
pub async fn wrapped_key(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Option<Vec<u8>>> {
    let row = sqlx::query!(
        "select wrapped_key from partners where couple_id = $1 and partner = $2",
        couple.0,
        who.number()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|row| row.wrapped_key))
}

/// Whether this person's export may be made: one at a time, until this transaction ends.
pub async fn lock_export(db: &mut PgConnection, user: UserId) -> anyhow::Result<bool> {
    let key = user.0.cast_signed();
    let row = sqlx::query!("select pg_try_advisory_xact_lock($1) as \"mine!\"", key)
        .fetch_one(db)
        .await?;
    Ok(row.mine)
}

/// As [`wrapped_key`], held until the transaction ends: whoever erases waits for what is being
/// written under the old key, or comes before it.
pub async fn lock_wrapped_key(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Option<Vec<u8>>> {
    let row = sqlx::query!(
        "select wrapped_key from partners where couple_id = $1 and partner = $2 for no key update",
        couple.0,
        who.number()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|row| row.wrapped_key))
}

/// Keeps this wrapped key, or with `None` destroys the one there is, and when they last worked on a repair.
pub async fn save_wrapped_key(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    wrapped: Option<&[u8]>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partners set wrapped_key = $3, repaired_in = case when $3::bytea is null then null else repaired_in end
         where couple_id = $1 and partner = $2",
        couple.0,
        who.number(),
        wrapped
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Why this person is here, sealed.
pub async fn why(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Option<Vec<u8>>> {
    let row = sqlx::query!(
        "select why_sealed from partners where couple_id = $1 and partner = $2",
        couple.0,
        who.number()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|row| row.why_sealed))
}

/// Why each of the two is here, sealed; of those who keep a note.
pub async fn whys(
    db: &mut PgConnection,
    couple: CoupleId,
) -> anyhow::Result<Vec<(Partner, Vec<u8>)>> {
    let rows = sqlx::query!(
        r#"select partner, why_sealed as "why_sealed!" from partners where couple_id = $1 and why_sealed is not null"#,
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                Partner::from_number(row.partner).context("partner 1 or 2")?,
                row.why_sealed,
            ))
        })
        .collect()
}

/// Keeps why this person is here, or takes it back.
pub async fn save_why(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    sealed: Option<&[u8]>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partners set why_sealed = $3 where couple_id = $1 and partner = $2",
        couple.0,
        who.number(),
        sealed
    )
    .execute(db)
    .await?;
    Ok(())
}

/// This person's own settings.
pub async fn save_own(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    zone: &str,
    sharing: Sharings,
    streak_hidden: bool,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partners set zone = $3, sharing = $4, streak_hidden = $5 where couple_id = $1 and partner = $2",
        couple.0,
        who.number(),
        zone,
        sharing.letters(),
        streak_hidden
    )
    .execute(db)
    .await?;
    Ok(())
}

/// This person has worked on a repair in the week that begins on this Monday, and the other can see it.
/// Whether both have. The caller holds the couple.
pub async fn worked_in(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    week: NaiveDate,
) -> anyhow::Result<bool> {
    let both = sqlx::query_scalar!(
        r#"with mine as (update partners set repaired_in = $3 where couple_id = $1 and partner = $2)
           select exists (
               select 1 from partners where couple_id = $1 and partner <> $2 and repaired_in = $3) as "both!""#,
        couple.0,
        who.number(),
        week
    );
    Ok(both.fetch_one(db).await?)
}

/// This person's own rest, or its end.
pub async fn save_rest(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    rest: Option<Rest>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partners set resting_since = $3, resting_until = $4, rest_told = $5
         where couple_id = $1 and partner = $2",
        couple.0,
        who.number(),
        rest.map(|rest| rest.since),
        rest.and_then(|rest| rest.until),
        rest.is_some_and(|rest| rest.told)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// This person has left.
pub async fn save_left(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    left: Option<Left>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partners set left_at = $3, left_told = $4 where couple_id = $1 and partner = $2",
        couple.0,
        who.number(),
        left.map(|left| left.at),
        left.is_some_and(|left| left.told)
    )
    .execute(db)
    .await?;
    Ok(())
}
