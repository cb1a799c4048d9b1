//! What an export tells of one's own promises, repairs and the like, beside their words.

use serde_json::{Map, Value, json};
use sqlx::PgConnection;

use super::document::Thing;
use crate::domain::promise::When;
use crate::domain::repair::Repair;
use crate::domain::{CoupleId, Partner};
use crate::store;

/// Everything that is this person's own, a feature after the other.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let mut things = promises(&mut *db, couple, who).await?;
    let repairs = store::repairs::known_to(db, couple, who).await?;
    things.extend(repairs.iter().map(|repair| of_repair(repair, who)));
    Ok(things)
}

/// Promises they made, and what they said of each week of the weekly ones.
async fn promises(
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
        fact("repair", json!(promise.repair));
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
            .map(|week| json!({"day": week.day, "outcome": week.outcome.name(), "told_at": week.told_at}))
            .collect();
        fact("weeks", json!((!told.is_empty()).then_some(told)));
        things.push(Thing {
            kind: "promise",
            number: promise.id,
            made_at: promise.made_at,
            facts,
        });
    }
    Ok(things)
}

/// Where a repair stands, and my side of it; who paused it is not told.
fn of_repair(repair: &Repair, who: Partner) -> Thing {
    let role = if repair.hurt == who {
        "hurt"
    } else {
        "responsible"
    };
    let mut facts = json!({
        "my_role": role,
        "opened_by_me": repair.opened_by == who,
        "size": repair.size.name(),
        "state": repair.state,
        "agreed_at": repair.agreed_at,
        "moved_at": repair.moved_at,
        "over_at": repair.over_at,
        "promise": repair.promise,
    });
    if repair.opened_by == who {
        facts["breach"] = json!(repair.breach.name());
    }
    Thing {
        kind: "repair",
        number: repair.id,
        made_at: repair.opened_at,
        facts: facts.as_object().cloned().unwrap_or_default(),
    }
}
