//! The gateway door: hello, identify or resume, heartbeats, and every frame within Discord's rules.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::ledger::What;
use super::limits::Sliding;
use super::sessions::{GUILDS, NoSession, ToSocket};
use super::world::World;

/// Every intent there is; others are refused.
const KNOWN_INTENTS: u64 = 0x0371_FFFF;
/// Members, presences and message content: this bot was not granted them.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;

static CONNECTIONS: AtomicU64 = AtomicU64::new(1);

/// Takes connections until it is dropped.
pub async fn serve(world: World, listener: TcpListener) {
    let mut open = tokio::task::JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            return;
        };
        // Small frames should not wait for more: the bot's speed is measured here.
        let _ = stream.set_nodelay(true);
        while open.try_join_next().is_some() {}
        open.spawn(talk(world.clone(), stream));
    }
}

/// Why a conversation ends from this side.
enum End {
    /// A close frame with this code.
    Close(u16, &'static str),
    /// Without a word.
    Cut,
    /// The bot closed, with this code if it gave one.
    Theirs(Option<u16>),
}

struct Talk {
    world: World,
    socket: WebSocketStream<TcpStream>,
    connection: u64,
    orders: UnboundedReceiver<ToSocket>,
    order: UnboundedSender<ToSocket>,
    session: Option<String>,
    sends: Sliding,
}

async fn talk(world: World, stream: TcpStream) {
    let Ok(socket) = tokio_tungstenite::accept_async(stream).await else {
        return;
    };
    let connection = CONNECTIONS.fetch_add(1, Ordering::Relaxed);
    let (order, orders) = unbounded_channel();
    let mut talk = Talk {
        world,
        socket,
        connection,
        orders,
        order,
        session: None,
        sends: Sliding::default(),
    };
    let end = talk.go().await;
    // Only a farewell with 1000 or 1001 ends the session; anything else can be resumed.
    let over = matches!(end, End::Theirs(Some(1000 | 1001)) | End::Close(4004, _));
    talk.world
        .change(|state, _| state.sessions.lost(connection, over));
    if let End::Close(code, reason) = end {
        let frame = CloseFrame {
            code: CloseCode::from(code),
            reason: reason.into(),
        };
        let _ = talk.socket.close(Some(frame)).await; // it may be gone already
    }
}

impl Talk {
    async fn go(&mut self) -> End {
        let heartbeat = self.world.limits().heartbeat;
        let hello = json!({"op": 10, "s": null, "t": null, "d": {
            "heartbeat_interval": u64::try_from(heartbeat.as_millis()).unwrap_or(u64::MAX), "_trace": ["sandbox"]}});
        if self.send(Arc::new(hello)).await.is_err() {
            return End::Theirs(None);
        }
        let mut last_beat = Instant::now();
        loop {
            // A bot that misses a beat and a half is taken for dead.
            let patience = (heartbeat + heartbeat / 2).saturating_sub(last_beat.elapsed());
            tokio::select! {
                order = self.orders.recv() => match order {
                    Some(ToSocket::Frame(frame)) => {
                        let ask_again = frame["op"] == json!(9) && frame["d"] == json!(false);
                        if ask_again {
                            self.session = None;
                        }
                        if self.send(frame).await.is_err() {
                            return End::Theirs(None);
                        }
                    }
                    Some(ToSocket::Close(code, reason)) => return End::Close(code, reason),
                    Some(ToSocket::Cut) | None => return End::Cut,
                },
                frame = self.socket.next() => {
                    match self.hear(frame, &mut last_beat).await {
                        Ok(()) => {}
                        Err(end) => return end,
                    }
                }
                () = tokio::time::sleep(patience.max(Duration::from_millis(1))) => {
                    if last_beat.elapsed() > heartbeat + heartbeat / 2 {
                        return End::Close(4009, "Session timed out.");
                    }
                }
            }
        }
    }

    async fn hear(
        &mut self,
        frame: Option<Result<Frame, tokio_tungstenite::tungstenite::Error>>,
        last_beat: &mut Instant,
    ) -> Result<(), End> {
        let text = match frame {
            Some(Ok(Frame::Text(text))) => text,
            Some(Ok(Frame::Binary(bytes))) => String::from_utf8_lossy(&bytes).into_owned(),
            Some(Ok(Frame::Close(frame))) => {
                return Err(End::Theirs(frame.map(|frame| frame.code.into())));
            }
            Some(Ok(_)) => return Ok(()),
            Some(Err(_)) | None => return Err(End::Theirs(None)),
        };
        let limits = self.world.limits();
        if text.len() > limits.gateway_bytes {
            return Err(End::Close(4002, "Payload too large."));
        }
        if self
            .sends
            .take(limits.gateway_sends, Instant::now())
            .is_err()
        {
            return Err(End::Close(4008, "You are being rate limited."));
        }
        let Ok(said) = serde_json::from_str::<Value>(&text) else {
            return Err(End::Close(4002, "Error while decoding payload."));
        };
        let op = said["op"].as_u64();
        self.note(false, op.unwrap_or(u64::MAX), None, hide_token(&said));
        match op {
            Some(1) => {
                *last_beat = Instant::now();
                if self.world.read(|state| state.sessions.no_ack) {
                    return Ok(());
                }
                let ack = json!({"op": 11, "d": null, "s": null, "t": null});
                self.send(Arc::new(ack))
                    .await
                    .map_err(|_| End::Theirs(None))
            }
            Some(2 | 6) if self.session.is_some() => {
                Err(End::Close(4005, "Already authenticated."))
            }
            Some(2) => self.identify(&said["d"]),
            Some(6) => self.resume(&said["d"]),
            Some(3 | 4 | 8) if self.session.is_some() => Ok(()),
            Some(3 | 4 | 8) => Err(End::Close(4003, "Not authenticated.")),
            _ => Err(End::Close(4001, "Unknown opcode.")),
        }
    }

