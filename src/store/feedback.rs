//! What somebody wants to tell the host: sealed here until it has been delivered, then gone.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Whether this person (a keyed hash) may write once more: not where they have three times since this instant.
pub async fn has_turn(
    db: &mut PgConnection,
    person: &[u8],
    since: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let row = sqlx::query!(
        "select count(*) < 3 as \"has!\" from feedback_turns where person = $1 and at > $2",
        person,
        since
    );
    Ok(row.fetch_one(db).await?.has)
}

/// Takes one of their three places, if one is free: whose turn was before this instant is. Of two at once that
/// want the last, one has it.
pub async fn take_turn(
    db: &mut PgConnection,
    person: &[u8],
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let taken = sqlx::query!(
        "insert into feedback_turns (person, nth, at)
         select $1, place, $3 from unnest(array[1, 2, 3]::smallint[]) place
         where not exists (select from feedback_turns where person = $1 and nth = place and at > $2)
         order by place limit 1
         on conflict (person, nth) do update set at = excluded.at where feedback_turns.at <= $2",
        person,
        since,
        now
    );
    Ok(taken.execute(db).await?.rows_affected() > 0)
}

/// Keeps it; `person` is the keyed hash of whoever wrote it.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    (wrapped_key, sealed): (&[u8], &[u8]),
    person: &[u8],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into feedback (id, wrapped_key, sealed, person, written_at) values ($1, $2, $3, $4, $5)",
        id,
        wrapped_key,
        sealed,
        person,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Its wrapped key and its sealed words.
pub async fn find(db: &mut PgConnection, id: i64) -> anyhow::Result<Option<(Vec<u8>, Vec<u8>)>> {
    let row = sqlx::query!("select wrapped_key, sealed from feedback where id = $1", id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| (row.wrapped_key, row.sealed)))
}

/// It could not be delivered: whoever wrote it is to be told.
pub async fn could_not(db: &mut PgConnection, id: i64, now: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "update feedback set failed_at = coalesce(failed_at, $2) where id = $1",
        id,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether something of this person's could not be delivered and they have not been told; they are with it.
pub async fn take_untold(
    db: &mut PgConnection,
    person: &[u8],
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let told = sqlx::query!(
        "update feedback set told_at = $2
         where person = $1 and failed_at is not null and told_at is null",
        person,
        now
    );
    Ok(told.execute(db).await?.rows_affected() > 0)
}

/// Whether anything waits that could not be delivered.
pub async fn any_waits(db: &mut PgConnection) -> anyhow::Result<bool> {
    let row = sqlx::query!(
        r#"select exists (select from feedback where failed_at is not null) as "waits!""#
    )
    .fetch_one(db)
    .await?;
    Ok(row.waits)
}

/// It has been delivered.
pub async fn delete(db: &mut PgConnection, id: i64) -> anyhow::Result<()> {
    sqlx::query!("delete from feedback where id = $1", id)
        .execute(db)
        .await?;
    Ok(())
}

/// Lets go of places that were taken before this instant.
pub async fn tidy_turns(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!("delete from feedback_turns where at <= $1", before)
        .execute(db)
        .await?;
    Ok(())
}

/// Lets go of what could not be delivered before this instant.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!("delete from feedback where written_at < $1", before)
        .execute(db)
        .await?;
    Ok(())
}
