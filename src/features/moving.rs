//! /tend move, and the line that one may ask for when leaving: where a couple lives, and that it does no more.

use super::common::{self, buttons, changes};
use super::{Action as Any, Due, Target};
use crate::app::{App, Here, Member, mention};
use crate::domain::couple::{Change, KEEP_ENDED};
use crate::domain::{ChannelId, CoupleId};
use crate::error::Error;
use crate::store;
use crate::ui::{Button, Card, Manner, Reply};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// To this channel: at once where the old one cannot be reached and only the two can see this one, else when
    /// the other agrees.
    Here(CoupleId, u64, ChannelId),
}

impl Action {
    pub fn id(&self) -> String {
        let Self::Here(couple, guild, channel) = self;
        format!("here:{couple}:{guild}:{channel}")
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let ["here", couple, guild, channel] = words else {
            return None;
        };
        Some(Self::Here(
            CoupleId::read(couple)?,
            guild.parse().ok()?,
            ChannelId(channel.parse().ok()?),
        ))
    }

    pub fn manner(&self) -> Manner {
        Manner::UpdatePrivate
    }

    pub fn target(&self) -> Target {
        let Self::Here(couple, ..) = self;
        Target::Couple(*couple)
    }
}

/// `/tend move`, in the channel to move to.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let t = here.t;
    let Some(guild) = here.visit.guild else {
        return Err(card(here, "start-only-in-a-server").into());
    };
    let channel = here.visit.channel;
    if channel == me.couple.channel && me.couple.unreachable.is_none() {
        return Err(card(here, "move-already-here").into());
    }
    if here.visit.may_post == Some(false) {
        return Err(card(here, "start-cannot-post").into());
    }
    let mut db = here.app.db.acquire().await?;
    let lives_here = store::couples::in_channel(&mut db, channel).await?;
    if lives_here.is_some_and(|couple| couple != me.couple.id) {
        return Err(card(here, "start-channel-taken").into());
    }
    let (what, button) = match (me.couple.unreachable, is_ours(here, me, guild, channel)) {
        (Some(_), true) => ("move-lost", "move-here-button"),
        (Some(_), false) => ("move-lost-ask", "move-suggest-button"),
        (None, _) => ("move-suggest", "move-suggest-button"),
    };
    let values = [
        ("channel", common::place(me.couple.channel).into()),
        ("other", mention(me.other().user).into()),
    ];
    let (what, label) = (t.say(what, &values), t.say(button, &[]));
    let action = Any::Moving(Action::Here(me.couple.id, guild, channel));
    Ok(Card::new([what, common::audience(here)].join("\n\n"))
        .buttons([Button::main(label, action.id()), buttons::help(t)])
        .into())
}

/// Whether this is where it was asked, and a place that both can see and nobody else but those who administer the
/// server: whoever may close the old place to Tend could else carry the two into one that the other cannot see.
fn is_ours(here: &Here<'_>, me: &Member, guild: u64, channel: ChannelId) -> bool {
    let both = [me.me().user, me.other().user];
    let asked_here = here.visit.channel == channel && here.visit.guild == Some(guild);
    let audience = here.visit.audience.as_ref();
    asked_here && audience.is_some_and(|audience| audience.is_only_for(both))
}

pub async fn act(here: &Here<'_>, me: &Member, action: Action) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let Action::Here(_, guild, channel) = action;
    let lost = me.couple.unreachable.is_some();
    if !lost || !is_ours(here, me, guild, channel) {
        changes::suggest(
            here,
            me,
            &Change::Move {
                guild,
                channel: channel.0,
            },
        )
        .await?;
        let said = if lost {
            "move-asked-later"
        } else {
            "move-suggested"
        };
        let other = mention(me.other().user);
        let card = Card::new(here.t.say(said, &[("other", other.into())]));
        return Ok(card.buttons([buttons::help(here.t)]).into());
    }
    let mut tx = common::begin_awake(here, me).await?;
    if !store::couples::move_to(&mut tx, me.couple.id, guild, channel).await? {
        return Err(card(here, "start-channel-taken").into());
    }
    tx.commit().await?;
    let said = here
        .t
        .say("moved", &[("channel", common::place(channel).into())]);
    Ok(Card::new(said)
        .buttons([
            buttons::settings(here.t, me.couple.id),
            buttons::help(here.t),
        ])
        .into())
}

/// One of them left and chose to say so: one neutral line, without who or why.
pub async fn ended(app: &App, couple: CoupleId) -> anyhow::Result<Due> {
    let mut db = app.db.acquire().await?;
    let Some(couple) = store::couples::find(&mut db, couple).await? else {
        return Ok(Due::Nothing);
    };
    let told = couple.people.iter().filter_map(|person| person.left);
    let Some(ended) = told.filter(|left| left.told).map(|left| left.at).max() else {
        return Ok(Due::Nothing);
    };
    let t = app.words.tongue("en");
    let date = t.date((ended + KEEP_ENDED).date_naive());
    let card = Card::new(t.say("ended-here", &[("date", date.into())]))
        .buttons([buttons::privacy(t), buttons::help(t)]);
    Ok(Due::post(couple.channel, card))
}

fn card(here: &Here<'_>, id: &str) -> Card {
    Card::new(here.t.say(id, &[])).buttons([buttons::help(here.t)])
}
