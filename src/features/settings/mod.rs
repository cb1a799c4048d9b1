//! /settings: the hour and when answers open, together; my clock and my defaults, by myself.

mod joint;
mod own;
mod view;

pub use joint::{asked, could_not_suggest, suggestion};

use crate::app::{Here, Member};
use crate::domain::{CoupleId, id};
use crate::error::Error;
use crate::features::Target;
use crate::features::common::rounds;
use crate::ui::{Manner, Reply};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Open(CoupleId),
    /// The page for another hour; what is chosen so far stands in the id.
    Hour(Pick, CoupleId, Draft),
    /// Suggests the hour to the other.
    SuggestHour(CoupleId, Draft),
    /// The page for when answers open; then suggests it.
    Reveal(CoupleId),
    SuggestReveal(CoupleId),
    /// The page for how often; then suggests it.
    Often(CoupleId),
    SuggestOften(CoupleId),
    /// Opens the form for why I am here; then keeps it.
    Why(CoupleId),
    WhyWritten(CoupleId),
    /// My own clock.
    MyZone(CoupleId),
    MyZoneWritten(CoupleId),
    MyZonePicked(CoupleId),
    /// My own defaults of who sees what.
    MyDefaults(CoupleId),
    MyDefaultsChosen(CoupleId),
    MyDefaultsEach(CoupleId),
    /// The other's answer to a suggestion, under its message in the channel.
    Agree(CoupleId, i64),
    LeaveAsItIs(CoupleId, i64),
}

/// Which part of the hour was chosen, or that the page was only opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    Page,
    Weekday,
    Hour,
    Quarter,
    /// Opens the form for the couple's zone, takes what was typed, or what was picked from a list.
    Zone,
    ZoneWritten,
    ZonePicked,
}

/// An hour as it has been chosen so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Monday is 0.
    pub weekday: u8,
    pub minute: u16,
    pub zone: String,
}

const PICKS: [(Pick, &str); 7] = [
    (Pick::Page, "hour"),
    (Pick::Weekday, "hday"),
    (Pick::Hour, "hhour"),
    (Pick::Quarter, "hquarter"),
    (Pick::Zone, "hzone"),
    (Pick::ZoneWritten, "hzonewritten"),
    (Pick::ZonePicked, "hzonepicked"),
];

impl Action {
    pub fn id(&self) -> String {
        let draft = |d: &Draft| format!("{}:{}:{}", d.weekday, d.minute, d.zone);
        match self {
            Self::Open(couple) => format!("open:{couple}"),
            Self::Hour(pick, couple, d) => {
                let verb = PICKS
                    .iter()
                    .find(|(p, _)| p == pick)
                    .map_or("", |(_, verb)| verb);
                format!("{verb}:{couple}:{}", draft(d))
            }
            Self::SuggestHour(couple, d) => format!("suggest:{couple}:{}", draft(d)),
            Self::Reveal(couple) => format!("reveal:{couple}"),
            Self::SuggestReveal(couple) => format!("suggestreveal:{couple}"),
            Self::Often(couple) => format!("often:{couple}"),
            Self::SuggestOften(couple) => format!("suggestoften:{couple}"),
            Self::Why(couple) => format!("why:{couple}"),
            Self::WhyWritten(couple) => format!("whywritten:{couple}"),
            Self::MyZone(couple) => format!("zone:{couple}"),
            Self::MyZoneWritten(couple) => format!("zonewritten:{couple}"),
            Self::MyZonePicked(couple) => format!("zonepicked:{couple}"),
            Self::MyDefaults(couple) => format!("defaults:{couple}"),
            Self::MyDefaultsChosen(couple) => format!("same:{couple}"),
            Self::MyDefaultsEach(couple) => format!("each:{couple}"),
            Self::Agree(couple, proposal) => {
                format!("agree:{couple}:{}", id::spelled(*proposal))
            }
            Self::LeaveAsItIs(couple, proposal) => {
                format!("leave:{couple}:{}", id::spelled(*proposal))
            }
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let (verb, couple) = (words.first()?, CoupleId::read(words.get(1)?)?);
        match words[2..] {
            [] => Some(match *verb {
                "open" => Self::Open(couple),
                "reveal" => Self::Reveal(couple),
                "suggestreveal" => Self::SuggestReveal(couple),
                "often" => Self::Often(couple),
                "suggestoften" => Self::SuggestOften(couple),
                "why" => Self::Why(couple),
                "whywritten" => Self::WhyWritten(couple),
                "zone" => Self::MyZone(couple),
                "zonewritten" => Self::MyZoneWritten(couple),
                "zonepicked" => Self::MyZonePicked(couple),
                "defaults" => Self::MyDefaults(couple),
                "same" => Self::MyDefaultsChosen(couple),
                "each" => Self::MyDefaultsEach(couple),
                _ => return None,
            }),
            [proposal] => match *verb {
                "agree" => Some(Self::Agree(couple, id::read(proposal)?)),
                "leave" => Some(Self::LeaveAsItIs(couple, id::read(proposal)?)),
                _ => None,
            },
            [weekday, minute, zone] => {
                let draft = Draft {
                    weekday: weekday.parse().ok().filter(|day| *day < 7)?,
                    minute: minute.parse().ok().filter(|minute| *minute < 1440)?,
                    zone: zone.to_owned(),
                };
                if *verb == "suggest" {
                    return Some(Self::SuggestHour(couple, draft));
                }
                let (pick, _) = PICKS.iter().find(|(_, v)| v == verb)?;
                Some(Self::Hour(*pick, couple, draft))
            }
            _ => None,
        }
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Open(_) => Manner::PrivateNew,
            Self::MyZone(_) | Self::Why(_) | Self::Hour(Pick::Zone, ..) => Manner::Modal,
            Self::Agree(..) | Self::LeaveAsItIs(..) => Manner::UpdatePublic,
            _ => Manner::UpdatePrivate,
        }
    }

