//! Where randomness comes from: handed in, so that nothing draws it in secret.

use crate::domain::{CoupleId, Partner, UserId, id};

/// Fills bytes with what nobody can guess.
pub trait Entropy: Send + Sync + std::fmt::Debug {
    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()>;

    /// Eight bytes for the id of something new. A machine's are the same whoever asks for them. A story's, which
    /// have to be known before, come from a stream of each's own: so what one does moves no id of the other.
    fn draw(&self, _whose: Whose) -> anyhow::Result<[u8; 8]> {
        let mut bytes = [0; 8];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }
}

/// Who makes what gets an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// This person makes it.
    Person(UserId),
    /// This person is shown it: a form, or a private card.
    Shown(UserId),
    /// This one of the two writes it.
    Author(CoupleId, Partner),
    /// Two people begin: it is their couple.
    NewCouple,
    /// It belongs to both, whoever of them or of the clock begins it: the rounds of a couple, say.
    Both(CoupleId, &'static str),
}

impl dyn Entropy + '_ {
    /// An id for something new: 62 bits, never 0.
    pub fn id(&self, whose: Whose) -> anyhow::Result<i64> {
        loop {
            if let Some(id) = id::of_bytes(self.draw(whose)?) {
                return Ok(id);
            }
        }
    }
}

/// The operating system's.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()> {
        getrandom::fill(bytes)
            .map_err(|error| anyhow::anyhow!("this machine gives no random bytes: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_ids_are_alike_and_none_is_nothing() {
        let entropy: &dyn Entropy = &OsEntropy;
        let drawn: BTreeSet<i64> = (0..10_000)
            .map(|_| entropy.id(Whose::Person(UserId(7))).expect("a machine's"))
            .collect();
        assert_eq!(drawn.len(), 10_000);
        assert!(drawn.iter().all(|id| (1..1 << 62).contains(id)));
    }
}
