//! Promises are kept once: the scheduler alone, between a real database and the local Discord.

use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::PgPool;
use tend::app::{App, Host};
use tend::clock::StoppedClock;
use tend::cluster::{Cluster, Options};
use tend::discord::{self, Outbound};
use tend::domain::schedule::monday_of;
use tend::domain::timer::Timer;
use tend::domain::{CoupleId, Partner};
use tend::entropy::OsEntropy;
use tend::sandbox::faults::{Fault, Matching};
use tend::sandbox::{self, Sandbox};
use tend::scheduler::{Jumps, Scheduler};
use tend::store::{self, timers};
use tend::vault::Vault;
use tend::vault::keys::Keys;
use tend::words::Words;
use tend::zonedata::ZoneData;
use tokio_util::sync::CancellationToken;

/// States of a row.
const ARMED: i16 = 0;
const SENDING: i16 = 1;
const DONE: i16 = 2;
const FAILED: i16 = 3;
const SKIPPED: i16 = 4;

/// Couples whose first prompt is due now, each in a channel of its own.
struct Desk {
    scheduler: Scheduler,
    app: App,
    clock: Arc<StoppedClock>,
    sandbox: Sandbox,
    channels: Vec<u64>,
    // Ends before its folder goes.
    _cluster: Cluster,
    _folder: Folder,
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A Sunday, seven in the evening.
fn sunday() -> DateTime<Utc> {
    "2026-03-01T19:00:00Z".parse().unwrap()
}

fn week() -> NaiveDate {
    monday_of(sunday().date_naive())
}

impl Desk {
    async fn new(name: &str, couples: usize) -> Self {
        let path = PathBuf::from(format!(
            "/tmp/tend-it-{}-scheduler-{name}",
            std::process::id()
        ));
        let cluster = Cluster::start(Options {
            guard: Some(env!("CARGO_BIN_EXE_tend").into()),
            durable: false,
            ..Options::new(&path)
        });
        let (cluster, folder) = (cluster.unwrap(), Folder(path));
        let db = store::lazily(&cluster.url(), 8).unwrap();
        store::migrate(&db).await.unwrap();

        let clock = Arc::new(StoppedClock::at(sunday()));
        let sandbox = Sandbox::start(sandbox::Settings::new(clock.clone()))
            .await
            .unwrap();
        let settings = discord::Settings {
            token: sandbox.token().to_owned(),
            base_url: sandbox.url().to_owned(),
            requests_per_second: 50,
        };
        let out = Outbound::connect(&settings).await.unwrap();
        let app = App {
            db,
            clock: clock.clone(),
            words: Arc::new(Words::load(None).unwrap()),
            vault: Arc::new(Vault::of(
                Keys::generate(&OsEntropy).unwrap(),
                Box::new(OsEntropy),
            )),
            entropy: Arc::new(OsEntropy),
            host: Arc::new(Host::default()),
            wake: Arc::default(),
            zone_data: Arc::new(RwLock::new(ZoneData::bundled())),
        };
        let scheduler = Scheduler::new(app.clone(), out, 50, Jumps::Announced);
        let channels = (1..=couples)
            .map(|n| sandbox.world().add_channel(&format!("corner-{n}"), None))
            .collect();
        let desk = Self {
            scheduler,
            app,
            clock,
            sandbox,
            channels,
            _cluster: cluster,
            _folder: folder,
        };
        desk.move_in().await;
        desk
    }

    /// One couple per channel, with the week's prompt promised for now.
    async fn move_in(&self) {
        let people =
            ["Ana", "Ben"].map(|name| self.sandbox.world().person(name).unwrap().cast_signed());
        for (couple, channel) in (1..).zip(&self.channels) {
            add_couple(&self.app.db, couple, *channel, people).await;
            let mut db = self.app.db.acquire().await.unwrap();
            assert!(
                timers::arm(&mut db, None, sunday(), &prompt(couple))
                    .await
                    .unwrap()
            );
        }
    }

    async fn pass(&self, by: TimeDelta) {
        self.clock.pass(by);
        self.scheduler.tick().await.unwrap();
        self.conserves().await;
    }

