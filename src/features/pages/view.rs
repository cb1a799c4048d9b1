//! What forgiving is not, my own pages, and what to write them with.

use super::{AT_MOST, Action, KINDS, NEW, Verb};
use crate::app::{Here, Member};
use crate::domain::text::Kind;
use crate::features::Action as Any;
use crate::features::common::texts::Written;
use crate::features::common::{self, buttons};
use crate::ui::text::quote;
use crate::ui::{Button, Card, Choice, Input, Modal, Select, limits};
use crate::words::Tongue;

fn id(me: &Member, verb: Verb, kind: Kind, number: i64) -> String {
    let row = KINDS
        .iter()
        .position(|one| *one == kind)
        .unwrap_or_default();
    let row = i64::try_from(row + 1).unwrap_or_default();
    Any::Pages(Action::with(verb, me.couple.id, row, number)).id()
}

/// The card before the pages, and the way to each.
pub fn learn(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let mut text = vec![t.say("pages", &[])];
    text.extend(
        (!here.app.keeps_private_pages(&me.couple)).then(|| t.say("pages-not-stored", &[])),
    );
    text.push(t.say("pages-source", &[]));
    let kinds = KINDS.map(|kind| {
        let label = match kind {
            Kind::PageThem => "pages-them-button",
            Kind::PageMe => "pages-me-button",
            _ => "pages-down-button",
        };
        Button::new(t.say(label, &[]), id(me, Verb::List, kind, 0))
    });
    Card::new(text.join("\n\n"))
        .buttons(kinds)
        .buttons([buttons::help(t)])
}

/// What this kind of page is for.
fn head(t: &Tongue, kind: Kind) -> String {
    match kind {
        Kind::PageThem => t.say("pages-them", &[]),
        Kind::PageMe => t.say("pages-me", &[]),
        _ => t.say("pages-down", &[]),
    }
}

/// Questions to begin with, if one likes.
fn questions(t: &Tongue, kind: Kind) -> [String; 3] {
    let ids = match kind {
        Kind::PageThem => ["pages-them-one", "pages-them-two", "pages-them-three"],
        Kind::PageMe => ["pages-me-one", "pages-me-two", "pages-me-three"],
        _ => ["pages-down-one", "pages-down-two", "pages-down-three"],
    };
    ids.map(|id| t.say(id, &[]))
}

/// My pages of this kind, and the questions.
pub fn list(
    here: &Here<'_>,
    me: &Member,
    kind: Kind,
    pages: &[Written],
    happened: Option<String>,
) -> Vec<Card> {
    let t = here.t;
    let keeps = here.app.keeps_private_pages(&me.couple);
    let mut blocks: Vec<String> = happened.into_iter().collect();
    blocks.push(head(t, kind));
    if !keeps {
        blocks.push(t.say("pages-not-stored", &[]));
    }
    if !pages.is_empty() {
        let line = |(at, page): (usize, &Written)| {
            let when = here.when(me.me(), page.written_at);
            let values = [
                ("number", (at + 1).to_string().into()),
                ("when", when.into()),
                ("beginning", crate::ui::text::glimpse(&page.text, 60).into()),
            ];
            t.say("pages-line", &values)
        };
        let lines: Vec<String> = pages.iter().enumerate().map(line).collect();
        blocks.push(lines.join("\n"));
    }
    let ask = questions(t, kind)
        .into_iter()
        .enumerate()
        .map(|(at, question)| Choice::new(question, at.to_string()))
        .collect();
    let open: Vec<Choice> = pages
        .iter()
        .enumerate()
        .take(limits::CHOICES)
        .map(|(at, page)| {
            let number = (at + 1).to_string();
            let label = t.say("pages-open-choice", &[("number", number.into())]);
            Choice::new(label, page.which.nth.to_string())
        })
        .collect();
    let full = pages.len() >= usize::try_from(AT_MOST).unwrap_or_default();
    let row = (!full)
        .then(|| {
            Button::main(
                t.say("pages-write-button", &[]),
                id(me, Verb::Write, kind, NEW),
            )
        })
        .into_iter()
        .chain([buttons::pages(t, me.couple.id), buttons::help(t)]);
    let select = |verb, placeholder: &str, choices| Select {
        id: id(me, verb, kind, 0),
        placeholder: t.say(placeholder, &[]),
        choices,
        least: 1,
        most: 1,
    };
    common::spread(&blocks, |mut card| {
        if !full {
            card = card.select(select(Verb::Ask, "pages-ask-placeholder", ask));
        }
        if !open.is_empty() {
            card = card.select(select(Verb::Choose, "pages-open-placeholder", open));
        }
        card.buttons(row)
    })
}

/// The form for a page: a new one, perhaps with a question, or one that is there.
pub fn form(
    here: &Here<'_>,
    me: &Member,
    kind: Kind,
    number: i64,
    question: Option<usize>,
    page: Option<&Written>,
) -> Modal {
    let t = here.t;
    let question = question.and_then(|at| questions(t, kind).into_iter().nth(at));
    let label = if here.app.keeps_private_pages(&me.couple) {
        "pages-label"
    } else {
        "pages-not-stored-label"
    };
    Modal {
        id: id(me, Verb::Written, kind, number),
        title: t.say("pages-title", &[]),
        inputs: vec![Input {
            id: "page".to_owned(),
            label: t.say(label, &[]),
            placeholder: question.unwrap_or_else(|| t.say("pages-placeholder", &[])),
            value: page.map(|page| page.text.clone()).unwrap_or_default(),
            long: true,
            most: 4000,
            required: true,
        }],
    }
}

pub fn nothing_written(here: &Here<'_>, me: &Member, kind: Kind) -> Card {
    again(here, me, kind, "pages-nothing-written")
}

pub fn full(here: &Here<'_>, me: &Member, kind: Kind) -> Card {
    again(here, me, kind, "pages-full")
}

fn again(here: &Here<'_>, me: &Member, kind: Kind, said: &str) -> Card {
    let t = here.t;
    Card::new(t.say(said, &[])).buttons([back(t, me, kind), buttons::help(t)])
}

fn back(t: &Tongue, me: &Member, kind: Kind) -> Button {
    Button::new(t.say("back-button", &[]), id(me, Verb::List, kind, 0))
}

/// Where nothing is stored: the words come back once.
pub fn once(here: &Here<'_>, me: &Member, kind: Kind, text: &str) -> Vec<Card> {
    let t = here.t;
    let blocks = [t.say("pages-once", &[]), quote(text)];
    common::spread(&blocks, |card| {
        card.buttons([back(t, me, kind), buttons::help(t)])
    })
}

/// One page, whole.
pub fn one(here: &Here<'_>, me: &Member, kind: Kind, page: &Written) -> Vec<Card> {
    let t = here.t;
    let when = here.when(me.me(), page.written_at);
    let blocks = [
        t.say("pages-one", &[("when", when.into())]),
        quote(&page.text),
    ];
    let number = i64::from(page.which.nth);
    let change = here.app.keeps_private_pages(&me.couple).then(|| {
        Button::new(
            t.say("pages-change-button", &[]),
            id(me, Verb::Change, kind, number),
        )
    });
    let row = change.into_iter().chain([
        Button::danger(
            t.say("pages-put-down-button", &[]),
            id(me, Verb::PutDown, kind, number),
        ),
        back(t, me, kind),
        buttons::help(t),
    ]);
    common::spread(&blocks, |card| card.buttons(row))
}
