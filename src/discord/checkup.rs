//! What `tend doctor` asks Discord: how the application is set up, and what the bot may do in a channel.

use std::collections::HashMap;

use serde_json::Value;
use serenity::http::Route;

use super::audience;
use super::budget::{Lane, Urgency};
use super::errors::{Hopeless, SendError};
use super::outbound::{Outbound, id};
use crate::domain::ChannelId;

/// Asked for in the developer portal: presences, members, contents of messages; each in the form
/// of small bots and in that of large ones.
const PRIVILEGED: u64 = 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 18 | 1 << 19;

/// How the application is set up in Discord's developer portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four settings of Discord's, each on or off"
)]
pub struct Application {
    /// Anybody with the link can bring the bot into a server.
    pub public: bool,
    /// Inviting it needs more than a link, which Tend does not do.
    pub wants_code: bool,
    /// Presses go to a web address instead of to this program.
    pub answers_elsewhere: bool,
    /// It may read what Tend never asks for.
    pub privileged: bool,
}

/// What the bot may do in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    Know {
        see: bool,
        send: bool,
        look_back: bool,
    },
    /// The bot is not in this server, or the server is gone.
    NotInServer,
    /// There is no such channel any more.
    ChannelGone,
}

/// Servers that were asked about already, each with its description and the bot's membership.
#[derive(Default)]
pub struct Servers(HashMap<u64, Option<(Value, Value)>>);

impl Outbound {
    /// How the application is set up.
    pub async fn application(&self) -> Result<Application, SendError> {
        let route = Route::Oauth2ApplicationCurrent;
        let lane = Lane::Route("application");
        let told = self
            .get(route, lane, "GET application", Urgency::Tidy)
            .await?;
        Ok(Application {
            public: told["bot_public"] == true,
            wants_code: told["bot_require_code_grant"] == true,
            answers_elsewhere: told["interactions_endpoint_url"].is_string(),
            privileged: told["flags"]
                .as_u64()
                .is_some_and(|flags| flags & PRIVILEGED != 0),
        })
    }

    /// What the bot may do in this channel of this server.
    pub async fn may(
        &self,
        server: u64,
        channel: ChannelId,
        servers: &mut Servers,
    ) -> Result<May, SendError> {
        let known = if let Some(known) = servers.0.get(&server) {
            known
        } else {
            let asked = self.server(server).await?;
            servers.0.entry(server).or_insert(asked)
        };
        let Some((guild, member)) = known else {
            return Ok(May::NotInServer);
        };
        let place = match self.channel_json(channel, Urgency::Tidy).await {
            Ok(place) => place,
            Err(SendError::Hopeless(Hopeless::ChannelGone)) => return Ok(May::ChannelGone),
            // It does not even tell about the channel.
            Err(SendError::Hopeless(_)) => {
                return Ok(May::Know {
                    see: false,
                    send: false,
                    look_back: false,
                });
            }
            Err(error) => return Err(error),
        };
        let in_thread = audience::is_thread(place["type"].as_u64());
        // A thread has the permissions of the channel it hangs on.
        let place = match id(&place["parent_id"]).filter(|_| in_thread) {
            Some(parent) => self
                .channel_json(ChannelId(parent), Urgency::Tidy)
                .await
                .unwrap_or(place),
            None => place,
        };
        let held =
            audience::held(&place, guild, member, self.me().user).ok_or(SendError::Unsure)?;
        Ok(May::Know {
            see: audience::allows_seeing(held),
            send: audience::allows_posting(held, in_thread),
            look_back: audience::allows_looking_back(held),
        })
    }

    async fn server(&self, server: u64) -> Result<Option<(Value, Value)>, SendError> {
        let asked = tokio::try_join!(
            self.guild_json(server, Urgency::Tidy),
            self.member_json(server, self.me().user, Urgency::Tidy)
        );
        match asked {
            Ok(told) => Ok(Some(told)),
            Err(SendError::Hopeless(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
