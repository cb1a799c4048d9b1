//! What a step in a repair leaves behind: where it stands, the one reminder, the news for both.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::app::{Here, Member};
use crate::domain::couple::Couple;
use crate::domain::repair::{Move, Repair};
use crate::domain::rhythm::{Fact, Kind};
use crate::domain::schedule::{monday_of, week_of};
use crate::domain::text::Kind as Text;
use crate::domain::timer::{About, Timer};
use crate::domain::{CoupleId, Partner};
use crate::store;

/// All kinds of text that belong to a repair.
pub const KINDS: [Text; 18] = [
    Text::RepairOpening,
    Text::RepairBreach,
    Text::RepairHappened,
    Text::RepairLed,
    Text::RepairImpact,
    Text::RepairMyPart,
    Text::RepairUnderstood,
    Text::RepairMissing,
    Text::RepairAcknowledged,
    Text::RepairUnacknowledged,
    Text::ApologyAct,
    Text::ApologyRepair,
    Text::ApologyLike,
    Text::ApologyWhy,
    Text::ApologyChange,
    Text::RepairLook,
    Text::RepairStaysOpen,
    Text::RepairClosing,
];

/// Keeps what a step made of it: the reminder of before goes, the one of now is promised, to the
/// responsible partner alone; and what is news is promised for now.
pub async fn keep(
    db: &mut PgConnection,
    before: &Repair,
    after: &Repair,
    step: Move,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::repairs::save(&mut *db, after).await?;
    store::timers::disarm(&mut *db, &reminder(before)).await?;
    if let Some(at) = after.reminder() {
        store::timers::arm(&mut *db, after.couple, at.max(now), &reminder(after)).await?;
    }
    if Repair::is_news(step) {
        let news = Timer::News {
            couple: after.couple,
            about: About::Repair,
            row: after.id,
            nth: after.moves,
        };
        store::timers::arm(db, after.couple, now, &news).await?;
    }
    Ok(())
}

/// This one has taken a step that the other can see: where both did so in one week of theirs, that week is
/// tended. The caller holds the couple.
pub async fn worked(here: &Here<'_>, me: &Member, db: &mut PgConnection) -> anyhow::Result<()> {
    let (couple, zone) = (me.couple.id, &me.couple.slot.zone);
    let week =
        week_of(&here.zones, zone, here.now).unwrap_or_else(|_| monday_of(here.now.date_naive()));
    if store::partners::worked_in(&mut *db, couple, me.who, week).await? {
        let kind = Kind::Tended;
        store::weeks::record(db, couple, Fact { week, kind }).await?;
    }
    Ok(())
}

/// The one reminder that a repair may have where it stands.
fn reminder(repair: &Repair) -> Timer {
    Timer::Word {
        couple: repair.couple,
        partner: repair.responsible(),
        about: About::Repair,
        row: repair.id,
        nth: repair.moves,
    }
}

/// Lets go of a draft with its words.
pub async fn let_go(db: &mut PgConnection, couple: CoupleId, id: i64) -> anyhow::Result<()> {
    store::texts::delete_about(&mut *db, couple, id, &KINDS).await?;
    store::repairs::delete(db, couple, id).await
}

/// Somebody erases their words: what they have not sent goes, and what is under way ends. The caller
/// holds the couple.
pub async fn end_all(
    db: &mut PgConnection,
    couple: &Couple,
    who: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for open in store::repairs::open(&mut *db, couple.id).await? {
        let Some(repair) = store::repairs::lock(&mut *db, couple.id, open.id).await? else {
            continue;
        };
        if repair.is_draft() {
            if repair.opened_by == who {
                let_go(&mut *db, couple.id, repair.id).await?;
            }
        } else if let Ok(after) = repair.clone().after(who, Move::Stop, now) {
            keep(&mut *db, &repair, &after, Move::Stop, now).await?;
        }
    }
    Ok(())
}
