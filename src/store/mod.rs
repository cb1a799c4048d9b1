//! All SQL. Free functions over a connection, a file per table; verbs find, lock, insert, save, arm, claim, done.
//!
//! Instants are parameters: there is no `now()` in SQL. Ids are newtypes outside and `bigint` inside.
//! A row that makes no sense is an error, never guessed at. What people wrote arrives here sealed.

pub mod answers;
pub mod couples;
pub mod feedback;
pub mod invitations;
pub mod keys;
pub mod partners;
pub mod presses;
pub mod proposals;
pub mod rounds;
pub mod timers;
pub mod understandings;
pub mod weeks;

use std::time::Duration;

use anyhow::Context as _;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, PgPool};

use crate::domain::schedule::Slot;

/// The migrations, compiled in. They run at start under sqlx's advisory lock.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Opens a pool on this database; the first connection is tried at once.
pub async fn connect(url: &str, at_most: u32) -> anyhow::Result<PgPool> {
    let options: PgConnectOptions = url
        .parse()
        .context("DATABASE_URL is not a Postgres address")?;
    // Statements carry sealed bytes only, but nobody needs them in a log.
    let options = options.application_name("tend").disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(at_most)
        .min_connections(2.min(at_most))
        .acquire_timeout(Duration::from_secs(20))
        .connect_with(options)
        .await
        .context("the database does not answer")?;
    Ok(pool)
}

/// Brings the schema up to date; two processes that start together take turns.
pub async fn migrate(db: &PgPool) -> anyhow::Result<()> {
    MIGRATOR
        .run(db)
        .await
        .context("the database's schema could not be brought up to date")
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
