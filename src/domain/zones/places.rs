//! The places of the world by all their names, and how well each fits what somebody types.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::cities::{ABBREVIATIONS, CITIES, OLD_NAMES};
use super::countries::COUNTRIES;
use super::spelling::{fold, slips};

/// Slips are looked for in words of so many letters; in shorter ones everything is a slip of everything.
const SLIPS_FROM: usize = 5;

/// How well something fits; the first is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Name,
    Country,
    NameBegins,
    ZoneBegins,
    CountryBegins,
    OldNameBegins,
    WordBegins,
    AllWords,
    OneSlip,
    TwoSlips,
    SlipInBeginning,
}

impl Fit {
    /// Whether the country fits and the name itself doesn't.
    fn is_of_country(self) -> bool {
        matches!(
            self,
            Self::Country
                | Self::CountryBegins
                | Self::ZoneBegins
                | Self::OldNameBegins
                | Self::AllWords
        )
    }
}

/// A name for a zone.
#[derive(Debug)]
pub struct Place {
    /// The name as it is shown.
    pub shown: String,
    /// The present IANA name of its zone.
    pub zone: &'static str,
    /// All its names, folded.
    names: Vec<String>,
    /// The zone's present name and its older ones, folded.
    zone_names: Vec<String>,
    /// All names of its country, folded.
    country: Vec<String>,
    /// Whether the zone is called after it.
    is_own: bool,
    /// How likely it is meant, among equals: more for zones with many places, less for places far down a line.
    weight: i32,
}

impl Place {
    /// Whether it is called just so: by a name, alone or followed by its zone or country.
    pub fn is_called(&self, typed: &str) -> bool {
        self.zone_names.iter().any(|name| name == typed)
            || self.names.iter().any(|name| {
                typed.strip_prefix(name.as_str()).is_some_and(|rest| {
                    let rest = rest.strip_prefix(' ').unwrap_or(rest);
                    rest.is_empty()
                        || rest == self.zone_names[0]
                        || self.country.iter().any(|it| it == rest)
                })
            })
    }

    fn fit(&self, typed: &str) -> Option<Fit> {
        let begins = |name: &String| name.starts_with(typed);
        let word_begins = |name: &String| {
            name.match_indices(typed)
                .any(|(at, _)| at == 0 || name[..at].ends_with(' '))
        };
        let fits = [
            (Fit::Name, self.is_called(typed)),
            (Fit::Country, self.country.iter().any(|name| name == typed)),
            (Fit::NameBegins, self.names.iter().any(begins)),
            (Fit::ZoneBegins, begins(&self.zone_names[0])),
            (Fit::CountryBegins, self.country.iter().any(begins)),
            (Fit::OldNameBegins, self.zone_names.iter().any(begins)),
            (Fit::WordBegins, self.all_names().any(word_begins)),
            (Fit::AllWords, self.has_all_words(typed)),
        ];
        fits.into_iter().find(|(_, fits)| *fits).map(|(fit, _)| fit)
    }

    /// How well it fits if it was mistyped.
    fn fit_with_slips(&self, typed: &str) -> Option<Fit> {
        let letters = typed.chars().count();
        let long = || {
            self.names
                .iter()
                .chain(&self.country)
                .filter(|name| name.chars().count() >= SLIPS_FROM)
        };
        let beginning_slips = |name: &String| {
            let beginning = |letters| name.chars().take(letters).collect::<String>();
            (letters - 1..=letters + 1)
                .any(|letters| slips(typed, &beginning(letters), 1).is_some())
        };
        match long().filter_map(|name| slips(typed, name, 2)).min() {
            Some(0 | 1) => Some(Fit::OneSlip),
            Some(_) => Some(Fit::TwoSlips),
            None if long().any(beginning_slips) => Some(Fit::SlipInBeginning),
            None => None,
        }
    }

    fn has_all_words(&self, typed: &str) -> bool {
        let mine: Vec<&str> = self.all_names().flat_map(|name| name.split(' ')).collect();
        typed
            .split(' ')
            .all(|word| mine.iter().any(|it| it.starts_with(word)))
    }

    fn all_names(&self) -> impl Iterator<Item = &String> {
        self.names
            .iter()
            .chain(&self.zone_names)
            .chain(&self.country)
    }
}

/// All that is known about names.
pub static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);

