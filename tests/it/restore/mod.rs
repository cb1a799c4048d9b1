//! Going back to a backup: what comes back, and what must not; and the README's own lines for it.

mod dumps;
mod holds;
mod readme;

use std::collections::BTreeSet;
use std::fs;

use sqlx::migrate::Migration;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tend::domain::{CoupleId, Partner};
use tend::store;
use tend::vault::Vault;

/// The rows that look like real ones, of this migration.
fn sample(migration: &Migration) -> String {
    let name = migration.description.replace(' ', "_");
    let file = format!("tests/it/sample_data/{}_{name}.sql", migration.version);
    fs::read_to_string(&file).unwrap_or_else(|_| panic!("{file} is missing"))
}

/// A database as the Tend of that time left it: the first so many migrations, each with its rows, and data keys
/// that open.
async fn as_it_was(url: &str, migrations: usize, vault: &Vault) {
    let mut db = PgConnection::connect(url).await.unwrap();
    for migration in store::MIGRATOR.iter().take(migrations) {
        let mut one = sqlx::migrate::Migrator::DEFAULT;
        one.migrations = vec![migration.clone()].into();
        one.set_ignore_missing(true);
        one.run(&mut db).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sample(migration)))
            .execute(&mut db)
            .await
            .unwrap();
    }
    // What comes later by itself is another story.
    if there(&mut db, "timers").await {
        sqlx::query("delete from timers")
            .execute(&mut db)
            .await
            .unwrap();
    }
    let people: Vec<(i64, i16)> =
        sqlx::query_as("select couple_id, partner from partners where wrapped_key is not null")
            .fetch_all(&mut db)
            .await
            .unwrap();
    for (couple, who) in people {
        let partner = Partner::from_number(who).unwrap();
        let wrapped = vault.new_key(CoupleId(couple), partner).unwrap().1;
        sqlx::query("update partners set wrapped_key = $3 where couple_id = $1 and partner = $2")
            .bind(couple)
            .bind(who)
            .bind(wrapped)
            .execute(&mut db)
            .await
            .unwrap();
    }
    if there(&mut db, "feedback").await {
        let ids: Vec<i64> = sqlx::query_scalar("select id from feedback")
            .fetch_all(&mut db)
            .await
            .unwrap();
        for id in ids {
            let wrapped = vault.new_feedback_key(id).unwrap().1;
            sqlx::query("update feedback set wrapped_key = $2 where id = $1")
                .bind(id)
                .bind(wrapped)
                .execute(&mut db)
                .await
                .unwrap();
        }
    }
    db.close().await.unwrap();
}

async fn there(db: &mut PgConnection, table: &str) -> bool {
    sqlx::query_scalar("select to_regclass($1) is not null")
        .bind(table)
        .fetch_one(db)
        .await
        .unwrap()
}

/// Every row of these tables, as text.
async fn rows(db: &mut PgConnection, tables: &BTreeSet<String>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for table in tables {
        let select = format!("select '{table} ' || to_jsonb(t)::text from {table} t");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(select))
            .fetch_all(&mut *db)
            .await
            .unwrap();
        all.extend(rows);
    }
    all
}

/// Tables of what people have, without what the program notes for itself.
async fn tables(db: &mut PgConnection) -> BTreeSet<String> {
    let names: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables
         where table_schema = 'public' and table_name not in ('_sqlx_migrations', 'timers', 'presses')",
    )
    .fetch_all(db)
    .await
    .unwrap();
    names.into_iter().collect()
}
