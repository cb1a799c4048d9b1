//! The starter's private page: what Tend is, who can see, the hour; then the invitation.

use chrono::Weekday;

use super::{CONSENT, Step, again, goes_on, is_mac, mac, paired, view};
use crate::app::{Here, Member};
use crate::domain::invitation::{self, Invitation};
use crate::domain::schedule::Slot;
use crate::domain::timer::Timer;
use crate::domain::{InvitationId, UserId, zones};
use crate::error::Error;
use crate::features::common::{self, tombstones};
use crate::store;
use crate::ui::{CommandCall, Invite, OptionValue, Reply, Sight};

/// Sunday evening, until they choose.
const FIRST_WEEKDAY: Weekday = Weekday::Sun;
const FIRST_MINUTE: u16 = 19 * 60;

/// What a page's buttons are about.
pub struct Page {
    pub invitation: Invitation,
    pub invited: UserId,
    pub mac: String,
    /// Already in a couple elsewhere: a second is by explicit choice.
    pub second: bool,
    /// A word about the zone that was typed, if it was not found as it stood.
    pub zone_note: Option<String>,
}

/// Opens the page, if this person may invite that one here.
pub async fn start(here: &Here<'_>, call: &CommandCall) -> Result<Reply, Error> {
    let visit = here.visit;
    let guild = visit.guild.ok_or_else(|| view::only_in_a_server(here))?;
    let partner = call.options.iter().find_map(|(name, value)| match value {
        OptionValue::Person { user, bot, sight } if name == "partner" => {
            Some((*user, *bot, *sight))
        }
        _ => None,
    });
    let (invited, bot, sight) = partner.ok_or_else(|| view::nobody_named(here))?;
    if invited == visit.user {
        return Err(view::not_oneself(here).into());
    }
    if bot {
        return Err(view::not_a_bot(here).into());
    }
    if visit.may_post == Some(false) {
        return Err(view::cannot_post(here).into());
    }
    if sight == Some(Sight::NotInThread) {
        return Err(view::not_in_thread(here).into());
    }
    let mut tx = here.begin().await?;
    let person = here
        .app
        .vault
        .keyed_hash("not-to-ask", &invited.to_string());
    // Somebody outside the channel and somebody who asked not to be invited get the same answer.
    if sight != Some(Sight::Sees) || store::invitations::asked_not_to(&mut tx, &person).await? {
        return Err(view::cannot_invite(here).into());
    }
    taken(here, &mut tx, invited).await?;

    let typed = call.text("zone").unwrap_or_default();
    let (zone, zone_note) = match zones::exact(&here.zones, typed) {
        Some(zone) => (zone, None),
        None => (nearest(here, typed), Some(typed.to_owned())),
    };
    let slot = Slot {
        zone,
        weekday: FIRST_WEEKDAY,
        minute: FIRST_MINUTE,
    };
    let invitation = Invitation {
        id: InvitationId(here.new_id()?),
        inviter: visit.user,
        guild,
        channel: visit.channel,
        slot,
        consent_version: CONSENT.to_owned(),
        created_at: here.now,
        posted_at: None,
        expires_at: here.now + invitation::PREPARED,
        message: None,
        closed_at: None,
    };
    store::invitations::insert(&mut tx, &invitation).await?;
    let couples = store::couples::of_person(&mut tx, visit.user, &here.sender()).await?;
    let second = couples
        .iter()
        .any(|couple| goes_on(couple, here.visit.user));
    tx.commit().await?;

    let mac = mac(&here.app.vault, "prepare", invitation.id, invited);
    Ok(view::starters_page(
        here,
        &Page {
            invitation,
            invited,
            mac,
            second,
            zone_note,
        },
    )
    .into())
}

fn nearest(here: &Here<'_>, typed: &str) -> String {
    let first = zones::suggest(&here.zones, typed).into_iter().next();
    first.map_or_else(|| "UTC".to_owned(), |suggestion| suggestion.zone)
}

/// A channel is one couple's at a time.
pub async fn taken(
    here: &Here<'_>,
    db: &mut sqlx::PgConnection,
    invited: UserId,
) -> Result<(), Error> {
    let Some(id) = store::couples::in_channel(&mut *db, here.visit.channel).await? else {
        return Ok(());
    };
    let couple = store::couples::find(db, id).await?;
    let both = couple.filter(|couple| couple.partner_of(invited).is_some());
    let me = both.and_then(|couple| {
        let who = couple.partner_of(here.visit.user)?;
        Some(Member { couple, who })
    });
    Err(match me {
        Some(me) if again::may_come_back(&me, here.now) => view::begin_again(here, &me),
        Some(_) => view::already_together(here),
        None => view::channel_taken(here),
    }
    .into())
}

