//! The settings' cards.

use chrono::{DateTime, Utc};

use super::{Action, Draft, Pick};
use crate::app::{Here, Member, mention};
use crate::domain::answer::{Part, Sharings};
use crate::domain::couple::{Change, Couple};
use crate::domain::wall;
use crate::features::Action as Any;
use crate::features::common::{answers::part_name, buttons, hours, sharing};
use crate::store::proposals::Proposal;
use crate::ui::text::harmless;
use crate::ui::{Button, Card, Choice, Modal};
use crate::words::Tongue;

fn id(action: Action) -> String {
    Any::Settings(action).id()
}

/// Everything at a glance.
pub fn all(here: &Here<'_>, me: &Member, next: Option<DateTime<Utc>>) -> Card {
    let t = here.t;
    let couple = &me.couple;
    let slot = &couple.slot;
    let mut text = vec![
        t.say("settings", &[]),
        t.say(
            "settings-hour",
            &[
                ("slot", here.slot(slot).into()),
                ("zone", crate::domain::zones::shown(&slot.zone).into()),
            ],
        ),
    ];
    if let Some(next) = next {
        let next = here.when(me.me(), next);
        text.push(t.say("settings-next", &[("when", next.into())]));
    }
    text.push(reveal_line(t, couple.reveal_days));
    text.push(t.say(
        if couple.beat.weeks == 2 {
            "settings-every-two"
        } else {
            "settings-every-week"
        },
        &[],
    ));
    text.push(t.say(
        "settings-my-zone",
        &[("zone", crate::domain::zones::shown(&me.me().zone).into())],
    ));
    text.push(t.say(
        if me.me().streak_hidden {
            "settings-streak-hidden"
        } else {
            "settings-streak-shown"
        },
        &[],
    ));
    Card::new(text.join("\n"))
        .buttons([
            Button::new(
                t.say("settings-hour-button", &[]),
                id(Action::Hour(Pick::Page, couple.id, Draft::of(slot))),
            ),
            Button::new(
                t.say("settings-reveal-button", &[]),
                id(Action::Reveal(couple.id)),
            ),
            Button::new(
                t.say("settings-often-button", &[]),
                id(Action::Often(couple.id)),
            ),
        ])
        .buttons([
            Button::new(
                t.say("settings-zone-button", &[]),
                id(Action::MyZone(couple.id)),
            ),
            Button::new(
                t.say("settings-defaults-button", &[]),
                id(Action::MyDefaults(couple.id)),
            ),
            Button::new(
                t.say("settings-why-button", &[]),
                id(Action::Why(couple.id)),
            ),
            buttons::dates(t, couple.id),
        ])
        .buttons([buttons::rhythm(t, couple.id), buttons::help(t)])
}

fn reveal_line(t: &Tongue, days: u8) -> String {
    match days {
        0 => t.say("settings-reveal-both", &[]),
        days => t.say("settings-reveal-days", &[("days", i64::from(days).into())]),
    }
}

/// The page for another hour.
pub fn hour(
    here: &Here<'_>,
    me: &Member,
    draft: &Draft,
    first: Option<DateTime<Utc>>,
    unknown: Option<&str>,
) -> Card {
    let t = here.t;
    let slot = draft.slot();
    let pick = |pick| id(Action::Hour(pick, me.couple.id, draft.clone()));
    let mut text = vec![t.say(
        "settings-new-hour",
        &[
            ("other", mention(me.other().user).into()),
            ("slot", here.slot(&slot).into()),
            ("zone", crate::domain::zones::shown(&slot.zone).into()),
        ],
    )];
    if let Some(first) = first {
        let local = |zone: &str| t.date_and_time(here.local(zone, first));
        text.push(t.say(
            "settings-new-hour-both",
            &[
                ("me", local(&me.me().zone).into()),
                ("them", local(&me.other().zone).into()),
                ("other", mention(me.other().user).into()),
            ],
        ));
    }
    let mut card = Card::new("");
    if let Some(typed) = unknown {
        text.push(t.say("zone-unknown", &[("typed", harmless(typed).into())]));
        if let Some(picks) = hours::zone_picks(here, pick(Pick::ZonePicked), typed) {
            card = card.select(picks);
        }
    }
    card.text = text.join("\n\n");
    card.select(hours::weekday(t, pick(Pick::Weekday), slot.weekday))
        .select(hours::hour(t, pick(Pick::Hour), slot.minute))
        .select(hours::quarter(t, pick(Pick::Quarter), slot.minute))
        .buttons([
            Button::main(
                t.say("settings-suggest-button", &[]),
                id(Action::SuggestHour(me.couple.id, draft.clone())),
            ),
            Button::new(t.say("change-zone-button", &[]), pick(Pick::Zone)),
            buttons::help(t),
        ])
}

pub fn joint_zone_form(here: &Here<'_>, me: &Member, draft: Draft) -> Modal {
    hours::zone_form(
        here.t,
        id(Action::Hour(Pick::ZoneWritten, me.couple.id, draft)),
    )
}

/// When answers open.
pub fn reveal(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let choices = (0..=3u8).map(|days| {
        let label = match days {
            0 => t.say("reveal-both-choice", &[]),
            days => t.say("reveal-days-choice", &[("days", i64::from(days).into())]),
        };
        Choice::new(label, days.to_string()).chosen(days == me.couple.reveal_days)
    });
    let select = hours::one(
        id(Action::SuggestReveal(me.couple.id)),
        t.say("reveal-placeholder", &[]),
        choices.collect(),
    );
    Card::new(t.say("settings-reveal", &[]))
        .select(select)
        .buttons([buttons::help(t)])
}

