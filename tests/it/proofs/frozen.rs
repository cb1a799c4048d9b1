//! With the database frozen, everything that can be pressed is answered in three seconds, nothing private
//! becomes public by it, and once it has thawed nobody is told anything that is not so.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use tend::sandbox::asking::Outcome;
use tend::sandbox::changes;
use tend::sandbox::limits::Rate;
use tend::sandbox::messages::Message;
use tend::sandbox::world::State;

use super::process::{PATIENCE, Pair, Process};
use super::tour::{self, Typist};
use super::verbs::Rows;

const WORDS: &str = "the words of one of them";

/// What is typed into every form while the database stands still.
const TYPED: &str = "something that is typed meanwhile";

/// Always types the same.
struct Plain;

impl Typist for Plain {
    fn text(&mut self, field: &str) -> String {
        if field.contains("zone") {
            "Lisbon".to_owned()
        } else {
            WORDS.to_owned()
        }
    }
}

/// How the database stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frozen {
    /// All its processes are stopped.
    Stopped,
    /// Every table is locked by somebody else.
    Locked,
}

/// The ice; let go of, everything goes on.
enum Ice {
    Stopped(Vec<u32>),
    Locked(PgConnection),
}

impl Ice {
    async fn on(tend: &Process, how: Frozen) -> Self {
        if how == Frozen::Stopped {
            let all = tend.postgres();
            assert!(all.len() > 5, "Postgres and its children: {all:?}");
            signal(&all, rustix::process::Signal::STOP);
            return Self::Stopped(all);
        }
        let mut connection = PgConnection::connect(&tend.cluster.address("postgres", "tend"))
            .await
            .unwrap();
        let lock = "begin; lock table couples, partners, invitations, not_to_ask, timers, rounds, answers, weeks,
            presses, proposals, understandings, feedback in access exclusive mode";
        sqlx::raw_sql(lock).execute(&mut connection).await.unwrap();
        Self::Locked(connection)
    }

    async fn thaw(self) {
        match self {
            Self::Stopped(all) => signal(&all, rustix::process::Signal::CONT),
            Self::Locked(connection) => connection.close().await.unwrap(),
        }
    }
}

fn signal(all: &[u32], signal: rustix::process::Signal) {
    for id in all {
        let id = rustix::process::Pid::from_raw(i32::try_from(*id).unwrap()).unwrap();
        let _ = rustix::process::kill_process(id, signal); // one may have ended by itself
    }
}

/// A couple that has been everywhere, a stranger in their channel, and everything that was ever there to press.
struct Walk {
    tend: Process,
    pair: Pair,
    stranger: u64,
    ids: Vec<String>,
    forms: Vec<String>,
}

impl Walk {
    async fn new(name: &str) -> Self {
        let tend = Process::start(&format!("frozen-{name}"), &[]).await;
        let unhurried = Rate::new(100_000, Duration::from_secs(1));
        tend.world().set_limits(|limits| {
            (limits.channel, limits.webhook, limits.other, limits.global) =
                (unhurried, unhurried, unhurried, unhurried)
        });
        let pair = tend.people(name);
        tour::tour(&tend, pair, &mut Plain).await;
        tend.wait_until(tend.due("prompt").await).await;
        tend.command(pair.ana, pair.channel, "checkin", &[]).await;
        let stranger = tend.world().add_person("Cleo of the frozen");
        tend.world()
            .set_overwrite(pair.channel, stranger, false, changes::LET_IN, 0);
        let rows = Rows {
            couple: tend.count("select max(id) from couples").await,
            round: tend.count("select max(id) from rounds").await,
            proposal: tend
                .count("select coalesce(max(id), 1) from proposals")
                .await,
            invitation: tend.count("select max(id) from invitations").await,
            other: pair.ben,
            channel: pair.channel,
        };
        let (mut ids, forms) = tour::ids(&tend);
        assert!(
            ids.len() > 60 && forms.len() > 6,
            "{} ids, {} forms",
            ids.len(),
            forms.len()
        );
        ids.extend(rows.ids());
        ids.sort_unstable();
        ids.dedup();
        Self {
            tend,
            pair,
            stranger,
            ids,
            forms,
        }
    }

    /// The newest message that this person could press, private or not.
    fn message(&self, who: u64, private: bool) -> u64 {
        let all = self.tend.world().messages(who, self.pair.channel);
        all.iter()
            .rev()
            .find(|message| message.is_private() == private && !message.components.is_empty())
            .unwrap()
            .id
    }

