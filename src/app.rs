//! What every handler is given: the database, the clock, randomness, the words, the vault, and who is asking.

use std::sync::{Arc, RwLock};

use anyhow::Context as _;
use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::domain::answer::Answer;
use crate::domain::couple::{Couple, Person};
use crate::domain::schedule::Slot;
use crate::domain::text::{Kind, Shelf, Which};
use crate::domain::timer::Timer;
use crate::domain::zones::Zones;
use crate::domain::{CoupleId, Partner, RoundId, UserId, wall};
use crate::entropy::{Entropy, Whose};
use crate::error::Error;
use crate::store;
use crate::ui::Visit;
use crate::vault::{DataKey, Place, Vault};
use crate::words::{Tongue, Words};
use crate::zonedata::ZoneData;

/// Everything a handler may use. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: PgPool,
    pub clock: Arc<dyn Clock>,
    pub words: Arc<Words>,
    pub vault: Arc<Vault>,
    pub entropy: Arc<dyn Entropy>,
    pub host: Arc<Host>,
    /// Rung when something has become due at once.
    pub wake: Arc<Notify>,
    /// The zones in force; looked at again every hour.
    pub zone_data: Arc<RwLock<ZoneData>>,
}

/// Who runs this instance, as its people are told.
#[derive(Debug, Clone, Default)]
pub struct Host {
    pub name: String,
    pub contact: String,
    /// The host's own Discord id: where the host is one of the two, both are told.
    pub user: Option<UserId>,
    /// Where the completed privacy notice can be read.
    pub privacy_url: Option<String>,
}

/// One request, where and when it is handled: asked of the clock once.
pub struct Here<'a> {
    pub app: &'a App,
    pub visit: &'a Visit,
    /// The words of the one who asks.
    pub t: &'a Tongue,
    pub now: DateTime<Utc>,
    pub zones: Zones,
    /// What this press leaves behind when it is carried out, where it was made on a form or card that makes its
    /// things once.
    pub mark: Option<[u8; 32]>,
}

/// The one who asks, as one of a couple.
#[derive(Debug, Clone)]
pub struct Member {
    pub couple: Couple,
    pub who: Partner,
}

impl Member {
    pub fn me(&self) -> &Person {
        self.couple.person(self.who)
    }

    pub fn other(&self) -> &Person {
        self.couple.person(self.who.other())
    }

    /// What I write of this kind about this thing (0: a page of my own).
    pub fn text(&self, kind: Kind, about: i64) -> Which {
        Which {
            couple: self.couple.id,
            by: self.who,
            kind,
            about,
            nth: 0,
        }
    }
}

impl App {
    /// The zones in force now.
    pub fn zones(&self) -> Zones {
        self.zone_data().zones
    }

    /// The zone data in force now, with their version.
    pub fn zone_data(&self) -> ZoneData {
        self.zone_data
            .read()
            .expect("nobody panics while holding the zones")
            .clone()
    }

    /// Whether private pages of this couple may be stored: not where the host, who can read what is
    /// stored, is one of the two. Then they are written, read and gone (spec/rulings.md 18).
    pub fn keeps_private_pages(&self, couple: &Couple) -> bool {
        self.host
            .user
            .is_none_or(|host| couple.partner_of(host).is_none())
    }

    pub fn zone_version(&self) -> String {
        self.zone_data().version
    }

    /// Newer zone data are in force from now on.
    pub fn set_zone_data(&self, renewed: ZoneData) {
        *self
            .zone_data
            .write()
            .expect("nobody panics while holding the zones") = renewed;
    }

    /// This person's data key in this couple, opened.
    pub async fn key(
        &self,
        db: &mut PgConnection,
        couple: CoupleId,
        who: Partner,
    ) -> anyhow::Result<Option<DataKey>> {
        let Some(wrapped) = store::partners::wrapped_key(db, couple, who).await? else {
            return Ok(None);
        };
        Ok(Some(self.vault.unwrap_key(couple, who, &wrapped)?))
    }

    /// This person's data key; a new one after they had erased theirs.
    pub async fn key_to_write(
        &self,
        db: &mut PgConnection,
        couple: CoupleId,
        who: Partner,
    ) -> anyhow::Result<DataKey> {
        if let Some(wrapped) = store::partners::lock_wrapped_key(&mut *db, couple, who).await? {
            return self.vault.unwrap_key(couple, who, &wrapped);
        }
        let (key, wrapped) = self.vault.new_key(couple, who)?;
        store::partners::save_wrapped_key(db, couple, who, Some(&wrapped)).await?;
        Ok(key)
    }

    /// Under which numbers this person's pages of their own are stored in this couple. Outlives a rotation of
    /// the master keys.
    pub fn shelf(&self, couple: CoupleId, who: Partner) -> Shelf {
        Shelf::of(|kind| {
            let name = format!("{}:{}:{}", couple.0, who.number(), kind.name());
            let hash = self.vault.keyed_hash("page", &name);
            let head = hash.first_chunk().expect("a hash is longer than a number");
            i64::from_be_bytes(*head)
        })
    }

    /// Seals an answer to its person, couple and round.
    pub async fn seal_answer(
        &self,
        db: &mut PgConnection,
        couple: CoupleId,
        who: Partner,
        round: RoundId,
        answer: &Answer,
    ) -> anyhow::Result<Vec<u8>> {
        let key = self.key_to_write(db, couple, who).await?;
        let plain =
            zeroize::Zeroizing::new(serde_json::to_vec(answer).context("an answer is plain data")?);
        self.vault
            .seal(&key, place(couple, who, "answers.sealed", round), &plain)
    }

