//! Two runs that differ only in what one of them does before the reveal are the same to everybody else, byte
//! for byte: each request that the bot makes, when, and all that the other and a stranger have before their eyes.
//!
//! The clock stands still and makes Discord's ids; Tend's own are drawn the same way in every run. Left out is what
//! goes to that one person alone, the answers to their own presses and their direct messages; and what the bot only
//! reads of Discord. Two requests of the same instant may come in any order.

use serde_json::Value;
use tend::sandbox::interactions::id_in;

use crate::harness::Tend;
use crate::people::Person;

const LONG: &str = "We sat in the kitchen until late, and I did not want to be anywhere else. ";

/// What Ana does with her week while Ben knows nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Week {
    Silence,
    Draft,
    HandedIn,
    EverythingHandedIn,
    Emoji,
    AllPrivate,
    Hard,
    LeftOut,
    TakenBack,
    ChangedAgainAndAgain,
    Later,
}

const WEEKS: [Week; 11] = [
    Week::Silence,
    Week::Draft,
    Week::HandedIn,
    Week::EverythingHandedIn,
    Week::Emoji,
    Week::AllPrivate,
    Week::Hard,
    Week::LeftOut,
    Week::TakenBack,
    Week::ChangedAgainAndAgain,
    Week::Later,
];

impl Week {
    async fn by(self, ana: &Person) {
        match self {
            Self::Silence => {}
            Self::Draft => {
                ana.thank("For the soup.").await;
            }
            Self::HandedIn => {
                ana.hand_in("For the soup.").await;
            }
            Self::EverythingHandedIn => {
                let long = LONG.repeat(60).chars().take(4000).collect::<String>();
                ana.command("/checkin").await;
                ana.choose("My week felt", &[""])
                    .await
                    .choose("I felt", &[""])
                    .await;
                ana.choose("Between us it felt", &[""])
                    .await
                    .choose("My guess", &[""])
                    .await;
                ana.press("Next").await.press("Write").await;
                ana.write(&[
                    ("thanks", &long),
                    ("concern", &long),
                    ("question", &long),
                    ("build", &long),
                ])
                .await;
                ana.press("Next").await.press("See it as they will").await;
                ana.press("Hand in").await;
            }
            Self::Emoji => {
                ana.hand_in(&"🌧️🫶🏽".repeat(200)).await;
            }
            Self::AllPrivate => {
                ana.thank("For the soup.").await.press("Next").await;
                ana.choose("All the same", &["Keep all of it private"])
                    .await
                    .press("Hand in")
                    .await;
            }
            Self::Hard => {
                ana.press("Hard week").await;
            }
            Self::LeftOut => {
                ana.press("Not this week").await;
            }
            Self::TakenBack => {
                ana.hand_in("For the soup.")
                    .await
                    .press("Take it back")
                    .await;
            }
            Self::ChangedAgainAndAgain => {
                ana.hand_in("For the soup.").await;
                for words in ["For the walk.", "For both."] {
                    ana.press("Change something")
                        .await
                        .press("Next")
                        .await
                        .press("Write on")
                        .await;
                    ana.write(&[("thanks", words)])
                        .await
                        .press("Take it back")
                        .await
                        .press("Hand in")
                        .await;
                }
            }
            Self::Later => {
                ana.command("/checkin")
                    .await
                    .press("Later")
                    .await
                    .press("Tonight")
                    .await;
            }
        }
    }
}

/// Everything that reached anybody but this person.
fn reached(tend: &Tend, but: u64) -> Vec<String> {
    let world = tend.world();
    let direct = format!("channels/{}/", world.dm_with(but));
    let asked_by = |path: &str| {
        let id = match path.split('/').collect::<Vec<_>>()[..] {
            ["interactions", id, ..] => id.parse().ok(),
            ["webhooks", _, token, ..] => id_in(token),
            _ => None,
        };
        id.and_then(|id| world.read(|state| state.interactions.get(&id).map(|asked| asked.user)))
    };
    let requests = world
        .ledger()
        .requests_since(0)
        .into_iter()
        .filter(|(_, rest)| {
            let path = rest.path.trim_start_matches('/');
            let to_them = rest.body["recipient_id"].as_str() == Some(&but.to_string());
            rest.method != "GET"
                && asked_by(path) != Some(but)
                && !path.starts_with(&direct)
                && !to_them
        });
    let lines = requests.map(|(at, rest)| {
        format!(
            "{at} {} {} {:?} {}",
            rest.method, rest.path, rest.status, rest.body
        )
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort_unstable();
    lines
}

/// All that somebody has before their eyes.
fn eyes(tend: &Tend, person: &Person) -> String {
    let mut view = tend.world().view(person.id);
    view["version"] = Value::Null; // counts what anybody does on Discord
    format!("{view:#}")
}

/// What everybody else knows at the end of a run.
#[derive(PartialEq)]
pub struct Known {
    requests: Vec<String>,
    other: String,
    stranger: String,
}

impl Known {
    pub fn of(tend: &Tend, but: &Person, other: &Person, stranger: &Person) -> Self {
        Self {
            requests: reached(tend, but.id),
            other: eyes(tend, other),
            stranger: eyes(tend, stranger),
        }
    }

    /// The same to the last byte, or the first difference.
    pub fn is(&self, expected: &Self, what: &str) {
        for (at, (one, two)) in self.requests.iter().zip(&expected.requests).enumerate() {
            assert!(one == two, "{what}: request {at}\n{one}\n{two}");
        }
        assert_eq!(
            self.requests.len(),
            expected.requests.len(),
            "{what}: as many requests"
        );
        assert!(
            self.requests.len() > 10,
            "{what}: there is something to compare"
        );
        for (mine, theirs) in [
            (&self.other, &expected.other),
            (&self.stranger, &expected.stranger),
        ] {
            let differ = mine
                .lines()
                .zip(theirs.lines())
                .find(|(one, two)| one != two);
            assert_eq!(differ, None, "{what}: before somebody's eyes");
            assert_eq!(mine.len(), theirs.len(), "{what}: before somebody's eyes");
        }
    }
}

/// Ben looks everywhere.
async fn looks_everywhere(ben: &Person) {
    for command in [
        "/checkin",
        "/rhythm",
        "/history",
        "/privacy",
        "/settings",
        "/pause",
    ] {
        ben.command(command).await;
    }
}

/// Tells stories side by side, each in a thread of its own, as their logs ask for.
pub fn side_by_side<T: Copy + Send + 'static, F: Future<Output = Known> + 'static>(
    all: &[T],
    tell: fn(T) -> F,
) -> Vec<Known> {
    let told = all.iter().map(|one| {
        let one = *one;
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(tell(one))
        })
    });
    let told: Vec<_> = told.collect();
    told.into_iter()
        .map(|story| story.join().unwrap())
        .collect()
}

