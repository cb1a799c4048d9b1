//! The command line: each subcommand is a few lines that call what does the work.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tend::cluster::guard::{self, Guard};
use tend::config::{Config, Environment, Local};
use tend::vault::OsEntropy;
use tend::vault::keys::Keys;
use tend::{logs, run, try_out, words};

/// Tend: a Discord bot for two people who tend the trust between them.
#[derive(Parser)]
#[command(name = "tend", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the bot until Ctrl-C or SIGTERM.
    Run,
    /// Tries everything on this machine, with a local Discord and a page in the browser.
    Sandbox(Sandbox),
    /// Brings the database's schema up to date and ends.
    Migrate,
    /// The words that Tend says.
    #[command(subcommand)]
    Prompts(Prompts),
    /// The keys that seal what people write.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Becomes a program that ends with Tend.
    #[command(hide = true)]
    PostgresGuard(Guard),
}

#[derive(clap::Args)]
struct Sandbox {
    /// Where the page is, on this machine only.
    #[arg(long, default_value_t = 7878)]
    port: u16,
    /// Where everything lies.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Begins anew.
    #[arg(long)]
    fresh: bool,
}

#[derive(Subcommand)]
enum Prompts {
    /// Finds missing, unused and over-long texts and ids that stand twice.
    Check,
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Makes a key file. Keep a copy apart from the database's backups.
    New,
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(std::io::stderr(), "tend: {}", logs::clean(&format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Run => {
            let config = Config::read(&Environment::gather()?)?;
            begin(&config.local);
            runtime()?.block_on(run::run(config))?;
        }
        Command::Sandbox(Sandbox { port, folder, fresh }) => {
            let local = Local::read(&Environment::gather()?)?;
            begin(&local);
            let options = try_out::Options { port, folder, fresh };
            runtime()?.block_on(try_out::sandbox(&local, options, tell))?;
        }
        Command::Migrate => {
            let local = Local::read(&Environment::gather()?)?;
            begin(&local);
            runtime()?.block_on(async { anyhow::Ok(run::Database::open(&local).await?.close().await) })?;
            tell("The database is up to date.");
        }
        Command::Prompts(Prompts::Check) => {
            let local = Local::read(&Environment::gather()?)?;
            let fine = words::check::run(local.prompts.as_deref(), Path::new("."), &mut std::io::stdout().lock())?;
            return Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Keys(KeysCommand::New) => {
            let local = Local::read(&Environment::gather()?)?;
            Keys::create(&local.key_file, &OsEntropy)?;
            tell(&format!("The key file is {}. Keep a copy of it apart from the database's backups.", local.key_file.display()));
        }
        Command::PostgresGuard(guard) => match guard::become_guarded(&guard)? {},
    }
    Ok(ExitCode::SUCCESS)
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
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// A line for whoever typed the command.
fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