    fn identify(&mut self, said: &Value) -> Result<(), End> {
        self.check_token(said)?;
        let intents = said["intents"]
            .as_u64()
            .ok_or(End::Close(4013, "Invalid intent(s)."))?;
        if intents & !KNOWN_INTENTS != 0 {
            return Err(End::Close(4013, "Invalid intent(s)."));
        }
        if intents & PRIVILEGED != 0 {
            return Err(End::Close(4014, "Disallowed intent(s)."));
        }
        if !said["properties"].is_object() {
            return Err(End::Close(4002, "Error while decoding payload."));
        }
        let shard = match said["shard"].as_array().map(Vec::as_slice) {
            Some([id, total]) => (
                id.as_u64().unwrap_or(u64::MAX),
                total.as_u64().unwrap_or_default(),
            ),
            _ => (0, 1),
        };
        if shard.0 >= shard.1 {
            return Err(End::Close(4010, "Invalid shard."));
        }
        let limits = self.world.limits();
        let socket = (self.connection, self.order.clone());
        let made = self.world.change(|state, _| {
            let id = state.sessions.identify(&limits, intents, shard, socket)?;
            let guild = state.guild.members.contains_key(&state.app.bot).then_some(state.guild.id);
            let guild = guild.filter(|guild| (guild >> 22) % shard.1 == shard.0);
            let ready = json!({
                "v": 10, "user_settings": {}, "session_type": "normal", "session_id": id,
                "resume_gateway_url": state.gateway_url, "relationships": [], "private_channels": [],
                "presences": [], "guilds": guild.map(|id| json!({"id": id.to_string(), "unavailable": true})).into_iter().collect::<Vec<_>>(),
                "guild_join_requests": [], "geo_ordered_rtc_regions": [], "auth": {}, "shard": [shard.0, shard.1],
                "user": current_user(state), "application": {"id": state.app.id.to_string(), "flags": 0},
                "_trace": ["sandbox"],
            });
            state.sessions.tell(&id, "READY", &ready);
            if guild.is_some() && intents & GUILDS != 0 {
                let guild = state.guild_create_json();
                state.sessions.tell(&id, "GUILD_CREATE", &guild);
            }
            Ok(id)
        });
        match made {
            Ok(id) => self.session = Some(id),
            Err(NoSession::TooSoon) => self.invalid_session(),
            Err(NoSession::Spent) => return Err(End::Close(4004, "Authentication failed.")),
        }
        Ok(())
    }

    fn resume(&mut self, said: &Value) -> Result<(), End> {
        self.check_token(said)?;
        let (Some(id), Some(seq)) = (said["session_id"].as_str(), said["seq"].as_u64()) else {
            return Err(End::Close(4002, "Error while decoding payload."));
        };
        let limits = self.world.limits();
        let socket = (self.connection, self.order.clone());
        let resumed = self.world.change(|state, _| {
            let resumed =
                !state.sessions.refuse_resume && state.sessions.resume(&limits, id, seq, socket);
            if resumed {
                state
                    .sessions
                    .tell(id, "RESUMED", &json!({"_trace": ["sandbox"]}));
            }
            resumed
        });
        if resumed {
            self.session = Some(id.to_owned());
        } else {
            self.invalid_session();
        }
        Ok(())
    }

    fn check_token(&self, said: &Value) -> Result<(), End> {
        let good = self.world.read(|state| {
            let token = said["token"]
                .as_str()
                .map(|token| token.trim_start_matches("Bot "));
            token == Some(state.app.token.as_str()) && !state.sessions.token_reset
        });
        if good {
            Ok(())
        } else {
            Err(End::Close(4004, "Authentication failed."))
        }
    }

    fn invalid_session(&self) {
        let frame = json!({"op": 9, "d": false, "s": null, "t": null});
        let _ = self.order.send(ToSocket::Frame(Arc::new(frame))); // heard by this very loop
    }

    async fn send(
        &mut self,
        frame: Arc<Value>,
    ) -> Result<(), tokio_tungstenite::tungstenite::Error> {
        let event = frame["t"].as_str().map(str::to_owned);
        self.note(
            true,
            frame["op"].as_u64().unwrap_or_default(),
            event,
            Value::clone(&frame),
        );
        self.socket.send(Frame::Text(frame.to_string())).await
    }

    fn note(&self, to_bot: bool, op: u64, event: Option<String>, body: Value) {
        self.world.ledger().write(
            self.world.now(),
            What::Frame {
                to_bot,
                op,
                event,
                body,
            },
        );
    }
}

fn current_user(state: &super::world::State) -> Value {
    let mut user = state
        .users
        .get(&state.app.bot)
        .map_or(Value::Null, super::people::User::json);
    user["verified"] = json!(true);
    user["mfa_enabled"] = json!(true);
    user["email"] = Value::Null;
    user
}

/// The ledger has no use for the token.
fn hide_token(said: &Value) -> Value {
    let mut said = said.clone();
    if said["d"]["token"].is_string() {
        said["d"]["token"] = json!("…");
    }
    said
}
