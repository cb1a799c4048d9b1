//! Stories of promises: made small, kept in one's own time, said early, closed by their maker alone.

mod given;
mod kept;
mod limits;
mod repaired;
mod weeks;
mod wrong;

use crate::people::Person;

/// A Sunday.
const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

impl Person {
    /// Writes a draft in their own words.
    async fn drafts(&self, what: &str, when: &str, known: &str) -> &Self {
        self.command("/promise new")
            .await
            .press("Write my own")
            .await;
        self.write(&[("what", what), ("when", when), ("known", known)])
            .await
    }

    /// Gives a promise that the other may read.
    pub async fn promises(&self, what: &str, when: &str) -> &Self {
        self.drafts(what, when, "You see it").await;
        self.press("Share with the other").await
    }

    /// Opens the first of the promises that were shared with them.
    async fn looks_at_theirs(&self) -> &Self {
        self.command("/promise list").await;
        self.choose("shared with you", &["1."]).await
    }
}
