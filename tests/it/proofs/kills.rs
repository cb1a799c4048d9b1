//! The bot is killed with -9 at every place between two steps: nothing is lost, nothing is doubled, and the
//! couple goes on where they were. `cargo test --test it kills -- --nocapture` prints the places.

use std::time::Duration;

use chrono::TimeDelta;
use tend::sandbox::faults::{Matching, When};
use tend::sandbox::messages::Message;
use tend::store::timers;

use super::holds::{self, Hold, Moment, Write};
use super::process::{Pair, Process, button};

/// What is under way when the bot is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    AcceptPressed,
    FormSubmitted,
    FirstHandIn,
    SecondHandIn,
    HardWeek,
    Reveal,
    PromptPost,
    NextPromptArmed,
    NudgeSent,
    Pause,
    Resume,
    RestEnds,
}

/// Between which of its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    BeforeTheCommit,
    InTheCommit,
    BeforeTheRequest,
    AfterItsEffect,
    BeforeItIsRecorded,
    WhileItIsRecorded,
    RightAfter,
}

const PRESS: [At; 5] = [
    At::BeforeTheCommit,
    At::InTheCommit,
    At::BeforeTheRequest,
    At::AfterItsEffect,
    At::RightAfter,
];
const SENDING: [At; 5] = [
    At::BeforeTheRequest,
    At::AfterItsEffect,
    At::BeforeItIsRecorded,
    At::WhileItIsRecorded,
    At::RightAfter,
];
const BY_ITSELF: [At; 5] = [
    At::BeforeTheCommit,
    At::InTheCommit,
    At::BeforeItIsRecorded,
    At::WhileItIsRecorded,
    At::RightAfter,
];

/// Lines that are still to come.
const REVEALS: &str = "select count(*) from timers where kind = 'reveal' and state <= 1";

const WITHOUT_PROMPT: &str =
    "select count(*) from rounds where prompt_message is null and revealed_at is null";

/// Discord remembers a nonce for this long, or not at all.
const REMEMBERS: [u64; 2] = [300, 0];

const THANKS: &str = "You made soup when I came home late.";
const REPLY: &str = "Our walk on Tuesday.";

impl Step {
    /// What is written in the transaction that this step is about.
    fn write(self) -> Write {
        match self {
            Self::AcceptPressed => Write::Couple,
            Self::PromptPost => Write::Round,
            Self::FormSubmitted | Self::FirstHandIn | Self::HardWeek => Write::Answer,
            Self::SecondHandIn => Write::Week,
            Self::Pause | Self::Resume | Self::RestEnds => Write::Partner,
            Self::NextPromptArmed => Write::Promise,
            Self::Reveal | Self::NudgeSent => Write::Kept,
        }
    }

    /// The request that carries its effect.
    fn request(self) -> Matching {
        match self {
            Self::Reveal | Self::PromptPost | Self::NudgeSent => {
                Matching::new("POST", "channels/*/messages")
            }
            _ => Matching::new("POST", "interactions/*/*/callback"),
        }
    }
}

/// One couple on the way through a step.
#[derive(Debug, Clone, Copy)]
struct Story {
    pair: Pair,
    step: Step,
    at: At,
}

impl Story {
    /// Up to right before the step.
    async fn prepare(self, tend: &Process) {
        let Pair { ana, ben, channel } = self.pair;
        if self.step == Step::AcceptPressed {
            tend.invite(self.pair).await;
            tend.press(ben, "Look at it privately").await;
            return;
        }
        tend.pair_up(self.pair).await;
        match self.step {
            Step::PromptPost | Step::NextPromptArmed => {
                tend.press(ana, "Hard week").await;
                tend.press(ben, "Hard week").await;
                tend.wait_until(tend.due("reveal").await).await;
            }
            Step::FormSubmitted => {
                tend.command(ana, channel, "checkin", &[]).await;
                tend.press(ana, "Next").await;
                tend.open_form(ana, "Write").await;
            }
            Step::FirstHandIn => write(tend, self.pair, ana, THANKS).await,
            Step::SecondHandIn | Step::Reveal => {
                write(tend, self.pair, ana, THANKS).await;
                tend.press(ana, "Hand in").await;
                write(tend, self.pair, ben, REPLY).await;
            }
            Step::NudgeSent => {
                tend.command(ana, channel, "checkin", &[]).await;
                tend.press(ana, "Later").await;
                tend.press(ana, "Tomorrow").await;
            }
            Step::Pause | Step::Resume | Step::RestEnds => {
                tend.command(ana, channel, "pause", &[]).await;
                if self.step != Step::Pause {
                    tend.press(ana, "2 days").await;
                }
            }
            Step::AcceptPressed | Step::HardWeek => {}
        }
    }

