//! A local Discord with many couples in it, and a database that knows them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sqlx::PgPool;
use tend::clock::{Clock as _, ShiftedClock};
use tend::cluster::Cluster;
use tend::domain::round::CheckIn;
use tend::domain::schedule::monday_of;
use tend::domain::{CoupleId, Partner, RoundId};
use tend::entropy::OsEntropy;
use tend::features::{Action, checkin};
use tend::sandbox::{Sandbox, Settings};
use tend::store;
use tend::vault::Vault;
use tend::vault::keys::Keys;
use tokio::time::{Instant, sleep};

/// Weeks that every couple has behind them.
const WEEKS_BEHIND: i32 = 30;
/// How long something may take that is only waited for.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Town {
    pub sandbox: Sandbox,
    pub folder: PathBuf,
    pub clock_file: PathBuf,
    pub database: String,
    pub db: PgPool,
    pub couples: Vec<Couple>,
}

/// A couple and where they live.
pub struct Couple {
    pub id: CoupleId,
    pub channel: u64,
    pub people: [u64; 2],
}

/// A round with somebody's own card open in it.
#[derive(Clone, Copy)]
pub struct Opened {
    pub round: RoundId,
    pub card: u64,
}

impl Town {
    pub async fn build(
        cluster: &Cluster,
        folder: &Path,
        name: &str,
        couples: usize,
    ) -> anyhow::Result<Self> {
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder)?;
        let admin = PgPool::connect(&cluster.admin_url()).await?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "create database {name} owner tend"
        )))
        .execute(&admin)
        .await?;
        admin.close().await;
        let database = cluster.address("tend", name);
        let db = store::lazily(&database, 4)?;
        store::migrate(&db).await?;
        Keys::create(&folder.join("master.key"), &OsEntropy)?;

        let clock_file = folder.join("clock");
        let settings = Settings::new(Arc::new(ShiftedClock::new(&clock_file)));
        let sandbox = Sandbox::start(Settings {
            ledger: 50_000,
            ..settings
        })
        .await?;
        let couples = (0..couples)
            .map(|number| settle(&sandbox, number))
            .collect();
        let mut town = Self {
            sandbox,
            folder,
            clock_file,
            database,
            db,
            couples,
        };
        town.keep().await.context("the town's database")?;
        Ok(town)
    }

    /// Writes the couples into the database, each with half a year behind them.
    async fn keep(&mut self) -> anyhow::Result<()> {
        let now = self.now();
        let guild = self
            .sandbox
            .world()
            .read(|state| state.guild.id)
            .cast_signed();
        let channels: Vec<i64> = self
            .couples
            .iter()
            .map(|couple| couple.channel.cast_signed())
            .collect();
        let ids: Vec<(i64, i64)> = sqlx::query_as(
            "insert into couples (id, guild_id, channel_id, zone, weekday, minute, started_at)
             select channel, $1, channel, 'Etc/UTC', 7, 1140, $3 from unnest($2::bigint[]) channel returning channel_id, id",
        )
        .bind(guild)
        .bind(&channels)
        .bind(now - TimeDelta::weeks(i64::from(WEEKS_BEHIND)))
        .fetch_all(&self.db)
        .await?;
        for couple in &mut self.couples {
            let row = ids
                .iter()
                .find(|(channel, _)| *channel == couple.channel.cast_signed());
            couple.id = CoupleId(row.context("each couple has its row")?.1);
        }
        let vault = Vault::from_file(&self.folder.join("master.key"))?;
        let (mut of, mut who, mut users, mut keys) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for couple in &self.couples {
            for (partner, user) in [Partner::One, Partner::Two].into_iter().zip(couple.people) {
                of.push(couple.id.0);
                who.push(partner.number());
                users.push(user.cast_signed());
                keys.push(vault.new_key(couple.id, partner)?.1);
            }
        }
        sqlx::query(
            "insert into partners (couple_id, partner, user_id, zone, consented_at, consent_version, wrapped_key)
             select couple, partner, person, 'Etc/UTC', $5, '1', key
             from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::bytea[]) as one (couple, partner, person, key)",
        )
        .bind(of)
        .bind(who)
        .bind(users)
        .bind(keys)
        .bind(now)
        .execute(&self.db)
        .await?;
        sqlx::query(
            "insert into weeks (couple_id, week, fact)
             select id, $1 - 7 * ago, case when ago % 9 = 4 then 'missed' else 'tended' end
             from couples, generate_series(1, $2) ago",
        )
        .bind(monday_of(now.date_naive()))
        .bind(WEEKS_BEHIND)
        .execute(&self.db)
        .await?;
        // As autovacuum would within the minute.
        sqlx::raw_sql("analyze").execute(&self.db).await?;
        Ok(())
    }

    pub fn now(&self) -> DateTime<Utc> {
        ShiftedClock::new(&self.clock_file).now()
    }

    /// Moves the clock that the town and its bot share forward to this instant.
    pub fn jump(&self, to: DateTime<Utc>) -> anyhow::Result<()> {
        let before: i64 = std::fs::read_to_string(&self.clock_file)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        let by = before + (to - self.now()).num_seconds();
        let beside = self.clock_file.with_extension("new");
        std::fs::write(&beside, by.to_string())?;
        Ok(std::fs::rename(&beside, &self.clock_file)?)
    }

    /// Waits until the bot answers a command, and gives the time at which the answer came.
    pub async fn answers(&self, command: &str) -> anyhow::Result<Instant> {
        answers(
            &self.sandbox,
            self.couples[0].people[0],
            self.couples[0].channel,
            command,
        )
        .await
    }

    /// Has everybody of these couples write something, so that each has a draft to hand in.
    pub async fn write(&self, couple: &Couple, who: usize) -> anyhow::Result<Opened> {
        let world = self.sandbox.world();
        let user = couple.people[who];
        let asked = world
            .command(user, couple.channel, "checkin", &[])
            .map_err(anyhow::Error::msg)?;
        let card = world
            .shown(asked, PATIENCE)
            .await
            .context("/checkin was not answered")?;
        // The week opens with the first words in it.
        let ahead = CheckIn::Ahead(couple.id, monday_of(self.now().date_naive()));
        self.send_words(couple, who, ahead).await?;
        let round = self.round(couple).await?;
        Ok(Opened {
            round,
            card: card.id,
        })
    }

    /// The newest round of this couple.
    pub async fn round(&self, couple: &Couple) -> anyhow::Result<RoundId> {
        let newest = "select id from rounds where couple_id = $1 order by week desc limit 1";
        let round: (i64,) = sqlx::query_as(newest)
            .bind(couple.id.0)
            .fetch_one(&self.db)
            .await?;
        Ok(RoundId(round.0))
    }

    /// Sends the form of this week, filled in.
    pub async fn send_words(
        &self,
        couple: &Couple,
        who: usize,
        week: CheckIn,
    ) -> anyhow::Result<()> {
        let world = self.sandbox.world();
        let words =
            "You made soup on Tuesday when I came home late, and asked how it had been. ".repeat(4);
        let fields = [
            ("thanks", words.as_str()),
            ("concern", &words),
            ("question", &words),
            ("build", &words),
        ];
        let form = id(checkin::Action::Written(week));
        let sent = world
            .forge_form(couple.people[who], couple.channel, &form, &fields)
            .map_err(anyhow::Error::msg)?;
        world
            .shown(sent, PATIENCE)
            .await
            .context("a form was not answered")?;
        Ok(())
    }

    /// Presses a button on one's own card; does not wait for the answer.
    pub fn press(
        &self,
        couple: &Couple,
        who: usize,
        card: u64,
        action: checkin::Action,
    ) -> anyhow::Result<u64> {
        let world = self.sandbox.world();
        world
            .forge_press(couple.people[who], couple.channel, card, &id(action))
            .map_err(anyhow::Error::msg)
    }

    pub async fn close(self) -> anyhow::Result<()> {
        self.db.close().await;
        self.sandbox.stop().await
    }
}

