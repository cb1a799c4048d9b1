//! One prompt, two answers: blind until both are in.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};

use super::{ChannelId, CoupleId, MessageId, Partner, RoundId};

/// A week's round of one couple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Means nothing as long as it is [`State::Ahead`].
    pub id: RoundId,
    pub couple: CoupleId,
    /// Monday of the local week in the couple's zone.
    pub week: NaiveDate,
    pub opened_at: DateTime<Utc>,
    /// Not opened to both before this instant, so that nobody can tell who answered first.
    pub reveal_at: Option<DateTime<Utc>>,
    pub asked: Asked,
    /// Where its prompt stands, once it was posted.
    pub prompt: Option<(ChannelId, MessageId)>,
    pub state: State,
}

/// Which check-in a button is about. In an id: `42`, or `7-2026-03-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckIn {
    /// One that was opened.
    Opened(RoundId),
    /// The couple's of the week that begins on this Monday, in which nobody had written yet.
    Ahead(CoupleId, NaiveDate),
}

impl fmt::Display for CheckIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened(round) => round.fmt(f),
            Self::Ahead(couple, week) => write!(f, "{couple}-{week}"),
        }
    }
}

/// An id that names no check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCheckIn;

impl FromStr for CheckIn {
    type Err = NoCheckIn;

    fn from_str(id: &str) -> Result<Self, NoCheckIn> {
        let read = || match id.split_once('-') {
            None => Some(Self::Opened(RoundId::read(id)?)),
            Some((couple, week)) => Some(Self::Ahead(CoupleId::read(couple)?, week.parse().ok()?)),
        };
        read().ok_or(NoCheckIn)
    }
}

/// Which wordings this round asks (stable ids of `prompts/`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub opening: String,
    pub thanks: String,
    pub concern: String,
    pub question: String,
    pub build: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Looked at before its prompt, and nobody has written in it: it is kept nowhere, and opens with the first word.
    Ahead,
    /// Each may write, hand in, change and take back; nobody learns anything.
    Open,
    /// Both showed up; each may read what the other shared.
    Revealed { at: DateTime<Utc> },
    /// The next round opened before both were in.
    Closed { at: DateTime<Utc> },
}

/// Where one person stands in a round. Told to nobody but them until the reveal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stance {
    #[default]
    Draft,
    HandedIn,
    /// Shows up without words.
    HardWeek,
    /// Leaves this week out; the same as silence to everybody else.
    NotThisWeek,
}

impl Stance {
    const ALL: [Self; 4] = [
        Self::Draft,
        Self::HandedIn,
        Self::HardWeek,
        Self::NotThisWeek,
    ];

    pub fn number(self) -> i16 {
        self as i16
    }

    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|stance| stance.number() == number)
    }

    /// Whether this counts as showing up.
    pub fn shows_up(self) -> bool {
        matches!(self, Self::HandedIn | Self::HardWeek)
    }
}

/// Why an answer cannot be changed any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotAnswer {
    /// Both have read or may read it.
    Revealed,
    /// The next round has opened.
    Closed,
}

impl Round {
    /// Whether an answer may still be written, changed, handed in or taken back.
    pub fn may_change(&self) -> Result<(), CannotAnswer> {
        match self.state {
            State::Ahead | State::Open => Ok(()),
            State::Revealed { .. } => Err(CannotAnswer::Revealed),
            State::Closed { .. } => Err(CannotAnswer::Closed),
        }
    }

    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Whether its prompt was posted: only what both were asked for can be missed.
    pub fn was_asked(&self) -> bool {
        self.prompt.is_some()
    }

    /// How a button names it.
    pub fn check_in(&self) -> CheckIn {
        match self.state {
            State::Ahead => CheckIn::Ahead(self.couple, self.week),
            _ => CheckIn::Opened(self.id),
        }
    }

    pub fn is_revealed(&self) -> bool {
        matches!(self.state, State::Revealed { .. })
    }

    pub fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed { .. })
    }

    /// What the round becomes at `now`, with where each of the two stands: revealed when both
    /// showed up and a fixed reveal time, if there is one, has come.
    #[must_use]
    pub fn settle(self, stances: [Stance; 2], now: DateTime<Utc>) -> Self {
        let both = stances.iter().all(|stance| stance.shows_up());
        let may = self.reveal_at.is_none_or(|at| at <= now);
        if self.is_open() && both && may {
            return Self {
                state: State::Revealed { at: now },
                ..self
            };
        }
        self
    }

    /// Closes a round that nobody finished, because the next one opens.
    #[must_use]
    pub fn close(self, now: DateTime<Utc>) -> Self {
        if self.is_open() {
            return Self {
                state: State::Closed { at: now },
                ..self
            };
        }
        self
    }
}

