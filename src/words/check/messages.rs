//! Messages: do they fit where they go, does the code say each of them, with the values it names?

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};

use super::{Findings, Problem, TEXT, Text, Used};
use crate::ui::limits;
use crate::words::files::File;
use crate::words::read::{entry_name, offset};
use crate::words::utf16;

/// How long a value that is filled in is taken to be.
const VALUE: usize = 16;
/// A button of this length is read whole on a phone.
const SHORT_BUTTON: usize = 38;
/// Messages that name messages that name messages: deeper than this is a circle.
const DEPTH: usize = 8;

/// How long a message may be, by the end of its id: `checkin-hand-in-button`, `pause-until-label`.
const KINDS: [(&str, usize, &str); 6] = [
    ("button", limits::BUTTON_LABEL, "a button"),
    ("title", limits::MODAL_TITLE, "a form's title"),
    ("label", limits::INPUT_LABEL, "a form's label"),
    ("placeholder", limits::INPUT_PLACEHOLDER, "a placeholder"),
    ("choice", limits::CHOICE_LABEL, "a choice"),
    (
        "command",
        limits::COMMAND_DESCRIPTION,
        "a command's description",
    ),
];

/// One language's messages, terms and attributes by id (`pause`, `pause.hint`, `-tend`).
pub struct Messages(BTreeMap<String, Message>);

struct Message {
    place: String,
    line: usize,
    /// The words without what is filled in.
    text: String,
    longest: usize,
    values: BTreeSet<String>,
    named: BTreeSet<String>,
}

impl Messages {
    pub fn of(language: &str, files: &[File]) -> Self {
        let files: Vec<_> = files
            .iter()
            .filter(|f| f.language == language && f.has_messages())
            .collect();
        let resources: Vec<_> = files
            .iter()
            .map(|file| {
                FluentResource::try_new(file.text.to_string())
                    .unwrap_or_else(|(resource, _)| resource)
            })
            .collect();
        let mut patterns = BTreeMap::new();
        for (file, resource) in files.into_iter().zip(&resources) {
            for entry in resource.entries() {
                let line = file.line(offset(resource.source(), entry_name(entry)));
                let (id, value, attributes) = match entry {
                    Entry::Message(m) => (m.id.name.to_owned(), m.value.as_ref(), &m.attributes),
                    Entry::Term(t) => (format!("-{}", t.id.name), Some(&t.value), &t.attributes),
                    _ => continue,
                };
                for attribute in attributes {
                    let line = file.line(offset(resource.source(), attribute.id.name));
                    patterns.insert(
                        format!("{id}.{}", attribute.id.name),
                        (file, line, &attribute.value),
                    );
                }
                if let Some(value) = value {
                    patterns.insert(id, (file, line, value));
                }
            }
        }
        let look_up: Patterns<'_> = patterns
            .iter()
            .map(|(id, (_, _, p))| (id.as_str(), *p))
            .collect();
        let messages = patterns.iter().map(|(id, (file, line, pattern))| {
            let mut seen = Seen::default();
            let longest = seen.pattern(pattern, &look_up, 0);
            let Seen {
                text,
                values,
                named,
            } = seen;
            (
                id.clone(),
                Message {
                    place: file.place.clone(),
                    line: *line,
                    text,
                    longest,
                    values,
                    named,
                },
            )
        });
        Self(messages.collect())
    }

    /// Names those that are too long for where they go, or hold nothing.
    pub fn lengths(&self, findings: &mut Findings) {
        for (id, message) in self.0.iter().filter(|(id, _)| !id.starts_with('-')) {
            let kind = id.rsplit(['-', '.']).next().unwrap_or_default();
            let known = KINDS.iter().find(|(end, _, _)| *end == kind);
            let (most, name) = known.map_or((TEXT, "a text"), |(_, most, name)| (*most, *name));
            let length = message.longest;
            let found = |what| Problem::new(&message.place, message.line, what);
            if length > most {
                let what =
                    format!("“{id}” may have {length} characters; {name} has at most {most}");
                findings.problems.push(found(what));
            } else if kind == "button" && length > SHORT_BUTTON {
                let what = format!(
                    "“{id}” may have {length} characters; up to {SHORT_BUTTON} are read whole on a phone"
                );
                findings.notes.push(found(what));
            }
            for other in message
                .named
                .iter()
                .filter(|other| !self.0.contains_key(*other))
            {
                findings.problems.push(found(format!(
                    "“{id}” names “{other}”, which is no message"
                )));
            }
            if message.text.trim().is_empty()
                && message.values.is_empty()
                && message.named.is_empty()
            {
                findings.problems.push(found(format!("“{id}” is empty")));
            }
        }
    }

