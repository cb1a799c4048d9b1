//! What changes at once, because it is only mine: my clock, my defaults.

use super::{Action, view};
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::zones;
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::{dates, hours, promises, sharing, whys};
use crate::store;
use crate::ui::text::length;
use crate::ui::{Card, Input, Modal, Reply};

pub fn zone_form(here: &Here<'_>, me: &Member) -> Reply {
    Reply::Ask(hours::zone_form(
        here.t,
        Any::Settings(Action::MyZoneWritten(me.couple.id)).id(),
    ))
}

/// My own clock, by zone or city.
pub async fn zone(here: &Here<'_>, me: &Member, typed: &str) -> Result<Reply, Error> {
    let Some(zone) = zones::exact(&here.zones, typed) else {
        return Ok(view::which_zone(here, me, typed).into());
    };
    let own = me.me();
    let mut tx = here.begin().await?;
    promises::remind_anew(here.app, &mut tx, me, &zone, here.now).await?;
    store::partners::save_own(
        &mut tx,
        me.couple.id,
        me.who,
        &zone,
        own.sharing,
        own.streak_hidden,
    )
    .await?;
    dates::promise_anew(here.app, &mut tx, me, &zone, here.now).await?;
    tx.commit().await?;
    let mut me = me.clone();
    me.couple.people[me.who as usize].zone = zone;
    super::open(here, &me).await
}

/// A note, not a letter.
const WHY_AT_MOST: u16 = 300;
/// Opens the form with the note there is. It is never asked for, and never dated.
pub async fn why_form(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let written = whys::of(here.app, &mut db, me.couple.id, me.who).await?;
    let input = Input {
        id: "why".to_owned(),
        label: here.t.say("why-label", &[]),
        placeholder: here.t.say("why-placeholder", &[]),
        value: written.unwrap_or_default(),
        long: true,
        most: WHY_AT_MOST,
        required: false,
    };
    let id = Any::Settings(Action::WhyWritten(me.couple.id)).id();
    Ok(Reply::Ask(Modal {
        id,
        title: here.t.say("why-title", &[]),
        inputs: vec![input],
    }))
}

/// Keeps the note, sealed, for both to read; an empty one takes it back.
pub async fn why(here: &Here<'_>, me: &Member, typed: &str) -> Result<Reply, Error> {
    if length(typed) > usize::from(WHY_AT_MOST) {
        return Err(Card::new(here.t.say("line-too-long", &[])).into());
    }
    let keep = !is_blank(typed);
    let mut tx = here.begin().await?;
    whys::save(
        here.app,
        &mut tx,
        me.couple.id,
        me.who,
        keep.then_some(typed),
    )
    .await?;
    tx.commit().await?;
    Ok(view::why_kept(here, me, keep).into())
}

/// My own defaults of who sees what, for rounds to come.
pub async fn defaults(here: &Here<'_>, me: &Member, values: &[String]) -> Result<Reply, Error> {
    let own = me.me();
    let mut sharings = own.sharing;
    if let Some(chosen) = sharing::chosen(values) {
        chosen.apply(&mut sharings);
    }
    let mut tx = here.begin().await?;
    store::partners::save_own(
        &mut tx,
        me.couple.id,
        me.who,
        &own.zone,
        sharings,
        own.streak_hidden,
    )
    .await?;
    tx.commit().await?;
    Ok(view::defaults(here, me, sharings).into())
}
