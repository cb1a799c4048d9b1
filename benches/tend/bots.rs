//! The bots as processes of their own: started, looked at from outside, ended.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process};
use tend::sandbox::Sandbox;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::bare;
use crate::town::Town;

/// A bot that runs.
pub struct Bot(Child);

impl Bot {
    /// Tend itself, as a host runs it.
    pub fn tend(town: &Town) -> anyhow::Result<Self> {
        let mut tend = Command::new(env!("CARGO_BIN_EXE_tend"));
        tend.arg("run")
            .env_remove("DISCORD_TOKEN_FILE")
            .env("DISCORD_TOKEN", town.sandbox.token())
            .env("TEND_DISCORD_URL", town.sandbox.url())
            .env("DATABASE_URL", &town.database)
            .env("TEND_DATA", &town.folder)
            .env("TEND_KEY_FILE", town.folder.join("master.key"))
            .env("TEND_CLOCK_FILE", &town.clock_file)
            .env("TEND_HOST_NAME", "the benchmark")
            .env("TEND_HOST_CONTACT", "this terminal")
            .env("TEND_HOST_USER_ID", "1");
        Self::spawn(tend, &town.folder, "tend.log")
    }

    /// Plain serenity with one command.
    pub fn bare(discord: &Sandbox, folder: &Path) -> anyhow::Result<Self> {
        let mut bare = Command::new(std::env::current_exe()?);
        bare.arg(bare::ARGUMENT)
            .env(bare::URL, discord.url())
            .env(bare::TOKEN, discord.token());
        Self::spawn(bare, folder, "bare.log")
    }

    fn spawn(mut program: Command, folder: &Path, log: &str) -> anyhow::Result<Self> {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(folder.join(log))?;
        program
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true);
        Ok(Self(program.spawn().context("a bot cannot be started")?))
    }

    /// Resident memory now, in bytes.
    pub fn memory(&self) -> anyhow::Result<u64> {
        self.of_memory("VmRSS:")
    }

    /// The most resident memory that it ever had, in bytes.
    pub fn peak(&self) -> anyhow::Result<u64> {
        self.of_memory("VmHWM:")
    }

    fn of_memory(&self, what: &'static str) -> anyhow::Result<u64> {
        let id = self.0.id().context("the bot has ended; see its log")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix(what));
        let line = line.context(what)?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes * 1024)
    }

    /// Asks it to end, and waits.
    pub async fn end(mut self) -> anyhow::Result<()> {
        let id = self
            .0
            .id()
            .and_then(|id| i32::try_from(id).ok())
            .and_then(Pid::from_raw);
        kill_process(
            id.context("the bot had ended before it was asked to; see its log")?,
            Signal::TERM,
        )?;
        if timeout(Duration::from_secs(12), self.0.wait())
            .await
            .is_err()
        {
            self.0.kill().await?;
        }
        Ok(())
    }
}
