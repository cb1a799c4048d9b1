//! Channels and the messages in them, through the bot's own authorisation.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::super::drafts::Draft;
use super::super::messages::Message;
use super::super::people::{Channel, ChannelKind, stamp};
use super::super::permissions as may;
use super::super::refusal::Refusal;
use super::super::world::UsedNonce;
use super::routes::{Desk, Performed};

impl Desk<'_> {
    /// A channel that the bot can see, with what it may do there.
    fn channel(&self, id: &str) -> Result<(&Channel, u64), Refusal> {
        let id = id.parse::<u64>().map_err(|_| Refusal::unknown_channel())?;
        let channel = self
            .state
            .channels
            .get(&id)
            .ok_or_else(Refusal::unknown_channel)?;
        let rights = self.state.permissions(self.state.app.bot, channel);
        if rights & may::VIEW_CHANNEL == 0 {
            Err(Refusal::missing_access())
        } else {
            Ok((channel, rights))
        }
    }

    /// A message there. What is private to somebody does not exist for this route.
    fn message(&self, channel: u64, id: &str) -> Result<&Message, Refusal> {
        let message = id
            .parse()
            .ok()
            .and_then(|id: u64| self.state.messages.get(&id));
        let message = message.filter(|message| message.channel == channel && !message.is_private());
        message.ok_or_else(Refusal::unknown_message)
    }
}

pub fn show(desk: &Desk<'_>, channel: &str) -> Performed {
    let (channel, _) = desk.channel(channel)?;
    Ok(Some(desk.state.channel_json(channel, None)))
}

/// That this person was added to the thread.
pub fn thread_member(desk: &Desk<'_>, thread: &str, user: &str) -> Performed {
    let (thread, _) = desk.channel(thread)?;
    let user: u64 = user.parse().map_err(|_| Refusal::unknown_member())?;
    if !thread.kind.is_thread() || !thread.thread_members.contains(&user) {
        return Err(Refusal::unknown_member());
    }
    Ok(Some(json!({
        "id": thread.id.to_string(), "user_id": user.to_string(), "flags": 0,
        "join_timestamp": stamp(desk.now),
    })))
}

pub fn list(desk: &Desk<'_>, channel: &str) -> Performed {
    let (channel, rights) = desk.channel(channel)?;
    let limit = desk
        .call
        .asks("limit")
        .map_or(Some(50), |limit| limit.parse().ok());
    let limit = limit.filter(|limit| (1..=100).contains(limit));
    let limit = limit.ok_or_else(|| {
        Refusal::bad_field(
            "limit",
            "NUMBER_TYPE_RANGE",
            "int value should be between 1 and 100.",
        )
    })?;
    if rights & may::READ_MESSAGE_HISTORY == 0 {
        return Ok(Some(json!([])));
    }
    let mark = |name: &str| desk.call.asks(name).and_then(|id| id.parse::<u64>().ok());
    let (after, before) = (mark("after"), mark("before"));
    let found = (desk.state.messages.values())
        .filter(|message| message.channel == channel.id && !message.is_private())
        .filter(|message| after.is_none_or(|after| message.id > after))
        .filter(|message| before.is_none_or(|before| message.id < before))
        .collect::<Vec<_>>();
    // `after` gives the oldest beyond it, else the newest; always listed newest first.
    let page: Vec<_> = if after.is_some() {
        found.iter().take(limit).rev().collect()
    } else {
        found.iter().rev().take(limit).collect()
    };
    Ok(Some(
        page.iter()
            .map(|message| desk.state.message_json(message))
            .collect(),
    ))
}

