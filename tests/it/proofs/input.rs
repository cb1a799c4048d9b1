//! Hostile and broken input by the hundred: forged, truncated and swapped ids, texts that try to break out.
//! Each gets one private answer, and nothing of another couple changes. The seed is fixed.

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use tend::sandbox::asking::Outcome;
use tend::sandbox::interactions::Answer;
use tend::sandbox::ledger::What;

use super::tour::{collect, collect_fields};
use super::verbs::{COMMANDS, MADE, Rows};
use crate::harness::Tend;
use crate::harness::dice::Dice;
use crate::people::Person;

/// Asked by the same person before it is looked at what became of it; and of these at once, for no more of a
/// person's are at work.
const IN_TURN: usize = 20;
const AT_ONCE: usize = 2;
const EACH: usize = 500;
pub const TEXTS: [&str; 16] = [
    "",
    "   \n\t ",
    "@everyone @here <@&1> <@1> <#1> </checkin:1>",
    "[click](https://example.org/password) <https://example.org>",
    "# HEADING\n## two\n-# small\n> quote\n>>> all the rest",
    "```rust\nfn main() {}\n```\n`one` ``two``",
    "||spoiler|| **bold** __under__ ~~gone~~ *it* _it_",
    "\u{202e}desrever\u{202c} \u{2066}isolated\u{2069} \u{200f}",
    "\u{0}\u{1}\u{7}\u{1b}[31mred\u{1b}[0m\u{7f}",
    "Z̷͙͔̈́a̵̞͗l̴̟̂g̸̱͝o̷͎͐ \u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "🫶🏽👩‍👩‍👧‍👦🏳️‍🌈",
    "'; drop table answers; --",
    "{ $other } { \"{\" } %s %n {} {{}}",
    "<t:0:F> <a:blob:1> <:blob:1> <id:customize>",
    "t1:checkin:handin:1",
    "\u{feff}\u{200b}\u{2060}",
];

/// What is sent: ids and texts, by chance.
trait Hostile {
    fn id(&mut self, ids: &[String]) -> String;
    fn text(&mut self) -> String;
}

impl Hostile for Dice {
    /// An id, as it is or damaged; never longer than Discord lets one be.
    fn id(&mut self, ids: &[String]) -> String {
        let id = self.of(ids).clone();
        let at = self.below(id.len());
        let whole = match self.below(10) {
            0 => id[..at].to_owned(),
            1 => format!("{id}:{}", self.next()),
            2 => id.replacen(|sign: char| sign.is_ascii_digit(), "9", 1),
            3 => id.replace(|sign: char| sign.is_ascii_digit(), "99999999999999999999"),
            4 => id.replacen(':', "::", 1 + at % 3),
            5 => format!("{}{}{}", &id[..at], self.of(&TEXTS), &id[at..]),
            6 => id.replacen("t1", "t0", 1),
            7 => id.replace(|sign: char| sign.is_ascii_digit(), "-1"),
            _ => id,
        };
        let whole: String = whole.chars().take(100).collect();
        if whole.is_empty() {
            "t1".to_owned()
        } else {
            whole
        }
    }

    fn text(&mut self) -> String {
        match self.below(6) {
            0 => self
                .of(&TEXTS)
                .repeat(1 + self.below(200))
                .chars()
                .take(4000)
                .collect(),
            _ => (*self.of(&TEXTS)).to_owned(),
        }
    }
}

/// Fields of forms that the scene does not open.
const FIELDS: &str = "thanks concern question build line feedback zone date phrase what when known answer note telling
    trust need offer page signs then time why 0 1 2 3 4 repair_happened repair_led repair_understood repair_missing
    repair_acknowledged repair_unacknowledged repair_look repair_my_part repair_stays_open repair_closing
    apology_act apology_repair apology_like apology_why apology_change no_such_field";

