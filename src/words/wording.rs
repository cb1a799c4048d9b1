//! The rules about wording, as their file lists them.

use serde::Deserialize;
use toml::Spanned;

use super::check::Problem;
use super::files::File;
use super::read;
use crate::domain::wording::{HintRule, Pattern, Rule, Rules};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFile {
    hint: Vec<HintEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HintEntry {
    id: Spanned<String>,
    find: Vec<Spanned<String>>,
    #[serde(default)]
    except: Vec<Spanned<String>>,
}

/// The rules, or everything that is wrong in the file.
pub fn parse(file: &File) -> Result<Rules, Vec<Problem>> {
    let parsed: WordingFile = read::toml(file).map_err(|problem| vec![problem])?;
    let mut wrong = Vec::new();
    let mut hints: Vec<HintRule> = Vec::new();
    for entry in parsed.hint {
        let line = file.line(entry.id.span().start);
        let id = entry.id.into_inner();
        let mut patterns = |all: Vec<Spanned<String>>| {
            let mut good = Vec::new();
            for one in all {
                let line = file.line(one.span().start);
                let text = one.into_inner();
                match Pattern::parse(&text) {
                    Some(pattern) => good.push(pattern),
                    None => wrong.push(Problem::new(
                        &file.place,
                        line,
                        format!("“{text}”: a pattern begins and ends with a word"),
                    )),
                }
            }
            good
        };
        let (find, except) = (patterns(entry.find), patterns(entry.except));
        match Rule::from_name(&id) {
            Some(rule) if hints.iter().any(|hint| hint.rule == rule) => wrong.push(Problem::new(
                &file.place,
                line,
                format!("“{id}” is already in this file"),
            )),
            Some(rule) => hints.push(HintRule { rule, find, except }),
            None => wrong.push(Problem::new(
                &file.place,
                line,
                format!("“{id}” is no rule that is known"),
            )),
        }
    }
    if wrong.is_empty() {
        Ok(Rules::new(hints))
    } else {
        Err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::{File, parse};
    use crate::domain::wording::{Rule, Rules};
    use crate::words::Words;

    fn check(expected: &[(&str, &str)], seen: impl Fn(&Rules, &str) -> String) {
        let words = Words::load(None).unwrap();
        let rules = words.tongue("en").wording();
        let seen: Vec<(&str, String)> = expected
            .iter()
            .map(|(text, _)| (*text, seen(rules, text)))
            .collect();
        let seen: Vec<(&str, &str)> = seen
            .iter()
            .map(|(text, saw)| (*text, saw.as_str()))
            .collect();
        assert_eq!(seen, expected);
    }

    // practices 12, 160, 170
    #[test]
    fn a_wording_to_look_at_twice_is_named_as_it_was_written() {
        check(
            &[
                ("", ""),
                ("I am sorry that I was late.", ""),
                (
                    "I am sorry, but you were late too",
                    "but: but · you_are: you were",
                ),
                ("BUT I was tired. **But** still", "but: BUT"),
                ("nothing but kind, and last but not least", ""),
                ("a rebuttal, a button, a butter knife", ""),
                ("I'm sorry if you felt hurt.", "if_you_felt: sorry if"),
                ("If you FELT alone, I see why", "if_you_felt: If you FELT"),
                (
                    "I am sorry you feel that way",
                    "if_you_felt: sorry you feel",
                ),
                (
                    "If it in any way hurt you, then I am sorry",
                    "if_you_felt: If it in any way hurt you",
                ),
                ("Tell me if you feel ready", ""),
                ("I wonder if. You felt it.", ""),
                ("You made me do it", "you_made_me: You made me"),
                (
                    "you’re making me say it",
                    "you_made_me: you’re making me · you_are: you’re",
                ),
                ("you made me soup, and you made me so happy", ""),
                (
                    "You never listen and you ALWAYS leave",
                    "always_never: never, ALWAYS",
                ),
                ("You’re careless. youre cold", "you_are: You’re, youre"),
                ("you are right, and you're hurt", ""),
                ("I asked where you were", ""),
                ("you\nare", ""),
                ("ты но wenn 但し", ""),
            ],
            |rules, text| {
                let hints = rules.hints(text);
                let named = Rule::ALL.iter().filter_map(|(rule, name)| {
                    let words: Vec<&str> = hints
                        .iter()
                        .filter(|hint| hint.rule == *rule)
                        .map(|hint| hint.words.as_str())
                        .collect();
                    (!words.is_empty()).then(|| format!("{name}: {}", words.join(", ")))
                });
                named.collect::<Vec<_>>().join(" · ")
            },
        );
    }

    // practice 129
    #[test]
    fn a_text_is_shown_without_its_buts() {
        check(
            &[
                ("I am sorry.", "-"),
                ("", "-"),
                ("I was late, but the bus was slow.", "I was late."),
                (
                    "I was late, but the bus was slow, and I am sorry. I will leave early.",
                    "I was late. I will leave early.",
                ),
                (
                    "I was late. But the bus was slow! I am sorry.",
                    "I was late. I am sorry.",
                ),
                ("I was late – but why not?", "I was late?"),
                ("But you did it too.", "-"),
                ("But you did it too. I lied.", "I lied."),
                ("I lied (but only once) to you.", "I lied to you."),
                (
                    "I lied, but at 7.30 it was late.\nBut you too\nI am sorry",
                    "I lied.\n\nI am sorry",
                ),
                ("I lied but, but, but … so", "I lied… so"),
                ("nothing but the truth", "-"),
            ],
            |rules, text| rules.without_a_but(text).unwrap_or_else(|| "-".to_owned()),
        );
    }

    #[test]
    fn a_rule_that_cannot_be_used_is_named_by_line() {
        let text = "[[hint]]\nid = \"but\"\nfind = [\"but\", \"if ...\"]\n[[hint]]\nid = \"horoscope\"\nfind = []\n";
        let file = |text: &str| File {
            language: "en".to_owned(),
            name: "wording.toml".to_owned(),
            place: "wording.toml".to_owned(),
            text: text.to_owned().into(),
        };
        let wrong = |text: &str| -> Vec<String> {
            let problems = parse(&file(text)).err().unwrap_or_default();
            problems.iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            wrong(text),
            [
                "wording.toml:3: “if ...”: a pattern begins and ends with a word",
                "wording.toml:5: “horoscope” is no rule that is known",
            ]
        );
        assert_eq!(wrong("hint = 1").len(), 1);
    }
}
