//! `cargo bench`: how fast and how large Tend is, beside a bare bot in the same run, as a table for the README.
//!
//! A durable private Postgres, the local Discord and both bots share this machine; everything is
//! measured at the local Discord, never by the bot. `cargo bench -- --short` takes less than two minutes, and
//! `cargo bench -- speed`, `herd`, `weeks`, `locked` or `crowd` measures that part alone.

#![expect(
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "a benchmark is read from top to bottom, and run by hand"
)]

mod bare;
mod bots;
mod crowd;
mod herd;
mod load;
mod speed;
mod table;
mod town;
mod weeks;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use tend::cluster::{Cluster, Options};

use self::table::Table;
use self::town::Town;

/// How much is done.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Rounds in which all kinds take turns, and how long each kind's turn lasts.
    pub rounds: usize,
    pub seconds: f64,
    pub arrivals_per_second: f64,
    /// Interactions until the memory is looked at, and again after as many more.
    pub interactions: usize,
    pub starts: usize,
    /// Prompts due in the same minute.
    pub herd: usize,
    pub weeks: usize,
    /// Couples of whom both ask in the same second, and how long afterwards the memory is looked at again.
    pub crowd: usize,
    pub afterwards: Duration,
}

const WHOLE: Plan = Plan {
    rounds: 6,
    seconds: 5.0,
    arrivals_per_second: 100.0,
    interactions: 10_000,
    starts: 5,
    herd: 2000,
    weeks: 6,
    crowd: 5000,
    afterwards: Duration::from_mins(1),
};
const SHORT: Plan = Plan {
    rounds: 2,
    seconds: 2.0,
    arrivals_per_second: 100.0,
    interactions: 1000,
    starts: 1,
    herd: 200,
    weeks: 2,
    crowd: 500,
    afterwards: Duration::from_secs(35),
};

/// Couples of the town in which everything but the herd is measured.
const COUPLES: usize = 200;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let workers = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let done = match given.first().map(String::as_str) {
        Some(bare::ARGUMENT) => workers.block_on(bare::run()),
        _ => workers.block_on(measure(
            if given.iter().any(|one| one == "--short") {
                SHORT
            } else {
                WHOLE
            },
            |part| {
                let mut parts = given.iter().filter(|one| !one.starts_with("--")).peekable();
                parts.peek().is_none() || parts.any(|one| one == part)
            },
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            table::say(&format!(
                "the benchmark could not be carried out: {error:#}"
            ));
            ExitCode::FAILURE
        }
    }
}

/// Measures the parts that are wanted.
async fn measure(plan: Plan, wanted: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    let begun = Instant::now();
    let folder = Folder(std::env::temp_dir().join(format!("tend-bench-{}", std::process::id())));
    let options = Options {
        guard: Some(env!("CARGO_BIN_EXE_tend").into()),
        ..Options::new(&folder.0)
    };
    let cluster = tokio::task::spawn_blocking(|| Cluster::start(options))
        .await?
        .context("the private Postgres")?;
    let mut table = Table::default();

    if wanted("speed") {
        let town = Town::build(&cluster, &folder.0, "speed", COUPLES).await?;
        speed::starts(&mut table, &plan, &town).await?;
        speed::presses(&mut table, &plan, &town).await?;
        town.close().await?;
    }
    if wanted("herd") {
        let town = Town::build(&cluster, &folder.0, "herd", plan.herd).await?;
        herd::drain(&mut table, &town).await?;
        town.close().await?;
    }
    if wanted("weeks") {
        let town = Town::build(&cluster, &folder.0, "weeks", 5).await?;
        weeks::count(&mut table, plan.weeks, &town).await?;
        town.close().await?;
    }
    if wanted("locked") {
        let town = Town::build(&cluster, &folder.0, "locked", COUPLES).await?;
        crowd::held_up(&mut table, &plan, &town).await?;
        town.close().await?;
    }
    if wanted("crowd") {
        let town = Town::build(&cluster, &folder.0, "burst", plan.crowd).await?;
        crowd::burst(&mut table, &plan, &town).await?;
        town.close().await?;
    }

    tokio::task::spawn_blocking(|| cluster.stop()).await?;
    table.print(begun.elapsed());
    Ok(())
}

/// A folder that goes with the run.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