/// Whether a person's words open by themselves, or only when their author says so: where the
/// other shared none, one tap must not buy them (spec/rulings.md 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The author has shared nothing there is to open.
    Nothing,
    /// Open to the other.
    Open,
    /// The author is asked, and has not said yet: kept.
    Asked,
    /// The author chose to keep them for now.
    Kept,
}

/// How a person's words stand at the reveal. `chosen` is what the author said when asked.
pub fn opening(author_shares: bool, other_shares: bool, chosen: Choice) -> Opening {
    match (author_shares, other_shares, chosen) {
        (false, ..) => Opening::Nothing,
        (true, true, _) | (true, false, Choice::Open) => Opening::Open,
        (true, false, Choice::Unsaid) => Opening::Asked,
        (true, false, Choice::Keep) => Opening::Kept,
    }
}

/// What an author said to *open mine to them* or *keep mine for now*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    #[default]
    Unsaid,
    Open,
    Keep,
}

impl Choice {
    pub fn number(self) -> i16 {
        self as i16
    }

    pub fn from_number(number: i16) -> Option<Self> {
        [Self::Unsaid, Self::Open, Self::Keep]
            .into_iter()
            .find(|choice| choice.number() == number)
    }
}

/// The two partners' stances in order, with the one of `who` replaced.
#[must_use]
pub fn with_stance(mut stances: [Stance; 2], who: Partner, stance: Stance) -> [Stance; 2] {
    stances[who as usize] = stance;
    stances
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stance::{Draft, HandedIn, HardWeek, NotThisWeek};

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2026-03-01T{hour:02}:00:00Z")
            .parse()
            .expect("an instant")
    }

    fn round(reveal_at: Option<DateTime<Utc>>) -> Round {
        Round {
            id: RoundId(1),
            couple: CoupleId(1),
            week: "2026-02-23".parse().expect("a Monday"),
            opened_at: at(1),
            reveal_at,
            asked: Asked {
                opening: String::new(),
                thanks: String::new(),
                concern: String::new(),
                question: String::new(),
                build: String::new(),
            },
            prompt: None,
            state: State::Open,
        }
    }

    fn check(reveal_at: Option<u32>, stances: [Stance; 2], now: u32, revealed: bool) {
        let round = round(reveal_at.map(at)).settle(stances, at(now));
        assert_eq!(
            round.is_revealed(),
            revealed,
            "{reveal_at:?} {stances:?} at {now}"
        );
    }

    #[test]
    fn opens_when_both_showed_up() {
        check(None, [HandedIn, HandedIn], 5, true);
        check(None, [HandedIn, HardWeek], 5, true);
        check(None, [HardWeek, HardWeek], 5, true);
        check(None, [HandedIn, Draft], 5, false);
        check(None, [NotThisWeek, HandedIn], 5, false);
        check(None, [NotThisWeek, NotThisWeek], 5, false);
    }

    #[test]
    fn waits_for_its_fixed_time() {
        check(Some(6), [HandedIn, HandedIn], 5, false);
        check(Some(6), [HandedIn, HandedIn], 6, true);
        check(Some(6), [HandedIn, Draft], 7, false);
    }

    #[test]
    fn a_settled_round_stays_as_it_is() {
        let closed = round(None).close(at(3));
        assert_eq!(closed.clone().settle([HandedIn, HandedIn], at(4)), closed);
        assert_eq!(closed.may_change(), Err(CannotAnswer::Closed));
        let revealed = round(None).settle([HandedIn, HandedIn], at(4));
        assert_eq!(revealed.clone().close(at(5)), revealed);
        assert_eq!(revealed.may_change(), Err(CannotAnswer::Revealed));
    }

    #[test]
    fn a_button_names_a_check_in_before_and_after_it_was_opened() {
        let mut round = round(None);
        assert_eq!(round.check_in().to_string(), "1");
        round.state = State::Ahead;
        assert_eq!(round.check_in().to_string(), "1-2026-02-23");
        assert_eq!(round.may_change(), Ok(()));
        for id in ["1", "42", "1-2026-02-23"] {
            assert_eq!(
                id.parse::<CheckIn>().map(|it| it.to_string()),
                Ok(id.to_owned())
            );
        }
        for id in ["", "-", "x", "-2026-02-23", "1-", "1-2026-02-30"] {
            assert_eq!(id.parse::<CheckIn>(), Err(NoCheckIn), "{id}");
        }
    }

    #[test]
    fn one_tap_does_not_buy_the_others_words() {
        assert_eq!(opening(true, true, Choice::Unsaid), Opening::Open);
        assert_eq!(opening(true, false, Choice::Unsaid), Opening::Asked);
        assert_eq!(opening(true, false, Choice::Keep), Opening::Kept);
        assert_eq!(opening(true, false, Choice::Open), Opening::Open);
        assert_eq!(opening(false, true, Choice::Unsaid), Opening::Nothing);
    }
}
