//! What an export tells of one's own promises, repairs and the like, beside their words.

use sqlx::PgConnection;

use super::document::Thing;
use crate::domain::{CoupleId, Partner};

/// Everything that is this person's own, a feature after the other.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let _ = (db, couple, who);
    Ok(Vec::new())
}
