//! The judge of the tests: every REST request and every gateway frame, in order, never changed.

use std::sync::{Mutex, MutexGuard};
use std::time::Instant;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// One thing that passed a door.
#[derive(Debug, Clone)]
pub struct Entry {
    pub seq: u64,
    /// By the shared clock.
    pub at: DateTime<Utc>,
    /// For measuring.
    pub stamp: Instant,
    pub what: What,
}

#[derive(Debug, Clone)]
pub enum What {
    Rest(Rest),
    /// A frame, sent to the bot or received from it.
    Frame {
        to_bot: bool,
        op: u64,
        event: Option<String>,
        body: Value,
    },
}

#[derive(Debug, Clone)]
pub struct Rest {
    pub method: String,
    /// Without `/api/v10`.
    pub path: String,
    /// The path without ids, such as `channels/*/messages`.
    pub route: String,
    pub query: String,
    /// Whether it came with the bot's authorisation.
    pub authorized: bool,
    pub body: Value,
    /// What it was answered with: 0 if the connection was cut, none yet while it is held.
    pub status: Option<u16>,
    pub answer: Value,
    pub answered: Option<Instant>,
}

impl Rest {
    /// Whether the 50 requests a second count this one.
    pub fn is_global(&self) -> bool {
        !self.route.starts_with("interactions/") && !self.route.starts_with("webhooks/")
    }
}

/// Append-only. A run that lasts may bound how much is kept.
#[derive(Debug)]
pub struct Ledger {
    kept: Mutex<Kept>,
    most: usize,
}

#[derive(Debug, Default)]
struct Kept {
    entries: Vec<Entry>,
    next: u64,
    forgotten: u64,
}

impl Ledger {
    /// Keeps at least the last `most` entries.
    pub fn keeping(most: usize) -> Self {
        Self {
            kept: Mutex::default(),
            most,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept
            .lock()
            .expect("nobody panics while writing the ledger")
    }

    pub(super) fn write(&self, at: DateTime<Utc>, what: What) -> u64 {
        let mut kept = self.lock();
        if kept.entries.len() >= self.most.saturating_mul(2) {
            let old = kept.entries.len() - self.most;
            kept.entries.drain(..old);
            kept.forgotten += old as u64;
        }
        let seq = kept.next;
        kept.next += 1;
        kept.entries.push(Entry {
            seq,
            at,
            stamp: Instant::now(),
            what,
        });
        seq
    }

    /// Completes a request's entry with its answer.
    pub(super) fn answered(&self, seq: u64, status: u16, answer: Value) {
        let mut kept = self.lock();
        let place = seq
            .checked_sub(kept.forgotten)
            .and_then(|place| usize::try_from(place).ok());
        if let Some(What::Rest(rest)) = place
            .and_then(|p| kept.entries.get_mut(p))
            .map(|entry| &mut entry.what)
        {
            rest.status = Some(status);
            rest.answer = answer;
            rest.answered = Some(Instant::now());
        }
    }

    /// How many things have passed so far: a mark to look from later.
    pub fn mark(&self) -> u64 {
        self.lock().next
    }

    /// Everything since a mark.
    pub fn since(&self, mark: u64) -> Vec<Entry> {
        self.lock()
            .entries
            .iter()
            .filter(|entry| entry.seq >= mark)
            .cloned()
            .collect()
    }

    /// All requests since a mark, with the moment of each.
    pub fn requests_since(&self, mark: u64) -> Vec<(DateTime<Utc>, Rest)> {
        let entries = self.since(mark).into_iter();
        entries
            .filter_map(|entry| {
                if let What::Rest(rest) = entry.what {
                    Some((entry.at, rest))
                } else {
                    None
                }
            })
            .collect()
    }

    /// How many requests of a method and route there were since a mark.
    pub fn count_since(&self, mark: u64, method: &str, route: &str) -> usize {
        let requests = self.requests_since(mark);
        requests
            .iter()
            .filter(|(_, rest)| rest.method == method && rest.route == route)
            .count()
    }
}
