//! Something to tell: when and how is asked first, then a line of what it is about, then the words; offered when the teller says so.

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use sqlx::PgConnection;

use super::{
    Verb, begin, button, id, input, instead, look, morning, page, read_through, refused, soon,
    typed,
};
use crate::app::{App, Here, Member, mention};
use crate::domain::couple::Couple;
use crate::domain::questions::{MOST_TO_TELL, Refused, TellDeed, Telling, ToTell};
use crate::domain::text::{Kind, Which};
use crate::domain::timer::{About, Timer};
use crate::error::Error;
use crate::features::common::buttons;
use crate::features::common::texts::{self, Written};
use crate::store;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Modal, Reply, limits};

const NOTE: u16 = 200;
const LONGEST: u16 = 4000;
/// How it is to be told: when they are ready, at a time, with somebody there.
const SOON: i64 = 0;
const LATER: i64 = 1;
const COMPANY: i64 = 2;
/// Between these hours of the listener's clock it is night.
const NIGHT: (u32, u32) = (21, 8);

pub const KINDS: [Kind; 2] = [Kind::TellingNote, Kind::Telling];

/// Where a text of it is.
fn which(telling: &ToTell, kind: Kind) -> Which {
    Which {
        couple: telling.couple,
        by: telling.by,
        kind,
        about: telling.id,
        nth: 0,
    }
}

/// The line of what it is about, and the words.
pub async fn words(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    telling: &ToTell,
) -> anyhow::Result<Vec<Written>> {
    texts::of(here.app, db, me, telling.by, telling.id, &KINDS).await
}

/// Where something I tell stands, in words. When it was opened is the listener's.
pub fn state(here: &Here<'_>, me: &Member, telling: &ToTell) -> String {
    let t = here.t;
    let other = || mention(me.other().user);
    let when = |at| here.when(me.me(), at);
    match telling.state {
        Telling::Draft => t.say("questions-tell-draft", &[]),
        Telling::Offered(from) if from > here.now => {
            t.say("questions-tell-set", &[("when", when(from).into())])
        }
        Telling::Offered(_) => t.say("questions-tell-offered", &[("other", other().into())]),
        Telling::Later(until) => t.say(
            "questions-tell-later",
            &[("other", other().into()), ("when", when(until).into())],
        ),
        Telling::WithSomebody => t.say("questions-tell-with", &[("other", other().into())]),
        Telling::Opened => t.say("questions-tell-opened", &[]),
    }
}

/// Before anything is written: when and how, and who else could be there.
pub fn before(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let other = mention(me.other().user);
    let write = |label: String, how| Button::new(label, id(Verb::TellWrite, me, 0, how));
    Card::new(t.say("questions-tell", &[("other", other.into())]))
        .buttons([
            write(t.say("questions-tell-soon-button", &[]), SOON),
            write(t.say("questions-tell-later-button", &[]), LATER),
            write(t.say("questions-tell-with-button", &[]), COMPANY),
        ])
        .buttons([
            button(t.say("back-button", &[]), Verb::Home, me, 0),
            buttons::help(t),
        ])
}

/// The form: first what it is about, then the words. With what was written, to go on with.
pub async fn form(here: &Here<'_>, me: &Member, row: i64, how: i64) -> Result<Reply, Error> {
    let t = here.t;
    let mut note = input(
        "note",
        t.say("questions-tell-note-label", &[]),
        t.say("questions-tell-note-placeholder", &[]),
        NOTE,
    );
    note.long = false;
    let mut telling = input(
        "telling",
        t.say("questions-tell-words-label", &[]),
        t.say("questions-tell-words-placeholder", &[]),
        LONGEST,
    );
    if row != 0 {
        let mut db = here.app.db.acquire().await?;
        let found = mine(here, me, &mut db, row, TellDeed::Prepare).await?;
        let written = words(here, me, &mut db, &found).await?;
        let value = |kind| texts::of_kind(&written, kind).unwrap_or_default();
        value(Kind::TellingNote).clone_into(&mut note.value);
        telling.value = value(Kind::Telling)
            .chars()
            .take(limits::INPUT_TEXT)
            .collect();
    }
    Ok(Reply::Ask(Modal {
        id: id(Verb::TellWritten, me, row, how),
        title: t.say("questions-tell-title", &[]),
        inputs: vec![note, telling],
    }))
}

