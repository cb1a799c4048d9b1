//! The gateway's address, the bot itself, its commands, the server and the people in it.

use serde_json::{Value, json};

use super::super::commands as rules;
use super::super::drafts::id;
use super::super::people::ChannelKind;
use super::super::refusal::Refusal;
use super::routes::{Desk, Performed};

pub fn gateway(desk: &Desk<'_>) -> Value {
    json!({"url": desk.state.gateway_url})
}

pub fn gateway_bot(desk: &mut Desk<'_>) -> Value {
    let left = desk.state.sessions.identifies_left(desk.limits);
    json!({"url": desk.state.gateway_url, "shards": 1, "session_start_limit": {
        "total": desk.limits.identifies.most, "remaining": left, "reset_after": 14_400_000, "max_concurrency": 1}})
}

pub fn me(desk: &Desk<'_>) -> Performed {
    let mut me = user_json(desk, desk.state.app.bot)?;
    me["verified"] = json!(true);
    me["mfa_enabled"] = json!(true);
    me["email"] = Value::Null;
    me["locale"] = json!("en-US");
    Ok(Some(me))
}

fn user_json(desk: &Desk<'_>, user: u64) -> Result<Value, Refusal> {
    desk.state
        .users
        .get(&user)
        .map(super::super::people::User::json)
        .ok_or_else(Refusal::unknown_user)
}

pub fn my_guilds(desk: &Desk<'_>) -> Value {
    let state = &desk.state;
    if !state.guild.members.contains_key(&state.app.bot) {
        return json!([]);
    }
    let rights = state.permissions_in_guild(state.app.bot).to_string();
    json!([{"id": state.guild.id.to_string(), "name": state.guild.name, "icon": null, "banner": null,
        "owner": false, "permissions": rights, "features": []}])
}

pub fn user(desk: &Desk<'_>, user: &str) -> Performed {
    let user = user.parse().map_err(|_| Refusal::unknown_user())?;
    user_json(desk, user).map(Some)
}

pub fn open_dm(desk: &mut Desk<'_>) -> Performed {
    let recipient = id(&desk.call.body["recipient_id"]).filter(|id| *id != desk.state.app.bot);
    let recipient = recipient
        .filter(|id| desk.state.users.contains_key(id))
        .ok_or_else(Refusal::bad_recipient)?;
    let channel = desk.state.open_dm(desk.now, recipient);
    let channel = desk
        .state
        .channels
        .get(&channel)
        .ok_or_else(Refusal::unknown_channel)?;
    Ok(Some(desk.state.channel_json(channel, None)))
}

pub fn application(desk: &Desk<'_>) -> Performed {
    let app = &desk.state.app;
    Ok(Some(json!({
        "id": app.id.to_string(), "name": app.name, "icon": null, "description": "", "summary": "", "type": null,
        "bot": user_json(desk, app.bot)?, "owner": user_json(desk, desk.state.guild.owner)?, "team": null,
        "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64), "flags": 0, "hook": true,
        "integration_types_config": {"0": {"oauth2_install_params": {
            "scopes": ["applications.commands", "bot"], "permissions": "0"}}},
        "redirect_uris": [], "interactions_endpoint_url": null, "role_connections_verification_url": null,
        "approximate_guild_count": 1, "approximate_user_install_count": 0, "explicit_content_filter": 0,
    })))
}

fn check_application(desk: &Desk<'_>, application: &str) -> Result<(), Refusal> {
    let mine = application.parse() == Ok(desk.state.app.id);
    if mine {
        Ok(())
    } else {
        Err(Refusal::unknown_application())
    }
}

