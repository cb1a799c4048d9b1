//! One's own lists: changed at any time, shared or mine alone; the other sees when a shared one changed.

use sqlx::PgConnection;

use super::view;
use crate::app::{App, Here, Member};
use crate::domain::Partner;
use crate::domain::answer::is_blank;
use crate::domain::needs::{LINE, List};
use crate::error::Error;
use crate::features::common::{texts, texts::Written};
use crate::ui::text::length;
use crate::ui::{Reply, limits};

/// They are pages of one's own.
const OWN: i64 = 0;

/// One person's lists: of each, its texts in order.
pub struct Lists(Vec<Written>);

impl Lists {
    pub fn of(&self, list: List) -> Vec<Written> {
        let all = self.0.iter();
        all.filter(|text| text.which.kind == list.kind())
            .cloned()
            .collect()
    }
}

/// All lists of one of the two, as far as I may read them.
pub async fn of(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    who: Partner,
) -> anyhow::Result<Lists> {
    let kinds = List::ALL.map(List::kind);
    let all = texts::of(app, db, me, who, OWN, &kinds).await?;
    Ok(Lists(all))
}

/// One of mine, with who reads it.
pub async fn page(here: &Here<'_>, me: &Member, list: List) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let mine = of(here.app, &mut db, me, me.who).await?;
    Ok(Reply::Say(view::list(here, me, list, &mine.of(list))))
}

/// Opens the form with what stands there.
pub async fn form(here: &Here<'_>, me: &Member, list: List) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let mine = of(here.app, &mut db, me, me.who).await?;
    Ok(Reply::Ask(view::list_form(here, me, list, &mine.of(list))))
}

/// Keeps each line that changed; an empty one goes.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    list: List,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let fits = |text: &str| match list.lines() {
        1 => length(text) <= limits::INPUT_TEXT,
        _ => text.chars().count() <= usize::from(LINE),
    };
    if !fields.iter().all(|(_, text)| fits(text)) {
        return Err(view::list_too_long(here, me, list).into());
    }
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    let before = of(here.app, &mut tx, me, me.who).await?.of(list);
    let open = list.is_open() || before.iter().any(Written::is_released);
    for nth in 0..list.lines() {
        let name = nth.to_string();
        let Some((_, text)) = fields.iter().find(|(id, _)| *id == name) else {
            continue; // a form that says nothing of a line leaves it
        };
        let text = text.trim_end();
        let which = me.text(list.kind(), OWN).nth(nth);
        let same = before
            .iter()
            .any(|kept| kept.which == which && kept.text == text);
        if is_blank(text) {
            texts::delete(here.app, &mut tx, &which).await?;
        } else if !same && open {
            texts::write_open(here.app, &mut tx, which, text, here.now).await?;
        } else if !same {
            texts::write(here.app, &mut tx, which, text, here.now).await?;
        }
    }
    let after = of(here.app, &mut tx, me, me.who).await?.of(list);
    tx.commit().await?;
    Ok(Reply::Say(view::list(here, me, list, &after)))
}

/// The other may read it, or I alone again. What I offer is there to be read.
pub async fn share(here: &Here<'_>, me: &Member, list: List, open: bool) -> Result<Reply, Error> {
    let (couple, kinds) = (me.couple.id, [list.kind()]);
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    if open {
        texts::release(here.app, &mut tx, (couple, me.who), OWN, &kinds, here.now).await?;
    } else if !list.is_open() {
        texts::withhold(here.app, &mut tx, me, OWN, &kinds).await?;
    }
    let after = of(here.app, &mut tx, me, me.who).await?.of(list);
    tx.commit().await?;
    Ok(Reply::Say(view::list(here, me, list, &after)))
}

/// What the other shares with me.
pub async fn theirs(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let theirs = of(here.app, &mut db, me, me.who.other()).await?;
    Ok(Reply::Say(view::theirs(here, me, &theirs)))
}

/// The offer of this person at this place, if it is there.
pub async fn offer(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    who: Partner,
    nth: i16,
) -> anyhow::Result<Option<String>> {
    let offers = of(app, db, me, who).await?.of(List::Offers);
    let found = offers.into_iter().find(|text| text.which.nth == nth);
    Ok(found.map(|text| text.text))
}