/// Keeps it as a draft, for its author alone.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    how: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let note = typed(here, fields, "note", NOTE)?;
    let text = typed(here, fields, "telling", LONGEST)?;
    let (mut tx, couple) = begin(here, me).await?;
    let telling = if row == 0 {
        let all = store::tellings::of_couple(&mut tx, couple.id).await?;
        let open = all
            .iter()
            .filter(|telling| telling.by == me.who && telling.state != Telling::Opened);
        if open.count() >= MOST_TO_TELL {
            let said = here.t.say("questions-tell-full", &[]);
            return Err(instead(here, me, &mut tx, said).await);
        }
        let row = here.new_id()?;
        store::tellings::insert(&mut tx, row, couple.id, me.who, here.now).await?;
        let company = how == COMPANY;
        store::tellings::save(&mut tx, row, Telling::Draft, company, here.now).await?;
        mine(here, me, &mut tx, row, TellDeed::Prepare).await?
    } else {
        mine(here, me, &mut tx, row, TellDeed::Prepare).await?
    };
    for (kind, text) in [(Kind::TellingNote, &note), (Kind::Telling, &text)] {
        texts::write(here.app, &mut tx, which(&telling, kind), text, here.now).await?;
    }
    let reply = if row == 0 && how == LATER {
        let said = here.t.say("questions-tell-kept", &[]);
        Reply::Say(page::home(here, me, &mut tx, Some(said)).await?)
    } else {
        whole(here, me, &mut tx, &telling).await?
    };
    tx.commit().await?;
    Ok(reply)
}

/// One of mine, whole, with what I may do.
pub async fn show(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let found = store::tellings::find(&mut db, me.couple.id, row).await?;
    let Some(telling) = found.filter(|telling| telling.by == me.who) else {
        return Err(refused(here, me, &mut db, Refused::NotTheirs).await);
    };
    Ok(whole(here, me, &mut db, &telling).await?)
}

async fn whole(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    telling: &ToTell,
) -> anyhow::Result<Reply> {
    let t = here.t;
    let written = words(here, me, db, telling).await?;
    let words = |kind| {
        let text = texts::of_kind(&written, kind);
        text.map_or_else(|| t.say("questions-no-words", &[]), quote)
    };
    let other = || mention(me.other().user);
    let state = state(here, me, telling);
    let mut blocks = vec![
        t.say("questions-tell-one", &[("state", state.into())]),
        format!(
            "{}\n{}",
            t.say("questions-tell-about", &[]),
            words(Kind::TellingNote)
        ),
        format!(
            "{}\n{}",
            t.say("questions-tell-words", &[]),
            words(Kind::Telling)
        ),
    ];
    let prepares = telling.may(me.who, TellDeed::Prepare, here.now).is_ok();
    let row = telling.id;
    let mut below = Vec::new();
    if telling.company && telling.state != Telling::Opened {
        blocks.push(t.say("questions-tell-company", &[("other", other().into())]));
    }
    if prepares {
        blocks.push(t.say("questions-tell-when", &[("other", other().into())]));
        blocks.extend(night(here, me));
        below.push(button(
            t.say("questions-change-button", &[]),
            Verb::TellWrite,
            me,
            row,
        ));
    }
    if telling.may(me.who, TellDeed::TakeBack, here.now).is_ok() {
        below.push(button(
            t.say("questions-take-back-button", &[]),
            Verb::TellBack,
            me,
            row,
        ));
    }
    below.push(button(t.say("questions-button", &[]), Verb::Home, me, 0));
    below.push(buttons::help(t));
    let Reply::Say(mut cards) = read_through(&blocks, Vec::new()) else {
        anyhow::bail!("what is read is said");
    };
    let last = cards.pop().unwrap_or_default();
    let at = |label: String, number| Button::new(label, id(Verb::TellAt, me, row, number));
    let when = [
        at(t.say("questions-tell-now-button", &[]), 0),
        at(t.say("questions-tonight-button", &[]), 1),
        at(t.say("questions-tomorrow-button", &[]), 2),
        button(t.say("questions-day-button", &[]), Verb::TellDate, me, row),
    ];
    let when = when.into_iter().filter(|_| prepares);
    cards.push(last.buttons(when).buttons(below));
    Ok(Reply::Say(cards))
}

