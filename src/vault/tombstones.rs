//! The file beside the key: what must hold even where an older backup of the database is brought back.
//!
//! A line each: a fact, a keyed hash, an instant. It is only added to, and made anew once a day without what is
//! no longer needed. Nobody's id can be read from it.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;
use chrono::{DateTime, SecondsFormat, Utc};

use super::private::{self, hex, unhex};
use crate::domain::tombstone::{Fact, Tombstone, needed};

const PREFACE: &str = "\
# Who erased what they wrote, left, or does not want to be asked again, as keyed hashes. Where an older backup of
# the database is brought back, Tend does it again by this file. Keep it beside the key, and copy it with the key.
";

/// The file, which need not be there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstones(PathBuf);

impl Tombstones {
    /// The one that belongs to this key file.
    pub fn beside(key_file: &Path) -> Self {
        let mut name = key_file.as_os_str().to_owned();
        name.push(".tombstones");
        Self(PathBuf::from(name))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// All that it holds.
    pub fn read(&self) -> anyhow::Result<BTreeSet<Tombstone>> {
        self.parse(&self.whole_lines()?)
    }

    /// Adds those that it does not hold yet; they are on the disk when this returns.
    pub fn add(&self, all: &BTreeSet<Tombstone>) -> anyhow::Result<()> {
        let _turn = turn();
        let held = self.whole_lines()?;
        let missing = all - &self.parse(&held)?;
        if missing.is_empty() {
            return Ok(());
        }
        self.append(&held, &missing)
            .with_context(|| format!("cannot write to {}", self.0.display()))
    }

    /// Keeps those that are still needed at `now`, and no others.
    pub fn tidy(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let _turn = turn();
        let held = self.read()?;
        let kept = needed(&held, now);
        if kept == held {
            return Ok(());
        }
        let text = format!("{PREFACE}{}", lines(&kept));
        private::replace(&self.0, text.as_bytes())
            .with_context(|| format!("cannot write to {}", self.0.display()))
    }

    /// What it says, without a line that has no end: that was being written when the machine stopped, and
    /// nobody was told that it is done.
    fn whole_lines(&self) -> anyhow::Result<String> {
        let mut bytes = match std::fs::read(&self.0) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", self.0.display()));
            }
        };
        bytes.truncate(
            bytes
                .iter()
                .rposition(|&byte| byte == b'\n')
                .map_or(0, |end| end + 1),
        );
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn parse(&self, text: &str) -> anyhow::Result<BTreeSet<Tombstone>> {
        let lines = text.lines().enumerate();
        lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(before, line)| {
                read_line(line).with_context(|| {
                    format!(
                        "line {} of {} cannot be understood: bring back your copy of the file, or remove that line",
                        before + 1,
                        self.0.display()
                    )
                })
            })
            .collect()
    }

    fn append(&self, held: &str, missing: &BTreeSet<Tombstone>) -> std::io::Result<()> {
        if !self.0.exists() {
            private::create(&self.0)?;
        }
        let mut file = OpenOptions::new().append(true).open(&self.0)?;
        file.set_len(u64::try_from(held.len()).unwrap_or(0))?;
        let preface = if held.is_empty() { PREFACE } else { "" };
        file.write_all(format!("{preface}{}", lines(missing)).as_bytes())?;
        file.sync_all()?;
        private::sync_parent(&self.0)
    }
}

/// One at a time: who tidies has read what who adds would not find again.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lines(all: &BTreeSet<Tombstone>) -> String {
    let lines = all.iter().flat_map(|one| {
        let at = one.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        [one.fact.word(), " ", &hex(&one.who), " ", &at, "\n"].map(str::to_owned)
    });
    lines.collect()
}

fn read_line(line: &str) -> Option<Tombstone> {
    let mut words = line.split(' ');
    let one = Tombstone {
        fact: Fact::from_word(words.next()?)?,
        who: *unhex(words.next()?)?,
        at: words.next()?.parse::<DateTime<Utc>>().ok()?,
    };
    words.next().is_none().then_some(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(fact: Fact, who: u8, second: i64) -> Tombstone {
        Tombstone {
            fact,
            who: [who; 32],
            at: DateTime::from_timestamp(1_772_323_200 + second, 123_456_000).unwrap(),
        }
    }

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn folder(name: &str) -> (Folder, Tombstones) {
        let path = std::env::temp_dir().join(format!("tend-tombs-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let file = Tombstones::beside(&path.join("master.key"));
        (Folder(path), file)
    }

    #[test]
    fn what_was_added_is_there_once_until_it_is_not_needed() {
        use std::os::unix::fs::PermissionsExt as _;

        let (_folder, file) = folder("added");
        assert_eq!(file.read().unwrap(), BTreeSet::new());
        let all = Fact::ALL.into_iter().zip(1..);
        let all: BTreeSet<Tombstone> = all.map(|(fact, who)| one(fact, who, 1)).collect();
        file.add(&all).unwrap();
        file.add(&all).unwrap();
        assert_eq!(file.read().unwrap(), all);
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert_eq!(text.lines().count(), PREFACE.lines().count() + 5);
        let mode = std::fs::metadata(file.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);

        let later = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        file.tidy(later).unwrap();
        let kept = all.iter().filter(|one| one.fact == Fact::NotToAsk);
        assert_eq!(file.read().unwrap(), kept.copied().collect());
        let mode = std::fs::metadata(file.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_line_that_was_cut_off_spoils_no_other() {
        let (_folder, file) = folder("cut");
        let first = BTreeSet::from([one(Fact::Erased, 1, 1)]);
        file.add(&first).unwrap();
        let whole = std::fs::read_to_string(file.path()).unwrap();
        let second = BTreeSet::from([one(Fact::Left, 2, 2)]);
        for cut in ["e", "left 0202", "left \0\0"] {
            std::fs::write(file.path(), format!("{whole}{cut}")).unwrap();
            assert_eq!(file.read().unwrap(), first, "{cut}");
            file.add(&second).unwrap();
            assert_eq!(file.read().unwrap(), &first | &second, "{cut}");
        }
    }

    #[test]
    fn a_damaged_line_is_named_by_its_number_and_nothing_is_written() {
        let (_folder, file) = folder("damaged");
        std::fs::write(file.path(), "# ours\nerased 07 2026-03-01T00:00:00Z\n").unwrap();
        let error = file.read().unwrap_err().to_string();
        assert!(error.contains("line 2 of "), "{error}");
        assert!(file.add(&BTreeSet::from([one(Fact::Left, 2, 2)])).is_err());
    }
}
