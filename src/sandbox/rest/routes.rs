//! Which path does what. What is not here is refused with 501 and its name: nothing is guessed at.

use serde_json::Value;

use super::super::limits::Limits;
use super::super::refusal::Refusal;
use super::super::world::{State, World};
use super::request::Call;
use super::{channels, server, tokens};
use chrono::{DateTime, Utc};

/// A body, no content, or a refusal.
pub type Performed = Result<Option<Value>, Refusal>;

/// What a route may look at and change.
pub struct Desk<'a> {
    pub state: &'a mut State,
    pub now: DateTime<Utc>,
    pub limits: &'a Limits,
    pub call: Call,
}

/// Does what the request asks for.
pub fn perform(world: &World, limits: &Limits, call: Call) -> Performed {
    let method = call.method.clone();
    let path = call.path.clone();
    let steps = path.split('/').collect::<Vec<_>>();
    let reads = method == "GET";
    let work = |state: &mut State, now| {
        let mut desk = Desk {
            state,
            now,
            limits,
            call,
        };
        desk.perform(&method, &steps)
    };
    if reads {
        world.glance(work)
    } else {
        world.change(work)
    }
}

impl Desk<'_> {
    fn perform(&mut self, method: &str, steps: &[&str]) -> Performed {
        // These two need no authorisation of the bot: their token is theirs.
        match (method, steps) {
            ("POST", ["interactions", interaction, token, "callback"]) => {
                return tokens::callback(self, interaction, token);
            }
            (_, ["webhooks", application, token, rest @ ..]) => {
                return tokens::webhook(self, method, application, token, rest);
            }
            ("GET", ["gateway"]) => return Ok(Some(server::gateway(self))),
            _ => {}
        }
        if !self.call.is_authorized(self.state) {
            return Err(Refusal::unauthorized());
        }
        match (method, steps) {
            ("GET", ["gateway", "bot"]) => Ok(Some(server::gateway_bot(self))),
            ("GET", ["users", "@me"]) => server::me(self),
            ("GET", ["users", "@me", "guilds"]) => Ok(Some(server::my_guilds(self))),
            ("POST", ["users", "@me", "channels"]) => server::open_dm(self),
            ("GET", ["users", user]) => server::user(self, user),
            ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
                server::application(self)
            }
            (_, ["applications", application, "commands", rest @ ..]) => {
                server::commands(self, method, application, rest)
            }
            (_, ["applications", application, "guilds", _, "commands", ..]) => {
                // Answered as a server without commands of its own.
                server::guild_commands(self, method, application)
            }
            ("GET", ["guilds", guild]) => server::guild(self, guild),
            ("GET", ["guilds", guild, "roles"]) => server::roles(self, guild),
            ("GET", ["guilds", guild, "channels"]) => server::channels(self, guild),
            ("GET", ["guilds", guild, "members", user]) => server::member(self, guild, user),
            ("GET", ["channels", channel]) => channels::show(self, channel),
            ("GET", ["channels", thread, "thread-members", user]) => {
                channels::thread_member(self, thread, user)
            }
            ("GET", ["channels", channel, "messages"]) => channels::list(self, channel),
            ("POST", ["channels", channel, "messages"]) => channels::post(self, channel),
            ("GET", ["channels", channel, "messages", message]) => {
                channels::message(self, channel, message)
            }
            ("PATCH", ["channels", channel, "messages", message]) => {
                channels::edit(self, channel, message)
            }
            ("DELETE", ["channels", channel, "messages", message]) => {
                channels::delete(self, channel, message)
            }
            _ => Err(Refusal::unknown_route(&format!(
                "{method} /{}",
                self.call.route()
            ))),
        }
    }
}
