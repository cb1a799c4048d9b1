//! The README's own lines for the first start, the daily backup, the key and going back, as they stand there: run as
//! whoever the README says, from a folder that is nobody's but somebody else's.
//!
//! Paths go below a folder of the test, the user `tend` is one that every machine has, and `systemctl` is this test.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use expect_test::{Expect, expect};
use sqlx::{Connection as _, PgConnection};
use tend::clock::SystemClock;
use tend::cluster::Cluster;
use tend::sandbox::{self, Sandbox};
use tend::store::MIGRATOR;
use tend::vault::Vault;
use tokio::process::{Child, Command};

use super::{as_it_was, rows, tables};
use crate::harness::PATIENCE;

/// The README's user, and who that is in this test when it runs as root: there on every machine.
const NOBODY: (&str, u32, &str) = ("nobody", 65534, "nogroup");

/// `sudo`: with `-u` somebody else, if we may; settings before the command are set.
const SUDO: &str = r#"#!/bin/sh
as=
[ "$1" = -u ] && { as=$2; shift 2; }
if [ -n "$as" ] && [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid="$as" --regid=65534 --clear-groups env "$@"
fi
exec env "$@"
"#;

/// A machine on which the README is followed.
struct Machine {
    folder: PathBuf,
    /// The code of *Run it for real*, a block each.
    blocks: Vec<String>,
    sandbox: Sandbox,
    service: Option<Child>,
    root: bool,
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.service.take());
        let _ = fs::set_permissions(self.elsewhere(), fs::Permissions::from_mode(0o700));
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Machine {
    async fn new(name: &str) -> Self {
        let folder = PathBuf::from(format!("/tmp/tend-it-{}-{name}", std::process::id()));
        for below in [
            "bin",
            "usr/local/bin",
            "etc/systemd/system",
            "var/lib",
            "var/backups",
            "target/release",
        ] {
            fs::create_dir_all(folder.join(below)).unwrap();
        }
        let clock = Arc::new(SystemClock);
        let machine = Self {
            blocks: blocks(),
            sandbox: Sandbox::start(sandbox::Settings::new(clock)).await.unwrap(),
            service: None,
            root: rustix::process::geteuid().is_root(),
            folder,
        };
        machine.program("sudo", SUDO);
        machine.program(
            "useradd",
            "#!/bin/sh\n[ \"$5\" = --shell ] && [ \"$7\" = tend ]\n",
        );
        let built = machine.folder.join("target/release/tend");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_tend"), built).unwrap();
        // Somebody's own folder, with a file of settings in it that is no business of Tend's.
        let elsewhere = machine.elsewhere();
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join(".env"), "not a setting at all").unwrap();
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o700)).unwrap();
        if machine.root {
            std::os::unix::fs::chown(elsewhere.join(".env"), Some(1), Some(1)).unwrap();
            std::os::unix::fs::chown(&elsewhere, Some(1), Some(1)).unwrap();
        }
        machine
    }

    fn elsewhere(&self) -> PathBuf {
        self.folder.join("somebody")
    }

    fn program(&self, name: &str, text: &str) {
        let file = self.folder.join("bin").join(name);
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path.trim_start_matches('/'))
    }

    /// The README's text, on this machine.
    fn here(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for path in [
            "/var/lib/tend",
            "/var/backups/tend",
            "/etc/tend",
            "/usr/local/bin",
        ] {
            text = text.replace(path, &self.path(path).display().to_string());
        }
        let (user, _, group) = NOBODY;
        if self.root {
            text.replace("-o tend", &format!("-o {user}"))
                .replace("-g tend", &format!("-g {group}"))
                .replace("-u tend", &format!("-u {user}"))
        } else {
            text.replace("-o tend -g tend", "")
                .replace("-o root -g tend", "")
        }
    }

    /// The block that has this in it, as it stands in the README.
    fn block(&self, part: &str) -> String {
        let mut found = self.blocks.iter().filter(|block| block.contains(part));
        let block = found
            .next()
            .unwrap_or_else(|| panic!("no block of the README has “{part}”"));
        assert!(found.next().is_none(), "several blocks have “{part}”");
        block.clone()
    }

    /// Follows these lines; `systemctl` is the test's.
    async fn follow(&mut self, block: &str) {
        for line in block.lines().filter(|line| !line.trim().is_empty()) {
            match line.strip_prefix("sudo systemctl ") {
                Some("stop tend") => self.stop().await,
                Some("start tend" | "enable --now tend") => self.start().await,
                Some(other) => panic!("systemctl {other}"),
                None => {
                    let done = self.run(line).await;
                    assert!(
                        done.status.success(),
                        "{line}\n{}",
                        String::from_utf8_lossy(&done.stderr)
                    );
                }
            }
        }
    }

    /// One line, in the shell of whoever is at this machine.
    async fn run(&self, line: &str) -> Output {
        let path = std::env::var("PATH").unwrap_or_default();
        let own = |below| self.folder.join(below).display().to_string();
        let path = format!("{}:{}:{path}", own("bin"), own("usr/local/bin"));
        let in_the_way = format!(
            "umask 022; cd {} && {}",
            self.elsewhere().display(),
            self.here(line)
        );
        let closed = if self.root { "" } else { " chmod 000 .;" };
        let script = in_the_way.replacen(" && ", &format!(" &&{closed} "), 1);
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir("/")
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.elsewhere())
            .env("TEND_SETTINGS", self.path("/etc/tend/settings"))
            .output()
            .await
            .unwrap();
        if !self.root {
            fs::set_permissions(self.elsewhere(), fs::Permissions::from_mode(0o700)).unwrap();
        }
        output
    }

    /// What systemd would start, as the unit says.
    async fn start(&mut self) {
        let unit = self.block("[Service]");
        let of = |name: &str| {
            let mut lines = unit
                .lines()
                .filter_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            self.here(lines.next().unwrap_or_else(|| panic!("{name} in the unit")))
        };
        let file = fs::read_to_string(of("EnvironmentFile")).unwrap();
        let settings = file.lines().filter_map(|line| line.split_once('='));
        let mut words = ["postgres-guard", "--kill", "--parent"]
            .map(str::to_owned)
            .to_vec();
        words.extend([std::process::id().to_string()]);
        assert_eq!(of("User"), "tend");
        if self.root {
            let user = NOBODY.1.to_string();
            words.extend(["--uid", &user, "--gid", &user].map(str::to_owned));
        }
        words.push("--".to_owned());
        words.extend(of("ExecStart").split(' ').map(str::to_owned));
        let log = fs::File::create(self.folder.join("journal")).unwrap();
        let mut service = Command::new(env!("CARGO_BIN_EXE_tend"));
        service
            .args(words)
            .current_dir(of("WorkingDirectory"))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(settings.map(|(name, value)| (name, value.trim_matches('"'))))
            .stdin(std::process::Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .kill_on_drop(true);
        self.service = Some(service.spawn().unwrap());
        let world = self.sandbox.world();
        let listens = world.until(PATIENCE, |state| {
            (state.sessions.connected() > 0).then_some(())
        });
        let journal = || fs::read_to_string(self.folder.join("journal")).unwrap();
        assert!(listens.await.is_some(), "{}", journal());
    }

    async fn stop(&mut self) {
        let mut service = self.service.take().expect("it runs");
        let id = service
            .id()
            .and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()));
        rustix::process::kill_process(id.unwrap(), rustix::process::Signal::TERM).unwrap();
        assert!(service.wait().await.unwrap().success());
        let gone = self.sandbox.world().until(PATIENCE, |state| {
            (state.sessions.connected() == 0).then_some(())
        });
        gone.await.expect("its connection ends with it");
    }

    /// Steps 6 to 9: until the service runs.
    async fn set_up(&mut self) {
        let program = "sudo install target/release/tend /usr/local/bin/";
        assert!(fs::read_to_string("README.md").unwrap().contains(program));
        // In the clone, and not where this person happens to be.
        let clone = format!("{}/target/", self.folder.display());
        self.follow(&program.replace("target/", &clone)).await;
        self.follow(&self.block("useradd")).await;
        let token = self.path("/etc/tend/token");
        fs::write(&token, self.sandbox.token()).unwrap();
        let discord = format!("TEND_DISCORD_URL={}\n", self.sandbox.url());
        let settings = self.here(&self.block("TEND_HOST_NAME"));
        fs::write(self.path("/etc/tend/settings"), settings + &discord).unwrap();
        self.follow(&self.block("keys new")).await;
        self.follow("sudo systemctl enable --now tend").await;
    }

    fn url(&self) -> String {
        Cluster::running(&self.path("/var/lib/tend")).expect("a database that runs")
    }

    fn backups(&self) -> Vec<PathBuf> {
        let folder = self.path("/var/backups/tend");
        let files = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        let mut files: Vec<PathBuf> = files.collect();
        files.sort();
        files
    }
}

