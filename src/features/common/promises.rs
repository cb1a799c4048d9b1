//! Promises as other features see them.

use sqlx::PgConnection;

use crate::app::App;
use crate::domain::repair::Repair;

/// How many promises this repair has, and how many of them were kept.
pub async fn counts(
    app: &App,
    db: &mut PgConnection,
    repair: &Repair,
) -> anyhow::Result<(i64, i64)> {
    let _ = (app, db, repair);
    Ok((0, 0))
}
