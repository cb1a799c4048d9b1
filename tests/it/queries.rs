//! The queries kept in `.sqlx/`, by which Tend is built where no database is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use tend::store;

use crate::migrations::private_server;

/// Compiles Tend against a real database and compares what the compiler learned from it.
/// `UPDATE_QUERIES=1` keeps that.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "compiles Tend once more: cargo test --test it queries -- --ignored"]
async fn those_kept_for_a_build_without_a_database_are_the_ones_in_the_source() {
    let (folder, cluster) = private_server("queries").await;
    let pool = store::lazily(&cluster.url(), 1).unwrap();
    store::migrate(&pool).await.unwrap();
    pool.close().await;
    let learned = folder.path().join("queries");
    fs::create_dir(&learned).unwrap();
    // As `cargo sqlx prepare` does: the macros speak only while the crate is compiled.
    fs::File::open("src/lib.rs")
        .unwrap()
        .set_modified(SystemTime::now())
        .unwrap();
    let check = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--all-targets"])
        .env("DATABASE_URL", cluster.url())
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &learned)
        .status();
    assert!(
        check.unwrap().success(),
        "Tend does not compile against its own migrations"
    );

    let (learned, kept) = (queries(&learned), queries(Path::new(".sqlx")));
    if std::env::var_os("UPDATE_QUERIES").is_some() {
        let _ = fs::remove_dir_all(".sqlx");
        fs::create_dir(".sqlx").unwrap();
        for (name, query) in &learned {
            fs::write(Path::new(".sqlx").join(name), query).unwrap();
        }
        return;
    }
    let missing: Vec<_> = learned
        .iter()
        .filter(|(name, query)| kept.get(*name) != Some(*query))
        .map(|(name, _)| name)
        .collect();
    let unused: Vec<_> = kept
        .keys()
        .filter(|name| !learned.contains_key(*name))
        .collect();
    assert!(
        !learned.is_empty(),
        "the compiler asked the database nothing"
    );
    assert!(
        missing.is_empty() && unused.is_empty(),
        "missing or changed: {missing:?}\nunused: {unused:?}\nUPDATE_QUERIES=1 cargo test --test it queries -- --ignored"
    );
}

fn queries(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    let files = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    files
        .map(|path| {
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}
