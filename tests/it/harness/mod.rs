//! Where stories happen: the real bot over its real sockets, a stopped clock, a database of its own.

pub mod contract;
pub mod dice;
mod drawn;
mod judge;
mod postgres;
mod trace;

use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use jiff::tz::TimeZone;
use sqlx::PgPool;
use tend::app::{App, Host};
use tend::clock::{Clock as _, StoppedClock};
use tend::discord::{self, Bot, Outbound};
use tend::domain::UserId;
use tend::domain::timer::Timer;
use tend::features;
use tend::sandbox::limits::Rate;
use tend::sandbox::{Sandbox, Settings, World};
use tend::scheduler::{Jumps, Scheduler};
use tend::store;
use tend::vault::Vault;
use tend::words::Words;
use tend::zonedata::ZoneData;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tracing::subscriber::DefaultGuard;

/// How long anything may take before a story gives up on it, in real time.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// Stories at once: each has a pool of connections to the one cluster.
const AT_ONCE: usize = 12;
const CONNECTIONS: u32 = 8;
/// High enough that a story never waits for a limit it is not about.
const UNHURRIED: Rate = Rate::new(100_000, Duration::from_secs(1));

/// A story's world. When it goes, it judges what happened, and fails the test where something is wrong.
pub struct Tend(
    pub Arc<Inner>,
    #[expect(dead_code, reason = "the story's log ends with it")] DefaultGuard,
);

pub struct Inner {
    pub clock: Arc<StoppedClock>,
    pub sandbox: Sandbox,
    pub db: PgPool,
    zone: TimeZone,
    database: postgres::Database,
    drawn: Arc<drawn::Drawn>,
    trace: trace::Trace,
    running: Mutex<Option<Running>>,
    /// `Bot::idle` is asked by one at a time.
    asking: tokio::sync::Mutex<()>,
    allowed: Mutex<judge::Allowed>,
    /// Whose instance it is.
    host: Mutex<u64>,
    _turn: OwnedSemaphorePermit,
}

/// The bot as it runs now, between two starts.
#[derive(Clone)]
struct Running {
    bot: Arc<Bot>,
    app: App,
    scheduler: Scheduler,
}

impl Tend {
    /// Begins at this minute, told as on a wall: `2026-03-01 19:00 Europe/Lisbon`.
    pub async fn start(when: &str) -> Self {
        let (wall, zone) = when.rsplit_once(' ').expect("a date, a time and a zone");
        let zone = TimeZone::get(zone).expect("a zone");
        let now = instant(wall, &zone);
        let turn = turns().acquire_owned().await.expect("nobody closes it");
        let (trace, guard) = trace::Trace::begin();
        let clock = Arc::new(StoppedClock::at(now));
        let sandbox = Sandbox::start(Settings::new(clock.clone()))
            .await
            .expect("a local Discord");
        sandbox.world().set_limits(|limits| {
            (limits.channel, limits.webhook, limits.other, limits.global) =
                (UNHURRIED, UNHURRIED, UNHURRIED, UNHURRIED);
            // Real seconds: a busy machine is not what a story is about.
            limits.first_response = Duration::from_secs(20);
        });
        let drawn = Arc::new(drawn::Drawn::new(clock.clone()));
        let database = postgres::Database::new(&*drawn).await;
        let db = store::lazily(database.url(), CONNECTIONS).expect("an address");
        let inner = Inner {
            clock,
            sandbox,
            db,
            zone,
            database,
            drawn,
            trace,
            running: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
            allowed: Mutex::default(),
            host: Mutex::new(1),
            _turn: turn,
        };
        let running = inner.run().await;
        let tidy = Timer::Tidy {
            day: now.date_naive(),
        };
        let mut connection = inner.db.acquire().await.expect("a connection");
        store::timers::arm(&mut connection, None, now + TimeDelta::hours(1), &tidy)
            .await
            .expect("a promise");
        drop(connection);
        *inner.running.lock().unwrap() = Some(running);
        Self(Arc::new(inner), guard)
    }

    pub fn world(&self) -> &World {
        self.0.sandbox.world()
    }

    /// Where the local Discord is.
    pub fn url(&self) -> String {
        self.0.sandbox.url().to_owned()
    }

