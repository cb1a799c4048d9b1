//! Questions kept for an agreed hour, and something to tell: who may do what with them, and when.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, Utc};

use super::schedule::Slot;
use super::zones::{NoSuchZone, Zones};
use super::{CoupleId, Partner};

/// So many questions at most are with the one asked after an hour has begun.
pub const PER_HOUR: usize = 3;
/// So many that are not answered may be kept by one person.
pub const MOST: usize = 30;
/// So many things to tell that are not opened may be kept by one person.
pub const MOST_TO_TELL: usize = 5;
/// How long what was answered or opened stays readable for both.
pub const KEEP: TimeDelta = TimeDelta::days(180);
/// How long an agreed hour lasts: what could not be delivered in it waits for the next one.
pub const LASTS: TimeDelta = TimeDelta::hours(1);
/// The furthest day that may be chosen.
pub const AHEAD: u16 = 180;

/// Why something cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is not this person's to do, or not theirs to know of.
    NotTheirs,
    /// It has been delivered, or heard, and can no longer be changed.
    Delivered,
    /// It has been answered.
    Answered,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// With its author alone.
    Queued,
    /// With the one asked.
    Delivered,
    /// That one needs time: until then; without a time, until the next hour.
    NeedsTime(Option<DateTime<Utc>>),
    /// It is for a conversation with a therapist.
    Therapist,
    Answered,
}

/// A question of one for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    pub id: i64,
    pub couple: CoupleId,
    /// The one who asks.
    pub by: Partner,
    pub state: State,
    pub asked_at: DateTime<Utc>,
    pub delivered_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    /// The one who asked has opened the answer.
    pub read_at: Option<DateTime<Utc>>,
    /// Counts the changes.
    pub moves: i32,
}

/// What one of the two may want to do with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Change,
    TakeBack,
    /// Answer it, ask for time, keep it for a therapist.
    Answer,
}

impl Question {
    /// Whether this person may do this now.
    pub fn may(&self, who: Partner, deed: Deed) -> Result<(), Refused> {
        let asks = who == self.by;
        match (deed, self.state) {
            (Deed::Change | Deed::TakeBack, _) if !asks => Err(Refused::NotTheirs),
            (Deed::Answer, _) if asks => Err(Refused::NotTheirs),
            (Deed::Answer, State::Queued) => Err(Refused::NotTheirs),
            (_, State::Answered) => Err(Refused::Answered),
            (Deed::Change, State::Queued) | (Deed::TakeBack | Deed::Answer, _) => Ok(()),
            (Deed::Change, _) => Err(Refused::Delivered),
        }
    }

    /// Whether it is before the one asked, to be answered or not.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        match self.state {
            State::Delivered => true,
            State::NeedsTime(until) => until.is_some_and(|until| until <= now),
            State::Queued | State::Therapist | State::Answered => false,
        }
    }
}

/// Which of these questions, told oldest first, are delivered to this person in an hour that begins now: the
/// oldest, beside those that are with them already never more than [`PER_HOUR`].
pub fn to_deliver(questions: &[Question], to: Partner, now: DateTime<Utc>) -> Vec<i64> {
    let theirs = || questions.iter().filter(|question| question.by != to);
    let there = theirs().filter(|question| question.is_open(now)).count();
    let waiting = theirs()
        .filter(|question| matches!(question.state, State::Queued | State::NeedsTime(None)));
    let room = PER_HOUR.saturating_sub(there);
    waiting.take(room).map(|question| question.id).collect()
}

/// When questions are delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    Weekly(Slot),
    Once { at: DateTime<Utc>, zone: String },
}

/// An hour for questions that one suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hour {
    pub id: i64,
    pub couple: CoupleId,
    /// The one who suggested it.
    pub by: Partner,
    pub when: When,
    pub suggested_at: DateTime<Utc>,
    pub agreed: bool,
    pub over: bool,
}

