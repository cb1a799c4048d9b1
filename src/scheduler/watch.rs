//! Whether the wall clock can be believed just now, and when it was moved on purpose.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;
use crate::domain::jumps::{Jump, Passed, hold_after_jump, jump};

/// What a jump of the wall clock means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jumps {
    /// Somebody moved it on purpose, as in the sandbox: what is due now is due.
    Announced,
    /// Nobody should have: unless the machine slept, nothing is sent until the clock has stood firm.
    Doubted,
}

/// Looks at the wall clock beside two clocks that nobody can set.
#[derive(Debug)]
pub(super) struct Watch {
    jumps: Jumps,
    last: Option<Look>,
    hold: TimeDelta,
    set_back: bool,
}

#[derive(Debug, Clone, Copy)]
struct Look {
    wall: DateTime<Utc>,
    monotonic: Instant,
    boot: TimeDelta,
}

impl Look {
    fn at(wall: DateTime<Utc>) -> Self {
        Self {
            wall,
            monotonic: Instant::now(),
            boot: since_boot(),
        }
    }

    fn passed_since(self, last: Self) -> Passed {
        let monotonic =
            TimeDelta::from_std(self.monotonic - last.monotonic).unwrap_or(TimeDelta::MAX);
        Passed {
            wall: self.wall - last.wall,
            monotonic,
            boot: if cfg!(target_os = "linux") {
                self.boot - last.boot
            } else {
                monotonic
            },
        }
    }
}

/// Time since the machine started, its sleep included.
#[cfg(target_os = "linux")]
fn since_boot() -> TimeDelta {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    TimeDelta::seconds(time.tv_sec) + TimeDelta::nanoseconds(time.tv_nsec)
}

#[cfg(not(target_os = "linux"))]
fn since_boot() -> TimeDelta {
    TimeDelta::zero()
}

impl Watch {
    pub fn new(jumps: Jumps) -> Self {
        Self {
            jumps,
            last: None,
            hold: TimeDelta::zero(),
            set_back: false,
        }
    }

    /// Whether nothing may be sent by this clock at present.
    pub fn holds(&mut self, now: DateTime<Utc>) -> bool {
        if self.jumps == Jumps::Announced {
            return false;
        }
        let look = Look::at(now);
        if let Some(last) = self.last.replace(look) {
            let held = self.hold > TimeDelta::zero();
            let passed = look.passed_since(last);
            self.hold = hold_after_jump(self.hold, passed);
            self.set_back |= matches!(jump(passed), Jump::Back(_));
            let holds = self.hold > TimeDelta::zero();
            if holds && !held {
                tracing::warn!(
                    "the clock was moved; nothing is sent until it has stood firm for a minute"
                );
            } else if held && !holds {
                tracing::info!("the clock stands firm; sending goes on");
            }
        }
        self.hold > TimeDelta::zero()
    }

    /// Whether the clock was set back since this was last asked: leases may count by the wrong one.
    pub fn take_set_back(&mut self) -> bool {
        std::mem::take(&mut self.set_back)
    }

    /// Returns once the clock was moved on purpose; never where that is not done.
    pub async fn moved(&self, clock: &dyn Clock) {
        const OFTEN: Duration = Duration::from_millis(200);
        if self.jumps == Jumps::Doubted {
            return std::future::pending().await;
        }
        let start = Look::at(clock.now());
        loop {
            tokio::time::sleep(OFTEN).await;
            let passed = Look::at(clock.now()).passed_since(start);
            if (passed.wall - passed.boot).abs() > TimeDelta::seconds(1) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_on_by_an_hour_holds_sending_unless_it_was_announced() {
        let now: DateTime<Utc> = "2026-03-01T19:00:00Z".parse().expect("an instant");
        let mut doubted = Watch::new(Jumps::Doubted);
        assert!(!doubted.holds(now));
        assert!(!doubted.holds(now + TimeDelta::seconds(2)));
        assert!(doubted.holds(now + TimeDelta::hours(1)));
        assert!(
            doubted.holds(now + TimeDelta::hours(1)),
            "for as long as it has not stood firm"
        );
        assert!(!doubted.take_set_back());
        assert!(doubted.holds(now), "and back");
        assert!(doubted.take_set_back());
        assert!(!doubted.take_set_back(), "said once");
        let mut announced = Watch::new(Jumps::Announced);
        assert!(!announced.holds(now));
        assert!(!announced.holds(now + TimeDelta::hours(1)));
    }
}