/// How often: weekly, or every two weeks when things are good.
pub fn often(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let choice = |weeks: u8, label: &str| {
        Choice::new(t.say(label, &[]), weeks.to_string()).chosen(weeks == me.couple.beat.weeks)
    };
    let choices = vec![
        choice(1, "often-week-choice"),
        choice(2, "often-two-choice"),
    ];
    let select = hours::one(
        id(Action::SuggestOften(me.couple.id)),
        t.say("often-placeholder", &[]),
        choices,
    );
    Card::new(t.say("settings-often", &[]))
        .select(select)
        .buttons([buttons::help(t)])
}

/// Why I am here was kept, or taken back.
pub fn why_kept(here: &Here<'_>, me: &Member, kept: bool) -> Card {
    let other = mention(me.other().user);
    let said = here.t.say(
        if kept { "why-kept" } else { "why-gone" },
        &[("other", other.into())],
    );
    Card::new(said).buttons([
        buttons::settings(here.t, me.couple.id),
        buttons::help(here.t),
    ])
}

/// My defaults of who sees what.
pub fn defaults(here: &Here<'_>, me: &Member, sharings: Sharings) -> Card {
    let t = here.t;
    let lines = Part::ALL.iter().map(|part| {
        let values = [
            ("name", part_name(t, *part).into()),
            ("sharing", sharing::name(t, sharings.of(*part)).into()),
        ];
        t.say("who-line", &values)
    });
    let text: Vec<String> = std::iter::once(t.say("settings-defaults", &[]))
        .chain(lines)
        .collect();
    let couple = me.couple.id;
    let [same, each] = sharing::selects(
        t,
        &sharings,
        id(Action::MyDefaultsChosen(couple)),
        id(Action::MyDefaultsEach(couple)),
    );
    Card::new(text.join("\n"))
        .select(same)
        .select(each)
        .buttons([buttons::settings(t, couple), buttons::help(t)])
}

/// No zone of that name: which one was meant?
pub fn which_zone(here: &Here<'_>, me: &Member, typed: &str) -> Card {
    let t = here.t;
    let mut card = Card::new(t.say("zone-unknown", &[("typed", harmless(typed).into())]));
    if let Some(picks) = hours::zone_picks(here, id(Action::MyZonePicked(me.couple.id)), typed) {
        card = card.select(picks);
    }
    card.buttons([
        Button::new(
            t.say("settings-zone-button", &[]),
            id(Action::MyZone(me.couple.id)),
        ),
        buttons::help(t),
    ])
}

/// To the one who suggested.
pub fn suggested(here: &Here<'_>, me: &Member) -> Card {
    let other = mention(me.other().user);
    Card::new(here.t.say("suggested", &[("other", other.into())])).buttons([buttons::help(here.t)])
}

/// What a change means, in words for both.
fn change_in_words(t: &Tongue, change: &Change) -> String {
    match change {
        Change::Slot {
            zone,
            weekday,
            minute,
        } => {
            let slot = Draft {
                weekday: *weekday,
                minute: *minute,
                zone: zone.clone(),
            }
            .slot();
            let every = t.every_week(slot.weekday, wall::time_of_day(slot.minute));
            t.say(
                "change-slot",
                &[
                    ("slot", every.into()),
                    ("zone", crate::domain::zones::shown(zone).into()),
                ],
            )
        }
        Change::Reveal { days: 0 } => t.say("change-reveal-both", &[]),
        Change::Reveal { days } => {
            t.say("change-reveal-days", &[("days", i64::from(*days).into())])
        }
        Change::Every { weeks: 1 } => t.say("change-every-week", &[]),
        Change::Every { .. } => t.say("change-every-two", &[]),
        Change::Move { channel, .. } => t.say(
            "change-move",
            &[("channel", format!("<#{channel}>").into())],
        ),
    }
}

/// The suggestion in the channel, for the other to decide.
pub fn suggestion(t: &Tongue, couple: &Couple, proposal: &Proposal) -> Card {
    let by = mention(couple.person(proposal.by).user);
    let change = change_in_words(t, &proposal.change);
    Card::new(t.say(
        "suggestion",
        &[("by", by.into()), ("change", change.into())],
    ))
    .buttons([
        Button::main(
            t.say("agree-button", &[]),
            id(Action::Agree(couple.id, proposal.id)),
        ),
        Button::new(
            t.say("leave-as-it-is-button", &[]),
            id(Action::LeaveAsItIs(couple.id, proposal.id)),
        ),
        buttons::help(t),
    ])
}

/// What became of it.
pub fn settled(t: &Tongue, couple: &Couple, proposal: &Proposal, agreed: bool) -> Card {
    let change = change_in_words(t, &proposal.change);
    let text = if agreed {
        t.say("suggestion-agreed", &[("change", change.into())])
    } else {
        t.say("suggestion-left", &[])
    };
    Card::new(text).buttons([buttons::settings(t, couple.id), buttons::help(t)])
}

pub fn already_settled(here: &Here<'_>) -> Card {
    Card::new(here.t.say("suggestion-already-settled", &[])).buttons([buttons::help(here.t)])
}

pub fn the_other_decides(here: &Here<'_>, me: &Member) -> Card {
    let other = mention(me.other().user);
    Card::new(
        here.t
            .say("suggestion-the-other-decides", &[("other", other.into())]),
    )
    .buttons([buttons::help(here.t)])
}

pub fn channel_taken(here: &Here<'_>) -> Card {
    Card::new(here.t.say("start-channel-taken", &[])).buttons([buttons::help(here.t)])
}
