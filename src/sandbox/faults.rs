//! Trouble on request: requests that are slow, refused, lost, garbled, or held until a test lets them go.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

/// What happens to a request.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It waits this long before anything is done.
    Slow(Duration),
    /// Refused, with nothing done.
    Refuse {
        status: u16,
        code: u32,
        message: String,
    },
    /// 429, with nothing done: scope `user`, `global` or `shared`.
    TooMany {
        scope: &'static str,
        retry_after: Duration,
    },
    /// The connection is cut before anything is done.
    CutBefore,
    /// It is done, and then the connection is cut instead of an answer.
    LoseAnswer,
    /// It is done, and then the answer is no JSON.
    Garbage,
    /// Cloudflare's page instead of Discord, with nothing done.
    Cloudflare(u16),
    /// Held until a test lets it go.
    Hold(When, Arc<Hold>),
}

/// On which side of a request's effect it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Nothing has been done yet.
    Before,
    /// It is done, but the answer is not sent.
    After,
}

/// Which requests: a method (empty for any) and a route with `*` for an id (`**` at its end for all below).
#[derive(Debug, Clone)]
pub struct Matching {
    pub method: String,
    pub route: String,
}

impl Matching {
    pub fn new(method: &str, route: &str) -> Self {
        Self {
            method: method.to_owned(),
            route: route.trim_start_matches('/').to_owned(),
        }
    }

    /// Every request.
    pub fn all() -> Self {
        Self::new("", "**")
    }

    fn fits(&self, method: &str, path: &[&str]) -> bool {
        if !self.method.is_empty() && self.method != method {
            return false;
        }
        let mut steps = path.iter();
        for wanted in self.route.split('/') {
            if wanted == "**" {
                return true;
            }
            if steps
                .next()
                .is_none_or(|step| wanted != "*" && wanted != *step)
            {
                return false;
            }
        }
        steps.next().is_none()
    }
}

#[derive(Debug)]
struct Rule {
    id: u64,
    matching: Matching,
    fault: Fault,
    /// How many more requests it falls upon; none: until it is lifted.
    left: Option<u32>,
}

/// The faults in force.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Rules>);

#[derive(Debug, Default)]
struct Rules {
    all: Vec<Rule>,
    next: u64,
    date: DateHeader,
}

/// What the `Date` header of every answer says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateHeader {
    /// The machine's own time, which nobody moves on purpose.
    #[default]
    Right,
    /// This much later than that.
    Off(TimeDelta),
    /// Nothing that is a date, as where something in between has taken it away.
    None,
}

impl Faults {
    fn lock(&self) -> MutexGuard<'_, Rules> {
        self.0
            .lock()
            .expect("nobody panics while holding the faults")
    }

    fn add(&self, matching: Matching, fault: Fault, left: Option<u32>) -> u64 {
        let mut rules = self.lock();
        rules.next += 1;
        let id = rules.next;
        rules.all.push(Rule {
            id,
            matching,
            fault,
            left,
        });
        id
    }

    /// What the `Date` header says from now on.
    pub fn set_date(&self, date: DateHeader) {
        self.lock().date = date;
    }

    pub(super) fn date(&self) -> DateHeader {
        self.lock().date
    }

    /// Falls upon the next `times` requests that match. Gives a number to lift it by.
    pub fn next(&self, times: u32, matching: Matching, fault: Fault) -> u64 {
        self.add(matching, fault, Some(times))
    }

    /// Falls upon all requests that match, until it is lifted.
    pub fn always(&self, matching: Matching, fault: Fault) -> u64 {
        self.add(matching, fault, None)
    }

    pub fn lift(&self, id: u64) {
        self.lock().all.retain(|rule| rule.id != id);
    }

    pub fn lift_all(&self) {
        self.lock().all.clear();
    }

    /// Holds the next request that matches, before or after its effect.
    pub fn hold(&self, matching: Matching, when: When) -> Gate {
        let (hold, gate) = Hold::new();
        self.add(matching, Fault::Hold(when, Arc::new(hold)), Some(1));
        gate
    }

    /// The faults that fall upon this request, in the order they were asked for.
    pub(super) fn falling_on(&self, method: &str, path: &[&str]) -> Vec<Fault> {
        let mut rules = self.lock();
        let mut found = Vec::new();
        for rule in &mut rules.all {
            if rule.left != Some(0) && rule.matching.fits(method, path) {
                rule.left = rule.left.map(|left| left - 1);
                found.push(rule.fault.clone());
            }
        }
        rules.all.retain(|rule| rule.left != Some(0));
        found
    }
}

/// A request that a test holds.
#[derive(Debug)]
pub struct Arrival {
    /// Its number in the ledger.
    pub seq: u64,
    pub body: Value,
    /// Only where it is held after its effect.
    pub status: Option<u16>,
}

/// The test's side of a held request.
#[derive(Debug)]
pub struct Gate {
    arrived: mpsc::UnboundedReceiver<Arrival>,
    verdict: Option<oneshot::Sender<bool>>,
}

impl Gate {
    /// Waits until the request is there, and goes on holding it.
    pub async fn arrived(&mut self) -> Option<Arrival> {
        self.arrived.recv().await
    }

    /// Lets it go on. A gate that is dropped lets it go on too.
    pub fn release(mut self) {
        self.decide(true);
    }

    /// Cuts its connection: before its effect nothing happens at all; after it, the answer is lost.
    pub fn cut(mut self) {
        self.decide(false);
    }

    fn decide(&mut self, go_on: bool) {
        if let Some(verdict) = self.verdict.take() {
            let _ = verdict.send(go_on); // the bot may have hung up
        }
    }
}

/// The request's side of it.
#[derive(Debug)]
pub struct Hold {
    arrivals: mpsc::UnboundedSender<Arrival>,
    verdict: Mutex<Option<oneshot::Receiver<bool>>>,
}

impl Hold {
    fn new() -> (Self, Gate) {
        let (arrivals, arrived) = mpsc::unbounded_channel();
        let (decide, verdict) = oneshot::channel();
        (
            Self {
                arrivals,
                verdict: Mutex::new(Some(verdict)),
            },
            Gate {
                arrived,
                verdict: Some(decide),
            },
        )
    }

    /// Reports the request and waits for the verdict: whether it goes on.
    pub(super) async fn wait(&self, arrival: Arrival) -> bool {
        let verdict = self
            .verdict
            .lock()
            .expect("nobody panics while holding the verdict")
            .take();
        let _ = self.arrivals.send(arrival);
        match verdict {
            Some(verdict) => verdict.await.unwrap_or(true),
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(route: &str, path: &str) -> bool {
        Matching::new("POST", route).fits("POST", &path.split('/').collect::<Vec<_>>())
    }

    #[test]
    fn a_star_stands_for_one_step_and_two_for_the_rest() {
        assert!(fits("channels/*/messages", "channels/1/messages"));
        assert!(!fits("channels/*/messages", "channels/1/messages/2"));
        assert!(!fits("channels/*/messages", "channels/1"));
        assert!(fits("channels/**", "channels/1/messages/2"));
        assert!(fits("**", "gateway"));
    }

    #[test]
    fn a_fault_falls_as_often_as_asked() {
        let faults = Faults::default();
        faults.next(2, Matching::all(), Fault::CutBefore);
        let fallen = [(); 3].map(|()| faults.falling_on("GET", &["gateway"]).len());
        assert_eq!(fallen, [1, 1, 0]);
    }
}