    /// Nothing is lost and nothing counts twice, at any moment.
    async fn conserves(&self) {
        let mut db = self.app.db.acquire().await.unwrap();
        let all = timers::conservation(&mut db, None).await.unwrap();
        assert!(all.holds(), "{all:?}");
    }

    /// State and reason of a promise.
    async fn row(&self, timer: Timer) -> (i16, Option<String>) {
        let row =
            sqlx::query_as("select state, reason from timers where key = $1").bind(timer.key());
        row.fetch_one(&self.app.db).await.unwrap()
    }

    /// How many messages each channel shows.
    fn messages(&self) -> Vec<usize> {
        let posted = |channel: &u64| {
            self.sandbox.world().read(|state| {
                state
                    .messages
                    .values()
                    .filter(|m| m.channel == *channel)
                    .count()
            })
        };
        self.channels.iter().map(posted).collect()
    }

    fn next_posts(&self, times: u32, fault: Fault) {
        self.sandbox.world().faults().next(
            times,
            Matching::new("POST", "channels/*/messages"),
            fault,
        );
    }

    fn requests(&self, method: &str, route: &str) -> usize {
        self.sandbox.world().ledger().count_since(0, method, route)
    }

    fn forget_nonces_after(&self, time: Duration) {
        self.sandbox
            .world()
            .set_limits(|limits| limits.nonce = time);
    }
}

async fn add_couple(db: &PgPool, id: i64, channel: u64, people: [i64; 2]) {
    sqlx::query(
        "insert into couples (id, guild_id, channel_id, zone, weekday, minute, started_at)
         overriding system value values ($1, 1, $2, 'UTC', 7, 1140, $3)",
    )
    .bind(id)
    .bind(channel.cast_signed())
    .bind(sunday())
    .execute(db)
    .await
    .unwrap();
    for (partner, user) in [1_i16, 2].into_iter().zip(people) {
        sqlx::query(
            "insert into partners (couple_id, partner, user_id, zone, consented_at, consent_version)
             values ($1, $2, $3, 'UTC', $4, '1')",
        )
        .bind(id)
        .bind(partner)
        .bind(user)
        .bind(sunday())
        .execute(db)
        .await
        .unwrap();
    }
}

fn prompt(couple: i64) -> Timer {
    Timer::Prompt {
        couple: CoupleId(couple),
        week: week(),
    }
}

fn refuse(status: u16, code: u32) -> Fault {
    Fault::Refuse {
        status,
        code,
        message: "no".to_owned(),
    }
}

#[tokio::test]
async fn each_week_has_its_one_prompt_by_one_request() {
    let desk = Desk::new("weeks", 3).await;
    desk.pass(TimeDelta::zero()).await;
    assert_eq!(desk.messages(), [1, 1, 1]);
    for weeks in 2..=3 {
        desk.pass(TimeDelta::weeks(1)).await;
        assert_eq!(desk.messages(), [weeks; 3]);
    }
    assert_eq!(desk.requests("POST", "channels/*/messages"), 9);
    assert_eq!(desk.requests("GET", "channels/*/messages"), 0);
}

#[tokio::test]
async fn the_nonce_of_a_post_is_no_hash_that_others_could_make() {
    let mut nonces = Vec::new();
    for name in ["nonce-one", "nonce-two"] {
        let desk = Desk::new(name, 1).await;
        desk.pass(TimeDelta::zero()).await;
        let requests = desk.sandbox.world().ledger().requests_since(0);
        let posted = requests
            .iter()
            .find_map(|(_, rest)| rest.body["nonce"].as_str());
        nonces.push(posted.unwrap().to_owned());
    }
    assert_ne!(nonces[0], nonces[1], "the same prompt under another key");
}

#[tokio::test]
async fn nothing_comes_before_its_minute() {
    let desk = Desk::new("early", 1).await;
    desk.clock.set(sunday() - TimeDelta::milliseconds(1));
    desk.pass(TimeDelta::zero()).await;
    assert_eq!(desk.messages(), [0]);
    desk.pass(TimeDelta::milliseconds(1)).await;
    assert_eq!(desk.messages(), [1]);
}

#[tokio::test]
async fn a_prompt_whose_answer_was_lost_is_not_posted_again() {
    for (name, remembered) in [("lost-0", 0), ("lost-60", 60), ("lost-300", 300)] {
        let desk = Desk::new(name, 1).await;
        desk.forget_nonces_after(Duration::from_secs(remembered));
        desk.next_posts(1, Fault::LoseAnswer);
        desk.pass(TimeDelta::zero()).await;
        assert_eq!(
            desk.row(prompt(1)).await,
            (SENDING, Some("unsure".to_owned()))
        );
        desk.pass(TimeDelta::minutes(2)).await;
        assert_eq!(desk.row(prompt(1)).await, (DONE, None));
        assert_eq!(desk.messages(), [1], "nonces remembered for {remembered} s");
        desk.pass(TimeDelta::weeks(1)).await;
        assert_eq!(desk.messages(), [2]);
    }
}

#[tokio::test]
async fn a_request_that_never_arrived_is_made_again() {
    let desk = Desk::new("cut", 1).await;
    desk.next_posts(1, Fault::CutBefore);
    desk.pass(TimeDelta::zero()).await;
    assert_eq!(desk.messages(), [0]);
    desk.pass(TimeDelta::minutes(2)).await;
    assert_eq!(desk.messages(), [1]);
}

#[tokio::test]
async fn where_the_history_cannot_be_read_nothing_is_sent_twice() {
    let desk = Desk::new("unreadable", 1).await;
    desk.forget_nonces_after(Duration::ZERO);
    desk.next_posts(1, Fault::LoseAnswer);
    desk.pass(TimeDelta::zero()).await;
    let history = Matching::new("GET", "channels/*/messages");
    desk.sandbox
        .world()
        .faults()
        .always(history, refuse(403, 50001));
    desk.pass(TimeDelta::minutes(2)).await;
    assert_eq!(
        desk.row(prompt(1)).await,
        (SKIPPED, Some("unknown".to_owned()))
    );
    assert_eq!(desk.messages(), [1]);
}

#[tokio::test]
async fn a_channel_that_is_gone_is_remembered_for_the_next_command() {
    let desk = Desk::new("gone", 2).await;
    desk.sandbox.world().delete_channel(desk.channels[0]);
    desk.pass(TimeDelta::zero()).await;
    assert_eq!(
        desk.row(prompt(1)).await,
        (ARMED, Some("refused".to_owned()))
    );
    desk.pass(TimeDelta::hours(1)).await;
    assert_eq!(
        desk.row(prompt(1)).await,
        (FAILED, Some("channel_gone".to_owned()))
    );
    assert_eq!(desk.row(prompt(2)).await, (DONE, None));
    let told = sqlx::query_scalar("select unreachable from couples where id = 1");
    let told: Option<String> = told.fetch_one(&desk.app.db).await.unwrap();
    assert_eq!(told.as_deref(), Some("gone"));
    // The next week is still promised; a couple that moved is heard of again.
    assert!(
        timers::prompt_of(&mut desk.app.db.acquire().await.unwrap(), CoupleId(1))
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn what_discord_asked_to_wait_is_waited() {
    let desk = Desk::new("wait", 1).await;
    desk.next_posts(
        1,
        Fault::TooMany {
            scope: "shared",
            retry_after: Duration::from_mins(10),
        },
    );
    desk.pass(TimeDelta::zero()).await;
    assert_eq!(desk.row(prompt(1)).await, (ARMED, Some("again".to_owned())));
    desk.pass(TimeDelta::seconds(590)).await;
    assert_eq!(desk.requests("POST", "channels/*/messages"), 1);
}

#[tokio::test]
async fn after_an_outage_at_most_one_prompt_comes() {
    for (name, hours, expected) in [
        ("out-11", 11, 1),
        ("out-13", 13, 0),
        ("out-month", 30 * 24, 0),
        ("out-4-weeks", 28 * 24, 1),
    ] {
        let desk = Desk::new(name, 2).await;
        desk.pass(TimeDelta::hours(hours)).await;
        assert_eq!(desk.messages(), [expected; 2], "{hours} hours late");
        let next = timers::prompt_of(&mut desk.app.db.acquire().await.unwrap(), CoupleId(1))
            .await
            .unwrap();
        assert!(next.is_some_and(|next| next > sunday() + TimeDelta::hours(hours)));
    }
}

#[tokio::test]
async fn a_reminder_goes_to_one_person_and_closed_direct_messages_are_no_trouble() {
    let desk = Desk::new("nudge", 1).await;
    let world = desk.sandbox.world();
    world.close_dms(world.person("Ben").unwrap(), true);
    let nudge = |partner| Timer::Nudge {
        couple: CoupleId(1),
        partner,
        week: sunday().date_naive(),
    };
    let mut db = desk.app.db.acquire().await.unwrap();
    for partner in [Partner::One, Partner::Two] {
        timers::arm(&mut db, None, sunday(), &nudge(partner))
            .await
            .unwrap();
    }
    desk.pass(TimeDelta::zero()).await;
    assert_eq!(desk.row(nudge(Partner::One)).await, (DONE, None));
    assert_eq!(
        desk.row(nudge(Partner::Two)).await,
        (FAILED, Some("dm_closed".to_owned()))
    );
    assert_eq!(desk.messages(), [1]);
}

#[tokio::test]
async fn a_promise_that_cannot_be_read_waits_where_it_can_be_seen() {
    let desk = Desk::new("unknown", 1).await;
    let newer = "insert into timers (kind, key, soon, due_at) values ('horoscope', 'horoscope:1', false, $1)";
    sqlx::query(newer)
        .bind(sunday())
        .execute(&desk.app.db)
        .await
        .unwrap();
    desk.pass(TimeDelta::zero()).await;
    let row: (i16, String) =
        sqlx::query_as("select state, reason from timers where kind = 'horoscope'")
            .fetch_one(&desk.app.db)
            .await
            .unwrap();
    assert_eq!(row, (ARMED, "broken".to_owned()));
    assert_eq!(desk.messages(), [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_amid_trouble_double_nothing() {
    let desk = Desk::new("two", 60).await;
    let other = desk.scheduler.clone();
    desk.forget_nonces_after(Duration::from_mins(1));
    for _ in 0..4 {
        desk.next_posts(5, Fault::LoseAnswer);
        desk.next_posts(5, Fault::CutBefore);
        desk.next_posts(5, refuse(500, 0));
        let (one, two) = tokio::join!(desk.scheduler.tick(), other.tick());
        one.unwrap();
        two.unwrap();
        desk.clock.pass(TimeDelta::seconds(61));
    }
    desk.sandbox.world().faults().lift_all();
    desk.pass(TimeDelta::minutes(10)).await;
    desk.pass(TimeDelta::hours(1)).await;
    assert_eq!(desk.messages(), vec![1; 60]);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_it_loses_and_doubles_nothing() {
    let desk = Desk::new("killed", 40).await;
    desk.forget_nonces_after(Duration::ZERO);
    for kill in 0..20_u64 {
        desk.next_posts(2, Fault::LoseAnswer);
        let scheduler = desk.scheduler.clone();
        let life = tokio::spawn(async move { scheduler.tick().await });
        // How far it comes is chance; whatever it was, the rows say how to go on.
        tokio::time::sleep(Duration::from_millis(7 * (kill % 9))).await;
        life.abort();
        let _ = life.await;
        desk.conserves().await;
        desk.clock.pass(TimeDelta::seconds(61));
    }
    desk.sandbox.world().faults().lift_all();
    for _ in 0..3 {
        desk.pass(TimeDelta::hours(1)).await;
    }
    assert_eq!(desk.messages(), vec![1; 40]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_loop_sees_a_moved_clock_and_ends_when_asked() {
    let desk = Desk::new("loop", 3).await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(desk.scheduler.clone().run(stop.clone()));
    desk.until([1, 1, 1]).await;
    desk.clock.pass(TimeDelta::weeks(1));
    desk.until([2, 2, 2]).await;
    stop.cancel();
    running.await.unwrap().unwrap();
}

impl Desk {
    async fn until(&self, expected: [usize; 3]) {
        let seen = self
            .sandbox
            .world()
            .until(Duration::from_secs(30), |state| {
                let posted = |channel: &u64| {
                    state
                        .messages
                        .values()
                        .filter(|m| m.channel == *channel)
                        .count()
                };
                (self.channels.iter().map(posted).collect::<Vec<_>>() == expected).then_some(())
            });
        assert!(seen.await.is_some(), "{:?}", self.messages());
    }
}