    pub fn db(&self) -> &PgPool {
        &self.0.db
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// What the running bot was given.
    pub fn app(&self) -> App {
        self.0.running().app
    }

    /// The one number that a query finds.
    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query)
            .fetch_one(self.db())
            .await
            .expect("a number")
    }

    /// Whether this text (an id, say) stands in any column of any row.
    pub async fn stores(&self, text: &str) -> bool {
        let tables = "select table_name::text from information_schema.tables
            where table_schema = 'public' and table_name <> '_sqlx_migrations'";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(self.db())
            .await
            .expect("tables");
        for table in tables {
            let rows = sqlx::AssertSqlSafe(format!("select r::text from {table} r"));
            let rows: Vec<String> = sqlx::query_scalar(rows)
                .fetch_all(self.db())
                .await
                .expect("rows");
            if rows.iter().any(|row| row.contains(text)) {
                return true;
            }
        }
        false
    }

    /// When each message that stands in the corner was posted, on the wall where the story began.
    pub fn posted(&self) -> Vec<String> {
        let channel = self
            .world()
            .channel(tend::sandbox::seed::CORNER)
            .expect("the corner");
        let on_the_wall = |at: DateTime<Utc>| {
            let instant = jiff::Timestamp::from_second(at.timestamp()).expect("an instant");
            instant
                .to_zoned(self.0.zone.clone())
                .strftime("%a %Y-%m-%d %H:%M")
                .to_string()
        };
        self.world().read(|state| {
            let here = state
                .messages
                .values()
                .filter(|message| message.channel == channel && message.only_for.is_none());
            here.map(|message| on_the_wall(message.at)).collect()
        })
    }

    /// Does all that is due now, and waits until nobody is being answered any more.
    pub async fn settle(&self) {
        self.0.settle().await;
    }

    /// Waits until nobody is being answered any more, and does nothing that is due.
    pub async fn idle(&self) {
        self.0.idle().await;
    }

    /// Lets time go by, from one promise to the next: `1 minute`, `3 days`, `2 weeks`.
    pub async fn pass(&self, time: &str) {
        let (number, unit) = time.split_once(' ').expect("a number and a unit");
        let number: i64 = number.parse().expect("a number");
        let by = match unit.trim_end_matches('s') {
            "second" => TimeDelta::seconds(number),
            "minute" => TimeDelta::minutes(number),
            "hour" => TimeDelta::hours(number),
            "day" => TimeDelta::days(number),
            "week" => TimeDelta::weeks(number),
            unit => panic!("no unit of time: {unit}"),
        };
        self.0.pass_to(self.now() + by).await;
    }

    /// Lets time go by until this minute on the wall where the story began: `2026-03-08 19:00`.
    pub async fn pass_until(&self, wall: &str) {
        self.0.pass_to(instant(wall, &self.0.zone)).await;
    }

    /// Moves the clock at once, as if nothing had been running meanwhile.
    pub fn sleep_through(&self, time: TimeDelta) {
        self.0.clock.pass(time);
    }

    /// Ends the bot and starts another on the same database and the same Discord.
    pub async fn restart(&self) {
        self.stop().await;
        let running = self.0.run().await;
        *self.0.running.lock().unwrap() = Some(running);
    }

    /// Ends the bot. Without it nothing happens until [`Tend::restart`].
    pub async fn stop(&self) {
        let running = self.0.running.lock().unwrap().take();
        if let Some(running) = running {
            running.bot.stop().await;
            running.app.db.close().await;
        }
    }

    /// A backup of everything as it is now; the bot runs on.
    pub async fn back_up(&self) -> String {
        self.stop().await;
        let backup = self.0.database.back_up().await;
        self.restart().await;
        backup
    }

    /// Brings everything back as it was then.
    pub async fn bring_back(&self, backup: &str) {
        self.stop().await;
        self.0.remember_posted().await;
        self.0.database.bring_back(backup).await;
        self.restart().await;
    }

    /// The file beside the key that says what must hold over a restore.
    pub fn tombstones(&self) -> std::path::PathBuf {
        let file = tend::vault::tombstones::Tombstones::beside(self.0.database.keys());
        file.path().to_owned()
    }

    /// A new master key wraps everything, and the old one is gone.
    pub async fn rotate(&self) {
        let mut db = self.0.db.acquire().await.expect("a connection");
        store::keys::rotate(&mut db, self.0.database.keys())
            .await
            .expect("a rotation");
    }

    /// This person runs Tend, from the next start on.
    pub fn hosted_by(&self, person: u64) {
        *self.0.host.lock().unwrap() = person;
    }

    /// The database refuses everybody, until it is back.
    pub async fn database_away(&self) {
        self.0.database.shut().await;
    }

    pub async fn database_back(&self) {
        self.0.database.open().await;
    }

    /// A second process on the same database: its scheduler.
    pub async fn another_scheduler(&self) -> Scheduler {
        let app = self.0.app();
        let outbound = Outbound::connect(&self.0.settings())
            .await
            .expect("a way to Discord");
        Scheduler::new(app, outbound, 1000, Jumps::Announced)
    }

    pub fn scheduler(&self) -> Scheduler {
        self.0.running().scheduler
    }

    /// The story is about trouble: warnings in the log and refused requests are part of it.
    pub fn expect_trouble(&self) {
        self.0.allowed.lock().unwrap().trouble = true;
    }

    /// Everything that Tend has logged in this story, a line each.
    pub fn log(&self) -> Vec<String> {
        self.0.trace.lines()
    }
}

