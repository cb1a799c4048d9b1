//! `tend backup` and `tend restore`: the whole database in one file, and back, by Postgres's own programs.
//!
//! A backup of any earlier schema can be brought back: it goes into an empty database and its schema is then
//! brought up to date. What was erased or left since holds from the next start on (`features::hold`).

use std::fs::File;
use std::io::Seek as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::{Connection as _, PgConnection};

use crate::cluster;
use crate::config::Local;
use crate::database::{self, Database};
use crate::logs;
use crate::store;
use crate::store::checkup::Schema;
use crate::vault::tombstones::Tombstones;
use crate::vault::{Vault, private};

/// Writes everything into this file, which is its owner's alone. Whatever goes wrong, the file stays as it was.
pub fn back_up(local: &Local, file: &Path) -> anyhow::Result<()> {
    let database = Database::existing(local)?;
    let written = private::replace_with(file, |new| {
        let mut dump = program(local, "pg_dump", database.url());
        dump.args(["--format=custom", "--no-owner", "--no-privileges"])
            .stdout(new.try_clone()?);
        finish(&mut dump).map(|_| ())
    });
    database.close();
    written.with_context(|| format!("no backup was written to {}", file.display()))
}

/// Fills an empty database from this file and brings its schema up to date. `tell` is given what the host must
/// know, in sentences.
pub async fn restore(local: &Local, file: &Path, tell: impl Fn(&str)) -> anyhow::Result<()> {
    let mut backup =
        File::open(file).with_context(|| format!("cannot read the backup {}", file.display()))?;
    let made_at = made_at(local, &mut backup)
        .with_context(|| format!("{} is no backup of a database", file.display()))?;
    let opened = {
        let local = local.clone();
        tokio::task::spawn_blocking(move || Database::open(&local)).await
    };
    let database = opened.context("opening the database")??;
    let restored = fill(local, &database, backup).await;
    tokio::task::spawn_blocking(|| database.close()).await?;
    restored?;

    let when = made_at.map_or("the moment at which it was made".to_owned(), |at| {
        at.format("%e %B %Y, %H:%M UTC")
            .to_string()
            .trim()
            .to_owned()
    });
    tell(&format!(
        "The backup is back, and its schema is up to date. What happened after {when} is not in it."
    ));
    tell(&known_since(local, &when)?);
    Ok(())
}

async fn fill(local: &Local, database: &Database, backup: File) -> anyhow::Result<()> {
    let connect = async || {
        let connected = PgConnection::connect(database.url()).await;
        connected.map_err(|error| anyhow::anyhow!("the database: {}", database::why(&error)))
    };
    let mut db = connect().await?;
    if !store::checkup::is_empty(&mut db).await? {
        match &local.database_url {
            Some(_) => bail!(
                "there is something in this database already: name an empty one in DATABASE_URL (createdb makes it)"
            ),
            None => bail!(
                "there is a database in {0} already: move it aside first (mv {0}/postgres {0}/postgres.before)",
                local.data.display()
            ),
        }
    }
    let mut restore = program(local, "pg_restore", database.url());
    restore
        .args([
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
        ])
        .stdin(backup);
    tokio::task::spawn_blocking(move || finish(&mut restore))
        .await?
        .context("the backup could not be brought back")?;
    match store::checkup::schema(&mut db).await? {
        Schema::Current | Schema::Behind(_) => {}
        Schema::Empty => {
            bail!("that backup is of another program's database: there is nothing of Tend's in it")
        }
        Schema::Ahead(_) => bail!(
            "the backup is back, but a newer Tend has made it: this one cannot run on it, start the newer one"
        ),
        Schema::Damaged => bail!(
            "the backup is back, but a migration in it is half done or another than this program's: was it made by a \
             changed Tend?"
        ),
    }
    let pool = store::lazily(database.url(), 1)?;
    let migrated = store::migrate(&pool).await;
    pool.close().await;
    migrated?;
    let keys = async {
        let vault = Vault::from_file(&local.key_file)?;
        store::keys::check(&mut db, &vault).await
    };
    keys.await
        .context("the backup is back, but Tend cannot run on it with this key file")?;
    let _ = db.close().await; // everything is known
    Ok(())
}