pub fn id(action: checkin::Action) -> String {
    Action::Checkin(action).id()
}

/// Waits until a bot in this Discord answers a command, and gives the time at which the answer came.
pub async fn answers(
    discord: &Sandbox,
    user: u64,
    channel: u64,
    command: &str,
) -> anyhow::Result<Instant> {
    let until = Instant::now() + PATIENCE;
    let world = discord.world();
    while Instant::now() < until {
        let there = world.read(|state| {
            let known = |one: &Value| one["name"].as_str() == Some(command);
            state.sessions.connected() > 0 && state.commands.iter().any(known)
        });
        if there {
            let asked = world
                .command(user, channel, command, &[])
                .map_err(anyhow::Error::msg)?;
            let _ = world.outcome(asked).await;
            let answered = world.read(|state| {
                state
                    .interactions
                    .get(&asked)
                    .and_then(|asked| asked.answered)
            });
            return Ok(answered
                .context("the bot's first command was not answered")?
                .into());
        }
        // Finer than what is measured.
        sleep(Duration::from_millis(1)).await;
    }
    anyhow::bail!("the bot did not come; see its log")
}

fn settle(sandbox: &Sandbox, number: usize) -> Couple {
    let world = sandbox.world();
    let person = |which: &str| world.add_person(&format!("{which}{number}"));
    Couple {
        id: CoupleId(0),
        channel: world.add_channel(&format!("corner-{number}"), None),
        people: [person("ana"), person("ben")],
    }
}