impl Inner {
    fn settings(&self) -> discord::Settings {
        discord::Settings {
            token: self.sandbox.token().to_owned(),
            base_url: self.sandbox.url().to_owned(),
            requests_per_second: 1000,
        }
    }

    fn app(&self) -> App {
        App {
            db: store::lazily(self.database.url(), CONNECTIONS).expect("an address"),
            clock: self.clock.clone(),
            words: words(),
            vault: Arc::new(Vault::from_file(self.database.keys()).expect("keys")),
            entropy: self.drawn.clone(),
            host: Arc::new(Host {
                name: "Hana".to_owned(),
                contact: "hana@example.org".to_owned(),
                user: Some(UserId(*self.host.lock().unwrap())),
                privacy_url: None,
            }),
            wake: Arc::new(Notify::new()),
            zone_data: Arc::new(RwLock::new(ZoneData::bundled())),
        }
    }

    async fn run(&self) -> Running {
        let app = self.app();
        features::hold(&app).await.expect("a database");
        features::carry_over(&app).await.expect("a database");
        let bot = Bot::start(app.clone(), self.settings())
            .await
            .expect("a bot");
        tokio::time::timeout(PATIENCE, bot.ready())
            .await
            .expect("the gateway says READY");
        let scheduler = Scheduler::new(app.clone(), bot.outbound(), 1000, Jumps::Announced);
        Running {
            bot: Arc::new(bot),
            app,
            scheduler,
        }
    }

    fn running(&self) -> Running {
        self.running
            .lock()
            .unwrap()
            .clone()
            .expect("the bot was stopped")
    }

    /// Waits until nobody is being answered.
    pub async fn idle(&self) {
        let _turn = self.asking.lock().await;
        let running = self.running.lock().unwrap().clone();
        if let Some(running) = running {
            tokio::time::timeout(PATIENCE, running.bot.idle())
                .await
                .expect("somebody is being answered for a minute");
        }
    }

    async fn settle(&self) {
        let work = async {
            loop {
                self.idle().await;
                if self.running().scheduler.tick().await.expect("a database") == 0 {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, work)
            .await
            .expect("something is due again and again");
    }

    async fn pass_to(&self, target: DateTime<Utc>) {
        loop {
            self.settle().await;
            match self.next_due().await.filter(|next| *next < target) {
                Some(next) => self.clock.set(next),
                None => break,
            }
        }
        self.clock.set(target);
        self.settle().await;
    }

    async fn next_due(&self) -> Option<DateTime<Utc>> {
        let query = "select min(coalesce(leased_until, due_at)) from timers
            where state <= 1 and coalesce(leased_until, due_at) > $1";
        sqlx::query_scalar(query)
            .bind(self.clock.now())
            .fetch_one(&self.db)
            .await
            .expect("an instant")
    }
}

fn turns() -> Arc<Semaphore> {
    static TURNS: OnceLock<Arc<Semaphore>> = OnceLock::new();
    TURNS
        .get_or_init(|| Arc::new(Semaphore::new(AT_ONCE)))
        .clone()
}

/// Tend's own words, read once.
pub fn words() -> Arc<Words> {
    static WORDS: OnceLock<Arc<Words>> = OnceLock::new();
    WORDS
        .get_or_init(|| Arc::new(Words::load(None).expect("words")))
        .clone()
}

fn instant(wall: &str, zone: &TimeZone) -> DateTime<Utc> {
    let wall: jiff::civil::DateTime = wall
        .replace(' ', "T")
        .parse()
        .expect("such as 2026-03-01 19:00");
    let seconds = wall
        .to_zoned(zone.clone())
        .expect("an instant")
        .timestamp()
        .as_second();
    DateTime::from_timestamp(seconds, 0).expect("an instant")
}
