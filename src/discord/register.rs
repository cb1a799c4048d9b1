//! Publishes the slash commands, and only when they differ from what Discord has.

use reqwest::Method;
use serde_json::{Map, Value, json};
use serenity::http::Route;
use serenity::model::id::ApplicationId;
use tracing::info;

use super::budget::{Lane, Urgency};
use super::errors::SendError;
use super::outbound::{Outbound, nonzero};
use super::wire::{Body, Call};
use crate::ui::{CommandSpec, OptionKind, OptionSpec};

/// Discord's numbers: a command of a server, one of a direct message with the bot.
const IN_GUILD: u64 = 0;
const IN_DM: u64 = 1;
/// What a slash command is among the types of commands.
const SLASH: u64 = 1;
/// What Discord adds to a command by itself.
const GIVEN: [&str; 4] = ["application_id", "version", "dm_permission", "guild_id"];
/// Installed in a server (and not for a person).
const TO_GUILD: u64 = 0;

/// Makes Discord's list of commands this one. True: it had to be changed.
pub(super) async fn register(
    outbound: &Outbound,
    specs: &[CommandSpec],
) -> Result<bool, SendError> {
    let application_id = ApplicationId::from(nonzero(outbound.me().application)?);
    let call = |method, body| Call {
        method,
        route: Route::Commands { application_id },
        query: None,
        body,
    };
    let lane = Lane::Route("commands");
    let wanted = Value::Array(specs.iter().map(command).collect());
    let get = call(Method::GET, Body::Nothing);
    let known = outbound
        .bot(&get, lane, "GET commands", Urgency::Exact)
        .await?;
    let all = known.body.as_array().cloned().unwrap_or_default();
    // Discord gives an application with an activity a command of another type, which a list may not leave out.
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_slash_command);
    if same(&wanted, &Value::Array(own)) {
        return Ok(false);
    }
    let put = call(Method::PUT, Body::Json(with(wanted, others)));
    outbound
        .bot(&put, lane, "PUT commands", Urgency::Exact)
        .await?;
    info!(commands = specs.len(), "registered the commands");
    Ok(true)
}

fn is_slash_command(command: &Value) -> bool {
    command["type"].as_u64().unwrap_or(SLASH) == SLASH
}

/// The wanted commands, and after them those that are not ours, as they are.
fn with(wanted: Value, others: Vec<Value>) -> Value {
    let Value::Array(mut all) = wanted else {
        return wanted;
    };
    all.extend(others.into_iter().map(|mut other| {
        if let Some(other) = other.as_object_mut() {
            other.retain(|field, value| !value.is_null() && !GIVEN.contains(&field.as_str()));
        }
        other
    }));
    Value::Array(all)
}

fn command(spec: &CommandSpec) -> Value {
    let contexts = if spec.in_dm {
        vec![IN_GUILD, IN_DM]
    } else {
        vec![IN_GUILD]
    };
    json!({
        "type": 1,
        "name": spec.name,
        "description": spec.description,
        "options": options(spec),
        "contexts": contexts,
        "integration_types": [TO_GUILD],
        "default_member_permissions": null,
        "nsfw": false,
    })
}

fn options(spec: &CommandSpec) -> Vec<Value> {
    let subcommands = spec.subcommands.iter().map(|sub| {
        json!({"type": 1, "name": sub.name, "description": sub.description, "options": options(sub)})
    });
    subcommands.chain(spec.options.iter().map(option)).collect()
}

fn option(spec: &OptionSpec) -> Value {
    let kind = match spec.kind {
        OptionKind::Text => 3,
        OptionKind::Person => 6,
    };
    let mut option = json!({
        "type": kind,
        "name": spec.name,
        "description": spec.description,
        "required": spec.required,
    });
    if spec.autocomplete {
        option["autocomplete"] = true.into();
    }
    option
}

/// Whether both lists mean the same commands. Discord sorts them as it likes, adds ids and
/// versions, and leaves out what is as usual.
fn same(wanted: &Value, known: &Value) -> bool {
    let sorted = |list: &Value| {
        let mut list: Vec<_> = list.as_array()?.iter().map(essence).collect();
        list.sort_unstable_by_key(|command| command["name"].to_string());
        Some(list)
    };
    sorted(wanted).is_some() && sorted(wanted) == sorted(known)
}

fn essence(of: &Value) -> Value {
    const TOLD: [&str; 9] = [
        "name",
        "description",
        "type",
        "required",
        "autocomplete",
        "contexts",
        "integration_types",
        "default_member_permissions",
        "nsfw",
    ];
    let mut told = Map::new();
    for field in TOLD {
        let usual = match &of[field] {
            Value::Null | Value::Bool(false) => true,
            Value::Array(list) => list.is_empty(),
            value => field == "type" && *value == 1,
        };
        if !usual {
            told.insert(field.to_owned(), of[field].clone());
        }
    }
    let inner: Vec<_> = of["options"]
        .as_array()
        .into_iter()
        .flatten()
        .map(essence)
        .collect();
    if !inner.is_empty() {
        told.insert("options".to_owned(), inner.into());
    }
    told.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn specs() -> Vec<CommandSpec> {
        let start = CommandSpec {
            name: "start",
            description: "Begin".to_owned(),
            subcommands: Vec::new(),
            options: vec![
                OptionSpec {
                    name: "partner",
                    description: "Who".into(),
                    kind: OptionKind::Person,
                    required: true,
                    autocomplete: false,
                },
                OptionSpec {
                    name: "zone",
                    description: "Where".into(),
                    kind: OptionKind::Text,
                    required: true,
                    autocomplete: true,
                },
            ],
            in_dm: false,
        };
        let tend = CommandSpec {
            name: "tend",
            description: "Tend together".to_owned(),
            subcommands: vec![start],
            options: Vec::new(),
            in_dm: false,
        };
        let help = CommandSpec {
            name: "help",
            description: "What there is".to_owned(),
            subcommands: Vec::new(),
            options: Vec::new(),
            in_dm: true,
        };
        vec![tend, help]
    }

    #[test]
    fn what_discord_gives_back_counts_as_the_same() {
        let wanted = Value::Array(specs().iter().map(command).collect());
        let known = json!([
            {"id": "11", "application_id": "1", "version": "5", "type": 1, "name": "help",
             "description": "What there is", "contexts": [0, 1], "integration_types": [0],
             "default_member_permissions": null, "nsfw": false, "dm_permission": true,
             "name_localizations": null},
            {"id": "12", "application_id": "1", "version": "6", "type": 1, "name": "tend",
             "description": "Tend together", "contexts": [0], "integration_types": [0],
             "default_member_permissions": null,
             "options": [{"type": 1, "name": "start", "description": "Begin", "options": [
                {"type": 6, "name": "partner", "description": "Who", "required": true},
                {"type": 3, "name": "zone", "description": "Where", "required": true, "autocomplete": true}]}]},
        ]);
        assert!(same(&wanted, &known));
    }

    #[test]
    fn any_change_that_people_notice_is_a_difference() {
        let wanted = Value::Array(specs().iter().map(command).collect());
        let check = |pointer: &str, value: Value| {
            let mut known = wanted.clone();
            *known.pointer_mut(pointer).unwrap() = value;
            assert!(!same(&wanted, &known), "{pointer}");
        };
        check("/0/description", json!("Other"));
        check("/0/options/0/options/0/required", json!(false));
        check("/0/options/0/options/1/autocomplete", json!(false));
        check("/1/contexts", json!([0]));
        check("/1/default_member_permissions", json!("8"));
        assert!(!same(&wanted, &json!([])));
        assert!(!same(&wanted, &Value::Null));
    }
}
