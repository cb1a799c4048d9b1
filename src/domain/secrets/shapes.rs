//! Secrets that are known by their shape, in every language: cards, account numbers, keys, codes.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::{Lexicon, Role};
use super::tokens::{Text, Word};

/// The words that wallets make their recovery phrases of.
const SEED_WORDS: &str = include_str!("seed_words.txt");
/// So many of them stand in the shortest of those phrases; so many are enough where it is named.
const SEED: usize = 12;
const NAMED_SEED: usize = 5;

/// How keys begin that cloud services and their like give out.
const BEGINNINGS: &[&str] = &[
    "AKIA",
    "ASIA",
    "AIza",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "sk-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xapp-",
    "ya29.",
    "npm_",
    "hf_",
    "SG.",
    "dop_v1_",
    "shpat_",
    "pypi-",
    "AGE-SECRET-KEY-",
    "eyJ",
    "xprv",
    "ATATT3",
    "AGPA",
    "AROA",
    "PMAK-",
    "gsk_",
    "tskey-",
];
/// How addresses begin that hold a key.
const ADDRESSES: &[&str] = &["otpauth://", "otpauth-migration://", "WIFI:"];

/// Whether a text, cleaned and in Latin look-alikes, has one.
pub fn has(text: &str) -> bool {
    let core = |piece| trimmed(piece);
    let tokens = || {
        text.split_whitespace()
            .map(core)
            .filter(|token| !token.is_empty())
    };
    private_key(text)
        || card(text)
        || tokens().any(|token| key(token) || long_token(token) || keypad(token) || is_codes(token))
        || address(text)
        || mail_and_password(text)
        || grouped_seed(text)
        || account(text)
        || recovery_codes(&tokens().collect::<Vec<_>>())
}

/// Words of a recovery phrase, one after the other, whatever numbers and commas stand between them.
pub fn has_seed(lexicon: &Lexicon, text: &Text) -> bool {
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lines = SEED_WORDS.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    let known = |word: &Word| KNOWN.contains(word.keys[1].as_str());
    let number = |word: &Word| word.keys[1].bytes().all(|c| c.is_ascii_digit());
    let mut many = 0;
    let unnamed = text.words.iter().any(|word| {
        if !number(word) {
            many = if known(word) { many + 1 } else { 0 };
        }
        many >= SEED
    });
    let roles = lexicon.roles(text);
    let named = |end: usize| {
        let said = roles[end..]
            .iter()
            .take_while(|roles| roles.has(Role::Is))
            .count();
        let words = text.words[end + said..].iter().filter(|word| !number(word));
        words.take(NAMED_SEED).filter(|word| known(word)).count() == NAMED_SEED
    };
    unnamed
        || (0..text.words.len()).any(|at| {
            let name = lexicon
                .name(text, at)
                .filter(|name| name.role == Role::Seed);
            name.is_some_and(|name| named(name.end))
        })
}

