//! What stood in a refused form is offered again by *Change*, which opens the form filled: from a sealed draft that
//! its author alone can open, kept for a quarter of an hour.

use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::marks::MARK;
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::id;
use crate::error::Error;
use crate::features::{
    Action, Found, checkin, dates, inbox, member, needs, pages, pause, press, promise, questions,
    reading, repair, setback, settings,
};
use crate::store;
use crate::ui::{Button, Card, Modal, Press as Pressed, Reply, Row, limits};
use crate::vault::Place;

/// So long it is kept: as long as Discord lets a press be answered.
const KEEP: TimeDelta = TimeDelta::minutes(15);
/// After the mark: the id that follows is a draft's, which fills the form that this button opens.
const DRAFT: char = '+';

/// The same refusal, with *Change* on it, where the form can be opened again and what stood in it may be kept.
pub(in crate::features) async fn offered(
    here: &Here<'_>,
    action: &Action,
    fields: &[(String, String)],
    done: Result<Reply, Error>,
) -> Result<Reply, Error> {
    let mut cards = match done {
        Err(Error::Refused(refusal)) => match *refusal {
            Reply::Say(cards) => cards,
            other => return Err(other.into()),
        },
        done => return done,
    };
    if let Some(opener) = opener(action)
        && let Some(me) = keeper(here, action).await
        && let Ok(Reply::Ask(form)) = Box::pin(press(here, opener.clone(), &[], &[])).await
        && let Some(draft) = keep(here, &me, &form, fields).await?
        && let Some(card) = cards.first_mut()
    {
        put(here, card, &opener.id(), draft);
    }
    Err(Reply::Say(cards).into())
}

/// The form that was opened by this button, filled with the draft that it names.
pub(in crate::features) async fn filled(
    here: &Here<'_>,
    action: &Action,
    pressed: &str,
    reply: Reply,
) -> Result<Reply, Error> {
    let Reply::Ask(mut form) = reply else {
        return Ok(reply);
    };
    let named = pressed.split_once(MARK).map_or("", |(_, mark)| mark);
    let Some(draft) = named.strip_prefix(DRAFT).and_then(id::read) else {
        return Ok(Reply::Ask(form));
    };
    let Some(me) = keeper(here, action).await else {
        return Ok(Reply::Ask(form));
    };
    let mut db = here.app.db.acquire().await?;
    let (couple, who) = (me.couple.id, me.who);
    let sealed = store::drafts::find(&mut db, draft, (couple, who), here.now).await?;
    let key = here.app.key(&mut db, couple, who).await?;
    if let Some((sealed, key)) = sealed.zip(key) {
        let plain = here.app.vault.open(&key, place(&me, draft), &sealed)?;
        let fields: Vec<(String, String)> = serde_json::from_slice(&plain)
            .map_err(|_| anyhow::anyhow!("a draft that opens but cannot be read"))?;
        for input in &mut form.inputs {
            if let Some((_, text)) = fields.iter().find(|(name, _)| *name == input.id) {
                input.value = text.chars().take(usize::from(input.most)).collect();
            }
        }
    }
    Ok(Reply::Ask(form))
}

/// Whose draft it would be. Nobody's where the host, who can read what is stored, is one of the two.
async fn keeper(here: &Here<'_>, action: &Action) -> Option<Box<Member>> {
    match member(here, action.target()).await {
        Ok(Found::One(me)) if here.app.keeps_private_pages(&me.couple) => Some(me),
        _ => None,
    }
}

async fn keep(
    here: &Here<'_>,
    me: &Member,
    form: &Modal,
    fields: &[(String, String)],
) -> anyhow::Result<Option<i64>> {
    let asked = |name: &str| form.inputs.iter().any(|input| input.id == name);
    let kept: Vec<&(String, String)> = fields.iter().filter(|(name, _)| asked(name)).collect();
    if kept.iter().all(|(_, text)| is_blank(text)) {
        return Ok(None);
    }
    let plain = Zeroizing::new(serde_json::to_vec(&kept)?);
    let draft = here.new_id()?;
    let (app, couple, who) = (here.app, me.couple.id, me.who);
    let mut tx = app.db.begin().await?;
    let key = app.key_to_write(&mut tx, couple, who).await?;
    let sealed = app.vault.seal(&key, place(me, draft), &plain)?;
    let until = here.now + KEEP;
    store::drafts::insert(&mut tx, draft, (couple, who), &sealed, here.now, until).await?;
    tx.commit().await?;
    Ok(Some(draft))
}

fn place(me: &Member, draft: i64) -> Place {
    Place {
        couple: me.couple.id,
        partner: me.who,
        field: "drafts.sealed",
        row: draft,
        facts: None,
    }
}

