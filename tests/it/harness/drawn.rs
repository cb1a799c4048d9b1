//! What a story draws at random: the same in every run, and for each person from a stream of their own.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use tend::clock::{Clock as _, StoppedClock};
use tend::domain::id;
use tend::entropy::{Entropy, Whose};

/// Which stream, and from which instant on. What is a person's begins anew with each instant, so that what they
/// did before, and nobody else knows of, moves nothing that the other comes to see of what they do later. What
/// is both's does not, as either may be the one who begins it.
type Stream = (Option<Whose>, Option<DateTime<Utc>>);

/// Draws from hashes of what a stream is and how much of it there was. Outlives a restart of the bot.
#[derive(Debug)]
pub struct Drawn {
    clock: Arc<StoppedClock>,
    so_far: Mutex<HashMap<Stream, u64>>,
    ids: Mutex<Vec<i64>>,
}

impl Drawn {
    pub fn new(clock: Arc<StoppedClock>) -> Self {
        Self {
            clock,
            so_far: Mutex::default(),
            ids: Mutex::default(),
        }
    }

    /// All ids so far, as they are shown to nobody.
    pub fn decimals(&self) -> Vec<String> {
        let ids = self.ids.lock().unwrap();
        ids.iter().map(i64::to_string).collect()
    }

    fn count(&self, stream: Stream) -> u64 {
        let mut so_far = self.so_far.lock().unwrap();
        let count = so_far.entry(stream).or_default();
        *count += 1;
        *count
    }

    fn next(&self, stream: Stream) -> [u8; 8] {
        let mut hash = DefaultHasher::new();
        (stream, self.count(stream)).hash(&mut hash);
        hash.finish().to_be_bytes()
    }
}

impl Entropy for Drawn {
    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next((None, None))[..chunk.len()]);
        }
        Ok(())
    }

    fn draw(&self, whose: Whose) -> anyhow::Result<[u8; 8]> {
        let instant = match whose {
            Whose::Person(_) | Whose::Shown(_) | Whose::Author(..) => Some(self.clock.now()),
            Whose::Both(..) => None,
            // Which of the questions a couple is asked first follows from its id: they are the same in all stories.
            Whose::NewCouple => return Ok(self.count((Some(whose), None)).to_be_bytes()),
        };
        let drawn = self.next((Some(whose), instant));
        self.ids.lock().unwrap().extend(id::of_bytes(drawn));
        Ok(drawn)
    }
}