/// A web or mail address, or one of Discord's mentions.
pub fn is_address(token: &str) -> bool {
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
fn trimmed(piece: &str) -> &str {
    piece.trim_matches(|c: char| "\"'`*_|~(),.;:=!?…[]{}<>".contains(c))
}

fn private_key(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    text.match_indices("-----BEGIN ").any(|(at, _)| {
        let line = text[at..].lines().next().unwrap_or_default();
        line.contains("PRIVATE KEY")
    })
}

/// A payment card's number: it has a check digit, and its groups have a form of their own, also where
/// other digits follow.
fn card(text: &str) -> bool {
    const FORMS: &[&[usize]] = &[&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[16], &[15], &[14]];
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut at = 0;
    while at < chars.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let begins = at;
        let mut groups: Vec<Vec<u32>> = vec![Vec::new()];
        while let Some(c) = chars.get(at) {
            if let (Some(digit), Some(group)) = (c.to_digit(10), groups.last_mut()) {
                group.push(digit);
            } else if " -./\n".contains(*c) && digit(at + 1) {
                groups.push(Vec::new());
            } else {
                break;
            }
            at += 1;
        }
        let before = begins.checked_sub(1).map(|before| chars[before]);
        if before.is_some_and(|c| c.is_alphanumeric() || "+<@#&".contains(c)) {
            continue;
        }
        let is_card = |groups: &[Vec<u32>]| {
            let digits = groups.concat();
            let years = groups
                .iter()
                .all(|group| group.len() == 4 && matches!(group[..2], [1, 9] | [2, 0]));
            (2..=6).contains(&digits[0]) && luhn(&digits) && !years
        };
        let in_form = FORMS.iter().any(|form| {
            groups
                .windows(form.len())
                .any(|part| part.iter().map(Vec::len).eq(form.iter().copied()) && is_card(part))
        });
        if in_form {
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

/// An IBAN: two letters, two digits that check the rest, and a number.
fn account(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).any(|from| {
        let here = |at: usize, is: fn(&char) -> bool| chars.get(from + at).is_some_and(is);
        let begins = from == 0 || !chars[from - 1].is_alphanumeric();
        let letters = here(0, char::is_ascii_alphabetic) && here(1, char::is_ascii_alphabetic);
        let check = here(2, char::is_ascii_digit) && here(3, char::is_ascii_digit);
        if !(begins && letters && check) {
            return false;
        }
        let mut said: Vec<u32> = Vec::new();
        let mut digits = 0;
        for (at, c) in chars[from..].iter().enumerate().take(44) {
            match c.to_digit(36) {
                Some(value) if c.is_ascii() => {
                    digits += usize::from(c.is_ascii_digit());
                    said.push(value);
                }
                _ if " -.".contains(*c) => {}
                _ => break,
            }
            let ends = chars
                .get(from + at + 1)
                .is_none_or(|next| !next.is_alphanumeric());
            if ends && (15..=34).contains(&said.len()) && digits >= 10 && mod_97(&said) == 1 {
                return true;
            }
        }
        false
    })
}

fn mod_97(said: &[u32]) -> u32 {
    let (head, tail) = said.split_at(4);
    tail.iter().chain(head).fold(0, |rest, value| {
        let places = if *value > 9 { 100 } else { 10 };
        (rest * places + value) % 97
    })
}

/// A key that says by its beginning whose it is.
fn key(token: &str) -> bool {
    BEGINNINGS.iter().any(|begin| {
        token.match_indices(begin).any(|(at, _)| {
            let inside = token[..at]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric() || "-_".contains(c));
            let rest = &token[at + begin.len()..];
            let signs = |of: fn(char) -> bool| rest.chars().filter(|c| of(*c)).count();
            !inside
                && rest.len() >= 10
                && signs(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) >= 2
                && signs(|c| c.is_ascii_alphanumeric()) * 10 >= rest.len() * 8
        })
    })
}

/// A long token in which letters and digits, or large and small letters, take turns: a key, not a word.
fn long_token(token: &str) -> bool {
    const LONG: usize = 20;
    if !token.is_ascii() || is_address(token) {
        return false;
    }
    let turns = |piece: &str, sort: fn(char) -> bool| {
        let next = piece.chars().skip(1);
        piece
            .chars()
            .zip(next)
            .filter(|(one, next)| sort(*one) != sort(*next))
            .count()
    };
    let mixed = |piece: &str| {
        let many = |of: fn(&char) -> bool| piece.chars().filter(of).count();
        let different: HashSet<char> = piece.chars().collect();
        piece.len() >= 12
            && different.len() >= 8
            && many(char::is_ascii_digit) >= 3
            && many(char::is_ascii_alphabetic) >= 4
            && turns(piece, |c| c.is_ascii_digit()) >= 4
    };
    let pieces = || token.split(|c: char| !c.is_ascii_alphanumeric());
    let of_key = |c: char| c.is_ascii_alphanumeric() || "+/=_-".contains(c);
    token.len() >= LONG && pieces().any(mixed)
        || token.len() >= 2 * LONG
            && token.chars().all(of_key)
            && token.contains(|c: char| c.is_ascii_digit())
            && turns(token, |c| c.is_ascii_uppercase()) >= 10
        || is_base32(token) && token.len() >= 16 && turns(token, |c| c.is_ascii_digit()) >= 3
        || token.len() >= 32
            && token.chars().all(|c| c.is_ascii_hexdigit())
            && token.contains(|c: char| c.is_ascii_digit())
            && token.contains(|c: char| c.is_ascii_alphabetic())
}

/// Capital letters and the digits 2 to 7, as secrets of one-time codes are written.
fn is_base32(token: &str) -> bool {
    let digits = token.chars().filter(|c| ('2'..='7').contains(c)).count();
    let letters = token.chars().filter(char::is_ascii_uppercase).count();
    digits >= 1 && letters >= 4 && digits + letters == token.len()
}

/// The same in groups of four.
fn grouped_seed(text: &str) -> bool {
    let tokens: Vec<&str> = text.split([' ', '\n', '-']).map(trimmed).collect();
    tokens.windows(4).any(|groups| {
        let four = |group: &&str| {
            group.len() == 4
                && group
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || ('2'..='7').contains(&c))
        };
        groups.iter().all(four) && is_base32(&groups.concat())
    })
}

