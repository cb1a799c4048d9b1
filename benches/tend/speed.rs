//! How soon each kind of press is answered beside the bare bot's command, how soon after a start, and
//! how much memory that takes.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use tend::clock::SystemClock;
use tend::domain::round::CheckIn;
use tend::features::checkin;
use tend::sandbox::{Sandbox, Settings};
use tokio::time::{Instant, sleep};

use crate::Plan;
use crate::bare;
use crate::bots::Bot;
use crate::load::{Poisson, Times, arrivals, flood};
use crate::table::Table;
use crate::town::{Opened, Town, answers};

/// From the start of the process to its first answer, with the schema up to date.
pub async fn starts(table: &mut Table, plan: &Plan, town: &Town) -> anyhow::Result<()> {
    let discord = Sandbox::start(Settings::new(Arc::new(SystemClock))).await?;
    let (user, channel) = somewhere(&discord);
    let (mut tend, mut bare) = (Vec::new(), Vec::new());
    // The first of each is thrown away: it registers its commands, and the machine reads the program.
    for number in 0..=plan.starts {
        let begun = Instant::now();
        let bot = Bot::bare(&discord, &town.folder)?;
        let took = answers(&discord, user, channel, bare::COMMAND).await? - begun;
        drop(bot);
        gone(&discord).await;
        bare.extend((number > 0).then_some(took));

        let begun = Instant::now();
        let bot = Bot::tend(town)?;
        let took = town.answers("rhythm").await? - begun;
        bot.end().await?;
        gone(&town.sandbox).await;
        tend.extend((number > 0).then_some(took));
    }
    let (tend, bare) = (Times::new(tend).at(0.5), Times::new(bare).at(0.5));
    table.judge(
        "Start to the first answered command, median",
        format!("{tend:.0} ms (bare bot {bare:.0} ms)"),
        "at most 500 ms",
        tend <= 500.0,
    );
    discord.stop().await
}

/// The kinds of press in turns with the bare bot's command, then the memory that all this took.
pub async fn presses(table: &mut Table, plan: &Plan, town: &Town) -> anyhow::Result<()> {
    let discord = Sandbox::start(Settings {
        ledger: 50_000,
        ..Settings::new(Arc::new(SystemClock))
    })
    .await?;
    let (user, channel) = somewhere(&discord);
    let _bare = Bot::bare(&discord, &town.folder)?;
    answers(&discord, user, channel, bare::COMMAND).await?;
    let bot = Bot::tend(town)?;
    town.answers("rhythm").await?;
    // Past the moment after the start in which everything is made ready.
    sleep(Duration::from_secs(2)).await;
    let at_ready = bot.memory()?;

    let mut opened = Vec::new();
    for couple in &town.couples {
        opened.push(town.write(couple, 0).await?);
    }
    let mut commits = Vec::new();
    let mut turns = vec![Turns::default(); 1 + KINDS.len()];
    let mut chance = Poisson::new(20_260_301);
    let (rate, lasting) = (
        plan.arrivals_per_second,
        Duration::from_secs_f64(plan.seconds),
    );
    for _ in 0..plan.rounds {
        let ping = |_| {
            discord
                .world()
                .command(user, channel, bare::COMMAND, &[])
                .map_err(anyhow::Error::msg)
        };
        turns[0].add(arrivals(discord.world(), &mut chance, rate, lasting, ping).await?);
        for (kind, turns) in KINDS.iter().zip(&mut turns[1..]) {
            let ask = |number| ask(town, &opened, *kind, number);
            turns.add(arrivals(town.sandbox.world(), &mut chance, rate, lasting, ask).await?);
        }
        commits.extend(commit_times(&town.db, 50).await?);
    }
    judge(table, &turns, &Times::new(commits));

    let mut asked: usize = turns[1..]
        .iter()
        .map(|turns| turns.all.len())
        .sum::<usize>()
        + 3 * opened.len();
    let mut memory = Vec::new();
    for until in [plan.interactions, 2 * plan.interactions] {
        let more = until.saturating_sub(asked);
        let mixed = |number: usize| {
            ask(
                town,
                &opened,
                KINDS[number % KINDS.len()],
                number / KINDS.len(),
            )
        };
        flood(town.sandbox.world(), more, 4, mixed).await?;
        asked += more;
        memory.push((asked, bot.memory()?));
    }
    remember(table, at_ready, &memory);
    bot.end().await?;
    discord.stop().await
}

/// What is pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rhythm,
    Card,
    HandIn,
}

const KINDS: [Kind; 3] = [Kind::Rhythm, Kind::Card, Kind::HandIn];

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Rhythm => "`/rhythm`",
            Self::Card => "Opening the card",
            Self::HandIn => "Handing in",
        }
    }
}

