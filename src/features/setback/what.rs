//! What happened: optional, sealed, its author's alone; and letting go of it.

use super::{said, view};
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::id;
use crate::domain::setback::Kind;
use crate::domain::text::Kind as TextKind;
use crate::error::Error;
use crate::features::common::{self, texts};
use crate::store;
use crate::ui::text::length;
use crate::ui::{Reply, limits};

/// The page: of this one of mine, of the one that was chosen, or of this evening's.
pub async fn page(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    values: &[String],
) -> Result<Reply, Error> {
    let row = match values.first() {
        Some(value) => id::read(value).unwrap_or(row),
        None => row,
    };
    let setback = if row == 0 {
        super::begun(here, me, row).await?
    } else {
        let mut db = here.app.db.acquire().await?;
        let found = store::setbacks::find(&mut db, me.couple.id, me.who, row).await?;
        found.ok_or_else(|| view::gone(here, me))?
    };
    let said = said(here, me, &mut *here.app.db.acquire().await?, setback.id).await?;
    Ok(Reply::Say(view::what(here, me, setback.id, &said)))
}

/// What I call it; nothing chosen takes it back.
pub async fn kind(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    values: &[String],
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    let setback = store::setbacks::lock(&mut tx, me.couple.id, me.who, row)
        .await?
        .ok_or_else(|| view::gone(here, me))?;
    let named = values.first().and_then(|name| Kind::from_name(name));
    let which = me.text(TextKind::SetbackKind, setback.id);
    match named {
        Some(kind) => texts::write(here.app, &mut tx, which, kind.name(), here.now).await?,
        None => texts::delete(here.app, &mut tx, &which).await?,
    }
    let said = said(here, me, &mut tx, setback.id).await?;
    tx.commit().await?;
    Ok(Reply::Say(view::what(here, me, setback.id, &said)))
}

/// Opens the form with what was written before.
pub async fn form(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let words = said(here, me, &mut db, row).await?.words;
    Ok(Reply::Ask(view::form(
        here,
        me,
        row,
        words.unwrap_or_default(),
    )))
}

/// Keeps it; an empty page lets it go.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let text = common::field(fields, "what").trim_end();
    if length(text) > limits::INPUT_TEXT {
        return Err(view::too_long(here, me).into());
    }
    let mut tx = here.begin().await?;
    let setback = store::setbacks::lock(&mut tx, me.couple.id, me.who, row)
        .await?
        .ok_or_else(|| view::gone(here, me))?;
    let which = me.text(TextKind::SetbackWhat, setback.id);
    if is_blank(text) {
        texts::delete(here.app, &mut tx, &which).await?;
    } else {
        texts::write(here.app, &mut tx, which, text, here.now).await?;
    }
    let said = said(here, me, &mut tx, setback.id).await?;
    tx.commit().await?;
    Ok(Reply::Say(view::what(here, me, setback.id, &said)))
}

/// Mine, each to be opened again.
pub async fn earlier(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let all = store::setbacks::of_person(&mut db, me.couple.id, me.who).await?;
    Ok(view::earlier(here, me, &all).into())
}

/// Lets this one of mine go.
pub async fn let_go(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    store::setbacks::delete(&mut tx, me.couple.id, me.who, row).await?;
    tx.commit().await?;
    Ok(view::gone_now(here, me).into())
}
