//! A repair: understood before it is apologised for, then changed, followed up and closed.
//!
//! One stage is open at a time, and what belongs to a stage exists only in its state. Every step names
//! who may take it. The one who was hurt alone moves from stage to stage; the one who is responsible alone
//! is reminded. Both may pause or stop at any time. Nobody is hurried: there is no end by which anything
//! is to be done.

mod kinds;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{CoupleId, Partner};
pub use kinds::{Breach, Size};

/// A repair of one couple. Who was hurt holds for this repair only, and ends with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    pub id: i64,
    pub couple: CoupleId,
    pub opened_by: Partner,
    /// The other one is responsible, in this repair.
    pub hurt: Partner,
    pub size: Size,
    /// The promise it began from, if it did.
    pub promise: Option<i64>,
    /// Who holds it paused: it goes on when neither does.
    pub holds: [bool; 2],
    /// Counts the steps taken: news and reminders of an older one are void.
    pub moves: i32,
    pub opened_at: DateTime<Utc>,
    pub agreed_at: Option<DateTime<Utc>>,
    /// When the last step was taken.
    pub moved_at: DateTime<Utc>,
    pub over_at: Option<DateTime<Utc>>,
    pub state: State,
}

/// Where a repair stands. `nth` counts the tries of what is being written: an earlier try stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum State {
    /// Only its opener knows of it.
    Draft,
    /// The other is asked whether they are ready for this one.
    Offered,
    /// The other said *not now*, and from when it may be asked again.
    NotNow {
        until: DateTime<Utc>,
    },

    /// Understand: the one who was hurt writes what happened and what it did to them.
    Telling,
    /// It is there to be read by the one who is responsible.
    Told,
    /// They have read it, and write back what they understood.
    Answering {
        nth: i16,
        heard: Option<Heard>,
    },
    /// The one who was hurt says whether that is it.
    Weighing {
        nth: i16,
    },

    /// Acknowledge: in the responsible partner's own words.
    Acknowledging {
        nth: i16,
    },
    /// Quoted back to the one who was hurt, for them to confirm.
    Acknowledged {
        nth: i16,
    },

    /// Apologise: opens only now. `why`: they would like to know why it happened.
    Apologising {
        nth: i16,
        why: bool,
    },
    /// It is there, to be read when the one who was hurt chooses.
    Apologised {
        nth: i16,
        why: bool,
    },
    /// It has been read.
    Read {
        nth: i16,
        why: bool,
    },

    /// Change: promises are made; more can be made as long as it is followed up.
    Planning,
    Planned,

    /// Follow up: `looks` back were taken; the next one is due at `next`, unless they were stopped.
    Following {
        since: DateTime<Utc>,
        looks: i16,
        next: Option<DateTime<Utc>>,
    },

    Closed,
    /// Ended by the one who was hurt where nothing was kept: it stays open between the two.
    LeftOpen,
    /// Ended before its close, by either.
    Stopped,
}

/// What the one who was hurt says to what the other understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    Right,
    Partly,
    NotYet,
}

/// The stages, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Not agreed to yet.
    Invite,
    Understand,
    Acknowledge,
    Apologise,
    Change,
    FollowUp,
    Over,
}

/// A step in a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Offer,
    Agree,
    NotNow {
        until: DateTime<Utc>,
    },
    AskAgain,
    Tell,
    ReadAccount,
    Answer,
    Weigh(Heard),
    Acknowledge,
    Confirm {
        why: bool,
    },
    NotQuite,
    Apologise,
    ReadApology,
    NotHowItWas,
    GoOn,
    /// With so many promises made for this repair.
    Plan {
        promises: i64,
    },
    Follow,
    Look,
    Space,
    StopLooking,
    /// With so many of its promises kept, as far as their maker has shown or closed them.
    Close {
        kept: i64,
    },
    /// The same: where none was kept, it ends with what stays open.
    LeaveOpen {
        kept: i64,
    },
    Stop,
    Hold,
    LetGoOn,
}

/// Who may take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Opener,
    Asked,
    Hurt,
    Responsible,
    Either,
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotMove {
    /// It is the other's to take.
    Theirs(By),
    /// The repair stands elsewhere: it has gone on, or is not there yet.
    Elsewhere,
    /// Somebody holds it paused.
    Paused,
    /// It was closed or stopped.
    Over,
    /// *Not now* lasts until then.
    NotYet(DateTime<Utc>),
    /// A change needs a promise.
    NoPromise,
    /// It closes once at least one promised act was kept.
    NothingKept,
    /// Something was kept: it can be closed.
    SomethingKept,
}

/// No prompts come for this long after a repair has begun, unless asked for.
pub const QUIET: TimeDelta = TimeDelta::hours(48);
/// A reminder comes so long after it became the responsible partner's turn: once.
const NUDGE: TimeDelta = TimeDelta::days(3);
/// By how much a look back is moved when they are spaced.
const SPACED: TimeDelta = TimeDelta::weeks(2);

