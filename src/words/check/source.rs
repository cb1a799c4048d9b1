//! Which messages the code says. Message ids stand in the code as whole string literals (never put
//! together), so that they can be found: inside `say(…)`'s first argument, or on their way to it.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context as _;

/// A call `say("id", &[("name", …)])`, as far as it can be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub place: String,
    pub line: usize,
    /// Every id its first argument may be; none where that is a variable.
    pub ids: Vec<String>,
    /// The names of the values; None where they are not listed in the call.
    pub values: Option<BTreeSet<String>>,
}

/// What the code uses.
#[derive(Debug, Default)]
pub struct Used {
    /// Every string literal with its place.
    pub literals: Vec<(String, String, usize)>,
    pub said: Vec<Said>,
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Literal(String),
    Name(String),
    Mark(char),
}

/// Reads all Rust files below `folder`, without their tests.
pub fn read(folder: &Path) -> anyhow::Result<Used> {
    let mut used = Used::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = || format!("cannot read {}", folder.display());
        for entry in std::fs::read_dir(&folder).with_context(unreadable)? {
            let path = entry.with_context(unreadable)?.path();
            // The local Discord has words of its own, beside its page.
            if path.is_dir() && path.file_name().is_some_and(|n| n != "sandbox") {
                folders.push(path);
            } else if path.is_file()
                && path.extension().is_some_and(|e| e == "rs")
                && path.file_name().is_some_and(|n| n != "tests.rs")
            {
                let text = std::fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                look(&path.display().to_string(), &text, &mut used);
            }
        }
    }
    Ok(used)
}

/// Adds what one file uses.
pub fn look(place: &str, text: &str, used: &mut Used) {
    let tokens = tokens(text);
    let end = tests_begin(&tokens).unwrap_or(tokens.len());
    let tokens = &tokens[..end];
    for (at, (token, line)) in tokens.iter().enumerate() {
        match token {
            Token::Literal(literal) => {
                let found = (literal.clone(), place.to_owned(), *line);
                used.literals.push(found);
            }
            Token::Name(name) if name == "say" && is(tokens, at + 1, '(') => {
                let (ids, values) = arguments(&tokens[at + 2..]);
                used.said.push(Said {
                    place: place.to_owned(),
                    line: *line,
                    ids,
                    values,
                });
            }
            _ => {}
        }
    }
}

/// Where `#[cfg(test)] mod … {` stands; tests are last in a file.
fn tests_begin(tokens: &[(Token, usize)]) -> Option<usize> {
    (0..tokens.len()).find(|at| {
        let name = |i: usize, name: &str| matches!(tokens.get(at + i), Some((Token::Name(n), _)) if n == name);
        is(tokens, *at, '#') && name(2, "cfg") && name(4, "test") && name(7, "mod") && is(tokens, at + 9, '{')
    })
}

/// The ids and the names of values after `say(`.
fn arguments(tokens: &[(Token, usize)]) -> (Vec<String>, Option<BTreeSet<String>>) {
    let mut depth = 0;
    let mut ids = Vec::new();
    let mut rest = tokens.len();
    for (at, (token, _)) in tokens.iter().enumerate() {
        match token {
            Token::Literal(literal) => ids.push(literal.clone()),
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') if depth == 0 => return (ids, None), // a `say` of somebody else's
            Token::Mark(')' | ']' | '}') => depth -= 1,
            Token::Mark(',') if depth == 0 => {
                rest = at + 1;
                break;
            }
            _ => {}
        }
    }
    if !(is(tokens, rest, '&') && is(tokens, rest + 1, '[')) {
        return (ids, None);
    }
    let mut values = BTreeSet::new();
    let mut depth = 1;
    let mut at = rest + 2;
    while depth > 0 && at < tokens.len() {
        match &tokens[at].0 {
            Token::Mark('(') if depth == 1 => {
                match tokens.get(at + 1) {
                    Some((Token::Literal(name), _)) => values.insert(name.clone()),
                    _ => return (ids, None),
                };
                depth += 1;
            }
            Token::Mark('(' | '[' | '{') => depth += 1,
            Token::Mark(')' | ']' | '}') => depth -= 1,
            Token::Name(_) if depth == 1 => return (ids, None),
            _ => {}
        }
        at += 1;
    }
    (ids, Some(values))
}

fn is(tokens: &[(Token, usize)], at: usize, mark: char) -> bool {
    matches!(tokens.get(at), Some((Token::Mark(found), _)) if *found == mark)
}

/// Just enough of Rust: literals, names and marks; comments and characters are left out.
fn tokens(text: &str) -> Vec<(Token, usize)> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '/' if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => {
                (None, rest.find("*/").map_or(rest.len(), |end| end + 2))
            }
            '"' => literal(rest),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#") => raw(rest),
            '\'' => (None, character(rest)),
            c if c.is_alphabetic() || c == '_' => {
                let length = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                (Some(Token::Name(rest[..length].to_owned())), length)
            }
            c if c.is_whitespace() => (None, c.len_utf8()),
            c => (Some(Token::Mark(c)), c.len_utf8()),
        };
        tokens.extend(token.map(|token| (token, line)));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn literal(rest: &str) -> (Option<Token>, usize) {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (Some(Token::Literal(rest[1..at].to_owned())), at + 1),
            _ => {}
        }
    }
    (None, rest.len())
}

fn raw(rest: &str) -> (Option<Token>, usize) {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let start = 1 + hashes;
    if !rest[start..].starts_with('"') {
        return (None, start); // a raw name such as r#type
    }
    let close = format!("\"{}", "#".repeat(hashes));
    match rest[start + 1..].find(&close) {
        Some(length) => {
            let end = start + 1 + length;
            (
                Some(Token::Literal(rest[start + 1..end].to_owned())),
                end + close.len(),
            )
        }
        None => (None, rest.len()),
    }
}

/// How long the character `'x'` is, or the mark of a lifetime.
fn character(rest: &str) -> usize {
    let mut after = rest.char_indices().skip(1);
    match (after.next(), after.next(), after.next()) {
        (Some((_, '\\')), Some(_), _) => rest[3..].find('\'').map_or(1, |end| end + 4),
        (Some((_, c)), Some((_, '\'')), _) if c != '\'' => 2 + c.len_utf8(),
        _ => 1,
    }
}