/// In place of the button that would open the form empty, or before all others.
fn put(here: &Here<'_>, card: &mut Card, opener: &str, draft: i64) {
    let id = format!("{opener}{MARK}{DRAFT}{}", id::spelled(draft));
    let change = Button::main(here.t.say("change-form-button", &[]), id);
    let empty = Pressed::Id(opener.to_owned());
    for row in &mut card.rows {
        if let Row::Buttons(buttons) = row
            && let Some(button) = buttons.iter_mut().find(|button| button.press == empty)
        {
            *button = change;
            return;
        }
    }
    let room = card.rows.len() < limits::ROWS;
    match card.rows.last_mut() {
        Some(Row::Buttons(buttons)) if buttons.len() < limits::BUTTONS_PER_ROW => {
            buttons.insert(0, change);
        }
        _ if room => card.rows.push(Row::Buttons(vec![change])),
        _ => {}
    }
}

/// What opens the form that this action was sent by. None where it may not be kept: what goes to the host is nobody's,
/// an invitation is of no couple yet, and the phrase to erase with is to be typed each time.
fn opener(action: &Action) -> Option<Action> {
    Some(match action {
        Action::Checkin(checkin::Action::Written(about)) => {
            Action::Checkin(checkin::Action::Write(*about))
        }
        Action::Dates(dates::Action::Written(couple)) => Action::Dates(dates::Action::Add(*couple)),
        Action::Inbox(sent) => match sent.verb {
            inbox::Verb::Written => Action::Inbox(sent.to(inbox::Verb::Add)),
            _ => return None,
        },
        Action::Needs(sent) => {
            use needs::Verb as V;
            Action::Needs(sent.to(match sent.verb {
                V::Written => V::Write,
                V::Asked => V::Ask,
                V::PairWritten => V::PairWrite,
                _ => return None,
            }))
        }
        Action::Pages(sent) => {
            use pages::Verb as V;
            Action::Pages(sent.to(match sent.verb {
                V::Written if sent.number == pages::NEW => V::Write,
                V::Written => V::Change,
                _ => return None,
            }))
        }
        Action::Pause(pause::Action::DateWritten(couple)) => {
            Action::Pause(pause::Action::Date(*couple))
        }
        Action::Promise(sent) => {
            use promise::Verb as V;
            Action::Promise(sent.to(match sent.verb {
                V::Written => V::Write,
                V::Changed => V::Change,
                V::KeptTold => V::Kept,
                V::PartlyTold => V::Partly,
                V::CouldNotTold => V::CouldNot,
                V::Offered => V::Instead,
                V::Noticed => V::Notice,
                V::SeenOtherwise => V::Otherwise,
                _ => return None,
            }))
        }
        Action::Questions(sent) => {
            use questions::Verb as V;
            Action::Questions(sent.to(match sent.verb {
                V::Noted => V::Note,
                V::Changed => V::Change,
                V::OnceWritten => V::Once,
                V::Answered => V::Answer,
                V::WaitDateWritten => V::WaitDate,
                V::TellWritten => V::TellWrite,
                V::TellDateWritten => V::TellDate,
                V::HearDateWritten => V::HearDate,
                _ => return None,
            }))
        }
        Action::Reading(reading::Action::LineWritten(round)) => {
            Action::Reading(reading::Action::Line(*round))
        }
        Action::Reading(reading::Action::LineCorrected(round)) => {
            Action::Reading(reading::Action::LineCorrect(*round))
        }
        Action::Repair(sent) => {
            use repair::Verb as V;
            Action::Repair(sent.to(match sent.verb {
                V::OpeningWritten => V::Opening,
                V::AccountWritten => V::Account,
                V::UnderstoodWritten => V::Understood,
                V::PartlyWritten => V::Partly,
                V::NotYetWritten => V::NotYet,
                V::AcknowledgedWritten => V::Acknowledged,
                V::NotQuiteWritten => V::NotQuite,
                V::ApologyWritten => V::Apology,
                V::NotHowWritten => V::NotHow,
                V::LookWritten => V::Look,
                V::ClosingWritten => V::Closing,
                V::MyPartWritten => V::MyPart,
                _ => return None,
            }))
        }
        Action::Setback(sent) => {
            use setback::Verb as V;
            Action::Setback(sent.to(match sent.verb {
                V::Written => V::Write,
                V::PlanWritten => V::PlanWrite,
                _ => return None,
            }))
        }
        Action::Settings(settings::Action::WhyWritten(couple)) => {
            Action::Settings(settings::Action::Why(*couple))
        }
        _ => return None,
    })
}
