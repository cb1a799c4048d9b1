//! The gateway's memory: who is connected, what they have been told, and what a resume would repeat.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::limits::{Limits, Sliding};

/// The intent for servers and their channels; all that the sandbox has events for.
pub const GUILDS: u64 = 1;
/// How many events a lost session is told of when it resumes.
const BACKLOG: usize = 1000;

/// What a socket is told to do.
#[derive(Debug, Clone)]
pub enum ToSocket {
    Frame(Arc<Value>),
    /// A close frame with this code.
    Close(u16, &'static str),
    /// The connection is cut without a word.
    Cut,
}

#[derive(Debug)]
pub struct Session {
    pub id: String,
    pub intents: u64,
    pub shard: (u64, u64),
    seq: u64,
    backlog: VecDeque<(u64, Arc<Value>)>,
    /// The connection it is on, if it is on one.
    socket: Option<(u64, UnboundedSender<ToSocket>)>,
    lost: Option<Instant>,
}

/// All sessions, and the gateway's own troubles.
#[derive(Debug, Default)]
pub struct Sessions {
    all: BTreeMap<String, Session>,
    next: u64,
    identifies: Sliding,
    last_identify: Option<Instant>,
    /// Heartbeats are not acknowledged.
    pub no_ack: bool,
    /// Every resume is answered with Invalid Session.
    pub refuse_resume: bool,
    /// How often the next event is repeated, frame for frame.
    pub repeat: u32,
    /// Too many identifies in a day: Discord resets the token.
    pub token_reset: bool,
}

impl Session {
    fn send(&self, frame: &Arc<Value>) {
        if let Some((_, socket)) = &self.socket {
            let _ = socket.send(ToSocket::Frame(Arc::clone(frame))); // a socket that just closed: the backlog has it
        }
    }
}

/// Why an identify gets no session.
#[derive(Debug, PartialEq, Eq)]
pub enum NoSession {
    /// Come again later.
    TooSoon,
    /// The day's budget is spent, and the token with it.
    Spent,
}

impl Sessions {
    /// A new session on this connection.
    pub fn identify(
        &mut self,
        limits: &Limits,
        intents: u64,
        shard: (u64, u64),
        socket: (u64, UnboundedSender<ToSocket>),
    ) -> Result<String, NoSession> {
        let now = Instant::now();
        if self
            .last_identify
            .is_some_and(|last| now.duration_since(last) < limits.identify_pause)
        {
            return Err(NoSession::TooSoon);
        }
        if self.identifies.take(limits.identifies, now).is_err() {
            self.token_reset = true;
            self.close_all(4004, "Authentication failed.");
            return Err(NoSession::Spent);
        }
        self.last_identify = Some(now);
        self.next += 1;
        let id = format!("{:032x}", self.next);
        let session = Session {
            id: id.clone(),
            intents,
            shard,
            seq: 0,
            backlog: VecDeque::new(),
            socket: Some(socket),
            lost: None,
        };
        self.all.insert(id.clone(), session);
        Ok(id)
    }

    /// Takes a lost session up again and repeats what it missed. False: there is nothing to take up.
    pub fn resume(
        &mut self,
        limits: &Limits,
        id: &str,
        seq: u64,
        socket: (u64, UnboundedSender<ToSocket>),
    ) -> bool {
        self.forget_old(limits);
        let Some(session) = self.all.get_mut(id).filter(|session| seq <= session.seq) else {
            return false;
        };
        session.socket = Some(socket);
        session.lost = None;
        for (_, frame) in session.backlog.iter().filter(|(at, _)| *at > seq) {
            session.send(frame);
        }
        true
    }

    /// Tells one session something; its sequence number grows.
    pub fn tell(&mut self, id: &str, event: &str, data: &Value) {
        let Some(session) = self.all.get_mut(id) else {
            return;
        };
        session.seq += 1;
        let frame = Arc::new(json!({"op": 0, "t": event, "s": session.seq, "d": data}));
        if session.backlog.len() >= BACKLOG {
            session.backlog.pop_front();
        }
        session.backlog.push_back((session.seq, Arc::clone(&frame)));
        session.send(&frame);
        for _ in 0..std::mem::take(&mut self.repeat) {
            session.send(&frame);
        }
    }

    /// Tells every session whose shard it concerns, connected or lost. False: there is none.
    pub fn tell_all(
        &mut self,
        limits: &Limits,
        guild: Option<u64>,
        event: &str,
        data: &Value,
    ) -> bool {
        self.forget_old(limits);
        let concerned = (self.all.values())
            .filter(|session| {
                guild.map_or(0, |guild| (guild >> 22) % session.shard.1) == session.shard.0
            })
            .map(|session| session.id.clone())
            .collect::<Vec<_>>();
        for id in &concerned {
            self.tell(id, event, data);
        }
        !concerned.is_empty()
    }

    /// The connection is gone; the session waits to be resumed, or is over.
    pub fn lost(&mut self, connection: u64, over: bool) {
        let is_on = |session: &Session| {
            session
                .socket
                .as_ref()
                .is_some_and(|(on, _)| *on == connection)
        };
        if over {
            self.all.retain(|_, session| !is_on(session));
            return;
        }
        for session in self.all.values_mut().filter(|session| is_on(session)) {
            session.socket = None;
            session.lost = Some(Instant::now());
        }
    }

    fn forget_old(&mut self, limits: &Limits) {
        self.all.retain(|_, session| {
            session
                .lost
                .is_none_or(|lost| lost.elapsed() < limits.resumable)
        });
    }

    /// How many are connected at present.
    pub fn connected(&self) -> usize {
        self.all
            .values()
            .filter(|session| session.socket.is_some())
            .count()
    }

    /// How many identifies the day still allows.
    pub fn identifies_left(&mut self, limits: &Limits) -> usize {
        let used = self.identifies.count(limits.identifies, Instant::now());
        (limits.identifies.most as usize).saturating_sub(used)
    }

    fn on_all_sockets(&self, what: &ToSocket) {
        for (_, socket) in self
            .all
            .values()
            .filter_map(|session| session.socket.as_ref())
        {
            let _ = socket.send(what.clone()); // a socket that just closed needs nothing
        }
    }

    /// Cuts every connection without a word.
    pub fn cut_all(&self) {
        self.on_all_sockets(&ToSocket::Cut);
    }

    /// Closes every connection with a code.
    pub fn close_all(&self, code: u16, reason: &'static str) {
        self.on_all_sockets(&ToSocket::Close(code, reason));
    }

    /// Asks every connection to come again (opcode 7).
    pub fn ask_to_reconnect(&self) {
        self.on_all_sockets(&ToSocket::Frame(Arc::new(
            json!({"op": 7, "d": null, "s": null, "t": null}),
        )));
    }

    /// Says of every session that it is over (opcode 9), to be resumed or not.
    pub fn invalidate_all(&mut self, resumable: bool) {
        self.on_all_sockets(&ToSocket::Frame(Arc::new(
            json!({"op": 9, "d": resumable, "s": null, "t": null}),
        )));
        if !resumable {
            self.all.clear();
        }
    }
}
