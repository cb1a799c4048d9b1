//! What concerns both changes when the other agrees: one suggests, the channel shows it, the other decides.

use chrono::{DateTime, Utc, Weekday};
use sqlx::PgConnection;

use super::{Draft, Pick, view};
use crate::app::{App, Here, Member};
use crate::domain::couple::{Change, Couple};
use crate::domain::schedule::{Beat, Slot};
use crate::domain::timer::Timer;
use crate::domain::untold::Untold;
use crate::domain::{ChannelId, CoupleId, zones};
use crate::error::Error;
use crate::features::Due;
use crate::features::common::{self, changes};
use crate::store;
use crate::ui::{Card, Reply};

impl Draft {
    pub fn of(slot: &Slot) -> Self {
        let weekday = u8::try_from(slot.weekday.num_days_from_monday()).unwrap_or_default();
        Self {
            weekday,
            minute: slot.minute,
            zone: slot.zone.clone(),
        }
    }

    pub fn slot(&self) -> Slot {
        let weekday = Weekday::try_from(self.weekday).unwrap_or(Weekday::Sun);
        Slot {
            zone: self.zone.clone(),
            weekday,
            minute: self.minute,
        }
    }
}

/// The page for another hour, with one more choice made.
pub async fn hour(
    here: &Here<'_>,
    me: &Member,
    pick: Pick,
    mut draft: Draft,
    values: &[String],
    typed: &str,
) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let number = values.first().and_then(|value| value.parse::<u16>().ok());
    let mut unknown = None;
    match (pick, number) {
        (Pick::Zone, _) => return Ok(Reply::Ask(view::joint_zone_form(here, me, draft))),
        (Pick::Weekday, Some(day)) if day < 7 => {
            draft.weekday = u8::try_from(day).unwrap_or_default();
        }
        (Pick::Hour, Some(hour)) if hour < 24 => draft.minute = hour * 60 + draft.minute % 60,
        (Pick::Quarter, Some(past)) if past < 60 => draft.minute = draft.minute / 60 * 60 + past,
        (Pick::ZoneWritten, _) => match zones::exact(&here.zones, typed) {
            Some(zone) => draft.zone = zone,
            None => unknown = Some(typed),
        },
        (Pick::ZonePicked, _) => {
            let picked = values
                .first()
                .and_then(|zone| zones::exact(&here.zones, zone));
            draft.zone = picked.unwrap_or(draft.zone);
        }
        _ => {}
    }
    hour_page(here, me, &draft, unknown).await
}

/// The page, with the day on which the hour that is chosen would come first.
async fn hour_page(
    here: &Here<'_>,
    me: &Member,
    draft: &Draft,
    unknown: Option<&str>,
) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let planned = store::timers::planned_prompt(&mut db, me.couple.id).await?;
    let couple = &me.couple;
    let first = planned.and_then(|planned| {
        let slot = draft.slot();
        let first =
            slot.first_after_change(&here.zones, couple.beat, &couple.slot, planned, here.now);
        Some(first.ok()?.due)
    });
    Ok(view::hour(here, me, draft, first, unknown).into())
}

pub async fn suggest_hour(here: &Here<'_>, me: &Member, draft: Draft) -> Result<Reply, Error> {
    let slot = draft.slot();
    if here.zones.get(&slot.zone).is_err() {
        return hour_page(here, me, &Draft::of(&me.couple.slot), Some(&slot.zone)).await;
    }
    let change = Change::Slot {
        zone: slot.zone,
        weekday: draft.weekday,
        minute: slot.minute,
    };
    suggest(here, me, &change).await
}

pub async fn suggest_reveal(
    here: &Here<'_>,
    me: &Member,
    values: &[String],
) -> Result<Reply, Error> {
    let days = values
        .first()
        .and_then(|value| value.parse::<u8>().ok())
        .filter(|days| *days <= 3);
    suggest(
        here,
        me,
        &Change::Reveal {
            days: days.unwrap_or(0),
        },
    )
    .await
}

/// Every week, or every two.
pub async fn suggest_often(
    here: &Here<'_>,
    me: &Member,
    values: &[String],
) -> Result<Reply, Error> {
    let weeks = values
        .first()
        .and_then(|value| value.parse::<u8>().ok())
        .filter(|weeks| (1..=2).contains(weeks));
    suggest(
        here,
        me,
        &Change::Every {
            weeks: weeks.unwrap_or(1),
        },
    )
    .await
}

async fn suggest(here: &Here<'_>, me: &Member, change: &Change) -> Result<Reply, Error> {
    common::awake(here, me)?;
    changes::suggest(here, me, change).await?;
    Ok(view::suggested(here, me).into())
}