pub fn post(desk: &mut Desk<'_>, channel: &str) -> Performed {
    let (channel, rights) = desk.channel(channel)?;
    let id = channel.id;
    check_may_send(desk, channel, rights)?;
    let uploads = std::mem::take(&mut desk.call.uploads);
    if !uploads.is_empty() && rights & may::ATTACH_FILES == 0 {
        return Err(Refusal::missing_permissions());
    }
    let mut draft = Draft::read(&desk.call.body, uploads, desk.limits.file_bytes, "")?;
    if draft.is_empty() {
        return Err(Refusal::empty_message());
    }
    if let Some(to) = draft.reply_to {
        if rights & may::READ_MESSAGE_HISTORY == 0 {
            return Err(Refusal::cannot_reply());
        }
        if desk.message(id, &to.to_string()).is_err() {
            if !draft.reply_or_alone {
                return Err(Refusal::bad_field(
                    "message_reference",
                    "REPLIES_UNKNOWN_MESSAGE",
                    "Unknown message",
                ));
            }
            draft.reply_to = None;
        }
    }
    if draft.is_private() {
        return Err(Refusal::bad_field(
            "flags",
            "BASE_TYPE_BAD_INT",
            "Only answers to interactions can be ephemeral.",
        ));
    }
    let nonce = draft.nonce.clone().filter(|_| draft.enforce_nonce);
    if let Some(nonce) = &nonce {
        let window = TimeDelta::from_std(desk.limits.nonce).unwrap_or_default();
        if let Some(first) = desk.state.message_with_nonce(desk.now, nonce, window) {
            return shown(desk, first);
        }
        desk.state.nonces.retain(|used| desk.now - used.at < window);
    }
    let message = desk
        .state
        .insert_message(desk.now, id, desk.state.app.bot, draft);
    if let Some(nonce) = nonce {
        desk.state.nonces.push(UsedNonce {
            nonce,
            message,
            at: desk.now,
        });
    }
    shown(desk, message)
}

fn check_may_send(desk: &Desk<'_>, channel: &Channel, rights: u64) -> Result<(), Refusal> {
    if channel.kind == ChannelKind::Dm {
        let other = channel.recipient.and_then(|id| desk.state.users.get(&id));
        let bot_here = desk.state.guild.members.contains_key(&desk.state.app.bot);
        return match other {
            Some(other) if !bot_here || !desk.state.guild.members.contains_key(&other.id) => {
                Err(Refusal::no_mutual_guild())
            }
            Some(other) if other.dms_closed => Err(Refusal::dms_closed()),
            Some(_) => Ok(()),
            None => Err(Refusal::unknown_user()),
        };
    }
    if channel.locked {
        return Err(Refusal::archived());
    }
    let needed = if channel.kind.is_thread() {
        may::SEND_MESSAGES_IN_THREADS
    } else {
        may::SEND_MESSAGES
    };
    if rights & needed == 0 {
        Err(Refusal::missing_permissions())
    } else {
        Ok(())
    }
}

pub fn message(desk: &Desk<'_>, channel: &str, message: &str) -> Performed {
    let (channel, rights) = desk.channel(channel)?;
    if rights & may::READ_MESSAGE_HISTORY == 0 {
        return Err(Refusal::missing_permissions());
    }
    let message = desk.message(channel.id, message)?;
    Ok(Some(desk.state.message_json(message)))
}

pub fn edit(desk: &mut Desk<'_>, channel: &str, message: &str) -> Performed {
    let (channel, _) = desk.channel(channel)?;
    let message = desk.message(channel.id, message)?;
    if message.author != desk.state.app.bot {
        return Err(Refusal::not_the_author());
    }
    if channel.archived {
        return Err(Refusal::archived());
    }
    let id = message.id;
    let uploads = std::mem::take(&mut desk.call.uploads);
    let draft = Draft::read(&desk.call.body, uploads, desk.limits.file_bytes, "")?;
    desk.state.edit_message(desk.now, id, draft)?;
    shown(desk, id)
}

pub fn delete(desk: &mut Desk<'_>, channel: &str, message: &str) -> Performed {
    let (channel, rights) = desk.channel(channel)?;
    let message = desk.message(channel.id, message)?;
    if message.author != desk.state.app.bot && rights & may::MANAGE_MESSAGES == 0 {
        return Err(Refusal::missing_permissions());
    }
    if channel.archived {
        return Err(Refusal::archived());
    }
    let id = message.id;
    desk.state.messages.remove(&id);
    Ok(None)
}

fn shown(desk: &Desk<'_>, id: u64) -> Result<Option<Value>, Refusal> {
    let message = desk
        .state
        .messages
        .get(&id)
        .ok_or_else(Refusal::unknown_message)?;
    Ok(Some(desk.state.message_json(message)))
}
