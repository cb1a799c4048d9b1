//! Whether a text looks like a password or an account secret: such a text is refused at the door.

use super::wording::{self, Word, is, plain};

/// The words of one language that such texts have. Each list is explained in its file.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub words: Vec<Phrase>,
    pub codes: Vec<Phrase>,
    pub harmless: Vec<String>,
    pub is: Vec<String>,
    pub mine: Vec<String>,
    pub fine: Vec<String>,
    pub endings: Vec<String>,
}

/// One or several words, one after the other.
pub type Phrase = Vec<String>;

/// What stands after a word: a password may be any word, a code has digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Password,
    Code,
}

/// So many words may stand between such a word and the secret.
const BETWEEN: usize = 8;
/// A long token of letters and digits has at least so many characters.
const LONG: usize = 20;

impl Words {
    pub const fn none() -> Self {
        Self {
            words: Vec::new(),
            codes: Vec::new(),
            harmless: Vec::new(),
            is: Vec::new(),
            mine: Vec::new(),
            fine: Vec::new(),
            endings: Vec::new(),
        }
    }

    /// Where a password or code is named: from and to which word, and which of the two.
    fn named(&self, words: &[Word], at: usize) -> Option<(usize, Sort)> {
        let ends = |phrases: &[Phrase]| {
            phrases
                .iter()
                .filter(|phrase| {
                    words.len() >= at + phrase.len()
                        && words[at..]
                            .iter()
                            .zip(*phrase)
                            .all(|(word, one)| is(&word.plain, one))
                })
                .map(|phrase| at + phrase.len())
                .max()
        };
        let code = ends(&self.codes).filter(|_| {
            at == 0 || words[at - 1].last || !has(&self.harmless, &words[at - 1].plain)
        });
        ends(&self.words)
            .map(|end| (end, Sort::Password))
            .or_else(|| code.map(|end| (end, Sort::Code)))
    }
}

/// Whether it does.
pub fn tells(known: &Words, text: &str) -> bool {
    private_key(text)
        || card(text)
        || long_token(text)
        || recovery_codes(text)
        || named(known, text)
}

/// A password or code that is called so: *my password is …*, *PIN: …*, *… is my password*.
fn named(known: &Words, text: &str) -> bool {
    let words = wording::words(text);
    (0..words.len()).any(|at| {
        known.named(&words, at).is_some_and(|(end, sort)| {
            after(known, sort, &text[words[end - 1].at.end..]) || before(known, text, &words[..at])
        })
    })
}

/// Whether a secret follows, where `rest` is what follows the word that names it.
fn after(known: &Words, sort: Sort, rest: &str) -> bool {
    let (mut told, mut marked) = (false, false);
    // Nothing but *is* and its like stands between.
    let mut near = true;
    let mut pieces = rest.split_whitespace().take(BETWEEN).peekable();
    if rest.starts_with(['.', ',', ';', '!', '?', ')']) {
        return false; // the sentence or clause ends with the word
    }
    let mut first = true;
    while let Some(piece) = pieces.next() {
        let bare = piece.trim_start_matches([':', '=', '-', '–', '—', '→', '>']);
        if bare.len() < piece.len() {
            let mark = piece.starts_with([':', '=']);
            told |= mark || near;
            marked |= mark;
        }
        let core = core(bare);
        let ends = bare.ends_with(['.', ',', ';', '!', '?', ')']);
        let next_to_it = told || first;
        first = false;
        if core.is_empty() {
            continue;
        }
        if has(&known.is, &plain(core)) && !ends {
            told = true;
            marked |= bare.ends_with([':', '=']);
            continue;
        }
        let following: Vec<&str> = pieces.clone().collect();
        let in_digits = digits_from(core, &following).is_some_and(|many| {
            let least = if sort == Sort::Code && told { 3 } else { 4 };
            (least..=12).contains(&many) && (near || !is_year(core))
        });
        let in_signs = made_up(core) && (told || sort == Sort::Password);
        if next_to_it && (in_digits || in_signs) {
            return true;
        }
        let alone = ends || pieces.peek().is_none();
        if told && sort == Sort::Password && alone && lone_word(known, bare, core, marked) {
            return true;
        }
        if ends {
            return false;
        }
        near = false;
        told = bare.ends_with([':', '=']);
        marked = told;
    }
    false
}

/// A year of our time: more often one than a code, where it does not stand right beside the word.
fn is_year(core: &str) -> bool {
    core.parse()
        .is_ok_and(|year: u32| (1900..2100).contains(&year))
}

/// Whether a secret stands before: *… is my password*, where `words` end before the word that names it.
fn before(known: &Words, text: &str, words: &[Word]) -> bool {
    let mut back = words.iter().rev().take(4);
    if !back
        .by_ref()
        .take(3)
        .take_while(|word| !word.last)
        .any(|word| has(&known.mine, &word.plain))
    {
        return false;
    }
    let Some(is) = back.next().filter(|word| has(&known.is, &word.plain)) else {
        return false;
    };
    let said = text[..is.at.start].split_whitespace().next_back();
    said.map(core).is_some_and(|said| {
        made_up(said) || digits_from(said, &[]).is_some_and(|many| (4..=12).contains(&many))
    })
}

