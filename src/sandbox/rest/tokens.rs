//! Routes that an interaction's own token opens: the first response, and all that follows it.

use serde_json::Value;

use super::super::drafts::Draft;
use super::super::interactions::Interaction;
use super::super::refusal::Refusal;
use super::routes::{Desk, Performed};

pub fn callback(desk: &mut Desk<'_>, interaction: &str, token: &str) -> Performed {
    let id = interaction
        .parse()
        .map_err(|_| Refusal::unknown_interaction())?;
    let uploads = std::mem::take(&mut desk.call.uploads);
    let told = desk
        .state
        .respond(desk.now, desk.limits, (id, token), &desk.call.body, uploads)?;
    let wanted = desk
        .call
        .asks("with_response")
        .is_some_and(|asked| asked == "true");
    Ok(wanted.then_some(told))
}

pub fn webhook(
    desk: &mut Desk<'_>,
    method: &str,
    application: &str,
    token: &str,
    rest: &[&str],
) -> Performed {
    let application = application
        .parse()
        .map_err(|_| Refusal::unknown_webhook())?;
    let known = matches!(
        (method, rest),
        ("POST", []) | ("GET" | "PATCH" | "DELETE", ["messages", _])
    );
    if !known {
        return Err(Refusal::unknown_route(&format!(
            "{method} /{}",
            desk.call.route()
        )));
    }
    let asked = desk
        .state
        .interaction_of(desk.now, desk.limits, application, token)?
        .clone();
    match (method, rest) {
        ("POST", _) => {
            let uploads = std::mem::take(&mut desk.call.uploads);
            let id =
                desk.state
                    .follow_up(desk.now, desk.limits, asked.id, &desk.call.body, uploads)?;
            show(desk, id)
        }
        (_, [_, which]) => with_message(desk, method, &asked, which),
        _ => Err(Refusal::unknown_webhook()),
    }
}

fn with_message(desk: &mut Desk<'_>, method: &str, asked: &Interaction, which: &str) -> Performed {
    let id = desk.state.message_of(asked, which)?;
    match method {
        "PATCH" => {
            let uploads = std::mem::take(&mut desk.call.uploads);
            let draft = Draft::read(&desk.call.body, uploads, desk.limits.file_bytes, "")?;
            desk.state.edit_message(desk.now, id, draft)?;
            show(desk, id)
        }
        "DELETE" => {
            desk.state.messages.remove(&id);
            Ok(None)
        }
        _ => show(desk, id),
    }
}

fn show(desk: &Desk<'_>, id: u64) -> Result<Option<Value>, Refusal> {
    let message = desk
        .state
        .messages
        .get(&id)
        .ok_or_else(Refusal::unknown_message)?;
    Ok(Some(desk.state.message_json(message)))
}
