//! Paper cuts in an export.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use sqlx::PgConnection;

use super::Thing;
use crate::domain::cuts::Cut;
use crate::domain::{CoupleId, Partner, id};
use crate::store;

/// My paper cuts, waiting or looked at.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let all = store::cuts::of_couple(db, couple).await?;
    let thing = |cut: Cut| Thing {
        kind: "cut",
        id: id::spelled(cut.id),
        made_at: cut.written_at,
        facts: facts([
            ("look_at", Some(cut.look_at)),
            ("looked_at", cut.looked_at),
            ("cleared_with_thanks_at", cut.thanked_at),
        ]),
    };
    Ok(all
        .into_iter()
        .filter(|cut| cut.by == who)
        .map(thing)
        .collect())
}

/// Instants by name; none where there is none.
fn facts<const N: usize>(all: [(&str, Option<DateTime<Utc>>); N]) -> Map<String, Value> {
    all.into_iter()
        .map(|(name, at)| (name.to_owned(), serde_json::json!(at)))
        .collect()
}
