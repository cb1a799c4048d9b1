//! The page and what it asks for: the world, one person's view, their deeds, the clock and the troubles.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::drafts::id;
use super::people::Part;
use super::troubles::Troubles;
use super::world::World;

/// What the page's routes are given.
#[derive(Clone)]
pub struct Desk {
    pub world: World,
    pub troubles: Troubles,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// The page's own files: path, kind, text.
const FILES: [(&str, &str, &str); 10] = [
    (
        "/",
        "text/html; charset=utf-8",
        include_str!("page/index.html"),
    ),
    ("/style.css", STYLE, include_str!("page/style.css")),
    ("/core.js", SCRIPT, include_str!("page/core.js")),
    ("/markdown.js", SCRIPT, include_str!("page/markdown.js")),
    ("/parts.js", SCRIPT, include_str!("page/parts.js")),
    ("/dialog.js", SCRIPT, include_str!("page/dialog.js")),
    ("/combo.js", SCRIPT, include_str!("page/combo.js")),
    ("/composer.js", SCRIPT, include_str!("page/composer.js")),
    ("/chat.js", SCRIPT, include_str!("page/chat.js")),
    ("/app.js", SCRIPT, include_str!("page/app.js")),
];

/// The page's routes.
pub fn routes(desk: Desk) -> axum::Router {
    let mut files = axum::Router::new();
    for (path, kind, text) in FILES {
        files = files.route(path, get(move || async move { asset(kind, text) }));
    }
    files
        .route("/page/world", get(world))
        .route("/page/view", get(view))
        .route("/page/do", post(act))
        .route("/page/suggest", post(suggest))
        .route("/page/clock", post(clock))
        .route("/page/trouble", post(trouble))
        .route("/page/events", get(events))
        .route("/attachments/{channel}/{file}/{name}", get(attachment))
        .with_state(desk)
}

fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "no-store"),
        ],
        text,
    )
}

async fn world(State(desk): State<Desk>) -> Json<Value> {
    let hooks = desk.troubles.hooks();
    let now = desk.world.now();
    let mut shown = desk.world.read(|state| {
        let person = |part: Part, name: &str| {
            state.users.values().filter(move |user| user.part == part)
                .map(|user| json!({"id": user.id.to_string(), "name": user.name, "part": name})).collect::<Vec<_>>()
        };
        let people = [person(Part::Partner, "partner"), person(Part::Stranger, "stranger")].concat();
        let roles = state.guild.roles.values().map(|role| json!({"id": role.id.to_string(), "name": role.name}));
        let connected = state.sessions.connected() > 0;
        let running = hooks.bot_runs.as_ref().map_or(connected, |runs| runs());
        json!({
            "server": {"id": state.guild.id.to_string(), "name": state.guild.name}, "people": people,
            // Named in sentences, but nobody looks through their eyes.
            "others": person(Part::Silent, "silent"), "roles": roles.collect::<Value>(),
            "bot": {"id": state.app.bot.to_string(), "name": state.app.name, "running": running, "connected": connected},
            "busy": state.busy,
        })
    });
    shown["clock"] = json!({"now": now.to_rfc3339(), "moved_seconds": desk.troubles.moved()});
    shown["troubles"] = json!(desk.troubles.list());
    shown["jumps"] = json!(desk.troubles.jumps());
    shown["folder"] = json!(hooks.folder);
    shown["version"] = json!(desk.world.version());
    Json(shown)
}

#[derive(Deserialize)]
struct Eyes {
    r#as: String,
}

async fn view(State(desk): State<Desk>, Query(eyes): Query<Eyes>) -> Response {
    let user = eyes
        .r#as
        .parse::<u64>()
        .ok()
        .filter(|user| desk.world.read(|state| state.users.contains_key(user)));
    match user {
        Some(user) => Json(desk.world.view(user)).into_response(),
        None => (
            StatusCode::NOT_FOUND,
            Json(json!({"error": "There is no such person."})),
        )
            .into_response(),
    }
}

/// `{"ok":true}` or a sentence.
fn told(result: Result<(), String>) -> Json<Value> {
    Json(match result {
        Ok(()) => json!({"ok": true}),
        Err(sentence) => json!({"error": sentence}),
    })
}

async fn act(State(desk): State<Desk>, Json(body): Json<Value>) -> Json<Value> {
    told(perform(&desk.world, &body))
}

