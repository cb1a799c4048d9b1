//! Leaving: alone, at once, without a reason. The other is told one line, or sees what they would see of any rest.

use sqlx::PgConnection;

use super::{Line, view};
use crate::app::{Here, Member};
use crate::domain::Partner;
use crate::domain::couple::{Couple, KEEP_ENDED, Left};
use crate::domain::timer::Timer;
use crate::domain::tombstone::Fact;
use crate::error::Error;
use crate::features::common::{self, tombstones};
use crate::store;
use crate::ui::Reply;

/// Leaves. Whoever leaves second is shown the same as the first, and has a last day of their own.
pub async fn leave(here: &Here<'_>, me: &Member, line: Line) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if let Some(left) = couple.person(me.who).left {
        drop(tx);
        tombstones::write_down(here.app).await?;
        return Ok(view::left(here, me, left.at).into());
    }
    let left = Left {
        at: here.now,
        told: line == Line::Told,
    };
    has_left(&mut tx, &couple, me.who, left).await?;
    if left.told {
        here.arm_now(
            &mut tx,
            Some(couple.id),
            &Timer::Ended { couple: couple.id },
        )
        .await?;
    }
    let fact = if left.told {
        Fact::LeftTold
    } else {
        Fact::Left
    };
    let who = tombstones::of_partner(here.app, couple.id, me.me().user);
    tombstones::keep(&mut tx, fact, who, here.now).await?;
    tx.commit().await?;
    tombstones::write_down(here.app).await?;
    here.wake();
    Ok(view::left(here, me, here.now).into())
}

/// What follows when this person has left. The caller holds the couple.
pub async fn has_left(
    tx: &mut PgConnection,
    couple: &Couple,
    who: Partner,
    left: Left,
) -> anyhow::Result<()> {
    store::partners::save_left(&mut *tx, couple.id, who, Some(left)).await?;
    store::couples::save_ended(&mut *tx, couple.id).await?;
    // The prompt's timer goes on and posts nothing: the weeks that follow are a rest's. Where the other has left
    // before, what deletes theirs looks again for mine.
    let forget = Timer::Forget { couple: couple.id };
    store::timers::arm(tx, couple.id, left.at + KEEP_ENDED, &forget).await?;
    Ok(())
}