impl Move {
    /// Who may take it.
    pub fn by(self) -> By {
        match self {
            Self::Offer | Self::AskAgain => By::Opener,
            Self::Agree | Self::NotNow { .. } => By::Asked,
            Self::Tell
            | Self::Weigh(_)
            | Self::Confirm { .. }
            | Self::NotQuite
            | Self::ReadApology
            | Self::NotHowItWas
            | Self::GoOn
            | Self::Follow
            | Self::Space
            | Self::StopLooking
            | Self::Close { .. }
            | Self::LeaveOpen { .. } => By::Hurt,
            Self::ReadAccount
            | Self::Answer
            | Self::Acknowledge
            | Self::Apologise
            | Self::Plan { .. }
            | Self::Look => By::Responsible,
            Self::Stop | Self::Hold | Self::LetGoOn => By::Either,
        }
    }
}

impl State {
    pub fn stage(self) -> Stage {
        match self {
            Self::Draft | Self::Offered | Self::NotNow { .. } => Stage::Invite,
            Self::Telling | Self::Told | Self::Answering { .. } | Self::Weighing { .. } => {
                Stage::Understand
            }
            Self::Acknowledging { .. } | Self::Acknowledged { .. } => Stage::Acknowledge,
            Self::Apologising { .. } | Self::Apologised { .. } | Self::Read { .. } => {
                Stage::Apologise
            }
            Self::Planning | Self::Planned => Stage::Change,
            Self::Following { .. } => Stage::FollowUp,
            Self::Closed | Self::LeftOpen | Self::Stopped => Stage::Over,
        }
    }

    /// What this state becomes by this step; `None` where it does not lead on from here.
    fn after(self, step: Move, size: Size, now: DateTime<Utc>) -> Result<Self, CannotMove> {
        Ok(match (self, step) {
            // Sooner than they said is theirs to say.
            (Self::Offered | Self::NotNow { .. }, Move::Agree) => Self::Telling,
            (Self::Offered, Move::NotNow { until }) => Self::NotNow { until },
            (Self::NotNow { until }, Move::AskAgain) if until > now => {
                return Err(CannotMove::NotYet(until));
            }
            (Self::Draft, Move::Offer) | (Self::NotNow { .. }, Move::AskAgain) => Self::Offered,

            (Self::Telling, Move::Tell) => Self::Told,
            (Self::Told, Move::ReadAccount) => Self::Answering {
                nth: 0,
                heard: None,
            },
            (Self::Answering { nth, .. }, Move::Answer) => Self::Weighing { nth },
            (Self::Weighing { .. }, Move::Weigh(Heard::Right)) => Self::Acknowledging { nth: 0 },
            (Self::Weighing { nth }, Move::Weigh(heard)) => Self::Answering {
                nth: nth.saturating_add(1),
                heard: Some(heard),
            },

            (Self::Acknowledging { nth }, Move::Acknowledge) => Self::Acknowledged { nth },
            (Self::Acknowledged { nth }, Move::NotQuite) => Self::Acknowledging {
                nth: nth.saturating_add(1),
            },
            (Self::Acknowledged { .. }, Move::Confirm { why }) => Self::Apologising { nth: 0, why },

            (Self::Apologising { nth, why }, Move::Apologise) => Self::Apologised { nth, why },
            (Self::Apologised { nth, why }, Move::ReadApology) => Self::Read { nth, why },
            (Self::Read { nth, why }, Move::NotHowItWas) => Self::Apologising {
                nth: nth.saturating_add(1),
                why,
            },
            (Self::Read { .. }, Move::GoOn) => Self::Planning,

            (Self::Planning, Move::Plan { promises }) if promises < 1 => {
                return Err(CannotMove::NoPromise);
            }
            (Self::Planning, Move::Plan { .. }) => Self::Planned,
            (Self::Planned, Move::Follow) => Self::Following {
                since: now,
                looks: 0,
                next: next_look(size, now, 0),
            },
            (Self::Following { since, looks, .. }, Move::Look) => {
                let looks = looks.saturating_add(1);
                Self::Following {
                    since,
                    looks,
                    next: next_look(size, since, looks).map(|at| at.max(now)),
                }
            }
            (
                Self::Following {
                    since,
                    looks,
                    next: Some(next),
                },
                Move::Space,
            ) => Self::Following {
                since,
                looks,
                next: Some(next.max(now) + SPACED),
            },
            (Self::Following { since, looks, .. }, Move::StopLooking) => Self::Following {
                since,
                looks,
                next: None,
            },
            (Self::Following { .. }, Move::Close { kept }) if kept < 1 => {
                return Err(CannotMove::NothingKept);
            }
            (Self::Following { .. }, Move::Close { .. }) => Self::Closed,
            (Self::Following { .. }, Move::LeaveOpen { kept }) if kept > 0 => {
                return Err(CannotMove::SomethingKept);
            }
            (Self::Following { .. }, Move::LeaveOpen { .. }) => Self::LeftOpen,
            (Self::Draft, Move::Stop) => return Err(CannotMove::Elsewhere), // a draft is let go of
            (_, Move::Stop) => Self::Stopped,
            _ => return Err(CannotMove::Elsewhere),
        })
    }
}

