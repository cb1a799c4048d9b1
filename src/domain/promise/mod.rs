//! A promise: what one will do, by when. Only its maker closes it; what is said before its day is good faith.

mod read;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};

use super::zones::{NoSuchZone, Zones};
use super::{CoupleId, Partner};
use super::{days, wall};

pub use read::{Hint, Phrasebook, hints, read};

/// One person has so many at once, drafts included.
pub const AT_MOST: usize = 12;
/// One repair has so many at once: each that is told of leaves room for another.
pub const PER_REPAIR: usize = 3;
/// Thanks for one promise stand beside each other, so many.
pub const THANKS: i16 = 100;
/// Something else is offered so often for one promise; then a new one is clearer.
pub const OFFERS: i16 = 5;
/// How long a draft is kept.
pub const KEEP_DRAFT: TimeDelta = TimeDelta::days(14);
/// How long a promise is kept after it was closed, with its words.
pub const KEEP_CLOSED: TimeDelta = TimeDelta::days(180);
/// In the morning, where no time was said: 9:00.
const MORNING: u16 = 9 * 60;
/// In the evening, where the morning is over: 20:00.
const EVENING: u16 = 20 * 60;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    pub id: i64,
    pub couple: CoupleId,
    /// Its maker.
    pub by: Partner,
    pub repair: Option<i64>,
    /// The other may read it.
    pub shared: bool,
    pub when: When,
    pub state: State,
    /// Counts what moves its reminders: those of an older turn are void.
    pub turns: i32,
    /// How often its maker offered something else before its day.
    pub offers: i16,
    /// How often the other saw it otherwise; and whether that is still to be talked about.
    pub talks: i16,
    pub to_talk: bool,
    pub made_at: DateTime<Utc>,
    pub given_at: Option<DateTime<Utc>>,
    pub offered_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// By when, as the maker's own clock says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Once, on this day, at this minute or some time that day.
    Day(NaiveDate, Option<u16>),
    /// Every week; each week is for itself.
    Weekly(Weekday, Option<u16>),
    /// No day yet.
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Only its maker knows of it.
    Draft,
    Open,
    Closed(Outcome),
    /// A weekly one that has come to its end.
    Ended,
}

/// What its maker says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Kept,
    Partly,
    CouldNot,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Partly => "partly",
            Self::CouldNot => "could_not",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Kept, Self::Partly, Self::CouldNot]
            .into_iter()
            .find(|outcome| outcome.name() == name)
    }
}

impl State {
    /// As it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed(outcome) => outcome.name(),
            Self::Ended => "ended",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "draft" => Some(Self::Draft),
            "open" => Some(Self::Open),
            "ended" => Some(Self::Ended),
            other => Outcome::from_name(other).map(Self::Closed),
        }
    }
}

/// Why something cannot be done with a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not theirs to do, or not there for them: answered like a stranger.
    NotTheirs,
    /// It was given already.
    Given,
    /// It is still a draft.
    NotGiven,
    /// It was closed already.
    Closed,
    /// Its day has come: now it can be closed, no more exchanged.
    DayHasCome,
    /// Something else was offered often enough.
    OfferedOften,
    /// That day is none of its weeks, or is still to come.
    NoSuchWeek,
    /// There is something to talk about already.
    TalkIsOpen,
    /// That was talked about already.
    TalkIsOver,
    /// There are as many thanks as there is room for.
    ThankedOften,
}

impl Promise {
    pub fn is_weekly(&self) -> bool {
        matches!(self.when, When::Weekly(..))
    }

    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Whether it is still to come: a draft, or not told of yet.
    pub fn is_to_come(&self) -> bool {
        matches!(self.state, State::Draft | State::Open)
    }

    /// Whether a repair may begin from it: once its day (`over`) has gone by and it was not kept, or after
    /// the other saw it otherwise. Before that, only to offer one would be a verdict.
    pub fn may_be_repaired(&self, over: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        let gone_by = match self.state {
            State::Open => over.is_some_and(|over| over <= now),
            State::Closed(Outcome::Partly | Outcome::CouldNot) => {
                over.is_none_or(|over| over <= now)
            }
            State::Closed(Outcome::Kept) | State::Draft | State::Ended => false,
        };
        self.shared && self.state != State::Draft && (gone_by || self.talks > 0)
    }

    /// Whether this person may read it.
    pub fn may_read(&self, who: Partner) -> bool {
        self.by == who || (self.shared && self.state != State::Draft)
    }

