//! The migrations one after another over rows that look like real ones, and whose each column is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sqlx::migrate::Migration;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tend::cluster::{Cluster, Options};
use tend::store;

/// All rows by table, each as columns and their values.
type Rows = BTreeMap<String, Vec<BTreeMap<String, String>>>;

#[tokio::test(flavor = "multi_thread")]
async fn each_migration_keeps_what_was_there_before() {
    let (_folder, cluster) = private_server("migrations").await;
    let mut db = PgConnection::connect(&cluster.url()).await.unwrap();
    let mut before = Rows::new();
    for migration in store::MIGRATOR.iter() {
        sqlx::raw_sql(migration.sql.clone())
            .execute(&mut db)
            .await
            .unwrap();
        let after = rows(&mut db).await;
        for (table, kept) in &before {
            let now = after
                .get(table)
                .unwrap_or_else(|| panic!("{} drops {table}", migration.description));
            assert_eq!(
                lost(kept, now).len(),
                0,
                "{} changes what {table} held",
                migration.description
            );
        }
        let name = format!(
            "{}_{}.sql",
            migration.version,
            migration.description.replace(' ', "_")
        );
        let sample = fs::read_to_string(Path::new("tests/it/sample_data").join(&name));
        let sample = sample.unwrap_or_else(|_| panic!("tests/it/sample_data/{name} is missing"));
        sqlx::raw_sql(AssertSqlSafe(sample))
            .execute(&mut db)
            .await
            .unwrap();
        before = rows(&mut db).await;
        let empty: Vec<_> = before
            .iter()
            .filter(|(_, rows)| rows.is_empty())
            .map(|(table, _)| table)
            .collect();
        assert!(empty.is_empty(), "{name} has no row for {empty:?}");
    }
    let unused: Vec<_> = columns(&mut db)
        .await
        .into_iter()
        .filter(|column| !is_filled(&before, column))
        .collect();
    assert!(
        unused.is_empty(),
        "no row in tests/it/sample_data has a value for {unused:?}"
    );
    db.close().await.unwrap();
}

/// Those earlier rows that no row of now contains: a column may be new, or may be gone.
fn lost<'a>(
    earlier: &'a [BTreeMap<String, String>],
    now: &[BTreeMap<String, String>],
) -> Vec<&'a BTreeMap<String, String>> {
    let kept = |row: &BTreeMap<String, String>| {
        let same = |now: &BTreeMap<String, String>| {
            row.iter()
                .all(|(column, value)| now.get(column).is_none_or(|now| now == value))
        };
        now.iter().any(same)
    };
    earlier.iter().filter(|row| !kept(row)).collect()
}

