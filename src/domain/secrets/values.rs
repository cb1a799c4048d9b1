//! What stands beside the name of a secret: whether it is one, or only something that is said.

use super::lexicon::Role;
use super::named::{Between, Look, Said};
use super::shapes::is_address;
use super::tokens::{Mark, Opening, Stop, Token};

/// The name that a secret may belong to, and how the text comes from one to the other.
#[derive(Clone, Copy)]
pub struct Told {
    /// The name's token.
    pub named: usize,
    pub role: Role,
    pub said: Said,
    pub between: Between,
}

impl Told {
    fn is_said(self) -> bool {
        self.said > Said::No
    }

    fn first(self) -> bool {
        self.between == Between::Nothing
    }

    fn near(self) -> bool {
        self.between < Between::Purpose
    }
}

/// Whether this token is, or begins, the secret that was told.
pub fn is_secret(see: &Look, at: usize, told: Told) -> bool {
    if !told.is_said() && told.between == Between::Much {
        return false;
    }
    let core = &see.text.tokens[at].core;
    if let Some(many) = digits(see, at) {
        return are_secret(see, at, many, told);
    }
    let beside = told.is_said() || told.first();
    match told.role {
        Role::Password => {
            beside && made_up(core) || is_word(see, at, told) || beside && in_words(see, at)
        }
        Role::Pin | Role::Code => told.is_said() && made_up(core) || beside && in_words(see, at),
        Role::Cvv => beside && in_words(see, at),
        Role::Weak => told.is_said() && made_up(core),
        Role::Key => {
            let long = |least| core.len() >= least;
            is_key(core) && (told.is_said() || told.first() && long(12) || told.near() && long(20))
        }
        Role::Opens => beside && made_up(core) && is_last(see, at),
        _ => false,
    }
}

/// Whether so many digits are.
fn are_secret(see: &Look, at: usize, many: usize, told: Told) -> bool {
    let fits = |least: usize, most: usize| (least..=most).contains(&many);
    let token = &see.text.tokens[at];
    let no_year = many != 4 || !is_year(&token.core);
    if !told.is_said() && !told.first() {
        let names = matches!(told.role, Role::Password | Role::Pin | Role::Code);
        return names && fits(4, 8) && no_year && is_last(see, at);
    }
    match told.role {
        Role::Password | Role::Code => fits(4, 12) && (no_year || told.is_said()),
        Role::Pin => fits(4, 12) && (no_year || told.near() && (told.is_said() || token.closes())),
        Role::Cvv => fits(3, 4),
        Role::Account => fits(5, 17) && told.near(),
        Role::Weak => fits(4, 12) && no_year && told.is_said(),
        Role::Lock => fits(4, 8) && no_year && told.is_said() && is_last(see, at),
        Role::Opens => fits(4, 8) && is_last(see, at),
        Role::Enters => {
            let opens = |token| {
                [Role::Device, Role::Lock, Role::Opens]
                    .iter()
                    .any(|role| see.any(*role, token))
            };
            fits(4, 8) && told.first() && is_last(see, at) && see.sentence(at).iter().any(opens)
        }
        _ => false,
    }
}

/// Whether this is one that stands before its name. `counted`: a unit follows; `closes`: the sentence
/// or clause ends with the name.
pub fn stands_before(core: &str, counted: bool, closes: bool) -> bool {
    let year = is_year(core) && !closes;
    let digits = digits_in(core).is_some_and(|many| (4..=12).contains(&many));
    digits && !year && !counted || made_up(core)
}

/// Whether it is one that hangs on its name.
pub fn is_glued(role: Role, rest: &str) -> bool {
    match role {
        Role::Pin => is_pin(rest),
        Role::Password => made_up(rest),
        _ => false,
    }
}

/// `PIN4829`.
pub fn pin_in_one(word: &str) -> bool {
    word.strip_prefix("pin").is_some_and(is_pin)
}

/// A plain word or several that are told as a password.
fn is_word(see: &Look, at: usize, told: Told) -> bool {
    let tokens = &see.text.tokens;
    let token = &tokens[at];
    let letters = token.core.chars().count();
    let plain = token.core.chars().all(char::is_alphabetic)
        && !see.any(Role::Fine, token)
        && !see.any(Role::Function, token);
    let alone = plain && token.closes();
    if token.opens == Some(Opening::Quote) {
        return told.is_said()
            && (alone && token.unquotes && letters >= 4 || is_phrase(see, at, 3));
    }
    if told.said == Said::Marked {
        return alone && letters >= 4 && begins_a_clause(tokens, told.named);
    }
    if !told.is_said() || !told.near() {
        return false;
    }
    let (before, name) = (&tokens[at - 1].core, &tokens[told.named].core);
    let capital = |core: &str| core.chars().next().is_some_and(char::is_uppercase);
    let named_so = alone && capital(&token.core) && !capital(before) && !capital(name);
    let with_digits = plain && !alone && digits(see, at + 1).is_some() && is_last(see, at + 1);
    // Only of English is it known which words a sentence has.
    let english =
        name.to_lowercase().starts_with("pass") && ["is", "was"].contains(&before.as_str());
    letters >= 5 && (named_so || with_digits) || english && is_phrase(see, at, 4)
}

