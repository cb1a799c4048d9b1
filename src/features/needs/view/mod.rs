//! The cards of needs: one's own lists, and what the other shares.

mod pair;
mod requests;

pub use pair::*;
pub use requests::*;

use super::lists::Lists;
use super::{Action, Verb};
use crate::app::{Here, Member, mention};
use crate::domain::CoupleId;
use crate::domain::needs::{LINE, List, What};
use crate::features::Action as Any;
use crate::features::common::texts::{self, Written};
use crate::features::common::{buttons, not_stored_here, spread};
use crate::ui::text::{glimpse, harmless, label, quote};
use crate::ui::{Button, Card, Choice, Input, Modal, Select, limits};
use crate::words::Tongue;

fn with(couple: CoupleId, verb: Verb, row: i64, number: i64) -> String {
    Any::Needs(Action::with(verb, couple, row, number)).id()
}

fn of(me: &Member, verb: Verb) -> String {
    with(me.couple.id, verb, 0, 0)
}

fn about(me: &Member, verb: Verb, number: i64) -> String {
    with(me.couple.id, verb, 0, number)
}

fn other(me: &Member) -> String {
    mention(me.other().user)
}

fn back(t: &Tongue, me: &Member) -> Button {
    Button::new(t.say("back-button", &[]), of(me, Verb::Home))
}

fn list_button(t: &Tongue, me: &Member, list: List) -> Button {
    let label = match list {
        List::Settles => t.say("needs-settles-button", &[]),
        List::HelpNow => t.say("needs-help-now-button", &[]),
        List::Offers => t.say("needs-offers-button", &[]),
    };
    Button::new(label, about(me, Verb::Page, list.number()))
}

/// The command's page: mine in brief, and the ways from here.
pub fn home(here: &Here<'_>, me: &Member, mine: &Lists) -> Vec<Card> {
    let t = here.t;
    let mut blocks = vec![t.say("needs", &[])];
    for list in List::ALL {
        let written = mine.of(list);
        if !written.is_empty() {
            blocks.push(format!("{}\n{}", head(t, list), brief(&written)));
        }
    }
    spread(&blocks, |card| {
        let minutes = Button::main(t.say("needs-minutes-button", &[]), of(me, Verb::Minutes));
        let theirs = Button::new(t.say("needs-theirs-button", &[]), of(me, Verb::Theirs));
        card.buttons([minutes])
            .buttons(List::ALL.map(|list| list_button(t, me, list)))
            .buttons([theirs])
            .buttons([
                pair_button(t, me, What::Trust),
                pair_button(t, me, What::Exchange),
                buttons::plan(t, me.couple.id),
                buttons::help(t),
            ])
    })
}

fn head(t: &Tongue, list: List) -> String {
    match list {
        List::Settles => t.say("needs-settles", &[]),
        List::HelpNow => t.say("needs-help-now", &[]),
        List::Offers => t.say("needs-offers", &[]),
    }
}

fn brief(written: &[Written]) -> String {
    let lines = written
        .iter()
        .map(|text| format!("> {}", glimpse(&text.text, 90)));
    lines.collect::<Vec<_>>().join("\n")
}

