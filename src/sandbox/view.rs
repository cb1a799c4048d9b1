//! What one person has before their eyes: channels, messages, an open form, and nothing that is another's.

use serde_json::{Value, json};

use super::components;
use super::interactions::OpenModal;
use super::messages::{Message, file_path};
use super::people::ChannelKind;
use super::world::{State, World};

/// How many messages of a channel the page shows.
const SHOWN: usize = 200;

impl World {
    /// What this person sees, as the page gets it.
    pub fn view(&self, user: u64) -> Value {
        let mut view = self.read(|state| state.view(user));
        view["version"] = json!(self.version());
        view
    }

    /// The messages this person sees in a channel, oldest first.
    pub fn messages(&self, user: u64, channel: u64) -> Vec<Message> {
        self.read(|state| {
            let here = state
                .messages
                .values()
                .filter(|message| message.channel == channel);
            here.filter(|message| state.shows(user, message))
                .cloned()
                .collect()
        })
    }

    /// A message, whoever sees it.
    pub fn message(&self, id: u64) -> Option<Message> {
        self.read(|state| state.messages.get(&id).cloned())
    }

    /// The form this person has open: the last one opened.
    pub fn modal(&self, user: u64) -> Option<OpenModal> {
        self.read(|state| {
            state
                .modals
                .values()
                .rev()
                .find(|modal| modal.user == user)
                .cloned()
        })
    }

    /// The button with this label that this person would press: on the newest message that has it.
    pub fn button(&self, user: u64, label: &str) -> Option<(u64, String)> {
        self.read(|state| {
            let mut seen = state.messages.values().rev();
            seen.find_map(|message| {
                let parts = components::parts(&message.components);
                let mut mine = parts.filter(|part| part["label"].as_str() == Some(label));
                let id = mine.find_map(|part| part["custom_id"].as_str())?;
                state
                    .shows(user, message)
                    .then(|| (message.id, id.to_owned()))
            })
        })
    }

    /// What the client itself says to this person, such as that the application did not respond.
    pub fn notices(&self, user: u64) -> Vec<String> {
        self.read(|state| {
            let mine = state.notices.iter().filter(|notice| notice.user == user);
            mine.map(|notice| notice.text.clone()).collect()
        })
    }
}

impl State {
    fn view(&self, user: u64) -> Value {
        let seen = self
            .channels
            .values()
            .filter(|channel| self.sees(user, channel.id));
        let mut seen = seen.collect::<Vec<_>>();
        seen.sort_by_key(|channel| (channel.kind == ChannelKind::Dm, channel.position));
        let channels = seen.iter().map(|channel| {
            let (kind, name) = match channel.kind {
                ChannelKind::Dm => ("dm", self.app.name.as_str()),
                _ => ("text", channel.name.as_str()),
            };
            let private = channel
                .overwrites
                .iter()
                .any(|o| o.id == self.guild.id && o.deny != 0);
            let note = match channel.kind {
                ChannelKind::Dm => None,
                _ if channel.archived => Some("archived"),
                _ if private => Some("private"),
                _ => None,
            };
            json!({"id": channel.id.to_string(), "name": name, "kind": kind, "note": note})
        });
        let mut messages = json!({});
        for channel in &seen {
            let here = self
                .messages
                .values()
                .rev()
                .filter(|message| message.channel == channel.id);
            let mut shown = here
                .filter(|message| self.shows(user, message))
                .take(SHOWN)
                .map(|m| self.seen_message(m))
                .collect::<Vec<_>>();
            shown.reverse();
            messages[channel.id.to_string()] = json!(shown);
        }
        let modal = self.modals.values().rev().find(|modal| modal.user == user).map(|modal| {
            json!({"key": modal.key.to_string(), "title": modal.title, "custom_id": modal.custom_id, "components": modal.components})
        });
        let notices = self.notices.iter().filter(|notice| notice.user == user).map(|notice| {
            json!({"id": notice.id.to_string(), "channel": notice.channel.to_string(), "text": notice.text})
        });
        json!({
            "channels": channels.collect::<Value>(), "commands": self.commands, "messages": messages,
            "modal": modal, "notices": notices.collect::<Value>(),
        })
    }

    fn seen_message(&self, message: &Message) -> Value {
        let author = self.users.get(&message.author);
        let bot = message.author == self.app.bot;
        let asked = message
            .cause
            .as_ref()
            .filter(|cause| cause.kind == 2 && cause.original.is_none());
        let to = asked.map(|cause| {
            json!({"user": self.name_of(cause.user), "command": format!("/{}", cause.command.as_deref().unwrap_or_default())})
        });
        let files = message.files.iter().map(|file| {
            json!({"name": file.name, "url": file_path(message, file), "size": file.bytes.len()})
        });
        json!({
            "id": message.id.to_string(), "content": message.content, "at": message.at.to_rfc3339(),
            "author": {"id": message.author.to_string(), "name": author.map(|user| user.name.as_str()), "bot": bot},
            "edited": message.edited.is_some(), "private": message.is_private(), "thinking": message.is_thinking(),
            "to": to, "components": message.components, "embeds": message.embeds, "files": files.collect::<Value>(),
        })
    }
}
