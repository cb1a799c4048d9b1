//! /pause and *Later*: either rests alone, for as long as they like; a snooze concerns oneself.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::common::rests::{self, LENGTHS, LONGEST, Length};
use super::common::{self, buttons, days, rounds};
use super::{Action as Any, Target};
use crate::app::{Here, Member, mention};
use crate::domain::couple::Rest;
use crate::domain::round::CheckIn;
use crate::domain::timer::Timer;
use crate::domain::{CoupleId, wall};
use crate::error::Error;
use crate::store;
use crate::ui::{Button, Card, Input, Manner, Modal, Reply};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Open(CoupleId),
    /// Rests from now on, for this long.
    Rest(CoupleId, Length),
    /// Opens the form for a date; then rests until it.
    Date(CoupleId),
    DateWritten(CoupleId),
    /// Lets the other know who rests, and until when.
    Tell(CoupleId),
    Return(CoupleId),
    /// *Later*: asks when.
    Snooze(CheckIn),
    Tonight(CheckIn),
    Tomorrow(CheckIn),
}

impl Action {
    pub fn id(&self) -> String {
        let days = |length: &Length| match length {
            Length::Days(days) => *days,
            Length::Open => 0,
        };
        match self {
            Self::Open(couple) => format!("open:{couple}"),
            Self::Rest(couple, length) => format!("rest:{couple}:{}", days(length)),
            Self::Date(couple) => format!("date:{couple}"),
            Self::DateWritten(couple) => format!("datewritten:{couple}"),
            Self::Tell(couple) => format!("tell:{couple}"),
            Self::Return(couple) => format!("return:{couple}"),
            Self::Snooze(about) => format!("snooze:{about}"),
            Self::Tonight(about) => format!("tonight:{about}"),
            Self::Tomorrow(about) => format!("tomorrow:{about}"),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        match *words {
            ["snooze", about] => Some(Self::Snooze(about.parse().ok()?)),
            ["tonight", about] => Some(Self::Tonight(about.parse().ok()?)),
            ["tomorrow", about] => Some(Self::Tomorrow(about.parse().ok()?)),
            [verb, id] => {
                let couple = CoupleId::read(id)?;
                Some(match verb {
                    "open" => Self::Open(couple),
                    "date" => Self::Date(couple),
                    "datewritten" => Self::DateWritten(couple),
                    "tell" => Self::Tell(couple),
                    "return" => Self::Return(couple),
                    _ => return None,
                })
            }
            ["rest", id, days] => {
                let length = match days.parse::<u16>().ok()? {
                    0 => Length::Open,
                    days => Length::Days(days.min(LONGEST)),
                };
                Some(Self::Rest(CoupleId::read(id)?, length))
            }
            _ => None,
        }
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Open(_) | Self::Snooze(_) => Manner::PrivateNew,
            Self::Date(_) => Manner::Modal,
            _ => Manner::UpdatePrivate,
        }
    }

    pub fn target(&self) -> Target {
        match self {
            Self::Open(couple)
            | Self::Rest(couple, _)
            | Self::Date(couple)
            | Self::DateWritten(couple)
            | Self::Tell(couple)
            | Self::Return(couple) => Target::Couple(*couple),
            Self::Snooze(about) | Self::Tonight(about) | Self::Tomorrow(about) => {
                Target::of(*about)
            }
        }
    }
}

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    match action {
        Action::Open(_) => open(here, me),
        Action::Rest(_, length) => rest(here, me, rests::end_of(here, me, length)).await,
        Action::Date(_) => Ok(Reply::Ask(date_form(here, me))),
        Action::DateWritten(_) => {
            let typed = fields.first().map_or("", |(_, text)| text.trim());
            rest(here, me, Some(date(here, me, typed)?)).await
        }
        Action::Tell(_) => tell(here, me).await,
        Action::Return(_) => come_back(here, me).await,
        Action::Snooze(about) => {
            common::awake(here, me)?;
            Ok(snooze(here, about).into())
        }
        Action::Tonight(about) => {
            let at = wall::tonight(&here.zones, &me.me().zone, here.now)
                .unwrap_or(here.now + TimeDelta::hours(2));
            nudge(here, me, about, at).await
        }
        Action::Tomorrow(about) => {
            let at = wall::tomorrow(&here.zones, &me.me().zone, here.now)
                .unwrap_or(here.now + TimeDelta::days(1));
            nudge(here, me, about, at).await
        }
    }
}

/// `/pause`. Where Tend already rests, it reads the same whoever asked for the rest.
pub fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let t = here.t;
    let id = |action| Any::Pause(action).id();
    let lengths = LENGTHS.map(|length| {
        Button::new(
            rests::label(here, length),
            id(Action::Rest(me.couple.id, length)),
        )
    });
    let until = Button::new(
        t.say("pause-date-button", &[]),
        id(Action::Date(me.couple.id)),
    );
    let other = mention(me.other().user);
    Ok(Card::new(t.say("pause", &[("other", other.into())]))
        .buttons(lengths.into_iter().chain([until]))
        .buttons([buttons::help(t)])
        .into())
}

