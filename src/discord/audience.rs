//! Who may see a channel: Discord's rules of roles and overwrites.

use serde_json::Value;

use super::outbound::id;
use crate::domain::UserId;
use crate::ui::{Audience, Sight};

const ADMINISTRATOR: u64 = 1 << 3;
const VIEW_CHANNEL: u64 = 1 << 10;
const SEND_MESSAGES: u64 = 1 << 11;
const READ_MESSAGE_HISTORY: u64 = 1 << 16;
const SEND_IN_THREADS: u64 = 1 << 38;

/// Overwrites are for a role or for one person.
const ROLE: u64 = 0;
const PERSON: u64 = 1;

/// Who can see this channel, from its own description and its server's.
pub(super) fn of(channel: &Value, guild: &Value, bot: UserId) -> Audience {
    // Who follows a thread is nowhere written; moderators may join private ones unseen.
    if is_thread(channel["type"].as_u64()) || !channel["permission_overwrites"].is_array() {
        return Audience::default();
    }
    let (Some(guild_id), Some(roles)) = (id(&guild["id"]), guild["roles"].as_array()) else {
        return Audience::default();
    };
    let sees = |roles: &[&Value]| {
        permissions(channel, guild_id, roles, None) & (VIEW_CHANNEL | ADMINISTRATOR) != 0
    };
    let Some(everyone) = roles.iter().find(|role| id(&role["id"]) == Some(guild_id)) else {
        return Audience::default();
    };
    let all = sees(&[everyone]);
    let admitted: Vec<_> = roles
        .iter()
        .filter(|role| !all && id(&role["id"]) != Some(guild_id))
        .filter(|role| id(&role["tags"]["bot_id"]) != Some(bot.0) && sees(&[everyone, role]))
        .collect();
    let administers = |role: &&&Value| bits(&role["permissions"]) & ADMINISTRATOR != 0;
    let by_role = !admitted.iter().all(|role| administers(&role));
    let admitted = admitted
        .into_iter()
        .filter_map(|role| role["name"].as_str().map(str::to_owned))
        .collect();
    let invited = overwrites(channel)
        .filter(|(kind, _, allow, _)| *kind == PERSON && allow & VIEW_CHANNEL != 0)
        .map(|(_, who, ..)| who);
    let owner = id(&guild["owner_id"]);
    let mut people: Vec<_> = invited
        .chain(owner)
        .map(UserId)
        .filter(|who| *who != bot)
        .collect();
    people.sort_unstable();
    people.dedup();
    Audience {
        known: true,
        everyone: all,
        roles: admitted,
        by_role,
        people,
        owner: owner.map(UserId),
    }
}

/// Whether this member may see the channel and write there.
pub(super) fn may_post(channel: &Value, guild: &Value, member: &Value, who: UserId) -> bool {
    held(channel, guild, member, who)
        .is_some_and(|held| allows_posting(held, is_thread(channel["type"].as_u64())))
}

/// What this member may do in the channel; `None` where Discord did not tell enough.
pub(super) fn held(channel: &Value, guild: &Value, member: &Value, who: UserId) -> Option<u64> {
    let (guild_id, roles) = (id(&guild["id"])?, guild["roles"].as_array()?);
    let has = |role: &&Value| {
        let role = id(&role["id"]);
        role == Some(guild_id)
            || member["roles"]
                .as_array()
                .is_some_and(|own| own.iter().any(|own| id(own) == role))
    };
    let roles: Vec<_> = roles.iter().filter(has).collect();
    Some(permissions(channel, guild_id, &roles, Some(who)))
}

/// Whether somebody with these permissions sees the channel.
pub(super) fn sight(held: u64) -> Sight {
    if allows_seeing(held) {
        Sight::Sees
    } else {
        Sight::Hidden
    }
}

/// Whether these permissions are enough to post.
pub(super) fn allows_posting(held: u64, in_thread: bool) -> bool {
    let needed = VIEW_CHANNEL
        | if in_thread {
            SEND_IN_THREADS
        } else {
            SEND_MESSAGES
        };
    held & ADMINISTRATOR != 0 || held & needed == needed
}

/// Whether these permissions are enough to see the channel.
pub(super) fn allows_seeing(held: u64) -> bool {
    held & (ADMINISTRATOR | VIEW_CHANNEL) != 0
}

/// Whether these permissions are enough to read what was posted before.
pub(super) fn allows_looking_back(held: u64) -> bool {
    held & (ADMINISTRATOR | READ_MESSAGE_HISTORY) != 0
}

