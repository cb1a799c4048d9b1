//! The gate's rules, pure: instants and answers go in, turns come out. No waiting here.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use tokio::time::Instant;

use super::window::{Care, Refusals, Window};
use super::{Answer, Lane, Place, Scope, Urgency};

/// More than this many waiting is no queue any more: the caller keeps its promise and comes back.
const MOST_WAITING: usize = 10_000;
/// A class with somebody waiting gets at least every twentieth turn: a floor of 5 %.
const PASSED_OVER: u32 = 19;

/// Permission to send one request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    number: u64,
    granted: Instant,
    place: Place,
}

pub(super) enum Next<W> {
    Go(Turn, W),
    /// Nobody may go before this instant.
    At(Instant),
    /// Nobody may go until something is asked or answered.
    Idle,
}

/// Where a waiting request stands, to leave the queue again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket {
    lane: Lane,
    urgency: Urgency,
    number: u64,
}

struct Waiting<W> {
    kind: &'static str,
    who: W,
}

/// One channel's (or guild's, or route's) requests: one at a time, most urgent first, then in order.
struct Queue<W> {
    waiting: BTreeMap<(Urgency, u64), Waiting<W>>,
    busy: bool,
    /// Buckets of this lane that are used up, and until when.
    blocks: Vec<(Arc<str>, Instant)>,
    listed: Listed,
}

#[derive(Clone, Copy)]
enum Listed {
    No,
    Ready(Urgency, u64),
    Asleep(Instant),
}

/// Everything that is known about who may send. `W` is how a waiting request is told.
pub(super) struct Core<W> {
    window: Window,
    refusals: Refusals,
    lanes: HashMap<Lane, Queue<W>>,
    /// Lanes whose first request could go now, by class and then in order of coming.
    ready: [BTreeMap<u64, Lane>; Urgency::ALL.len()],
    asleep: BTreeSet<(Instant, Lane)>,
    passed_over: [u32; Urgency::ALL.len()],
    /// The bucket's name of each kind of route, learned from headers.
    buckets: HashMap<&'static str, Arc<str>>,
    /// A global 429 holds everything until then.
    held: Option<Instant>,
    waiting: usize,
    running: usize,
    numbers: u64,
}

impl<W> Core<W> {
    pub(super) fn new(per_second: u32) -> Self {
        Self {
            window: Window::new(per_second),
            refusals: Refusals::default(),
            lanes: HashMap::new(),
            ready: Default::default(),
            asleep: BTreeSet::new(),
            passed_over: Default::default(),
            buckets: HashMap::new(),
            held: None,
            waiting: 0,
            running: 0,
            numbers: 0,
        }
    }

    /// Joins the queue. None: it is full.
    pub(super) fn enter(
        &mut self,
        place: Place,
        urgency: Urgency,
        who: W,
        now: Instant,
    ) -> Option<Ticket> {
        if self.waiting >= MOST_WAITING {
            return None;
        }
        if self.waiting == 0 {
            self.window.rested(now);
        }
        self.waiting += 1;
        self.numbers += 1;
        let number = self.numbers;
        let queue = self.lanes.entry(place.lane).or_insert_with(|| Queue {
            waiting: BTreeMap::new(),
            busy: false,
            blocks: Vec::new(),
            listed: Listed::No,
        });
        queue.waiting.insert(
            (urgency, number),
            Waiting {
                kind: place.kind,
                who,
            },
        );
        self.list(place.lane, now);
        Some(Ticket {
            lane: place.lane,
            urgency,
            number,
        })
    }

    /// Leaves the queue without having had a turn; nothing happens if it had one.
    pub(super) fn leave(&mut self, ticket: Ticket, now: Instant) {
        let key = (ticket.urgency, ticket.number);
        let Some(queue) = self.lanes.get_mut(&ticket.lane) else {
            return;
        };
        if queue.waiting.remove(&key).is_some() {
            self.waiting -= 1;
            self.list(ticket.lane, now);
        }
    }

    /// The next who may go now.
    pub(super) fn next(&mut self, now: Instant) -> Next<W> {
        while let Some((until, lane)) = self.asleep.first().copied()
            && until <= now
        {
            self.list(lane, now);
        }
        if self.ready.iter().all(BTreeMap::is_empty) {
            return self
                .asleep
                .first()
                .map_or(Next::Idle, |(until, _)| Next::At(*until));
        }
        if let Some(until) = self.held.filter(|until| *until > now) {
            return Next::At(until);
        }
        self.held = None;
        match self.refusals.care(now) {
            Care::Hold { until }
            | Care::OneAtATime {
                not_before: Some(until),
            } => {
                return Next::At(until);
            }
            Care::OneAtATime { not_before: None } if self.running > 0 => return Next::Idle,
            Care::None | Care::OneAtATime { not_before: None } => {}
        }
        if let Some(until) = self.window.full_until(now) {
            return Next::At(until);
        }
        match self.choose(now) {
            Ok(class) => self.grant(class, now),
            Err(until) => {
                // Somebody who is waited for may wake before the pace allows the others.
                let wakes = self.asleep.first().map_or(until, |(wakes, _)| *wakes);
                Next::At(until.min(wakes))
            }
        }
    }

