//! The real program as a child process, against a local Discord and a private Postgres of its own.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgPool};
use tend::clock::{Clock as _, ShiftedClock};
use tend::cluster::{Cluster, Options};
use tend::entropy::OsEntropy;
use tend::sandbox::asking::Outcome;
use tend::sandbox::components;
use tend::sandbox::interactions::Answer;
use tend::sandbox::messages::Message;
use tend::sandbox::{self, Sandbox, World};
use tend::vault::keys::Keys;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

/// Longer than anything should take, even on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The bot's process and all that it needs. What is dropped first ends first.
pub struct Process {
    child: Option<Child>,
    pub sandbox: Sandbox,
    pub db: PgPool,
    pub cluster: Cluster,
    pub settings: Vec<(&'static str, String)>,
    /// Whatever somebody presses or sends comes a second time, and that answer is lost.
    pub everything_twice: bool,
    clock: PathBuf,
    folder: Folder,
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Two people and the channel they tend in.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub ana: u64,
    pub ben: u64,
    pub channel: u64,
}

impl Process {
    /// Starts the bot, with these settings beside the usual ones, and waits until it listens.
    pub async fn start(name: &str, settings: &[(&'static str, &str)]) -> Self {
        let path = PathBuf::from(format!("/tmp/tend-it-{}-proofs-{name}", std::process::id()));
        let cluster = Cluster::start(Options {
            guard: Some(env!("CARGO_BIN_EXE_tend").into()),
            durable: false,
            ..Options::new(&path)
        });
        let (cluster, folder) = (cluster.unwrap(), Folder(path));
        Keys::create(&folder.0.join("master.key"), &OsEntropy).unwrap();
        let clock = folder.0.join("clock");
        let options: PgConnectOptions = cluster.address("postgres", "tend").parse().unwrap();
        let options = options
            .application_name("proofs")
            .disable_statement_logging();
        let db = PgPoolOptions::new()
            .max_connections(4)
            .connect_lazy_with(options);
        let sandbox =
            Sandbox::start(sandbox::Settings::new(Arc::new(ShiftedClock::new(&clock)))).await;
        let settings = settings
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let mut process = Self {
            child: None,
            sandbox: sandbox.unwrap(),
            db,
            cluster,
            settings,
            everything_twice: false,
            clock,
            folder,
        };
        process.run().await;
        process
    }

    /// Starts the bot where it does not run, and waits until it listens.
    pub async fn run(&mut self) {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_file())
            .unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tend"));
        command
            .args([
                "postgres-guard",
                "--kill",
                "--parent",
                &std::process::id().to_string(),
                "--",
            ])
            .args([env!("CARGO_BIN_EXE_tend"), "run"])
            .current_dir(&self.folder.0)
            .env_clear()
            .env("DISCORD_TOKEN", self.sandbox.token())
            .env("TEND_DISCORD_URL", self.sandbox.url())
            .env("DATABASE_URL", self.cluster.url())
            .env("TEND_DATA", &self.folder.0)
            .env("TEND_KEY_FILE", self.folder.0.join("master.key"))
            .env("TEND_CLOCK_FILE", &self.clock)
            .env("TEND_HOST_NAME", "the host of the tests")
            .env("TEND_HOST_CONTACT", "host@example.org")
            .env(
                "TEND_HOST_USER_ID",
                self.world().read(|state| state.guild.owner).to_string(),
            )
            .envs(
                self.settings
                    .iter()
                    .map(|(name, value)| (*name, value.as_str())),
            );
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .kill_on_drop(true);
        self.child = Some(command.spawn().unwrap());
        let listens = self.world().until(PATIENCE, |state| {
            (state.sessions.connected() > 0 && !state.commands.is_empty()).then_some(())
        });
        assert!(
            listens.await.is_some(),
            "the bot does not listen:\n{}",
            self.log()
        );
    }

    /// Kills the bot with -9 and waits until nothing of it is left: no process, no connection.
    pub async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().await.unwrap();
        }
        let gone = self.world().until(PATIENCE, |state| {
            (state.sessions.connected() == 0).then_some(())
        });
        gone.await.expect("its connection ends with it");
    }

    /// Waits until the database has noticed that its client is gone.
    pub async fn forgotten(&self) {
        let left = "select count(*) from pg_stat_activity where application_name = 'tend'";
        self.until_zero(left, "the database still works for the bot that was killed")
            .await;
    }

