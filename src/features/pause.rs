//! /pause and *Later*: either rests alone, for as long as they like; a snooze concerns oneself.

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::common::{self, buttons, rounds};
use super::{Action as Any, Target};
use crate::app::{Here, Member, mention};
use crate::domain::couple::Rest;
use crate::domain::timer::Timer;
use crate::domain::{CoupleId, RoundId, wall};
use crate::error::Error;
use crate::store;
use crate::ui::{Button, Card, Manner, Reply};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Open(CoupleId),
    /// Rests from now on, for this long; said to the other or not.
    Rest(CoupleId, Length, Told),
    Return(CoupleId),
    /// *Later*: asks when.
    Snooze(RoundId),
    Tonight(RoundId),
    Tomorrow(RoundId),
}

/// How long a rest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Days(u16),
    /// Until they come back by themselves.
    Open,
}

/// Whether the other learns who rests, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Yes,
    No,
}

/// The rests that are offered, in days.
const LENGTHS: [Length; 4] = [Length::Days(2), Length::Days(7), Length::Days(28), Length::Open];

impl Action {
    pub fn id(&self) -> String {
        let days = |length: &Length| match length {
            Length::Days(days) => *days,
            Length::Open => 0,
        };
        match self {
            Self::Open(couple) => format!("open:{couple}"),
            Self::Rest(couple, length, Told::Yes) => format!("told:{couple}:{}", days(length)),
            Self::Rest(couple, length, Told::No) => format!("rest:{couple}:{}", days(length)),
            Self::Return(couple) => format!("return:{couple}"),
            Self::Snooze(round) => format!("snooze:{round}"),
            Self::Tonight(round) => format!("tonight:{round}"),
            Self::Tomorrow(round) => format!("tomorrow:{round}"),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        match *words {
            [verb, id] => {
                let id = id.parse().ok()?;
                Some(match verb {
                    "open" => Self::Open(CoupleId(id)),
                    "return" => Self::Return(CoupleId(id)),
                    "snooze" => Self::Snooze(RoundId(id)),
                    "tonight" => Self::Tonight(RoundId(id)),
                    "tomorrow" => Self::Tomorrow(RoundId(id)),
                    _ => return None,
                })
            }
            [verb, id, days] => {
                let length = match days.parse::<u16>().ok()? {
                    0 => Length::Open,
                    days => Length::Days(days.min(365)),
                };
                let told = match verb {
                    "told" => Told::Yes,
                    "rest" => Told::No,
                    _ => return None,
                };
                Some(Self::Rest(CoupleId(id.parse().ok()?), length, told))
            }
            _ => None,
        }
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Open(_) | Self::Snooze(_) => Manner::PrivateNew,
            _ => Manner::UpdatePrivate,
        }
    }

    pub fn target(&self) -> Target {
        match self {
            Self::Open(couple) | Self::Rest(couple, ..) | Self::Return(couple) => Target::Couple(*couple),
            Self::Snooze(round) | Self::Tonight(round) | Self::Tomorrow(round) => Target::Round(*round),
        }
    }
}

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    _values: &[String],
    _fields: &[(String, String)],
) -> Result<Reply, Error> {
    match action {
        Action::Open(_) => open(here, me).await,
        Action::Rest(_, length, told) => rest(here, me, length, told).await,
        Action::Return(_) => come_back(here, me).await,
        Action::Snooze(round) => {
            common::awake(here, me)?;
            Ok(snooze(here, round).into())
        }
        Action::Tonight(_) => {
            let at = wall::tonight(&here.zones, &me.me().zone, here.now).unwrap_or(here.now + TimeDelta::hours(2));
            nudge(here, me, at).await
        }
        Action::Tomorrow(_) => {
            let at = wall::tomorrow(&here.zones, &me.me().zone, here.now).unwrap_or(here.now + TimeDelta::days(1));
            nudge(here, me, at).await
        }
    }
}

