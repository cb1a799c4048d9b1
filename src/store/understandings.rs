//! One line after reading: what I understood, and whether the other says that is it. Sealed.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::{CoupleId, Partner, RoundId};

/// One person's line, and what the other said to it.
#[derive(Debug, Clone)]
pub struct Understanding {
    pub by: Partner,
    pub sealed: Vec<u8>,
    /// None: the other has not said yet.
    pub confirmed: Option<bool>,
    /// The other's words, sealed under the other's key.
    pub correction: Option<Vec<u8>>,
    pub written_at: DateTime<Utc>,
}

/// The lines of a round.
pub async fn of_round(db: &mut PgConnection, round: RoundId) -> anyhow::Result<Vec<Understanding>> {
    let rows = sqlx::query!(
        "select partner, sealed, confirmed, correction, written_at from understandings where round_id = $1 order by partner",
        round.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Understanding {
                by: Partner::from_number(row.partner).context("a partner")?,
                sealed: row.sealed,
                confirmed: row.confirmed,
                correction: row.correction,
                written_at: row.written_at,
            })
        })
        .collect()
}

/// What one person wrote after reading a round: their line, and their words about the other's line.
/// Sealed under their own key, both.
#[derive(Debug, Clone)]
pub struct Own {
    pub round: RoundId,
    pub line: Option<(Vec<u8>, DateTime<Utc>)>,
    pub correction: Option<Vec<u8>>,
}

/// Everything of this kind that one person has in this couple, oldest round first. Nothing of the
/// other's is read.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Own>> {
    let rows = sqlx::query!(
        r#"select r.id, mine.sealed as "sealed?", mine.written_at as "written_at?", theirs.correction as "correction?"
           from rounds r
           left join understandings mine on mine.round_id = r.id and mine.partner = $2
           left join understandings theirs on theirs.round_id = r.id and theirs.partner <> $2
           where r.couple_id = $1 and (mine.sealed is not null or theirs.correction is not null)
           order by r.week"#,
        couple.0,
        who.number()
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Own {
            round: RoundId(row.id),
            line: row.sealed.zip(row.written_at),
            correction: row.correction,
        })
        .collect())
}

/// Keeps a line; a new one waits for the other again.
pub async fn save(
    db: &mut PgConnection,
    round: RoundId,
    by: Partner,
    sealed: &[u8],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into understandings (round_id, partner, sealed, written_at) values ($1, $2, $3, $4)
         on conflict (round_id, partner) do update
         set sealed = excluded.sealed, written_at = excluded.written_at, confirmed = null, correction = null",
        round.0,
        by.number(),
        sealed,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The other said: that is it, or put it right in their own words.
pub async fn answer(
    db: &mut PgConnection,
    round: RoundId,
    by: Partner,
    confirmed: bool,
    correction: Option<&[u8]>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update understandings set confirmed = $3, correction = $4 where round_id = $1 and partner = $2",
        round.0,
        by.number(),
        confirmed,
        correction
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes every line this person wrote in this couple, and their corrections of the other's.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from understandings u using rounds r where r.id = u.round_id and r.couple_id = $1 and u.partner = $2",
        couple.0,
        who.number()
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update understandings u set correction = null from rounds r
         where r.id = u.round_id and r.couple_id = $1 and u.partner = $2",
        couple.0,
        who.other().number()
    )
    .execute(db)
    .await?;
    Ok(())
}
