//! Making a promise: from an everyday one or in one's own words, a draft first, given when its maker says so.

use chrono::{Days, NaiveDate, Weekday};

use super::{Verb, forms, gone, held, id, refused, view};
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::days::Unclear;
use crate::domain::promise::{self, AT_MOST, PER_REPAIR, Promise, Refusal, State, When};
use crate::domain::repair::Stage;
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::common::{self, buttons, days, promises, texts};
use crate::store;
use crate::ui::{Button, Card, Modal, Reply};

/// `/promise new`: everyday promises, or one's own words. Within a repair only by the one responsible.
pub async fn begin(here: &Here<'_>, me: &Member, repair: Option<i64>) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let all = store::promises::of_couple(&mut db, me.couple.id).await?;
    if let Some(repair) = repair {
        in_repair(here, me, &mut db, repair).await?;
    }
    room(here, me, &all, repair)?;
    Ok(forms::begin(here, me, repair).into())
}

/// The repair is this couple's and has come to what changes; and this person is responsible in it.
async fn in_repair(
    here: &Here<'_>,
    me: &Member,
    db: &mut sqlx::PgConnection,
    repair: i64,
) -> Result<(), Error> {
    let t = here.t;
    let found = store::repairs::find(db, me.couple.id, repair).await?;
    // A draft is its opener's alone: to the other it is not there.
    let found = found.filter(|found| !found.is_draft() || found.opened_by == me.who);
    let found = found.ok_or_else(|| common::stranger(t))?;
    let changes = matches!(found.state.stage(), Stage::Change | Stage::FollowUp);
    let said = if !changes || found.is_paused() {
        t.say("promise-repair-over", &[])
    } else if found.hurt == me.who {
        t.say("promise-repair-theirs", &[])
    } else {
        return Ok(());
    };
    Err(Card::new(said)
        .buttons([buttons::repairs(t, me.couple.id), buttons::help(t)])
        .into())
}

/// There is room for one more: a few that can be kept, not a hundred.
fn room(here: &Here<'_>, me: &Member, all: &[Promise], repair: Option<i64>) -> Result<(), Error> {
    let t = here.t;
    let to_come = all
        .iter()
        .filter(|promise| promise.by == me.who && promise.is_to_come());
    let full = to_come.clone().count() >= AT_MOST;
    let of_this = to_come.filter(|promise| repair.is_some() && promise.repair == repair);
    let back = match repair {
        Some(_) => buttons::repairs(t, me.couple.id),
        None => view::to_the_list(here, me),
    };
    let said = if of_this.count() >= PER_REPAIR {
        t.say("promise-repair-full", &[])
    } else if full {
        t.say("promise-full", &[])
    } else {
        return Ok(());
    };
    let list = repair.map(|_| view::to_the_list(here, me));
    let row = [back].into_iter().chain(list).chain([buttons::help(t)]);
    Err(Card::new(said).buttons(row).into())
}

/// The form with nothing in it.
pub fn empty_form(here: &Here<'_>, me: &Member, repair: i64) -> Modal {
    forms::form(here, id(Verb::Written, me, repair), ["", "", ""])
}

/// The form with what an everyday promise says, to be made one's own.
pub fn template_form(
    here: &Here<'_>,
    me: &Member,
    repair: i64,
    values: &[String],
) -> Result<Reply, Error> {
    let chosen = values.first().map(String::as_str).unwrap_or_default();
    let Some(template) = forms::TEMPLATES.iter().find(|one| one.name == chosen) else {
        return Err(common::older(here.t).into());
    };
    let (what, known) = (
        here.t.say(template.what, &[]),
        here.t.say(template.known, &[]),
    );
    let form = forms::form(here, id(Verb::Written, me, repair), [&what, "", &known]);
    Ok(Reply::Ask(form))
}

/// What stood in the form, if it can be a promise.
struct Typed<'a> {
    what: &'a str,
    known: &'a str,
    when: When,
}

