//! What people ask of the bot, as Discord keeps it and as it tells the bot: complete, for serenity
//! silently drops an interaction that lacks a field.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::limits::Limits;
use super::messages::Cause;
use super::people::ChannelKind;
use super::world::State;

/// Discord's kinds of interaction, with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Command = 2,
    /// A button or a select.
    Press = 3,
    /// Autocomplete.
    Suggest = 4,
    /// A modal, handed in.
    Form = 5,
}

/// One thing that somebody asked.
#[derive(Debug, Clone)]
pub struct Interaction {
    pub id: u64,
    pub token: String,
    pub kind: Kind,
    pub user: u64,
    pub channel: u64,
    /// By the shared clock, for three seconds and fifteen minutes.
    pub asked_at: DateTime<Utc>,
    /// In real time, for the three seconds where the shared clock stands still.
    pub asked: Instant,
    /// The message that was pressed, or from which a form was opened.
    pub message: Option<u64>,
    /// The form that was handed in.
    pub modal: Option<u64>,
    pub cause: Cause,
    pub answer: Option<Answer>,
    pub answered: Option<Instant>,
    /// The message that `@original` means.
    pub original: Option<u64>,
    /// Later messages through its token.
    pub followups: Vec<u64>,
    /// Three seconds went by without a first response.
    pub unanswered: bool,
    /// What the bot was told, to tell it again.
    pub told: Arc<Value>,
}

/// The first response.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A new message.
    Message(u64),
    /// A new message whose content comes later.
    Thinking(u64),
    /// The pressed message, changed at once.
    Update(u64),
    /// Acknowledged; the pressed message may change later.
    Later,
    /// A form opened, by its key.
    Modal(u64),
    Choices(Vec<Value>),
}

/// A form before somebody's eyes.
#[derive(Debug, Clone)]
pub struct OpenModal {
    /// The interaction that opened it.
    pub key: u64,
    pub user: u64,
    pub channel: u64,
    pub title: String,
    pub custom_id: String,
    pub components: Vec<Value>,
    /// The message whose button opened it.
    pub message: Option<u64>,
    pub cause: Cause,
}

/// A line that the client itself shows to one person.
#[derive(Debug, Clone)]
pub struct Notice {
    pub id: u64,
    pub user: u64,
    pub channel: u64,
    pub text: String,
}

impl Interaction {
    /// Whether the time for a first response is over.
    pub fn is_late(&self, limits: &Limits, now: DateTime<Utc>) -> bool {
        self.unanswered
            || self.asked.elapsed() > limits.first_response
            || older(now, self.asked_at, limits.first_response)
    }

    /// Whether its token is dead.
    pub fn is_expired(&self, limits: &Limits, now: DateTime<Utc>) -> bool {
        older(now, self.asked_at, limits.token)
    }

    /// How long the first response took.
    pub fn took(&self) -> Option<Duration> {
        self.answered
            .map(|answered| answered.duration_since(self.asked))
    }
}

fn older(now: DateTime<Utc>, since: DateTime<Utc>, limit: Duration) -> bool {
    (now - since).to_std().is_ok_and(|age| age > limit)
}

/// A token: long, opaque to the bot, and the same in two runs that do the same.
pub fn token_for(id: u64) -> String {
    use std::fmt::Write as _;
    let mut token = format!("aW50ZXJhY3Rpb246.{id}.");
    let mut noise = id;
    while token.len() < 160 {
        noise = noise
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let _ = write!(token, "{:08x}", noise >> 32);
    }
    token
}

/// The interaction a token was made for.
pub fn id_in(token: &str) -> Option<u64> {
    token.split('.').nth(1)?.parse().ok()
}

