//! A local Discord for trying and testing: REST and gateway on loopback, a web page, and people who
//! press and type. As strict as Discord, and a little stricter; it knows nothing of Tend's features.
//!
//! `World` is the whole of it behind one lock. The bot comes in by `rest` and `gateway`, people by
//! `deeds` (or the `page`), an administrator by `changes`; `view` is what somebody sees. `faults`
//! makes trouble, `ledger` remembers everything that passed.

pub mod answers;
pub mod asking;
pub mod changes;
pub mod commands;
pub mod components;
pub mod deeds;
pub mod drafts;
pub mod faults;
mod gateway;
pub mod interactions;
pub mod ledger;
pub mod limits;
pub mod messages;
mod page;
pub mod people;
pub mod permissions;
pub mod refusal;
mod rest;
pub mod seed;
pub mod sessions;
pub mod snowflake;
#[cfg(test)]
mod tests;
mod troubles;
pub mod view;
pub mod world;

use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use self::limits::Limits;
use self::rest::cut::{Door, Knife};
use self::troubles::Troubles;
pub use self::troubles::{Hooks, NextDue, RestartBot};
pub use self::world::World;
use crate::clock::Clock;

/// How often a changed world is written to its file.
const SAVE_EVERY: Duration = Duration::from_millis(500);

/// What a sandbox is started with.
pub struct Settings {
    /// Where the page and REST are ([`door`]); any free port if none is open yet.
    pub door: Option<TcpListener>,
    /// The clock that bot and sandbox share.
    pub clock: Arc<dyn Clock>,
    pub hooks: Hooks,
    /// Where the world is kept from one start to the next. Without it, it ends with the sandbox.
    pub file: Option<PathBuf>,
    pub limits: Limits,
    /// How many of the last requests and frames the ledger keeps at least.
    pub ledger: usize,
}

impl Settings {
    /// A world of its own on any free port, which remembers everything: for tests.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            door: None,
            clock,
            hooks: Hooks::default(),
            file: None,
            limits: Limits::default(),
            ledger: usize::MAX,
        }
    }
}

/// A running sandbox. Dropped, it ends at once; `stop` saves first.
pub struct Sandbox {
    world: World,
    url: String,
    token: String,
    file: Option<PathBuf>,
    tasks: JoinSet<()>,
}

impl Sandbox {
    /// Opens both doors. A world that cannot be read is one clear error.
    pub async fn start(settings: Settings) -> anyhow::Result<Self> {
        let Settings {
            door: opened,
            clock,
            hooks,
            file,
            limits,
            ledger,
        } = settings;
        let door = match opened {
            Some(opened) => opened,
            None => door(None).await?,
        };
        let gateway = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .context("no port of this machine can be used")?;
        let url = format!("http://127.0.0.1:{}", door.local_addr()?.port());

        let mut state = match file.as_ref().filter(|file| file.exists()) {
            Some(file) => world::State::load(file)?,
            None => seed::world(clock.now()),
        };
        if state.channel_named(seed::CORNER).is_none() {
            seed::open_corner(&mut state, clock.now()); // a trouble had taken it when the last sandbox ended
        }
        state.url.clone_from(&url);
        state.gateway_url = format!("ws://127.0.0.1:{}", gateway.local_addr()?.port());
        let token = state.app.token.clone();
        let world = World::new(state, clock, limits, ledger);
        if let Some(file) = &file {
            world.save(file)?; // a folder that cannot be written is found out now
        }

        let mut tasks = JoinSet::new();
        tasks.spawn(gateway::serve(world.clone(), gateway));
        let troubles = Troubles::new(world.clone(), hooks);
        let app = page::routes(page::Desk {
            world: world.clone(),
            troubles,
        })
        .merge(rest::routes(world.clone()))
        .layer(axum::middleware::from_fn(only_as_this_machine));
        tasks.spawn(async move {
            let service = app.into_make_service_with_connect_info::<Knife>();
            let _ = axum::serve(Door(door), service).await; // it never ends by itself
        });
        if let Some(file) = file.clone() {
            tasks.spawn(keep_saving(world.clone(), file));
        }
        Ok(Self {
            world,
            url,
            token,
            file,
            tasks,
        })
    }

    /// Where REST (for `TEND_DISCORD_URL`) and the page are.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The bot's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    pub fn world(&self) -> &World {
        &self.world
    }

    /// Ends it, saved.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.tasks.shutdown().await;
        self.file
            .as_ref()
            .map_or(Ok(()), |file| self.world.save(file))
    }
}

/// Takes a port of this machine for the page and REST, or any free one: first of all, so that one that is taken
/// is one clear error and nothing was begun.
pub async fn door(port: Option<u16>) -> anyhow::Result<TcpListener> {
    let door = TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0))).await;
    door.map_err(|error| match port {
        Some(port) if error.kind() == ErrorKind::AddrInUse => {
            anyhow!("port {port} of this machine is taken by another program; choose another with --port")
        }
        Some(port) => anyhow!("port {port} of this machine cannot be used: {error}"),
        None => anyhow!("no port of this machine can be used: {error}"),
    })
}

/// Answers only whoever asks for this machine by its own name: a page of somebody else's, whose name has been made to
/// lead here, would else read in this browser what was typed in the sandbox.
async fn only_as_this_machine(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    if ["127.0.0.1", "localhost", "[::1]"].contains(&name) {
        next.run(request).await
    } else {
        let sentence = "The sandbox is at 127.0.0.1, and answers to no other name.";
        (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
    }
}

/// Writes the world down soon after it changed.
async fn keep_saving(world: World, file: PathBuf) {
    let mut changes = world.watch();
    while changes.changed().await.is_ok() {
        tokio::time::sleep(SAVE_EVERY).await;
        changes.mark_unchanged();
        if let Err(error) = world.save(&file) {
            tracing::warn!(
                error = format!("{error:#}"),
                "the sandbox could not save its world"
            );
        }
    }
}
