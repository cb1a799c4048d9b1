//! My plan for when it comes near again: early signs, and what I do then. Mine alone unless I share it.

use sqlx::PgConnection;

use super::view;
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::common;
use crate::features::common::texts::{self, Written};
use crate::store;
use crate::ui::text::length;
use crate::ui::{Reply, limits};

/// Its two parts, with their fields' names.
pub const PARTS: [(Kind, &str); 2] = [(Kind::PlanSigns, "signs"), (Kind::PlanThen, "then")];
const KINDS: [Kind; 2] = [Kind::PlanSigns, Kind::PlanThen];
/// It is a page of one's own.
const OWN: i64 = 0;

/// My plan, and the other's where they share it.
pub async fn page(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    Ok(Reply::Say(cards(here, me, &mut db).await?))
}

async fn cards(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
) -> anyhow::Result<Vec<crate::ui::Card>> {
    let mine = texts::mine(here.app, &mut *db, me, OWN, &KINDS).await?;
    let theirs = if me.couple.rests(here.now) {
        Vec::new()
    } else {
        texts::theirs(here.app, db, me, OWN, &KINDS).await?
    };
    Ok(view::plan(here, me, &mine, &theirs))
}

/// Opens the form with what was written before.
pub async fn form(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let mine = texts::mine(here.app, &mut db, me, OWN, &KINDS).await?;
    Ok(Reply::Ask(view::plan_form(here, me, &mine)))
}

/// Keeps it; what was shared stays shared, and is marked as changed.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    if fields
        .iter()
        .any(|(_, text)| length(text) > limits::INPUT_TEXT)
    {
        return Err(view::too_long(here, me).into());
    }
    let couple = me.couple.id;
    let mut tx = here.begin().await?;
    store::couples::lock(&mut tx, couple)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let before = texts::mine(here.app, &mut tx, me, OWN, &KINDS).await?;
    let shared = before.iter().any(Written::is_released);
    for (kind, name) in PARTS {
        let text = common::field(fields, name).trim_end();
        let which = me.text(kind, OWN);
        if is_blank(text) {
            texts::delete(here.app, &mut tx, &which).await?;
        } else if texts::of_kind(&before, kind) != Some(text) {
            if shared {
                texts::write_open(here.app, &mut tx, which, text, here.now).await?;
            } else {
                texts::write(here.app, &mut tx, which, text, here.now).await?;
            }
        }
    }
    let cards = cards(here, me, &mut tx).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// The other may read it, or I alone again.
pub async fn share(here: &Here<'_>, me: &Member, open: bool) -> Result<Reply, Error> {
    if open {
        common::awake(here, me)?;
    }
    let couple = me.couple.id;
    let mut tx = here.begin().await?;
    store::couples::lock(&mut tx, couple)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    if open {
        texts::release(here.app, &mut tx, (couple, me.who), OWN, &KINDS, here.now).await?;
    } else {
        texts::withhold(here.app, &mut tx, me, OWN, &KINDS).await?;
    }
    let cards = cards(here, me, &mut tx).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}
