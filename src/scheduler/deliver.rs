//! One promise: asks its feature what to do, and does it on Discord.
//!
//! How one message is sent once: the row is stamped right before the request, by the same statement that
//! looks at its lease. A request whose effect is not known is made again with the same nonce while Discord
//! remembers it; later Tend first looks for its own button in the channel, and where it cannot look it
//! does not send (spec/reliability.md).

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;

use super::Scheduler;
use super::ending::{After, Ending, Why, broken, record};
use crate::discord::{Hopeless, SendError, Urgency, nonce};
use crate::domain::schedule::GRACE;
use crate::domain::timer::Timer;
use crate::domain::{ChannelId, MessageId, UserId};
use crate::features::{self, Due};
use crate::store::timers::{self, Claimed, Going, Unsettled};
use crate::ui::{Card, Press, Row};

/// For so long Discord surely knows a nonce again (it promises "a few minutes").
const NONCE_KNOWN: TimeDelta = TimeDelta::seconds(60);
/// The last look before a request waits this long for the database; then nothing is sent.
const LAST_LOOK: Duration = Duration::from_secs(2);

/// Keeps one promise as far as it can be kept now.
pub(super) async fn deliver(on: &Scheduler, row: &Claimed) -> After {
    let ending = match AssertUnwindSafe(attempt(on, row)).catch_unwind().await {
        Ok(Ok(ending) | Err(ending)) => ending,
        Err(_) => broken(row, &anyhow!("a panic")),
    };
    let error = match AssertUnwindSafe(record(on, row, ending))
        .catch_unwind()
        .await
    {
        Ok(Ok(())) => return ending.after(),
        Ok(Err(error)) => error,
        Err(_) => anyhow!("a panic"),
    };
    // Its stamp stays as it is: the next try finds what this one left on Discord.
    let ending = broken(row, &error.context("recording what became of it"));
    if record(on, row, ending).await.is_err() {
        tracing::debug!(timer = row.id.0, "its lease has to run out first");
    }
    After::Waits
}

/// Does what is to be done. An early ending leaves as `Err`, so that `?` reads as "or that was it".
async fn attempt(on: &Scheduler, row: &Claimed) -> Result<Ending, Ending> {
    let timer = row
        .timer
        .as_ref()
        .map_err(|unknown| broken(row, &unknown.clone().into()))?;
    let now = on.app.clock.now();
    let mut open = row.unsettled.as_ref();
    if let Some(earlier) = open
        && !nonce_is_known(earlier.since, now)
    {
        look(on, row, earlier).await?;
        open = None;
    }
    let due = {
        let _turn = on.desk.acquire().await;
        let due = features::due(&on.app, timer, row.due).await;
        due.map_err(|error| broken(row, &error))?
    };
    let (channel, card) = match due {
        Due::Post { channel, card } => (channel, card),
        Due::Whisper { user, card } => (direct_messages(on, open, user).await?, card),
        Due::Edit {
            channel,
            message,
            card,
        } => return edit(on, timer, channel, message, &card).await,
        Due::Nothing | Due::Later(_) => {
            if let Some(earlier) = open {
                look(on, row, earlier).await?; // it may have been sent before this was so
            }
            return Ok(match due {
                Due::Later(at) => Ending::Postponed(at),
                _ => nothing(timer, now - row.due),
            });
        }
    };
    if let Some(earlier) = open
        && earlier.channel != Some(channel)
    {
        look(on, row, earlier).await?; // a nonce is not asked for in two places
    }
    Ok(post(on, row, timer, channel, &card).await)
}

/// Posts with the nonce that this promise always has.
async fn post(
    on: &Scheduler,
    row: &Claimed,
    timer: &Timer,
    channel: ChannelId,
    card: &Card,
) -> Ending {
    let nonce = nonce(&format!("{timer} {}", row.due.timestamp_micros()));
    let going = Going {
        channel,
        marker: marker(card),
    };
    let stamp = || async {
        let stamped = tokio::time::timeout(LAST_LOOK, async {
            let mut db = on.app.db.acquire().await?;
            timers::stamp_sending(&mut db, row.id, row.attempt, going, on.app.clock.now()).await
        });
        matches!(stamped.await, Ok(Ok(true)))
    };
    match on
        .out
        .post_if(channel, card, &nonce, urgency(timer), stamp)
        .await
    {
        Ok(Some(message)) => Ending::Sent { channel, message },
        Ok(None) => Ending::Lost,
        // Discord remembers the nonce and finds its message deleted: it was sent.
        Err(SendError::Hopeless(Hopeless::MessageGone)) => Ending::Done,
        // Where Discord named a time it did nothing. A 500 may have had its effect all the same.
        Err(SendError::Again { after }) => {
            let nothing_sent = after.is_some() && row.unsettled.is_none();
            Ending::Later {
                after,
                why: Why::Again,
                nothing_sent,
            }
        }
        Err(SendError::Unsure) => Ending::Later {
            after: None,
            why: Why::Unsure,
            nothing_sent: false,
        },
        Err(error) => trouble(error),
    }
}

