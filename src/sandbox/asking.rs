//! An interaction under way: told to the bot, answered within three seconds or given up on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::deeds::Cannot;
use super::interactions::{Answer, Interaction, Kind, Notice, token_for};
use super::limits::Limits;
use super::messages::{Cause, Message};
use super::people::ChannelKind;
use super::world::{State, World};

/// What became of something that somebody asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Answered(Answer),
    /// The application did not respond within three seconds.
    Silence,
}

/// How long past the three seconds a test waits for them to be noticed.
const SLACK: Duration = Duration::from_secs(2);

/// What is asked, before it becomes an interaction.
pub(super) struct Asked {
    pub kind: Kind,
    pub user: u64,
    pub channel: u64,
    pub data: Value,
    pub message: Option<u64>,
    pub modal: Option<u64>,
    pub command: Option<String>,
    pub opened_by: Option<Box<Cause>>,
}

impl World {
    /// Makes it an interaction, tells the bot, and watches the three seconds.
    pub(super) fn ask(&self, asked: Asked) -> Result<u64, Cannot> {
        let limits = self.limits();
        let id = self.change(|state, now| {
            if !state.channels.contains_key(&asked.channel) {
                return Err("That channel is gone.".to_owned());
            }
            state.notices.retain(|notice| notice.user != asked.user);
            if state.interactions.len() > 20_000 {
                state
                    .interactions
                    .retain(|_, old| !old.is_expired(&limits, now));
            }
            let id = state.ids.next(now);
            let cause = Cause {
                interaction: id,
                kind: asked.kind as u8,
                user: asked.user,
                command: asked.command,
                pressed: asked.message.filter(|_| asked.kind == Kind::Press),
                original: None,
                opened_by: asked.opened_by,
            };
            let interaction = Interaction {
                id,
                token: token_for(id),
                kind: asked.kind,
                user: asked.user,
                channel: asked.channel,
                asked_at: now,
                asked: Instant::now(),
                message: asked.message,
                modal: asked.modal,
                cause,
                answer: None,
                answered: None,
                original: None,
                followups: Vec::new(),
                unanswered: false,
                told: Arc::default(),
            };
            let told = Arc::new(state.interaction_json(&interaction, &asked.data, &limits));
            let interaction = Interaction {
                told,
                ..interaction
            };
            state.interactions.insert(id, interaction);
            if !state.tell_bot(&limits, id) {
                state.give_up_on(now, id); // nobody is there, and nobody will come back for it
            }
            Ok(id)
        })?;
        let world = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(limits.first_response).await;
            let waiting = world.read(|state| {
                state
                    .interactions
                    .get(&id)
                    .is_some_and(|asked| asked.answer.is_none() && !asked.unanswered)
            });
            if waiting {
                world.change(|state, now| state.give_up_on(now, id));
            }
        });
        Ok(id)
    }

    /// Tells the bot about an interaction once more, word for word, however long ago it was.
    pub fn replay(&self, interaction: u64) {
        let limits = self.limits();
        self.change(|state, _| state.tell_bot(&limits, interaction));
    }

    /// Waits for the first response to an interaction, or for the three seconds to be over.
    pub async fn outcome(&self, interaction: u64) -> Outcome {
        let longest = self.limits().first_response + SLACK;
        let found = self.until(longest, |state| {
            let asked = state.interactions.get(&interaction)?;
            if asked.unanswered {
                return Some(Outcome::Silence);
            }
            asked.answer.clone().map(Outcome::Answered)
        });
        found.await.unwrap_or(Outcome::Silence)
    }

    /// Waits until an interaction has its message with content, and gives it: what was answered at
    /// once, or what filled a deferral later. None: a form, a bare acknowledgement, or silence.
    pub async fn shown(&self, interaction: u64, longest: Duration) -> Option<Message> {
        match self.outcome(interaction).await {
            Outcome::Answered(Answer::Message(id) | Answer::Thinking(id) | Answer::Update(id)) => {
                let filled = self.until(longest, |state| {
                    state
                        .messages
                        .get(&id)
                        .filter(|m| !m.is_thinking())
                        .cloned()
                });
                filled.await
            }
            _ => None,
        }
    }
}

impl State {
    /// Tells every session of the bot about an interaction. False: there is none.
    fn tell_bot(&mut self, limits: &Limits, interaction: u64) -> bool {
        let Some(asked) = self.interactions.get(&interaction) else {
            return false;
        };
        let told = Arc::clone(&asked.told);
        let place = self.channels.get(&asked.channel);
        let guild = place
            .filter(|place| place.kind != ChannelKind::Dm)
            .map(|_| self.guild.id);
        self.sessions
            .tell_all(limits, guild, "INTERACTION_CREATE", &told)
    }

    /// Nobody answered in time: the client says so, and a form stays open.
    fn give_up_on(&mut self, now: DateTime<Utc>, interaction: u64) {
        let Some(asked) = self.interactions.get_mut(&interaction) else {
            return;
        };
        asked.unanswered = true;
        let text = match asked.kind {
            Kind::Suggest => return,
            Kind::Command => "The application did not respond.",
            Kind::Press => "This interaction failed.",
            Kind::Form => "Something went wrong. Try again.",
        };
        let (user, channel) = (asked.user, asked.channel);
        let id = self.ids.next(now);
        self.notices.push(Notice {
            id,
            user,
            channel,
            text: text.to_owned(),
        });
    }
}
