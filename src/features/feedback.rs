//! /feedback: a word to the host, who is named before the text box. Three a day.
//! Sealed until it is delivered, without who wrote it.

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::common::buttons;
use super::{Action as Any, Due};
use crate::app::{App, Here};
use crate::domain::answer::is_blank;
use crate::domain::timer::Timer;
use crate::error::Error;
use crate::store;
use crate::ui::text::{length, pages, quote};
use crate::ui::{Button, Card, Input, Manner, Modal, Reply};
use crate::vault::Place;
use crate::words::Value;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Who reads it, before the text box.
    Open,
    /// Opens the form.
    Write,
    Written,
}

/// So often anybody may write in [`DAY`]: the host may be one of the two, or have been.
const A_DAY: usize = 3;
pub const DAY: TimeDelta = TimeDelta::days(1);
/// So much fits into the form.
const AT_MOST: u16 = 2000;

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Open => "open",
            Self::Write => "write",
            Self::Written => "written",
        }
        .to_owned()
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        match *words {
            ["open"] => Some(Self::Open),
            ["write"] => Some(Self::Write),
            ["written"] => Some(Self::Written),
            _ => None,
        }
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Open => Manner::PrivateNew,
            Self::Write => Manner::Modal,
            Self::Written => Manner::UpdatePrivate,
        }
    }
}

/// `/feedback`: names the reader first. Where the host can be reached by no direct message from here, says
/// how else to reach them.
pub async fn before(here: &Here<'_>) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let untold = untold(here, &mut db).await?;
    let shut = here.app.host.user.is_none() || store::feedback::any_waits(&mut db).await?;
    let first = if shut {
        elsewhere(here)
    } else if store::feedback::has_turn(&mut db, &here.sender(), here.now - DAY).await? {
        write(here)
    } else {
        enough(here, "feedback-enough")
    };
    Ok(Reply::Say(std::iter::once(first).chain(untold).collect()))
}

fn values(here: &Here<'_>) -> [(&'static str, Value<'static>); 2] {
    let host = &here.app.host;
    [
        ("host", host.name.clone().into()),
        ("contact", host.contact.clone().into()),
    ]
}

fn elsewhere(here: &Here<'_>) -> Card {
    let said = here.t.say("feedback-elsewhere", &values(here));
    Card::new(said).buttons([buttons::help(here.t)])
}

/// They have written as often as they may today.
fn enough(here: &Here<'_>, said: &str) -> Card {
    let [host, contact] = values(here);
    let said = here.t.say(said, &[host, contact, ("limit", A_DAY.into())]);
    Card::new(said).buttons([buttons::help(here.t)])
}

fn write(here: &Here<'_>) -> Card {
    let t = here.t;
    let write = Button::main(
        t.say("feedback-write-button", &[]),
        Any::Feedback(Action::Write).id(),
    );
    Card::new(t.say("feedback", &values(here))).buttons([write, buttons::help(t)])
}

/// What this person wrote to the host and could not be delivered: said once.
pub async fn untold(here: &Here<'_>, db: &mut PgConnection) -> anyhow::Result<Option<Card>> {
    let untold = store::feedback::take_untold(db, &here.sender(), here.now).await?;
    let said = || here.t.say("feedback-untold", &values(here));
    Ok(untold.then(|| Card::new(said()).buttons([buttons::help(here.t)])))
}

pub async fn act(
    here: &Here<'_>,
    action: Action,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    match action {
        Action::Open => before(here).await,
        Action::Write => Ok(Reply::Ask(form(here))),
        Action::Written => written(here, fields).await,
    }
}

fn form(here: &Here<'_>) -> Modal {
    let t = here.t;
    let input = Input {
        id: "feedback".to_owned(),
        label: t.say("feedback-label", &[]),
        placeholder: t.say("feedback-placeholder", &[]),
        value: String::new(),
        long: true,
        most: AT_MOST,
        required: true,
    };
    Modal {
        id: Any::Feedback(Action::Written).id(),
        title: t.say("feedback-title", &[]),
        inputs: vec![input],
    }
}

