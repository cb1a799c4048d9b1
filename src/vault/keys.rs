//! The file of master keys: several numbered ones, the newest wraps; and a secret that stays.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::{Context, bail};
use zeroize::Zeroizing;

use super::cipher::Key;
use super::private::{self, hex, unhex};
use crate::entropy::Entropy;

const PREFACE: &str = "\
# Tend's master keys. With this file and the database one can read what couples wrote; without it
# nobody can, ever again. Keep a copy in a safe place, and away from the database's backups.
";

/// What the file holds.
#[derive(Debug)]
pub struct Keys {
    /// For fingerprints and buttons. Never rotated: what they were made for must be known again.
    secret: Key,
    /// By number; never empty.
    masters: BTreeMap<u32, Key>,
}

impl Keys {
    /// New ones, nowhere stored yet.
    pub fn generate(entropy: &dyn Entropy) -> anyhow::Result<Self> {
        let masters = BTreeMap::from([(1, Key::random(entropy)?)]);
        Ok(Self {
            secret: Key::random(entropy)?,
            masters,
        })
    }

    /// Makes a new file, never over an old one.
    pub fn create(file: &Path, entropy: &dyn Entropy) -> anyhow::Result<()> {
        let keys = Self::generate(entropy)?;
        make_parent(file)?;
        let mut new = match private::create(file) {
            Ok(new) => new,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(
                "{} is there already, and is left as it is: without its keys nothing that couples wrote could be read",
                file.display()
            ),
            Err(error) => return Err(error).with_context(|| cannot_write(file)),
        };
        let written = new
            .write_all(keys.text().as_bytes())
            .and_then(|()| new.sync_all())
            .and_then(|()| private::sync_parent(file));
        written.with_context(|| cannot_write(file))
    }

    /// Reads the file, which must be its owner's alone.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let name = file.display();
        let mut opened = match File::open(file) {
            Ok(opened) => opened,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                bail!(
                    "there is no key file {name}: make it with `tend keys new`, or bring back your copy of it"
                )
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read the key file {name}"));
            }
        };
        let metadata = opened
            .metadata()
            .with_context(|| format!("cannot read the key file {name}"))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            bail!("other users of this machine can read the key file {name}: chmod 600 {name}");
        }
        // Room for all of it at once: a text that grows leaves copies behind.
        let room = usize::try_from(metadata.len()).unwrap_or(0) + 1;
        let mut text = Zeroizing::new(String::with_capacity(room));
        opened
            .read_to_string(&mut text)
            .with_context(|| format!("cannot read the key file {name}"))?;
        Self::parse(&text).with_context(|| format!("the key file {name} is damaged"))
    }

    /// Adds a master key, which wraps from now on, and keeps the file. Where an earlier rotation
    /// was interrupted its key is there already, and nothing is added.
    pub fn begin_rotation(file: &Path, entropy: &dyn Entropy) -> anyhow::Result<()> {
        let mut keys = Self::read(file)?;
        if keys.masters.len() == 1 {
            let number = keys
                .newest()
                .0
                .checked_add(1)
                .context("no number is left for a master key")?;
            keys.masters.insert(number, Key::random(entropy)?);
            keys.replace(file)?;
        }
        Ok(())
    }

    /// Destroys all master keys but the newest. Only when nothing is wrapped by them any more.
    pub fn end_rotation(file: &Path) -> anyhow::Result<()> {
        let mut keys = Self::read(file)?;
        let newest = keys.newest().0;
        keys.masters.retain(|number, _| *number == newest);
        keys.replace(file)
    }

    pub(super) fn secret(&self) -> &Key {
        &self.secret
    }

    pub(super) fn master(&self, number: u32) -> Option<&Key> {
        self.masters.get(&number)
    }

    /// The numbers of all master keys; more than one while a rotation is under way.
    pub fn masters(&self) -> impl Iterator<Item = u32> {
        self.masters.keys().copied()
    }

    pub(super) fn newest(&self) -> (u32, &Key) {
        let (number, key) = self.masters.last_key_value().expect("never empty");
        (*number, key)
    }

    /// Puts these keys in the place of the file's, at one stroke, and wipes the old file.
    fn replace(&self, file: &Path) -> anyhow::Result<()> {
        // Behind a symbolic link it is the file itself that is replaced.
        let file = file.canonicalize().with_context(|| cannot_write(file))?;
        let replaced = (|| {
            let old = OpenOptions::new().write(true).open(&file)?;
            private::replace(&file, self.text().as_bytes())?;
            wipe(old)
        })();
        replaced.with_context(|| cannot_write(&file))
    }

    fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(
            PREFACE.len() + 80 * (self.masters.len() + 1),
        ));
        text.push_str(PREFACE);
        writeln!(text, "secret {}", &*hex(self.secret.bytes()))
            .expect("writing to a String cannot fail");
        for (number, key) in &self.masters {
            writeln!(text, "master {number} {}", &*hex(key.bytes()))
                .expect("writing to a String cannot fail");
        }
        text
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        let mut secret = None;
        let mut masters = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            // Never the line itself: it is a key.
            let damaged = || format!("line {} cannot be understood", index + 1);
            match words.as_slice() {
                [] => {}
                [word, ..] if word.starts_with('#') => {}
                ["secret", key] if secret.is_none() => {
                    secret = Some(self::key(key).with_context(damaged)?);
                }
                ["master", number, key] => {
                    let number = number.parse().ok().with_context(damaged)?;
                    if masters
                        .insert(number, self::key(key).with_context(damaged)?)
                        .is_some()
                    {
                        bail!("it has master key {number} twice");
                    }
                }
                _ => bail!(damaged()),
            }
        }
        if masters.is_empty() {
            bail!("it has no master key");
        }
        Ok(Self {
            secret: secret.context("it has no secret")?,
            masters,
        })
    }
}

fn key(hex: &str) -> Option<Key> {
    Key::from_bytes(&*unhex(hex)?).ok()
}

/// Others may pass through, since Postgres may run as another user below; the file is private itself.
fn make_parent(file: &Path) -> anyhow::Result<()> {
    let Some(parent) = file
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty() && !parent.exists())
    else {
        return Ok(());
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o711)
        .create(parent)
        .and_then(|()| std::fs::set_permissions(parent, Permissions::from_mode(0o711)))
        .with_context(|| cannot_write(file))
}

/// Writes over a file that has no name any more. What a disk keeps aside is beyond reach.
fn wipe(mut file: File) -> std::io::Result<()> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    file.write_all(&vec![0; length])?;
    file.sync_all()
}

fn cannot_write(file: &Path) -> String {
    format!("cannot write the key file {}", file.display())
}
