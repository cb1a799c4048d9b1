//! A deck of questions or wordings, and which one comes next for a couple.

use chrono::NaiveDate;

/// A rotating question does not come back to a couple within this many weeks.
pub const APART: usize = 26;
/// In every so-manieth week the question is one fear and one hope.
const FEAR_AND_HOPE: i64 = 4;
/// A couple's first questions are none that ask for something held back.
const GENTLE_START: usize = 3;

/// What a question asks for, as far as the rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Open,
    /// One fear and one hope; comes once in four weeks.
    FearHope,
    /// Something kept in so far: its answer is held for the couple's talk unless its author
    /// decides otherwise.
    Held,
}

/// One question, or one wording of a fixed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Kept with the rounds that asked it, so it is never given to another question.
    pub id: String,
    /// Fits over a text input.
    pub short: String,
    pub full: String,
    pub kind: Kind,
}

/// Questions in the order of their file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deck(Vec<Question>);

impl Deck {
    pub fn new(questions: Vec<Question>) -> Self {
        Self(questions)
    }

    pub const fn none() -> Self {
        Self(Vec::new())
    }

    pub fn questions(&self) -> &[Question] {
        &self.0
    }

    pub fn find(&self, id: &str) -> Option<&Question> {
        self.0.iter().find(|question| question.id == id)
    }

    /// The question of the week that begins on `week`, for the couple whose first week began on
    /// `first` (both Mondays). `seed` gives each couple an order of its own. `recent` are the
    /// questions their last [`APART`] weeks asked, in any order: with the deck unchanged they
    /// change nothing; after questions were added or taken out they keep the weeks apart.
    /// None only for an empty deck.
    pub fn pick(
        &self,
        seed: u64,
        first: NaiveDate,
        week: NaiveDate,
        recent: &[&str],
    ) -> Option<&Question> {
        let number = (week - first).num_days().div_euclid(7);
        let fears = number.rem_euclid(FEAR_AND_HOPE) == FEAR_AND_HOPE - 1;
        let fears_so_far = (number + 1).div_euclid(FEAR_AND_HOPE);
        let (fear_hope, others): (Vec<_>, Vec<_>) =
            self.0.iter().partition(|q| q.kind == Kind::FearHope);

        let (turn, from) = match (fears, fear_hope.is_empty(), others.is_empty()) {
            (true, false, _) => (number.div_euclid(FEAR_AND_HOPE), fear_hope),
            (false, false, false) => (number - fears_so_far, others),
            (_, true, _) => (number, others),
            (_, _, true) => (number, fear_hope),
        };
        let order = order(from, seed);
        let length = i64::try_from(order.len())
            .ok()
            .filter(|length| *length > 0)?;
        let start = usize::try_from(turn.rem_euclid(length)).ok()?;
        let mut from_here = order.iter().cycle().skip(start).take(order.len());
        from_here
            .find(|q| !recent.contains(&q.id.as_str()))
            .or(order.get(start))
            .copied()
    }
}

/// The same questions in this couple's own order, which does not depend on their order in the file.
fn order(mut questions: Vec<&Question>, seed: u64) -> Vec<&Question> {
    questions.sort_by_cached_key(|q| (mixed(seed, &q.id), q.id.clone()));
    for place in 0..GENTLE_START.min(questions.len()) {
        if questions[place].kind == Kind::Held
            && let Some(later) =
                (place + 1..questions.len()).find(|i| questions[*i].kind != Kind::Held)
        {
            questions.swap(place, later);
        }
    }
    questions
}

