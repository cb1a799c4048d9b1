//! Every form and every button of the tour comes twice, each time as a press of its own: nothing is made twice, and
//! nothing is said twice to anybody.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use tend::sandbox::faults::{Fault, Matching};
use tend::sandbox::interactions::Kind;
use tokio::time::{Instant, sleep};

use super::process::{PATIENCE, Process};
use super::tour::{self, Typist};

/// Types something else each time, so that no two texts are known as one.
struct Counting(usize);

impl Typist for Counting {
    fn text(&mut self, field: &str) -> String {
        self.0 += 1;
        if field.contains("zone") {
            "Lisbon".to_owned()
        } else {
            format!("I say {}", self.0)
        }
    }
}

/// How many rows each table has, and how many messages others can see.
async fn there(tend: &Process) -> BTreeMap<String, i64> {
    let tables =
        "select table_name::text from information_schema.tables where table_schema = 'public'
        and table_name not in ('_sqlx_migrations', 'presses', 'drafts')";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(&tend.db)
        .await
        .unwrap();
    let mut all = BTreeMap::new();
    for table in tables {
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        let count = sqlx::query_scalar(count).fetch_one(&tend.db).await;
        all.insert(table, count.unwrap());
    }
    let seen = tend.world().read(|state| {
        let seen = state.messages.values();
        seen.filter(|message| message.only_for.is_none()).count()
    });
    all.insert("messages".to_owned(), i64::try_from(seen).unwrap());
    all
}

/// The same once more, as if its first answer had been lost; this one is.
pub async fn again(tend: &Process, asked: u64, what: &str) {
    let world = tend.world();
    let first = world.read(|state| state.interactions[&asked].clone());
    let data = first.told["data"].clone();
    let id = data["custom_id"].as_str().unwrap_or_default().to_owned();
    let fields: Vec<(String, String)> = texts(&data["components"]);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    if first.kind == Kind::Command || data["component_type"] == json!(3) {
        return;
    }
    tend.settled().await;
    let before = there(tend).await;
    let lost = Fault::Refuse {
        status: 404,
        code: 10062,
        message: "Unknown interaction".to_owned(),
    };
    let callback = Matching::new("POST", "interactions/*/*/callback");
    let fault = world.faults().always(callback, lost);
    let mark = world.ledger().mark();
    let second = match (first.kind, first.message) {
        (Kind::Form, _) => world.forge_form(first.user, first.channel, &id, &fields),
        (_, Some(message)) => world.forge_press(first.user, first.channel, message, &id),
        _ => return,
    };
    let second = second.unwrap().to_string();
    let began = Instant::now();
    let tried = || {
        let requests = world.ledger().requests_since(mark);
        requests
            .iter()
            .any(|(_, rest)| rest.path.contains(&second) && rest.status.is_some())
    };
    while !tried() {
        assert!(began.elapsed() < PATIENCE, "{what}: nobody tried to answer");
        sleep(Duration::from_millis(2)).await;
    }
    world.faults().lift(fault);
    tend.settled().await;
    assert_eq!(
        before,
        there(tend).await,
        "{what} ({id}) makes something twice"
    );
}

fn texts(parts: &Value) -> Vec<(String, String)> {
    let rows = parts.as_array().into_iter().flatten();
    let inputs = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let text = |input: &Value, name: &str| input[name].as_str().unwrap_or_default().to_owned();
    inputs
        .map(|input| (text(input, "custom_id"), text(input, "value")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_can_be_sent_or_pressed_makes_anything_twice() {
    let mut tend = Process::start("twice", &[]).await;
    tour::unhurried(&tend);
    tend.everything_twice = true;
    let pair = tend.people("twice");
    tour::tour(&tend, pair, &mut Counting(0)).await;
    let (_, forms) = tour::ids(&tend);
    assert!(forms.len() > 50, "{} forms", forms.len());
    tend.stop().await;
}
