//! What Tend has promised to do later: each promise is one row, known by its key.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::{CoupleId, InvitationId, Partner, RoundId};

/// A promise. Its text (`prompt:42:2026-03-02`) is its key: two promises with the same key are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timer {
    /// Post the invitation in its channel.
    Invite { invitation: InvitationId },
    /// The invitation has expired: let it rest.
    InviteOver { invitation: InvitationId },
    /// The weekly prompt of the local week that begins on this Monday.
    Prompt { couple: CoupleId, week: NaiveDate },
    /// The round is open to both: the prompt's message says so.
    Reveal { round: RoundId },
    /// The note after three quiet weeks.
    Quiet { round: RoundId },
    /// The end of a pause.
    Resume { couple: CoupleId },
    /// A reminder that somebody asked for, to that person alone.
    Nudge {
        couple: CoupleId,
        partner: Partner,
        day: NaiveDate,
    },
    /// What was never revealed in a closed round goes.
    Purge { round: RoundId },
    /// What is left of an ended couple goes.
    Forget { couple: CoupleId },
    /// The daily housekeeping.
    Tidy { day: NaiveDate },
}

impl Timer {
    /// The stable name of its kind, as it is stored and logged.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Invite { .. } => "invite",
            Self::InviteOver { .. } => "invite_over",
            Self::Prompt { .. } => "prompt",
            Self::Reveal { .. } => "reveal",
            Self::Quiet { .. } => "quiet",
            Self::Resume { .. } => "resume",
            Self::Nudge { .. } => "nudge",
            Self::Purge { .. } => "purge",
            Self::Forget { .. } => "forget",
            Self::Tidy { .. } => "tidy",
        }
    }

    /// The couple it names. A round's couple is known to whoever arms it.
    pub fn couple(&self) -> Option<CoupleId> {
        match *self {
            Self::Prompt { couple, .. }
            | Self::Resume { couple }
            | Self::Nudge { couple, .. }
            | Self::Forget { couple } => Some(couple),
            Self::Invite { .. }
            | Self::InviteOver { .. }
            | Self::Reveal { .. }
            | Self::Quiet { .. }
            | Self::Purge { .. }
            | Self::Tidy { .. } => None,
        }
    }

    /// Unique among all promises there ever were.
    pub fn key(&self) -> String {
        self.to_string()
    }

    /// Whether it posts a message, so that doing nothing is skipping it.
    pub fn posts(&self) -> bool {
        match self {
            Self::Invite { .. } | Self::Prompt { .. } | Self::Quiet { .. } | Self::Nudge { .. } => {
                true
            }
            Self::InviteOver { .. }
            | Self::Reveal { .. }
            | Self::Resume { .. }
            | Self::Purge { .. }
            | Self::Forget { .. }
            | Self::Tidy { .. } => false,
        }
    }

    /// Whether it may happen a second time under the same key, if it is asked for once more: a second
    /// pause ends too. What everybody in the channel sees comes once.
    pub fn may_recur(&self) -> bool {
        match self {
            Self::Invite { .. } | Self::Prompt { .. } | Self::Quiet { .. } => false,
            Self::InviteOver { .. }
            | Self::Reveal { .. }
            | Self::Resume { .. }
            | Self::Nudge { .. }
            | Self::Purge { .. }
            | Self::Forget { .. }
            | Self::Tidy { .. } => true,
        }
    }
}

impl fmt::Display for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind();
        match self {
            Self::Invite { invitation } | Self::InviteOver { invitation } => {
                write!(f, "{kind}:{invitation}")
            }
            Self::Prompt { couple, week } => write!(f, "{kind}:{couple}:{week}"),
            Self::Reveal { round } | Self::Quiet { round } | Self::Purge { round } => {
                write!(f, "{kind}:{round}")
            }
            Self::Resume { couple } | Self::Forget { couple } => write!(f, "{kind}:{couple}"),
            Self::Nudge {
                couple,
                partner,
                day,
            } => write!(f, "{kind}:{couple}:{}:{day}", partner.number()),
            Self::Tidy { day } => write!(f, "{kind}:{day}"),
        }
    }
}

