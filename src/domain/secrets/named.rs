//! Secrets that are called what they are: *my password is …*, *PIN: …*, *… is my password*, and those
//! that open something: *unlock it with …*.

use super::lexicon::{Lexicon, Name, Role, Roles};
use super::tokens::{Mark, Opening, Stop, Text, Token};
use super::values::{self, Told};

/// So many tokens may stand between such a word and the secret.
const BETWEEN: usize = 9;
/// So many may stand between it and a secret before it.
const BACK: usize = 6;

/// A text, and what each of its words is.
pub struct Look<'t> {
    pub text: &'t Text,
    roles: Vec<Roles>,
}

/// How it is said that the secret follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    No,
    /// By *is* and its like.
    Is,
    /// By a colon and its like.
    Marked,
}

/// What stands between the name and here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Between {
    Nothing,
    /// Whose it is, and that it is told.
    Little,
    /// What it is for: *the code of the door 4829*.
    Purpose,
    Much,
}

/// Whether there is one.
pub fn has(lexicon: &Lexicon, text: &Text) -> bool {
    let see = Look {
        text,
        roles: lexicon.roles(text),
    };
    (0..text.words.len()).any(|at| {
        lexicon.name(text, at).is_some_and(|name| {
            !see.is_about_something_else(at, &name)
                && (see.glued(&name) || see.follows(at, &name) || see.precedes(at, &name))
        }) || values::pin_in_one(&text.words[at].keys[1])
    })
}