fn whole(list: List, written: &[Written]) -> String {
    let one = |text: &Written| match list.lines() {
        1 => quote(&text.text),
        _ => format!("- {}", harmless(&text.text)),
    };
    written.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// One of my lists, with who reads it.
pub fn list(here: &Here<'_>, me: &Member, list: List, written: &[Written]) -> Vec<Card> {
    let t = here.t;
    let shared = written.iter().any(Written::is_released);
    let told = match list {
        List::Settles => t.say("needs-settles-page", &[]),
        List::HelpNow => t.say("needs-help-now-page", &[]),
        List::Offers => t.say("needs-offers-page", &[("other", other(me).into())]),
    };
    let mut blocks = vec![told];
    if !shared && !list.is_open() {
        blocks.extend(not_stored_here(here, me));
    }
    if written.is_empty() {
        blocks.push(t.say("needs-nothing-yet", &[]));
    } else {
        blocks.push(whole(list, written));
        blocks.push(if shared {
            t.say("needs-shared", &[("other", other(me).into())])
        } else {
            t.say("needs-mine", &[])
        });
    }
    let number = list.number();
    let sharing = if shared {
        Button::new(
            t.say("needs-keep-button", &[]),
            about(me, Verb::Keep, number),
        )
    } else {
        Button::new(
            t.say("needs-share-button", &[]),
            about(me, Verb::Share, number),
        )
    };
    let write = Button::main(
        t.say("needs-write-button", &[]),
        about(me, Verb::Write, number),
    );
    let row = [write]
        .into_iter()
        .chain((!list.is_open() && !written.is_empty()).then_some(sharing))
        .chain([back(t, me), buttons::help(t)]);
    spread(&blocks, |card| card.buttons(row))
}

pub fn list_form(here: &Here<'_>, me: &Member, list: List, written: &[Written]) -> Modal {
    let t = here.t;
    let (title, placeholder) = match list {
        List::Settles => ("needs-settles-title", "needs-settles-placeholder"),
        List::HelpNow => ("needs-help-now-title", "needs-help-now-placeholder"),
        List::Offers => ("needs-offers-title", "needs-offers-placeholder"),
    };
    let input = |nth: i16| {
        let label = match list.lines() {
            1 => t.say("needs-settles-label", &[]),
            _ => t.say("needs-line-label", &[("number", i64::from(nth + 1).into())]),
        };
        let kept = written.iter().find(|text| text.which.nth == nth);
        let longest = u16::try_from(limits::INPUT_TEXT).unwrap_or(u16::MAX);
        Input {
            id: nth.to_string(),
            label,
            placeholder: t.say(placeholder, &[]),
            value: kept.map(|text| text.text.clone()).unwrap_or_default(),
            long: list.lines() == 1,
            most: if list.lines() == 1 { longest } else { LINE },
            required: false,
        }
    };
    Modal {
        id: about(me, Verb::Written, list.number()),
        title: t.say(title, &[]),
        inputs: (0..list.lines()).map(input).collect(),
    }
}

pub fn list_too_long(here: &Here<'_>, me: &Member, list: List) -> Card {
    Card::new(here.t.say("needs-too-long", &[]))
        .buttons([list_button(here.t, me, list), buttons::help(here.t)])
}

/// What the other shares with me; of their offers, one may be good today.
pub fn theirs(here: &Here<'_>, me: &Member, theirs: &Lists) -> Vec<Card> {
    let t = here.t;
    let mut blocks = vec![t.say("needs-theirs", &[("other", other(me).into())])];
    for list in List::ALL {
        let written = theirs.of(list);
        if written.is_empty() {
            continue;
        }
        let told = match list {
            List::Settles => t.say("needs-theirs-settles", &[("other", other(me).into())]),
            List::HelpNow => t.say("needs-theirs-help-now", &[("other", other(me).into())]),
            List::Offers => t.say("needs-theirs-offers", &[("other", other(me).into())]),
        };
        let mut block = format!("{told}\n{}", whole(list, &written));
        if let Some(changed) = texts::changed_on(here, me, &written) {
            block = format!("{block}\n{changed}");
        }
        blocks.push(block);
    }
    if blocks.len() == 1 {
        blocks.push(t.say("needs-theirs-nothing", &[]));
    }
    let offers = theirs.of(List::Offers);
    let choices = offers.iter().map(|offer| {
        let value = offer.which.nth.to_string();
        Choice::new(label(&offer.text, limits::CHOICE_LABEL / 2 - 2), value)
    });
    let choices: Vec<Choice> = choices.collect();
    spread(&blocks, |mut card| {
        if !choices.is_empty() {
            card = card.select(Select {
                id: of(me, Verb::Pick),
                placeholder: t.say("needs-pick-placeholder", &[]),
                choices,
                least: 0,
                most: 1,
            });
        }
        card.buttons([back(t, me), buttons::help(t)])
    })
}
