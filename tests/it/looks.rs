//! A look writes nothing: whatever is only opened, read or left again leaves every row as it was, so that it moves
//! no week, no reminder and no date for anybody.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::json;
use sqlx::AssertSqlSafe;
use tend::sandbox::components;

use crate::harness::Tend;
use crate::people::Person;
use crate::proofs::verbs::COMMANDS;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

/// What a button or a select does that is more than a look, by feature. Whatever is not named here is one, so a new
/// verb has to be, or to write nothing.
const ACTS: &[(&str, &str)] = &[
    (
        "checkin",
        "week feelings close guess written same part handin takeback hard hardhere not nothere keep letgo",
    ),
    ("dates", "written remove"),
    ("feedback", "written"),
    ("inbox", "written takeback clear hear"),
    ("moving", "here"),
    (
        "needs",
        "written share keep pick asked takeback answer pairwritten pairhandin pairback",
    ),
    ("pages", "written putdown"),
    (
        "pairing",
        "day hour minute zonewritten zonepicked post yes never withdraw again",
    ),
    ("pause", "rest datewritten tell return tonight tomorrow"),
    ("privacy", "written telling quietly mayask"),
    (
        "promise",
        "written changed when share onlyme letgo kepttold partlytold couldnottold offered end noticed seenotherwise talked",
    ),
    (
        "questions",
        "noted changed takeback suggest oncewritten agree notnow withdraw stop answered wait waitdatewritten therapist today tellwritten tellat telldatewritten tellback hearnow hearlater heardatewritten hearwith hearstop",
    ),
    (
        "reading",
        "open keep tomorrow linewritten lineright linecorrected",
    ),
    (
        "repair",
        "hurtme hurtthem frompromise fromcut kind size letgo openingwritten accountwritten understoodwritten partlywritten notyetwritten acknowledgedwritten notquitewritten apologywritten nothowwritten lookwritten closingwritten mypartwritten givemypart offer agree notnow askagain tell readaccount answer right acknowledge confirm confirmwhy apologise readapology goon plan follow space stoplooking hold letgoon stopnow",
    ),
    ("rhythm", "hide show"),
    // Whoever presses one of the first three says that it is a hard evening: their own week asks less.
    (
        "setback",
        "pause support what rest kind written planwritten planshare plankeep notnow letgonow",
    ),
    (
        "settings",
        "suggestreveal suggestoften whywritten zonewritten zonepicked same each suggest agree leave",
    ),
];

fn is_look(id: &str) -> bool {
    let mut words = id.split(':').skip(1);
    let (feature, verb) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let acts = ACTS.iter().find(|(name, _)| *name == feature);
    !acts.is_some_and(|(_, acts)| acts.split(' ').any(|act| act == verb))
}

/// Every row there is, but for the numbers of presses, by which one that is delivered twice is known.
async fn rows(tend: &Tend) -> BTreeMap<String, Vec<String>> {
    let tables = "select table_name::text from information_schema.tables
        where table_schema = 'public' and table_name not in ('_sqlx_migrations', 'presses')";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(tend.db())
        .await
        .unwrap();
    let mut all = BTreeMap::new();
    for table in tables {
        let rows = AssertSqlSafe(format!("select r::text from {table} r order by 1"));
        let rows = sqlx::query_scalar(rows).fetch_all(tend.db()).await.unwrap();
        all.insert(table, rows);
    }
    all
}

/// Buttons, and selects with the first of their choices, that stand before this person and are only looks.
fn looks(tend: &Tend, who: &Person) -> Vec<(String, Option<String>)> {
    let shown = tend.world().messages(who.id, who.channel);
    let mut found = Vec::new();
    for message in shown.iter().filter(|message| message.is_private()) {
        for part in components::parts(&message.components) {
            let Some(id) = part["custom_id"].as_str().filter(|id| is_look(id)) else {
                continue;
            };
            let choice = part["options"][0]["value"].as_str().map(str::to_owned);
            if part["type"] == json!(2) || choice.is_some() {
                found.push((id.to_owned(), choice));
            }
        }
    }
    found
}

/// Uses every command, and presses and chooses whatever is only a look wherever that leads; says how many.
async fn looks_at_everything(tend: &Tend, who: &Person) -> usize {
    let before = rows(tend).await;
    let unchanged = async |what: &str| {
        let now = rows(tend).await;
        for (table, rows) in &before {
            let now = &now[table];
            let gone: Vec<_> = rows.iter().filter(|row| !now.contains(row)).collect();
            let new: Vec<_> = now.iter().filter(|row| !rows.contains(row)).collect();
            let whole = gone.is_empty() && new.is_empty();
            assert!(
                whole,
                "{what} by {} in {table}: {gone:?} became {new:?}",
                who.name
            );
        }
    };
    let mut known = BTreeSet::new();
    let mut to_do = VecDeque::new();
    for command in COMMANDS {
        who.command(&format!("/{command}")).await;
        unchanged(command).await;
        to_do.extend(looks(tend, who));
    }
    while let Some((id, choice)) = to_do.pop_front() {
        // A stamp only says on which message, and on which drawing of it, it stands.
        let look = id.split(['~', '!']).next().unwrap_or_default().to_owned();
        if !known.insert((look, choice.clone())) {
            continue;
        }
        who.command("/help").await;
        match &choice {
            None => who.forge_press(&id).await,
            Some(value) => who.forge_choice(&id, value).await,
        };
        unchanged(&id).await;
        tend.world().close_modal(who.id);
        to_do.extend(looks(tend, who));
    }
    known.len()
}

