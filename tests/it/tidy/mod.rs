//! The rules of the house that the compiler doesn't check, by reading the source.

mod reads;
mod rows;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tend::config::SETTINGS;

use source::{code, module, paths};

/// Which way imports point: a module may use those of later lines.
const ORDER: &[&[&str]] = &[
    &["main"],
    &["backup", "doctor", "try_out"],
    &["run", "sandbox"],
    &["scheduler"],
    &["discord"],
    &["features"],
    &["app"],
    &["error", "store", "words", "zonedata"],
    &["vault"],
    &["entropy", "ui"],
    &["domain"],
    &["database", "logs"],
    &["config", "cluster"],
    &["clock"],
];

/// Those that may use less than what stands below them.
const NARROW: &[(&str, &[&str])] = &[
    ("sandbox", &["clock"]),
    ("store", &["domain", "entropy", "vault"]),
    ("zonedata", &["domain"]),
    ("vault", &["domain", "entropy"]),
    ("entropy", &["domain"]),
    ("ui", &["domain"]),
    ("domain", &[]),
];

/// What has a place of its own: the start of a path, the rule, and where it may stand.
const PLACES: &[(&[&str], &str, &[&str])] = &[
    (
        &["serenity"],
        "serenity belongs in src/discord/",
        &["src/discord/", "src/sandbox/tests/", "benches/"],
    ),
    (
        &["sqlx", "query"],
        "SQL belongs in src/store/",
        &["src/store/", "tests/", "benches/"],
    ),
    (
        &["Utc", "now"],
        "only a Clock tells the time",
        &["src/clock.rs"],
    ),
    (&["Local", "now"], "only a Clock tells the time", &[]),
    (
        &["getrandom"],
        "only Entropy draws randomness",
        &["src/entropy.rs"],
    ),
];

/// What no file holds.
const NOWHERE: &[&str] = &["#[allow", "#![allow", "todo!", "unimplemented!", "dbg!"];

const LONGEST: usize = 500;

struct File {
    path: String,
    text: String,
}

#[test]
fn the_source_keeps_the_rules_of_the_house() {
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        read(Path::new(folder), &mut files);
    }
    assert!(files.len() > 100, "the source was not found");
    let features = modules_in("src/features");
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| breaches(file, &features))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_readme_tells_every_setting() {
    assert_eq!(
        settings_told(&fs::read_to_string("README.md").unwrap()),
        settings()
    );
}

#[test]
fn the_map_names_every_module_in_the_order_of_the_list() {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    assert_eq!(
        mapped(&lib),
        listed(&lib),
        "the map at the top of src/lib.rs, and its list of modules"
    );
    let named: BTreeSet<String> = mapped(&lib).into_iter().collect();
    assert_eq!(named, modules_in("src"));
    let ordered = ORDER.iter().copied().flatten().map(|&name| name.to_owned());
    assert_eq!(
        ordered
            .filter(|name| name != "main")
            .collect::<BTreeSet<_>>(),
        named,
        "ORDER in this file"
    );
}

/// What this text breaks, in a file of this name, is exactly this.
fn check(path: &str, text: &str, expected: &[&str]) {
    let features = ["checkin", "common", "due", "weekly"].map(str::to_owned);
    let file = File {
        path: path.to_owned(),
        text: format!("//! For this test.\n{text}"),
    };
    let expected: Vec<String> = expected
        .iter()
        .map(|breach| format!("{path}: {breach}"))
        .collect();
    assert_eq!(breaches(&file, &features.into()), expected, "{text}");
}

