//! The cards of a hard evening: calm, short, nothing asked that is not offered.

use chrono::{DateTime, Utc};

use super::plan::PARTS;
use super::{Action, Said, Verb};
use crate::app::{Here, Member, mention};
use crate::domain::id;
use crate::domain::setback::{Kind, Whose, Win};
use crate::domain::text::Kind as TextKind;
use crate::features::Action as Any;
use crate::features::common::rests::{self, LENGTHS};
use crate::features::common::texts::{self, Written};
use crate::features::common::{buttons, not_stored_here, spread};
use crate::store::setbacks::Setback;
use crate::ui::text::{glimpse, quote};
use crate::ui::{Button, Card, Choice, Input, Modal, Select, limits};
use crate::words::Tongue;

/// Of an earlier good moment so much is shown.
const GLIMPSE: usize = 300;

fn id(me: &Member, verb: Verb, row: i64) -> String {
    Any::Setback(Action::on(verb, me.couple.id, row)).id()
}

/// The first screen: pause or support, or going on.
pub fn first(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("setback", &[]))
        .buttons([
            Button::main(t.say("setback-pause-button", &[]), id(me, Verb::Pause, 0)),
            Button::main(
                t.say("setback-support-button", &[]),
                id(me, Verb::Support, 0),
            ),
        ])
        .buttons([
            Button::new(t.say("setback-on-button", &[]), id(me, Verb::What, 0)),
            buttons::help(t),
        ])
}

/// How long to rest.
pub fn pause(here: &Here<'_>, me: &Member, setback: &Setback) -> Card {
    let t = here.t;
    let other = mention(me.other().user);
    let lengths = LENGTHS.map(|length| {
        let press = Action::with(Verb::Rest, me.couple.id, setback.id, length.days().into());
        Button::new(rests::label(here, length), Any::Setback(press).id())
    });
    Card::new(t.say("setback-pause", &[("other", other.into())]))
        .buttons(lengths)
        .buttons([what_button(t, me, setback.id), buttons::help(t)])
}

/// What the one who rests sees.
pub fn rests_now(here: &Here<'_>, me: &Member, row: i64, until: Option<DateTime<Utc>>) -> Card {
    let t = here.t;
    let text = [
        rests::said(here, me, until),
        t.say("setback-rests-now", &[]),
    ];
    Card::new(text.join("\n\n")).buttons([
        buttons::come_back(t, me.couple.id),
        buttons::tell_of_rest(t, me.couple.id),
        Button::new(
            t.say("setback-support-button", &[]),
            id(me, Verb::Support, row),
        ),
        what_button(t, me, row),
        buttons::help(t),
    ])
}

/// A few calm lines.
pub fn support(here: &Here<'_>, me: &Member, setback: &Setback) -> Card {
    let t = here.t;
    Card::new(t.say("setback-support", &[])).buttons([
        buttons::support(t),
        Button::new(
            t.say("setback-pause-button", &[]),
            id(me, Verb::Pause, setback.id),
        ),
        what_button(t, me, setback.id),
        buttons::help(t),
    ])
}

fn what_button(t: &Tongue, me: &Member, row: i64) -> Button {
    Button::new(t.say("setback-what-button", &[]), id(me, Verb::What, row))
}

/// What its author may call it.
fn called(t: &Tongue, kind: Kind) -> String {
    match kind {
        Kind::Slipped => t.say("setback-slipped-choice", &[]),
        Kind::Hurt => t.say("setback-hurt-choice", &[]),
        Kind::Old => t.say("setback-old-choice", &[]),
        Kind::Unsaid => t.say("setback-unsaid-choice", &[]),
    }
}

/// What happened: every line may stay empty.
pub fn what(here: &Here<'_>, me: &Member, row: i64, said: &Said) -> Vec<Card> {
    let t = here.t;
    let mut blocks = vec![t.say("setback-what", &[])];
    blocks.extend(not_stored_here(here, me));
    blocks.extend(said.words.as_deref().map(quote));
    let choices = Kind::ALL
        .map(|(kind, name)| Choice::new(called(t, kind), name).chosen(said.kind == Some(kind)));
    let kinds = Select {
        id: id(me, Verb::Kind, row),
        placeholder: t.say("setback-kind-placeholder", &[]),
        choices: choices.to_vec(),
        least: 0,
        most: 1,
    };
    let write = if said.words.is_some() {
        "setback-write-again-button"
    } else {
        "setback-write-button"
    };
    spread(&blocks, |card| {
        card.select(kinds)
            .buttons([
                Button::new(t.say(write, &[]), id(me, Verb::Write, row)),
                Button::main(t.say("next-button", &[]), id(me, Verb::Wins, row)),
                Button::new(t.say("setback-again-button", &[]), id(me, Verb::Again, 0)),
            ])
            .buttons([
                Button::new(
                    t.say("setback-let-go-button", &[]),
                    id(me, Verb::LetGo, row),
                ),
                Button::new(
                    t.say("setback-earlier-button", &[]),
                    id(me, Verb::Earlier, 0),
                ),
                buttons::help(t),
            ])
    })
}

