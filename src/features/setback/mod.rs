//! /setback: pause or support first, only then what happened. Nothing is lost, and nobody else learns of it.

mod plan;
mod rest;
mod view;
mod what;
mod wins;

use sqlx::PgConnection;

use crate::app::{Here, Member};
use crate::domain::setback::{Kind, LIGHT_DAYS, same_evening};
use crate::domain::text::Kind as TextKind;
use crate::domain::wall;
use crate::error::Error;
use crate::features::common;
use crate::features::common::press::{self, Press};
use crate::features::common::texts;
use crate::store;
use crate::store::setbacks::Setback;
use crate::ui::{Manner, Reply};

/// What its buttons and forms ask for. The row is the setback; 0: this evening's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    /// How long to rest; then rests so many days (0: until I come back).
    Pause,
    Rest,
    /// A few calm lines, and people to talk to.
    Support,
    /// What happened: the page, what to call it, the form.
    What,
    Kind,
    Write,
    Written,
    /// Earlier good moments.
    Wins,
    /// My plan for when it comes near again.
    PlanOpen,
    Plan,
    PlanWrite,
    PlanWritten,
    PlanShare,
    PlanKeep,
    /// It has happened before: help first, then whether to go on at all.
    Again,
    Whether,
    /// The same question, from the card of any rest.
    GoingOn,
    GoOn,
    NotNow,
    /// Mine, each to be opened again.
    Earlier,
    /// What letting one go is; then it is gone.
    LetGo,
    LetGoNow,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::Pause, "pause", Manner::UpdatePrivate),
        (Self::Rest, "rest", Manner::UpdatePrivate),
        (Self::Support, "support", Manner::UpdatePrivate),
        (Self::What, "what", Manner::UpdatePrivate),
        (Self::Kind, "kind", Manner::UpdatePrivate),
        (Self::Write, "write", Manner::Modal),
        (Self::Written, "written", Manner::UpdatePrivate),
        (Self::Wins, "wins", Manner::UpdatePrivate),
        (Self::PlanOpen, "planopen", Manner::PrivateNew),
        (Self::Plan, "plan", Manner::UpdatePrivate),
        (Self::PlanWrite, "planwrite", Manner::Modal),
        (Self::PlanWritten, "planwritten", Manner::UpdatePrivate),
        (Self::PlanShare, "planshare", Manner::UpdatePrivate),
        (Self::PlanKeep, "plankeep", Manner::UpdatePrivate),
        (Self::Again, "again", Manner::UpdatePrivate),
        (Self::Whether, "whether", Manner::UpdatePrivate),
        (Self::GoingOn, "goingon", Manner::PrivateNew),
        (Self::GoOn, "goon", Manner::UpdatePrivate),
        (Self::NotNow, "notnow", Manner::UpdatePrivate),
        (Self::Earlier, "earlier", Manner::UpdatePrivate),
        (Self::LetGo, "letgo", Manner::UpdatePrivate),
        (Self::LetGoNow, "letgonow", Manner::UpdatePrivate),
    ];
}

pub type Action = Press<Verb>;

/// Everything here is one's own, so that it is there while Tend rests as well.
pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    still_here(here, me)?;
    let row = action.row;
    match action.verb {
        Verb::Open => open(here, me).await,
        Verb::Pause => {
            let setback = begun(here, me, row).await?;
            Ok(view::pause(here, me, &setback).into())
        }
        Verb::Rest => rest::rest(here, me, row, action.number).await,
        Verb::Support => {
            let setback = begun(here, me, row).await?;
            Ok(view::support(here, me, &setback).into())
        }
        Verb::What => what::page(here, me, row, values).await,
        Verb::Kind => what::kind(here, me, row, values).await,
        Verb::Write => what::form(here, me, row).await,
        Verb::Written => what::written(here, me, row, fields).await,
        Verb::Wins => wins::page(here, me, row).await,
        Verb::PlanOpen | Verb::Plan => plan::page(here, me).await,
        Verb::PlanWrite => plan::form(here, me).await,
        Verb::PlanWritten => plan::written(here, me, fields).await,
        Verb::PlanShare => plan::share(here, me, true).await,
        Verb::PlanKeep => plan::share(here, me, false).await,
        Verb::Again => Ok(view::again(here, me).into()),
        Verb::Whether => Ok(view::whether(here, me).into()),
        Verb::GoingOn => Ok(view::going_on(here, me).into()),
        Verb::GoOn => Ok(view::goes_on(here, me).into()),
        Verb::NotNow => rest::until_i_come_back(here, me).await,
        Verb::Earlier => what::earlier(here, me).await,
        Verb::LetGo => Ok(view::let_go(here, me, row).into()),
        Verb::LetGoNow => what::let_go(here, me, row).await,
    }
}

/// The command's page: pause or support, and nothing asked.
#[expect(
    clippy::unused_async,
    reason = "as every command's page; nothing is read on the worst evening"
)]
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    still_here(here, me)?;
    Ok(view::first(here, me).into())
}

/// Where it ended for me, that is all there is to say.
fn still_here(here: &Here<'_>, me: &Member) -> Result<(), Error> {
    match me.couple.ended_for(me.who) {
        Some(_) => Err(common::resting(here, me).into()),
        None => Ok(()),
    }
}

/// This one of mine, or this evening's: found, or begun now.
async fn begun(here: &Here<'_>, me: &Member, row: i64) -> Result<Setback, Error> {
    let (couple, who) = (me.couple.id, me.who);
    let mut tx = here.begin().await?;
    // Held, so that two presses in the same second do not begin two.
    store::couples::lock(&mut tx, couple)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let all = store::setbacks::of_person(&mut tx, couple, who).await?;
    let mine = all.iter().find(|setback| setback.id == row);
    let newest = all
        .first()
        .filter(|setback| same_evening(setback.at, here.now));
    if let Some(found) = mine.or(newest) {
        return Ok(*found);
    }
    let light = wall::days_after(&here.zones, &me.me().zone, here.now, LIGHT_DAYS)
        .unwrap_or(here.now + chrono::TimeDelta::days(LIGHT_DAYS.into()));
    let new = Setback {
        id: here.new_id()?,
        at: here.now,
        light_until: light,
    };
    store::setbacks::insert(&mut tx, couple, who, new).await?;
    tx.commit().await?;
    Ok(new)
}

/// What I said of one of them: in words, and by a name.
struct Said {
    words: Option<String>,
    kind: Option<Kind>,
}

async fn said(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    setback: i64,
) -> anyhow::Result<Said> {
    let kinds = [TextKind::SetbackWhat, TextKind::SetbackKind];
    let found = texts::mine(here.app, db, me, setback, &kinds).await?;
    Ok(Said {
        words: texts::of_kind(&found, TextKind::SetbackWhat).map(str::to_owned),
        kind: texts::of_kind(&found, TextKind::SetbackKind).and_then(Kind::from_name),
    })
}
