//! /promise: what I will do, by when, how we will both know. The maker closes it.

mod answer;
mod close;
mod forms;
mod list;
mod make;
mod view;

use sqlx::PgConnection;

use super::common::{self, buttons, promises, repairs};
use crate::app::{App, Here, Member};
use crate::domain::couple::Couple;
use crate::domain::id;
use crate::domain::promise::{Outcome, Promise, Refusal, Reminder, State, When};
use crate::domain::timer::{About, Timer};
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::press::{self, Press};
use crate::store;
use crate::ui::{Button, Card, Manner, Reply};

/// What its buttons and forms ask for. Where nothing else is said, the row is the promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// My promises, and those shared with me; the same in place of what was pressed.
    Open,
    List,
    /// What I said of mine, month by month.
    Months,
    /// Shows the one that was chosen; one of them in a message of its own.
    Pick,
    Show,

    /// Begins one; the row is a repair, or none.
    New,
    /// The same, from the repair's board; the row is the repair.
    ForRepair,
    /// Opens the form, empty or with what an everyday promise says; then keeps a draft. The row is a
    /// repair, or none.
    Write,
    Template,
    Written,
    /// Opens the form with the draft in it; then keeps it so.
    Change,
    Changed,
    /// By when: chosen for the draft.
    When,
    Share,
    OnlyMe,
    LetGo,

    /// The maker says what became of it, with an optional line. The number is the day of a week, or 0.
    Kept,
    KeptTold,
    Partly,
    PartlyTold,
    CouldNot,
    CouldNotTold,
    /// *I cannot keep this, instead I offer …*
    Instead,
    Offered,
    /// A weekly one comes to its end.
    End,

    /// The other: *I noticed*, with a line of thanks.
    Notice,
    Noticed,
    /// The other: *I see it otherwise*, something to talk about. The number says which.
    Otherwise,
    SeenOtherwise,
    Talked,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::List, "list", Manner::UpdatePrivate),
        (Self::Months, "months", Manner::UpdatePrivate),
        (Self::Pick, "pick", Manner::UpdatePrivate),
        (Self::Show, "show", Manner::PrivateNew),
        (Self::New, "new", Manner::UpdatePrivate),
        (Self::ForRepair, "forrepair", Manner::PrivateNew),
        (Self::Write, "write", Manner::Modal),
        (Self::Template, "template", Manner::Modal),
        (Self::Written, "written", Manner::UpdatePrivate),
        (Self::Change, "change", Manner::Modal),
        (Self::Changed, "changed", Manner::UpdatePrivate),
        (Self::When, "when", Manner::UpdatePrivate),
        (Self::Share, "share", Manner::UpdatePrivate),
        (Self::OnlyMe, "onlyme", Manner::UpdatePrivate),
        (Self::LetGo, "letgo", Manner::UpdatePrivate),
        (Self::Kept, "kept", Manner::Modal),
        (Self::KeptTold, "kepttold", Manner::UpdatePrivate),
        (Self::Partly, "partly", Manner::Modal),
        (Self::PartlyTold, "partlytold", Manner::UpdatePrivate),
        (Self::CouldNot, "couldnot", Manner::Modal),
        (Self::CouldNotTold, "couldnottold", Manner::UpdatePrivate),
        (Self::Instead, "instead", Manner::Modal),
        (Self::Offered, "offered", Manner::UpdatePrivate),
        (Self::End, "end", Manner::UpdatePrivate),
        (Self::Notice, "notice", Manner::Modal),
        (Self::Noticed, "noticed", Manner::UpdatePrivate),
        (Self::Otherwise, "otherwise", Manner::Modal),
        (Self::SeenOtherwise, "seenotherwise", Manner::UpdatePrivate),
        (Self::Talked, "talked", Manner::UpdatePrivate),
    ];
}

pub type Action = Press<Verb>;

