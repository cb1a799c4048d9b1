//! The page's switches for trouble and its journeys through time.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use super::faults::{Fault, Matching};
use super::messages::Message;
use super::seed::{self, CORNER};
use super::world::{State, World};

/// Asks the bot's own database when it will next do something.
pub type NextDue = Arc<dyn Fn() -> BoxFuture<'static, Option<DateTime<Utc>>> + Send + Sync>;
/// Kills the bot's process without warning and starts it again.
pub type RestartBot = Arc<dyn Fn() -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// What the sandbox cannot do itself, because it knows neither the bot's process nor its database.
#[derive(Clone, Default)]
pub struct Hooks {
    /// Holds the seconds by which the clock of sandbox and bot is moved. Without it, time stays.
    pub clock_file: Option<PathBuf>,
    pub next_due: Option<NextDue>,
    pub restart_bot: Option<RestartBot>,
    /// Whether the bot's process lives.
    pub bot_runs: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
    /// Where the data lie, for the page to name.
    pub folder: Option<String>,
}

/// Names and explanations, which live with the page.
const TEXTS: &str = include_str!("page/texts.json");

/// How long a journey waits for the bot to do what was due.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it asks meanwhile.
const SOON: Duration = Duration::from_millis(50);
const SLOW: Duration = Duration::from_secs(2);

/// The switches that are on, and how to switch them off again.
#[derive(Clone)]
pub struct Troubles {
    world: World,
    hooks: Hooks,
    on: Arc<Mutex<Vec<(String, Undo)>>>,
}

#[derive(Debug)]
enum Undo {
    Lift(u64),
    GiveBack,
    NewChannel,
}

impl Troubles {
    pub fn new(world: World, hooks: Hooks) -> Self {
        Self {
            world,
            hooks,
            on: Arc::default(),
        }
    }

    pub fn hooks(&self) -> &Hooks {
        &self.hooks
    }

    fn texts(kind: &str) -> Vec<Value> {
        let texts: Value = serde_json::from_str(TEXTS).expect("a test reads it");
        texts[kind].as_array().cloned().unwrap_or_default()
    }

    /// The switches, as the page shows them.
    pub fn list(&self) -> Vec<Value> {
        let mut troubles = Self::texts("troubles");
        troubles
            .retain(|trouble| trouble["id"] != json!("bot") || self.hooks.restart_bot.is_some());
        for trouble in &mut troubles {
            trouble["on"] = json!(trouble["id"].as_str().is_some_and(|id| self.is_on(id)));
        }
        troubles
    }

    /// The journeys, as the page shows them.
    pub fn jumps(&self) -> Vec<Value> {
        let mut jumps = if self.hooks.clock_file.is_some() {
            Self::texts("jumps")
        } else {
            Vec::new()
        };
        jumps.retain(|jump| {
            matches!(jump["id"].as_str(), Some("minutes" | "hour" | "day"))
                || self.hooks.next_due.is_some()
        });
        jumps
    }

    fn is_on(&self, id: &str) -> bool {
        self.on
            .lock()
            .expect("nobody panics while switching")
            .iter()
            .any(|(on, _)| on == id)
    }

    /// Switches a trouble on or off, or lets one happen once. An error is a sentence.
    pub async fn switch(&self, id: &str, on: bool) -> Result<(), String> {
        match id {
            "drop" => {
                self.world.drop_gateway();
                return Ok(());
            }
            "bot" => {
                let restart = self
                    .hooks
                    .restart_bot
                    .clone()
                    .ok_or("There is no bot here to restart.")?;
                return restart()
                    .await
                    .map_err(|error| format!("The bot did not come back: {error}."));
            }
            _ => {}
        }
        if self.is_on(id) == on {
            return Ok(());
        }
        if on {
            let undo = self.begin(id)?;
            self.on
                .lock()
                .expect("nobody panics while switching")
                .push((id.to_owned(), undo));
        } else {
            let undo = {
                let mut all = self.on.lock().expect("nobody panics while switching");
                let place = all.iter().position(|(on, _)| on == id);
                place.map(|place| all.remove(place).1)
            };
            if let Some(undo) = undo {
                self.end(&undo);
            }
        }
        self.world.change(|_, _| ()); // the page shows the switch
        Ok(())
    }

    fn begin(&self, id: &str) -> Result<Undo, String> {
        let faults = self.world.faults();
        match id {
            "slow" => Ok(Undo::Lift(
                faults.always(Matching::all(), Fault::Slow(SLOW)),
            )),
            "errors" => {
                let message = "500: Internal Server Error".to_owned();
                Ok(Undo::Lift(faults.always(
                    Matching::all(),
                    Fault::Refuse {
                        status: 500,
                        code: 0,
                        message,
                    },
                )))
            }
            "lost" => Ok(Undo::Lift(faults.always(
                Matching::new("POST", "channels/*/messages"),
                Fault::LoseAnswer,
            ))),
            "permission" => self.world.change(|state, _| {
                let corner = state.channel_named(CORNER);
                state.hidden_from_bot = Some(corner.ok_or("That channel is gone already.")?);
                Ok(Undo::GiveBack)
            }),
            "channel" => self.world.change(|state, _| {
                let channel = state
                    .channel_named(CORNER)
                    .ok_or("That channel is gone already.")?;
                state.delete_channel(channel);
                Ok(Undo::NewChannel)
            }),
            _ => Err("There is no such trouble.".to_owned()),
        }
    }

    fn end(&self, undo: &Undo) {
        match *undo {
            Undo::Lift(id) => self.world.faults().lift(id),
            Undo::GiveBack => self.world.change(|state, _| state.hidden_from_bot = None),
            Undo::NewChannel => self.world.change(seed::open_corner),
        }
    }

