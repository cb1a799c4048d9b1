//! One line after reading: what I understood; the other says that is it, or puts it right.

use super::Action;
use crate::app::{Here, Member};
use crate::domain::RoundId;
use crate::domain::answer::is_blank;
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::{self, both, buttons};
use crate::store;
use crate::ui::text::length;
use crate::ui::{Card, Input, Modal, Reply};

/// A line, not a letter.
const AT_MOST: u16 = 300;

/// Opens the form for my line. It reads nothing first: a form may not wait.
pub fn form(here: &Here<'_>, id: RoundId) -> Reply {
    Reply::Ask(modal(
        here,
        Action::LineWritten(id),
        "one-line-title",
        "one-line-label",
        AT_MOST,
    ))
}

/// Opens the form to put the other's line right.
pub fn correct(here: &Here<'_>, id: RoundId) -> Reply {
    Reply::Ask(modal(
        here,
        Action::LineCorrected(id),
        "line-correct-title",
        "line-correct-label",
        AT_MOST,
    ))
}

fn modal(here: &Here<'_>, action: Action, title: &str, label: &str, most: u16) -> Modal {
    let input = Input {
        id: "line".to_owned(),
        label: here.t.say(label, &[]),
        placeholder: here.t.say("one-line-placeholder", &[]),
        value: String::new(),
        long: true,
        most,
        required: true,
    };
    Modal {
        id: Any::Reading(action).id(),
        title: here.t.say(title, &[]),
        inputs: vec![input],
    }
}

/// Keeps my line, sealed; the other sees it when they read.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    id: RoundId,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let text = line(here, fields)?;
    super::round(here, me, id).await?;
    let mut tx = common::begin_awake(here, me).await?;
    let sealed = here
        .app
        .seal_text(
            &mut tx,
            me.couple.id,
            me.who,
            "understandings.sealed",
            id,
            text,
        )
        .await?;
    store::understandings::save(&mut tx, id, me.who, &sealed, here.now).await?;
    tx.commit().await?;
    Ok(done(here, id, "line-kept"))
}

/// The other's line is right.
pub async fn right(here: &Here<'_>, me: &Member, id: RoundId) -> Result<Reply, Error> {
    super::round(here, me, id).await?;
    let mut tx = common::begin_awake(here, me).await?;
    store::understandings::answer(&mut tx, id, me.who.other(), true, None).await?;
    tx.commit().await?;
    Ok(done(here, id, "line-right"))
}

/// Puts the other's line right, in my words.
pub async fn corrected(
    here: &Here<'_>,
    me: &Member,
    id: RoundId,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let text = line(here, fields)?;
    let round = super::round(here, me, id).await?;
    let mut tx = common::begin_awake(here, me).await?;
    let (_, theirs) = both::sides(here, me, &mut tx, &round).await?;
    if theirs.line.is_none() {
        return Err(common::stranger(here.t).into());
    }
    let sealed = here
        .app
        .seal_text(
            &mut tx,
            me.couple.id,
            me.who,
            "understandings.correction",
            id,
            text,
        )
        .await?;
    store::understandings::answer(&mut tx, id, me.who.other(), false, Some(&sealed)).await?;
    tx.commit().await?;
    Ok(done(here, id, "line-corrected"))
}

fn line<'f>(here: &Here<'_>, fields: &'f [(String, String)]) -> Result<&'f str, Error> {
    let text = fields.first().map_or("", |(_, text)| text.trim());
    if is_blank(text) {
        return Err(Card::new(here.t.say("line-empty", &[])).into());
    }
    if length(text) > usize::from(AT_MOST) {
        return Err(Card::new(here.t.say("line-too-long", &[])).into());
    }
    Ok(text)
}

fn done(here: &Here<'_>, id: RoundId, said: &str) -> Reply {
    Card::new(here.t.say(said, &[]))
        .buttons([buttons::read(here.t, id), buttons::help(here.t)])
        .into()
}
