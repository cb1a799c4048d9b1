//! /needs: what settles me, what would help now, ten minutes with an easy no, what trust looks like.

mod lists;
mod requests;
mod together;
mod view;

use sqlx::PgConnection;

use crate::app::{App, Here, Member};
use crate::domain::couple::Couple;
use crate::domain::needs::{List, Reply as Answer, Time, What};
use crate::domain::timer::About;
use crate::error::Error;
use crate::features::common;
use crate::features::common::press::{self, Press};
use crate::store;
use crate::ui::{Card, Manner, Reply};

/// What its buttons and forms ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    Home,
    /// One of my lists (its number): the page, the form, who reads it.
    Page,
    Write,
    Written,
    Share,
    Keep,
    /// What the other shares with me; one of their offers would be good today.
    Theirs,
    Pick,
    /// Ten minutes: when today would be good (the number), with a line.
    Minutes,
    Ask,
    Asked,
    TakeBack,
    /// A request (the row), from the channel; the answer is the number.
    Look,
    Answer,
    /// What both write and open together (its number).
    Pair,
    PairOpen,
    PairWrite,
    PairWritten,
    PairHandIn,
    PairBack,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::Home, "home", Manner::UpdatePrivate),
        (Self::Page, "page", Manner::UpdatePrivate),
        (Self::Write, "write", Manner::Modal),
        (Self::Written, "written", Manner::UpdatePrivate),
        (Self::Share, "share", Manner::UpdatePrivate),
        (Self::Keep, "keep", Manner::UpdatePrivate),
        (Self::Theirs, "theirs", Manner::UpdatePrivate),
        (Self::Pick, "pick", Manner::UpdatePrivate),
        (Self::Minutes, "minutes", Manner::UpdatePrivate),
        (Self::Ask, "ask", Manner::Modal),
        (Self::Asked, "asked", Manner::UpdatePrivate),
        (Self::TakeBack, "takeback", Manner::UpdatePrivate),
        (Self::Look, "look", Manner::PrivateNew),
        (Self::Answer, "answer", Manner::UpdatePrivate),
        (Self::Pair, "pair", Manner::UpdatePrivate),
        (Self::PairOpen, "pairopen", Manner::PrivateNew),
        (Self::PairWrite, "pairwrite", Manner::Modal),
        (Self::PairWritten, "pairwritten", Manner::UpdatePrivate),
        (Self::PairHandIn, "pairhandin", Manner::UpdatePrivate),
        (Self::PairBack, "pairback", Manner::UpdatePrivate),
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
    let older = || Error::from(common::older(here.t));
    let list = List::from_number(action.number);
    let what = What::from_number(action.number);
    match action.verb {
        Verb::Open | Verb::Home => open(here, me).await,
        Verb::Page => lists::page(here, me, list.ok_or_else(older)?).await,
        Verb::Write => lists::form(here, me, list.ok_or_else(older)?).await,
        Verb::Written => lists::written(here, me, list.ok_or_else(older)?, fields).await,
        Verb::Share => lists::share(here, me, list.ok_or_else(older)?, true).await,
        Verb::Keep => lists::share(here, me, list.ok_or_else(older)?, false).await,
        Verb::Theirs => lists::theirs(here, me).await,
        Verb::Pick => requests::pick(here, me, values).await,
        Verb::Minutes => requests::minutes(here, me).await,
        Verb::Ask => {
            let time = Time::from_number(action.number).ok_or_else(older)?;
            Ok(Reply::Ask(view::ask_form(here, me, time)))
        }
        Verb::Asked => {
            let time = Time::from_number(action.number).ok_or_else(older)?;
            requests::asked(here, me, time, fields).await
        }
        Verb::TakeBack => requests::take_back(here, me, action.row).await,
        Verb::Look => requests::look(here, me, action.row).await,
        Verb::Answer => {
            let answer = Answer::answer(action.number).ok_or_else(older)?;
            requests::answer(here, me, action.row, answer).await
        }
        Verb::Pair | Verb::PairOpen => together::page(here, me, what.ok_or_else(older)?).await,
        Verb::PairWrite => together::form(here, me, what.ok_or_else(older)?).await,
        Verb::PairWritten => together::written(here, me, what.ok_or_else(older)?, fields).await,
        Verb::PairHandIn => together::hand_in(here, me, what.ok_or_else(older)?).await,
        Verb::PairBack => together::take_back(here, me, what.ok_or_else(older)?).await,
    }
}

/// The command's page.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut db = here.app.db.acquire().await?;
    let mine = lists::of(here.app, &mut db, me, me.who).await?;
    Ok(Reply::Say(view::home(here, me, &mine)))
}

/// Holds the couple until the transaction ends: what is decided here, is decided while Tend is awake.
async fn held(here: &Here<'_>, me: &Member, db: &mut PgConnection) -> Result<(), Error> {
    let couple = store::couples::lock(db, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let me = Member {
        couple,
        who: me.who,
    };
    common::awake(here, &me)
}

/// What stands in the channel for both, if it is still so.
pub async fn news(
    app: &App,
    couple: &Couple,
    about: About,
    row: i64,
    nth: i32,
) -> anyhow::Result<Option<Card>> {
    let _ = nth;
    match about {
        About::Request => requests::news(app, couple, row).await,
        About::Trust => Ok(Some(together::news(app, couple, What::Trust))),
        About::Need => Ok(Some(together::news(app, couple, What::Exchange))),
        _ => Ok(None),
    }
}

/// The answer to a request, to whoever asked; and the end of its day.
pub async fn word(app: &App, me: &Member, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    requests::word(app, me, row, nth).await
}
