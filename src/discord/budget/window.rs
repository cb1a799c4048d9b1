//! How many requests fit into any second, and how close together they may be.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

/// Discord counts when a request reaches it, somewhere between our sending and its answer. So a
/// place in the window comes free this long after the *answer*: then no jitter on the way can put
/// one request too many into one of Discord's seconds. The two milliseconds are the timer's grain.
const AFTER_ANSWER: Duration = Duration::from_millis(1002);
/// Without an answer by then the place comes free anyway; a slow Discord must not stop Tend.
const AT_LATEST: Duration = Duration::from_millis(1250);

/// So much of a delay of our own (a busy machine, a late timer) is made up for by a few in a row.
const MADE_UP: Duration = Duration::from_millis(100);

/// The global budget: at most `most` requests in any second as Discord counts them.
#[derive(Debug)]
pub(super) struct Window {
    most: usize,
    /// When each taken place comes free, soonest first; the number tells equal instants apart.
    taken: BTreeSet<(Instant, u64)>,
    spacing: Duration,
    /// When the next request that nobody waits for may leave.
    due: Option<Instant>,
}

impl Window {
    pub(super) fn new(per_second: u32) -> Self {
        let most = per_second.max(1);
        // A little faster than the budget, so that the window and not the pace is what limits.
        let spacing = Duration::from_secs(1).mul_f64(0.98) / most;
        Self {
            most: most as usize,
            taken: BTreeSet::new(),
            spacing,
            due: None,
        }
    }

    /// None: there is room now. Otherwise when there will be.
    pub(super) fn full_until(&mut self, now: Instant) -> Option<Instant> {
        while self.taken.first().is_some_and(|(free, _)| *free <= now) {
            self.taken.pop_first();
        }
        (self.taken.len() >= self.most).then(|| self.taken.first().map_or(now, |(free, _)| *free))
    }

    /// When the next request that nobody waits for may leave. Those are spread over the second,
    /// so that somebody who comes in the middle of a backlog finds a place within moments.
    pub(super) fn paced_until(&self, now: Instant) -> Option<Instant> {
        self.due.filter(|due| *due > now)
    }

    /// Nobody waited until now: there is no delay to make up for.
    pub(super) fn rested(&mut self, now: Instant) {
        self.due = self.due.filter(|due| *due > now);
    }

    pub(super) fn take(&mut self, number: u64, now: Instant) {
        self.taken.insert((now + AT_LATEST, number));
        let from = self
            .due
            .map_or(now, |due| due.max(now.checked_sub(MADE_UP).unwrap_or(due)));
        self.due = Some(from + self.spacing);
    }

    pub(super) fn answered(&mut self, number: u64, sent: Instant, now: Instant) {
        let latest = sent + AT_LATEST;
        if self.taken.remove(&(latest, number)) {
            self.taken.insert((latest.min(now + AFTER_ANSWER), number));
        }
    }

    /// It was never sent, so Discord never counted it.
    pub(super) fn give_back(&mut self, number: u64, sent: Instant) {
        self.taken.remove(&(sent + AT_LATEST, number));
    }
}

/// From here on Tend is careful; Discord bans an address at 10,000 in ten minutes.
const CAREFUL_FROM: usize = 300;
/// From here on nothing is sent until some are forgotten.
const HOLD_FROM: usize = 5_000;
const REMEMBERED: Duration = Duration::from_mins(10);
/// While careful, one request at a time, and this long a pause after each refused one: 200 more
/// in ten minutes at the very most, while what succeeds goes on.
const PAUSE: Duration = Duration::from_secs(3);

/// Requests that Discord counts as invalid: 401, 403, and 429 that are our own doing.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    times: VecDeque<Instant>,
}

/// What the refusals of the last ten minutes ask of the gate.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Care {
    None,
    OneAtATime { not_before: Option<Instant> },
    Hold { until: Instant },
}

impl Refusals {
    pub(super) fn count(&mut self, now: Instant) {
        if self.times.len() > HOLD_FROM {
            self.times.pop_front();
        }
        self.times.push_back(now);
    }

    pub(super) fn care(&mut self, now: Instant) -> Care {
        while self.times.front().is_some_and(|at| *at + REMEMBERED <= now) {
            self.times.pop_front();
        }
        if self.times.len() >= HOLD_FROM {
            let until = self.times.front().map_or(now, |at| *at + REMEMBERED);
            return Care::Hold { until };
        }
        if self.times.len() < CAREFUL_FROM {
            return Care::None;
        }
        let pause = self.times.back().map(|at| *at + PAUSE);
        Care::OneAtATime {
            not_before: pause.filter(|at| *at > now),
        }
    }
}
