//! A text in tokens and words, with what stands between them.

use std::ops::Range;

use super::fold;

/// What says that the secret follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A colon, an equals sign or an arrow.
    Tells,
    /// A dash that stands alone.
    Dash,
}

/// What a token begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// A quote, or the sign of literal text.
    Quote,
    Bracket,
}

/// What ends with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    Nothing,
    /// A comma follows, or a bracket closes.
    Pause,
    /// A sentence, or the text.
    Sentence,
}

/// What stands between two spaces, or a mark.
#[derive(Debug)]
pub struct Token {
    /// Without the quotes, brackets and stops around it, in Latin look-alikes.
    pub core: String,
    pub mark: Option<Mark>,
    pub opens: Option<Opening>,
    /// A quote ends with it.
    pub unquotes: bool,
    pub stop: Stop,
    /// A line ends with it.
    pub line: bool,
    /// Which words it has.
    pub words: Range<usize>,
}

/// Letters and digits without a break.
#[derive(Debug)]
pub struct Word {
    /// As it is spelled, and as it looks.
    pub keys: [String; 2],
    pub token: usize,
}

#[derive(Debug, Default)]
pub struct Text {
    pub tokens: Vec<Token>,
    pub words: Vec<Word>,
}

const QUOTES: &[char] = &['"', '\'', '`', '*', '|', '_', '~'];
const BRACKETS: &[char] = &['(', ')', '[', ']', '{', '}', '<', '>'];
const STOPS: &[char] = &['.', '!', '?', ';', '…'];

impl Text {
    /// Reads a cleaned text.
    pub fn of(clean: &str) -> Self {
        let mut text = Self::default();
        for line in unspelled(clean).split('\n') {
            for piece in line.split(' ').filter(|piece| !piece.is_empty()) {
                text.piece(piece);
            }
            if let Some(token) = text.tokens.last_mut() {
                token.line = true;
            }
        }
        if let Some(token) = text.tokens.last_mut() {
            token.stop = Stop::Sentence;
        }
        text
    }

    /// Whether these words follow, in the same clause as the one before them.
    pub fn follows(&self, from: usize, phrase: &[String]) -> bool {
        let Some(words) = self.words.get(from..from + phrase.len()) else {
            return false;
        };
        let one_clause = (from.max(1)..from + phrase.len()).all(|at| {
            let (before, here) = (self.words[at - 1].token, self.words[at].token);
            before == here || self.tokens[before].stop == Stop::Nothing
        });
        one_clause && words.iter().zip(phrase).all(|(word, part)| word.is(part))
    }

    fn piece(&mut self, piece: &str) {
        let as_latin = fold::latin(piece);
        let same: Vec<char> = as_latin.chars().collect();
        let chars: Vec<char> = piece.chars().collect();
        let mut from = 0;
        for at in 0..same.len() {
            if !is_mark(&same, at) {
                continue;
            }
            self.token(&chars[from..at], &same[from..at]);
            if from == at && self.tokens.last().is_some_and(|token| token.mark.is_some()) {
                from = at + 1;
                continue;
            }
            self.tokens.push(Token::marks(Mark::Tells));
            from = at + 1;
        }
        self.token(&chars[from..], &same[from..]);
    }

    fn token(&mut self, chars: &[char], same: &[char]) {
        if same.is_empty() {
            return;
        }
        if same.iter().all(|c| *c == '-') {
            self.tokens.push(Token::marks(Mark::Dash));
            return;
        }
        let around =
            |c: &char| QUOTES.contains(c) || BRACKETS.contains(c) || STOPS.contains(c) || *c == ',';
        let first = same.iter().position(|c| !around(c)).unwrap_or(same.len());
        let last = same
            .iter()
            .rposition(|c| !around(c))
            .map_or(first, |at| at + 1);
        let (before, after) = (&same[..first], &same[last..]);
        if first == last {
            // Nothing but quotes or stops: they belong to what stands before.
            if let Some(token) = self.tokens.last_mut().filter(|_| stops(before)) {
                token.stop = Stop::Sentence;
            }
            return;
        }
        let begins = self.words.len();
        let number = self.tokens.len();
        let inside = |c: &char| c.is_alphanumeric() || *c == '\'';
        let mut at = first;
        while at < last {
            if !inside(&same[at]) {
                at += 1;
                continue;
            }
            let many = same[at..last].iter().take_while(|c| inside(c)).count();
            let word: String = chars[at..at + many].iter().collect();
            self.words.push(Word {
                keys: fold::keys(&word),
                token: number,
            });
            at += many;
        }
        self.tokens.push(Token {
            core: same[first..last].iter().collect(),
            mark: None,
            opens: before.iter().find_map(|c| opening(*c)),
            unquotes: after.iter().any(|c| opening(*c) == Some(Opening::Quote)),
            stop: if stops(after) {
                Stop::Sentence
            } else if after.iter().any(|c| *c == ',' || BRACKETS.contains(c)) {
                Stop::Pause
            } else {
                Stop::Nothing
            },
            line: false,
            words: begins..self.words.len(),
        });
    }
}

impl Token {
    /// Whether a sentence, a clause or a line ends with it.
    pub fn closes(&self) -> bool {
        self.stop != Stop::Nothing || self.line
    }

    fn marks(mark: Mark) -> Self {
        Self {
            core: String::new(),
            mark: Some(mark),
            opens: None,
            unquotes: false,
            stop: Stop::Nothing,
            line: false,
            words: 0..0,
        }
    }
}

impl Word {
    pub fn is(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key)
    }
}

fn opening(c: char) -> Option<Opening> {
    let bracket = BRACKETS.contains(&c).then_some(Opening::Bracket);
    QUOTES.contains(&c).then_some(Opening::Quote).or(bracket)
}

fn stops(after: &[char]) -> bool {
    after.iter().any(|c| STOPS.contains(c))
}

/// Whether this sign says that something follows: not the colon of an hour or an address.
fn is_mark(chars: &[char], at: usize) -> bool {
    let near = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
    let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
    match chars[at] {
        ':' => after != '/' && !(before.is_ascii_digit() && after.is_ascii_digit()),
        '=' => before != '=',
        '>' => before == '-' || before == '=',
        _ => false,
    }
}

/// Letters that stand one by one are a word: `p a s s w o r d`, `P.I.N.`.
fn unspelled(clean: &str) -> String {
    let chars: Vec<char> = clean.chars().collect();
    let letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphabetic());
    let inside = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let between = |at: usize| chars.get(at).is_some_and(|c| " .-_*".contains(*c));
    let mut joined = String::with_capacity(clean.len());
    let mut at = 0;
    while at < chars.len() {
        let begins = at == 0 || !inside(at - 1);
        let mut spelled = vec![at];
        let mut from = at;
        while begins && letter(from) && !inside(from + 1) {
            let next = (from + 2..=from + 3)
                .find(|next| letter(*next) && !inside(next + 1) && (from + 1..*next).all(between));
            let Some(next) = next else { break };
            spelled.push(next);
            from = next;
        }
        if spelled.len() >= 3 {
            joined.extend(spelled.iter().map(|at| chars[*at]));
            // The stop of its last letter is none of a sentence.
            at = from + 1 + usize::from(chars[at + 1] == '.' && chars.get(from + 1) == Some(&'.'));
        } else {
            joined.push(chars[at]);
            at += 1;
        }
    }
    joined
}