impl State {
    /// An interaction as the gateway tells it, with everything Discord sends.
    pub fn interaction_json(
        &self,
        interaction: &Interaction,
        data: &Value,
        limits: &Limits,
    ) -> Value {
        let Some(channel) = self.channels.get(&interaction.channel) else {
            return Value::Null;
        };
        let in_guild = channel.kind != ChannelKind::Dm;
        let owner = if in_guild { self.guild.id } else { 0 };
        let mut shown = json!({
            "id": interaction.id.to_string(), "application_id": self.app.id.to_string(),
            "type": interaction.kind as u8, "token": interaction.token, "version": 1, "data": data,
            "channel_id": channel.id.to_string(), "channel": self.channel_json(channel, Some(interaction.user)),
            "app_permissions": self.permissions(self.app.bot, channel).to_string(),
            "locale": self.users.get(&interaction.user).map(|user| user.locale.as_str()),
            "entitlements": [], "entitlement_sku_ids": [],
            "authorizing_integration_owners": {"0": owner.to_string()},
            "context": u8::from(!in_guild), "attachment_size_limit": limits.file_bytes,
        });
        if in_guild {
            shown["guild_id"] = json!(self.guild.id.to_string());
            shown["guild"] =
                json!({"id": self.guild.id.to_string(), "locale": "en-US", "features": []});
            shown["guild_locale"] = json!("en-US");
            shown["member"] = json!(self.member_json(interaction.user, Some(channel)));
        } else {
            shown["user"] = json!(
                self.users
                    .get(&interaction.user)
                    .map(super::people::User::json)
            );
        }
        if let Some(message) = interaction.message.and_then(|id| self.messages.get(&id)) {
            shown["message"] = self.message_json(message);
        }
        shown
    }

    /// A command's data: its options by the registered definition, people resolved.
    pub fn command_data(
        &self,
        command: &Value,
        sub: Option<&str>,
        given: &[(String, Value)],
        focused: Option<&str>,
        channel: u64,
    ) -> Result<Value, String> {
        let defined = super::commands::options(command, sub)?;
        let mut options = Vec::new();
        let mut resolved = json!({});
        for (name, value) in given {
            let definition = defined.iter().find(|option| option["name"] == json!(name));
            let definition = definition.ok_or_else(|| format!("There is no option “{name}”."))?;
            let kind = definition["type"].as_u64().unwrap_or(3);
            let mut option = json!({"name": name, "type": kind, "value": value});
            if focused == Some(name) {
                option["focused"] = json!(true);
            } else {
                check_value(definition, value)?;
            }
            if kind == 6 {
                self.resolve(value, channel, &mut resolved)?;
            }
            options.push(option);
        }
        // While somebody is still choosing, required options may be missing.
        if focused.is_none() {
            let missing = |option: &&Value| {
                option["required"] == json!(true)
                    && !given.iter().any(|(n, _)| option["name"] == json!(n))
            };
            if let Some(missing) = defined.iter().find(missing) {
                let name = missing["name"].as_str().unwrap_or_default();
                return Err(format!("The option “{name}” is needed."));
            }
        }
        let options = match sub {
            Some(sub) => json!([{"name": sub, "type": 1, "options": options}]),
            None => json!(options),
        };
        let mut data =
            json!({"id": command["id"], "name": command["name"], "type": 1, "options": options});
        if resolved != json!({}) {
            data["resolved"] = resolved;
        }
        Ok(data)
    }

    fn resolve(&self, value: &Value, channel: u64, resolved: &mut Value) -> Result<(), String> {
        let user = super::drafts::id(value).and_then(|id| self.users.get(&id));
        let user = user.ok_or_else(|| "There is no such person here.".to_owned())?;
        let id = user.id.to_string();
        resolved["users"][&id] = user.json();
        let channel = self.channels.get(&channel);
        if let Some(member) = channel
            .filter(|c| c.kind != ChannelKind::Dm)
            .and_then(|c| self.resolved_member_json(user.id, c))
        {
            resolved["members"][&id] = member;
        }
        Ok(())
    }
}

/// What Discord's client checks before it sends an option.
fn check_value(definition: &Value, value: &Value) -> Result<(), String> {
    let name = definition["name"].as_str().unwrap_or_default();
    let wrong = || Err(format!("The option “{name}” does not take this."));
    match definition["type"].as_u64() {
        Some(3) => {
            let Some(text) = value.as_str() else {
                return wrong();
            };
            let choices = definition["choices"]
                .as_array()
                .filter(|choices| !choices.is_empty());
            let listed = choices
                .is_none_or(|choices| choices.iter().any(|choice| choice["value"] == *value));
            let length = text.chars().count() as u64;
            let fits = length >= definition["min_length"].as_u64().unwrap_or(0)
                && length <= definition["max_length"].as_u64().unwrap_or(6000);
            if listed && fits { Ok(()) } else { wrong() }
        }
        Some(4) if value.is_i64() => Ok(()),
        Some(5) if value.is_boolean() => Ok(()),
        Some(6..=9) if super::drafts::id(value).is_some() => Ok(()),
        Some(10) if value.is_number() => Ok(()),
        _ => wrong(),
    }
}
