//! The thread that starts the private Postgres, watches over it and stops it.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};

use super::binaries::{self, Binaries};
use super::folder::Folder;
use super::log::{Log, reason};
use super::stale::{self, InTheWay};
use super::{About, Options};

/// How long a dying server may stand in the way of a new one.
const PATIENCE: Duration = Duration::from_secs(10);
/// Recovery after a crash reads the log of changes again: seconds, in all but the worst case.
const RECOVERY: Duration = Duration::from_mins(5);

/// Lives as long as Postgres shall: from the first start until the sender of orders is dropped.
pub fn keep(
    options: &Options,
    process: &AtomicU32,
    orders: &Receiver<()>,
    report: &SyncSender<anyhow::Result<About>>,
) {
    let (place, mut server) = match Place::prepare(options)
        .and_then(|place| place.start().map(|server| (place, server)))
    {
        Ok(ready) => ready,
        Err(error) => {
            let _ = report.send(Err(error));
            return;
        }
    };
    process.store(server.id(), Ordering::SeqCst);
    tracing::info!(folder = %place.rows.display(), postgres = place.binaries.major, "the private database is up");
    if report.send(Ok(place.about())).is_err() {
        stop(&mut server);
        return;
    }
    loop {
        if orders.recv_timeout(Duration::from_millis(250)) != Err(RecvTimeoutError::Timeout) {
            stop(&mut server);
            place.folder.clear_short_folder();
            return;
        }
        place.log.bound();
        if let Ok(Some(status)) = server.try_wait() {
            process.store(0, Ordering::SeqCst);
            tracing::error!(%status, "the private database ended by itself and is started again");
            let Some(again) = place.start_until_ordered(orders) else {
                place.folder.clear_short_folder();
                return;
            };
            server = again;
            process.store(server.id(), Ordering::SeqCst);
            tracing::info!("the private database is up again");
        }
    }
}

/// Everything that starting needs, found and checked once.
struct Place {
    folder: Folder,
    binaries: Binaries,
    rows: PathBuf,
    socket: PathBuf,
    guard: PathBuf,
    log: Log,
    durable: bool,
    max_connections: u16,
}

impl Place {
    fn prepare(options: &Options) -> anyhow::Result<Self> {
        let folder = Folder::take(&options.folder, options.by)?;
        let wrote = folder.wrote()?;
        let binaries = binaries::find(options.bin.as_deref(), wrote, options.by)?;
        let rows = folder.rows(binaries.major);
        // The link to this very program holds even after an upgrade has replaced the file.
        let guard = options
            .guard
            .clone()
            .unwrap_or_else(|| PathBuf::from("/proc/self/exe"));
        let mut place = Self {
            socket: folder.path.clone(),
            log: Log::in_folder(&folder.path),
            folder,
            binaries,
            rows,
            guard,
            durable: options.durable,
            max_connections: options.max_connections,
        };
        if wrote.is_none() {
            place.create()?;
        }
        place.wait_for_a_free_way()?;
        place.socket = place.folder.socket_folder()?;
        Ok(place)
    }

    fn about(&self) -> About {
        About {
            socket: self.socket.clone(),
            data: self.rows.clone(),
            bin: self.binaries.folder.clone(),
            major: self.binaries.major,
        }
    }

    /// Makes the rows beside their place and moves them there when whole: an interrupted first
    /// start leaves nothing that looks like a database.
    fn create(&self) -> anyhow::Result<()> {
        for entry in std::fs::read_dir(&self.folder.path)
            .into_iter()
            .flatten()
            .flatten()
        {
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with("unfinished-")
            {
                std::fs::remove_dir_all(entry.path())
                    .with_context(|| format!("cannot remove {}", entry.path().display()))?;
            }
        }
        let unfinished = self
            .folder
            .path
            .join(format!("unfinished-{}", std::process::id()));
        let mut arguments = vec![
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--data-checksums",
            "--no-instructions",
        ];
        if !self.durable {
            arguments.push("--no-sync");
        }
        let initdb = |locale: &str| {
            let mut initdb = self.guarded("initdb", true);
            initdb
                .args(&arguments)
                .arg(locale)
                .arg("--pgdata")
                .arg(&unfinished);
            self.run(initdb, "")
                .context("the private database could not be created")
        };
        match initdb("--locale=C.UTF-8") {
            // Older systems know it by no name; sorting by bytes is the same in both.
            Err(error) if format!("{error:#}").contains("invalid locale") => initdb("--locale=C")?,
            made => made?,
        }

        // Postgres without a server, so that role and database are there before anybody looks.
        let mut single = self.guarded("postgres", true);
        single
            .args(["--single", "-j", "-D"])
            .arg(&unfinished)
            .args(self.settings())
            .arg("postgres");
        let statements = "create role tend login\n;\n\ncreate database tend owner tend\n;\n\n";
        self.run(single, statements)
            .context("the private database could not be prepared")?;

        std::fs::rename(&unfinished, &self.rows)
            .context("the new database could not be moved to its place")?;
        File::open(&self.folder.path)
            .and_then(|folder| folder.sync_all())
            .context("the new database could not be kept")
    }