    /// The step itself. Comes back at once, with the interaction if it is one.
    async fn go(self, tend: &Process) -> Option<u64> {
        let Pair { ana, ben, .. } = self.pair;
        let comes = match self.step {
            Step::AcceptPressed => return Some(tend.begin(ben, "Yes, let’s begin").await),
            Step::FormSubmitted => return Some(tend.submit(ana, &[("thanks", THANKS)])),
            Step::FirstHandIn => return Some(tend.begin(ana, "Hand in").await),
            Step::SecondHandIn => return Some(tend.begin(ben, "Hand in").await),
            Step::HardWeek => return Some(tend.begin(ana, "Hard week").await),
            Step::Pause => return Some(tend.begin(ana, "2 days").await),
            Step::Resume => return Some(tend.begin(ana, "Come back").await),
            Step::Reveal => {
                tend.press(ben, "Hand in").await;
                "reveal"
            }
            Step::PromptPost | Step::NextPromptArmed => "prompt",
            Step::NudgeSent => "nudge",
            Step::RestEnds => "resume",
        };
        tend.move_to(tend.due(comes).await);
        None
    }

    /// The step begins, and the bot is gone in the middle of it.
    async fn kill(self, tend: &mut Process) {
        let (write, moment) = match self.at {
            At::BeforeTheCommit => (self.step.write(), Moment::Working),
            At::InTheCommit => (self.step.write(), Moment::Committing),
            At::BeforeItIsRecorded => (Write::Kept, Moment::Working),
            At::WhileItIsRecorded => (Write::Kept, Moment::Committing),
            At::BeforeTheRequest | At::AfterItsEffect => {
                let when = if self.at == At::BeforeTheRequest {
                    When::Before
                } else {
                    When::After
                };
                let mut gate = tend.world().faults().hold(self.step.request(), when);
                self.go(tend).await;
                gate.arrived().await.expect("the request comes");
                tend.kill().await;
                gate.cut();
                return;
            }
            At::RightAfter => {
                match self.go(tend).await {
                    Some(asked) => assert!(tend.answered(asked).await),
                    None => tend.settled().await,
                }
                return tend.kill().await;
            }
        };
        let mut hold = Hold::on(tend, write, moment).await;
        self.go(tend).await;
        hold.arrived(tend).await;
        tend.kill().await;
        hold.release().await;
    }

    /// What was committed before the end is there, whoever heard of it.
    async fn is_kept(self, tend: &Process) {
        let Pair { ana, ben, channel } = self.pair;
        let expected = match self.step {
            Step::AcceptPressed | Step::Resume => "page 1 of 3",
            Step::FormSubmitted => "You made soup",
            Step::FirstHandIn => "It’s with me now",
            Step::HardWeek => "Thank you for showing up",
            Step::Pause => "Tend is paused here",
            _ => return,
        };
        let who = if self.step == Step::Pause { ben } else { ana };
        let mut card = tend.command(who, channel, "checkin", &[]).await;
        if self.step == Step::FormSubmitted {
            card = tend.press(ana, "Next").await;
        }
        assert!(
            card.content.contains(expected),
            "{self:?}: {}",
            card.content
        );
    }