impl Hour {
    /// Whether it holds. A single one is over when it has passed.
    pub fn is_agreed(&self, now: DateTime<Utc>) -> bool {
        let past = matches!(self.when, When::Once { at, .. } if at + LASTS <= now);
        self.agreed && !self.over && !past
    }

    /// Whether the other can still agree to it.
    pub fn is_suggested(&self, now: DateTime<Utc>) -> bool {
        let past = matches!(self.when, When::Once { at, .. } if at <= now);
        !self.agreed && !self.over && !past
    }
}

impl When {
    /// The next one after this instant, with its number: that of its week, or 1.
    pub fn next(
        &self,
        zones: &Zones,
        after: DateTime<Utc>,
    ) -> Result<Option<(i32, DateTime<Utc>)>, NoSuchZone> {
        Ok(match self {
            Self::Once { at, .. } => (*at > after).then_some((1, *at)),
            Self::Weekly(slot) => {
                let next = slot.next_after(zones, after)?;
                Some((number_of(next.week), next.due))
            }
        })
    }

    /// When the one with this number is.
    pub fn at(&self, zones: &Zones, number: i32) -> Result<DateTime<Utc>, NoSuchZone> {
        match self {
            Self::Once { at, .. } => Ok(*at),
            Self::Weekly(slot) => Ok(slot.in_week(zones, monday_of(number))?.due),
        }
    }
}

/// Weeks are counted from the first Monday there is.
fn number_of(monday: NaiveDate) -> i32 {
    monday.num_days_from_ce().div_euclid(7)
}

fn monday_of(number: i32) -> NaiveDate {
    let days = u64::try_from(number).unwrap_or_default() * 7;
    NaiveDate::from_ymd_opt(1, 1, 1)
        .and_then(|first| first.checked_add_days(Days::new(days)))
        .unwrap_or_default()
}

/// What becomes of an hour that one of the two suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggested {
    /// It stands in the channel, for the other to decide.
    New,
    /// The other had suggested the same: both agree.
    Agreed,
    /// The other was first with another one: that is answered before.
    TheirsFirst,
}

/// What one more suggestion meets: `open` is what stands already.
pub fn suggest(open: Option<&Hour>, by: Partner, when: &When) -> Suggested {
    match open {
        Some(open) if open.by != by && open.when == *when => Suggested::Agreed,
        Some(open) if open.by != by => Suggested::TheirsFirst,
        _ => Suggested::New,
    }
}

/// Where something to tell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    Draft,
    /// The listener is asked from then on how they want to hear it.
    Offered(DateTime<Utc>),
    /// The listener wants to hear it then.
    Later(DateTime<Utc>),
    /// The listener wants to hear it with somebody there.
    WithSomebody,
    Opened,
}

/// Something that one wants to tell the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToTell {
    pub id: i64,
    pub couple: CoupleId,
    /// The one who tells.
    pub by: Partner,
    pub state: Telling,
    /// The teller wishes that somebody be there.
    pub company: bool,
    pub made_at: DateTime<Utc>,
    pub moves: i32,
}

/// What one of the two may want to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TellDeed {
    /// Write it, change it, say when.
    Prepare,
    TakeBack,
    /// Look at the note, choose when, open the words.
    Hear,
}

impl ToTell {
    /// Whether this person may do this now.
    pub fn may(&self, who: Partner, deed: TellDeed, now: DateTime<Utc>) -> Result<(), Refused> {
        let tells = who == self.by;
        match deed {
            TellDeed::Prepare | TellDeed::TakeBack if !tells => Err(Refused::NotTheirs),
            TellDeed::Prepare if self.is_known(now) => Err(Refused::Delivered),
            TellDeed::TakeBack if self.state == Telling::Opened => Err(Refused::Delivered),
            TellDeed::Hear if tells || !self.is_known(now) => Err(Refused::NotTheirs),
            TellDeed::Prepare | TellDeed::TakeBack | TellDeed::Hear => Ok(()),
        }
    }

