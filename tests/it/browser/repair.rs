//! A whole small repair on the page, from *there is something* to the closing card, with nothing to go by but
//! the bot's own words; and a look behind every other door of the same evening.

use std::cell::RefCell;

use super::page::{Page, Person};
use super::{pair, pictures, stranger_sees_none_of};

const LINE: &str = "You came two hours late, and I always wait.";
const IMPACT: &str = "I felt that I do not count.";
const UNDERSTOOD: &str = "You waited, and felt small.";
const DID: &str = "I came two hours late and did not call.";
const ACT: &str = "I left you waiting, but the train was late.";
const ACT_AGAIN: &str = "I left you waiting for two hours.";
const MEND: &str = "I call when I leave.";
const LIKE: &str = "Like not counting.";
const PROMISE: &str = "I call when I am more than ten minutes late.";
const LAST: &str = "You called on Tuesday. Thank you.";

const LOOK: &str = "Look at it privately";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium and chromedriver: cargo test --test it browser -- --ignored"]
async fn two_people_put_something_small_right_and_a_stranger_sees_nothing() {
    let page = Page::open().await;
    let (ana, ben) = (page.person("Ana"), page.person("Ben"));
    pair(ana, ben).await;
    let play = Play::new(ana, ben).await;

    there_is_something(&play).await;
    understand(&play).await;
    acknowledge(&play).await;
    apologise(&play).await;
    change(&play).await;
    close(&play).await;
}

async fn there_is_something(play: &Play<'_>) {
    let Play { ana, ben, .. } = *play;
    ana.command("/repair open").await;
    ana.sees("Something hurt me").await;
    pictures(ana, "repair-1-begin").await;
    ana.press("Something hurt me").await;
    let before = ben.given().await;
    ana.press("Write a line").await;
    ana.writes(&[LINE]).await;
    ana.sees(LINE).await;
    assert_eq!(ben.given().await, before, "Ben can tell that Ana writes");
    pictures(ana, "repair-2-draft").await;
    ana.press("Ask whether they’re ready").await;
    play.looks_in(ben).await;
    ben.sees(LINE).await;
    pictures(ben, "repair-3-asked").await;
    ben.press("Yes, I’m ready for this").await;
}

async fn understand(play: &Play<'_>) {
    let Play { ana, ben, .. } = *play;
    play.looks_in(ana).await;
    ana.press("Write").await;
    ana.writes(&["", IMPACT]).await;
    ana.sees(IMPACT).await;
    pictures(ana, "repair-4-told").await;
    assert!(!ben.given().await.to_string().contains(IMPACT));
    ana.press("Let them read it").await;
    play.looks_in(ben).await;
    assert!(
        !ben.reads().await.contains(IMPACT),
        "what it did is in front of Ben before he asks for it"
    );
    pictures(ben, "repair-5-before-reading").await;
    ben.press("Read it").await;
    ben.sees(IMPACT).await;
    ben.press("Write what I understood").await;
    ben.writes(&[UNDERSTOOD]).await;
    ben.press("Give it to them").await;
    play.looks_in(ana).await;
    ana.sees(UNDERSTOOD).await;
    pictures(ana, "repair-6-understood").await;
    ana.press("That’s right").await;
    play.a_stranger_sees_nothing().await;
}

async fn acknowledge(play: &Play<'_>) {
    let Play { ana, ben, .. } = *play;
    play.looks_in(ben).await;
    ben.press("Write what I acknowledge").await;
    ben.writes(&[DID]).await;
    ben.press("Give it to them").await;
    play.looks_in(ana).await;
    ana.sees(DID).await;
    pictures(ana, "repair-7-acknowledged").await;
    ana.press("Yes, that is it").await;
}

async fn apologise(play: &Play<'_>) {
    let Play { ana, ben, .. } = *play;
    play.looks_in(ben).await;
    ben.press("Write the apology").await;
    ben.page.find("[role=dialog]").await;
    pictures(ben, "repair-8-form").await;
    ben.writes(&[ACT, MEND, LIKE]).await;
    ben.sees("And this is how it reads without a “but”").await;
    pictures(ben, "repair-9-apology").await;
    ben.press("Change the words").await;
    ben.writes(&[ACT_AGAIN]).await;
    ben.sees(ACT_AGAIN).await;
    ben.press("Give it to them").await;
    play.looks_in(ana).await;
    assert!(
        !ana.reads().await.contains(ACT_AGAIN),
        "the apology is in front of Ana before she asks for it"
    );
    ana.press("Read it now").await;
    ana.sees(ACT_AGAIN).await;
    pictures(ana, "repair-10-read").await;
    ana.press("Go on to what changes").await;
    play.a_stranger_sees_nothing().await;
}

