//! The private Postgres: it starts, comes back after every kind of end, and says what is in the way.

use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection as _, PgConnection};
use tend::cluster::{Cluster, Options};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(format!("/tmp/tend-it-{}-{name}", std::process::id()));
        std::fs::DirBuilder::new()
            .mode(0o755)
            .create(&path)
            .unwrap();
        Self(path)
    }

    fn options(&self) -> Options {
        Options {
            durable: false,
            ..options(&self.0)
        }
    }
}

fn options(folder: &Path) -> Options {
    Options {
        guard: Some(env!("CARGO_BIN_EXE_tend").into()),
        ..Options::new(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What stands in the one row of the test's table, which is made when missing.
async fn row(url: &str) -> Option<i32> {
    let mut db = PgConnection::connect(url).await.unwrap();
    sqlx::query("create table if not exists kept (n int not null)")
        .execute(&mut db)
        .await
        .unwrap();
    let n = sqlx::query_scalar("select n from kept")
        .fetch_optional(&mut db)
        .await
        .unwrap();
    db.close().await.unwrap();
    n
}

async fn keep(url: &str, n: i32) {
    let mut db = PgConnection::connect(url).await.unwrap();
    sqlx::query("insert into kept (n) values ($1)")
        .bind(n)
        .execute(&mut db)
        .await
        .unwrap();
}

fn refusal(options: Options) -> String {
    format!(
        "{:#}",
        Cluster::start(options).expect_err("something is in the way")
    )
}

fn kill(process: u32) {
    let pid = Pid::from_raw(process.try_into().unwrap()).unwrap();
    kill_process(pid, Signal::KILL).unwrap();
}

/// Waits for something that is bound to happen.
fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !happened() {
        assert!(
            Instant::now() < deadline,
            "{what} did not happen in 30 seconds"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[tokio::test]
async fn rows_are_there_after_a_stop_and_a_new_start() {
    let folder = Folder::new("again");
    let cluster = Cluster::start(folder.options()).unwrap();
    assert_eq!(row(&cluster.url()).await, None);
    keep(&cluster.url(), 7).await;
    let process = cluster.process();
    cluster.stop();
    assert!(!Path::new(&format!("/proc/{process}")).exists());

    let cluster = Cluster::start(folder.options()).unwrap();
    assert_eq!(row(&cluster.url()).await, Some(7));
}

#[tokio::test]
async fn a_server_killed_under_way_comes_back_with_all_rows() {
    let folder = Folder::new("killed");
    let cluster = Cluster::start(options(&folder.0)).unwrap();
    assert_eq!(row(&cluster.url()).await, None);
    keep(&cluster.url(), 8).await;
    let process = cluster.process();
    kill(process);
    until("a new start", || ![0, process].contains(&cluster.process()));
    assert_eq!(row(&cluster.url()).await, Some(8));
}

#[test]
fn a_second_tend_in_the_same_folder_says_so() {
    let folder = Folder::new("second");
    let _cluster = Cluster::start(folder.options()).unwrap();
    let words = refusal(folder.options());
    assert!(
        words.contains("another Tend is already using the folder"),
        "{words}"
    );
}

#[tokio::test]
async fn a_folder_with_a_long_name_gets_a_short_one_for_its_socket() {
    let folder = Folder::new("long");
    let deep = folder.0.join("a".repeat(60)).join("b, \"c\" ä".repeat(5));
    let options = Options {
        folder: deep,
        ..folder.options()
    };
    let cluster = Cluster::start(options.clone()).unwrap();
    assert_eq!(row(&cluster.url()).await, None);
    assert!(
        cluster.url().contains("host=/tmp/tend-"),
        "{}",
        cluster.url()
    );
    keep(&cluster.url(), 9).await;
    cluster.stop();
    let cluster = Cluster::start(options).unwrap();
    assert_eq!(row(&cluster.url()).await, Some(9));
}

#[tokio::test]
async fn a_folder_with_an_odd_name_works() {
    let folder = Folder::new("odd");
    let odd = folder.0.join("b, \"c\" & ä%20");
    let cluster = Cluster::start(Options {
        folder: odd,
        ..folder.options()
    })
    .unwrap();
    assert_eq!(row(&cluster.url()).await, None);
}

#[tokio::test]
async fn the_server_outlives_the_thread_that_asked_for_it() {
    let folder = Folder::new("thread");
    let options = folder.options();
    let asked = std::thread::spawn(move || Cluster::start(options).unwrap());
    let cluster = asked.join().unwrap();
    assert_eq!(row(&cluster.url()).await, None);
    assert!(Path::new(&format!("/proc/{}", cluster.process())).exists());
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = Folder::new("barred");
    let file = folder.0.join("file");
    std::fs::write(&file, "").unwrap();
    let words = refusal(Options {
        folder: file.join("below"),
        ..folder.options()
    });
    assert!(
        words.contains("/file") && words.contains("TEND_DATA"),
        "{words}"
    );

    if rustix::process::geteuid().is_root() {
        let closed = folder.0.join("closed");
        std::fs::create_dir(&closed).unwrap();
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
        let words = refusal(Options {
            folder: closed.join("tend"),
            ..folder.options()
        });
        assert!(
            words.contains("cannot pass through the folder") && words.contains("/closed"),
            "{words}"
        );
    }
}

#[test]
fn a_folder_without_postgres_is_said_to_be_so() {
    let folder = Folder::new("none");
    let words = refusal(Options {
        bin: Some(folder.0.clone()),
        ..folder.options()
    });
    assert!(words.contains("TEND_POSTGRES_BIN names"), "{words}");
}

#[test]
fn rows_of_another_version_are_left_alone() {
    let folder = Folder::new("version");
    let cluster = Cluster::start(folder.options()).unwrap();
    let rows = cluster.data().to_owned();
    cluster.stop();
    std::fs::rename(&rows, rows.with_file_name("99")).unwrap();
    let words = refusal(folder.options());
    assert!(words.contains("written by Postgres 99"), "{words}");
}

#[tokio::test]
async fn an_interrupted_first_start_leaves_nothing_behind() {
    let folder = Folder::new("unfinished");
    let half = folder.0.join("postgres/unfinished-1");
    Cluster::start(folder.options()).unwrap().stop();
    std::fs::remove_dir_all(folder.0.join("postgres")).unwrap();
    std::fs::create_dir_all(&half).unwrap();
    std::fs::set_permissions(
        folder.0.join("postgres"),
        std::fs::Permissions::from_mode(0o700),
    )
    .unwrap();
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(folder.0.join("postgres"), Some(65534), Some(65534)).unwrap();
    }
    let cluster = Cluster::start(folder.options()).unwrap();
    assert_eq!(row(&cluster.url()).await, None);
    assert!(!half.exists());
}

/// Where the process that [`hold`] is keeps its cluster.
const HELD: &str = "TEND_IT_HELD_FOLDER";

/// Not a test: a process that holds a cluster until it is killed.
#[test]
#[ignore = "started by the test below"]
fn hold() {
    let folder = PathBuf::from(std::env::var_os(HELD).expect("started by the test below"));
    let cluster = Cluster::start(options(&folder)).unwrap();
    std::fs::write(
        folder.join("held.new"),
        format!("{}\n{}", cluster.process(), cluster.url()),
    )
    .unwrap();
    std::fs::rename(folder.join("held.new"), folder.join("held")).unwrap();
    loop {
        std::thread::park();
    }
}

#[tokio::test]
async fn a_tend_killed_with_9_takes_its_server_along_and_loses_no_row() {
    let folder = Folder::new("orphan");
    for round in 0..6 {
        let _ = std::fs::remove_file(folder.0.join("held"));
        let mut holder = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "cluster::hold", "--ignored"])
            .env(HELD, &folder.0)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        until("a held cluster", || folder.0.join("held").exists());
        let held = std::fs::read_to_string(folder.0.join("held")).unwrap();
        let (server, url) = held.split_once('\n').unwrap();
        let server: u32 = server.parse().unwrap();

        let before = row(url).await;
        assert_eq!(
            before,
            (round > 0).then_some(round - 1),
            "after round {round}"
        );
        let mut db = PgConnection::connect(url).await.unwrap();
        sqlx::query("delete from kept")
            .execute(&mut db)
            .await
            .unwrap();
        keep(url, round).await;
        // Every other time the server is killed with it, and has to recover.
        if round % 2 == 1 {
            kill(server);
        }
        kill(holder.id());
        // Round 2 starts the next one at once, while this server may still be ending.
        if round != 2 {
            until("the end of the server", || {
                let status =
                    std::fs::read_to_string(format!("/proc/{server}/stat")).unwrap_or_default();
                status.is_empty() || status.contains(") Z ")
            });
        }
        holder.wait().unwrap();
    }
}