/// FNV-1a with a last stir: the same on every machine and in every version, because a couple's
/// order must outlive both.
fn mixed(seed: u64, id: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(id.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();

    fn deck(open: usize, held: usize, fear_hope: usize) -> Deck {
        let some = |kind, name: &'static str, count| {
            (0..count).map(move |i| Question {
                id: format!("{name}-{i}"),
                short: String::new(),
                full: String::new(),
                kind,
            })
        };
        Deck::new(
            some(Kind::Open, "open", open)
                .chain(some(Kind::Held, "held", held))
                .chain(some(Kind::FearHope, "fear", fear_hope))
                .collect(),
        )
    }

    fn monday(week: u64) -> NaiveDate {
        FIRST + chrono::Days::new(week * 7)
    }

    fn apart(asked: &[String]) {
        for (now, id) in asked.iter().enumerate() {
            let before = &asked[now.saturating_sub(APART)..now];
            assert!(
                !before.contains(id),
                "week {now} asks {id} again, after {before:?}"
            );
        }
    }

    fn recent(asked: &[String]) -> Vec<&str> {
        asked.iter().rev().take(APART).map(String::as_str).collect()
    }

    #[test]
    fn no_question_comes_back_within_26_weeks() {
        let deck = deck(56, 8, 8);
        for seed in 0..150 {
            let asked: Vec<_> = (0..200)
                .map(|week| {
                    deck.pick(seed, FIRST, monday(week), &[])
                        .unwrap()
                        .id
                        .clone()
                })
                .collect();
            apart(&asked);
        }
    }

    #[test]
    fn what_was_asked_lately_changes_nothing_while_the_deck_stays() {
        let deck = deck(56, 8, 8);
        for seed in 0..40 {
            let mut asked = Vec::new();
            for week in 0..200 {
                let alone = deck.pick(seed, FIRST, monday(week), &[]);
                let next = deck.pick(seed, FIRST, monday(week), &recent(&asked));
                assert_eq!(alone, next);
                asked.push(next.unwrap().id.clone());
            }
        }
    }

    #[test]
    fn nor_when_questions_are_added_or_taken_out_on_the_way() {
        for seed in 0..60 {
            let decks = [
                deck(56, 8, 8),
                deck(57, 8, 8),
                deck(70, 12, 9),
                deck(50, 12, 9),
            ];
            let mut asked = Vec::new();
            for week in 0..200 {
                let deck = &decks[usize::try_from(week / 50).unwrap()];
                let next = deck.pick(seed, FIRST, monday(week), &recent(&asked));
                asked.push(next.unwrap().id.clone());
            }
            apart(&asked);
        }
    }

    #[test]
    fn every_fourth_week_asks_for_a_fear_and_a_hope() {
        let deck = deck(56, 8, 8);
        for seed in 0..50 {
            for week in 0..100 {
                let kind = deck.pick(seed, FIRST, monday(week), &[]).unwrap().kind;
                assert_eq!(kind == Kind::FearHope, week % 4 == 3);
            }
        }
    }

    #[test]
    fn the_first_weeks_ask_for_nothing_held_back() {
        let deck = deck(20, 40, 8);
        for seed in 0..60 {
            for week in 0..3 {
                assert_eq!(
                    deck.pick(seed, FIRST, monday(week), &[]).unwrap().kind,
                    Kind::Open
                );
            }
        }
    }

    #[test]
    fn the_order_in_the_file_does_not_matter() {
        let deck = deck(56, 8, 8);
        let turned = Deck::new(deck.questions().iter().rev().cloned().collect());
        for week in 0..100 {
            assert_eq!(
                deck.pick(7, FIRST, monday(week), &[]),
                turned.pick(7, FIRST, monday(week), &[])
            );
        }
    }

    #[test]
    fn couples_have_orders_of_their_own() {
        let deck = deck(56, 8, 8);
        let firsts: std::collections::HashSet<_> = (0..300)
            .map(|seed| &deck.pick(seed, FIRST, FIRST, &[]).unwrap().id)
            .collect();
        assert!(
            firsts.len() > 40,
            "{} different first questions",
            firsts.len()
        );
    }

    #[test]
    fn eight_wordings_take_turns_and_none_comes_twice_in_a_row() {
        for seed in 0..40 {
            let mut asked: Vec<String> = Vec::new();
            for week in 0..100 {
                let deck = deck(if week < 50 { 8 } else { 9 }, 0, 0);
                let last: Vec<_> = asked.last().map(String::as_str).into_iter().collect();
                let next = deck
                    .pick(seed, FIRST, monday(week), &last)
                    .unwrap()
                    .id
                    .clone();
                assert_ne!(asked.last(), Some(&next));
                asked.push(next);
            }
        }
    }

    #[test]
    fn a_week_before_the_first_and_a_deck_too_small_still_have_a_question() {
        assert!(
            deck(5, 1, 1)
                .pick(1, FIRST, FIRST - chrono::Days::new(70), &["open-1"])
                .is_some()
        );
        assert_eq!(
            deck(1, 0, 0).pick(1, FIRST, FIRST, &["open-0"]).unwrap().id,
            "open-0"
        );
        assert!(deck(0, 0, 1).pick(1, FIRST, FIRST, &[]).is_some());
        assert_eq!(deck(0, 0, 0).pick(1, FIRST, FIRST, &[]), None);
    }
}
