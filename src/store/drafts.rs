//! What stood in a form that was refused, sealed, for a quarter of an hour: so that *Change* opens it filled.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::{CoupleId, Partner};

/// Keeps one until this instant; those whose time is over go.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    (couple, by): (CoupleId, Partner),
    sealed: &[u8],
    now: DateTime<Utc>,
    kept_until: DateTime<Utc>,
) -> anyhow::Result<()> {
    tidy(&mut *db, now).await?;
    sqlx::query!(
        "insert into drafts (id, couple_id, partner, sealed, kept_until) values ($1, $2, $3, $4, $5)",
        id,
        couple.0,
        by.number(),
        sealed,
        kept_until
    )
    .execute(db)
    .await?;
    Ok(())
}

/// This person's own, as long as it is kept.
pub async fn find(
    db: &mut PgConnection,
    id: i64,
    (couple, by): (CoupleId, Partner),
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Vec<u8>>> {
    let found = sqlx::query_scalar!(
        "select sealed from drafts where id = $1 and couple_id = $2 and partner = $3 and kept_until > $4",
        id,
        couple.0,
        by.number(),
        now
    );
    Ok(found.fetch_optional(db).await?)
}

/// Forgets those whose time is over.
pub async fn tidy(db: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!("delete from drafts where kept_until <= $1", now)
        .execute(db)
        .await?;
    Ok(())
}

/// Lets go of all of this person's.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from drafts where couple_id = $1 and partner = $2",
        couple.0,
        by.number()
    )
    .execute(db)
    .await?;
    Ok(())
}
