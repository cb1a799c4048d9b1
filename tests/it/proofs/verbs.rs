//! Every id that Tend knows how to read: what a changed client could send.

use std::collections::BTreeSet;
use std::path::Path;

use tend::domain::CoupleId;
use tend::domain::id::spelled;
use tend::features::common::press::{Press, Verb};
use tend::features::{Action, inbox, needs, pages, promise, questions, repair, setback};
use tend::ui::limits;

/// The largest id that can be drawn.
const LONGEST: i64 = (1 << 62) - 1;
/// How long a stamp is, with its sign.
const STAMP: usize = 9;

/// Every command but the one that begins, which asks for more.
pub const COMMANDS: [&str; 18] = [
    "checkin",
    "feedback",
    "help",
    "history",
    "inbox",
    "needs",
    "pages",
    "pause",
    "privacy",
    "promise list",
    "promise new",
    "questions",
    "repair board",
    "repair open",
    "rhythm",
    "setback",
    "settings",
    "tend move",
];

/// Whose ids they are. What a pair does not have yet may be any number.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    pub couple: i64,
    pub round: i64,
    pub proposal: i64,
    pub invitation: i64,
    pub other: u64,
    pub channel: u64,
    /// The first that there is of each of [`MADE`].
    pub made: [i64; 6],
}

/// What each feature's buttons are about, and where the first one is found.
pub const MADE: [(&str, &str); 6] = [
    (
        "inbox",
        "select coalesce((select id from cuts order by written_at, rank limit 1), 1)",
    ),
    (
        "needs",
        "select coalesce((select id from requests order by asked_at, kind limit 1), 1)",
    ),
    (
        "promise",
        "select coalesce((select id from promises order by made_at, rank limit 1), 1)",
    ),
    (
        "questions",
        "select coalesce((select id from questions order by asked_at, rank limit 1), 1)",
    ),
    (
        "repair",
        "select coalesce((select id from repairs order by opened_at, rank limit 1), 1)",
    ),
    (
        "setback",
        "select coalesce((select id from setbacks order by at, rank limit 1), 1)",
    ),
];

const OF_A_ROUND: [(&str, &str); 4] = [
    (
        "checkin",
        "open how words who week feelings close guess write written same part preview handin takeback hard hardhere not nothere keep letgo",
    ),
    (
        "reading",
        "read open keep tomorrow line linewritten lineright linecorrect linecorrected",
    ),
    ("pause", "snooze tonight tomorrow"),
    ("history", "week"),
];
const OF_A_COUPLE: [(&str, &str); 5] = [
    ("dates", "open add written remove"),
    ("pause", "open date datewritten tell return"),
    ("rhythm", "open hide show"),
    (
        "settings",
        "open reveal suggestreveal often suggestoften why whywritten zone zonewritten zonepicked defaults same each",
    ),
    (
        "privacy",
        "of export files erase phrase written leave telling quietly",
    ),
];
const OF_NOBODY: &str = "feedback:open feedback:write feedback:written help:open help:home help:notice help:support:0 help:country:0 privacy:open privacy:places privacy:mayask";
const HOURS: &str = "hour hday hhour hquarter hzone hzonewritten hzonepicked suggest";
const STEPS: &str = "day hour minute zone zonewritten zonepicked post";
const ANSWERS: &str = "look yes no never";

