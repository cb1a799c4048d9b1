//! The cards of what both write and open together.

use super::{about, back, other, with};
use crate::app::{Here, Member};
use crate::domain::CoupleId;
use crate::domain::needs::What;
use crate::domain::text::Kind;
use crate::features::common::texts::{self, Written};
use crate::features::common::{buttons, spread};
use crate::features::needs::Verb;
use crate::features::needs::together::Standing;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Input, Modal, limits};
use crate::words::Tongue;

pub fn pair_button(t: &Tongue, me: &Member, what: What) -> Button {
    let label = match what {
        What::Trust => t.say("trust-button", &[]),
        What::Exchange => t.say("exchange-button", &[]),
    };
    Button::new(label, about(me, Verb::Pair, what.number()))
}

/// How it stands for me: the same whatever the other did, until it opens.
pub fn pair(here: &Here<'_>, me: &Member, what: What, standing: &Standing) -> Vec<Card> {
    let t = here.t;
    let mut blocks = vec![match what {
        What::Trust => t.say("trust", &[("other", other(me).into())]),
        What::Exchange => t.say("exchange", &[("other", other(me).into())]),
    }];
    let number = what.number();
    let button = |label: String, verb| Button::new(label, about(me, verb, number));
    let main = |label: String, verb| Button::main(label, about(me, verb, number));
    let mut row = Vec::new();
    if let Some(waiting) = &standing.waiting {
        blocks.push(if waiting.is_in {
            t.say("pair-in", &[("other", other(me).into())])
        } else {
            t.say("pair-draft", &[])
        });
        blocks.extend(words(t, &waiting.mine));
        let change = button(t.say("change-button", &[]), Verb::PairWrite);
        row.extend(if waiting.is_in {
            let take_back = t.say("take-back-button", &[]);
            [change, button(take_back, Verb::PairBack)]
        } else {
            [main(t.say("hand-in-button", &[]), Verb::PairHandIn), change]
        });
    } else {
        let label = match (what, &standing.open) {
            (_, None) => t.say("pair-write-button", &[]),
            (What::Trust, Some(_)) => t.say("trust-renew-button", &[]),
            (What::Exchange, Some(_)) => t.say("exchange-again-button", &[]),
        };
        row.push(main(label, Verb::PairWrite));
    }
    if let Some(open) = &standing.open {
        if !open.theirs.is_empty() {
            blocks.push(t.say("pair-theirs", &[("other", other(me).into())]));
            blocks.extend(words(t, &open.theirs));
            blocks.extend(texts::changed_on(here, me, &open.theirs));
        }
        if !open.mine.is_empty() {
            blocks.push(t.say("pair-mine", &[]));
            blocks.extend(words(t, &open.mine));
        }
    }
    row.extend([back(t, me), buttons::help(t)]);
    spread(&blocks, |card| card.buttons(row))
}

fn words(t: &Tongue, written: &[Written]) -> Vec<String> {
    let one = |text: &Written| {
        let said = quote(&text.text);
        match text.which.kind {
            Kind::Need => format!("{}\n{said}", t.say("exchange-need", &[])),
            Kind::Offer => format!("{}\n{said}", t.say("exchange-offer", &[])),
            _ => said,
        }
    };
    written.iter().map(one).collect()
}

/// With what waits of mine; where trust is open already, with mine to renew.
pub fn pair_form(here: &Here<'_>, me: &Member, what: What, standing: &Standing) -> Modal {
    let t = here.t;
    let before: &[Written] = match (&standing.waiting, &standing.open, what) {
        (Some(waiting), ..) => &waiting.mine,
        (None, Some(open), What::Trust) => &open.mine,
        _ => &[],
    };
    let inputs = what.kinds().iter().map(|kind| {
        let (label, placeholder) = match kind {
            Kind::Need => ("exchange-need-label", "exchange-need-placeholder"),
            Kind::Offer => ("exchange-offer-label", "exchange-offer-placeholder"),
            _ => ("trust-label", "trust-placeholder"),
        };
        Input {
            id: kind.name().to_owned(),
            label: t.say(label, &[]),
            placeholder: t.say(placeholder, &[]),
            value: texts::of_kind(before, *kind).unwrap_or_default().to_owned(),
            long: true,
            most: u16::try_from(limits::INPUT_TEXT).unwrap_or(u16::MAX),
            required: true,
        }
    });
    let title = match what {
        What::Trust => t.say("trust-title", &[]),
        What::Exchange => t.say("exchange-title", &[]),
    };
    Modal {
        id: about(me, Verb::PairWritten, what.number()),
        title,
        inputs: inputs.collect(),
    }
}

pub fn pair_empty(here: &Here<'_>, me: &Member, what: What) -> Card {
    Card::new(here.t.say("pair-empty", &[]))
        .buttons([pair_button(here.t, me, what), buttons::help(here.t)])
}

pub fn pair_too_long(here: &Here<'_>, me: &Member, what: What) -> Card {
    Card::new(here.t.say("too-long", &[]))
        .buttons([pair_button(here.t, me, what), buttons::help(here.t)])
}

/// Both have written: a line for both, with nobody's words.
pub fn pair_news(t: &Tongue, couple: CoupleId, what: What) -> Card {
    let read = Button::main(
        t.say("read-button", &[]),
        with(couple, Verb::PairOpen, 0, what.number()),
    );
    let said = match what {
        What::Trust => t.say("trust-news", &[]),
        What::Exchange => t.say("exchange-news", &[]),
    };
    Card::new(said).buttons([read, buttons::help(t)])
}