    /// Pressing again, or waiting a little, does what the step was to do.
    async fn again(self, tend: &Process) {
        let Pair { ana, ben, channel } = self.pair;
        let says = |message: Message, one_of: &[&str]| {
            assert!(
                one_of.iter().any(|text| message.content.contains(text)),
                "{self:?}: {}",
                message.content
            );
        };
        match self.step {
            Step::AcceptPressed if tend.shows(ben, "Yes, let’s begin") => {
                says(
                    tend.press(ben, "Yes, let’s begin").await,
                    &["You use Tend together here now"],
                );
            }
            Step::FormSubmitted => {
                let again = if tend.shows(ana, "Write on") {
                    "Write on"
                } else {
                    "Write"
                };
                says(
                    tend.form(ana, again, &[("thanks", THANKS)]).await,
                    &["You made soup"],
                );
            }
            Step::FirstHandIn if tend.shows(ana, "Hand in") => {
                says(tend.press(ana, "Hand in").await, &["It’s with me now"]);
            }
            Step::SecondHandIn if tend.shows(ben, "Hand in") => {
                says(
                    tend.press(ben, "Hand in").await,
                    &["You made soup", "open to you both"],
                );
            }
            Step::HardWeek => says(
                tend.press(ana, "Hard week").await,
                &["Thank you for showing up"],
            ),
            Step::Pause => {
                if tend.shows(ana, "2 days") {
                    says(tend.press(ana, "2 days").await, &["Tend rests here until"]);
                }
                says(
                    tend.command(ben, channel, "checkin", &[]).await,
                    &["Tend is paused here"],
                );
                says(tend.press(ana, "Come back").await, &["Good to see you"]);
            }
            Step::Resume if tend.shows(ana, "Come back") => {
                says(tend.press(ana, "Come back").await, &["Good to see you"]);
            }
            Step::NudgeSent => {
                let direct = tend.world().dm_with(ana);
                assert_eq!(tend.public(direct).len(), 1, "{self:?}: one reminder");
            }
            _ => {}
        }
        tend.settled().await;
    }

    /// What was said is there, once; the week opens to both, once; the next prompt comes, once.
    async fn goes_on(self, tend: &Process) {
        let Pair { ana, ben, channel } = self.pair;
        for (who, words) in [(ana, THANKS), (ben, REPLY)] {
            let card = tend.command(who, channel, "checkin", &[]).await.content;
            if card.contains("page 1 of 3") {
                write(tend, self.pair, who, words).await;
                tend.press(who, "Hand in").await;
            } else {
                let known = [
                    "You have both answered",
                    "It’s with me now",
                    "Thank you for showing up",
                ];
                assert!(
                    known.iter().any(|text| card.contains(text)),
                    "{self:?}: {card}"
                );
            }
        }
        if tend.count(REVEALS).await > 0 {
            tend.wait_until(tend.due("reveal").await).await;
        }
        for (who, theirs) in [(ana, REPLY), (ben, THANKS)] {
            let words = tend.press(who, "Read").await.content;
            let known = [
                theirs,
                "it was a hard week",
                "stays with them unless",
                "Your words are still with you",
            ];
            assert!(
                known.iter().any(|text| words.contains(text)),
                "{self:?}: {words}"
            );
        }
        self.counts(tend).await;
        tend.wait_until(tend.due("prompt").await).await;
        if !tend.shows(ben, "Answer") {
            tend.wait_until(tend.due("prompt").await).await; // they had answered this week ahead of its prompt
        }
        assert!(tend.shows(ben, "Answer"), "{self:?}: the next prompt");
        self.counts(tend).await;
        assert_eq!(tend.count(WITHOUT_PROMPT).await, 0, "{self:?}");
    }

    /// One message per round beside the invitation, and one more for each that is open.
    async fn counts(self, tend: &Process) {
        let messages = tend.public(self.pair.channel);
        let posted = tend
            .count("select count(*) from rounds where prompt_message is not null")
            .await;
        let open = tend
            .count("select count(*) from rounds where revealed_at is not null")
            .await;
        let tended = tend
            .count("select count(*) from weeks where fact = 'tended'")
            .await;
        let said = messages
            .iter()
            .filter(|message| message.content.contains("You have both answered"))
            .count();
        assert_eq!(
            i64::try_from(messages.len()).unwrap(),
            posted + open + 1,
            "{self:?}: {messages:#?}"
        );
        assert_eq!(
            (i64::try_from(said).unwrap(), tended),
            (open, open),
            "{self:?}"
        );
        let mut db = tend.db.acquire().await.unwrap();
        let all = timers::conservation(&mut db, None).await.unwrap();
        assert!(all.holds(), "{self:?}: {all:?}");
        let log = tend.log();
        assert!(!log.contains("panicked"), "{self:?}\n{log}");
    }
}

