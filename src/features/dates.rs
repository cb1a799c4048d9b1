//! Dates that matter: a list of one's own, with an early reminder to the one who keeps it. The other learns nothing.

use chrono::Days;
use sqlx::PgConnection;

use super::common::{self, buttons, dates};
use super::{Action as Any, Due, Target};
use crate::app::{App, Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::dates::Day;
use crate::domain::days;
use crate::domain::{CoupleId, id, wall};
use crate::error::Error;
use crate::store;
use crate::ui::text::{harmless, quote};
use crate::ui::{Button, Card, Choice, Input, Manner, Modal, Reply, Select};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// My list.
    Open(CoupleId),
    /// Opens the form for one more; then keeps it.
    Add(CoupleId),
    Written(CoupleId),
    /// Removes the one that was chosen.
    Remove(CoupleId),
    /// Opens one of mine privately: from the reminder.
    Show(CoupleId, i64),
}

/// One keeps so many.
const AT_MOST: usize = 12;
/// What it is has so many characters.
const LONGEST: u16 = 100;

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Open(couple) => format!("open:{couple}"),
            Self::Add(couple) => format!("add:{couple}"),
            Self::Written(couple) => format!("written:{couple}"),
            Self::Remove(couple) => format!("remove:{couple}"),
            Self::Show(couple, date) => format!("show:{couple}:{}", id::spelled(*date)),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let couple = CoupleId::read;
        Some(match *words {
            ["open", id] => Self::Open(couple(id)?),
            ["add", id] => Self::Add(couple(id)?),
            ["written", id] => Self::Written(couple(id)?),
            ["remove", id] => Self::Remove(couple(id)?),
            ["show", id, date] => Self::Show(couple(id)?, id::read(date)?),
            _ => return None,
        })
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Add(_) => Manner::Modal,
            Self::Show(..) => Manner::PrivateNew,
            Self::Open(_) | Self::Written(_) | Self::Remove(_) => Manner::UpdatePrivate,
        }
    }

    pub fn target(&self) -> Target {
        match self {
            Self::Open(couple)
            | Self::Add(couple)
            | Self::Written(couple)
            | Self::Remove(couple)
            | Self::Show(couple, _) => Target::Couple(*couple),
        }
    }
}

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    match action {
        Action::Open(_) => Ok(Reply::Say(
            list(here, me, &mut *here.app.db.acquire().await?).await?,
        )),
        Action::Add(_) => Ok(Reply::Ask(form(here, me))),
        Action::Written(_) => add(here, me, fields).await,
        Action::Remove(_) => remove(here, me, values).await,
        Action::Show(_, date) => show(here, me, date).await,
    }
}

/// My own list, and what can be done with it.
async fn list(here: &Here<'_>, me: &Member, db: &mut PgConnection) -> anyhow::Result<Vec<Card>> {
    let t = here.t;
    let kept = store::dates::of_person(&mut *db, me.couple.id, me.who).await?;
    let key = here.app.key(&mut *db, me.couple.id, me.who).await?;
    let (mut lines, mut choices) = (Vec::new(), Vec::new());
    for (at, date) in kept.iter().enumerate() {
        let what = dates::what(here.app, key.as_ref(), date)?.unwrap_or_default();
        let (number, when) = ((at + 1).to_string(), dates::when(t, date.day));
        let values = [("number", number.into()), ("when", when.into())];
        choices.push(Choice::new(
            t.say("dates-choice", &values),
            id::spelled(date.id),
        ));
        let [number, when] = values;
        lines.push(t.say(
            "dates-line",
            &[number, when, ("what", harmless(&what).into())],
        ));
    }
    let full = kept.len() >= AT_MOST;
    let mut blocks = vec![t.say("dates", &[])];
    blocks.push(if kept.is_empty() {
        t.say("dates-none", &[])
    } else {
        lines.join("\n")
    });
    blocks.extend(full.then(|| t.say("dates-full", &[])));
    let couple = me.couple.id;
    let one_more = Button::main(
        t.say("dates-add-button", &[]),
        Any::Dates(Action::Add(couple)).id(),
    );
    let row = (!full)
        .then_some(one_more)
        .into_iter()
        .chain([buttons::settings(t, couple), buttons::help(t)]);
    Ok(common::spread(&blocks, |mut card| {
        if !choices.is_empty() {
            let id = Any::Dates(Action::Remove(couple)).id();
            let placeholder = t.say("dates-remove-placeholder", &[]);
            card = card.select(Select {
                id,
                placeholder,
                choices,
                least: 1,
                most: 1,
            });
        }
        card.buttons(row)
    }))
}

/// Two days as examples: one of every year, one that comes once.
fn examples(here: &Here<'_>, me: &Member) -> [(&'static str, crate::words::Value<'static>); 2] {
    let example = here.local(&me.me().zone, here.now).date() + Days::new(10);
    [
        ("yearly", here.t.day_and_month(Day::once(example)).into()),
        ("once", here.t.date_with_year(example).into()),
    ]
}