/// The type of a thread that only those see who were added to it.
pub(super) const PRIVATE_THREAD: u64 = 12;

/// Whether a channel of this type is a thread.
pub(super) fn is_thread(kind: Option<u64>) -> bool {
    matches!(kind, Some(10..=12))
}

/// What somebody with these roles may do here: roles first, then the overwrites for everybody,
/// for roles together, for the person.
fn permissions(channel: &Value, guild: u64, roles: &[&Value], who: Option<UserId>) -> u64 {
    let mut held = roles
        .iter()
        .fold(0, |held, role| held | bits(&role["permissions"]));
    if held & ADMINISTRATOR != 0 {
        return u64::MAX;
    }
    let mut apply = |applies: &dyn Fn(u64, u64) -> bool| {
        let (mut allow, mut deny) = (0, 0);
        for (kind, whom, allows, denies) in overwrites(channel) {
            if applies(kind, whom) {
                allow |= allows;
                deny |= denies;
            }
        }
        held = held & !deny | allow;
    };
    let has = |whom| roles.iter().any(|role| id(&role["id"]) == Some(whom));
    apply(&|kind, whom| kind == ROLE && whom == guild);
    apply(&|kind, whom| kind == ROLE && whom != guild && has(whom));
    apply(&|kind, whom| kind == PERSON && Some(UserId(whom)) == who);
    held
}

/// Kind, whom it is for, what it allows, what it denies.
fn overwrites(channel: &Value) -> impl Iterator<Item = (u64, u64, u64, u64)> {
    channel["permission_overwrites"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|overwrite| {
            let kind = &overwrite["type"];
            let kind = kind.as_u64().or_else(|| kind.as_str()?.parse().ok())?;
            Some((
                kind,
                id(&overwrite["id"])?,
                bits(&overwrite["allow"]),
                bits(&overwrite["deny"]),
            ))
        })
}

fn bits(value: &Value) -> u64 {
    id(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BOT: UserId = UserId(9);

    fn guild() -> Value {
        json!({"id": "1", "owner_id": "5", "roles": [
            {"id": "1", "name": "@everyone", "permissions": "3072"},
            {"id": "2", "name": "Admins", "permissions": "8"},
            {"id": "3", "name": "Moderators", "permissions": "0"},
            {"id": "4", "name": "Tend", "permissions": "3072", "tags": {"bot_id": "9"}},
        ]})
    }

    fn check(overwrites: &Value, everyone: bool, roles: &[&str], people: &[u64]) {
        let channel = json!({"type": 0, "permission_overwrites": overwrites});
        let audience = of(&channel, &guild(), BOT);
        assert_eq!(
            audience,
            Audience {
                known: true,
                everyone,
                roles: roles.iter().map(|name| (*name).to_owned()).collect(),
                by_role: roles.iter().any(|name| *name != "Admins"),
                people: people.iter().copied().map(UserId).collect(),
                owner: Some(UserId(5)),
            }
        );
    }

    #[test]
    fn an_open_channel_is_seen_by_everyone() {
        check(&json!([]), true, &[], &[5]);
    }

    #[test]
    fn a_private_channel_is_seen_by_whom_it_names_and_by_administrators_and_the_owner() {
        let named = json!([
            {"id": "1", "type": 0, "allow": "0", "deny": "1024"},
            {"id": "3", "type": 0, "allow": "1024", "deny": "0"},
            {"id": "7", "type": 1, "allow": "1024", "deny": "0"},
            {"id": "8", "type": 1, "allow": "0", "deny": "1024"},
            {"id": "9", "type": 1, "allow": "3072", "deny": "0"},
        ]);
        check(&named, false, &["Admins", "Moderators"], &[5, 7]);
    }

    #[test]
    fn of_a_thread_nobody_can_tell() {
        let thread = json!({"type": 12, "permission_overwrites": []});
        assert!(!of(&thread, &guild(), BOT).known);
    }

    #[test]
    fn the_bot_may_post_where_its_roles_and_its_own_overwrite_let_it() {
        let check = |overwrites: Value, expected| {
            let channel = json!({"type": 0, "permission_overwrites": overwrites});
            assert_eq!(
                may_post(&channel, &guild(), &json!({"roles": ["4"]}), BOT),
                expected
            );
        };
        check(json!([]), true);
        check(
            json!([{"id": "1", "type": 0, "allow": "0", "deny": "2048"}]),
            false,
        );
        check(
            json!([{"id": "1", "type": 0, "allow": "0", "deny": "2048"},
                     {"id": "9", "type": 1, "allow": "2048", "deny": "0"}]),
            true,
        );
    }
}
