//! Seals and opens what people write; the only cryptography.
//!
//! Each person has, in each couple, a data key of 32 random bytes. What they write is sealed with
//! it by XChaCha20-Poly1305, bound to the place it belongs to ([`Place`]): moved to another row,
//! field, person or couple it opens no more. The data key itself is stored wrapped by a master key
//! from a file outside the database ([`keys`]); destroying the wrapped key makes all that this
//! person wrote unreadable at once, and rotating the master key makes it so in older backups.

mod cipher;
pub mod keys;
pub(crate) mod private;
pub mod tombstones;

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use crate::domain::{CoupleId, Partner};
use crate::entropy::{Entropy, OsEntropy};
use cipher::Format;
pub use cipher::Key as DataKey;
use keys::Keys;
use tombstones::Tombstones;

/// Holds the master keys. One for the whole program.
#[derive(Debug)]
pub struct Vault {
    keys: RwLock<Arc<Keys>>,
    /// Read again when another program has rotated the keys; `None`: the keys are only here.
    file: Option<PathBuf>,
    entropy: Box<dyn Entropy>,
}

/// Where something sealed belongs: it opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub couple: CoupleId,
    pub partner: Partner,
    /// Table and column, and whatever else tells it from its neighbours: `answers.sealed`.
    pub field: &'static str,
    /// The row's number in that table.
    pub row: i64,
    /// What else of the row binds it, where something does: which thing it is about, and when it was written.
    pub facts: Option<[i64; 3]>,
}

impl Place {
    /// What somebody wants to tell the host: bound to its own row, not to a couple.
    pub fn feedback(row: i64) -> Self {
        Self {
            couple: CoupleId(0),
            partner: Partner::One,
            field: "feedback.sealed",
            row,
            facts: None,
        }
    }
}

impl Vault {
    /// The vault whose master keys are in this file.
    pub fn from_file(file: &Path) -> anyhow::Result<Self> {
        let keys = Keys::read(file)?;
        Ok(Self {
            file: Some(file.to_owned()),
            ..Self::of(keys, Box::new(OsEntropy))
        })
    }

    /// The vault of these very keys.
    pub fn of(keys: Keys, entropy: Box<dyn Entropy>) -> Self {
        Self {
            keys: RwLock::new(Arc::new(keys)),
            file: None,
            entropy,
        }
    }

    /// What must hold even where an older backup of the database is brought back: the file beside the key.
    pub fn tombstones(&self) -> Option<Tombstones> {
        self.file.as_deref().map(Tombstones::beside)
    }

    /// A new data key for this person in this couple, and how it is stored: wrapped.
    ///
    /// To be called inside the transaction that stores it: a rotation waits for open transactions
    /// before it destroys the old master key (`store::keys`).
    pub fn new_key(&self, couple: CoupleId, who: Partner) -> anyhow::Result<(DataKey, Vec<u8>)> {
        self.new_wrapped(Owner::Partner(couple, who))
    }

    /// The data key that is stored as this.
    pub fn unwrap_key(
        &self,
        couple: CoupleId,
        who: Partner,
        wrapped: &[u8],
    ) -> anyhow::Result<DataKey> {
        self.unwrap(Owner::Partner(couple, who), wrapped)
    }

    /// Wraps it anew under the newest master key; `None` if it is already.
    pub fn rewrap(
        &self,
        couple: CoupleId,
        who: Partner,
        wrapped: &[u8],
    ) -> anyhow::Result<Option<Vec<u8>>> {
        self.wrap_anew(Owner::Partner(couple, who), wrapped)
    }

    /// As [`Vault::new_key`], for one message to the host.
    pub fn new_feedback_key(&self, row: i64) -> anyhow::Result<(DataKey, Vec<u8>)> {
        self.new_wrapped(Owner::Feedback(row))
    }

    /// As [`Vault::unwrap_key`], for one message to the host.
    pub fn unwrap_feedback_key(&self, row: i64, wrapped: &[u8]) -> anyhow::Result<DataKey> {
        self.unwrap(Owner::Feedback(row), wrapped)
    }