#[test]
fn an_import_in_the_wrong_direction_is_seen() {
    check(
        "src/domain/round.rs",
        "use crate::ui::Card;",
        &["domain may not use ui"],
    );
    check(
        "src/domain/round.rs",
        "use crate::clock::Clock;",
        &["domain may not use clock"],
    );
    check(
        "src/domain/round.rs",
        "use super::super::{clock::Clock, domain};",
        &["domain may not use clock"],
    );
    check(
        "src/domain/mod.rs",
        "fn f() { super::store::g() }",
        &["domain may not use store"],
    );
    check(
        "src/domain/round.rs",
        "use super::Partner; // not crate::ui\nmod tests { use super::super::couple; }",
        &[],
    );
    check(
        "src/store/rounds.rs",
        "use crate::{domain::{RoundId, Partner}, ui};",
        &["store may not use ui"],
    );
    check(
        "src/sandbox/rest/mod.rs",
        "use crate::features::Command;",
        &["sandbox may not use features"],
    );
    check(
        "src/features/checkin/mod.rs",
        "use crate::discord::Bot;",
        &["features may not use discord"],
    );
    check("src/main.rs", "use tend::{run, try_out};", &[]);
    check(
        "src/clock.rs",
        "use crate::config::Local;",
        &["clock may not use config"],
    );
}

#[test]
fn a_feature_that_uses_another_one_is_seen() {
    let other = ["a feature may not use another one (weekly)"];
    check(
        "src/features/checkin/view.rs",
        "use super::super::weekly::prompt;",
        &other,
    );
    check(
        "src/features/checkin/mod.rs",
        "fn f() { crate::features::weekly::prompt() }",
        &other,
    );
    check(
        "src/features/checkin.rs",
        "use super::{common::{buttons, rounds}, weekly, Action};",
        &other,
    );
    check(
        "src/features/checkin.rs",
        "use crate::features;\nfn f() { features::weekly::prompt() }",
        &other,
    );
    check(
        "src/features/checkin.rs",
        "mod tests { use super::super::weekly; use super::*; }",
        &other,
    );
    check(
        "src/features/common/rounds.rs",
        "use crate::features::weekly;",
        &other,
    );
    check(
        "src/features/common/buttons.rs",
        "use crate::features::{weekly, checkin};",
        &[],
    );
    check("src/features/due.rs", "use super::{checkin, weekly};", &[]);
}

#[test]
fn what_stands_in_the_wrong_place_is_seen() {
    check(
        "src/app.rs",
        "use serenity::model::id::UserId;",
        &["serenity belongs in src/discord/"],
    );
    check(
        "src/app.rs",
        "/// As serenity::Http.\nfn f() { \"serenity::http\"; r#\"a \" serenity::http\"#; }",
        &[],
    );
    check(
        "src/app.rs",
        "fn f() { sqlx::query_as!(A, \"\") }",
        &["SQL belongs in src/store/"],
    );
    check(
        "src/app.rs",
        "use sqlx::{PgPool, query};",
        &["SQL belongs in src/store/"],
    );
    check(
        "tests/it/pause.rs",
        "fn f() { chrono::Utc::now() }",
        &["only a Clock tells the time"],
    );
    check(
        "src/app.rs",
        "fn f(a: char) { a == '\"' || a == '\\''; Utc::now() }",
        &["only a Clock tells the time"],
    );
    check(
        "src/app.rs",
        "fn f() { getrandom::fill(&mut [0]) }",
        &["only Entropy draws randomness"],
    );
}

#[test]
fn what_belongs_in_no_file_is_seen() {
    check("src/app.rs", "#[allow(dead_code)]", &["has `#[allow`"]);
    check("src/app.rs", "fn f() { todo!() } // dbg!", &["has `todo!`"]);
    check(
        "src/app.rs",
        &"\n".repeat(500),
        &["has 501 lines, more than 500"],
    );
    let headless = File {
        path: "src/app.rs".to_owned(),
        text: "//\n".to_owned(),
    };
    assert_eq!(
        breaches(&headless, &BTreeSet::new()),
        ["src/app.rs: does not open with a line that says what it is for"]
    );
}

