//! The database: does it answer, is its schema this program's, does every data key open.

use std::time::Duration;

use sqlx::{Connection as _, PgConnection};
use tokio::time::timeout;

use super::Report;
use crate::cluster::{self, Cluster, OLDEST};
use crate::config::Local;
use crate::database::{self, Database};
use crate::domain::{ChannelId, CoupleId};
use crate::store::checkup::{self, Schema};
use crate::store::{couples, feedback};
use crate::vault::Vault;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a couple lives: its server and channel.
pub type Home = (CoupleId, u64, ChannelId);

/// Looks at the database; where every couple lives, if that could be read.
pub async fn examine(
    report: &mut Report<'_>,
    local: &Local,
    vault: Option<&Vault>,
) -> anyhow::Result<Option<Vec<Home>>> {
    let private = local.database_url.is_none();
    if private && local.data.as_os_str().is_empty() {
        return Ok(None); // told among the settings
    }
    if private && Cluster::running(&local.data).is_none() {
        match cluster::has_rows(&local.data) {
            Ok(true) => {}
            Ok(false) => {
                report.look("Database: there is no private one yet; `tend run` makes it")?;
                return Ok(None);
            }
            Err(error) => {
                report.wrong(format_args!("Database: {error:#}"))?;
                return Ok(None);
            }
        }
    }
    let opened = {
        let local = local.clone();
        tokio::task::spawn_blocking(move || Database::join(&local)).await?
    };
    let database = match opened {
        Ok(opened) => opened,
        Err(error) => {
            report.wrong(format_args!("Database: {error:#}"))?;
            return Ok(None);
        }
    };
    let homes = match timeout(PATIENCE, PgConnection::connect(database.url())).await {
        Ok(Ok(mut db)) => {
            if !private {
                pooler(report, &mut db, database.url()).await?;
            }
            let homes = ask(report, &mut db, vault).await;
            let _ = db.close().await; // everything is known
            homes
        }
        Ok(Err(error)) => report.wrong(format_args!("Database: {}", database::why(&error))).map(|()| None),
        Err(_) => report.wrong("Database: it did not answer in ten seconds: is it frozen, or is something between that swallows connections?").map(|()| None),
    };
    tokio::task::spawn_blocking(|| database.close()).await?;
    homes
}

/// A pooler between Tend and the server, which would break what Tend does in the middle of it.
async fn pooler(report: &mut Report<'_>, db: &mut PgConnection, url: &str) -> anyhow::Result<()> {
    let Ok(mut second) = PgConnection::connect(url).await else {
        return Ok(()); // the first one will tell
    };
    let pooled = checkup::shares_sessions(db, &mut second).await;
    let _ = second.close().await; // everything is known
    match pooled {
        Ok(true) => report.wrong(format_args!("Database: {}", database::POOLER)),
        _ => Ok(()),
    }
}

async fn ask(
    report: &mut Report<'_>,
    db: &mut PgConnection,
    vault: Option<&Vault>,
) -> anyhow::Result<Option<Vec<Home>>> {
    match checkup::server(db).await {
        Ok(server) if server.major < OLDEST => report.wrong(format_args!(
            "Database: Postgres {} answers, but Tend needs {OLDEST} or newer: move to a newer server",
            server.major
        ))?,
        Ok(server) if server.read_only => {
            report.wrong("Database: it takes no changes: name the primary in DATABASE_URL, not a standby")?;
        }
        Ok(server) => report.ok(format_args!("Database: Postgres {} answers", server.major))?,
        Err(error) => {
            report.wrong(format_args!("Database: {}", broken(&error)))?;
            return Ok(None);
        }
    }
    let current = match checkup::schema(db).await {
        Ok(schema) => schema_line(report, schema)?,
        Err(error) => {
            report.wrong(format_args!("Schema: {}", broken(&error)))?;
            false
        }
    };
    if !current {
        return Ok(None);
    }
    if let Some(vault) = vault {
        match checkup::data_keys(db, vault).await {
            Ok(keys) if keys.shut == 0 => report.ok(format_args!(
                "Data keys: all {} open with the key file",
                keys.all
            ))?,
            Ok(keys) => report.wrong(format_args!(
                "Data keys: {} of {} do not open with the key file: {}",
                keys.shut,
                keys.all,
                keys.needed.as_deref().unwrap_or("they are damaged")
            ))?,
            Err(error) => report.wrong(format_args!("Data keys: {}", broken(&error)))?,
        }
    }
    match feedback::any_waits(db).await {
        Ok(false) => {}
        Ok(true) => report.wrong(
            "Feedback: what people wrote to the host cannot be delivered: is TEND_HOST_USER_ID your own id, and do you allow \
             direct messages from the members of a server that the bot is in?",
        )?,
        Err(error) => report.wrong(format_args!("Feedback: {}", broken(&error)))?,
    }
    match couples::all_channels(db).await {
        Ok(homes) => Ok(Some(homes)),
        Err(error) => {
            report.wrong(format_args!("Couples: {}", broken(&error)))?;
            Ok(None)
        }
    }
}

/// Says how the schema is; whether the rest can be asked.
fn schema_line(report: &mut Report, schema: Schema) -> anyhow::Result<bool> {
    match schema {
        Schema::Current => report.ok("Schema: up to date")?,
        Schema::Empty => report.look("Schema: nothing of Tend's is there yet; `tend run` or `tend migrate` makes it")?,
        Schema::Behind(missing) => report.look(format_args!(
            "Schema: {missing} migrations have not run yet; `tend run` or `tend migrate` runs them"
        ))?,
        Schema::Ahead(unknown) => report.wrong(format_args!(
            "Schema: a newer Tend has run {unknown} migrations that this one does not know: start the newer one"
        ))?,
        Schema::Damaged => report.wrong(
            "Schema: a migration is half done or another than this program's: was this database made by a changed Tend? \
             Bring back a backup, or ask where you have Tend from",
        )?,
    }
    Ok(schema == Schema::Current)
}

fn broken(error: &anyhow::Error) -> String {
    let error = error.downcast_ref::<sqlx::Error>();
    let code = error.and_then(|error| {
        error
            .as_database_error()?
            .code()
            .map(std::borrow::Cow::into_owned)
    });
    match code.as_deref() {
        Some("42501") => "its user may not read Tend's tables: make it their owner".to_owned(),
        Some(code) => format!("a question failed (Postgres's code {code})"),
        None => "a question failed: did it just end?".to_owned(),
    }
}