    /// Its maker gives it: to the other as well, or to themselves.
    pub fn give(self, who: Partner, shared: bool, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.only_maker(who)?;
        match self.state {
            State::Draft => {}
            // What was for oneself may be shared while it goes on; never the other way round.
            State::Open if shared && !self.shared => return Ok(Self { shared, ..self }),
            State::Open => return Err(Refusal::Given),
            State::Closed(_) | State::Ended => return Err(Refusal::Closed),
        }
        Ok(Self {
            shared: shared || self.repair.is_some(),
            state: State::Open,
            turns: self.turns + 1,
            given_at: Some(now),
            ..self
        })
    }

    /// Its maker lets go of it: a draft, or what nobody else has read.
    pub fn let_go(&self, who: Partner) -> Result<(), Refusal> {
        self.only_maker(who)?;
        match self.state {
            State::Draft => Ok(()),
            State::Open if !self.shared => Ok(()),
            State::Open => Err(Refusal::Given),
            _ => Err(Refusal::Closed),
        }
    }

    /// Its maker writes the draft anew.
    pub fn change(&self, who: Partner) -> Result<(), Refusal> {
        self.only_maker(who)?;
        if self.state == State::Draft {
            Ok(())
        } else {
            Err(Refusal::Given)
        }
    }

    /// Its maker closes it.
    pub fn close(
        self,
        who: Partner,
        outcome: Outcome,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        self.only_open(who)?;
        Ok(Self {
            state: State::Closed(outcome),
            closed_at: Some(now),
            ..self
        })
    }

    /// Its maker tells of one of its weeks; `today` is on the maker's own clock.
    pub fn tell_week(
        &self,
        who: Partner,
        day: NaiveDate,
        today: NaiveDate,
        given: NaiveDate,
    ) -> Result<(), Refusal> {
        self.only_open(who)?;
        match self.when {
            When::Weekly(weekday, _)
                if day.weekday() == weekday && day <= today && day >= given =>
            {
                Ok(())
            }
            _ => Err(Refusal::NoSuchWeek),
        }
    }

    /// A weekly one comes to its end.
    pub fn end(self, who: Partner, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.only_open(who)?;
        if !self.is_weekly() {
            return Err(Refusal::NoSuchWeek);
        }
        Ok(Self {
            state: State::Ended,
            closed_at: Some(now),
            ..self
        })
    }

    /// Its maker offers something else, before its day: `due` is when that is over.
    pub fn offer(
        self,
        who: Partner,
        when: When,
        due: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        self.may_offer(who, due, now)?;
        Ok(Self {
            when,
            turns: self.turns + 1,
            offers: self.offers + 1,
            offered_at: Some(now),
            ..self
        })
    }

    /// Whether something else can be offered now.
    pub fn may_offer(
        &self,
        who: Partner,
        due: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        self.only_open(who)?;
        if due.is_some_and(|due| due <= now) {
            return Err(Refusal::DayHasCome);
        }
        if self.offers >= OFFERS {
            return Err(Refusal::OfferedOften);
        }
        Ok(())
    }

    /// The other answers to it.
    pub fn notice(&self, who: Partner) -> Result<(), Refusal> {
        if self.by == who || !self.may_read(who) {
            return Err(Refusal::NotTheirs);
        }
        Ok(())
    }

    /// The other thanks for it, once more: after so many thanks, these have this number.
    pub fn thank(&self, who: Partner, before: i16) -> Result<i16, Refusal> {
        self.notice(who)?;
        if before >= THANKS {
            return Err(Refusal::ThankedOften);
        }
        Ok(before)
    }

    /// The other sees it otherwise: something to talk about, once at a time. Nothing is decided by it.
    pub fn otherwise(self, who: Partner) -> Result<Self, Refusal> {
        self.notice(who)?;
        if self.to_talk {
            return Err(Refusal::TalkIsOpen);
        }
        Ok(Self {
            talks: self.talks + 1,
            to_talk: true,
            ..self
        })
    }

    /// Either says that it was talked about: this one, not an earlier one.
    pub fn talked(self, who: Partner, nth: i16) -> Result<Self, Refusal> {
        if !self.may_read(who) {
            return Err(Refusal::NotTheirs);
        }
        if !self.to_talk || self.talks != nth {
            return Err(Refusal::TalkIsOver);
        }
        Ok(Self {
            to_talk: false,
            ..self
        })
    }

    fn only_maker(&self, who: Partner) -> Result<(), Refusal> {
        if self.by == who {
            Ok(())
        } else {
            Err(Refusal::NotTheirs)
        }
    }

