//! One step in a repair: held, decided, kept with what it promises, shown.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::papers::{self, Paper};
use super::{page, view};
use crate::app::{Here, Member};
use crate::domain::repair::{Move, Repair};
use crate::domain::wall;
use crate::error::Error;
use crate::features::common::{self, repairs, texts};
use crate::store;
use crate::store::promises::OfRepair;
use crate::ui::Reply;

/// Reads it and holds it: first the couple, as everybody does who writes about the two, then the repair.
/// What is not this couple's, and a draft of the other, is not there.
pub async fn lock(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    row: i64,
) -> Result<Repair, Error> {
    let couple = store::couples::lock(&mut *db, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if couple.rests(here.now) {
        return Err(common::resting(here, me).into());
    }
    let found = store::repairs::lock(db, me.couple.id, row).await?;
    let mine = found.filter(|repair| !repair.is_draft() || repair.opened_by == me.who);
    Ok(mine.ok_or_else(|| common::stranger(here.t))?)
}

/// Takes a step in this transaction, and keeps what it promises.
pub async fn make(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: Repair,
    step: Move,
) -> Result<Repair, Error> {
    let step = counted(&mut *db, &repair, step).await?;
    let after = repair
        .clone()
        .after(me.who, step, here.now)
        .map_err(|why| view::cannot(here, me, &repair, why))?;
    repairs::keep(&mut *db, &repair, &after, step, here.now).await?;
    if Repair::is_work(step) {
        repairs::worked(here, me, db).await?;
    }
    Ok(after)
}

/// How many promises there are, and how many were kept, is read where it is decided.
async fn counted(db: &mut PgConnection, repair: &Repair, step: Move) -> anyhow::Result<Move> {
    Ok(match step {
        Move::Plan { .. } => Move::Plan {
            promises: promised(db, repair).await?.stand,
        },
        Move::Close { .. } => Move::Close {
            kept: promised(db, repair).await?.kept,
        },
        Move::LeaveOpen { .. } => Move::LeaveOpen {
            kept: promised(db, repair).await?.kept,
        },
        step => step,
    })
}

/// What became of the promises of this repair.
pub async fn promised(db: &mut PgConnection, repair: &Repair) -> anyhow::Result<OfRepair> {
    store::promises::of_repair(db, repair.couple, repair.id).await
}

/// A step by one tap. Where it gives a paper to the other, that is opened to them.
pub async fn take(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    step: Move,
    paper: Option<Paper>,
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = lock(here, me, &mut tx, row).await?;
    if let Some(paper) = paper.filter(|paper| paper.fits(&repair, me)) {
        let (_, written) = papers::mine(here, me, &mut tx, paper, &repair).await?;
        if !written {
            return Err(view::nothing_written(here, &repair).into());
        }
        give(here, me, &mut tx, &repair, paper).await?;
    }
    let after = make(here, me, &mut tx, repair, step).await?;
    let cards = page::page(here, me, &mut tx, &after).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

async fn give(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    repair: &Repair,
    paper: Paper,
) -> anyhow::Result<()> {
    let kinds = paper.kinds(repair);
    let mine = (me.couple.id, me.who);
    texts::release(here.app, db, mine, repair.id, &kinds, here.now).await
}

/// Keeps what was typed as a draft that its author alone sees, and shows how it reads.
pub async fn write(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    paper: Paper,
    typed: &[(String, String)],
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = lock(here, me, &mut tx, row).await?;
    if repair.is_paused() || !paper.fits(&repair, me) {
        return Err(view::gone_on(here, &repair).into());
    }
    if !papers::keep(here, me, &mut tx, paper, &repair, typed).await? {
        return Err(view::words_needed(here, &repair).into());
    }
    let cards = if paper == Paper::MyPart {
        super::reading::my_part(here, me, &mut tx, &repair).await?
    } else {
        page::page(here, me, &mut tx, &repair).await?
    };
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// A step with a line for the other to read: the form says so.
pub async fn say(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    paper: Paper,
    typed: &[(String, String)],
    step: Move,
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = lock(here, me, &mut tx, row).await?;
    if repair.is_paused() || !paper.fits(&repair, me) {
        return Err(view::gone_on(here, &repair).into());
    }
    if !papers::keep(here, me, &mut tx, paper, &repair, typed).await? {
        return Err(view::words_needed(here, &repair).into());
    }
    give(here, me, &mut tx, &repair, paper).await?;
    let after = make(here, me, &mut tx, repair, step).await?;
    let cards = page::page(here, me, &mut tx, &after).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// *Not now*, with a time: so many days on, at this hour on my own clock.
pub async fn not_now(here: &Here<'_>, me: &Member, row: i64, days: &str) -> Result<Reply, Error> {
    let days = days.parse().unwrap_or(1).clamp(1, 60);
    let until = after(here, me, days);
    take(here, me, row, Move::NotNow { until }, None).await
}

fn after(here: &Here<'_>, me: &Member, days: u16) -> DateTime<Utc> {
    let days_on = wall::days_after(&here.zones, &me.me().zone, here.now, days);
    days_on.unwrap_or_else(|_| here.now + chrono::Days::new(u64::from(days)))
}

/// What stopping does, before it is done.
pub async fn before_stopping(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let repair = super::known(here, me, &mut db, row).await?;
    if repair.is_over() || repair.is_draft() {
        return Err(view::gone_on(here, &repair).into());
    }
    Ok(view::before_stopping(here, &repair).into())
}
