//! The rhythm of a couple: what their weeks were, and nothing about who.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::schedule::monday_of;

/// So many weeks are shown.
const SHOWN: u64 = 26;

/// Of so many consecutive weeks without a pause, one may be missed.
const WINDOW: usize = 4;

/// What a week was, without a person. Recorded when its round is revealed or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The Monday of the week.
    pub week: NaiveDate,
    /// What it was.
    pub kind: Kind,
}

/// What a week was. Whether a missed one was rest follows from those before it, so it is not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A round ended without both having shown up.
    Missed,
    /// Tend was resting.
    Paused,
    /// Both showed up.
    Tended,
}

/// A couple's rhythm so far.
///
/// A missed week is bridged, unless another was missed in the three weeks before it: then the
/// streak ends there. Later weeks don't change that: what was once bridged stays so.
/// Paused weeks are as if they were not, and so are weeks without any round, such as those of an
/// outage or of a move to another zone: they aren't the couple's to make up for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// How many weeks were tended in all. It never falls.
    pub weeks_in_all: u32,
    /// How many weeks were tended since the last streak ended.
    pub streak: u32,
    /// The most weeks that were tended in one streak. It never falls.
    pub longest: u32,
    /// The latest 26 weeks, oldest first, by their Mondays; empty before the first.
    pub strip: Vec<(NaiveDate, Cell)>,
}

/// One week as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Both showed up.
    Tended,
    /// Not: missed, bridged, paused or without a prompt. The reason counts for the streak and is shown to nobody, so
    /// that no strip is a list of who was absent.
    Untended,
    /// The couple's first week was later.
    BeforeStart,
    /// This week's round can still be answered.
    Open,
}

impl Rhythm {
    /// What follows from these facts, in any order. `open` is the week whose round is open.
    pub fn of(facts: &[Fact], open: Option<NaiveDate>) -> Self {
        let mut kinds: BTreeMap<NaiveDate, Kind> = BTreeMap::new();
        for fact in facts {
            // Should there be two about one week, the kinder one counts.
            let kind = kinds.entry(monday_of(fact.week)).or_insert(fact.kind);
            *kind = fact.kind.max(*kind);
        }

        let (mut weeks_in_all, mut streak, mut longest) = (0, 0, 0);
        let mut cells: BTreeMap<NaiveDate, Cell> = BTreeMap::new();
        // Weeks without a pause since the latest missed one; before the first, none was missed.
        let mut since_missed = WINDOW;
        for (week, kind) in kinds {
            let cell = match kind {
                Kind::Paused => Cell::Untended,
                Kind::Tended => {
                    weeks_in_all += 1;
                    streak += 1;
                    longest = longest.max(streak);
                    since_missed += 1;
                    Cell::Tended
                }
                Kind::Missed => {
                    let bridged = since_missed + 1 >= WINDOW;
                    since_missed = 0;
                    if !bridged {
                        streak = 0;
                    }
                    Cell::Untended
                }
            };
            cells.insert(week, cell);
        }
        if let Some(open) = open {
            cells.entry(monday_of(open)).or_insert(Cell::Open);
        }
        Self {
            weeks_in_all,
            streak,
            longest,
            strip: strip(&cells),
        }
    }
}

