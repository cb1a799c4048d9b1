//! Requests and what is opened together, in an export.

use serde_json::Map;
use sqlx::PgConnection;

use super::Thing;
use crate::domain::{CoupleId, Partner, id};
use crate::store;

/// What I asked for today, and what we open together as far as I am in it.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let mut requests = store::needs::requests(&mut *db, couple).await?;
    requests.retain(|request| request.by == who);
    let requests = requests.into_iter().map(|request| {
        let (name, number) = request.ask.parts();
        Thing {
            kind: "request",
            id: id::spelled(request.id),
            made_at: request.asked_at,
            facts: Map::from_iter([
                ("kind".to_owned(), name.into()),
                ("number".to_owned(), number.into()),
                ("ends_at".to_owned(), request.ends_at.to_rfc3339().into()),
            ]),
        }
    });
    let openings = store::needs::openings(db, couple).await?;
    let openings = openings.into_iter().filter_map(|opening| {
        // When mine alone is in, only that it is: when it was begun may be the other's.
        let opened = opening.opened_at.filter(|_| opening.has(who))?;
        Some(Thing {
            kind: opening.what.name(),
            id: id::spelled(opening.id),
            made_at: opened,
            facts: Map::from_iter([("opened_at".to_owned(), opened.to_rfc3339().into())]),
        })
    });
    Ok(requests.chain(openings).collect())
}
