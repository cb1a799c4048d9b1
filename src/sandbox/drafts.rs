//! What the bot wants a message to be: read from a request's body and held against Discord's limits.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::components;
use super::refusal::{Problems, Refusal, length};

/// Only the one it answers sees it.
pub const EPHEMERAL: u64 = 1 << 6;
/// Deferred: nothing to show yet.
pub const LOADING: u64 = 1 << 7;
pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
const COMPONENTS_V2: u64 = 1 << 15;

/// A file that came with a request.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The n of `files[n]`.
    pub number: u64,
    pub name: String,
    pub kind: Option<String>,
    pub bytes: Vec<u8>,
}

/// A checked message body. What is `None` was not said: an edit leaves it as it was.
#[derive(Debug, Default)]
pub struct Draft {
    pub content: Option<String>,
    pub embeds: Option<Vec<Value>>,
    pub components: Option<Vec<Value>>,
    /// Files an edit keeps.
    pub keep: Option<Vec<u64>>,
    pub uploads: Vec<Upload>,
    /// An edit that names none leaves them.
    pub flags: Option<u64>,
    pub mentions: Mentions,
    pub nonce: Option<String>,
    pub enforce_nonce: bool,
    pub reply_to: Option<u64>,
    /// Without the message that it replies to it stands by itself.
    pub reply_or_alone: bool,
}

/// Which mentions in the text may notify somebody (`allowed_mentions`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentions {
    pub everyone: bool,
    pub every_user: bool,
    pub every_role: bool,
    pub users: BTreeSet<u64>,
    pub roles: BTreeSet<u64>,
}

impl Default for Mentions {
    /// Where a body says nothing, everything in its text notifies.
    fn default() -> Self {
        Self {
            everyone: true,
            every_user: true,
            every_role: true,
            users: BTreeSet::new(),
            roles: BTreeSet::new(),
        }
    }
}

impl Draft {
    /// Reads a message body. `prefix` is where it stands in the request (`data` in a callback).
    pub fn read(
        body: &Value,
        uploads: Vec<Upload>,
        largest_file: usize,
        prefix: &str,
    ) -> Result<Self, Refusal> {
        if !body.is_object() && !body.is_null() {
            return Err(Refusal::bad_json());
        }
        if uploads.iter().any(|file| file.bytes.len() > largest_file) {
            return Err(Refusal::too_large());
        }
        let mut problems = Problems::default();
        let at = |field: &str| {
            if prefix.is_empty() {
                field.to_owned()
            } else {
                format!("{prefix}.{field}")
            }
        };

        let content = body.get("content").map(|content| {
            problems.optional_text(&at("content"), content, 2000);
            content.as_str().unwrap_or_default().trim().to_owned()
        });
        let embeds = body
            .get("embeds")
            .map(|embeds| check_embeds(embeds, &at("embeds"), &mut problems));
        let components = body
            .get("components")
            .map(|rows| components::check_message(rows, &at("components"), &mut problems));
        let nonce = match &body["nonce"] {
            Value::String(nonce) => Some(nonce.clone()),
            Value::Number(nonce) => Some(nonce.to_string()),
            _ => None,
        };
        problems.length(&at("nonce"), nonce.as_deref().map_or(0, length), 0, 25);
        let mentions = read_mentions(
            &body["allowed_mentions"],
            &at("allowed_mentions"),
            &mut problems,
        );
        let known = EPHEMERAL | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
        let flags = body["flags"].as_u64();
        let set = flags.unwrap_or_default();
        if set & COMPONENTS_V2 != 0 {
            return Err(Refusal::unknown_route(
                "messages with the flag IS_COMPONENTS_V2",
            ));
        }
        if set & !known != 0 {
            problems.add(
                &at("flags"),
                "BASE_TYPE_BAD_INT",
                "Flags that cannot be set.",
            );
        }
        let keep = body["attachments"]
            .as_array()
            .map(|kept| kept.iter().filter_map(|kept| id(&kept["id"])).collect());
        problems.length(&at("attachments"), uploads.len(), 0, 10);
        problems.into_result()?;

        Ok(Self {
            content,
            embeds,
            components,
            keep,
            uploads,
            flags,
            mentions,
            nonce,
            enforce_nonce: body["enforce_nonce"] == json!(true),
            reply_to: id(&body["message_reference"]["message_id"]),
            reply_or_alone: body["message_reference"]["fail_if_not_exists"] == json!(false),
        })
    }

    /// Whether a new message made of this would show nothing. Components alone are nothing.
    pub fn is_empty(&self) -> bool {
        self.content.as_deref().unwrap_or_default().is_empty()
            && self.embeds.as_ref().is_none_or(Vec::is_empty)
            && self.uploads.is_empty()
    }