fn read<'a>(
    here: &Here<'_>,
    me: &Member,
    fields: &'a [(String, String)],
    again: Button,
) -> Result<Typed<'a>, Error> {
    let what = common::field(fields, "what").trim();
    if is_blank(what) {
        let said = here.t.say("promise-what-empty", &[]);
        return Err(once_more(here, me, said, again));
    }
    Ok(Typed {
        what,
        known: common::field(fields, "known").trim(),
        when: when(here, me, common::field(fields, "when").trim(), again)?,
    })
}

/// By when, from what was typed, on my own clock.
pub fn when(here: &Here<'_>, me: &Member, typed: &str, again: Button) -> Result<When, Error> {
    let t = here.t;
    let now = here.local(&me.me().zone, here.now);
    let unclear = match promise::read(typed, &t.calendar(), now) {
        Ok(when) => return Ok(when),
        Err(unclear) => unclear,
    };
    let say = |id| t.say(id, &[("day", days::example(t, now.date(), 10))]);
    let said = days::which(t, unclear).unwrap_or_else(|| match unclear {
        Unclear::Past => say("promise-when-past"),
        Unclear::TooFar => say("promise-when-far"),
        _ => say("promise-when-unknown"),
    });
    Err(once_more(here, me, said, again))
}

pub fn once_more(here: &Here<'_>, me: &Member, said: String, again: Button) -> Error {
    Card::new(said)
        .buttons([again, view::to_the_list(here, me), buttons::help(here.t)])
        .into()
}

/// Keeps a draft that only its maker sees, and shows it.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let again = Button::main(
        here.t.say("promise-write-button", &[]),
        id(Verb::Write, me, row),
    );
    let typed = read(here, me, fields, again)?;
    let repair = Some(row).filter(|row| *row != 0);
    let mut tx = here.begin().await?;
    // Held, so that two forms in the same second do not both find the last place free.
    store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if let Some(repair) = repair {
        in_repair(here, me, &mut tx, repair).await?;
    }
    let all = store::promises::of_couple(&mut tx, me.couple.id).await?;
    room(here, me, &all, repair)?;
    let couple = me.couple.id;
    let made = here.new_id()?;
    store::promises::insert(&mut tx, made, couple, me.who, repair, typed.when, here.now).await?;
    keep_words(here, me, &mut tx, made, &typed).await?;
    let promise = held(here, me, &mut tx, made).await?;
    let cards = view::shown(here, me, &mut tx, &promise, None).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

async fn keep_words(
    here: &Here<'_>,
    me: &Member,
    tx: &mut sqlx::PgConnection,
    about: i64,
    typed: &Typed<'_>,
) -> Result<(), Error> {
    let which = |kind| me.text(kind, about);
    texts::write(here.app, tx, which(Kind::PromiseWhat), typed.what, here.now).await?;
    let known = which(Kind::PromiseKnown);
    if is_blank(typed.known) {
        texts::delete(here.app, tx, &known).await?;
    } else {
        texts::write(here.app, tx, known, typed.known, here.now).await?;
    }
    Ok(())
}

/// The form with the draft in it.
pub async fn change_form(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (promise, said) = super::before_a_form(here, me, row).await?;
    if let Err(why) = promise.change(me.who) {
        let mut db = here.app.db.acquire().await?;
        return Err(refused(here, me, &mut db, &promise, why).await);
    }
    let when = forms::when_typed(here, promise.when);
    let known = said.known.unwrap_or_default();
    let form = forms::form(
        here,
        id(Verb::Changed, me, row),
        [&said.what, &when, &known],
    );
    Ok(Reply::Ask(form))
}

