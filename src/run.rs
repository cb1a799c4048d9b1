//! Wires everything once: words, keys, database, Discord, scheduler; and takes it down in order.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use sqlx::{Connection as _, PgConnection, PgPool};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::app::{App, Host};
use crate::clock::{Clock, ShiftedClock, SystemClock};
use crate::config::{Config, Local};
use crate::database::{self, Database};
use crate::discord::{self, Bot, Settings};
use crate::domain::UserId;
use crate::domain::timer::Timer;
use crate::entropy::OsEntropy;
use crate::features;
use crate::scheduler::{Jumps, Scheduler};
use crate::store;
use crate::vault::Vault;
use crate::words::Words;
use crate::zonedata::ZoneData;

/// Connections of the bot: enough for people who wait and for the scheduler beside them.
const CONNECTIONS: u32 = 16;
/// The longest pause between two tries to reach a database that is away at the start.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long the database may take to answer at the start before that is said.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

/// `tend run`: until SIGTERM or Ctrl-C, or until Discord refuses the token.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let local = config.local.clone();
    let opened = tokio::task::spawn_blocking(move || Database::open(&local)).await;
    let database = opened.context("opening the database")??;
    let mut ended = Ended::listen()?;
    let pool = tokio::select! {
        pool = migrated(&database) => pool?,
        () = ended.wait() => return Ok(()),
    };
    let app = app(&config, pool.clone())?;
    store::keys::check(&mut *app.db.acquire().await?, &app.vault).await?;
    let again = features::hold(&app).await?;
    if again > 0 {
        info!(
            decisions = again,
            "an older backup was brought back: who had erased, left or asked not to be asked since, has again"
        );
    }
    let carried = features::carry_over(&app).await?;
    if carried > 0 {
        info!(
            texts = carried,
            "texts from an earlier Tend are kept as they are now"
        );
    }

    let settings = Settings {
        token: config.token.reveal().to_owned(),
        base_url: config.discord_url.clone(),
        requests_per_second: config.requests_per_second,
    };
    if store::feedback::any_waits(&mut *app.db.acquire().await?).await? {
        warn!(
            "feedback cannot be delivered: TEND_HOST_USER_ID is somebody who takes no direct messages from the bot"
        );
    }
    let stop = CancellationToken::new();
    let bot = tokio::select! {
        bot = Bot::start(app.clone(), settings) => bot?,
        () = ended.wait() => {
            close(pool, database).await;
            return Ok(());
        }
    };
    if bot.outbound().me().is(config.host.user_id) {
        warn!("{}", discord::HOST_IS_THE_BOT);
    }
    let jumps = if config.local.clock_file.is_some() {
        Jumps::Announced
    } else {
        Jumps::Doubted
    };
    let scheduler = Scheduler::new(
        app.clone(),
        bot.outbound(),
        config.requests_per_second,
        jumps,
    );
    let mut believed = scheduler.believed();
    let working = tokio::spawn(scheduler.run(stop.clone()));
    let planning = tokio::spawn({
        let (app, stop) = (app.clone(), stop.clone());
        async move {
            // Nothing is planned by a clock that may be wrong.
            let is_believed = async { believed.wait_for(|believed| *believed).await.is_ok() };
            let begins = tokio::select! {
                begins = is_believed => begins,
                () = stop.cancelled() => false,
            };
            if begins {
                plan(app, stop).await;
            }
        }
    });
    info!(zones.version = %app.zone_version(), "Tend is here");

    let mut stopped = bot.outbound().stopped();
    let refused = tokio::select! {
        () = ended.wait() => false,
        _ = stopped.wait_for(|stopped| *stopped) => true,
    };
    info!("Tend is ending");
    stop.cancel();
    bot.stop().await;
    let _ = tokio::join!(working, planning);
    close(pool, database).await;
    if refused {
        bail!(
            "Discord refused the bot's token, so everything has stopped. Put a new one in place, then start Tend again"
        );
    }
    Ok(())
}

