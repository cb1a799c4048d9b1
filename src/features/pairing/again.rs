//! Whoever left without a line can begin again where they left. To the other all of it reads as a pause that ends.

use chrono::{DateTime, Utc};

use super::view;
use crate::app::{Here, Member};
use crate::domain::CoupleId;
use crate::domain::timer::Timer;
use crate::error::Error;
use crate::features::common::{self, rounds};
use crate::store;
use crate::ui::Reply;

/// Whether this person has left, nobody was told, and their last day is still to come.
pub fn may_come_back(me: &Member, now: DateTime<Utc>) -> bool {
    let left = me.me().left.is_some_and(|left| !left.told);
    let told = me.other().left.is_some_and(|left| left.told);
    left && !told && !me.couple.is_over_for(me.who, now)
}

/// Comes back.
pub async fn begin(here: &Here<'_>, couple: CoupleId) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, couple).await?;
    let me = couple.and_then(|couple| {
        let who = couple.partner_of(here.visit.user)?;
        Some(Member { couple, who })
    });
    let me = me
        .filter(|me| may_come_back(me, here.now))
        .ok_or_else(|| common::stranger(here.t))?;
    let couple = me.couple.id;
    store::partners::save_left(&mut tx, couple, me.who, None).await?;
    store::couples::save_ended(&mut tx, couple).await?;
    if me.other().left.is_none() {
        store::timers::disarm(&mut tx, &Timer::Forget { couple }).await?;
    }
    rounds::give_back(&mut tx, &me.couple, here.now).await?;
    tx.commit().await?;
    here.wake();
    Ok(view::back_again(here, couple).into())
}