/// When the look back after so many earlier ones is due. No estimate is shown of when a repair is done.
fn next_look(size: Size, since: DateTime<Utc>, looks: i16) -> Option<DateTime<Utc>> {
    let weeks: &[i64] = match size {
        Size::Small => &[1],
        Size::Big => &[2, 6, 12],
    };
    let weeks = weeks.get(usize::try_from(looks).ok()?)?;
    Some(since + TimeDelta::weeks(*weeks))
}

impl Repair {
    pub fn responsible(&self) -> Partner {
        self.hurt.other()
    }

    pub fn is_over(&self) -> bool {
        self.state.stage() == Stage::Over
    }

    pub fn is_draft(&self) -> bool {
        self.state == State::Draft
    }

    pub fn is_paused(&self) -> bool {
        self.holds.contains(&true)
    }

    /// Whether this one is meant.
    pub fn is(&self, who: Partner, by: By) -> bool {
        match by {
            By::Opener => self.opened_by == who,
            By::Asked => self.opened_by != who,
            By::Hurt => self.hurt == who,
            By::Responsible => self.hurt != who,
            By::Either => true,
        }
    }

    /// What the repair becomes when `who` takes this step at `now`.
    pub fn after(self, who: Partner, step: Move, now: DateTime<Utc>) -> Result<Self, CannotMove> {
        if self.is_over() {
            return Err(CannotMove::Over);
        }
        if !self.is(who, step.by()) || (self.is_draft() && who != self.opened_by) {
            return Err(CannotMove::Theirs(step.by()));
        }
        let mut holds = self.holds;
        match step {
            Move::Hold | Move::LetGoOn => {
                let hold = step == Move::Hold;
                if self.is_draft() || holds[who as usize] == hold {
                    return Err(CannotMove::Elsewhere);
                }
                holds[who as usize] = hold;
                return Ok(Self {
                    holds,
                    moves: self.moves + 1,
                    moved_at: now,
                    ..self
                });
            }
            Move::Stop => holds = [false; 2],
            _ if self.is_paused() => return Err(CannotMove::Paused),
            _ => {}
        }
        let state = self.state.after(step, self.size, now)?;
        let over = state.stage() == Stage::Over;
        Ok(Self {
            state,
            holds,
            moves: self.moves + 1,
            moved_at: now,
            agreed_at: self.agreed_at.or((step == Move::Agree).then_some(now)),
            over_at: over.then_some(now),
            ..self
        })
    }

    /// Whose step is next, where it is somebody's.
    pub fn turn(&self) -> Option<Partner> {
        let (hurt, responsible) = (Some(self.hurt), Some(self.responsible()));
        match self.state {
            State::Draft => Some(self.opened_by),
            State::Offered => Some(self.opened_by.other()),
            State::Telling
            | State::Weighing { .. }
            | State::Acknowledged { .. }
            | State::Apologised { .. }
            | State::Read { .. }
            | State::Planned => hurt,
            State::Told
            | State::Answering { .. }
            | State::Acknowledging { .. }
            | State::Apologising { .. }
            | State::Planning => responsible,
            State::NotNow { .. }
            | State::Following { .. }
            | State::Closed
            | State::LeftOpen
            | State::Stopped => None,
        }
    }

    /// The one reminder that stands, to the responsible partner alone; none to the one who was hurt.
    pub fn reminder(&self) -> Option<DateTime<Utc>> {
        if self.is_paused() || self.is_draft() {
            return None;
        }
        match self.state {
            State::Following { next, .. } => next,
            State::NotNow { until } => Some(until),
            _ if self.turn() == Some(self.responsible()) => Some(self.moved_at + NUDGE),
            _ => None,
        }
    }

    /// Whether what this step leaves is news for both: a line in the channel that says nothing of it.
    pub fn is_news(step: Move) -> bool {
        !matches!(
            step,
            Move::ReadAccount
                | Move::ReadApology
                | Move::Space
                | Move::StopLooking
                | Move::Hold
                | Move::LetGoOn
        )
    }

    /// Whether whoever takes this step works on the repair, as the other can see: where both do so in one
    /// week, that week is tended. Ending it is no work on it.
    pub fn is_work(step: Move) -> bool {
        Self::is_news(step) && step != Move::Stop
    }
}

#[cfg(test)]
mod tests;