pub fn form(here: &Here<'_>, me: &Member, row: i64, value: String) -> Modal {
    let t = here.t;
    Modal {
        id: id(me, Verb::Written, row),
        title: t.say("setback-title", &[]),
        inputs: vec![Input {
            id: "what".to_owned(),
            label: t.say("setback-label", &[]),
            placeholder: t.say("setback-placeholder", &[]),
            value,
            long: true,
            most: u16::try_from(limits::INPUT_TEXT).unwrap_or(u16::MAX),
            required: false,
        }],
    }
}

/// Earlier good moments; what stands as it did; the lighter week.
pub fn wins(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    wins: &[Win],
    light: Option<DateTime<Utc>>,
) -> Vec<Card> {
    let t = here.t;
    let mut blocks = vec![t.say("setback-wins", &[])];
    blocks.extend(wins.iter().map(|win| {
        let date = t.date_with_year(win.date);
        let head = match win.whose {
            Whose::Mine => t.say("setback-win-mine", &[("date", date.into())]),
            Whose::Kept => t.say("setback-win-kept", &[("date", date.into())]),
            Whose::Theirs => t.say(
                "setback-win-theirs",
                &[
                    ("other", mention(me.other().user).into()),
                    ("date", date.into()),
                ],
            ),
        };
        format!("{head}\n> {}", glimpse(&win.text, GLIMPSE))
    }));
    if wins.is_empty() {
        blocks.push(t.say("setback-no-wins", &[]));
    }
    blocks.extend(light.map(|until| {
        t.say(
            "setback-light",
            &[("until", here.when(me.me(), until).into())],
        )
    }));
    spread(&blocks, |card| {
        card.buttons([
            Button::main(t.say("plan-button", &[]), id(me, Verb::Plan, 0)),
            buttons::repairs(t, me.couple.id),
            buttons::needs(t, me.couple.id),
            what_button(t, me, row),
            buttons::help(t),
        ])
    })
}

/// My plan, and the other's where they share it.
pub fn plan(here: &Here<'_>, me: &Member, mine: &[Written], theirs: &[Written]) -> Vec<Card> {
    let t = here.t;
    let other = || mention(me.other().user);
    let mut blocks = vec![t.say("plan", &[])];
    blocks.extend(parts(t, mine));
    if mine.is_empty() {
        blocks.push(t.say("plan-none", &[]));
    }
    blocks.push(t.say("plan-tell-early", &[]));
    let shared = mine.iter().any(Written::is_released);
    if !shared {
        blocks.extend(not_stored_here(here, me));
    }
    if shared {
        blocks.push(t.say("plan-shared", &[("other", other().into())]));
    } else if !mine.is_empty() {
        blocks.push(t.say("plan-mine", &[]));
    }
    if !theirs.is_empty() {
        blocks.push(t.say("plan-theirs", &[("other", other().into())]));
        blocks.extend(parts(t, theirs));
        blocks.extend(texts::changed_on(here, me, theirs));
    }
    let sharing = if shared {
        Button::new(t.say("plan-keep-button", &[]), id(me, Verb::PlanKeep, 0))
    } else {
        Button::new(t.say("plan-share-button", &[]), id(me, Verb::PlanShare, 0))
    };
    let write = Button::main(t.say("plan-write-button", &[]), id(me, Verb::PlanWrite, 0));
    let row = [write]
        .into_iter()
        .chain((!mine.is_empty()).then_some(sharing))
        .chain([buttons::repairs(t, me.couple.id), buttons::help(t)]);
    spread(&blocks, |card| card.buttons(row))
}

fn parts(t: &Tongue, written: &[Written]) -> Vec<String> {
    let part = |kind, head: String| {
        texts::of_kind(written, kind).map(|text| format!("{head}\n{}", quote(text)))
    };
    let signs = part(TextKind::PlanSigns, t.say("plan-signs", &[]));
    let then = part(TextKind::PlanThen, t.say("plan-then", &[]));
    signs.into_iter().chain(then).collect()
}