/// The latest weeks, with what is shown where nothing is known.
fn strip(cells: &BTreeMap<NaiveDate, Cell>) -> Vec<(NaiveDate, Cell)> {
    let (Some((first, _)), Some((last, _))) = (cells.first_key_value(), cells.last_key_value())
    else {
        return Vec::new();
    };
    (0..SHOWN)
        .rev()
        .map(|weeks| {
            let week = *last - Days::new(7 * weeks);
            let unknown = if week < *first {
                Cell::BeforeStart
            } else {
                Cell::Untended
            };
            (week, cells.get(&week).copied().unwrap_or(unknown))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();

    /// T tended, M missed, P paused; a dot is a week without a round. The first is FIRST.
    fn facts(weeks: &str) -> Vec<Fact> {
        let kind = |letter| match letter {
            'T' => Some(Kind::Tended),
            'M' => Some(Kind::Missed),
            'P' => Some(Kind::Paused),
            _ => None,
        };
        let monday = |weeks: usize| FIRST + Days::new(7 * weeks as u64);
        let known = weeks.chars().map(kind).enumerate();
        known
            .filter_map(|(n, kind)| {
                Some(Fact {
                    week: monday(n),
                    kind: kind?,
                })
            })
            .collect()
    }

    /// As above, with - for whatever was not tended and o for open; without the weeks before the first.
    fn drawn(rhythm: &Rhythm) -> String {
        let letter = |(_, cell): &(NaiveDate, Cell)| match cell {
            Cell::Tended => 'T',
            Cell::Untended => '-',
            Cell::BeforeStart => ' ',
            Cell::Open => 'o',
        };
        rhythm
            .strip
            .iter()
            .map(letter)
            .collect::<String>()
            .trim_start()
            .to_owned()
    }

    /// These weeks make so many in all, such a streak, such a longest one, and look so.
    fn check(weeks: &str, in_all: u32, streak: u32, longest: u32, looks: &str) {
        let found = Rhythm::of(&facts(weeks), None);
        assert_eq!(
            (found.weeks_in_all, found.streak, found.longest),
            (in_all, streak, longest),
            "{weeks}"
        );
        assert_eq!(drawn(&found), looks, "{weeks}");
    }

    #[test]
    fn counts_the_weeks_in_which_both_showed_up() {
        check("", 0, 0, 0, "");
        check("T", 1, 1, 1, "T");
        check("TTTTT", 5, 5, 5, "TTTTT");
    }

    #[test]
    fn one_missed_week_within_four_is_bridged() {
        check("TTMTT", 4, 4, 4, "TT-TT");
        check("M", 0, 0, 0, "-");
        check("MTT", 2, 2, 2, "-TT");
    }

    #[test]
    fn the_latest_week_counts_as_bridged_as_long_as_it_can_be() {
        check("TTTM", 3, 3, 3, "TTT-");
        check("TMTM", 2, 0, 2, "T-T-");
    }

    #[test]
    fn the_second_missed_within_four_ends_the_streak() {
        check("TTMM", 2, 0, 2, "TT--");
        check("TTMTM", 3, 0, 3, "TT-T-");
        check("TTMTTM", 4, 0, 4, "TT-TT-");
        check("TTMTTTM", 5, 5, 5, "TT-TTT-");
        check("TTMMTT", 4, 2, 2, "TT--TT");
        check("TTTTMMTTT", 7, 3, 4, "TTTT--TTT");
    }

    #[test]
    fn a_missed_week_that_ended_a_streak_stands_in_the_way_of_the_next_too() {
        check("MMTTM", 2, 0, 2, "--TT-");
        check("MMTTTM", 3, 3, 3, "--TTT-");
        check("MMMMM", 0, 0, 0, "-----");
    }

    #[test]
    fn a_paused_week_is_as_if_it_were_not() {
        check("TTPPPTT", 4, 4, 4, "TT---TT");
        check("TMPPPPM", 1, 0, 1, "T------");
        check("TMTPTTM", 4, 4, 4, "T-T-TT-");
        check("PPP", 0, 0, 0, "---");
    }

    #[test]
    fn a_week_without_a_round_is_as_if_it_were_not() {
        check("TT...TT", 4, 4, 4, "TT---TT");
        check("TM....M", 1, 0, 1, "T------");
    }

    #[test]
    fn shows_26_weeks_with_the_newest_last() {
        let long = format!("{}TTMTT", "T".repeat(40));
        let found = Rhythm::of(&facts(&long), None);
        assert_eq!(found.strip.len(), 26);
        assert_eq!(found.strip[25].0, FIRST + Days::new(7 * 44));
        assert!(drawn(&found).ends_with("TTT-TT"));
        assert_eq!(found.weeks_in_all, 44);

        let short = Rhythm::of(&facts("T"), None);
        assert_eq!(
            short
                .strip
                .iter()
                .filter(|(_, cell)| *cell == Cell::BeforeStart)
                .count(),
            25
        );
    }

    #[test]
    fn the_present_week_is_open_until_it_is_known() {
        let open =
            |weeks: &str, n: u64| drawn(&Rhythm::of(&facts(weeks), Some(FIRST + Days::new(7 * n))));
        assert_eq!(open("", 0), "o");
        assert_eq!(open("TT", 2), "TTo");
        assert_eq!(open("TT..", 4), "TT--o");
        assert_eq!(open("TT", 1), "TT");
        // A round that a pause froze and gave back.
        assert_eq!(open("TT.PP", 2), "TTo--");
    }

    #[test]
    fn an_open_week_changes_no_number() {
        for weeks in ["", "T", "TTM", "TMTM", "TTP"] {
            let (with, without) = (
                Rhythm::of(&facts(weeks), Some(FIRST + Days::new(7 * 9))),
                Rhythm::of(&facts(weeks), None),
            );
            assert_eq!(
                (with.weeks_in_all, with.streak, with.longest),
                (without.weeks_in_all, without.streak, without.longest)
            );
        }
    }

    #[test]
    fn of_two_facts_about_a_week_the_kinder_counts() {
        let fact = |kind| Fact {
            week: FIRST + Days::new(2),
            kind,
        };
        let found = Rhythm::of(&[fact(Kind::Tended), fact(Kind::Missed)], None);
        assert_eq!((found.weeks_in_all, drawn(&found).as_str()), (1, "T"));
    }

    /// All sequences of these letters, up to this length.
    fn sequences(letters: &str, length: u32) -> impl Iterator<Item = String> {
        let letters: Vec<_> = letters.chars().collect();
        (0..=length).flat_map(move |length| {
            let letters = letters.clone();
            (0..letters.len().pow(length)).map(move |mut number| {
                let mut next = || {
                    let letter = letters[number % letters.len()];
                    number /= letters.len();
                    letter
                };
                (0..length).map(|_| next()).collect()
            })
        })
    }

    /// The rule as it is spoken, slowly: of the weeks that count, those in whose window of four another
    /// was missed before them break; a streak is a run of weeks without a break.
    fn slowly(weeks: &str) -> (usize, usize, usize, String) {
        let counting: Vec<char> = weeks.chars().filter(|week| "TM".contains(*week)).collect();
        let broken: Vec<bool> = (0..counting.len())
            .map(|n| counting[n] == 'M' && counting[n.saturating_sub(3)..n].contains(&'M'))
            .collect();
        let tended = |from: usize, to: usize| {
            counting[from..to]
                .iter()
                .filter(|week| **week == 'T')
                .count()
        };
        let whole = |from: usize, to: usize| !broken[from..to].contains(&true);
        let end = counting.len();
        let streak = (0..=end)
            .filter(|from| whole(*from, end))
            .map(|from| tended(from, end))
            .max();
        let runs = (0..=end).flat_map(|to| (0..=to).map(move |from| (from, to)));
        let longest = runs
            .filter(|(from, to)| whole(*from, *to))
            .map(|(from, to)| tended(from, to))
            .max();
        let looks = weeks.trim_matches('.').chars();
        let looks = looks.map(|week| if week == 'T' { 'T' } else { '-' });
        (
            tended(0, end),
            streak.unwrap(),
            longest.unwrap(),
            looks.collect(),
        )
    }

    fn agrees(weeks: &str) {
        let found = Rhythm::of(&facts(weeks), None);
        let numbers =
            [found.weeks_in_all, found.streak, found.longest].map(|number| number as usize);
        let (in_all, streak, longest, looks) = slowly(weeks);
        assert_eq!(
            (numbers, drawn(&found)),
            ([in_all, streak, longest], looks),
            "{weeks}"
        );
    }

    #[test]
    fn agrees_with_the_rule_as_it_is_spoken() {
        sequences("TMP", 10).for_each(|weeks| agrees(&weeks));
        sequences("TM", 12).for_each(|weeks| agrees(&weeks));
        sequences("TMP.", 6).for_each(|weeks| agrees(&weeks));
    }

    #[test]
    fn one_more_week_never_lowers_what_was_reached_nor_changes_how_earlier_ones_look() {
        for weeks in sequences("TMP.", 6) {
            let before = Rhythm::of(&facts(&weeks), None);
            for letter in ['T', 'M', 'P'] {
                let after = Rhythm::of(&facts(&format!("{weeks}{letter}")), None);
                assert!(
                    after.weeks_in_all >= before.weeks_in_all,
                    "{weeks} and {letter}"
                );
                assert!(after.longest >= before.longest, "{weeks} and {letter}");
                assert!(after.longest >= after.streak, "{weeks} and {letter}");
                assert!(
                    drawn(&after).starts_with(&drawn(&before)),
                    "{weeks} and {letter}"
                );
            }
        }
    }

    #[test]
    fn the_order_of_the_facts_does_not_matter() {
        for weeks in sequences("TMP.", 5) {
            let mut reversed = facts(&weeks);
            reversed.reverse();
            assert_eq!(
                Rhythm::of(&reversed, None),
                Rhythm::of(&facts(&weeks), None),
                "{weeks}"
            );
        }
    }
}
