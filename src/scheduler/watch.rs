//! Whether the wall clock can be believed just now, and when it was moved on purpose.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::{Clock, since_boot};
use crate::discord::DiscordsClock;
use crate::domain::jumps::{Jump, Passed, agree, hold_after_jump, jump, may_delete};

/// While the clocks differ Discord is asked for its own this often.
const ASK_AGAIN: TimeDelta = TimeDelta::seconds(5);

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
    /// Since when, by the clock since boot, the wall clock has gone on as clocks do.
    firm_since: TimeDelta,
    /// Whether this machine's clock agrees with Discord's; `None` where that says nothing.
    agrees: Option<bool>,
    /// That Discord's answers have no date was said.
    undated: bool,
    asked: Option<TimeDelta>,
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
            boot: self.boot - last.boot,
        }
    }
}

impl Watch {
    pub fn new(jumps: Jumps) -> Self {
        Self {
            jumps,
            last: None,
            hold: TimeDelta::zero(),
            set_back: false,
            firm_since: since_boot(),
            agrees: None,
            undated: false,
            asked: None,
        }
    }

    /// Compares the machine's own clock with Discord's; whether nothing stands against going by it.
    pub fn compare(&mut self, machine: DateTime<Utc>, discord: DiscordsClock) -> bool {
        let DiscordsClock::Says(theirs) = discord else {
            if discord == DiscordsClock::Undated && !self.undated {
                self.undated = true;
                tracing::warn!(
                    "Discord's answers have no date: this machine's clock is taken as it is"
                );
            }
            self.agrees = None;
            return true;
        };
        let agrees = agree(machine, theirs);
        let before = self.agrees.replace(agrees);
        if !agrees && before != Some(false) {
            tracing::error!(
                seconds = (machine - theirs).num_seconds(),
                "this machine's clock is not Discord's: nothing is sent, planned or deleted by itself until they agree \
                 (switch on the machine's time service: timedatectl set-ntp true)"
            );
        } else if agrees && before == Some(false) {
            tracing::info!("this machine's clock agrees with Discord's again; all goes on");
        }
        agrees
    }

    /// Whether it is time to ask Discord for its clock once more.
    pub fn asks_again(&mut self) -> bool {
        let now = since_boot();
        let asks = self.asked.is_none_or(|asked| now - asked >= ASK_AGAIN);
        if asks {
            self.asked = Some(now);
        }
        asks
    }

    /// Whether what deletes for good may do so by this clock.
    pub fn may_delete(&self) -> bool {
        self.jumps == Jumps::Announced
            || may_delete(self.agrees == Some(true), since_boot() - self.firm_since)
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
            if matches!(jump(passed), Jump::Back(_) | Jump::Forward(_)) {
                self.firm_since = look.boot;
            }
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
        assert!(!doubted.may_delete(), "nobody has confirmed it");
        assert!(doubted.compare(now, DiscordsClock::Says(now)));
        assert!(doubted.may_delete());
        let mut announced = Watch::new(Jumps::Announced);
        assert!(!announced.holds(now));
        assert!(!announced.holds(now + TimeDelta::hours(1)));
    }
}
