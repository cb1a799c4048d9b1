//! With the database frozen, everything that can be pressed is answered in three seconds, nothing private
//! becomes public by it, and once it has thawed nobody is told anything that is not so.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tend::sandbox::asking::Outcome;
use tend::sandbox::changes;
use tend::sandbox::interactions::Answer;
use tend::sandbox::messages::Message;
use tend::sandbox::world::State;

use super::process::{PATIENCE, Pair, Process};
use super::tour::{self, Typist};
use super::verbs::{COMMANDS, MADE, Rows};

const WORDS: &str = "the words of one of them";

/// What is typed into every form while the database stands still.
const TYPED: &str = "something that is typed meanwhile";

/// Whoever sent a form has what they typed in it again after this long.
const BACK_WITHIN: Duration = Duration::from_secs(10);

/// Asked at once: no more than a machine that is busy with other tests can take.
const AT_ONCE: usize = 48;
/// Asked by each person, for no more of theirs are at work.
const OF_EACH: usize = 2;

/// Something that somebody can ask.
#[derive(Debug)]
enum Ask {
    Press(String),
    Form(String),
    Command(&'static str),
}

/// Always types the same.
struct Plain;

impl Typist for Plain {
    fn text(&mut self, field: &str) -> String {
        if field.contains("zone") {
            "Lisbon".to_owned()
        } else if field.contains("short") {
            "one of them".to_owned()
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
        let all = "select string_agg(quote_ident(tablename), ', ') from pg_tables where schemaname = 'public'";
        let all: String = sqlx::query_scalar(all)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        let lock = format!("begin; lock table {all} in access exclusive mode");
        sqlx::raw_sql(AssertSqlSafe(lock))
            .execute(&mut connection)
            .await
            .unwrap();
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

/// A couple that has been everywhere, strangers in their channel, and everything that was ever there to press.
struct Walk {
    tend: Process,
    pair: Pair,
    strangers: Vec<u64>,
    ids: Vec<String>,
    forms: Vec<String>,
    fields: Vec<String>,
}

impl Walk {
    async fn new(name: &str) -> Self {
        let tend = Process::start(&format!("frozen-{name}"), &[]).await;
        tour::unhurried(&tend);
        let pair = tend.people(name);
        tour::tour(&tend, pair, &mut Plain).await;
        tend.wait_until(tend.due("prompt").await).await;
        tend.command(pair.ana, pair.channel, "checkin", &[]).await;
        let mut made = [0; 6];
        for (one, (_, query)) in made.iter_mut().zip(MADE) {
            *one = tend.count(query).await;
        }
        let rows = Rows {
            couple: tend
                .count("select id from couples order by started_at desc limit 1")
                .await,
            round: tend
                .count("select id from rounds order by opened_at desc limit 1")
                .await,
            proposal: tend
                .count("select coalesce((select id from proposals limit 1), 1)")
                .await,
            invitation: tend
                .count("select id from invitations order by created_at desc, rank desc limit 1")
                .await,
            other: pair.ben,
            channel: pair.channel,
            made,
        };
        let (shown, forms) = tour::ids(&tend);
        let fields = tour::fields(&tend);
        assert!(
            shown.len() > 200 && forms.len() > 50 && fields.len() > 30,
            "{} ids, {} forms, {} fields",
            shown.len(),
            forms.len(),
            fields.len()
        );
        let ids = one_of_each([rows.ids(), shown].concat());
        let forms = one_of_each(forms);
        let asks = ids.len() + forms.len() + COMMANDS.len() + 1;
        let mut strangers = Vec::new();
        for number in 0..=asks / OF_EACH {
            let stranger = tend.world().add_person(&format!("Cleo {number}"));
            tend.world()
                .set_overwrite(pair.channel, stranger, false, changes::LET_IN, 0);
            tend.command(stranger, pair.channel, "help", &[]).await;
            strangers.push(stranger);
        }
        Self {
            tend,
            pair,
            strangers,
            ids,
            forms,
            fields,
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

    /// All that can be asked: presses, forms and commands.
    fn everything(&self) -> Vec<Ask> {
        let presses = self.ids.iter().cloned().map(Ask::Press);
        let forms = self.forms.iter().cloned().map(Ask::Form);
        presses
            .chain(forms)
            .chain(COMMANDS.into_iter().map(Ask::Command))
            .chain([Ask::Command("tend start")])
            .collect()
    }

    fn ask(&self, who: u64, on: u64, ask: &Ask) -> u64 {
        let (world, channel) = (self.tend.world(), self.pair.channel);
        let asked = match ask {
            Ask::Press(id) => world.forge_press(who, channel, on, id),
            Ask::Form(id) => {
                let fields: Vec<(&str, &str)> = self
                    .fields
                    .iter()
                    .map(|field| (field.as_str(), TYPED))
                    .collect();
                world.forge_form(who, channel, id, &fields)
            }
            Ask::Command("tend start") => {
                let options = [
                    ("partner", json!(self.pair.ben.to_string())),
                    ("zone", json!("Lisbon")),
                ];
                world.command(who, channel, "tend start", &options)
            }
            Ask::Command(name) => world.command(who, channel, name, &[]),
        };
        asked.unwrap()
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

    /// Freezes, has everything pressed by this person and by strangers beside them, and sees that each is answered in
    /// time and that nothing changed for others. Frozen, nobody is known: it is the same whoever presses.
    async fn walk(&self, how: Frozen, who: u64, private: bool) {
        let before = self.seen(self.pair.ben);
        let rows = self.tend.rows().await;
        let ice = Ice::on(&self.tend, how).await;
        let all = self.everything();
        let strangers = self.strangers.iter().filter(|stranger| **stranger != who);
        let people: Vec<(u64, u64)> = std::iter::once(&who)
            .chain(strangers)
            .map(|person| (*person, self.message(*person, private)))
            .flat_map(|person| [person; OF_EACH])
            .collect();
        let (mut late, mut promised) = (Vec::new(), 0);
        let all: Vec<(&Ask, (u64, u64))> = all.iter().zip(people).collect();
        for some in all.chunks(AT_ONCE) {
            let asked: Vec<(&Ask, u64)> = some
                .iter()
                .map(|(ask, (person, on))| (*ask, self.ask(*person, *on, ask)))
                .collect();
            for (ask, asked) in asked {
                match self.tend.world().outcome(asked).await {
                    Outcome::Silence => late.push(ask),
                    Outcome::Answered(Answer::Thinking(_)) => promised += 1,
                    Outcome::Answered(_) => {}
                }
            }
        }
        let meanwhile = self.seen(self.pair.ben);
        // Counted as they come: on a slow machine the first ones are given up before the last are asked.
        assert!(promised > 20, "the database was not frozen");
        ice.thaw().await;
        assert!(
            late.is_empty(),
            "of {} these came late: {late:?}",
            all.len()
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
        if self.strangers.contains(&who) {
            assert_eq!(rows, self.tend.rows().await, "a stranger changes nothing");
            same(&before, &self.seen(self.pair.ben));
            let told = self.seen(who);
            assert!(
                told.values()
                    .all(|message| !message.to_string().contains(WORDS)),
                "{told:?}"
            );
        }
    }
}

/// Of the ids that do the same the last: what was shown before what could be made up.
fn one_of_each(ids: Vec<String>) -> Vec<String> {
    let verb = |id: &str| id.split(':').take(3).collect::<Vec<_>>().join(":");
    let newest: BTreeMap<String, String> = ids.into_iter().map(|id| (verb(&id), id)).collect();
    newest.into_values().collect()
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

/// Three seconds are counted in real time, so that these stories are told one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_stands_still_all_are_answered_and_the_other_sees_nothing_of_it() {
    let walk = Walk::new("stopped").await;
    walk.walk(Frozen::Stopped, walk.strangers[0], false).await;
    walk.walk(Frozen::Stopped, walk.pair.ana, false).await;
    drop(walk);
    let walk = Walk::new("locked").await;
    walk.walk(Frozen::Locked, walk.pair.ana, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_on_the_ice_is_kept_when_it_thaws_or_given_back_whole() {
    let tend = Process::start("ice", &[]).await;
    let pair = tend.people("ice");
    tend.pair_up(pair).await;
    let before = tend.rows().await;
    tend.command(pair.ana, pair.channel, "checkin", &[]).await;
    tend.press(pair.ana, "Next").await;

    let says = |state: &State, text: &str| {
        let mut seen = state
            .messages
            .values()
            .filter(|message| state.shows(pair.ana, message));
        seen.any(|message| message.content.contains(text))
            .then_some(())
    };
    for (how, words) in [
        (Frozen::Locked, WORDS),
        (Frozen::Stopped, "said on the ice"),
    ] {
        tend.open_form(pair.ana, "Write").await;
        let ice = Ice::on(&tend, how).await;
        let sent = Instant::now();
        let asked = tend.submit(pair.ana, &[("thanks", words)]);
        let seen = tend.world().outcome(asked).await;
        let visible = matches!(
            seen,
            Outcome::Answered(Answer::Thinking(_) | Answer::Message(_))
        );
        assert!(
            visible,
            "{how:?}: something is seen within three seconds: {seen:?}"
        );
        let told = tend.world().until(PATIENCE, |state| {
            says(state, "went wrong").and(says(state, words))
        });
        assert!(
            told.await.is_some(),
            "{how:?}: an apology, and the words: {}",
            tend.log()
        );
        let took = sent.elapsed();
        assert!(took < BACK_WITHIN, "{how:?}: {took:?}");
        ice.thaw().await;
    }
    assert_eq!(before, tend.rows().await, "nothing is half stored");

    tend.open_form(pair.ana, "Write").await;
    let ice = Ice::on(&tend, Frozen::Stopped).await;
    let asked = tend.submit(pair.ana, &[("thanks", TYPED)]);
    assert!(tend.answered(asked).await);
    ice.thaw().await;
    assert!(
        tend.world()
            .until(PATIENCE, |state| says(state, TYPED))
            .await
            .is_some(),
        "{}",
        tend.log()
    );
    assert_ne!(before, tend.rows().await, "what is shown as kept is kept");
}
