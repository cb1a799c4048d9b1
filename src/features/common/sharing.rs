//! Choosing who sees what: all the same first, then each part by itself.

use super::answers::part_name;
use crate::domain::answer::{Part, Sharing, Sharings};
use crate::ui::{Choice, Select};
use crate::words::Tongue;

/// What was chosen in one of the two selects.
pub struct Chosen {
    part: Option<Part>,
    sharing: Sharing,
}

impl Chosen {
    pub fn apply(&self, sharings: &mut Sharings) {
        match self.part {
            Some(part) => sharings.set(part, self.sharing),
            None => *sharings = Sharings([self.sharing; 5]),
        }
    }
}

/// Reads a choice: `s` for all the same, `thanks-s` for one part.
pub fn chosen(values: &[String]) -> Option<Chosen> {
    let value = values.first()?;
    let (part, letter) = match value.split_once('-') {
        Some((part, letter)) => (Some(Part::from_name(part)?), letter),
        None => (None, value.as_str()),
    };
    Some(Chosen {
        part,
        sharing: Sharing::from_letter(letter.chars().next()?)?,
    })
}

/// The two selects, with what holds now chosen.
pub fn selects(t: &Tongue, sharings: &Sharings, same: String, each: String) -> [Select; 2] {
    let all = Sharing::ALL.map(|sharing| {
        Choice::new(for_all(t, sharing), sharing.letter().to_string())
            .chosen(sharings.uniform() == Some(sharing))
    });
    let parts = Part::ALL
        .iter()
        .flat_map(|part| Sharing::ALL.map(|sharing| (*part, sharing)))
        .map(|(part, sharing)| {
            let values = [
                ("name", part_name(t, part).into()),
                ("sharing", name(t, sharing).into()),
            ];
            Choice::new(
                t.say("part-choice", &values),
                format!("{}-{}", part.name(), sharing.letter()),
            )
        });
    let one = |id, placeholder, choices| Select {
        id,
        placeholder,
        choices,
        least: 1,
        most: 1,
    };
    [
        one(same, t.say("same-placeholder", &[]), all.to_vec()),
        one(each, t.say("part-placeholder", &[]), parts.collect()),
    ]
}

/// Who sees it, in words.
pub fn name(t: &Tongue, sharing: Sharing) -> String {
    match sharing {
        Sharing::Share => t.say("sharing-share", &[]),
        Sharing::Hold => t.say("sharing-hold", &[]),
        Sharing::Private => t.say("sharing-private", &[]),
    }
}

fn for_all(t: &Tongue, sharing: Sharing) -> String {
    match sharing {
        Sharing::Share => t.say("same-share-choice", &[]),
        Sharing::Hold => t.say("same-hold-choice", &[]),
        Sharing::Private => t.say("same-private-choice", &[]),
    }
}