/// Where it is night for the listener, that is said, and nothing more.
fn night(here: &Here<'_>, me: &Member) -> Option<String> {
    let there = here.local(&me.other().zone, here.now);
    let night = there.hour() >= NIGHT.0 || there.hour() < NIGHT.1;
    night.then(|| {
        here.t.say(
            "questions-tell-night",
            &[
                ("time", here.t.time(there.time()).into()),
                ("other", mention(me.other().user).into()),
            ],
        )
    })
}

/// Now (0), tonight or tomorrow.
pub async fn offer(here: &Here<'_>, me: &Member, row: i64, number: i64) -> Result<Reply, Error> {
    let at = match number {
        1 | 2 => soon(here, me, number),
        _ => here.now,
    };
    offer_at(here, me, row, at).await
}

pub async fn offer_on(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let at = morning(here, me, fields)?;
    offer_at(here, me, row, at).await
}

async fn offer_at(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    at: DateTime<Utc>,
) -> Result<Reply, Error> {
    let t = here.t;
    let (mut tx, couple) = begin(here, me).await?;
    let telling = mine(here, me, &mut tx, row, TellDeed::Prepare).await?;
    store::tellings::disarm(&mut tx, couple.id, row).await?;
    let state = Telling::Offered(at);
    let moves = store::tellings::save(&mut tx, row, state, telling.company, here.now).await?;
    // From then on the listener may read what it is about, wherever they look.
    let note = [Kind::TellingNote];
    texts::withhold(here.app, &mut tx, me, row, &note).await?;
    texts::release(here.app, &mut tx, (couple.id, me.who), row, &note, at).await?;
    let news = Timer::News {
        couple: couple.id,
        about: About::Telling,
        row,
        nth: moves,
    };
    store::timers::arm(&mut tx, couple.id, at, &news).await?;
    let other = mention(me.other().user);
    let said = if at - here.now < TimeDelta::minutes(1) {
        t.say("questions-tell-sent", &[("other", other.into())])
    } else {
        let values = [
            ("other", other.into()),
            ("when", here.when(me.me(), at).into()),
        ];
        t.say("questions-tell-sent-later", &values)
    };
    let cards = page::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// It is gone, until it was opened.
pub async fn take_back(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (mut tx, couple) = begin(here, me).await?;
    let telling = mine(here, me, &mut tx, row, TellDeed::TakeBack).await?;
    store::tellings::delete(&mut tx, couple.id, telling.id).await?;
    store::texts::delete_about(&mut tx, couple.id, telling.id, &KINDS).await?;
    let said = here.t.say("questions-taken-back", &[]);
    let cards = page::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// The line in the channel: somebody has something to tell.
pub async fn offered(
    app: &App,
    couple: &Couple,
    row: i64,
    nth: i32,
) -> anyhow::Result<Option<Card>> {
    let now = app.clock.now();
    let found = store::tellings::find(&mut *app.db.acquire().await?, couple.id, row).await?;
    let stands = |telling: &ToTell| {
        telling.moves == nth && matches!(telling.state, Telling::Offered(from) if from <= now)
    };
    if !found.is_some_and(|telling| stands(&telling)) {
        return Ok(None);
    }
    let said = app.words.tongue("en").say("questions-news-telling", &[]);
    let card = Card::new(said).buttons(look(app, couple.id, Verb::Hear, row, 0));
    Ok(Some(card))
}

async fn mine(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    row: i64,
    deed: TellDeed,
) -> Result<ToTell, Error> {
    let found = store::tellings::find(&mut *db, me.couple.id, row).await?;
    let may = found
        .ok_or(Refused::NotTheirs)
        .and_then(|telling| telling.may(me.who, deed, here.now).map(|()| telling));
    match may {
        Ok(telling) => Ok(telling),
        Err(why) => Err(refused(here, me, db, why).await),
    }
}
