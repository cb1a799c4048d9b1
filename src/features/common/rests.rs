//! Resting alone: how long, begun and told in the same way wherever it was asked for.

use chrono::{DateTime, Days, Utc};

use super::stranger;
use crate::app::{Here, Member};
use crate::domain::couple::Rest;
use crate::domain::timer::Timer;
use crate::domain::wall;
use crate::error::Error;
use crate::store;

/// How long a rest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Days(u16),
    /// Until they come back by themselves.
    Open,
}

/// The longest rest with an end, in days.
pub const LONGEST: u16 = 366;

/// The rests that are offered.
pub const LENGTHS: [Length; 4] = [
    Length::Days(2),
    Length::Days(7),
    Length::Days(28),
    Length::Open,
];

impl Length {
    /// Its number of days in buttons; 0: open.
    pub fn days(self) -> u16 {
        match self {
            Self::Days(days) => days,
            Self::Open => 0,
        }
    }

    pub fn from_days(days: u16) -> Self {
        match days {
            0 => Self::Open,
            days => Self::Days(days.min(LONGEST)),
        }
    }
}

/// Its button.
pub fn label(here: &Here<'_>, length: Length) -> String {
    match length {
        Length::Days(days) => here
            .t
            .say("pause-days-button", &[("days", i64::from(days).into())]),
        Length::Open => here.t.say("pause-open-button", &[]),
    }
}

/// When a rest of this length ends, at the same hour on my own clock.
pub fn end_of(here: &Here<'_>, me: &Member, length: Length) -> Option<DateTime<Utc>> {
    let Length::Days(days) = length else {
        return None;
    };
    let after = wall::days_after(&here.zones, &me.me().zone, here.now, days);
    Some(after.unwrap_or_else(|_| here.now + Days::new(u64::from(days))))
}

/// Rests from now on. Where the other left without a line it reads as where they rest: nobody can tell.
pub async fn begin(
    here: &Here<'_>,
    me: &Member,
    until: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| stranger(here.t))?;
    if couple.ended_for(me.who).is_some() {
        let me = Member {
            couple,
            who: me.who,
        };
        return Err(super::resting(here, &me).into());
    }
    let rest = Rest {
        since: here.now,
        until,
        told: false,
    };
    store::partners::save_rest(&mut tx, couple.id, me.who, Some(rest)).await?;
    if let Some(until) = until {
        let theirs = couple
            .person(me.who.other())
            .rest
            .and_then(|rest| rest.until);
        let ends = theirs.map_or(until, |theirs| theirs.min(until));
        let resume = Timer::Resume { couple: couple.id };
        store::timers::rearm(&mut tx, couple.id, ends, &resume).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What the one who rests is told.
pub fn said(here: &Here<'_>, me: &Member, until: Option<DateTime<Utc>>) -> String {
    match until {
        Some(until) => here.t.say(
            "pause-until",
            &[("until", here.when(me.me(), until).into())],
        ),
        None => here.t.say("pause-until-return", &[]),
    }
}