fn form(here: &Here<'_>, me: &Member) -> Modal {
    let t = here.t;
    let input = |id: &str, label: String, placeholder: String, most| Input {
        id: id.to_owned(),
        label,
        placeholder,
        value: String::new(),
        long: false,
        most,
        required: true,
    };
    let day = t.say("dates-day-placeholder", &examples(here, me));
    Modal {
        id: Any::Dates(Action::Written(me.couple.id)).id(),
        title: t.say("dates-title", &[]),
        inputs: vec![
            input("date", t.say("dates-day-label", &[]), day, 50),
            input(
                "what",
                t.say("dates-what-label", &[]),
                t.say("dates-what-placeholder", &[]),
                LONGEST,
            ),
        ],
    }
}

/// Keeps one more and promises its reminder; then shows the list.
async fn add(here: &Here<'_>, me: &Member, fields: &[(String, String)]) -> Result<Reply, Error> {
    let today = here.local(&me.me().zone, here.now).date();
    let read = days::date(common::field(fields, "date"), &here.t.calendar(), today);
    let day = read.map_err(|unclear| match common::days::which(here.t, unclear) {
        Some(said) => again(here, me, said),
        None => no_such_day(here, me),
    })?;
    if dates::next(here.app, day, &me.me().zone, here.now)?.is_none() {
        return Err(no_such_day(here, me).into());
    }
    let what = common::field(fields, "what").trim();
    if is_blank(what) || what.chars().count() > usize::from(LONGEST) {
        return Err(again(here, me, here.t.say("dates-what-unknown", &[])).into());
    }
    let mut tx = here.begin().await?;
    // Held, so that two forms in the same second do not both find the last place free.
    store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let kept = store::dates::of_person(&mut tx, me.couple.id, me.who).await?;
    if kept.len() >= AT_MOST {
        return Err(again(here, me, here.t.say("dates-full", &[])).into());
    }
    dates::keep(here.app, &mut tx, me, day, what, here.now).await?;
    let cards = list(here, me, &mut tx).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

fn no_such_day(here: &Here<'_>, me: &Member) -> Card {
    again(
        here,
        me,
        here.t.say("dates-day-unknown", &examples(here, me)),
    )
}

fn again(here: &Here<'_>, me: &Member, said: String) -> Card {
    let t = here.t;
    let button = Button::new(
        t.say("dates-add-button", &[]),
        Any::Dates(Action::Add(me.couple.id)).id(),
    );
    Card::new(said).buttons([button, buttons::dates(t, me.couple.id), buttons::help(t)])
}

async fn remove(here: &Here<'_>, me: &Member, values: &[String]) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    if let Some(date) = values.first().and_then(|value| id::read(value)) {
        store::dates::delete(&mut tx, me.couple.id, me.who, date).await?;
    }
    let cards = list(here, me, &mut tx).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// One of mine; of anything else, that it is not kept.
async fn show(here: &Here<'_>, me: &Member, id: i64) -> Result<Reply, Error> {
    let t = here.t;
    let mut db = here.app.db.acquire().await?;
    let mine = store::dates::of_person(&mut db, me.couple.id, me.who).await?;
    let shown = match mine.iter().find(|date| date.id == id) {
        None => t.say("dates-gone", &[]),
        Some(date) => {
            let key = here.app.key(&mut db, me.couple.id, me.who).await?;
            let what = dates::what(here.app, key.as_ref(), date)?.unwrap_or_default();
            t.say(
                "dates-shown",
                &[
                    ("when", dates::when(t, date.day).into()),
                    ("what", quote(&what).into()),
                ],
            )
        }
    };
    Ok(Card::new(shown)
        .buttons([buttons::dates(t, me.couple.id), buttons::help(t)])
        .into())
}

/// A date is near: a word to the one who keeps it, without what it is. The next year's reminder is
/// promised first. While Tend rests, it stays silent.
pub async fn remind(app: &App, id: i64, year: i32) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(date) = store::dates::lock(&mut tx, id).await? else {
        return Ok(Due::Nothing);
    };
    let Some(couple) = store::couples::find(&mut tx, date.couple).await? else {
        return Ok(Due::Nothing);
    };
    let person = couple.person(date.by);
    dates::promise_after(app, &mut tx, &date, year, &person.zone, now).await?;
    tx.commit().await?;

    let today =
        wall::local(&app.zones(), &person.zone, now).map_or(now.date_naive(), |local| local.date());
    let over = date.day.in_year(year).is_none_or(|day| day < today);
    if over || couple.rests(now) {
        return Ok(Due::Nothing);
    }
    let t = app.words.tongue("en");
    let show = Button::main(
        t.say("dates-show-button", &[]),
        Any::Dates(Action::Show(couple.id, date.id)).id(),
    );
    let card = Card::new(t.say("dates-near", &[])).buttons([show, buttons::help(t)]);
    Ok(Due::Whisper {
        user: person.user,
        card,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_leads_back_to_what_it_says() {
        let couple = CoupleId(42);
        let all = [
            Action::Open(couple),
            Action::Add(couple),
            Action::Written(couple),
            Action::Remove(couple),
            Action::Show(couple, 7),
        ];
        for action in all {
            let id = action.id();
            assert_eq!(
                Action::parse(&id.split(':').collect::<Vec<_>>()),
                Some(action),
                "{id}"
            );
        }
        for wrong in ["", "open", "show:42", "show:42:x", "open:42:7", "erase:42"] {
            assert_eq!(
                Action::parse(&wrong.split(':').collect::<Vec<_>>()),
                None,
                "{wrong}"
            );
        }
    }
}
