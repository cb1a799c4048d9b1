//! The command line: each subcommand is a few lines that call what does the work.

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tend::cluster::guard::{self, Guard};

/// Tend: a Discord bot for two people who tend the trust between them.
#[derive(Parser)]
#[command(name = "tend", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Becomes a program of Postgres that ends with Tend.
    #[command(hide = true)]
    PostgresGuard(Guard),
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(std::io::stderr(), "tend: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> anyhow::Result<()> {
    match command {
        Command::PostgresGuard(guard) => match guard::become_guarded(&guard)? {},
    }
}
