//! `tend doctor`: each thing that is wrong is one line with what to do, and the others are looked at all the same.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use expect_test::{Expect, expect};
use sqlx::{Connection as _, PgConnection};
use tend::clock::{Clock, StoppedClock, SystemClock};
use tend::cluster::{Cluster, Options};
use tend::domain::{CoupleId, Partner};
use tend::entropy::OsEntropy;
use tend::sandbox::faults::DateHeader;
use tend::sandbox::{self, Sandbox};
use tend::store;
use tend::vault::Vault;
use tend::vault::keys::Keys;
use tokio::process::Command;

/// A host's machine with a Tend on it, a Discord to ask, and one couple in `our-corner`.
struct Host {
    sandbox: Sandbox,
    settings: Vec<(&'static str, String)>,
    // Ends before its folder goes.
    cluster: Cluster,
    folder: Folder,
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What it says: the lines, and whether it ended as a success.
struct Said {
    lines: String,
    fine: bool,
}

impl Host {
    async fn new(name: &str, discords_clock: Arc<dyn Clock>) -> Self {
        let path = PathBuf::from(format!("/tmp/tend-it-{}-doctor-{name}", std::process::id()));
        let folder = Folder(path.clone());
        let cluster = Cluster::start(Options {
            guard: Some(env!("CARGO_BIN_EXE_tend").into()),
            durable: false,
            ..Options::new(&path.join("server"))
        });
        let cluster = cluster.unwrap();
        let pool = store::lazily(&cluster.url(), 2).unwrap();
        store::migrate(&pool).await.unwrap();
        pool.close().await;
        Keys::create(&path.join("data/master.key"), &OsEntropy).unwrap();
        let sandbox = Sandbox::start(sandbox::Settings::new(discords_clock))
            .await
            .unwrap();
        let settings = vec![
            ("TEND_DATA", path.join("data").display().to_string()),
            ("DATABASE_URL", cluster.url()),
            ("DISCORD_TOKEN", sandbox.token().to_owned()),
            ("TEND_DISCORD_URL", sandbox.url().to_owned()),
            ("TEND_HOST_NAME", "Olu Adeyemi".to_owned()),
            ("TEND_HOST_CONTACT", "olu@example.org".to_owned()),
            ("TEND_HOST_USER_ID", "80351110224678912".to_owned()),
        ];
        let host = Self {
            sandbox,
            settings,
            cluster,
            folder,
        };
        host.move_in().await;
        host
    }

    async fn db(&self) -> PgConnection {
        PgConnection::connect(&self.cluster.url()).await.unwrap()
    }

    fn keys(&self) -> PathBuf {
        self.folder.0.join("data/master.key")
    }

    fn corner(&self) -> u64 {
        self.sandbox.world().channel("our-corner").unwrap()
    }

    async fn move_in(&self) {
        let world = self.sandbox.world();
        let mut db = self.db().await;
        sqlx::query(
            "insert into couples (id, guild_id, channel_id, zone, weekday, minute, started_at)
             values (1, $1, $2, 'Europe/Lisbon', 7, 1140, '2026-03-01')",
        )
        .bind(world.read(|state| state.guild.id).cast_signed())
        .bind(self.corner().cast_signed())
        .execute(&mut db)
        .await
        .unwrap();
        let vault = Vault::from_file(&self.keys()).unwrap();
        for (who, name) in [(Partner::One, "Ana"), (Partner::Two, "Ben")] {
            sqlx::query(
                "insert into partners (couple_id, partner, user_id, zone, consented_at, consent_version, wrapped_key)
                 values (1, $1, $2, 'Europe/Lisbon', '2026-03-01', '1', $3)",
            )
            .bind(who.number())
            .bind(world.person(name).unwrap().cast_signed())
            .bind(vault.new_key(CoupleId(1), who).unwrap().1)
            .execute(&mut db)
            .await
            .unwrap();
        }
    }

    /// Another value for a setting; `None` unsets it.
    fn set(&mut self, name: &'static str, value: Option<&str>) {
        self.settings.retain(|(known, _)| *known != name);
        self.settings
            .extend(value.map(|value| (name, value.to_owned())));
    }

    /// Runs it as a host does. What it says holds no secret and nobody's name.
    async fn examine(&self) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_tend"))
            .arg("doctor")
            .current_dir(&self.folder.0)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .output()
            .await
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let lines = String::from_utf8(output.stdout).unwrap();
        let secrets = [
            "hunter2",
            "Ana",
            "Ben",
            "Olu",
            "our-corner",
            "Our place",
            self.sandbox.token(),
        ];
        for secret in secrets {
            assert!(!lines.contains(secret), "{secret} in\n{lines}");
        }
        Said {
            lines,
            fine: output.status.success(),
        }
    }

    /// As it said it, without what differs from run to run.
    fn plain(&self, said: &Said) -> String {
        let guild = self.sandbox.world().read(|state| state.guild.id);
        let lines = said.lines.lines().filter(|line| !line.contains("Zones: "));
        let lines: String = lines.flat_map(|line| [line, "\n"]).collect();
        lines
            .replace(&self.folder.0.display().to_string(), "…")
            .replace(&guild.to_string(), "SERVER")
            .replace(
                &self
                    .sandbox
                    .world()
                    .channel("our-corner")
                    .unwrap_or(1)
                    .to_string(),
                "CHANNEL",
            )
            .replace(
                &format!("Postgres {}", self.cluster.programs().1),
                "Postgres 15",
            )
    }
}

impl Said {
    /// The lines that are not ok, and with them a failure.
    fn wrong(&self, what: &str) {
        assert!(!self.fine, "{}", self.lines);
        let wrong = self
            .lines
            .lines()
            .filter(|line| line.starts_with("wrong"))
            .collect::<Vec<_>>();
        assert!(
            wrong.len() == 1 && wrong[0].contains(what),
            "not only “{what}”:\n{}",
            self.lines
        );
    }