/// At least so many words that no sentence is made of, up to the end of the sentence or the quote.
fn is_phrase(see: &Look, at: usize, least: usize) -> bool {
    const MOST: usize = 12;
    const OTHERS: [Role; 5] = [
        Role::Fine,
        Role::Function,
        Role::Is,
        Role::Mine,
        Role::Clause,
    ];
    let no_sentence = |token: &&Token| {
        token.words.len() == 1
            && token.core.chars().count() >= 3
            && token.core.chars().all(char::is_alphabetic)
            && !OTHERS.iter().any(|role| see.any(*role, token))
    };
    let tokens = see.text.tokens[at..].iter().take(MOST);
    let words: Vec<&Token> = tokens.take_while(no_sentence).collect();
    let ends = |token: &Token| token.stop == Stop::Sentence || token.line || token.unquotes;
    let end = words
        .iter()
        .position(|token| token.stop == Stop::Pause || ends(token));
    end.is_some_and(|end| ends(words[end]) && end + 1 >= least)
}

/// How many digits stand here, together with those that follow in groups; none where they count
/// something, or are a day.
fn digits(see: &Look, at: usize) -> Option<usize> {
    const GROUPS: usize = 8;
    let tokens = &see.text.tokens;
    let first = digits_in(&tokens.get(at)?.core)?;
    let mut last = at;
    let mut many = first;
    if first < 4 {
        while let Some(more) = tokens.get(last + 1).and_then(|next| digits_in(&next.core))
            && tokens[last].stop != Stop::Sentence
            && more <= 4
            && last < at + GROUPS
        {
            many += more;
            last += 1;
        }
    }
    let ends = tokens[last].stop == Stop::Sentence;
    let counts = tokens
        .get(last + 1)
        .is_some_and(|next| see.any(Role::Unit, next));
    (ends || !counts).then_some(many)
}

/// Whether digits are written out as words here: *four eight two nine*.
fn in_words(see: &Look, at: usize) -> bool {
    see.many(Role::Digit, at) >= 4
}

/// Whether nothing that this could count or describe follows.
fn is_last(see: &Look, at: usize) -> bool {
    let tokens = &see.text.tokens;
    let goes_on = |next: &Token| {
        next.mark.is_none() && !see.any(Role::Function, next) && !see.any(Role::Clause, next)
    };
    tokens[at].closes() || !tokens.get(at + 1).is_some_and(goes_on)
}

/// Whether the clause begins not more than two words before.
fn begins_a_clause(tokens: &[Token], at: usize) -> bool {
    let closes = |token: &Token| {
        token.stop == Stop::Sentence || token.line || token.mark == Some(Mark::Tells)
    };
    at <= 2 || tokens[at - 3..at].iter().any(closes)
}

/// A year of our time: more often one than a code.
fn is_year(core: &str) -> bool {
    core.parse()
        .is_ok_and(|year: u32| (1900..2100).contains(&year))
}

fn is_pin(key: &str) -> bool {
    (4..=8).contains(&key.len()) && key.bytes().all(|c| c.is_ascii_digit())
}

/// How many digits this is made of, in groups as a keypad takes them; none where it is anything else,
/// or looks like a day, a span of years or a telephone's number.
fn digits_in(core: &str) -> Option<usize> {
    let core = core.trim_matches('#');
    let groups = || core.split(['-', '.', '/', '_', '·']);
    let each = |many: usize| groups().all(|group| group.len() == many);
    let whole =
        groups().all(|group| !group.is_empty() && group.bytes().all(|c| c.is_ascii_digit()));
    let dashed = core.bytes().all(|c| c.is_ascii_digit() || c == b'-');
    let security = || groups().map(str::len).eq([3, 2, 4]);
    let in_groups = each(1) || dashed && (each(2) || each(3) || security());
    (whole && (groups().count() == 1 || in_groups)).then(|| groups().map(str::len).sum())
}

/// Letters with digits, or with signs that no word has: as passwords are.
fn made_up(core: &str) -> bool {
    let many = core.chars().count();
    if !(5..=200).contains(&many) || is_address(core) {
        return false;
    }
    let letters = core.contains(char::is_alphabetic);
    let digits = core.contains(|c: char| c.is_ascii_digit());
    let signs = core.contains(|c: char| "@#$%^&*+=~|{}[]<>!?_".contains(c));
    let number = core.trim_start_matches(|c: char| c.is_ascii_digit() || ",.:-/".contains(c));
    let counts = number.len() < core.len()
        && (number.chars().count() <= 3 // 20th, 7:30pm, 10km
            || core.contains('-') && number.chars().all(|c| c.is_alphabetic() || c == '-')); // 12-word
    let mixed = letters && digits || many >= 6 && signs && (letters || digits);
    mixed && (signs || !counts)
}

/// Long enough, and mixed enough, for a machine.
fn is_key(core: &str) -> bool {
    let many = |of: fn(&char) -> bool| core.chars().filter(of).count();
    let (digits, letters) = (many(char::is_ascii_digit), many(char::is_ascii_alphabetic));
    let sizes = many(char::is_ascii_uppercase) >= 4 && many(char::is_ascii_lowercase) >= 4;
    core.len() >= 8 && letters >= 2 && (digits >= 2 || digits == 1 && sizes) && made_up(core)
}
