//! Messages: what is kept of one, how it comes from a draft, whom it notifies, and its JSON.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::drafts::{Draft, EPHEMERAL, LOADING, Mentions, SUPPRESS_EMBEDS, Upload};
use super::people::{ChannelKind, User, stamp};
use super::permissions as may;
use super::refusal::Refusal;
use super::world::State;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Message {
    pub id: u64,
    pub channel: u64,
    pub author: u64,
    pub content: String,
    pub at: DateTime<Utc>,
    pub edited: Option<DateTime<Utc>>,
    pub flags: u64,
    pub embeds: Vec<Value>,
    pub components: Vec<Value>,
    pub files: Vec<Attachment>,
    pub nonce: Option<String>,
    /// Everybody its text has notified so far, in any version of it.
    pub pings: Pings,
    /// For an ephemeral message: the one who sees it.
    pub only_for: Option<u64>,
    /// Whether that one has hidden it.
    pub dismissed: bool,
    /// The interaction it answers.
    pub cause: Option<Cause>,
    pub reply_to: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pings {
    pub everyone: bool,
    pub users: Vec<u64>,
    pub roles: Vec<u64>,
}

impl Pings {
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attachment {
    pub id: u64,
    pub name: String,
    pub kind: Option<String>,
    #[serde(with = "hex")]
    pub bytes: Vec<u8>,
}

/// Why a message is there: who asked for it, and with what.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cause {
    pub interaction: u64,
    /// Discord's number of the kind of interaction.
    pub kind: u8,
    pub user: u64,
    /// Such as `tend start`; of a press: the command its message came from.
    pub command: Option<String>,
    /// The message that was pressed.
    pub pressed: Option<u64>,
    /// For what follows the first answer: the first answer.
    pub original: Option<u64>,
    /// For a form: what opened it.
    pub opened_by: Option<Box<Cause>>,
}

impl Message {
    pub fn is_private(&self) -> bool {
        self.flags & EPHEMERAL != 0
    }

    /// Whether Discord would fetch and show what an address in it leads to.
    pub fn shows_previews(&self) -> bool {
        self.flags & SUPPRESS_EMBEDS == 0
    }

    /// Deferred, with nothing to show yet.
    pub fn is_thinking(&self) -> bool {
        self.flags & LOADING != 0
    }
}

impl State {
    /// Puts a new message of `author` into a channel.
    pub fn insert_message(
        &mut self,
        now: DateTime<Utc>,
        channel: u64,
        author: u64,
        draft: Draft,
    ) -> u64 {
        let id = self.ids.next(now);
        let files = self.keep_files(now, draft.uploads);
        let mut message = Message {
            id,
            channel,
            author,
            content: draft.content.unwrap_or_default(),
            at: now,
            edited: None,
            flags: draft.flags.unwrap_or_default(),
            embeds: draft.embeds.unwrap_or_default(),
            components: draft.components.unwrap_or_default(),
            files,
            nonce: draft.nonce,
            pings: Pings::default(),
            only_for: None,
            dismissed: false,
            cause: None,
            reply_to: draft.reply_to,
        };
        self.note_pings(&mut message, &draft.mentions);
        self.messages.insert(id, message);
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.last_message = Some(id);
            channel.archived = false;
        }
        id
    }

    /// Changes what the draft names and leaves the rest; refuses to leave nothing.
    pub fn edit_message(
        &mut self,
        now: DateTime<Utc>,
        id: u64,
        draft: Draft,
    ) -> Result<(), Refusal> {
        let Some(mut message) = self.messages.get(&id).cloned() else {
            return Err(Refusal::unknown_message());
        };
        if let Some(kept) = draft.keep {
            message.files.retain(|file| kept.contains(&file.id));
        }
        message.files.extend(self.keep_files(now, draft.uploads));
        message.content = draft.content.unwrap_or(message.content);
        message.embeds = draft.embeds.unwrap_or(message.embeds);
        message.components = draft.components.unwrap_or(message.components);
        if message.content.is_empty() && message.embeds.is_empty() && message.files.is_empty() {
            return Err(Refusal::empty_message());
        }
        if let Some(flags) = draft.flags {
            // Of a message that is there, no other flag changes.
            message.flags = message.flags & !SUPPRESS_EMBEDS | flags & SUPPRESS_EMBEDS;
        }
        if message.is_thinking() {
            message.flags &= !LOADING; // filled for the first time: not shown as edited
        } else {
            message.edited = Some(now);
        }
        self.note_pings(&mut message, &draft.mentions);
        self.messages.insert(id, message);
        Ok(())
    }

    /// The earlier message that a repeated POST with an enforced nonce gets instead of a new one.
    pub fn message_with_nonce(
        &self,
        now: DateTime<Utc>,
        nonce: &str,
        window: TimeDelta,
    ) -> Option<u64> {
        self.nonces
            .iter()
            .rev()
            .find(|used| used.nonce == nonce && now - used.at < window)
            .map(|used| used.message)
    }

    fn keep_files(&mut self, now: DateTime<Utc>, uploads: Vec<Upload>) -> Vec<Attachment> {
        (uploads.into_iter())
            .map(|file| Attachment {
                id: self.ids.next(now),
                name: file.name,
                kind: file.kind,
                bytes: file.bytes,
            })
            .collect()
    }

    /// Works out whom a text notifies: those it mentions, as far as the body allows.
    fn note_pings(&self, message: &mut Message, allowed: &Mentions) {
        let pings = &mut message.pings;
        let text = &message.content;
        let author = self
            .channels
            .get(&message.channel)
            .map_or(0, |c| self.permissions(message.author, c));
        if allowed.everyone
            && author & may::MENTION_EVERYONE != 0
            && (text.contains("@everyone") || text.contains("@here"))
        {
            pings.everyone = true;
        }
        for mention in text.split('<').skip(1) {
            let Some((inner, _)) = mention.split_once('>') else {
                continue;
            };
            if let Some(role) = inner.strip_prefix("@&").and_then(|id| id.parse().ok()) {
                let may_ping = author & may::MENTION_EVERYONE != 0;
                let allowed = allowed.every_role || allowed.roles.contains(&role);
                if may_ping
                    && allowed
                    && self.guild.roles.contains_key(&role)
                    && !pings.roles.contains(&role)
                {
                    pings.roles.push(role);
                }
            } else if let Some(user) = inner
                .strip_prefix('@')
                .and_then(|id| id.trim_start_matches('!').parse().ok())
            {
                let allowed = allowed.every_user || allowed.users.contains(&user);
                if allowed && self.users.contains_key(&user) && !pings.users.contains(&user) {
                    pings.users.push(user);
                }
            }
        }
    }

    /// A message as Discord shows it to a bot.
    pub fn message_json(&self, message: &Message) -> Value {
        let guild = self
            .channels
            .get(&message.channel)
            .is_some_and(|c| c.kind != ChannelKind::Dm);
        let mentioned = message
            .pings
            .users
            .iter()
            .filter_map(|id| self.users.get(id));
        let from_command = message
            .cause
            .as_ref()
            .is_some_and(|c| c.kind == 2 && c.original.is_none());
        let reference = message.reply_to.or_else(|| {
            message
                .cause
                .as_ref()?
                .original
                .or(message.cause.as_ref()?.pressed)
        });
        let kind = if from_command {
            20
        } else {
            u8::from(reference.is_some()) * 19
        };
        let mut shown = json!({
            "id": message.id.to_string(), "channel_id": message.channel.to_string(), "type": kind,
            "author": self.users.get(&message.author).map(User::json), "content": message.content,
            "timestamp": stamp(message.at), "edited_timestamp": message.edited.map(stamp), "tts": false,
            "mention_everyone": message.pings.everyone, "mentions": mentioned.map(User::json).collect::<Value>(),
            "mention_roles": message.pings.roles.iter().map(u64::to_string).collect::<Vec<_>>(),
            "attachments": message.files.iter().map(|file| self.file_json(message, file)).collect::<Value>(),
            "embeds": message.embeds, "components": message.components, "pinned": false, "flags": message.flags,
        });
        if let Some(nonce) = &message.nonce {
            shown["nonce"] = json!(nonce);
        }
        if let Some(reference) = reference {
            shown["message_reference"] = json!({"type": 0, "message_id": reference.to_string(),
                "channel_id": message.channel.to_string()});
            if guild {
                shown["message_reference"]["guild_id"] = json!(self.guild.id.to_string());
            }
        }
        if let Some(cause) = &message.cause {
            shown["application_id"] = json!(self.app.id.to_string());
            shown["webhook_id"] = json!(self.app.id.to_string());
            shown["interaction_metadata"] = self.cause_json(cause, guild);
            if from_command {
                shown["interaction"] = json!({"id": cause.interaction.to_string(), "type": 2,
                    "name": cause.command, "user": self.users.get(&cause.user).map(User::json)});
            }
        }
        shown
    }

    fn cause_json(&self, cause: &Cause, guild: bool) -> Value {
        let owner = if guild { self.guild.id } else { 0 };
        let mut shown = json!({
            "id": cause.interaction.to_string(), "type": cause.kind,
            "user": self.users.get(&cause.user).map(User::json),
            "authorizing_integration_owners": {"0": owner.to_string()},
        });
        if let Some(original) = cause.original {
            shown["original_response_message_id"] = json!(original.to_string());
        }
        match (cause.kind, &cause.opened_by) {
            (2, _) => {
                shown["name"] = json!(cause.command);
                shown["command_type"] = json!(1);
            }
            (3, _) => {
                shown["interacted_message_id"] = json!(cause.pressed.map(|id| id.to_string()));
            }
            (_, Some(opener)) => {
                shown["triggering_interaction_metadata"] = self.cause_json(opener, guild);
            }
            _ => {}
        }
        shown
    }

    fn file_json(&self, message: &Message, file: &Attachment) -> Value {
        let url = format!("{}{}", self.url, file_path(message, file));
        json!({"id": file.id.to_string(), "filename": file.name, "size": file.bytes.len(), "url": url,
            "proxy_url": url, "content_type": file.kind, "ephemeral": message.is_private()})
    }
}

/// Where the page finds a file.
pub fn file_path(message: &Message, file: &Attachment) -> String {
    format!("/attachments/{}/{}/{}", message.channel, file.id, file.name)
}

/// Bytes as hexadecimal text, so that a saved world stays readable.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], out: S) -> Result<S::Ok, S::Error> {
        use std::fmt::Write as _;
        let mut text = String::with_capacity(bytes.len() * 2);
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        out.serialize_str(&text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        (0..text.len() / 2)
            .map(|n| {
                text.get(n * 2..n * 2 + 2)
                    .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            })
            .collect::<Option<_>>()
            .ok_or_else(|| D::Error::custom("not hexadecimal"))
    }
}
