//! /inbox: paper cuts in one line, cleared once a week.

use super::Action as Any;
use super::common::buttons;
use super::common::press::{self, Press};
use crate::app::{App, Here, Member};
use crate::domain::couple::Couple;
use crate::error::Error;
use crate::ui::{Card, Manner, Reply};

/// What its buttons and forms ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] =
        &[(Self::Open, "open", Manner::PrivateNew)];
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
        Verb::Open => open(here, me).await,
    }
}

/// The command's page.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let _ = Any::Inbox(Action::of(Verb::Open, me.couple.id)).id();
    Ok(Card::new(here.t.say("inbox", &[]))
        .buttons([buttons::help(here.t)])
        .into())
}

/// What stands in the channel for both, if it is still so.
pub async fn news(app: &App, couple: &Couple, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let _ = (app, couple, row, nth);
    Ok(None)
}
