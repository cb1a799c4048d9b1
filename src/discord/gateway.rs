//! Stays connected: serenity's shard, watched, with a budget for new sessions.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::bail;
use futures_util::StreamExt;
use reqwest::Method;
use serenity::all::{Context, RawEventHandler};
use serenity::async_trait;
use serenity::gateway::{ConnectionStage, GatewayError, ShardManager, ShardManagerOptions};
use serenity::http::{Http, Route};
use serenity::model::event::Event;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::ShardId;
use serenity::prelude::TypeMap;
use tokio::sync::{Mutex, RwLock, watch};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, error, info, warn};

use super::admission::Admission;
use super::arrival::Caller;
use super::budget::{Lane, Urgency};
use super::errors::SendError;
use super::inbound;
use super::outbound::Outbound;
use super::wire::{Body, Call};
use crate::app::App;

/// How often the connection is looked at, and how long it may be away before more is done.
const LOOK: Duration = Duration::from_secs(5);
const RESUME_WITHIN: Duration = Duration::from_secs(20);
const ASK_AFTER: Duration = Duration::from_mins(1);
/// Sessions a day. Discord takes away the token of a bot that begins a thousand; Tend spreads what
/// is left from a hundred on, and so never comes to two hundred, however often it is restarted.
const FREE_SESSIONS: u32 = 100;
const MOST_SESSIONS: u32 = 200;
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(5);
const CLOSE_WITHIN: Duration = Duration::from_secs(3);

/// What events are handed to.
pub(super) struct Handler {
    pub app: App,
    pub outbound: Outbound,
    pub working: TaskTracker,
    admission: Admission,
    /// Turns true at the first READY.
    pub ready: watch::Sender<bool>,
    sessions: AtomicU64,
    unknown: AtomicU64,
    /// Where to connect: the resume address while there is a session to resume.
    address: Arc<Mutex<String>>,
}

impl Handler {
    pub(super) fn new(
        app: App,
        outbound: Outbound,
        working: TaskTracker,
        ready: watch::Sender<bool>,
    ) -> Self {
        let address = Arc::new(Mutex::new(String::new()));
        Self {
            app,
            outbound,
            working,
            admission: Admission::new(),
            ready,
            sessions: AtomicU64::new(0),
            unknown: AtomicU64::new(0),
            address,
        }
    }
}

#[async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _: Context, event: Event) {
        let received = Instant::now();
        match event {
            Event::InteractionCreate(came) => {
                let (app, outbound, admission) = (&self.app, &self.outbound, &self.admission);
                let handling =
                    inbound::arrived(app, outbound, admission, came.interaction, received);
                self.working.track_future(handling).await;
            }
            Event::Ready(ready) => {
                self.sessions.fetch_add(1, Ordering::Relaxed);
                let resume = ready.ready.resume_gateway_url;
                if resume.starts_with("ws://") || resume.starts_with("wss://") {
                    *self.address.lock().await = resume;
                }
                info!("connected to Discord");
                self.ready.send_replace(true);
            }
            Event::Resumed(_) => info!("connected to Discord again"),
            Event::Unknown(unknown) => {
                let so_far = self.unknown.fetch_add(1, Ordering::Relaxed) + 1;
                warn!(
                    event = unknown.kind,
                    so_far, "Discord sent something Tend cannot read"
                );
                if unknown.kind == "INTERACTION_CREATE"
                    && let Some(caller) = Caller::unread(&unknown.value)
                {
                    let (app, outbound, admission) = (&self.app, &self.outbound, &self.admission);
                    let handling = inbound::unread(app, outbound, admission, caller, received);
                    self.working.track_future(handling).await;
                }
            }
            other => {
                let event = other.name().unwrap_or_default();
                debug!(event, "Discord sent something Tend has no use for");
            }
        }
    }
}

