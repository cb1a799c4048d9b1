//! What Tend sends by itself: posts, edits, direct messages; and what it asks Discord.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use serenity::http::Route;
use serenity::model::id as serenity_id;

use super::budget::{Lane, Urgency};
use super::errors::{Hopeless, SendError};
use super::render;
use super::wire::{Answered, Body, Call, DiscordsClock, Wire};
use crate::domain::{ChannelId, MessageId, UserId};
use crate::ui::Card;

/// Discord's first millisecond: the time in its ids counts from here.
const EPOCH: i64 = 1_420_070_400_000;
/// Discord's clock and ours may differ; a button's id is unique, so looking further back is free.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(10);
/// Messages in a page of a channel's history, and how many pages are looked through.
const PAGE: usize = 100;
const PAGES: usize = 10;

/// The bot itself, as Discord knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    pub user: UserId,
    pub name: String,
    /// The application's id.
    pub application: u64,
    /// Discord's own clock when it answered, to compare with ours.
    pub discord_now: Option<DateTime<Utc>>,
}

/// What is said where the host has given the application's id for their own.
pub const HOST_IS_THE_BOT: &str = "TEND_HOST_USER_ID is the id of the application, not of a person: no couple would \
    be told that you are one of them, and no /feedback would reach you. Give your own id (Developer Mode, then Copy User ID)";

impl Me {
    /// Whether this is the bot's own id, or its application's.
    pub fn is(&self, id: u64) -> bool {
        [self.user.0, self.application].contains(&id)
    }
}

/// Where a card is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    pub to: ChannelId,
    /// As a reply to this message there; where it is gone, by itself.
    pub reply_to: Option<MessageId>,
}

/// Tend's way out to Discord. Clones share one gate.
#[derive(Clone)]
pub struct Outbound {
    pub(super) wire: Arc<Wire>,
    me: Arc<Me>,
}

impl Outbound {
    pub(super) fn new(wire: Arc<Wire>, me: Me) -> Self {
        Self {
            wire,
            me: Arc::new(me),
        }
    }

    /// The bot itself.
    pub fn me(&self) -> &Me {
        &self.me
    }

    /// What is known of Discord's own clock.
    pub fn discords_clock(&self) -> DiscordsClock {
        self.wire.discords_clock()
    }

    /// Asks Discord for something small, to learn its time.
    pub async fn ask_the_time(&self) -> Result<(), SendError> {
        let call = Call {
            method: Method::GET,
            route: Route::Gateway,
            query: None,
            body: Body::Nothing,
        };
        let lane = Lane::Route("gateway");
        let asked = self
            .wire
            .bot(&call, lane, "GET gateway", Urgency::Exact, || async {
                true
            });
        asked.await.map(|_| ())
    }

    /// Posts a card. The same nonce again within Discord's few minutes gives the first message.
    pub async fn post(
        &self,
        to: ChannelId,
        card: &Card,
        nonce: &str,
        urgency: Urgency,
    ) -> Result<MessageId, SendError> {
        let place = Posting { to, reply_to: None };
        let posted = self
            .post_if(place, card, nonce, urgency, || async { true })
            .await?;
        posted.ok_or(SendError::Unsure)
    }

    /// Posts a card if `still` says so when its turn has come, right before it is sent; `None`: it
    /// said no. For whoever has to be sure that a lease did not run out while waiting.
    pub async fn post_if<F: Future<Output = bool>>(
        &self,
        place: Posting,
        card: &Card,
        nonce: &str,
        urgency: Urgency,
        still: impl Fn() -> F,
    ) -> Result<Option<MessageId>, SendError> {
        let mut message = render::message(card);
        message["nonce"] = nonce.into();
        message["enforce_nonce"] = true.into();
        if let Some(to) = place.reply_to {
            message["message_reference"] =
                json!({"message_id": to.to_string(), "fail_if_not_exists": false});
        }
        let to = place.to;
        let call = Call {
            method: Method::POST,
            route: Route::ChannelMessages {
                channel_id: channel(to)?,
            },
            query: None,
            body: render::body(message, card),
        };
        let lane = Lane::Channel(to.0);
        let answered = self
            .wire
            .bot(&call, lane, "POST messages", urgency, &still)
            .await;
        match answered {
            Ok(Some(answered)) => id(&answered.body["id"])
                .map(MessageId)
                .map(Some)
                .ok_or(SendError::Unsure),
            Ok(None) => Ok(None),
            // It may write there and not look back: then the card stands by itself.
            Err(SendError::Hopeless(Hopeless::NoReply)) if place.reply_to.is_some() => {
                let alone = Posting { to, reply_to: None };
                Box::pin(self.post_if(alone, card, nonce, urgency, still)).await
            }
            Err(error) => Err(error),
        }
    }

