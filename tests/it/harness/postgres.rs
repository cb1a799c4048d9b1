//! One private Postgres for the whole run, a database for each story; gone with the run, however it ends.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection as _, PgConnection};
use tend::cluster::{Cluster, Options};
use tend::entropy::Entropy;
use tend::store;
use tend::vault::keys::Keys;

const TEMPLATE: &str = "all_migrated";
/// With what the number of every timer begins in a story: wherever it showed, it would be seen.
pub const TIMERS: &str = "777000777";
/// For twelve stories at once, each with its own and the bot's connections, restarted or not.
const CONNECTIONS: u16 = 400;

/// Clears up after the run: it reads until the run is over (its end of the pipe closes, also by kill -9),
/// waits for Postgres to end, and removes the folder, unless a failed story asked to keep it.
const AFTERWARDS: &str = "cat > /dev/null
    for i in 1 2 3 4 5 6 7 8 9 10; do ls \"$1\"/postgres/*/postmaster.pid > /dev/null 2>&1 || break; sleep 1; done
    [ -e \"$1/keep\" ] || rm -rf \"$1\"";

struct Server {
    folder: PathBuf,
    cluster: Cluster,
}

/// A story's own database and key file.
pub struct Database {
    name: String,
    url: String,
    keys: PathBuf,
}

impl Database {
    pub async fn new(entropy: &dyn Entropy) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let server = server();
        let name = format!("story_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        administer(&format!(
            "create database {name} template {TEMPLATE} owner tend"
        ))
        .await;
        let keys = server.folder.join(format!("{name}.keys"));
        Keys::create(&keys, entropy).expect("a key file");
        Self {
            url: server.cluster.address("tend", &name),
            name,
            keys,
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn keys(&self) -> &Path {
        &self.keys
    }

    /// Nobody gets in any more, and whoever is in is put out.
    pub async fn shut(&self) {
        administer(&format!(
            "alter database {} allow_connections false",
            self.name
        ))
        .await;
        let out = "select pg_terminate_backend(pid) from pg_stat_activity where datname";
        administer(&format!("{out} = '{}'", self.name)).await;
    }

    pub async fn open(&self) {
        administer(&format!(
            "alter database {} allow_connections true",
            self.name
        ))
        .await;
    }

    /// Another database with all that is in this one.
    pub async fn back_up(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let backup = format!("{}_backup_{number}", self.name);
        self.shut().await;
        administer(&format!("create database {backup} template {}", self.name)).await;
        self.open().await;
        backup
    }

    /// Everything is as it was in that backup.
    pub async fn bring_back(&self, backup: &str) {
        self.drop().await;
        administer(&format!(
            "create database {} template {backup} owner tend",
            self.name
        ))
        .await;
    }

    /// The story went well: it is not needed any more.
    pub async fn drop(&self) {
        administer(&format!("drop database {} with (force)", self.name)).await;
    }

    /// Stays after the run; says how to look at it.
    pub fn keep(&self) -> String {
        let server = server();
        let _ = std::fs::write(server.folder.join("keep"), "");
        format!(
            "database {} is kept in {}",
            self.name,
            server.cluster.data().display()
        )
    }
}

async fn administer(statement: &str) {
    let mut db = PgConnection::connect(&server().cluster.admin_url())
        .await
        .expect("the server");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&mut db)
        .await
        .expect("its administrator");
    db.close().await.expect("the server");
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        std::thread::spawn(start)
            .join()
            .expect("a private Postgres")
    })
}

fn start() -> Server {
    let folder = PathBuf::from(format!("/tmp/tend-stories-{}", std::process::id()));
    std::fs::DirBuilder::new()
        .mode(0o755)
        .create(&folder)
        .expect("a folder in /tmp");
    let cleaner = Command::new("sh")
        .args(["-c", AFTERWARDS, "sh"])
        .arg(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell");
    std::mem::forget(cleaner); // its pipe stays open until the run is over
    let cluster = Cluster::start(Options {
        durable: false,
        guard: Some(env!("CARGO_BIN_EXE_tend").into()),
        max_connections: CONNECTIONS,
        ..Options::new(&folder)
    });
    let server = Server {
        cluster: cluster.expect("a private Postgres"),
        folder,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let mut db = PgConnection::connect(&server.cluster.admin_url())
            .await
            .expect("the server");
        let create = format!("create database {TEMPLATE} owner tend");
        sqlx::raw_sql(sqlx::AssertSqlSafe(create))
            .execute(&mut db)
            .await
            .expect("a template");
        let pool = store::lazily(&server.cluster.address("tend", TEMPLATE), 1).expect("an address");
        store::migrate(&pool).await.expect("all migrations");
        let from = format!("alter sequence timers_id_seq restart with {TIMERS}0000");
        sqlx::raw_sql(sqlx::AssertSqlSafe(from))
            .execute(&pool)
            .await
            .expect("its numbers");
        pool.close().await; // a template has nobody in it
    });
    server
}
