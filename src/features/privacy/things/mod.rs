//! What an export tells of one's own promises, repairs and the like, beside their words.

mod cuts;
mod needs;
mod promises;
mod questions;
mod repairs;
mod setbacks;

use sqlx::PgConnection;

use super::document::Thing;
use crate::domain::{CoupleId, Partner};

/// Everything that is this person's own, a feature after the other.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let mut things = promises::of_person(&mut *db, couple, who).await?;
    things.extend(repairs::of_person(&mut *db, couple, who).await?);
    things.extend(questions::of_person(&mut *db, couple, who).await?);
    things.extend(cuts::of_person(&mut *db, couple, who).await?);
    things.extend(setbacks::of_person(&mut *db, couple, who).await?);
    things.extend(needs::of_person(db, couple, who).await?);
    Ok(things)
}
