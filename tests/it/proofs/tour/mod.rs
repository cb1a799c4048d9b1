//! A tour of everything that can be pressed, chosen and typed, by two people on the real program.

mod trust;

use std::time::Duration;

use serde_json::{Value, json};
use tend::sandbox::components;
use tend::sandbox::ledger::What;
use tend::sandbox::limits::Rate;

use super::process::{Pair, Process};

/// Gives each text that somebody types, told in which field it is typed.
pub trait Typist {
    fn text(&mut self, field: &str) -> String;
}

/// Discord answers everything at once: where it is not about how fast one may ask.
pub fn unhurried(tend: &Process) {
    let rate = Rate::new(100_000, Duration::from_secs(1));
    tend.world().set_limits(|limits| {
        (limits.channel, limits.webhook, limits.other, limits.global) = (rate, rate, rate, rate);
    });
}

/// From the invitation to the end of the first week, and through every page beside it.
pub async fn tour(tend: &Process, pair: Pair, typist: &mut impl Typist) {
    begin(tend, pair, typist).await;
    for who in [pair.ana, pair.ben] {
        answer(tend, pair, who, typist).await;
    }
    tend.wait_until(tend.due("reveal").await).await;
    read(tend, pair, typist).await;
    trust::tour(tend, pair, typist).await;
    pages(tend, pair, typist).await;
    rest(tend, pair).await;
}

async fn begin(tend: &Process, pair: Pair, typist: &mut impl Typist) {
    let Pair { ana, ben, channel } = pair;
    let zone = typist.text("zone of an invitation");
    let options = [("partner", json!(ben.to_string())), ("zone", json!(zone))];
    tend.world()
        .suggest(ana, channel, "tend start", &options, "zone")
        .await
        .unwrap();
    tend.command(ana, channel, "tend start", &options).await;
    let zone = typist.text("zone on the page");
    tend.form(ana, "Another time zone", &[("zone", &zone)])
        .await;
    tend.form(ana, "Another time zone", &[("zone", "Lisbon")])
        .await;
    choose(tend, ana, "The day", "6").await;
    choose(tend, ana, "The hour", "19").await;
    choose(tend, ana, "The quarter", "0").await;
    tend.press(ana, "I’d like this: post the invitation").await;
    tend.press(ben, "Look at it privately").await;
    tend.press(ben, "Yes, let’s begin").await;
    tend.settled().await;
}

/// A whole answer, with every rating and all four texts.
pub async fn answer(tend: &Process, pair: Pair, who: u64, typist: &mut impl Typist) {
    tend.press(who, "Answer").await;
    for (list, at) in [
        ("My week felt", 0),
        ("I felt", 1),
        ("Between us", 0),
        ("My guess", 2),
    ] {
        choose_nth(tend, who, list, at).await;
    }
    tend.press(who, "Next").await;
    let texts = ["thanks", "concern", "question", "build"].map(|field| (field, typist.text(field)));
    let fields: Vec<(&str, &str)> = texts
        .iter()
        .map(|(field, text)| (*field, text.as_str()))
        .collect();
    tend.form(who, "Write", &fields).await;
    tend.press(who, "Next").await;
    choose(tend, who, "All the same", "s").await;
    choose(tend, who, "Or each part", "concern-h").await;
    tend.press(who, "See it as they will").await;
    tend.press(who, "Hand in").await;
    tend.command(who, pair.channel, "checkin", &[]).await;
}

async fn read(tend: &Process, pair: Pair, typist: &mut impl Typist) {
    let Pair { ana, ben, .. } = pair;
    for who in [ana, ben] {
        tend.press(who, "Read").await;
    }
    let line = typist.text("one line");
    tend.form(ana, "In one line", &[("line", &line)]).await;
    tend.press(ben, "Read").await;
    let correction = typist.text("a correction");
    tend.form(ben, "Let me put it right", &[("line", &correction)])
        .await;
    tend.press(ana, "Read").await;
    tend.press(ana, "Read now, answer tomorrow").await;
    tend.press(ana, "Rhythm").await;
    tend.press(ana, "Hide the rows for me").await;
}