    /// Discord answered.
    pub(super) fn answered(&mut self, turn: Turn, answer: &Answer, now: Instant) {
        self.window.answered(turn.number, turn.granted, now);
        let place = turn.place;
        if let Some(bucket) = &answer.bucket
            && self
                .buckets
                .get(place.kind)
                .is_none_or(|known| **known != **bucket)
        {
            self.buckets.insert(place.kind, bucket.as_str().into());
        }
        self.count(answer, now);
        let name = match &answer.bucket {
            Some(bucket) => Arc::from(bucket.as_str()),
            None => self
                .buckets
                .get(place.kind)
                .cloned()
                .unwrap_or_else(|| place.kind.into()),
        };
        let block = match (answer.refused, answer.remaining) {
            (Some((Scope::Global, _)), _) => None,
            (Some((_, after)), _) => Some(now + after),
            (None, Some(0)) => answer.reset_after.map(|after| now + after),
            _ => None,
        };
        if let (Some(until), Some(queue)) = (block, self.lanes.get_mut(&place.lane)) {
            queue.blocks.retain(|(known, _)| *known != name);
            queue.blocks.push((name, until));
        }
        self.free(turn, now);
    }

    /// It was sent and no answer came.
    pub(super) fn unanswered(&mut self, turn: Turn, now: Instant) {
        self.free(turn, now);
    }

    /// It was not sent after all.
    pub(super) fn unused(&mut self, turn: Turn, now: Instant) {
        self.window.give_back(turn.number, turn.granted);
        self.free(turn, now);
    }

    /// Counts what Discord counts: refusals, and a global 429 wherever it was met.
    pub(super) fn count(&mut self, answer: &Answer, now: Instant) {
        let shared = matches!(answer.refused, Some((Scope::Shared, _)));
        if matches!(answer.status, 401 | 403) || (answer.status == 429 && !shared) {
            self.refusals.count(now);
        }
        if let Some((Scope::Global, after)) = answer.refused {
            self.held = self.held.max(Some(now + after));
        }
    }

    /// Whether so much was refused that nothing at all should be sent.
    pub(super) fn holds_everything(&mut self, now: Instant) -> bool {
        matches!(self.refusals.care(now), Care::Hold { .. })
    }

    fn choose(&mut self, now: Instant) -> Result<Urgency, Instant> {
        let waits = |class: &Urgency| !self.ready[*class as usize].is_empty();
        let starved = Urgency::ALL
            .into_iter()
            .filter(waits)
            .filter(|class| self.passed_over[*class as usize] >= PASSED_OVER)
            .max_by_key(|class| self.passed_over[*class as usize]);
        if let Some(class) = starved {
            return Ok(class);
        }
        let first = Urgency::ALL
            .into_iter()
            .find(waits)
            .unwrap_or(Urgency::Tidy);
        match self.window.paced_until(now) {
            Some(until) if first != Urgency::PersonWaits => Err(until),
            _ => Ok(first),
        }
    }

    fn grant(&mut self, class: Urgency, now: Instant) -> Next<W> {
        for other in Urgency::ALL {
            let passed = &mut self.passed_over[other as usize];
            let waits = other != class && !self.ready[other as usize].is_empty();
            *passed = if waits { *passed + 1 } else { 0 };
        }
        let Some((number, lane)) = self.ready[class as usize].pop_first() else {
            return Next::Idle;
        };
        let queue = self.lanes.get_mut(&lane).expect("a listed lane exists");
        let first = queue
            .waiting
            .remove(&(class, number))
            .expect("a listed request waits");
        queue.listed = Listed::No;
        queue.busy = true;
        self.waiting -= 1;
        self.running += 1;
        self.window.take(number, now);
        let place = Place {
            lane,
            kind: first.kind,
        };
        Next::Go(
            Turn {
                number,
                granted: now,
                place,
            },
            first.who,
        )
    }

    fn free(&mut self, turn: Turn, now: Instant) {
        self.running -= 1;
        if let Some(queue) = self.lanes.get_mut(&turn.place.lane) {
            queue.busy = false;
        }
        self.list(turn.place.lane, now);
    }

    /// Puts a lane where it belongs: ready, asleep, or forgotten once nothing is known about it.
    fn list(&mut self, lane: Lane, now: Instant) {
        let Some(queue) = self.lanes.get_mut(&lane) else {
            return;
        };
        match std::mem::replace(&mut queue.listed, Listed::No) {
            Listed::No => {}
            Listed::Ready(class, number) => {
                self.ready[class as usize].remove(&number);
            }
            Listed::Asleep(until) => {
                self.asleep.remove(&(until, lane));
            }
        }
        queue.blocks.retain(|(_, until)| *until > now);
        if queue.busy {
            return;
        }
        let wakes = match queue.waiting.first_key_value() {
            None => queue.blocks.iter().map(|(_, until)| *until).min(),
            Some(((class, number), first)) => {
                let bucket = self.buckets.get(first.kind);
                let blocked = queue
                    .blocks
                    .iter()
                    .filter(|(name, _)| **name == *first.kind || Some(name) == bucket)
                    .map(|(_, until)| *until)
                    .max();
                if blocked.is_none() {
                    queue.listed = Listed::Ready(*class, *number);
                    self.ready[*class as usize].insert(*number, lane);
                    return;
                }
                blocked
            }
        };
        if let Some(until) = wakes {
            queue.listed = Listed::Asleep(until);
            self.asleep.insert((until, lane));
        } else {
            self.lanes.remove(&lane);
        }
    }

    /// How many lanes are remembered.
    #[cfg(test)]
    pub(super) fn lanes(&self) -> usize {
        self.lanes.len()
    }
}
