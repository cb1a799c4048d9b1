//! What Tend has promised to do later: each promise is one row, known by its key.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::id::{read, spelled};
use super::{CoupleId, InvitationId, Partner, RoundId};

/// What a line in the channel, or a word to one of the two, is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    Promise,
    Repair,
    Question,
    Telling,
    Inbox,
    Request,
    Trust,
    Need,
}

impl About {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Promise, "promise"),
        (Self::Repair, "repair"),
        (Self::Question, "question"),
        (Self::Telling, "telling"),
        (Self::Inbox, "inbox"),
        (Self::Request, "request"),
        (Self::Trust, "trust"),
        (Self::Need, "need"),
    ];

    /// As it stands in a key.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(about, _)| *about == self)
            .map_or("", |(_, name)| name)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(about, _)| *about)
    }
}

/// A promise. Its text (`prompt:42:2026-03-02`) is its key: two promises with the same key are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timer {
    /// The invitation was accepted, taken back or has expired: its message says so.
    InviteOver { invitation: InvitationId },
    /// The weekly prompt of the local week that begins on this Monday.
    Prompt { couple: CoupleId, week: NaiveDate },
    /// The round is open to both: a line in the channel says so.
    Reveal { round: RoundId },
    /// The round closed unfinished: its prompt's message loses its buttons.
    Closed { round: RoundId },
    /// The round's fixed reveal time: it opens to both if both are in.
    Unveil { round: RoundId },
    /// The note after three quiet weeks.
    Quiet { round: RoundId },
    /// The end of a rest.
    Resume { couple: CoupleId },
    /// Somebody wants to be reminded of their check-in of this week, as long as it waits for them. One at a time.
    Nudge {
        couple: CoupleId,
        partner: Partner,
        week: NaiveDate,
    },
    /// Somebody wants to come back to what both wrote in this week.
    Reread {
        couple: CoupleId,
        partner: Partner,
        week: NaiveDate,
    },
    /// A date that somebody keeps is near in this year: told to that person alone.
    Remind { date: i64, year: i32 },
    /// A joint setting that one suggests: shown in the channel.
    Suggest { proposal: i64 },
    /// Something that both may look at: a line in the channel that holds nobody's words.
    News {
        couple: CoupleId,
        about: About,
        row: i64,
        nth: i32,
    },
    /// A word to one of the two alone, who asked for it or whose own matter it is.
    Word {
        couple: CoupleId,
        partner: Partner,
        about: About,
        row: i64,
        nth: i32,
    },
    /// The line that somebody who left chose to have said.
    Ended { couple: CoupleId },
    /// What somebody wanted to tell the host.
    Feedback { feedback: i64 },
    /// What was never revealed in a closed round goes.
    Purge { round: RoundId },
    /// What is left of an ended couple goes.
    Forget { couple: CoupleId },
    /// The daily housekeeping.
    Tidy { day: NaiveDate },
}