    /// Replaces all of a message of the bot's own.
    pub async fn edit(
        &self,
        in_channel: ChannelId,
        message: MessageId,
        card: &Card,
        urgency: Urgency,
    ) -> Result<(), SendError> {
        let call = Call {
            method: Method::PATCH,
            route: route_of(in_channel, message)?,
            query: None,
            body: render::body(render::message(card), card),
        };
        self.bot(&call, Lane::Channel(in_channel.0), "PATCH message", urgency)
            .await
            .map(|_| ())
    }

    /// Removes a message of the bot's own. One that is gone already counts as removed.
    pub async fn delete(
        &self,
        in_channel: ChannelId,
        message: MessageId,
        urgency: Urgency,
    ) -> Result<(), SendError> {
        let call = Call {
            method: Method::DELETE,
            route: route_of(in_channel, message)?,
            query: None,
            body: Body::Nothing,
        };
        match self
            .bot(
                &call,
                Lane::Channel(in_channel.0),
                "DELETE message",
                urgency,
            )
            .await
        {
            Ok(_) | Err(SendError::Hopeless(Hopeless::MessageGone | Hopeless::ChannelGone)) => {
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The direct-message channel with this person; Discord gives the same one every time.
    pub async fn open_dm(&self, user: UserId) -> Result<ChannelId, SendError> {
        let call = Call {
            method: Method::POST,
            route: Route::UserMeDmChannels,
            query: None,
            body: Body::Json(json!({"recipient_id": user.to_string()})),
        };
        let lane = Lane::Route("direct messages");
        let answered = self
            .bot(&call, lane, "POST direct messages", Urgency::Exact)
            .await?;
        id(&answered.body["id"])
            .map(ChannelId)
            .ok_or(SendError::Unsure)
    }

    /// Looks through the channel's messages since `since` for one of the bot's own that carries a
    /// component with this id. An error means that it could not be found out.
    pub async fn find_own(
        &self,
        in_channel: ChannelId,
        since: DateTime<Utc>,
        button_id: &str,
    ) -> Result<Option<MessageId>, SendError> {
        let mut after = first_id_at(since - CLOCKS_DIFFER);
        for _ in 0..PAGES {
            let call = Call {
                method: Method::GET,
                route: Route::ChannelMessages {
                    channel_id: channel(in_channel)?,
                },
                query: Some(format!("after={after}&limit={PAGE}")),
                body: Body::Nothing,
            };
            let lane = Lane::Channel(in_channel.0);
            let answered = self
                .bot(&call, lane, "GET messages", Urgency::Prompt)
                .await?;
            let messages = answered.body.as_array().ok_or(SendError::Unsure)?;
            let own = messages.iter().find(|message| {
                id(&message["author"]["id"]) == Some(self.me.user.0)
                    && carries(&message["components"], button_id)
            });
            if let Some(own) = own {
                return id(&own["id"])
                    .map(MessageId)
                    .map(Some)
                    .ok_or(SendError::Unsure);
            }
            let newest = messages
                .iter()
                .filter_map(|message| id(&message["id"]))
                .max();
            match newest {
                Some(newest) if messages.len() >= PAGE => after = newest,
                _ => return Ok(None),
            }
        }
        Err(SendError::Unsure)
    }

    pub(super) async fn channel_json(
        &self,
        of: ChannelId,
        urgency: Urgency,
    ) -> Result<Value, SendError> {
        let route = Route::Channel {
            channel_id: channel(of)?,
        };
        self.get(route, Lane::Channel(of.0), "GET channel", urgency)
            .await
    }

    pub(super) async fn guild_json(
        &self,
        guild: u64,
        urgency: Urgency,
    ) -> Result<Value, SendError> {
        let guild_id = nonzero(guild).map(serenity_id::GuildId::from)?;
        self.get(
            Route::Guild { guild_id },
            Lane::Guild(guild),
            "GET guild",
            urgency,
        )
        .await
    }

    pub(super) async fn member_json(
        &self,
        guild: u64,
        user: UserId,
        urgency: Urgency,
    ) -> Result<Value, SendError> {
        let guild_id = nonzero(guild).map(serenity_id::GuildId::from)?;
        let user_id = nonzero(user.0).map(serenity_id::UserId::from)?;
        let route = Route::GuildMember { guild_id, user_id };
        self.get(route, Lane::Guild(guild), "GET member", urgency)
            .await
    }

    pub(super) async fn get(
        &self,
        route: Route<'_>,
        lane: Lane,
        kind: &'static str,
        urgency: Urgency,
    ) -> Result<Value, SendError> {
        let call = Call {
            method: Method::GET,
            route,
            query: None,
            body: Body::Nothing,
        };
        self.bot(&call, lane, kind, urgency)
            .await
            .map(|answered| answered.body)
    }

    pub(super) async fn bot(
        &self,
        call: &Call<'_>,
        lane: Lane,
        kind: &'static str,
        urgency: Urgency,
    ) -> Result<Answered, SendError> {
        let answered = self
            .wire
            .bot(call, lane, kind, urgency, || async { true })
            .await?;
        answered.ok_or(SendError::Unsure)
    }
}

/// A nonce of Discord's 25 characters from the keyed hash of whatever makes this message the one it is: others see
/// it, and learn nothing from it.
pub fn nonce(hash: &[u8; 32]) -> String {
    use std::fmt::Write;
    let mut nonce = String::with_capacity(26);
    for byte in &hash[..13] {
        write!(nonce, "{byte:02x}").expect("a String takes everything");
    }
    nonce.truncate(25);
    nonce
}

/// Who the bot is; the first request of all, and so the test of its token.
pub(super) async fn who_am_i(wire: &Wire) -> Result<Me, SendError> {
    let get = |route| Call {
        method: Method::GET,
        route,
        query: None,
        body: Body::Nothing,
    };
    let (user, application) = (get(Route::UserMe), get(Route::Oauth2ApplicationCurrent));
    let (user, application) = tokio::try_join!(
        wire.bot(
            &user,
            Lane::Route("me"),
            "GET me",
            Urgency::Exact,
            || async { true }
        ),
        wire.bot(
            &application,
            Lane::Route("application"),
            "GET application",
            Urgency::Exact,
            || async { true }
        )
    )?;
    let (Some(user), Some(application)) = (user, application) else {
        return Err(SendError::Unsure);
    };
    Ok(Me {
        user: id(&user.body["id"]).map(UserId).ok_or(SendError::Unsure)?,
        name: user.body["username"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        application: id(&application.body["id"]).ok_or(SendError::Unsure)?,
        discord_now: user.date,
    })
}

/// A number that Discord writes as text.
pub(super) fn id(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

/// serenity's ids cannot be zero; Discord knows none that is.
pub(super) fn nonzero(number: u64) -> Result<std::num::NonZeroU64, SendError> {
    std::num::NonZeroU64::new(number).ok_or(SendError::Hopeless(Hopeless::Invalid))
}

pub(super) fn channel(channel: ChannelId) -> Result<serenity_id::ChannelId, SendError> {
    nonzero(channel.0).map(serenity_id::ChannelId::from)
}

fn route_of(in_channel: ChannelId, message: MessageId) -> Result<Route<'static>, SendError> {
    let message_id = nonzero(message.0).map(serenity_id::MessageId::from)?;
    Ok(Route::ChannelMessage {
        channel_id: channel(in_channel)?,
        message_id,
    })
}

/// The smallest id that a message of this instant could have.
fn first_id_at(instant: DateTime<Utc>) -> u64 {
    u64::try_from(instant.timestamp_millis() - EPOCH).unwrap_or(0) << 22
}

/// Whether there is a component with this id somewhere in here.
fn carries(components: &Value, button_id: &str) -> bool {
    components.as_array().is_some_and(|components| {
        components.iter().any(|component| {
            component["custom_id"] == button_id || carries(&component["components"], button_id)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_fits_and_tells_messages_apart() {
        let first = nonce(&[7; 32]);
        assert_eq!(first.len(), 25);
        assert_eq!(first, nonce(&[7; 32]));
        assert_ne!(first, nonce(&[8; 32]));
    }

    #[test]
    fn ids_begin_where_discord_begins() {
        assert_eq!(first_id_at("2015-01-01T00:00:00Z".parse().unwrap()), 0);
        assert_eq!(first_id_at("1970-01-01T00:00:00Z".parse().unwrap()), 0);
        // The example of Discord's own reference.
        let at = "2016-04-30T11:18:25.796Z".parse().unwrap();
        assert_eq!(first_id_at(at), 175_928_847_299_117_063 >> 22 << 22);
    }

    #[test]
    fn a_button_is_found_in_its_row() {
        let rows = json!([{"type": 1, "components": [{"type": 2, "custom_id": "a"}, {"type": 2, "url": "b"}]}]);
        assert!(carries(&rows, "a"));
        assert!(!carries(&rows, "b"));
        assert!(!carries(&Value::Null, "a"));
    }
}
