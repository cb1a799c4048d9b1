//! The rules about wording, as their file lists them.

use serde::Deserialize;
use toml::Spanned;

use super::check::Problem;
use super::files::File;
use super::read;
use crate::domain::secrets;
use crate::domain::wording::{HintRule, Pattern, Rule, Rules};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFile {
    hint: Vec<HintEntry>,
    secret: SecretEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HintEntry {
    id: Spanned<String>,
    find: Vec<Spanned<String>>,
    #[serde(default)]
    except: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretEntry {
    words: Vec<String>,
    codes: Vec<String>,
    harmless: Vec<String>,
    is: Vec<String>,
    mine: Vec<String>,
    fine: Vec<String>,
    endings: Vec<String>,
}

/// The rules, or everything that is wrong in the file.
pub fn parse(file: &File) -> Result<Rules, Vec<Problem>> {
    let parsed: WordingFile = read::toml(file).map_err(|problem| vec![problem])?;
    let mut wrong = Vec::new();
    let mut hints: Vec<HintRule> = Vec::new();
    for entry in parsed.hint {
        let line = file.line(entry.id.span().start);
        let id = entry.id.into_inner();
        let mut patterns = |all: Vec<Spanned<String>>| {
            let mut good = Vec::new();
            for one in all {
                let line = file.line(one.span().start);
                let text = one.into_inner();
                match Pattern::parse(&text) {
                    Some(pattern) => good.push(pattern),
                    None => wrong.push(Problem::new(
                        &file.place,
                        line,
                        format!("“{text}”: a pattern begins and ends with a word"),
                    )),
                }
            }
            good
        };
        let (find, except) = (patterns(entry.find), patterns(entry.except));
        match Rule::from_name(&id) {
            Some(rule) if hints.iter().any(|hint| hint.rule == rule) => wrong.push(Problem::new(
                &file.place,
                line,
                format!("“{id}” is already in this file"),
            )),
            Some(rule) => hints.push(HintRule { rule, find, except }),
            None => wrong.push(Problem::new(
                &file.place,
                line,
                format!("“{id}” is no rule that is known"),
            )),
        }
    }
    if wrong.is_empty() {
        Ok(Rules::new(hints, secrets(parsed.secret)))
    } else {
        Err(wrong)
    }
}

fn secrets(entry: SecretEntry) -> secrets::Words {
    let phrases = |all: Vec<String>| -> Vec<secrets::Phrase> {
        all.iter()
            .map(|phrase| phrase.split_whitespace().map(str::to_lowercase).collect())
            .collect()
    };
    secrets::Words {
        words: phrases(entry.words),
        codes: phrases(entry.codes),
        harmless: entry.harmless,
        is: entry.is,
        mine: entry.mine,
        fine: entry.fine,
        endings: entry.endings,
    }
}
