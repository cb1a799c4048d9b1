//! No sentence that somebody types is found in the database, its files, the logs or the processes: not plain,
//! not in UTF-16, base64 or hex. Only in the local Discord, which is Discord.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use sqlx::{AssertSqlSafe, Connection as _};
use tend::sandbox::faults::{Fault, Matching};

use super::process::{PATIENCE, Process};
use super::tour::{self, Typist};

/// Stands in everything that is typed, and nowhere else.
const SONG: &str = "ZqCanaryVwTrillYj";
/// Stands where it must be found.
const CONTROL: &str = "TheControlIsHere4711";

/// Types a sentence in each field, and remembers it.
#[derive(Default)]
struct Canaries {
    sung: Vec<(String, String)>,
}

impl Typist for Canaries {
    fn text(&mut self, field: &str) -> String {
        let mark = format!("{SONG}{:03}", self.sung.len());
        self.sung.push((field.to_owned(), mark.clone()));
        if field.contains("zone") || field.contains("short") {
            mark
        } else {
            format!("I sing {mark} softly, für dich.")
        }
    }
}

/// The ways in which a mark could be written down.
fn spellings(mark: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide: Vec<u16> = mark.encode_utf16().collect();
    let hex = mark.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let mut ways = vec![
        ("plain", mark.as_bytes().to_vec()),
        (
            "UTF-16, little end first",
            wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        ),
        (
            "UTF-16, big end first",
            wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        ),
        ("hex", hex.clone().into_bytes()),
        ("HEX", hex.to_uppercase().into_bytes()),
        ("backwards", mark.bytes().rev().collect()),
    ];
    for (way, before) in [("base64", 0), ("base64, one on", 1), ("base64, two on", 2)] {
        let mut bytes = vec![0; before];
        bytes.extend(mark.bytes());
        let whole = bytes.len() / 3 * 4;
        // The first sign or two depend on what stands before, and what is left over on what follows.
        ways.push((way, base64(&bytes)[[0, 2, 3][before]..whole].to_vec()));
    }
    ways
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let number = three
            .iter()
            .fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        [18, 12, 6, 0].map(|shift| SIGNS[(number >> shift & 63) as usize])
    };
    bytes.chunks(3).flat_map(group).collect()
}

/// Where everything is looked for, by name.
type Places = BTreeMap<String, String>;

/// Where this was found, how it was written there, and what follows it.
fn found(places: &Places, mark: &str) -> Vec<String> {
    let mut hits = Vec::new();
    for (way, bytes) in spellings(mark) {
        let wanted = String::from_utf8(bytes).unwrap();
        for (place, content) in places {
            if let Some(at) = content.find(&wanted) {
                let whole: String = content[at..].chars().take(wanted.len() + 8).collect();
                hits.push(format!("{place}, {way}: {whole:?}"));
            }
        }
    }
    hits
}

fn files(folder: &Path, into: &mut Places) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if let Ok(content) = std::fs::read(&path) {
            // Whatever is no text becomes a sign for that; every ASCII letter stays.
            into.insert(
                path.display().to_string(),
                String::from_utf8_lossy(&content).into_owned(),
            );
        }
    }
}

/// Every row of every table, as `pg_dump` would write it.
async fn rows(tend: &Process, into: &mut Places) {
    let tables: Vec<String> =
        sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public'")
            .fetch_all(&tend.db)
            .await
            .unwrap();
    for table in tables {
        let rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(format!(
            "select t::text from \"{table}\" t"
        )));
        let rows = rows.fetch_all(&tend.db).await.unwrap();
        into.insert(format!("the table {table}"), rows.join("\n"));
    }
}

/// What the processes show of themselves: the bot, and all of Postgres.
fn processes(tend: &Process, into: &mut Places) {
    for id in std::iter::once(tend.id()).chain(tend.postgres()) {
        for what in ["environ", "cmdline", "comm"] {
            let content = std::fs::read(format!("/proc/{id}/{what}")).unwrap_or_default();
            into.insert(
                format!("{what} of process {id}"),
                String::from_utf8_lossy(&content).into_owned(),
            );
        }
    }
}

