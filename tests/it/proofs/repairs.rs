//! The bot is killed with -9 at every step of a repair, in each of four places: nothing is lost, nothing is
//! doubled, and the two go on where they were. `cargo test --test it proofs::repairs -- --nocapture` prints them.

use chrono::TimeDelta;
use tend::sandbox::faults::{Matching, When};
use tend::store::timers;

use super::holds::{self, Hold, Moment, Write};
use super::process::{Pair, Process};
use super::tour;

/// Between which two things the bot is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    BeforeTheCommit,
    InTheCommit,
    BeforeTheAnswer,
    AfterTheAnswer,
}

const PLACES: [At; 4] = [
    At::BeforeTheCommit,
    At::InTheCommit,
    At::BeforeTheAnswer,
    At::AfterTheAnswer,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Hurt,
    Responsible,
}

/// How a step is reached, and the press or form that it is.
struct Step {
    who: Who,
    command: &'static str,
    way: &'static [&'static str],
    /// The form's texts; a press has none.
    form: Option<&'static [(&'static str, &'static str)]>,
    last: &'static str,
}

const fn press(
    who: Who,
    command: &'static str,
    way: &'static [&'static str],
    last: &'static str,
) -> Step {
    Step {
        who,
        command,
        way,
        form: None,
        last,
    }
}

const fn form(
    who: Who,
    way: &'static [&'static str],
    last: &'static str,
    texts: &'static [(&'static str, &'static str)],
) -> Step {
    Step {
        who,
        command: "repair board",
        way,
        form: Some(texts),
        last,
    }
}

const BOARD: &str = "repair board";
const OPEN: &[&str] = &["Open 1"];
use Who::{Hurt, Responsible};

/// A small repair from *there is something* to its close.
const STEPS: [Step; 23] = [
    press(Hurt, "repair open", &[], "Something hurt me"),
    form(
        Hurt,
        OPEN,
        "Write a line",
        &[("repair_opening", "You came late.")],
    ),
    press(Hurt, BOARD, OPEN, "Ask whether they’re ready"),
    press(Responsible, BOARD, OPEN, "Yes, I’m ready for this"),
    form(
        Hurt,
        OPEN,
        "Write",
        &[("repair_impact", "I felt that I do not count.")],
    ),
    press(Hurt, BOARD, OPEN, "Let them read it"),
    press(Responsible, BOARD, OPEN, "Read it"),
    form(
        Responsible,
        OPEN,
        "Write what I understood",
        &[("repair_understood", "You waited.")],
    ),
    press(Responsible, BOARD, OPEN, "Give it to them"),
    press(Hurt, BOARD, OPEN, "That’s right"),
    form(
        Responsible,
        OPEN,
        "Write what I acknowledge",
        &[("repair_acknowledged", "I was late.")],
    ),
    press(Responsible, BOARD, OPEN, "Give it to them"),
    press(Hurt, BOARD, OPEN, "Yes, that is it"),
    form(
        Responsible,
        OPEN,
        "Write the apology",
        &[
            ("apology_act", "I left you waiting."),
            ("apology_repair", "I call."),
            ("apology_like", "Like not counting."),
        ],
    ),
    press(Responsible, BOARD, OPEN, "Give it to them"),
    press(Hurt, BOARD, OPEN, "Read it now"),
    press(Hurt, BOARD, OPEN, "Go on to what changes"),
    form(
        Responsible,
        &["Open 1", "Make a promise"],
        "Write my own",
        &[
            ("what", "I call when I am late."),
            ("when", "tomorrow"),
            ("known", "You hear the phone."),
        ],
    ),
    press(Responsible, "promise list", &["1"], "Share with the other"),
    press(Responsible, BOARD, OPEN, "These are my promises"),
    press(Hurt, BOARD, OPEN, "Go on to following up"),
    Step {
        who: Responsible,
        command: "promise list",
        way: &["1"],
        form: Some(&[]),
        last: "Kept",
    },
    form(Hurt, OPEN, "Close it", &[("repair_closing", "Thank you.")]),
];

impl Step {
    fn person(&self, pair: Pair) -> u64 {
        match self.who {
            Who::Hurt => pair.ana,
            Who::Responsible => pair.ben,
        }
    }

    /// Up to right before the step; a form is open.
    async fn prepare(&self, tend: &Process, pair: Pair) {
        let who = self.person(pair);
        tend.command(who, pair.channel, self.command, &[]).await;
        for label in self.way {
            if *label == "1" {
                tour::choose_nth(tend, who, "Look at one of yours", 0).await;
            } else {
                tend.press(who, label).await;
            }
        }
        if self.form.is_some() {
            tend.open_form(who, self.last).await;
        }
    }

    /// The step itself begins; comes back at once.
    async fn go(&self, tend: &Process, pair: Pair) -> u64 {
        let who = self.person(pair);
        match self.form {
            Some(texts) => tend.submit(who, texts),
            None => tend.begin(who, self.last).await,
        }
    }

    async fn take(&self, tend: &Process, pair: Pair) {
        self.prepare(tend, pair).await;
        let asked = self.go(tend, pair).await;
        tend.shown(asked, self.last).await;
    }

