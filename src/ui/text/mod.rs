//! Makes what people wrote harmless to show: what is read, and copied, is what was written.

mod pages;
#[cfg(test)]
mod tests;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::limits;
pub use pages::{length, pages};

/// What Discord makes a link of.
const SCHEMES: [&str; 3] = ["https://", "http://", "steam://"];
/// A longer address is words like others: no message would hold it in one piece.
const LONGEST_ADDRESS: usize = limits::TEXT / 2;
/// Between these two, words that run from right to left cannot reorder what stands around them.
const ISOLATE: char = '\u{2068}';
const ISOLATED: char = '\u{2069}';

/// A text in which markdown, mentions and disguised links have no force. Addresses arrive character
/// for character, as links of which Discord shows no preview.
pub fn harmless(text: &str) -> String {
    let lines: Vec<String> = plain(text).split('\n').map(line).collect();
    lines.join("\n")
}

/// The text as a quote: every line in the frame, nothing out of it.
pub fn quote(text: &str) -> String {
    let text = plain(text);
    let lines = text.trim().lines().map(|one| format!("> {}", line(one)));
    lines.collect::<Vec<_>>().join("\n")
}

/// The beginning of a text in one harmless line, for a list: whole characters, and no half of an address
/// that could be followed.
pub fn glimpse(text: &str, at_most: usize) -> String {
    let whole = in_one_line(&plain(text));
    let end = beginning(&whole, at_most);
    if end == whole.len() {
        return line(&whole);
    }
    let broken = addresses(&whole).find(|address| address.start < end && end < address.end);
    match broken {
        Some(address) if address.start == 0 => {
            let mut safe = String::new();
            escape(&whole[..end], &mut safe);
            format!("{safe}…")
        }
        Some(address) => format!("{}…", line(whole[..address.start].trim_end())),
        None => format!("{}…", line(whole[..end].trim_end())),
    }
}

/// The beginning of a text for a choice in a select, which shows it as it is.
pub fn label(text: &str, at_most: usize) -> String {
    let whole = in_one_line(&plain(text));
    let end = beginning(&whole, at_most);
    if end == whole.len() {
        whole
    } else {
        format!("{}…", whole[..end].trim_end())
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// So many bytes of this text have at most so many characters, and cut nothing that is read as one.
fn beginning(text: &str, at_most: usize) -> usize {
    let mut used = 0;
    let whole = text.graphemes(true).map_while(|one| {
        used += one.chars().count();
        (used <= at_most).then_some(one.len())
    });
    whole.sum()
}

/// The text without what cannot be read: every kind of line end is one, controls are none, and what
/// would turn the direction of all that follows is left out.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let seen = text.chars().filter_map(|c| match c {
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        '\n' | '\t' => Some(c),
        c => (!c.is_control()).then_some(c),
    });
    seen.collect()
}

/// One line, harmless.
fn line(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 8);
    let mut done = 0;
    for address in addresses(text) {
        escape(&text[done..address.start], &mut safe);
        safe.push('<');
        safe.push_str(&text[address.clone()]);
        safe.push('>');
        done = address.end;
    }
    escape(&text[done..], &mut safe);
    if text.chars().any(turns) {
        format!("{ISOLATE}{safe}{ISOLATED}")
    } else {
        safe
    }
}

/// Whether this is of a script that runs from right to left, or a mark that says so.
fn turns(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{200E}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Where addresses stand in a line. They are shown as they were typed: a backslash inside one would stay
/// in it and lead elsewhere.
fn addresses(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(found) = line[from..].find("://") {
            let (before, rest) = line.split_at(from + found + 3);
            from = before.len();
            let Some(scheme) = SCHEMES.iter().find(|scheme| ends_with(before, scheme)) else {
                continue;
            };
            let start = from - scheme.len();
            let length = address(rest);
            if length > 0 && length <= LONGEST_ADDRESS {
                from += length;
                return Some(start..from);
            }
        }
        None
    })
}

fn ends_with(text: &str, scheme: &str) -> bool {
    let start = text.len().checked_sub(scheme.len());
    let end = start.and_then(|start| text.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(scheme))
}

/// How far an address goes on after its scheme: up to what cannot stand in one, and without what ends a
/// sentence or closes what was opened before it.
fn address(rest: &str) -> usize {
    let ends = |c: char| {
        let mark = matches!(
            c,
            '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'
        );
        c.is_whitespace() || c == '<' || c == '>' || mark
    };
    let mut found = &rest[..rest.find(ends).unwrap_or(rest.len())];
    loop {
        let count = |c: char| found.matches(c).count();
        let trimmed = match found.chars().next_back() {
            Some('.' | ',' | ':' | ';' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | ']') => {
                true
            }
            Some(')') => count(')') > count('('),
            _ => false,
        };
        if !trimmed {
            return found.len();
        }
        found = &found[..found.len() - found.chars().next_back().map_or(0, char::len_utf8)];
    }
}

/// Adds words of one line with a backslash before all that Discord would take as a sign, wherever the
/// line is broken later.
fn escape(words: &str, safe: &mut String) {
    let mut last = None;
    let mut colon = false; // one stands before, in the same word: `:name:` would be a picture
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let means_something = match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '@' => true,
            '(' => last == Some(']'),
            // Headings, small print and lists, where a line begins.
            '#' | '-' => next.is_none_or(|next| next == '#' || next.is_whitespace()),
            '.' => {
                last.is_some_and(|last: char| last.is_ascii_digit())
                    && next.is_none_or(char::is_whitespace)
            }
            ':' => colon || next == Some('/'),
            _ => false,
        };
        colon = match c {
            ':' => !colon,
            c => colon && !c.is_whitespace(),
        };
        if means_something {
            safe.push('\\');
        }
        safe.push(c);
        last = Some(c);
    }
}
