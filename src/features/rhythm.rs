//! /rhythm: weeks tended in all, the streak, and half a year that reads well aloud.

use super::common::buttons;
use super::{Action as Any, Target};
use crate::app::{Here, Member};
use crate::domain::CoupleId;
use crate::domain::rhythm::{Rhythm, Week};
use crate::domain::schedule::{monday_of, week_of};
use crate::error::Error;
use crate::store;
use crate::ui::{Button, Card, Manner, Reply};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Open(CoupleId),
    /// Hides the streak for me alone, or shows it again.
    Hide(CoupleId),
    Show(CoupleId),
}

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Open(couple) => format!("open:{couple}"),
            Self::Hide(couple) => format!("hide:{couple}"),
            Self::Show(couple) => format!("show:{couple}"),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let [verb, couple] = words else { return None };
        let couple = CoupleId(couple.parse().ok()?);
        match *verb {
            "open" => Some(Self::Open(couple)),
            "hide" => Some(Self::Hide(couple)),
            "show" => Some(Self::Show(couple)),
            _ => None,
        }
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Open(_) => Manner::PrivateNew,
            Self::Hide(_) | Self::Show(_) => Manner::UpdatePrivate,
        }
    }

    pub fn target(&self) -> Target {
        match self {
            Self::Open(couple) | Self::Hide(couple) | Self::Show(couple) => Target::Couple(*couple),
        }
    }
}

pub async fn act(here: &Here<'_>, me: &Member, action: Action) -> Result<Reply, Error> {
    let hidden = match action {
        Action::Open(_) => return open(here, me).await,
        Action::Hide(_) => true,
        Action::Show(_) => false,
    };
    let mut tx = here.begin().await?;
    let own = me.me();
    store::partners::save_own(&mut tx, me.couple.id, me.who, &own.zone, own.sharing, hidden).await?;
    tx.commit().await?;
    show(here, me, hidden).await
}

/// The couple's rhythm, as this person wants to see it.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    show(here, me, me.me().streak_hidden).await
}

async fn show(here: &Here<'_>, me: &Member, hidden: bool) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let facts = store::weeks::all(&mut db, me.couple.id).await?;
    drop(db);
    let zone = &me.couple.slot.zone;
    let this_week = week_of(&here.zones, zone, here.now).unwrap_or_else(|_| monday_of(here.now.date_naive()));
    let rhythm = Rhythm::of(&facts, this_week);
    Ok(card(here, me, &rhythm, hidden).into())
}

fn card(here: &Here<'_>, me: &Member, rhythm: &Rhythm, hidden: bool) -> Card {
    let t = here.t;
    let mut text = vec![t.say("rhythm", &[("weeks", rhythm.weeks_in_all.into())])];
    if !hidden {
        let values = [("current", rhythm.current.into()), ("longest", rhythm.longest.into())];
        text.push(t.say("rhythm-streak", &values));
    }
    if rhythm.strip.iter().any(|week| !matches!(week, Week::BeforeStart)) {
        text.push(strip(here, rhythm));
    }
    let (label, action) = if hidden {
        ("rhythm-show-button", Action::Show(me.couple.id))
    } else {
        ("rhythm-hide-button", Action::Hide(me.couple.id))
    };
    Card::new(text.join("\n\n"))
        .buttons([Button::new(t.say(label, &[]), Any::Rhythm(action).id()), buttons::help(t)])
}

/// Half a year: the strip to look at, and the same in a sentence to hear. Weeks of one kind in a
/// row are said once.
fn strip(here: &Here<'_>, rhythm: &Rhythm) -> String {
    let t = here.t;
    let weeks: Vec<Week> = rhythm.strip.iter().copied().filter(|week| !matches!(week, Week::BeforeStart)).collect();
    let marks: Vec<String> = weeks.iter().map(|week| t.say(mark(*week), &[])).collect();
    let runs = weeks.chunk_by(|a, b| a == b).map(|run| t.say(run_of(run[0]), &[("weeks", run.len().into())]));
    let said = runs.collect::<Vec<_>>().join(&t.say("rhythm-then", &[]));
    t.say("rhythm-strip", &[("strip", marks.concat().into()), ("said", said.into())])
}

fn mark(week: Week) -> &'static str {
    match week {
        Week::Tended => "rhythm-mark-tended",
        Week::Rest => "rhythm-mark-rest",
        Week::Missed => "rhythm-mark-quiet",
        Week::Paused => "rhythm-mark-paused",
        Week::Open | Week::BeforeStart => "rhythm-mark-open",
    }
}

fn run_of(week: Week) -> &'static str {
    match week {
        Week::Tended => "rhythm-run-tended",
        Week::Rest => "rhythm-run-rest",
        Week::Missed => "rhythm-run-quiet",
        Week::Paused => "rhythm-run-paused",
        Week::Open | Week::BeforeStart => "rhythm-run-open",
    }
}
