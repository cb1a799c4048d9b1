//! Whether the wall clock can be believed, before anything is sent, planned or deleted by it.

use chrono::{DateTime, TimeDelta, Utc};

/// A wall clock that moved by more than this on its own is not believed at once.
const BELIEVED: TimeDelta = TimeDelta::minutes(5);

/// For how long it must then have stood firm.
const FIRM: TimeDelta = TimeDelta::seconds(60);

/// For how long it must have stood firm before anything is deleted for good by it, where nobody confirms it.
const FIRM_TO_DELETE: TimeDelta = TimeDelta::days(1);

/// Whether two clocks agree well enough to send, plan and delete by this machine's.
pub fn agree(machine: DateTime<Utc>, discord: DateTime<Utc>) -> bool {
    (machine - discord).abs() <= BELIEVED
}

/// Whether anything may be deleted for good by a clock that has stood firm for so long: a jump alone is never
/// believed in that. `confirmed`: Discord's own clock agrees.
pub fn may_delete(confirmed: bool, firm_for: TimeDelta) -> bool {
    confirmed || firm_for >= FIRM_TO_DELETE
}

/// What passed between two looks, by three clocks.
#[derive(Debug, Clone, Copy)]
pub struct Passed {
    /// By the clock on the wall, which people and servers set. Negative when it was set back.
    pub wall: TimeDelta,
    /// By the clock that stands still while the machine is suspended (`CLOCK_MONOTONIC`).
    pub monotonic: TimeDelta,
    /// By the clock that goes on meanwhile (`CLOCK_BOOTTIME`).
    pub boot: TimeDelta,
}

/// What the wall clock did between two looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jump {
    /// It went on as clocks do.
    None,
    /// The machine slept this long; the wall clock is right about it.
    Slept(TimeDelta),
    /// Somebody set it forward by this much.
    Forward(TimeDelta),
    /// Somebody set it back by this much.
    Back(TimeDelta),
}

/// What the wall clock did.
pub fn jump(passed: Passed) -> Jump {
    let unexplained = passed.wall - passed.boot;
    let slept = passed.boot - passed.monotonic;
    if unexplained > BELIEVED {
        Jump::Forward(unexplained)
    } else if -unexplained > BELIEVED {
        Jump::Back(-unexplained)
    } else if slept > BELIEVED {
        Jump::Slept(slept)
    } else {
        Jump::None
    }
}

/// How long nothing is sent after this look, when the hold before it had `left` to go. A wall clock that
/// was set forward or back is believed once it has stood firm for a minute; a machine that woke
/// sends at once.
pub fn hold_after_jump(left: TimeDelta, passed: Passed) -> TimeDelta {
    match jump(passed) {
        Jump::Forward(_) | Jump::Back(_) => FIRM,
        Jump::None | Jump::Slept(_) => (left - passed.boot).max(TimeDelta::zero()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_HOLD: TimeDelta = TimeDelta::zero();

    /// Seconds by the three clocks.
    fn passed(wall: i64, monotonic: i64, boot: i64) -> Passed {
        let seconds = TimeDelta::seconds;
        Passed {
            wall: seconds(wall),
            monotonic: seconds(monotonic),
            boot: seconds(boot),
        }
    }

    #[test]
    fn two_clocks_agree_within_five_minutes_either_way() {
        let discord: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().unwrap();
        for (apart, expected) in [
            (0, true),
            (300, true),
            (-300, true),
            (301, false),
            (-301, false),
            (400 * 86_400, false),
            (-400 * 86_400, false),
        ] {
            let machine = discord + TimeDelta::seconds(apart);
            assert_eq!(agree(machine, discord), expected, "{apart}");
        }
    }

    #[test]
    fn nothing_is_deleted_by_a_jump_that_nobody_confirms() {
        for (confirmed, hours, expected) in [
            (true, 0, true),
            (false, 0, false),
            (false, 23, false),
            (false, 24, true),
        ] {
            assert_eq!(may_delete(confirmed, TimeDelta::hours(hours)), expected);
        }
    }

    #[test]
    fn a_clock_that_goes_on_holds_nothing() {
        assert_eq!(jump(passed(3, 3, 3)), Jump::None);
        assert_eq!(hold_after_jump(NO_HOLD, passed(3, 3, 3)), NO_HOLD);
        assert_eq!(hold_after_jump(NO_HOLD, passed(303, 3, 3)), NO_HOLD);
        assert_eq!(hold_after_jump(NO_HOLD, passed(-297, 3, 3)), NO_HOLD);
    }

    #[test]
    fn a_machine_that_woke_sends_at_once() {
        let night = 8 * 3600;
        assert_eq!(
            jump(passed(night + 3, 3, night + 3)),
            Jump::Slept(TimeDelta::hours(8))
        );
        assert_eq!(
            hold_after_jump(NO_HOLD, passed(night + 3, 3, night + 3)),
            NO_HOLD
        );
    }

    #[test]
    fn a_clock_set_forward_is_believed_after_a_minute() {
        assert_eq!(
            jump(passed(304, 3, 3)),
            Jump::Forward(TimeDelta::seconds(301))
        );
        let mut left = hold_after_jump(NO_HOLD, passed(304, 3, 3));
        for expected in [40, 20, 0, 0] {
            left = hold_after_jump(left, passed(20, 20, 20));
            assert_eq!(left, TimeDelta::seconds(expected));
        }
    }

    #[test]
    fn a_clock_set_back_is_believed_once_it_stands_firm() {
        let year = 366 * 86_400;
        assert_eq!(
            jump(passed(3 - year, 3, 3)),
            Jump::Back(TimeDelta::days(366))
        );
        let left = hold_after_jump(NO_HOLD, passed(3 - year, 3, 3));
        let left = hold_after_jump(left, passed(50, 50, 50));
        assert_eq!(left, TimeDelta::seconds(10));
        let left = hold_after_jump(left, passed(year, 3, 3));
        assert_eq!(left, TimeDelta::seconds(60), "it moved again");
    }

    #[test]
    fn a_machine_that_slept_while_its_clock_was_set_is_held() {
        assert_eq!(
            hold_after_jump(NO_HOLD, passed(86_400, 3, 3_600)),
            TimeDelta::seconds(60)
        );
        assert_eq!(
            hold_after_jump(NO_HOLD, passed(3, 3, 3_600)),
            TimeDelta::seconds(60)
        );
    }

    #[test]
    fn sleep_counts_as_standing_firm() {
        let left = hold_after_jump(NO_HOLD, passed(-4_000, 3, 3));
        assert_eq!(hold_after_jump(left, passed(3_600, 3, 3_600)), NO_HOLD);
    }
}
