//! The inbox as each of the two sees it, and the line in the channel.

use chrono::{DateTime, Utc};

use super::{Action, Told, Verb};
use crate::app::{Here, Member, mention};
use crate::domain::couple::Couple;
use crate::domain::cuts::{Cut, LONGEST};
use crate::domain::id;
use crate::features::Action as Any;
use crate::features::common::{self, buttons};
use crate::ui::text::{harmless, quote};
use crate::ui::{Button, Card, Choice, Input, Modal, Select};
use crate::words::Tongue;

/// So many of each can be pressed on one page.
const ON_A_PAGE: usize = 5;

/// What stands around the cuts.
pub struct Around {
    /// What has just happened.
    pub happened: Option<String>,
    /// The other cleared one with thanks to me.
    pub thanked: bool,
    /// When both look next, whether anything waits or not.
    pub look: DateTime<Utc>,
    pub page: usize,
}

fn id(action: Action) -> String {
    Any::Inbox(action).id()
}

/// Mine that were looked at, the other's that were looked at, mine that wait.
pub fn page(here: &Here<'_>, me: &Member, told: &[Told], around: &Around) -> Vec<Card> {
    let t = here.t;
    let couple = me.couple.id;
    let of = |fits: &dyn Fn(&Cut) -> bool| -> Vec<&Told> {
        told.iter().filter(|told| fits(&told.cut)).collect()
    };
    let mine = of(&|cut| cut.by == me.who && cut.is_open());
    let theirs = of(&|cut| cut.by != me.who && cut.is_open());
    let waiting = of(&|cut| cut.waits_for(me.who));
    let pages = mine.len().max(theirs.len()).div_ceil(ON_A_PAGE).max(1);
    let page = around.page.min(pages - 1);
    let part = |all: &[&'_ Told]| -> std::ops::Range<usize> {
        let from = (page * ON_A_PAGE).min(all.len());
        from..(from + ON_A_PAGE).min(all.len())
    };
    let (my_part, their_part) = (part(&mine), part(&theirs));

    let mut blocks: Vec<String> = around.happened.iter().cloned().collect();
    let look = here.when(me.me(), around.look);
    blocks.push(t.say("inbox", &[("look", look.into())]));
    blocks.extend(around.thanked.then(|| t.say("inbox-thanked", &[])));
    if !mine.is_empty() {
        blocks.push(t.say("inbox-mine", &[]));
        blocks.push(lines(t, &mine, &my_part, true));
    }
    if !theirs.is_empty() {
        let other = mention(me.other().user);
        blocks.push(t.say("inbox-theirs", &[("other", other.into())]));
        blocks.push(lines(t, &theirs, &their_part, false));
    }
    if !waiting.is_empty() {
        blocks.push(t.say("inbox-waiting", &[]));
        blocks.push(lines(t, &waiting, &(0..waiting.len()), true));
    }
    if mine.is_empty() && theirs.is_empty() && waiting.is_empty() {
        blocks.push(t.say("inbox-empty", &[]));
    }

    let clear = my_part.clone().map(|at| {
        let label = match mine[at].cut.heard_at {
            Some(_) => "inbox-thank-number-button",
            None => "inbox-clear-number-button",
        };
        let label = t.say(label, &[("number", (at + 1).to_string().into())]);
        Button::new(label, id(Action::on(Verb::Clear, couple, mine[at].cut.id)))
    });
    let hear = their_part
        .clone()
        .filter(|at| theirs[*at].cut.heard_at.is_none())
        .map(|at| {
            let label = t.say(
                "inbox-hear-number-button",
                &[("number", (at + 1).to_string().into())],
            );
            Button::new(label, id(Action::on(Verb::Hear, couple, theirs[at].cut.id)))
        });
    let (clear, hear): (Vec<_>, Vec<_>) = (clear.collect(), hear.collect());
    let closer = choice_of(t, &mine, my_part, "inbox-choose-placeholder", |number| {
        t.say("inbox-choose-choice", &[("number", number.into())])
    });
    let back = choice_of(
        t,
        &waiting,
        0..waiting.len(),
        "inbox-take-back-placeholder",
        |number| t.say("inbox-take-back-choice", &[("number", number.into())]),
    );
    let turn = (pages > 1).then(|| {
        let next = i64::try_from((page + 1) % pages).unwrap_or_default();
        let turn = Action::with(Verb::Turn, couple, 0, next);
        Button::new(t.say("inbox-turn-button", &[]), id(turn))
    });
    let row = [add(t, me)]
        .into_iter()
        .chain(turn)
        .chain([buttons::help(t)]);
    common::spread(&blocks, |card| {
        let mut card = card.buttons(clear).buttons(hear);
        for (verb, select) in [(Verb::Choose, closer), (Verb::TakeBack, back)] {
            if let Some((placeholder, choices)) = select {
                card = card.select(Select {
                    id: id(Action::of(verb, couple)),
                    placeholder,
                    choices,
                    least: 1,
                    most: 1,
                });
            }
        }
        card.buttons(row)
    })
}