    /// The step begins, and the bot is gone in the middle of it.
    async fn kill(&self, tend: &mut Process, pair: Pair, at: At) {
        self.prepare(tend, pair).await;
        let moment = match at {
            At::BeforeTheCommit => Moment::Working,
            At::InTheCommit => Moment::Committing,
            At::BeforeTheAnswer | At::AfterTheAnswer => {
                let when = match at {
                    At::BeforeTheAnswer => When::Before,
                    _ => When::After,
                };
                let answer = Matching::new("POST", "interactions/*/*/callback");
                let mut gate = tend.world().faults().hold(answer, when);
                self.go(tend, pair).await;
                gate.arrived().await.expect("the request comes");
                tend.kill().await;
                gate.cut();
                return;
            }
        };
        let mut hold = Hold::on(tend, Write::Press, moment).await;
        self.go(tend, pair).await;
        hold.arrived(tend).await;
        tend.kill().await;
        hold.release().await;
    }
}

/// How far it has gone: steps taken, texts kept and given, promises made and closed.
async fn far(tend: &Process) -> [i64; 5] {
    [
        tend.count("select coalesce(sum(moves), 0)::bigint + count(*) from repairs")
            .await,
        tend.count("select count(*) from texts").await,
        tend.count("select count(*) from texts where released_at is not null")
            .await,
        tend.count("select count(*) from promises where state <> 'draft'")
            .await,
        tend.count("select count(*) from promises where closed_at is not null")
            .await,
    ]
}

/// What each step makes of it where nothing happens to the bot; and how many lines stand in the channel.
async fn undisturbed(tend: &Process) -> (Vec<[i64; 5]>, usize) {
    let pair = tend.people("undisturbed");
    tend.pair_up(pair).await;
    let mut way = Vec::new();
    for step in &STEPS {
        step.take(tend, pair).await;
        tend.settled().await;
        way.push(far(tend).await);
    }
    (way, tend.public(pair.channel).len())
}

async fn forget(tend: &Process) {
    sqlx::raw_sql("truncate couples, invitations cascade")
        .execute(&tend.db)
        .await
        .unwrap();
}

/// Plays it with a kill at each step, the places in turn from this one on.
async fn killed(name: &str, turns: [usize; 2]) {
    let mut tend = Process::start(&format!("repairs-{name}"), &[]).await;
    holds::prepare(&tend).await;
    tour::unhurried(&tend);
    let (way, lines) = undisturbed(&tend).await;
    for turn in turns {
        forget(&tend).await;
        let pair = tend.people(&format!("{name}-{turn}"));
        tend.pair_up(pair).await;
        for (n, step) in STEPS.iter().enumerate() {
            let at = PLACES[(n + turn) % PLACES.len()];
            eprintln!("{} {at:?}", step.last);
            let before = far(&tend).await;
            step.kill(&mut tend, pair, at).await;
            tend.forgotten().await;
            tend.pass(TimeDelta::seconds(61)); // what the killed one had claimed comes back
            tend.run().await;
            tend.settled().await;
            let now = far(&tend).await;
            if at == At::BeforeTheCommit {
                assert_eq!(now, before, "{} {at:?}: half of it was kept", step.last);
                step.take(&tend, pair).await;
                tend.settled().await;
            }
            assert_eq!(far(&tend).await, way[n], "{} {at:?}", step.last);
        }
        assert_eq!(
            tend.public(pair.channel).len(),
            lines,
            "a line in the channel is lost or doubled"
        );
        let mut db = tend.db.acquire().await.unwrap();
        let all = timers::conservation(&mut db, None).await.unwrap();
        assert!(all.holds(), "{all:?}");
        assert!(!tend.log().contains("panicked"), "{}", tend.log());
    }
    tend.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repair_that_is_killed_at_every_step_loses_nothing() {
    killed("first", [0, 1]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repair_that_is_killed_at_every_step_in_other_places_doubles_nothing() {
    killed("second", [2, 3]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_line_in_the_channel_comes_once_whenever_the_bot_is_killed() {
    let mut tend = Process::start("repairs-news", &[]).await;
    tour::unhurried(&tend);
    for (n, when) in [When::Before, When::After].into_iter().enumerate() {
        for remembers in [300, 0] {
            tend.world().set_limits(|limits| {
                limits.nonce = std::time::Duration::from_secs(remembers);
            });
            forget(&tend).await;
            let pair = tend.people(&format!("news-{n}-{remembers}"));
            tend.pair_up(pair).await;
            // An earlier line of this repair, in the same second: it is another one.
            for step in &STEPS[..3] {
                step.take(&tend, pair).await;
            }
            tend.settled().await;
            let before = tend.public(pair.channel).len();
            let post = Matching::new("POST", "channels/*/messages");
            let mut gate = tend.world().faults().hold(post, when);
            STEPS[3].take(&tend, pair).await;
            gate.arrived().await.expect("the line is on its way");
            tend.kill().await;
            gate.cut();
            tend.forgotten().await;
            tend.pass(TimeDelta::seconds(61));
            tend.run().await;
            tend.settled().await;
            let lines = tend.public(pair.channel).len();
            assert_eq!(lines, before + 1, "{when:?}, {remembers} s");
        }
    }
    tend.stop().await;
}
