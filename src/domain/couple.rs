//! Two people, their channel and their hour; who is resting, who has left.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::answer::Sharings;
use super::schedule::{Beat, Slot};
use super::{ChannelId, CoupleId, Partner, UserId};

/// Two people who tend together in one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Couple {
    pub id: CoupleId,
    pub guild: u64,
    pub channel: ChannelId,
    /// The couple's own hour, on the couple's own clock.
    pub slot: Slot,
    /// 0: answers open as soon as both are in; else this many days after the prompt, same hour.
    pub reveal_days: u8,
    /// In which weeks the prompt comes.
    pub beat: Beat,
    pub started_at: DateTime<Utc>,
    /// Why the channel could not be reached at the last try.
    pub unreachable: Option<Unreachable>,
    /// When the last rest ended: a round it touched is neutral.
    pub rested_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// In the order of [`Partner`].
    pub people: [Person; 2],
}

/// Why Tend cannot post where the couple lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreachable {
    Gone,
    NoAccess,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub user: UserId,
    /// This person's own wall clock (IANA name).
    pub zone: String,
    pub consented_at: DateTime<Utc>,
    pub consent_version: String,
    pub streak_hidden: bool,
    /// How this person wants each part shared at first.
    pub sharing: Sharings,
    pub rest: Option<Rest>,
    pub left: Option<Left>,
}

/// A pause that one of them asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    pub since: DateTime<Utc>,
    /// None: until they return.
    pub until: Option<DateTime<Utc>>,
    /// They chose to say that it is them, and until when.
    pub told: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    pub at: DateTime<Utc>,
    /// The other is told one neutral line; else it reads as any rest.
    pub told: bool,
}

/// How long an ended couple's rows are kept, so that the other can still export.
pub const KEEP_ENDED: TimeDelta = TimeDelta::days(30);
/// How long drafts, and answers of a round that closed unrevealed, are kept after it closed.
pub const KEEP_UNREVEALED: TimeDelta = TimeDelta::days(14);

impl Couple {
    pub fn person(&self, who: Partner) -> &Person {
        &self.people[who as usize]
    }

    /// Which of the two this person is.
    pub fn partner_of(&self, user: UserId) -> Option<Partner> {
        [Partner::One, Partner::Two]
            .into_iter()
            .find(|who| self.person(*who).user == user)
    }

    /// Whether everything is silent at `now`: somebody rests, or has left. Nobody can tell which.
    pub fn rests(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_some() || self.people.iter().any(|person| person.rests(now))
    }

    /// When the couple ended, as far as this person may know: they left themselves, or were told.
    /// Where the other left without a line it reads as any rest (spec/rulings.md 10).
    pub fn ended_for(&self, who: Partner) -> Option<DateTime<Utc>> {
        let knows = self.person(who).left.is_some()
            || self.person(who.other()).left.is_some_and(|left| left.told);
        self.ended_at.filter(|_| knows)
    }
}

impl Person {
    /// Whether this person's own rest is on.
    pub fn rests(&self, now: DateTime<Utc>) -> bool {
        self.rest
            .is_some_and(|rest| rest.until.is_none_or(|until| until > now))
    }
}

/// A joint setting that one suggests and the other may agree to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Another hour, from the next local week on.
    Slot {
        zone: String,
        weekday: u8,
        minute: u16,
    },
    /// When answers open (0: as soon as both are in).
    Reveal { days: u8 },
    /// How often: every week, or every two.
    Every { weeks: u8 },
    /// Another channel.
    Move { guild: u64, channel: u64 },
}
