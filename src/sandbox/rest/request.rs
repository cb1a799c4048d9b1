//! A request of the bot, read whole: method, path, body, files, and whose limits it counts against.

use std::collections::HashMap;

use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::{HeaderName, header};
use serde_json::Value;

use super::super::drafts::Upload;
use super::super::limits::{Limits, Place};
use super::super::refusal::Refusal;
use super::super::world::State;

/// What Discord accepts as a whole body.
const BODY_BYTES: usize = 25 * 1024 * 1024;

#[derive(Debug, Clone)]
pub struct Call {
    pub method: String,
    /// Without `/api/v10/`.
    pub path: String,
    pub query: String,
    pub authorization: Option<String>,
    pub body: Value,
    pub uploads: Vec<Upload>,
}

impl Call {
    pub async fn read(request: Request) -> Result<Self, Refusal> {
        let path = request
            .uri()
            .path()
            .trim_start_matches("/api/v10")
            .trim_matches('/')
            .to_owned();
        let form = header(&request, header::CONTENT_TYPE)
            .is_some_and(|kind| kind.starts_with("multipart/form-data"));
        let mut call = Self {
            method: request.method().to_string(),
            path,
            query: request.uri().query().unwrap_or_default().to_owned(),
            authorization: header(&request, header::AUTHORIZATION),
            body: Value::Null,
            uploads: Vec::new(),
        };
        if form {
            call.read_form(request).await?;
        } else {
            let bytes = axum::body::to_bytes(request.into_body(), BODY_BYTES).await;
            let bytes = bytes.map_err(|_| Refusal::too_large())?;
            if !bytes.is_empty() {
                call.body = serde_json::from_slice(&bytes).map_err(|_| Refusal::bad_json())?;
            }
        }
        Ok(call)
    }

    async fn read_form(&mut self, mut request: Request) -> Result<(), Refusal> {
        axum::extract::DefaultBodyLimit::max(BODY_BYTES).apply(&mut request);
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|_| Refusal::bad_json())?;
        while let Some(part) = form.next_field().await.map_err(|_| Refusal::bad_json())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(safe_name);
            let kind = part.content_type().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|_| Refusal::too_large())?;
            if name == "payload_json" {
                self.body = serde_json::from_slice(&bytes).map_err(|_| Refusal::bad_json())?;
            } else if let Some(file) = file {
                let number = name
                    .trim_start_matches("files[")
                    .trim_end_matches(']')
                    .parse()
                    .unwrap_or_default();
                self.uploads.push(Upload {
                    number,
                    name: file,
                    kind,
                    bytes: bytes.to_vec(),
                });
            }
        }
        // `attachments` may give an uploaded file another name.
        for upload in &mut self.uploads {
            let listed = self.body["attachments"].as_array().into_iter().flatten();
            let mine = listed
                .into_iter()
                .find(|listed| super::super::drafts::id(&listed["id"]) == Some(upload.number));
            if let Some(name) = mine.and_then(|listed| listed["filename"].as_str()) {
                upload.name = safe_name(name);
            }
        }
        Ok(())
    }

    pub fn steps(&self) -> Vec<&str> {
        self.path.split('/').collect()
    }

    /// The path without ids and tokens.
    pub fn route(&self) -> String {
        let steps = self.steps();
        let hidden = |n: usize, step: &str| {
            step.parse::<u64>().is_ok()
                || (n == 2 && (steps[0] == "interactions" || steps[0] == "webhooks"))
        };
        let shown = steps
            .iter()
            .enumerate()
            .map(|(n, step)| if hidden(n, step) { "*" } else { step });
        shown.collect::<Vec<_>>().join("/")
    }

    /// The value of a query parameter.
    pub fn asks(&self, name: &str) -> Option<String> {
        let uri = format!("/?{}", self.query.trim_start_matches('&'))
            .parse()
            .ok()?;
        let Query(all) = Query::<HashMap<String, String>>::try_from_uri(&uri).ok()?;
        all.get(name).cloned()
    }

    pub fn is_authorized(&self, state: &State) -> bool {
        let good = self
            .authorization
            .as_deref()
            .and_then(|given| given.strip_prefix("Bot "));
        good == Some(state.app.token.as_str()) && !state.sessions.token_reset
    }

    /// Which limits count this request. First responses to interactions have none.
    pub fn place(&self, limits: &Limits) -> Option<Place> {
        let steps = self.steps();
        let route = format!("{} {}", self.method, self.route());
        let (rate, major, global) = match (self.method.as_str(), steps.as_slice()) {
            (_, ["interactions", ..]) => return None,
            (_, ["webhooks", _, token, ..]) => (limits.webhook, (*token).to_owned(), false),
            ("POST" | "PATCH", ["channels", channel, "messages", ..]) => {
                (limits.channel, (*channel).to_owned(), true)
            }
            (_, [_, major, ..]) => (limits.other, (*major).to_owned(), true),
            _ => (limits.other, String::new(), true),
        };
        Some(Place {
            rate,
            route,
            major,
            global,
        })
    }
}

fn header(request: &Request, name: HeaderName) -> Option<String> {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

/// A file's name as Discord keeps it.
fn safe_name(name: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '_'
        }
    };
    name.chars().map(safe).collect()
}