    /// Whether the listener knows that there is something.
    pub fn is_known(&self, now: DateTime<Utc>) -> bool {
        match self.state {
            Telling::Draft => false,
            Telling::Offered(from) => from <= now,
            Telling::Later(_) | Telling::WithSomebody | Telling::Opened => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    const ONE: Partner = Partner::One;
    const TWO: Partner = Partner::Two;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn now() -> DateTime<Utc> {
        at("2026-03-04T20:00:00Z")
    }

    fn question(id: i64, state: State) -> Question {
        Question {
            id,
            couple: CoupleId(1),
            by: ONE,
            state,
            asked_at: now() - TimeDelta::days(10 - id),
            delivered_at: None,
            answered_at: None,
            read_at: None,
            moves: 0,
        }
    }

    #[test]
    fn only_the_right_one_may_and_only_in_time() {
        use Refused::{Answered, Delivered, NotTheirs};
        let time = State::NeedsTime(None);
        for (state, who, deed, expected) in [
            (State::Queued, ONE, Deed::Change, Ok(())),
            (State::Queued, TWO, Deed::Change, Err(NotTheirs)),
            (State::Queued, ONE, Deed::TakeBack, Ok(())),
            (State::Queued, TWO, Deed::Answer, Err(NotTheirs)),
            (State::Delivered, ONE, Deed::Change, Err(Delivered)),
            (State::Delivered, ONE, Deed::TakeBack, Ok(())),
            (State::Delivered, TWO, Deed::TakeBack, Err(NotTheirs)),
            (State::Delivered, ONE, Deed::Answer, Err(NotTheirs)),
            (State::Delivered, TWO, Deed::Answer, Ok(())),
            (time, TWO, Deed::Answer, Ok(())),
            (time, ONE, Deed::Change, Err(Delivered)),
            (State::Therapist, TWO, Deed::Answer, Ok(())),
            (State::Therapist, ONE, Deed::TakeBack, Ok(())),
            (State::Answered, TWO, Deed::Answer, Err(Answered)),
            (State::Answered, ONE, Deed::TakeBack, Err(Answered)),
            (State::Answered, ONE, Deed::Change, Err(Answered)),
        ] {
            let found = question(1, state).may(who, deed);
            assert_eq!(found, expected, "{who:?} {deed:?} {state:?}");
        }
    }

    #[track_caller]
    fn check_delivery(states: &[State], delivered: &[i64]) {
        let all: Vec<_> = (1..)
            .zip(states)
            .map(|(id, state)| question(id, *state))
            .collect();
        assert_eq!(to_deliver(&all, TWO, now()), delivered, "{states:?}");
        assert!(to_deliver(&all, ONE, now()).is_empty(), "{states:?}");
    }

    #[test]
    fn a_few_at_a_time_and_the_oldest_first() {
        use State::{Answered, Delivered, NeedsTime, Queued, Therapist};
        let (past, ahead) = (now() - TimeDelta::days(1), now() + TimeDelta::days(1));
        check_delivery(&[], &[]);
        check_delivery(&[Queued; 4], &[1, 2, 3]);
        check_delivery(&[Delivered, Queued, Queued, Queued], &[2, 3]);
        check_delivery(&[Answered, Therapist, Queued], &[3]);
        check_delivery(&[NeedsTime(None), Queued, Queued, Queued], &[1, 2, 3]);
        check_delivery(&[NeedsTime(Some(ahead)), Queued, Queued], &[2, 3]);
        check_delivery(&[NeedsTime(Some(past)), Delivered, Delivered, Queued], &[]);
    }

    #[test]
    fn an_hour_is_known_by_its_number_across_clock_changes() {
        let zones = Zones::bundled();
        let slot = |weekday, minute| {
            When::Weekly(Slot {
                zone: "Europe/Lisbon".to_owned(),
                weekday,
                minute,
            })
        };
        for (when, after, due) in [
            (
                slot(Weekday::Wed, 1200),
                "2026-03-04T20:00:00Z",
                "2026-03-11T20:00:00Z",
            ),
            (
                slot(Weekday::Wed, 1200),
                "2026-03-28T00:00:00Z",
                "2026-04-01T19:00:00Z",
            ),
            // 01:30 does not exist on the last Sunday of March.
            (
                slot(Weekday::Sun, 90),
                "2026-03-28T00:00:00Z",
                "2026-03-29T01:30:00Z",
            ),
            (
                slot(Weekday::Sun, 90),
                "2026-10-24T00:00:00Z",
                "2026-10-25T00:30:00Z",
            ),
        ] {
            let (number, found) = when.next(&zones, at(after)).unwrap().unwrap();
            assert_eq!(found, at(due));
            assert_eq!(when.at(&zones, number), Ok(found));
        }
        let once = When::Once {
            at: now(),
            zone: "UTC".to_owned(),
        };
        assert_eq!(once.next(&zones, now()), Ok(None));
        let before = now() - TimeDelta::seconds(1);
        assert_eq!(once.next(&zones, before), Ok(Some((1, now()))));
    }

    #[test]
    fn of_two_suggestions_the_first_is_answered_first() {
        let when = |hours| When::Once {
            at: now() + TimeDelta::hours(hours),
            zone: "UTC".to_owned(),
        };
        let open = Hour {
            id: 1,
            couple: CoupleId(1),
            by: ONE,
            when: when(1),
            suggested_at: now(),
            agreed: false,
            over: false,
        };
        for (open, by, hours, expected) in [
            (None, ONE, 1, Suggested::New),
            (Some(&open), ONE, 2, Suggested::New),
            (Some(&open), TWO, 1, Suggested::Agreed),
            (Some(&open), TWO, 2, Suggested::TheirsFirst),
        ] {
            assert_eq!(suggest(open, by, &when(hours)), expected, "{by:?} {hours}");
        }
        assert!(open.is_suggested(now()));
        assert!(!open.is_suggested(now() + TimeDelta::hours(1)));
    }

    #[test]
    fn what_is_to_be_told_is_the_tellers_until_it_is_offered_and_taken_back_until_it_is_opened() {
        use Refused::{Delivered, NotTheirs};
        use TellDeed::{Hear, Prepare, TakeBack};
        let (past, ahead) = (now(), now() + TimeDelta::days(1));
        let (set, offered) = (Telling::Offered(ahead), Telling::Offered(past));
        for (state, prepare, take_back, hear) in [
            (Telling::Draft, Ok(()), Ok(()), Err(NotTheirs)),
            (set, Ok(()), Ok(()), Err(NotTheirs)),
            (offered, Err(Delivered), Ok(()), Ok(())),
            (Telling::Later(ahead), Err(Delivered), Ok(()), Ok(())),
            (Telling::WithSomebody, Err(Delivered), Ok(()), Ok(())),
            (Telling::Opened, Err(Delivered), Err(Delivered), Ok(())),
        ] {
            let telling = ToTell {
                id: 1,
                couple: CoupleId(1),
                by: ONE,
                state,
                company: false,
                made_at: now(),
                moves: 0,
            };
            let may = |who, deed| telling.may(who, deed, now());
            assert_eq!(may(ONE, Prepare), prepare, "{state:?}");
            assert_eq!(may(ONE, TakeBack), take_back, "{state:?}");
            assert_eq!(may(TWO, Hear), hear, "{state:?}");
            assert_eq!(may(ONE, Hear), Err(NotTheirs), "{state:?}");
            assert_eq!(may(TWO, Prepare), Err(NotTheirs), "{state:?}");
            assert_eq!(may(TWO, TakeBack), Err(NotTheirs), "{state:?}");
        }
    }
}
