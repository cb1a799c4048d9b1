//! Words to look at twice, and the exceptions that somebody looked at.

use serde::Deserialize;
use toml::Spanned;

use super::{GENTLE, Problem, Text};
use crate::words::files::File;
use crate::words::read;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GentleFile {
    word: Vec<WordEntry>,
    #[serde(default)]
    allowed: Vec<Allowed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordEntry {
    word: String,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Allowed {
    /// Of the message, question or word; for the notice and the services the file's name
    /// without its ending.
    id: Spanned<String>,
    word: String,
    reason: String,
}

/// Names every text with such a word, and every exception that nothing needs.
pub fn check(files: &[&File], texts: &[Text], problems: &mut Vec<Problem>) {
    let Some(file) = files.iter().find(|file| file.name == GENTLE) else {
        return;
    };
    let gentle: GentleFile = match read::toml(file) {
        Ok(gentle) => gentle,
        Err(problem) => {
            problems.push(problem);
            return;
        }
    };
    let mut needed = vec![false; gentle.allowed.len()];
    for text in texts {
        for WordEntry { word, why } in gentle
            .word
            .iter()
            .filter(|entry| has(&text.words, &entry.word))
        {
            let allowed = gentle
                .allowed
                .iter()
                .position(|a| *a.id.get_ref() == text.id && a.word == *word);
            if let Some(at) = allowed {
                needed[at] = true;
            } else {
                let what = format!("“{}” says “{word}”: {why}", text.id);
                problems.push(Problem::new(&text.place, text.line, what));
            }
        }
    }
    for (allowed, needed) in gentle.allowed.iter().zip(needed) {
        let line = file.line(allowed.id.span().start);
        if !needed {
            let what = format!("“{}” does not say “{}”", allowed.id.get_ref(), allowed.word);
            problems.push(Problem::new(&file.place, line, what));
        }
        if allowed.reason.trim().is_empty() {
            problems.push(Problem::new(&file.place, line, "an exception has a reason"));
        }
    }
}

/// Whether the word stands in the text, whole, in any case of letters.
fn has(text: &str, word: &str) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    let whole = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let inside = |next: Option<char>, edge: Option<char>| {
            next.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric)
        };
        !inside(before, word.chars().next()) && !inside(after, word.chars().next_back())
    };
    text.match_indices(word).any(|(at, _)| whole(at))
}
