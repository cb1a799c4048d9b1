//! One person's own side as a document: what `export.schema.json` describes. Nothing in it is the other's.

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::domain::answer::{Part, Sharing};
use crate::domain::round::{Choice, Stance};

/// The description that travels with each export.
pub const SCHEMA: &str = include_str!("../export.schema.json");

/// Everything of one person in one couple, or one part of it where it is too long for one file.
#[derive(Serialize)]
pub struct Document {
    pub format: &'static str,
    pub version: u8,
    pub made_at: DateTime<Utc>,
    pub part: PartOf,
    pub person: Person,
    pub couple: Couple,
    pub reminders: Vec<DateTime<Utc>>,
    pub dates: Vec<Date>,
    pub suggestions: Vec<Suggestion>,
    pub things: Vec<Thing>,
    pub texts: Vec<Text>,
    pub weeks: Vec<Week>,
}

#[derive(Serialize, Clone, Copy)]
pub struct PartOf {
    pub number: usize,
    pub of: usize,
}

/// What is stored about the person apart from their words. Discord's ids are text, because they are
/// larger than the numbers many programs read.
#[derive(Serialize, Clone)]
pub struct Person {
    pub discord_user: String,
    pub consented_at: DateTime<Utc>,
    pub consent_version: String,
    pub zone: String,
    pub rows_hidden: bool,
    /// Why they are here, in their words.
    pub why: Option<String>,
    pub first_sharings: Vec<FirstSharing>,
    pub resting: Option<Resting>,
    pub left: Option<Left>,
}

#[derive(Serialize, Clone)]
pub struct FirstSharing {
    #[serde(serialize_with = "by_name")]
    pub part: Part,
    #[serde(serialize_with = "by_name")]
    pub sharing: Sharing,
}

#[derive(Serialize, Clone)]
pub struct Resting {
    pub since: DateTime<Utc>,
    pub until: Option<DateTime<Utc>>,
    pub told: bool,
}

#[derive(Serialize, Clone)]
pub struct Left {
    pub at: DateTime<Utc>,
    pub told: bool,
}

#[derive(Serialize, Clone)]
pub struct Couple {
    pub since: DateTime<Utc>,
    pub discord_server: String,
    pub discord_channel: String,
    pub hour: Hour,
    pub answers_open_after_days: u8,
    pub every_weeks: u8,
}

/// A weekly hour on the couple's own clock.
#[derive(Serialize, Clone)]
pub struct Hour {
    pub zone: String,
    #[serde(serialize_with = "by_name")]
    pub weekday: Weekday,
    /// `19:00`
    pub time: String,
}

/// A joint setting that the person suggested; what the other said to it is not here.
#[derive(Serialize, Clone)]
pub struct Suggestion {
    pub made_at: DateTime<Utc>,
    #[serde(flatten)]
    pub change: Change,
}

#[derive(Serialize, Clone)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    Hour(Hour),
    AnswersOpen {
        after_days: u8,
    },
    Every {
        weeks: u8,
    },
    Move {
        discord_server: String,
        discord_channel: String,
    },
}

/// A date that matters to the person.
#[derive(Serialize, Clone)]
pub struct Date {
    pub month: u32,
    pub day: u32,
    /// None: every year.
    pub year: Option<i32>,
    pub text: String,
    pub made_at: DateTime<Utc>,
}

/// A promise, a repair or the like that is the person's own: its facts. The words of it are texts.
#[derive(Serialize, Clone)]
pub struct Thing {
    pub kind: &'static str,
    /// As it is shown ([`crate::domain::id`]).
    pub id: String,
    pub made_at: DateTime<Utc>,
    /// Names and values that need no words: instants, states.
    pub facts: Map<String, Value>,
}

/// Something the person wrote beside the weeks.
#[derive(Serialize, Clone)]
pub struct Text {
    /// The stable name of what it is ([`crate::domain::text::Kind`]).
    pub kind: &'static str,
    /// The id of the thing it belongs to; 0: a page of one's own.
    pub about: String,
    /// Where one thing has several of a kind.
    pub nth: i16,
    #[serde(rename = "text")]
    pub words: String,
    pub written_at: DateTime<Utc>,
    /// When it was changed after the other could read it.
    pub edited_at: Option<DateTime<Utc>>,
    /// Since when the other may read it.
    pub released_at: Option<DateTime<Utc>>,
}

