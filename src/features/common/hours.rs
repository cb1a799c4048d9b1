//! Choosing an hour and a zone: weekday, hour and quarter by selects, the zone by name or city.

use chrono::Weekday;

use crate::app::Here;
use crate::domain::zones;
use crate::ui::{Choice, Input, Modal, Select};
use crate::words::Tongue;

/// A weekday, Monday first.
pub fn weekday(t: &Tongue, id: String, chosen: Weekday) -> Select {
    let all = (0..7u8).filter_map(|day| Weekday::try_from(day).ok());
    let choices = all.map(|day| {
        Choice::new(t.weekday(day), day.num_days_from_monday().to_string()).chosen(day == chosen)
    });
    one(id, t.say("weekday-placeholder", &[]), choices.collect())
}

/// An hour of the day.
pub fn hour(t: &Tongue, id: String, minute: u16) -> Select {
    let label = |hour: u16| t.say("hour-choice", &[("hour", format!("{hour:02}:00").into())]);
    let choices =
        (0..24).map(|hour| Choice::new(label(hour), hour.to_string()).chosen(minute / 60 == hour));
    one(id, t.say("hour-placeholder", &[]), choices.collect())
}

/// A quarter of the hour.
pub fn quarter(t: &Tongue, id: String, minute: u16) -> Select {
    let label = |past: u16| t.say("minute-choice", &[("minute", format!(":{past:02}").into())]);
    let choices = [0u16, 15, 30, 45]
        .map(|past| Choice::new(label(past), past.to_string()).chosen(minute % 60 == past));
    one(id, t.say("minute-placeholder", &[]), choices.to_vec())
}

/// A select with one choice.
pub fn one(id: String, placeholder: String, choices: Vec<Choice>) -> Select {
    Select {
        id,
        placeholder,
        choices,
        least: 1,
        most: 1,
    }
}

/// A one-line form for a zone or a city.
pub fn zone_form(t: &Tongue, id: String) -> Modal {
    let input = Input {
        id: "zone".to_owned(),
        label: t.say("zone-label", &[]),
        placeholder: t.say("zone-placeholder", &[]),
        value: String::new(),
        long: false,
        most: 60,
        required: true,
    };
    Modal {
        id,
        title: t.say("zone-title", &[]),
        inputs: vec![input],
    }
}

/// What was meant by a zone or a city that was not found as typed; `None` where nothing is near.
pub fn zone_picks(here: &Here<'_>, id: String, typed: &str) -> Option<Select> {
    let choices: Vec<Choice> = suggest(here, typed);
    (!choices.is_empty()).then(|| one(id, here.t.say("zone-pick-placeholder", &[]), choices))
}

/// Zones for what was typed so far, each with what its clocks say now.
pub fn suggest(here: &Here<'_>, typed: &str) -> Vec<Choice> {
    let found = zones::suggest(&here.zones, typed).into_iter().take(25);
    found
        .map(|suggestion| {
            let time = here.t.time(here.local(&suggestion.zone, here.now).time());
            let label = here.t.say(
                "zone-choice",
                &[("place", suggestion.label.into()), ("time", time.into())],
            );
            Choice::new(label.chars().take(100).collect::<String>(), suggestion.zone)
        })
        .collect()
}
