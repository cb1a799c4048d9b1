//! What a timer that has come due asks for, and what follows when it was done or could not be.

mod anew;
mod failed;
mod untold;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    common, dates, feedback, inbox, moving, needs, pairing, privacy, promise, questions, repair,
    settings, weekly,
};
use crate::app::{App, Member};
use crate::domain::couple::{Couple, Unreachable};
use crate::domain::promise::{KEEP_CLOSED, KEEP_DRAFT};
use crate::domain::schedule::GRACE;
use crate::domain::timer::{About, Timer};
use crate::domain::{ChannelId, CoupleId, MessageId, Partner, RoundId, UserId};
use crate::store;
use crate::ui::{Card, Press, Row};

pub use self::anew::plan_anew;
pub use self::failed::failed;
pub use self::untold::{beside, reached};

/// How long an invitation's row is kept after it was prepared: longer than a month counts back.
const KEEP_INVITATIONS: TimeDelta = TimeDelta::days(40);
/// How long feedback is kept that could not be delivered.
const KEEP_FEEDBACK: TimeDelta = TimeDelta::days(30);

/// What the scheduler is to send for a due timer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// Done already, in a transaction of its own.
    Nothing,
    /// Not yet: look again at this instant.
    Later(DateTime<Utc>),
    /// A message in the channel; as a reply to that one, if it is still there.
    Post {
        channel: ChannelId,
        card: Card,
        reply_to: Option<MessageId>,
    },
    Edit {
        channel: ChannelId,
        message: MessageId,
        card: Card,
    },
    /// Nothing is tried: the channel is closed to Tend, as the last try there showed.
    Shut(Unreachable),
    /// A direct message to one person, who asked for it.
    Whisper { user: UserId, card: Card },
}

impl Due {
    /// A message of its own.
    pub fn post(channel: ChannelId, card: Card) -> Self {
        Self::Post {
            channel,
            card,
            reply_to: None,
        }
    }
}

/// What this timer, promised for `planned`, asks for now. May be called again after a crash: it
/// finds what the first call has done.
pub async fn due(app: &App, timer: &Timer, planned: DateTime<Utc>) -> anyhow::Result<Due> {
    if latest(timer).is_some_and(|late| app.clock.now() - planned > late) {
        return Ok(Due::Nothing);
    }
    let due = asked_for(app, timer, planned).await?;
    // Once a week the prompt tries whether a channel is open again; lines do not.
    if let (Due::Post { channel, .. }, false) = (&due, matches!(timer, Timer::Prompt { .. })) {
        let mut db = app.db.acquire().await?;
        if let Some(why) = store::couples::unreachable(&mut db, *channel).await? {
            return Ok(Due::Shut(why));
        }
    }
    Ok(due)
}

async fn asked_for(app: &App, timer: &Timer, planned: DateTime<Utc>) -> anyhow::Result<Due> {
    match *timer {
        Timer::InviteOver { invitation } => pairing::over(app, invitation).await,
        Timer::Prompt { couple, week } => weekly::prompt(app, couple, week, planned).await,
        Timer::Reveal { round } => Ok(stamped(app, timer, weekly::reveal(app, round).await?)),
        Timer::Closed { round } => weekly::closed(app, round).await,
        Timer::Unveil { round } => weekly::unveil(app, round).await,
        Timer::Quiet { round } => weekly::quiet(app, round).await,
        Timer::Resume { couple } => weekly::resume(app, couple).await,
        Timer::Nudge {
            couple,
            partner,
            week,
        } => weekly::nudge(app, couple, partner, week).await,
        Timer::Reread {
            couple,
            partner,
            week,
        } => weekly::reread(app, couple, partner, week).await,
        Timer::Remind { date, year } => dates::remind(app, date, year).await,
        Timer::News {
            couple,
            about,
            row,
            nth,
        } => Ok(stamped(
            app,
            timer,
            news(app, couple, about, row, nth).await?,
        )),
        Timer::Word {
            couple,
            partner,
            about,
            row,
            nth,
        } => Ok(stamped(
            app,
            timer,
            word(app, couple, partner, about, row, nth).await?,
        )),
        Timer::Suggest { proposal } => settings::suggestion(app, proposal).await,
        Timer::Ended { couple } => moving::ended(app, couple).await,
        Timer::Feedback { feedback } => feedback::deliver(app, feedback).await,
        Timer::Purge { round } => purge(app, round).await,
        Timer::Forget { couple } => privacy::forget(app, couple).await,
        Timer::Tidy { day } => tidy(app, day).await,
    }
}

