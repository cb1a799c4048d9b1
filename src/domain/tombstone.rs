//! What must hold even where an older backup is brought back: erasing, leaving, *don't ask me again*.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

/// How old a backup may be that is brought back, and a day for one that is just being brought back.
pub const OLDEST_BACKUP: TimeDelta = TimeDelta::days(31);

/// What somebody decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// All that they wrote in a couple is erased.
    Erased,
    /// They left a couple without a line.
    Left,
    /// They left a couple, and their partner was told.
    LeftTold,
    /// They are not to be invited any more.
    NotToAsk,
    /// They may be invited again.
    MayAsk,
}

/// One such fact, of somebody who is known by a keyed hash alone: of the couple and the person where it is
/// about a couple, else of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tombstone {
    pub fact: Fact,
    pub who: [u8; 32],
    /// When it was decided, in UTC; in whole microseconds, as the database keeps it.
    pub at: DateTime<Utc>,
}

impl Fact {
    pub const ALL: [Self; 5] = [
        Self::Erased,
        Self::Left,
        Self::LeftTold,
        Self::NotToAsk,
        Self::MayAsk,
    ];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Erased => "erased",
            Self::Left => "left",
            Self::LeftTold => "left_told",
            Self::NotToAsk => "not_to_ask",
            Self::MayAsk => "may_ask",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.word() == word)
    }

    /// About invitations: the later word of the same person counts.
    fn is_about_asking(self) -> bool {
        matches!(self, Self::NotToAsk | Self::MayAsk)
    }
}

impl PartialOrd for Tombstone {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// In the order in which they were decided.
impl Ord for Tombstone {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.fact, self.who).cmp(&(other.at, other.fact, other.who))
    }
}

/// Those that count: of what one person said about invitations, the latest.
pub fn standing(all: &BTreeSet<Tombstone>) -> BTreeSet<Tombstone> {
    let mut latest = BTreeMap::new();
    for one in all.iter().filter(|one| one.fact.is_about_asking()) {
        latest.insert(one.who, *one);
    }
    let others = all.iter().filter(|one| !one.fact.is_about_asking());
    others.copied().chain(latest.into_values()).collect()
}

/// What was decided after the backup was made that this database was brought back from: the file beside the
/// key knows it, the database does not.
pub fn unknown_to(
    database: &BTreeSet<Tombstone>,
    file: &BTreeSet<Tombstone>,
) -> BTreeSet<Tombstone> {
    let standing = standing(&database.union(file).copied().collect());
    standing.difference(database).copied().collect()
}

/// Those still needed at `now`: until no backup is allowed any more that is older, and *don't ask me again*
/// until its owner lifts it.
pub fn needed(all: &BTreeSet<Tombstone>, now: DateTime<Utc>) -> BTreeSet<Tombstone> {
    let mut needed = standing(all);
    needed.retain(|one| one.fact == Fact::NotToAsk || one.at + OLDEST_BACKUP > now);
    needed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `erased:7@3`: a fact, somebody, a day in March.
    fn set(text: &str) -> BTreeSet<Tombstone> {
        let one = |word: &str| {
            let (fact, rest) = word.split_once(':').unwrap();
            let (who, day) = rest.split_once('@').unwrap();
            Tombstone {
                fact: Fact::from_word(fact).unwrap(),
                who: [who.parse().unwrap(); 32],
                at: day_in_march(day.parse().unwrap()),
            }
        };
        text.split_whitespace().map(one).collect()
    }

    fn day_in_march(day: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_772_323_200, 0).unwrap() + TimeDelta::days(day - 1)
    }

    #[test]
    fn what_the_database_does_not_know_is_done_again_in_order() {
        let check = |database: &str, file: &str, expected: &str| {
            assert_eq!(
                unknown_to(&set(database), &set(file)),
                set(expected),
                "{database} / {file}"
            );
        };
        check("", "", "");
        check("erased:1@3", "erased:1@3", "");
        check("erased:1@3", "", "");
        check("", "left:1@9 erased:1@3", "erased:1@3 left:1@9");
        check("erased:1@3", "erased:1@3 erased:1@7", "erased:1@7");
        check("", "not_to_ask:1@3", "not_to_ask:1@3");
        check(
            "not_to_ask:1@3",
            "not_to_ask:1@3 may_ask:1@5",
            "may_ask:1@5",
        );
        // An older copy of the file does not undo what was said later.
        check("may_ask:1@5", "not_to_ask:1@3", "");
        check("not_to_ask:1@7", "may_ask:1@5", "");
        check("", "not_to_ask:1@3 may_ask:1@5", "may_ask:1@5");
        check(
            "",
            "not_to_ask:1@3 may_ask:2@5",
            "not_to_ask:1@3 may_ask:2@5",
        );
    }

    #[test]
    fn each_ends_with_the_oldest_backup_and_not_to_ask_when_it_is_lifted() {
        let check = |all: &str, day: i64, expected: &str| {
            assert_eq!(
                needed(&set(all), day_in_march(day)),
                set(expected),
                "{all} on day {day}"
            );
        };
        let one_of_each = "erased:1@1 left:2@1 left_told:3@1 not_to_ask:4@1 may_ask:5@1";
        check(one_of_each, 31, one_of_each);
        check(one_of_each, 32, "not_to_ask:4@1");
        check(one_of_each, 400, "not_to_ask:4@1");
        check("not_to_ask:4@1 may_ask:4@2", 3, "may_ask:4@2");
        check("not_to_ask:4@1 may_ask:4@2", 34, "");
        check(
            "not_to_ask:4@1 may_ask:4@2 not_to_ask:4@3",
            34,
            "not_to_ask:4@3",
        );
    }

    #[test]
    fn every_fact_is_known_by_its_word() {
        for fact in Fact::ALL {
            assert_eq!(Fact::from_word(fact.word()), Some(fact));
        }
        assert_eq!(Fact::from_word("gone"), None);
    }
}
