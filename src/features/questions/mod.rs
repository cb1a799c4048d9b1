//! /questions: asked whenever they come, answered in an hour both agreed to; and something to tell.

mod answers;
mod asked;
mod hearing;
mod hour;
mod page;
mod queue;
mod telling;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::{PgConnection, Postgres, Transaction};

use crate::app::{App, Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::couple::Couple;
pub use crate::domain::questions::KEEP;
use crate::domain::questions::{AHEAD, Hour, Question, Refused, ToTell};
use crate::domain::timer::About;
use crate::domain::{CoupleId, wall};
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::press::{self, Press};
use crate::features::common::{self, buttons, days};
use crate::store;
use crate::ui::text::pages;
use crate::ui::{Button, Card, Input, Manner, Modal, Reply};
use crate::words::Tongue;

/// What its buttons and forms ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    /// The page again, on the same card.
    Home,
    /// From the channel or a direct message: what is there for me. The number says what first.
    Look,
    /// The same on the page.
    Next,
    Note,
    Noted,
    /// One of mine, chosen from the page.
    Mine,
    Change,
    Changed,
    TakeBack,
    /// The hour: the number holds the weekday and minute so far.
    Hour,
    HourDay,
    HourHour,
    HourQuarter,
    Suggest,
    Once,
    OnceWritten,
    Agree,
    NotNow,
    /// Takes my suggestion back.
    Withdraw,
    /// Ends the agreed hour: either may, at any time.
    Stop,
    Answer,
    Answered,
    Time,
    /// Time until so many days from now; 0: until the next hour.
    Wait,
    WaitDate,
    WaitDateWritten,
    Therapist,
    Today,
    Read,
    Kept,
    KeptOne,
    Tell,
    /// The number says how: soon, later, with somebody there.
    TellWrite,
    TellWritten,
    TellShow,
    /// The number says when: now, tonight, tomorrow.
    TellAt,
    TellDate,
    TellDateWritten,
    TellBack,
    Hear,
    /// Opens the words; the number is the page.
    HearNow,
    /// The number says when: tonight, tomorrow.
    HearLater,
    HearDate,
    HearDateWritten,
    HearWith,
    HearStop,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::Home, "home", Manner::UpdatePrivate),
        (Self::Look, "look", Manner::PrivateNew),
        (Self::Next, "next", Manner::UpdatePrivate),
        (Self::Note, "note", Manner::Modal),
        (Self::Noted, "noted", Manner::UpdatePrivate),
        (Self::Mine, "mine", Manner::UpdatePrivate),
        (Self::Change, "change", Manner::Modal),
        (Self::Changed, "changed", Manner::UpdatePrivate),
        (Self::TakeBack, "takeback", Manner::UpdatePrivate),
        (Self::Hour, "hour", Manner::UpdatePrivate),
        (Self::HourDay, "hourday", Manner::UpdatePrivate),
        (Self::HourHour, "hourhour", Manner::UpdatePrivate),
        (Self::HourQuarter, "hourquarter", Manner::UpdatePrivate),
        (Self::Suggest, "suggest", Manner::UpdatePrivate),
        (Self::Once, "once", Manner::Modal),
        (Self::OnceWritten, "oncewritten", Manner::UpdatePrivate),
        (Self::Agree, "agree", Manner::UpdatePrivate),
        (Self::NotNow, "notnow", Manner::UpdatePrivate),
        (Self::Withdraw, "withdraw", Manner::UpdatePrivate),
        (Self::Stop, "stop", Manner::UpdatePrivate),
        (Self::Answer, "answer", Manner::Modal),
        (Self::Answered, "answered", Manner::UpdatePrivate),
        (Self::Time, "time", Manner::UpdatePrivate),
        (Self::Wait, "wait", Manner::UpdatePrivate),
        (Self::WaitDate, "waitdate", Manner::Modal),
        (
            Self::WaitDateWritten,
            "waitdatewritten",
            Manner::UpdatePrivate,
        ),
        (Self::Therapist, "therapist", Manner::UpdatePrivate),
        (Self::Today, "today", Manner::UpdatePrivate),
        (Self::Read, "read", Manner::UpdatePrivate),
        (Self::Kept, "kept", Manner::UpdatePrivate),
        (Self::KeptOne, "keptone", Manner::UpdatePrivate),
        (Self::Tell, "tell", Manner::UpdatePrivate),
        (Self::TellWrite, "tellwrite", Manner::Modal),
        (Self::TellWritten, "tellwritten", Manner::UpdatePrivate),
        (Self::TellShow, "tellshow", Manner::UpdatePrivate),
        (Self::TellAt, "tellat", Manner::UpdatePrivate),
        (Self::TellDate, "telldate", Manner::Modal),
        (
            Self::TellDateWritten,
            "telldatewritten",
            Manner::UpdatePrivate,
        ),
        (Self::TellBack, "tellback", Manner::UpdatePrivate),
        (Self::Hear, "hear", Manner::PrivateNew),
        (Self::HearNow, "hearnow", Manner::UpdatePrivate),
        (Self::HearLater, "hearlater", Manner::UpdatePrivate),
        (Self::HearDate, "heardate", Manner::Modal),
        (
            Self::HearDateWritten,
            "heardatewritten",
            Manner::UpdatePrivate,
        ),
        (Self::HearWith, "hearwith", Manner::UpdatePrivate),
        (Self::HearStop, "hearstop", Manner::UpdatePrivate),
    ];
}

