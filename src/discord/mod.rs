//! Discord, and the only module that knows serenity: connects, listens, answers, sends.

mod admission;
mod arrival;
mod audience;
mod budget;
mod checkup;
mod errors;
mod gateway;
mod inbound;
mod outbound;
mod places;
mod register;
mod render;
mod respond;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use serenity::http::HttpBuilder;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, info, warn};

pub use self::budget::Urgency;
pub use self::checkup::{Application, May, Servers};
pub use self::errors::{Hopeless, SendError};
pub use self::outbound::{HOST_IS_THE_BOT, Me, Outbound, Posting, nonce};
pub use self::wire::DiscordsClock;
use self::wire::Wire;
use crate::app::App;
use crate::config::stays_here;
use crate::features;

const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long whoever is being answered may take while Tend ends.
const FINISH_WITHIN: Duration = Duration::from_secs(5);

/// Where Discord is and how to speak to it.
#[derive(Clone)]
pub struct Settings {
    pub token: String,
    /// `https://discord.com`, or a stand-in or proxy on the operator's side.
    pub base_url: String,
    /// The bot's global limit; 50 unless Discord granted more.
    pub requests_per_second: u32,
}

/// The running bot.
pub struct Bot {
    outbound: Outbound,
    working: TaskTracker,
    stop: CancellationToken,
    ready: watch::Receiver<bool>,
    connection: tokio::sync::Mutex<Option<JoinHandle<()>>>,
}

impl Bot {
    /// Verifies the token, registers the commands and connects. While Discord cannot be reached it
    /// goes on trying; a refused token ends in one sentence.
    pub async fn start(app: App, settings: Settings) -> anyhow::Result<Self> {
        let outbound = Outbound::connect(&settings).await?;
        let http = HttpBuilder::new(&settings.token)
            .client(wire::client(&settings.base_url)?)
            .proxy(settings.base_url.trim_end_matches('/'))
            .ratelimiter_disabled(true)
            .build();
        let working = TaskTracker::new();
        let stop = CancellationToken::new();
        let (tell_ready, ready) = watch::channel(false);
        let commands = features::commands(&app.words);
        let handler = gateway::Handler::new(app, outbound.clone(), working.clone(), tell_ready);
        let connected = gateway::stay_connected(Arc::new(handler), Arc::new(http), stop.clone());
        let connection = tokio::sync::Mutex::new(Some(tokio::spawn(connected)));
        let bot = Self {
            outbound,
            working,
            stop,
            ready,
            connection,
        };
        if let Err(error) = register::register(&bot.outbound, &commands).await {
            bot.register_later(commands, error);
        }
        Ok(bot)
    }

    /// The way out to Discord.
    pub fn outbound(&self) -> Outbound {
        self.outbound.clone()
    }

    /// Returns once the gateway has said READY for the first time.
    pub async fn ready(&self) {
        let _ = self.ready.clone().wait_for(|ready| *ready).await;
    }

    /// Returns when nobody is being answered.
    pub async fn idle(&self) {
        self.working.close();
        self.working.wait().await;
        self.working.reopen();
    }

    /// Closes the connection and lets those who are being answered finish, within a few seconds.
    pub async fn stop(&self) {
        self.stop.cancel();
        if let Some(connection) = self.connection.lock().await.take()
            && timeout(FINISH_WITHIN, connection).await.is_err()
        {
            warn!("the connection did not end in time");
        }
        self.working.close();
        if timeout(FINISH_WITHIN, self.working.wait()).await.is_err() {
            warn!(
                unfinished = self.working.len(),
                "somebody was still being answered"
            );
        }
    }

    fn register_later(&self, commands: Vec<crate::ui::CommandSpec>, first: SendError) {
        warn!(error = %first, "the commands could not be registered yet");
        let (outbound, stop) = (self.outbound.clone(), self.stop.clone());
        tokio::spawn(async move {
            let mut pause = PAUSE;
            loop {
                tokio::select! {
                    () = sleep(pause) => {}
                    () = stop.cancelled() => return,
                }
                match register::register(&outbound, &commands).await {
                    Ok(_) => return,
                    Err(error @ (SendError::Hopeless(_) | SendError::Stopped)) => {
                        error!(%error, "the commands could not be registered");
                        return;
                    }
                    Err(_) => pause = (pause * 2).min(LONGEST_PAUSE),
                }
            }
        });
    }
}

impl Outbound {
    /// The way out alone, without listening: for the scheduler's tests and for `tend doctor`.
    /// Asks Discord who the bot is; goes on trying while it cannot be reached.
    pub async fn connect(settings: &Settings) -> anyhow::Result<Self> {
        let mut pause = PAUSE;
        loop {
            match Self::try_connect(settings).await? {
                Ok(outbound) => return Ok(outbound),
                Err(SendError::Stopped) => bail!(
                    "Discord does not know this bot token. Copy it again from the Bot page of \
                     your application at https://discord.com/developers/applications"
                ),
                Err(error) => {
                    warn!(%error, seconds = pause.as_secs(), "Discord cannot be reached; trying again");
                    sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// The same, once. The outer error is in the settings themselves.
    pub async fn try_connect(settings: &Settings) -> anyhow::Result<Result<Self, SendError>> {
        let base = settings.base_url.as_str();
        if !base.starts_with("https://") && !stays_here(base) {
            bail!("the address of Discord must begin with https://, or lead to this very machine");
        }
        let gate = budget::Gate::new(settings.requests_per_second);
        let client = wire::client(base)?;
        let wire = Wire::new(client, base, &settings.token, gate).context("the bot token")?;
        let me = match outbound::who_am_i(&wire).await {
            Ok(me) => me,
            Err(error) => return Ok(Err(error)),
        };
        info!("Discord knows the bot");
        Ok(Ok(Self::new(Arc::new(wire), me)))
    }

    /// Turns true when Discord refused the bot's token: nothing is sent any more.
    pub fn stopped(&self) -> watch::Receiver<bool> {
        self.wire.gate.stopped()
    }

    pub(crate) fn is_stopped(&self) -> bool {
        *self.stopped().borrow()
    }

    fn stop(&self) {
        self.wire.gate.stop();
    }

    fn wire(&self) -> Arc<Wire> {
        Arc::clone(&self.wire)
    }
}