/// A word that stands alone after *my password is*: most are no ordinary remark about it.
fn lone_word(known: &Words, bare: &str, core: &str, marked: bool) -> bool {
    let said = plain(core);
    let quoted = bare.starts_with(['"', '\'', '“', '‘', '«', '`', '*']);
    let letters = said.chars().count();
    if !said.chars().all(char::is_alphanumeric) || has(&known.fine, &said) {
        return false;
    }
    if quoted || marked {
        return letters >= 4;
    }
    letters >= 5 && !known.endings.iter().any(|end| said.ends_with(end.as_str()))
}

/// How many digits this is, with those that follow it in groups; none where it is anything else.
fn digits_from(core: &str, following: &[&str]) -> Option<usize> {
    let digits = |piece: &str| {
        let many = piece.chars().filter(char::is_ascii_digit).count();
        (many > 0 && many == piece.chars().count()).then_some(many)
    };
    let first = digits(core)?;
    Some(
        first
            + following
                .iter()
                .map_while(|piece| digits(self::core(piece)))
                .sum::<usize>(),
    )
}

/// Letters with digits, or with signs that no word has: as passwords are.
fn made_up(core: &str) -> bool {
    let many = core.chars().count();
    if !(5..=200).contains(&many) || is_address(core) {
        return false;
    }
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let signs = core
        .chars()
        .filter(|c| "@#$%^&*+=~|{}[]<>!?_".contains(*c))
        .count();
    let number = core.trim_start_matches(|c: char| c.is_ascii_digit() || ",.:-/".contains(c));
    let unit = number.len() < core.len() && number.chars().count() <= 3; // 20th, 7:30pm, 10km
    if unit && signs == 0 {
        return false;
    }
    letters > 0 && (digits > 0 || (signs > 0 && many >= 6))
        || (digits > 0 && signs > 0 && many >= 6)
}

/// A web or mail address, or one of Discord's mentions.
fn is_address(token: &str) -> bool {
    let domain = |text: &str| text.contains('.') && !text.starts_with('.') && !text.ends_with('.');
    token.contains("://")
        || token.starts_with("www.")
        || (token.starts_with('<') && token.ends_with('>'))
        || token
            .split_once('@')
            .is_some_and(|(name, at)| !name.is_empty() && domain(at) && !at.contains('@'))
        || token.split_once('/').is_some_and(|(host, _)| {
            domain(host)
                && host
                    .chars()
                    .all(|c| c.is_alphanumeric() || "-.".contains(c))
        })
}

/// Without the quotes, brackets and marks around it.
fn core(piece: &str) -> &str {
    let piece = piece.trim_end_matches(['.', ',', ';', ':', '!', '?', '…']);
    piece.trim_matches([
        '"', '\'', '“', '”', '‘', '’', '«', '»', '`', '*', '_', '|', '~', '(', ')', '.', ',', ';',
        ':', '=',
    ])
}

fn private_key(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    text.match_indices("-----BEGIN ").any(|(at, _)| {
        let line = text[at..].lines().next().unwrap_or_default();
        line.contains("PRIVATE KEY")
    })
}

/// A payment card's number, with or without spaces: it has a check digit.
fn card(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let begins = at;
        let mut digits = Vec::new();
        while let Some(c) = chars.get(at) {
            let parts =
                matches!(c, ' ' | '-') && chars.get(at + 1).is_some_and(char::is_ascii_digit);
            if let Some(digit) = c.to_digit(10) {
                digits.push(digit);
            } else if !parts {
                break;
            }
            at += 1;
        }
        let before = begins.checked_sub(1).map(|before| chars[before]);
        let no_card = before.is_some_and(|c| c.is_alphanumeric() || "+<@#&:/=".contains(c));
        if !no_card
            && (14..=16).contains(&digits.len())
            && (2..=6).contains(&digits[0])
            && luhn(&digits)
        {
            return true;
        }
    }
    false
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, _) => *digit,
            (_, twice) => twice / 10 + twice % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A long token in which letters and digits take turns: a key, not a word.
fn long_token(text: &str) -> bool {
    text.split_whitespace().map(core).any(|token| {
        token.len() >= LONG
            && token.chars().all(|c| c.is_ascii_graphic())
            && !is_address(token)
            && token
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|piece| {
                    let many = |of: fn(&char) -> bool| piece.chars().filter(of).count();
                    let different: std::collections::BTreeSet<char> = piece.chars().collect();
                    let sort = |c: char| c.is_ascii_digit();
                    let turns = piece
                        .chars()
                        .zip(piece.chars().skip(1))
                        .filter(|(one, next)| sort(*one) != sort(*next))
                        .count();
                    piece.len() >= 12
                        && different.len() >= 8
                        && many(char::is_ascii_digit) >= 3
                        && many(char::is_ascii_alphabetic) >= 4
                        && turns >= 4
                })
    })
}

/// At least two codes in equal groups of letters and digits, as accounts give them out for later.
fn recovery_codes(text: &str) -> bool {
    let code = |token: &str| {
        let groups: Vec<&str> = token.split('-').collect();
        groups.len() >= 2
            && groups.iter().all(|group| {
                (4..=6).contains(&group.len())
                    && group.len() == groups[0].len()
                    && group.chars().all(|c| c.is_ascii_alphanumeric())
            })
            && token.chars().any(|c| c.is_ascii_digit())
            && token.chars().any(|c| c.is_ascii_alphabetic())
            && groups.iter().any(|group| {
                group.chars().any(|c| c.is_ascii_digit())
                    && group.chars().any(|c| c.is_ascii_alphabetic())
            })
    };
    text.split_whitespace()
        .map(core)
        .filter(|token| code(token))
        .count()
        >= 2
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|one| is(word, one))
}
