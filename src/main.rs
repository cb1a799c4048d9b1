//! The command line: each subcommand is a few lines that call what does the work.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use sqlx::Connection as _;
use tend::clock::SystemClock;
use tend::cluster::guard::{self, Guard};
use tend::config::{Environment, Local};
use tend::database::Database;
use tend::vault::OsEntropy;
use tend::{logs, store, vault, words};

/// Tend: a Discord bot for two people who tend the trust between them.
#[derive(Parser)]
#[command(name = "tend", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Bring the database's schema up to date.
    Migrate,
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
    match dispatch(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(std::io::stderr(), "tend: {}", clean(&error));
            ExitCode::FAILURE
        }
    }
}

/// The error and what it came from, without tokens. A list of several stays a list.
fn clean(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    text.lines().map(logs::clean).collect::<Vec<_>>().join("\n")
}

fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Migrate => migrate(),
        Command::Prompts(Prompts::Check) => prompts_check(),
        Command::Keys(Keys::New) => keys_new(),
        Command::Keys(Keys::Rotate) => keys_rotate(),
        Command::PostgresGuard(guard) => match guard::become_guarded(&guard)? {},
    }
}

fn migrate() -> anyhow::Result<ExitCode> {
    let database = Database::join(&local()?)?;
    runtime()?.block_on(async {
        let db = store::connect(database.url(), 1).await?;
        let migrated = store::migrate(&db).await;
        db.close().await;
        migrated
    })?;
    database.close();
    say("The database's schema is up to date.")
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
    say(&format!(
        "The key file is {}. Keep a copy of it in a safe place, away from the database's backups: \
         without it nothing that couples write can ever be read again.",
        file.display()
    ))
}

fn keys_rotate() -> anyhow::Result<ExitCode> {
    let local = local()?;
    let database = Database::join(&local)?;
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
    say(&format!(
        "A new master key has wrapped {changed} data keys, and the old one is destroyed: copies of the key file \
         need to be made anew, and what people erased can no longer be read in older backups of the database."
    ))
}

/// The settings that every subcommand needs; from here on what happens is logged.
fn local() -> anyhow::Result<Local> {
    let local = Local::read(&Environment::gather()?)?;
    logs::start(local.log, Arc::new(SystemClock));
    for note in &local.notes {
        tracing::warn!("{note}");
    }
    Ok(local)
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start working")
}

fn say(words: &str) -> anyhow::Result<ExitCode> {
    writeln!(std::io::stdout(), "{words}").context("cannot write to standard output")?;
    Ok(ExitCode::SUCCESS)
}
