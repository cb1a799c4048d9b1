//! The database of this host: a server named in the settings, or Tend's own private one.

use anyhow::bail;

use crate::cluster::{self, Cluster, Options};
use crate::config::{Local, Secret};

/// An address to connect to, and the private server behind it if we run one.
#[derive(Debug)]
pub struct Database {
    url: Secret,
    cluster: Option<Cluster>,
}

impl Database {
    /// For `tend run`: a private server is this process's own, and one that another Tend runs in
    /// the same folder is refused.
    pub fn open(local: &Local) -> anyhow::Result<Self> {
        if let Some(url) = &local.database_url {
            return Ok(Self {
                url: url.clone(),
                cluster: None,
            });
        }
        let options = Options {
            bin: local.postgres_bin.clone(),
            ..Options::new(&local.data)
        };
        let cluster = Cluster::start(options)?;
        Ok(Self {
            url: Secret::new(cluster.url()),
            cluster: Some(cluster),
        })
    }

    /// For what is done beside a running Tend, such as `tend keys rotate`: its private server is
    /// used if there is one, and else started meanwhile.
    pub fn join(local: &Local) -> anyhow::Result<Self> {
        match Cluster::running(&local.data) {
            Some(url) if local.database_url.is_none() => Ok(Self {
                url: Secret::new(url),
                cluster: None,
            }),
            _ => Self::open(local),
        }
    }

    /// As [`Database::join`], where there is a database already: nothing is made by looking elsewhere.
    pub fn existing(local: &Local) -> anyhow::Result<Self> {
        let private = local.database_url.is_none();
        if private && Cluster::running(&local.data).is_none() && !cluster::has_rows(&local.data)? {
            bail!(
                "there is no database in {}: `tend run` makes it, or another folder is meant (the settings were \
                 looked for in {})",
                local.data.display(),
                local.looked
            );
        }
        Self::join(local)
    }

    pub fn url(&self) -> &str {
        self.url.reveal()
    }

    /// The private server, where this process runs one.
    pub fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_ref()
    }

    /// Ends the private server, if this process runs one, and waits for it. Close the pool first.
    pub fn close(self) {
        if let Some(cluster) = self.cluster {
            cluster.stop();
        }
    }
}

/// What is said where a pooler hands sessions around.
pub const POOLER: &str = "a pooler in transaction mode stands between Tend and the database, and Tend needs sessions \
    of its own: name the server itself in DATABASE_URL, or a pool in session mode";

/// What is in the way, in words of ours: the database's own may name people, or hold the address.
pub fn why(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Io(error) => {
            format!(
                "it cannot be reached ({}): is it running, and is the address in DATABASE_URL right?",
                error.kind()
            )
        }
        sqlx::Error::Tls(_) => {
            "it cannot be reached safely: its certificate is not accepted".to_owned()
        }
        sqlx::Error::Configuration(_) => "DATABASE_URL is not a Postgres address".to_owned(),
        sqlx::Error::Database(error) => match error.code().as_deref() {
            Some("28P01" | "28000") => "it refuses the user or password in DATABASE_URL".to_owned(),
            Some("3D000") => {
                "the database in DATABASE_URL does not exist: make it with createdb".to_owned()
            }
            Some("53300") => {
                "it has no connection left: raise its max_connections, or end other programs"
                    .to_owned()
            }
            // Sent by poolers to what Tend sets as it connects.
            Some("08P01") if error.message().contains("startup parameter") => POOLER.to_owned(),
            Some("57P03") => "it is just starting or ending: try again in a moment".to_owned(),
            code => format!("it refuses (Postgres's code {})", code.unwrap_or("none")),
        },
        _ => {
            "it does not answer as Postgres does: is the address in DATABASE_URL right?".to_owned()
        }
    }
}

/// Whether waiting may help: it is away, starting or ending, or has no connection left.
pub fn may_pass(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| code.starts_with("57P0") || code == "53300"),
        _ => false,
    }
}