/// How late it may still come; later it is left out. None: it is needed whenever it comes, or it decides by itself.
fn latest(timer: &Timer) -> Option<TimeDelta> {
    match timer {
        // For this evening, or for this hour.
        Timer::Nudge { .. } | Timer::Reread { .. } => Some(TimeDelta::hours(3)),
        Timer::Quiet { .. } => Some(GRACE),
        Timer::Word { about, .. } => match about {
            About::Question | About::Telling => Some(TimeDelta::days(1)),
            About::Repair => Some(TimeDelta::days(7)),
            About::Promise | About::Request | About::Inbox | About::Trust | About::Need => None,
        },
        Timer::InviteOver { .. }
        | Timer::Prompt { .. }
        | Timer::Reveal { .. }
        | Timer::Closed { .. }
        | Timer::Unveil { .. }
        | Timer::Resume { .. }
        | Timer::Remind { .. }
        | Timer::Suggest { .. }
        | Timer::News { .. }
        | Timer::Ended { .. }
        | Timer::Feedback { .. }
        | Timer::Purge { .. }
        | Timer::Forget { .. }
        | Timer::Tidy { .. } => None,
    }
}

/// The same, with its button stamped: several lines lead to the same place, and after a crash Tend looks in
/// the channel for this very one.
fn stamped(app: &App, timer: &Timer, mut due: Due) -> Due {
    let (Due::Post { card, .. } | Due::Whisper { card, .. }) = &mut due else {
        return due;
    };
    if let Some(Row::Buttons(buttons)) = card.rows.first_mut()
        && let Some(Press::Id(id)) = buttons.first_mut().map(|button| &mut button.press)
    {
        let mark = app.vault.mac("message", timer.key().as_bytes());
        id.push(super::STAMP);
        id.push_str(mark.get(..8).unwrap_or(&mark));
    }
    due
}

/// The couple, if it is there and Tend does not rest with it; else what becomes of the timer.
async fn awake(app: &App, couple: CoupleId) -> anyhow::Result<Result<Couple, Due>> {
    let now = app.clock.now();
    let found = store::couples::find(&mut *app.db.acquire().await?, couple).await?;
    Ok(match found {
        None => Err(Due::Nothing),
        Some(couple) if couple.rests(now) => Err(Due::Later(now + TimeDelta::days(1))),
        Some(couple) => Ok(couple),
    })
}

/// Something that both may look at. While Tend rests, it waits.
async fn news(
    app: &App,
    couple: CoupleId,
    about: About,
    row: i64,
    nth: i32,
) -> anyhow::Result<Due> {
    let couple = match awake(app, couple).await? {
        Ok(couple) => couple,
        Err(due) => return Ok(due),
    };
    let card = match about {
        About::Promise => promise::news(app, &couple, row, nth).await?,
        About::Repair => repair::news(app, &couple, row, nth).await?,
        About::Question | About::Telling => questions::news(app, &couple, about, row, nth).await?,
        About::Inbox => inbox::news(app, &couple, row, nth).await?,
        About::Request | About::Trust | About::Need => {
            needs::news(app, &couple, about, row, nth).await?
        }
    };
    Ok(card.map_or(Due::Nothing, |card| Due::post(couple.channel, card)))
}