/// Keeps it sealed, a message to a row, and promises each.
async fn written(here: &Here<'_>, fields: &[(String, String)]) -> Result<Reply, Error> {
    let t = here.t;
    let text = fields.first().map_or("", |(_, text)| text.trim());
    if here.app.host.user.is_none() {
        return Err(elsewhere(here).into());
    }
    let refuse = |id: &str| {
        Error::from(Card::new(t.say(id, &[])).buttons([buttons::feedback(t), buttons::help(t)]))
    };
    if is_blank(text) {
        return Err(refuse("feedback-empty"));
    }
    if length(text) > 2 * usize::from(AT_MOST) {
        return Err(refuse("feedback-too-long"));
    }
    let mut tx = here.begin().await?;
    if store::feedback::any_waits(&mut tx).await? {
        return Err(elsewhere(here).into());
    }
    let since = here.now - DAY;
    if !store::feedback::take_turn(&mut tx, &here.sender(), since, here.now).await? {
        return Err(enough(here, "feedback-not-sent").into());
    }
    let arrived = here.app.words.tongue("en").say("feedback-arrived", &[]);
    for message in pages(&[arrived, quote(text)]) {
        let id = here.new_id()?;
        let (key, wrapped) = here.app.vault.new_feedback_key(id)?;
        let sealed = here
            .app
            .vault
            .seal(&key, Place::feedback(id), message.as_bytes())?;
        let (kept, person) = ((&*wrapped, &*sealed), here.sender());
        store::feedback::insert(&mut tx, id, kept, &person, here.now).await?;
        here.arm_now(&mut tx, None, &Timer::Feedback { feedback: id })
            .await?;
    }
    tx.commit().await?;
    here.wake();
    let host = here.app.host.name.clone();
    Ok(Card::new(t.say("feedback-kept", &[("host", host.into())]))
        .buttons([buttons::help(t)])
        .into())
}

/// Brings it to the host. Where none is named just now, it waits.
pub async fn deliver(app: &App, id: i64) -> anyhow::Result<Due> {
    let Some(user) = app.host.user else {
        return Ok(Due::Later(app.clock.now() + TimeDelta::days(1)));
    };
    let mut db = app.db.acquire().await?;
    let Some((wrapped, sealed)) = store::feedback::find(&mut db, id).await? else {
        return Ok(Due::Nothing);
    };
    let key = app.vault.unwrap_feedback_key(id, &wrapped)?;
    let plain = app.vault.open(&key, Place::feedback(id), &sealed)?;
    let text = std::str::from_utf8(&plain)
        .ok()
        .context("feedback that opens but is no text")?;
    Ok(Due::Whisper {
        user,
        card: Card::new(text),
    })
}

/// It could not be delivered: whoever wrote it is told so, and it is tried again tomorrow.
pub async fn could_not(tx: &mut PgConnection, id: i64, now: DateTime<Utc>) -> anyhow::Result<()> {
    store::feedback::could_not(&mut *tx, id, now).await?;
    let again = Timer::Feedback { feedback: id };
    store::timers::rearm(tx, None, now + TimeDelta::days(1), &again).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::limits;

    #[test]
    fn what_fills_the_form_reaches_the_host_in_messages_that_fit() {
        for unit in ["a", "🌱", "*", "**bold** ", "\n", "@everyone "] {
            let text: String = unit.chars().cycle().take(usize::from(AT_MOST)).collect();
            assert!(length(&text) <= 2 * usize::from(AT_MOST), "{unit:?}");
            let messages = pages(&["Somebody writes:".to_owned(), quote(&text)]);
            assert!(
                messages
                    .iter()
                    .all(|message| length(message) <= limits::TEXT),
                "{unit:?}"
            );
        }
    }
}
