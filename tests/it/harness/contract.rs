//! Every body that the bot sends, checked against Discord's own contract where that lies beside the repository.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};
use tend::sandbox::ledger::Rest;

/// Which of the contract's paths a route of the ledger is.
const PATHS: [(&str, &str); 8] = [
    (
        "applications/*/commands",
        "/applications/{application_id}/commands",
    ),
    ("channels/*/messages", "/channels/{channel_id}/messages"),
    (
        "channels/*/messages/*",
        "/channels/{channel_id}/messages/{message_id}",
    ),
    (
        "interactions/*/*/callback",
        "/interactions/{interaction_id}/{interaction_token}/callback",
    ),
    ("users/@me/channels", "/users/@me/channels"),
    ("webhooks/*/*", "/webhooks/{webhook_id}/{webhook_token}"),
    (
        "webhooks/*/*/messages/*",
        "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    ),
    (
        "webhooks/*/*/messages/@original",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
    ),
];

/// What is wrong with a request, by the contract and by what it leaves out.
pub fn problems(rest: &Rest) -> Vec<String> {
    if rest.body.is_null() {
        return Vec::new();
    }
    let mut wrong = left_out(rest);
    if let Some(contract) = contract() {
        wrong.extend(contract.problems(&rest.method, &rest.route, &rest.body));
    }
    wrong
}

/// Discord's limits that its contract does not name.
fn left_out(rest: &Rest) -> Vec<String> {
    let mut wrong = Vec::new();
    if rest.route == "applications/*/commands" {
        let names = rest.body.as_array().into_iter().flatten().flat_map(names);
        let fits = |name: &str| {
            let letters = name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
            letters && (1..=32).contains(&name.len())
        };
        wrong.extend(
            names
                .filter(|name| !fits(name))
                .map(|name| format!("no name for a command: {name}")),
        );
        return wrong;
    }
    let callback = rest.route.starts_with("interactions/");
    let message = if callback {
        &rest.body["data"]
    } else {
        &rest.body
    };
    if callback && !matches!(rest.body["type"].as_u64(), Some(4 | 7)) {
        return wrong; // a form, a promise or suggestions
    }
    let text = message["content"].as_str();
    if text.is_some_and(|text| text.chars().count() > 2000) {
        wrong.push("content is longer than 2,000 characters".to_owned());
    }
    let embeds = message["embeds"]
        .as_array()
        .map_or(0, |embeds| embeds.iter().map(letters).sum());
    if embeds > 6000 {
        wrong.push("embeds have more than 6,000 characters in all".to_owned());
    }
    let says = rest.route.contains("messages") || rest.route.starts_with("webhooks/") || callback;
    let attached = message["attachments"]
        .as_array()
        .is_some_and(|files| !files.is_empty());
    if says && text.is_none_or(str::is_empty) && embeds == 0 && !attached && rest.method == "POST" {
        wrong.push("an empty message".to_owned());
    }
    wrong
}

fn names(command: &Value) -> Vec<String> {
    let own = command["name"].as_str().map(str::to_owned);
    let inner = command["options"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(names);
    own.into_iter().chain(inner).collect()
}

fn letters(embed: &Value) -> usize {
    match embed {
        Value::String(text) => text.chars().count(),
        Value::Array(parts) => parts.iter().map(letters).sum(),
        Value::Object(parts) => parts.values().map(letters).sum(),
        _ => 0,
    }
}

struct Contract {
    document: Value,
    validators: Mutex<HashMap<(String, &'static str), Option<&'static Validator>>>,
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/discord-openapi.json")
}

fn contract() -> Option<&'static Contract> {
    static CONTRACT: OnceLock<Option<Contract>> = OnceLock::new();
    let read = || {
        let text = std::fs::read_to_string(file()).ok()?;
        let document = serde_json::from_str(&text).expect("the contract is JSON");
        Some(Contract {
            document,
            validators: Mutex::default(),
        })
    };
    CONTRACT.get_or_init(read).as_ref()
}

impl Contract {
    fn problems(&self, method: &str, route: &str, body: &Value) -> Vec<String> {
        let Some((_, path)) = PATHS.iter().find(|(ours, _)| *ours == route) else {
            return vec!["a body for a route that the contract is not asked about".to_owned()];
        };
        let Some(validator) = self.validator(method, path) else {
            return vec!["the contract knows no such body".to_owned()];
        };
        validator
            .iter_errors(body)
            .map(|error| format!("{} {}", error.instance_path(), error))
            .collect()
    }

    fn validator(&self, method: &str, path: &'static str) -> Option<&'static Validator> {
        let mut validators = self.validators.lock().unwrap();
        *validators
            .entry((method.to_owned(), path))
            .or_insert_with(|| {
                let operation = &self.document["paths"][path][method.to_lowercase()];
                let schema =
                    operation["requestBody"]["content"]["application/json"].get("schema")?;
                let whole = json!({
                    "$schema": "https://json-schema.org/draft/2020-12/schema",
                    "components": self.document["components"],
                    "allOf": [schema],
                });
                let validator =
                    jsonschema::draft202012::new(&whole).expect("the contract's schemas are whole");
                Some(Box::leak(Box::new(validator))) // as long as the run
            })
    }
}

/// Where the file is, every story checks its bodies by it. This proves that the check can fail.
#[test]
#[ignore = "needs ../shared/discord-openapi.json; where it is: cargo test discords_own_contract -- --ignored"]
fn discords_own_contract_is_kept() {
    let contract = contract().expect("../shared/discord-openapi.json");
    let problems = |route, body| contract.problems("POST", route, &body);
    assert_eq!(
        problems("channels/*/messages", json!({"content": "hello"})),
        Vec::<String>::new()
    );
    assert_ne!(
        problems("channels/*/messages", json!({"content": 7})),
        Vec::<String>::new()
    );
    let row = |label: String| {
        json!({"components": [{"type": 1, "components": [
        {"type": 2, "style": 1, "custom_id": "a", "label": label}]}], "content": "a"})
    };
    assert_eq!(
        problems("channels/*/messages", row("Read".to_owned())),
        Vec::<String>::new()
    );
    assert_ne!(
        problems("channels/*/messages", row("x".repeat(81))),
        Vec::<String>::new()
    );
    assert_ne!(
        problems("interactions/*/*/callback", json!({"type": "four"})),
        Vec::<String>::new()
    );
}