/// Keeps the draft as it was written now.
pub async fn changed(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let again = Button::main(
        here.t.say("promise-change-button", &[]),
        id(Verb::Change, me, row),
    );
    let typed = read(here, me, fields, again)?;
    let mut tx = here.begin().await?;
    let promise = held(here, me, &mut tx, row).await?;
    if let Err(why) = promise.change(me.who) {
        return Err(refused(here, me, &mut tx, &promise, why).await);
    }
    let promise = Promise {
        when: typed.when,
        ..promise
    };
    store::promises::save(&mut tx, &promise).await?;
    keep_words(here, me, &mut tx, row, &typed).await?;
    let cards = view::shown(here, me, &mut tx, &promise, None).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// Another day for the draft, or another weekday, or none; the time of day stays.
pub async fn by_when(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    values: &[String],
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let promise = held(here, me, &mut tx, row).await?;
    if let Err(why) = promise.change(me.who) {
        return Err(refused(here, me, &mut tx, &promise, why).await);
    }
    let minute = match promise.when {
        When::Day(_, minute) | When::Weekly(_, minute) => minute,
        When::Open => None,
    };
    let chosen = values.first().map(String::as_str).unwrap_or_default();
    let weekday = chosen.parse::<u8>().ok();
    let weekday = weekday.and_then(|number| Weekday::try_from(number).ok());
    let when = match (weekday, chosen.parse::<NaiveDate>()) {
        (Some(weekday), _) => When::Weekly(weekday, minute),
        (None, Ok(day)) => When::Day(day, minute),
        (None, Err(_)) => When::Open,
    };
    let over = promises::over(here.app, when, &me.me().zone);
    let far = over.is_some_and(|over| over > here.now + Days::new(400));
    if far || over.is_some_and(|over| over <= here.now) {
        let said = here.t.say("promise-when-over", &[]);
        return Ok(Reply::Say(
            view::shown(here, me, &mut tx, &promise, Some(said)).await?,
        ));
    }
    let promise = Promise { when, ..promise };
    store::promises::save(&mut tx, &promise).await?;
    let cards = view::shown(here, me, &mut tx, &promise, None).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// Gives it: to the other as well, or to oneself. From now on its maker is reminded.
pub async fn give(here: &Here<'_>, me: &Member, row: i64, share: bool) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let before = held(here, me, &mut tx, row).await?;
    let over = promises::over(here.app, before.when, &me.me().zone);
    if before.state == State::Draft && over.is_some_and(|over| over <= here.now) {
        // The draft has lain here until its day was over.
        let said = here.t.say("promise-when-over", &[]);
        let cards = view::shown(here, me, &mut tx, &before, Some(said)).await?;
        return Ok(Reply::Say(cards));
    }
    let promise = match before.clone().give(me.who, share, here.now) {
        Ok(promise) => promise,
        Err(why) => return Err(refused(here, me, &mut tx, &before, why).await),
    };
    store::promises::save(&mut tx, &promise).await?;
    if promise.shared && (!before.shared || before.state == State::Draft) {
        let kinds = [Kind::PromiseWhat, Kind::PromiseKnown, Kind::PromiseInstead];
        let mine = (me.couple.id, me.who);
        texts::release(here.app, &mut tx, mine, row, &kinds, here.now).await?;
        super::tell_both(here, me, &mut tx, &promise, super::SHARED).await?;
    }
    if before.state == State::Draft {
        promises::remind(here.app, &mut tx, &promise, &me.me().zone, here.now).await?;
    }
    let said = match (promise.shared, promise.when) {
        (true, When::Open) => here.t.say("promise-shared-open", &[]),
        (true, _) => here.t.say("promise-shared", &[]),
        (false, When::Open) => here.t.say("promise-mine-open", &[]),
        (false, _) => here.t.say("promise-mine", &[]),
    };
    let cards = match promise.repair {
        Some(repair) if before.state == State::Draft => {
            view::given_in(here, me, &mut tx, &promise, repair, said).await?
        }
        _ => view::shown(here, me, &mut tx, &promise, Some(said)).await?,
    };
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// A draft, or what nobody else has read, goes with its words.
pub async fn let_go(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let t = here.t;
    let mut tx = here.begin().await?;
    let promise = held(here, me, &mut tx, row).await?;
    match promise.let_go(me.who) {
        Err(Refusal::NotTheirs) => return Err(gone(here, me)),
        Err(why) => return Err(refused(here, me, &mut tx, &promise, why).await),
        Ok(()) => store::promises::delete(&mut tx, &promise).await?,
    }
    tx.commit().await?;
    let back = promise.repair.map(|_| buttons::repairs(t, me.couple.id));
    let row = back
        .into_iter()
        .chain([view::to_the_list(here, me), buttons::help(t)]);
    Ok(Card::new(t.say("promise-let-go", &[])).buttons(row).into())
}