async fn change(play: &Play<'_>) {
    let Play { ana, ben, .. } = *play;
    play.looks_in(ben).await;
    ben.press("Make a promise").await;
    ben.press("Write my own").await;
    ben.writes(&[PROMISE, "tomorrow", "You hear the phone."])
        .await;
    ben.sees("Before you share it").await;
    pictures(ben, "repair-11-promise").await;
    ben.press("Share with the other").await;
    ben.sees("Back in the repair you can make another one")
        .await;
    pictures(ben, "repair-12-shared").await;
    ben.press("Back to the repair").await;
    ben.press("These are my promises").await;
    play.looks_in(ana).await;
    ana.press("Go on to following up").await;
    ana.sees("The next look back").await;
    pictures(ana, "repair-13-following").await;
}

async fn close(play: &Play<'_>) {
    let Play { ana, ben, .. } = *play;
    play.looks_in(ben).await;
    ben.press("Promises").await;
    ben.takes("Look at one of yours", "1.").await;
    ben.press("Kept").await;
    ben.writes(&[]).await;
    ana.sees("There is news about a promise here").await;
    ana.press("Promises").await;
    ana.takes("Look at one that was shared with you", "1.")
        .await;
    ana.sees("I noticed").await;
    pictures(ana, "repair-14-kept").await;
    ana.press("Back to the repair").await;
    ana.sees("(kept)").await;
    pictures(ana, "repair-15-before-closing").await;
    ana.press("Close it").await;
    ana.writes(&["", LAST]).await;
    ana.sees("A last line").await;
    play.looks_in(ben).await;
    ben.sees(LAST).await;
    ben.sees("What was done").await;
    pictures(ana, "repair-16-closed-ana").await;
    pictures(ben, "repair-17-closed-ben").await;
    play.a_stranger_sees_nothing().await;
    ana.command("/repair board").await;
    ana.sees("Nothing is open.").await;
}

/// The two, and the newest line in their channel that was opened.
struct Play<'a> {
    ana: Person<'a>,
    ben: Person<'a>,
    opened: RefCell<Option<String>>,
}

impl<'a> Play<'a> {
    async fn new(ana: Person<'a>, ben: Person<'a>) -> Self {
        let opened = RefCell::new(ana.newest_with(LOOK).await);
        Self { ana, ben, opened }
    }

    /// Waits for the next line in the channel, and opens it.
    async fn looks_in(&self, who: Person<'a>) {
        let before = self.opened.borrow().clone();
        who.page
            .until("there is a new line in the channel", || async {
                let newest = who.newest_with(LOOK).await;
                newest.is_some() && newest != before
            })
            .await;
        *self.opened.borrow_mut() = who.newest_with(LOOK).await;
        let cards = who.cards().await;
        who.press(LOOK).await;
        who.page
            .until("its card opens", || async { who.cards().await > cards })
            .await;
    }

    async fn a_stranger_sees_nothing(&self) {
        let words = [
            LINE, IMPACT, UNDERSTOOD, DID, ACT, ACT_AGAIN, MEND, LIKE, PROMISE, LAST,
        ];
        stranger_sees_none_of(self.ana.page, &words).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium and chromedriver: cargo test --test it browser -- --ignored"]
async fn behind_every_other_door_it_is_calm() {
    let page = Page::open().await;
    let (ana, ben) = (page.person("Ana"), page.person("Ben"));
    pair(ana, ben).await;
    for command in [
        "/promise new",
        "/promise list",
        "/repair board",
        "/questions",
        "/setback",
        "/needs",
        "/inbox",
        "/pages",
    ] {
        let cards = ana.cards().await;
        ana.command(command).await;
        page.until(&format!("{command} answers"), || async {
            ana.cards().await > cards
        })
        .await;
        let name = command.trim_start_matches('/').replace(' ', "-");
        pictures(ana, &format!("door-{name}")).await;
    }
    stranger_sees_none_of(&page, &[]).await;
}
