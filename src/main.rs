//! The command line: each subcommand is a few lines that call what does the work.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use sqlx::Connection as _;
use tend::cluster::guard::{self, Guard};
use tend::config::{Config, Environment, Local};
use tend::database::Database;
use tend::entropy::OsEntropy;
use tend::{backup, doctor, logs, run, store, try_out, vault, words};

/// Tend: a Discord bot for two people who tend the trust between them.
#[derive(Parser)]
#[command(name = "tend", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the bot until Ctrl-C or SIGTERM.
    Run,
    /// Try everything on this machine, with a local Discord and a page in the browser.
    Sandbox(Sandbox),
    /// Look at everything that Tend needs, and say what to do about what is wrong.
    Doctor,
    /// Bring the database's schema up to date.
    Migrate,
    /// Write the whole database into a file. Tend may be running.
    Backup(Backup),
    /// Bring a backup of this or an older Tend back, into an empty database.
    Restore(Backup),
    /// The words that people see.
    #[command(subcommand)]
    Prompts(Prompts),
    /// The master keys, by which everything that couples write is sealed.
    #[command(subcommand)]
    Keys(Keys),
    /// Becomes a program of Postgres that ends with Tend.
    #[command(hide = true)]
    PostgresGuard(Guard),
}

#[derive(clap::Args)]
struct Backup {
    /// The backup's file.
    file: PathBuf,
}

#[derive(clap::Args)]
struct Sandbox {
    /// Where the page is, on this machine only.
    #[arg(long, default_value_t = 7878)]
    port: u16,
    /// Where everything lies.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Let go of what an earlier sandbox left there.
    #[arg(long)]
    fresh: bool,
}

#[derive(Subcommand)]
enum Prompts {
    /// Look for missing, unused and over-long texts, and for ids used twice.
    Check,
}

#[derive(Subcommand)]
enum Keys {
    /// Make the key file. It never replaces one that is there.
    New,
    /// Wrap every data key by a new master key and destroy the old one. Tend may be running.
    Rotate,
}

fn main() -> ExitCode {
    keep_memory_private();
    match dispatch(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(std::io::stderr(), "tend: {}", clean(&error));
            ExitCode::FAILURE
        }
    }
}

/// First of all: what is in memory (keys, the token, words that pass through) goes into no core dump, and no other
/// program of this user can look into it or take it over. What Tend starts decides for itself.
fn keep_memory_private() {
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        let _ = writeln!(
            std::io::stderr(),
            "tend: other programs of this user could look into Tend's memory: {error}"
        );
    }
}

/// The error and what it came from, without tokens. A list of several stays a list.
fn clean(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    text.lines().map(logs::clean).collect::<Vec<_>>().join("\n")
}

fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Run => run(),
        Command::Sandbox(how) => sandbox(how),
        Command::Doctor => examine(),
        Command::Migrate => migrate(),
        Command::Backup(Backup { file }) => back_up(&file),
        Command::Restore(Backup { file }) => restore(&file),
        Command::Prompts(Prompts::Check) => prompts_check(),
        Command::Keys(Keys::New) => keys_new(),
        Command::Keys(Keys::Rotate) => keys_rotate(),
        Command::PostgresGuard(guard) => match guard::become_guarded(&guard)? {},
    }
}

fn run() -> anyhow::Result<ExitCode> {
    let config = Config::read(&Environment::gather()?)?;
    begin(&config.local);
    let workers = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    workers
        .context("cannot start working")?
        .block_on(run::run(config))?;
    Ok(ExitCode::SUCCESS)
}

fn sandbox(how: Sandbox) -> anyhow::Result<ExitCode> {
    let local = local()?;
    let options = try_out::Options {
        port: how.port,
        folder: how.folder,
        fresh: how.fresh,
    };
    let workers = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let line = |line: &str| drop(tell(line));
    workers
        .context("cannot start working")?
        .block_on(try_out::sandbox(&local, options, line))?;
    Ok(ExitCode::SUCCESS)
}

fn examine() -> anyhow::Result<ExitCode> {
    let environment = Environment::gather()?;
    // What it has to say are its findings: nothing is logged beside them.
    let fine = runtime()?.block_on(doctor::examine(&environment, &mut std::io::stdout()))?;
    Ok(if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn migrate() -> anyhow::Result<ExitCode> {
    let database = Database::existing(&local()?)?;
    runtime()?.block_on(async {
        let db = store::lazily(database.url(), 1)?;
        let migrated = store::migrate(&db).await;
        db.close().await;
        migrated
    })?;
    database.close();
    tell("The database's schema is up to date.")
}

fn back_up(file: &Path) -> anyhow::Result<ExitCode> {
    backup::back_up(&local()?, file)?;
    tell(&format!("The database is backed up in {}.", file.display()))
}

fn restore(file: &Path) -> anyhow::Result<ExitCode> {
    let line = |line: &str| drop(tell(line));
    runtime()?.block_on(backup::restore(&local()?, file, line))?;
    Ok(ExitCode::SUCCESS)
}

fn prompts_check() -> anyhow::Result<ExitCode> {
    let fine = words::check::run(
        local()?.prompts.as_deref(),
        Path::new("."),
        &mut std::io::stdout(),
    )?;
    Ok(if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn keys_new() -> anyhow::Result<ExitCode> {
    let file = local()?.key_file;
    vault::keys::Keys::create(&file, &OsEntropy)?;
    tell(&format!(
        "The key file is {}. Keep a copy of it in a safe place, away from the database's backups: \
         without it nothing that couples write can ever be read again.",
        file.display()
    ))
}

fn keys_rotate() -> anyhow::Result<ExitCode> {
    let local = local()?;
    let database = Database::existing(&local)?;
    let changed = runtime()?.block_on(async {
        let mut db = sqlx::PgConnection::connect(database.url())
            .await
            .context("the database does not answer")?;
        let changed = store::keys::rotate(&mut db, &local.key_file).await;
        // The work is done, or its error is told: that the farewell fails changes nothing.
        let _ = db.close().await;
        changed
    })?;
    database.close();
    tell(&format!(
        "A new master key has wrapped {changed} data keys, and the old one is destroyed here. Now copy the key file, \
         and destroy every older copy of it: as long as one is left, what people erased can be read in older backups \
         of the database. Make a new backup, too: the older ones cannot be read with the new key."
    ))
}

/// The settings that every subcommand needs; from here on what happens is logged.
fn local() -> anyhow::Result<Local> {
    let local = Local::read(&Environment::gather()?)?;
    begin(&local);
    Ok(local)
}

/// Logs and panics, before anything else happens.
fn begin(local: &Local) {
    logs::start(local.log, run::clock(local));
    logs::log_panics();
    for note in &local.notes {
        tracing::warn!("{note}");
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start working")
}

fn tell(words: &str) -> anyhow::Result<ExitCode> {
    writeln!(std::io::stdout(), "{words}").context("cannot write to standard output")?;
    Ok(ExitCode::SUCCESS)
}