pub type Action = Press<Verb>;

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let Action { row, number, .. } = action;
    match action.verb {
        Verb::Open | Verb::Home => open(here, me).await,
        Verb::Look | Verb::Next => page::look(here, me, number).await,
        Verb::Note => Ok(Reply::Ask(queue::note(here, me))),
        Verb::Noted => queue::noted(here, me, fields).await,
        Verb::Mine => page::chosen(here, me, values).await,
        Verb::Change => queue::change(here, me, row).await,
        Verb::Changed => queue::changed(here, me, row, fields).await,
        Verb::TakeBack => queue::take_back(here, me, row).await,
        Verb::Hour | Verb::HourDay | Verb::HourHour | Verb::HourQuarter => {
            hour::choose(here, me, action.verb, number, values).await
        }
        Verb::Suggest => hour::suggest_weekly(here, me, number).await,
        Verb::Once => Ok(Reply::Ask(hour::once_form(here, me))),
        Verb::OnceWritten => hour::suggest_once(here, me, fields).await,
        Verb::Agree => hour::agree(here, me, row).await,
        Verb::NotNow | Verb::Withdraw | Verb::Stop => hour::end(here, me, action.verb, row).await,
        Verb::Answer => asked::form(here, me, row).await,
        Verb::Answered => asked::answered(here, me, row, fields).await,
        Verb::Time => asked::time(here, me, row).await,
        Verb::Wait => asked::wait(here, me, row, number).await,
        Verb::WaitDate => Ok(Reply::Ask(date_form(here, me, Verb::WaitDateWritten, row))),
        Verb::WaitDateWritten => asked::wait_until(here, me, row, fields).await,
        Verb::Therapist => asked::therapist(here, me, row).await,
        Verb::Today => Ok(asked::enough(here, me).into()),
        Verb::Read => answers::read(here, me).await,
        Verb::Kept => answers::kept(here, me, number).await,
        Verb::KeptOne => answers::kept_one(here, me, values).await,
        Verb::Tell => Ok(telling::before(here, me).into()),
        Verb::TellWrite => telling::form(here, me, row, number).await,
        Verb::TellWritten => telling::written(here, me, row, number, fields).await,
        Verb::TellShow => telling::show(here, me, row).await,
        Verb::TellAt => telling::offer(here, me, row, number).await,
        Verb::TellDate => Ok(Reply::Ask(date_form(here, me, Verb::TellDateWritten, row))),
        Verb::TellDateWritten => telling::offer_on(here, me, row, fields).await,
        Verb::TellBack => telling::take_back(here, me, row).await,
        Verb::Hear => hearing::note(here, me, row).await,
        Verb::HearNow => hearing::hear(here, me, row, number).await,
        Verb::HearLater => hearing::later(here, me, row, number).await,
        Verb::HearDate => Ok(Reply::Ask(date_form(here, me, Verb::HearDateWritten, row))),
        Verb::HearDateWritten => hearing::later_on(here, me, row, fields).await,
        Verb::HearWith => hearing::with_somebody(here, me, row).await,
        Verb::HearStop => Ok(hearing::enough(here, me).into()),
    }
}

