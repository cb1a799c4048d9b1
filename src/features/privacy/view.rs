//! The cards of /privacy: what is kept, what an export, an erasure and a leaving do before they are done.

use chrono::{DateTime, Utc};

use super::document::PartOf;
use super::erase::Erased;
use super::show::{Outside, Stored};
use super::{Action, Line};
use crate::app::{Here, Member, mention};
use crate::domain::CoupleId;
use crate::domain::answer::Part;
use crate::features::Action as Any;
use crate::features::common::answers::part_name;
use crate::features::common::{self, buttons, sharing};
use crate::ui::{Button, Card, File, Input, Modal};
use crate::words::Tongue;

fn id(action: Action) -> String {
    Any::Privacy(action).id()
}

/// Somebody about whom nothing (or next to nothing) is stored.
pub fn nothing(here: &Here<'_>, outside: &Outside) -> Card {
    let t = here.t;
    let beside = beside(t, outside);
    let head = if beside.is_empty() {
        "privacy-nothing"
    } else {
        "privacy-little"
    };
    let mut text = vec![t.say(head, &[])];
    text.extend(beside);
    Card::new(text.join("\n"))
        .buttons(ask_again(t, outside))
        .buttons([buttons::privacy_notice(t), buttons::help(t)])
}

/// Their files are being made already.
pub fn export_under_way(here: &Here<'_>) -> Card {
    Card::new(here.t.say("privacy-export-under-way", &[]))
}

/// What is kept besides a couple.
fn beside(t: &Tongue, outside: &Outside) -> Vec<String> {
    let mut lines = Vec::new();
    if outside.invitations > 0 {
        lines.push(t.say(
            "privacy-invitations",
            &[("count", outside.invitations.into())],
        ));
    }
    if outside.not_to_ask {
        lines.push(t.say("privacy-not-to-ask", &[]));
    }
    lines
}

fn ask_again(t: &Tongue, outside: &Outside) -> Option<Button> {
    outside
        .not_to_ask
        .then(|| Button::new(t.say("privacy-may-ask-button", &[]), id(Action::MayAsk)))
}

pub fn may_be_asked(here: &Here<'_>) -> Card {
    Card::new(here.t.say("privacy-may-be-asked", &[]))
        .buttons([buttons::privacy(here.t), buttons::help(here.t)])
}

/// Several couples: which one?
pub fn places(here: &Here<'_>, several: &[Member]) -> Vec<Card> {
    const AT_MOST: usize = 20;
    let t = here.t;
    let mut blocks = vec![t.say("privacy-places", &[])];
    for (at, me) in several.iter().take(AT_MOST).enumerate() {
        let values = [
            ("number", (at + 1).to_string().into()),
            ("channel", channel(me).into()),
            ("other", mention(me.other().user).into()),
            ("date", day(here, me, me.couple.started_at).into()),
        ];
        blocks.push(match me.couple.ended_for(me.who) {
            Some(_) => t.say("privacy-place-ended", &values),
            None => t.say("privacy-place", &values),
        });
    }
    let button = |(at, me): (usize, &Member)| {
        Button::new(
            t.say("which-button", &[("number", (at + 1).into())]),
            id(Action::Of(me.couple.id)),
        )
    };
    let all: Vec<Button> = several
        .iter()
        .take(AT_MOST)
        .enumerate()
        .map(button)
        .collect();
    common::spread(&[blocks.join("\n")], |card| {
        let card = all
            .chunks(5)
            .fold(card, |card, row| card.buttons(row.to_vec()));
        card.buttons([buttons::privacy_notice(t), buttons::help(t)])
    })
}