/// One of each thing that can be tended after a breach, begun and left open.
async fn after_a_breach(tend: &Tend, one: &Person, two: &Person) {
    for (command, ways, texts) in [
        (
            "/promise new",
            &["Write my own"][..],
            &[("what", "I call."), ("when", "every Friday")][..],
        ),
        ("/inbox", &["Write one"], &[("line", "I was cold.")]),
        ("/questions", &["Note a question"], &[("question", "Why?")]),
        (
            "/questions",
            &["Something to tell", "When they are ready"],
            &[("note", "About money"), ("telling", "I bought it.")],
        ),
        (
            "/setback",
            &["Go on", "Write it down"],
            &[("what", "The letters.")],
        ),
        ("/needs", &["What settles me", "Write"], &[("0", "Quiet.")]),
        ("/needs", &["What I offer", "Write"], &[("0", "Tea.")]),
        (
            "/pages",
            &["About myself", "Write a page"],
            &[("page", "Tired.")],
        ),
        (
            "/repair open",
            &["Something hurt me", "Write a line"],
            &[("repair_opening", "Friday.")],
        ),
    ] {
        one.command(command).await;
        for label in ways {
            one.press(label).await;
        }
        one.write(texts).await;
        if command == "/promise new" {
            one.press("Share with the other").await;
        }
    }
    one.press("Ask whether").await;
    tend.settle().await;
    two.command("/repair board").await.press("Open 1").await;
    two.press("Yes, I’m ready").await;
    one.command("/repair board").await.press("Open 1").await;
    one.press("Write")
        .await
        .write(&[("repair_impact", "I waited.")])
        .await;
    one.press("Let them read it").await;
    two.command("/promise list")
        .await
        .choose("shared with you", &["1."])
        .await;
    two.command("/needs")
        .await
        .press("What the other shares")
        .await;
    tend.settle().await;
}

/// Two couples and somebody who belongs to neither; every id there is.
struct Scene {
    tend: Tend,
    couples: [(Person, Person); 2],
    stranger: Person,
    ids: Vec<String>,
    fields: Vec<String>,
}

impl Scene {
    async fn new() -> Self {
        let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
        let couples = [
            tend.couple("Ana", "Ben").await,
            tend.couple("Dana", "Emil").await,
        ];
        for (one, two) in &couples {
            one.hand_in("For the soup.").await;
            two.hand_in("For the walk.").await;
            tend.settle().await;
            two.press("Read")
                .await
                .press("In one line")
                .await
                .write(&[("line", "You were tired.")])
                .await;
            for command in [
                "/settings",
                "/privacy",
                "/pause",
                "/history",
                "/rhythm",
                "/help",
            ] {
                one.command(command).await;
            }
        }
        for (one, two) in &couples {
            after_a_breach(&tend, one, two).await;
        }
        tend.pass("1 week").await;
        for (one, _) in &couples {
            one.thank("A draft.").await;
        }
        let stranger = tend.stranger("Cleo");
        let mut ids = Vec::new();
        let mut forms = Vec::new();
        let mut fields = FIELDS.split_whitespace().map(str::to_owned).collect();
        for entry in tend.world().ledger().since(0) {
            let What::Rest(rest) = entry.what else {
                continue;
            };
            collect(&rest.body, &mut ids, &mut forms);
            collect_fields(&rest.body, &mut fields);
        }
        ids.append(&mut forms);
        let mut made = [0; 6];
        for (id, (_, query)) in made.iter_mut().zip(MADE) {
            *id = tend.count(query).await;
        }
        let rounds = "select id from rounds where couple_id = $1 union all select 1 limit 2";
        for (couple, (one, two)) in (1..).zip(&couples) {
            let rounds: Vec<i64> = sqlx::query_scalar(rounds)
                .bind(couple)
                .fetch_all(tend.db())
                .await
                .unwrap();
            for round in rounds {
                let rows = Rows {
                    couple,
                    round,
                    proposal: 1,
                    invitation: 1,
                    other: two.id,
                    channel: one.channel,
                    made,
                };
                ids.extend(rows.ids());
            }
        }
        assert!(ids.len() > 500, "{} ids", ids.len());
        Self {
            tend,
            couples,
            stranger,
            ids,
            fields,
        }
    }

    /// Every row of these couples, as text.
    async fn rows(&self, couples: &[i64]) -> Vec<String> {
        let own = format!(
            "({})",
            couples
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        );
        let of = "partners rounds weeks proposals dates texts repairs promises question_hours questions tellings cuts \
            setbacks requests openings"
            .split_whitespace()
            .map(|table| format!("select t::text from {table} t where couple_id in {own}"))
            .collect::<Vec<_>>();
        let by = ["answers", "understandings"].map(|table| format!("select t::text from {table} t where round_id in (select id from rounds where couple_id in {own})"));
        let all = [
            &of[..],
            &by[..],
            &[
                format!("select t::text from couples t where id in {own}"),
                format!("select t::text from promise_weeks t where promise_id in (select id from promises where couple_id in {own})"),
            ],
        ]
        .concat()
        .join(" union all ");
        sqlx::query_scalar(AssertSqlSafe(format!("{all} order by 1")))
            .fetch_all(self.tend.db())
            .await
            .unwrap()
    }