/// Things go wrong while somebody types: each error and each apology is a chance to say too much.
async fn trouble(tend: &Process, who: u64, channel: u64, canaries: &mut Canaries) {
    let broken = [
        (
            "alter table answers add constraint never check (changed_at is null) not valid",
            "alter table answers drop constraint never",
        ),
        (
            "alter table answers rename to answers_away",
            "alter table answers_away rename to answers",
        ),
        (
            "alter table presses rename to presses_away",
            "alter table presses_away rename to presses",
        ),
        (
            "alter table answers alter column sealed type text using 'x'",
            "alter table answers alter column sealed type bytea using null",
        ),
    ];
    let callback = Matching::new("POST", "interactions/*/*/callback");
    let refuse = |status, code| Fault::Refuse {
        status,
        code,
        message: "no".to_owned(),
    };
    for (begin, end) in broken {
        tend.command(who, channel, "checkin", &[]).await;
        tend.press(who, "Next").await;
        tend.open_form(
            who,
            if tend.shows(who, "Write on") {
                "Write on"
            } else {
                "Write"
            },
        )
        .await;
        sqlx::raw_sql(begin).execute(&tend.db).await.unwrap();
        let text = canaries.text("a form that could not be kept");
        let asked = tend.submit(who, &[("thanks", &text)]);
        let said = tend.shown(asked, "an apology").await.content;
        assert!(said.contains("Something on my side went wrong"), "{said}");
        sqlx::raw_sql(end).execute(&tend.db).await.unwrap();
    }
    for fault in [
        refuse(400, 50035),
        refuse(500, 0),
        Fault::LoseAnswer,
        Fault::CutBefore,
        Fault::Garbage,
    ] {
        tend.command(who, channel, "checkin", &[]).await;
        tend.press(who, "Next").await;
        tend.open_form(
            who,
            if tend.shows(who, "Write on") {
                "Write on"
            } else {
                "Write"
            },
        )
        .await;
        tend.world().faults().next(1, callback.clone(), fault);
        let text = canaries.text("a form whose answer was refused");
        let asked = tend.submit(who, &[("concern", &text)]);
        tend.world().shown(asked, PATIENCE).await;
    }
    for id in [
        "t1:checkin:written:999999",
        "t1:nothing:like:this",
        "t1:reading:linewritten:1",
    ] {
        let text = canaries.text("a forged form");
        let asked = tend
            .world()
            .forge_form(who, channel, id, &[("thanks", &text)])
            .unwrap();
        tend.shown(asked, id).await;
        let text = canaries.text("a forged name of a field");
        let asked = tend
            .world()
            .forge_form(who, channel, id, &[(&text, "hello")])
            .unwrap();
        tend.shown(asked, id).await;
    }
    let message = tend.public(channel)[0].id;
    let id = canaries.text("zone of a forged button");
    let asked = tend
        .world()
        .forge_press(who, channel, message, &id)
        .unwrap();
    tend.shown(asked, "a forged button").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_typed_is_found_again_outside_discord() {
    let mut tend = Process::start("canaries", &[("TEND_LOG", "trace")]).await;
    let database: String = sqlx::query_scalar("select quote_ident(current_database())")
        .fetch_one(&tend.db)
        .await
        .unwrap();
    for setting in [
        "log_statement = 'all'",
        "log_min_duration_statement = 0",
        "log_error_verbosity = 'verbose'",
        "log_parameter_max_length = -1",
        "log_parameter_max_length_on_error = -1",
    ] {
        // What the server was started with is stronger than `alter system`, weaker than this.
        sqlx::query(AssertSqlSafe(format!(
            "alter database {database} set {setting}"
        )))
        .execute(&tend.db)
        .await
        .unwrap();
    }
    // It holds for connections to come: every one is made anew.
    sqlx::query(
        "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()",
    )
    .execute(&tend.db)
    .await
    .unwrap();
    let silent =
        "select count(*) from pg_settings where name = 'log_statement' and setting <> 'all'";
    let mut fresh = sqlx::PgConnection::connect_with(&tend.db.connect_options())
        .await
        .unwrap();
    let silent: i64 = sqlx::query_scalar(silent)
        .fetch_one(&mut fresh)
        .await
        .unwrap();
    assert_eq!(silent, 0, "Postgres does not log everything");
    let control =
        format!("create table control (said text); insert into control values ('{CONTROL}')");
    sqlx::raw_sql(AssertSqlSafe(control))
        .execute(&mut fresh)
        .await
        .unwrap();

    // Under another name it is not emptied when it grows large: Postgres goes on writing to it.
    let log = tend.cluster.data().with_file_name("postgres.log");
    std::fs::rename(&log, log.with_file_name("all-postgres.log")).unwrap();

    tour::unhurried(&tend);
    let mut canaries = Canaries::default();
    let pair = tend.people("canaries");
    tour::tour(&tend, pair, &mut canaries).await;
    tend.wait_until(tend.due("prompt").await).await;
    trouble(&tend, pair.ana, pair.channel, &mut canaries).await;
    tend.settled().await;

    let seen = tend
        .world()
        .read(|state| serde_json::to_string(&state.messages).unwrap());
    assert!(
        seen.contains(
            &canaries
                .sung
                .iter()
                .find(|(field, _)| field == "thanks")
                .unwrap()
                .1
        ),
        "Discord shows words"
    );
    sqlx::query("checkpoint").execute(&tend.db).await.unwrap();
    let mut places = Places::new();
    rows(&tend, &mut places).await;
    processes(&tend, &mut places);
    tend.kill().await;
    files(tend.folder(), &mut places);

    let hits = found(&places, CONTROL);
    for place in ["the table control", "pg_wal", "base/", "postgres.log"] {
        assert!(
            hits.iter().any(|hit| hit.contains(place)),
            "the search does not reach {place}: {hits:?}"
        );
    }
    assert!(places.keys().any(|place| place.ends_with("bot.log")));
    assert!(canaries.sung.len() > 130);
    assert_eq!(found(&places, SONG), Vec::<String>::new());
    secrets(&tend, places);
}

/// Tokens and keys are in nobody's log and in no row.
fn secrets(tend: &Process, mut places: Places) {
    let key = std::fs::read_to_string(tend.folder().join("master.key")).unwrap();
    let words = key.split(|sign: char| sign.is_whitespace() || sign == ':' || sign == '=');
    let mut secrets: Vec<&str> = words.filter(|word| word.len() >= 24).collect();
    assert!(!secrets.is_empty(), "the key file holds a key");
    secrets.push(tend.sandbox.token());
    let mut tokens = tend.world().read(|state| {
        state
            .interactions
            .values()
            .map(|asked| asked.token.clone())
            .collect::<Vec<_>>()
    });
    tokens.truncate(10);
    secrets.extend(tokens.iter().map(String::as_str));
    places.retain(|place, _| {
        Path::new(place)
            .extension()
            .is_some_and(|kind| kind == "log")
            || place.starts_with("the table")
            || place.starts_with("cmdline")
    });
    for secret in secrets {
        assert_eq!(found(&places, secret), Vec::<String>::new());
    }
}
