//! The only place that reads the time. Everybody else is handed a `Clock`.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};

/// Tells what time it is, in UTC. A parameter everywhere, so that a story can hold it still.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;

    /// The same by the machine's own clock, before anybody moves it on purpose: what Discord's is compared with.
    fn machine(&self) -> DateTime<Utc> {
        self.now()
    }
}

/// Time since the machine started, its sleep included: a clock that nobody can set.
#[cfg(target_os = "linux")]
pub fn since_boot() -> TimeDelta {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    TimeDelta::seconds(time.tv_sec) + TimeDelta::nanoseconds(time.tv_nsec)
}

/// Time since the program first asked.
#[cfg(not(target_os = "linux"))]
pub fn since_boot() -> TimeDelta {
    static BEGAN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    let began = BEGAN.get_or_init(std::time::Instant::now);
    TimeDelta::from_std(began.elapsed()).unwrap_or(TimeDelta::MAX)
}

/// The machine's own clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The machine's clock, moved by the whole seconds that a file holds (`TEND_CLOCK_FILE`): for
/// trying out what happens in a week without waiting for it. No file, or no number in it: not moved.
#[derive(Debug)]
pub struct ShiftedClock {
    file: PathBuf,
}

impl ShiftedClock {
    pub fn new(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
        }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime<Utc> {
        let seconds = std::fs::read_to_string(&self.file)
            .ok()
            .and_then(|text| text.trim().parse::<i64>().ok())
            .unwrap_or(0);
        SystemClock.now() + TimeDelta::try_seconds(seconds).unwrap_or_default()
    }

    fn machine(&self) -> DateTime<Utc> {
        SystemClock.now()
    }
}

/// A clock that stands still until it is told to move: for the stories in `tests/`.
#[derive(Debug)]
pub struct StoppedClock(Mutex<DateTime<Utc>>);

impl StoppedClock {
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(instant))
    }

    /// Moves to this instant, forwards or back.
    pub fn set(&self, instant: DateTime<Utc>) {
        *self.0.lock().expect("nobody panics while holding the time") = instant;
    }

    /// Moves forward by this much.
    pub fn pass(&self, by: TimeDelta) {
        let mut now = self.0.lock().expect("nobody panics while holding the time");
        *now += by;
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("nobody panics while holding the time")
    }
}
