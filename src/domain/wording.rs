//! Small readable rules about wording: hints for the author alone, and the same text without a *but*.

use std::ops::Range;

/// What a hint is about. Its name stands in the file of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// What follows a *but* takes back what stands before it.
    But,
    /// *If you felt …* leaves open whether anything happened.
    IfYouFelt,
    /// *You made me …* gives one's own act to the other.
    YouMadeMe,
    /// *Always* and *never* are about a person, not about one moment.
    AlwaysNever,
    /// *You are …* is about a person, too.
    YouAre,
}

impl Rule {
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::But, "but"),
        (Self::IfYouFelt, "if_you_felt"),
        (Self::YouMadeMe, "you_made_me"),
        (Self::AlwaysNever, "always_never"),
        (Self::YouAre, "you_are"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(rule, _)| *rule == self)
            .map_or("", |(_, name)| name)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(rule, _)| *rule)
    }
}

/// One thing to look at twice, and the words as they were written.
#[derive(Clone, PartialEq, Eq)]
pub struct Hint {
    pub rule: Rule,
    pub words: String,
}

/// All rules of one language.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Rules {
    hints: Vec<HintRule>,
}

/// The patterns of one rule, and what is fine all the same.
#[derive(Clone, PartialEq, Eq)]
pub struct HintRule {
    pub rule: Rule,
    pub find: Vec<Pattern>,
    pub except: Vec<Pattern>,
}

/// Words as people say them, one after the other.
#[derive(Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

#[derive(Clone, PartialEq, Eq)]
enum Piece {
    /// One of these words.
    Word(Vec<String>),
    /// Up to three words of any kind.
    Gap,
}

/// So many words fit into a gap.
const GAP: usize = 3;

/// A word of a text: where it stands, in small letters with one kind of apostrophe, and whether a
/// sentence ends between it and the next.
struct Word {
    at: Range<usize>,
    plain: String,
    last: bool,
}

impl Pattern {
    /// Reads `if you|i felt ... hurt`; `None` for one that is empty, or begins or ends in a gap.
    pub fn parse(text: &str) -> Option<Self> {
        let piece = |piece: &str| match piece {
            "..." | "…" => Piece::Gap,
            _ => Piece::Word(piece.split('|').map(plain).collect()),
        };
        let pieces: Vec<Piece> = text.split_whitespace().map(piece).collect();
        let whole = |piece: Option<&Piece>| matches!(piece, Some(Piece::Word(words)) if words.iter().all(|word| !word.is_empty()));
        (whole(pieces.first()) && whole(pieces.last())).then_some(Self(pieces))
    }

    /// Where it ends (the word after it), if it begins at this word.
    fn ends(&self, words: &[Word], from: usize) -> Option<usize> {
        ends(&self.0, words, from)
    }
}

fn ends(pieces: &[Piece], words: &[Word], from: usize) -> Option<usize> {
    let Some((first, rest)) = pieces.split_first() else {
        return Some(from);
    };
    let goes_on = |at: usize| at == 0 || !words[at - 1].last;
    match first {
        Piece::Word(any) => {
            let word = words.get(from)?;
            if !any.iter().any(|one| is(&word.plain, one)) {
                return None;
            }
            if rest.is_empty() {
                return Some(from + 1);
            }
            (!word.last).then(|| ends(rest, words, from + 1)).flatten()
        }
        Piece::Gap => (from..=from + GAP)
            .take_while(|at| *at < words.len() && (*at == from || goes_on(*at)))
            .find_map(|at| ends(rest, words, at)),
    }
}

impl Rules {
    pub const fn none() -> Self {
        Self { hints: Vec::new() }
    }

    pub fn new(hints: Vec<HintRule>) -> Self {
        Self { hints }
    }

    /// What the author may like to look at twice: rule by rule, each wording once.
    pub fn hints(&self, text: &str) -> Vec<Hint> {
        let words = words(text);
        let mut hints: Vec<Hint> = Vec::new();
        for rule in &self.hints {
            for found in rule.found(&words) {
                let said = &text[words[found.start].at.start..words[found.end - 1].at.end];
                let known =
                    |hint: &Hint| hint.rule == rule.rule && plain(&hint.words) == plain(said);
                if !hints.iter().any(known) {
                    hints.push(Hint {
                        rule: rule.rule,
                        words: said.to_owned(),
                    });
                }
            }
        }
        hints
    }

