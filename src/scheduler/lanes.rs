//! Who is next: one couple's promises in the order they were due, couples beside each other, and what
//! somebody waits for first.

use std::collections::{HashMap, VecDeque};

use crate::domain::timer::Timer;
use crate::domain::{CoupleId, TimerId};
use crate::store::timers::Claimed;

/// What happens one after another: all that concerns one couple, and so one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Lane {
    Couple(CoupleId),
    Alone(TimerId),
}

/// What was claimed and is not done yet.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// What waits in each lane. A lane that is here is ready or busy, and known to one place only.
    waiting: HashMap<Lane, VecDeque<Claimed>>,
    soon: VecDeque<Lane>,
    patient: VecDeque<Lane>,
    held: usize,
}

impl Lanes {
    /// How many promises are held, those being worked on included.
    pub fn held(&self) -> usize {
        self.held
    }

    /// Takes a promise in, behind the others of its couple.
    pub fn add(&mut self, row: Claimed) {
        let lane = row.couple.map_or(Lane::Alone(row.id), Lane::Couple);
        self.held += 1;
        if let Some(queue) = self.waiting.get_mut(&lane) {
            queue.push_back(row);
        } else {
            self.ready(lane, &row);
            self.waiting.insert(lane, VecDeque::from([row]));
        }
    }

    /// The next to work on, of a lane in which nothing else is going on.
    pub fn next(&mut self) -> Option<(Lane, Claimed)> {
        let lane = self.soon.pop_front().or_else(|| self.patient.pop_front())?;
        let row = self.waiting.get_mut(&lane)?.pop_front()?;
        Some((lane, row))
    }

    /// What was going on in this lane has ended.
    pub fn finished(&mut self, lane: Lane) {
        self.held -= 1;
        match self
            .waiting
            .get(&lane)
            .and_then(|queue| queue.front())
            .cloned()
        {
            Some(row) => self.ready(lane, &row),
            None => drop(self.waiting.remove(&lane)),
        }
    }

    /// Hands back all that nobody has begun.
    pub fn give_back(&mut self) -> Vec<Claimed> {
        self.soon.clear();
        self.patient.clear();
        let rows: Vec<Claimed> = self.waiting.values_mut().flat_map(std::mem::take).collect();
        self.held -= rows.len();
        rows
    }

    fn ready(&mut self, lane: Lane, first: &Claimed) {
        let soon = first.timer.as_ref().is_ok_and(Timer::is_soon);
        let queue = if soon {
            &mut self.soon
        } else {
            &mut self.patient
        };
        queue.push_back(lane);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RoundId;

    fn row(id: i64, couple: Option<i64>, timer: Timer) -> Claimed {
        Claimed {
            id: TimerId(id),
            timer: Ok(timer),
            couple: couple.map(CoupleId),
            due: "2026-03-01T19:00:00Z".parse().expect("an instant"),
            attempt: 1,
            retries: 0,
            refused: 0,
            waits: None,
            unsettled: None,
        }
    }

    fn prompt(id: i64, couple: i64) -> Claimed {
        let week = "2026-03-02".parse().expect("a date");
        row(
            id,
            Some(couple),
            Timer::Prompt {
                couple: CoupleId(couple),
                week,
            },
        )
    }

    fn next(lanes: &mut Lanes) -> Option<(Lane, i64)> {
        lanes.next().map(|(lane, row)| (lane, row.id.0))
    }

    #[test]
    fn a_couples_promises_come_one_after_another() {
        let mut lanes = Lanes::default();
        let couple = Lane::Couple(CoupleId(1));
        lanes.add(prompt(10, 1));
        lanes.add(row(11, Some(1), Timer::Reveal { round: RoundId(5) }));
        lanes.add(prompt(20, 2));
        assert_eq!(next(&mut lanes), Some((couple, 10)));
        assert_eq!(next(&mut lanes), Some((Lane::Couple(CoupleId(2)), 20)));
        assert_eq!(next(&mut lanes), None, "the first couple is busy");
        assert_eq!(lanes.held(), 3);
        lanes.finished(couple);
        assert_eq!(next(&mut lanes), Some((couple, 11)));
        lanes.finished(couple);
        lanes.finished(Lane::Couple(CoupleId(2)));
        assert_eq!(lanes.held(), 0);
        assert!(lanes.waiting.is_empty());
    }

    #[test]
    fn what_somebody_waits_for_goes_before_the_prompts() {
        let mut lanes = Lanes::default();
        lanes.add(prompt(10, 1));
        lanes.add(prompt(20, 2));
        lanes.add(row(30, None, Timer::Reveal { round: RoundId(3) }));
        assert_eq!(next(&mut lanes), Some((Lane::Alone(TimerId(30)), 30)));
        assert_eq!(next(&mut lanes), Some((Lane::Couple(CoupleId(1)), 10)));
    }

    #[test]
    fn what_nobody_began_is_handed_back() {
        let mut lanes = Lanes::default();
        lanes.add(prompt(10, 1));
        lanes.add(prompt(11, 1));
        lanes.add(prompt(20, 2));
        let (busy, _) = lanes.next().expect("three are waiting");
        let mut back: Vec<i64> = lanes.give_back().iter().map(|row| row.id.0).collect();
        back.sort_unstable();
        assert_eq!(back, [11, 20]);
        assert_eq!(lanes.held(), 1);
        lanes.finished(busy);
        assert_eq!(lanes.held(), 0);
        assert_eq!(next(&mut lanes), None);
    }
}