/// A choice on the page, or the invitation itself.
pub async fn step(
    here: &Here<'_>,
    step: Step,
    id: InvitationId,
    invited: UserId,
    given: &str,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    if !is_mac(&here.app.vault, "prepare", id, invited, given) {
        return Err(common::stranger(here.t).into());
    }
    if step == Step::Zone {
        return Ok(Reply::Ask(view::zone_form(here, id, invited, given)));
    }
    let mut tx = here.begin().await?;
    let found = store::invitations::lock(&mut tx, id).await?;
    let found = found.filter(|found| found.inviter == here.visit.user);
    let invitation = found.ok_or_else(|| common::stranger(here.t))?;
    if step == Step::Post {
        return post(here, tx, invitation, invited).await;
    }
    if invitation.posted_at.is_some() || !invitation.stands(here.now) {
        return Err(view::page_is_over(here).into());
    }
    let mut slot = invitation.slot.clone();
    let number = values.first().and_then(|value| value.parse::<u16>().ok());
    let mut zone_note = None;
    match (step, number) {
        (Step::Weekday, Some(day)) => {
            slot.weekday = u8::try_from(day)
                .ok()
                .and_then(|day| Weekday::try_from(day).ok())
                .unwrap_or(slot.weekday);
        }
        (Step::Hour, Some(hour)) if hour < 24 => slot.minute = hour * 60 + slot.minute % 60,
        (Step::Minute, Some(minute)) if minute < 60 => slot.minute = slot.minute / 60 * 60 + minute,
        (Step::ZonePicked, _) => {
            let picked = values
                .first()
                .and_then(|zone| zones::exact(&here.zones, zone));
            slot.zone = picked.unwrap_or(slot.zone);
        }
        (Step::ZoneWritten, _) => {
            let typed = fields.first().map_or("", |(_, text)| text.trim());
            match zones::exact(&here.zones, typed) {
                Some(zone) => slot.zone = zone,
                None => zone_note = Some(typed.to_owned()),
            }
        }
        _ => {}
    }
    store::invitations::save_slot(&mut tx, id, &slot).await?;
    tx.commit().await?;
    let page = Page {
        invitation: Invitation { slot, ..invitation },
        invited,
        mac: given.to_owned(),
        second: false,
        zone_note,
    };
    Ok(view::starters_page(here, &page).into())
}

/// Posts it, unless one still stands or three were posted within the month. Pressing again after a
/// crash posts the same one.
async fn post(
    here: &Here<'_>,
    mut tx: sqlx::Transaction<'static, sqlx::Postgres>,
    invitation: Invitation,
    invited: UserId,
) -> Result<Reply, Error> {
    let mut lifted = false;
    let waits = invitation.posted_at.is_some()
        && invitation.message.is_none()
        && invitation.stands(here.now);
    if !waits {
        if invitation.posted_at.is_some() || !invitation.stands(here.now) {
            return Err(view::page_is_over(here).into());
        }
        taken(here, &mut tx, invited).await?;
        let since = here.now - invitation::WINDOW - invitation::STANDS;
        let mut earlier = store::invitations::by_inviter(&mut tx, here.visit.user, since).await?;
        earlier.retain(|earlier| earlier.id != invitation.id);
        invitation::may_post(&earlier, here.now)
            .map_err(|why| view::cannot_invite_now(here, why, &earlier))?;
        let until = here.now + invitation::STANDS;
        store::invitations::post(&mut tx, invitation.id, here.now, until).await?;
        // Whoever asks somebody wants to be asked again.
        lifted = tombstones::may_ask(here.app, &mut tx, here.visit.user, here.now).await?;
        store::timers::rearm(
            &mut tx,
            None,
            until,
            &Timer::InviteOver {
                invitation: invitation.id,
            },
        )
        .await?;
    }
    tx.commit().await?;
    if lifted {
        tombstones::write_down(here.app).await?;
    }
    let for_them = mac(&here.app.vault, "invited", invitation.id, invited);
    Ok(Reply::Invite(Box::new(Invite {
        invitation: invitation.id,
        card: view::invitation(here, &invitation, invited, &for_them),
        nonce: format!("invitation-{}", invitation.id),
        posted: view::posted(here, &invitation, invited),
        refused: view::cannot_post(here),
    })))
}

/// Takes it back, as long as it stands: its message says at once what it would have said at its end. Where it was
/// accepted in the meantime, that is said, and nothing is taken back.
pub async fn withdraw(here: &Here<'_>, id: InvitationId) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let found = store::invitations::lock(&mut tx, id).await?;
    let invitation = found
        .filter(|found| found.inviter == here.visit.user)
        .ok_or_else(|| common::stranger(here.t))?;
    if !invitation.stands(here.now) {
        return Err(match paired(&mut tx, &invitation).await? {
            Some(couple) => view::was_accepted(here, &couple),
            None => view::no_longer(here),
        }
        .into());
    }
    store::invitations::close(&mut tx, invitation.id, here.now).await?;
    here.arm_now(&mut tx, None, &Timer::InviteOver { invitation: id })
        .await?;
    tx.commit().await?;
    here.wake();
    Ok(view::withdrawn(here).into())
}
