//! Two people and a stranger press anything at all, in any order, on the real bot: whatever comes of it, the
//! repair keeps its rules. The rules by themselves walk a hundred thousand ways in domain/repair/tests.rs.

use sqlx::Row as _;
use tend::domain::CoupleId;
use tend::features::common::press::{Press, Verb as _};
use tend::features::repair::Verb;
use tend::store;
use tend::ui::Manner;

use super::BEGIN;
use crate::harness::Tend;
use crate::people::Person;

/// The states in their order; those of one stage may follow each other back and forth.
const STAGES: [&[&str]; 7] = [
    &["draft", "offered", "not_now"],
    &["telling", "told", "answering", "weighing"],
    &["acknowledging", "acknowledged"],
    &["apologising", "apologised", "read"],
    &["planning", "planned"],
    &["following"],
    &["closed", "stopped"],
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// Where the repair stands, and what was given so far.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    stage: usize,
    moves: i32,
    given: Vec<(i64, Vec<u8>)>,
}

async fn seen(tend: &Tend) -> Seen {
    let row = sqlx::query(
        "select state->>'at' as at, moves from repairs order by opened_at, rank limit 1",
    )
    .fetch_one(tend.db())
    .await
    .unwrap();
    let at: String = row.get("at");
    let stage = STAGES.iter().position(|stage| stage.contains(&at.as_str()));
    let given = sqlx::query(
        "select id, sealed from texts where released_at is not null order by written_at, rank, id",
    )
    .fetch_all(tend.db())
    .await
    .unwrap();
    Seen {
        stage: stage.unwrap_or_else(|| panic!("no stage has {at}")),
        moves: row.get("moves"),
        given: given
            .iter()
            .map(|row| (row.get("id"), row.get("sealed")))
            .collect(),
    }
}

/// What a form needs to be sent.
fn words(verb: Verb) -> &'static [(&'static str, &'static str)] {
    match verb {
        Verb::Account => &[("repair_impact", "I lay awake.")],
        Verb::Understood => &[("repair_understood", "You lay awake.")],
        Verb::Acknowledged => &[("repair_acknowledged", "I was late.")],
        Verb::Apology => &[
            ("apology_act", "I was late."),
            ("apology_repair", "I call."),
            ("apology_like", "Like not counting."),
        ],
        Verb::Look => &[("repair_look", "I called.")],
        Verb::MyPart => &[("repair_my_part", "I had said nothing.")],
        _ => &[],
    }
}

/// What leads on from where the repair stands; half of the presses are one of these.
async fn leads_on(tend: &Tend) -> &'static [Verb] {
    let row = sqlx::query(
        "select state->>'at' as at, holds from repairs order by opened_at, rank limit 1",
    )
    .fetch_one(tend.db())
    .await
    .unwrap();
    let (at, holds): (String, i16) = (row.get("at"), row.get("holds"));
    match at.as_str() {
        _ if holds > 0 => &[Verb::LetGoOn],
        "draft" => &[Verb::Offer],
        "offered" | "not_now" => &[Verb::Agree],
        "telling" => &[Verb::Account, Verb::Tell],
        "told" => &[Verb::ReadAccount],
        "answering" => &[Verb::Understood, Verb::Answer],
        "weighing" => &[Verb::Right, Verb::Partly],
        "acknowledging" => &[Verb::Acknowledged, Verb::Acknowledge],
        "acknowledged" => &[Verb::Confirm, Verb::NotQuite],
        "apologising" => &[Verb::Apology, Verb::Apologise],
        "apologised" => &[Verb::ReadApology],
        "read" => &[Verb::GoOn, Verb::NotHow],
        _ => &[Verb::Plan],
    }
}

/// Presses this on the one repair there is, and fills in a form if one opens.
async fn tries(tend: &Tend, who: &Person, verb: Verb, opens_form: bool) {
    let repair = tend
        .count("select id from repairs order by opened_at, rank limit 1")
        .await;
    who.forge_press(&format!(
        "t1:repair:{}",
        Press::on(verb, CoupleId(1), repair).id()
    ))
    .await;
    if opens_form && tend.world().modal(who.id).is_some() {
        who.write(words(verb)).await;
    }
}

async fn walk(seed: u64, presses: usize) -> usize {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let sam = tend.stranger("Sam");
    ana.command("/repair open")
        .await
        .press("Something hurt me")
        .await;
    let mut dice = Dice(seed);
    let verbs: Vec<(Verb, bool)> = Verb::ALL
        .iter()
        .filter(|(verb, ..)| !matches!(verb, Verb::LetGo | Verb::StopNow | Verb::HurtThem))
        .map(|(verb, _, manner)| (*verb, *manner == Manner::Modal))
        .filter(|(verb, _)| !format!("{verb:?}").ends_with("Written"))
        .collect();
    let mut before = seen(&tend).await;
    let mut furthest = 0;
    for n in 0..presses {
        let (mut verb, mut opens_form) = verbs[dice.roll(verbs.len())];
        if dice.roll(2) == 0 {
            let on = leads_on(&tend).await;
            verb = on[dice.roll(on.len())];
            opens_form = verbs.iter().any(|(known, form)| *known == verb && *form);
        }
        let who = [&ana, &ben, &sam][[0, 0, 0, 1, 1, 1, 2][dice.roll(7)]];
        tries(&tend, who, verb, opens_form).await;
        if n % 10 == 9 {
            tend.pass("1 day").await;
        }
        let now = seen(&tend).await;
        let what = format!("{} pressed {verb:?}: {before:?} became {now:?}", who.name);
        assert!((0..=1).contains(&(now.moves - before.moves)), "{what}");
        assert!(now.moves == before.moves || who.name != "Sam", "{what}");
        assert!(
            (before.stage..=before.stage + 1).contains(&now.stage),
            "{what}"
        );
        let onward = now.stage > before.stage && before.stage > 0;
        assert!(!onward || who.name == "Ana", "{what}");
        let kept = before.given.iter().all(|text| now.given.contains(text));
        assert!(
            kept || verb == Verb::MyPart,
            "a text that was given has changed: {what}"
        );
        furthest = furthest.max(now.stage);
        before = now;
    }
    let to_the_hurt =
        "select count(*) from timers where kind = 'word' and split_part(key, ':', 3) = '1'";
    assert_eq!(tend.count(to_the_hurt).await, 0);
    let mut db = tend.db().acquire().await.unwrap();
    let all = store::timers::conservation(&mut db, None).await.unwrap();
    assert!(all.holds(), "{all:?}");
    furthest
}

#[tokio::test]
async fn whatever_the_three_of_them_press_the_repair_keeps_its_rules() {
    let furthest = Box::pin(walk(0x5eed_0001, 400)).await;
    assert!(furthest >= 4, "the walk leads nowhere: stage {furthest}");
}
