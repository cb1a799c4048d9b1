//! Promises in an export.

use serde_json::{Map, Value, json};
use sqlx::PgConnection;

use super::Thing;
use crate::domain::promise::When;
use crate::domain::{CoupleId, Partner, id};
use crate::store;

/// Promises they made, and what they said of each week of the weekly ones.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let weeks = store::promises::weeks_of_person(&mut *db, couple, who).await?;
    let mut things = Vec::new();
    for promise in store::promises::of_couple(db, couple).await? {
        if promise.by != who {
            continue;
        }
        let time = |minute: Option<u16>| minute.map(|m| format!("{:02}:{:02}", m / 60, m % 60));
        let (day, weekday, at) = match promise.when {
            When::Day(day, minute) => (Some(day.to_string()), None, time(minute)),
            When::Weekly(weekday, minute) => {
                (None, Some(weekday.number_from_monday()), time(minute))
            }
            When::Open => (None, None, None),
        };
        let mut facts = Map::new();
        let mut fact = |name: &str, value: Value| {
            if !value.is_null() {
                facts.insert(name.to_owned(), value);
            }
        };
        fact("state", json!(promise.state.name()));
        fact("shared", json!(promise.shared));
        fact("repair", json!(promise.repair.map(id::spelled)));
        fact("day", json!(day));
        fact("weekday", json!(weekday));
        fact("time", json!(at));
        fact("given_at", json!(promise.given_at));
        fact(
            "offers",
            json!((promise.offers > 0).then_some(promise.offers)),
        );
        fact("offered_at", json!(promise.offered_at));
        fact("closed_at", json!(promise.closed_at));
        let told = weeks.iter().filter(|week| week.promise == promise.id);
        let told: Vec<Value> = told
            .map(|week| {
                json!({
                    "day": week.day,
                    "outcome": week.outcome.name(),
                    "shown": week.shown,
                    "told_at": week.told_at,
                })
            })
            .collect();
        fact("weeks", json!((!told.is_empty()).then_some(told)));
        things.push(Thing {
            kind: "promise",
            id: id::spelled(promise.id),
            made_at: promise.made_at,
            facts,
        });
    }
    Ok(things)
}