/// The suggestion as it stands in the channel.
pub async fn suggestion(app: &App, id: i64) -> anyhow::Result<Due> {
    let mut tx = app.db.begin().await?;
    let Some(proposal) = store::proposals::lock(&mut tx, id)
        .await?
        .filter(|proposal| !proposal.settled)
    else {
        return Ok(Due::Nothing);
    };
    let couple = store::couples::find(&mut tx, proposal.couple).await?;
    tx.commit().await?;
    let Some(couple) = couple.filter(|couple| !couple.rests(app.clock.now())) else {
        return Ok(Due::Nothing);
    };
    let card = view::suggestion(app.words.tongue("en"), &couple, &proposal);
    Ok(Due::post(couple.channel, card))
}

/// The other's answer. The one who suggested it cannot give it.
pub async fn answer(here: &Here<'_>, me: &Member, id: i64, agreed: bool) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut tx = here.begin().await?;
    let proposal = store::proposals::lock(&mut tx, id)
        .await?
        .filter(|proposal| proposal.couple == me.couple.id);
    let proposal = proposal.ok_or_else(|| common::stranger(here.t))?;
    // Only its own message can answer it: the answer changes the message that was pressed.
    let stands = proposal.message.map(|(_, message)| message);
    if stands.is_some() && stands != here.visit.message {
        return Err(common::stranger(here.t).into());
    }
    if proposal.settled {
        return Err(view::already_settled(here).into());
    }
    if proposal.by == me.who && agreed {
        return Err(view::the_other_decides(here, me).into());
    }
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if couple.rests(here.now) {
        return Err(common::resting(here, me).into());
    }
    if agreed && !apply(here.app, &mut tx, &couple, &proposal.change, here.now).await? {
        return Err(view::channel_taken(here).into());
    }
    store::proposals::settle(&mut tx, id, agreed, here.now).await?;
    tx.commit().await?;
    here.wake();
    Ok(view::settled(here.app.words.tongue("en"), &couple, &proposal, agreed).into())
}

/// Makes the change. False where another couple lives in the new channel.
async fn apply(
    app: &App,
    tx: &mut PgConnection,
    couple: &Couple,
    change: &Change,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    match change {
        Change::Slot {
            zone,
            weekday,
            minute,
        } => {
            let slot = Draft {
                weekday: *weekday,
                minute: *minute,
                zone: zone.clone(),
            }
            .slot();
            replan(app, &mut *tx, couple, &slot, couple.beat, now).await?;
            let days = couple.reveal_days;
            store::couples::save_rhythm(tx, couple.id, &slot, days, couple.beat).await?;
            Ok(true)
        }
        Change::Reveal { days } => {
            store::couples::save_rhythm(tx, couple.id, &couple.slot, *days, couple.beat).await?;
            Ok(true)
        }
        Change::Every { weeks } => {
            let planned = store::timers::planned_prompt(&mut *tx, couple.id).await?;
            let asked = store::rounds::latest_asked(&mut *tx, couple.id).await?;
            let beat = planned.map_or(couple.beat, |planned| {
                Beat::agreed(*weeks, asked, planned.week)
            });
            replan(app, &mut *tx, couple, &couple.slot, beat, now).await?;
            let days = couple.reveal_days;
            store::couples::save_rhythm(tx, couple.id, &couple.slot, days, beat).await?;
            Ok(true)
        }
        Change::Move { guild, channel } => {
            store::couples::move_to(tx, couple.id, *guild, ChannelId(*channel)).await
        }
    }
}

/// The prompt that is to come is planned by what the two have agreed on.
async fn replan(
    app: &App,
    tx: &mut PgConnection,
    couple: &Couple,
    slot: &Slot,
    beat: Beat,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(planned) = store::timers::planned_prompt(&mut *tx, couple.id).await? else {
        return Ok(());
    };
    let next = slot.planned_after_change(&app.zones(), beat, &couple.slot, planned, now)?;
    let prompt = |week| Timer::Prompt {
        couple: couple.id,
        week,
    };
    if next.week != planned.week {
        store::timers::disarm(&mut *tx, &prompt(planned.week)).await?;
    }
    store::timers::rearm(tx, couple.id, next.due, &prompt(next.week)).await?;
    Ok(())
}

/// A suggestion could not be posted: the other is asked at their next command. Gives whose it was, while it
/// stands.
pub async fn could_not_suggest(
    tx: &mut PgConnection,
    id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<CoupleId>> {
    let found = store::proposals::lock(&mut *tx, id).await?;
    let Some(proposal) = found.filter(|proposal| !proposal.settled) else {
        return Ok(None);
    };
    let (couple, other) = (proposal.couple, proposal.by.other());
    store::untold::put(tx, couple, other, Untold::Asked, now).await?;
    Ok(Some(couple))
}

/// What the other suggests and could not ask me in the channel, while it stands.
pub async fn asked(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
) -> anyhow::Result<Option<Card>> {
    let open = store::proposals::open(db, me.couple.id).await?;
    let theirs = open.filter(|proposal| proposal.by != me.who && proposal.message.is_none());
    Ok(theirs.map(|proposal| view::suggestion(here.t, &me.couple, &proposal)))
}