/// A word to one of the two alone. While Tend rests, it waits.
async fn word(
    app: &App,
    couple: CoupleId,
    partner: Partner,
    about: About,
    row: i64,
    nth: i32,
) -> anyhow::Result<Due> {
    let couple = match awake(app, couple).await? {
        Ok(couple) => couple,
        Err(due) => return Ok(due),
    };
    let user = couple.person(partner).user;
    let me = Member {
        couple,
        who: partner,
    };
    let card = match about {
        About::Promise => promise::word(app, &me, row, nth).await?,
        About::Repair => repair::word(app, &me, row, nth).await?,
        About::Question | About::Telling => questions::word(app, &me, about, row, nth).await?,
        About::Request => needs::word(app, &me, row, nth).await?,
        About::Inbox | About::Trust | About::Need => None,
    };
    Ok(card.map_or(Due::Nothing, |card| Due::Whisper { user, card }))
}

/// The message was sent: remembered in the transaction that marks the timer done.
pub async fn sent(
    tx: &mut PgConnection,
    timer: &Timer,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<()> {
    store::couples::reached(&mut *tx, channel).await?;
    match timer {
        Timer::Prompt { couple, week } => {
            weekly::posted(tx, *couple, *week, channel, message).await
        }
        Timer::Suggest { proposal } => {
            store::proposals::save_message(tx, *proposal, channel, message).await
        }
        Timer::Feedback { feedback } => store::feedback::delete(tx, *feedback).await,
        _ => Ok(()),
    }
}

/// Drafts and unread answers of a round that closed. A rest stops the count.
async fn purge(app: &App, round: RoundId) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    let Some(found) = store::rounds::find(&mut db, round).await? else {
        return Ok(Due::Nothing);
    };
    let couple = store::couples::find(&mut db, found.couple).await?;
    if couple.is_some_and(|couple| couple.rests(now)) {
        return Ok(Due::Later(now + TimeDelta::days(1)));
    }
    store::answers::delete_of_round(&mut db, round).await?;
    Ok(Due::Nothing)
}

/// Once a day: what was kept for a while only.
async fn tidy(app: &App, day: chrono::NaiveDate) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::presses::tidy(
        &mut tx,
        now - TimeDelta::days(1),
        now - super::common::marks::KEEP,
    )
    .await?;
    store::drafts::tidy(&mut tx, now).await?;
    store::timers::tidy(&mut tx, now - TimeDelta::days(14)).await?;
    store::invitations::tidy(&mut tx, now - KEEP_INVITATIONS).await?;
    store::feedback::tidy(&mut tx, now - KEEP_FEEDBACK).await?;
    store::feedback::tidy_turns(&mut tx, now - feedback::DAY).await?;
    store::cuts::tidy(&mut tx, now - crate::domain::cuts::KEEP).await?;
    store::dates::tidy(&mut tx, now.date_naive() - TimeDelta::days(30)).await?;
    store::promises::tidy(&mut tx, now - KEEP_CLOSED, now - KEEP_DRAFT).await?;
    store::setbacks::tidy(&mut tx, now - crate::domain::setback::KEEP).await?;
    store::needs::tidy(&mut tx, now).await?;
    store::questions::tidy(&mut tx, now - questions::KEEP).await?;
    store::tellings::tidy(&mut tx, now - questions::KEEP).await?;
    store::question_hours::tidy(&mut tx, now - questions::KEEP).await?;
    common::tombstones::tidy(app, &mut tx, now).await?;
    let tomorrow = now.date_naive().max(day) + TimeDelta::days(1);
    let at = tomorrow
        .and_hms_opt(4, 0, 0)
        .map_or(now + TimeDelta::days(1), |at| at.and_utc());
    store::timers::arm(&mut tx, None, at, &Timer::Tidy { day: tomorrow }).await?;
    tx.commit().await?;
    Ok(Due::Nothing)
}
