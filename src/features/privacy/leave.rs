//! Leaving: alone, at once, without a reason. The other is told one line, or sees what they would see of any rest.

use super::{Line, view};
use crate::app::{Here, Member};
use crate::domain::couple::{KEEP_ENDED, Left};
use crate::domain::timer::Timer;
use crate::error::Error;
use crate::features::common;
use crate::store;
use crate::ui::Reply;

/// Leaves. Whoever leaves second is shown the same, and then nothing is left to keep.
pub async fn leave(here: &Here<'_>, me: &Member, line: Line) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if let Some(left) = couple.person(me.who).left {
        return Ok(view::left(here, me, left.at).into());
    }
    if couple.person(me.who.other()).left.is_some() {
        store::couples::delete(&mut tx, couple.id).await?;
    } else {
        let told = line == Line::Told;
        store::partners::save_left(&mut tx, couple.id, me.who, Left { at: here.now, told }).await?;
        store::couples::end(&mut tx, couple.id, told, here.now).await?;
        // The prompt's timer goes on and posts nothing: the weeks that follow are a rest's.
        let forget = Timer::Forget { couple: couple.id };
        store::timers::rearm(&mut tx, couple.id, here.now + KEEP_ENDED, &forget).await?;
        if told {
            here.arm_now(
                &mut tx,
                Some(couple.id),
                &Timer::Ended { couple: couple.id },
            )
            .await?;
        }
    }
    tx.commit().await?;
    here.wake();
    Ok(view::left(here, me, here.now).into())
}
