//! Every word Tend says: read from `prompts/` at start, looked up by id, in the reader's language.

pub mod check;
mod files;
mod notice;
mod read;
mod secrets;
mod services;
mod time;
mod wording;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::domain::days::DayWords;
use crate::domain::deck::{Deck, Question};
use crate::domain::promise::Phrasebook;
use crate::domain::secrets::{self as secret, Lexicon};
use crate::domain::wording::Rules;

pub use services::{Country, Kind as ServiceKind, Service, Services};

/// The language everything falls back to.
const FALLBACK: &str = "en";

/// All words in all languages.
pub struct Words {
    tongues: HashMap<String, Arc<Tongue>>,
    fallback: Arc<Tongue>,
}

/// All words in one language. What it lacks it says in English.
pub struct Tongue {
    messages: FluentBundle<FluentResource>,
    decks: HashMap<Decks, Deck>,
    lists: HashMap<Lists, Vec<Word>>,
    services: Option<Services>,
    phrasebook: Option<Phrasebook>,
    days: Option<DayWords>,
    notice: Option<String>,
    wording: Option<Rules>,
    secrets: Lexicon,
    fallback: Option<Arc<Tongue>>,
}

/// The decks, each a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decks {
    /// The question that changes every week.
    Weekly,
    /// Wordings of the three questions that stay.
    Thanks,
    Concern,
    Build,
    /// The lines above the weekly prompt's question, in the channel.
    Openings,
}

/// The fixed lists of words to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lists {
    /// Plain names of feelings.
    Feelings,
    /// How the week was; also for a guess at the other's.
    Week,
    /// How close it felt.
    Closeness,
    /// How safe it felt to speak.
    Safe,
}

/// A word to choose, stored by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub id: String,
    pub word: String,
}

/// What is filled into a message.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    Text(Cow<'a, str>),
    Number(i64),
}

impl Words {
    /// Reads the compiled-in words and the host's own, file by file in place of ours. A file that
    /// cannot be read is refused by name and line.
    pub fn load(folder: Option<&Path>) -> anyhow::Result<Self> {
        let (built_in, wrong) = read::tongue(FALLBACK, &files::compiled_in(), None);
        refuse(wrong)?;
        let built_in = Arc::new(built_in);

        let files = files::with_those_in(files::compiled_in(), folder)?;
        let (fallback, mut wrong) = read::tongue(FALLBACK, &files, Some(Arc::clone(&built_in)));
        let fallback = Arc::new(fallback);
        let mut tongues = HashMap::from([(FALLBACK.to_owned(), Arc::clone(&fallback))]);
        for file in &files {
            if !tongues.contains_key(&file.language) {
                let (tongue, more) =
                    read::tongue(&file.language, &files, Some(Arc::clone(&fallback)));
                tongues.insert(file.language.clone(), Arc::new(tongue));
                wrong.extend(more);
            }
        }
        refuse(wrong)?;
        Ok(Self { tongues, fallback })
    }

    /// The words for somebody whose language Discord names so (`en-GB`): that language, else its
    /// base, else English.
    pub fn tongue(&self, locale: &str) -> &Tongue {
        let base = locale.split(['-', '_']).next().unwrap_or_default();
        let found = self.tongues.get(locale).or_else(|| self.tongues.get(base));
        found.unwrap_or(&self.fallback)
    }

    /// The deck to pick from, the same for both partners; what was picked is shown in each one's
    /// language by [`Tongue::question`].
    pub fn deck(&self, deck: Decks) -> &Deck {
        self.fallback.deck(deck)
    }
}

