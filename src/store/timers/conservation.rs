//! That no promise is lost and none counts twice: planned = done + skipped + pending.

use sqlx::PgConnection;

use crate::domain::CoupleId;

/// How many promises there are, by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conservation {
    pub planned: i64,
    pub done: i64,
    /// Failed or skipped, with a reason.
    pub skipped: i64,
    pub pending: i64,
}

impl Conservation {
    /// Nothing is lost and nothing counts twice.
    pub fn holds(&self) -> bool {
        self.planned == self.done + self.skipped + self.pending
    }
}

/// Counts a couple's promises, or all there are. Those finished long ago are no longer among them.
pub async fn conservation(
    db: &mut PgConnection,
    couple: Option<CoupleId>,
) -> anyhow::Result<Conservation> {
    let counts = sqlx::query_as!(
        Conservation,
        r#"select count(*) as "planned!",
                  count(*) filter (where state = 2) as "done!",
                  count(*) filter (where state in (3, 4) and reason is not null) as "skipped!",
                  count(*) filter (where state in (0, 1)) as "pending!"
           from timers where $1::bigint is null or couple_id = $1"#,
        couple.map(|couple| couple.0),
    );
    Ok(counts.fetch_one(db).await?)
}
