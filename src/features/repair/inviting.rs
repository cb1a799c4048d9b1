//! Before a repair begins: how a draft reads to its opener, how the other is asked, and for when *not now* is.

use sqlx::PgConnection;

use super::page::Words;
use super::view::{button, main};
use super::{Verb, id, view};
use crate::app::{Here, Member, mention};
use crate::domain::repair::{Breach, Repair, Size, State};
use crate::domain::text::Kind;
use crate::features::common::{buttons, hints, promises as made, spread, texts};
use crate::store;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Choice, Select};
use crate::words::Tongue;

/// A draft's blocks and how its first card is dressed.
pub struct Draft {
    blocks: Vec<String>,
    selects: [Select; 2],
    buttons: Vec<Button>,
}

impl Draft {
    /// Over as few messages as it needs.
    pub fn dressed(self, mut blocks: Vec<String>) -> Vec<Card> {
        blocks.extend(self.blocks);
        let [kind, size] = self.selects;
        spread(&blocks, |card| {
            card.select(kind).select(size).buttons(self.buttons)
        })
    }
}

/// What only its opener sees: the line, its kind, its size.
pub fn draft(here: &Here<'_>, me: &Member, repair: &Repair, words: &Words) -> Draft {
    let t = here.t;
    let opening = Words::block(here, me, &words.mine, Kind::RepairOpening, 0);
    let mut blocks = vec![t.say("repair-draft", &[])];
    let written = texts::of_kind(&words.mine, Kind::RepairOpening);
    if let Some(text) = written {
        blocks.extend(opening);
        blocks.extend(hints::lines(t, text));
    } else {
        blocks.push(t.say("repair-draft-without", &[]));
    }
    let write = if written.is_some() {
        "repair-change-words-button"
    } else {
        "repair-opening-button"
    };
    let named = words.breach();
    let kinds = Breach::ALL.map(|(breach, name)| {
        Choice::new(view::kind_choice(t, breach), name).chosen(breach == named)
    });
    let sizes = Size::ALL.map(|(size, name)| {
        Choice::new(view::size_choice(t, size), name).chosen(size == repair.size)
    });
    let select = |verb, placeholder: &str, choices: Vec<Choice>| Select {
        id: id(verb, repair),
        placeholder: t.say(placeholder, &[]),
        choices,
        least: 1,
        most: 1,
    };
    Draft {
        blocks,
        selects: [
            select(Verb::Kind, "repair-kind-placeholder", kinds.to_vec()),
            select(Verb::Size, "repair-size-placeholder", sizes.to_vec()),
        ],
        buttons: vec![
            button(t, write, Verb::Opening, repair),
            main(t, "repair-offer-button", Verb::Offer, repair),
            button(t, "repair-let-go-button", Verb::LetGo, repair),
            buttons::help(t),
        ],
    }
}

/// Before the other has agreed to this repair.
pub fn invited(
    here: &Here<'_>,
    me: &Member,
    repair: &Repair,
    words: &Words,
) -> (Vec<String>, Vec<Button>) {
    let t = here.t;
    let opener = repair.opened_by == me.who;
    let from = if opener { &words.mine } else { &words.theirs };
    let mut blocks = Vec::new();
    match Words::block(here, me, from, Kind::RepairOpening, 0) {
        Some(opening) => blocks.push(opening),
        None => blocks.push(t.say("repair-there-is-something", &[])),
    }
    if !opener {
        blocks.push(t.say(
            if repair.hurt == me.who {
                "repair-invited-hurt"
            } else {
                "repair-invited"
            },
            &[("other", mention(me.other().user).into())],
        ));
    }
    let may_ask = matches!(repair.state, State::NotNow { until } if until <= here.now);
    let row = match (opener, may_ask) {
        (true, true) => vec![main(t, "repair-ask-again-button", Verb::AskAgain, repair)],
        (true, false) => Vec::new(),
        (false, _) => vec![main(t, "repair-agree-button", Verb::Agree, repair)],
    };
    (blocks, row)
}

/// *Not now*, with a time.
pub fn not_now(t: &Tongue, repair: &Repair) -> Select {
    let choice = |days: i64| {
        Choice::new(
            t.say("repair-not-now-choice", &[("days", days.into())]),
            days.to_string(),
        )
    };
    Select {
        id: id(Verb::NotNow, repair),
        placeholder: t.say("repair-not-now-placeholder", &[]),
        choices: [1, 3, 7, 14, 30].map(choice).to_vec(),
        least: 1,
        most: 1,
    }
}

/// The promise a repair began from, in its maker's words, while both may read it.
pub async fn the_promise(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
) -> anyhow::Result<Option<String>> {
    let Some(id) = repair.promise else {
        return Ok(None);
    };
    let found = store::promises::find(&mut *db, me.couple.id, id).await?;
    let Some(promise) = found.filter(|promise| promise.may_read(me.who)) else {
        return Ok(None);
    };
    let said = made::said(here.app, db, me, &promise).await?;
    let about = here.t.say("repair-about-promise", &[]);
    Ok(Some(format!("{about}\n{}", quote(said.now()))))
}
