//! All that was said in a repair; one's own part; the closing card.

use sqlx::PgConnection;

use super::page::{Words, apology, promises};
use super::papers::Paper;
use super::view::{self, button, main};
use super::{Verb, id, papers, steps};
use crate::app::{Here, Member};
use crate::domain::repair::{Repair, Size, State};
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::common::repairs::{self, KINDS};
use crate::features::common::texts::{self, Written};
use crate::features::common::{buttons, spread};
use crate::ui::{Button, Card, Reply};

/// All that either gave to the other in it, and what I have prepared, in the order of its stages.
pub async fn all(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let repair = super::known(here, me, &mut db, row).await?;
    let t = here.t;
    let words = Words::of(here, me, &mut db, &repair).await?;
    let mut blocks = vec![t.say("repair-all", &[])];
    blocks.extend(said(here, me, &words));
    if blocks.len() == 1 {
        blocks.push(t.say("repair-all-none", &[]));
    }
    let back = Button::new(t.say("back-button", &[]), id(Verb::Here, &repair));
    // Offered here, at the end of everything, and asked of nobody.
    let part = (!repair.is_over() && !repair.is_paused())
        .then(|| button(t, "repair-my-part-button", Verb::MyPart, &repair));
    Ok(Reply::Say(spread(&blocks, |card| {
        card.buttons(part.into_iter().chain([back, buttons::help(t)]))
    })))
}

/// What each said, mine marked as mine.
fn said(here: &Here<'_>, me: &Member, words: &Words) -> Vec<String> {
    let mut both: Vec<(&Written, bool)> = words.mine.iter().map(|text| (text, true)).collect();
    both.extend(words.theirs.iter().map(|text| (text, false)));
    let place = |text: &Written| KINDS.iter().position(|kind| *kind == text.which.kind);
    both.sort_by_key(|(text, _)| {
        let released = text.released_at;
        (released.is_none(), released, place(text))
    });
    both.into_iter()
        .filter(|(text, _)| text.which.kind != Kind::RepairBreach)
        .map(|(text, mine)| view::said(here, me, text, mine))
        .collect()
}

/// How my part reads, before I give it; asked of nobody.
pub async fn my_part(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
) -> anyhow::Result<Vec<Card>> {
    let t = here.t;
    let (there, _) = papers::mine(here, me, db, Paper::MyPart, repair).await?;
    let mut blocks = vec![t.say("repair-prepared", &[])];
    blocks.extend(there.iter().map(|text| view::block(here, me, text)));
    Ok(spread(&blocks, |card| {
        card.buttons([
            main(t, "repair-give-my-part-button", Verb::GiveMyPart, repair),
            button(t, "repair-change-words-button", Verb::MyPart, repair),
            Button::new(t.say("back-button", &[]), id(Verb::Here, repair)),
            buttons::help(t),
        ])
    }))
}

pub async fn give_my_part(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = steps::lock(here, me, &mut tx, row).await?;
    if !Paper::MyPart.fits(&repair, me) {
        return Err(view::gone_on(here, &repair).into());
    }
    let kinds = [Kind::RepairMyPart];
    let mine = (me.couple.id, me.who);
    texts::release(here.app, &mut tx, mine, repair.id, &kinds, here.now).await?;
    repairs::worked(here, me, &mut tx).await?;
    let cards = super::page::page(here, me, &mut tx, &repair).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// A repair that is over: the closing card, or that it has ended.
pub async fn over(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
) -> anyhow::Result<Vec<Card>> {
    let t = here.t;
    if repair.state == State::Stopped {
        let card = Card::new(t.say("repair-stopped", &[]));
        return Ok(vec![card.buttons([
            button(t, "repair-all-button", Verb::All, repair),
            buttons::repairs(t, me.couple.id),
            buttons::help(t),
        ])]);
    }
    let words = Words::of(here, me, &mut *db, repair).await?;
    let done = promises(here, me, db, repair).await?;
    let (hurt, responsible) = if repair.hurt == me.who {
        (&words.mine, &words.theirs)
    } else {
        (&words.theirs, &words.mine)
    };
    let last = |from: &[Written], kind: Kind| {
        let found = from
            .iter()
            .rfind(|text| text.which.kind == kind && text.is_released());
        found.map(|text| view::block(here, me, text))
    };
    let tries = responsible
        .iter()
        .filter(|text| text.which.kind == Kind::ApologyAct)
        .map(|text| text.which.nth)
        .max();
    let closed = repair.state == State::Closed;
    let head = if closed {
        "repair-closed"
    } else {
        "repair-left-open"
    };
    let mut blocks = vec![t.say(head, &[])];
    let stays_open = last(hurt, Kind::RepairStaysOpen);
    blocks.extend(stays_open.clone().filter(|_| !closed));
    // Each part is named where it has words: they go after a while, or with whoever erases theirs.
    let mut part = |head: &str, words: Vec<String>| {
        blocks.extend((!words.is_empty()).then(|| t.say(head, &[])));
        blocks.extend(words);
    };
    let apology = tries.map(|nth| apology(here, me, responsible, nth));
    let said = [
        last(responsible, Kind::RepairUnderstood),
        last(responsible, Kind::RepairAcknowledged),
    ];
    let said = said.into_iter().flatten();
    part(
        "repair-closed-said",
        said.chain(apology.into_iter().flatten()).collect(),
    );
    let look = last(responsible, Kind::RepairLook);
    part("repair-closed-done", done.into_iter().chain(look).collect());
    blocks.extend(stays_open.filter(|_| closed));
    blocks.extend(last(hurt, Kind::RepairClosing));
    let big = closed && repair.size == Size::Big;
    blocks.extend(big.then(|| t.say("repair-closed-lighter", &[])));
    let settings = big.then(|| buttons::settings(t, me.couple.id));
    Ok(spread(&blocks, |card| {
        card.buttons(settings.into_iter().chain([
            button(t, "repair-all-button", Verb::All, repair),
            buttons::help(t),
        ]))
    }))
}
