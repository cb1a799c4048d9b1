//! Tend's own private Postgres: found, started, watched over and stopped (spec/database.md).

mod binaries;
mod folder;
pub mod guard;
mod keeper;
mod log;
mod stale;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;

use anyhow::{Context, bail};

/// The oldest Postgres that Tend's SQL is written for.
pub const OLDEST: u32 = 15;

/// How to start the private Postgres.
#[derive(Debug, Clone)]
pub struct Options {
    /// Tend's data folder. Everything of Postgres lies in `postgres/` below it.
    pub folder: PathBuf,
    /// The folder of Postgres's programs (`TEND_POSTGRES_BIN`); else they are looked for.
    pub bin: Option<PathBuf>,
    /// The `tend` program, for its hidden subcommand `postgres-guard`; `None` for this very program.
    pub guard: Option<PathBuf>,
    /// False only for tests: nothing is made to last through a crash of the machine.
    pub durable: bool,
    pub max_connections: u16,
    /// For what is said where something is in the way.
    pub by: NamedBy,
}

/// How a host names the folder and the programs: by the settings, or on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    Settings,
    CommandLine,
}

impl NamedBy {
    fn folder(self) -> &'static str {
        match self {
            Self::Settings => "TEND_DATA",
            Self::CommandLine => "--folder",
        }
    }
}

impl Options {
    /// As a host runs it, in this data folder.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            bin: None,
            guard: None,
            durable: true,
            max_connections: 40,
            by: NamedBy::Settings,
        }
    }
}

/// The folder of the Postgres programs that would be used for this data folder, and their major
/// version; nothing is started or written.
pub fn programs(data: &Path, bin: Option<&Path>) -> anyhow::Result<(PathBuf, u32)> {
    let wrote = folder::wrote_in(&data.join("postgres"));
    let found = binaries::find(bin, wrote, NamedBy::Settings)?;
    Ok((found.folder, found.major))
}

/// Whether this data folder holds rows of a private Postgres already; an error where this user cannot know.
pub fn has_rows(data: &Path) -> anyhow::Result<bool> {
    let path = data.join("postgres");
    if folder::is_barred(&path) {
        bail!(
            "this user cannot look into {}: run this as the user that runs Tend",
            path.display()
        );
    }
    Ok(folder::wrote_in(&path).is_some())
}

/// A running private Postgres. It ends with this value, with the process, or by [`Cluster::stop`],
/// and is started again if it ends by itself.
///
/// The signal by which Postgres learns that Tend is gone follows the *thread* that spawned it, so
/// a thread of its own, the keeper, spawns it and lives as long as it does. [`Cluster::start`] may
/// therefore be called from any thread, a blocking one of tokio's included.
#[derive(Debug)]
pub struct Cluster {
    about: About,
    process: Arc<AtomicU32>,
    /// Dropping it tells the keeper to stop Postgres and end.
    orders: Option<Sender<()>>,
    keeper: Option<JoinHandle<()>>,
}

/// What is known about a cluster once it runs.
#[derive(Debug, Clone)]
struct About {
    /// Where the socket is: also the `host` in the address.
    socket: PathBuf,
    /// Where the rows are.
    data: PathBuf,
    bin: PathBuf,
    major: u32,
}

impl Cluster {
    /// Starts Postgres in this folder, creating it the first time, and waits until it answers.
    /// Whatever is in the way ends in one sentence.
    pub fn start(options: Options) -> anyhow::Result<Self> {
        let (orders, ordered) = mpsc::channel();
        let (report, reported) = mpsc::sync_channel(1);
        let process = Arc::new(AtomicU32::new(0));
        let keeper = std::thread::Builder::new()
            .name("postgres-keeper".to_owned())
            .spawn({
                let process = Arc::clone(&process);
                move || keeper::keep(&options, &process, &ordered, &report)
            })
            .context("cannot start the thread that watches over the private Postgres")?;
        let Ok(started) = reported.recv() else {
            bail!("the thread that starts the private Postgres ended unexpectedly");
        };
        Ok(Self {
            about: started?,
            process,
            orders: Some(orders),
            keeper: Some(keeper),
        })
    }

    /// The address of the server that another Tend runs in this data folder right now, if one does.
    pub fn running(folder: &Path) -> Option<String> {
        let socket = folder::socket_in_use(folder)?;
        Some(address(&socket, "tend", "tend"))
    }

    /// The address to connect to, as in `DATABASE_URL`: role and database are `tend`.
    pub fn url(&self) -> String {
        self.address("tend", "tend")
    }

    /// The same server as its superuser, in the database `postgres`: for tests, which make a
    /// database for each story.
    pub fn admin_url(&self) -> String {
        self.address("postgres", "postgres")
    }

    /// The address of this database, for this role.
    pub fn address(&self, role: &str, database: &str) -> String {
        address(&self.about.socket, role, database)
    }

    /// Postgres's process, 0 while it is being started again.
    pub fn process(&self) -> u32 {
        self.process.load(Ordering::SeqCst)
    }

    /// The folder that holds the rows.
    pub fn data(&self) -> &Path {
        &self.about.data
    }

    /// The folder of the programs in use, and their major version.
    pub fn programs(&self) -> (&Path, u32) {
        (&self.about.bin, self.about.major)
    }

    /// Ends Postgres cleanly and waits for it. Close the pool first.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        drop(self.orders.take());
        if let Some(keeper) = self.keeper.take() {
            // A keeper that panicked has said so; there is nobody left to stop.
            let _ = keeper.join();
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.end();
    }
}

fn address(socket: &Path, role: &str, database: &str) -> String {
    let host = percent_encoded(socket);
    format!("postgres:///{database}?host={host}&user={role}")
}

/// A path as the value of a parameter in an address.
fn percent_encoded(path: &Path) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;

    let mut text = String::new();
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            write!(text, "%{byte:02X}").expect("writing to a String cannot fail");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_odd_letters_fits_in_an_address() {
        let about = About {
            socket: PathBuf::from("/home/ana & ben/März"),
            data: PathBuf::new(),
            bin: PathBuf::new(),
            major: 15,
        };
        let cluster = Cluster {
            about,
            process: Arc::default(),
            orders: None,
            keeper: None,
        };
        assert_eq!(
            cluster.url(),
            "postgres:///tend?host=/home/ana%20%26%20ben/M%C3%A4rz&user=tend"
        );
    }
}