    /// A server of an earlier Tend may still be ending.
    fn wait_for_a_free_way(&self) -> anyhow::Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            match stale::clear_the_way(&self.rows, &self.socket) {
                InTheWay::Nothing => return Ok(()),
                InTheWay::Process(process) if Instant::now() > until => bail!(
                    "another Postgres (process {process}) is still using {}: stop it first",
                    self.rows.display()
                ),
                InTheWay::Process(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Starts Postgres and waits until it takes connections.
    fn start(&self) -> anyhow::Result<Child> {
        let until = Instant::now() + PATIENCE;
        loop {
            self.wait_for_a_free_way()?;
            let (log, from) = self.open_log()?;
            let mut command = self.guarded("postgres", false);
            command.arg("-D").arg(&self.rows).args(self.settings());
            let mut server = command
                .stdout(Stdio::null())
                .stderr(log)
                .spawn()
                .context("the private database could not be started")?;
            let Some(status) = self.wait_until_ready(&mut server)? else {
                return Ok(server);
            };
            let said = self.log.since(from);
            // A dead server's last process, or its zombie, goes in a moment.
            let passing = said.contains("lock file") || said.contains("shared memory block");
            if !passing || Instant::now() > until {
                bail!(
                    "the private database did not start: {}",
                    reason(&said, status)
                );
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Starts Postgres again, however often it takes; `None` when there is an order to stop.
    fn start_until_ordered(&self, orders: &Receiver<()>) -> Option<Child> {
        let mut pause = Duration::from_millis(100);
        loop {
            match self.start() {
                Ok(server) => return Some(server),
                Err(error) => tracing::error!(
                    reason = format!("{error:#}"),
                    "the private database is still down"
                ),
            }
            if orders.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
                return None;
            }
            pause = (pause * 2).min(Duration::from_secs(10));
        }
    }

    /// `None` once it is ready, its exit status if it ended instead.
    fn wait_until_ready(&self, server: &mut Child) -> anyhow::Result<Option<ExitStatus>> {
        let until = Instant::now() + RECOVERY;
        while Instant::now() < until {
            if let Some(status) = server
                .try_wait()
                .context("the private database cannot be watched")?
            {
                return Ok(Some(status));
            }
            if is_ready(&self.rows, server.id()) {
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        stop(server);
        bail!(
            "the private database took more than {} seconds to start",
            RECOVERY.as_secs()
        );
    }

    /// A program of Postgres, started such that it ends with this thread.
    fn guarded(&self, program: &str, kill: bool) -> Command {
        let mut command = Command::new(&self.guard);
        command
            .arg("postgres-guard")
            .arg("--parent")
            .arg(std::process::id().to_string());
        if kill {
            command.arg("--kill");
        }
        if let Some(account) = self.folder.account {
            command
                .arg("--uid")
                .arg(account.uid.to_string())
                .arg("--gid")
                .arg(account.gid.to_string());
        }
        command.arg("--").arg(self.binaries.program(program));
        // Not our environment: it may hold the bot's token, and PGDATA and the like would be obeyed.
        command.env_clear().env("LC_ALL", "C");
        for name in ["PATH", "LD_LIBRARY_PATH"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        // A group of its own, so that Ctrl-C reaches only Tend, which then stops Postgres in order.
        command
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::null());
        command
    }

    /// `-c name=value` for everything that differs from Postgres's defaults.
    fn settings(&self) -> Vec<String> {
        let socket = self.socket.to_string_lossy().replace('"', "\"\"");
        let mut settings = vec![
            "listen_addresses=".to_owned(),
            format!("unix_socket_directories=\"{socket}\""),
            format!("max_connections={}", self.max_connections),
            "shared_buffers=32MB".to_owned(),
            "timezone=UTC".to_owned(),
            "log_timezone=UTC".to_owned(),
            // Its messages must never carry a statement or a value of a row.
            "log_statement=none".to_owned(),
            "log_min_error_statement=panic".to_owned(),
            "log_error_verbosity=terse".to_owned(),
            "log_parameter_max_length=0".to_owned(),
            "log_parameter_max_length_on_error=0".to_owned(),
            "log_checkpoints=off".to_owned(),
            // Nothing here is worth compiling, and memory that is both written and run can be forbidden.
            "jit=off".to_owned(),
        ];
        if !self.durable {
            settings.extend(
                [
                    "fsync=off",
                    "full_page_writes=off",
                    "synchronous_commit=off",
                ]
                .map(str::to_owned),
            );
        }
        settings
            .into_iter()
            .flat_map(|setting| ["-c".to_owned(), setting])
            .collect()
    }

    /// The file of messages, which belongs to Postgres's user whoever starts it.
    fn open_log(&self) -> anyhow::Result<(File, u64)> {
        let opened = self.log.open()?;
        self.folder.hand_over(self.log.path())?;
        Ok(opened)
    }

    /// Runs a program of Postgres to its end.
    fn run(&self, mut command: Command, input: &str) -> anyhow::Result<()> {
        let (log, from) = self.open_log()?;
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // One that ended early has said why in its log.
            let _ = stdin.write_all(input.as_bytes());
        }
        let status = child.wait()?;
        let said = self.log.since(from);
        if !status.success() || said.contains("ERROR:") {
            bail!("{}", reason(&said, status));
        }
        Ok(())
    }
}

/// Postgres writes its state into the last line of its mark.
fn is_ready(rows: &Path, process: u32) -> bool {
    let Ok(text) = std::fs::read_to_string(rows.join("postmaster.pid")) else {
        return false;
    };
    let mut lines = text.lines();
    lines.next().and_then(|line| line.trim().parse().ok()) == Some(process)
        && lines.nth(6).is_some_and(|state| state.trim() == "ready")
}

/// Asks for a fast end, which rolls back what is open; then less politely.
fn stop(server: &mut Child) {
    for (signal, patience) in [(Signal::INT, 30), (Signal::QUIT, 5), (Signal::KILL, 5)] {
        // It may have ended already.
        let _ = kill_process(Pid::from_child(server), signal);
        let until = Instant::now() + Duration::from_secs(patience);
        while Instant::now() < until {
            match server.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(5)),
                Ok(Some(_)) | Err(_) => return,
            }
        }
        tracing::warn!("the private database is slow to stop");
    }
}