    /// As [`Vault::rewrap`], for one message to the host.
    pub fn rewrap_feedback(&self, row: i64, wrapped: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
        self.wrap_anew(Owner::Feedback(row), wrapped)
    }

    /// Seals these bytes to their place. What is stored tells their length only in steps of 256.
    pub fn seal(&self, key: &DataKey, place: Place, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        let (format, bound) = (place.format(), place.bound());
        cipher::seal(key, format, &bound, &padded(plain)?, &*self.entropy)
    }

    /// Opens what was sealed to this place. What was sealed before its facts were bound opens still.
    pub fn open(
        &self,
        key: &DataKey,
        place: Place,
        sealed: &[u8],
    ) -> anyhow::Result<Zeroizing<Vec<u8>>> {
        let facts = place
            .facts
            .filter(|_| cipher::format(sealed) != Some(Format::Plain));
        let bound = Place { facts, ..place }.bound();
        let plain = cipher::open(key, &bound, sealed).context(place.field)?;
        unpadded(plain).context(place.field)
    }

    /// The mark by which Tend knows that it was Tend that let the other read what is sealed in this place, from
    /// this instant on. Outlives a rotation of the master keys.
    pub fn release(&self, place: Place, at: DateTime<Utc>) -> String {
        self.mac("release", &released(place, at))
    }

    /// Whether [`Vault::release`] gave this mark.
    pub fn is_release(&self, place: Place, at: DateTime<Utc>, mark: &str) -> bool {
        self.is_mac("release", &released(place, at), mark)
    }

    /// Proves, on a button or the like, that Tend itself wrote these bytes for this purpose.
    /// Outlives a rotation of the master keys.
    pub fn mac(&self, purpose: &'static str, bytes: &[u8]) -> String {
        let mac = cipher::mac(self.keys().secret(), b"tend mac v1", purpose, bytes);
        private::hex(&mac[..16]).to_string()
    }

    /// Whether [`Vault::mac`] gave this, in a time that tells nothing.
    pub fn is_mac(&self, purpose: &'static str, bytes: &[u8], given: &str) -> bool {
        let right = self.mac(purpose, bytes);
        let unlike = right
            .bytes()
            .zip(given.bytes())
            .fold(0, |unlike, (a, b)| unlike | (a ^ b));
        right.len() == given.len() && unlike == 0
    }

    /// A fingerprint by which an id is known again, but cannot be guessed without the key file.
    /// Outlives a rotation of the master keys.
    pub fn keyed_hash(&self, purpose: &'static str, text: &str) -> [u8; 32] {
        cipher::mac(
            self.keys().secret(),
            b"tend hash v1",
            purpose,
            text.as_bytes(),
        )
    }

    /// Which key file is needed for a data key that does not open with this one.
    pub fn needed_for(&self, wrapped: &[u8]) -> anyhow::Result<String> {
        let (needed, _) = split_version(wrapped)?;
        let held = self.keys().newest().0;
        let remedy = match needed.cmp(&held) {
            Ordering::Less => format!(
                "The database is from before a rotation of the key: put back the copy of the key file that has master \
                 key {needed}, or bring back a backup of the database that was made since"
            ),
            Ordering::Equal => {
                "Another file's master key has the same number: put back the copy of the key file \
                                that belongs to this database"
                    .to_owned()
            }
            Ordering::Greater => format!(
                "The key file is an older copy, from before a rotation: put back the one that has master key {needed}"
            ),
        };
        Ok(format!(
            "what is kept in the database was sealed by master key {needed}, which is not in the key file (it has \
             master key {held}). {remedy}"
        ))
    }

    fn new_wrapped(&self, owner: Owner) -> anyhow::Result<(DataKey, Vec<u8>)> {
        // Another program may just have begun a rotation.
        self.reload()?;
        let key = DataKey::random(&*self.entropy)?;
        let wrapped = self.wrap(owner, &key)?;
        Ok((key, wrapped))
    }