/// The code blocks below *Run it for real*, without what they are indented by.
fn blocks() -> Vec<String> {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, after) = readme
        .split_once("## Run it for real")
        .expect("the section");
    let (section, _) = after.split_once("\n## ").expect("a section after it");
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in section.lines().map(str::trim) {
        match (line.starts_with("```"), open.take()) {
            (true, None) => open = Some(String::new()),
            (true, Some(block)) => blocks.push(block),
            (false, Some(block)) => open = Some(format!("{block}{line}\n")),
            (false, None) => {}
        }
    }
    blocks
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_leads_to_a_first_start_a_backup_a_new_key_and_back() {
    let mut machine = Machine::new("readme").await;
    machine.set_up().await;
    let key = machine.path("/var/lib/tend/master.key");
    let vault = Vault::from_file(&key).unwrap();
    let mut db = PgConnection::connect(&machine.url()).await.unwrap();
    sqlx::raw_sql("drop schema public cascade; create schema public")
        .execute(&mut db)
        .await
        .unwrap();
    as_it_was(&machine.url(), MIGRATOR.iter().count(), &vault).await;
    db.close().await.unwrap();
    // What a start carries over is carried over before.
    machine.stop().await;
    machine.start().await;
    let mut db = PgConnection::connect(&machine.url()).await.unwrap();
    let tables = tables(&mut db).await;
    let before = rows(&mut db, &tables).await;
    assert!(before.len() > 40, "{}", before.len());
    db.close().await.unwrap();

    let backup = machine.block("tend backup");
    machine.follow(&backup).await;
    let [file] = machine.backups().try_into().expect("one file");
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));

    let restore = machine.block("tend restore");
    let dated = restore
        .lines()
        .find_map(|line| line.strip_prefix("sudo tend restore "))
        .unwrap();
    let dated = dated.rsplit('/').next().unwrap();
    let restore = restore.replace(dated, file.file_name().unwrap().to_str().unwrap());
    for _ in 0..2 {
        machine.follow(&restore).await;
        let mut db = PgConnection::connect(&machine.url()).await.unwrap();
        assert_eq!(rows(&mut db, &tables).await, before);
        db.close().await.unwrap();
        fs::remove_dir_all(machine.path("/var/lib/tend/postgres.before")).unwrap();
    }

    // On a new machine root is the first to touch the data: it stays the service's own.
    machine.stop().await;
    for name in ["postgres", "postgres.lock"] {
        let folder = machine.path("/var/lib/tend");
        fs::rename(folder.join(name), folder.join(format!("{name}.old"))).unwrap();
    }
    let the_line = restore.lines().find(|line| line.contains("tend restore"));
    let the_line = the_line.unwrap().to_owned();
    machine.follow(&the_line).await;
    machine.start().await;

    // The key is rotated while Tend runs, by root, and stays the service's own.
    let owner = fs::metadata(&key).unwrap().uid();
    machine.follow(&machine.block("keys rotate")).await;
    let about = fs::metadata(&key).unwrap();
    assert_eq!((about.uid(), mode(&key)), (owner, 0o600));
    // The backup of before is opened by the key of before alone: nothing starts on it in silence.
    machine.stop().await;
    let rows_of_now = machine.path("/var/lib/tend/postgres");
    fs::rename(&rows_of_now, rows_of_now.with_extension("newer")).unwrap();
    let said = machine.run(&the_line).await;
    let words = String::from_utf8(said.stderr).unwrap();
    assert!(
        !said.status.success() && words.contains("master key 1"),
        "{words}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_readme_says_every_day_leaves_yesterdays_file_alone_when_the_database_is_down() {
    let mut machine = Machine::new("readme-down").await;
    machine.set_up().await;
    let backup = machine.block("tend backup");
    machine.follow(&backup).await;
    let [file] = machine.backups().try_into().expect("one file");
    let yesterday = fs::read(&file).unwrap();
    let of_the_day = backup
        .lines()
        .find(|line| line.contains("tend backup"))
        .unwrap();

    // Stopped for a while: the backup is made all the same, and nothing is left running.
    machine.stop().await;
    machine.follow(of_the_day).await;
    assert!(Cluster::running(&machine.path("/var/lib/tend")).is_none());
    let yesterday_again = fs::read(&file).unwrap();
    assert!(yesterday_again.starts_with(b"PGDMP"));
    drop(yesterday);

    // Damaged, or gone.
    let rows = machine.path("/var/lib/tend/postgres");
    let mut version = fs::read_dir(&rows)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let version = version
        .find(|path| path.join("PG_VERSION").exists())
        .unwrap();
    let control = version.join("global/pg_control");
    fs::rename(&control, control.with_extension("away")).unwrap();
    for gone in [false, true] {
        if gone {
            fs::remove_dir_all(&rows).unwrap();
        }
        let said = machine.run(of_the_day).await;
        assert!(!said.status.success());
        assert_eq!(fs::read(&file).unwrap(), yesterday_again);
        assert_eq!(machine.backups().len(), 1, "{:?}", machine.backups());
    }
    assert!(!rows.exists(), "a backup makes no database");
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_beside_the_service_find_its_settings_or_say_where_they_looked() {
    let mut machine = Machine::new("readme-where").await;
    machine.set_up().await;
    let check = |output: &Output, expected: Expect| {
        let text = [output.stdout.clone(), output.stderr.clone()].concat();
        let text = String::from_utf8(text).unwrap();
        let text = text.replace(&machine.folder.display().to_string(), "");
        let told = |line: &&str| !line.contains("Zones: ") && !line.contains("Postgres: ");
        let lines: Vec<&str> = text.lines().filter(told).collect();
        expected.assert_eq(
            &lines
                .join("\n")
                .replace(", which this user cannot read", ""),
        );
    };
    let healthy = machine.run("sudo tend doctor").await;
    assert!(
        healthy.status.success(),
        "{}",
        String::from_utf8_lossy(&healthy.stdout)
    );
    let as_the_service = machine.run("sudo -u tend tend doctor").await;
    assert!(
        as_the_service.status.success(),
        "{}",
        String::from_utf8_lossy(&as_the_service.stdout)
    );

    // Without its settings: nothing is made, and where they were looked for is said.
    let nothing = machine
        .run("sudo -u tend TEND_SETTINGS=/nowhere HOME=/nowhere/home tend migrate")
        .await;
    let migrate = String::from_utf8_lossy(&nothing.stderr).into_owned();
    assert!(!nothing.status.success(), "{migrate}");
    check(
        &nothing,
        expect![
            "tend: there is no database in /nowhere/home/.local/share/tend: `tend run` makes it, or another folder is meant (the settings were looked for in the environment, /somebody/.env (cannot be read), /nowhere (not there))"
        ],
    );
    let nothing = machine
        .run("sudo -u tend TEND_SETTINGS=/nowhere HOME=/nowhere/home tend doctor")
        .await;
    check(
        &nothing,
        expect![[r#"
        wrong  Settings: none are set: they were looked for in the environment, /somebody/.env (cannot be read), /nowhere (not there). Run this as the user and with the settings of the Tend that is meant
        look   Folder: /nowhere/home/.local/share/tend is not there yet; `tend run` makes it
        look   Keys: not looked at, since without settings nothing says where they are
        ok     Words: those built in
        look   Database: there is no private one yet; `tend run` makes it
        look   Discord: not asked, since there is no token
        Wrong: 1; to look at: 4."#]],
    );
    for command in ["migrate", "keys rotate", "backup /dev/null", "doctor"] {
        machine
            .run(&format!(
                "sudo -u tend TEND_SETTINGS=/nowhere TEND_DATA={0}/var/lib/other tend {command}",
                machine.folder.display()
            ))
            .await;
        assert!(!machine.path("/var/lib/other").exists(), "{command}");
    }
}
