//! The database of this host: a server named in the settings, or Tend's own private one.

use crate::cluster::{Cluster, Options};
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
