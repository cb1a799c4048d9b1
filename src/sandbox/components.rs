//! Discord's rules for what can be pressed, chosen and filled in: message components and modals.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::refusal::Problems;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const TEXT_INPUT: u64 = 4;
const LINK: u64 = 5;

/// Checks a message's components and gives them as Discord sends them back, numbered.
pub fn check_message(components: &Value, path: &str, problems: &mut Problems) -> Vec<Value> {
    let mut rows = list(components, path, problems);
    problems.length(path, rows.len(), 0, 5);
    let mut ids = BTreeSet::new();
    for (r, row) in rows.iter().enumerate() {
        let path = format!("{path}.{r}");
        if row["type"] != json!(ROW) {
            problems.choices(&format!("{path}.type"));
            continue;
        }
        let path = format!("{path}.components");
        let parts = row["components"].as_array().map_or(&[][..], Vec::as_slice);
        problems.length(&path, parts.len(), 1, 5);
        for (p, part) in parts.iter().enumerate() {
            let path = format!("{path}.{p}");
            match part["type"].as_u64() {
                Some(BUTTON) => check_button(part, &path, problems),
                Some(STRING_SELECT | 5..=8) => {
                    if parts.len() > 1 {
                        let message = "A select takes a row of its own.";
                        problems.add(&path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
                    }
                    check_select(part, &path, problems);
                }
                _ => problems.choices(&format!("{path}.type")),
            }
            check_id_once(part, &path, &mut ids, problems);
        }
    }
    number(&mut rows);
    rows
}

/// Checks a modal: title, id, and one to five rows with one text input each.
pub fn check_modal(modal: &Value, problems: &mut Problems) -> Vec<Value> {
    problems.text("data.title", &modal["title"], 1, 45);
    problems.text("data.custom_id", &modal["custom_id"], 1, 100);
    let mut rows = list(&modal["components"], "data.components", problems);
    problems.length("data.components", rows.len(), 1, 5);
    let mut ids = BTreeSet::new();
    for (r, row) in rows.iter().enumerate() {
        let path = format!("data.components.{r}");
        if row["type"] != json!(ROW) {
            problems.choices(&format!("{path}.type"));
            continue;
        }
        let parts = row["components"].as_array().map_or(&[][..], Vec::as_slice);
        problems.length(&format!("{path}.components"), parts.len(), 1, 1);
        for (p, part) in parts.iter().enumerate() {
            let path = format!("{path}.components.{p}");
            check_input(part, &path, problems);
            check_id_once(part, &path, &mut ids, problems);
        }
    }
    number(&mut rows);
    rows
}

fn check_button(button: &Value, path: &str, problems: &mut Problems) {
    let style = problems.number(&format!("{path}.style"), &button["style"], 1, 5);
    if button["style"].is_null() {
        problems.required(&format!("{path}.style"));
    }
    if button["emoji"].is_null() {
        problems.text(&format!("{path}.label"), &button["label"], 1, 80);
    } else {
        problems.optional_text(&format!("{path}.label"), &button["label"], 80);
        if button["emoji"]["name"].is_null() && button["emoji"]["id"].is_null() {
            problems.add(
                &format!("{path}.emoji"),
                "BUTTON_COMPONENT_INVALID_EMOJI",
                "Invalid emoji",
            );
        }
    }
    if style == Some(LINK) {
        problems.text(&format!("{path}.url"), &button["url"], 1, 512);
        let url = button["url"].as_str().unwrap_or_default();
        if !["http://", "https://", "discord://"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            let message = "Scheme must be one of ('http', 'https', 'discord').";
            problems.add(&format!("{path}.url"), "URL_TYPE_INVALID_SCHEME", message);
        }
        if !button["custom_id"].is_null() {
            let message = "A custom id and url cannot both be specified";
            problems.add(
                path,
                "BUTTON_COMPONENT_CUSTOM_ID_AND_URL_MUTUALLY_EXCLUSIVE",
                message,
            );
        }
    } else {
        problems.text(&format!("{path}.custom_id"), &button["custom_id"], 1, 100);
        if !button["url"].is_null() {
            let message = "A custom id and url cannot both be specified";
            problems.add(
                path,
                "BUTTON_COMPONENT_CUSTOM_ID_AND_URL_MUTUALLY_EXCLUSIVE",
                message,
            );
        }
    }
}

fn check_select(select: &Value, path: &str, problems: &mut Problems) {
    problems.text(&format!("{path}.custom_id"), &select["custom_id"], 1, 100);
    problems.optional_text(&format!("{path}.placeholder"), &select["placeholder"], 150);
    let least = problems
        .number(&format!("{path}.min_values"), &select["min_values"], 0, 25)
        .unwrap_or(1);
    let most = problems
        .number(&format!("{path}.max_values"), &select["max_values"], 1, 25)
        .unwrap_or(1);
    if least > most {
        problems.add(
            &format!("{path}.min_values"),
            "BASE_TYPE_BAD_VALUE",
            "Must not be above max_values.",
        );
    }
    if select["type"] != json!(STRING_SELECT) {
        return;
    }
    let options = select["options"].as_array().map_or(&[][..], Vec::as_slice);
    problems.length(&format!("{path}.options"), options.len(), 1, 25);
    if most > options.len() as u64 && !options.is_empty() {
        let message = "Must not be above the number of options.";
        problems.add(
            &format!("{path}.max_values"),
            "BASE_TYPE_BAD_VALUE",
            message,
        );
    }
    let mut values = BTreeSet::new();
    for (o, option) in options.iter().enumerate() {
        let path = format!("{path}.options.{o}");
        problems.text(&format!("{path}.label"), &option["label"], 1, 100);
        problems.text(&format!("{path}.value"), &option["value"], 1, 100);
        problems.optional_text(&format!("{path}.description"), &option["description"], 100);
        if !values.insert(option["value"].as_str().unwrap_or_default()) {
            let message = "The specified option value is already used";
            problems.add(
                &format!("{path}.value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                message,
            );
        }
    }
    let chosen = options
        .iter()
        .filter(|option| option["default"] == json!(true))
        .count() as u64;
    if chosen > most {
        let message = "More options are chosen from the start than may be.";
        problems.add(
            &format!("{path}.options"),
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
            message,
        );
    }
}

fn check_input(input: &Value, path: &str, problems: &mut Problems) {
    if input["type"] != json!(TEXT_INPUT) {
        return problems.choices(&format!("{path}.type"));
    }
    problems.text(&format!("{path}.custom_id"), &input["custom_id"], 1, 100);
    problems.text(&format!("{path}.label"), &input["label"], 1, 45);
    problems.optional_text(&format!("{path}.placeholder"), &input["placeholder"], 100);
    if input["style"].is_null() {
        problems.required(&format!("{path}.style"));
    }
    problems.number(&format!("{path}.style"), &input["style"], 1, 2);
    let least = problems.number(&format!("{path}.min_length"), &input["min_length"], 0, 4000);
    let most = problems
        .number(&format!("{path}.max_length"), &input["max_length"], 1, 4000)
        .unwrap_or(4000);
    if least.is_some_and(|least| least > most) {
        problems.add(
            &format!("{path}.min_length"),
            "BASE_TYPE_BAD_VALUE",
            "Must not be above max_length.",
        );
    }
    problems.optional_text(
        &format!("{path}.value"),
        &input["value"],
        usize::try_from(most).unwrap_or(4000),
    );
}

fn check_id_once(part: &Value, path: &str, ids: &mut BTreeSet<String>, problems: &mut Problems) {
    if let Some(id) = part["custom_id"].as_str()
        && !ids.insert(id.to_owned())
    {
        let message = "Component custom id cannot be duplicated";
        problems.add(
            &format!("{path}.custom_id"),
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            message,
        );
    }
}

fn list(value: &Value, path: &str, problems: &mut Problems) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        _ => {
            problems.add(
                path,
                "LIST_TYPE_CONVERT",
                "Only iterables may be used in a ListType",
            );
            Vec::new()
        }
    }
}

