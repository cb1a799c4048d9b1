//! /repair: understood before it is apologised for, then changed, followed up and closed.

use crate::app::{App, Here, Member};
use crate::domain::couple::Couple;
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::buttons;
use crate::features::common::press::{self, Press};
use crate::ui::{Card, Manner, Reply};

/// What its buttons and forms ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    /// A repair that begins from a promise that was not kept; the row is the promise.
    FromPromise,
    /// A small repair that begins from a paper cut; the row is the cut.
    FromCut,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::FromPromise, "frompromise", Manner::PrivateNew),
        (Self::FromCut, "fromcut", Manner::PrivateNew),
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
    let _ = (values, fields);
    match action.verb {
        Verb::Open | Verb::FromPromise | Verb::FromCut => open(here, me).await,
    }
}

/// The command's page.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let _ = Any::Repair(Action::of(Verb::Open, me.couple.id)).id();
    Ok(Card::new(here.t.say("repair", &[]))
        .buttons([buttons::help(here.t)])
        .into())
}

/// The command that begins one.
pub async fn begin(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    open(here, me).await
}

/// What stands in the channel for both, if it is still so.
pub async fn news(app: &App, couple: &Couple, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let _ = (app, couple, row, nth);
    Ok(None)
}

/// A word to this one alone, if it is still so.
pub async fn word(app: &App, me: &Member, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let _ = (app, me, row, nth);
    Ok(None)
}
