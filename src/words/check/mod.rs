//! `tend prompts check`: missing, unused, over-long and unkind words, each with its file and line.

mod decks;
mod gentle;
mod messages;
mod source;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::FALLBACK;
use super::files::{self, File};
use super::read;

pub use source::{Said, Used};

/// How long a message may be; Discord takes 2000.
pub const TEXT: usize = 1900;
/// The list of words to look at twice, of each language.
pub const GENTLE: &str = "gentle.toml";

/// Something wrong in the words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub place: String,
    pub line: usize,
    pub what: String,
}

/// What the check found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub problems: Vec<Problem>,
    /// What could be better and is allowed.
    pub notes: Vec<Problem>,
}

/// A text that people read, for the checks that look at words.
struct Text {
    id: String,
    place: String,
    line: usize,
    words: String,
}

/// Checks the words and prints what it finds; true if nothing is wrong. `here` is where it is run:
/// in a checkout of Tend it reads `prompts/` as it is now and compares it with what `src/` says;
/// elsewhere it reads the words that were compiled in. `folder` holds the host's own words.
pub fn run(folder: Option<&Path>, here: &Path, out: &mut impl Write) -> anyhow::Result<bool> {
    let (prompts, src) = (here.join("prompts"), here.join("src"));
    let mut findings = if here.join("src/words/files.rs").is_file() && prompts.is_dir() {
        let ours = files::in_folder(&prompts)?;
        let mut findings = check(
            &files::with_those_in(ours.clone(), folder)?,
            Some(&source::read(&src)?),
        );
        findings.problems.extend(unlisted(&ours));
        findings
    } else {
        check(&files::with_those_in(files::compiled_in(), folder)?, None)
    };
    findings.problems.sort();
    for problem in &findings.problems {
        writeln!(out, "{problem}")?;
    }
    for note in &findings.notes {
        writeln!(out, "{note} (allowed)")?;
    }
    match findings.problems.len() {
        0 => writeln!(out, "The words are fine.")?,
        1 => writeln!(out, "1 thing to look at.")?,
        many => writeln!(out, "{many} things to look at.")?,
    }
    Ok(findings.problems.is_empty())
}

/// All that is wrong in these files. `used` is what the code says, where the code is at hand.
pub fn check(files: &[File], used: Option<&Used>) -> Findings {
    let mut findings = Findings::default();
    let languages: BTreeSet<_> = files.iter().map(|file| file.language.as_str()).collect();
    for language in &languages {
        findings
            .problems
            .extend(read::tongue(language, files, None).1);
    }
    let english = messages::Messages::of(FALLBACK, files);
    for language in languages {
        let own: Vec<_> = files
            .iter()
            .filter(|file| file.language == language)
            .collect();
        let messages = messages::Messages::of(language, files);
        messages.lengths(&mut findings);
        if language == FALLBACK {
            if let Some(used) = used {
                messages.against_the_code(used, &mut findings.problems);
            }
        } else {
            messages.against_english(&english, &mut findings.problems);
        }
        let mut texts = messages.texts();
        let english: Vec<_> = files
            .iter()
            .filter(|file| file.language == FALLBACK)
            .collect();
        texts.extend(decks::check(&own, &english, &mut findings.problems));
        gentle::check(&own, &texts, &mut findings.problems);
    }
    findings
}

/// Files in `prompts/` that `words/files.rs` forgot, and the other way round.
fn unlisted(ours: &[File]) -> Vec<Problem> {
    let listed: BTreeSet<_> = files::FILES
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    let found: BTreeSet<_> = ours
        .iter()
        .map(|file| format!("{}/{}", file.language, file.name))
        .collect();
    let place = "src/words/files.rs";
    let forgotten = found
        .difference(&listed)
        .map(|path| format!("“{path}” is not in the list"));
    let gone = listed
        .difference(&found)
        .map(|path| format!("“{path}” is in the list, and not in prompts/"));
    forgotten
        .chain(gone)
        .map(|what| Problem::new(place, 1, what))
        .collect()
}

impl Problem {
    pub fn new(place: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            place: place.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.place, self.line, self.what)
    }
}

#[cfg(test)]
mod tests;