/// News in the channel: it was shared, it was closed; counted, something else was offered, something is
/// to be talked about.
const SHARED: i32 = 0;
const CLOSED: i32 = 1;
const OFFERED: i32 = 100;
const TO_TALK: i32 = 1000;
/// The word to the maker that there are thanks; for more thanks counted down.
const NOTICED: i32 = -1;

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let (row, number) = (action.row, action.number);
    match action.verb {
        Verb::Open | Verb::List => open(here, me).await,
        Verb::Months => list::months(here, me).await,
        Verb::Pick => {
            let chosen = values.first().and_then(|value| id::read(value));
            list::show(here, me, chosen.unwrap_or(0)).await
        }
        Verb::Show => list::show(here, me, row).await,
        Verb::New => make::begin(here, me, None).await,
        Verb::ForRepair => make::begin(here, me, Some(row)).await,
        Verb::Write => Ok(Reply::Ask(make::empty_form(here, me, row))),
        Verb::Template => make::template_form(here, me, row, values),
        Verb::Written => make::written(here, me, row, fields).await,
        Verb::Change => make::change_form(here, me, row).await,
        Verb::Changed => make::changed(here, me, row, fields).await,
        Verb::When => make::by_when(here, me, row, values).await,
        Verb::Share => make::give(here, me, row, true).await,
        Verb::OnlyMe => make::give(here, me, row, false).await,
        Verb::LetGo => make::let_go(here, me, row).await,
        Verb::Kept => close::form(here, me, row, Outcome::Kept, number).await,
        Verb::Partly => close::form(here, me, row, Outcome::Partly, number).await,
        Verb::CouldNot => close::form(here, me, row, Outcome::CouldNot, number).await,
        Verb::KeptTold => close::told(here, me, row, Outcome::Kept, number, fields).await,
        Verb::PartlyTold => close::told(here, me, row, Outcome::Partly, number, fields).await,
        Verb::CouldNotTold => close::told(here, me, row, Outcome::CouldNot, number, fields).await,
        Verb::Instead => close::instead_form(here, me, row).await,
        Verb::Offered => close::offered(here, me, row, fields).await,
        Verb::End => close::end(here, me, row).await,
        Verb::Notice => answer::notice_form(here, me, row).await,
        Verb::Noticed => answer::noticed(here, me, row, fields).await,
        Verb::Otherwise => answer::otherwise_form(here, me, row).await,
        Verb::SeenOtherwise => answer::otherwise(here, me, row, fields).await,
        Verb::Talked => answer::talked(here, me, row, number).await,
    }
}

/// The command's page: mine, and those shared with me.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    list::list(here, me).await
}

/// The command that begins one.
pub async fn begin(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    make::begin(here, me, None).await
}

fn id(verb: Verb, me: &Member, row: i64) -> String {
    Any::Promise(Action::on(verb, me.couple.id, row)).id()
}

fn id_with(verb: Verb, me: &Member, row: i64, number: i64) -> String {
    Any::Promise(Action::with(verb, me.couple.id, row, number)).id()
}

/// The promise as it is, before a form: this person may read it.
async fn before_a_form(
    here: &Here<'_>,
    me: &Member,
    row: i64,
) -> Result<(Promise, promises::Said), Error> {
    let mut db = here.app.db.acquire().await?;
    let found = store::promises::find(&mut db, me.couple.id, row).await?;
    let mine = found.filter(|promise| promise.may_read(me.who));
    let promise = mine.ok_or_else(|| gone(here, me))?;
    let said = promises::said(here.app, &mut db, me, &promise).await?;
    Ok((promise, said))
}