    /// By how much the clock is moved.
    pub fn moved(&self) -> i64 {
        let text = self
            .hooks
            .clock_file
            .as_ref()
            .and_then(|file| std::fs::read_to_string(file).ok());
        text.and_then(|text| text.trim().parse().ok())
            .unwrap_or_default()
    }

    /// Travels through time. A year takes a while and says so meanwhile.
    pub async fn jump(&self, id: &str) -> Result<(), String> {
        match id {
            "minutes" => self.forward(TimeDelta::minutes(20)),
            "hour" => self.forward(TimeDelta::hours(1)),
            "day" => self.forward(TimeDelta::days(1)),
            "prompt" => self.to_next_prompt().await,
            "year" => {
                let already = self.world.change(|state, _| state.busy.is_some());
                if already {
                    return Err("The journey is still going on.".to_owned());
                }
                let journey = self.clone();
                tokio::spawn(async move { journey.year().await });
                Ok(())
            }
            _ => Err("There is no such journey.".to_owned()),
        }
    }

    async fn year(&self) {
        for week in 1..=52 {
            let text = format!("Week {week} of 52");
            self.world.change(|state, _| state.busy = Some(text));
            if self.to_next_prompt().await.is_err() {
                break;
            }
        }
        self.world.change(|state, _| state.busy = None);
    }

    /// Goes to the next prompt and waits until it is there.
    async fn to_next_prompt(&self) -> Result<(), String> {
        let next_due =
            (self.hooks.next_due.clone()).ok_or("Nothing here knows when the next prompt is.")?;
        let before = self.world.read(posts);
        let begun = Instant::now();
        loop {
            let due = next_due().await.ok_or("No prompt is planned yet.")?;
            let now = self.world.now();
            if due > now {
                // Just past it: a bot that looks at this very second finds it due.
                self.forward(due - now + TimeDelta::seconds(1))?;
                break;
            }
            // One is due already, or its row was not yet put away when the last one was seen.
            if self.world.read(posts) > before {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                return Err(
                    "What is due does not come: the bot is away, or cannot post.".to_owned(),
                );
            }
            tokio::time::sleep(SOON).await;
        }
        self.world
            .until(PATIENCE, |state| (posts(state) > before).then_some(()))
            .await;
        Ok(())
    }

    fn forward(&self, by: TimeDelta) -> Result<(), String> {
        let file = self
            .hooks
            .clock_file
            .as_ref()
            .ok_or("The clock cannot be moved here.")?;
        let moved = self.moved() + by.num_seconds();
        let beside = file.with_extension("new");
        std::fs::write(&beside, moved.to_string())
            .and_then(|()| std::fs::rename(&beside, file))
            .map_err(|error| format!("The clock's file cannot be written: {error}."))?;
        self.world.change(|_, _| ());
        Ok(())
    }
}

/// How many messages the bot has posted by itself.
fn posts(state: &State) -> usize {
    let own = |message: &&Message| message.author == state.app.bot && message.cause.is_none();
    state.messages.values().filter(own).count()
}

impl World {
    /// Cuts the gateway's connections without a word; sessions can be resumed.
    pub fn drop_gateway(&self) {
        self.change(|state, _| state.sessions.cut_all());
    }

    /// Closes the gateway's connections with a code.
    pub fn close_gateway(&self, code: u16) {
        self.change(|state, _| state.sessions.close_all(code, ""));
    }

    /// Asks the bot to connect anew and resume (opcode 7).
    pub fn ask_to_reconnect(&self) {
        self.change(|state, _| state.sessions.ask_to_reconnect());
    }

    /// Ends the sessions with opcode 9; resumable or not.
    pub fn invalidate_sessions(&self, resumable: bool) {
        self.change(|state, _| state.sessions.invalidate_all(resumable));
    }

    /// From now on heartbeats are acknowledged, or not.
    pub fn acknowledge_heartbeats(&self, yes: bool) {
        self.change(|state, _| state.sessions.no_ack = !yes);
    }

    /// From now on sessions can be resumed, or every resume is refused.
    pub fn allow_resume(&self, yes: bool) {
        self.change(|state, _| state.sessions.refuse_resume = !yes);
    }

    /// The next event is sent so many times more, frame for frame.
    pub fn repeat_next_event(&self, times: u32) {
        self.change(|state, _| state.sessions.repeat = times);
    }

    /// The bot's token is no longer good, as after a reset in Discord's portal.
    pub fn reset_token(&self) {
        self.change(|state, _| {
            state.sessions.token_reset = true;
            state.sessions.close_all(4004, "Authentication failed.");
        });
    }

    /// How many gateway connections the bot has identified or resumed on.
    pub fn connected(&self) -> usize {
        self.read(|state| state.sessions.connected())
    }

    /// Waits until the bot is connected and its commands are registered.
    pub async fn ready(&self, longest: Duration) -> bool {
        let ready = |state: &State| {
            (state.sessions.connected() > 0 && !state.commands.is_empty()).then_some(())
        };
        self.until(longest, ready).await.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_and_journey_has_its_words() {
        for (kind, ids) in [
            (
                "troubles",
                &[
                    "slow",
                    "errors",
                    "lost",
                    "drop",
                    "permission",
                    "channel",
                    "bot",
                ][..],
            ),
            ("jumps", &["minutes", "hour", "day", "prompt", "year"][..]),
        ] {
            let texts = Troubles::texts(kind);
            let listed = texts
                .iter()
                .filter_map(|text| text["id"].as_str())
                .collect::<Vec<_>>();
            assert_eq!(listed, ids);
        }
    }
}
