//! /inbox: paper cuts in one line. Their author's alone until the weekly look; then both see them, and they go.

mod view;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::common::press::{self, Press};
use super::common::{self, hints, texts};
use crate::app::{App, Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::couple::Couple;
use crate::domain::cuts::{self, AT_MOST, Cut, LONGEST};
use crate::domain::text::{Kind, Which};
use crate::domain::timer::{About, Timer};
use crate::domain::{Partner, id};
use crate::error::Error;
use crate::store;
use crate::ui::{Card, Manner, Reply};

/// What its buttons and forms ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    /// Another page of it, in the same message; the number says which.
    Turn,
    /// Opens the form for one more; then keeps it.
    Add,
    Written,
    /// One of mine that waits, chosen from a list: gone.
    TakeBack,
    /// One of mine that was looked at: gone, with thanks where it was heard.
    Clear,
    /// One of the other's that was looked at: I hear you.
    Hear,
    /// One of mine that was looked at, chosen from a list.
    Choose,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::Turn, "turn", Manner::UpdatePrivate),
        (Self::Add, "add", Manner::Modal),
        (Self::Written, "written", Manner::UpdatePrivate),
        (Self::TakeBack, "takeback", Manner::UpdatePrivate),
        (Self::Clear, "clear", Manner::UpdatePrivate),
        (Self::Hear, "hear", Manner::UpdatePrivate),
        (Self::Choose, "choose", Manner::UpdatePrivate),
    ];
}

pub type Action = Press<Verb>;

/// A cut with its words.
struct Told {
    cut: Cut,
    words: String,
}

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let chosen = || values.first().and_then(|value| id::read(value));
    match action.verb {
        Verb::Open => open(here, me).await,
        Verb::Turn => {
            let mut db = here.app.db.acquire().await?;
            let page = usize::try_from(action.number).unwrap_or_default();
            Ok(Reply::Say(shown(here, me, &mut db, None, page).await?))
        }
        Verb::Add => Ok(Reply::Ask(view::form(here.t, me))),
        Verb::Written => keep(here, me, fields).await,
        Verb::TakeBack => take_back(here, me, chosen().unwrap_or_default()).await,
        Verb::Clear => clear(here, me, action.row).await,
        Verb::Hear => hear(here, me, action.row).await,
        Verb::Choose => choose(here, me, chosen().unwrap_or_default()).await,
    }
}

/// The command's page.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut db = here.app.db.acquire().await?;
    Ok(Reply::Say(shown(here, me, &mut db, None, 0).await?))
}

/// The page as it is now, under what has just happened.
async fn shown(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    happened: Option<String>,
    page: usize,
) -> anyhow::Result<Vec<Card>> {
    let cuts = store::cuts::of_couple(&mut *db, me.couple.id).await?;
    let mut told = Vec::new();
    for by in [Partner::One, Partner::Two] {
        let words = if by == me.who {
            texts::mine(here.app, &mut *db, me, None, &[Kind::Cut]).await?
        } else {
            texts::theirs(here.app, &mut *db, me, None, &[Kind::Cut]).await?
        };
        for cut in cuts
            .iter()
            .filter(|cut| cut.by == by && seen_by(cut, me.who))
        {
            let text = words.iter().find(|text| text.which.about == cut.id);
            told.extend(text.map(|text| Told {
                cut: *cut,
                words: text.text.clone(),
            }));
        }
    }
    let thanked = cuts
        .iter()
        .any(|cut| cut.by != me.who && cut.thanked_at.is_some());
    let look = cuts::next_look(&here.zones, &me.couple.slot, here.now)?;
    Ok(view::page(
        here,
        me,
        &told,
        &view::Around {
            happened,
            thanked,
            look,
            page,
        },
    ))
}

/// Mine, and the other's once it was looked at.
fn seen_by(cut: &Cut, who: Partner) -> bool {
    cut.thanked_at.is_none() && (cut.by == who || cut.is_open())
}