/// `/pause`. Where Tend already rests, it reads the same whoever asked for the rest.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let t = here.t;
    let other = mention(me.other().user);
    let row = |told: Told| {
        LENGTHS.map(|length| Button::new(label(here, length), Any::Pause(Action::Rest(me.couple.id, length, told)).id()))
    };
    Ok(Card::new(t.say("pause", &[("other", other.into())]))
        .buttons(row(Told::No))
        .buttons(LENGTHS.map(|length| {
            let name = t.say("pause-told-button", &[("length", label(here, length).into())]);
            Button::new(name, Any::Pause(Action::Rest(me.couple.id, length, Told::Yes)).id())
        }))
        .buttons([buttons::help(t)])
        .into())
}

fn label(here: &Here<'_>, length: Length) -> String {
    match length {
        Length::Days(days) => here.t.say("pause-days-button", &[("days", i64::from(days).into())]),
        Length::Open => here.t.say("pause-open-button", &[]),
    }
}

async fn rest(here: &Here<'_>, me: &Member, length: Length, told: Told) -> Result<Reply, Error> {
    let until = match length {
        Length::Days(days) => {
            let zone = &me.me().zone;
            let after = wall::days_after(&here.zones, zone, here.now, days);
            Some(after.unwrap_or_else(|_| here.now + Days::new(u64::from(days))))
        }
        Length::Open => None,
    };
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id).await?.ok_or_else(|| common::stranger(here.t))?;
    if couple.ended_at.is_some() {
        return Err(common::resting(here, me).into());
    }
    let rest = Rest { since: here.now, until, told: told == Told::Yes };
    store::partners::save_rest(&mut tx, couple.id, me.who, Some(rest)).await?;
    if let Some(until) = until {
        let ends = others_end(&couple, me).map_or(until, |theirs| theirs.min(until));
        store::timers::rearm(&mut tx, couple.id, ends, &Timer::Resume { couple: couple.id }).await?;
    }
    tx.commit().await?;
    let said = match until {
        Some(until) => here.t.say("pause-until", &[("until", here.when(me.me(), until).into())]),
        None => here.t.say("pause-until-return", &[]),
    };
    Ok(Card::new(said).buttons([buttons::come_back(here.t, couple.id), buttons::help(here.t)]).into())
}

/// When the other's own rest ends, if one is on and has an end.
fn others_end(couple: &crate::domain::couple::Couple, me: &Member) -> Option<DateTime<Utc>> {
    couple.person(me.who.other()).rest.and_then(|rest| rest.until)
}

/// Ends one's own rest. Where the other still rests, it goes on resting, and reads as before.
async fn come_back(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id).await?.ok_or_else(|| common::stranger(here.t))?;
    if couple.person(me.who).rest.is_some() {
        store::partners::save_rest(&mut tx, couple.id, me.who, None).await?;
        rounds::give_back(&mut tx, &couple, here.now).await?;
    }
    let couple = store::couples::find(&mut tx, couple.id).await?.ok_or_else(|| common::stranger(here.t))?;
    let round = store::rounds::latest(&mut tx, couple.id).await?;
    tx.commit().await?;
    let me = Member { couple, who: me.who };
    if me.couple.rests(here.now) {
        return Ok(common::resting(here, &me).into());
    }
    here.wake();
    let check_in = round.filter(crate::domain::round::Round::is_open).map(|round| buttons::check_in(here.t, round.id));
    let row = check_in.into_iter().chain([buttons::help(here.t)]);
    Ok(Card::new(here.t.say("pause-returned", &[])).buttons(row).into())
}

/// *Later*: tonight or tomorrow, told to nobody.
fn snooze(here: &Here<'_>, round: RoundId) -> Card {
    let t = here.t;
    let button = |label: &str, action| Button::new(t.say(label, &[]), Any::Pause(action).id());
    Card::new(t.say("snooze", &[])).buttons([
        button("snooze-tonight-button", Action::Tonight(round)),
        button("snooze-tomorrow-button", Action::Tomorrow(round)),
        buttons::help(t),
    ])
}

async fn nudge(here: &Here<'_>, me: &Member, at: DateTime<Utc>) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let day = here.local(&me.me().zone, at).date();
    let mut tx = here.begin().await?;
    let nudge = Timer::Nudge { couple: me.couple.id, partner: me.who, day };
    store::timers::rearm(&mut tx, me.couple.id, at, &nudge).await?;
    tx.commit().await?;
    let said = here.t.say("snoozed", &[("when", here.when(me.me(), at).into())]);
    Ok(Card::new(said).buttons([buttons::help(here.t)]).into())
}