/// The bot's global commands.
pub fn commands(desk: &mut Desk<'_>, method: &str, application: &str, rest: &[&str]) -> Performed {
    check_application(desk, application)?;
    match (method, rest) {
        ("GET", []) => Ok(Some(json!(desk.state.commands))),
        ("PUT", []) => {
            let definitions = desk.call.body.as_array().cloned().ok_or_else(|| {
                Refusal::bad_field(
                    "_root",
                    "LIST_TYPE_CONVERT",
                    "Only iterables may be used in a ListType",
                )
            })?;
            rules::check_all(&definitions)?;
            let entry = |list: &[Value]| list.iter().any(|one| one["type"] == json!(4));
            if entry(&desk.state.commands) && !entry(&definitions) {
                return Err(Refusal::new(
                    400,
                    50240,
                    "You cannot remove this app's Entry Point command in a bulk update operation.",
                ));
            }
            let commands = definitions
                .iter()
                .map(|definition| register(desk, definition))
                .collect::<Vec<_>>();
            desk.state.commands = commands;
            Ok(Some(json!(desk.state.commands)))
        }
        ("POST", []) => {
            let definition = desk.call.body.clone();
            rules::check_all(std::slice::from_ref(&definition))?;
            let command = register(desk, &definition);
            desk.state
                .commands
                .retain(|old| old["name"] != command["name"]);
            desk.state.commands.push(command.clone());
            Ok(Some(command))
        }
        ("GET", [which]) => {
            let found = desk
                .state
                .commands
                .iter()
                .find(|command| command["id"] == json!(which));
            found.cloned().map(Some).ok_or_else(unknown_command)
        }
        ("DELETE", [which]) => {
            let before = desk.state.commands.len();
            desk.state
                .commands
                .retain(|command| command["id"] != json!(which));
            if desk.state.commands.len() == before {
                Err(unknown_command())
            } else {
                Ok(None)
            }
        }
        _ => Err(Refusal::unknown_route(&format!(
            "{method} /{}",
            desk.call.route()
        ))),
    }
}

fn unknown_command() -> Refusal {
    Refusal::new(404, 10063, "Unknown application command")
}

/// A command keeps its id while its name stays; its version only while it is the same.
fn register(desk: &mut Desk<'_>, definition: &Value) -> Value {
    let old = desk
        .state
        .commands
        .iter()
        .find(|old| old["name"] == definition["name"])
        .cloned();
    let app = desk.state.app.id;
    if let Some(old) = &old {
        let same = rules::complete(
            definition,
            id(&old["id"]).unwrap_or_default(),
            id(&old["version"]).unwrap_or_default(),
            app,
        );
        if same == *old {
            return same;
        }
    }
    let kept = old.and_then(|old| id(&old["id"]));
    let command = kept.unwrap_or_else(|| desk.state.ids.next(desk.now));
    let version = desk.state.ids.next(desk.now);
    rules::complete(definition, command, version, app)
}

/// Commands for one server only: Tend has none.
pub fn guild_commands(desk: &Desk<'_>, method: &str, application: &str) -> Performed {
    check_application(desk, application)?;
    let empty = desk.call.body.as_array().is_none_or(Vec::is_empty);
    match method {
        "GET" => Ok(Some(json!([]))),
        "PUT" if empty => Ok(Some(json!([]))),
        _ => Err(Refusal::unknown_route(&format!(
            "{method} /{}",
            desk.call.route()
        ))),
    }
}

/// The server, if the bot is in it.
fn check_guild(desk: &Desk<'_>, guild: &str) -> Result<(), Refusal> {
    let known = guild.parse() == Ok(desk.state.guild.id);
    let inside = desk.state.guild.members.contains_key(&desk.state.app.bot);
    if known && inside {
        Ok(())
    } else {
        Err(Refusal::unknown_guild())
    }
}

pub fn guild(desk: &Desk<'_>, guild: &str) -> Performed {
    check_guild(desk, guild)?;
    Ok(Some(desk.state.guild_json()))
}

pub fn roles(desk: &Desk<'_>, guild: &str) -> Performed {
    check_guild(desk, guild)?;
    Ok(Some(desk.state.roles_json()))
}

/// All channels without threads, as Discord lists them: also those the bot cannot see.
pub fn channels(desk: &Desk<'_>, guild: &str) -> Performed {
    check_guild(desk, guild)?;
    let channels = desk
        .state
        .channels
        .values()
        .filter(|channel| channel.kind == ChannelKind::Text);
    Ok(Some(
        channels
            .map(|channel| desk.state.channel_json(channel, None))
            .collect(),
    ))
}

pub fn member(desk: &Desk<'_>, guild: &str, user: &str) -> Performed {
    check_guild(desk, guild)?;
    let user = user.parse().map_err(|_| Refusal::unknown_user())?;
    if !desk.state.users.contains_key(&user) {
        return Err(Refusal::unknown_user());
    }
    desk.state
        .member_json(user, None)
        .map(Some)
        .ok_or_else(Refusal::unknown_member)
}