impl Timer {
    /// The stable name of its kind, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::InviteOver { .. } => "invite_over",
            Self::Prompt { .. } => "prompt",
            Self::Reveal { .. } => "reveal",
            Self::Closed { .. } => "closed",
            Self::Unveil { .. } => "unveil",
            Self::Quiet { .. } => "quiet",
            Self::Resume { .. } => "resume",
            Self::Nudge { .. } => "nudge",
            Self::Reread { .. } => "reread",
            Self::Remind { .. } => "remind",
            Self::Suggest { .. } => "suggest",
            Self::News { .. } => "news",
            Self::Word { .. } => "word",
            Self::Ended { .. } => "ended",
            Self::Feedback { .. } => "feedback",
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
            | Self::Reread { couple, .. }
            | Self::News { couple, .. }
            | Self::Word { couple, .. }
            | Self::Ended { couple }
            | Self::Forget { couple } => Some(couple),
            Self::InviteOver { .. }
            | Self::Reveal { .. }
            | Self::Closed { .. }
            | Self::Unveil { .. }
            | Self::Quiet { .. }
            | Self::Remind { .. }
            | Self::Suggest { .. }
            | Self::Feedback { .. }
            | Self::Purge { .. }
            | Self::Tidy { .. } => None,
        }
    }

    /// Unique among all promises there ever were.
    pub fn key(&self) -> String {
        self.to_string()
    }

    /// Whether somebody may be waiting for it: it goes before the prompts.
    pub fn is_soon(&self) -> bool {
        match self {
            Self::InviteOver { .. }
            | Self::Reveal { .. }
            | Self::Unveil { .. }
            | Self::Resume { .. }
            | Self::Nudge { .. }
            | Self::Reread { .. }
            | Self::Remind { .. }
            | Self::Suggest { .. }
            | Self::News { .. }
            | Self::Word { .. }
            | Self::Ended { .. } => true,
            Self::Prompt { .. }
            | Self::Closed { .. }
            | Self::Quiet { .. }
            | Self::Feedback { .. }
            | Self::Purge { .. }
            | Self::Forget { .. }
            | Self::Tidy { .. } => false,
        }
    }

    /// Whether it posts a message of its own: then doing nothing is leaving it out.
    pub fn posts(&self) -> bool {
        match self {
            Self::Prompt { .. }
            | Self::Reveal { .. }
            | Self::Quiet { .. }
            | Self::Nudge { .. }
            | Self::Reread { .. }
            | Self::Remind { .. }
            | Self::Suggest { .. }
            | Self::News { .. }
            | Self::Word { .. }
            | Self::Ended { .. }
            | Self::Feedback { .. } => true,
            Self::InviteOver { .. }
            | Self::Closed { .. }
            | Self::Unveil { .. }
            | Self::Resume { .. }
            | Self::Purge { .. }
            | Self::Forget { .. }
            | Self::Tidy { .. } => false,
        }
    }

    /// The kinds that delete something for good: done by a clock that is confirmed, or has stood firm for long.
    pub const DELETING: [&'static str; 3] = ["purge", "forget", "tidy"];

    /// Whether it may happen a second time under the same key, if it is asked for once more: a second
    /// rest ends too. What is posted for everybody to see comes once.
    pub fn may_recur(&self) -> bool {
        match self {
            Self::Prompt { .. }
            | Self::Reveal { .. }
            | Self::Quiet { .. }
            | Self::Remind { .. }
            | Self::Suggest { .. }
            | Self::News { .. }
            | Self::Word { .. }
            | Self::Ended { .. }
            | Self::Feedback { .. } => false,
            Self::InviteOver { .. }
            | Self::Closed { .. }
            | Self::Unveil { .. }
            | Self::Resume { .. }
            | Self::Nudge { .. }
            | Self::Reread { .. }
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
            Self::InviteOver { invitation } => write!(f, "{kind}:{invitation}"),
            Self::Prompt { couple, week } => write!(f, "{kind}:{couple}:{week}"),
            Self::Reveal { round }
            | Self::Closed { round }
            | Self::Unveil { round }
            | Self::Quiet { round }
            | Self::Purge { round } => write!(f, "{kind}:{round}"),
            Self::Resume { couple } | Self::Ended { couple } | Self::Forget { couple } => {
                write!(f, "{kind}:{couple}")
            }
            Self::Nudge {
                couple,
                partner,
                week,
            }
            | Self::Reread {
                couple,
                partner,
                week,
            } => write!(f, "{kind}:{couple}:{}:{week}", partner.number()),
            Self::News {
                couple,
                about,
                row,
                nth,
            } => {
                let (about, row) = (about.name(), spelled(*row));
                write!(f, "{kind}:{couple}:{about}:{row}:{nth}")
            }
            Self::Word {
                couple,
                partner,
                about,
                row,
                nth,
            } => {
                let (partner, about, row) = (partner.number(), about.name(), spelled(*row));
                write!(f, "{kind}:{couple}:{partner}:{about}:{row}:{nth}")
            }
            Self::Remind { date, year } => write!(f, "{kind}:{}:{year}", spelled(*date)),
            Self::Suggest { proposal: number } | Self::Feedback { feedback: number } => {
                write!(f, "{kind}:{}", spelled(*number))
            }
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
    let (couple, round) = (CoupleId::read, RoundId::read);
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    Some(match *parts.as_slice() {
        ["invite_over", id] => Timer::InviteOver {
            invitation: InvitationId::read(id)?,
        },
        ["prompt", id, week] => Timer::Prompt {
            couple: couple(id)?,
            week: day(week)?,
        },
        ["reveal", id] => Timer::Reveal { round: round(id)? },
        ["closed", id] => Timer::Closed { round: round(id)? },
        ["unveil", id] => Timer::Unveil { round: round(id)? },
        ["quiet", id] => Timer::Quiet { round: round(id)? },
        ["resume", id] => Timer::Resume {
            couple: couple(id)?,
        },
        ["nudge", id, partner, week] => Timer::Nudge {
            couple: couple(id)?,
            partner: Partner::from_number(partner.parse().ok()?)?,
            week: day(week)?,
        },
        ["reread", id, partner, week] => Timer::Reread {
            couple: couple(id)?,
            partner: Partner::from_number(partner.parse().ok()?)?,
            week: day(week)?,
        },
        ["remind", id, year] => Timer::Remind {
            date: read(id)?,
            year: year.parse().ok()?,
        },
        ["news", id, about, row, nth] => Timer::News {
            couple: couple(id)?,
            about: About::from_name(about)?,
            row: read(row)?,
            nth: nth.parse().ok()?,
        },
        ["word", id, partner, about, row, nth] => Timer::Word {
            couple: couple(id)?,
            partner: Partner::from_number(partner.parse().ok()?)?,
            about: About::from_name(about)?,
            row: read(row)?,
            nth: nth.parse().ok()?,
        },
        ["suggest", id] => Timer::Suggest {
            proposal: read(id)?,
        },
        ["ended", id] => Timer::Ended {
            couple: couple(id)?,
        },
        ["feedback", id] => Timer::Feedback {
            feedback: read(id)?,
        },
        ["purge", id] => Timer::Purge { round: round(id)? },
        ["forget", id] => Timer::Forget {
            couple: couple(id)?,
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
        let (couple, round, day) = (CoupleId(42), RoundId(9), monday());
        check(
            Timer::InviteOver {
                invitation: InvitationId(7),
            },
            "invite_over:7",
        );
        check(Timer::Prompt { couple, week: day }, "prompt:42:2026-03-02");
        check(Timer::Reveal { round }, "reveal:9");
        check(Timer::Closed { round }, "closed:9");
        check(Timer::Unveil { round }, "unveil:9");
        check(Timer::Quiet { round }, "quiet:9");
        check(Timer::Resume { couple }, "resume:42");
        check(
            Timer::Nudge {
                couple,
                partner: Partner::Two,
                week: day,
            },
            "nudge:42:2:2026-03-02",
        );
        check(
            Timer::Reread {
                couple,
                partner: Partner::One,
                week: day,
            },
            "reread:42:1:2026-03-02",
        );
        check(
            Timer::Remind {
                date: 3,
                year: 2026,
            },
            "remind:3:2026",
        );
        let about = About::Repair;
        let (row, nth) = (7, 2);
        check(
            Timer::News {
                couple,
                about,
                row,
                nth,
            },
            "news:42:repair:7:2",
        );
        check(
            Timer::Word {
                couple,
                partner: Partner::One,
                about: About::Promise,
                row,
                nth,
            },
            "word:42:1:promise:7:2",
        );
        check(Timer::Suggest { proposal: 3 }, "suggest:3");
        check(Timer::Ended { couple }, "ended:42");
        check(Timer::Feedback { feedback: 3 }, "feedback:3");
        check(Timer::Purge { round }, "purge:9");
        check(Timer::Forget { couple }, "forget:42");
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
            "news:42:horoscope:7:2",
            "word:42:3:promise:7:2",
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
