//! The words of all languages by which a secret is known when it is told.

use std::collections::HashMap;

use super::fold;
use super::tokens::{Text, Word};

/// What a word means for what stands beside it. Its name stands in the file of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// What follows may be any word.
    Password,
    /// What follows has digits, or letters with digits.
    Pin,
    /// Three or four digits.
    Cvv,
    /// Digits by which money or a person is known.
    Account,
    /// As a PIN, but many a code is no secret: see [`Role::Harmless`].
    Code,
    /// Has other meanings too: what follows has digits among letters, and is said to be it.
    Weak,
    /// As that, and long: what machines know each other by.
    Key,
    /// Several words that stand for a key.
    Seed,
    /// Has a combination of digits.
    Lock,
    /// To open something that has a code.
    Opens,
    /// To type one in.
    Enters,
    /// Beside such a word, digits are typed in to open something.
    Device,

    /// Between the name and the secret.
    Is,
    /// Between the secret and the name: *use 4829 as the code*.
    As,
    /// Between what opens and the secret.
    With,
    /// Before the name, where the secret stands before it; or between the two in some languages.
    Mine,
    /// Another clause begins.
    Clause,
    /// Beside a code that is no secret.
    Harmless,
    /// After the name: it is about something else.
    Compound,
    /// After a number that counts something.
    Unit,
    /// A digit, as a word.
    Digit,
    /// What is said about a password without telling it.
    Fine,
    /// A word that a passphrase has not.
    Function,
}

impl Role {
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Password, "password"),
        (Self::Pin, "pin"),
        (Self::Cvv, "cvv"),
        (Self::Account, "account"),
        (Self::Code, "code"),
        (Self::Weak, "weak"),
        (Self::Key, "key"),
        (Self::Seed, "seed"),
        (Self::Lock, "lock"),
        (Self::Opens, "opens"),
        (Self::Enters, "enters"),
        (Self::Device, "device"),
        (Self::Is, "is"),
        (Self::As, "as"),
        (Self::With, "with"),
        (Self::Mine, "mine"),
        (Self::Clause, "clause"),
        (Self::Harmless, "harmless"),
        (Self::Compound, "compound"),
        (Self::Unit, "unit"),
        (Self::Digit, "digit"),
        (Self::Fine, "fine"),
        (Self::Function, "function"),
    ];

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(role, _)| *role)
    }

    /// Whether a secret may follow this one.
    fn names(self) -> bool {
        use Role::{Account, Code, Cvv, Enters, Key, Lock, Opens, Password, Pin, Seed, Weak};
        matches!(
            self,
            Password | Pin | Cvv | Account | Code | Weak | Key | Seed | Lock | Opens | Enters
        )
    }
}

/// All roles of a word.
#[derive(Debug, Clone, Copy)]
pub struct Roles(u32);

impl Roles {
    pub fn has(self, role: Role) -> bool {
        self.0 & Self::of(role) != 0
    }

    fn of(role: Role) -> u32 {
        1 << role as u32
    }
}

/// Words with their roles. One that ends in `*` is the beginning of a word, one that begins so its end.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    whole: HashMap<String, Vec<Entry>>,
    begins: Vec<(String, Role)>,
    ends: Vec<(String, Role)>,
    /// Of scripts without spaces: anywhere in a run of letters.
    inside: Vec<(String, Role)>,
    /// Names so long that a slip of the finger makes no other word of them.
    long: Vec<String>,
}

#[derive(Debug, Clone)]
struct Entry {
    rest: Vec<String>,
    role: Role,
}

/// A name that was found: up to which word, and whether it says itself that the secret follows.
pub struct Name {
    pub role: Role,
    pub end: usize,
    pub told: bool,
}