pub async fn begin() -> (Tend, Person, Person, Person) {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let cleo = tend.stranger("Cleo");
    (tend, ana, ben, cleo)
}

/// A week in which Ben never answers, and the one after it.
async fn unanswered(week: Week) -> Known {
    let (tend, ana, ben, cleo) = begin().await;
    tend.pass("1 minute").await;
    week.by(&ana).await;
    tend.pass("1 minute").await;
    looks_everywhere(&ben).await;
    cleo.press("Answer").await;
    ben.thank("A draft that stays one.").await;
    tend.pass("1 day").await;
    looks_everywhere(&ben).await;
    tend.pass("7 days").await;
    looks_everywhere(&ben).await;
    Known::of(&tend, &ana, &ben, &cleo)
}

/// The same with a fixed reveal time: Ben has handed in, and it is not yet time.
async fn before_a_fixed_reveal(week: Week) -> Known {
    let (tend, ana, ben, cleo) = begin().await;
    sqlx::query("update couples set reveal_days = 2")
        .execute(tend.db())
        .await
        .unwrap();
    tend.pass("7 days").await;
    ben.hand_in("I have said mine.").await;
    tend.pass("1 minute").await;
    week.by(&ana).await;
    tend.pass("1 minute").await;
    looks_everywhere(&ben).await;
    ben.command("/checkin")
        .await
        .press("Take it back")
        .await
        .press("Hand in")
        .await;
    cleo.press("Answer").await;
    tend.pass("1 day").await;
    looks_everywhere(&ben).await;
    Known::of(&tend, &ana, &ben, &cleo)
}

#[test]
fn an_unrevealed_week_is_the_same_to_everybody_else_whatever_is_in_it() {
    let all = side_by_side(&WEEKS, unanswered);
    for (week, known) in WEEKS.iter().zip(&all) {
        known.is(&all[0], &format!("{week:?}"));
    }
}

#[test]
fn before_a_fixed_reveal_nobody_can_tell_whether_the_other_has_answered() {
    let all = side_by_side(&WEEKS, before_a_fixed_reveal);
    for (week, known) in WEEKS.iter().zip(&all) {
        known.is(&all[0], &format!("{week:?}"));
    }
}

/// Thirty days of rest, or after a silent leaving.
async fn a_month_of_silence(leaves: bool) -> Known {
    let (tend, ana, ben, cleo) = begin().await;
    tend.pass("1 minute").await;
    if leaves {
        ana.command("/privacy")
            .await
            .press("Leave")
            .await
            .press("Leave, and say nothing")
            .await;
    } else {
        ana.command("/pause").await.press("Until I come back").await;
    }
    for _ in 0..29 {
        tend.pass("1 day").await;
        looks_everywhere(&ben).await;
    }
    for label in ["Answer", "Hard week", "Not this week"] {
        ben.press(label).await;
    }
    cleo.press("Answer").await;
    Known::of(&tend, &ana, &ben, &cleo)
}

#[test]
fn a_silent_leaving_looks_like_a_rest() {
    let all = side_by_side(&[false, true], a_month_of_silence);
    all[1].is(&all[0], "leaving");
}

/// An invitation, until it has come to its end.
async fn invited(answer: Option<&'static str>) -> Known {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.two("Ana", "Ben");
    let cleo = tend.stranger("Cleo");
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .press("post the invitation")
        .await;
    tend.pass("1 minute").await;
    if let Some(answer) = answer {
        ben.press("Look at it privately").await.press(answer).await;
    }
    tend.pass("1 minute").await;
    cleo.press("Look at it privately").await;
    for _ in 0..8 {
        tend.pass("1 day").await;
        ana.command("/privacy").await;
    }
    Known::of(&tend, &ben, &ana, &cleo)
}

#[test]
fn a_no_and_silence_look_alike_to_everybody_but_the_invited() {
    let answers = [
        None,
        Some("No, thank you"),
        Some("Please don’t ask me again"),
    ];
    let all = side_by_side(&answers, invited);
    for (answer, known) in answers.iter().zip(&all) {
        known.is(&all[0], &format!("{answer:?}"));
    }
}
