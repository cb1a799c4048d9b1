//! One request to Discord and its answer. Requests are put together here rather than by serenity,
//! whose tracing spans would carry bodies and interaction tokens into a log.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, redirect};
use serde_json::Value;
use serenity::http::Route;

use super::budget::{Answer, Closed, Gate, Lane, Place, Scope, Urgency};
use super::errors::{SendError, judge};
use crate::clock::since_boot;
use crate::config::stays_here;
use crate::ui::File;

const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(15);
/// Longer than this nobody waits at the gate; the promise stays in the database.
const AT_THE_GATE: Duration = Duration::from_secs(30);
/// After a 429 the same request waits for its turn again, this often.
const TRIES: u32 = 3;
/// A 429 that says nothing.
const UNSAID: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_hours(24);
/// Connections that are kept for the next request after many came at once, and how long.
const KEPT: usize = 32;
const KEPT_FOR: Duration = Duration::from_secs(30);

const DISCORD: &str = "https://discord.com";
const USER_AGENT: &str = concat!("DiscordBot (tend, ", env!("CARGO_PKG_VERSION"), ")");

/// What is sent.
pub(super) enum Body {
    Nothing,
    Json(Value),
    /// A message with files; the JSON goes beside them.
    WithFiles(Value, Vec<File>),
}

/// One request.
pub(super) struct Call<'a> {
    pub method: Method,
    pub route: Route<'a>,
    pub query: Option<String>,
    pub body: Body,
}

/// What Discord answered.
#[derive(Debug)]
pub(super) struct Answered {
    pub status: u16,
    /// Null where there was none, or none that could be read.
    pub body: Value,
    pub limits: Answer,
    /// Discord's own time of the answer, as its `Date` header says it.
    pub date: Option<DateTime<Utc>>,
    /// False where the answer broke off before its end.
    pub whole: bool,
}

impl Answered {
    pub(super) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Discord's number for what went wrong; `None` where the answer is not Discord's.
    pub(super) fn code(&self) -> Option<u64> {
        self.body
            .is_object()
            .then(|| self.body["code"].as_u64().unwrap_or(0))
    }
}

/// No answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    /// No connection came about: nothing was sent.
    NotSent,
    /// It may have arrived.
    Unsure,
    /// It could not be put together.
    Malformed,
}

/// The way to Discord: one HTTP client, one gate.
pub(super) struct Wire {
    client: reqwest::Client,
    base: String,
    authorization: HeaderValue,
    pub gate: Gate,
    /// How long Discord lately took over a first response, in milliseconds.
    lag: AtomicU64,
    /// Discord's clock at its last answer that had a date, and when that was; `None` until the first answer.
    told: Mutex<Option<Told>>,
}

#[derive(Clone, Copy)]
enum Told {
    Undated,
    Date(DateTime<Utc>, TimeDelta),
}

/// What is known of Discord's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiscordsClock {
    /// It has not answered yet.
    Unheard,
    /// Its answers have no date.
    Undated,
    /// By its last date and what has passed since.
    Says(DateTime<Utc>),
}

impl Wire {
    pub(super) fn new(
        client: reqwest::Client,
        base: &str,
        token: &str,
        gate: Gate,
    ) -> anyhow::Result<Self> {
        let mut authorization = HeaderValue::from_str(&format!("Bot {}", token.trim()))
            .ok()
            .context("the bot's token has characters that no token has")?;
        authorization.set_sensitive(true);
        Ok(Self {
            client,
            base: base.trim_end_matches('/').to_owned(),
            authorization,
            gate,
            lag: AtomicU64::new(0),
            told: Mutex::default(),
        })
    }