/// Keeps one more, for the next look.
async fn keep(here: &Here<'_>, me: &Member, fields: &[(String, String)]) -> Result<Reply, Error> {
    let line = fields.first().map_or("", |(_, text)| text.trim());
    if is_blank(line) || line.chars().count() > usize::from(LONGEST) {
        return Err(view::another_line(here.t, me).into());
    }
    let mut tx = here.begin().await?;
    // Held, so that two forms in the same second do not both find the last place free.
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let waiting = store::cuts::of_couple(&mut tx, couple.id).await?;
    let mine = waiting.iter().filter(|cut| cut.waits_for(me.who)).count();
    if mine >= AT_MOST {
        return Err(view::full(here.t, me).into());
    }
    let look = promise_look(here, &mut tx, &couple, &waiting).await?;
    let id = here.new_id()?;
    store::cuts::insert(&mut tx, id, couple.id, me.who, look, here.now).await?;
    let which = which(&couple, me.who, id);
    texts::write(here.app, &mut tx, which, line, here.now).await?;
    let said = std::iter::once(here.t.say("inbox-kept", &[]))
        .chain(hints::lines(here.t, line))
        .collect::<Vec<_>>();
    let cards = shown(here, me, &mut tx, Some(said.join("\n")), 0).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// The look that it waits for, which is promised. One a week: the one that others wait for already,
/// else the couple's next. A look that has been on its day does not come again.
async fn promise_look(
    here: &Here<'_>,
    db: &mut PgConnection,
    couple: &Couple,
    cuts: &[Cut],
) -> anyhow::Result<DateTime<Utc>> {
    let planned = cuts
        .iter()
        .filter(|cut| cut.looked_at.is_none() && cut.look_at > here.now)
        .map(|cut| cut.look_at)
        .min();
    if let Some(look) = planned {
        return Ok(look);
    }
    let mut look = cuts::next_look(&here.zones, &couple.slot, here.now)?;
    for _ in 0..3 {
        let timer = Timer::News {
            couple: couple.id,
            about: About::Inbox,
            row: 0,
            nth: cuts::day_of(look),
        };
        if store::timers::rearm(&mut *db, couple.id, look, &timer).await? {
            return Ok(look);
        }
        look = cuts::next_look(&here.zones, &couple.slot, look)?;
    }
    anyhow::bail!("three looks to come have all been already")
}

fn which(couple: &Couple, by: Partner, cut: i64) -> Which {
    Which {
        couple: couple.id,
        by,
        kind: Kind::Cut,
        about: cut,
        nth: 0,
    }
}

/// Mine, before anybody else has seen it: gone.
async fn take_back(here: &Here<'_>, me: &Member, cut: i64) -> Result<Reply, Error> {
    change(here, me, cut, Change::TakeBack).await
}

/// Mine, looked at: gone for good. Where the other heard it, the thanks reach them.
async fn clear(here: &Here<'_>, me: &Member, cut: i64) -> Result<Reply, Error> {
    change(here, me, cut, Change::Clear).await
}

/// The other's, looked at: I hear you.
async fn hear(here: &Here<'_>, me: &Member, cut: i64) -> Result<Reply, Error> {
    change(here, me, cut, Change::Hear).await
}

#[derive(Clone, Copy)]
enum Change {
    TakeBack,
    Clear,
    Hear,
}

/// Does it under the lock, if it is still so; what is no longer there gets a kind word and the page.
async fn change(here: &Here<'_>, me: &Member, id: i64, change: Change) -> Result<Reply, Error> {
    let t = here.t;
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(t))?;
    let cut = store::cuts::lock(&mut tx, couple.id, id).await?;
    let said = match (change, cut) {
        (Change::TakeBack, Some(cut)) if cut.waits_for(me.who) => {
            store::cuts::delete(&mut tx, couple.id, id).await?;
            t.say("inbox-taken-back", &[])
        }
        (Change::Clear, Some(cut)) if cut.is_of(me.who) && cut.heard_at.is_some() => {
            store::cuts::thank(&mut tx, couple.id, id, here.now).await?;
            t.say("inbox-cleared-with-thanks", &[])
        }
        (Change::Clear, Some(cut)) if cut.is_of(me.who) && cut.is_open() => {
            store::cuts::delete(&mut tx, couple.id, id).await?;
            t.say("inbox-cleared", &[])
        }
        (Change::Hear, Some(cut)) if cut.may_be_heard_by(me.who) => {
            store::cuts::hear(&mut tx, id, here.now).await?;
            t.say("inbox-heard", &[])
        }
        _ => t.say("inbox-gone", &[]),
    };
    let cards = shown(here, me, &mut tx, Some(said), 0).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// One of mine, closer: clear it, or make it a small repair.
async fn choose(here: &Here<'_>, me: &Member, id: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let cut = store::cuts::of_couple(&mut db, me.couple.id)
        .await?
        .into_iter()
        .find(|cut| cut.id == id && cut.is_of(me.who) && cut.is_open());
    let words = texts::read(here.app, &mut db, me, which(&me.couple, me.who, id)).await?;
    if let (Some(cut), Some(words)) = (cut, words) {
        return Ok(view::one(here.t, me, &cut, &words.text).into());
    }
    let gone = here.t.say("inbox-gone", &[]);
    Ok(Reply::Say(shown(here, me, &mut db, Some(gone), 0).await?))
}

/// The weekly look: what waited opens to both, and a line in the channel says that there is something.
/// What was taken back, or has gone, is not mentioned. May be asked again after a crash.
pub async fn news(app: &App, couple: &Couple, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let _ = row;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    // Held, so that what is taken back at this moment goes before it or after it.
    let Some(couple) = store::couples::lock(&mut tx, couple.id).await? else {
        return Ok(None);
    };
    for (cut, by) in store::cuts::look(&mut tx, couple.id, now).await? {
        texts::release(app, &mut tx, (couple.id, by), cut, &[Kind::Cut], now).await?;
    }
    let cuts = store::cuts::of_couple(&mut tx, couple.id).await?;
    tx.commit().await?;
    let there = cuts.iter().any(|cut| {
        cut.is_open() && (cuts::day_of(cut.look_at) == nth || cut.looked_at == Some(now))
    });
    Ok(there.then(|| view::look(app.words.tongue("en"), &couple)))
}
