//! /rhythm: weeks tended in all, the streak, and half a year that reads well aloud.

use super::common::{self, buttons, whys};
use super::{Action as Any, Target};
use crate::app::{Here, Member, mention};
use crate::domain::CoupleId;
use crate::domain::rhythm::{Cell, Rhythm};
use crate::error::Error;
use crate::store;
use crate::ui::text::quote;
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
        let couple = CoupleId::read(couple)?;
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
    store::partners::save_own(
        &mut tx,
        me.couple.id,
        me.who,
        &own.zone,
        own.sharing,
        hidden,
    )
    .await?;
    tx.commit().await?;
    show(here, me, hidden).await
}

/// The couple's rhythm, as this person wants to see it.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    show(here, me, me.me().streak_hidden).await
}

/// While Tend is paused here it is closed like everything else: nobody can tell why.
async fn show(here: &Here<'_>, me: &Member, hidden: bool) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut db = here.app.db.acquire().await?;
    let (facts, open) = store::weeks::all_and_open(&mut db, me.couple.id).await?;
    let (mine, theirs) = whys::of_both(here.app, &mut db, me.couple.id, me.who).await?;
    drop(db);
    let rhythm = Rhythm::of(&facts, open);
    let mut card = card(here, me, &rhythm, hidden);
    for (person, why) in [(me.me(), mine), (me.other(), theirs)] {
        if let Some(why) = why {
            let head = here
                .t
                .say("rhythm-why", &[("person", mention(person.user).into())]);
            card.text = format!("{}\n\n{head}\n{}", card.text, quote(&why));
        }
    }
    Ok(card.into())
}

fn card(here: &Here<'_>, me: &Member, rhythm: &Rhythm, hidden: bool) -> Card {
    let t = here.t;
    let mut text = vec![t.say(
        "rhythm",
        &[("weeks", i64::from(rhythm.weeks_in_all).into())],
    )];
    if !hidden {
        let values = [
            ("current", i64::from(rhythm.streak).into()),
            ("longest", i64::from(rhythm.longest).into()),
        ];
        text.push(t.say("rhythm-streak", &values));
    }
    if !rhythm.strip.is_empty() {
        text.push(strip(here, rhythm));
    }
    let (label, action) = if hidden {
        ("rhythm-show-button", Action::Show(me.couple.id))
    } else {
        ("rhythm-hide-button", Action::Hide(me.couple.id))
    };
    Card::new(text.join("\n\n")).buttons([
        Button::new(t.say(label, &[]), Any::Rhythm(action).id()),
        buttons::help(t),
    ])
}

/// Half a year: the strip to look at, and the same in a sentence to hear. Weeks of one kind in a
/// row are said once.
fn strip(here: &Here<'_>, rhythm: &Rhythm) -> String {
    let t = here.t;
    let weeks: Vec<Cell> = rhythm
        .strip
        .iter()
        .map(|(_, cell)| *cell)
        .filter(|cell| *cell != Cell::BeforeStart)
        .collect();
    let marks: Vec<String> = weeks.iter().map(|week| t.say(mark(*week), &[])).collect();
    let runs = weeks
        .chunk_by(|a, b| a == b)
        .map(|run| t.say(run_of(run[0]), &[("weeks", run.len().into())]));
    let said = runs.collect::<Vec<_>>().join(&t.say("rhythm-then", &[]));
    t.say(
        "rhythm-strip",
        &[("strip", marks.join(" ").into()), ("said", said.into())],
    )
}

fn mark(week: Cell) -> &'static str {
    match week {
        Cell::Tended => "rhythm-mark-tended",
        Cell::Untended => "rhythm-mark-untended",
        Cell::Open | Cell::BeforeStart => "rhythm-mark-open",
    }
}

fn run_of(week: Cell) -> &'static str {
    match week {
        Cell::Tended => "rhythm-run-tended",
        Cell::Untended => "rhythm-run-untended",
        Cell::Open | Cell::BeforeStart => "rhythm-run-open",
    }
}
