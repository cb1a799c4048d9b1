//! /help: each command in a line, people to talk to by country, the privacy notice. The same for everybody.

use chrono::{Datelike as _, NaiveDate};

use super::common::{self, buttons};
use super::{Action as Any, Command, line_of_help};
use crate::app::Here;
use crate::error::Error;
use crate::ui::{Button, Card, Choice, Manner, Reply, Select, limits};
use crate::words::{Country, Service, ServiceKind, Services, Tongue};

/// What the help pages can ask for. None of it needs a couple, and none of it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A new private card, from any screen.
    Open,
    /// Back to it, on the same card.
    Home,
    /// People to talk to: this page of countries.
    Support(usize),
    /// A country was chosen, on this page of them.
    Country(usize),
    /// The privacy notice.
    Notice,
}

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Home => "home".to_owned(),
            Self::Support(page) => format!("support:{page}"),
            Self::Country(page) => format!("country:{page}"),
            Self::Notice => "notice".to_owned(),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        Some(match *words {
            ["open"] => Self::Open,
            ["home"] => Self::Home,
            ["notice"] => Self::Notice,
            ["support", page] => Self::Support(page.parse().ok()?),
            ["country", page] => Self::Country(page.parse().ok()?),
            _ => return None,
        })
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Open | Self::Notice => Manner::PrivateNew,
            Self::Home | Self::Support(_) | Self::Country(_) => Manner::UpdatePrivate,
        }
    }
}

/// `/help`, for anybody.
pub fn open(here: &Here<'_>) -> Reply {
    let t = here.t;
    let lines = Command::ALL.map(|command| {
        t.say(
            "help-line",
            &[
                ("command", command.name().into()),
                ("line", line_of_help(t, command).into()),
            ],
        )
    });
    let blocks = [
        t.say("help", &[]),
        lines.join("\n"),
        t.say("help-not-a-couple-task", &[]),
    ];
    Reply::Say(common::spread(&blocks, |card| {
        card.buttons([
            Button::main(
                t.say("support-button", &[]),
                Any::Help(Action::Support(0)).id(),
            ),
            buttons::feedback(t),
            buttons::privacy(t),
            buttons::privacy_notice(t),
        ])
    }))
}

pub fn act(here: &Here<'_>, action: Action, values: &[String]) -> Result<Reply, Error> {
    Ok(match action {
        Action::Open | Action::Home => open(here),
        Action::Support(page) => support(here.t, page, None),
        Action::Country(page) => {
            let services = here.t.services();
            let chosen = values.first().and_then(|code| services.find(code));
            support(here.t, page, chosen.or_else(|| services.international()))
        }
        Action::Notice => notice(here),
    })
}

/// People to talk to, by country: 25 to choose from at a time.
fn support(t: &Tongue, page: usize, chosen: Option<&Country>) -> Reply {
    let services = t.services();
    let pages = services.countries().len().div_ceil(limits::CHOICES).max(1);
    let page = page.min(pages - 1);
    let mut blocks = vec![t.say("support", &[])];
    match chosen {
        Some(country) => blocks.extend(country_and_beyond(t, services, country)),
        None => blocks.push(t.say("support-choose", &[])),
    }
    Reply::Say(common::spread(&blocks, |card| {
        let card = countries(t, services, page, pages, chosen)
            .into_iter()
            .fold(card, Card::select);
        let turn = |label: &str, page| {
            Button::new(t.say(label, &[]), Any::Help(Action::Support(page)).id())
        };
        let earlier = page
            .checked_sub(1)
            .map(|page| turn("support-earlier-button", page));
        let later = (page + 1 < pages).then(|| turn("support-later-button", page + 1));
        let home = Button::new(t.say("back-button", &[]), Any::Help(Action::Home).id());
        card.buttons([home].into_iter().chain(earlier).chain(later))
    }))
}

fn countries(
    t: &Tongue,
    services: &Services,
    page: usize,
    pages: usize,
    chosen: Option<&Country>,
) -> Option<Select> {
    let listed = services.countries().chunks(limits::CHOICES).nth(page)?;
    let choices = listed.iter().map(|country| {
        Choice::new(country.name.clone(), country.code.clone())
            .chosen(chosen.is_some_and(|c| c.code == country.code))
    });
    let values = [("page", (page + 1).into()), ("pages", pages.into())];
    Some(Select {
        id: Any::Help(Action::Country(page)).id(),
        placeholder: t.say("support-placeholder", &values),
        choices: choices.collect(),
        least: 1,
        most: 1,
    })
}

/// The country's own list, and what helps everywhere.
fn country_and_beyond(t: &Tongue, services: &Services, country: &Country) -> Vec<String> {
    let mut blocks = vec![entry(t, country)];
    if let Some(beyond) = services
        .international()
        .filter(|beyond| beyond.code != country.code)
    {
        let ways = beyond
            .services
            .iter()
            .map(|service| line(t, service))
            .collect::<Vec<_>>()
            .join("\n");
        blocks.push(format!("{}\n{ways}", t.say("support-everywhere", &[])));
    }
    blocks
}

