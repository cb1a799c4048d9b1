//! What both write and open together: blind until both are in, free to change and take back until then.

use sqlx::PgConnection;

use super::view;
use crate::app::{App, Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::couple::Couple;
use crate::domain::needs::{Opening, What};
use crate::domain::timer::{About, Timer};
use crate::entropy::Whose;
use crate::error::Error;
use crate::features::common::{self, texts, texts::Written};
use crate::store;
use crate::ui::text::length;
use crate::ui::{Card, Reply, limits};

/// How it stands for me. Of what waits, only my own side is read.
pub struct Standing {
    pub waiting: Option<Waiting>,
    pub open: Option<Open>,
}

/// My side of what is not open yet, where I have one.
pub struct Waiting {
    pub is_in: bool,
    pub mine: Vec<Written>,
}

/// What is open to both.
pub struct Open {
    pub id: i64,
    pub mine: Vec<Written>,
    pub theirs: Vec<Written>,
}

pub async fn page(here: &Here<'_>, me: &Member, what: What) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let standing = standing(here, me, &mut db, what).await?;
    Ok(Reply::Say(view::pair(here, me, what, &standing)))
}

async fn standing(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    what: What,
) -> anyhow::Result<Standing> {
    let mut all = store::needs::openings(&mut *db, me.couple.id).await?;
    all.retain(|opening| opening.what == what);
    let mut waiting = None;
    if let Some(found) = all.iter().find(|opening| opening.opened_at.is_none()) {
        let mine = side(here, me, &mut *db, found, me.who).await?;
        waiting = (!mine.is_empty()).then(|| Waiting {
            is_in: found.has(me.who),
            mine,
        });
    }
    let mut open = None;
    if let Some(found) = all.iter().find(|opening| opening.opened_at.is_some()) {
        open = Some(Open {
            id: found.id,
            mine: side(here, me, &mut *db, found, me.who).await?,
            theirs: side(here, me, &mut *db, found, me.who.other()).await?,
        });
    }
    Ok(Standing { waiting, open })
}

async fn side(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    opening: &Opening,
    who: crate::domain::Partner,
) -> anyhow::Result<Vec<Written>> {
    let kinds = opening.what.kinds();
    texts::of(here.app, db, me, who, opening.id, kinds).await
}

/// Opens the form: with what waits of mine; where trust is open already, with mine to renew.
pub async fn form(here: &Here<'_>, me: &Member, what: What) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let standing = standing(here, me, &mut db, what).await?;
    Ok(Reply::Ask(view::pair_form(here, me, what, &standing)))
}

/// Keeps mine, in or not as it was; where trust is open already, renews mine.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    what: What,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let typed = |name: &str| common::field(fields, name).trim_end();
    let all = what.kinds().iter().map(|kind| (*kind, typed(kind.name())));
    let all: Vec<_> = all.collect();
    if all.iter().any(|(_, text)| is_blank(text)) {
        return Err(view::pair_empty(here, me, what).into());
    }
    if all
        .iter()
        .any(|(_, text)| length(text) > limits::INPUT_TEXT)
    {
        return Err(view::pair_too_long(here, me, what).into());
    }
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    let before = standing(here, me, &mut tx, what).await?;
    if let (What::Trust, Some(open)) = (what, &before.open) {
        for (kind, text) in all {
            if texts::of_kind(&open.mine, kind) != Some(text) {
                let which = me.text(kind, open.id);
                texts::write_open(here.app, &mut tx, which, text, here.now).await?;
            }
        }
        let after = standing(here, me, &mut tx, what).await?;
        tx.commit().await?;
        return Ok(Reply::Say(view::pair(here, me, what, &after)));
    }
    let opening = begun(here, me, &mut tx, what).await?;
    for (kind, text) in all {
        let which = me.text(kind, opening.id);
        texts::write(here.app, &mut tx, which, text, here.now).await?;
    }
    let after = standing(here, me, &mut tx, what).await?;
    tx.commit().await?;
    Ok(Reply::Say(view::pair(here, me, what, &after)))
}

/// The one that waits for both; begins it where there is none. The couple is held.
async fn begun(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    what: What,
) -> anyhow::Result<Opening> {
    let couple = me.couple.id;
    let all = store::needs::openings(&mut *db, couple).await?;
    let mut waiting = all
        .into_iter()
        .filter(|opening| opening.what == what && opening.opened_at.is_none());
    if let Some(found) = waiting.next() {
        return Ok(found);
    }
    let id = here.app.entropy.id(Whose::Both(couple, what.name()))?;
    store::needs::begin(db, id, couple, what, here.now).await
}

/// Hands mine in. Whoever completes it reads at once; the line in the channel is for the other.
pub async fn hand_in(here: &Here<'_>, me: &Member, what: What) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    let before = standing(here, me, &mut tx, what).await?;
    if before.waiting.is_none() {
        return Ok(Reply::Say(view::pair(here, me, what, &before)));
    }
    let couple = me.couple.id;
    let opening = begun(here, me, &mut tx, what).await?;
    let opening = opening
        .hand_in(me.who, here.now)
        .map_err(|_| common::older(here.t))?;
    store::needs::save(&mut tx, &opening).await?;
    if opening.opened_at.is_some() {
        for who in [me.who, me.who.other()] {
            let (id, kinds) = (opening.id, what.kinds());
            texts::release(here.app, &mut tx, (couple, who), id, kinds, here.now).await?;
        }
        let about = match what {
            What::Trust => About::Trust,
            What::Exchange => About::Need,
        };
        let news = Timer::News {
            couple,
            about,
            row: opening.id,
            nth: 0,
        };
        here.arm_now(&mut tx, Some(couple), &news).await?;
    }
    let after = standing(here, me, &mut tx, what).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(view::pair(here, me, what, &after)))
}

/// Back to a draft, with every word still there.
pub async fn take_back(here: &Here<'_>, me: &Member, what: What) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    let all = store::needs::openings(&mut tx, me.couple.id).await?;
    let waiting = all
        .into_iter()
        .find(|opening| opening.what == what && opening.opened_at.is_none());
    if let Some(Ok(opening)) = waiting.map(|opening| opening.take_back(me.who)) {
        store::needs::save(&mut tx, &opening).await?;
    }
    let after = standing(here, me, &mut tx, what).await?;
    tx.commit().await?;
    Ok(Reply::Say(view::pair(here, me, what, &after)))
}

/// Both have written: a line for both, with nobody's words.
pub fn news(app: &App, couple: &Couple, what: What) -> Card {
    let t = app.words.tongue("en");
    view::pair_news(t, couple.id, what)
}
