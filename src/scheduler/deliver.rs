//! One promise: asks its feature what to do, and does it on Discord.
//!
//! How one message is sent once: the row is stamped right before the request, by the same statement that
//! looks at its lease. Where the effect of a request is not known, Tend looks for its own button in the
//! channel before it posts again. Where it cannot look, it trusts the nonce for as long as Discord surely
//! remembers it, and after that sends nothing (spec/reliability.md). The nonce is always the same, so that
//! a request that is still under way cannot become a second message either.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;

use super::Scheduler;
use super::ending::{After, Ending, Why, broken, record};
use crate::discord::{Hopeless, Posting, SendError, Urgency, nonce};
use crate::domain::couple::Unreachable;
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

/// What is known of the requests before this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SoFar {
    NothingSent,
    /// The first of them was made at this instant, and it cannot be seen now what it did.
    PerhapsSent(DateTime<Utc>),
}

const NOT_FOUND_OUT: Ending = Ending::Later {
    after: None,
    why: Why::Unsure,
    nothing_sent: false,
};

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
    let open = row.unsettled.as_ref();
    let so_far = match open {
        None => SoFar::NothingSent,
        Some(earlier) => look(on, row, earlier).await?,
    };
    let due = {
        let _turn = on.desk.acquire().await;
        let due = features::due(&on.app, timer, row.due).await;
        due.map_err(|error| broken(row, &error))?
    };
    let (to, card, reply_to) = match due {
        Due::Post {
            channel,
            card,
            reply_to,
        } => (channel, card, reply_to),
        Due::Whisper { user, card } => (direct_messages(on, open, user).await?, card, None),
        Due::Edit {
            channel,
            message,
            card,
        } => return edit(on, timer, channel, message, &card).await,
        // It may have been sent before this was so: to be found out first.
        Due::Nothing | Due::Later(_) | Due::Shut(_) if so_far != SoFar::NothingSent => {
            return Err(NOT_FOUND_OUT);
        }
        Due::Nothing => return Ok(nothing(timer, on.app.clock.now() - row.due)),
        Due::Later(at) => return Ok(Ending::Postponed(at)),
        Due::Shut(Unreachable::Gone) => return Ok(Ending::Failed(Hopeless::ChannelGone)),
        Due::Shut(Unreachable::NoAccess) => return Ok(Ending::Failed(Hopeless::NoAccess)),
    };
    if so_far != SoFar::NothingSent && open.and_then(|earlier| earlier.channel) != Some(to) {
        return Err(NOT_FOUND_OUT); // a nonce is known in one place
    }
    Ok(post(on, row, timer, so_far, (Posting { to, reply_to }, &card)).await)
}

/// Posts with the nonce that this promise always has.
async fn post(
    on: &Scheduler,
    row: &Claimed,
    timer: &Timer,
    so_far: SoFar,
    (place, card): (Posting, &Card),
) -> Ending {
    let this = format!("{timer} {}", row.due.timestamp_micros());
    let nonce = nonce(&on.app.vault.keyed_hash("nonce", &this));
    let channel = place.to;
    let going = Going {
        channel,
        marker: marker(card),
    };
    let stamp = || async {
        let now = on.app.clock.now();
        if let SoFar::PerhapsSent(since) = so_far
            && !nonce_is_known(since, now)
        {
            return false; // it waited for its turn too long to be sure
        }
        let stamped = tokio::time::timeout(LAST_LOOK, async {
            let mut db = on.app.db.acquire().await?;
            timers::stamp_sending(&mut db, row.id, row.attempt, going, now).await
        });
        matches!(stamped.await, Ok(Ok(true)))
    };
    match on
        .out
        .post_if(place, card, &nonce, urgency(timer), stamp)
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
        Err(error) => refusal(error),
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
        None => on.out.open_dm(user).await.map_err(refusal),
    }
}

/// Looks in the channel for what an earlier request may have left there.
async fn look(on: &Scheduler, row: &Claimed, earlier: &Unsettled) -> Result<SoFar, Ending> {
    let now = on.app.clock.now();
    let known = nonce_is_known(earlier.since, now);
    let too_late = now - earlier.since > GRACE;
    let perhaps = SoFar::PerhapsSent(earlier.since);
    let (Some(channel), Some(marker)) = (earlier.channel, &earlier.marker) else {
        return if known {
            Ok(perhaps)
        } else {
            Err(Ending::Skipped(Why::Unknown))
        };
    };
    match on.out.find_own(channel, earlier.since, marker).await {
        Ok(Some(message)) => Err(Ending::Sent { channel, message }),
        Ok(None) if known => Ok(SoFar::NothingSent), // still stamped: it may be under way
        Ok(None) => {
            let cleared = async {
                timers::nothing_sent(&mut *on.app.db.acquire().await?, row.id, row.attempt).await
            };
            cleared
                .await
                .map(|()| SoFar::NothingSent)
                .map_err(|error| broken(row, &error))
        }
        Err(error @ (SendError::Stopped | SendError::Hopeless(Hopeless::ChannelGone))) => {
            Err(refusal(error))
        }
        Err(_) if known => Ok(perhaps),
        Err(error @ (SendError::Again { .. } | SendError::Unsure)) if !too_late => {
            Err(trouble(error))
        }
        Err(_) => Err(Ending::Skipped(Why::Unknown)),
    }
}

/// What a refusal means for a message: a place that is closed may be open again within the hour.
fn refusal(error: SendError) -> Ending {
    match error {
        SendError::Hopeless(why @ (Hopeless::ChannelGone | Hopeless::NoAccess)) => {
            Ending::Refused(why)
        }
        error => trouble(error),
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
        | Timer::Reread { .. }
        | Timer::Remind { .. }
        | Timer::Suggest { .. }
        | Timer::News { .. }
        | Timer::Word { .. }
        | Timer::Ended { .. } => Urgency::Exact,
        Timer::Prompt { .. } | Timer::Quiet { .. } => Urgency::Prompt,
        Timer::Closed { .. }
        | Timer::Feedback { .. }
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