impl Lexicon {
    pub fn new(words: impl IntoIterator<Item = (Role, String)>) -> Self {
        let mut lexicon = Self::default();
        for (role, phrase) in words {
            let clean = fold::clean(&phrase);
            let mut parts = clean
                .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '*')
                .filter(|part| !part.is_empty())
                .map(|part| fold::keys(part)[0].clone());
            let Some(first) = parts.next() else { continue };
            let rest: Vec<String> = parts.collect();
            if let Some(begin) = first.strip_suffix('*') {
                lexicon.begins.push((begin.to_owned(), role));
            } else if let Some(end) = first.strip_prefix('*') {
                lexicon.ends.push((end.to_owned(), role));
            } else if rest.is_empty() && first.chars().all(fold::without_spaces) {
                lexicon.inside.push((first, role));
            } else {
                if role == Role::Password && rest.is_empty() && first.len() >= 8 && first.is_ascii()
                {
                    lexicon.long.push(first.clone());
                }
                lexicon
                    .whole
                    .entry(first)
                    .or_default()
                    .push(Entry { rest, role });
            }
        }
        lexicon
    }

    /// What each word of the text is by itself.
    pub fn roles(&self, text: &Text) -> Vec<Roles> {
        let each = |word: &Word| {
            let keys = word.keys.iter();
            let known = keys.flat_map(|key| {
                let whole = self.whole.get(key).into_iter().flatten();
                let alone = whole.filter(|entry| entry.rest.is_empty());
                alone.map(|entry| entry.role).chain(self.stems(key))
            });
            Roles(known.fold(0, |all, role| all | Roles::of(role)))
        };
        text.words.iter().map(each).collect()
    }

    /// What is named from this word on: the longest name.
    pub fn name(&self, text: &Text, at: usize) -> Option<Name> {
        let word = &text.words[at];
        let named = |role, end, told| Name { role, end, told };
        self.longest(text, at, &word.keys)
            .map(|(role, end)| named(role, end, false))
            .or_else(|| {
                let bare = |key: &String| key.strip_suffix("'s").map(str::to_owned);
                let bare: Option<Vec<String>> = word.keys.iter().map(bare).collect();
                self.longest(text, at, &bare?)
                    .map(|(role, end)| named(role, end, true))
            })
            .or_else(|| {
                let mut stems = word.keys.iter().flat_map(|key| self.stems(key));
                stems
                    .find(|role| role.names())
                    .map(|role| named(role, at + 1, false))
            })
            .or_else(|| {
                self.inside(word)
                    .map(|(role, told)| named(role, at + 1, told))
            })
            .or_else(|| {
                self.misspelled(text, at)
                    .map(|(role, end)| named(role, end, false))
            })
    }

    fn longest(&self, text: &Text, at: usize, keys: &[String]) -> Option<(Role, usize)> {
        keys.iter()
            .flat_map(|key| self.whole.get(key).into_iter().flatten())
            .filter(|entry| entry.role.names())
            .filter(|entry| entry.rest.is_empty() || text.follows(at + 1, &entry.rest))
            .max_by_key(|entry| entry.rest.len())
            .map(|entry| (entry.role, at + 1 + entry.rest.len()))
    }

    fn stems(&self, key: &str) -> impl Iterator<Item = Role> {
        let begins = self
            .begins
            .iter()
            .filter(move |(stem, _)| key.starts_with(stem));
        let ends = self
            .ends
            .iter()
            .filter(move |(stem, _)| key.ends_with(stem));
        begins.chain(ends).map(|(_, role)| *role)
    }

    /// A name inside a run of letters without spaces, and not more after it than one word.
    fn inside(&self, word: &Word) -> Option<(Role, bool)> {
        let key = &word.keys[0];
        if !key.starts_with(fold::without_spaces) {
            return None;
        }
        self.inside.iter().find_map(|(name, role)| {
            let (_, after) = key.rsplit_once(name.as_str())?;
            (role.names() && after.chars().count() <= 4).then_some((*role, !after.is_empty()))
        })
    }

    /// A password that is called so with a slip of the finger, or with digits for letters.
    fn misspelled(&self, text: &Text, at: usize) -> Option<(Role, usize)> {
        let word = &text.words[at];
        let token = &text.tokens[word.token];
        let known = |key: &str| {
            let entries = self.whole.get(key).into_iter().flatten();
            let mut roles = entries
                .filter(|entry| entry.rest.is_empty())
                .map(|entry| entry.role);
            roles.find(|role| matches!(role, Role::Password | Role::Pin))
        };
        let strange = |c: char| c.is_ascii_digit() || "@$!|".contains(c);
        if token.words.start == at && token.core.contains(strange) {
            let letters = fold::without_leet(&token.core.to_lowercase());
            let is_word = token.core.contains(char::is_alphabetic);
            return known(&letters)
                .filter(|_| is_word)
                .map(|role| (role, token.words.end));
        }
        let key = &word.keys[1];
        let slip = |name: &String| name.len().abs_diff(key.len()) <= 1 && one_slip(name, key);
        self.long
            .iter()
            .any(slip)
            .then_some((Role::Password, at + 1))
    }
}

/// Whether one is the other with a letter more, less, other, or two that changed places.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[same..], &other[same..]);
    let tail = |by_a: usize, by_b: usize| a.get(by_a..).is_some_and(|a| b.get(by_b..) == Some(a));
    let swapped = a.len() >= 2 && b.len() >= 2 && a[0] == b[1] && a[1] == b[0] && tail(2, 2);
    tail(1, 1) || tail(1, 0) || tail(0, 1) || swapped
}
