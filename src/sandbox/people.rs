//! Who and where: people, roles, the server, its channels, and how Discord writes them as JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::world::State;

/// Somebody with an account, the bot included.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct User {
    pub id: u64,
    pub name: String,
    pub part: Part,
    /// As Discord's client would report it, such as `en-GB`.
    pub locale: String,
    /// Whether direct messages from the server's members and bots are refused.
    pub dms_closed: bool,
}

/// What somebody is in the sandbox's play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    Partner,
    Stranger,
    /// In the server, but nobody looks through their eyes: its owner.
    Silent,
    Bot,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Guild {
    pub id: u64,
    pub name: String,
    pub owner: u64,
    /// @everyone has the server's own id.
    pub roles: BTreeMap<u64, Role>,
    pub members: BTreeMap<u64, Member>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Role {
    pub id: u64,
    pub name: String,
    pub permissions: u64,
    pub position: u32,
    /// A bot's own role.
    pub managed: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Member {
    pub roles: Vec<u64>,
    pub joined_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Channel {
    pub id: u64,
    pub kind: ChannelKind,
    pub name: String,
    /// The channel a thread belongs to.
    pub parent: Option<u64>,
    pub position: u32,
    pub overwrites: Vec<Overwrite>,
    /// The person at the other end of a direct message.
    pub recipient: Option<u64>,
    pub thread_members: Vec<u64>,
    pub archived: bool,
    pub locked: bool,
    pub created_at: DateTime<Utc>,
    pub last_message: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelKind {
    Text,
    Dm,
    PublicThread,
    PrivateThread,
}

/// What this server has not set up: there, and null.
const NOT_SET_UP: [&str; 19] = [
    "icon",
    "description",
    "home_header",
    "splash",
    "discovery_splash",
    "banner",
    "application_id",
    "afk_channel_id",
    "system_channel_id",
    "widget_channel_id",
    "max_presences",
    "vanity_url_code",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "public_updates_channel_id",
    "hub_type",
    "incidents_data",
    "inventory_settings",
    "latest_onboarding_question_id",
];

impl ChannelKind {
    /// Discord's number for it.
    pub fn number(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Dm => 1,
            Self::PublicThread => 11,
            Self::PrivateThread => 12,
        }
    }

    pub fn is_thread(self) -> bool {
        matches!(self, Self::PublicThread | Self::PrivateThread)
    }
}

/// What a channel grants or takes from a role or a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Overwrite {
    pub id: u64,
    /// Of a role; else of a person.
    pub role: bool,
    pub allow: u64,
    pub deny: u64,
}

impl User {
    pub fn json(&self) -> Value {
        let bot = self.part == Part::Bot;
        json!({
            "id": self.id.to_string(), "username": self.name.to_lowercase().replace(' ', "."),
            "global_name": if bot { Value::Null } else { json!(self.name) },
            "discriminator": if bot { "4157" } else { "0" }, "avatar": null, "bot": bot, "system": false,
            "public_flags": if bot { 1 << 16 } else { 0 }, "flags": 0, "banner": null, "accent_color": null,
            "avatar_decoration_data": null, "collectibles": null, "primary_guild": null, "clan": null,
        })
    }
}

impl Role {
    pub fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(), "name": self.name, "description": null,
            "permissions": self.permissions.to_string(), "position": self.position, "color": 0,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
            "hoist": false, "managed": self.managed, "mentionable": false, "icon": null,
            "unicode_emoji": null, "flags": 0,
        })
    }
}

impl Member {
    fn json(&self) -> Value {
        json!({
            "roles": self.roles.iter().map(u64::to_string).collect::<Vec<_>>(),
            "joined_at": stamp(self.joined_at), "nick": null, "avatar": null, "banner": null,
            "premium_since": null, "pending": false, "flags": 0, "communication_disabled_until": null,
            "unusual_dm_activity_until": null,
        })
    }
}

/// An instant as Discord writes it.
pub fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, false)
}

impl State {
    /// A member as REST and interactions show them. `channel`: with their permissions there.
    pub fn member_json(&self, user: u64, channel: Option<&Channel>) -> Option<Value> {
        let mut member = self.guild.members.get(&user)?.json();
        member["user"] = self.users.get(&user)?.json();
        member["deaf"] = json!(false);
        member["mute"] = json!(false);
        if let Some(channel) = channel {
            member["permissions"] = json!(self.permissions(user, channel).to_string());
        }
        Some(member)
    }

