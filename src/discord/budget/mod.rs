//! The gate: who may send to Discord now. serenity's own limiter is off.
//!
//! Why not `twilight-http-ratelimiting` 0.18: it has no priorities, counts the global budget in
//! fixed seconds (so twice the budget fits around a border), and knows neither 429s nor refusals.

mod core;
mod window;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{Notify, oneshot, watch};
use tokio::time::Instant;

use self::core::{Core, Next, Ticket, Turn};

/// How urgent a request is; the highest class with somebody waiting goes first, and none starves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Somebody looks at the screen.
    PersonWaits,
    /// Promised for an exact time, such as a reveal.
    Exact,
    /// The weekly prompt.
    Prompt,
    /// Nobody would notice a delay.
    Tidy,
}

impl Urgency {
    pub(super) const ALL: [Self; 4] = [Self::PersonWaits, Self::Exact, Self::Prompt, Self::Tidy];
}

/// What Discord counts apart (its *major parameter*); requests in one lane go one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Lane {
    Channel(u64),
    Guild(u64),
    /// Routes without such a parameter: each is a lane of its own.
    Route(&'static str),
}

/// Where a request goes, as far as limits are concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub lane: Lane,
    /// The kind of route: requests of one kind share a bucket within their lane.
    pub kind: &'static str,
}

/// Whom a 429 concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Global,
    /// Other people's doing; does not count as an invalid request.
    Shared,
    Own,
}

/// What an answer says about limits.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub status: u16,
    pub bucket: Option<String>,
    pub remaining: Option<u32>,
    pub reset_after: Option<Duration>,
    /// A 429: whom it concerns and how long to wait.
    pub refused: Option<(Scope, Duration)>,
}

/// Why the gate let nobody through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// Too many are waiting, or Discord refused too much lately.
    Full,
    /// The bot's token was refused: nothing is sent any more.
    Stopped,
}

/// Tend's own limiter. Clones share one budget.
#[derive(Clone)]
pub(super) struct Gate(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// Tells the alarm that there is an earlier instant to wake at. Apart, so that the alarm can
    /// listen without keeping the gate alive.
    alarm: Arc<Notify>,
    stopped: watch::Sender<bool>,
}

struct State {
    core: Core<oneshot::Sender<Permit>>,
    alarm_at: Option<Instant>,
}

impl Gate {
    /// A gate for this many requests a second. Needs a running tokio.
    pub(super) fn new(per_second: u32) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                core: Core::new(per_second),
                alarm_at: None,
            }),
            alarm: Arc::new(Notify::new()),
            stopped: watch::Sender::new(false),
        });
        tokio::spawn(ring(Arc::downgrade(&shared), Arc::clone(&shared.alarm)));
        Self(shared)
    }

    /// Waits for a turn to send one request to this place.
    pub(super) async fn enter(&self, place: Place, urgency: Urgency) -> Result<Permit, Closed> {
        let mut stopped = self.0.stopped.subscribe();
        let (tell, told) = oneshot::channel();
        let ticket = {
            let mut state = self.0.lock();
            state
                .core
                .enter(place, urgency, tell, Instant::now())
                .ok_or(Closed::Full)?
        };
        let _leaves = Leaves { gate: self, ticket };
        self.0.pump();
        tokio::select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => Err(Closed::Stopped),
            permit = told => permit.map_err(|_| Closed::Stopped),
        }
    }

    /// Interaction callbacks and webhooks are outside the global limit and wait for nobody.
    pub(super) fn aside(&self) -> Result<(), Closed> {
        if *self.0.stopped.borrow() {
            return Err(Closed::Stopped);
        }
        if self.0.lock().core.holds_everything(Instant::now()) {
            return Err(Closed::Full);
        }
        Ok(())
    }

    /// What came back on such a route; refusals count like all others.
    pub(super) fn answered_aside(&self, answer: &Answer) {
        if answer.status >= 400 {
            self.0.lock().core.count(answer, Instant::now());
        }
    }

    /// The bot's token was refused: nothing is sent any more, for ever.
    pub(super) fn stop(&self) {
        self.0.stopped.send_replace(true);
    }

    /// Turns true when the bot's token was refused.
    pub(super) fn stopped(&self) -> watch::Receiver<bool> {
        self.0.stopped.subscribe()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets everybody go who may, and sets the alarm for the next.
    fn pump(self: &Arc<Self>) {
        loop {
            let (turn, who) = {
                let mut state = self.lock();
                let now = Instant::now();
                match state.core.next(now) {
                    Next::Go(turn, who) => (turn, who),
                    Next::Idle => return,
                    Next::At(until) => {
                        if state.alarm_at.is_none_or(|at| until < at || at <= now) {
                            state.alarm_at = Some(until);
                            self.alarm.notify_one();
                        }
                        return;
                    }
                }
            };
            // Outside the lock: a permit that nobody takes any more gives itself back.
            drop(who.send(Permit {
                gate: Arc::clone(self),
                turn,
                sent: false,
                done: false,
            }));
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.alarm.notify_one();
    }
}

/// Lets those go whose instant has come, for as long as somebody holds the gate.
async fn ring(gate: Weak<Shared>, alarm: Arc<Notify>) {
    loop {
        let at = {
            let Some(gate) = gate.upgrade() else { return };
            gate.pump();
            gate.lock().alarm_at
        };
        let Some(at) = at else {
            alarm.notified().await;
            continue;
        };
        tokio::select! {
            () = tokio::time::sleep_until(at) => {
                let Some(gate) = gate.upgrade() else { return };
                gate.lock().alarm_at = None;
            }
            () = alarm.notified() => {}
        }
    }
}

/// Takes a request that stopped waiting out of the queue.
struct Leaves<'a> {
    gate: &'a Gate,
    ticket: Ticket,
}

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        self.gate.0.lock().core.leave(self.ticket, Instant::now());
    }
}

/// Permission to send one request. Dropped unused, it goes to the next in the queue.
pub(super) struct Permit {
    gate: Arc<Shared>,
    turn: Turn,
    sent: bool,
    done: bool,
}

impl Permit {
    /// From now on Discord may have counted the request.
    pub(super) fn sending(&mut self) {
        self.sent = true;
    }

    /// Discord answered.
    pub(super) fn answered(mut self, answer: &Answer) {
        self.done = true;
        self.gate
            .lock()
            .core
            .answered(self.turn, answer, Instant::now());
        self.gate.pump();
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        let now = Instant::now();
        let mut state = self.gate.lock();
        if self.sent {
            state.core.unanswered(self.turn, now);
        } else {
            state.core.unused(self.turn, now);
        }
        // Not from here, where it could nest without end: the alarm's task goes on.
        state.alarm_at = Some(now);
        drop(state);
        self.gate.alarm.notify_one();
    }
}

#[cfg(test)]
mod tests;