fn perform(world: &World, body: &Value) -> Result<(), String> {
    let number = |field: &str| id(&body[field]).ok_or_else(|| format!("“{field}” is missing."));
    let text = |field: &str| body[field].as_str().unwrap_or_default();
    let user = number("as")?;
    match text("do") {
        "command" => {
            let (name, options) = command(body);
            let options = borrowed(&options);
            world
                .command(user, number("channel")?, &name, &options)
                .map(drop)
        }
        "press" => world
            .press(user, number("message")?, text("custom_id"))
            .map(drop),
        "select" => {
            let values = body["values"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>();
            world
                .select(user, number("message")?, text("custom_id"), &values)
                .map(drop)
        }
        "submit" => {
            let values = body["values"].as_object().into_iter().flatten();
            let values = values
                .filter_map(|(id, value)| Some((id.as_str(), value.as_str()?)))
                .collect::<Vec<_>>();
            world.submit(user, number("key")?, &values).map(drop)
        }
        "close_modal" => {
            world.close_modal(user);
            Ok(())
        }
        "say" => world.say(user, number("channel")?, text("text")).map(drop),
        "dismiss" => world.dismiss(user, number("message")?),
        _ => Err("There is no such deed.".to_owned()),
    }
}

/// A command's full name and options, out of a request of the page.
fn command(body: &Value) -> (String, Map<String, Value>) {
    let name = body["name"].as_str().unwrap_or_default();
    let full = body["sub"].as_str().filter(|sub| !sub.is_empty());
    let full = full.map_or_else(|| name.to_owned(), |sub| format!("{name} {sub}"));
    (
        full,
        body["options"].as_object().cloned().unwrap_or_default(),
    )
}

fn borrowed(options: &Map<String, Value>) -> Vec<(&str, Value)> {
    options
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect()
}

async fn suggest(State(desk): State<Desk>, Json(body): Json<Value>) -> Json<Value> {
    let (name, mut options) = command(&body);
    let focused = body["focused"].as_str().unwrap_or_default();
    // What is not filled in yet is not told.
    options.retain(|name, value| name == focused || (!value.is_null() && value != &json!("")));
    if !options.contains_key(focused) {
        options.insert(focused.to_owned(), json!(""));
    }
    let (Some(user), Some(channel)) = (id(&body["as"]), id(&body["channel"])) else {
        return Json(json!({"choices": []}));
    };
    let choices = desk
        .world
        .suggest(user, channel, &name, &borrowed(&options), focused)
        .await;
    Json(json!({"choices": choices.unwrap_or_default()}))
}

async fn clock(State(desk): State<Desk>, Json(body): Json<Value>) -> Json<Value> {
    told(
        desk.troubles
            .jump(body["jump"].as_str().unwrap_or_default())
            .await,
    )
}

async fn trouble(State(desk): State<Desk>, Json(body): Json<Value>) -> Json<Value> {
    told(
        desk.troubles
            .switch(
                body["id"].as_str().unwrap_or_default(),
                body["on"] != json!(false),
            )
            .await,
    )
}

async fn events(State(desk): State<Desk>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut changes = desk.world.watch();
    changes.mark_changed(); // say at once where the world stands
    let stream = stream::unfold(changes, |mut changes| async move {
        changes.changed().await.ok()?;
        let version = *changes.borrow_and_update();
        Some((
            Ok(Event::default().data(json!({"version": version}).to_string())),
            changes,
        ))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

async fn attachment(
    State(desk): State<Desk>,
    Path((channel, file, _)): Path<(u64, u64, String)>,
) -> Response {
    let found = desk.world.read(|state| {
        let here = state
            .messages
            .values()
            .filter(|message| message.channel == channel);
        here.flat_map(|message| &message.files)
            .find(|kept| kept.id == file)
            .cloned()
    });
    match found {
        Some(file) => {
            let kind = file
                .kind
                .unwrap_or_else(|| "application/octet-stream".to_owned());
            // Never rendered as a page of the sandbox's own.
            let saved = format!("attachment; filename=\"{}\"", file.name);
            (
                [
                    (header::CONTENT_TYPE, kind),
                    (header::CONTENT_DISPOSITION, saved),
                ],
                file.bytes,
            )
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