pub fn plan_form(here: &Here<'_>, me: &Member, mine: &[Written]) -> Modal {
    let t = here.t;
    let inputs = PARTS.map(|(kind, name)| {
        let (label, placeholder) = if kind == TextKind::PlanSigns {
            ("plan-signs-label", "plan-signs-placeholder")
        } else {
            ("plan-then-label", "plan-then-placeholder")
        };
        Input {
            id: name.to_owned(),
            label: t.say(label, &[]),
            placeholder: t.say(placeholder, &[]),
            value: texts::of_kind(mine, kind).unwrap_or_default().to_owned(),
            long: true,
            most: u16::try_from(limits::INPUT_TEXT).unwrap_or(u16::MAX),
            required: false,
        }
    });
    Modal {
        id: id(me, Verb::PlanWritten, 0),
        title: t.say("plan-title", &[]),
        inputs: inputs.to_vec(),
    }
}

/// It has happened before: people for oneself come first.
pub fn again(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let text = [
        t.say("setback-again", &[]),
        t.say("help-not-a-couple-task", &[]),
        t.say("setback-again-couples", &[]),
    ];
    Card::new(text.join("\n\n")).buttons([
        buttons::support(t),
        Button::new(
            t.say("setback-whether-button", &[]),
            id(me, Verb::Whether, 0),
        ),
        buttons::help(t),
    ])
}

/// Whether to go on at all: asked alone.
pub fn whether(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let other = mention(me.other().user);
    choices(
        here,
        me,
        t.say("setback-whether", &[("other", other.into())]),
    )
}

/// The same question, from the card of any rest.
pub fn going_on(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let text = [t.say("going-on", &[]), t.say("help-not-a-couple-task", &[])];
    choices(here, me, text.join("\n\n"))
}

fn choices(here: &Here<'_>, me: &Member, text: String) -> Card {
    let t = here.t;
    Card::new(text)
        .buttons([
            Button::new(t.say("going-on-yes-button", &[]), id(me, Verb::GoOn, 0)),
            Button::new(t.say("going-on-rest-button", &[]), id(me, Verb::NotNow, 0)),
            buttons::ways_to_leave(t, me.couple.id),
        ])
        .buttons([buttons::support(t), buttons::help(t)])
}

/// Nothing changes.
pub fn goes_on(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("going-on-yes", &[])).buttons([
        buttons::plan(t, me.couple.id),
        buttons::needs(t, me.couple.id),
        buttons::help(t),
    ])
}

/// Rests until I come back.
pub fn not_now(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let text = [
        rests::said(here, me, None),
        t.say(
            "going-on-rest",
            &[("other", mention(me.other().user).into())],
        ),
    ];
    Card::new(text.join("\n\n")).buttons([
        buttons::come_back(t, me.couple.id),
        buttons::ways_to_leave(t, me.couple.id),
        buttons::help(t),
    ])
}

/// Mine, each to be opened again.
pub fn earlier(here: &Here<'_>, me: &Member, all: &[Setback]) -> Card {
    let t = here.t;
    if all.is_empty() {
        return Card::new(t.say("setback-none", &[])).buttons([buttons::help(t)]);
    }
    let choices = all.iter().take(limits::CHOICES).map(|setback| {
        let date = t.date_with_year(here.local(&me.me().zone, setback.at).date());
        Choice::new(
            t.say("setback-choice", &[("date", date.into())]),
            id::spelled(setback.id),
        )
    });
    let select = Select {
        id: id(me, Verb::What, 0),
        placeholder: t.say("setback-earlier-placeholder", &[]),
        choices: choices.collect(),
        least: 1,
        most: 1,
    };
    Card::new(t.say("setback-earlier", &[]))
        .select(select)
        .buttons([buttons::help(t)])
}

/// Before it goes.
pub fn let_go(here: &Here<'_>, me: &Member, row: i64) -> Card {
    let t = here.t;
    Card::new(t.say("setback-let-go", &[])).buttons([
        Button::danger(
            t.say("setback-let-go-now-button", &[]),
            id(me, Verb::LetGoNow, row),
        ),
        Button::new(t.say("back-button", &[]), id(me, Verb::What, row)),
        buttons::help(t),
    ])
}

pub fn gone_now(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("setback-gone-now", &[])).buttons([
        Button::new(
            t.say("setback-support-button", &[]),
            id(me, Verb::Support, 0),
        ),
        buttons::help(t),
    ])
}

/// What this was about is not there any more.
pub fn gone(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("setback-gone", &[])).buttons([
        Button::new(
            t.say("setback-support-button", &[]),
            id(me, Verb::Support, 0),
        ),
        buttons::help(t),
    ])
}

pub fn too_long(here: &Here<'_>, me: &Member) -> Card {
    Card::new(here.t.say("too-long", &[]))
        .buttons([buttons::plan(here.t, me.couple.id), buttons::help(here.t)])
}