/// From when on it is not known who erased, left, or asked not to be asked again.
fn known_since(local: &Local, backup: &str) -> anyhow::Result<String> {
    let file = Tombstones::beside(&local.key_file);
    let name = file.path().display();
    if !file.path().exists() {
        return Ok(format!(
            "There is no {name}: who erased their words, left or asked not to be invited again after {backup} is not \
             known, and what they erased is back. Bring back your copy of that file before you start Tend, or ask the \
             couples to do it again."
        ));
    }
    Ok(match file.read()?.last() {
        None => format!("By {name}, nobody has erased their words or left since."),
        Some(last) => format!(
            "Who erased their words, left or asked not to be invited again is known by {name}, and holds from the \
             next start on. The last that it knows of is of {}; where it was lost itself and brought back from a \
             copy, nothing is known after that.",
            last.at.format("%e %B %Y, %H:%M UTC").to_string().trim()
        ),
    })
}

/// When the backup was made, as its head says; `None` where it does not.
fn made_at(local: &Local, backup: &mut File) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut list = Command::new(path(local, "pg_restore"));
    list.arg("--list")
        .env("TZ", "UTC")
        .stdin(backup.try_clone()?)
        .stdout(Stdio::piped());
    let listed = finish(&mut list)?;
    backup.rewind()?;
    let head = String::from_utf8_lossy(&listed.stdout);
    let made = head
        .lines()
        .find_map(|line| line.split_once("Archive created at ").map(|(_, at)| at));
    Ok(made
        .and_then(|at| NaiveDateTime::parse_from_str(at.trim(), "%Y-%m-%d %H:%M:%S UTC").ok())
        .map(|at| at.and_utc()))
}

/// A program of Postgres that connects to this database. A password is not on its command line.
fn program(local: &Local, name: &str, url: &str) -> Command {
    let mut command = Command::new(path(local, name));
    let (url, password) = without_password(url);
    command.arg(format!("--dbname={url}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// The one of the Postgres that runs here, else whichever this machine has.
fn path(local: &Local, name: &str) -> PathBuf {
    cluster::programs(&local.data, local.postgres_bin.as_deref())
        .map(|(folder, _)| folder.join(name))
        .ok()
        .filter(|path| path.is_file())
        .unwrap_or_else(|| PathBuf::from(name))
}

/// Runs it to its end; where it fails, the last that it said.
fn finish(command: &mut Command) -> anyhow::Result<Output> {
    let name = PathBuf::from(command.get_program());
    let name = name.file_name().unwrap_or_default().display().to_string();
    let output = command
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .with_context(|| {
            format!("{name} cannot be started (on Debian: apt-get install postgresql-client)")
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rev().find(|line| !line.trim().is_empty());
        bail!("{}", logs::clean(last.unwrap_or(&name)));
    }
    Ok(output)
}

/// `postgres://ana:secret@host/tend` as an address without the secret, and the secret.
fn without_password(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else {
        return (url.to_owned(), None);
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let named = authority
        .rsplit_once('@')
        .and_then(|(user, host)| Some((user.split_once(':')?, host)));
    match named {
        Some(((user, password), host)) => (
            format!("{scheme}://{user}@{host}{path}"),
            Some(percent_decoded(password)),
        ),
        None => (url.to_owned(), None),
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let (b'%', Some(byte)) = (first, byte) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_stands_on_a_command_line() {
        let check = |url: &str, address: &str, password: Option<&str>| {
            assert_eq!(
                without_password(url),
                (address.to_owned(), password.map(str::to_owned)),
                "{url}"
            );
        };
        check("postgres://db/tend", "postgres://db/tend", None);
        check(
            "postgres://ana@db:5433/tend",
            "postgres://ana@db:5433/tend",
            None,
        );
        check(
            "postgres://ana:hunter2@db/tend?sslmode=require",
            "postgres://ana@db/tend?sslmode=require",
            Some("hunter2"),
        );
        check(
            "postgresql://ana:a%40b%3Ac%25@db",
            "postgresql://ana@db",
            Some("a@b:c%"),
        );
        check(
            "postgres:///tend?host=/run/tend&user=tend",
            "postgres:///tend?host=/run/tend&user=tend",
            None,
        );
    }
}
