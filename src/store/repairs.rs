//! Repairs: where each stands. Their words are texts.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::repair::{Repair, Size, Stage};
use crate::domain::{CoupleId, Partner};

struct Row {
    id: i64,
    couple_id: i64,
    opened_by: i16,
    hurt: i16,
    size: String,
    promise_id: Option<i64>,
    state: serde_json::Value,
    holds: i16,
    moves: i32,
    opened_at: DateTime<Utc>,
    agreed_at: Option<DateTime<Utc>>,
    moved_at: DateTime<Utc>,
    over_at: Option<DateTime<Utc>>,
}

impl Row {
    fn repair(self) -> anyhow::Result<Repair> {
        let partner = |number| Partner::from_number(number).context("a partner");
        Ok(Repair {
            id: self.id,
            couple: CoupleId(self.couple_id),
            opened_by: partner(self.opened_by)?,
            hurt: partner(self.hurt)?,
            size: Size::from_name(&self.size).context("a size of repair")?,
            promise: self.promise_id,
            holds: [self.holds & 1 != 0, self.holds & 2 != 0],
            moves: self.moves,
            opened_at: self.opened_at,
            agreed_at: self.agreed_at,
            moved_at: self.moved_at,
            over_at: self.over_at,
            state: serde_json::from_value(self.state).context("a state of repair")?,
        })
    }
}

/// Begins a draft, which only its opener knows. The caller holds the couple.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    opened_by: Partner,
    hurt: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        r#"insert into repairs (id, couple_id, opened_by, hurt, size, state, phase, opened_at, moved_at, rank)
           values ($1, $2, $3, $4, 'small', '{"at": "draft"}', 0, $5, $5,
               (select coalesce(max(rank) + 1, 0) from repairs where couple_id = $2 and opened_at = $5))"#,
        id,
        couple.0,
        opened_by.number(),
        hurt.number(),
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One of this couple's.
pub async fn find(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<Repair>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, opened_by, hurt, size, promise_id, state, holds, moves, opened_at,
             agreed_at, moved_at, over_at
         from repairs where id = $1 and couple_id = $2",
        id,
        couple.0
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::repair).transpose()
}

/// Reads it and holds it until the transaction ends, so that two who press at once take turns.
pub async fn lock(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<Repair>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, opened_by, hurt, size, promise_id, state, holds, moves, opened_at,
             agreed_at, moved_at, over_at
         from repairs where id = $1 and couple_id = $2 for update",
        id,
        couple.0
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::repair).transpose()
}

/// All of this couple that are not over, drafts included, oldest first.
pub async fn open(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Repair>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, opened_by, hurt, size, promise_id, state, holds, moves, opened_at,
             agreed_at, moved_at, over_at
         from repairs where couple_id = $1 and phase < 2 order by opened_at, rank, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::repair).collect()
}

/// Whether any repair of this couple is offered or under way: what only one of them drafts is not.
pub async fn is_any_under_way(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<bool> {
    let any = sqlx::query_scalar!(
        r#"select exists (select 1 from repairs where couple_id = $1 and phase = 1) as "any!""#,
        couple.0
    );
    Ok(any.fetch_one(db).await?)
}

/// All that this couple has begun, oldest first; of drafts only this person's own.
pub async fn known_to(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Repair>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, opened_by, hurt, size, promise_id, state, holds, moves, opened_at,
             agreed_at, moved_at, over_at
         from repairs where couple_id = $1 and (phase > 0 or opened_by = $2) order by opened_at, rank, id",
        couple.0,
        who.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::repair).collect()
}

/// Keeps where it stands. The caller holds it.
pub async fn save(db: &mut PgConnection, repair: &Repair) -> anyhow::Result<()> {
    let phase = match repair.state.stage() {
        Stage::Over => 2,
        _ if repair.is_draft() => 0,
        _ => 1,
    };
    let [one, two] = repair.holds.map(i16::from);
    sqlx::query!(
        "update repairs set hurt = $2, size = $3, promise_id = $4, state = $5, phase = $6, holds = $7,
             moves = $8, agreed_at = $9, moved_at = $10, over_at = $11
         where id = $1",
        repair.id,
        repair.hurt.number(),
        repair.size.name(),
        repair.promise,
        serde_json::to_value(repair.state).context("a state is plain data")?,
        phase,
        one + 2 * two,
        repair.moves,
        repair.agreed_at,
        repair.moved_at,
        repair.over_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of a draft.
pub async fn delete(db: &mut PgConnection, couple: CoupleId, id: i64) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from repairs where id = $1 and couple_id = $2",
        id,
        couple.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Since when the repair is agreed to that was begun last.
pub async fn last_agreed(
    db: &mut PgConnection,
    couple: CoupleId,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let row = sqlx::query!(
        "select max(agreed_at) as at from repairs where couple_id = $1",
        couple.0
    )
    .fetch_one(db)
    .await?;
    Ok(row.at)
}