    /// Opens what [`App::seal_answer`] sealed. An erased key leaves nothing to read.
    pub async fn open_answer(
        &self,
        db: &mut PgConnection,
        couple: CoupleId,
        who: Partner,
        round: RoundId,
        sealed: Option<&[u8]>,
    ) -> anyhow::Result<Answer> {
        let key = match sealed {
            Some(_) => self.key(db, couple, who).await?,
            None => None,
        };
        self.read_answer(key.as_ref(), couple, who, round, sealed)
    }

    /// The same with the key that was looked up already: whoever opens many looks it up once.
    pub fn read_answer(
        &self,
        key: Option<&DataKey>,
        couple: CoupleId,
        who: Partner,
        round: RoundId,
        sealed: Option<&[u8]>,
    ) -> anyhow::Result<Answer> {
        let Some((key, sealed)) = key.zip(sealed) else {
            return Ok(Answer::default());
        };
        let plain = self
            .vault
            .open(key, place(couple, who, "answers.sealed", round), sealed)?;
        serde_json::from_slice(&plain)
            .map_err(|_| anyhow::anyhow!("an answer that opens but cannot be read"))
    }
}

impl App {
    /// Seals a text to its person, couple, round and field.
    pub async fn seal_text(
        &self,
        db: &mut PgConnection,
        couple: CoupleId,
        who: Partner,
        field: &'static str,
        round: RoundId,
        text: &str,
    ) -> anyhow::Result<Vec<u8>> {
        let key = self.key_to_write(db, couple, who).await?;
        self.vault
            .seal(&key, place(couple, who, field, round), text.as_bytes())
    }

    /// Opens what [`App::seal_text`] sealed; `None` where the key was erased.
    pub async fn open_text(
        &self,
        db: &mut PgConnection,
        couple: CoupleId,
        who: Partner,
        field: &'static str,
        round: RoundId,
        sealed: &[u8],
    ) -> anyhow::Result<Option<String>> {
        let key = self.key(db, couple, who).await?;
        self.read_text(key.as_ref(), couple, who, field, round, sealed)
    }

    /// The same with the key that was looked up already: whoever opens many looks it up once.
    pub fn read_text(
        &self,
        key: Option<&DataKey>,
        couple: CoupleId,
        who: Partner,
        field: &'static str,
        round: RoundId,
        sealed: &[u8],
    ) -> anyhow::Result<Option<String>> {
        let Some(key) = key else {
            return Ok(None);
        };
        let plain = self
            .vault
            .open(key, place(couple, who, field, round), sealed)?;
        let text = String::from_utf8(plain.to_vec());
        Ok(Some(text.map_err(|_| {
            anyhow::anyhow!("a text that opens but is none")
        })?))
    }
}

/// Where something sealed belongs: it opens nowhere else.
pub fn place(couple: CoupleId, who: Partner, field: &'static str, round: RoundId) -> Place {
    Place {
        couple,
        partner: who,
        field,
        row: round.0,
        facts: None,
    }
}

impl Here<'_> {
    /// An id for what the one who asks makes.
    pub fn new_id(&self) -> anyhow::Result<i64> {
        self.app.entropy.id(Whose::Person(self.visit.user))
    }

    /// A transaction in which this press happens, once: the same press delivered again is refused, and so is
    /// another one on a form or card on which it has happened.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>, Error> {
        let mut tx = self.app.db.begin().await?;
        let (press, mark) = (self.visit.interaction, self.mark.as_ref());
        if store::presses::first_time(&mut tx, press, mark, self.now).await? {
            Ok(tx)
        } else if store::presses::is_known(&mut tx, press).await? {
            Err(Error::Replayed)
        } else {
            Err(Error::Taken)
        }
    }

    /// Promises something for right now, in this transaction; call [`Here::wake`] after the commit.
    pub async fn arm_now(
        &self,
        tx: &mut PgConnection,
        couple: Option<CoupleId>,
        timer: &Timer,
    ) -> anyhow::Result<()> {
        store::timers::rearm(tx, couple, self.now, timer).await?;
        Ok(())
    }

    /// Whoever is here, as a keyed hash: kept with what they wrote to the host only until it has arrived.
    pub fn sender(&self) -> [u8; 32] {
        let user = self.visit.user.to_string();
        self.app.vault.keyed_hash("feedback", &user)
    }

    /// Tells the scheduler that something is due.
    pub fn wake(&self) {
        self.app.wake.notify_one();
    }

    /// The date and time on this zone's walls; in a zone that is no more, UTC.
    pub fn local(&self, zone: &str, instant: DateTime<Utc>) -> NaiveDateTime {
        wall::local(&self.zones, zone, instant).unwrap_or_else(|_| instant.naive_utc())
    }

    /// An instant in words, on this person's own clock.
    pub fn when(&self, person: &Person, instant: DateTime<Utc>) -> String {
        self.t.date_and_time(self.local(&person.zone, instant))
    }

    /// A slot in words: "every Sunday at 19:00".
    pub fn slot(&self, slot: &Slot) -> String {
        self.t
            .every_week(slot.weekday, wall::time_of_day(slot.minute))
    }
}

/// How a person is named in a message: Discord shows their name, and nobody is notified.
pub fn mention(user: UserId) -> String {
    format!("<@{user}>")
}