/// What is kept of this person in this couple, and what they may do about it.
pub fn shown(
    here: &Here<'_>,
    me: &Member,
    stored: &Stored,
    outside: &Outside,
    several: bool,
) -> Vec<Card> {
    let t = here.t;
    let mut facts = vec![
        t.say(
            "privacy-couple",
            &[
                ("other", mention(me.other().user).into()),
                ("channel", channel(me).into()),
                ("date", day(here, me, me.couple.started_at).into()),
            ],
        ),
        t.say(
            "privacy-consent",
            &[
                ("date", day(here, me, me.me().consented_at).into()),
                ("version", me.me().consent_version.clone().into()),
            ],
        ),
    ];
    facts.extend(state(here, me));
    facts.extend(settings(here, me));
    facts.extend(numbers(t, stored));
    facts.extend(stored.reminders.iter().map(|at| {
        t.say(
            "privacy-reminder",
            &[("when", here.when(me.me(), *at).into())],
        )
    }));
    facts.extend(beside(t, outside));
    let sealed = if stored.has_key {
        "privacy-sealed"
    } else {
        "privacy-no-key"
    };
    let host = &here.app.host;
    let values = [
        ("host", host.name.clone().into()),
        ("contact", host.contact.clone().into()),
    ];
    let blocks = [
        t.say("privacy", &[]),
        facts.join("\n"),
        t.say(sealed, &[]),
        t.say("privacy-host", &values),
    ];

    let couple = me.couple.id;
    let mut mine = vec![
        Button::new(
            t.say("privacy-export-button", &[]),
            id(Action::Export(couple)),
        ),
        Button::new(
            t.say("privacy-erase-button", &[]),
            id(Action::Erase(couple)),
        ),
    ];
    if me.me().left.is_none() {
        mine.push(Button::new(
            t.say("privacy-leave-button", &[]),
            id(Action::Leave(couple)),
        ));
    }
    let mut more: Vec<Button> = ask_again(t, outside).into_iter().collect();
    if several {
        more.push(Button::new(
            t.say("privacy-places-button", &[]),
            id(Action::Places),
        ));
    }
    more.extend([buttons::privacy_notice(t), buttons::help(t)]);
    common::spread(&blocks, |card| card.buttons(mine).buttons(more))
}

/// My own rest or leaving, or an end that I was told of. Nothing else that is the other's.
fn state(here: &Here<'_>, me: &Member) -> Option<String> {
    let t = here.t;
    if let Some(left) = me.me().left {
        let gone = common::gone_on(here, me, left.at);
        return Some(t.say(
            "privacy-left",
            &[
                ("date", day(here, me, left.at).into()),
                ("gone", gone.into()),
            ],
        ));
    }
    if let Some(ended) = me.couple.ended_for(me.who) {
        return Some(t.say(
            "privacy-ended",
            &[("gone", common::gone_on(here, me, ended).into())],
        ));
    }
    let rest = me.me().rest.filter(|_| me.me().rests(here.now))?;
    Some(match rest.until {
        Some(until) => t.say(
            "privacy-resting-until",
            &[("until", here.when(me.me(), until).into())],
        ),
        None => t.say("privacy-resting", &[]),
    })
}

fn settings(here: &Here<'_>, me: &Member) -> [String; 3] {
    let t = here.t;
    let own = me.me();
    let first = Part::ALL.map(|part| {
        let name = sharing::name(t, own.sharing.of(part));
        t.say(
            "part-choice",
            &[
                ("name", part_name(t, part).into()),
                ("sharing", name.into()),
            ],
        )
    });
    [
        t.say(
            "privacy-zone",
            &[("zone", crate::domain::zones::shown(&own.zone).into())],
        ),
        t.say(
            if own.streak_hidden {
                "settings-streak-hidden"
            } else {
                "settings-streak-shown"
            },
            &[],
        ),
        t.say("privacy-defaults", &[("all", t.join(&first).into())]),
    ]
}

/// How much there is of my own side.
fn numbers(t: &Tongue, stored: &Stored) -> Vec<String> {
    let counts = &stored.counts;
    let mut lines = vec![t.say("privacy-weeks", &[("count", counts.weeks.into())])];
    let each = [
        ("privacy-handed-in", counts.handed_in),
        ("privacy-drafts", counts.drafts),
        ("privacy-hard-weeks", counts.hard_weeks),
        ("privacy-left-out", counts.left_out),
        ("privacy-kept", counts.kept),
        ("privacy-lines", counts.lines),
        ("privacy-corrections", counts.corrections),
        ("privacy-dates", counts.dates),
        ("privacy-texts", counts.texts),
        ("privacy-suggestions", counts.suggestions),
    ];
    let some = each.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(some.map(|(message, count)| t.say(message, &[("count", count.into())])));
    lines
}

/// Before the files are made: what they are, and where a file can go.
pub fn export(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("privacy-export", &[])).buttons([
        back(t, me.couple.id),
        Button::main(
            t.say("privacy-files-button", &[]),
            id(Action::MakeFiles(me.couple.id)),
        ),
        buttons::help(t),
    ])
}

/// The files, or some of them where there are many weeks.
pub fn files(here: &Here<'_>, me: &Member, part: PartOf, files: Vec<File>) -> Card {
    let t = here.t;
    let text = if part.of > 1 {
        t.say(
            "privacy-files-part",
            &[("number", part.number.into()), ("of", part.of.into())],
        )
    } else {
        t.say("privacy-files", &[])
    };
    let row = [
        Button::new(
            t.say("privacy-erase-button", &[]),
            id(Action::Erase(me.couple.id)),
        ),
        buttons::help(t),
    ];
    Card {
        file: files,
        ..Card::new(text).buttons(row)
    }
}