    /// A request with the bot's own authorisation, when the gate gives it a turn. `still` is asked
    /// at the last moment; `None`: it said no, and nothing was sent.
    pub(super) async fn bot<F: Future<Output = bool>>(
        &self,
        call: &Call<'_>,
        lane: Lane,
        kind: &'static str,
        urgency: Urgency,
        still: impl Fn() -> F,
    ) -> Result<Option<Answered>, SendError> {
        let mut tries = TRIES;
        loop {
            tries -= 1;
            let enter = self.gate.enter(Place { lane, kind }, urgency);
            let mut permit = match tokio::time::timeout(AT_THE_GATE, enter).await {
                Ok(Ok(permit)) => permit,
                Ok(Err(closed)) => return Err(closed.into()),
                Err(_) => return Err(SendError::Again { after: None }),
            };
            if !still().await {
                return Ok(None);
            }
            permit.sending();
            let answered = match self.once(call, true).await {
                Ok(answered) => answered,
                Err(Failed::NotSent) => return Err(SendError::Again { after: None }),
                Err(Failed::Unsure) => return Err(SendError::Unsure),
                Err(Failed::Malformed) => return Err(judge(400, Some(0), None)),
            };
            permit.answered(&answered.limits);
            if answered.is_ok() {
                return if answered.whole {
                    Ok(Some(answered))
                } else {
                    Err(SendError::Unsure)
                };
            }
            let after = answered.limits.refused.map(|(_, after)| after);
            let waits = after.is_some_and(|after| after < AT_THE_GATE) && tries > 0;
            if answered.status == 429 && waits {
                continue;
            }
            let error = judge(answered.status, answered.code(), after);
            if error == SendError::Stopped {
                self.gate.stop();
            }
            return Err(error);
        }
    }

    /// A request that an interaction's token authorises: outside the gate's queue, and without the
    /// bot's own authorisation, so that a refusal concerns this token only.
    pub(super) async fn token(&self, call: &Call<'_>) -> Result<Answered, Failed> {
        if self.gate.aside().is_err() {
            return Err(Failed::NotSent);
        }
        let answered = self.once(call, false).await?;
        self.gate.answered_aside(&answered.limits);
        Ok(answered)
    }

    /// A first response took this long: worse counts at once, better by and by.
    pub(super) fn took(&self, time: Duration) {
        let took = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let before = self.lag.load(Ordering::Relaxed);
        let lag = if took > before {
            took
        } else {
            (before * 3 + took) / 4
        };
        self.lag.store(lag, Ordering::Relaxed);
    }

    /// What its clock shows now.
    pub(super) fn discords_clock(&self) -> DiscordsClock {
        match *self.told.lock().unwrap_or_else(PoisonError::into_inner) {
            None => DiscordsClock::Unheard,
            Some(Told::Undated) => DiscordsClock::Undated,
            Some(Told::Date(date, heard)) => DiscordsClock::Says(date + (since_boot() - heard)),
        }
    }

    fn heard(&self, date: Option<DateTime<Utc>>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        *told = match (date, *told) {
            (Some(date), _) => Some(Told::Date(date, since_boot())),
            (None, None) => Some(Told::Undated),
            (None, before) => before,
        };
    }

    /// How long Discord lately took over a first response.
    pub(super) fn lag(&self) -> Duration {
        Duration::from_millis(self.lag.load(Ordering::Relaxed))
    }

    async fn once(&self, call: &Call<'_>, as_bot: bool) -> Result<Answered, Failed> {
        let mut url = call.route.path().replacen(DISCORD, &self.base, 1);
        if let Some(query) = &call.query {
            url.push('?');
            url.push_str(query);
        }
        let mut request = self.client.request(call.method.clone(), url);
        if as_bot {
            request = request.header(AUTHORIZATION, self.authorization.clone());
        }
        request = match &call.body {
            Body::Nothing => request,
            Body::Json(json) => request
                .header(CONTENT_TYPE, "application/json")
                .body(json.to_string()),
            Body::WithFiles(json, files) => request.multipart(form(json, files)?),
        };
        let response = request.send().await.map_err(|error| why(&error))?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await;
        let whole = bytes.is_ok();
        let body = bytes
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let body = body.unwrap_or(Value::Null);
        let limits = read(status, &headers, &body);
        let date = text(&headers, "date")
            .and_then(|date| DateTime::parse_from_rfc2822(date).ok())
            .map(|date| date.to_utc());
        self.heard(date);
        Ok(Answered {
            status,
            body,
            limits,
            date,
            whole,
        })
    }
}

impl From<Closed> for SendError {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::Full => Self::Again { after: None },
            Closed::Stopped => Self::Stopped,
        }
    }
}

