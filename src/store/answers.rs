//! What each partner has prepared or handed in, sealed. One row per partner and round.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::round::{Choice, Stance};
use crate::domain::{CoupleId, Partner, RoundId};

/// One person's row of one round. The words stay sealed.
#[derive(Debug, Clone)]
pub struct Kept {
    pub round: RoundId,
    pub stance: Stance,
    pub sealed: Option<Vec<u8>>,
    pub changed_at: DateTime<Utc>,
    /// Changed after it was handed in once.
    pub edited: bool,
    /// What the author said when asked whether to open theirs.
    pub opened: Choice,
    /// Moved to the author's own side: stays until they erase it.
    pub kept: bool,
}

struct Row {
    round_id: i64,
    stance: i16,
    sealed: Option<Vec<u8>>,
    changed_at: DateTime<Utc>,
    edited: bool,
    opened: i16,
    kept: bool,
}

/// What this person has in this round.
pub async fn find(
    db: &mut PgConnection,
    round: RoundId,
    who: Partner,
) -> anyhow::Result<Option<Kept>> {
    let row = sqlx::query_as!(
        Row,
        "select round_id, stance, sealed, changed_at, edited, opened, kept from answers where round_id = $1 and partner = $2",
        round.0,
        who.number()
    )
    .fetch_optional(db)
    .await?;
    row.map(kept).transpose()
}

/// Keeps what this person has in this round. The caller holds the round's lock.
pub async fn save(db: &mut PgConnection, who: Partner, kept: &Kept) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into answers (round_id, partner, stance, sealed, changed_at, edited, opened, kept)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (round_id, partner) do update
         set stance = excluded.stance, sealed = excluded.sealed, changed_at = excluded.changed_at,
             edited = excluded.edited, opened = excluded.opened, kept = excluded.kept",
        kept.round.0,
        who.number(),
        kept.stance.number(),
        kept.sealed,
        kept.changed_at,
        kept.edited,
        kept.opened.number(),
        kept.kept
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where each of the two stands in this round.
pub async fn stances(db: &mut PgConnection, round: RoundId) -> anyhow::Result<[Stance; 2]> {
    let rows = sqlx::query!(
        "select partner, stance from answers where round_id = $1",
        round.0
    )
    .fetch_all(db)
    .await?;
    let mut stances = [Stance::Draft; 2];
    for row in rows {
        let who = Partner::from_number(row.partner).context("a partner")?;
        stances[who as usize] = Stance::from_number(row.stance).context("a stance")?;
    }
    Ok(stances)
}

/// Everything one person has in this couple, oldest round first.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Kept>> {
    let rows = sqlx::query_as!(
        Row,
        "select a.round_id, a.stance, a.sealed, a.changed_at, a.edited, a.opened, a.kept
         from answers a join rounds r on r.id = a.round_id
         where r.couple_id = $1 and a.partner = $2
         order by r.week",
        couple.0,
        who.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(kept).collect()
}

/// What this person shared in this round is open to the other, and stays so whatever becomes of the
/// other's words: as if they had said so when asked.
pub async fn keep_open(db: &mut PgConnection, round: RoundId, who: Partner) -> anyhow::Result<()> {
    sqlx::query!(
        "update answers set opened = $3 where round_id = $1 and partner = $2 and opened = $4",
        round.0,
        who.number(),
        Choice::Open.number(),
        Choice::Unsaid.number()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes everything this person has in this couple.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from answers a using rounds r where r.id = a.round_id and r.couple_id = $1 and a.partner = $2",
        couple.0,
        who.number()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes what nobody moved to their own side, of a round that closed unrevealed.
pub async fn delete_of_round(db: &mut PgConnection, round: RoundId) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from answers where round_id = $1 and not kept",
        round.0
    )
    .execute(db)
    .await?;
    Ok(())
}

fn kept(row: Row) -> anyhow::Result<Kept> {
    Ok(Kept {
        round: RoundId(row.round_id),
        stance: Stance::from_number(row.stance).context("a stance")?,
        sealed: row.sealed,
        changed_at: row.changed_at,
        edited: row.edited,
        opened: Choice::from_number(row.opened).context("a choice")?,
        kept: row.kept,
    })
}
