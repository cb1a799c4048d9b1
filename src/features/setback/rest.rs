//! A rest that begins here: to the other it reads as any rest.

use super::view;
use crate::app::{Here, Member};
use crate::error::Error;
use crate::features::common::rests::{self, Length};
use crate::ui::Reply;

/// Rests for so many days, or until I come back.
pub async fn rest(here: &Here<'_>, me: &Member, row: i64, days: i64) -> Result<Reply, Error> {
    let days = u16::try_from(days).unwrap_or_default();
    let until = rests::end_of(here, me, Length::from_days(days));
    rests::begin(here, me, until).await?;
    Ok(view::rests_now(here, me, row, until).into())
}

/// *Not for now.*
pub async fn until_i_come_back(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    rests::begin(here, me, None).await?;
    Ok(view::not_now(here, me).into())
}
