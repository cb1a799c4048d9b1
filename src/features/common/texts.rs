//! Writing and reading what people write beside the weekly round: sealed before it is kept.
//!
//! Words are read by two functions: [`mine`], and [`theirs`] as far as they have released them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use tracing::warn;

use crate::app::{App, Here, Member};
use crate::domain::text::{Kind, Which};
use crate::domain::{CoupleId, Partner};
use crate::entropy::Whose;
use crate::error::Error;
use crate::store;
use crate::store::texts::{Asked, Release, Sealed};
use crate::vault::Place;

/// So many old texts are carried over in one transaction.
const AT_ONCE: i64 = 500;

/// A text as its author wrote it.
#[derive(Clone)]
pub struct Written {
    pub which: Which,
    pub text: String,
    pub written_at: DateTime<Utc>,
    /// Changed after the other could read it.
    pub edited_at: Option<DateTime<Utc>>,
    /// None: its author alone reads it.
    pub released_at: Option<DateTime<Utc>>,
}

impl Written {
    pub fn is_released(&self) -> bool {
        self.released_at.is_some()
    }
}

/// Keeps this text in place of what was there; only its author reads it, unless it was released before. Not kept where
/// it is for oneself and the host is one of the two: they could read it.
pub async fn write(
    app: &App,
    db: &mut PgConnection,
    which: Which,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    keep(app, db, which, text, now, None).await
}

/// Keeps this text, and the other may read it at once.
pub async fn write_open(
    app: &App,
    db: &mut PgConnection,
    which: Which,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    keep(app, db, which, text, now, Some(now)).await
}

async fn keep(
    app: &App,
    db: &mut PgConnection,
    which: Which,
    text: &str,
    now: DateTime<Utc>,
    released_at: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    // First the key, which is held until the transaction ends: two of the same take turns.
    let key = app.key_to_write(&mut *db, which.couple, which.by).await?;
    let shelf = app.shelf(which.couple, which.by);
    let (id, before) = match store::texts::row_of(&mut *db, &shelf, &which).await? {
        Some(row) => row,
        None => (app.entropy.id(Whose::Author(which.couple, which.by))?, None),
    };
    let released_at = before.or(released_at);
    if released_at.is_none()
        && which.kind.is_for_oneself()
        && let Some(host) = app.host.user
        && store::couples::has(&mut *db, which.couple, host).await?
    {
        return Err(Error::NotStored);
    }
    let place = place(&which, id, now);
    let row = Sealed {
        id,
        which,
        sealed: app.vault.seal(&key, place, text.as_bytes())?,
        written_at: now,
        edited_at: None,
        released: released_at.map(|at| Release {
            at,
            mark: Some(app.vault.release(place, at)),
        }),
    };
    Ok(store::texts::save(db, &shelf, &row).await?)
}

