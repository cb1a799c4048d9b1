//! What changes at once, because it is only mine: my clock, my defaults.

use super::{Action, view};
use crate::app::{Here, Member};
use crate::domain::zones;
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::{hours, sharing};
use crate::store;
use crate::ui::Reply;

pub fn zone_form(here: &Here<'_>, me: &Member) -> Reply {
    Reply::Ask(hours::zone_form(here.t, Any::Settings(Action::MyZoneWritten(me.couple.id)).id()))
}

/// My own clock, by zone or city.
pub async fn zone(here: &Here<'_>, me: &Member, typed: &str) -> Result<Reply, Error> {
    let Some(zone) = zones::exact(&here.zones, typed) else {
        return Ok(view::which_zone(here, me, typed).into());
    };
    let own = me.me();
    let mut tx = here.begin().await?;
    store::partners::save_own(&mut tx, me.couple.id, me.who, &zone, own.sharing, own.streak_hidden).await?;
    tx.commit().await?;
    let mut me = me.clone();
    me.couple.people[me.who as usize].zone = zone;
    Ok(view::all(here, &me).into())
}

/// My own defaults of who sees what, for rounds to come.
pub async fn defaults(here: &Here<'_>, me: &Member, values: &[String]) -> Result<Reply, Error> {
    let own = me.me();
    let mut sharings = own.sharing;
    if let Some(chosen) = sharing::chosen(values) {
        chosen.apply(&mut sharings);
    }
    let mut tx = here.begin().await?;
    store::partners::save_own(&mut tx, me.couple.id, me.who, &own.zone, sharings, own.streak_hidden).await?;
    tx.commit().await?;
    Ok(view::defaults(here, me, &sharings).into())
}
