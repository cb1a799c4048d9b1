//! `tend backup` and `tend restore`: from every schema there ever was, from before a rotation, and what is refused.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tend::cluster::Cluster;
use tend::entropy::OsEntropy;
use tend::store::{self, MIGRATOR};
use tend::vault::Vault;
use tend::vault::keys::Keys;
use tokio::process::Command;

use super::{as_it_was, rows, tables};
use crate::migrations::{Folder, private_server};

/// A server with as many databases as are wanted, and a key file.
struct Host {
    cluster: Cluster,
    folder: Folder,
}

/// What a command came to.
struct Said {
    fine: bool,
    words: String,
}

impl Host {
    async fn new(name: &str) -> Self {
        let (folder, cluster) = private_server(name).await;
        Keys::create(&folder.path().join("master.key"), &OsEntropy).unwrap();
        Self { cluster, folder }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn vault(&self) -> Vault {
        Vault::from_file(&self.file("master.key")).unwrap()
    }

    /// A new empty database; its address.
    async fn database(&self, name: &str) -> String {
        let mut db = PgConnection::connect(&self.cluster.admin_url())
            .await
            .unwrap();
        let create = format!("create database {name} owner tend");
        sqlx::raw_sql(AssertSqlSafe(create))
            .execute(&mut db)
            .await
            .unwrap();
        self.cluster.address("tend", name)
    }

    async fn tend(&self, url: &str, command: &str, file: &Path) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_tend"))
            .arg(command)
            .arg(file)
            .current_dir("/")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TEND_DATA", self.folder.path())
            .env("DATABASE_URL", url)
            .output()
            .await
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Said {
            fine: output.status.success(),
            words: String::from_utf8(text).unwrap(),
        }
    }
}

impl Said {
    #[track_caller]
    fn fine(&self, words: &str) {
        assert!(self.fine && self.words.contains(words), "{}", self.words);
    }