/// Places, and what else stands for a zone.
pub struct Gazetteer {
    /// Every place under each of its zones.
    pub places: Vec<Place>,
    countries: Vec<(Vec<String>, Vec<&'static str>)>,
    /// From an old name to the present one.
    old_names: HashMap<&'static str, &'static str>,
    abbreviations: HashMap<String, Vec<&'static str>>,
}

impl Gazetteer {
    /// The name by which a zone goes at present.
    pub fn present<'a>(&self, name: &'a str) -> &'a str {
        self.old_names.get(name).copied().unwrap_or(name)
    }

    /// Whether this is an abbreviation such as CET.
    pub fn is_abbreviation(&self, typed: &str) -> bool {
        self.abbreviations.contains_key(typed)
    }

    /// All zones of the country of this name.
    pub fn country(&self, typed: &str) -> impl Iterator<Item = &'static str> {
        let named = self
            .countries
            .iter()
            .filter(move |(names, _)| names.iter().any(|name| name == typed));
        named.flat_map(|(_, zones)| zones.iter().copied())
    }

    /// The places that may be meant, the likeliest first; for nothing, the zones of many people.
    pub fn matching(&self, typed: &str) -> Vec<&Place> {
        if typed.is_empty() {
            return self.ranked(|place| place.is_own.then_some(Fit::Name));
        }
        let mut found = Vec::new();
        for zone in self.abbreviations.get(typed).into_iter().flatten() {
            found.extend(
                self.places
                    .iter()
                    .find(|place| place.zone == *zone && place.is_own),
            );
        }
        found.extend(self.ranked(|place| place.fit(typed)));
        if found.is_empty() && typed.chars().count() >= SLIPS_FROM {
            found = self.ranked(|place| place.fit_with_slips(typed));
        }
        found
    }

    fn ranked(&self, fit: impl Fn(&Place) -> Option<Fit>) -> Vec<&Place> {
        let mut found: Vec<_> = self
            .places
            .iter()
            .filter_map(|place| Some((fit(place)?, place)))
            .collect();
        // A zone that fits by its country is shown by its own city. (The sort keeps the order of equals.)
        found.sort_by_key(|(fit, place)| {
            (
                *fit,
                Reverse(place.weight),
                fit.is_of_country() && !place.is_own,
            )
        });
        found.into_iter().map(|(_, place)| place).collect()
    }

    fn read() -> Self {
        let mut countries: Vec<(Vec<String>, Vec<&str>)> = Vec::new();
        let mut country_of: HashMap<&str, Vec<String>> = HashMap::new();
        for (names, zones) in table(COUNTRIES) {
            let names: Vec<String> = names.split('|').map(fold).collect();
            for zone in zones.split(' ') {
                country_of.entry(zone).or_default().extend(names.clone());
            }
            // A country of many zones has several lines.
            match countries.last_mut().filter(|(last, _)| *last == names) {
                Some((_, all)) => all.extend(zones.split(' ')),
                None => countries.push((names, zones.split(' ').collect())),
            }
        }
        let old_names: HashMap<_, _> = table(OLD_NAMES)
            .flat_map(|(zone, old)| old.split(' ').map(move |old| (old, zone)))
            .collect();
        let mut places = Vec::new();
        let weights: HashMap<_, i32> = table(CITIES)
            .map(|(zone, cities)| (zone, cities.split(", ").map(|_| 1).sum()))
            .collect();
        let mut add = |zone: &'static str, names: &str, down: i32| {
            let own = fold(zone.rsplit('/').next().unwrap_or(zone));
            let names: Vec<&str> = names.split('|').collect();
            let old = old_names
                .iter()
                .filter(|(_, now)| **now == zone)
                .map(|(old, _)| fold(old));
            let folded: Vec<_> = names.iter().map(|name| fold(name)).collect();
            places.push(Place {
                shown: names[0].to_owned(),
                zone,
                is_own: folded.contains(&own),
                names: folded,
                zone_names: std::iter::once(fold(zone)).chain(old).collect(),
                country: country_of.get(zone).cloned().unwrap_or_default(),
                weight: weights.get(zone).copied().unwrap_or_default() - 2 * down,
            });
        };
        for (zone, cities) in table(CITIES) {
            (0..)
                .zip(cities.split(", "))
                .for_each(|(down, names)| add(zone, names, down));
        }
        // The last part of most zones' names is a city.
        let zones: BTreeSet<_> = table(COUNTRIES)
            .flat_map(|(_, zones)| zones.split(' '))
            .chain(["UTC"])
            .collect();
        for zone in zones {
            add(
                zone,
                &zone.rsplit('/').next().unwrap_or(zone).replace('_', " "),
                0,
            );
        }
        let abbreviations = table(ABBREVIATIONS)
            .flat_map(|(names, zones)| {
                names
                    .split(' ')
                    .map(move |name| (fold(name), zones.split(' ').collect()))
            })
            .collect();
        Self {
            places,
            countries,
            old_names,
            abbreviations,
        }
    }
}

/// The two sides of each line of a table.
fn table(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter_map(|line| line.split_once(" = "))
}
