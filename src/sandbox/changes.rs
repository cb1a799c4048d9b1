//! What an administrator, Discord, or time does to the server: people come and go, channels and rights change.

use chrono::{DateTime, Utc};

use super::people::{Channel, ChannelKind, Member, Overwrite, Part, Role, User};
use serde_json::json;

use super::permissions as may;
use super::world::{State, World};

/// What the bot, or anybody who is let into a private channel, may do in it.
pub const LET_IN: u64 = may::VIEW_CHANNEL | may::SEND_MESSAGES | may::READ_MESSAGE_HISTORY;

impl World {
    /// Somebody new joins the server.
    pub fn add_person(&self, name: &str) -> u64 {
        self.change(|state, now| state.insert_person(now, name, Part::Stranger, true))
    }

    /// Somebody has an account but is not in the server.
    pub fn add_outsider(&self, name: &str) -> u64 {
        self.change(|state, now| state.insert_person(now, name, Part::Stranger, false))
    }

    /// The person with this name.
    pub fn person(&self, name: &str) -> Option<u64> {
        self.read(|state| {
            state
                .users
                .values()
                .find(|user| user.name == name)
                .map(|user| user.id)
        })
    }

    /// The channel with this name (without `#`).
    pub fn channel(&self, name: &str) -> Option<u64> {
        self.read(|state| state.channel_named(name))
    }

    /// The direct message between this person and the bot; opened if it was not yet.
    pub fn dm_with(&self, user: u64) -> u64 {
        self.change(|state, now| state.open_dm(now, user))
    }

    /// Leaves the server, or is thrown out.
    pub fn remove_member(&self, user: u64) {
        self.change(|state, _| state.guild.members.remove(&user));
    }

    /// Comes (back) into the server.
    pub fn join(&self, user: u64) {
        self.change(|state, now| {
            state.guild.members.insert(
                user,
                Member {
                    roles: Vec::new(),
                    joined_at: now,
                },
            )
        });
    }

    /// Takes direct messages, or does not.
    pub fn close_dms(&self, user: u64, closed: bool) {
        self.change(|state, _| {
            if let Some(user) = state.users.get_mut(&user) {
                user.dms_closed = closed;
            }
        });
    }

    /// Sets the language that Discord reports for somebody.
    pub fn set_locale(&self, user: u64, locale: &str) {
        self.change(|state, _| {
            if let Some(user) = state.users.get_mut(&user) {
                locale.clone_into(&mut user.locale);
            }
        });
    }

    /// A new text channel: for everybody, or only for these people and roles.
    pub fn add_channel(&self, name: &str, only_for: Option<&[u64]>) -> u64 {
        self.change(|state, now| state.insert_channel(now, name, only_for))
    }

    /// A thread under a channel; private threads are for these people (the bot among them or not).
    pub fn add_thread(&self, parent: u64, name: &str, private: bool, members: &[u64]) -> u64 {
        self.change(|state, now| {
            let id = state.insert_channel(now, name, None);
            if let Some(channel) = state.channels.get_mut(&id) {
                channel.kind = if private {
                    ChannelKind::PrivateThread
                } else {
                    ChannelKind::PublicThread
                };
                channel.parent = Some(parent);
                channel.thread_members = members.to_vec();
            }
            id
        })
    }

    /// Members that an option names come without their permissions from now on.
    pub fn resolve_without_permissions(&self) {
        self.change(|state, _| state.resolves_permissions = false);
    }

    /// As an application is that has an activity and nothing else: Discord itself gave it one command.
    pub fn leave_the_entry_point_alone(&self) {
        self.change(|state, now| {
            let (id, version) = (state.ids.next(now), state.ids.next(now));
            let entry = json!({"type": 4, "name": "launch", "description": "", "handler": 2});
            let entry = super::commands::complete(&entry, id, version, state.app.id);
            state.commands = vec![entry];
        });
    }

    /// Adds somebody to a thread.
    pub fn add_to_thread(&self, thread: u64, user: u64) {
        self.change(|state, _| {
            if let Some(channel) = state.channels.get_mut(&thread) {
                channel.thread_members.push(user);
            }
        });
    }

    /// Archives a thread, so that no commands work in it.
    pub fn archive(&self, thread: u64, locked: bool) {
        self.change(|state, _| {
            if let Some(channel) = state.channels.get_mut(&thread) {
                (channel.archived, channel.locked) = (true, locked);
            }
        });
    }

    /// Deletes a channel with all that was said in it.
    pub fn delete_channel(&self, channel: u64) {
        self.change(|state, _| state.delete_channel(channel));
    }