    /// Asks the bot to end, and waits for it.
    pub async fn stop(&mut self) {
        let Some(mut child) = self.child.take() else {
            return;
        };
        let id = child
            .id()
            .and_then(|id| rustix::process::Pid::from_raw(i32::try_from(id).ok()?));
        rustix::process::kill_process(id.unwrap(), rustix::process::Signal::TERM).unwrap();
        let ended = tokio::time::timeout(PATIENCE, child.wait())
            .await
            .expect("the bot ends when it is asked to");
        assert!(ended.unwrap().success(), "{}", self.log());
    }

    /// The bot's process.
    pub fn id(&self) -> u32 {
        self.child.as_ref().and_then(Child::id).unwrap()
    }

    pub fn world(&self) -> &World {
        self.sandbox.world()
    }

    /// Where everything of this run lies.
    pub fn folder(&self) -> &Path {
        &self.folder.0
    }

    fn log_file(&self) -> PathBuf {
        self.folder.0.join("bot.log")
    }

    /// What the bot has said so far.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(self.log_file()).unwrap_or_default()).into_owned()
    }

    /// Moves the clock of bot and Discord.
    pub fn pass(&self, by: TimeDelta) {
        let moved: i64 = std::fs::read_to_string(&self.clock)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let beside = self.clock.with_extension("new");
        std::fs::write(&beside, (moved + by.num_seconds()).to_string()).unwrap();
        std::fs::rename(beside, &self.clock).unwrap();
    }

    pub fn now(&self) -> DateTime<Utc> {
        ShiftedClock::new(&self.clock).now()
    }

    /// Moves the clock to right after this instant.
    pub fn move_to(&self, at: DateTime<Utc>) {
        self.pass(at - self.now() + TimeDelta::seconds(1));
    }

    /// Moves the clock there, and waits until what was due is done.
    pub async fn wait_until(&self, at: DateTime<Utc>) {
        self.move_to(at);
        self.settled().await;
    }

    /// When the next promise of this kind is due.
    pub async fn due(&self, kind: &str) -> DateTime<Utc> {
        let due =
            sqlx::query_scalar("select min(due_at) from timers where kind = $1 and state <= 1")
                .bind(kind);
        due.fetch_one(&self.db).await.unwrap()
    }

    /// Waits until nothing that is due is left to do.
    pub async fn settled(&self) {
        let started = Instant::now();
        loop {
            let due = sqlx::query_scalar::<_, String>(
                "select key || ' ' || state || coalesce(reason, '') from timers where state <= 1 and due_at <= $1",
            );
            let due = due.bind(self.now()).fetch_all(&self.db).await.unwrap();
            if due.is_empty() {
                return;
            }
            assert!(
                started.elapsed() < PATIENCE,
                "still due: {due:?}\n{}",
                self.log()
            );
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until a query counts nothing any more.
    pub async fn until_zero(&self, count: &'static str, otherwise: &str) {
        let started = Instant::now();
        while self.count(count).await != 0 {
            assert!(started.elapsed() < PATIENCE, "{otherwise}\n{}", self.log());
            sleep(Duration::from_millis(5)).await;
        }
    }

    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.db).await.unwrap()
    }

    /// Every row of what a couple has, as text: two are the same where nothing has changed.
    pub async fn rows(&self) -> Vec<String> {
        let tables = "couples partners rounds answers weeks understandings proposals invitations dates texts \
            repairs promises promise_weeks question_hours questions tellings cuts setbacks requests openings drafts";
        let all = tables
            .split_whitespace()
            .map(|table| format!("select '{table} ' || t::text from {table} t"));
        let all = all.collect::<Vec<_>>().join(" union all ");
        sqlx::query_scalar(AssertSqlSafe(format!("{all} order by 1")))
            .fetch_all(&self.db)
            .await
            .unwrap()
    }

    /// A couple's two people, with a channel that they, the bot and nobody else can see.
    pub fn people(&self, name: &str) -> Pair {
        let world = self.world();
        let (ana, ben) = (
            world.add_person(&format!("Ana {name}")),
            world.add_person(&format!("Ben {name}")),
        );
        let bot = world.read(|state| state.app.bot);
        Pair {
            ana,
            ben,
            channel: world.add_channel(&format!("corner-{name}"), Some(&[ana, ben, bot])),
        }
    }

    /// Ana invites Ben; the invitation stands.
    pub async fn invite(&self, pair: Pair) {
        let options = [
            ("partner", json!(pair.ben.to_string())),
            ("zone", json!("Europe/Lisbon")),
        ];
        self.command(pair.ana, pair.channel, "tend start", &options)
            .await;
        self.press(pair.ana, "I’d like this: post the invitation")
            .await;
    }

    /// Ben says yes to Ana; their first prompt is there.
    pub async fn pair_up(&self, pair: Pair) {
        self.invite(pair).await;
        self.press(pair.ben, "Look at it privately").await;
        self.press(pair.ben, "Yes, let’s begin").await;
        self.settled().await;
    }

    /// Uses a command and gives what it shows first.
    pub async fn command(
        &self,
        who: u64,
        channel: u64,
        name: &str,
        options: &[(&str, Value)],
    ) -> Message {
        let asked = self.world().command(who, channel, name, options).unwrap();
        self.shown(asked, name).await
    }

    /// Begins a press on the newest button of this name; gives the interaction.
    pub async fn begin(&self, who: u64, label: &str) -> u64 {
        let there = self.world().until(PATIENCE, |state| {
            let mut seen = state
                .messages
                .values()
                .rev()
                .filter(|message| state.shows(who, message));
            seen.find_map(|message| Some((message.id, button(message, label)?)))
        });
        let Some((message, id)) = there.await else {
            panic!(
                "nobody shows “{label}”: {:?}\n{}",
                self.world().view(who)["messages"],
                self.log()
            );
        };
        self.world().press(who, message, &id).unwrap()
    }

    /// Presses the newest button of this name and gives the message that answers, new or changed.
    pub async fn press(&self, who: u64, label: &str) -> Message {
        let asked = self.begin(who, label).await;
        self.shown(asked, label).await
    }

    /// Presses what opens a form, and waits for it. On a machine that is busy with other tests it may be put off:
    /// then it is pressed again, as the card asks.
    pub async fn open_form(&self, who: u64, label: &str) {
        for more in (0..3).rev() {
            let asked = self.begin(who, label).await;
            match self.world().outcome(asked).await {
                Outcome::Answered(Answer::Modal(_)) => return,
                Outcome::Answered(Answer::Message(message))
                    if more > 0 && self.puts_off(message) =>
                {
                    sleep(std::time::Duration::from_secs(1)).await;
                }
                outcome => panic!("{label}: {outcome:?}\n{}", self.log()),
            }
        }
    }

    fn puts_off(&self, message: u64) -> bool {
        let shown = self.world().message(message);
        shown.is_some_and(|shown| shown.content.starts_with("Not just now"))
    }

    /// Begins to hand in the open form with these texts; gives the interaction.
    pub fn submit(&self, who: u64, values: &[(&str, &str)]) -> u64 {
        let form = self.world().modal(who).expect("an open form");
        self.world().submit(who, form.key, values).unwrap()
    }

    /// Fills in a form and gives the message that answers.
    pub async fn form(&self, who: u64, label: &str, values: &[(&str, &str)]) -> Message {
        self.open_form(who, label).await;
        let asked = self.submit(who, values);
        self.shown(asked, label).await
    }

    /// Whether this person sees a button of this name.
    pub fn shows(&self, who: u64, label: &str) -> bool {
        self.world().button(who, label).is_some()
    }

    /// Every process of the private Postgres.
    pub fn postgres(&self) -> Vec<u32> {
        let mut all = vec![self.cluster.process()];
        let mut at = 0;
        while let Some(parent) = all.get(at) {
            let children =
                std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children"))
                    .unwrap_or_default();
            all.extend(
                children
                    .split_whitespace()
                    .filter_map(|id| id.parse::<u32>().ok()),
            );
            at += 1;
        }
        all
    }

    /// The message that an interaction led to.
    pub async fn shown(&self, asked: u64, what: &str) -> Message {
        match self.world().shown(asked, PATIENCE).await {
            Some(message) => {
                if self.everything_twice {
                    super::twice::again(self, asked, what).await;
                }
                message
            }
            None => panic!(
                "{what}: {:?}\n{}",
                self.world().outcome(asked).await,
                self.log()
            ),
        }
    }

    /// Whether the first response came in time.
    pub async fn answered(&self, asked: u64) -> bool {
        self.world().outcome(asked).await != Outcome::Silence
    }

    /// The bot's messages in a channel that everybody there can see.
    pub fn public(&self, channel: u64) -> Vec<Message> {
        self.world().read(|state| {
            let here = state
                .messages
                .values()
                .filter(|m| m.channel == channel && m.only_for.is_none());
            here.cloned().collect()
        })
    }
}

/// The id of the button with this name.
pub fn button(message: &Message, label: &str) -> Option<String> {
    let mut parts = components::parts(&message.components);
    parts.find(|part| part["label"] == json!(label))?["custom_id"]
        .as_str()
        .map(str::to_owned)
}
