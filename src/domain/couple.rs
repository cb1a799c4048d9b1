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
    /// Something could not reach them, and is told them at their next command.
    pub untold: bool,
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
        let silent = |person: &Person| person.left.is_some() || person.rests(now);
        self.people.iter().any(silent)
    }

    /// When the couple ended, as far as this person may know: when they left themselves, or when the other did and
    /// they were told. Where the other left without a line it reads as any rest.
    pub fn ended_for(&self, who: Partner) -> Option<DateTime<Utc>> {
        let told = self.person(who.other()).left.filter(|left| left.told);
        let known = self.person(who).left.or(told);
        known.map(|left| left.at)
    }

    /// Whether the last day that this person was told of is over: nothing here is theirs any more.
    pub fn is_over_for(&self, who: Partner, now: DateTime<Utc>) -> bool {
        self.ended_for(who)
            .is_some_and(|ended| ended + KEEP_ENDED <= now)
    }

    /// When all that is this person's is deleted; none as long as nobody has left. For whoever was not told that
    /// the other left it is a day they do not know of, so it decides what is deleted, and is never shown.
    pub fn deleted_at(&self, who: Partner) -> Option<DateTime<Utc>> {
        let left = self.person(who.other()).left.map(|left| left.at);
        let ended = self.ended_for(who).or(left)?;
        Some(ended + KEEP_ENDED)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::schedule::monday_of;

    fn day(day: u32) -> DateTime<Utc> {
        format!("2026-03-{day:02}T12:00:00Z")
            .parse()
            .expect("an instant")
    }

    /// `told@3`: they left on the third and the other was told; `silent@3`; `-`: they did not leave.
    fn person(user: u64, left: &str) -> Person {
        let left = left.split_once('@').map(|(how, on)| Left {
            at: day(on.parse().expect("a day")),
            told: how == "told",
        });
        Person {
            user: UserId(user),
            zone: "UTC".to_owned(),
            consented_at: day(1),
            consent_version: String::new(),
            streak_hidden: false,
            sharing: Sharings::default(),
            rest: None,
            left,
            untold: false,
        }
    }

    fn couple(one: &str, two: &str) -> Couple {
        Couple {
            id: CoupleId(1),
            guild: 1,
            channel: ChannelId(1),
            slot: Slot {
                zone: "UTC".to_owned(),
                weekday: chrono::Weekday::Sun,
                minute: 0,
            },
            reveal_days: 0,
            beat: Beat {
                weeks: 1,
                from: monday_of(day(1).date_naive()),
            },
            started_at: day(1),
            unreachable: None,
            rested_at: None,
            people: [person(1, one), person(2, two)],
        }
    }

    /// What the first of them may know, and when theirs is deleted, as days in March and days after those.
    fn check(one: &str, two: &str, ended: Option<u32>, deleted: Option<u32>) {
        let couple = couple(one, two);
        let who = Partner::One;
        assert_eq!(couple.ended_for(who), ended.map(day), "{one}, {two}");
        let deleted = deleted.map(|ended| day(ended) + KEEP_ENDED);
        assert_eq!(couple.deleted_at(who), deleted, "{one}, {two}");
        for now in [day(1), day(20)] {
            assert_eq!(couple.rests(now), one != "-" || two != "-", "{one}, {two}");
            assert!(!couple.is_over_for(who, now), "{one}, {two}");
        }
        let later = day(20) + KEEP_ENDED;
        assert_eq!(
            couple.is_over_for(who, later),
            ended.is_some(),
            "{one}, {two}"
        );
    }

    #[test]
    fn whether_it_has_ended_is_a_question_about_a_person() {
        check("-", "-", None, None);
        check("silent@3", "-", Some(3), Some(3));
        check("told@3", "-", Some(3), Some(3));
        check("-", "told@3", Some(3), Some(3));
        check("-", "silent@3", None, Some(3));
        // Who leaves second has a day of their own, whether or not they knew of the first.
        check("silent@9", "silent@3", Some(9), Some(9));
        check("told@9", "silent@3", Some(9), Some(9));
        check("silent@9", "told@3", Some(9), Some(9));
        check("silent@3", "told@9", Some(3), Some(3));
    }
}