/// The command's page.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut db = here.app.db.acquire().await?;
    Ok(Reply::Say(page::home(here, me, &mut db, None).await?))
}

/// What stands in the channel for both, if it is still so. Of questions: an hour that is suggested (0), the
/// hour with this number, that it is agreed (-2), an answer (-1).
pub async fn news(
    app: &App,
    couple: &Couple,
    about: About,
    row: i64,
    nth: i32,
) -> anyhow::Result<Option<Card>> {
    match about {
        About::Telling => telling::offered(app, couple, row, nth).await,
        _ if nth == 0 => hour::suggested(app, couple, row).await,
        _ if nth == hour::AGREED => hour::is_agreed(app, couple, row).await,
        _ if nth > 0 => hour::begins(app, couple, row, nth).await,
        _ => answers::there(app, couple, row).await,
    }
}

/// When this hour for questions is due by the laws about clocks that hold now.
pub async fn planned_for(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    row: i64,
    nth: i32,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    if nth <= 0 {
        return Ok(None);
    }
    let found = store::question_hours::find(db, couple, row).await?;
    // Where its zone is no more it keeps its instant until another is chosen.
    Ok(found.and_then(|hour| hour.when.at(&app.zones(), nth).ok()))
}

/// A word to this one alone, if it is still so.
pub async fn word(
    app: &App,
    me: &Member,
    about: About,
    row: i64,
    nth: i32,
) -> anyhow::Result<Option<Card>> {
    match about {
        About::Telling => hearing::again(app, me, row, nth).await,
        _ => asked::again(app, me, row, nth).await,
    }
}

/// All that this couple has here.
struct Table {
    hours: Vec<Hour>,
    questions: Vec<Question>,
    tellings: Vec<ToTell>,
}

async fn table(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Table> {
    Ok(Table {
        hours: store::question_hours::standing(&mut *db, couple).await?,
        questions: store::questions::of_couple(&mut *db, couple).await?,
        tellings: store::tellings::of_couple(db, couple).await?,
    })
}

/// A transaction that holds the couple, while nobody rests.
async fn begin(
    here: &Here<'_>,
    me: &Member,
) -> Result<(Transaction<'static, Postgres>, Couple), Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if couple.rests(here.now) {
        let me = Member {
            couple,
            who: me.who,
        };
        return Err(common::resting(here, &me).into());
    }
    Ok((tx, couple))
}

/// The page with this said first, in place of what was asked for.
async fn instead(here: &Here<'_>, me: &Member, db: &mut PgConnection, said: String) -> Error {
    match page::home(here, me, db, Some(said)).await {
        Ok(cards) => Reply::Say(cards).into(),
        Err(broken) => broken.into(),
    }
}

/// Why not, in words, with how it stands. What is not there and what is not theirs read the same.
async fn refused(here: &Here<'_>, me: &Member, db: &mut PgConnection, why: Refused) -> Error {
    let said = match why {
        Refused::NotTheirs => here.t.say("questions-gone", &[]),
        Refused::Delivered => here.t.say("questions-delivered", &[]),
        Refused::Answered => here.t.say("questions-answered-already", &[]),
    };
    instead(here, me, db, said).await
}

/// A button about this couple.
fn button(label: String, verb: Verb, me: &Member, row: i64) -> Button {
    Button::new(label, id(verb, me, row, 0))
}

fn id(verb: Verb, me: &Member, row: i64, number: i64) -> String {
    Any::Questions(Action::with(verb, me.couple.id, row, number)).id()
}

