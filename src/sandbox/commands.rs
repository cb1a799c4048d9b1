//! Discord's rules for command definitions, and a command as somebody picks it from the list.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::refusal::{Problems, Refusal, length};

const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;
const STRING: u64 = 3;

/// Checks the definitions of a whole PUT, as Discord would.
pub fn check_all(definitions: &[Value]) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    let mut names = BTreeSet::new();
    for (n, definition) in definitions.iter().enumerate() {
        check(definition, &n.to_string(), &mut problems);
        if !names.insert((
            definition["type"].as_u64().unwrap_or(1),
            definition["name"].as_str(),
        )) {
            let message = "Application command names must be unique";
            problems.add(
                &format!("{n}.name"),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                message,
            );
        }
    }
    if definitions.len() > 100 {
        return Err(Refusal::new(
            400,
            30032,
            "Maximum number of application commands reached (100).",
        ));
    }
    problems.into_result()
}

fn check(definition: &Value, path: &str, problems: &mut Problems) {
    check_name(&definition["name"], path, problems);
    // Only slash commands are described.
    let described = matches!(definition["type"].as_u64(), None | Some(1));
    problems.text(
        &format!("{path}.description"),
        &definition["description"],
        usize::from(described),
        if described { 100 } else { 0 },
    );
    let options = definition["options"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    check_options(options, &format!("{path}.options"), 0, problems);
    if weight(definition) > 8000 {
        let message = "Command exceeds maximum size (8000)";
        problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
    if let Some(permissions) = definition["default_member_permissions"].as_str()
        && permissions.parse::<u64>().is_err()
    {
        problems.choices(&format!("{path}.default_member_permissions"));
    }
    for (field, most) in [("contexts", 2), ("integration_types", 1)] {
        for (n, value) in definition[field]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            problems.number(&format!("{path}.{field}.{n}"), value, 0, most);
        }
    }
}

fn check_options(options: &[Value], path: &str, depth: u8, problems: &mut Problems) {
    problems.length(path, options.len(), 0, 25);
    let mut names = BTreeSet::new();
    let mut optional_seen = false;
    let subs = options.iter().filter(|option| is_sub(option)).count();
    if subs != 0 && subs != options.len() {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    for (n, option) in options.iter().enumerate() {
        let path = format!("{path}.{n}");
        check_name(&option["name"], &path, problems);
        problems.text(
            &format!("{path}.description"),
            &option["description"],
            1,
            100,
        );
        if !names.insert(option["name"].as_str()) {
            let message = "Option name already used";
            problems.add(
                &path,
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                message,
            );
        }
        let kind = option["type"].as_u64();
        match kind {
            Some(SUBCOMMAND) if depth < 2 => nested(option, &path, 2, problems),
            Some(GROUP) if depth == 0 => nested(option, &path, 1, problems),
            Some(3..=11) => check_value_option(option, &path, problems),
            _ => problems.choices(&format!("{path}.type")),
        }
        if !is_sub(option) {
            let required = option["required"] == json!(true);
            if required && optional_seen {
                let message = "Required options must be placed before non-required options";
                problems.add(
                    &path,
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    message,
                );
            }
            optional_seen |= !required;
        }
    }
}

fn nested(option: &Value, path: &str, depth: u8, problems: &mut Problems) {
    let inner = option["options"].as_array().map_or(&[][..], Vec::as_slice);
    let path = format!("{path}.options");
    if depth == 2 && inner.iter().any(is_sub) {
        problems.choices(&path);
    }
    check_options(inner, &path, depth, problems);
}

fn check_value_option(option: &Value, path: &str, problems: &mut Problems) {
    let choices = option["choices"].as_array().map_or(&[][..], Vec::as_slice);
    problems.length(&format!("{path}.choices"), choices.len(), 0, 25);
    for (n, choice) in choices.iter().enumerate() {
        problems.text(&format!("{path}.choices.{n}.name"), &choice["name"], 1, 100);
        if option["type"] == json!(STRING) {
            problems.text(
                &format!("{path}.choices.{n}.value"),
                &choice["value"],
                0,
                100,
            );
        }
    }
    if option["autocomplete"] == json!(true) {
        if !choices.is_empty() {
            let message = "Autocomplete cannot be set to true with choices";
            problems.add(
                path,
                "APPLICATION_COMMAND_AUTOCOMPLETE_NOT_ALLOWED",
                message,
            );
        }
        if !matches!(option["type"].as_u64(), Some(STRING | 4 | 10)) {
            problems.choices(&format!("{path}.autocomplete"));
        }
    }
    problems.number(
        &format!("{path}.min_length"),
        &option["min_length"],
        0,
        6000,
    );
    problems.number(
        &format!("{path}.max_length"),
        &option["max_length"],
        1,
        6000,
    );
}

/// `^[-_'\p{L}\p{N}]{1,32}$`, in lower case wherever there is one.
fn check_name(name: &Value, path: &str, problems: &mut Problems) {
    let path = format!("{path}.name");
    problems.text(&path, name, 1, 32);
    let text = name.as_str().unwrap_or_default();
    let allowed = |c: char| c == '-' || c == '_' || c.is_alphabetic() || c.is_numeric();
    if !text.chars().all(allowed) || text.to_lowercase() != text {
        let message = "Command name is invalid";
        problems.add(&path, "APPLICATION_COMMAND_INVALID_NAME", message);
    }
}

fn is_sub(option: &Value) -> bool {
    matches!(option["type"].as_u64(), Some(SUBCOMMAND | GROUP))
}

/// What counts towards the 8000 characters: names, descriptions and values, the longest of their translations.
fn weight(definition: &Value) -> usize {
    let text = |value: &Value| value.as_str().map_or(0, length);
    let longest = |own: &Value, others: &Value| {
        let others = others.as_object().into_iter().flat_map(|map| map.values());
        others.map(text).max().unwrap_or_default().max(text(own))
    };
    let own = longest(&definition["name"], &definition["name_localizations"])
        + longest(
            &definition["description"],
            &definition["description_localizations"],
        );
    let options = definition["options"]
        .as_array()
        .into_iter()
        .flatten()
        .map(weight)
        .sum::<usize>();
    let choices = definition["choices"].as_array().into_iter().flatten();
    own + options
        + choices
            .map(|choice| text(&choice["name"]) + text(&choice["value"]))
            .sum::<usize>()
}

/// A definition with everything that Discord adds to it. `id` and `version` are given by the caller.
pub fn complete(definition: &Value, id: u64, version: u64, application: u64) -> Value {
    let mut command = definition.clone();
    command["id"] = json!(id.to_string());
    command["application_id"] = json!(application.to_string());
    command["version"] = json!(version.to_string());
    for (field, value) in [
        ("type", json!(1)),
        ("default_member_permissions", Value::Null),
        ("name_localizations", Value::Null),
        ("description_localizations", Value::Null),
        ("contexts", Value::Null),
        ("integration_types", json!([0])),
        ("nsfw", json!(false)),
    ] {
        if command[field].is_null() {
            command[field] = value;
        }
    }
    command["dm_permission"] = json!(works_in_dm(&command));
    command
}

/// Whether it may be used in a direct message with the bot.
pub fn works_in_dm(command: &Value) -> bool {
    match command["contexts"].as_array() {
        Some(contexts) => contexts.contains(&json!(1)),
        None => command["dm_permission"] != json!(false),
    }
}

/// Whether it may be used in a server.
pub fn works_in_guild(command: &Value) -> bool {
    command["contexts"]
        .as_array()
        .is_none_or(|contexts| contexts.contains(&json!(0)))
}

/// The options of a command, or of its subcommand where it has any. An error is what a person
/// would see in Discord's own client.
pub fn options<'a>(command: &'a Value, sub: Option<&str>) -> Result<&'a [Value], String> {
    let listed = command["options"].as_array().map_or(&[][..], Vec::as_slice);
    let has_subs = listed.iter().any(is_sub);
    match sub {
        None if has_subs => Err("Choose one of the subcommands.".to_owned()),
        None => Ok(listed),
        Some(sub) => {
            let found = listed
                .iter()
                .find(|option| is_sub(option) && option["name"] == json!(sub));
            let found = found.ok_or_else(|| "There is no such subcommand.".to_owned())?;
            Ok(found["options"].as_array().map_or(&[][..], Vec::as_slice))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(definition: Value) -> bool {
        check_all(&[definition]).is_ok()
    }

    fn option(name: &str, kind: u64, required: bool) -> Value {
        json!({"name": name, "description": "d", "type": kind, "required": required})
    }

    #[test]
    fn names_are_short_lower_case_and_without_spaces() {
        for (name, good) in [
            ("tend", true),
            ("cœur-à-cœur", true),
            ("Tend", false),
            ("a b", false),
            ("", false),
        ] {
            assert_eq!(
                fits(json!({"name": name, "description": "d"})),
                good,
                "{name}"
            );
        }
        assert!(!fits(json!({"name": "x".repeat(33), "description": "d"})));
        assert!(!fits(json!({"name": "x", "description": "d".repeat(101)})));
    }

    #[test]
    fn required_options_come_first_and_subcommands_stand_alone() {
        let with = |options: Value| json!({"name": "x", "description": "d", "options": options});
        assert!(fits(with(json!([
            option("a", 3, true),
            option("b", 3, false)
        ]))));
        assert!(!fits(with(json!([
            option("a", 3, false),
            option("b", 3, true)
        ]))));
        assert!(!fits(with(json!([
            option("a", 1, false),
            option("b", 3, true)
        ]))));
        let sub = with(json!([option("start", 1, false)]));
        assert!(options(&sub, None).is_err() && options(&sub, Some("start")).is_ok());
    }

    #[test]
    fn autocomplete_excludes_choices() {
        let mut zone = option("zone", 3, true);
        zone["autocomplete"] = json!(true);
        assert!(fits(
            json!({"name": "x", "description": "d", "options": [zone.clone()]})
        ));
        zone["choices"] = json!([{"name": "a", "value": "a"}]);
        assert!(!fits(
            json!({"name": "x", "description": "d", "options": [zone]})
        ));
    }
}
