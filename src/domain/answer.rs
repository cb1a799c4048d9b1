//! What a person may write in a round, and who may see which part of it.

use serde::{Deserialize, Serialize};

/// The parts of an answer that are shared, held or kept, each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// How it was: the ratings in words.
    Week,
    Thanks,
    Concern,
    Question,
    Build,
}

impl Part {
    pub const ALL: [Self; 5] = [
        Self::Week,
        Self::Thanks,
        Self::Concern,
        Self::Question,
        Self::Build,
    ];
    /// The parts that are written in words.
    pub const WRITTEN: [Self; 4] = [Self::Thanks, Self::Concern, Self::Question, Self::Build];

    /// The stable name in ids and exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Thanks => "thanks",
            Self::Concern => "concern",
            Self::Question => "question",
            Self::Build => "build",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// Who sees a part once both have answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sharing {
    /// The other reads it.
    Share,
    /// The other learns that there is something to talk about, not the words.
    Hold,
    /// Nobody else learns anything of it.
    Private,
}

impl Sharing {
    pub const ALL: [Self; 3] = [Self::Share, Self::Hold, Self::Private];

    /// The stable letter in ids and in `partners.sharing`.
    pub fn letter(self) -> char {
        match self {
            Self::Share => 's',
            Self::Hold => 'h',
            Self::Private => 'p',
        }
    }

    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|sharing| sharing.letter() == letter)
    }
}

/// How each part is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharings(pub [Sharing; 5]);

impl Sharings {
    pub fn of(&self, part: Part) -> Sharing {
        self.0[part as usize]
    }

    pub fn set(&mut self, part: Part, sharing: Sharing) {
        self.0[part as usize] = sharing;
    }

    /// All five the same, if they are.
    pub fn uniform(&self) -> Option<Sharing> {
        self.0.iter().all(|s| *s == self.0[0]).then_some(self.0[0])
    }

    /// Five letters in the order of [`Part::ALL`].
    pub fn letters(&self) -> String {
        self.0.iter().map(|s| s.letter()).collect()
    }

    /// The sharings these five letters stand for.
    pub fn from_letters(letters: &str) -> Option<Self> {
        let all: Vec<Sharing> = letters
            .chars()
            .map(Sharing::from_letter)
            .collect::<Option<_>>()?;
        Some(Self(all.try_into().ok()?))
    }
}

impl Default for Sharings {
    fn default() -> Self {
        let mut all = Self([Sharing::Share; 5]);
        all.set(Part::Week, Sharing::Private); // feelings are the author's first
        all
    }
}

/// One person's answer of one round: everything that is sealed together.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Ids of `feelings.toml`: how the week felt, up to three feelings, how close it felt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feelings: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<String>,
    /// A guess at how the other's week felt: opened beside the real one, never scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guess: Option<String>,
    #[serde(default)]
    pub thanks: String,
    #[serde(default)]
    pub concern: String,
    #[serde(default)]
    pub question: String,
    #[serde(default)]
    pub build: String,
    #[serde(default)]
    pub sharing: Sharings,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(..)") // somebody wrote it
    }
}

impl Answer {
    /// What was written for this part; nothing for the part that is chosen, not written.
    pub fn text(&self, part: Part) -> &str {
        match part {
            Part::Week => "",
            Part::Thanks => &self.thanks,
            Part::Concern => &self.concern,
            Part::Question => &self.question,
            Part::Build => &self.build,
        }
    }

    pub fn set_text(&mut self, part: Part, text: String) {
        match part {
            Part::Week => {}
            Part::Thanks => self.thanks = text,
            Part::Concern => self.concern = text,
            Part::Question => self.question = text,
            Part::Build => self.build = text,
        }
    }

    /// Whether this part has anything in it.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Week => self.week.is_some() || !self.feelings.is_empty() || self.close.is_some(),
            written => !is_blank(self.text(written)),
        }
    }

    /// The parts that the other may read.
    pub fn shared(&self) -> Vec<Part> {
        self.parts_with(Sharing::Share)
    }

    /// The parts of which the other learns only that they are there.
    pub fn held(&self) -> Vec<Part> {
        self.parts_with(Sharing::Hold)
    }

    fn parts_with(&self, sharing: Sharing) -> Vec<Part> {
        let has = |part: &Part| self.has(*part) && self.sharing.of(*part) == sharing;
        Part::ALL.into_iter().filter(has).collect()
    }

    /// Whether the other would find words (or ratings) in it.
    pub fn shares_words(&self) -> bool {
        !self.shared().is_empty()
    }

    /// Whether there is nothing in it at all.
    pub fn is_empty(&self) -> bool {
        self.guess.is_none() && !Part::ALL.into_iter().any(|part| self.has(part))
    }
}

/// Whether a text says nothing: white space, invisible and control characters only.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// Characters that show nothing: white space, controls, zero-width and direction marks, fillers.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_read_is_blank() {
        for blank in [
            "",
            "  \n\t",
            "\u{200b}\u{feff}",
            "\u{202e}\u{2066}",
            "\u{0}\u{7}",
            "\u{3164}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for said in ["a", "🌱", "שלום", " . ", "\u{200b}x"] {
            assert!(!is_blank(said), "{said:?}");
        }
    }

    #[test]
    fn feelings_are_private_until_their_author_says_otherwise() {
        let mut answer = Answer {
            week: Some("heavy".into()),
            ..Answer::default()
        };
        assert!(!answer.shares_words());
        answer.sharing.set(Part::Week, Sharing::Share);
        assert_eq!(answer.shared(), [Part::Week]);
    }

    #[test]
    fn letters_go_there_and_back() {
        let sharings = Sharings::from_letters("shpsh").expect("five letters");
        assert_eq!(sharings.letters(), "shpsh");
        assert_eq!(sharings.of(Part::Concern), Sharing::Private);
        for wrong in ["", "ssss", "ssssss", "sssxs"] {
            assert_eq!(Sharings::from_letters(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_held_is_not_shared() {
        let mut answer = Answer {
            concern: "The car.".into(),
            thanks: "Soup.".into(),
            ..Answer::default()
        };
        answer.sharing.set(Part::Concern, Sharing::Hold);
        assert_eq!(
            (answer.shared(), answer.held()),
            (vec![Part::Thanks], vec![Part::Concern])
        );
    }
}
