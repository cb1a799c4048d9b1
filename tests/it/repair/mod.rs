//! Stories of repair: understood before it is apologised for, then changed, followed up, closed.

mod big;
mod diary;
mod doors;
mod going_on;
mod kind;
mod small;
mod walks;

use crate::harness::Tend;
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
    who.command("/setback").await.press("Support").await;
    who.press("What happened").await;
    who.fill(
        "Write it down",
        &[("what", "I saw the letters again, in a dream.")],
    )
    .await
    .press("Next")
    .await;
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
        .choose("Look at one that was shared", "2.")
        .await;
    who.fill("I noticed", &[("line", thanks)]).await;
}

/// A repair in which Ana was hurt, up to where Ben may read what it did to her.
async fn told(tend: &Tend, ana: &Person, ben: &Person, size: &str) {
    ana.opens_repair(size, "The loan.").await;
    tend.settle().await;
    ben.looks_in().await.press("Yes, I’m ready").await;
    tend.settle().await;
    ana.looks_in().await;
    ana.writes_and_gives(
        "Write",
        &[("repair_impact", "I lay awake.")],
        "Let them read it",
    )
    .await;
    tend.settle().await;
}

/// A small one, up to where Ben lives what he promised.
pub async fn following(tend: &Tend, ana: &Person, ben: &Person) {
    told(tend, ana, ben, "Small").await;
    ben.looks_in().await.press("Read it").await;
    let words = [("repair_understood", "You lay awake.")];
    ben.writes_and_gives("Write what I understood", &words, "Give it")
        .await;
    tend.settle().await;
    ana.looks_in().await.press("That’s right").await;
    tend.settle().await;
    let words = [("repair_acknowledged", "I was late.")];
    ben.looks_in().await;
    ben.writes_and_gives("Write what I acknowledge", &words, "Give it")
        .await;
    tend.settle().await;
    ana.looks_in().await.press("Yes, that is it").await;
    tend.settle().await;
    ben.looks_in().await;
    let words = [
        ("apology_act", "I was late."),
        ("apology_repair", "I call."),
        ("apology_like", "Like not counting."),
    ];
    ben.writes_and_gives("Write the apology", &words, "Give it")
        .await;
    tend.settle().await;
    ana.looks_in()
        .await
        .press("Read it now")
        .await
        .press("Go on to what")
        .await;
    tend.settle().await;
    ben.looks_in()
        .await
        .press("Make a promise")
        .await
        .press("Write my own")
        .await;
    ben.write(&[("what", "I call when I am late."), ("when", "tomorrow")])
        .await
        .press("Share with the other")
        .await;
    ben.press("Back to the repair")
        .await
        .press("These are my")
        .await;
    tend.settle().await;
    ana.looks_in().await.press("Go on to following").await;
    tend.settle().await;
}
