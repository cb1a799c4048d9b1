//! The two kinds of failure: the person's, shown kindly; and ours, logged once and apologised for.

use crate::ui::{Card, Reply};

/// Why a handler did not do what was asked.
#[derive(Debug)]
pub enum Error {
    /// Something the person can understand or change: shown as it is, not logged.
    Refused(Box<Reply>),
    /// The same press came twice; its first result stands and nothing more is shown.
    Replayed,
    /// This form, or this button of this card, has done its work already: what it made is shown instead.
    Taken,
    /// It is for its author alone, and the host, who could read what is stored, is one of the two: nothing is kept,
    /// and what was typed is shown back.
    NotStored,
    /// Ours: logged once with a reference, and the person is told that reference. Must never
    /// carry what somebody wrote.
    Broken(anyhow::Error),
}

impl From<Card> for Error {
    fn from(card: Card) -> Self {
        Self::Refused(Box::new(Reply::Say(vec![card])))
    }
}

impl From<Reply> for Error {
    fn from(reply: Reply) -> Self {
        Self::Refused(Box::new(reply))
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(error.into())
    }
}
