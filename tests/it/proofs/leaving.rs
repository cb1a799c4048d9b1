//! A pause and a leaving without a line are the same to the other, byte for byte, over every command, here and
//! elsewhere, until the last day: also where the other leaves too, whose last day is their own.

use super::blindness::{Known, begin, side_by_side};
use super::verbs::COMMANDS;
use crate::harness::Tend;
use crate::people::Person;

/// What Ana does, of which Ben is told nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ana {
    Pauses,
    Leaves,
}

/// What Ben does ten days later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ben {
    Stays,
    Leaves(&'static str),
    Erases,
}

const SILENTLY: &str = "Leave, and say nothing";
const TELLING: &str = "Leave, and tell them in one line";

async fn looks_everywhere(tend: &Tend, ben: &Person, elsewhere: u64) {
    for command in COMMANDS {
        ben.command(&format!("/{command}")).await;
    }
    ben.command("/privacy").await;
    if ben.sees().0.contains("[Export my side]") {
        ben.press("Export my side").await;
    }
    for partner in ["Ana", "Cleo"] {
        let start = format!("/tend start partner:@{partner} zone:Lisbon");
        ben.command(&start).await;
        ben.at(elsewhere).command(&start).await;
    }
    tend.settle().await;
}

async fn forty_days((what, then): (Ana, Ben)) -> Known {
    let (tend, ana, ben, cleo) = begin().await;
    let elsewhere = tend.world().add_channel("elsewhere", None);
    ana.hand_in("For the soup.").await;
    ben.hand_in("For the walk.").await;
    tend.pass("1 day").await;
    match what {
        // As many presses, so that what Discord counts is the same.
        Ana::Pauses => {
            ana.command("/privacy").await;
            ana.command("/pause").await.press("Until I come back").await
        }
        Ana::Leaves => {
            ana.command("/privacy")
                .await
                .press("Leave")
                .await
                .press(SILENTLY)
                .await
        }
    };
    tend.pass("1 minute").await;
    looks_everywhere(&tend, &ben, elsewhere).await;
    tend.pass("10 days").await;
    looks_everywhere(&tend, &ben, elsewhere).await;
    match then {
        Ben::Stays => {}
        Ben::Leaves(how) => {
            ben.command("/privacy")
                .await
                .press("Leave")
                .await
                .press(how)
                .await;
        }
        Ben::Erases => {
            ben.command("/privacy").await.press("Erase my words").await;
            ben.press("Type it")
                .await
                .write(&[("phrase", "erase my words")])
                .await;
        }
    }
    looks_everywhere(&tend, &ben, elsewhere).await;
    tend.pass("19 days").await;
    looks_everywhere(&tend, &ben, elsewhere).await;
    if let Ben::Leaves(_) = then {
        // Ana's last day has passed, and Ben's is to come.
        tend.pass("10 days").await;
        looks_everywhere(&tend, &ben, elsewhere).await;
        tend.pass("2 days").await;
        looks_everywhere(&tend, &ben, elsewhere).await;
    }
    Known::of(&tend, &ana, &ben, &cleo)
}

#[test]
fn a_pause_and_a_silent_leaving_are_the_same_to_the_other_until_the_last_day() {
    let then = [
        Ben::Stays,
        Ben::Leaves(SILENTLY),
        Ben::Leaves(TELLING),
        Ben::Erases,
    ];
    let worlds: Vec<(Ana, Ben)> = then
        .iter()
        .flat_map(|then| [(Ana::Pauses, *then), (Ana::Leaves, *then)])
        .collect();
    let all = side_by_side(&worlds, forty_days);
    for (then, pair) in then.iter().zip(all.chunks(2)) {
        pair[1].is(&pair[0], &format!("{then:?}"));
    }
}
