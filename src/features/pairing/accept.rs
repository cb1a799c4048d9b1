//! The invited person's side: the same page, then yes, no, or not again.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::prepare::taken;
use super::{Action, Answer, CONSENT, goes_on, is_mac, paired, view};
use crate::app::Here;
use crate::domain::couple::Couple;
use crate::domain::invitation::{self, Invitation};
use crate::domain::schedule::{Occurrence, Slot};
use crate::domain::timer::Timer;
use crate::domain::tombstone::Fact;
use crate::domain::{CoupleId, InvitationId, Partner};
use crate::entropy::Whose;
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::{self, rounds, tombstones};
use crate::store;
use crate::store::partners::Consent;
use crate::ui::Reply;

pub async fn act(
    here: &Here<'_>,
    answer: Answer,
    id: InvitationId,
    given: &str,
) -> Result<Reply, Error> {
    // Only the invited person's own id makes this MAC: everybody else is a stranger here.
    if !is_mac(&here.app.vault, "invited", id, here.visit.user, given) {
        return Err(common::stranger(here.t).into());
    }
    match answer {
        Answer::Look => look(here, id, given).await,
        Answer::Yes => yes(here, id).await,
        Answer::No => Ok(view::declined(here).into()),
        Answer::DoNotAsk => do_not_ask(here).await,
    }
}

/// The same page that the starter saw, before anything is stored about this person.
async fn look(here: &Here<'_>, id: InvitationId, given: &str) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let invitation = store::invitations::find(&mut db, id)
        .await?
        .ok_or_else(|| view::no_longer(here))?;
    if !invitation.stands(here.now) {
        return over(here, &mut db, &invitation).await;
    }
    let couples = store::couples::of_person(&mut db, here.visit.user, &here.sender()).await?;
    let second = couples
        .iter()
        .any(|couple| goes_on(couple, here.visit.user));
    let button = |answer| Any::Pairing(Action::Invited(answer, id, given.to_owned())).id();
    Ok(view::inviteds_page(here, &invitation, second, button).into())
}

/// Their yes: the first moment at which anything about them is stored.
async fn yes(here: &Here<'_>, id: InvitationId) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let invitation = store::invitations::lock(&mut tx, id)
        .await?
        .ok_or_else(|| view::no_longer(here))?;
    if !invitation.stands(here.now) {
        return over(here, &mut tx, &invitation).await;
    }
    let next = first_prompt(here, &invitation.slot, here.now)?;
    // The first round belongs to the slot before the next.
    let week = next.week - Days::new(7);
    let couple = pair(here, &mut tx, &invitation, week).await?;
    let round = rounds::open(here.app, &mut tx, &couple, week, here.now).await?;
    here.arm_now(
        &mut tx,
        Some(couple.id),
        &Timer::Prompt {
            couple: couple.id,
            week,
        },
    )
    .await?;
    store::invitations::close(&mut tx, id, here.now).await?;
    here.arm_now(&mut tx, None, &Timer::InviteOver { invitation: id })
        .await?;
    // Whatever else the two had asked here is answered with it.
    for person in &couple.people {
        let since = here.now - invitation::PREPARED - invitation::STANDS;
        for other in store::invitations::by_inviter(&mut tx, person.user, since).await? {
            if other.posted_at.is_some()
                && other.channel == couple.channel
                && other.stands(here.now)
            {
                here.arm_now(
                    &mut tx,
                    None,
                    &Timer::InviteOver {
                        invitation: other.id,
                    },
                )
                .await?;
            }
        }
    }
    tx.commit().await?;
    here.wake();
    Ok(view::together(here, &couple, &round, next.due).into())
}

/// The prompt that comes next after pairing at this instant.
fn first_prompt(
    here: &Here<'_>,
    slot: &Slot,
    paired_at: DateTime<Utc>,
) -> anyhow::Result<Occurrence> {
    Ok(slot.first_after_pairing(&here.zones, paired_at)?)
}

/// An invitation that no longer stands. Where it led to their yes, that is said again: its first
/// answer may have been lost on the way.
async fn over(
    here: &Here<'_>,
    db: &mut sqlx::PgConnection,
    invitation: &Invitation,
) -> Result<Reply, Error> {
    if let Some(couple) = paired(&mut *db, invitation).await?
        && couple.partner_of(here.visit.user).is_some()
        && let Some(round) = store::rounds::latest(db, couple.id).await?
    {
        let next = first_prompt(here, &couple.slot, couple.started_at)?.due;
        return Ok(view::together(here, &couple, &round, next).into());
    }
    Err(view::no_longer(here).into())
}

/// The couple and its two people, each with a consent and a key of their own.
async fn pair(
    here: &Here<'_>,
    tx: &mut sqlx::PgConnection,
    invitation: &Invitation,
    first_week: NaiveDate,
) -> Result<Couple, Error> {
    let (guild, channel, slot) = (invitation.guild, invitation.channel, &invitation.slot);
    let id = CoupleId(here.app.entropy.id(Whose::NewCouple)?);
    if !store::couples::insert(&mut *tx, id, guild, channel, slot, first_week, here.now).await? {
        taken(here, tx, invitation.inviter).await?;
        return Err(view::channel_taken(here).into());
    }
    let consents = [
        (
            Partner::One,
            invitation.inviter,
            invitation.posted_at.unwrap_or(here.now),
            invitation.consent_version.as_str(),
        ),
        (Partner::Two, here.visit.user, here.now, CONSENT),
    ];
    for (who, user, at, version) in consents {
        let (_, wrapped) = here.app.vault.new_key(id, who)?;
        let consent = Consent { user, at, version };
        store::partners::insert(&mut *tx, id, who, &consent, &slot.zone, &wrapped).await?;
    }
    let couple = store::couples::find(tx, id).await?;
    Ok(couple.ok_or_else(|| anyhow::anyhow!("the couple that was just made"))?)
}

/// Remembers, as a keyed hash, that this person does not want to be asked again. The invitation
/// looks as before.
async fn do_not_ask(here: &Here<'_>) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let person = tombstones::of_person(here.app, here.visit.user);
    store::invitations::do_not_ask(&mut tx, &person, here.now).await?;
    tombstones::keep(&mut tx, Fact::NotToAsk, person, here.now).await?;
    tx.commit().await?;
    tombstones::write_down(here.app).await?;
    Ok(view::not_asked_again(here).into())
}
