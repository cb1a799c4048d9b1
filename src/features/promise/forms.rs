//! Where a promise begins, and its forms.

use chrono::Weekday;

use super::view::to_the_list;
use super::{Verb, id};
use crate::app::{Here, Member};
use crate::domain::promise::{Outcome, When};
use crate::features::common::buttons;
use crate::ui::{Button, Card, Choice, Input, Modal, Select};

/// An everyday promise to begin from.
pub struct Template {
    pub name: &'static str,
    choice: &'static str,
    pub what: &'static str,
    pub known: &'static str,
}

pub const TEMPLATES: [Template; 6] = [
    Template {
        name: "ontime",
        choice: "promise-on-time-choice",
        what: "promise-on-time-what",
        known: "promise-on-time-known",
    },
    Template {
        name: "callback",
        choice: "promise-call-back-choice",
        what: "promise-call-back-what",
        known: "promise-call-back-known",
    },
    Template {
        name: "tellearly",
        choice: "promise-tell-early-choice",
        what: "promise-tell-early-what",
        known: "promise-tell-early-known",
    },
    Template {
        name: "smallstep",
        choice: "promise-small-step-choice",
        what: "promise-small-step-what",
        known: "promise-small-step-known",
    },
    Template {
        name: "fulltime",
        choice: "promise-full-time-choice",
        what: "promise-full-time-what",
        known: "promise-full-time-known",
    },
    Template {
        name: "care",
        choice: "promise-care-choice",
        what: "promise-care-what",
        known: "promise-care-known",
    },
];

pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// A day or a rhythm is told in a few words.
const WHEN: u16 = 100;

/// Everyday promises, or one's own words.
pub fn begin(here: &Here<'_>, me: &Member, repair: Option<i64>) -> Card {
    let t = here.t;
    let row = repair.unwrap_or(0);
    let choice = |one: &Template| Choice::new(t.say(one.choice, &[]), one.name);
    let said = match repair {
        Some(_) => t.say("promise-begin-repair", &[]),
        None => t.say("promise-begin", &[]),
    };
    let back = match repair {
        Some(_) => buttons::repairs(t, me.couple.id),
        None => to_the_list(here, me),
    };
    let write = Button::main(t.say("promise-write-button", &[]), id(Verb::Write, me, row));
    Card::new(said)
        .select(Select {
            id: id(Verb::Template, me, row),
            placeholder: t.say("promise-template-placeholder", &[]),
            choices: TEMPLATES.iter().map(choice).collect(),
            least: 1,
            most: 1,
        })
        .buttons([write, back, buttons::help(t)])
}

fn input(name: &str, label: String, placeholder: String, value: &str, required: bool) -> Input {
    Input {
        id: name.to_owned(),
        label,
        placeholder,
        value: value.to_owned(),
        long: true,
        most: 4000,
        required,
    }
}

fn when_input(here: &Here<'_>, me_when: &str) -> Input {
    let t = here.t;
    let (label, placeholder) = (
        t.say("promise-when-label", &[]),
        t.say("promise-when-placeholder", &[]),
    );
    Input {
        long: false,
        most: WHEN,
        ..input("when", label, placeholder, me_when, false)
    }
}

/// What I will do, by when, how we will both know: with what stands in it already.
pub fn form(here: &Here<'_>, id: String, [what, when, known]: [&str; 3]) -> Modal {
    let t = here.t;
    let (example, sign) = (
        t.say("promise-what-placeholder", &[]),
        t.say("promise-known-placeholder", &[]),
    );
    Modal {
        id,
        title: t.say("promise-title", &[]),
        inputs: vec![
            input(
                "what",
                t.say("promise-what-label", &[]),
                example,
                what,
                true,
            ),
            when_input(here, when),
            input(
                "known",
                t.say("promise-known-label", &[]),
                sign,
                known,
                false,
            ),
        ],
    }
}

pub fn close_form(here: &Here<'_>, id: String, outcome: Outcome) -> Modal {
    let t = here.t;
    let title = match outcome {
        Outcome::Kept => t.say("promise-kept-title", &[]),
        Outcome::Partly => t.say("promise-partly-title", &[]),
        Outcome::CouldNot => t.say("promise-could-not-title", &[]),
    };
    let placeholder = t.say("promise-line-placeholder", &[]);
    let line = input(
        "line",
        t.say("promise-line-label", &[]),
        placeholder,
        "",
        false,
    );
    Modal {
        id,
        title,
        inputs: vec![line],
    }
}

pub fn instead_form(here: &Here<'_>, id: String) -> Modal {
    let t = here.t;
    let placeholder = t.say("promise-instead-placeholder", &[]);
    Modal {
        id,
        title: t.say("promise-instead-title", &[]),
        inputs: vec![
            input(
                "what",
                t.say("promise-instead-label", &[]),
                placeholder,
                "",
                true,
            ),
            when_input(here, ""),
        ],
    }
}

pub fn notice_form(here: &Here<'_>, id: String) -> Modal {
    let t = here.t;
    let placeholder = t.say("promise-notice-placeholder", &[]);
    let line = input(
        "line",
        t.say("promise-notice-label", &[]),
        placeholder,
        "",
        true,
    );
    Modal {
        id,
        title: t.say("promise-notice-title", &[]),
        inputs: vec![line],
    }
}

pub fn otherwise_form(here: &Here<'_>, id: String) -> Modal {
    let t = here.t;
    let placeholder = t.say("promise-otherwise-placeholder", &[]);
    let line = input(
        "line",
        t.say("promise-otherwise-label", &[]),
        placeholder,
        "",
        true,
    );
    Modal {
        id,
        title: t.say("promise-otherwise-title", &[]),
        inputs: vec![line],
    }
}

/// By when, so that it is read again as it was.
pub fn when_typed(here: &Here<'_>, when: When) -> String {
    let t = here.t;
    let time = |minute: Option<u16>| {
        minute.map_or(String::new(), |m| format!(" {:02}:{:02}", m / 60, m % 60))
    };
    match when {
        When::Open => String::new(),
        When::Day(day, minute) => format!("{day}{}", time(minute)),
        When::Weekly(weekday, minute) => {
            let every = t.calendar().words.every;
            let every = every.first().map(String::as_str).unwrap_or_default();
            format!("{every} {}{}", t.weekday(weekday), time(minute))
        }
    }
}
