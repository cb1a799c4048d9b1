//! Cards and forms as Discord takes them.

use serde_json::{Value, json};
use serenity::builder::{
    CreateActionRow, CreateButton, CreateInputText, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::{ButtonStyle, InputTextStyle};

use super::wire::Body;
use crate::ui::{Button, Card, Choice, Input, Look, Modal, Press, Row, Select};

/// No preview of what an address leads to: it would fetch what somebody wrote.
const NO_PREVIEW: u64 = 1 << 2;
/// Only the person who pressed sees it.
const PRIVATE: u64 = 1 << 6;

/// A message's content, complete: an edit replaces all that was there, and nobody is ever pinged.
pub(super) fn message(card: &Card) -> Value {
    let rows: Vec<_> = card.rows.iter().map(row).collect();
    let files: Vec<_> = card
        .file
        .iter()
        .enumerate()
        .map(|(n, file)| json!({"id": n.to_string(), "filename": file.name}))
        .collect();
    json!({
        "content": card.text,
        "components": rows,
        "attachments": files,
        "allowed_mentions": {"parse": []},
        "flags": NO_PREVIEW,
    })
}

/// The same, seen by one person only.
pub(super) fn private(card: &Card) -> Value {
    let mut message = message(card);
    message["flags"] = (NO_PREVIEW | PRIVATE).into();
    message
}

/// A body of this JSON, with the card's files beside it if it has any.
pub(super) fn body(json: Value, card: &Card) -> Body {
    if card.file.is_empty() {
        Body::Json(json)
    } else {
        Body::WithFiles(json, card.file.clone())
    }
}

/// A form.
pub(super) fn modal(modal: &Modal) -> Value {
    let inputs = modal
        .inputs
        .iter()
        .map(input)
        .map(CreateActionRow::InputText)
        .collect();
    json!(CreateModal::new(&modal.id, &modal.title).components(inputs))
}

/// Up to 25 suggestions.
pub(super) fn suggestions(choices: &[Choice]) -> Value {
    let choices: Vec<_> = choices
        .iter()
        .take(crate::ui::limits::CHOICES)
        .map(|choice| json!({"name": choice.label, "value": choice.value}))
        .collect();
    json!({"choices": choices})
}

fn row(row: &Row) -> CreateActionRow {
    match row {
        Row::Buttons(buttons) => CreateActionRow::Buttons(buttons.iter().map(button).collect()),
        Row::Select(menu) => CreateActionRow::SelectMenu(select(menu)),
    }
}

fn button(button: &Button) -> CreateButton {
    let style = match button.look {
        Look::Main => ButtonStyle::Primary,
        Look::Plain => ButtonStyle::Secondary,
        Look::Danger => ButtonStyle::Danger,
    };
    match &button.press {
        Press::Id(id) => CreateButton::new(id).style(style),
        Press::Link(url) => CreateButton::new_link(url),
    }
    .label(&button.label)
}

fn select(select: &Select) -> CreateSelectMenu {
    let options = select
        .choices
        .iter()
        .map(|choice| {
            CreateSelectMenuOption::new(&choice.label, &choice.value)
                .default_selection(choice.chosen)
        })
        .collect();
    let menu = CreateSelectMenu::new(&select.id, CreateSelectMenuKind::String { options })
        .min_values(select.least)
        .max_values(select.most);
    if select.placeholder.is_empty() {
        menu
    } else {
        menu.placeholder(&select.placeholder)
    }
}

fn input(input: &Input) -> CreateInputText {
    let style = if input.long {
        InputTextStyle::Paragraph
    } else {
        InputTextStyle::Short
    };
    let mut field = CreateInputText::new(style, &input.label, &input.id)
        .max_length(input.most)
        .required(input.required);
    if !input.placeholder.is_empty() {
        field = field.placeholder(&input.placeholder);
    }
    if !input.value.is_empty() {
        field = field.value(&input.value);
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{File, limits};

    fn card() -> Card {
        Card {
            text: "This week's question".to_owned(),
            rows: vec![
                Row::Buttons(vec![
                    Button {
                        label: "Answer".to_owned(),
                        press: Press::Id("checkin:1:open:42".to_owned()),
                        look: Look::Main,
                    },
                    Button {
                        label: "Read more".to_owned(),
                        press: Press::Link("https://example.org".to_owned()),
                        look: Look::Plain,
                    },
                ]),
                Row::Select(Select {
                    id: "checkin:1:see:42".to_owned(),
                    placeholder: String::new(),
                    choices: vec![Choice {
                        label: "Share".to_owned(),
                        value: "share".to_owned(),
                        chosen: true,
                    }],
                    least: 1,
                    most: 1,
                }),
            ],
            file: Vec::new(),
        }
    }

    #[test]
    fn a_card_pings_nobody_and_replaces_all_that_was_there() {
        let json = message(&Card::default());
        assert_eq!(json["allowed_mentions"], json!({"parse": []}));
        assert_eq!(json["components"], json!([]));
        assert_eq!(json["attachments"], json!([]));
        assert_eq!(json["flags"], 4);
        assert_eq!(private(&Card::default())["flags"], 68);
    }

    #[test]
    fn a_card_has_its_buttons_and_selects_in_rows() {
        let rows = message(&card())["components"].clone();
        assert_eq!(
            rows[0]["components"][0],
            json!({"type": 2, "style": 1, "custom_id": "checkin:1:open:42", "label": "Answer", "disabled": false})
        );
        assert_eq!(rows[0]["components"][1]["style"], 5);
        assert_eq!(rows[0]["components"][1]["url"], "https://example.org");
        let menu = &rows[1]["components"][0];
        assert_eq!(menu["type"], 3);
        assert_eq!(menu["options"][0]["default"], true);
        assert!(menu.get("placeholder").is_none());
    }

    #[test]
    fn a_form_leaves_out_what_is_empty() {
        let form = modal(&Modal {
            id: "checkin:1:write:42".to_owned(),
            title: "This week".to_owned(),
            inputs: vec![Input {
                id: "thanks".to_owned(),
                label: "Thanks".to_owned(),
                placeholder: String::new(),
                value: String::new(),
                long: true,
                most: 4000,
                required: false,
            }],
        });
        let field = &form["components"][0]["components"][0];
        assert_eq!(field["type"], 4);
        assert_eq!(field["style"], 2);
        assert_eq!(field["max_length"], 4000);
        assert_eq!(field["required"], false);
        assert!(field.get("value").is_none() && field.get("placeholder").is_none());
    }

    #[test]
    fn a_file_is_named_in_the_message_it_comes_with() {
        let mut card = card();
        card.file.push(File {
            name: "yours.md".to_owned(),
            bytes: b"#".to_vec(),
        });
        let json = message(&card);
        assert_eq!(
            json["attachments"],
            json!([{"id": "0", "filename": "yours.md"}])
        );
        assert!(matches!(body(json, &card), Body::WithFiles(_, files) if files.len() == 1));
    }

    #[test]
    fn at_most_25_are_suggested() {
        let choice = Choice {
            label: "Lisbon".into(),
            value: "Europe/Lisbon".into(),
            chosen: false,
        };
        let json = suggestions(&vec![choice; 40]);
        assert_eq!(json["choices"].as_array().unwrap().len(), limits::CHOICES);
    }
}