/// What I wrote, of these kinds: about this thing, or about whatever.
pub async fn mine(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    about: impl Into<Option<i64>>,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Written>> {
    let (couple, who) = (me.couple.id, me.who);
    let asked = Asked {
        kinds,
        about: about.into(),
    };
    let shelf = app.shelf(couple, who);
    let sealed = store::texts::mine(&mut *db, couple, who, &shelf, asked).await?;
    open(app, db, couple, who, sealed).await
}

/// What the other wrote, of these kinds, as far as they have released it: about this thing, or about whatever.
pub async fn theirs(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    about: impl Into<Option<i64>>,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Written>> {
    let (couple, author, now) = (me.couple.id, me.who.other(), app.clock.now());
    let asked = Asked {
        kinds,
        about: about.into(),
    };
    let shelf = app.shelf(couple, author);
    let mut sealed = store::texts::theirs(&mut *db, couple, me.who, &shelf, asked, now).await?;
    sealed.retain(|text| is_released_by_tend(app, text));
    open(app, db, couple, author, sealed).await
}

/// The same of whoever of the two wrote it.
pub async fn of(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    author: Partner,
    about: i64,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Written>> {
    if author == me.who {
        mine(app, db, me, about, kinds).await
    } else {
        theirs(app, db, me, about, kinds).await
    }
}

/// The text, if it is mine or was released to me, and its author has a key.
pub async fn read(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    which: Which,
) -> anyhow::Result<Option<Written>> {
    let found = of(app, db, me, which.by, which.about, &[which.kind]).await?;
    Ok(found.into_iter().find(|text| text.which == which))
}

/// Whether it was Tend that let the other read this. Whoever can write to the database cannot.
fn is_released_by_tend(app: &App, text: &Sealed) -> bool {
    let by_tend = text.released.as_ref().is_some_and(|release| {
        let place = place(&text.which, text.id, text.written_at);
        let mark = release.mark.as_deref().unwrap_or_default();
        app.vault.is_release(place, release.at, mark)
    });
    if !by_tend {
        warn!(
            text = text.id,
            "somebody else than Tend has marked a text as released: nobody is shown it"
        );
    }
    by_tend
}

/// From this instant on the other may read what this person wrote about this thing, of these kinds.
pub async fn release(
    app: &App,
    db: &mut PgConnection,
    (couple, by): (CoupleId, Partner),
    about: i64,
    kinds: &[Kind],
    from: DateTime<Utc>,
) -> anyhow::Result<()> {
    let shelf = app.shelf(couple, by);
    for text in store::texts::unreleased(&mut *db, couple, by, &shelf, kinds, about).await? {
        let mark = app
            .vault
            .release(place(&text.which, text.id, text.written_at), from);
        store::texts::release(&mut *db, text.id, from, &mark).await?;
    }
    Ok(())
}

/// I alone read again what I wrote about this thing, of these kinds.
pub async fn withhold(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    about: i64,
    kinds: &[Kind],
) -> anyhow::Result<()> {
    let (couple, who) = (me.couple.id, me.who);
    let shelf = app.shelf(couple, who);
    store::texts::withhold(db, couple, who, &shelf, kinds, about).await
}

/// Lets go of this one.
pub async fn delete(app: &App, db: &mut PgConnection, which: &Which) -> anyhow::Result<()> {
    let shelf = app.shelf(which.couple, which.by);
    store::texts::delete(db, &shelf, which).await
}

/// Texts from before releases had marks, and before pages of one's own told no kind, are kept as they are
/// now; says how many. At the start, before anybody is answered.
pub async fn carry_over(app: &App) -> anyhow::Result<usize> {
    let mut carried = 0;
    loop {
        let mut tx = app.db.begin().await?;
        let some = store::texts::old(&mut tx, AT_ONCE).await?;
        if some.is_empty() {
            return Ok(carried);
        }
        for old in &some {
            let text = old.stub;
            let shelf = app.shelf(text.which.couple, text.which.by);
            let place = place(&text.which, text.id, text.written_at);
            let mark = old.released_at.map(|at| app.vault.release(place, at));
            store::texts::carry_over(&mut tx, &shelf, old, mark.as_deref()).await?;
        }
        tx.commit().await?;
        carried += some.len();
    }
}

/// The words of the text of this kind among these.
pub fn of_kind(texts: &[Written], kind: Kind) -> Option<&str> {
    texts
        .iter()
        .find(|text| text.which.kind == kind)
        .map(|text| text.text.as_str())
}

/// When these were last changed after the reader could read them, in words; nothing where they were not.
pub fn changed_on(here: &Here<'_>, me: &Member, texts: &[Written]) -> Option<String> {
    let first = texts.iter().filter_map(|text| text.released_at).min()?;
    let changed = texts
        .iter()
        .filter_map(|text| text.edited_at.max(text.released_at))
        .max()
        .filter(|changed| *changed > first)?;
    let date = here
        .t
        .date_with_year(here.local(&me.me().zone, changed).date());
    Some(here.t.say("changed-on", &[("date", date.into())]))
}

/// Opens them with one key; an erased key leaves nothing to read.
async fn open(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    sealed: Vec<Sealed>,
) -> anyhow::Result<Vec<Written>> {
    if sealed.is_empty() {
        return Ok(Vec::new());
    }
    let Some(key) = app.key(db, couple, by).await? else {
        return Ok(Vec::new());
    };
    let open = |text: Sealed| {
        let place = place(&text.which, text.id, text.written_at);
        let words = String::from_utf8(app.vault.open(&key, place, &text.sealed)?.to_vec());
        anyhow::Ok(Written {
            which: text.which,
            text: words.map_err(|_| anyhow::anyhow!("a text that opens but is none"))?,
            written_at: text.written_at,
            edited_at: text.edited_at,
            released_at: text.released.map(|release| release.at),
        })
    };
    sealed.into_iter().map(open).collect()
}

/// Bound to its kind and row, to what it is about, and to when it was written: moved anywhere else, or put
/// back beside newer words, it opens no more. (A whole row put back as it once was does: only something
/// outside the database could tell.)
fn place(which: &Which, row: i64, written_at: DateTime<Utc>) -> Place {
    Place {
        couple: which.couple,
        partner: which.by,
        field: which.kind.name(),
        row,
        facts: Some([
            which.about,
            which.nth.into(),
            written_at.timestamp_micros(), // as exactly as it is stored
        ]),
    }
}