/// Stays connected until `stop`. Ends by itself only where nothing but a person can help.
pub(super) async fn stay_connected(
    handler: Arc<Handler>,
    http: Arc<Http>,
    stop: CancellationToken,
) {
    let mut pause = PAUSE;
    while !stop.is_cancelled() {
        let began = Instant::now();
        match connect(&handler, &http, &stop).await {
            Ok(()) if stop.is_cancelled() => return,
            Ok(()) => {}
            Err(error) if handler.outbound.is_stopped() => {
                error!(
                    error = format!("{error:#}"),
                    "the connection has ended for good"
                );
                return;
            }
            Err(error) => warn!(error = format!("{error:#}"), "the connection has ended"),
        }
        pause = if began.elapsed() > LONGEST_PAUSE {
            PAUSE
        } else {
            (pause * 2).min(LONGEST_PAUSE)
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// One life of serenity's shard manager, which resumes and begins sessions by itself.
async fn connect(
    handler: &Arc<Handler>,
    http: &Arc<Http>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let start = tokio::select! {
        start = may_begin(&handler.outbound) => start?,
        () = stop.cancelled() => return Ok(()),
    };
    handler.address.lock().await.clone_from(&start.address);
    let (manager, mut ended) = ShardManager::new(ShardManagerOptions {
        data: Arc::new(RwLock::new(TypeMap::new())),
        event_handlers: Vec::new(),
        raw_event_handlers: vec![Arc::clone(handler) as Arc<dyn RawEventHandler>],
        shard_index: 0,
        shard_init: 1,
        shard_total: 1,
        ws_url: Arc::clone(&handler.address),
        http: Arc::clone(http),
        intents: GatewayIntents::empty(),
        presence: None,
    });
    manager.initialize()?;
    let mut refused = handler.outbound.stopped();
    let over = tokio::select! {
        over = ended.next() => over,
        () = watch(handler, &manager, &start) => None,
        _ = refused.wait_for(|refused| *refused) => Some(Err(GatewayError::InvalidAuthentication)),
        () = stop.cancelled() => None,
    };
    if timeout(CLOSE_WITHIN, manager.shutdown_all()).await.is_err() {
        warn!("the connection could not be closed in time");
    }
    match over {
        Some(Err(GatewayError::InvalidAuthentication)) => {
            handler.outbound.stop();
            bail!("Discord refused the bot's token")
        }
        Some(Err(error)) => bail!("{error}"),
        Some(Ok(())) | None => Ok(()),
    }
}

/// Waits until a session may be begun.
async fn may_begin(outbound: &Outbound) -> Result<Start, SendError> {
    let start = ask(outbound).await?;
    let wait = start.wait();
    if !wait.is_zero() {
        warn!(
            sessions_today = start.used,
            seconds = wait.as_secs(),
            "so many sessions today that Tend waits before it begins another"
        );
        sleep(wait).await;
    }
    Ok(start)
}

/// Looks at the connection, and returns when a pause is better than another session.
async fn watch(handler: &Handler, manager: &ShardManager, start: &Start) {
    let mut away = Instant::now();
    let mut asked = Instant::now();
    let mut sessions = handler.sessions.load(Ordering::Relaxed);
    let mut used = start.used;
    loop {
        sleep(LOOK).await;
        let connected = {
            let runners = manager.runners.lock().await;
            runners
                .get(&ShardId(0))
                .is_some_and(|runner| runner.stage == ConnectionStage::Connected)
        };
        if connected {
            away = Instant::now();
        }
        if away.elapsed() > RESUME_WITHIN {
            // The session's own address may be what is gone.
            handler.address.lock().await.clone_from(&start.address);
        }
        let begun = handler.sessions.load(Ordering::Relaxed);
        let careful = used >= FREE_SESSIONS;
        let restless = begun - sessions >= if careful { 2 } else { 5 };
        let patience = if careful { LOOK } else { ASK_AFTER };
        if (restless || away.elapsed() > patience) && asked.elapsed() >= patience {
            asked = Instant::now();
            sessions = begun;
            match ask(&handler.outbound).await {
                Ok(now) if now.used > used && now.used >= FREE_SESSIONS => return,
                Ok(now) => used = now.used,
                Err(_) if handler.outbound.is_stopped() => return,
                Err(_) => {}
            }
        }
    }
}

/// What Discord says about beginning a session.
#[derive(Debug)]
struct Start {
    address: String,
    /// Sessions begun in the present day, by whatever process; Discord counts them.
    used: u32,
    reset_after: Duration,
}

impl Start {
    fn wait(&self) -> Duration {
        match self.used {
            0..FREE_SESSIONS => Duration::ZERO,
            FREE_SESSIONS..MOST_SESSIONS => self.reset_after / (MOST_SESSIONS - self.used),
            _ => self.reset_after,
        }
    }
}

async fn ask(outbound: &Outbound) -> Result<Start, SendError> {
    let call = Call {
        method: Method::GET,
        route: Route::GatewayBot,
        query: None,
        body: Body::Nothing,
    };
    let answered = outbound
        .bot(&call, Lane::Route("gateway"), "GET gateway", Urgency::Exact)
        .await?;
    let limit = &answered.body["session_start_limit"];
    let number = |name: &str| limit[name].as_u64();
    let total = number("total").unwrap_or(0);
    let used = total.saturating_sub(number("remaining").unwrap_or(total));
    Ok(Start {
        address: answered.body["url"]
            .as_str()
            .ok_or(SendError::Unsure)?
            .to_owned(),
        used: used.try_into().unwrap_or(u32::MAX),
        reset_after: Duration::from_millis(number("reset_after").unwrap_or(0)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_loop_never_comes_to_two_hundred_sessions_a_day() {
        let day = Duration::from_hours(24);
        let (mut elapsed, mut used) = (Duration::ZERO, 0);
        while elapsed < day {
            let start = Start {
                address: String::new(),
                used,
                reset_after: day.saturating_sub(elapsed),
            };
            elapsed += start.wait() + Duration::from_secs(1);
            used += 1;
        }
        assert!(used <= MOST_SESSIONS, "{used}");
    }
}