    #[track_caller]
    fn refused(&self, words: &str) {
        assert!(!self.fine && self.words.contains(words), "{}", self.words);
        assert_eq!(self.words.trim_end().lines().count(), 1, "{}", self.words);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_every_earlier_schema_comes_back_whole_and_is_brought_up_to_date() {
    let host = Host::new("dumps").await;
    let all = MIGRATOR.iter().count();
    for migrations in 1..=all {
        let was = host.database(&format!("was_{migrations}")).await;
        as_it_was(&was, migrations, &host.vault()).await;
        let mut db = PgConnection::connect(&was).await.unwrap();
        let tables = tables(&mut db).await;
        // As the same rows are when they are brought forward in their place.
        let backup = host.file("tend.dump");
        host.tend(&was, "backup", &backup)
            .await
            .fine("is backed up in");
        let pool = store::lazily(&was, 1).unwrap();
        store::migrate(&pool).await.unwrap();
        pool.close().await;
        let expected = rows(&mut db, &tables).await;
        assert!(expected.len() >= tables.len());

        let back = host.database(&format!("back_{migrations}")).await;
        let said = host.tend(&back, "restore", &backup).await;
        said.fine("The backup is back, and its schema is up to date.");
        let mut db = PgConnection::connect(&back).await.unwrap();
        assert_eq!(
            rows(&mut db, &tables).await,
            expected,
            "of {migrations} migrations"
        );
        let schema = store::checkup::schema(&mut db).await.unwrap();
        assert_eq!(schema, store::checkup::Schema::Current);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_says_from_when_on_it_knows_nothing() {
    let host = Host::new("knows").await;
    let was = host.database("was").await;
    as_it_was(&was, MIGRATOR.iter().count(), &host.vault()).await;
    let backup = host.file("tend.dump");
    host.tend(&was, "backup", &backup)
        .await
        .fine("is backed up in");

    let back = host.database("back_1").await;
    let said = host.tend(&back, "restore", &backup).await;
    said.fine("UTC is not in it");
    said.fine("There is no ");
    said.fine("and what they erased is back");

    let hash = "07".repeat(32);
    std::fs::write(
        host.file("master.key.tombstones"),
        format!("erased {hash} 2026-03-04T05:06:07.000000Z\n"),
    )
    .unwrap();
    let back = host.database("back_2").await;
    let said = host.tend(&back, "restore", &backup).await;
    said.fine("The last that it knows of is of 4 March 2026, 05:06 UTC");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_from_before_a_rotation_names_the_key_that_it_needs() {
    let host = Host::new("rotated").await;
    let was = host.database("was").await;
    as_it_was(&was, MIGRATOR.iter().count(), &host.vault()).await;
    let backup = host.file("tend.dump");
    host.tend(&was, "backup", &backup)
        .await
        .fine("is backed up in");
    let key = host.file("master.key");
    let old = std::fs::read(&key).unwrap();
    let mut db = PgConnection::connect(&was).await.unwrap();
    store::keys::rotate(&mut db, &key).await.unwrap();
    let newer = host.file("newer.dump");
    host.tend(&was, "backup", &newer)
        .await
        .fine("is backed up in");

    let back = host.database("back_1").await;
    let said = host.tend(&back, "restore", &backup).await;
    said.refused("was sealed by master key 1, which is not in the key file (it has master key 2)");
    said.refused("put back the copy of the key file that has master key 1");
    // The start says the same of it.
    host.start(&back).await.refused("sealed by master key 1");

    std::fs::write(&key, &old).unwrap();
    let back = host.database("back_2").await;
    host.tend(&back, "restore", &backup)
        .await
        .fine("The backup is back");
    // The other way round: a copy of the key that is too old.
    let back = host.database("back_3").await;
    let said = host.tend(&back, "restore", &newer).await;
    said.refused("The key file is an older copy, from before a rotation: put back the one that has master key 2");
    // Another instance's key.
    std::fs::remove_file(&key).unwrap();
    Keys::create(&key, &OsEntropy).unwrap();
    let back = host.database("back_4").await;
    let said = host.tend(&back, "restore", &backup).await;
    said.refused("put back the copy of the key file that belongs to this database");
    std::fs::remove_file(&key).unwrap();
    let back = host.database("back_5").await;
    host.tend(&back, "restore", &backup)
        .await
        .refused("there is no key file");
}

impl Host {
    /// A start on this database, which something keeps from running.
    async fn start(&self, url: &str) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_tend"))
            .arg("run")
            .current_dir("/")
            .env_clear()
            .env("TEND_DATA", self.folder.path())
            .env("TEND_LOG", "off")
            .env("DATABASE_URL", url)
            .env("DISCORD_TOKEN", "token")
            .env("TEND_DISCORD_URL", "http://127.0.0.1:1")
            .env("TEND_HOST_NAME", "Olu")
            .env("TEND_HOST_CONTACT", "olu@example.org")
            .env("TEND_HOST_USER_ID", "1")
            .output();
        let output = tokio::time::timeout(crate::harness::PATIENCE, output);
        let output = output.await.expect("it ends by itself").unwrap();
        Said {
            fine: output.status.success(),
            words: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_yesterdays_backup_and_what_is_there_stay_as_they_are() {
    let host = Host::new("wrong").await;
    let was = host.database("was").await;
    as_it_was(&was, MIGRATOR.iter().count(), &host.vault()).await;
    let backup = host.file("tend.dump");
    host.tend(&was, "backup", &backup)
        .await
        .fine("is backed up in");
    let yesterday = std::fs::read(&backup).unwrap();
    assert!(yesterday.starts_with(b"PGDMP"));
    let mode = std::fs::metadata(&backup).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // The database is down, is not there, lets nobody in.
    for url in [
        "postgres://tend:hunter2@127.0.0.1:1/tend",
        &host.cluster.address("tend", "nowhere"),
        &host.cluster.address("somebody", "was"),
    ] {
        let said = host.tend(url, "backup", &backup).await;
        said.refused("no backup was written to");
        assert!(!said.words.contains("hunter2"), "{}", said.words);
        assert_eq!(std::fs::read(&backup).unwrap(), yesterday);
        assert!(!host.file("tend.dump.new").exists());
    }
    let below = backup.join("below");
    host.tend(&was, "backup", &below)
        .await
        .refused("no backup was written to");

    // Never over what is there.
    host.tend(&was, "restore", &backup)
        .await
        .refused("there is something in this database already");
    // A file that is none leaves the database empty, so that the right one fits.
    let back = host.database("back").await;
    let broken = host.file("broken.dump");
    std::fs::write(&broken, &yesterday[..yesterday.len() / 2]).unwrap();
    assert!(!host.tend(&back, "restore", &broken).await.fine);
    std::fs::write(&broken, "select 1;").unwrap();
    host.tend(&back, "restore", &broken)
        .await
        .refused("is no backup of a database");
    host.tend(&back, "restore", &host.file("none"))
        .await
        .refused("cannot read the backup");
    host.tend(&back, "restore", &backup)
        .await
        .fine("The backup is back");

    // Made by a newer Tend.
    let mut db = PgConnection::connect(&was).await.unwrap();
    sqlx::query("update _sqlx_migrations set version = version + 1 where version = (select max(version) from _sqlx_migrations)")
        .execute(&mut db)
        .await
        .unwrap();
    host.tend(&was, "backup", &backup)
        .await
        .fine("is backed up in");
    let back = host.database("newer").await;
    host.tend(&back, "restore", &backup)
        .await
        .refused("a newer Tend has made it");
}