    /// Asks something that nobody could by clicking.
    fn ask(&self, who: &Person, dice: &mut Dice, own: Option<usize>) -> u64 {
        let world = self.tend.world();
        let mut id = dice.id(&self.ids);
        if id.contains("feedback:written") {
            id = "t1:feedback:open".to_owned(); // the host of the stories has no account to send it to
        }
        // Leaving and resting would end the scene for those who may.
        if own.is_some()
            && [
                "privacy:telling",
                "quietly",
                "rest:",
                "pause:tell:",
                "setback:notnow",
            ]
            .iter()
            .any(|verb| id.contains(verb))
        {
            id = "t1:rhythm:open:1".to_owned();
        }
        let newest = world
            .messages(who.id, who.channel)
            .iter()
            .rev()
            .find(|message| !message.is_private())
            .unwrap()
            .id;
        let asked = match dice.below(5) {
            0 => {
                let texts: Vec<String> = self.fields.iter().map(|_| dice.text()).collect();
                let fields = self.fields.iter().zip(&texts);
                let fields: Vec<(&str, &str)> = fields
                    .filter(|_| dice.below(8) != 0)
                    .map(|(name, text)| (name.as_str(), text.as_str()))
                    .collect();
                world.forge_form(who.id, who.channel, &id, &fields)
            }
            1 if dice.below(4) == 0 => {
                let zone = dice.text();
                let partner = *dice.of(&[who.id, 7, self.stranger.id, self.couples[0].0.id]);
                let options = [
                    ("partner", json!(partner.to_string())),
                    ("zone", Value::String(zone)),
                ];
                match world.command(who.id, who.channel, "tend start", &options) {
                    Err(_) => world.command(
                        who.id,
                        who.channel,
                        COMMANDS[dice.below(COMMANDS.len())],
                        &[],
                    ), // Discord refuses that itself
                    asked => asked,
                }
            }
            _ => world.forge_press(who.id, who.channel, newest, &id),
        };
        asked.unwrap()
    }
}

async fn hostile(seed: u64) {
    let scene = Scene::new().await;
    let mut dice = Dice(seed);
    let people = [
        (&scene.couples[0].0, Some(0)),
        (&scene.couples[0].1, Some(0)),
        (&scene.couples[1].0, Some(1)),
        (&scene.stranger, None),
    ];
    for batch in 0..EACH / IN_TURN {
        let (who, own) = people[batch % people.len()];
        let others: Vec<i64> = [1, 2]
            .into_iter()
            .filter(|couple| own.is_none_or(|own| i64::try_from(own).unwrap() + 1 != *couple))
            .collect();
        let before = scene.rows(&others).await;
        let mut asked: Vec<u64> = Vec::new();
        for _ in 0..IN_TURN / AT_ONCE {
            let both = [(); AT_ONCE].map(|()| scene.ask(who, &mut dice, own));
            asked.extend(both);
            for asked in both {
                scene.tend.world().outcome(asked).await;
            }
            scene.tend.idle().await;
        }
        scene.tend.settle().await;
        for asked in asked {
            let told = || {
                scene
                    .tend
                    .world()
                    .read(|state| state.interactions[&asked].told["data"].to_string())
            };
            match scene.tend.world().outcome(asked).await {
                Outcome::Silence => panic!("no answer to {}", told()),
                Outcome::Answered(Answer::Message(id) | Answer::Thinking(id)) => {
                    let message = scene.tend.world().message(id).unwrap();
                    assert!(
                        message.is_private() && !message.is_thinking(),
                        "{}: {}",
                        told(),
                        message.content
                    );
                    assert!(
                        !["went wrong", "Not just now"]
                            .iter()
                            .any(|sorry| message.content.contains(sorry)),
                        "{}: {}",
                        told(),
                        message.content
                    );
                }
                Outcome::Answered(_) => {}
            }
        }
        assert_eq!(
            before,
            scene.rows(&others).await,
            "{} changes nothing of others",
            who.name
        );
    }
}

#[tokio::test]
async fn five_hundred_hostile_inputs_are_answered_and_change_nothing_of_others() {
    hostile(20_261_122).await;
}

#[tokio::test]
async fn five_hundred_more_are_answered_and_change_nothing_of_others() {
    hostile(4711).await;
}

#[tokio::test]
async fn another_five_hundred_are_answered_and_change_nothing_of_others() {
    hostile(0xdead_beef).await;
}

#[tokio::test]
async fn the_last_five_hundred_are_answered_and_change_nothing_of_others() {
    hostile(1).await;
}