fn date_form(here: &Here<'_>, me: &Member) -> Modal {
    let t = here.t;
    let today = here.local(&me.me().zone, here.now).date();
    let input = Input {
        id: "date".to_owned(),
        label: t.say("pause-date-label", &[]),
        placeholder: t.say(
            "pause-date-placeholder",
            &[("example", days::example(t, today, 10))],
        ),
        value: String::new(),
        long: false,
        most: 50,
        required: true,
    };
    let id = Any::Pause(Action::DateWritten(me.couple.id)).id();
    Modal {
        id,
        title: t.say("pause-date-title", &[]),
        inputs: vec![input],
    }
}

/// The beginning of the day that was typed, on my own clock: a day to come, within a year.
fn date(here: &Here<'_>, me: &Member, typed: &str) -> Result<DateTime<Utc>, Error> {
    let today = here.local(&me.me().zone, here.now).date();
    let read = crate::domain::days::day(typed, &here.t.calendar(), today);
    let fits = |day: &NaiveDate| *day > today && *day <= today + Days::new(u64::from(LONGEST));
    let day = read.ok().filter(fits);
    let at = day.and_then(|day| wall::at_local(&here.zones, &me.me().zone, day, 0).ok());
    at.ok_or_else(|| {
        let again = Button::new(
            here.t.say("pause-date-button", &[]),
            Any::Pause(Action::Date(me.couple.id)).id(),
        );
        let asked = read.err().and_then(|unclear| days::which(here.t, unclear));
        let said = asked.unwrap_or_else(|| {
            let example = days::example(here.t, today, 10);
            here.t.say("pause-date-unknown", &[("example", example)])
        });
        Card::new(said)
            .buttons([again, buttons::help(here.t)])
            .into()
    })
}

async fn rest(here: &Here<'_>, me: &Member, until: Option<DateTime<Utc>>) -> Result<Reply, Error> {
    rests::begin(here, me, until).await?;
    Ok(rests_now(here, me, until, true).into())
}

/// Lets the other know that it is me, and until when.
async fn tell(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let mine = couple.person(me.who);
    let Some(rest) = mine.rest.filter(|_| mine.rests(here.now)) else {
        return open(here, me);
    };
    store::partners::save_rest(
        &mut tx,
        couple.id,
        me.who,
        Some(Rest { told: true, ..rest }),
    )
    .await?;
    tx.commit().await?;
    Ok(rests_now(here, me, rest.until, false).into())
}

/// What the one who rests sees.
fn rests_now(here: &Here<'_>, me: &Member, until: Option<DateTime<Utc>>, may_tell: bool) -> Card {
    let t = here.t;
    let mut text = vec![rests::said(here, me, until)];
    if !may_tell {
        text.push(t.say("pause-told", &[("other", mention(me.other().user).into())]));
    }
    let row = [buttons::come_back(t, me.couple.id)]
        .into_iter()
        .chain(may_tell.then(|| buttons::tell_of_rest(t, me.couple.id)))
        .chain([buttons::help(t)]);
    Card::new(text.join("\n\n")).buttons(row)
}

/// Ends one's own rest. Where the other still rests, it goes on resting, and reads as before.
async fn come_back(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if couple.person(me.who).rest.is_some() {
        store::partners::save_rest(&mut tx, couple.id, me.who, None).await?;
        rounds::give_back(&mut tx, &couple, here.now).await?;
    }
    let couple = store::couples::find(&mut tx, couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let round = rounds::current(here.app, &mut tx, &couple, here.now).await?;
    tx.commit().await?;
    let me = Member {
        couple,
        who: me.who,
    };
    if me.couple.rests(here.now) {
        return Ok(common::resting(here, &me).into());
    }
    here.wake();
    let go_on = if round.is_revealed() {
        buttons::read(here.t, round.id)
    } else {
        buttons::check_in(here.t, round.check_in())
    };
    Ok(Card::new(here.t.say("pause-returned", &[]))
        .buttons([go_on, buttons::help(here.t)])
        .into())
}

/// *Later*: tonight or tomorrow, told to nobody.
fn snooze(here: &Here<'_>, about: CheckIn) -> Card {
    let t = here.t;
    let button = |label: &str, action| Button::new(t.say(label, &[]), Any::Pause(action).id());
    Card::new(t.say("snooze", &[])).buttons([
        button("snooze-tonight-button", Action::Tonight(about)),
        button("snooze-tomorrow-button", Action::Tomorrow(about)),
        buttons::help(t),
    ])
}

/// One reminder of this check-in, at the time that was asked for last.
async fn nudge(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    at: DateTime<Utc>,
) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut tx = here.begin().await?;
    let round = rounds::about(here, me, &mut tx, about).await?;
    let round = rounds::to_change(here, me, round)?;
    let nudge = Timer::Nudge {
        couple: me.couple.id,
        partner: me.who,
        week: round.week,
    };
    store::timers::rearm(&mut tx, me.couple.id, at, &nudge).await?;
    tx.commit().await?;
    let said = here
        .t
        .say("snoozed", &[("when", here.when(me.me(), at).into())]);
    Ok(Card::new(said).buttons([buttons::help(here.t)]).into())
}
