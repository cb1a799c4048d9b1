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

/// What an erasure deletes. The page that is read before it names each of these, so that neither can forget one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    Repairs,
    Key,
    Weeks,
    Lines,
    Promises,
    Questions,
    Cuts,
    Setbacks,
    Needs,
    Texts,
    Dates,
    Reminders,
    Why,
    Settings,
}

impl Erased {
    /// In the order in which they are deleted: what is under way ends first, then the key goes, which waits for
    /// what is being written under it, so that nothing sealed is left over.
    pub const ALL: [Self; 14] = [
        Self::Repairs,
        Self::Key,
        Self::Weeks,
        Self::Lines,
        Self::Promises,
        Self::Questions,
        Self::Cuts,
        Self::Setbacks,
        Self::Needs,
        Self::Texts,
        Self::Dates,
        Self::Reminders,
        Self::Why,
        Self::Settings,
    ];

    /// The message that names it.
    pub fn message(self) -> &'static str {
        match self {
            Self::Repairs => "erase-repairs",
            Self::Key => "erase-key",
            Self::Weeks => "erase-weeks",
            Self::Lines => "erase-lines",
            Self::Promises => "erase-promises",
            Self::Questions => "erase-questions",
            Self::Cuts => "erase-cuts",
            Self::Setbacks => "erase-setbacks",
            Self::Needs => "erase-needs",
            Self::Texts => "erase-texts",
            Self::Dates => "erase-dates",
            Self::Reminders => "erase-reminders",
            Self::Why => "erase-why",
            Self::Settings => "erase-settings",
        }
    }

    async fn delete(
        self,
        tx: &mut PgConnection,
        couple: &Couple,
        who: Partner,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let id = couple.id;
        match self {
            Self::Repairs => repairs::end_all(tx, couple, who, now).await,
            Self::Key => store::partners::save_wrapped_key(tx, id, who, None).await,
            Self::Weeks => store::answers::delete_of_person(tx, id, who).await,
            Self::Lines => store::understandings::delete_of_person(tx, id, who).await,
            Self::Promises => store::promises::delete_of_person(tx, id, who).await,
            Self::Questions => {
                store::questions::delete_of_person(&mut *tx, id, who).await?;
                store::tellings::delete_of_person(&mut *tx, id, who).await?;
                store::question_hours::delete_of_person(tx, id, who).await
            }
            Self::Cuts => store::cuts::delete_of_person(tx, id, who).await,
            Self::Setbacks => store::setbacks::delete_of_person(tx, id, who).await,
            Self::Needs => store::needs::delete_of_person(tx, id, who).await,
            Self::Texts => {
                store::drafts::delete_of_person(&mut *tx, id, who).await?;
                store::texts::delete_of_person(tx, id, who).await
            }
            Self::Dates => store::dates::delete_of_person(tx, id, who).await,
            Self::Reminders => store::timers::disarm_reminders(tx, id, who).await,
            Self::Why => store::partners::save_why(tx, id, who, None).await,
            Self::Settings => {
                let zone = &couple.slot.zone;
                store::partners::save_own(tx, id, who, zone, Sharings::default(), false).await
            }
        }
    }
}

/// Erases everything that this person wrote in this couple, and their key to it. The caller holds the couple.
pub async fn all_of_person(
    app: &App,
    tx: &mut PgConnection,
    couple: &Couple,
    who: Partner,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    leave_theirs_open(app, &mut *tx, couple.id, who).await?;
    for each in Erased::ALL {
        each.delete(&mut *tx, couple, who, now).await?;
    }
    Ok(())
}

/// What the other shared beside my words was released once, and stays so: without mine it would
/// count as shared with nobody, and close again (spec/rulings.md 8, 14).
async fn leave_theirs_open(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    // A key that does not open any more, as after a rotation, is no reason not to erase what it was for.
    let key = app.key(&mut *db, couple, who).await.ok().flatten();
    for kept in store::answers::of_person(&mut *db, couple, who).await? {
        let round = store::rounds::find(&mut *db, kept.round).await?;
        if !round.is_some_and(|round| round.is_revealed()) {
            continue;
        }
        let sealed = kept.sealed.as_deref();
        // What does not open any more was shared with nobody: that is no reason not to erase it.
        let mine = app.read_answer(key.as_ref(), couple, who, kept.round, sealed);
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
