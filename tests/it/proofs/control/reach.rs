//! What reached somebody, and the rule that it lies within.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use jiff::tz::TimeZone;
use serde_json::Value;
use tend::sandbox::components;
use tend::sandbox::drafts::EPHEMERAL;

use crate::harness::Tend;
use crate::people::Person;

/// How it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Line,
    Direct,
    /// A message that stood there already was changed.
    Edit,
}

/// One thing that came.
#[derive(Debug, Clone)]
pub struct Reached {
    pub at: DateTime<Utc>,
    pub way: Way,
    /// The feature that its first button belongs to, and the verb; else its text.
    pub about: String,
    pub text: String,
}

/// Everything that came to this person from the bot since a mark, but the answers to their own presses.
pub fn reached(tend: &Tend, person: &Person, mark: u64) -> Vec<Reached> {
    let world = tend.world();
    let direct = format!("channels/{}/messages", world.dm_with(person.id));
    let here = format!("channels/{}/messages", person.channel);
    let requests = world.ledger().requests_since(mark).into_iter();
    let came = requests.filter_map(|(at, rest)| {
        let path = rest.path.trim_start_matches('/').to_owned();
        let done = rest
            .status
            .is_some_and(|status| (200..300).contains(&status));
        let way = match rest.method.as_str() {
            "POST" if path == here => Way::Line,
            "POST" if path == direct => Way::Direct,
            "PATCH" | "DELETE" if path.starts_with(&here) || path.starts_with(&direct) => Way::Edit,
            "POST" if path.ends_with("/callback") => answered(tend, &path, &rest.body)?,
            _ => return None,
        };
        let body = if way == Way::Edit {
            &rest.answer
        } else {
            &rest.body
        };
        done.then(|| Reached {
            at,
            way,
            about: about(body),
            text: text(body),
        })
    });
    came.collect()
}

/// How both of them see the answer to an interaction; none where only one does.
fn answered(tend: &Tend, path: &str, body: &Value) -> Option<Way> {
    let private = body["data"]["flags"].as_u64().unwrap_or_default() & EPHEMERAL != 0;
    let id: u64 = path.split('/').nth(1)?.parse().ok()?;
    let pressed = tend
        .world()
        .read(|state| state.interactions.get(&id)?.message);
    let public = |message| {
        tend.world()
            .message(message)
            .is_some_and(|message| !message.is_private())
    };
    match body["type"].as_u64()? {
        4 | 5 if !private => Some(Way::Line),
        7 if pressed.is_some_and(public) => Some(Way::Edit),
        _ => None,
    }
}

fn about(body: &Value) -> String {
    let body = if body["data"].is_object() {
        &body["data"]
    } else {
        body
    };
    let rows = body["components"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let id = components::parts(rows).find_map(|part| part["custom_id"].as_str());
    let verb = |id: &str| id.split(':').skip(1).take(2).collect::<Vec<_>>().join(":");
    id.map(verb).unwrap_or_default()
}

fn text(body: &Value) -> String {
    let body = if body["data"].is_object() {
        &body["data"]
    } else {
        body
    };
    let text = body["content"].as_str().unwrap_or_default();
    text.chars().take(80).collect::<String>().replace('\n', " ")
}

/// How many there were of each kind, for whoever reads a failure.
pub fn counted(all: &[Reached]) -> String {
    let mut many: BTreeMap<(Way, String), usize> = BTreeMap::new();
    for one in all {
        *many
            .entry((one.way, format!("{} “{}”", one.about, one.text)))
            .or_default() += 1;
    }
    let mut told = String::new();
    for ((way, what), many) in many {
        let _ = writeln!(told, "{many:4} {way:?} {what}");
    }
    told
}

/// What counts against nobody: the week's prompt and that both have answered, what somebody asked to be
/// reminded of for themselves, the invitation, that the couple moved or has ended.
pub fn is_free(one: &Reached) -> bool {
    let free = ["checkin:", "reading:", "pairing:", "pause:", "history:"];
    free.iter().any(|feature| one.about.starts_with(feature)) || one.about.is_empty()
}

/// The most that came in any 24 hours, and when those began.
pub fn most_in_a_day(all: &[&Reached]) -> (usize, Option<DateTime<Utc>>) {
    let day = TimeDelta::hours(24);
    let from = |first: &&Reached| {
        let within = |one: &&&Reached| one.at >= first.at && one.at < first.at + day;
        (all.iter().filter(within).count(), Some(first.at))
    };
    all.iter().map(from).max().unwrap_or_default()
}

/// Whether it is night where somebody is: from 22:00 to 8:00.
pub fn is_night(at: DateTime<Utc>, zone: &str) -> bool {
    let zone = TimeZone::get(zone).expect("a zone");
    let instant = jiff::Timestamp::from_second(at.timestamp()).expect("an instant");
    let hour = instant.to_zoned(zone).hour();
    !(8..22).contains(&hour)
}

/// Whether something may come at this instant: every ten minutes.
pub fn is_a_mark(at: DateTime<Utc>) -> bool {
    at.minute().is_multiple_of(10) && at.second() == 0
}