/// Edits; the same again changes nothing.
async fn edit(
    on: &Scheduler,
    timer: &Timer,
    channel: ChannelId,
    message: MessageId,
    card: &Card,
) -> Result<Ending, Ending> {
    match on.out.edit(channel, message, card, urgency(timer)).await {
        Ok(()) | Err(SendError::Hopeless(Hopeless::MessageGone)) => Ok(Ending::Done),
        Err(error) => Err(trouble(error)),
    }
}

/// Where this person reads direct messages.
async fn direct_messages(
    on: &Scheduler,
    open: Option<&Unsettled>,
    user: UserId,
) -> Result<ChannelId, Ending> {
    match open.and_then(|earlier| earlier.channel) {
        Some(channel) => Ok(channel),
        None => on.out.open_dm(user).await.map_err(trouble),
    }
}

/// Looks in the channel for what an earlier request may have left there; goes on only if it surely
/// left nothing.
async fn look(on: &Scheduler, row: &Claimed, earlier: &Unsettled) -> Result<(), Ending> {
    let (Some(channel), Some(marker)) = (earlier.channel, &earlier.marker) else {
        return Err(Ending::Skipped(Why::Unknown));
    };
    let too_late = on.app.clock.now() - earlier.since > GRACE;
    match on.out.find_own(channel, earlier.since, marker).await {
        Ok(Some(message)) => Err(Ending::Sent { channel, message }),
        Ok(None) => {
            let cleared = async {
                timers::nothing_sent(&mut *on.app.db.acquire().await?, row.id, row.attempt).await
            };
            cleared.await.map_err(|error| broken(row, &error))
        }
        Err(SendError::Again { .. } | SendError::Unsure) if too_late => {
            Err(Ending::Skipped(Why::Unknown))
        }
        Err(SendError::Hopeless(hopeless)) if hopeless != Hopeless::ChannelGone => {
            Err(Ending::Skipped(Why::Unknown))
        }
        Err(error) => Err(trouble(error)),
    }
}

/// What a refusal means where the same request can be made again freely.
fn trouble(error: SendError) -> Ending {
    match error {
        SendError::Again { after } => Ending::Later {
            after,
            why: Why::Again,
            nothing_sent: false,
        },
        SendError::Unsure => Ending::Later {
            after: None,
            why: Why::Again,
            nothing_sent: false,
        },
        SendError::Hopeless(hopeless) => Ending::Failed(hopeless),
        SendError::Stopped => Ending::TokenRefused,
    }
}

/// There is nothing to send.
fn nothing(timer: &Timer, late: TimeDelta) -> Ending {
    match timer.posts() {
        true if late > GRACE => Ending::Skipped(Why::Late),
        true => Ending::Skipped(Why::NotWanted),
        false => Ending::Done,
    }
}

/// Whether Discord still answers the same nonce with the first message. A clock that was set back says
/// nothing about it.
fn nonce_is_known(since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    (now - since).abs() < NONCE_KNOWN
}

fn urgency(timer: &Timer) -> Urgency {
    match timer {
        Timer::InviteOver { .. }
        | Timer::Reveal { .. }
        | Timer::Unveil { .. }
        | Timer::Resume { .. }
        | Timer::Nudge { .. }
        | Timer::Suggest { .. }
        | Timer::Ended { .. } => Urgency::Exact,
        Timer::Prompt { .. } | Timer::Quiet { .. } => Urgency::Prompt,
        Timer::Feedback { .. }
        | Timer::Purge { .. }
        | Timer::Forget { .. }
        | Timer::Tidy { .. } => Urgency::Tidy,
    }
}

/// The id of the first thing to press on a card, by which Tend knows its own message again.
fn marker(card: &Card) -> Option<&str> {
    card.rows.iter().find_map(|row| match row {
        Row::Buttons(buttons) => buttons.iter().find_map(|button| match &button.press {
            Press::Id(id) => Some(id.as_str()),
            Press::Link(_) => None,
        }),
        Row::Select(select) => Some(select.id.as_str()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CoupleId, RoundId};

    #[test]
    fn a_nonce_is_known_for_a_minute() {
        let since: DateTime<Utc> = "2026-03-01T19:00:00Z".parse().expect("an instant");
        assert!(nonce_is_known(since, since + TimeDelta::seconds(59)));
        assert!(!nonce_is_known(since, since + TimeDelta::seconds(60)));
        assert!(
            !nonce_is_known(since, since - TimeDelta::hours(1)),
            "a clock set back says nothing"
        );
    }

    #[test]
    fn nothing_to_post_is_skipped_with_a_reason_and_nothing_to_keep_is_done() {
        let week = "2026-03-02".parse().expect("a date");
        let prompt = Timer::Prompt {
            couple: CoupleId(1),
            week,
        };
        assert_eq!(
            nothing(&prompt, TimeDelta::hours(13)),
            Ending::Skipped(Why::Late)
        );
        assert_eq!(
            nothing(&prompt, TimeDelta::hours(12)),
            Ending::Skipped(Why::NotWanted)
        );
        assert_eq!(
            nothing(&Timer::Purge { round: RoundId(1) }, TimeDelta::hours(13)),
            Ending::Done
        );
    }
}