    pub fn target(&self) -> Target {
        match self {
            Self::Open(couple)
            | Self::Hour(_, couple, _)
            | Self::SuggestHour(couple, _)
            | Self::Reveal(couple)
            | Self::SuggestReveal(couple)
            | Self::Often(couple)
            | Self::SuggestOften(couple)
            | Self::Why(couple)
            | Self::WhyWritten(couple)
            | Self::MyZone(couple)
            | Self::MyZoneWritten(couple)
            | Self::MyZonePicked(couple)
            | Self::MyDefaults(couple)
            | Self::MyDefaultsChosen(couple)
            | Self::MyDefaultsEach(couple)
            | Self::Agree(couple, _)
            | Self::LeaveAsItIs(couple, _) => Target::Couple(*couple),
        }
    }
}

/// `/settings`. While Tend is paused no next time is told.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let next = if me.couple.rests(here.now) {
        None
    } else {
        let mut db = here.app.db.acquire().await?;
        rounds::next_prompt(here.app, &mut db, &me.couple, here.now).await?
    };
    Ok(view::all(here, me, next).into())
}

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let typed = fields.first().map_or("", |(_, text)| text.trim());
    match action {
        Action::Open(_) => open(here, me).await,
        Action::Hour(pick, _, draft) => joint::hour(here, me, pick, draft, values, typed).await,
        Action::SuggestHour(_, draft) => joint::suggest_hour(here, me, draft).await,
        Action::Reveal(_) => Ok(view::reveal(here, me).into()),
        Action::SuggestReveal(_) => joint::suggest_reveal(here, me, values).await,
        Action::Often(_) => Ok(view::often(here, me).into()),
        Action::SuggestOften(_) => joint::suggest_often(here, me, values).await,
        Action::Why(_) => own::why_form(here, me).await,
        Action::WhyWritten(_) => own::why(here, me, typed).await,
        Action::MyZone(_) => Ok(own::zone_form(here, me)),
        Action::MyZoneWritten(_) => own::zone(here, me, typed).await,
        Action::MyZonePicked(_) => {
            own::zone(here, me, values.first().map_or("", String::as_str)).await
        }
        Action::MyDefaults(_) => Ok(view::defaults(here, me, me.me().sharing).into()),
        Action::MyDefaultsChosen(_) | Action::MyDefaultsEach(_) => {
            own::defaults(here, me, values).await
        }
        Action::Agree(_, proposal) => joint::answer(here, me, proposal, true).await,
        Action::LeaveAsItIs(_, proposal) => joint::answer(here, me, proposal, false).await,
    }
}