/// One country: in danger now, then services for one person and for safety, those for couples last.
fn entry(t: &Tongue, country: &Country) -> String {
    let mut lines = vec![t.say(
        "support-country",
        &[("country", country.name.clone().into())],
    )];
    if let Some(number) = &country.emergency {
        lines.push(t.say("support-emergency", &[("number", number.clone().into())]));
    }
    let (couples, others): (Vec<_>, Vec<_>) = country
        .services
        .iter()
        .partition(|service| service.kind == ServiceKind::Couple);
    lines.extend(others.into_iter().map(|service| line(t, service)));
    if !couples.is_empty() {
        lines.push(t.say("support-couples", &[]));
        lines.extend(couples.into_iter().map(|service| line(t, service)));
    }
    lines.push(t.say(
        "support-checked",
        &[("when", month(t, &country.checked).into())],
    ));
    lines.join("\n")
}

fn line(t: &Tongue, service: &Service) -> String {
    let phone = service
        .phone
        .as_ref()
        .map(|phone| t.say("support-phone", &[("phone", phone.clone().into())]));
    let text = service
        .text
        .as_ref()
        .map(|text| t.say("support-text", &[("text", text.clone().into())]));
    let url = service.url.as_ref().map(|url| format!("<{url}>")); // without Discord's preview
    let ways: Vec<String> = phone.into_iter().chain(text).chain(url).collect();
    t.say(
        "support-service",
        &[
            ("name", service.name.clone().into()),
            ("what", service.what.clone().into()),
            (
                "ways",
                ways.join(&format!(" {} ", t.say("support-or", &[]))).into(),
            ),
        ],
    )
}

/// “November 2026”, for `2026-11`.
fn month(t: &Tongue, month: &str) -> String {
    let Ok(date) = format!("{month}-01").parse::<NaiveDate>() else {
        return month.to_owned();
    };
    t.say(
        "support-month",
        &[
            ("month", t.month(date.month()).into()),
            ("year", date.year().to_string().into()),
        ],
    )
}

/// The privacy notice as the host completed it, over as many messages as it needs.
fn notice(here: &Here<'_>) -> Reply {
    let (t, host) = (here.t, &here.app.host);
    let mut pages = t.privacy_notice(&[("host_name", &host.name), ("host_contact", &host.contact)]);
    if pages.is_empty() {
        pages.push(t.say(
            "privacy-notice-none",
            &[("contact", host.contact.clone().into())],
        ));
    }
    let mut cards: Vec<Card> = pages.into_iter().map(Card::new).collect();
    if let Some(last) = cards.pop() {
        let link = host
            .privacy_url
            .as_ref()
            .map(|url| Button::link(t.say("privacy-notice-link-button", &[]), url));
        cards.push(
            last.buttons(
                [buttons::privacy(t), buttons::help(t)]
                    .into_iter()
                    .chain(link),
            ),
        );
    }
    Reply::Say(cards)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::length;
    use crate::ui::{Press, Row};
    use crate::words::Words;

    fn cards(reply: Reply) -> Vec<Card> {
        match reply {
            Reply::Say(cards) => cards,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_country_is_one_choice_away_and_fits() {
        let words = Words::load(None).unwrap();
        let t = words.tongue("en");
        let mut offered = Vec::new();
        let pages = t.services().countries().len().div_ceil(limits::CHOICES);
        for page in 0..pages {
            for row in &cards(support(t, page, None))[0].rows {
                if let Row::Select(select) = row {
                    assert!(select.choices.len() <= limits::CHOICES);
                    offered.extend(select.choices.iter().map(|choice| choice.value.clone()));
                }
            }
        }
        let known: Vec<String> = t
            .services()
            .countries()
            .iter()
            .map(|country| country.code.clone())
            .collect();
        assert_eq!(offered, known);
        for country in t.services().countries() {
            let cards = cards(support(t, 0, Some(country)));
            assert!(
                cards.iter().all(|card| length(&card.text) <= limits::TEXT),
                "{}",
                country.name
            );
            let all: String = cards.iter().map(|card| card.text.as_str()).collect();
            for service in &country.services {
                assert!(
                    all.contains(&service.name),
                    "{} in {}",
                    service.name,
                    country.name
                );
            }
        }
    }

    #[test]
    fn help_for_couples_comes_after_help_for_one_person_and_for_safety() {
        let words = Words::load(None).unwrap();
        let t = words.tongue("en");
        let country = t
            .services()
            .countries()
            .iter()
            .find(|c| c.services.iter().any(|s| s.kind == ServiceKind::Couple));
        let text = entry(t, country.unwrap());
        let couples = text.find(&t.say("support-couples", &[])).unwrap();
        for service in country
            .unwrap()
            .services
            .iter()
            .filter(|service| service.kind != ServiceKind::Couple)
        {
            assert!(text.find(&service.name).unwrap() < couples);
        }
    }

    #[test]
    fn the_pages_of_countries_lead_to_each_other() {
        let words = Words::load(None).unwrap();
        let t = words.tongue("en");
        let leads = |page| {
            let cards = cards(support(t, page, None));
            let buttons = cards[0].rows.iter().flat_map(|row| match row {
                Row::Buttons(buttons) => buttons.clone(),
                Row::Select(_) => Vec::new(),
            });
            let ids = buttons.filter_map(|button| match button.press {
                Press::Id(id) => Any::parse(&id),
                Press::Link(_) => None,
            });
            ids.collect::<Vec<_>>()
        };
        let help = Any::Help;
        assert_eq!(leads(0), [help(Action::Home), help(Action::Support(1))]);
        assert_eq!(leads(1), [help(Action::Home), help(Action::Support(0))]);
        assert_eq!(leads(99), leads(1));
    }
}