/// Before erasing: what goes, what stays, what older backups hold.
pub fn erase(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let all = Erased::ALL.map(|each| t.say(each.message(), &[]));
    let values = [
        ("all", t.join(&all).into()),
        ("host", here.app.host.name.clone().into()),
        ("phrase", phrase(t).into()),
    ];
    let couple = me.couple.id;
    Card::new(t.say("privacy-erase", &values)).buttons([
        back(t, couple),
        Button::new(
            t.say("privacy-export-first-button", &[]),
            id(Action::Export(couple)),
        ),
        Button::danger(
            t.say("privacy-phrase-button", &[]),
            id(Action::Phrase(couple)),
        ),
        buttons::help(t),
    ])
}

/// What somebody types to erase their words.
pub fn phrase(t: &Tongue) -> String {
    t.say("privacy-phrase", &[])
}

pub fn erase_form(here: &Here<'_>, me: &Member) -> Modal {
    let t = here.t;
    let input = Input {
        id: "phrase".to_owned(),
        label: t.say("privacy-phrase-label", &[("phrase", phrase(t).into())]),
        placeholder: t.say("privacy-phrase-placeholder", &[]),
        value: String::new(),
        long: false,
        most: 100,
        required: true,
    };
    Modal {
        id: id(Action::PhraseWritten(me.couple.id)),
        title: t.say("privacy-erase-title", &[]),
        inputs: vec![input],
    }
}

/// Something else was typed.
pub fn another_phrase(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("privacy-another-phrase", &[("phrase", phrase(t).into())])).buttons([
        back(t, me.couple.id),
        Button::new(
            t.say("privacy-phrase-again-button", &[]),
            id(Action::Phrase(me.couple.id)),
        ),
        buttons::help(t),
    ])
}

pub fn erased(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let values = [("host", here.app.host.name.clone().into())];
    Card::new(t.say("privacy-erased", &values)).buttons([back(t, me.couple.id), buttons::help(t)])
}

/// Before leaving: what goes, what stays, what the other sees. Where I was told that it has ended,
/// there is nobody left to tell.
pub fn leave(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let couple = me.couple.id;
    if let Some(left) = me.me().left {
        return self::left(here, me, left.at);
    }
    let host = || here.app.host.name.clone().into();
    let leave =
        |label: &str, line| Button::danger(t.say(label, &[]), id(Action::LeaveNow(couple, line)));
    let before = [
        back(t, couple),
        Button::new(
            t.say("privacy-export-first-button", &[]),
            id(Action::Export(couple)),
        ),
        Button::new(
            t.say("privacy-erase-first-button", &[]),
            id(Action::Erase(couple)),
        ),
        buttons::help(t),
    ];
    if me.couple.ended_for(me.who).is_some() {
        return Card::new(t.say("privacy-leave-after", &[("host", host())]))
            .buttons([leave("privacy-leave-now-button", Line::Nothing)])
            .buttons(before);
    }
    let values = [("other", mention(me.other().user).into()), ("host", host())];
    Card::new(t.say("privacy-leave", &values))
        .buttons([
            leave("privacy-leave-told-button", Line::Told),
            leave("privacy-leave-quietly-button", Line::Nothing),
        ])
        .buttons(before)
}

/// Left. The same whether or not the other had left before.
pub fn left(here: &Here<'_>, me: &Member, at: DateTime<Utc>) -> Card {
    let t = here.t;
    let couple = me.couple.id;
    let gone = common::gone_on(here, me, at);
    Card::new(t.say("privacy-you-left", &[("gone", gone.into())])).buttons([
        Button::new(
            t.say("privacy-export-button", &[]),
            id(Action::Export(couple)),
        ),
        Button::new(
            t.say("privacy-erase-button", &[]),
            id(Action::Erase(couple)),
        ),
        buttons::help(t),
    ])
}

fn back(t: &Tongue, couple: CoupleId) -> Button {
    Button::new(t.say("back-button", &[]), id(Action::Of(couple)))
}

fn channel(me: &Member) -> String {
    format!("<#{}>", me.couple.channel)
}

fn day(here: &Here<'_>, me: &Member, at: DateTime<Utc>) -> String {
    here.t.date_with_year(here.local(&me.me().zone, at).date())
}
