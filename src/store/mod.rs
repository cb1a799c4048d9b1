//! All SQL. Free functions over a connection, a file per table; verbs find, lock, insert, save, arm, claim, done.
//!
//! Instants are parameters: there is no `now()` in SQL. Ids are newtypes outside and `bigint` inside.
//! A row that makes no sense is an error, never guessed at. What people wrote arrives here sealed.

pub mod answers;
pub mod checkup;
pub mod couples;
pub mod cuts;
pub mod dates;
pub mod drafts;
pub mod feedback;
pub mod invitations;
pub mod keys;
pub mod needs;
pub mod overview;
pub mod partners;
pub mod presses;
pub mod promises;
pub mod proposals;
pub mod question_hours;
pub mod questions;
pub mod repairs;
pub mod rounds;
pub mod setbacks;
pub mod tellings;
pub mod texts;
pub mod timers;
pub mod tombstones;
pub mod understandings;
pub mod untold;
pub mod weeks;

use std::time::Duration;

use anyhow::Context as _;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, PgPool};

use crate::domain::schedule::Slot;

/// The migrations, compiled in. They run at start under sqlx's advisory lock.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// How long one statement waits for a row, lasts, and how long a transaction may stand still: so that one couple's
/// row, or whoever forgets to commit, holds up nobody else for long.
const LIMITS: &str = "set lock_timeout = '2s'; set statement_timeout = '10s';
    set idle_in_transaction_session_timeout = '30s'";
/// A migration, and whoever waits for another one's, takes as long as it takes.
const NO_LIMITS: &str = "set lock_timeout = 0; set statement_timeout = 0";

/// A pool on this database, which connects when it is first used.
pub fn lazily(url: &str, at_most: u32) -> anyhow::Result<PgPool> {
    // What stands in the address may be a password, so the reason is not shown.
    let options: PgConnectOptions = url
        .parse()
        .map_err(|_| anyhow::anyhow!("DATABASE_URL is not a Postgres address"))?;
    // Statements carry sealed bytes only, but nobody needs them in a log.
    let options = options.application_name("tend").disable_statement_logging();
    Ok(PgPoolOptions::new()
        .max_connections(at_most)
        .min_connections(2.min(at_most))
        .acquire_timeout(Duration::from_secs(5))
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::raw_sql(LIMITS).execute(connection).await.map(drop) })
        })
        .connect_lazy_with(options))
}

/// Brings the schema up to date; two processes that start together take turns.
pub async fn migrate(db: &PgPool) -> anyhow::Result<()> {
    // Asked for by itself, so that a database that is away is told from a migration that fails.
    let mut connection = db.acquire().await?;
    sqlx::raw_sql(NO_LIMITS).execute(&mut *connection).await?;
    let done = MIGRATOR.run(&mut *connection).await;
    connection.close().await?;
    done.context("the database's schema could not be brought up to date")
}

/// A slot from its three columns.
fn slot(zone: String, weekday: i16, minute: i16) -> anyhow::Result<Slot> {
    let weekday = u8::try_from(weekday - 1)
        .ok()
        .and_then(|day| chrono::Weekday::try_from(day).ok());
    Ok(Slot {
        zone,
        weekday: weekday.context("a weekday from 1 to 7")?,
        minute: u16::try_from(minute).context("a minute of the day")?,
    })
}

/// A slot's weekday and minute as they are stored.
fn slot_columns(slot: &Slot) -> (i16, i16) {
    let weekday = i16::try_from(slot.weekday.number_from_monday()).unwrap_or(1);
    (weekday, i16::try_from(slot.minute).unwrap_or(0))
}
