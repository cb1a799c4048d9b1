//! Every practice of the features of repair, and every harm that touches them, is named above a story that
//! shows it: `// practices 14, 95` and `// harms: Promise tracking`. Neither can be dropped without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rows of each feature, by the numbers of the practices.
const ROWS: &[(&str, &[u16])] = &[
    (
        "promises",
        &[
            14, 15, 28, 45, 63, 95, 96, 117, 118, 130, 164, 165, 166, 169, 172, 194, 226, 231, 242,
            257,
        ],
    ),
    (
        "repair",
        &[
            4, 8, 9, 29, 31, 32, 42, 44, 46, 49, 55, 56, 57, 61, 89, 91, 110, 120, 125, 126, 132,
            138, 148, 183, 192, 217, 218, 219, 220, 221,
        ],
    ),
    (
        "apology",
        &[11, 12, 13, 90, 123, 124, 128, 129, 170, 171, 230],
    ),
    ("questions", &[59, 73, 137, 162, 222, 247]),
    ("setback", &[97, 98, 134, 140, 182, 197]),
    ("needs", &[35, 48, 60, 65, 116, 122, 211, 261]),
    ("paper cuts", &[47, 119, 139, 203, 207]),
    ("pages", &[70, 71, 187, 189]),
    (
        "appreciation and pause, around a repair",
        &[81, 136, 145, 252],
    ),
];

/// The harms that touch them, each by the words a story names it with.
const HARMS: &[&str] = &[
    "Sharing passwords",
    "Transparency as a rule",
    "Answer questions openly",
    "over and over again",
    "Both acknowledge their roles",
    "willing to forgive",
    "Penance",
    "Promise tracking",
    "Never happens again",
    "As soon as possible",
    "A relationship cannot work without trust",
    "Face defences",
    "Complete truth",
    "small betrayals",
    "Couple therapy",
    "Detecting crisis words",
];

/// All stories' texts.
fn stories(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            stories(&path, into);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("rows.rs") {
            into.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The comments that name something above a story, with the lines that go on.
fn named(text: &str, what: &str) -> String {
    let mut told = String::new();
    let mut goes_on = false;
    for line in text.lines() {
        let Some(comment) = line.trim_start().strip_prefix("// ") else {
            goes_on = false;
            continue;
        };
        if comment.contains(what) || goes_on {
            told.push_str(comment);
            told.push('\n');
            goes_on = true;
        }
    }
    told
}

fn numbers(text: &str) -> BTreeSet<u16> {
    text.split(|sign: char| !sign.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[test]
fn every_practice_of_a_repair_and_every_harm_is_named_at_a_story() {
    let mut all = Vec::new();
    stories(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it"),
        &mut all,
    );
    let shown: BTreeSet<u16> = all
        .iter()
        .flat_map(|text| numbers(&named(text, "practice")))
        .collect();
    let open: BTreeMap<&str, Vec<u16>> = ROWS
        .iter()
        .map(|(feature, rows)| {
            let open = rows.iter().copied().filter(|row| !shown.contains(row));
            (*feature, open.collect())
        })
        .filter(|(_, open): &(&str, Vec<u16>)| !open.is_empty())
        .collect();
    assert!(open.is_empty(), "practices that no story names: {open:?}");

    let harms: String = all.iter().map(|text| named(text, "harms:")).collect();
    let bare: Vec<&&str> = HARMS
        .iter()
        .filter(|harm| !harms.contains(**harm))
        .collect();
    assert!(bare.is_empty(), "harms that no story names: {bare:?}");
}