/// Brings the schema up to date. A server of the host's that is away is waited for; everything
/// else that is in the way ends in one sentence.
async fn migrated(database: &Database) -> anyhow::Result<PgPool> {
    let mut pause = Duration::from_secs(1);
    while let Err(reason) = reached(database).await? {
        warn!(
            reason,
            seconds = pause.as_secs(),
            "the database does not answer yet; trying again"
        );
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    let pool = store::lazily(database.url(), CONNECTIONS)?;
    store::migrate(&pool).await?;
    Ok(pool)
}

/// Whether the database answers, and as Tend needs it to; else why waiting may help.
async fn reached(database: &Database) -> anyhow::Result<Result<(), String>> {
    let both = async {
        let mut one = PgConnection::connect(database.url()).await?;
        let mut two = PgConnection::connect(database.url()).await?;
        let pooled = store::checkup::shares_sessions(&mut one, &mut two).await?;
        let _ = tokio::join!(one.close(), two.close()); // everything is known
        Ok(pooled)
    };
    match timeout(ANSWERS_WITHIN, both).await {
        Ok(Ok(false)) => Ok(Ok(())),
        Ok(Ok(true)) => bail!("the database: {}", database::POOLER),
        Ok(Err(error)) if database.cluster().is_none() && database::may_pass(&error) => {
            Ok(Err(database::why(&error)))
        }
        Ok(Err(error)) => bail!("the database: {}", database::why(&error)),
        Err(_) => Ok(Err("it takes longer than ten seconds".to_owned())),
    }
}

/// Lets everybody finish with the database, then ends the private server.
async fn close(pool: PgPool, database: Database) {
    pool.close().await;
    let _ = tokio::task::spawn_blocking(|| database.close()).await;
}

/// What every handler is given, from what the host decided.
fn app(config: &Config, db: PgPool) -> anyhow::Result<App> {
    let local = &config.local;
    Ok(App {
        db,
        clock: clock(local),
        words: Arc::new(Words::load(local.prompts.as_deref())?),
        vault: Arc::new(Vault::from_file(&local.key_file)?),
        entropy: Arc::new(OsEntropy),
        host: Arc::new(Host {
            name: config.host.name.clone(),
            contact: config.host.contact.clone(),
            user: Some(UserId(config.host.user_id)),
            privacy_url: config.privacy_url.clone(),
        }),
        wake: Arc::new(Notify::new()),
        zone_data: Arc::new(RwLock::new(ZoneData::find(local.zoneinfo.as_deref())?)),
    })
}

/// The machine's clock, or the moved one that somebody tries things out with.
pub fn clock(local: &Local) -> Arc<dyn Clock> {
    match &local.clock_file {
        Some(file) => Arc::new(ShiftedClock::new(file)),
        None => Arc::new(SystemClock),
    }
}

/// Plans what is not yet planned, and anew what the laws about clocks have changed: at the start, since they may be
/// others than at the last stop, and when newer ones are found.
async fn plan(app: App, stop: CancellationToken) {
    let mut hourly = interval(Duration::from_hours(1));
    hourly.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut due = true;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = hourly.tick() => {}
        }
        if let Some(renewed) = app.zone_data().renewed() {
            info!(zones.version = %renewed.version, "new zone data");
            app.set_zone_data(renewed);
            due = true;
        }
        if !due {
            continue;
        }
        let planned = async {
            promise_housekeeping(&app).await?;
            features::plan_anew(&app).await
        };
        match planned.await {
            Ok(moved) => {
                due = false;
                info!(moved, zones.version = %app.zone_version(), "everything is planned");
            }
            Err(error) => warn!(
                error = crate::logs::clean(&format!("{error:#}")),
                "not everything could be planned; again in an hour"
            ),
        }
    }
}

/// The daily housekeeping is promised once; after that each day promises the next.
async fn promise_housekeeping(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    store::timers::arm(
        &mut db,
        None,
        now + TimeDelta::hours(1),
        &Timer::Tidy {
            day: now.date_naive(),
        },
    )
    .await?;
    Ok(())
}

/// SIGTERM and Ctrl-C.
struct Ended {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Ended {
    fn listen() -> anyhow::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