impl Rows {
    /// All ids about these rows. The MACs in those of an invitation are guessed.
    pub fn ids(&self) -> Vec<String> {
        let Self {
            couple,
            round,
            proposal,
            invitation,
            other,
            channel,
            made,
        } = self;
        let (round, couple) = (&spelled(*round), &spelled(*couple));
        let (proposal, invitation) = (spelled(*proposal), spelled(*invitation));
        let of = |all: &[(&str, &str)], row: &str| -> Vec<String> {
            let each = all.iter().flat_map(|(feature, verbs)| {
                verbs
                    .split(' ')
                    .map(move |verb| format!("{feature}:{verb}:{row}"))
            });
            each.collect()
        };
        let mut ids = of(&OF_A_ROUND, round);
        ids.extend(of(&OF_A_COUPLE, couple));
        ids.extend(OF_NOBODY.split(' ').map(str::to_owned));
        ids.extend(HOURS.split(' ').map(|verb| {
            format!("settings:{verb}:{couple}:6:1140:America/Argentina/ComodRivadavia")
        }));
        ids.push(format!("dates:show:{couple}:1"));
        ids.extend(["agree", "leave"].map(|verb| format!("settings:{verb}:{couple}:{proposal}")));
        ids.extend(["1", "0"].map(|days| format!("pause:rest:{couple}:{days}")));
        let mac = "a".repeat(32);
        ids.extend(
            STEPS
                .split(' ')
                .map(|verb| format!("pairing:{verb}:{invitation}:{other}:{mac}")),
        );
        ids.extend(
            ANSWERS
                .split(' ')
                .map(|verb| format!("pairing:{verb}:{invitation}:{mac}")),
        );
        ids.push(format!("pairing:withdraw:{invitation}"));
        ids.push(format!("pairing:again:{couple}"));
        ids.push(format!("moving:here:{couple}:1:{channel}"));
        let couple_id = CoupleId(self.couple);
        let [cut, request, promise, question, repair, setback] = *made;
        ids.extend(each::<inbox::Verb>("inbox", couple_id, cut));
        ids.extend(each::<needs::Verb>("needs", couple_id, request));
        ids.extend(each::<pages::Verb>("pages", couple_id, 1));
        ids.extend(each::<promise::Verb>("promise", couple_id, promise));
        ids.extend(each::<questions::Verb>("questions", couple_id, question));
        ids.extend(each::<repair::Verb>("repair", couple_id, repair));
        ids.extend(each::<setback::Verb>("setback", couple_id, setback));
        let commands = [
            "checkin",
            "history",
            "inbox",
            "needs",
            "pages",
            "pause",
            "privacy",
            "promise-list",
            "promise-new",
            "questions",
            "repair-board",
            "repair-open",
            "rhythm",
            "setback",
            "settings",
            "tend-move",
        ];
        ids.extend(commands.map(|command| format!("which:{command}:{couple}")));
        ids.into_iter().map(|id| format!("t1:{id}")).collect()
    }
}

/// Every verb of a feature: about no row, and about this one.
fn each<V: Verb>(feature: &str, couple: CoupleId, row: i64) -> Vec<String> {
    let of = |row: i64, number: i64| {
        V::ALL.iter().map(move |(verb, ..)| {
            let press = Press::with(*verb, couple, row, number);
            format!("{feature}:{}", press.id())
        })
    };
    of(0, 0).chain(of(row, 1)).collect()
}

/// The words in a feature's source that its ids are read by.
fn read_by(source: &str) -> BTreeSet<String> {
    let bodies = source
        .split("fn parse(")
        .skip(1)
        .map(|rest| rest.split("\n    }\n").next().unwrap_or_default());
    let tables = source
        .split("const ")
        .skip(1)
        .map(|rest| rest.split("];").next().unwrap_or_default());
    let tables = tables.filter(|table| {
        ["STEPS", "ANSWERS", "PICKS"]
            .iter()
            .any(|name| table.starts_with(name))
    });
    let literals = |text: &str| {
        text.split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    bodies
        .chain(tables)
        .flat_map(literals)
        .filter(|word| word.chars().all(|sign| sign.is_ascii_lowercase()))
        .collect()
}

fn sources(folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            sources(&entry.path(), into);
        } else {
            into.push((
                entry.path().display().to_string(),
                std::fs::read_to_string(entry.path()).unwrap(),
            ));
        }
    }
}

#[test]
fn every_word_that_an_id_is_read_by_is_tried() {
    let rows = Rows {
        couple: LONGEST,
        round: LONGEST,
        proposal: LONGEST,
        invitation: LONGEST,
        other: u64::MAX,
        channel: u64::MAX,
        made: [LONGEST; 6],
    };
    let ids = rows.ids();
    let longest = ids.iter().max_by_key(|id| id.len()).unwrap();
    assert!(longest.len() + STAMP <= limits::ID, "{longest}");
    for id in &ids {
        let action = Action::parse(id).unwrap_or_else(|| panic!("{id} is not read"));
        assert_eq!(action.id(), *id);
    }
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features"),
        &mut files,
    );
    let mut words = 0;
    for (file, source) in files
        .iter()
        .filter(|(file, _)| !file.ends_with("features/mod.rs"))
    {
        for word in read_by(source) {
            words += 1;
            assert!(
                ids.iter().any(|id| id.split(':').any(|part| part == word)),
                "{word} in {file} is not tried"
            );
        }
    }
    assert!(words > 70, "only {words} words were found in the sources");
}
