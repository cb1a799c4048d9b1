//! Every practice of the features of repair, and every harm that touches them, is named above a story that
//! shows it: `// practices 14, 95` and `// harms: Promise tracking`. Neither can be dropped without a word, and
//! a number or a word anywhere else counts for nothing.

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

/// The comments right above a story, each block as one line.
fn above_stories(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_start) {
        if let Some(comment) = line.strip_prefix("// ") {
            block.push(comment);
        } else {
            let is_story = line.starts_with("#[test]") || line.starts_with("#[tokio::test");
            blocks.extend((is_story && !block.is_empty()).then(|| block.join(" ")));
            block.clear();
        }
    }
    blocks
}

/// The practices that a block names, if it has their form: it begins with `practices 14, 95`. What follows
/// them, after anything but a comma, is none.
fn practices(block: &str) -> Vec<u16> {
    let named = block
        .strip_prefix("practices ")
        .or(block.strip_prefix("practice "));
    let mut found = Vec::new();
    for word in named.unwrap_or_default().split(' ') {
        let number = word.trim_end_matches([',', ';', ':']);
        let Ok(number) = number.parse() else {
            break;
        };
        found.push(number);
        if !word.ends_with(',') {
            break;
        }
    }
    found
}

/// The harms that a block names, as it names them: after `harms:`, to its end.
fn harms(block: &str) -> &str {
    block.split_once("harms: ").map_or("", |(_, harms)| harms)
}

#[test]
fn every_practice_of_a_repair_and_every_harm_is_named_at_a_story() {
    let mut all = Vec::new();
    stories(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it"),
        &mut all,
    );
    let blocks: Vec<String> = all.iter().flat_map(|text| above_stories(text)).collect();
    let shown: BTreeSet<u16> = blocks.iter().flat_map(|block| practices(block)).collect();
    let open: BTreeMap<&str, Vec<u16>> = ROWS
        .iter()
        .map(|(feature, rows)| {
            let open = rows.iter().copied().filter(|row| !shown.contains(row));
            (*feature, open.collect())
        })
        .filter(|(_, open): &(&str, Vec<u16>)| !open.is_empty())
        .collect();
    assert!(open.is_empty(), "practices that no story names: {open:?}");

    let bare: Vec<&&str> = HARMS
        .iter()
        .filter(|harm| !blocks.iter().any(|block| harms(block).contains(**harm)))
        .collect();
    assert!(bare.is_empty(), "harms that no story names: {bare:?}");
}

/// What is named in this text is exactly this.
fn check(text: &str, expected: &[u16], harm: &str) {
    let blocks = above_stories(text);
    let found: Vec<u16> = blocks.iter().flat_map(|block| practices(block)).collect();
    assert_eq!(found, expected, "{text}");
    let found: String = blocks.iter().map(|block| harms(block)).collect();
    assert_eq!(found, harm, "{text}");
}

#[test]
fn only_what_has_the_form_and_stands_above_a_story_counts() {
    check("// practices 14, 95\n#[tokio::test]", &[14, 95], "");
    check(
        "    // practice 145: 48 hours of 2 days\n    #[test]",
        &[145],
        "",
    );
    check(
        "// practices 4, 9,\n// 11; beyond 1, 2\n#[test]",
        &[4, 9, 11],
        "",
    );
    check(
        "// practices 12; harms: Penance (of 3)\n#[test]",
        &[12],
        "Penance (of 3)",
    );
    check(
        "// harms: Penance, and\n// more\n#[test]",
        &[],
        "Penance, and more",
    );
    // Planted elsewhere, or near the word only.
    check("// as in practices 14, 95\n#[test]", &[], "");
    check("// 300 people practise 14 practices 95\n#[test]", &[], "");
    check("// practices of 14 couples\n#[test]", &[], "");
    check("// practices 14 and 95\n#[test]", &[14], "");
    check("// practices 14, then 95\n#[test]", &[14], "");
    check(
        "// practices 14; harms: Penance\nlet practices = 95;",
        &[],
        "",
    );
    check("// practices 14\n\n#[test]", &[], "");
    check("//! practices 14\n#[test]", &[], "");
    check("/// practices 14\n#[test]", &[], "");
    check("#[test]\nfn story() {\n    // practices 14\n}", &[], "");
}