    /// The text with each *but …* left out to the end of its sentence; none where there is none, and
    /// where nothing else would be left.
    pub fn without_a_but(&self, text: &str) -> Option<String> {
        let words = words(text);
        let rule = self.hints.iter().find(|rule| rule.rule == Rule::But)?;
        let mut left = String::with_capacity(text.len());
        let mut from = 0;
        let found = rule.found(&words);
        if found.is_empty() {
            return None;
        }
        for but in found {
            let at = words[but.start].at.start;
            if at < from {
                continue; // in a clause that is left out already
            }
            left.push_str(text[from..at].trim_end_matches(|c: char| {
                (c.is_whitespace() && c != '\n') || matches!(c, ',' | ';' | '-' | '–' | '—')
            }));
            let end = clause_ends(text, at);
            if left.ends_with('(') && text[end..].starts_with(')') {
                left.truncate(left.trim_end_matches(['(', ' ']).len());
                from = end + 1;
                continue;
            }
            // A sentence that begins so goes as a whole, with its mark.
            let begins = left
                .trim_end_matches(['*', '_', '"', '“', ' '])
                .chars()
                .next_back();
            from = if begins.is_none_or(ends_sentence_char) {
                end + text[end..]
                    .find(|c: char| !ends_sentence_char(c) || c == '\n')
                    .unwrap_or(text.len() - end)
            } else {
                end
            };
        }
        left.push_str(&text[from..]);
        let left = left.trim();
        left.chars()
            .any(char::is_alphanumeric)
            .then(|| left.to_owned())
    }
}

impl HintRule {
    /// Where it is found, as ranges of words.
    fn found(&self, words: &[Word]) -> Vec<Range<usize>> {
        let all = |patterns: &[Pattern]| -> Vec<Range<usize>> {
            (0..words.len())
                .filter_map(|from| {
                    let ends = patterns
                        .iter()
                        .filter_map(|one| one.ends(words, from))
                        .max()?;
                    Some(from..ends)
                })
                .collect()
        };
        let fine = all(&self.except);
        let mut found: Vec<Range<usize>> = Vec::new();
        for one in all(&self.find) {
            let excepted = fine
                .iter()
                .any(|fine| fine.start <= one.start && one.end <= fine.end);
            let overlaps = found.last().is_some_and(|before| one.start < before.end);
            if !excepted && !overlaps {
                found.push(one);
            }
        }
        found
    }
}

/// Where the clause that begins here ends: before its sentence's mark, a line's end, or the bracket
/// that it stands in.
fn clause_ends(text: &str, at: usize) -> usize {
    let mut open = 0;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((here, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            '(' => open += 1,
            ')' if open == 0 => return at + here,
            ')' => open -= 1,
            '\n' | '…' => return at + here,
            '.' | '!' | '?' if next.is_none_or(|next| !next.is_alphanumeric()) => return at + here,
            _ => {}
        }
    }
    text.len()
}

fn ends_sentence_char(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '\n')
}

/// The words of a text.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut from = None;
    let end_word = |words: &mut Vec<Word>, from: &mut Option<usize>, end: usize| {
        if let Some(start) = from.take() {
            let said = text[start..end].trim_end_matches(APOSTROPHES);
            words.push(Word {
                at: start..start + said.len(),
                plain: plain(said),
                last: false,
            });
        }
    };
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || (from.is_some() && APOSTROPHES.contains(&c));
        if inside {
            from.get_or_insert(at);
        } else {
            end_word(&mut words, &mut from, at);
            if ends_sentence_char(c)
                && let Some(word) = words.last_mut()
            {
                word.last = true;
            }
        }
    }
    end_word(&mut words, &mut from, text.len());
    words
}

const APOSTROPHES: &[char] = &['\'', '’', '‘', 'ʼ', '`', '´'];

/// In small letters, with one kind of apostrophe.
fn plain(word: &str) -> String {
    word.to_lowercase().replace(APOSTROPHES, "'")
}

/// Whether a word of a text is this word of a rule, whose apostrophe may have been left out.
fn is(word: &str, rule: &str) -> bool {
    word == rule || (rule.contains('\'') && word == rule.replace('\'', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_begins_and_ends_with_a_word() {
        for (text, good) in [
            ("but", true),
            ("if you|it ... hurt", true),
            ("", false),
            ("... hurt", false),
            ("if ...", false),
            ("a||b", false),
        ] {
            assert_eq!(Pattern::parse(text).is_some(), good, "{text}");
        }
    }
}
