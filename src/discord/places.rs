//! What Discord tells of a place: who sees it, whether somebody does, and whether Tend may write there.

use serenity::http::Route;
use serenity::model::id as serenity_id;

use super::audience;
use super::budget::{Lane, Urgency};
use super::errors::SendError;
use super::outbound::{Outbound, channel, id, nonzero};
use crate::domain::{ChannelId, UserId};
use crate::ui::{Audience, Sight};

impl Outbound {
    /// Who can see this channel, as far as Discord tells.
    pub async fn audience(&self, guild: Option<u64>, in_channel: ChannelId) -> Audience {
        let Some(guild) = guild else {
            // A direct message with the bot: the person themselves and nobody else.
            return Audience {
                known: true,
                ..Audience::default()
            };
        };
        let urgency = Urgency::PersonWaits;
        let read = tokio::try_join!(
            self.channel_json(in_channel, urgency),
            self.guild_json(guild, urgency)
        );
        match read {
            Ok((channel, guild)) => audience::of(&channel, &guild, self.me().user),
            Err(_) => Audience::default(),
        }
    }

    /// Whether this person can see the channel, with all their roles and its overwrites; a private thread where they
    /// are in it.
    pub async fn sight(&self, guild: u64, in_channel: ChannelId, who: UserId) -> Option<Sight> {
        let urgency = Urgency::PersonWaits;
        let read = tokio::try_join!(
            self.channel_json(in_channel, urgency),
            self.guild_json(guild, urgency)
        );
        let (place, guild_json) = read.ok()?;
        let member = match self.member_json(guild, who, urgency).await {
            Ok(member) => member,
            Err(SendError::Hopeless(_)) => return Some(Sight::Hidden),
            Err(_) => return None,
        };
        let kind = place["type"].as_u64();
        // A thread has the permissions of the channel it hangs on.
        let above = match id(&place["parent_id"]).filter(|_| audience::is_thread(kind)) {
            Some(parent) => self.channel_json(ChannelId(parent), urgency).await.ok()?,
            None => place,
        };
        let sight = audience::sight(audience::held(&above, &guild_json, &member, who)?);
        if sight != Sight::Sees || kind != Some(audience::PRIVATE_THREAD) {
            return Some(sight);
        }
        let route = Route::ChannelThreadMember {
            channel_id: channel(in_channel).ok()?,
            user_id: nonzero(who.0).map(serenity_id::UserId::from).ok()?,
        };
        let lane = Lane::Channel(in_channel.0);
        match self.get(route, lane, "GET thread member", urgency).await {
            Ok(_) => Some(sight),
            Err(SendError::Hopeless(_)) => Some(Sight::NotInThread),
            Err(_) => None,
        }
    }

    /// Whether the bot may see this channel and write there, with all its roles and overwrites.
    pub async fn may_post(&self, in_channel: ChannelId) -> Result<bool, SendError> {
        let urgency = Urgency::Tidy;
        let channel = self.channel_json(in_channel, urgency).await?;
        let Some(guild) = id(&channel["guild_id"]) else {
            return Ok(true);
        };
        let (guild_json, member) = tokio::try_join!(
            self.guild_json(guild, urgency),
            self.member_json(guild, self.me().user, urgency)
        )?;
        Ok(audience::may_post(
            &channel,
            &guild_json,
            &member,
            self.me().user,
        ))
    }
}
