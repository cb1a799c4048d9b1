//! The rhythm's facts: one per week, without a person.

use anyhow::Context as _;
use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::domain::CoupleId;
use crate::domain::rhythm::{Fact, Kind};

/// Records what a week was. A later fact about the same week replaces the earlier one only where
/// it is kinder: tended stays tended.
pub async fn record(db: &mut PgConnection, couple: CoupleId, fact: Fact) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into weeks (couple_id, week, fact) values ($1, $2, $3)
         on conflict (couple_id, week) do update set fact = excluded.fact where weeks.fact <> 'tended'",
        couple.0,
        fact.week,
        name(fact.kind)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The facts of all weeks, oldest first, and the week of the newest round if both were asked and it is open still:
/// one that somebody opened before its prompt is nobody else's to see.
pub async fn all_and_open(
    db: &mut PgConnection,
    couple: CoupleId,
) -> anyhow::Result<(Vec<Fact>, Option<NaiveDate>)> {
    let rows = sqlx::query!(
        r#"select week as "week!", fact from weeks where couple_id = $1
           union all
           select week, null from (
               select week, revealed_at, closed_at from rounds
               where couple_id = $1 and prompt_message is not null order by week desc limit 1) newest
           where revealed_at is null and closed_at is null
           order by 1"#,
        couple.0
    )
    .fetch_all(db)
    .await?;
    let (mut facts, mut open) = (Vec::with_capacity(rows.len()), None);
    for row in rows {
        match row.fact {
            Some(name) => facts.push(fact(row.week, &name)?),
            None => open = Some(row.week),
        }
    }
    Ok((facts, open))
}

/// The latest facts, newest first.
pub async fn latest(
    db: &mut PgConnection,
    couple: CoupleId,
    at_most: i64,
) -> anyhow::Result<Vec<Fact>> {
    let rows = sqlx::query!(
        "select week, fact from weeks where couple_id = $1 order by week desc limit $2",
        couple.0,
        at_most
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| fact(row.week, &row.fact))
        .collect()
}

fn fact(week: NaiveDate, name: &str) -> anyhow::Result<Fact> {
    let kind = match name {
        "tended" => Some(Kind::Tended),
        "missed" => Some(Kind::Missed),
        "paused" => Some(Kind::Paused),
        _ => None,
    };
    Ok(Fact {
        week,
        kind: kind.context("a fact of the rhythm")?,
    })
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Tended => "tended",
        Kind::Missed => "missed",
        Kind::Paused => "paused",
    }
}