/// Discord numbers the parts that came without a number.
fn number(rows: &mut [Value]) {
    let mut next = 1;
    let mut give = |part: &mut Value| {
        if part.is_object() && part["id"].is_null() {
            part["id"] = json!(next);
        }
        next += 1;
    };
    for row in rows {
        give(row);
        row.get_mut("components")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .for_each(&mut give);
    }
}

/// The button or select with this id, among a message's rows.
pub fn find<'a>(rows: &'a [Value], custom_id: &str) -> Option<&'a Value> {
    parts(rows).find(|part| part["custom_id"].as_str() == Some(custom_id))
}

/// The buttons and selects of a message, or the text inputs of a modal.
pub fn parts(rows: &[Value]) -> impl Iterator<Item = &Value> {
    rows.iter()
        .filter_map(|row| row["components"].as_array())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(rows: &Value) -> bool {
        let mut problems = Problems::default();
        check_message(rows, "components", &mut problems);
        problems.into_result().is_err()
    }

    fn button(id: &str) -> Value {
        json!({"type": 2, "style": 1, "label": "Press", "custom_id": id})
    }

    #[test]
    fn buttons_share_a_row_and_selects_do_not() {
        let select =
            json!({"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}]});
        assert!(!problem(
            &json!([{"type": 1, "components": [button("a"), button("b")]}])
        ));
        assert!(!problem(&json!([{"type": 1, "components": [select]}])));
        assert!(problem(
            &json!([{"type": 1, "components": [button("a"), select]}])
        ));
        assert!(problem(
            &json!([{"type": 1, "components": [button("a"), button("a")]}])
        ));
        assert!(problem(&json!([{"type": 1, "components": []}])));
        assert!(problem(
            &json!([{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "x"}]}])
        ));
    }

    #[test]
    fn a_modal_holds_one_to_five_text_inputs() {
        let row = |id: &str, value: usize| {
            json!({"type": 1, "components": [{"type": 4, "style": 2, "label": "Words", "custom_id": id,
                "value": "x".repeat(value), "max_length": 10}]})
        };
        let refused = |rows: Value| {
            let mut problems = Problems::default();
            check_modal(
                &json!({"title": "Write", "custom_id": "m", "components": rows}),
                &mut problems,
            );
            problems.into_result().is_err()
        };
        assert!(!refused(json!([row("a", 10), row("b", 0)])));
        assert!(refused(json!([row("a", 11)])));
        assert!(refused(json!([row("a", 1), row("a", 1)])));
        assert!(refused(json!([])));
    }
}
