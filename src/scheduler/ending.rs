//! What became of a promise, and how that is written down.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Scheduler;
use crate::discord::Hopeless;
use crate::domain::couple::Unreachable;
use crate::domain::schedule::GRACE;
use crate::domain::{ChannelId, MessageId};
use crate::features;
use crate::store::timers::{self, Claimed};

/// Pauses before another try; the last one repeats.
const PAUSES: [Duration; 6] = [
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(15),
    Duration::from_hours(1),
];
/// The pause after an answer that never came: the first message is soonest found by its nonce.
const SOON: Duration = Duration::from_secs(2);

/// How long a message that was refused waits.
const REFUSED_WAITS: TimeDelta = TimeDelta::hours(1);
/// So many of one couple's messages are tried once more in a week.
const REFUSED_A_WEEK: i64 = 2;
const A_WEEK: TimeDelta = TimeDelta::weeks(1);

/// What the loop needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    Settled,
    Waits,
    TokenRefused,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The message is there, from this request or an earlier one.
    Sent {
        channel: ChannelId,
        message: MessageId,
    },
    /// There was nothing to post, or it was edited, or its message was deleted by hand.
    Done,
    Skipped(Why),
    Failed(Hopeless),
    /// The place was closed: once more within its grace, else failed.
    Refused(Hopeless),
    /// Not wanted before this instant.
    Postponed(DateTime<Utc>),
    /// Another try. `nothing_sent`: so far no request can have had its effect.
    Later {
        after: Option<Duration>,
        why: Why,
        nothing_sent: bool,
    },
    /// It is somebody else's now, or was moved or taken back: nothing was sent.
    Lost,
    TokenRefused,
}

/// Why something waits or was left out, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Ours broke.
    Broken,
    /// Discord said *later*, or was unwell.
    Again,
    /// Discord's answer never came.
    Unsure,
    /// Past its grace.
    Late,
    /// The feature found nothing to post: the couple rests, or it is no longer of use.
    NotWanted,
    /// Whether an earlier request had its effect can no longer be found out.
    Unknown,
}

impl Why {
    fn text(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Again => "again",
            Self::Unsure => "unsure",
            Self::Late => "late",
            Self::NotWanted => "not_wanted",
            Self::Unknown => "unknown",
        }
    }
}

impl Ending {
    pub fn after(self) -> After {
        match self {
            Self::Later { .. } | Self::Refused(_) => After::Waits,
            Self::TokenRefused => After::TokenRefused,
            Self::Sent { .. }
            | Self::Done
            | Self::Skipped(_)
            | Self::Failed(_)
            | Self::Postponed(_)
            | Self::Lost => After::Settled,
        }
    }
}

/// Writes down what became of it, in one transaction with all that follows from it.
pub(super) async fn record(on: &Scheduler, row: &Claimed, ending: Ending) -> anyhow::Result<()> {
    let _turn = on.desk.acquire().await;
    let now = on.app.clock.now();
    let (id, attempt) = (row.id, row.attempt);
    let mut tx = on.app.db.begin().await?;
    match ending {
        Ending::Sent { channel, message } => {
            let first = timers::done(&mut tx, id, attempt, Some((channel, message)), now).await?;
            if first && let Ok(timer) = &row.timer {
                features::sent(&mut tx, timer, channel, message).await?;
            }
        }
        Ending::Done => {
            timers::done(&mut tx, id, attempt, None, now).await?;
        }
        Ending::Skipped(why) => {
            timers::skipped(&mut tx, id, attempt, why.text(), now).await?;
        }
        Ending::Failed(hopeless) => failed(&mut tx, row, hopeless, now).await?,
        Ending::Refused(hopeless) => {
            let others = timers::refused_since(&mut tx, row, now - A_WEEK).await?;
            match once_more(row.due, row.refused, others, now) {
                Some(at) => timers::refused(&mut tx, row, at).await?,
                None => failed(&mut tx, row, hopeless, now).await?,
            }
        }
        Ending::Postponed(at) => timers::postpone(&mut tx, id, attempt, at).await?,
        Ending::Later {
            after,
            why,
            nothing_sent,
        } => {
            if nothing_sent {
                timers::nothing_sent(&mut tx, id, attempt).await?;
            }
            let pause = pause(row.retries, why, after);
            timers::later(&mut tx, id, attempt, now + pause, why.text()).await?;
        }
        Ending::Lost | Ending::TokenRefused => return Ok(()),
    }
    tx.commit().await?;
    Ok(())
}