/// One week in which the person has something.
#[derive(Serialize, Clone)]
pub struct Week {
    /// Its Monday.
    #[serde(rename = "week")]
    pub monday: NaiveDate,
    pub opened_at: DateTime<Utc>,
    pub state: State,
    /// When it was opened to both, or closed before that.
    pub settled_at: Option<DateTime<Utc>>,
    pub answer: Option<Answer>,
    pub line: Option<Line>,
    /// The person's own words to put the other's line right.
    pub correction: Option<String>,
}

#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    Revealed,
    Closed,
}

#[derive(Serialize, Clone)]
pub struct Answer {
    #[serde(serialize_with = "by_name")]
    pub stance: Stance,
    pub changed_at: DateTime<Utc>,
    /// Changed after it was handed in once.
    pub edited: bool,
    pub on_own_side: bool,
    /// What the person said when asked whether to open theirs.
    #[serde(serialize_with = "by_name")]
    pub asked_to_open: Choice,
    pub how_it_was: Option<HowItWas>,
    pub guess: Option<Word>,
    pub written: Vec<Written>,
}

#[derive(Serialize, Clone)]
pub struct HowItWas {
    #[serde(serialize_with = "by_name")]
    pub sharing: Sharing,
    pub week: Option<Word>,
    pub feelings: Vec<Word>,
    pub closeness: Option<Word>,
}

/// A word that was chosen: its id stays, its wording may change.
#[derive(Serialize, Clone)]
pub struct Word {
    pub id: String,
    pub word: String,
}

#[derive(Serialize, Clone)]
pub struct Written {
    #[serde(serialize_with = "by_name")]
    pub part: Part,
    /// As it was asked.
    pub question: String,
    pub text: String,
    #[serde(serialize_with = "by_name")]
    pub sharing: Sharing,
}

#[derive(Serialize, Clone)]
pub struct Line {
    pub text: String,
    pub written_at: DateTime<Utc>,
}

/// What has a stable name in the files, whatever the program calls it.
trait Named {
    fn name(&self) -> &'static str;
}

impl Named for Part {
    fn name(&self) -> &'static str {
        Part::name(*self)
    }
}

impl Named for Sharing {
    fn name(&self) -> &'static str {
        match self {
            Self::Share => "shared",
            Self::Hold => "held",
            Self::Private => "private",
        }
    }
}

impl Named for Stance {
    fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::HandedIn => "handed_in",
            Self::HardWeek => "hard_week",
            Self::NotThisWeek => "not_this_week",
        }
    }
}

impl Named for Choice {
    fn name(&self) -> &'static str {
        match self {
            Self::Unsaid => "unsaid",
            Self::Open => "open",
            Self::Keep => "keep",
        }
    }
}

impl Named for Weekday {
    fn name(&self) -> &'static str {
        match self {
            Self::Mon => "monday",
            Self::Tue => "tuesday",
            Self::Wed => "wednesday",
            Self::Thu => "thursday",
            Self::Fri => "friday",
            Self::Sat => "saturday",
            Self::Sun => "sunday",
        }
    }
}

fn by_name<T: Named, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(value.name())
}

impl Document {
    /// As JSON that people can read too.
    pub fn json(&self) -> anyhow::Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }
}

/// Weeks in parts of at most so many bytes each; one at least, even if it is empty. A week is never
/// cut.
pub fn in_parts(weeks: Vec<Week>, at_most: usize) -> anyhow::Result<Vec<Vec<Week>>> {
    let mut parts = vec![Vec::new()];
    let mut room = at_most;
    for week in weeks {
        let size = serde_json::to_vec_pretty(&week)?.len();
        let last = parts.len() - 1;
        if size > room && !parts[last].is_empty() {
            parts.push(vec![week]);
            room = at_most.saturating_sub(size);
        } else {
            parts[last].push(week);
            room = room.saturating_sub(size);
        }
    }
    Ok(parts)
}

#[cfg(test)]
pub mod tests;