/// The HTTP client for Tend's own requests and for serenity's few.
pub(super) fn client(base: &str) -> anyhow::Result<reqwest::Client> {
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .pool_max_idle_per_host(KEPT)
        .pool_idle_timeout(KEPT_FOR)
        .redirect(redirect::Policy::none());
    // A proxy of the environment cannot reach this machine's own loopback.
    let builder = if stays_here(base) {
        builder.no_proxy()
    } else {
        builder
    };
    builder
        .build()
        .context("the HTTP client could not be set up")
}

fn form(json: &Value, files: &[File]) -> Result<Form, Failed> {
    let json = Part::text(json.to_string()).mime_str("application/json");
    let mut form = Form::new().part("payload_json", json.map_err(|_| Failed::Malformed)?);
    for (n, file) in files.iter().enumerate() {
        let part = Part::bytes(file.bytes.clone()).file_name(file.name.clone());
        form = form.part(format!("files[{n}]"), part);
    }
    Ok(form)
}

/// Never the error itself: its text may hold an address with a token in it.
fn why(error: &reqwest::Error) -> Failed {
    if error.is_builder() {
        Failed::Malformed
    } else if error.is_connect() {
        Failed::NotSent
    } else {
        Failed::Unsure
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn seconds(headers: &HeaderMap, name: &str) -> Option<Duration> {
    length(text(headers, name)?.trim().parse().ok()?)
}

fn length(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds)
        .ok()
        .map(|length| length.min(LONGEST_WAIT))
}

/// What the headers, and the body of a 429, say about limits.
fn read(status: u16, headers: &HeaderMap, body: &Value) -> Answer {
    let refused = (status == 429).then(|| {
        let global =
            body["global"].as_bool() == Some(true) || text(headers, "x-ratelimit-global").is_some();
        let scope = match text(headers, "x-ratelimit-scope") {
            Some("shared") => Scope::Shared,
            Some("user") => Scope::Own,
            Some("global") => Scope::Global,
            // No word of Discord's at all: an edge in front of it has had enough of everything.
            _ if global || !body.is_object() => Scope::Global,
            _ => Scope::Own,
        };
        let after = body["retry_after"].as_f64().and_then(length);
        let after = after
            .or_else(|| seconds(headers, "retry-after"))
            .unwrap_or(UNSAID);
        (scope, after)
    });
    Answer {
        status,
        bucket: text(headers, "x-ratelimit-bucket").map(str::to_owned),
        remaining: text(headers, "x-ratelimit-remaining").and_then(|left| left.parse().ok()),
        reset_after: seconds(headers, "x-ratelimit-reset-after"),
        refused,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(headers: &[(&'static str, &str)], body: &Value, expected: (Scope, f64)) {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let limits = read(429, &headers, body);
        assert_eq!(
            limits.refused,
            Some((expected.0, Duration::from_secs_f64(expected.1)))
        );
    }

    #[test]
    fn a_429_says_whom_it_concerns_and_how_long() {
        let body = json!({"retry_after": 0.75, "global": false, "message": "…"});
        check(&[("x-ratelimit-scope", "user")], &body, (Scope::Own, 0.75));
        check(
            &[("x-ratelimit-scope", "shared"), ("retry-after", "3600")],
            &body,
            (Scope::Shared, 0.75),
        );
        check(&[], &body, (Scope::Own, 0.75));
        check(
            &[],
            &json!({"retry_after": 2, "global": true}),
            (Scope::Global, 2.0),
        );
        check(
            &[("x-ratelimit-global", "true"), ("retry-after", "3")],
            &json!({}),
            (Scope::Global, 3.0),
        );
    }

    #[test]
    fn a_429_that_says_nothing_holds_everything_for_a_while() {
        check(&[], &Value::Null, (Scope::Global, 5.0));
        check(
            &[("retry-after", "soon")],
            &Value::Null,
            (Scope::Global, 5.0),
        );
        check(&[("retry-after", "-3")], &Value::Null, (Scope::Global, 5.0));
        check(
            &[("retry-after", "1e300")],
            &Value::Null,
            (Scope::Global, 5.0),
        );
        check(
            &[("retry-after", "99999999")],
            &Value::Null,
            (Scope::Global, 86_400.0),
        );
    }
}