async fn pages(tend: &Process, pair: Pair, typist: &mut impl Typist) {
    let Pair { ana, ben, channel } = pair;
    tend.command(ana, channel, "feedback", &[]).await;
    let feedback = typist.text("feedback");
    tend.form(ana, "Write", &[("feedback", &feedback)]).await;
    tend.command(ana, channel, "settings", &[]).await;
    let zone = typist.text("my zone");
    tend.form(ana, "My time zone", &[("zone", &zone)]).await;
    tend.command(ana, channel, "settings", &[]).await;
    tend.press(ana, "My defaults").await;
    tend.command(ana, channel, "settings", &[]).await;
    tend.press(ana, "When answers open").await;
    tend.command(ana, channel, "settings", &[]).await;
    tend.press(ana, "Another hour").await;
    choose(tend, ana, "The hour", "20").await;
    let zone = typist.text("joint zone");
    tend.form(ana, "Another time zone", &[("zone", &zone)])
        .await;
    tend.press(ana, "Suggest this hour").await;
    tend.settled().await;
    tend.press(ben, "Leave it as it is").await;
    tend.command(ana, channel, "history", &[]).await;
    tend.command(ana, channel, "help", &[]).await;
    tend.press(ana, "Support near you").await;
    tend.command(ana, channel, "help", &[]).await;
    tend.press(ana, "Privacy notice").await;
    tend.command(ana, channel, "privacy", &[]).await;
    tend.press(ana, "Export my side").await;
    tend.press(ana, "Make the files").await;
    tend.command(ana, channel, "privacy", &[]).await;
    tend.press(ana, "Erase my words").await;
    let phrase = typist.text("the phrase to erase");
    tend.form(ana, "Type it and erase", &[("phrase", &phrase)])
        .await;
    tend.command(ana, channel, "privacy", &[]).await;
    tend.press(ana, "Leave").await;
    tend.settled().await;
}

async fn rest(tend: &Process, pair: Pair) {
    let Pair { ana, ben, channel } = pair;
    tend.command(ana, channel, "pause", &[]).await;
    tend.press(ana, "2 days").await;
    tend.command(ben, channel, "checkin", &[]).await;
    tend.press(ana, "Come back").await;
    let elsewhere = tend.world().add_channel("elsewhere", None);
    tend.command(ana, elsewhere, "tend move", &[]).await;
    tend.settled().await;
}

/// Chooses this value from the newest select whose placeholder begins like this.
pub async fn choose(tend: &Process, who: u64, placeholder: &str, value: &str) {
    let (message, select) = find(tend, who, placeholder);
    let asked = tend
        .world()
        .select(
            who,
            message,
            select["custom_id"].as_str().unwrap(),
            &[value],
        )
        .unwrap();
    tend.shown(asked, placeholder).await;
}

/// Chooses the one at this place.
pub async fn choose_nth(tend: &Process, who: u64, placeholder: &str, at: usize) {
    let (_, select) = find(tend, who, placeholder);
    choose(
        tend,
        who,
        placeholder,
        select["options"][at]["value"].as_str().unwrap(),
    )
    .await;
}

fn find(tend: &Process, who: u64, placeholder: &str) -> (u64, Value) {
    let found = tend.world().read(|state| {
        let mut seen = state
            .messages
            .values()
            .rev()
            .filter(|message| state.shows(who, message));
        seen.find_map(|message| {
            let fits = |part: &&Value| {
                part["placeholder"]
                    .as_str()
                    .is_some_and(|text| text.starts_with(placeholder))
            };
            Some((
                message.id,
                components::parts(&message.components).find(fits)?.clone(),
            ))
        })
    });
    found.unwrap_or_else(|| panic!("nothing to choose “{placeholder}” from"))
}

/// Every id that the bot has put on anything so far, each once, in order: those to press or choose, and
/// those of forms.
pub fn ids(tend: &Process) -> (Vec<String>, Vec<String>) {
    let (mut presses, mut forms) = (Vec::new(), Vec::new());
    for entry in tend.world().ledger().since(0) {
        let What::Rest(rest) = entry.what else {
            continue;
        };
        collect(&rest.body, &mut presses, &mut forms);
    }
    (presses, forms)
}

/// The name of every field that was ever to be filled in.
pub fn fields(tend: &Process) -> Vec<String> {
    let mut fields = Vec::new();
    for entry in tend.world().ledger().since(0) {
        if let What::Rest(rest) = entry.what {
            collect_fields(&rest.body, &mut fields);
        }
    }
    fields
}

pub fn collect_fields(body: &Value, into: &mut Vec<String>) {
    match body {
        Value::Object(parts) => {
            let text = body["type"] == json!(4) && parts.contains_key("label");
            if let Some(id) = body["custom_id"].as_str().filter(|_| text)
                && !into.iter().any(|known| known == id)
            {
                into.push(id.to_owned());
            }
            parts.values().for_each(|part| collect_fields(part, into));
        }
        Value::Array(parts) => parts.iter().for_each(|part| collect_fields(part, into)),
        _ => {}
    }
}

pub fn collect(body: &Value, presses: &mut Vec<String>, forms: &mut Vec<String>) {
    match body {
        Value::Object(parts) => {
            if let Some(id) = body["custom_id"]
                .as_str()
                .filter(|id| id.starts_with("t1:"))
            {
                let into = if parts.contains_key("title") {
                    &mut *forms
                } else {
                    &mut *presses
                };
                if !into.iter().any(|known| known == id) {
                    into.push(id.to_owned());
                }
            }
            parts
                .values()
                .for_each(|part| collect(part, presses, forms));
        }
        Value::Array(parts) => parts.iter().for_each(|part| collect(part, presses, forms)),
        _ => {}
    }
}