/// Numbered lines; whether somebody heard it stands below.
fn lines(t: &Tongue, told: &[&Told], part: &std::ops::Range<usize>, mine: bool) -> String {
    let line = |at: usize| {
        let values = [
            ("number", (at + 1).to_string().into()),
            ("words", harmless(&told[at].words).into()),
        ];
        let id = match (told[at].cut.heard_at, mine) {
            (None, _) => "inbox-line",
            (Some(_), true) => "inbox-line-heard-by-other",
            (Some(_), false) => "inbox-line-heard-by-me",
        };
        t.say(id, &values)
    };
    part.clone().map(line).collect::<Vec<_>>().join("\n")
}

fn choice_of(
    t: &Tongue,
    told: &[&Told],
    part: std::ops::Range<usize>,
    placeholder: &str,
    label: impl Fn(String) -> String,
) -> Option<(String, Vec<Choice>)> {
    let choices: Vec<Choice> = part
        .map(|at| Choice::new(label((at + 1).to_string()), id::spelled(told[at].cut.id)))
        .collect();
    (!choices.is_empty()).then(|| (t.say(placeholder, &[]), choices))
}

fn add(t: &Tongue, me: &Member) -> Button {
    Button::main(
        t.say("inbox-add-button", &[]),
        id(Action::of(Verb::Add, me.couple.id)),
    )
}

/// One line, about me.
pub fn form(t: &Tongue, me: &Member) -> Modal {
    Modal {
        id: id(Action::of(Verb::Written, me.couple.id)),
        title: t.say("inbox-title", &[]),
        inputs: vec![Input {
            id: "line".to_owned(),
            label: t.say("inbox-line-label", &[]),
            placeholder: t.say("inbox-line-placeholder", &[]),
            value: String::new(),
            long: false,
            most: LONGEST,
            required: true,
        }],
    }
}

pub fn another_line(t: &Tongue, me: &Member) -> Card {
    Card::new(t.say("inbox-another-line", &[])).buttons([add(t, me), buttons::help(t)])
}

pub fn full(t: &Tongue, me: &Member) -> Card {
    Card::new(t.say("inbox-full", &[])).buttons([buttons::inbox(t, me.couple.id), buttons::help(t)])
}

/// One of mine, and what may become of it.
pub fn one(t: &Tongue, me: &Member, cut: &Cut, words: &str) -> Card {
    let couple = me.couple.id;
    let label = match cut.heard_at {
        Some(_) => "inbox-thank-button",
        None => "inbox-clear-button",
    };
    let text = [t.say("inbox-one", &[]), quote(words)];
    Card::new(text.join("\n")).buttons([
        Button::main(
            t.say(label, &[]),
            id(Action::on(Verb::Clear, couple, cut.id)),
        ),
        buttons::repair_from_cut(t, couple, cut.id),
        Button::new(
            t.say("back-button", &[]),
            id(Action::of(Verb::Turn, couple)),
        ),
        buttons::help(t),
    ])
}

/// In the channel: that there is something, and nobody's words.
pub fn look(t: &Tongue, couple: &Couple) -> Card {
    Card::new(t.say("inbox-look", &[])).buttons([
        Button::main(
            t.say("inbox-look-button", &[]),
            id(Action::of(Verb::Open, couple.id)),
        ),
        buttons::help(t),
    ])
}