#[test]
fn a_readme_or_map_that_differs_is_seen() {
    assert_ne!(
        settings_told("| `DISCORD_TOKEN` | | Another sentence. |"),
        settings()[..1]
    );
    assert_eq!(
        mapped("//! - [`clock`]: what time it is.\n//! [`ui`] is not in the list"),
        ["clock"]
    );
    assert_eq!(listed("pub mod ui;\n"), ["ui"]);
}

/// All that this file breaks.
fn breaches(file: &File, features: &BTreeSet<String>) -> Vec<String> {
    let code = code(&file.text);
    let mut found = BTreeSet::new();
    let own = module(&file.path);
    for path in paths(&code, &own) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if let ([from, ..], ["crate", to, ..]) = (own.as_slice(), path.as_slice())
            && !may_use(from, to)
        {
            found.insert(format!("{from} may not use {to}"));
        }
        if let (["features", own, rest @ ..], ["crate", "features", other, ..]) =
            (own.as_slice(), path.as_slice())
        {
            let hands_on = *own == "due"
                || (*own == "common" && matches!(rest, ["buttons" | "drafts" | "marks"]));
            if own != other && *other != "common" && features.contains(*other) && !hands_on {
                found.insert(format!("a feature may not use another one ({other})"));
            }
        }
        for (start, rule, places) in PLACES {
            let (last, before) = start.split_last().expect("a path");
            let here = (0..path.len()).any(|at| {
                path[at..].starts_with(before)
                    && path
                        .get(at + before.len())
                        .is_some_and(|name| name.starts_with(last))
            });
            if here && !places.iter().any(|place| file.path.starts_with(place)) {
                found.insert((*rule).to_owned());
            }
        }
    }
    found.extend(
        NOWHERE
            .iter()
            .filter(|word| code.contains(*word))
            .map(|word| format!("has `{word}`")),
    );
    let lines = file.text.lines().count();
    if lines > LONGEST {
        found.insert(format!("has {lines} lines, more than {LONGEST}"));
    }
    if !file.text.starts_with("//! ") {
        found.insert("does not open with a line that says what it is for".to_owned());
    }
    found
        .into_iter()
        .map(|breach| format!("{}: {breach}", file.path))
        .collect()
}

fn may_use(from: &str, to: &str) -> bool {
    let place = |name| ORDER.iter().position(|line| line.contains(&name));
    let (Some(here), Some(there)) = (place(from), place(to)) else {
        return true; // no module of ours; the map's test finds a module without a place
    };
    let narrow = NARROW.iter().find(|(name, _)| *name == from);
    from == to || (here < there && narrow.is_none_or(|(_, only)| only.contains(&to)))
}

/// The rows of the README's table, as they must be.
fn settings() -> Vec<String> {
    let row = |setting: &tend::config::Setting| {
        format!(
            "| `{}` | {} | {} |",
            setting.name, setting.default, setting.says
        )
    };
    SETTINGS
        .iter()
        .map(|setting| row(setting).replace("|  |", "| |"))
        .collect()
}

fn settings_told(readme: &str) -> Vec<String> {
    let is_row = |line: &&str| {
        line.starts_with("| `") && line[3..].starts_with(|c: char| c.is_ascii_uppercase())
    };
    readme.lines().filter(is_row).map(str::to_owned).collect()
}

/// The modules that the map at the top of src/lib.rs leads to.
fn mapped(lib: &str) -> Vec<String> {
    let names = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! - [`")?.split_once("`]"));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// The modules that src/lib.rs has.
fn listed(lib: &str) -> Vec<String> {
    let names = lib.lines().filter_map(|line| {
        line.trim_start_matches("pub ")
            .strip_prefix("mod ")?
            .strip_suffix(';')
    });
    names.map(str::to_owned).collect()
}

fn modules_in(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = entries.map(|name| name.trim_end_matches(".rs").to_owned());
    names
        .filter(|name| !["lib", "main", "mod"].contains(&name.as_str()))
        .collect()
}

fn read(folder: &Path, files: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            read(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(File {
                path: path.display().to_string(),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}
