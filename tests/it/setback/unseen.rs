//! The other learns nothing of it, and its rest reads as any rest.

use super::{BEGIN, a_whole_setback, two_good_weeks};
use crate::harness::Tend;
use crate::people::Person;

/// What the other sees, whatever happened before.
async fn eyes_of(tend: &Tend, ben: &Person) -> Vec<String> {
    let mut seen = Vec::new();
    for command in [
        "/checkin", "/rhythm", "/needs", "/pause", "/history", "/setback",
    ] {
        seen.push(ben.command(command).await.news());
    }
    tend.pass_until("2026-03-15 19:01").await;
    seen.push(tend.channel().0);
    seen.extend(tend.posted());
    for command in ["/checkin", "/rhythm", "/privacy"] {
        seen.push(ben.command(command).await.news());
    }
    seen.push(ben.sees().0);
    seen
}

// ruling 9; harms: Crisis words, Couple therapy
#[tokio::test]
async fn the_other_sees_what_they_would_see_without_it() {
    let mut seen = Vec::new();
    for setback in [false, true] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = two_good_weeks(&tend).await;
        if setback {
            a_whole_setback(&ana).await;
        }
        seen.push(eyes_of(&tend, &ben).await);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0][0].contains("How it was"), "{}", seen[0][0]);
}

// ruling 10
#[tokio::test]
async fn its_rest_reads_as_any_rest_and_as_leaving_without_a_line() {
    let mut seen: Vec<(&str, Vec<String>)> = Vec::new();
    for why in ["pause", "setback", "repeat", "leaving"] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = two_good_weeks(&tend).await;
        match why {
            "pause" => {
                ana.command("/pause").await.press("Until I come back").await;
            }
            "setback" => {
                a_whole_setback(&ana).await;
                ana.command("/setback").await.press("Pause").await;
                ana.press("Until I come back").await;
            }
            "repeat" => {
                a_whole_setback(&ana).await;
                ana.command("/setback").await.press("Go on").await;
                ana.press("It has happened before").await;
                ana.press("Whether to go on")
                    .await
                    .press("Not for now")
                    .await;
            }
            _ => {
                ana.command("/privacy").await.press("Leave").await;
                ana.press("Leave, and say nothing").await;
            }
        }
        let mut eyes = vec![
            ben.command("/checkin")
                .await
                .press("Is going on right")
                .await
                .news(),
        ];
        for choice in ["Go on", "Ways to leave"] {
            ben.command("/checkin")
                .await
                .press("Is going on right")
                .await;
            eyes.push(ben.press(choice).await.news());
        }
        eyes.extend(eyes_of(&tend, &ben).await);
        ben.command("/rhythm").await;
        ben.command("/checkin")
            .await
            .press("Is going on right")
            .await;
        eyes.push(ben.press("Not for now").await.news());
        eyes.push(ben.command("/checkin").await.news());
        eyes.push(ben.press("Come back").await.news());
        seen.push((why, eyes));
    }
    for (why, eyes) in &seen[1..] {
        assert_eq!(&seen[0].1, eyes, "{why}");
    }
}
