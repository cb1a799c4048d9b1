//! The two doors, tried with serenity itself and with a plain HTTP client.

mod gateway;
mod page;
mod refusals;
mod responses;
mod serenity_bot;
mod troubles;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Sandbox, Settings, World};
use crate::clock::StoppedClock;

/// A sandbox on a clock that stands still, with a command registered as a bot would.
struct Place {
    sandbox: Sandbox,
    clock: Arc<StoppedClock>,
    http: reqwest::Client,
}

fn begin() -> DateTime<Utc> {
    "2026-03-01T19:00:00Z".parse().unwrap()
}

impl Place {
    async fn open() -> Self {
        let clock = Arc::new(StoppedClock::at(begin()));
        let sandbox = Sandbox::start(Settings::new(clock.clone())).await.unwrap();
        Self {
            sandbox,
            clock,
            http: reqwest::Client::new(),
        }
    }

    fn world(&self) -> &World {
        self.sandbox.world()
    }

    fn person(&self, name: &str) -> u64 {
        self.world().person(name).unwrap()
    }

    fn channel(&self, name: &str) -> u64 {
        self.world().channel(name).unwrap()
    }

    fn app(&self) -> u64 {
        self.world().read(|state| state.app.id)
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}/api/v10/{path}", self.sandbox.url());
        self.http
            .request(method.parse().unwrap(), url)
            .header("Authorization", format!("Bot {}", self.sandbox.token()))
    }

    /// Status and body of a request with the bot's authorisation.
    async fn call(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let mut request = self.request(method, path);
        if !body.is_null() {
            request = request
                .header("Content-Type", "application/json")
                .body(body.to_string());
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (
            status,
            serde_json::from_str(&response.text().await.unwrap()).unwrap_or_default(),
        )
    }

    async fn register(&self) {
        let commands = json!([{"name": "tend", "description": "d", "contexts": [0], "options": [
            {"type": 1, "name": "start", "description": "d", "options": [
                {"type": 6, "name": "partner", "description": "d", "required": true},
                {"type": 3, "name": "zone", "description": "d", "required": true, "autocomplete": true}]}]},
            {"name": "checkin", "description": "d"}]);
        let (status, body) = self
            .call(
                "PUT",
                &format!("applications/{}/commands", self.app()),
                commands,
            )
            .await;
        assert_eq!(status, 200, "{body}");
    }

    /// A gateway connection by hand, past READY.
    async fn connect(&self) -> Gateway {
        let mut gateway = Gateway::open(self).await;
        gateway.say(&json!({"op": 2, "d": {"token": self.sandbox.token(), "intents": 0, "properties": {}}})).await;
        assert_eq!(gateway.hear().await["t"], "READY");
        gateway
    }
}

type Socket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

struct Gateway(Socket);

impl Gateway {
    async fn open(place: &Place) -> Self {
        let url = place.world().read(|state| state.gateway_url.clone());
        let (socket, _) = tokio_tungstenite::connect_async(format!("{url}/?v=10"))
            .await
            .unwrap();
        let mut gateway = Self(socket);
        assert_eq!(gateway.hear().await["op"], 10);
        gateway
    }

    async fn say(&mut self, frame: &Value) {
        use futures_util::SinkExt as _;
        self.0
            .send(tokio_tungstenite::tungstenite::Message::Text(
                frame.to_string(),
            ))
            .await
            .unwrap();
    }

    /// The next frame, or `{"closed": code}`.
    async fn hear(&mut self) -> Value {
        use futures_util::StreamExt as _;
        use tokio_tungstenite::tungstenite::Message;
        let next = tokio::time::timeout(Duration::from_secs(10), self.0.next())
            .await
            .expect("a frame in time");
        match next {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
            Some(Ok(Message::Close(frame))) => {
                json!({"closed": frame.map(|frame| u16::from(frame.code))})
            }
            _ => json!({"closed": null}),
        }
    }
}

/// Asks for `/checkin` and gives the interaction as the bot hears it.
async fn checkin(place: &Place, gateway: &mut Gateway, user: u64) -> (u64, Value) {
    let asked = place
        .world()
        .command(user, place.channel("our-corner"), "checkin", &[])
        .unwrap();
    (asked, gateway.hear().await["d"].clone())
}

fn callback(told: &Value) -> String {
    format!(
        "interactions/{}/{}/callback",
        told["id"].as_str().unwrap(),
        told["token"].as_str().unwrap()
    )
}

fn webhook(told: &Value, rest: &str) -> String {
    format!(
        "webhooks/{}/{}{rest}",
        told["application_id"].as_str().unwrap(),
        told["token"].as_str().unwrap()
    )
}

fn say(text: &str, flags: u64) -> Value {
    json!({"type": 4, "data": {"content": text, "flags": flags}})
}
