//! Stories of repair: understood before it is apologised for, then changed, followed up, closed.

mod big;
mod diary;
mod small;

use crate::people::Person;
use diary::Diary;

pub const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

impl Person {
    /// Begins a repair in which they were hurt, and asks whether the other is ready.
    pub async fn opens_repair(&self, size: &str, line: &str) -> &Self {
        self.command("/repair open")
            .await
            .press("Something hurt me")
            .await
            .choose("Small or big", &[size])
            .await;
        if !line.is_empty() {
            self.press("Write a line").await;
            self.write(&[("repair_opening", line)]).await;
        }
        self.press("Ask whether").await
    }

    /// Opens the newest line in the channel about a repair.
    pub async fn looks_in(&self) -> &Self {
        self.press("Look at it privately").await
    }

    /// Writes what this step asks for, by its button, and gives it.
    pub async fn writes_and_gives(
        &self,
        button: &str,
        fields: &[(&str, &str)],
        give: &str,
    ) -> &Self {
        self.press(button).await;
        self.write(fields).await;
        self.press(give).await
    }
}

/// The worst evening: support first, only then what happened.
async fn setback(who: &Diary<'_>) {
    who.command("/setback").await;
}

/// Keeps one of their own promises, with a line.
async fn kept(who: &Diary<'_>, which: &str, line: &str) {
    who.command("/promise list")
        .await
        .choose("Look at one of yours", which)
        .await;
    who.fill("Kept", &[("line", line)]).await;
}

/// Thanks for a promise that was kept.
async fn noticed(who: &Diary<'_>, thanks: &str) {
    who.command("/promise list")
        .await
        .choose("Look at one shared", "1.")
        .await;
    who.fill("I noticed", &[("thanks", thanks)]).await;
}