/// The promise, held; this person may read it. The couple is held first, here and wherever promises are
/// written, so that nobody waits for each other in a circle.
async fn held(
    here: &Here<'_>,
    me: &Member,
    tx: &mut PgConnection,
    row: i64,
) -> Result<Promise, Error> {
    let couple = store::couples::lock(&mut *tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if couple.rests(here.now) {
        return Err(common::resting(here, me).into());
    }
    let promise = store::promises::lock(tx, me.couple.id, row).await?;
    let promise = promise.filter(|promise| promise.may_read(me.who));
    promise.ok_or_else(|| gone(here, me))
}

/// It is not there, or not theirs: the same sentence for both, so that neither can be told.
fn gone(here: &Here<'_>, me: &Member) -> Error {
    let t = here.t;
    Card::new(t.say("promise-gone", &[]))
        .buttons([view::to_the_list(here, me), buttons::help(t)])
        .into()
}

/// Why it cannot be done, in kind words, above the promise as it is now.
async fn refused(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    promise: &Promise,
    why: Refusal,
) -> Error {
    let t = here.t;
    let said = match why {
        Refusal::NotTheirs => return gone(here, me),
        Refusal::Given => t.say("promise-given-already", &[]),
        Refusal::NotGiven => t.say("promise-not-given", &[]),
        Refusal::Closed => t.say("promise-closed-already", &[]),
        Refusal::DayHasCome => t.say("promise-day-has-come", &[]),
        Refusal::OfferedOften => t.say("promise-offered-often", &[]),
        Refusal::NoSuchWeek => t.say("promise-no-such-week", &[]),
        Refusal::TalkIsOpen => t.say("promise-talk-open", &[]),
        Refusal::TalkIsOver => t.say("promise-talk-over", &[]),
        Refusal::ThankedOften => t.say("promise-thanked-often", &[]),
    };
    match view::shown(here, me, db, promise, Some(said)).await {
        Ok(cards) => Reply::Say(cards).into(),
        Err(error) => error.into(),
    }
}

/// A line in the channel for both, in the transaction that caused it. In a repair it is also work on that.
async fn tell_both(
    here: &Here<'_>,
    me: &Member,
    tx: &mut PgConnection,
    promise: &Promise,
    nth: i32,
) -> anyhow::Result<()> {
    let news = Timer::News {
        couple: promise.couple,
        about: About::Promise,
        row: promise.id,
        nth,
    };
    here.arm_now(&mut *tx, Some(promise.couple), &news).await?;
    worked(here, me, tx, promise).await
}

/// What this one did with a promise is also a step in the repair that it belongs to.
async fn worked(
    here: &Here<'_>,
    me: &Member,
    tx: &mut PgConnection,
    promise: &Promise,
) -> anyhow::Result<()> {
    if promise.repair.is_some() {
        repairs::worked(here, me, tx).await?;
    }
    Ok(())
}

/// What stands in the channel for both, if it is still so: nobody's words, not whose it is, not how it went.
pub async fn news(app: &App, couple: &Couple, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let mut db = app.db.acquire().await?;
    let found = store::promises::find(&mut db, couple.id, row).await?;
    let Some(promise) = found.filter(|promise| promise.shared && promise.state != State::Draft)
    else {
        return Ok(None);
    };
    let t = app.words.tongue("en");
    let said = match nth {
        SHARED => t.say("promise-news-shared", &[]),
        nth if nth >= TO_TALK && !promise.to_talk => return Ok(None),
        nth if nth >= TO_TALK => t.say("promise-news-talk", &[]),
        _ => t.say("promise-news", &[]),
    };
    Ok(Some(Card::new(said).buttons([
        buttons::promises(t, couple.id),
        buttons::help(t),
    ])))
}

/// A word to its maker alone, if it is still so. A weekly one promises its next word first.
pub async fn word(app: &App, me: &Member, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::couples::lock(&mut tx, me.couple.id).await?;
    let found = store::promises::lock(&mut tx, me.couple.id, row).await?;
    let Some(promise) = found.filter(|promise| promise.by == me.who) else {
        return Ok(None);
    };
    let zone = &me.me().zone;
    let t = app.words.tongue("en");
    let said = if nth <= NOTICED {
        t.say("promise-word-noticed", &[])
    } else {
        let Some((turn, day, due)) = Reminder::of_number(nth) else {
            return Ok(None);
        };
        if !promise.is_open() || promise.turns != turn {
            return Ok(None);
        }
        promises::remind_next(app, &mut tx, &promise, zone, now).await?;
        tx.commit().await?;
        let today = promises::today(app, zone, now).date();
        let over = promises::over(app, promise.when, zone).is_some_and(|over| over <= now);
        match promise.when {
            // It waited for long: the next one is near.
            When::Weekly(..) if (today - day).num_days() > 5 => return Ok(None),
            When::Weekly(..) => t.say("promise-word-week", &[]),
            // The other word, which is due, comes as well.
            When::Day(_, Some(_)) if over && !due => return Ok(None),
            When::Day(..) if due || over => t.say("promise-word-due", &[]),
            _ => t.say("promise-word-today", &[]),
        }
    };
    let look = Button::main(t.say("promise-look-button", &[]), id(Verb::Show, me, row));
    Ok(Some(Card::new(said).buttons([look, buttons::help(t)])))
}
