//! The whole of the local Discord behind one lock; every change wakes whoever watches.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::watch;

use super::faults::Faults;
use super::interactions::{Interaction, Notice, OpenModal};
use super::ledger::Ledger;
use super::limits::{Limiter, Limits};
use super::messages::Message;
use super::people::{Channel, Guild, User};
use super::sessions::Sessions;
use super::snowflake::Snowflakes;
use crate::clock::Clock;

/// A handle to the local Discord. Cheap to clone; all clones are the same world.
#[derive(Clone)]
pub struct World(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    version: watch::Sender<u64>,
    clock: Arc<dyn Clock>,
    faults: Faults,
    ledger: Ledger,
    limits: Mutex<Limits>,
    limiter: Mutex<Limiter>,
}

/// What there is in the world. The fields that are skipped live no longer than the sandbox.
#[derive(Debug, Serialize, Deserialize)]
pub struct State {
    pub ids: Snowflakes,
    pub app: Application,
    pub guild: Guild,
    pub users: BTreeMap<u64, User>,
    pub channels: BTreeMap<u64, Channel>,
    pub messages: BTreeMap<u64, Message>,
    /// As registered, whole, in the order of the PUT.
    pub commands: Vec<Value>,
    pub nonces: Vec<UsedNonce>,
    #[serde(skip)]
    pub interactions: HashMap<u64, Interaction>,
    /// Forms open before somebody, by key.
    #[serde(skip)]
    pub modals: BTreeMap<u64, OpenModal>,
    #[serde(skip)]
    pub notices: Vec<Notice>,
    #[serde(skip)]
    pub sessions: Sessions,
    /// Where the REST door and the page are.
    #[serde(skip)]
    pub url: String,
    #[serde(skip)]
    pub gateway_url: String,
    /// A journey through time that takes a while, in words for the page.
    #[serde(skip)]
    pub busy: Option<String>,
    /// A channel that the bot has lost its permission for, for as long as a switch is on.
    #[serde(skip)]
    pub hidden_from_bot: Option<u64>,
    /// Whether members that an option names come with their permissions.
    pub resolves_permissions: bool,
}

/// The bot as Discord's developer portal knows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Application {
    pub id: u64,
    /// The bot's user. Not the application's id, as with bots of before 2016: nobody may mix them up.
    pub bot: u64,
    pub name: String,
    pub token: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct UsedNonce {
    pub nonce: String,
    pub message: u64,
    pub at: DateTime<Utc>,
}

impl World {
    /// A world to begin with, or one saved before.
    pub fn new(state: State, clock: Arc<dyn Clock>, limits: Limits, ledger: usize) -> Self {
        Self(Arc::new(Inner {
            state: Mutex::new(state),
            version: watch::Sender::new(1),
            clock,
            faults: Faults::default(),
            ledger: Ledger::keeping(ledger),
            limits: Mutex::new(limits),
            limiter: Mutex::default(),
        }))
    }

    /// What time it is in this world.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// The same before anybody moves it on purpose: what an answer's `Date` says.
    pub fn machine(&self) -> DateTime<Utc> {
        self.0.clock.machine()
    }

    /// Trouble on request.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// What passed the doors.
    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    /// The limits in force.
    pub fn limits(&self) -> Limits {
        self.0
            .limits
            .lock()
            .expect("nobody panics while holding the limits")
            .clone()
    }

    /// Raises or shrinks the limits, also in mid-run.
    pub fn set_limits(&self, change: impl FnOnce(&mut Limits)) {
        change(
            &mut self
                .0
                .limits
                .lock()
                .expect("nobody panics while holding the limits"),
        );
    }

    pub(super) fn limiter(&self) -> MutexGuard<'_, Limiter> {
        self.0
            .limiter
            .lock()
            .expect("nobody panics while holding the limiter")
    }

    /// How many invalid requests (401, 403, 429) the last ten minutes had.
    pub fn invalid_requests(&self) -> usize {
        self.limiter().invalid(&self.limits(), Instant::now())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0
            .state
            .lock()
            .expect("nobody panics while holding the world")
    }

    /// Looks at the world.
    pub fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the world and wakes everybody who watches it.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State, DateTime<Utc>) -> T) -> T {
        let now = self.now();
        let result = change(&mut self.lock(), now);
        self.0.version.send_modify(|version| *version += 1);
        result
    }

    /// Works on the world without waking anybody: for what only reads.
    pub(super) fn glance<T>(&self, look: impl FnOnce(&mut State, DateTime<Utc>) -> T) -> T {
        let now = self.now();
        look(&mut self.lock(), now)
    }

    /// Counts changes, for whoever wants to know of the next.
    pub fn version(&self) -> u64 {
        *self.0.version.borrow()
    }

    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.0.version.subscribe()
    }

    /// Waits until the look finds something, at most so long in real time.
    pub async fn until<T>(
        &self,
        longest: Duration,
        look: impl Fn(&State) -> Option<T>,
    ) -> Option<T> {
        let mut changes = self.watch();
        let search = async {
            loop {
                if let Some(found) = self.read(&look) {
                    return Some(found);
                }
                changes.changed().await.ok()?;
            }
        };
        tokio::time::timeout(longest, search).await.ok().flatten()
    }

    /// Writes the world into a file, whole or not at all.
    pub fn save(&self, file: &Path) -> anyhow::Result<()> {
        let text = self.read(serde_json::to_string)?;
        let beside = file.with_extension("new");
        // What the two write to each other lies in here: for nobody else's eyes.
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let written = options
            .open(&beside)
            .and_then(|mut new| new.write_all(text.as_bytes()));
        written.with_context(|| format!("cannot write {}", beside.display()))?;
        std::fs::rename(&beside, file).with_context(|| format!("cannot write {}", file.display()))
    }
}

impl State {
    /// Reads a saved world. What was only half said when it ended is gone: its tokens are.
    pub fn load(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let mut state: Self = serde_json::from_str(&text)
            .with_context(|| format!("{} is not a saved sandbox", file.display()))?;
        state.messages.retain(|_, message| !message.is_thinking());
        Ok(state)
    }

    /// A person's name, for sentences.
    pub fn name_of(&self, user: u64) -> &str {
        self.users
            .get(&user)
            .map_or("somebody", |user| user.name.as_str())
    }
}
