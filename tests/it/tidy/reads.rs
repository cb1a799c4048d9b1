//! What the other has not released is never read: words are selected by two statements, one for their author and
//! one for the other, and nobody asks for the author's in the other's name.

use std::path::Path;

use super::source::code;

/// Where words are selected: for their author, and for the other as far as they are released.
const MINE: &str = "where couple_id = $1 and partner = $2 and";
const THEIRS: &str = "where couple_id = $1 and partner <> $2 and released_at <= $6 and released_mark is not null and";
/// The strings of this source, each as one line.
fn strings(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let hashes = rest[..start].len() - rest[..start].trim_end_matches('#').len();
        let raw = rest[..start - hashes].ends_with('r');
        let end = if raw {
            rest[start + 1..].find(&format!("\"{}", "#".repeat(hashes)))
        } else {
            let mut protected = false;
            rest[start + 1..].find(|sign| {
                let ends = sign == '"' && !protected;
                protected = sign == '\\' && !protected;
                ends
            })
        };
        let Some(end) = end else { break };
        let words: Vec<&str> = rest[start + 1..start + 1 + end]
            .split_whitespace()
            .collect();
        found.push(words.join(" "));
        rest = &rest[start + 2 + end..];
    }
    found
}

/// Whether this statement gives words of texts.
fn gives_words(sql: &str) -> bool {
    let tables = ["from texts", "join texts"];
    sql.split("select ").skip(1).any(|part| {
        let (list, from) = part.split_once(" from ").unwrap_or((part, ""));
        let from = format!("from {from}");
        let all = list.split(", ").any(|column| {
            let column = column.trim_start_matches("distinct ");
            column.ends_with("sealed") || column.ends_with('*') || column.starts_with("sealed")
        });
        all && tables.iter().any(|table| from.contains(table))
    })
}

/// The ways to words that this file holds beside the two.
fn ways(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sql in strings(text).into_iter().filter(|sql| gives_words(sql)) {
        let one_of_two =
            path == "src/store/texts.rs" && (sql.contains(MINE) || sql.contains(THEIRS));
        if !one_of_two {
            found.push(format!("{path} selects words of texts: {sql}"));
        }
    }
    let code = code(text);
    let reads = [
        "store::texts::mine",
        "store::texts::theirs",
        "use crate::store::texts;",
    ];
    for way in reads.iter().filter(|way| code.contains(**way)) {
        if path != "src/features/common/texts.rs" {
            found.push(format!("{path} reads texts by {way}"));
        }
    }
    for made in code.split("Member {").skip(1) {
        let fields = made.split('}').next().unwrap_or_default();
        if fields.contains(".other()") || fields.contains(".by") {
            found.push(format!(
                "{path} asks in the other's name: {}",
                fields.trim()
            ));
        }
    }
    found
}

#[test]
fn words_that_the_other_has_not_released_are_read_by_nothing() {
    let mut files = Vec::new();
    super::read(Path::new("src"), &mut files);
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| ways(&file.path, &file.text))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let two: Vec<String> = files
        .iter()
        .flat_map(|file| strings(&file.text))
        .filter(|sql| gives_words(sql))
        .collect();
    assert_eq!(two.len(), 2, "{two:#?}");
}

#[test]
fn a_third_way_is_found() {
    for (path, text) in [
        (
            "src/store/promises.rs",
            "query!(\"select t.sealed from texts t where about = $1\")",
        ),
        (
            "src/store/texts.rs",
            "query!(\"select id, sealed from texts where partner = $2\")",
        ),
        (
            "src/store/texts.rs",
            "query!(r#\"select id, sealed as \"words!\" from cuts c join texts t on true\"#)",
        ),
        (
            "src/store/texts.rs",
            "query!(\"with all as (select * from texts) select 1 from all\")",
        ),
        (
            "src/features/inbox/mod.rs",
            "fn f() { store::texts::mine(db, couple, who.other()) }",
        ),
        ("src/features/inbox/mod.rs", "use crate::store::texts;"),
        (
            "src/features/inbox/mod.rs",
            "fn f() { Member { couple, who: me.who.other() } }",
        ),
    ] {
        assert_eq!(ways(path, text).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        (
            "src/store/texts.rs",
            "query!(\"select id, kind from texts where get_byte(sealed, 0) = 1\")",
        ),
        (
            "src/store/dates.rs",
            "query!(\"select id, sealed from dates where couple_id = $1\")",
        ),
        (
            "src/features/pause.rs",
            "fn f() { Member { couple, who: me.who } }",
        ),
    ] {
        assert!(ways(path, text).is_empty(), "{path}: {text}");
    }
}
