//! What is stored about the one who asks: of their own side only, and the same for whoever rests or has left.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::view;
use crate::app::{Here, Member};
use crate::domain::CoupleId;
use crate::error::Error;
use crate::features::common::{self, tombstones};
use crate::store;
use crate::store::overview::Counts;
use crate::ui::Reply;

/// What is kept of one person in one couple.
pub struct Stored {
    pub counts: Counts,
    /// Whether there is anything sealed, and so a key.
    pub has_key: bool,
    pub reminders: Vec<DateTime<Utc>>,
}

/// What is kept of somebody whether they are in a couple or not.
pub struct Outside {
    /// Invitations that they prepared or posted.
    pub invitations: usize,
    /// They asked not to be invited.
    pub not_to_ask: bool,
}

/// Of this couple; without one of the only couple there is, or asks which.
pub async fn open(here: &Here<'_>, couple: Option<CoupleId>) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let outside = outside(here, &mut db).await?;
    let mut mine: Vec<Member> = store::couples::of_person(&mut db, here.visit.user, &here.sender())
        .await?
        .into_iter()
        .filter_map(|couple| {
            couple
                .partner_of(here.visit.user)
                .filter(|who| !couple.is_over_for(*who, here.now))
                .map(|who| Member { couple, who })
        })
        .collect();
    let several = mine.len() > 1;
    if let Some(id) = couple {
        mine.retain(|me| me.couple.id == id);
    }
    match (mine.as_slice(), couple) {
        ([], Some(_)) => Err(common::stranger(here.t).into()),
        ([], None) => Ok(view::nothing(here, &outside).into()),
        ([me], _) => {
            let stored = stored(&mut db, me).await?;
            Ok(Reply::Say(view::shown(
                here, me, &stored, &outside, several,
            )))
        }
        (several, _) => Ok(Reply::Say(view::places(here, several))),
    }
}

async fn stored(db: &mut PgConnection, me: &Member) -> anyhow::Result<Stored> {
    let (couple, who) = (me.couple.id, me.who);
    Ok(Stored {
        counts: store::overview::counts(&mut *db, couple, who).await?,
        has_key: store::partners::wrapped_key(&mut *db, couple, who)
            .await?
            .is_some(),
        reminders: store::timers::reminders(db, couple, who).await?,
    })
}

async fn outside(here: &Here<'_>, db: &mut PgConnection) -> anyhow::Result<Outside> {
    let mine =
        store::invitations::by_inviter(&mut *db, here.visit.user, DateTime::UNIX_EPOCH).await?;
    let person = tombstones::of_person(here.app, here.visit.user);
    Ok(Outside {
        invitations: mine.len(),
        not_to_ask: store::invitations::asked_not_to(db, &person).await?,
    })
}

/// Whoever asked not to be invited may be invited again.
pub async fn may_ask_again(here: &Here<'_>) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    tombstones::may_ask(here.app, &mut tx, here.visit.user, here.now).await?;
    tx.commit().await?;
    tombstones::write_down(here.app).await?;
    Ok(view::may_be_asked(here).into())
}
