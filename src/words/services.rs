//! Help by country, as the host's file lists it. Static: nothing leads here but somebody's own tap.

use serde::Deserialize;
use toml::Spanned;

use super::check::Problem;
use super::files::File;

/// Countries with their services, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Services {
    countries: Vec<Country>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Two letters (`PT`), or [`Services::INTERNATIONAL`].
    pub code: String,
    pub name: String,
    /// The number to call when somebody is in danger now.
    pub emergency: Option<String>,
    /// Individual and safety services first, those for couples last.
    pub services: Vec<Service>,
    /// The month in which somebody last looked whether all of it is right (`2026-11`).
    pub checked: String,
}

/// One service. It has at least one way to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub name: String,
    /// For whom and when, in a few words.
    pub what: String,
    pub kind: Kind,
    pub phone: Option<String>,
    /// How to reach it by text message.
    pub text: Option<String>,
    pub url: Option<String>,
}

/// Whom a service is for. In the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Somebody to talk to, about oneself.
    Individual,
    /// Where somebody is afraid of, or hurt by, a person close to them.
    Safety,
    /// Both together; no answer to abuse.
    Couple,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServicesFile {
    checked: String,
    country: Vec<CountryEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryEntry {
    code: Spanned<String>,
    name: String,
    emergency: Option<String>,
    checked: Option<String>,
    #[serde(default)]
    service: Vec<Spanned<Service>>,
}

impl Services {
    /// The code of the entry for everywhere else.
    pub const INTERNATIONAL: &'static str = "INTL";

    pub(super) const fn none() -> Self {
        Self {
            countries: Vec::new(),
        }
    }

    /// The country with this code, in any case of letters.
    pub fn find(&self, code: &str) -> Option<&Country> {
        self.countries
            .iter()
            .find(|country| country.code.eq_ignore_ascii_case(code))
    }

    /// What helps where the country is not listed.
    pub fn international(&self) -> Option<&Country> {
        self.find(Self::INTERNATIONAL)
    }

    /// All entries in the order of the file. A select shows 25 at a time: `chunks(25)`.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }
}

/// The services in this file, or all that is wrong in it.
pub fn parse(file: &File) -> Result<Services, Vec<Problem>> {
    let parsed: ServicesFile = super::read::toml(file).map_err(|problem| vec![problem])?;
    let mut wrong = Vec::new();
    let mut countries: Vec<Country> = Vec::new();
    for entry in parsed.country {
        let line = file.line(entry.code.span().start);
        let code = entry.code.into_inner();
        if countries.iter().any(|country| country.code == code) {
            wrong.push(Problem::new(
                &file.place,
                line,
                format!("“{code}” is listed twice"),
            ));
        }
        if entry.name.trim().is_empty()
            || entry.name.chars().count() > crate::ui::limits::CHOICE_LABEL
        {
            wrong.push(Problem::new(
                &file.place,
                line,
                "a country's name has 1 to 100 characters",
            ));
        }
        let mut last = Kind::Individual;
        let mut services = Vec::new();
        for service in entry.service {
            let line = file.line(service.span().start);
            let service = service.into_inner();
            if service.phone.is_none() && service.text.is_none() && service.url.is_none() {
                wrong.push(Problem::new(
                    &file.place,
                    line,
                    "a service needs a phone, text or url",
                ));
            }
            if service
                .url
                .as_ref()
                .is_some_and(|url| !url.starts_with("https://"))
            {
                wrong.push(Problem::new(
                    &file.place,
                    line,
                    "a url begins with https://",
                ));
            }
            if service.kind == Kind::Couple {
                last = Kind::Couple;
            } else if last == Kind::Couple {
                wrong.push(Problem::new(
                    &file.place,
                    line,
                    "services for couples come last",
                ));
            }
            services.push(service);
        }
        let checked = entry.checked.unwrap_or_else(|| parsed.checked.clone());
        countries.push(Country {
            code,
            name: entry.name,
            emergency: entry.emergency,
            services,
            checked,
        });
    }
    if wrong.is_empty() {
        Ok(Services { countries })
    } else {
        Err(wrong)
    }
}
