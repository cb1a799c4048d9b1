//! Questions, words to choose, services and the privacy notice: do they fit, and are there enough?

use super::{Problem, TEXT, Text};
use crate::domain::deck::Kind;
use crate::ui::limits;
use crate::words::files::File;
use crate::words::notice::{self, PLACES};
use crate::words::read::{self, LISTS, NOTICE, Placed, SERVICES};
use crate::words::{Decks, Word, services, utf16};

/// So long a question may be.
const FULL: usize = 600;
/// Fewer than these, and a question would come back within 26 weeks.
const LEAST_FEAR_HOPE: usize = 7;
const LEAST_OTHERS: usize = 21;
/// A country's services are shown on one card, with other words around them.
const COUNTRY: usize = 1500;

/// Checks everything but messages, and gives back what people read of it.
pub fn check(files: &[&File], english: &[&File], problems: &mut Vec<Problem>) -> Vec<Text> {
    let (questions, unread) = read::decks(files); // what is wrong in the files was named before
    let (known, _) = read::decks(english);
    let mut texts = Vec::new();
    for (deck, placed) in &questions {
        question(*deck, placed, problems);
        let id = &placed.question.id;
        if !known
            .iter()
            .any(|(other, known)| other == deck && known.question.id == *id)
        {
            let what = format!("“{id}” is in no English deck, so it is never asked");
            problems.push(Problem::new(&placed.file.place, placed.line, what));
        }
        texts.push(Text {
            id: id.clone(),
            place: placed.file.place.clone(),
            line: placed.line,
            words: format!("{} {}", placed.question.short, placed.question.full),
        });
    }
    for file in files {
        match file.name.as_str() {
            NOTICE => texts.push(the_notice(file, problems)),
            SERVICES => texts.extend(the_services(file, problems)),
            _ if unread.iter().any(|problem| problem.place == file.place) => {}
            name => {
                let deck = Decks::ALL.into_iter().find(|deck| deck.file() == name);
                let few = deck.and_then(|deck| too_few(deck, &questions));
                problems.extend(few.map(|what| Problem::new(&file.place, 1, what)));
            }
        }
    }
    if let Some(file) = files.iter().find(|file| file.name == LISTS) {
        let (lists, _) = read::lists(files);
        let text = |word: Word| Text {
            id: word.id,
            place: file.place.clone(),
            line: 1,
            words: word.word,
        };
        texts.extend(lists.into_values().flatten().map(text));
    }
    texts
}

fn question(deck: Decks, placed: &Placed<'_>, problems: &mut Vec<Problem>) {
    let question = &placed.question;
    let mut wrong =
        |what: String| problems.push(Problem::new(&placed.file.place, placed.line, what));
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if question.id.is_empty() || question.id.len() > 40 || !question.id.chars().all(plain) {
        wrong(format!(
            "“{}”: an id has 1 to 40 small letters, digits and hyphens",
            question.id
        ));
    }
    let short = utf16(&question.short);
    if short > limits::INPUT_LABEL || (short == 0 && deck != Decks::Openings) {
        wrong(format!(
            "“{}”: its short form has {short} characters, and may have 1 to {}",
            question.id,
            limits::INPUT_LABEL
        ));
    }
    let full = utf16(&question.full);
    if full > FULL || full == 0 {
        wrong(format!(
            "“{}”: it has {full} characters, and may have 1 to {FULL}",
            question.id
        ));
    }
    if deck != Decks::Weekly && question.kind != Kind::Open {
        wrong(format!(
            "“{}”: only weekly questions have a kind",
            question.id
        ));
    }
}

/// Whether this deck has too few questions to keep its weeks apart.
fn too_few(deck: Decks, questions: &[(Decks, Placed<'_>)]) -> Option<String> {
    let kinds: Vec<_> = questions
        .iter()
        .filter(|(d, _)| *d == deck)
        .map(|(_, p)| p.question.kind)
        .collect();
    let fear_hope = kinds.iter().filter(|kind| **kind == Kind::FearHope).count();
    if deck != Decks::Weekly {
        return (kinds.len() < 2)
            .then(|| "it needs two wordings, so that none comes twice in a row".to_owned());
    }
    let few = fear_hope < LEAST_FEAR_HOPE || kinds.len() - fear_hope < LEAST_OTHERS;
    few.then(|| {
        format!(
            "it needs {LEAST_FEAR_HOPE} fear-hope questions and {LEAST_OTHERS} others, \
             so that none comes back within 26 weeks"
        )
    })
}

fn the_notice(file: &File, problems: &mut Vec<Problem>) -> Text {
    for (at, _) in file.text.match_indices("{{") {
        let name = file.text[at + 2..].split("}}").next().unwrap_or_default();
        if !PLACES.contains(&name) {
            let name: String = name.chars().take(30).collect();
            let what = format!(
                "“{{{{{name}}}}}” is nothing that Tend fills in; it knows {}",
                PLACES.join(" and ")
            );
            problems.push(Problem::new(&file.place, file.line(at), what));
        }
    }
    let text = notice::without_remarks(&file.text);
    for paragraph in text
        .split("\n\n")
        .filter(|paragraph| utf16(paragraph) > TEXT - 200)
    {
        let line = file.line(file.text.find(paragraph).unwrap_or_default());
        let what = format!("a paragraph may have {} characters", TEXT - 200);
        problems.push(Problem::new(&file.place, line, what));
    }
    Text {
        id: "privacy-notice".to_owned(),
        place: file.place.clone(),
        line: 1,
        words: text,
    }
}

fn the_services(file: &File, problems: &mut Vec<Problem>) -> Option<Text> {
    let services = services::parse(file).ok()?;
    let mut text = String::new();
    for country in services.countries() {
        let shown: String = country.services.iter().flat_map(services_words).collect();
        if utf16(&shown) > COUNTRY {
            let at = file
                .text
                .find(&format!("\"{}\"", country.code))
                .unwrap_or_default();
            let what = format!(
                "{} has {} characters, and may have {COUNTRY}",
                country.name,
                utf16(&shown)
            );
            problems.push(Problem::new(&file.place, file.line(at), what));
        }
        text.push_str(&shown);
    }
    if services.international().is_none() {
        let what = format!(
            "it needs an entry “{}” for everywhere else",
            services::Services::INTERNATIONAL
        );
        problems.push(Problem::new(&file.place, 1, what));
    }
    Some(Text {
        id: "services".to_owned(),
        place: file.place.clone(),
        line: 1,
        words: text,
    })
}

/// A service's words, each with room for what stands around it.
fn services_words(service: &services::Service) -> Vec<String> {
    let words = [
        Some(&service.name),
        Some(&service.what),
        service.phone.as_ref(),
        service.text.as_ref(),
        service.url.as_ref(),
    ];
    words
        .into_iter()
        .flatten()
        .map(|word| format!("{word}  . \n"))
        .collect()
}
