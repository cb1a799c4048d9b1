//! /tend start: one prepares an invitation, the other alone can accept it; both know what they agree to.

mod accept;
mod again;
mod prepare;
mod view;

use crate::app::{App, Here};
use crate::domain::couple::Couple;
use crate::domain::invitation::Invitation;
use crate::domain::{CoupleId, InvitationId, MessageId, UserId};
use crate::error::Error;
use crate::features::Due;
use crate::store;
use crate::ui::{CommandCall, Manner, Reply};
use crate::vault::Vault;

/// The version of the text both say yes to; stored with each consent.
pub const CONSENT: &str = "2026-11-2";

/// What the pages of pairing can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The starter's page: the id of the invited is only here, under a MAC.
    Prepare(Step, InvitationId, UserId, String),
    /// The invited person's: the MAC fits nobody else.
    Invited(Answer, InvitationId, String),
    /// The starter takes their invitation back.
    Withdraw(InvitationId),
    /// Whoever left without a line begins again.
    Again(CoupleId),
}

/// What the starter does on their page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Weekday,
    Hour,
    Minute,
    /// Opens the form for another zone.
    Zone,
    ZoneWritten,
    ZonePicked,
    Post,
}

/// What the invited person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Look,
    Yes,
    No,
    DoNotAsk,
}

const STEPS: [(Step, &str); 7] = [
    (Step::Weekday, "day"),
    (Step::Hour, "hour"),
    (Step::Minute, "minute"),
    (Step::Zone, "zone"),
    (Step::ZoneWritten, "zonewritten"),
    (Step::ZonePicked, "zonepicked"),
    (Step::Post, "post"),
];

const ANSWERS: [(Answer, &str); 4] = [
    (Answer::Look, "look"),
    (Answer::Yes, "yes"),
    (Answer::No, "no"),
    (Answer::DoNotAsk, "never"),
];

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Prepare(step, invitation, invited, mac) => {
                let verb = STEPS
                    .iter()
                    .find(|(s, _)| s == step)
                    .map_or("", |(_, verb)| verb);
                format!("{verb}:{invitation}:{invited}:{mac}")
            }
            Self::Invited(answer, invitation, mac) => {
                let verb = ANSWERS
                    .iter()
                    .find(|(a, _)| a == answer)
                    .map_or("", |(_, verb)| verb);
                format!("{verb}:{invitation}:{mac}")
            }
            Self::Withdraw(invitation) => format!("withdraw:{invitation}"),
            Self::Again(couple) => format!("again:{couple}"),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        match *words {
            ["withdraw", invitation] => Some(Self::Withdraw(InvitationId::read(invitation)?)),
            ["again", couple] => Some(Self::Again(CoupleId::read(couple)?)),
            [verb, invitation, mac] => {
                let (answer, _) = ANSWERS.iter().find(|(_, v)| *v == verb)?;
                Some(Self::Invited(
                    *answer,
                    InvitationId::read(invitation)?,
                    mac.to_owned(),
                ))
            }
            [verb, invitation, invited, mac] => {
                let (step, _) = STEPS.iter().find(|(_, v)| *v == verb)?;
                let invited = UserId(invited.parse().ok()?);
                Some(Self::Prepare(
                    *step,
                    InvitationId::read(invitation)?,
                    invited,
                    mac.to_owned(),
                ))
            }
            _ => None,
        }
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Prepare(Step::Zone, ..) => Manner::Modal,
            Self::Invited(Answer::Look, ..) => Manner::PrivateNew,
            _ => Manner::UpdatePrivate,
        }
    }

    /// The pages that say who can see the channel.
    pub fn wants_audience(&self) -> bool {
        match self {
            Self::Prepare(step, ..) => !matches!(step, Step::Zone | Step::Post),
            Self::Invited(answer, ..) => *answer == Answer::Look,
            Self::Withdraw(_) | Self::Again(_) => false,
        }
    }
}

/// `/tend start`.
pub async fn start(here: &Here<'_>, call: &CommandCall) -> Result<Reply, Error> {
    prepare::start(here, call).await
}

pub async fn act(
    here: &Here<'_>,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    match action {
        Action::Prepare(step, id, invited, mac) => {
            prepare::step(here, step, id, invited, &mac, values, fields).await
        }
        Action::Invited(answer, id, mac) => accept::act(here, answer, id, &mac).await,
        Action::Withdraw(id) => prepare::withdraw(here, id).await,
        Action::Again(couple) => again::begin(here, couple).await,
    }
}

/// The invitation stands in its channel: remembers its message.
pub async fn invited(app: &App, id: InvitationId, message: MessageId) -> anyhow::Result<()> {
    let mut db = app.db.acquire().await?;
    store::invitations::save_message(&mut db, id, message).await
}

/// The invitation has been accepted, taken back or has expired: its message says so.
pub async fn over(app: &App, id: InvitationId) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(invitation) = store::invitations::lock(&mut tx, id).await? else {
        return Ok(Due::Nothing);
    };
    let together = paired(&mut tx, &invitation).await?;
    if invitation.stands(now) && together.is_none() {
        return Ok(Due::Later(invitation.expires_at));
    }
    store::invitations::close(&mut tx, id, now).await?;
    tx.commit().await?;
    let Some(message) = invitation.message else {
        return Ok(Due::Nothing);
    };
    Ok(Due::Edit {
        channel: invitation.channel,
        message,
        card: view::over(app.words.tongue("en"), together.as_ref()),
    })
}

/// Whether this couple goes on, as far as this person may know.
fn goes_on(couple: &Couple, user: UserId) -> bool {
    couple
        .partner_of(user)
        .is_some_and(|who| couple.ended_for(who).is_none())
}

/// The couple that this invitation led to, as long as it is in its channel.
async fn paired(
    db: &mut sqlx::PgConnection,
    invitation: &Invitation,
) -> anyhow::Result<Option<Couple>> {
    let Some(id) = store::couples::in_channel(&mut *db, invitation.channel).await? else {
        return Ok(None);
    };
    let couple = store::couples::find(db, id).await?;
    Ok(couple.filter(|couple| couple.partner_of(invitation.inviter).is_some()))
}

/// What only the invited person's buttons carry.
fn mac(vault: &Vault, purpose: &'static str, invitation: InvitationId, person: UserId) -> String {
    vault.mac(purpose, format!("{invitation}:{person}").as_bytes())
}

fn is_mac(
    vault: &Vault,
    purpose: &'static str,
    invitation: InvitationId,
    person: UserId,
    given: &str,
) -> bool {
    vault.is_mac(purpose, format!("{invitation}:{person}").as_bytes(), given)
}