    fn unwrap(&self, owner: Owner, wrapped: &[u8]) -> anyhow::Result<DataKey> {
        let (version, sealed) = split_version(wrapped)?;
        if self.keys().master(version).is_none() {
            self.reload()?;
        }
        let keys = self.keys();
        let Some(master) = keys.master(version) else {
            bail!(
                "the key file has no master key number {version}, by which a data key is wrapped"
            );
        };
        let key =
            cipher::open(master, &owner.bound(version), sealed).context("a wrapped data key")?;
        DataKey::from_bytes(&key)
    }

    fn wrap(&self, owner: Owner, key: &DataKey) -> anyhow::Result<Vec<u8>> {
        let keys = self.keys();
        let (version, master) = keys.newest();
        let sealed = cipher::seal(
            master,
            Format::Plain,
            &owner.bound(version),
            key.bytes(),
            &*self.entropy,
        )?;
        Ok([version.to_be_bytes().as_slice(), &sealed].concat())
    }

    fn wrap_anew(&self, owner: Owner, wrapped: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
        if split_version(wrapped)?.0 == self.keys().newest().0 {
            return Ok(None);
        }
        let key = self.unwrap(owner, wrapped)?;
        self.wrap(owner, &key).map(Some)
    }

    fn reload(&self) -> anyhow::Result<()> {
        if let Some(file) = &self.file {
            let keys = Arc::new(Keys::read(file)?);
            *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        }
        Ok(())
    }

    fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whose data key it is: a wrapped key opens for nobody else.
#[derive(Clone, Copy)]
enum Owner {
    Partner(CoupleId, Partner),
    Feedback(i64),
}

impl Owner {
    fn bound(self, version: u32) -> Vec<u8> {
        let (kind, number, partner) = match self {
            Self::Partner(couple, who) => (1, couple.0, who.number()),
            Self::Feedback(row) => (2, row, 0),
        };
        let mut bound = b"tend key v1\0".to_vec();
        bound.push(kind);
        bound.extend(number.to_be_bytes());
        bound.extend(partner.to_be_bytes());
        bound.extend(version.to_be_bytes());
        bound
    }
}

impl Place {
    fn format(self) -> Format {
        match self.facts {
            None => Format::Plain,
            Some(_) => Format::WithFacts,
        }
    }

    fn bound(self) -> Vec<u8> {
        let mut bound = b"tend seal v1\0".to_vec();
        for fact in self.facts.into_iter().flatten() {
            bound.extend(fact.to_be_bytes()); // none or three: the format, which is bound too, says which
        }
        bound.extend(self.couple.0.to_be_bytes());
        bound.extend(self.partner.number().to_be_bytes());
        bound.extend(self.row.to_be_bytes());
        bound.extend(self.field.as_bytes()); // last: the only one whose length varies
        bound
    }
}

fn released(place: Place, at: DateTime<Utc>) -> Vec<u8> {
    let mut bytes = place.bound();
    bytes.extend(at.timestamp_micros().to_be_bytes()); // as exactly as it is stored
    bytes
}

/// The number of the master key stands before what it wrapped.
fn split_version(wrapped: &[u8]) -> anyhow::Result<(u32, &[u8])> {
    let (version, sealed) = wrapped
        .split_first_chunk()
        .context("a wrapped data key is cut off")?;
    Ok((u32::from_be_bytes(*version), sealed))
}

/// Sealed lengths are multiples of this, so that they tell little.
const STEP: usize = 256;

/// The length in four bytes, the bytes, then nothing up to the next step.
fn padded(plain: &[u8]) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(plain.len()).context("more than can be sealed")?;
    let whole = (plain.len() + 4).next_multiple_of(STEP);
    // Room for all from the start: a vector that grows leaves copies behind.
    let mut padded = Zeroizing::new(Vec::with_capacity(whole));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(plain);
    padded.resize(whole, 0);
    Ok(padded)
}

fn unpadded(mut padded: Zeroizing<Vec<u8>>) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    let length = padded
        .first_chunk()
        .map(|length| u32::from_be_bytes(*length) as usize);
    let length = length
        .filter(|length| length + 4 <= padded.len())
        .context("sealed, but not by Tend")?;
    padded.copy_within(4..4 + length, 0);
    padded[length..].fill(0);
    padded.truncate(length);
    Ok(padded)
}

#[cfg(test)]
mod tests;
