//! Before a repair is offered: whose hurt it is, what kind, how large, a line or none. Only its opener knows.

use sqlx::PgConnection;

use super::papers::Paper;
use super::{Action, Verb, page, steps, view};
use crate::app::{Here, Member};
use crate::domain::Partner;
use crate::domain::promise::Promise;
use crate::domain::repair::{Breach, Move, Repair, Size};
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::{self, buttons, promises, repairs, texts};
use crate::store;
use crate::ui::{Button, Card, Reply};

/// Asks whose hurt it is; or goes on with the draft there is.
pub async fn begin(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    if let Some(draft) = mine(me, &mut db).await? {
        return Ok(Reply::Say(page::page(here, me, &mut db, &draft).await?));
    }
    let t = here.t;
    let button = |label: &str, verb| {
        Button::new(
            t.say(label, &[]),
            Any::Repair(Action::of(verb, me.couple.id)).id(),
        )
    };
    Ok(Card::new(t.say("repair-begin", &[]))
        .buttons([
            button("repair-hurt-me-button", Verb::HurtMe),
            button("repair-hurt-them-button", Verb::HurtThem),
        ])
        .buttons([buttons::repairs(t, me.couple.id), buttons::help(t)])
        .into())
}

/// Begins a draft of a repair in which this one was hurt.
pub async fn start(here: &Here<'_>, me: &Member, hurt: Partner) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = draft(here, me, &mut tx, hurt).await?;
    let cards = page::page(here, me, &mut tx, &repair).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// The draft of mine there is, or a new one.
async fn draft(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    hurt: Partner,
) -> Result<Repair, Error> {
    // Held, so that two presses in the same second begin one.
    store::couples::lock(&mut *db, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if let Some(draft) = mine(me, &mut *db).await? {
        let draft = Repair { hurt, ..draft };
        store::repairs::save(db, &draft).await?;
        return Ok(draft);
    }
    let couple = me.couple.id;
    let id = here.new_id()?;
    store::repairs::insert(&mut *db, id, couple, me.who, hurt, here.now).await?;
    let found = store::repairs::find(db, couple, id).await?;
    Ok(found.ok_or_else(|| common::stranger(here.t))?)
}

async fn mine(me: &Member, db: &mut PgConnection) -> anyhow::Result<Option<Repair>> {
    let open = store::repairs::open(db, me.couple.id).await?;
    let mine = |repair: &Repair| repair.is_draft() && repair.opened_by == me.who;
    Ok(open.into_iter().find(mine))
}

/// From a promise whose day has gone by, or that was seen otherwise: its maker is the responsible one.
pub async fn from_promise(here: &Here<'_>, me: &Member, promise: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let found = store::promises::find(&mut tx, me.couple.id, promise).await?;
    let mine = |promise: &Promise| promise.may_read(me.who);
    let promise = found.filter(mine).ok_or_else(|| common::stranger(here.t))?;
    if !promises::may_be_repaired(here, me, &promise) {
        return Err(view::not_from_this_promise(here, me).into());
    }
    let draft = draft(here, me, &mut tx, promise.by.other()).await?;
    let repair = Repair {
        promise: Some(promise.id),
        ..draft
    };
    store::repairs::save(&mut tx, &repair).await?;
    let cards = page::page(here, me, &mut tx, &repair).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// From a paper cut of mine: it becomes the first line of a small repair, and is a cut no more.
pub async fn from_cut(here: &Here<'_>, me: &Member, cut: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    // First the couple, as everybody does who writes about a cut.
    store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let found = store::cuts::lock(&mut tx, me.couple.id, cut).await?;
    let Some(cut) = found.filter(|cut| cut.is_of(me.who) && cut.is_open()) else {
        return Err(common::stranger(here.t).into());
    };
    let line = texts::read(here.app, &mut tx, me, me.text(Kind::Cut, cut.id)).await?;
    let draft = draft(here, me, &mut tx, me.who).await?;
    let repair = Repair {
        size: Size::Small,
        ..draft
    };
    store::repairs::save(&mut tx, &repair).await?;
    if let Some(line) = line {
        let opening = me.text(Kind::RepairOpening, repair.id);
        texts::write(here.app, &mut tx, opening, &line.text, here.now).await?;
    }
    store::cuts::delete(&mut tx, me.couple.id, cut.id).await?;
    let cards = page::page(here, me, &mut tx, &repair).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// What kind of breach it was, as I name it: sealed like every word of mine.
pub async fn name_kind(here: &Here<'_>, me: &Member, row: i64, kind: &str) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = steps::lock(here, me, &mut tx, row).await?;
    if !Paper::Opening.fits(&repair, me) {
        return Err(view::gone_on(here, &repair).into());
    }
    let named = Breach::from_name(kind).unwrap_or(Breach::Unsaid);
    let which = me.text(Kind::RepairBreach, repair.id);
    texts::write(here.app, &mut tx, which, named.name(), here.now).await?;
    let cards = page::page(here, me, &mut tx, &repair).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

pub async fn choose_size(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    size: &str,
) -> Result<Reply, Error> {
    change(here, me, row, |draft| Repair {
        size: Size::from_name(size).unwrap_or(draft.size),
        ..draft
    })
    .await
}

async fn change(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    how: impl FnOnce(Repair) -> Repair,
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let mut repair = steps::lock(here, me, &mut tx, row).await?;
    if !Paper::Opening.fits(&repair, me) {
        return Err(view::gone_on(here, &repair).into());
    }
    repair = how(repair);
    store::repairs::save(&mut tx, &repair).await?;
    let cards = page::page(here, me, &mut tx, &repair).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// Lets go of a draft: nobody has learnt of it.
pub async fn let_go(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = steps::lock(here, me, &mut tx, row).await?;
    if !Paper::Opening.fits(&repair, me) {
        return Err(view::gone_on(here, &repair).into());
    }
    repairs::let_go(&mut tx, me.couple.id, row).await?;
    tx.commit().await?;
    let t = here.t;
    Ok(Card::new(t.say("repair-let-go", &[]))
        .buttons([buttons::repairs(t, me.couple.id), buttons::help(t)])
        .into())
}

/// Asks the other whether they are ready for it; one of each size and hurt at a time.
pub async fn offer(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let repair = steps::lock(here, me, &mut tx, row).await?;
    let open = store::repairs::open(&mut tx, me.couple.id).await?;
    let another = open
        .iter()
        .find(|other| !other.is_draft() && other.hurt == repair.hurt && other.size == repair.size);
    if let Some(another) = another.filter(|another| another.id != repair.id) {
        return Err(view::one_at_a_time(here, another).into());
    }
    let after = steps::make(here, me, &mut tx, repair, Move::Offer).await?;
    texts::release(
        here.app,
        &mut tx,
        (me.couple.id, me.who),
        after.id,
        &[Kind::RepairOpening, Kind::RepairBreach],
        here.now,
    )
    .await?;
    let cards = page::page(here, me, &mut tx, &after).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}