    fn only_open(&self, who: Partner) -> Result<(), Refusal> {
        self.only_maker(who)?;
        match self.state {
            State::Open => Ok(()),
            State::Draft => Err(Refusal::NotGiven),
            State::Closed(_) | State::Ended => Err(Refusal::Closed),
        }
    }
}

/// A word to the maker: about which day, in the morning of it or when it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    pub at: DateTime<Utc>,
    pub day: NaiveDate,
    pub due: bool,
}

impl When {
    /// When it is over: at its minute, else with its day. None for what has no one day.
    pub fn over(self, zones: &Zones, zone: &str) -> Result<Option<DateTime<Utc>>, NoSuchZone> {
        let When::Day(day, minute) = self else {
            return Ok(None);
        };
        let (day, minute) = match minute {
            Some(minute) => (day, minute),
            None => (day + Days::new(1), 0),
        };
        wall::at_local(zones, zone, day, minute).map(Some)
    }

    /// The words to its maker that are still to come. A day: at its minute, and in the morning where that
    /// is earlier by an hour or more; without a minute in the morning, or in the evening where the morning
    /// is over. Every week: the next one.
    pub fn reminders(
        self,
        zones: &Zones,
        zone: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<Reminder>, NoSuchZone> {
        let at = |day, minute, due| {
            let at = wall::at_local(zones, zone, day, minute)?;
            Ok(Reminder { at, day, due })
        };
        let found = match self {
            When::Open => Vec::new(),
            When::Day(day, Some(minute)) if minute >= MORNING + 60 => {
                vec![at(day, MORNING, false)?, at(day, minute, true)?]
            }
            When::Day(day, Some(minute)) => vec![at(day, minute, true)?],
            When::Day(day, None) => {
                let (morning, evening) = (at(day, MORNING, false)?, at(day, EVENING, false)?);
                vec![if morning.at > now { morning } else { evening }]
            }
            When::Weekly(weekday, minute) => {
                let today = wall::local(zones, zone, now)?.date();
                let first = days::coming(today, weekday);
                let minute = minute.unwrap_or(MORNING);
                // Where today's is over it is the next week's.
                let both = [first, first + Days::new(7)].map(|day| at(day, minute, true));
                let both = both.into_iter().collect::<Result<Vec<_>, _>>()?;
                both.into_iter()
                    .filter(|one| one.at > now)
                    .take(1)
                    .collect()
            }
        };
        Ok(found.into_iter().filter(|one| one.at > now).collect())
    }

    /// The day of the week that is being lived, or was last: what *kept* is said of. None before the first.
    pub fn week(self, today: NaiveDate, given: NaiveDate) -> Option<NaiveDate> {
        let When::Weekly(weekday, _) = self else {
            return None;
        };
        let back =
            (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
        let day = today - Days::new(back.into());
        (day >= given).then_some(day)
    }
}

/// Among all weeks, the one of this day: a line about it is kept under this number, whatever zone its maker
/// lives in later.
pub fn number_of_week(day: NaiveDate) -> i16 {
    let weeks = (day.num_days_from_ce() - FIRST_MONDAY).div_euclid(7);
    i16::try_from(weeks.max(1)).unwrap_or(i16::MAX)
}

/// The Monday of the week with this number.
pub fn monday_of(number: i16) -> NaiveDate {
    let days = FIRST_MONDAY + i32::from(number) * 7;
    NaiveDate::from_num_days_from_ce_opt(days).unwrap_or_default()
}

impl Reminder {
    /// A number of its own among all words of one promise: which turn, which day, morning or due.
    pub fn number(&self, turn: i32) -> i32 {
        let day = self.day.num_days_from_ce() - EPOCH;
        (turn.clamp(0, 10_000) * DAYS + day.clamp(0, DAYS - 1)) * 2 + i32::from(self.due)
    }

    /// The turn, the day and whether it is due, from that number.
    pub fn of_number(number: i32) -> Option<(i32, NaiveDate, bool)> {
        let due = number.rem_euclid(2) == 1;
        let (turn, day) = ((number / 2) / DAYS, (number / 2) % DAYS);
        let day = NaiveDate::from_num_days_from_ce_opt(day + EPOCH)?;
        (number >= 0).then_some((turn, day, due))
    }
}

/// The day before 1 January 1970, and more days from then on than anybody promises for.
const EPOCH: i32 = 719_162;
const DAYS: i32 = 100_000;
/// 5 January 1970.
const FIRST_MONDAY: i32 = EPOCH + 5;

#[cfg(test)]
mod tests;
