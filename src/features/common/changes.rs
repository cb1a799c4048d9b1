//! Suggesting a joint setting: one row, and a promise to post it in the channel.

use super::begin_awake;
use crate::app::{Here, Member};
use crate::domain::couple::Change;
use crate::domain::timer::Timer;
use crate::error::Error;
use crate::store;

/// Suggests the change to the other; what was suggested before is withdrawn.
pub async fn suggest(here: &Here<'_>, me: &Member, change: &Change) -> Result<(), Error> {
    let mut tx = begin_awake(here, me).await?;
    let proposal = here.new_id()?;
    store::proposals::insert(&mut tx, proposal, me.couple.id, me.who, change, here.now).await?;
    here.arm_now(&mut tx, Some(me.couple.id), &Timer::Suggest { proposal })
        .await?;
    tx.commit().await?;
    here.wake();
    Ok(())
}
