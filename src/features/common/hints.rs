//! Hints about wording, for the author alone: shown before anything is sent, and never in the way.

use crate::domain::wording::{Hint, Rule};
use crate::ui::text::harmless;
use crate::words::Tongue;

/// So many wordings of one kind are named.
const NAMED: usize = 3;

/// A kind sentence for each thing that the author may like to look at twice, after a line that says
/// whose choice it is; none where there is nothing to look at.
pub fn lines(t: &Tongue, text: &str) -> Vec<String> {
    let hints = t.wording().hints(text);
    let sentences: Vec<String> = Rule::ALL
        .iter()
        .filter_map(|(rule, _)| {
            let words: Vec<String> = hints
                .iter()
                .filter(|hint| hint.rule == *rule)
                .take(NAMED)
                .map(|hint| words(t, hint))
                .collect();
            let id = match rule {
                Rule::But => "hint-but",
                Rule::IfYouFelt => "hint-if-you-felt",
                Rule::YouMadeMe => "hint-you-made-me",
                Rule::AlwaysNever => "hint-always-never",
                Rule::YouAre => "hint-you-are",
            };
            (!words.is_empty()).then(|| t.say(id, &[("words", t.join(&words).into())]))
        })
        .collect();
    if sentences.is_empty() {
        return sentences;
    }
    std::iter::once(t.say("hints", &[]))
        .chain(sentences)
        .collect()
}

fn words(t: &Tongue, hint: &Hint) -> String {
    t.say("hint-words", &[("words", harmless(&hint.words).into())])
}