/// The button under what stands in the channel or comes by direct message.
fn look(app: &App, couple: CoupleId, verb: Verb, row: i64, number: i64) -> [Button; 2] {
    let t = app.words.tongue("en");
    let id = Any::Questions(Action::with(verb, couple, row, number)).id();
    [
        Button::main(t.say("questions-look-button", &[]), id),
        buttons::help(t),
    ]
}

/// Blocks of text with what is pressed under the last of them.
fn read_through(blocks: &[String], row: Vec<Button>) -> Reply {
    let mut cards: Vec<Card> = pages(blocks).into_iter().map(Card::new).collect();
    let last = cards.pop().unwrap_or_default();
    cards.push(last.buttons(row));
    Reply::Say(cards)
}

/// What was typed in this field, if it says something and fits.
fn typed(
    here: &Here<'_>,
    fields: &[(String, String)],
    name: &str,
    most: u16,
) -> Result<String, Error> {
    let t = here.t;
    let text = common::field(fields, name).trim();
    let again = |said: String| Card::new(said).buttons([buttons::help(t)]);
    if is_blank(text) {
        return Err(again(t.say("questions-blank", &[])).into());
    }
    if text.chars().count() > usize::from(most) {
        return Err(again(t.say("questions-too-long", &[("most", i64::from(most).into())])).into());
    }
    Ok(text.to_owned())
}

fn input(name: &str, label: String, placeholder: String, most: u16) -> Input {
    Input {
        id: name.to_owned(),
        label,
        placeholder,
        value: String::new(),
        long: most > 100,
        most,
        required: true,
    }
}

/// A form for a day.
fn date_form(here: &Here<'_>, me: &Member, verb: Verb, row: i64) -> Modal {
    let today = here.local(&me.me().zone, here.now).date();
    Modal {
        id: id(verb, me, row, 0),
        title: here.t.say("questions-date-title", &[]),
        inputs: vec![input(
            "date",
            here.t.say("questions-date-label", &[]),
            day_placeholder(here.t, today),
            DAY_LONGEST,
        )],
    }
}

/// A typed day has so many characters: *Wednesday, the 24th of September 2027*.
const DAY_LONGEST: u16 = 50;

fn day_placeholder(t: &Tongue, today: NaiveDate) -> String {
    t.say(
        "questions-date-placeholder",
        &[("example", days::example(t, today, 7))],
    )
}

/// The day that was typed: one to come, within half a year.
fn day(here: &Here<'_>, zone: &str, fields: &[(String, String)]) -> Result<NaiveDate, Error> {
    let today = here.local(zone, here.now).date();
    let read = crate::domain::days::day(common::field(fields, "date"), &here.t.calendar(), today);
    let fits = |day: &NaiveDate| *day >= today && *day <= today + Days::new(u64::from(AHEAD));
    read.ok().filter(fits).ok_or_else(|| {
        let asked = read.err().and_then(|unclear| days::which(here.t, unclear));
        let said = asked.unwrap_or_else(|| {
            let example = days::example(here.t, today, 7);
            here.t
                .say("questions-date-unknown", &[("example", example)])
        });
        Card::new(said).buttons([buttons::help(here.t)]).into()
    })
}

/// The morning of the day that was typed, on my own clock: nine o'clock of a day after today.
fn morning(
    here: &Here<'_>,
    me: &Member,
    fields: &[(String, String)],
) -> Result<DateTime<Utc>, Error> {
    const MORNING: u16 = 9 * 60;
    let zone = &me.me().zone;
    let day = day(here, zone, fields)?;
    let at = wall::at_local(&here.zones, zone, day, MORNING).unwrap_or(here.now);
    // Of today, whatever is left of it.
    Ok(at.max(here.now))
}

/// Tonight (1) or tomorrow (2), on my own clock.
fn soon(here: &Here<'_>, me: &Member, number: i64) -> DateTime<Utc> {
    let zone = &me.me().zone;
    let at = if number == 1 {
        wall::tonight(&here.zones, zone, here.now)
    } else {
        wall::tomorrow(&here.zones, zone, here.now)
    };
    at.unwrap_or_else(|_| here.now + Days::new(1))
}