    /// A member among an option's resolved ones: without user, with their permissions there.
    pub fn resolved_member_json(&self, user: u64, channel: &Channel) -> Option<Value> {
        let mut member = self.guild.members.get(&user)?.json();
        if self.resolves_permissions {
            member["permissions"] = json!(self.permissions(user, channel).to_string());
        }
        Some(member)
    }

    /// A channel as REST shows it, and, with the permissions of who asked, an interaction.
    pub fn channel_json(&self, channel: &Channel, asking: Option<u64>) -> Value {
        let mut shown = json!({
            "id": channel.id.to_string(), "type": channel.kind.number(), "flags": 0,
            "last_message_id": channel.last_message.map(|id| id.to_string()),
        });
        if channel.kind == ChannelKind::Dm {
            let recipient = channel.recipient.and_then(|id| self.users.get(&id));
            shown["recipients"] = json!([recipient.map(User::json)]);
        } else {
            let overwrites = channel.overwrites.iter().map(|o| {
                json!({"id": o.id.to_string(), "type": u8::from(!o.role),
                    "allow": o.allow.to_string(), "deny": o.deny.to_string()})
            });
            shown["guild_id"] = json!(self.guild.id.to_string());
            shown["name"] = json!(channel.name);
            shown["parent_id"] = json!(channel.parent.map(|id| id.to_string()));
            shown["rate_limit_per_user"] = json!(0);
            shown["nsfw"] = json!(false);
            if channel.kind.is_thread() {
                shown["owner_id"] = json!(self.guild.owner.to_string());
                shown["message_count"] = json!(0);
                shown["member_count"] = json!(channel.thread_members.len().min(50));
                shown["thread_metadata"] = json!({
                    "archived": channel.archived, "locked": channel.locked, "auto_archive_duration": 1440,
                    "archive_timestamp": stamp(channel.created_at), "invitable": false,
                    "create_timestamp": stamp(channel.created_at),
                });
            } else {
                shown["position"] = json!(channel.position);
                shown["topic"] = Value::Null;
                shown["permission_overwrites"] = overwrites.collect();
            }
        }
        if let Some(user) = asking {
            shown["permissions"] = json!(self.permissions(user, channel).to_string());
        }
        shown
    }

    pub fn roles_json(&self) -> Value {
        self.guild.roles.values().map(Role::json).collect()
    }

    /// The server as `GET /guilds/{id}` shows it.
    pub fn guild_json(&self) -> Value {
        let mut guild = json!({
            "id": self.guild.id.to_string(), "name": self.guild.name, "owner_id": self.guild.owner.to_string(),
            "roles": self.roles_json(), "features": [], "emojis": [], "stickers": [], "region": "deprecated",
            "afk_timeout": 300, "system_channel_flags": 0, "widget_enabled": false, "verification_level": 0,
            "default_message_notifications": 1, "mfa_level": 0, "explicit_content_filter": 0,
            "max_members": 500_000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
            "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US",
            "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0,
        });
        for nothing in NOT_SET_UP {
            guild[nothing] = Value::Null;
        }
        guild
    }

    /// The server as a bot is told of it that asked for the GUILDS intent.
    pub fn guild_create_json(&self) -> Value {
        let mut guild = self.guild_json();
        let (threads, channels): (Vec<_>, Vec<_>) = (self.channels.values())
            .filter(|c| c.kind != ChannelKind::Dm && self.sees(self.app.bot, c.id))
            .partition(|c| c.kind.is_thread());
        let listed = |list: Vec<&Channel>| {
            list.iter()
                .map(|c| self.channel_json(c, None))
                .collect::<Value>()
        };
        let joined = self
            .guild
            .members
            .get(&self.app.bot)
            .map(|member| stamp(member.joined_at));
        guild["channels"] = listed(channels);
        guild["threads"] = listed(threads);
        guild["joined_at"] = json!(joined);
        guild["large"] = json!(false);
        guild["unavailable"] = json!(false);
        guild["member_count"] = json!(self.guild.members.len());
        // Without the members intent only the bot itself is listed.
        guild["members"] = json!([self.member_json(self.app.bot, None)]);
        for empty in [
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ] {
            guild[empty] = json!([]);
        }
        guild
    }
}
