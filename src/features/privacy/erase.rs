//! Erasing my words: my key and my rows go in one transaction, after a typed phrase.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::view;
use crate::app::{App, Here, Member};
use crate::domain::answer::Sharings;
use crate::domain::couple::Couple;
use crate::domain::tombstone::Fact;
use crate::domain::{CoupleId, Partner};
use crate::error::Error;
use crate::features::common::{self, repairs, tombstones};
use crate::store;
use crate::ui::Reply;

/// Erases, if the phrase is there.
pub async fn erase(
    here: &Here<'_>,
    me: &Member,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let typed = fields.first().map_or("", |(_, text)| text.as_str());
    if !is_phrase(typed, &view::phrase(here.t)) {
        return Ok(view::another_phrase(here, me).into());
    }
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    // Whoever hands in at this moment is before it or after it.
    if let Some(latest) = store::rounds::latest(&mut tx, couple.id).await? {
        store::rounds::lock(&mut tx, couple.id, latest.id).await?;
    }
    all_of_person(here.app, &mut tx, &couple, me.who, here.now).await?;
    let who = tombstones::of_partner(here.app, couple.id, me.me().user);
    tombstones::keep(&mut tx, Fact::Erased, who, here.now).await?;
    tx.commit().await?;
    tombstones::write_down(here.app).await?;
    here.wake();
    Ok(view::erased(here, me).into())
}

/// Erases everything that this person wrote in this couple, and their key to it. The caller holds the couple.
pub async fn all_of_person(
    app: &App,
    tx: &mut PgConnection,
    couple: &Couple,
    who: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    leave_theirs_open(app, tx, couple.id, who).await?;
    repairs::end_all(tx, couple, who, now).await?;
    // First the key: this waits for what is being written under it, so that nothing sealed is left over.
    store::partners::save_wrapped_key(tx, couple.id, who, None).await?;
    store::partners::save_why(tx, couple.id, who, None).await?;
    store::answers::delete_of_person(tx, couple.id, who).await?;
    store::understandings::delete_of_person(tx, couple.id, who).await?;
    store::dates::delete_of_person(tx, couple.id, who).await?;
    store::promises::delete_of_person(tx, couple.id, who).await?;
    store::setbacks::delete_of_person(tx, couple.id, who).await?;
    store::needs::delete_of_person(tx, couple.id, who).await?;
    store::questions::delete_of_person(tx, couple.id, who).await?;
    store::tellings::delete_of_person(tx, couple.id, who).await?;
    store::question_hours::delete_of_person(tx, couple.id, who).await?;
    store::texts::delete_of_person(tx, couple.id, who).await?;
    store::drafts::delete_of_person(tx, couple.id, who).await?;
    store::cuts::delete_of_person(tx, couple.id, who).await?;
    store::timers::disarm_reminders(tx, couple.id, who).await?;
    let zone = &couple.slot.zone;
    store::partners::save_own(tx, couple.id, who, zone, Sharings::default(), false).await
}

/// What the other shared beside my words was released once, and stays so: without mine it would
/// count as shared with nobody, and close again (spec/rulings.md 8, 14).
async fn leave_theirs_open(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    for kept in store::answers::of_person(&mut *db, couple, who).await? {
        let round = store::rounds::find(&mut *db, kept.round).await?;
        if !round.is_some_and(|round| round.is_revealed()) {
            continue;
        }
        let sealed = kept.sealed.as_deref();
        // What does not open any more was shared with nobody: that is no reason not to erase it.
        let mine = app
            .open_answer(&mut *db, couple, who, kept.round, sealed)
            .await;
        if mine.is_ok_and(|mine| mine.shares_words()) {
            store::answers::keep_open(&mut *db, kept.round, who.other()).await?;
        }
    }
    Ok(())
}

/// In any case of letters, with any white space.
fn is_phrase(typed: &str, phrase: &str) -> bool {
    let plain = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    plain(typed) == plain(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrase_counts_in_any_case_and_spacing() {
        for typed in ["erase my words", "  Erase my Words ", "ERASE  MY\nWORDS"] {
            assert!(is_phrase(typed, "erase my words"), "{typed:?}");
        }
        for typed in [
            "",
            "erase",
            "erase my word",
            "erasemywords",
            "erase my words!",
        ] {
            assert!(!is_phrase(typed, "erase my words"), "{typed:?}");
        }
    }
}
