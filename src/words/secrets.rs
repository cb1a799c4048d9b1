//! The words by which a secret is known when it is told, as their files list them.

use std::collections::BTreeMap;

use super::check::Problem;
use super::files::File;
use super::read::{self, SECRETS};
use crate::domain::secrets::{Lexicon, Role};

/// The words of every language's file, and what is wrong in each, with its language.
pub fn parse(files: &[File]) -> (Lexicon, Vec<(String, Problem)>) {
    let mut words = Vec::new();
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| file.name == SECRETS) {
        let mut problem = |problem| wrong.push((file.language.clone(), problem));
        let lists: BTreeMap<String, Vec<String>> = match read::toml(file) {
            Ok(lists) => lists,
            Err(why) => {
                problem(why);
                continue;
            }
        };
        for (name, list) in lists {
            match Role::from_name(&name) {
                Some(role) => words.extend(list.into_iter().map(|word| (role, word))),
                None => problem(Problem::new(
                    &file.place,
                    1,
                    format!("“{name}” is no list that is known"),
                )),
            }
        }
    }
    (Lexicon::new(words), wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn a_list_that_is_not_known_is_named() {
        let file = |text: &str| File {
            language: "en".to_owned(),
            name: SECRETS.to_owned(),
            place: SECRETS.to_owned(),
            text: text.to_owned().into(),
        };
        let wrong = |text: &str| -> Vec<String> {
            let wrong = parse(&[file(text)]).1;
            wrong
                .into_iter()
                .map(|(_, problem)| problem.to_string())
                .collect()
        };
        assert_eq!(wrong("pin = [\"pin\"]"), Vec::<String>::new());
        assert_eq!(
            wrong("horoscope = []"),
            ["secrets.toml:1: “horoscope” is no list that is known"]
        );
        assert_eq!(wrong("pin = 1").len(), 1);
    }

    #[test]
    fn every_language_is_known_in_every_language() {
        let words = Words::load(None).unwrap();
        for locale in ["en-GB", "pt-BR", "ja", "xx"] {
            for (secret, expected) in [
                ("a senha é golfinho7", true),
                ("my PIN is 4829", true),
                ("I was afraid", false),
            ] {
                assert_eq!(
                    words.tongue(locale).tells_a_secret(secret),
                    expected,
                    "{locale}: {secret}"
                );
            }
        }
    }
}
