//! The board: what is being repaired, where each stands, what comes next, the promises in it. Closed
//! matters are not listed again.

use crate::app::{Here, Member};
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::{buttons, spread};
use crate::store;
use crate::ui::{Button, Reply};

use super::page::Words;
use super::{Action, Verb, id, page, view};

pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let t = here.t;
    let mut db = here.app.db.acquire().await?;
    let mut mine = store::repairs::open(&mut db, me.couple.id).await?;
    mine.retain(|repair| !repair.is_draft() || repair.opened_by == me.who);
    let mut blocks = vec![t.say("repair-board", &[])];
    if mine.is_empty() {
        blocks.push(t.say("repair-board-none", &[]));
    }
    for (at, repair) in mine.iter().enumerate() {
        let words = Words::of(here, me, &mut db, repair).await?;
        let mut lines = vec![t.say(
            "repair-board-line",
            &[
                ("number", (at + 1).to_string().into()),
                ("kind", view::kind(t, words.breach()).into()),
                ("stage", view::stage(t, repair).into()),
            ],
        )];
        lines.push(view::next(here, me, repair));
        lines.extend(page::promises(here, me, &mut db, repair).await?);
        blocks.push(lines.join("\n"));
    }
    let opens = mine.iter().take(5).enumerate().map(|(at, repair)| {
        let number = (at + 1).to_string();
        Button::main(
            t.say("repair-board-open-button", &[("number", number.into())]),
            id(Verb::Here, repair),
        )
    });
    let begin = Button::new(
        t.say("repair-begin-button", &[]),
        Any::Repair(Action::of(Verb::Begin, me.couple.id)).id(),
    );
    Ok(Reply::Say(spread(&blocks, |card| {
        card.buttons(opens)
            .buttons([begin, buttons::promises(t, me.couple.id), buttons::help(t)])
    })))
}
