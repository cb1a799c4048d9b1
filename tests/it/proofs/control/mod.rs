//! The controlling partner: a bot of a player presses everything that can be pressed, as often as it can, for
//! three days and nights, from one zone after the other, in another order with every seed. What reached the
//! other is counted and lies within the rule: at most three things in any 24 hours, none of them at night, each
//! at a mark of ten minutes, and no direct message that was not asked for.

mod player;
mod reach;

use chrono::TimeDelta;

use crate::harness::Tend;
use crate::people::Person;
use player::Player;
use reach::{Reached, Way};

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";
const ZONE: &str = "Europe/Lisbon";
const DAYS: i64 = 3;
/// At so many moments in a day somebody sits down and presses.
const MOMENTS: usize = 24;
/// More seeds than one: `TEND_SEEDS=20 cargo test --test it control -- --include-ignored`.
const SEEDS: &str = "TEND_SEEDS";
/// Only the other writes these words, where nobody else is to read them.
const CANARY: &str = "Kingfisher";

/// What the other does meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Other {
    Nothing,
    SaysNo,
    LivesAWeek,
}

/// What came of a run.
struct Run {
    seed: u64,
    reached: Vec<Reached>,
    done: Vec<String>,
}

impl Run {
    /// All that counts.
    fn counted(&self) -> Vec<&Reached> {
        let counts = |one: &&Reached| one.way != Way::Edit && !reach::is_free(one);
        self.reached.iter().filter(counts).collect()
    }

    fn tell(&self) -> String {
        let done = self.done.join("\n");
        format!(
            "seed {}\n{}\n{done}",
            self.seed,
            reach::counted(&self.reached)
        )
    }
}

fn seeds() -> impl Iterator<Item = u64> {
    let many = std::env::var(SEEDS).ok().and_then(|many| many.parse().ok());
    (1..=many.unwrap_or(1)).map(|seed: u64| seed * 20_261_128)
}

/// Three days and nights of pressing.
async fn plays(tend: &Tend, ana: &Person, ben: &Person, other: Other, seed: u64) -> Run {
    eprintln!("{other:?}, seed {seed}");
    let mut x = Player::new(tend, ana, seed);
    let mut b = Player::new(tend, ben, !seed);
    let mark = tend.world().ledger().mark();
    let end = tend.now() + TimeDelta::days(DAYS);
    let pause = 2 * 24 * 60 / MOMENTS;
    while tend.now() < end {
        for _ in 0..=x.below(16) {
            x.plays().await;
        }
        tend.settle().await;
        match other {
            Other::Nothing => {}
            Other::SaysNo => says_no(&mut b).await,
            Other::LivesAWeek if reach::is_night(tend.now(), ZONE) => {}
            Other::LivesAWeek => b.plays().await,
        }
        tend.pass(&format!("{} minutes", x.below(pause))).await;
    }
    tend.pass("1 day").await;
    let reached = reach::reached(tend, ben, mark);
    let mut done = x.done;
    done.extend(b.done);
    Run {
        seed,
        reached,
        done,
    }
}

/// Looks at what there is, and says no to it.
async fn says_no(b: &mut Player<'_>) {
    if b.answers(&[":look"]).await {
        b.answers(&[":notnow", ":leave", ":no", ":hearstop"]).await;
    }
}

/// Ben writes what is for his eyes alone.
async fn keeps_things(ben: &Person) {
    for (command, way, field) in [
        ("/needs", &["What settles me", "Write"][..], "0"),
        ("/pages", &["About myself", "Write a page"], "page"),
        ("/questions", &["Note a question"], "question"),
    ] {
        ben.command(command).await;
        for label in way {
            ben.press(label).await;
        }
        ben.write(&[(field, CANARY)]).await;
    }
    ben.thank(CANARY).await;
}

#[tokio::test]
async fn nothing_that_one_presses_reads_forces_reminds_or_keeps_the_other() {
    for seed in seeds() {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = tend.couple("Ana", "Ben").await;
        keeps_things(&ben).await;
        let run = plays(&tend, &ana, &ben, Other::Nothing, seed).await;
        assert!(run.done.len() > 150, "{}", run.tell());
        assert!(
            run.counted().len() > 3,
            "something reached the other: {}",
            run.tell()
        );

        // Nothing to Ben alone: he asked for nothing.
        let direct = run
            .reached
            .iter()
            .filter(|one| one.way == Way::Direct)
            .count();
        assert_eq!(direct, 0, "{}", run.tell());
        // His words are his, whatever was pressed.
        assert!(!ana.sees().0.contains(CANARY), "{}", run.tell());
        let answered = "select count(*) from answers a join rounds r on r.id = a.round_id
            where a.partner = 2 and a.stance <> 0 or r.revealed_at is not null";
        assert_eq!(tend.count(answered).await, 0, "{}", run.tell());
        // He can pause, take his words along, erase them, and go.
        ben.command("/pause").await.press("2 days").await;
        ben.command("/pause").await.press("Come back").await;
        ben.command("/privacy").await.press("Export my side").await;
        ben.press("Make the files").await;
        ben.command("/privacy").await.press("Leave").await;
    }
}

/// Whether all that counts lies within the rule, where so many of the two cause something.
fn within_the_rule(run: &Run, causing: usize) -> Vec<String> {
    let counted = run.counted();
    let mut wrong = Vec::new();
    let (most, from) = reach::most_in_a_day(&counted);
    if most > 3 * causing {
        wrong.push(format!("{most} in the 24 hours from {from:?}"));
    }
    for one in run.reached.iter().filter(|one| !reach::is_free(one)) {
        let mut says =
            |what: &str| wrong.push(format!("{} {what}: {} “{}”", one.at, one.about, one.text));
        if one.way != Way::Edit && reach::is_night(one.at, ZONE) {
            says("at night");
        }
        if !reach::is_a_mark(one.at) {
            says("at no mark of ten minutes");
        }
    }
    wrong
}

#[tokio::test]
#[ignore = "until what one can cause is decided in one place before it is sent"]
async fn whatever_one_presses_three_things_a_day_reach_the_other_by_day() {
    for seed in seeds() {
        for (other, causing) in [
            (Other::Nothing, 1),
            (Other::SaysNo, 2),
            (Other::LivesAWeek, 2),
        ] {
            let tend = Tend::start(BEGIN).await;
            let (ana, ben) = tend.couple("Ana", "Ben").await;
            let run = plays(&tend, &ana, &ben, other, seed).await;
            let wrong = within_the_rule(&run, causing);
            assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), run.tell());
        }
    }
}
