//! Questions, tellings and hours for questions, in an export.

use serde_json::{Map, Value};
use sqlx::PgConnection;

use super::Thing;
use crate::domain::questions::{Hour, Question, State, Telling, ToTell, When};
use crate::domain::{CoupleId, Partner, id};
use crate::store;

/// What this person asked, was asked, told, was to hear, and suggested.
pub async fn of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let mut things = questions(&mut *db, couple, who).await?;
    things.extend(tellings(&mut *db, couple, who).await?);
    things.extend(question_hours(db, couple, who).await?);
    Ok(things)
}

fn facts<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    let told = pairs.into_iter().filter(|(_, value)| !value.is_null());
    told.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What I asked, and what I chose about what I was asked.
async fn questions(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let all = store::questions::of_couple(db, couple).await?;
    let thing = |question: &Question| {
        if question.by == who {
            return Some(Thing {
                kind: "question",
                id: id::spelled(question.id),
                made_at: question.asked_at,
                facts: facts([
                    ("delivered", (question.state != State::Queued).into()),
                    ("answered", (question.state == State::Answered).into()),
                    ("read_at", instant(question.read_at)),
                ]),
            });
        }
        let until = match question.state {
            State::NeedsTime(until) => until,
            _ => None,
        };
        let mine = facts([
            (
                "needs_time",
                matches!(question.state, State::NeedsTime(_)).into(),
            ),
            ("until", instant(until)),
            (
                "for_a_therapist",
                (question.state == State::Therapist).into(),
            ),
            ("answered_at", instant(question.answered_at)),
        ]);
        (question.state != State::Queued).then_some(Thing {
            kind: "question_to_me",
            id: id::spelled(question.id),
            made_at: question.delivered_at?,
            facts: mine,
        })
    };
    Ok(all.iter().filter_map(thing).collect())
}

/// What I wanted to tell, and what I chose about what I was to hear.
async fn tellings(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let all = store::tellings::of_couple(db, couple).await?;
    let thing = |telling: &ToTell| {
        let (id, made_at) = (id::spelled(telling.id), telling.made_at);
        if telling.by == who {
            let offered = match telling.state {
                Telling::Offered(from) => Some(from),
                _ => None,
            };
            return Some(Thing {
                kind: "telling",
                id,
                made_at,
                facts: facts([
                    ("with_somebody_there", telling.company.into()),
                    ("offered_at", instant(offered)),
                    ("opened", (telling.state == Telling::Opened).into()),
                ]),
            });
        }
        let (choice, until) = match telling.state {
            Telling::Later(until) => ("later", Some(until)),
            Telling::WithSomebody => ("with_somebody_there", None),
            Telling::Opened => ("opened", None),
            Telling::Draft | Telling::Offered(_) => return None,
        };
        Some(Thing {
            kind: "telling_to_me",
            id,
            made_at,
            facts: facts([("choice", choice.into()), ("until", instant(until))]),
        })
    };
    Ok(all.iter().filter_map(thing).collect())
}

/// The hours for questions that I suggested.
async fn question_hours(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<Thing>> {
    let all = store::question_hours::of_person(db, couple, who).await?;
    let thing = |hour: Hour| {
        let when = match &hour.when {
            When::Weekly(slot) => facts([
                ("zone", slot.zone.clone().into()),
                ("weekday", slot.weekday.number_from_monday().into()),
                ("minute", slot.minute.into()),
            ]),
            When::Once { at, zone } => facts([
                ("zone", zone.clone().into()),
                ("once_at", at.to_rfc3339().into()),
            ]),
        };
        Thing {
            kind: "question_hour",
            id: id::spelled(hour.id),
            made_at: hour.suggested_at,
            facts: when,
        }
    };
    Ok(all.into_iter().map(thing).collect())
}

fn instant(at: Option<chrono::DateTime<chrono::Utc>>) -> Value {
    at.map_or(Value::Null, |at| at.to_rfc3339().into())
}
