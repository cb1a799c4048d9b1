//! The REST door: each request meets the troubles in force, the rate limits, its effect, and an answer.

mod channels;
pub mod cut;
mod request;
mod routes;
mod server;
mod tokens;

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Response, header};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use self::cut::Knife;
use self::request::Call;
use super::faults::{Arrival, DateHeader, Fault, When};
use super::ledger::{Rest, What};
use super::limits::{Bucket, TooMany};
use super::refusal::Refusal;
use super::world::World;

/// What a request is answered with.
struct Reply {
    status: u16,
    /// None: no content.
    body: Option<Value>,
    /// Instead of JSON: a page of HTML, or rubbish.
    text: Option<&'static str>,
    bucket: Option<Bucket>,
    /// For a 429.
    limited: Option<(Duration, &'static str)>,
}

impl Reply {
    fn json(status: u16, body: Value) -> Self {
        Self {
            status,
            body: Some(body),
            text: None,
            bucket: None,
            limited: None,
        }
    }

    fn text(status: u16, text: &'static str) -> Self {
        Self {
            status,
            body: None,
            text: Some(text),
            bucket: None,
            limited: None,
        }
    }

    fn too_many(refused: TooMany) -> Self {
        let seconds = refused.retry_after.as_secs_f64();
        let body = json!({"message": "You are being rate limited.", "retry_after": seconds,
            "global": refused.scope == "global"});
        Self {
            bucket: refused.bucket,
            limited: Some((refused.retry_after, refused.scope)),
            ..Self::json(429, body)
        }
    }
}

impl From<Result<Option<Value>, Refusal>> for Reply {
    fn from(result: Result<Option<Value>, Refusal>) -> Self {
        match result {
            Ok(Some(body)) => Self::json(200, body),
            Ok(None) => Self {
                status: 204,
                body: None,
                text: None,
                bucket: None,
                limited: None,
            },
            Err(refusal) => Self::json(refusal.status, refusal.json()),
        }
    }
}

/// What Cloudflare shows instead of Discord.
const CLOUDFLARE: &str = "<!DOCTYPE html><html><head><title>Access denied | discord.com used Cloudflare to restrict \
    access</title></head><body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>";

/// Everything under `/api/v10`; another version of the API is unknown like any other route.
pub fn routes(world: World) -> axum::Router {
    axum::Router::new()
        .route("/api/{*path}", axum::routing::any(answer))
        .with_state(world)
}

/// Answers one request of the bot.
async fn answer(
    State(world): State<World>,
    ConnectInfo(knife): ConnectInfo<Knife>,
    request: Request,
) -> Response<Body> {
    // In a task of its own: what has begun is finished, even if the bot hangs up meanwhile.
    let work = tokio::spawn(async move {
        let reply = match Call::read(request).await {
            Ok(call) => handle(&world, call).await,
            Err(refusal) => Some(Reply::from(Err(refusal))),
        };
        reply.map(|reply| response(&world, reply))
    });
    if let Ok(Some(response)) = work.await {
        return response;
    }
    knife.cut();
    Response::new(Body::empty())
}

/// The answer, or none where the connection is cut instead.
async fn handle(world: &World, call: Call) -> Option<Reply> {
    let seq = world
        .ledger()
        .write(world.now(), What::Rest(note(world, &call)));
    let faults = world.faults().falling_on(&call.method, &call.steps());
    let (mut reply, mut kept) = (None, true);
    for fault in &faults {
        match fault {
            Fault::Slow(time) => tokio::time::sleep(*time).await,
            Fault::Hold(When::Before, hold) => {
                let arrival = Arrival {
                    seq,
                    body: call.body.clone(),
                    status: None,
                };
                kept = hold.wait(arrival).await;
            }
            Fault::CutBefore => kept = false,
            Fault::Refuse {
                status,
                code,
                message,
            } => {
                reply = Some(Reply::json(
                    *status,
                    Refusal::new(*status, *code, message).json(),
                ));
            }
            Fault::TooMany { scope, retry_after } => {
                reply = Some(Reply::too_many(TooMany {
                    retry_after: *retry_after,
                    scope,
                    bucket: None,
                }));
            }
            Fault::Cloudflare(status) => reply = Some(Reply::text(*status, CLOUDFLARE)),
            Fault::Hold(When::After, _) | Fault::LoseAnswer | Fault::Garbage => {}
        }
        if !kept {
            return cut(world, seq);
        }
    }
    let mut reply = reply.unwrap_or_else(|| limited(world, call.clone()));
    let scope = reply.limited.map(|(_, scope)| scope);
    world
        .limiter()
        .note_invalid(reply.status, scope, Instant::now());
    for fault in &faults {
        match fault {
            Fault::Hold(When::After, hold) => {
                let status = Some(reply.status);
                let arrival = Arrival {
                    seq,
                    body: call.body.clone(),
                    status,
                };
                kept = hold.wait(arrival).await;
            }
            Fault::LoseAnswer => kept = false,
            Fault::Garbage => reply.text = Some("{\"id\": \"12"),
            _ => {}
        }
        if !kept {
            return cut(world, seq);
        }
    }
    world
        .ledger()
        .answered(seq, reply.status, reply.body.clone().unwrap_or_default());
    Some(reply)
}

fn cut(world: &World, seq: u64) -> Option<Reply> {
    world.ledger().answered(seq, 0, Value::Null);
    None
}

/// The request's effect, if the rate limits let it through.
fn limited(world: &World, call: Call) -> Reply {
    let (limits, now) = (world.limits(), Instant::now());
    if world.limiter().is_banned(&limits, now) {
        return Reply {
            limited: Some((Duration::from_mins(10), "global")),
            ..Reply::text(429, CLOUDFLARE)
        };
    }
    let taken = call
        .place(&limits)
        .map(|place| world.limiter().take(&limits, &place, now))
        .transpose();
    match taken {
        Err(refused) => Reply::too_many(refused),
        Ok(bucket) => Reply {
            bucket,
            ..Reply::from(routes::perform(world, &limits, call))
        },
    }
}

fn note(world: &World, call: &Call) -> Rest {
    Rest {
        method: call.method.clone(),
        path: call.path.clone(),
        route: call.route(),
        query: call.query.clone(),
        authorized: world.read(|state| call.is_authorized(state)),
        body: call.body.clone(),
        status: None,
        answer: Value::Null,
        answered: None,
    }
}

/// Writes an answer with Discord's headers.
fn response(world: &World, reply: Reply) -> Response<Body> {
    let now = world.now();
    let date = |at: DateTime<Utc>| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let date = match world.faults().date() {
        DateHeader::Right => date(world.machine()),
        DateHeader::Off(by) => date(world.machine() + by),
        DateHeader::None => "unknown".to_owned(),
    };
    let mut response = Response::builder()
        .status(reply.status)
        .header(header::DATE, date);
    if let Some(bucket) = &reply.bucket {
        let reset = now + bucket.reset_after;
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
        let epoch = reset.timestamp_millis() as f64 / 1000.0;
        response = response
            .header("X-RateLimit-Limit", bucket.limit)
            .header("X-RateLimit-Remaining", bucket.remaining)
            .header("X-RateLimit-Reset", format!("{epoch:.3}"))
            .header(
                "X-RateLimit-Reset-After",
                format!("{:.3}", bucket.reset_after.as_secs_f64()),
            )
            .header("X-RateLimit-Bucket", &bucket.name);
    }
    if let Some((retry_after, scope)) = reply.limited {
        response = response
            .header(header::RETRY_AFTER, retry_after.as_secs() + 1)
            .header("X-RateLimit-Scope", scope);
        if scope == "global" {
            response = response.header("X-RateLimit-Global", "true");
        }
    }
    let (kind, body) = match (reply.text, reply.body) {
        (Some(text), _) => (HeaderValue::from_static("text/html"), Body::from(text)),
        (None, Some(body)) => (
            HeaderValue::from_static("application/json"),
            Body::from(body.to_string()),
        ),
        (None, None) => {
            return response
                .body(Body::empty())
                .expect("a status and plain headers");
        }
    };
    response
        .header(header::CONTENT_TYPE, kind)
        .body(body)
        .expect("a status and plain headers")
}
