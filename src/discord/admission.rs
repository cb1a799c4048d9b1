//! How many presses are at work at once: two of a person, and a number in all. Whoever finds no turn is put off kindly.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout_at};

use crate::domain::UserId;

/// Of one person. Nobody but its two ever holds a row of a couple, so these are four of a couple: whatever keeps
/// one couple waiting takes four of the connections, and the rest is there for everybody else.
const OF_A_PERSON: usize = 2;
/// In all. Each takes up to a hundredth of a megabyte for as long as it lasts, and most last milliseconds.
const IN_ALL: usize = 256;
/// Words of *not just now* under way at once: each is a request, and a request is what costs memory.
const PUT_OFF: usize = 64;

/// How many presses of each are at work; nobody of whom there is none.
type People = Arc<Mutex<HashMap<UserId, usize>>>;

/// Who is at work. Clones count together.
#[derive(Clone)]
pub(super) struct Admission {
    all: Arc<Semaphore>,
    people: People,
    put_off: Arc<Semaphore>,
}

impl Admission {
    pub(super) fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(IN_ALL)),
            people: Arc::default(),
            put_off: Arc::new(Semaphore::new(PUT_OFF)),
        }
    }

    /// A turn for a press of this person, or `None` where they have theirs already, or everybody's are taken.
    pub(super) fn of(&self, person: UserId) -> Option<Turn> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let at_work = people.get(&person).copied().unwrap_or(0);
        if at_work >= OF_A_PERSON {
            return None;
        }
        let all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        people.insert(person, at_work + 1);
        Some(Turn {
            person: Some((person, Arc::clone(&self.people))),
            _all: all,
        })
    }

    /// A turn for what is answered without the database, so that one who types fast keeps nobody waiting.
    pub(super) fn of_nobody(&self) -> Option<Turn> {
        let all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        Some(Turn {
            person: None,
            _all: all,
        })
    }

    /// A turn to be put off in, or `None` where none came until then: nobody waits for that answer any more.
    pub(super) async fn to_put_off(&self, until: Instant) -> Option<SemaphorePermit<'_>> {
        timeout_at(until, self.put_off.acquire()).await.ok()?.ok()
    }
}

/// Being at work; whoever drops it makes room.
pub(super) struct Turn {
    person: Option<(UserId, People)>,
    _all: OwnedSemaphorePermit,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some((person, people)) = &self.person else {
            return;
        };
        let mut people = people.lock().unwrap_or_else(PoisonError::into_inner);
        match people.get_mut(person) {
            Some(at_work) if *at_work > 1 => *at_work -= 1,
            _ => drop(people.remove(person)), // the last one leaves nothing behind
        }
        if people.is_empty() {
            people.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: UserId = UserId(1);
    const BEN: UserId = UserId(2);

    #[test]
    fn two_of_a_person_are_at_work_at_once_and_four_of_a_couple() {
        let admission = Admission::new();
        let mut turns: Vec<_> = [ANA, ANA, BEN, BEN]
            .map(|person| admission.of(person))
            .into();
        assert!(turns.iter().all(Option::is_some));
        assert!(admission.of(ANA).is_none() && admission.of(BEN).is_none());
        assert!(admission.of(UserId(3)).is_some(), "another couple's");
        turns.remove(0);
        let again = admission.of(ANA);
        assert!(again.is_some() && admission.of(ANA).is_none());
    }

    #[test]
    fn so_many_are_at_work_in_all_and_nothing_is_left_of_them() {
        let admission = Admission::new();
        let people = || (0..).map(|number| admission.of(UserId(number)));
        let turns: Vec<Turn> = people().map_while(|turn| turn).collect();
        assert_eq!(turns.len(), IN_ALL);
        assert!(admission.of_nobody().is_none());
        drop(turns);
        assert!(admission.people.lock().unwrap().is_empty());
        assert!(admission.of_nobody().is_some());
    }

    #[tokio::test]
    async fn whoever_waits_longer_than_discord_does_is_not_answered() {
        let admission = Admission::new();
        let soon = Instant::now() + std::time::Duration::from_millis(50);
        let mut turns = Vec::new();
        for _ in 0..PUT_OFF {
            turns.push(admission.to_put_off(soon).await.unwrap());
        }
        assert!(admission.to_put_off(soon).await.is_none());
        turns.pop();
        assert!(admission.to_put_off(soon).await.is_some());
    }
}
