//! What somebody may do in a channel: roles and overwrites, in Discord's order.

use super::people::{Channel, ChannelKind};
use super::world::State;

pub const ADMINISTRATOR: u64 = 1 << 3;
pub const MANAGE_CHANNELS: u64 = 1 << 4;
pub const MANAGE_GUILD: u64 = 1 << 5;
pub const ADD_REACTIONS: u64 = 1 << 6;
pub const VIEW_CHANNEL: u64 = 1 << 10;
pub const SEND_MESSAGES: u64 = 1 << 11;
pub const MANAGE_MESSAGES: u64 = 1 << 13;
pub const EMBED_LINKS: u64 = 1 << 14;
pub const ATTACH_FILES: u64 = 1 << 15;
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub const MENTION_EVERYONE: u64 = 1 << 17;
pub const USE_EXTERNAL_EMOJIS: u64 = 1 << 18;
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
pub const MANAGE_THREADS: u64 = 1 << 34;
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

/// Every permission there is, as the owner has it.
pub const ALL: u64 = (1 << 53) - 1;

/// What @everyone may do in a new server.
pub const EVERYONE: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_EXTERNAL_EMOJIS
    | USE_APPLICATION_COMMANDS
    | SEND_MESSAGES_IN_THREADS;

/// What people may do in a direct message.
const IN_DM: u64 = EVERYONE;

impl State {
    /// What this person may do in the server, before any channel. Nothing if they are not in it.
    pub fn permissions_in_guild(&self, user: u64) -> u64 {
        let Some(member) = self.guild.members.get(&user) else {
            return 0;
        };
        if self.guild.owner == user {
            return ALL;
        }
        let granted = (self.guild.roles.values())
            .filter(|role| role.id == self.guild.id || member.roles.contains(&role.id))
            .fold(0, |all, role| all | role.permissions);
        if granted & ADMINISTRATOR != 0 {
            ALL
        } else {
            granted
        }
    }

    /// What this person may do in this channel.
    pub fn permissions(&self, user: u64, channel: &Channel) -> u64 {
        if user == self.app.bot && self.hidden_from_bot == Some(channel.id) {
            return 0;
        }
        match channel.kind {
            ChannelKind::Dm => {
                let here = channel.recipient == Some(user) || user == self.app.bot;
                if here { IN_DM } else { 0 }
            }
            ChannelKind::Text => self.in_text_channel(user, channel),
            ChannelKind::PublicThread | ChannelKind::PrivateThread => {
                let parent = channel.parent.and_then(|id| self.channels.get(&id));
                let inherited = parent.map_or(0, |parent| self.in_text_channel(user, parent));
                let private = channel.kind == ChannelKind::PrivateThread;
                let member = channel.thread_members.contains(&user);
                if private && !member && inherited & MANAGE_THREADS == 0 {
                    0
                } else {
                    inherited
                }
            }
        }
    }

    fn in_text_channel(&self, user: u64, channel: &Channel) -> u64 {
        let mut granted = self.permissions_in_guild(user);
        if granted & ADMINISTRATOR != 0 {
            return granted;
        }
        let Some(member) = self.guild.members.get(&user) else {
            return 0;
        };
        if let Some(everyone) = channel.overwrites.iter().find(|o| o.id == self.guild.id) {
            granted = granted & !everyone.deny | everyone.allow;
        }
        let (mut allow, mut deny) = (0, 0);
        for overwrite in channel.overwrites.iter().filter(|o| o.role) {
            if overwrite.id != self.guild.id && member.roles.contains(&overwrite.id) {
                allow |= overwrite.allow;
                deny |= overwrite.deny;
            }
        }
        granted = granted & !deny | allow;
        if let Some(own) = channel.overwrites.iter().find(|o| !o.role && o.id == user) {
            granted = granted & !own.deny | own.allow;
        }
        // What cannot be seen cannot be used either.
        if granted & VIEW_CHANNEL == 0 {
            0
        } else {
            granted
        }
    }

    /// Whether this person sees this channel at all.
    pub fn sees(&self, user: u64, channel: u64) -> bool {
        let channel = self.channels.get(&channel);
        channel.is_some_and(|channel| self.permissions(user, channel) & VIEW_CHANNEL != 0)
    }
}
