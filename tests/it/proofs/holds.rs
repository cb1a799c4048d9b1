//! Holds a transaction of the bot's from outside: while it still works, or at its very commit.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::time::{Instant, sleep};

use super::process::{PATIENCE, Process};

/// Where a transaction can be held: what it does there, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Write {
    Couple,
    Round,
    Answer,
    Week,
    Partner,
    /// The promise of a prompt.
    Promise,
    /// A promise, kept.
    Kept,
    /// A press that is carried out.
    Press,
}

/// On which side of the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Its statements are running: whoever is cut off now leaves nothing.
    Working,
    /// The commit is under way: it will be done, and nobody hears of it.
    Committing,
}

const WRITES: [(Write, &str, &str); 8] = [
    (Write::Couple, "insert or update on couples", "true"),
    (Write::Round, "insert or update on rounds", "true"),
    (Write::Answer, "insert or update on answers", "true"),
    (Write::Week, "insert or update on weeks", "true"),
    (Write::Partner, "insert or update on partners", "true"),
    (Write::Promise, "insert on timers", "new.kind = 'prompt'"),
    (
        Write::Kept,
        "update on timers",
        "new.state = 2 and new.kind <> 'tidy'",
    ),
    (Write::Press, "insert on presses", "true"),
];

fn number(write: Write, moment: Moment) -> i64 {
    1000 + write as i64 * 10 + moment as i64
}

/// Teaches the database to stand still where it is asked to.
pub async fn prepare(process: &Process) {
    let mut sql = "create function proofs_hold() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint); return null; end $$;"
        .to_owned();
    for (write, event, when) in WRITES {
        let (working, committing) = (
            number(write, Moment::Working),
            number(write, Moment::Committing),
        );
        sql += &format!(
            "create trigger hold_{working} after {event} for each row when ({when})
             execute function proofs_hold({working});
             create constraint trigger hold_{committing} after {event} deferrable initially deferred
             for each row when ({when}) execute function proofs_hold({committing});"
        );
    }
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&process.db)
        .await
        .unwrap();
}

/// The next transaction that writes this stands still at this moment, until it is let go.
pub struct Hold(PgConnection);

impl Hold {
    pub async fn on(process: &Process, write: Write, moment: Moment) -> Self {
        let mut connection = PgConnection::connect(&process.cluster.address("postgres", "tend"))
            .await
            .unwrap();
        let lock = sqlx::query("select pg_advisory_lock($1)").bind(number(write, moment));
        lock.execute(&mut connection).await.unwrap();
        Self(connection)
    }

    /// Waits until a transaction stands there.
    pub async fn arrived(&mut self, process: &Process) {
        let started = Instant::now();
        let waiting = "select count(*) from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and not granted";
        while process.count(waiting).await == 0 {
            assert!(
                started.elapsed() < PATIENCE,
                "no transaction came by\n{}",
                process.log()
            );
            sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    pub async fn release(self) {
        self.0.close().await.unwrap();
    }
}
