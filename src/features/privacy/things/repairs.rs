//! Repairs in an export.

use serde_json::json;
use sqlx::PgConnection;

use super::Thing;
use crate::domain::repair::Repair;
use crate::domain::{CoupleId, Partner, id};
use crate::store;

/// Repairs that this person knows of.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let all = store::repairs::known_to(db, couple, who).await?;
    Ok(all.iter().map(|repair| of_repair(repair, who)).collect())
}

/// Where a repair stands, and my side of it; who paused it is not told.
fn of_repair(repair: &Repair, who: Partner) -> Thing {
    let role = if repair.hurt == who {
        "hurt"
    } else {
        "responsible"
    };
    let facts = json!({
        "my_role": role,
        "opened_by_me": repair.opened_by == who,
        "size": repair.size.name(),
        "state": repair.state,
        "agreed_at": repair.agreed_at,
        "moved_at": repair.moved_at,
        "over_at": repair.over_at,
        "promise": repair.promise.map(id::spelled),
    });
    Thing {
        kind: "repair",
        id: id::spelled(repair.id),
        made_at: repair.opened_at,
        facts: facts.as_object().cloned().unwrap_or_default(),
    }
}