    /// Compares the messages with what the code says.
    pub fn against_the_code(&self, used: &Used, problems: &mut Vec<Problem>) {
        for said in &used.said {
            for id in &said.ids {
                match (self.0.get(id), &said.values) {
                    (None, _) => {
                        problems.push(Problem::new(
                            &said.place,
                            said.line,
                            format!("“{id}” is said and has no words"),
                        ));
                    }
                    (Some(message), Some(given)) => {
                        for value in message.values.difference(given) {
                            let what = format!("“{id}” needs the value “{value}”");
                            problems.push(Problem::new(&said.place, said.line, what));
                        }
                    }
                    (Some(_), None) => {}
                }
            }
            let takes = |value: &String| {
                said.ids
                    .iter()
                    .any(|id| self.0.get(id).is_none_or(|m| m.values.contains(value)))
            };
            for value in said
                .values
                .iter()
                .flatten()
                .filter(|value| !said.ids.is_empty() && !takes(value))
            {
                let what = format!(
                    "“{}” does not use the value “{value}”",
                    said.ids.join("”, “")
                );
                problems.push(Problem::new(&said.place, said.line, what));
            }
        }
        let known: BTreeSet<_> = used.said.iter().flat_map(|said| &said.ids).collect();
        let by_variable = used.said.iter().filter(|said| said.ids.is_empty());
        let on_their_way: BTreeSet<_> = by_variable.map(|said| &said.place).collect();
        for (literal, place, line) in &used.literals {
            let an_id = is_an_id(literal) && (on_their_way.contains(place) || has_a_kind(literal));
            if an_id && !known.contains(literal) && !self.0.contains_key(literal) {
                let what = format!("“{literal}” has no words");
                problems.push(Problem::new(place, *line, what));
            }
        }
        let literals: BTreeSet<_> = used
            .literals
            .iter()
            .map(|(literal, _, _)| literal.as_str())
            .collect();
        let named: BTreeSet<_> = self
            .0
            .values()
            .flat_map(|m| &m.named)
            .map(String::as_str)
            .collect();
        for (id, message) in &self.0 {
            if !literals.contains(id.as_str()) && !named.contains(id.as_str()) {
                problems.push(Problem::new(
                    &message.place,
                    message.line,
                    format!("nothing says “{id}”"),
                ));
            }
        }
    }

    /// Compares a translation with the English messages. What it lacks is said in English.
    pub fn against_english(&self, english: &Self, problems: &mut Vec<Problem>) {
        for (id, message) in self.0.iter().filter(|(id, _)| !id.starts_with('-')) {
            let what = match english.0.get(id) {
                None => Some(format!("“{id}” is no English message, so nothing says it")),
                Some(original) => {
                    let unknown = message.values.difference(&original.values).next();
                    unknown.map(|value| format!("“{id}” is never given the value “{value}”"))
                }
            };
            problems.extend(what.map(|what| Problem::new(&message.place, message.line, what)));
        }
    }

    /// What people read, for the checks that look at words.
    pub fn texts(&self) -> Vec<Text> {
        let text = |(id, m): (&String, &Message)| Text {
            id: id.clone(),
            place: m.place.clone(),
            line: m.line,
            words: m.text.clone(),
        };
        self.0.iter().map(text).collect()
    }
}

/// Whether a literal in the code looks like a message's id: small letters with hyphens in between.
/// Taken for one in files that say messages by a variable, and anywhere if its end is a kind.
fn is_an_id(literal: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    literal.contains('-')
        && literal.chars().all(plain)
        && literal.starts_with(|c: char| c.is_ascii_lowercase())
        && !literal.ends_with(['-', '.'])
}

/// Whether its end says where it goes: `…-button`, `…-label` and so on.
fn has_a_kind(id: &str) -> bool {
    let end = id.rsplit(['-', '.']).next();
    KINDS.iter().any(|(kind, _, _)| end == Some(*kind))
}

type Patterns<'p> = BTreeMap<&'p str, &'p Pattern<&'p str>>;

/// What was met on the way through a message.
#[derive(Default)]
struct Seen {
    text: String,
    values: BTreeSet<String>,
    named: BTreeSet<String>,
}

impl Seen {
    /// How long the pattern can become.
    fn pattern(&mut self, pattern: &Pattern<&str>, all: &Patterns<'_>, depth: usize) -> usize {
        let mut length = 0;
        for element in &pattern.elements {
            length += match element {
                PatternElement::TextElement { value } => {
                    if depth == 0 {
                        self.text.push_str(value);
                    }
                    utf16(value)
                }
                PatternElement::Placeable { expression } => self.expression(expression, all, depth),
            };
        }
        length
    }

    fn expression(
        &mut self,
        expression: &Expression<&str>,
        all: &Patterns<'_>,
        depth: usize,
    ) -> usize {
        match expression {
            Expression::Inline(inline) => self.inline(inline, all, depth),
            Expression::Select { selector, variants } => {
                self.inline(selector, all, depth);
                let lengths = variants.iter().map(|variant| {
                    self.text.push(' ');
                    self.pattern(&variant.value, all, depth)
                });
                lengths.max().unwrap_or_default()
            }
        }
    }

    fn inline(
        &mut self,
        inline: &InlineExpression<&str>,
        all: &Patterns<'_>,
        depth: usize,
    ) -> usize {
        match inline {
            InlineExpression::StringLiteral { value }
            | InlineExpression::NumberLiteral { value } => utf16(value),
            InlineExpression::VariableReference { id } => {
                self.values.insert(id.name.to_owned());
                VALUE
            }
            InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                self.reference(id.name.to_owned(), attribute, all, depth)
            }
            InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                let given = arguments
                    .iter()
                    .map(|arguments| self.arguments(arguments, all, depth))
                    .sum::<usize>();
                given + self.reference(format!("-{}", id.name), attribute, all, depth)
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                self.arguments(arguments, all, depth)
            }
            InlineExpression::Placeable { expression } => self.expression(expression, all, depth),
        }
    }

    fn arguments(
        &mut self,
        arguments: &CallArguments<&str>,
        all: &Patterns<'_>,
        depth: usize,
    ) -> usize {
        let named = arguments.named.iter().map(|argument| &argument.value);
        arguments
            .positional
            .iter()
            .chain(named)
            .map(|argument| self.inline(argument, all, depth))
            .sum()
    }

    fn reference(
        &mut self,
        id: String,
        attribute: Option<&str>,
        all: &Patterns<'_>,
        depth: usize,
    ) -> usize {
        let id = match attribute {
            Some(attribute) => format!("{id}.{attribute}"),
            None => id,
        };
        let length = match all.get(id.as_str()) {
            Some(pattern) if depth < DEPTH => self.pattern(pattern, all, depth + 1),
            _ => 0,
        };
        self.named.insert(id);
        length
    }
}
