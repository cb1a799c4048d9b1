//! Hard evenings in an export.

use serde_json::Map;
use sqlx::PgConnection;

use super::Thing;
use crate::domain::{CoupleId, Partner, id};
use crate::store;

/// My hard evenings.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let all = store::setbacks::of_person(db, couple, who).await?;
    let thing = |setback: store::setbacks::Setback| Thing {
        kind: "setback",
        id: id::spelled(setback.id),
        made_at: setback.at,
        facts: Map::from_iter([(
            "lighter_until".to_owned(),
            setback.light_until.to_rfc3339().into(),
        )]),
    };
    Ok(all.into_iter().map(thing).collect())
}
