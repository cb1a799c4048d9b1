//! Stories of a hard evening: pause or support first, nothing lost, and the other learns nothing of it.

mod again;
mod evening;
mod limits;
mod unseen;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

/// Two weeks in words, then a Tuesday evening.
async fn two_good_weeks(tend: &Tend) -> (Person, Person) {
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on *Tuesday*.").await;
    ben.hand_in("You made soup.").await;
    tend.pass("1 week").await;
    ana.command("/checkin").await.press("Next").await;
    ana.press("Write").await;
    ana.write(&[
        ("thanks", "You called when you were late."),
        ("build", "One evening without screens."),
    ])
    .await
    .press("Next")
    .await
    .press("Hand in")
    .await;
    ben.hand_in("You laughed with my mother.").await;
    tend.pass_until("2026-03-10 22:10").await;
    ana.look_away();
    ben.look_away();
    (ana, ben)
}

/// All of it, with words, a plan and the question whether to go on.
async fn a_whole_setback(ana: &Person) {
    ana.command("/setback")
        .await
        .press("Support")
        .await
        .press("What happened")
        .await;
    ana.choose("A name for it", &["I was hurt again"]).await;
    ana.press("Write it down")
        .await
        .write(&[("what", "The messages.")])
        .await;
    ana.press("Next")
        .await
        .press("My plan")
        .await
        .press("Write my plan")
        .await;
    ana.write(&[("signs", "I go quiet."), ("then", "I say so.")])
        .await;
    ana.command("/setback")
        .await
        .press("Go on")
        .await
        .press("It has happened before")
        .await;
    ana.press("Whether to go on").await.press("Go on").await;
}
