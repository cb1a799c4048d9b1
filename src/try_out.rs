//! `tend sandbox`: the private database, the local Discord and the bot as a child process, wired together.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, oneshot};

use crate::clock::ShiftedClock;
use crate::cluster::{self, Cluster};
use crate::config::Local;
use crate::entropy::OsEntropy;
use crate::sandbox::{self, Hooks, Sandbox, Settings};
use crate::store;
use crate::vault::keys::Keys;

/// How the sandbox is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the page is.
    pub port: u16,
    /// Where everything lies; a folder of its own below Tend's data otherwise.
    pub folder: Option<PathBuf>,
    /// Lets go of what an earlier sandbox left in its folder.
    pub fresh: bool,
}

/// Somebody in the sandbox who is neither of the two: runs this instance.
const HOST: (&str, &str) = (
    "the sandbox on this machine",
    "see the terminal it was started in",
);

/// Runs until Ctrl-C. `tell` is given the lines for the terminal.
pub async fn sandbox(local: &Local, options: Options, tell: impl Fn(&str)) -> anyhow::Result<()> {
    let door = sandbox::door(Some(options.port)).await?;
    let folder = options.folder.unwrap_or_else(|| local.data.join("sandbox"));
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot use the folder {}", folder.display()))?;
    let folder = folder
        .canonicalize()
        .with_context(|| format!("cannot use the folder {}", folder.display()))?;
    if options.fresh {
        if Cluster::running(&folder).is_some() {
            bail!(
                "another sandbox is using the folder {}: end it first, or name another folder with --folder",
                folder.display()
            );
        }
        let_go(&folder).with_context(|| format!("cannot begin anew in {}", folder.display()))?;
    }
    let private = cluster::Options {
        bin: local.postgres_bin.clone(),
        by: cluster::NamedBy::CommandLine,
        ..cluster::Options::new(&folder)
    };
    let cluster = tokio::task::spawn_blocking(|| Cluster::start(private))
        .await
        .context("the private Postgres")??;
    let keys = folder.join("master.key");
    if !keys.exists() {
        Keys::create(&keys, &OsEntropy)?;
    }
    let clock_file = folder.join("clock");
    let (restart, mut restarts) = mpsc::channel::<oneshot::Sender<anyhow::Result<()>>>(1);
    let runs = Arc::new(AtomicBool::new(false));
    let hooks = hooks(
        &folder,
        &clock_file,
        &cluster.url(),
        restart,
        Arc::clone(&runs),
    )?;
    let settings = Settings {
        door: Some(door),
        hooks,
        file: Some(folder.join("world.json")),
        ..Settings::new(Arc::new(ShiftedClock::new(&clock_file)))
    };
    let sandbox = Sandbox::start(Settings {
        ledger: 10_000,
        ..settings
    })
    .await?;
    let host = sandbox.world().read(|state| state.guild.owner);
    let bot = Bot {
        folder: folder.clone(),
        clock_file,
        keys,
        database: cluster.url(),
        host,
        runs,
    };

    tell(&format!("The page: {}", sandbox.url()));
    tell(&format!(
        "The data: {} (begin anew with --fresh); the bot's log is bot.log there",
        folder.display()
    ));
    tell("Ctrl-C ends it; what you did is kept.");

    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let mut child = bot.start(sandbox.url(), sandbox.token())?;
    loop {
        tokio::select! {
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
            asked = restarts.recv() => {
                let _ = child.kill().await;
                let started = bot.start(sandbox.url(), sandbox.token());
                let Some(answer) = asked else { break };
                match started {
                    Ok(new) => {
                        child = new;
                        let _ = answer.send(Ok(()));
                    }
                    Err(error) => { let _ = answer.send(Err(error)); }
                }
            }
            _ = child.wait() => {
                bot.runs.store(false, Ordering::SeqCst);
                tell("The bot has ended by itself; see bot.log. It is started again in a moment.");
                tokio::time::sleep(Duration::from_secs(2)).await;
                child = bot.start(sandbox.url(), sandbox.token())?;
            }
        }
    }
    end(child).await;
    sandbox.stop().await?;
    tokio::task::spawn_blocking(|| cluster.stop())
        .await
        .context("the private Postgres")
}

/// The bot's process: the ordinary `tend run`, told where this Discord is.
struct Bot {
    folder: PathBuf,
    clock_file: PathBuf,
    keys: PathBuf,
    database: String,
    host: u64,
    runs: Arc<AtomicBool>,
}

impl Bot {
    /// Starts it such that it ends when the sandbox does. The kernel ties that to the thread that
    /// spawns it, so this is called from the main thread only.
    fn start(&self, url: &str, token: &str) -> anyhow::Result<Child> {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.join("bot.log"));
        let log = log.context("cannot write bot.log")?;
        let program = std::env::current_exe().context("cannot find the program that runs")?;
        let child = Command::new(&program)
            .args([
                "postgres-guard",
                "--parent",
                &std::process::id().to_string(),
                "--",
            ])
            .args([program.as_os_str(), "run".as_ref()])
            .current_dir(&self.folder)
            .env_remove("DISCORD_TOKEN_FILE")
            .env("DISCORD_TOKEN", token)
            .env("TEND_DISCORD_URL", url)
            .env("DATABASE_URL", &self.database)
            .env("TEND_DATA", &self.folder)
            .env("TEND_KEY_FILE", &self.keys)
            .env("TEND_CLOCK_FILE", &self.clock_file)
            .env("TEND_HOST_NAME", HOST.0)
            .env("TEND_HOST_CONTACT", HOST.1)
            .env("TEND_HOST_USER_ID", self.host.to_string())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .context("cannot start the bot")?;
        self.runs.store(true, Ordering::SeqCst);
        Ok(child)
    }
}

/// Asks the bot to end, and waits for it.
async fn end(mut child: Child) {
    if let Some(id) = child
        .id()
        .and_then(|id| i32::try_from(id).ok())
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
    }
    if tokio::time::timeout(Duration::from_secs(12), child.wait())
        .await
        .is_err()
    {
        let _ = child.kill().await;
    }
}

/// What the sandbox cannot know by itself: the bot's database and its process.
fn hooks(
    folder: &Path,
    clock_file: &Path,
    database: &str,
    restart: mpsc::Sender<oneshot::Sender<anyhow::Result<()>>>,
    runs: Arc<AtomicBool>,
) -> anyhow::Result<Hooks> {
    let db = store::lazily(database, 1)?;
    Ok(Hooks {
        clock_file: Some(clock_file.to_owned()),
        next_due: Some(Arc::new(move || {
            let db = db.clone();
            Box::pin(async move {
                let mut db = db.acquire().await.ok()?;
                store::timers::next_prompt_due(&mut db).await.ok()?
            })
        })),
        restart_bot: Some(Arc::new(move || {
            let restart = restart.clone();
            Box::pin(async move {
                let (answer, answered) = oneshot::channel();
                restart
                    .send(answer)
                    .await
                    .context("the sandbox is ending")?;
                answered.await.context("the sandbox is ending")?
            })
        })),
        bot_runs: Some(Arc::new(move || runs.load(Ordering::SeqCst))),
        folder: Some(folder.display().to_string()),
    })
}

/// Removes what a sandbox keeps in its folder, and nothing else.
fn let_go(folder: &Path) -> std::io::Result<()> {
    for name in ["world.json", "master.key", "clock", "bot.log"] {
        match std::fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    match std::fs::remove_dir_all(folder.join("postgres")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