/// Digits as a keypad takes them: `4829#`.
fn keypad(token: &str) -> bool {
    token.strip_suffix('#').is_some_and(|digits| {
        (4..=8).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())
    })
}

/// An address with a password or a key in it.
fn address(text: &str) -> bool {
    text.split_whitespace().any(|token| {
        let begins = |begin: &str| {
            let head = token.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            head.get(..begin.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(begin))
                && head.len() > begin.len() + 8
        };
        let known = token.split_once("://").is_some_and(|(_, rest)| {
            let host = rest.split('/').next().unwrap_or_default();
            host.split_once('@')
                .and_then(|(user, _)| user.split_once(':'))
                .is_some_and(|(_, pass)| !pass.is_empty())
        });
        ADDRESSES.iter().any(|begin| begins(begin)) || known
    })
}

/// `ana@example.com:hunter2`, `ana@example.com / hunter2!`.
fn mail_and_password(text: &str) -> bool {
    let mail = |token: &str| {
        token.split_once('@').is_some_and(|(name, host)| {
            let domain = host
                .rsplit_once('.')
                .is_some_and(|(name, end)| !name.is_empty() && end.len() >= 2);
            !name.is_empty()
                && domain
                && host
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
        })
    };
    let secret = |said: &str| {
        let said = said.trim_matches(|c: char| "\"'`(),.;".contains(c));
        let has = |of: fn(char) -> bool| said.contains(of);
        said.len() >= 6
            && has(char::is_alphabetic)
            && !mail(said)
            && !is_address(said)
            && (has(|c| c.is_ascii_digit()) || has(|c| "!$%^&*#+".contains(c)))
            && !said.starts_with(|c: char| c.is_ascii_digit() || c == '@')
    };
    let mut tokens = text.split_whitespace().peekable();
    while let Some(token) = tokens.next() {
        let token = token.trim_start_matches(|c: char| "\"'`(<*".contains(c));
        let after = |at: usize| token[at..].find([':', ';', '|', '/']).map(|mark| at + mark);
        let mark = token.find('@').and_then(after);
        if let Some(at) = mark.filter(|at| mail(&token[..*at]) && token.len() > at + 4) {
            let rest = &token[at + 1..];
            if !token[at..].starts_with('/') && rest.len() >= 4 || secret(rest) {
                return true;
            }
        }
        if mail(token.trim_end_matches([':', ',', ';'])) {
            let mut after = tokens.clone();
            let next = after.next().unwrap_or_default();
            let next = if next.chars().all(|c| "/|:;-,".contains(c)) {
                after.next().unwrap_or_default()
            } else {
                next
            };
            if secret(next) {
                return true;
            }
        }
    }
    false
}

/// Codes in at least four equal groups, as accounts and machines give them out to come back with.
fn is_codes(token: &str) -> bool {
    let groups: Vec<&str> = token.split('-').collect();
    groups.len() >= 4
        && groups.iter().all(|group| {
            (4..=6).contains(&group.len())
                && group.len() == groups[0].len()
                && group
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        })
        && token.contains(|c: char| c.is_ascii_digit())
}

/// Several codes in equal groups of letters and digits, or of digits alone, one after the other.
fn recovery_codes(tokens: &[&str]) -> bool {
    let equal = |token: &str| {
        let groups: Vec<&str> = token.split('-').collect();
        groups.len() >= 2
            && groups.iter().all(|group| {
                (4..=6).contains(&group.len())
                    && group.len() == groups[0].len()
                    && group.chars().all(|c| c.is_ascii_alphanumeric())
            })
    };
    let mixed = |token: &str| {
        let both = |group: &str| {
            let has = |of: fn(char) -> bool| group.contains(of);
            has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_alphabetic())
        };
        equal(token) && token.split('-').any(both)
    };
    let digits = |token: &str| token.bytes().all(|c| c.is_ascii_digit());
    let day = |token: &str| token.starts_with("19") || token.starts_with("20");
    let eight = |token: &&str| token.len() == 8 && digits(token) && !day(token);
    let pair =
        |token: &&str| equal(token) && token.split('-').all(|group| digits(group) && !day(group));
    tokens.iter().filter(|token| mixed(token)).count() >= 2
        || tokens.windows(3).any(|three| three.iter().all(eight))
        || tokens.windows(2).any(|two| two.iter().all(pair))
}