    fn look(&self, what: &str) {
        assert!(self.fine, "{}", self.lines);
        assert!(
            self.lines
                .lines()
                .any(|line| line.starts_with("look") && line.contains(what)),
            "no “{what}”:\n{}",
            self.lines
        );
    }

    fn has(&self, line: &str) {
        assert!(self.lines.contains(line), "no “{line}”:\n{}", self.lines);
    }
}

fn same(host: &Host, said: &Said, expected: &Expect) {
    expected.assert_eq(&host.plain(said));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_healthy_tend_gets_a_clean_bill() {
    let host = Host::new("healthy", Arc::new(SystemClock)).await;
    let said = host.examine().await;
    same(
        &host,
        &said,
        &expect![[r#"
            ok     Settings: token, name, contact and id of the host are set; read from the environment, …/.env (not there)
            ok     Folder: …/data
            ok     Keys: …/data/master.key is whole and private
            ok     Words: those built in
            ok     Database: Postgres 15 answers
            ok     Schema: up to date
            ok     Data keys: all 2 open with the key file
            ok     Token: Discord knows the bot
            look   Application: it is public, so anybody can invite the bot to a server; if only you should, switch that off on the Bot page
            ok     Clock: as Discord's
            ok     Channels: the bot can see, write and look back in all 1
            Nothing is wrong; to look at: 1.
        "#]],
    );
    assert!(said.fine);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_discord_is_told_and_the_rest_all_the_same() {
    let mut host = Host::new("discord", Arc::new(SystemClock)).await;

    let (world, corner) = (host.sandbox.world().clone(), host.corner());
    let bot = world.read(|state| state.app.bot);
    let history = 1 << 16;
    world.set_overwrite(corner, bot, false, (1 << 10) | (1 << 11), history);
    host.examine()
        .await
        .wrong("the bot lacks Read Message History");
    world.set_overwrite(corner, bot, false, 0, 1 << 10);
    host.examine()
        .await
        .wrong("the bot lacks View Channel, Send Messages, Read Message History");
    world.delete_channel(corner);
    host.examine()
        .await
        .look("that channel is gone: either of them can use /tend move");
    world.remove_member(bot);
    host.examine()
        .await
        .wrong("the bot is not in that server any more");

    host.set("DISCORD_TOKEN", Some("hunter2.hunter2.hunter2"));
    let said = host.examine().await;
    said.wrong("Token: Discord does not know it");
    said.has("Data keys: all 2 open");

    host.set("DISCORD_TOKEN", None);
    host.set("TEND_HOST_NAME", None);
    let said = host.examine().await;
    said.has("wrong  Settings: DISCORD_TOKEN is missing");
    said.has("wrong  Settings: TEND_HOST_NAME is missing");
    said.has("Data keys: all 2 open");
    assert!(!said.fine);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_on_this_machine_is_told_and_the_rest_all_the_same() {
    // As long ago as the zones of this test were made.
    let hours_ago = SystemClock.now() - chrono::TimeDelta::hours(3);
    let mut host = Host::new("machine", Arc::new(StoppedClock::at(hours_ago))).await;
    host.examine().await.wrong(
        "seconds ahead of Discord's, so nothing is sent, planned or deleted by itself: switch on",
    );
    let dates = host.sandbox.world().clone();
    dates.faults().set_date(DateHeader::None);
    host.examine().await.look("had no date to compare with");
    dates.faults().set_date(DateHeader::Off(
        SystemClock.now() - hours_ago - chrono::TimeDelta::minutes(4),
    ));
    host.examine()
        .await
        .look("ahead of Discord's: switch on its time service");
    dates
        .faults()
        .set_date(DateHeader::Off(SystemClock.now() - hours_ago));

    let mode = |mode| {
        std::fs::set_permissions(host.keys(), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(0o640);
    host.examine()
        .await
        .wrong("other users of this machine can read the key file");
    mode(0o600);

    Keys::begin_rotation(&host.keys(), &OsEntropy).unwrap();
    host.examine()
        .await
        .look("a rotation was begun and is not finished");
    std::fs::remove_file(host.keys()).unwrap();
    host.examine().await.wrong("there is no key file");
    Keys::create(&host.keys(), &OsEntropy).unwrap();
    host.examine()
        .await
        .wrong("Another file's master key has the same number: put back the copy of the key file");

    let mut db = host.db().await;
    sqlx::query("delete from partners")
        .execute(&mut db)
        .await
        .unwrap();
    sqlx::query("delete from couples")
        .execute(&mut db)
        .await
        .unwrap();
    let said = host.examine().await;
    said.has("Data keys: all 0 open");
    said.has("Channels: no couple yet");
    sqlx::query(
        "delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)",
    )
    .execute(&mut db)
    .await
    .unwrap();
    host.examine().await.look("1 migrations have not run yet");
    sqlx::query("update _sqlx_migrations set version = version + 1 where version = (select max(version) from _sqlx_migrations)")
        .execute(&mut db)
        .await
        .unwrap();
    host.examine()
        .await
        .wrong("a newer Tend has run 1 migrations");

    let away = "postgres://tend:hunter2@127.0.0.1:1/tend";
    host.set("DATABASE_URL", Some(away));
    let said = host.examine().await;
    said.wrong("Database: it cannot be reached");
    said.has("Token: Discord knows the bot");

    host.set("DATABASE_URL", None);
    let said = host.examine().await;
    said.look("Database: there is no private one yet");
    said.has("ok     Postgres: version");
}
