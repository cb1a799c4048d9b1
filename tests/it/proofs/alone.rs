//! What one of them keeps to themselves – a draft, a private page, a hard evening, a private promise, what
//! waits for a look or an hour together – leaves every byte that anybody else gets as it is without it, ids included.

use super::blindness::{Known, begin, side_by_side};
use crate::people::Person;

/// A form, how one comes to it, what is typed, and what is pressed after it.
struct Kept {
    what: &'static str,
    command: &'static str,
    way: &'static [&'static str],
    texts: &'static [(&'static str, &'static str)],
    then: &'static [&'static str],
}

const WORDS: &str = "Nobody knows of this.";

const fn kept(
    what: &'static str,
    command: &'static str,
    way: &'static [&'static str],
    texts: &'static [(&'static str, &'static str)],
    then: &'static [&'static str],
) -> Kept {
    Kept {
        what,
        command,
        way,
        texts,
        then,
    }
}

const PROMISE: &[(&str, &str)] = &[("what", WORDS), ("when", "tomorrow"), ("known", WORDS)];
const TELLING: &[(&str, &str)] = &[("note", WORDS), ("telling", WORDS)];
const ALL: [Kept; 13] = [
    kept(
        "a repair in draft",
        "/repair open",
        &["Something hurt me", "Write a line"],
        &[("repair_opening", WORDS)],
        &[],
    ),
    kept(
        "one's own deed in draft",
        "/repair open",
        &["I did something", "Write a line"],
        &[("repair_opening", WORDS)],
        &[],
    ),
    kept(
        "a draft let go",
        "/repair open",
        &["Something hurt me", "Write a line"],
        &[("repair_opening", WORDS)],
        &["Let it go"],
    ),
    kept(
        "a private page",
        "/pages",
        &["About the other", "Write a page"],
        &[("page", WORDS)],
        &[],
    ),
    kept(
        "a hard evening",
        "/setback",
        &["Support", "What happened", "Write it down"],
        &[("what", WORDS)],
        &["Next"],
    ),
    kept(
        "a plan of one's own",
        "/needs",
        &["My plan", "Write my plan"],
        &[("signs", WORDS), ("then", WORDS)],
        &[],
    ),
    kept(
        "a promise in draft",
        "/promise new",
        &["Write my own"],
        PROMISE,
        &[],
    ),
    kept(
        "a private promise",
        "/promise new",
        &["Write my own"],
        PROMISE,
        &["Only for me"],
    ),
    kept(
        "a paper cut",
        "/inbox",
        &["Write one"],
        &[("line", WORDS)],
        &[],
    ),
    kept(
        "questions",
        "/questions",
        &["Note a question"],
        &[("question", WORDS)],
        &[],
    ),
    kept(
        "something to tell, in draft",
        "/questions",
        &["Something to tell", "Not yet"],
        TELLING,
        &[],
    ),
    kept(
        "a need not shared",
        "/needs",
        &["What settles me", "Write"],
        &[("0", WORDS)],
        &[],
    ),
    kept(
        "what trust looks like, from one",
        "/needs",
        &["What trust looks like", "Write mine"],
        &[("trust", WORDS)],
        &["Hand in"],
    ),
];

impl Kept {
    async fn by(&self, ana: &Person) {
        ana.command(self.command).await;
        for label in self.way {
            ana.press(label).await;
        }
        ana.write(self.texts).await;
        for label in self.then {
            ana.press(label).await;
        }
    }
}

async fn looks_everywhere(who: &Person) {
    for command in [
        "/checkin",
        "/history",
        "/inbox",
        "/needs",
        "/pages",
        "/pause",
        "/privacy",
        "/promise list",
        "/promise new",
        "/questions",
        "/repair board",
        "/repair open",
        "/rhythm",
        "/setback",
        "/settings",
    ] {
        who.command(command).await;
    }
    for label in ["What the other shares", "What trust looks like"] {
        who.command("/needs").await.press(label).await;
    }
    who.command("/questions").await.press("Our hour").await;
    who.command("/setback").await.press("Go on").await;
    who.press("Earlier pages").await;
}

/// Nine days in which one of them may have kept something to themselves, and the other goes on with theirs.
async fn nine_days(what: Option<usize>) -> Known {
    let (tend, ana, ben, cleo) = begin().await;
    tend.pass("1 minute").await;
    if let Some(at) = what {
        ALL[at].by(&ana).await;
    }
    tend.pass("1 minute").await;
    looks_everywhere(&ben).await;
    for theirs in [&ALL[0], &ALL[3], &ALL[6], &ALL[9]] {
        theirs.by(&ben).await;
    }
    for id in ["show", "offer", "agree", "hold", "all"] {
        ben.forge_press(&format!("t1:repair:{id}:1:77:0")).await;
        cleo.forge_press(&format!("t1:repair:{id}:1:77:0")).await;
    }
    for id in [
        "promise:look",
        "questions:mine",
        "pages:choose",
        "setback:what",
        "inbox:hear",
        "needs:look",
    ] {
        ben.forge_press(&format!("t1:{id}:1:77:0")).await;
    }
    tend.pass("20 hours").await;
    looks_everywhere(&ben).await;
    if what.is_some_and(|at| ALL[at].what == "a paper cut") {
        ana.command("/inbox").await;
        ana.choose("Take one back", &["Take back 1"]).await; // or it would be looked at together
    }
    tend.pass("8 days").await;
    looks_everywhere(&ben).await;
    Known::of(&tend, &ana, &ben, &cleo)
}

#[test]
fn what_somebody_keeps_to_themselves_changes_nothing_for_anybody_else() {
    let worlds: Vec<Option<usize>> = std::iter::once(None)
        .chain((0..ALL.len()).map(Some))
        .collect();
    let all = side_by_side(&worlds, nine_days);
    for (what, known) in ALL.iter().zip(&all[1..]) {
        known.is(&all[0], what.what);
    }
}