/// It cannot be done, and what follows from that.
async fn failed(
    tx: &mut PgConnection,
    row: &Claimed,
    hopeless: Hopeless,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let first = timers::failed(&mut *tx, row.id, row.attempt, name(hopeless), now).await?;
    if first && let Ok(timer) = &row.timer {
        if unreachable(hopeless).is_none() && hopeless != Hopeless::DmClosed {
            tracing::error!(
                timer.kind = timer.kind(),
                why = name(hopeless),
                "Discord found a message of ours wrong"
            );
        }
        features::failed(tx, timer, unreachable(hopeless), now).await?;
    }
    Ok(())
}

/// When a message that was refused is tried once more: in an hour, within its grace, and for no more than
/// two of one couple's messages in a week.
fn once_more(
    due: DateTime<Utc>,
    refused: i16,
    others: i64,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let again = now + REFUSED_WAITS;
    (refused == 0 && others < REFUSED_A_WEEK && again - due <= GRACE).then_some(again)
}

/// Ours broke: logged when it begins, then tried again until somebody has mended it.
pub(super) fn broken(row: &Claimed, error: &anyhow::Error) -> Ending {
    let known = row.waits.as_deref() == Some(Why::Broken.text());
    if known || database_is_away(error) {
        // Said before; or the loop says it once for all of them.
        tracing::debug!(timer = row.id.0, "still not kept: {error:#}");
    } else {
        tracing::error!(
            timer = row.id.0,
            "a promise could not be kept and is tried again: {error:#}"
        );
    }
    Ending::Later {
        after: None,
        why: Why::Broken,
        nothing_sent: false,
    }
}

/// Whether nothing is wrong but that the database cannot be reached or cannot work.
fn database_is_away(error: &anyhow::Error) -> bool {
    use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut};
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<sqlx::Error>())
        .any(|error| match error {
            Io(_) | PoolTimedOut | PoolClosed => true,
            // Connections, resources, operators, the machine's own errors; read-only after a failover.
            Database(error) => error.code().is_some_and(|code| {
                ["08", "53", "55", "57", "58"]
                    .iter()
                    .any(|class| code.starts_with(class))
                    || code == "25006"
            }),
            _ => false,
        })
}

/// How long to wait before the next try.
fn pause(retries: i32, why: Why, after: Option<Duration>) -> Duration {
    let retries = usize::try_from(retries).unwrap_or(0);
    let own = if why == Why::Unsure && retries == 0 {
        SOON
    } else {
        PAUSES[retries.min(PAUSES.len() - 1)]
    };
    own.max(after.unwrap_or_default())
}

/// Whether the place was closed.
fn unreachable(hopeless: Hopeless) -> Option<Unreachable> {
    match hopeless {
        Hopeless::ChannelGone => Some(Unreachable::Gone),
        Hopeless::NoAccess => Some(Unreachable::NoAccess),
        Hopeless::MessageGone | Hopeless::NoReply | Hopeless::DmClosed | Hopeless::Invalid => None,
    }
}

fn name(hopeless: Hopeless) -> &'static str {
    match hopeless {
        Hopeless::ChannelGone => "channel_gone",
        Hopeless::NoAccess => "no_access",
        Hopeless::MessageGone => "message_gone",
        Hopeless::NoReply => "no_reply",
        Hopeless::DmClosed => "dm_closed",
        Hopeless::Invalid => "invalid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_waits_longer_up_to_an_hour() {
        let waits: Vec<u64> = (0..8)
            .map(|retries| pause(retries, Why::Again, None).as_secs())
            .collect();
        assert_eq!(waits, [5, 15, 60, 300, 900, 3600, 3600, 3600]);
    }

    #[test]
    fn what_discord_asked_to_wait_is_waited() {
        assert_eq!(
            pause(0, Why::Again, Some(Duration::from_hours(2))),
            Duration::from_hours(2)
        );
        assert_eq!(
            pause(3, Why::Again, Some(Duration::from_secs(1))),
            Duration::from_mins(5)
        );
    }

    #[test]
    fn what_was_refused_is_tried_once_more_in_an_hour_and_for_two_messages_a_week() {
        let due: DateTime<Utc> = "2026-03-01T19:00:00Z".parse().expect("an instant");
        let check = |late: i64, refused, others, again: bool| {
            let now = due + TimeDelta::hours(late);
            let expected = again.then_some(now + TimeDelta::hours(1));
            assert_eq!(
                once_more(due, refused, others, now),
                expected,
                "{late} {refused} {others}"
            );
        };
        check(0, 0, 0, true);
        check(0, 1, 0, false);
        check(0, 0, 1, true);
        check(0, 0, 2, false);
        check(11, 0, 0, true);
        check(12, 0, 0, false);
    }

    #[test]
    fn an_answer_that_never_came_is_asked_for_again_while_its_nonce_is_known() {
        let tries: Vec<u64> = (0..3)
            .map(|retries| pause(retries, Why::Unsure, None).as_secs())
            .collect();
        assert_eq!(tries, [2, 15, 60]);
    }
}