/// A couple with something of everything, on a Tuesday on which nobody has looked at the new week yet.
async fn with_something_of_everything() -> (Tend, Person, Person) {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.keeps("03-30", "The day").await;
    for who in [&ana, &ben] {
        who.hand_in("For the soup.").await;
        who.command("/pages").await.press("About the other").await;
        who.press("Write a page")
            .await
            .write(&[("page", "Mine.")])
            .await;
        for share in ["Only for me", "Share with the other"] {
            who.command("/promise new")
                .await
                .press("Write my own")
                .await;
            who.write(&[("what", "I call when I am late."), ("when", "2026-03-12")])
                .await
                .press(share)
                .await;
        }
        who.command("/inbox").await.press("Write one").await;
        who.write(&[("line", "The cup on the table.")]).await;
        who.command("/questions")
            .await
            .press("Note a question")
            .await;
        who.write(&[("question", "Where were you?")]).await;
        who.command("/questions")
            .await
            .press("Something to tell")
            .await;
        who.press("When they are ready").await;
        who.write(&[("note", "Something old."), ("telling", "All of it.")])
            .await;
        who.command("/needs").await.press("What settles me").await;
        who.press("Write").await.write(&[("0", "A walk.")]).await;
        who.command("/setback").await.press("Support").await;
        who.press("What happened")
            .await
            .press("Write it down")
            .await;
        who.write(&[("what", "The letters.")]).await;
        tend.settle().await;
    }
    crate::repair::following(&tend, &ana, &ben).await;
    tend.pass_until("2026-03-10 12:00").await;
    tend.settle().await;
    for who in [&ana, &ben] {
        who.press("Hard week").await;
    }
    tend.settle().await;
    tend.pass_until("2026-03-10 20:00").await;
    (tend, ana, ben)
}

#[tokio::test]
async fn whatever_is_only_looked_at_leaves_every_row_as_it_was() {
    let (tend, ana, ben) = Box::pin(with_something_of_everything()).await;
    for who in [&ana, &ben] {
        let looks = Box::pin(looks_at_everything(&tend, who)).await;
        assert!(looks > 60, "only {looks} looks were found");
    }
}

/// What one of them, or both, do in a week in which nobody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Look,
    Draft,
    OneIn,
    BothIn,
}

const BETWEEN: [Between; 5] = [
    Between::Nothing,
    Between::Look,
    Between::Draft,
    Between::OneIn,
    Between::BothIn,
];

impl Between {
    async fn by(self, tend: &Tend, ana: &Person, ben: &Person) {
        match self {
            Self::Nothing => {}
            Self::Look => {
                ana.command("/checkin")
                    .await
                    .press("Next")
                    .await
                    .press("Write")
                    .await;
                ben.command("/checkin").await;
            }
            Self::Draft => {
                ana.thank("For the soup.").await;
            }
            Self::OneIn => {
                ana.hand_in("For the soup.").await;
            }
            Self::BothIn => {
                ana.hand_in("For the soup.").await;
                ben.hand_in("For the walk.").await;
            }
        }
        tend.settle().await;
    }

    /// What becomes of the week, where it would be kept as this otherwise.
    fn leaves(self, otherwise: Option<&str>) -> Option<&str> {
        (self == Self::BothIn).then_some("tended").or(otherwise)
    }
}

async fn fact(tend: &Tend, week: &str) -> Option<String> {
    sqlx::query_scalar("select fact from weeks where week = $1::date")
        .bind(week)
        .fetch_optional(tend.db())
        .await
        .unwrap()
}

/// The weeks whose round opened with its prompt.
const ON_A_SUNDAY: &str = "select week::text from rounds
    where prompt_message is not null and extract(dow from opened_at) = 0 order by week";

async fn prompts(tend: &Tend) -> Vec<String> {
    sqlx::query_scalar(ON_A_SUNDAY)
        .fetch_all(tend.db())
        .await
        .unwrap()
}

async fn every_two_weeks(between: Between) {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    ana.command("/settings").await.press("How often").await;
    ana.choose("", &["Every two weeks"]).await;
    tend.settle().await;
    ben.press("Agree").await;
    tend.pass_until("2026-03-05 20:00").await;
    between.by(&tend, &ana, &ben).await;
    ana.command("/settings").await;
    assert!(
        ana.news()
            .contains("The next one: Sunday, 15 March at 19:00"),
        "{}",
        ana.news()
    );
    tend.pass_until("2026-03-29 20:00").await;
    assert_eq!(
        prompts(&tend).await,
        ["2026-02-23", "2026-03-09", "2026-03-23"],
        "{between:?}"
    );
    assert_eq!(
        fact(&tend, "2026-03-02").await.as_deref(),
        between.leaves(None),
        "{between:?}"
    );
}

#[tokio::test]
async fn every_two_weeks_is_every_two_weeks_whatever_happens_between() {
    for between in BETWEEN {
        Box::pin(every_two_weeks(between)).await;
    }
}

async fn quiet_after_a_repair(between: Between) {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    ana.opens_repair("Small", "The loan.").await;
    tend.pass_until("2026-03-07 12:00").await;
    ben.looks_in().await.press("Yes, I’m ready").await;
    tend.settle().await;
    ana.command("/settings").await;
    assert!(
        ana.news()
            .contains("The next one: Sunday, 15 March at 19:00"),
        "{}",
        ana.news()
    );
    tend.pass_until("2026-03-08 20:00").await;
    between.by(&tend, &ana, &ben).await;
    tend.pass_until("2026-03-22 20:00").await;
    let kept = fact(&tend, "2026-03-02").await;
    assert_eq!(
        kept.as_deref(),
        between.leaves(Some("paused")),
        "{between:?}"
    );
}

#[tokio::test]
async fn the_first_days_of_a_repair_stay_neutral_whatever_happens_in_them() {
    for between in BETWEEN {
        Box::pin(quiet_after_a_repair(between)).await;
    }
}
