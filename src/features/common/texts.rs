//! Writing and reading what people write beside the weekly round: sealed before it is kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::app::{App, Here, Member};
use crate::domain::text::{Kind, Which};
use crate::domain::{CoupleId, Partner};
use crate::store;
use crate::store::texts::Sealed;
use crate::vault::Place;

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

/// Keeps this text in place of what was there; only its author reads it, unless it was released before.
pub async fn write(
    app: &App,
    db: &mut PgConnection,
    which: Which,
    text: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    keep(app, db, which, text, now, None).await
}

/// Keeps this text, and the other may read it at once.
pub async fn write_open(
    app: &App,
    db: &mut PgConnection,
    which: Which,
    text: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    keep(app, db, which, text, now, Some(now)).await
}

async fn keep(
    app: &App,
    db: &mut PgConnection,
    which: Which,
    text: &str,
    now: DateTime<Utc>,
    released_at: Option<DateTime<Utc>>,
) -> anyhow::Result<()> {
    // First the key, which is held until the transaction ends: two of the same take turns.
    let key = app.key_to_write(&mut *db, which.couple, which.by).await?;
    let id = store::texts::row_of(&mut *db, &which).await?;
    let sealed = app.vault.seal(&key, place(&which, id), text.as_bytes())?;
    let row = Sealed {
        id,
        which,
        sealed,
        written_at: now,
        edited_at: None,
        released_at,
    };
    store::texts::save(db, &row).await
}

/// The text, if there is one and its author's key.
pub async fn read(
    app: &App,
    db: &mut PgConnection,
    which: Which,
) -> anyhow::Result<Option<Written>> {
    let found = about(app, db, which.couple, which.by, which.about, &[which.kind]).await?;
    Ok(found.into_iter().find(|text| text.which == which))
}

/// All that this person wrote about this thing, of these kinds.
pub async fn about(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    about: i64,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Written>> {
    let sealed = store::texts::about(&mut *db, couple, by, about, kinds).await?;
    open(app, db, couple, by, sealed).await
}

/// All that this person has written of these kinds.
pub async fn of_kinds(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
    kinds: &[Kind],
) -> anyhow::Result<Vec<Written>> {
    let sealed = store::texts::of_kinds(&mut *db, couple, by, kinds).await?;
    open(app, db, couple, by, sealed).await
}

/// All that this person has written.
pub async fn of_person(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<Vec<Written>> {
    let sealed = store::texts::of_person(&mut *db, couple, by).await?;
    open(app, db, couple, by, sealed).await
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
        let plain = app
            .vault
            .open(&key, place(&text.which, text.id), &text.sealed)?;
        let words = String::from_utf8(plain.to_vec());
        anyhow::Ok(Written {
            which: text.which,
            text: words.map_err(|_| anyhow::anyhow!("a text that opens but is none"))?,
            written_at: text.written_at,
            edited_at: text.edited_at,
            released_at: text.released_at,
        })
    };
    sealed.into_iter().map(open).collect()
}

/// Bound to its kind and row: moved anywhere else it opens no more.
fn place(which: &Which, row: i64) -> Place {
    Place {
        couple: which.couple,
        partner: which.by,
        field: which.kind.name(),
        row,
    }
}