/// Opens the card and writes, up to right before handing in.
async fn write(tend: &Process, pair: Pair, who: u64, words: &str) {
    tend.command(who, pair.channel, "checkin", &[]).await;
    let page = tend.press(who, "Next").await;
    let form = if button(&page, "Write").is_some() {
        "Write"
    } else {
        "Write on"
    };
    tend.form(who, form, &[("thanks", words)]).await;
    tend.press(who, "Next").await;
}

/// Kills the bot at each of these places, each time in the life of another couple.
async fn killed(name: &str, places: &[(Step, At, u64)]) {
    let mut tend = Process::start(&format!("kills-{name}"), &[]).await;
    holds::prepare(&tend).await;
    for (n, &(step, at, remembers)) in places.iter().enumerate() {
        let began = std::time::Instant::now();
        eprint!("{step:?} {at:?}, nonces remembered for {remembers} s: ");
        tend.world()
            .set_limits(|limits| limits.nonce = Duration::from_secs(remembers));
        let story = Story {
            pair: tend.people(&format!("{name}-{n}")),
            step,
            at,
        };
        story.prepare(&tend).await;
        story.kill(&mut tend).await;
        tend.forgotten().await;
        tend.pass(TimeDelta::seconds(61)); // what the killed one had claimed comes back
        tend.run().await;
        tend.settled().await;
        if at != At::BeforeTheCommit {
            story.is_kept(&tend).await;
        }
        story.again(&tend).await;
        story.goes_on(&tend).await;
        sqlx::raw_sql("truncate couples, invitations cascade")
            .execute(&tend.db)
            .await
            .unwrap();
        eprintln!(
            "nothing lost, nothing doubled ({} ms)",
            began.elapsed().as_millis()
        );
    }
    tend.stop().await;
}

fn at_each<const N: usize>(
    steps: &[Step],
    places: [At; N],
    remembers: &[u64],
) -> Vec<(Step, At, u64)> {
    let places = |step: Step| places.map(|at| (step, at));
    let places = steps.iter().flat_map(|step| places(*step));
    places
        .flat_map(|(step, at)| {
            remembers
                .iter()
                .map(move |remembers| (step, at, *remembers))
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_while_somebody_begins_and_writes_lose_nothing() {
    let steps = [Step::AcceptPressed, Step::FormSubmitted];
    killed("write", &at_each(&steps, PRESS, &REMEMBERS[..1])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_while_somebody_hands_in_lose_nothing() {
    let steps = [Step::FirstHandIn, Step::SecondHandIn, Step::HardWeek];
    killed("hand-in", &at_each(&steps, PRESS, &REMEMBERS[..1])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_around_a_rest_lose_nothing() {
    let mut places = at_each(&[Step::Pause, Step::Resume], PRESS, &REMEMBERS[..1]);
    places.extend(at_each(&[Step::RestEnds], BY_ITSELF, &REMEMBERS[..1]));
    killed("rest", &places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_around_the_weekly_prompt_double_nothing() {
    let commits = [At::BeforeTheCommit, At::InTheCommit];
    let mut places = at_each(
        &[Step::PromptPost, Step::NextPromptArmed],
        commits,
        &REMEMBERS[..1],
    );
    places.extend(at_each(&[Step::PromptPost], SENDING, &REMEMBERS));
    killed("prompt", &places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_around_the_reveal_and_a_reminder_double_nothing() {
    let places = at_each(&[Step::Reveal, Step::NudgeSent], SENDING, &REMEMBERS);
    killed("sends", &places).await;
}