    /// Presses everything, sends every form and uses every command, as this person.
    fn everything(&self, who: u64, private: bool) -> Vec<(String, u64)> {
        let world = self.tend.world();
        let message = self.message(who, private);
        let mut asked = Vec::new();
        for id in &self.ids {
            asked.push((
                id.clone(),
                world
                    .forge_press(who, self.pair.channel, message, id)
                    .unwrap(),
            ));
        }
        for id in &self.forms {
            let fields = ["thanks", "line", "feedback", "phrase", "zone", "date"]
                .map(|field| (field, TYPED));
            asked.push((
                id.clone(),
                world
                    .forge_form(who, self.pair.channel, id, &fields)
                    .unwrap(),
            ));
        }
        for (name, options) in commands(self.pair.ben) {
            let options: Vec<(&str, Value)> = options
                .iter()
                .map(|(name, value)| (*name, value.clone()))
                .collect();
            asked.push((
                name.to_owned(),
                world
                    .command(who, self.pair.channel, name, &options)
                    .unwrap(),
            ));
        }
        asked
    }

    /// All that this person can see, the channel and the private.
    fn seen(&self, who: u64) -> BTreeMap<u64, Value> {
        self.tend.world().read(|state| {
            let seen = state
                .messages
                .values()
                .filter(|message| state.shows(who, message));
            seen.map(|message| {
                (
                    message.id,
                    json!([message.content, message.components, message.files.len()]),
                )
            })
            .collect()
        })
    }

    /// Freezes, presses everything, and sees that each is answered in time and that nothing changed for others.
    async fn walk(&self, how: Frozen, who: u64, private: bool) {
        let before = self.seen(self.pair.ben);
        let rows = self.tend.rows().await;
        let ice = Ice::on(&self.tend, how).await;
        let asked = self.everything(who, private);
        let mut late = Vec::new();
        for (what, asked) in &asked {
            if self.tend.world().outcome(*asked).await == Outcome::Silence {
                late.push(what.clone());
            }
        }
        let meanwhile = self.seen(self.pair.ben);
        let promised = |state: &State| {
            state
                .messages
                .values()
                .filter(|message| message.is_thinking())
                .count()
        };
        assert!(
            self.tend.world().read(promised) > 20,
            "the database was not frozen"
        );
        ice.thaw().await;
        assert_eq!(
            late,
            Vec::<String>::new(),
            "of {} none may be late",
            asked.len()
        );
        same(&before, &meanwhile);

        let filled = self.tend.world().until(PATIENCE * 2, |state| {
            let open = state.messages.values().any(Message::is_thinking);
            (!open).then_some(())
        });
        assert!(
            filled.await.is_some(),
            "somebody was promised an answer that never came\n{}",
            self.tend.log()
        );
        let refused = self.tend.world().ledger().requests_since(0);
        let refused: Vec<_> = refused
            .iter()
            .filter(|(_, rest)| rest.answer["code"] == json!(10062))
            .collect();
        assert_eq!(refused.len(), 0, "{refused:?}");
        for message in self.tend.public(self.pair.channel) {
            assert!(!message.content.contains(WORDS), "{}", message.content);
        }
        if who == self.stranger {
            assert_eq!(rows, self.tend.rows().await, "a stranger changes nothing");
            same(&before, &self.seen(self.pair.ben));
            let told = self.seen(self.stranger);
            assert!(
                told.values()
                    .all(|message| !message.to_string().contains(WORDS)),
                "{told:?}"
            );
        }
    }
}

/// Nobody else sees anything of what somebody does.
fn same(before: &BTreeMap<u64, Value>, after: &BTreeMap<u64, Value>) {
    let new: Vec<&Value> = after
        .iter()
        .filter(|(id, seen)| before.get(id) != Some(seen))
        .map(|(_, seen)| seen)
        .collect();
    assert!(new.is_empty() && before.len() == after.len(), "{new:#?}");
}

/// All commands, filled in.
fn commands(other: u64) -> [(&'static str, Vec<(&'static str, Value)>); 10] {
    let start = vec![
        ("partner", json!(other.to_string())),
        ("zone", json!("Lisbon")),
    ];
    let plain = [
        "checkin",
        "feedback",
        "help",
        "history",
        "pause",
        "privacy",
        "rhythm",
        "settings",
        "tend move",
    ];
    let [a, b, c, d, e, f, g, h, i] = plain.map(|name| (name, Vec::new()));
    [a, b, c, d, e, f, g, h, i, ("tend start", start)]
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_database_stopped_a_stranger_is_answered_and_learns_nothing() {
    let walk = Walk::new("stranger").await;
    walk.walk(Frozen::Stopped, walk.stranger, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_database_stopped_one_of_them_is_answered_and_the_other_sees_nothing_of_it() {
    let walk = Walk::new("stopped").await;
    walk.walk(Frozen::Stopped, walk.pair.ana, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_every_table_locked_one_of_them_is_answered_and_the_other_sees_nothing_of_it() {
    let walk = Walk::new("locked").await;
    walk.walk(Frozen::Locked, walk.pair.ana, true).await;
}