/// The couples take turns, so that no row is hotter than in life.
fn ask(town: &Town, opened: &[Opened], kind: Kind, number: usize) -> anyhow::Result<u64> {
    let at = number % town.couples.len();
    let (couple, opened) = (&town.couples[at], opened[at]);
    let command = |name| {
        town.sandbox
            .world()
            .command(couple.people[0], couple.channel, name, &[])
            .map_err(anyhow::Error::msg)
    };
    match kind {
        Kind::Rhythm => command("rhythm"),
        Kind::Card => command("checkin"),
        // Only one of the two, so that the round stays open and each time is a whole hand-in.
        Kind::HandIn => town.press(
            couple,
            0,
            opened.card,
            checkin::Action::HandIn(CheckIn::Opened(opened.round)),
        ),
    }
}

/// All turns of one kind.
#[derive(Default, Clone)]
struct Turns {
    all: Times,
    /// The 99th percentile of each turn.
    p99: Vec<f64>,
}

impl Turns {
    fn add(&mut self, times: Times) {
        self.p99.push(times.at(0.99));
        self.all.add(&times);
    }
}

fn judge(table: &mut Table, turns: &[Turns], commits: &Times) {
    let bare = &turns[0];
    let commit = commits.at(0.99);
    table.tell("The bare bot's one command", percentiles(&bare.all));
    table.tell("One commit of a single row", percentiles(commits));
    for (kind, turns) in KINDS.iter().zip(&turns[1..]) {
        // Compared turn by turn: what else the machine did hits neighbours alike.
        let (aside, times, goal) = match kind {
            Kind::HandIn => (
                commit,
                3.0,
                "p99 at most 3 times the bare bot's and one commit",
            ),
            _ => (0.0, 2.0, "p99 at most 2 times the bare bot's"),
        };
        let mut ratios: Vec<f64> = turns
            .p99
            .iter()
            .zip(&bare.p99)
            .map(|(p99, bare)| (p99 - aside) / bare)
            .collect();
        ratios.sort_by(f64::total_cmp);
        let median = ratios[ratios.len() / 2];
        let without = if aside > 0.0 {
            " without the commit"
        } else {
            ""
        };
        let measured = format!(
            "{}; {median:.2} times{without} ({:.2} to {:.2} in {} turns)",
            percentiles(&turns.all),
            ratios[0],
            ratios[ratios.len() - 1],
            ratios.len()
        );
        table.judge(kind.name(), measured, goal, median <= times);
    }
    let late: usize = turns.iter().map(|turns| turns.all.unanswered).sum();
    let all: usize = turns.iter().map(|turns| turns.all.len()).sum();
    table.judge(
        "Not answered within 3 s",
        format!("{late} of {all}"),
        "none",
        late == 0,
    );
}

pub fn percentiles(times: &Times) -> String {
    format!("p50 {:.2} ms, p99 {:.2} ms", times.at(0.5), times.at(0.99))
}

fn remember(table: &mut Table, at_ready: u64, later: &[(usize, u64)]) {
    let [(first, early), (second, late)] = later else {
        return;
    };
    let goal = "at most 30 MB";
    let small = |bytes: u64| bytes <= 30_000_000;
    table.judge(
        "Memory after READY",
        megabytes(at_ready),
        goal,
        small(at_ready),
    );
    table.judge(
        format!("Memory after {first} interactions"),
        megabytes(*early),
        goal,
        small(*early),
    );
    #[expect(clippy::cast_precision_loss, reason = "bytes of a small program")]
    let slope = (*late as f64 - *early as f64) / (second - first) as f64;
    let measured = format!("{}: {slope:.0} bytes each", megabytes(*late));
    let flat = late.saturating_sub(*early) < 2_000_000;
    table.judge(
        format!("Memory after {second} interactions"),
        measured,
        "flat: less than 2 MB more",
        flat,
    );
}

pub fn megabytes(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "bytes of a small program")]
    let megabytes = bytes as f64 / 1e6;
    format!("{megabytes:.1} MB")
}

/// How long the least write takes in this Postgres: one row, one commit.
async fn commit_times(db: &PgPool, number: usize) -> anyhow::Result<Vec<Duration>> {
    let mut db = db.acquire().await?;
    sqlx::raw_sql("create table if not exists least (n int not null); insert into least select 0 where not exists (select from least)")
        .execute(&mut *db)
        .await?;
    let mut times = Vec::new();
    for _ in 0..number {
        let begun = Instant::now();
        sqlx::query("update least set n = n + 1")
            .execute(&mut *db)
            .await?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

/// Waits until a bot that ended is no longer connected.
async fn gone(discord: &Sandbox) {
    while discord.world().read(|state| state.sessions.connected()) > 0 {
        sleep(Duration::from_millis(1)).await;
    }
}

/// Somebody in a place where the bare bot can be asked.
fn somewhere(discord: &Sandbox) -> (u64, u64) {
    let world = discord.world();
    (
        world.add_person("somebody"),
        world.add_channel("somewhere", None),
    )
}
