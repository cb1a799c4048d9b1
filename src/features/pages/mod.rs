//! /pages: private pages of one's own. Nobody else sees them, asks for them or learns of them.

mod view;

use sqlx::PgConnection;

use super::common::press::{self, Press};
use super::common::{self, texts};
use crate::app::{Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::common::texts::Written;
use crate::store;
use crate::ui::{Manner, Reply};

/// What its buttons and forms ask for. The row says which kind of page, the number which one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    /// My pages of one kind.
    List,
    /// Opens the form for a new page; then keeps it. `Ask`: with a question that was chosen.
    Write,
    Ask,
    Written,
    /// One that was chosen from a list.
    Choose,
    Change,
    PutDown,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::List, "list", Manner::UpdatePrivate),
        (Self::Write, "write", Manner::Modal),
        (Self::Ask, "ask", Manner::Modal),
        (Self::Written, "written", Manner::UpdatePrivate),
        (Self::Choose, "choose", Manner::UpdatePrivate),
        (Self::Change, "change", Manner::Modal),
        (Self::PutDown, "putdown", Manner::UpdatePrivate),
    ];
}

pub type Action = Press<Verb>;

/// One keeps so many of a kind; each can be as long as a form.
pub const AT_MOST: i16 = 20;
/// In place of a page's number: a new one.
pub const NEW: i64 = -1;

/// The kinds of pages, as the row of a press names them.
pub const KINDS: [Kind; 3] = [Kind::PageThem, Kind::PageMe, Kind::PagePutDown];

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    if action.verb == Verb::Open {
        return open(here, me).await;
    }
    let kind = usize::try_from(action.row).ok();
    let kind = kind
        .and_then(|row| KINDS.get(row.checked_sub(1)?).copied())
        .ok_or_else(|| common::older(here.t))?;
    let chosen = values.first().map_or("", String::as_str);
    match action.verb {
        Verb::Open | Verb::List => {
            let mut db = here.app.db.acquire().await?;
            list(here, me, &mut db, kind, None).await
        }
        Verb::Write => Ok(Reply::Ask(view::form(here, me, kind, NEW, None, None))),
        Verb::Ask => {
            let question = chosen.parse().ok();
            Ok(Reply::Ask(view::form(here, me, kind, NEW, question, None)))
        }
        Verb::Written => written(here, me, kind, action.number, fields).await,
        Verb::Choose => one(here, me, kind, chosen.parse().unwrap_or(NEW)).await,
        Verb::Change => change(here, me, kind, action.number).await,
        Verb::PutDown => put_down(here, me, kind, action.number).await,
    }
}

/// The command's page: what forgiving is not, before anything else.
#[expect(clippy::unused_async, reason = "as every command")]
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    Ok(view::learn(here, me).into())
}

/// My pages of this kind, oldest first.
async fn mine(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    kind: Kind,
) -> anyhow::Result<Vec<Written>> {
    texts::mine(here.app, db, me, 0, &[kind]).await
}

async fn list(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    kind: Kind,
    happened: Option<String>,
) -> Result<Reply, Error> {
    let pages = mine(here, me, db, kind).await?;
    Ok(Reply::Say(view::list(here, me, kind, &pages, happened)))
}

/// My page with this number, if it is still there.
async fn find(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    kind: Kind,
    number: i64,
) -> anyhow::Result<Option<Written>> {
    match i16::try_from(number) {
        Ok(nth) => texts::read(here.app, db, me, me.text(kind, 0).nth(nth)).await,
        Err(_) => Ok(None),
    }
}

/// Keeps the page, or gives its words back once where the host is one of the two.
async fn written(
    here: &Here<'_>,
    me: &Member,
    kind: Kind,
    number: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let text = fields.first().map_or("", |(_, text)| text.as_str());
    if is_blank(text) {
        return Err(view::nothing_written(here, me, kind).into());
    }
    if !here.app.keeps_private_pages(&me.couple) {
        return Ok(Reply::Say(view::once(here, me, kind, text)));
    }
    common::awake(here, me)?;
    let mut tx = here.begin().await?;
    // Held, so that two forms in the same second do not take the same place.
    store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let pages = mine(here, me, &mut tx, kind).await?;
    let there = |nth: i16| pages.iter().any(|page| page.which.nth == nth);
    // One that was put down meanwhile is written anew, so that no words are lost.
    let changed = i16::try_from(number).ok().filter(|nth| there(*nth));
    let Some(nth) = changed.or_else(|| (0..AT_MOST).find(|nth| !there(*nth))) else {
        return Err(view::full(here, me, kind).into());
    };
    texts::write(here.app, &mut tx, me.text(kind, 0).nth(nth), text, here.now).await?;
    let reply = list(here, me, &mut tx, kind, Some(here.t.say("pages-kept", &[]))).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn one(here: &Here<'_>, me: &Member, kind: Kind, number: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    match find(here, me, &mut db, kind, number).await? {
        Some(page) => Ok(Reply::Say(view::one(here, me, kind, &page))),
        None => gone(here, me, &mut db, kind).await,
    }
}

async fn gone(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    kind: Kind,
) -> Result<Reply, Error> {
    list(here, me, db, kind, Some(here.t.say("pages-gone", &[]))).await
}

/// The form with what the page says.
async fn change(here: &Here<'_>, me: &Member, kind: Kind, number: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let page = find(here, me, &mut db, kind, number).await?;
    Ok(Reply::Ask(view::form(
        here,
        me,
        kind,
        number,
        None,
        page.as_ref(),
    )))
}

/// Lets go of a page: it is deleted.
async fn put_down(here: &Here<'_>, me: &Member, kind: Kind, number: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let Some(page) = find(here, me, &mut tx, kind, number).await? else {
        return gone(here, me, &mut tx, kind).await;
    };
    texts::delete(here.app, &mut tx, &page.which).await?;
    let down = here.t.say("pages-put-down", &[]);
    let reply = list(here, me, &mut tx, kind, Some(down)).await?;
    tx.commit().await?;
    Ok(reply)
}