    pub fn is_private(&self) -> bool {
        self.flags.is_some_and(|flags| flags & EPHEMERAL != 0)
    }
}

/// An id as JSON has it: a string, or a number.
pub fn id(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn check_embeds(embeds: &Value, path: &str, problems: &mut Problems) -> Vec<Value> {
    let embeds = embeds.as_array().cloned().unwrap_or_default();
    problems.length(path, embeds.len(), 0, 10);
    let mut all = 0;
    for (e, embed) in embeds.iter().enumerate() {
        let path = format!("{path}.{e}");
        let mut text = |field: &str, value: &Value, most: usize, problems: &mut Problems| {
            problems.optional_text(&format!("{path}.{field}"), value, most);
            all += value.as_str().map_or(0, length);
        };
        text("title", &embed["title"], 256, problems);
        text("description", &embed["description"], 4096, problems);
        text("footer.text", &embed["footer"]["text"], 2048, problems);
        text("author.name", &embed["author"]["name"], 256, problems);
        let fields = embed["fields"].as_array().map_or(&[][..], Vec::as_slice);
        for (f, field) in fields.iter().enumerate() {
            text(&format!("fields.{f}.name"), &field["name"], 256, problems);
            text(
                &format!("fields.{f}.value"),
                &field["value"],
                1024,
                problems,
            );
            if field["name"].is_null() || field["value"].is_null() {
                problems.required(&format!("{path}.fields.{f}"));
            }
        }
        problems.length(&format!("{path}.fields"), fields.len(), 0, 25);
    }
    if all > 6000 {
        problems.add(
            path,
            "MAX_EMBED_SIZE_EXCEEDED",
            "Embed size exceeds maximum size of 6000",
        );
    }
    embeds
}

fn read_mentions(allowed: &Value, path: &str, problems: &mut Problems) -> Mentions {
    if allowed.is_null() {
        return Mentions::default();
    }
    let list = |field: &str| allowed[field].as_array().cloned().unwrap_or_default();
    let parse = list("parse");
    let may = |kind: &str| parse.iter().any(|listed| listed == kind);
    for (field, kind) in [("users", "users"), ("roles", "roles")] {
        if may(kind) && !list(field).is_empty() {
            let message =
                format!("parse:[\"{kind}\"] and {field}: [ids...] are mutually exclusive.");
            problems.add(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", &message);
        }
        problems.length(&format!("{path}.{field}"), list(field).len(), 0, 100);
    }
    for (p, kind) in parse.iter().enumerate() {
        if !["users", "roles", "everyone"]
            .iter()
            .any(|known| kind == known)
        {
            problems.choices(&format!("{path}.parse.{p}"));
        }
    }
    Mentions {
        everyone: may("everyone"),
        every_user: may("users"),
        every_role: may("roles"),
        users: list("users").iter().filter_map(id).collect(),
        roles: list("roles").iter().filter_map(id).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &Value) -> Result<Draft, Refusal> {
        Draft::read(body, Vec::new(), 10, "")
    }

    #[test]
    fn a_text_has_at_most_2000_characters() {
        assert!(read(&json!({"content": "x".repeat(2000)})).is_ok());
        let refusal = read(&json!({"content": "x".repeat(2001)})).unwrap_err();
        assert_eq!((refusal.status, refusal.code), (400, 50035));
    }

    #[test]
    fn blanks_and_buttons_alone_are_an_empty_message() {
        let rows = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "a", "custom_id": "a"}]}]);
        assert!(
            read(&json!({"content": " \n ", "components": rows}))
                .unwrap()
                .is_empty()
        );
        assert!(
            !read(&json!({"embeds": [{"description": "x"}]}))
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn embeds_have_at_most_6000_characters_in_all() {
        let embeds = |each: usize| json!({"embeds": [{"description": "x".repeat(each)}, {"description": "x".repeat(each)}]});
        assert!(read(&embeds(3000)).is_ok());
        assert!(read(&embeds(3001)).is_err());
    }

    #[test]
    fn without_allowed_mentions_everything_notifies() {
        assert!(
            read(&json!({"content": "@everyone"}))
                .unwrap()
                .mentions
                .everyone
        );
        let quiet = read(&json!({"content": "@everyone", "allowed_mentions": {"parse": []}}))
            .unwrap()
            .mentions;
        assert!(!quiet.everyone && !quiet.every_user);
        assert!(read(&json!({"allowed_mentions": {"parse": ["users"], "users": ["1"]}})).is_err());
    }
}