impl Look<'_> {
    /// Whether one follows the name that begins at this word.
    fn follows(&self, at: usize, name: &Name) -> bool {
        let words = &self.text.words;
        let (first, last) = (words[at].token, words[name.end - 1].token);
        let tokens = &self.text.tokens;
        let is_mark = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|next| next.mark == Some(Mark::Tells))
        };
        let mentioned = tokens[first].opens == Some(Opening::Quote) && tokens[last].unquotes;
        if (tokens[last].stop != Stop::Nothing || mentioned) && !is_mark(last + 1) {
            return false;
        }
        let (mut said, mut between) = (Said::No, Between::Nothing);
        if name.told {
            said = Said::Is;
        }
        for at in (last + 1..tokens.len()).take(BETWEEN) {
            let token = &tokens[at];
            let is = self.all(Role::Is, token) && token.stop != Stop::Sentence;
            if token.mark == Some(Mark::Tells) {
                said = Said::Marked;
                continue;
            } else if token.mark == Some(Mark::Dash) {
                said = said.max(if between < Between::Purpose {
                    Said::Is
                } else {
                    Said::No
                });
                continue;
            } else if is || name.role == Role::Opens && self.all(Role::With, token) {
                said = said.max(Said::Is);
                between = between.max(Between::Little);
                continue;
            } else if token.words.is_empty() && token.stop != Stop::Sentence {
                continue;
            }
            let told = Told {
                named: first,
                role: name.role,
                said,
                between,
            };
            if values::is_secret(self, at, told) {
                return true;
            }
            // `login: ana / hunter2`
            let pair = said == Said::Marked
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| next.words.is_empty() && next.mark.is_none());
            if self.any(Role::Clause, token)
                || token.stop == Stop::Sentence
                || token.stop == Stop::Pause && !pair
            {
                return false;
            }
            if between < Between::Purpose && self.all(Role::Mine, token) {
                continue;
            }
            let of = [Role::Function, Role::Mine, Role::Device, Role::Lock];
            let purpose = between < Between::Much && of.iter().any(|role| self.all(*role, token));
            between = if purpose {
                Between::Purpose
            } else {
                Between::Much
            };
            said = if pair { Said::Marked } else { Said::No };
        }
        false
    }

    /// Whether one stands before the name: *… is my password*, *use … as the code*, *… (my PIN)*.
    fn precedes(&self, at: usize, name: &Name) -> bool {
        let names = matches!(
            name.role,
            Role::Password | Role::Pin | Role::Cvv | Role::Code | Role::Weak
        );
        let tokens = &self.text.tokens;
        let from = self.text.words[at].token;
        let in_brackets = tokens[from].opens.is_some();
        let mut mine = in_brackets;
        let mut others = 0;
        let mut back = (from.saturating_sub(BACK)..from)
            .rev()
            .take_while(|at| {
                tokens[*at].stop != Stop::Sentence && tokens[*at].mark != Some(Mark::Tells)
            })
            .filter(|at| tokens[*at].mark.is_none());
        let said = loop {
            let Some(at) = back.next().filter(|_| names && others < 4) else {
                return false;
            };
            let token = &tokens[at];
            if self.all(Role::Is, token) && mine || self.all(Role::As, token) {
                break back.next();
            }
            if in_brackets && others == 0 {
                break Some(at);
            }
            if token.stop != Stop::Nothing {
                return false;
            }
            mine |= self.any(Role::Mine, token);
            others += 1;
        };
        let counted = self
            .roles
            .get(name.end)
            .is_some_and(|next| next.has(Role::Unit));
        let last = &tokens[self.text.words[name.end - 1].token];
        said.is_some_and(|at| values::stands_before(&tokens[at].core, counted, last.closes()))
    }

    /// `PIN-4829`, `password/hunter2`.
    fn glued(&self, name: &Name) -> bool {
        let words = &self.text.words;
        let token = words[name.end - 1].token;
        let rest = words.get(name.end).filter(|rest| rest.token == token);
        rest.is_some_and(|rest| values::is_glued(name.role, &rest.keys[1]))
    }

    /// Whether the name is one of something else: a booking code, a password manager.
    fn is_about_something_else(&self, at: usize, name: &Name) -> bool {
        let words = &self.text.words;
        let clause = |from: usize, to: usize| {
            let open = |at: &usize| {
                let token = words[*at - 1].token;
                token == words[*at].token || self.text.tokens[token].stop != Stop::Sentence
            };
            (from.max(1)..to.min(words.len())).take_while(open)
        };
        let is = |role, at: usize| self.roles[at].has(role);
        if clause(name.end, name.end + 1).any(|next| is(Role::Compound, next)) {
            return true;
        }
        let beside = || clause(name.end, name.end + 3).any(|at| is(Role::Harmless, at));
        let before = || clause(at, at + 1).any(|at| is(Role::Harmless, at - 1));
        match name.role {
            Role::Pin => beside() || before(),
            Role::Code => beside() || before() || self.is_about_a_booking(words[at].token),
            _ => false,
        }
    }

    /// Whether the sentence is about something booked, bought or posted, and about nothing that opens.
    fn is_about_a_booking(&self, token: usize) -> bool {
        let any = |role| {
            self.sentence(token)
                .iter()
                .any(|token| self.any(role, token))
        };
        any(Role::Harmless) && !any(Role::Device) && !any(Role::Lock)
    }

    /// The tokens of the sentence that this one stands in; not more than some on each side.
    pub fn sentence(&self, token: usize) -> &[Token] {
        const FAR: usize = 25;
        let tokens = &self.text.tokens;
        let closes = |at: &usize| tokens[*at].stop == Stop::Sentence || tokens[*at].line;
        let (first, last) = (token.saturating_sub(FAR), tokens.len().min(token + FAR));
        let begins = (first..token).rev().find(closes).map_or(first, |at| at + 1);
        let ends = (token..last).find(closes).map_or(last, |at| at + 1);
        &tokens[begins..ends]
    }

    /// Whether all words of a token have the role.
    pub fn all(&self, role: Role, token: &Token) -> bool {
        let roles = &self.roles[token.words.clone()];
        !roles.is_empty() && roles.iter().all(|roles| roles.has(role))
    }

    /// Whether one of them has.
    pub fn any(&self, role: Role, token: &Token) -> bool {
        let roles = &self.roles[token.words.clone()];
        roles.iter().any(|roles| roles.has(role))
    }

    /// How many words from this token on have the role.
    pub fn many(&self, role: Role, at: usize) -> usize {
        let roles = &self.roles[self.text.tokens[at].words.start..];
        roles.iter().take_while(|roles| roles.has(role)).count()
    }
}
