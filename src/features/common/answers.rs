//! An answer in words: its questions as they were asked, its parts as the other reads them.

use crate::domain::answer::{Answer, Part};
use crate::domain::round::Round;
use crate::ui::text::quote;
use crate::words::{Decks, Lists, Tongue};

/// A part's name in words.
pub fn part_name(t: &Tongue, part: Part) -> String {
    t.say(
        match part {
            Part::Week => "part-week",
            Part::Thanks => "part-thanks",
            Part::Concern => "part-concern",
            Part::Question => "part-question",
            Part::Build => "part-build",
        },
        &[],
    )
}

/// The question in full, as this round asked it.
pub fn full(t: &Tongue, round: &Round, part: Part) -> String {
    asked(t, round, part).map_or_else(|| part_name(t, part), |question| question.full.clone())
}

/// The question as the form's label.
pub fn short(t: &Tongue, round: &Round, part: Part) -> String {
    asked(t, round, part).map_or_else(|| part_name(t, part), |question| question.short.clone())
}

fn asked<'t>(
    t: &'t Tongue,
    round: &Round,
    part: Part,
) -> Option<&'t crate::domain::deck::Question> {
    match part {
        Part::Week => None,
        Part::Thanks => t.question(Decks::Thanks, &round.asked.thanks),
        Part::Concern => t.question(Decks::Concern, &round.asked.concern),
        Part::Question => t.question(Decks::Weekly, &round.asked.question),
        Part::Build => t.question(Decks::Build, &round.asked.build),
    }
}

/// The parts that are shared, each a block: its name, then its words as a quote.
pub fn shared(t: &Tongue, round: &Round, answer: &Answer) -> Vec<String> {
    answer
        .shared()
        .into_iter()
        .map(|part| block(t, round, answer, part))
        .collect()
}

/// One part: its name, its question where it was a question, and the words as a quote.
pub fn block(t: &Tongue, round: &Round, answer: &Answer, part: Part) -> String {
    let name = part_name(t, part);
    let head = match part {
        Part::Question => {
            let question = full(t, round, part);
            t.say(
                "block-question",
                &[("name", name.into()), ("question", question.into())],
            )
        }
        _ => t.say("block", &[("name", name.into())]),
    };
    match part {
        Part::Week => format!("{head}\n{}", how_it_was(t, answer)),
        written => format!("{head}\n{}", quote(answer.text(written))),
    }
}

/// The ratings in words, a line each.
pub fn how_it_was(t: &Tongue, answer: &Answer) -> String {
    let mut lines = Vec::new();
    if let Some(week) = answer
        .week
        .as_deref()
        .and_then(|id| t.word(Lists::Week, id))
    {
        lines.push(t.say("how-week-line", &[("word", week.into())]));
    }
    let feelings: Vec<String> = answer
        .feelings
        .iter()
        .filter_map(|id| t.word(Lists::Feelings, id))
        .map(str::to_owned)
        .collect();
    if !feelings.is_empty() {
        lines.push(t.say("how-feelings-line", &[("words", t.join(&feelings).into())]));
    }
    if let Some(close) = answer
        .close
        .as_deref()
        .and_then(|id| t.word(Lists::Closeness, id))
    {
        lines.push(t.say("how-close-line", &[("word", close.into())]));
    }
    lines.join("\n")
}
