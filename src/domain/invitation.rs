//! Asking somebody to tend together: who may ask, how often, and for how long it stands.

use chrono::{DateTime, TimeDelta, Utc};

use super::schedule::Slot;
use super::{ChannelId, InvitationId, MessageId, UserId};

/// An invitation being prepared or standing in the channel. It never names the invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub inviter: UserId,
    pub guild: u64,
    pub channel: ChannelId,
    pub slot: Slot,
    pub consent_version: String,
    pub created_at: DateTime<Utc>,
    pub posted_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    pub message: Option<MessageId>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// How long an invitation stands.
pub const STANDS: TimeDelta = TimeDelta::days(7);
/// How long a page on which one is prepared can be used.
pub const PREPARED: TimeDelta = TimeDelta::days(1);
/// At most this many invitations may one person post within [`WINDOW`].
pub const AT_MOST: usize = 3;
pub const WINDOW: TimeDelta = TimeDelta::days(30);

/// Why an invitation cannot be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotInvite {
    /// One of theirs still stands.
    OneIsOpen,
    /// Three within the month.
    Enough { again: DateTime<Utc> },
}

impl Invitation {
    /// Whether it can still be accepted.
    pub fn stands(&self, now: DateTime<Utc>) -> bool {
        self.closed_at.is_none() && now < self.expires_at
    }
}

/// Whether somebody may post one more, given those they posted before.
pub fn may_post(earlier: &[Invitation], now: DateTime<Utc>) -> Result<(), CannotInvite> {
    let posted: Vec<&Invitation> = earlier.iter().filter(|i| i.posted_at.is_some()).collect();
    if posted.iter().any(|i| i.stands(now)) {
        return Err(CannotInvite::OneIsOpen);
    }
    let mut recent: Vec<DateTime<Utc>> = posted
        .iter()
        .filter_map(|i| i.posted_at)
        .filter(|at| *at + WINDOW > now)
        .collect();
    recent.sort_unstable();
    match recent.len().checked_sub(AT_MOST) {
        None => Ok(()),
        Some(first) => Err(CannotInvite::Enough {
            again: recent[first] + WINDOW,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(day)
    }

    fn posted(on: i64, closed: bool) -> Invitation {
        Invitation {
            id: InvitationId(on),
            inviter: UserId(1),
            guild: 1,
            channel: ChannelId(1),
            slot: Slot {
                zone: "UTC".into(),
                weekday: chrono::Weekday::Sun,
                minute: 0,
            },
            consent_version: "1".into(),
            created_at: day(on),
            posted_at: Some(day(on)),
            expires_at: day(on) + STANDS,
            message: None,
            closed_at: closed.then(|| day(on)),
        }
    }

    #[test]
    fn one_stands_at_a_time() {
        assert_eq!(
            may_post(&[posted(100, false)], day(106)),
            Err(CannotInvite::OneIsOpen)
        );
        assert_eq!(may_post(&[posted(100, false)], day(107)), Ok(()));
        assert_eq!(may_post(&[posted(100, true)], day(101)), Ok(()));
    }

    #[test]
    fn three_a_month_are_enough() {
        let three = [posted(100, true), posted(110, true), posted(120, true)];
        assert_eq!(
            may_post(&three, day(121)),
            Err(CannotInvite::Enough { again: day(130) })
        );
        assert_eq!(may_post(&three, day(130)), Ok(()));
        assert_eq!(may_post(&three[..2], day(121)), Ok(()));
    }
}
