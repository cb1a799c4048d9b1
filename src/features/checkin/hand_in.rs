//! Handing in, taking back, *Hard week*, *Not this week*: the same for the author whatever the other did,
//! until the one that completes the round.

use sqlx::PgConnection;

use super::{Page, draft, view};
use crate::app::{Here, Member};
use crate::domain::RoundId;
use crate::domain::round::{CheckIn, Stance, with_stance};
use crate::error::Error;
use crate::features::common::{self, both, rounds};
use crate::store;
use crate::ui::Reply;

pub async fn hand_in(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<Reply, Error> {
    take(here, me, about, Stance::HandedIn).await
}

pub async fn hard_week(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<Reply, Error> {
    take(here, me, about, Stance::HardWeek).await
}

pub async fn not_this_week(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<Reply, Error> {
    take(here, me, about, Stance::NotThisWeek).await
}

/// Back to a draft, with every word still there.
pub async fn take_back(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<Reply, Error> {
    let mut tx = common::begin_awake(here, me).await?;
    let round = draft::hold(here, me, &mut tx, about).await?;
    let mut mine = draft::mine(here, me, &mut tx, &round).await?;
    mine.stance = Stance::Draft;
    keep_stance(here, me, &mut tx, round.id, &mine).await?;
    tx.commit().await?;
    Ok(view::page(here, me, &round, &mine, Page::WhoSeesWhat).into())
}

/// Takes a stance under the round's lock, and settles the round with it. Whoever completes it
/// reads at once.
async fn take(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    stance: Stance,
) -> Result<Reply, Error> {
    let mut tx = common::begin_awake(here, me).await?;
    let round = draft::hold(here, me, &mut tx, about).await?;
    let mut mine = draft::mine(here, me, &mut tx, &round).await?;
    mine.stance = stance;
    keep_stance(here, me, &mut tx, round.id, &mine).await?;

    let stances = with_stance(
        store::answers::stances(&mut tx, round.id).await?,
        me.who,
        stance,
    );
    let round = round.settle(stances, here.now);
    if round.is_revealed() {
        rounds::revealed(&mut tx, &round, here.now).await?;
    }
    tx.commit().await?;

    if round.is_revealed() {
        here.wake();
        return Ok(Reply::Say(both::read(here, me, &round).await?));
    }
    Ok(match stance {
        Stance::NotThisWeek => view::not_this_week(here, &round),
        _ => view::handed_in(here, me, &round, &mine),
    }
    .into())
}

/// Keeps the stance, and the words as they are.
async fn keep_stance(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    id: RoundId,
    mine: &draft::Mine,
) -> anyhow::Result<()> {
    let sealed = here
        .app
        .seal_answer(&mut *db, me.couple.id, me.who, id, &mine.answer)
        .await?;
    draft::save(here, me, db, id, mine, Some(sealed)).await
}