    /// Grants and takes rights in a channel; `role` or person.
    pub fn set_overwrite(&self, channel: u64, id: u64, role: bool, allow: u64, deny: u64) {
        self.change(|state, _| state.set_overwrite(channel, id, role, allow, deny));
    }

    /// A new role with these rights.
    pub fn add_role(&self, name: &str, permissions: u64) -> u64 {
        self.change(|state, now| state.insert_role(now, name, permissions, false))
    }

    /// Gives somebody a role.
    pub fn give_role(&self, user: u64, role: u64) {
        self.change(|state, _| {
            if let Some(member) = state.guild.members.get_mut(&user) {
                member.roles.push(role);
            }
        });
    }

    /// An administrator deletes a message.
    pub fn delete_message(&self, message: u64) {
        self.change(|state, _| state.messages.remove(&message));
    }
}

impl State {
    pub fn channel_named(&self, name: &str) -> Option<u64> {
        self.channels
            .values()
            .find(|channel| channel.name == name)
            .map(|channel| channel.id)
    }

    pub(super) fn insert_person(
        &mut self,
        now: DateTime<Utc>,
        name: &str,
        part: Part,
        joins: bool,
    ) -> u64 {
        let id = self.ids.next(now);
        let user = User {
            id,
            name: name.to_owned(),
            part,
            locale: "en-GB".to_owned(),
            dms_closed: false,
        };
        self.users.insert(id, user);
        if joins {
            self.guild.members.insert(
                id,
                Member {
                    roles: Vec::new(),
                    joined_at: now,
                },
            );
        }
        id
    }

    pub(super) fn insert_role(
        &mut self,
        now: DateTime<Utc>,
        name: &str,
        permissions: u64,
        managed: bool,
    ) -> u64 {
        let id = self.ids.next(now);
        let position = u32::try_from(self.guild.roles.len()).unwrap_or_default();
        self.guild.roles.insert(
            id,
            Role {
                id,
                name: name.to_owned(),
                permissions,
                position,
                managed,
            },
        );
        id
    }

    pub(super) fn insert_channel(
        &mut self,
        now: DateTime<Utc>,
        name: &str,
        only_for: Option<&[u64]>,
    ) -> u64 {
        let id = self.ids.next(now);
        let mut overwrites = Vec::new();
        if let Some(let_in) = only_for {
            let everyone = self.guild.id;
            overwrites.push(Overwrite {
                id: everyone,
                role: true,
                allow: 0,
                deny: may::VIEW_CHANNEL,
            });
            for id in let_in {
                let role = self.guild.roles.contains_key(id);
                overwrites.push(Overwrite {
                    id: *id,
                    role,
                    allow: LET_IN,
                    deny: 0,
                });
            }
        }
        let channel = Channel {
            id,
            kind: ChannelKind::Text,
            name: name.to_owned(),
            parent: None,
            position: u32::try_from(self.channels.len()).unwrap_or_default(),
            overwrites,
            recipient: None,
            thread_members: Vec::new(),
            archived: false,
            locked: false,
            created_at: now,
            last_message: None,
        };
        self.channels.insert(id, channel);
        id
    }

    /// The direct message between somebody and the bot: always the same one.
    pub(super) fn open_dm(&mut self, now: DateTime<Utc>, user: u64) -> u64 {
        let open = self
            .channels
            .values()
            .find(|channel| channel.recipient == Some(user))
            .map(|channel| channel.id);
        open.unwrap_or_else(|| {
            let id = self.insert_channel(now, "", None);
            if let Some(channel) = self.channels.get_mut(&id) {
                channel.kind = ChannelKind::Dm;
                channel.recipient = Some(user);
            }
            id
        })
    }

    pub(super) fn delete_channel(&mut self, channel: u64) {
        self.channels
            .retain(|_, other| other.id != channel && other.parent != Some(channel));
        let Self {
            channels,
            messages,
            modals,
            ..
        } = self;
        messages.retain(|_, message| channels.contains_key(&message.channel));
        modals.retain(|_, modal| channels.contains_key(&modal.channel));
    }

    pub(super) fn set_overwrite(
        &mut self,
        channel: u64,
        id: u64,
        role: bool,
        allow: u64,
        deny: u64,
    ) {
        let Some(channel) = self.channels.get_mut(&channel) else {
            return;
        };
        channel.overwrites.retain(|overwrite| overwrite.id != id);
        if allow | deny != 0 {
            channel.overwrites.push(Overwrite {
                id,
                role,
                allow,
                deny,
            });
        }
    }
}