/// A key that this version of Tend cannot read: damaged, or of a newer version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTimer(pub String);

impl fmt::Display for UnknownTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no known timer has the key {:?}", self.0)
    }
}

impl std::error::Error for UnknownTimer {}

impl FromStr for Timer {
    type Err = UnknownTimer;

    fn from_str(key: &str) -> Result<Self, UnknownTimer> {
        let timer = parse(key).filter(|timer| timer.key() == key); // one spelling only, or two rows were one
        timer.ok_or_else(|| UnknownTimer(key.to_owned()))
    }
}

fn parse(key: &str) -> Option<Timer> {
    let parts: Vec<&str> = key.split(':').collect();
    let number = |text: &str| text.parse::<i64>().ok();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    Some(match *parts.as_slice() {
        ["invite", id] => Timer::Invite {
            invitation: InvitationId(number(id)?),
        },
        ["invite_over", id] => Timer::InviteOver {
            invitation: InvitationId(number(id)?),
        },
        ["prompt", couple, week] => Timer::Prompt {
            couple: CoupleId(number(couple)?),
            week: day(week)?,
        },
        ["reveal", round] => Timer::Reveal {
            round: RoundId(number(round)?),
        },
        ["quiet", round] => Timer::Quiet {
            round: RoundId(number(round)?),
        },
        ["resume", couple] => Timer::Resume {
            couple: CoupleId(number(couple)?),
        },
        ["nudge", couple, partner, on] => Timer::Nudge {
            couple: CoupleId(number(couple)?),
            partner: Partner::from_number(partner.parse().ok()?)?,
            day: day(on)?,
        },
        ["purge", round] => Timer::Purge {
            round: RoundId(number(round)?),
        },
        ["forget", couple] => Timer::Forget {
            couple: CoupleId(number(couple)?),
        },
        ["tidy", on] => Timer::Tidy { day: day(on)? },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monday() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date")
    }

    #[track_caller]
    fn check(timer: Timer, key: &str) {
        assert_eq!(timer.key(), key);
        assert_eq!(key.parse(), Ok(timer));
        assert_eq!(timer.kind(), key.split(':').next().unwrap_or_default());
    }

    #[test]
    fn each_has_a_key_and_is_read_back_from_it() {
        check(
            Timer::Invite {
                invitation: InvitationId(7),
            },
            "invite:7",
        );
        check(
            Timer::InviteOver {
                invitation: InvitationId(7),
            },
            "invite_over:7",
        );
        check(
            Timer::Prompt {
                couple: CoupleId(42),
                week: monday(),
            },
            "prompt:42:2026-03-02",
        );
        check(Timer::Reveal { round: RoundId(9) }, "reveal:9");
        check(Timer::Quiet { round: RoundId(9) }, "quiet:9");
        check(
            Timer::Resume {
                couple: CoupleId(42),
            },
            "resume:42",
        );
        let day = monday();
        check(
            Timer::Nudge {
                couple: CoupleId(42),
                partner: Partner::Two,
                day,
            },
            "nudge:42:2:2026-03-02",
        );
        check(Timer::Purge { round: RoundId(9) }, "purge:9");
        check(
            Timer::Forget {
                couple: CoupleId(42),
            },
            "forget:42",
        );
        check(Timer::Tidy { day }, "tidy:2026-03-02");
    }

    #[test]
    fn what_is_damaged_or_from_the_future_is_an_error_that_names_the_key() {
        let keys = [
            "",
            "prompt",
            "prompt:42",
            "prompt:x:2026-03-02",
            "prompt:42:2026-13-02",
            "prompt:42:2026-03-02:1",
            "prompt:042:2026-03-02",
            "prompt:+42:2026-03-02",
            "prompt:42:2026-3-2",
            "nudge:42:3:2026-03-02",
            "reveal:99999999999999999999",
            "horoscope:42",
        ];
        for key in keys {
            assert_eq!(
                key.parse::<Timer>(),
                Err(UnknownTimer(key.to_owned())),
                "{key}"
            );
        }
    }
}
