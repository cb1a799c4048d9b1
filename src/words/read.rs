//! From the files of one language to its words, with everything that is wrong in them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::Entry;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use unic_langid::LanguageIdentifier;

use super::check::{GENTLE, Problem};
use super::files::File;
use super::{Decks, Lists, Tongue, Word, notice, secrets, services, wording};
use crate::domain::deck::{Deck, Kind, Question};
use crate::domain::promise::Phrasebook;

/// The privacy notice's file.
pub const NOTICE: &str = "privacy-notice.md";
pub const LISTS: &str = "feelings.toml";
pub const SERVICES: &str = "services.toml";
pub const WORDING: &str = "wording.toml";
pub const SECRETS: &str = "secrets.toml";
const PROMISES: &str = "promises.toml";
const DAYS: &str = "days.toml";

impl Decks {
    pub(super) const ALL: [Self; 5] = [
        Self::Weekly,
        Self::Thanks,
        Self::Concern,
        Self::Build,
        Self::Openings,
    ];

    /// The deck's file.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Weekly => "weekly.toml",
            Self::Thanks => "thanks.toml",
            Self::Concern => "concern.toml",
            Self::Build => "build.toml",
            Self::Openings => "openings.toml",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeckFile {
    /// Ids of questions that were taken out.
    #[serde(default)]
    retired: Vec<String>,
    question: Vec<QuestionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionEntry {
    id: Spanned<String>,
    #[serde(default)]
    short: String,
    full: String,
    #[serde(default)]
    kind: KindEntry,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum KindEntry {
    #[default]
    Open,
    FearHope,
    Held,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListsFile {
    feeling: Vec<WordEntry>,
    week: Vec<WordEntry>,
    closeness: Vec<WordEntry>,
    safe: Vec<WordEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordEntry {
    id: Spanned<String>,
    word: String,
}

/// Small words about promises.
#[derive(Deserialize)]
#[serde(from = "PhrasebookEntry")]
struct PhrasebookFile(Phrasebook);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhrasebookEntry {
    vague: Vec<String>,
    large: Vec<String>,
    others: Vec<String>,
}

impl From<PhrasebookEntry> for PhrasebookFile {
    fn from(entry: PhrasebookEntry) -> Self {
        Self(Phrasebook {
            vague: entry.vague,
            large: entry.large,
            others: entry.others,
        })
    }
}

/// A question, and where it stands.
pub struct Placed<'f> {
    pub file: &'f File,
    pub line: usize,
    pub question: Question,
}

/// The words of one language; what is wrong in its files comes beside them.
pub fn tongue(
    language: &str,
    files: &[File],
    fallback: Option<Arc<Tongue>>,
) -> (Tongue, Vec<Problem>) {
    let mut wrong = Vec::new();
    let name = language.parse().unwrap_or_else(|_| {
        let place = files
            .iter()
            .find(|file| file.language == language)
            .map_or("", |file| &file.place);
        wrong.push(Problem::new(
            place,
            1,
            format!("“{language}” is not the name of a language"),
        ));
        LanguageIdentifier::default()
    });
    // Whoever reads in one language may write a password in another.
    let (secrets, secrets_wrong) = secrets::parse(files);
    let files: Vec<_> = files
        .iter()
        .filter(|file| file.language == language)
        .collect();
    wrong.extend(
        secrets_wrong
            .into_iter()
            .filter(|(of, _)| of == language)
            .map(|(_, problem)| problem),
    );

    let (lists, lists_wrong) = lists(&files);
    wrong.extend(lists_wrong);
    let (placed, decks_wrong) = decks(&files);
    wrong.extend(decks_wrong);
    let mut decks: HashMap<_, Vec<_>> = HashMap::new();
    for (deck, placed) in placed {
        decks.entry(deck).or_default().push(placed.question);
    }
    let services = files.iter().find(|f| f.name == SERVICES).and_then(|file| {
        services::parse(file)
            .map_err(|problems| wrong.extend(problems))
            .ok()
    });
    let wording = files.iter().find(|f| f.name == WORDING).and_then(|file| {
        wording::parse(file)
            .map_err(|problems| wrong.extend(problems))
            .ok()
    });
    let phrasebook = files.iter().find(|f| f.name == PROMISES).and_then(|file| {
        toml(file)
            .map_err(|problem| wrong.push(problem))
            .ok()
            .map(|PhrasebookFile(book)| book)
    });
    let days = files
        .iter()
        .find(|f| f.name == DAYS)
        .and_then(|file| toml(file).map_err(|problem| wrong.push(problem)).ok());
    let known = |name: &str| {
        Decks::ALL.iter().any(|deck| deck.file() == name)
            || [
                LISTS, SERVICES, GENTLE, NOTICE, PROMISES, DAYS, WORDING, SECRETS,
            ]
            .contains(&name)
    };
    for file in files
        .iter()
        .filter(|file| !file.has_messages() && !known(&file.name))
    {
        wrong.push(Problem::new(
            &file.place,
            1,
            "no such file is known; messages are in .ftl files",
        ));
    }

    let tongue = Tongue {
        messages: messages(name, &files, &mut wrong),
        decks: decks
            .into_iter()
            .map(|(deck, questions)| (deck, Deck::new(questions)))
            .collect(),
        lists,
        services,
        phrasebook,
        days,
        notice: files
            .iter()
            .find(|file| file.name == NOTICE)
            .map(|file| notice::without_remarks(&file.text)),
        wording,
        secrets,
        fallback,
    };
    (tongue, wrong)
}

/// The messages of all Fluent files; each id in one place only.
fn messages(
    language: LanguageIdentifier,
    files: &[&File],
    wrong: &mut Vec<Problem>,
) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false); // they would be heard by screen readers, and Discord shows direction itself
    let mut places = HashMap::new();
    for file in files.iter().filter(|file| file.has_messages()) {
        let (resource, errors) = match FluentResource::try_new(file.text.to_string()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        for error in errors {
            wrong.push(Problem::new(
                &file.place,
                file.line(error.pos.start),
                error.kind.to_string(),
            ));
        }
        for entry in resource.entries() {
            let id = match entry {
                Entry::Message(message) => message.id.name.to_owned(),
                Entry::Term(term) => format!("-{}", term.id.name),
                _ => continue,
            };
            let line = file.line(offset(resource.source(), entry_name(entry)));
            if let Some(earlier) = places.get(&id) {
                wrong.push(Problem::new(
                    &file.place,
                    line,
                    format!("“{id}” is already in {earlier}"),
                ));
            }
            places.insert(id, format!("{}:{line}", file.place));
        }
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The name of a message or term, as a piece of its source.
pub fn entry_name<'s>(entry: &Entry<&'s str>) -> &'s str {
    match entry {
        Entry::Message(message) => message.id.name,
        Entry::Term(term) => term.id.name,
        _ => "",
    }
}

/// Where this piece of a text begins in it.
pub fn offset(text: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The questions of all decks with their places; each id once in all decks.
pub fn decks<'f>(files: &[&'f File]) -> (Vec<(Decks, Placed<'f>)>, Vec<Problem>) {
    let mut questions: Vec<(Decks, Placed<'f>)> = Vec::new();
    let mut wrong = Vec::new();
    for deck in Decks::ALL {
        for file in files.iter().filter(|file| file.name == deck.file()) {
            let parsed: DeckFile = match toml(file) {
                Ok(parsed) => parsed,
                Err(problem) => {
                    wrong.push(problem);
                    continue;
                }
            };
            for entry in parsed.question {
                let line = file.line(entry.id.span().start);
                let id = entry.id.into_inner();
                if parsed.retired.contains(&id) {
                    wrong.push(Problem::new(
                        &file.place,
                        line,
                        format!("“{id}” was another question once"),
                    ));
                }
                if let Some((_, earlier)) = questions
                    .iter()
                    .find(|(_, placed)| placed.question.id == id)
                {
                    let place = format!("{}:{}", earlier.file.place, earlier.line);
                    wrong.push(Problem::new(
                        &file.place,
                        line,
                        format!("“{id}” is already in {place}"),
                    ));
                }
                let kind = match entry.kind {
                    KindEntry::Open => Kind::Open,
                    KindEntry::FearHope => Kind::FearHope,
                    KindEntry::Held => Kind::Held,
                };
                let full = entry.full.trim().to_owned();
                let question = Question {
                    id,
                    short: entry.short,
                    full,
                    kind,
                };
                questions.push((
                    deck,
                    Placed {
                        file,
                        line,
                        question,
                    },
                ));
            }
        }
    }
    (questions, wrong)
}

/// The lists of words to choose from; each id once in its list.
pub fn lists(files: &[&File]) -> (HashMap<Lists, Vec<Word>>, Vec<Problem>) {
    let mut wrong = Vec::new();
    let Some(file) = files.iter().find(|file| file.name == LISTS) else {
        return (HashMap::new(), wrong);
    };
    let parsed: ListsFile = match toml(file) {
        Ok(parsed) => parsed,
        Err(problem) => return (HashMap::new(), vec![problem]),
    };
    let mut lists = HashMap::new();
    for (list, entries) in [
        (Lists::Feelings, parsed.feeling),
        (Lists::Week, parsed.week),
        (Lists::Closeness, parsed.closeness),
        (Lists::Safe, parsed.safe),
    ] {
        let mut words: Vec<Word> = Vec::new();
        for entry in entries {
            let line = file.line(entry.id.span().start);
            let id = entry.id.into_inner();
            if words.iter().any(|word| word.id == id) {
                wrong.push(Problem::new(
                    &file.place,
                    line,
                    format!("“{id}” is twice in this list"),
                ));
            }
            if super::utf16(&entry.word) > crate::ui::limits::CHOICE_LABEL
                || entry.word.trim().is_empty()
            {
                wrong.push(Problem::new(
                    &file.place,
                    line,
                    "a word to choose has 1 to 100 characters",
                ));
            }
            words.push(Word {
                id,
                word: entry.word,
            });
        }
        if words.len() > crate::ui::limits::CHOICES {
            wrong.push(Problem::new(
                &file.place,
                1,
                "a list has at most 25 words to choose from",
            ));
        }
        lists.insert(list, words);
    }
    (lists, wrong)
}

/// The file as TOML, or where it is not.
pub fn toml<T: DeserializeOwned>(file: &File) -> Result<T, Problem> {
    toml::from_str(&file.text).map_err(|error| {
        let Range { start, .. } = error.span().unwrap_or_default();
        Problem::new(&file.place, file.line(start), error.message())
    })
}