impl Tongue {
    /// The message with the values filled in. One that is missing is said in English, else by its
    /// id: the words check finds those before anybody reads them.
    pub fn say(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        let args = values
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(value)))
            .collect();
        self.whole(id, &args)
            .or_else(|| self.partly(id, &args))
            .unwrap_or_else(|| {
                tracing::warn!(message.id = id, "there are no words for this message");
                id.to_owned()
            })
    }

    /// The question or wording with this id, wherever it is still known.
    pub fn question(&self, deck: Decks, id: &str) -> Option<&Question> {
        let own = self.decks.get(&deck).and_then(|deck| deck.find(id));
        own.or_else(|| self.fallback.as_ref()?.question(deck, id))
    }

    /// The words of a list, in the order to show them.
    pub fn list(&self, list: Lists) -> &[Word] {
        match (self.lists.get(&list), &self.fallback) {
            (Some(words), _) => words,
            (None, Some(fallback)) => fallback.list(list),
            (None, None) => &[],
        }
    }

    /// The word with this id, wherever it is still known.
    pub fn word(&self, list: Lists, id: &str) -> Option<&str> {
        let own = self
            .lists
            .get(&list)
            .into_iter()
            .flatten()
            .find(|word| word.id == id);
        own.map(|word| word.word.as_str())
            .or_else(|| self.fallback.as_ref()?.word(list, id))
    }

    /// The phrases that bring a hint beside a promise.
    pub fn phrasebook(&self) -> &Phrasebook {
        static NONE: Phrasebook = Phrasebook::none();
        match (&self.phrasebook, &self.fallback) {
            (Some(phrasebook), _) => phrasebook,
            (None, Some(fallback)) => fallback.phrasebook(),
            (None, None) => &NONE,
        }
    }

    /// Help by country.
    pub fn services(&self) -> &Services {
        static NONE: Services = Services::none();
        match (&self.services, &self.fallback) {
            (Some(services), _) => services,
            (None, Some(fallback)) => fallback.services(),
            (None, None) => &NONE,
        }
    }

    /// Whether this text looks like a password or another key to an account, in any language.
    pub fn tells_a_secret(&self, text: &str) -> bool {
        secret::tells(&self.secrets, text)
    }

    /// The rules about wording: hints for an author.
    pub fn wording(&self) -> &Rules {
        static NONE: Rules = Rules::none();
        match (&self.wording, &self.fallback) {
            (Some(rules), _) => rules,
            (None, Some(fallback)) => fallback.wording(),
            (None, None) => &NONE,
        }
    }

    /// The privacy notice with `{{host_name}}` and its like filled in, in pages that each fit into
    /// one message.
    pub fn privacy_notice(&self, values: &[(&str, &str)]) -> Vec<String> {
        match (&self.notice, &self.fallback) {
            (Some(notice), _) => notice::pages(notice, values),
            (None, Some(fallback)) => fallback.privacy_notice(values),
            (None, None) => Vec::new(),
        }
    }

    fn deck(&self, deck: Decks) -> &Deck {
        static NONE: Deck = Deck::none();
        match (self.decks.get(&deck), &self.fallback) {
            (Some(deck), _) => deck,
            (None, Some(fallback)) => fallback.deck(deck),
            (None, None) => &NONE,
        }
    }

    /// The message, where every value it names is given.
    fn whole(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let own = self.format(id, args).filter(|(_, complete)| *complete);
        own.map(|(text, _)| text)
            .or_else(|| self.fallback.as_ref()?.whole(id, args))
    }

    /// The message with its gaps, which is still better than its id.
    fn partly(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let own = self.format(id, args).map(|(text, _)| text);
        let said = own.or_else(|| self.fallback.as_ref()?.partly(id, args))?;
        tracing::warn!(message.id = id, "a value is missing in this message");
        Some(said)
    }

    fn format(&self, id: &str, args: &FluentArgs<'_>) -> Option<(String, bool)> {
        let (id, attribute) = id
            .split_once('.')
            .map_or((id, None), |(id, a)| (id, Some(a)));
        let message = self.messages.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self
            .messages
            .format_pattern(pattern, Some(args), &mut errors);
        Some((text.into_owned(), errors.is_empty()))
    }
}

/// Length as `ui::limits` counts it.
fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

fn refuse(mut wrong: Vec<check::Problem>) -> anyhow::Result<()> {
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.sort();
    let mut all = String::from("the words cannot be used:");
    for problem in wrong {
        write!(all, "\n  {problem}")?;
    }
    Err(anyhow::Error::msg(all))
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'a> From<&'a Value<'_>> for FluentValue<'a> {
    fn from(value: &'a Value<'_>) -> Self {
        match value {
            Value::Text(text) => FluentValue::from(text.as_ref()),
            Value::Number(number) => FluentValue::from(*number),
        }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod typed;
