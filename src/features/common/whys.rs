//! Why I am here: a note each may keep for both to read. Never asked for, never dated.

use sqlx::PgConnection;

use crate::app::App;
use crate::domain::{CoupleId, Partner, RoundId};
use crate::store;

const FIELD: &str = "partners.why_sealed";
/// It belongs to no round.
const NO_ROUND: RoundId = RoundId(0);

/// This person's note, if there is one.
pub async fn of(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Option<String>> {
    match store::partners::why(&mut *db, couple, who).await? {
        Some(sealed) => {
            app.open_text(db, couple, who, FIELD, NO_ROUND, &sealed)
                .await
        }
        None => Ok(None),
    }
}

/// This person's note and the other's.
pub async fn of_both(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<(Option<String>, Option<String>)> {
    let (mut mine, mut theirs) = (None, None);
    for (whose, sealed) in store::partners::whys(&mut *db, couple).await? {
        let note = app
            .open_text(&mut *db, couple, whose, FIELD, NO_ROUND, &sealed)
            .await?;
        *(if whose == who { &mut mine } else { &mut theirs }) = note;
    }
    Ok((mine, theirs))
}

/// Keeps this person's note, or with `None` takes it back.
pub async fn save(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    text: Option<&str>,
) -> anyhow::Result<()> {
    let sealed = match text {
        Some(text) => Some(
            app.seal_text(&mut *db, couple, who, FIELD, NO_ROUND, text)
                .await?,
        ),
        None => None,
    };
    store::partners::save_why(db, couple, who, sealed.as_deref()).await
}