#[test]
fn a_row_that_changed_is_seen() {
    let row = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect::<BTreeMap<_, _>>()
    };
    let earlier = [row(&[("id", "1"), ("zone", "UTC")])];
    assert_eq!(
        lost(
            &earlier,
            &[row(&[("id", "1"), ("zone", "UTC"), ("new", "0")])]
        )
        .len(),
        0
    );
    assert_eq!(
        lost(&earlier, &[row(&[("id", "1"), ("zone", "Asia/Tokyo")])]).len(),
        1
    );
    assert_eq!(lost(&earlier, &[]).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_column_is_somebodys_and_has_its_place_in_the_export_or_a_reason() {
    let (_folder, cluster) = private_server("columns").await;
    let pool = store::lazily(&cluster.url(), 1).unwrap();
    store::migrate(&pool).await.unwrap();
    let mut db = pool.acquire().await.unwrap();
    let told = fs::read_to_string("tests/it/sample_data/columns.txt").unwrap();
    let told: Vec<Told> = told
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(Told::read)
        .collect();
    let names: BTreeSet<String> = told.iter().map(|column| column.name.to_owned()).collect();
    assert_eq!(
        names,
        columns(&mut db).await,
        "tests/it/sample_data/columns.txt tells every column, and no other"
    );
    assert_eq!(names.len(), told.len(), "a column is told twice");

    let bytes = of_type(&mut db, "bytea").await;
    let unreadable = told
        .iter()
        .filter(|column| column.kept != "plain")
        .map(|column| column.name.to_owned());
    assert_eq!(
        unreadable.collect::<BTreeSet<_>>(),
        bytes,
        "what is sealed, wrapped or hashed is bytes, and nothing else is"
    );

    let schema = fs::read_to_string("src/features/privacy/export.schema.json").unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    for column in told {
        assert!(
            ["person", "couple", "nobody"].contains(&column.whose),
            "{}: whose?",
            column.name
        );
        assert!(
            ["plain", "sealed", "wrapped", "hashed"].contains(&column.kept),
            "{}: how kept?",
            column.name
        );
        match column.export.strip_prefix("not: ") {
            Some(reason) => assert!(!reason.is_empty(), "{}: why not?", column.name),
            None => assert!(
                has(&schema, &schema, column.export),
                "{}: {} is not in the export",
                column.name,
                column.export
            ),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_id_is_counted_but_what_nobody_is_shown() {
    let (_folder, cluster) = private_server("counted").await;
    let pool = store::lazily(&cluster.url(), 1).unwrap();
    store::migrate(&pool).await.unwrap();
    let mut db = pool.acquire().await.unwrap();
    let told = fs::read_to_string("tests/it/sample_data/columns.txt").unwrap();
    let may: BTreeSet<String> = told
        .lines()
        .filter(|line| line.contains("not: counted"))
        .map(|line| Told::read(line).name.to_owned())
        .collect();
    assert_eq!(counted(&mut db).await, may);

    for (planted, column) in [
        ("alter table cuts alter column id add generated by default as identity", "cuts.id"),
        ("create sequence n; alter table texts alter column id set default nextval('n')", "texts.id"),
        (
            "create function next_one() returns bigint language sql as $$ select nextval('n') $$;
             alter table repairs alter column id set default next_one()",
            "repairs.id",
        ),
        (
            "create function take_one() returns trigger language plpgsql as $$ begin new.id := nextval('n'); return new; end $$;
             create trigger take_one before insert on promises for each row execute function take_one()",
            "promises.take_one",
        ),
    ] {
        sqlx::raw_sql(planted).execute(&mut *db).await.unwrap();
        assert!(counted(&mut db).await.contains(column), "{column}");
    }
}

/// What the database fills in by itself, other than with what stands there as it is: columns and triggers.
async fn counted(db: &mut PgConnection) -> BTreeSet<String> {
    let named: Vec<(String,)> = sqlx::query_as(
        "select table_name || '.' || column_name from information_schema.columns
         where table_schema = 'public' and table_name <> '_sqlx_migrations'
           and (is_identity = 'YES' or is_generated <> 'NEVER' or column_default like '%(%')
         union all
         select event_object_table || '.' || trigger_name from information_schema.triggers
         where trigger_schema = 'public'",
    )
    .fetch_all(db)
    .await
    .unwrap();
    named.into_iter().map(|(name,)| name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_a_couples_goes_with_the_couple() {
    /// Tables that outlive a couple, and why they may.
    const APART: [&str; 6] = [
        "invitations",
        "not_to_ask",
        "presses",
        "feedback",
        "feedback_turns",
        "tombstones",
    ]; // of no couple; each has an end of its own
    let (_folder, cluster) = private_server("cascade").await;
    let pool = store::lazily(&cluster.url(), 1).unwrap();
    store::migrate(&pool).await.unwrap();
    for migration in store::MIGRATOR.iter() {
        let name = format!(
            "tests/it/sample_data/{}_{}.sql",
            migration.version,
            migration.description.replace(' ', "_")
        );
        let sample = fs::read_to_string(name).unwrap();
        sqlx::raw_sql(AssertSqlSafe(sample))
            .execute(&pool)
            .await
            .unwrap();
    }
    sqlx::query("delete from couples")
        .execute(&pool)
        .await
        .unwrap();
    let mut db = pool.acquire().await.unwrap();
    let mut left = rows(&mut db).await;
    left.remove("_sqlx_migrations");
    left.get_mut("timers")
        .unwrap()
        .retain(|timer| timer["couple_id"] != "null");
    left.retain(|_, rows| !rows.is_empty());
    assert_eq!(
        left.keys().collect::<BTreeSet<_>>(),
        APART
            .iter()
            .map(|&name| name.to_owned())
            .collect::<BTreeSet<_>>()
            .iter()
            .collect()
    );
}

#[test]
fn every_migration_explains_itself_and_each_of_its_tables() {
    for migration in store::MIGRATOR.iter() {
        assert_eq!(
            unexplained(migration),
            Vec::<String>::new(),
            "{}",
            migration.description
        );
    }
}

/// Tables without a comment right above them.
fn unexplained(migration: &Migration) -> Vec<String> {
    let lines: Vec<&str> = migration.sql.as_str().lines().collect();
    let tables = (0..lines.len()).filter(|&at| lines[at].starts_with("create table"));
    let bare = tables.filter(|&at| at == 0 || !lines[at - 1].starts_with("-- "));
    bare.map(|at| lines[at].to_owned()).collect()
}

/// A line of columns.txt.
struct Told<'a> {
    name: &'a str,
    whose: &'a str,
    kept: &'a str,
    export: &'a str,
}

impl<'a> Told<'a> {
    fn read(line: &'a str) -> Self {
        let mut rest = line;
        let mut word = || {
            let (word, after) = rest
                .split_once(' ')
                .unwrap_or_else(|| panic!("four columns: {line}"));
            rest = after.trim_start();
            word
        };
        let (name, whose, kept) = (word(), word(), word());
        Self {
            name,
            whose,
            kept,
            export: rest,
        }
    }
}

/// Whether the schema describes something at this path (`weeks.answer.stance`).
fn has(schema: &serde_json::Value, node: &serde_json::Value, path: &str) -> bool {
    if let Some(name) = node["$ref"].as_str() {
        let target = schema.pointer(name.trim_start_matches('#'));
        return target.is_some_and(|target| has(schema, target, path));
    }
    if path.is_empty() {
        return true;
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let here = node["properties"]
        .get(first)
        .is_some_and(|next| has(schema, next, rest));
    let branches = ["anyOf", "oneOf", "allOf"]
        .iter()
        .filter_map(|of| node[of].as_array())
        .flatten();
    here || node
        .get("items")
        .is_some_and(|items| has(schema, items, path))
        || { branches }.any(|branch| has(schema, branch, path))
}

/// A private server for this test, which ends before its folder goes.
pub async fn private_server(name: &str) -> (Folder, Cluster) {
    let folder =
        Folder(std::env::temp_dir().join(format!("tend-it-{}-{name}", std::process::id())));
    let options = Options {
        guard: Some(env!("CARGO_BIN_EXE_tend").into()),
        durable: false,
        ..Options::new(&folder.0)
    };
    let cluster = tokio::task::spawn_blocking(|| Cluster::start(options))
        .await
        .unwrap()
        .unwrap();
    (folder, cluster)
}

/// A folder that goes with the test.
pub struct Folder(std::path::PathBuf);

impl Folder {
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn columns(db: &mut PgConnection) -> BTreeSet<String> {
    of_type(db, "%").await
}

async fn of_type(db: &mut PgConnection, kind: &str) -> BTreeSet<String> {
    let named: Vec<(String,)> = sqlx::query_as(
        "select table_name || '.' || column_name from information_schema.columns
         where table_schema = 'public' and table_name <> '_sqlx_migrations' and data_type like $1",
    )
    .bind(kind)
    .fetch_all(db)
    .await
    .unwrap();
    named.into_iter().map(|(name,)| name).collect()
}

async fn rows(db: &mut PgConnection) -> Rows {
    let tables: BTreeSet<String> = columns(db)
        .await
        .iter()
        .map(|name| name.split('.').next().unwrap().to_owned())
        .collect();
    let mut all = Rows::new();
    for table in tables {
        let select = AssertSqlSafe(format!("select to_jsonb(t) from {table} t"));
        let found: Vec<(serde_json::Value,)> =
            sqlx::query_as(select).fetch_all(&mut *db).await.unwrap();
        let row = |(row,): (serde_json::Value,)| {
            row.as_object()
                .unwrap()
                .iter()
                .map(|(column, value)| (column.clone(), value.to_string()))
                .collect()
        };
        all.insert(table, found.into_iter().map(row).collect());
    }
    all
}

/// Whether some row has a value there.
fn is_filled(rows: &Rows, column: &str) -> bool {
    let (table, column) = column.split_once('.').unwrap();
    rows[table].iter().any(|row| row[column] != "null")
}
