//! What could not reach one of the two, until they are told.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, query};

use crate::domain::untold::Untold;
use crate::domain::{CoupleId, Partner};

/// Remembers that this is to be told; of several of one kind, the latest.
pub async fn put(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    what: Untold,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let put = query!(
        "insert into untold (couple_id, partner, what, at) values ($1, $2, $3, $4)
         on conflict (couple_id, partner, what) do update set at = excluded.at",
        couple.0,
        who.number(),
        what.name(),
        at,
    );
    put.execute(db).await?;
    Ok(())
}

/// All that is to be told to this person, which is told with it, and since when.
pub async fn take(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<(Untold, DateTime<Utc>)>> {
    let taken = query!(
        "delete from untold where couple_id = $1 and partner = $2 returning what, at",
        couple.0,
        who.number(),
    );
    let mut told = (taken.fetch_all(db).await?.into_iter())
        .map(|row| {
            let what = Untold::from_name(&row.what).context("something to tell")?;
            Ok((what, row.at))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    told.sort_unstable(); // `returning` has no order
    Ok(told)
}
