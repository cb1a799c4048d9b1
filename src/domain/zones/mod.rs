//! The zones of the world, as a value: looked up by name, or by what people type.

mod cities;
mod countries;
mod find;
mod offset;
mod places;
mod spelling;

pub use find::{Suggestion, exact, suggest};
pub use offset::shown;

use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The zone data in use has no zone of that name. It doesn't say which: a zone tells where someone lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchZone;

impl std::fmt::Display for NoSuchZone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the zone data has no zone of that name")
    }
}

impl std::error::Error for NoSuchZone {}

/// What is known about zones. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Zones {
    chosen: TimeZoneDatabase,
    /// A system may lack old names, or lose one in an update; a couple who live there keep their hour.
    bundled: TimeZoneDatabase,
}

impl Zones {
    /// This database, and the bundled one for what it lacks.
    pub fn new(chosen: TimeZoneDatabase) -> Self {
        Self {
            chosen,
            bundled: TimeZoneDatabase::bundled(),
        }
    }

    /// The copy that is built into Tend, alone.
    pub fn bundled() -> Self {
        Self::new(TimeZoneDatabase::bundled())
    }

    /// The zone of this name, in any case.
    pub fn get(&self, name: &str) -> Result<TimeZone, NoSuchZone> {
        if !is_a_place(name) {
            return Err(NoSuchZone);
        }
        let found = self.chosen.get(name).or_else(|_| self.bundled.get(name));
        found.map_err(|_| NoSuchZone)
    }
}

/// Whether this could be the name of a place. Zone folders also hold copies with leap seconds, which
/// are 27 seconds off, and names whose meaning depends on the machine.
fn is_a_place(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let folder = name.split('/').next().unwrap_or_default();
    !matches!(
        folder,
        "posix" | "right" | "posixrules" | "localtime" | "factory" | "leapseconds"
    ) && name != "etc/unknown"
}
