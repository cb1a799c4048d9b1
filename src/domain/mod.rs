//! What is true: pure rules and values. Instants in, values out; no waiting, no SQL, no Discord.

pub mod answer;
pub mod couple;
pub mod cuts;
pub mod dates;
pub mod days;
pub mod deck;
pub mod id;
pub mod invitation;
pub mod jumps;
pub mod needs;
pub mod promise;
pub mod questions;
pub mod reach;
pub mod repair;
pub mod rhythm;
pub mod round;
pub mod schedule;
pub mod secrets;
pub mod setback;
pub mod text;
pub mod timer;
pub mod tombstone;
pub mod untold;
pub mod wall;
pub mod wording;
pub mod zones;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    )+};
}

ids! {
    /// Tend's own id of a couple.
    CoupleId(i64),
    /// Tend's own id of a round.
    RoundId(i64),
    /// Tend's own id of an invitation.
    InvitationId(i64),
    /// Tend's own number of a timer.
    TimerId(i64),
    /// Discord's id of a person.
    UserId(u64),
    /// Discord's id of a channel, thread or direct message.
    ChannelId(u64),
    /// Discord's id of a message.
    MessageId(u64),
}

macro_rules! spelled {
    ($($name:ident),+) => {$(
        /// As it is shown.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&id::spelled(self.0))
            }
        }

        impl $name {
            /// The one that is spelled like this.
            pub fn read(text: &str) -> Option<Self> {
                id::read(text).map(Self)
            }
        }
    )+};
}

macro_rules! numbers {
    ($($name:ident),+) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

spelled!(CoupleId, RoundId, InvitationId);
numbers!(TimerId, UserId, ChannelId, MessageId);

/// Which of the two: the one who started is first. Nothing else follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Partner {
    One,
    Two,
}

impl Partner {
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::One => Self::Two,
            Self::Two => Self::One,
        }
    }

    /// As it is stored: 1 or 2.
    pub fn number(self) -> i16 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }

    /// The partner stored as this number.
    pub fn from_number(number: i16) -> Option<Self> {
        match number {
            1 => Some(Self::One),
            2 => Some(Self::Two),
            _ => None,
        }
    }
}
