//! The check-in's cards: the prompt's buttons, the three private pages, the form.

use chrono::{DateTime, Utc};

use super::draft::{LeftOver, Mine};
use super::{Action, From, Page, Rating};
use crate::app::{Here, Member, mention};
use crate::domain::answer::{Answer, Part, Sharing};
use crate::domain::round::{Round, Stance};
use crate::features::Action as Any;
use crate::features::common::answers::{full, part_name, short};
use crate::features::common::checkins::named;
use crate::features::common::{answers, buttons, sharing};
use crate::ui::text::{glimpse, pages, quote};
use crate::ui::{Button, Card, Choice, Input, Look, Modal, Select, limits};
use crate::words::Lists;

fn id(action: Action) -> String {
    Any::Checkin(action).id()
}

/// The private card as it opens: where one left off.
pub fn opened(here: &Here<'_>, me: &Member, round: &Round, mine: &Mine) -> Card {
    match mine.stance {
        Stance::HandedIn | Stance::HardWeek => handed_in(here, me, round, mine),
        Stance::NotThisWeek => not_this_week(here, round),
        Stance::Draft => page(here, me, round, mine, Page::HowItWas),
    }
}

/// One page of the private card.
pub fn page(here: &Here<'_>, me: &Member, round: &Round, mine: &Mine, page: Page) -> Card {
    match page {
        Page::HowItWas => how_it_was(here, me, round, mine),
        Page::Write => words(here, round, mine),
        Page::WhoSeesWhat => who_sees_what(here, me, round, mine),
    }
}

/// The words each rating is chosen from.
pub fn list_of(rating: Rating) -> Lists {
    match rating {
        Rating::Week | Rating::Guess => Lists::Week,
        Rating::Feelings => Lists::Feelings,
        Rating::Close => Lists::Closeness,
    }
}

fn how_it_was(here: &Here<'_>, me: &Member, round: &Round, mine: &Mine) -> Card {
    let t = here.t;
    let other = mention(me.other().user);
    let answer = &mine.answer;
    let select = |rating, placeholder: &str, most: u8, chosen: Vec<&str>| {
        let choices = t.list(list_of(rating)).iter();
        Select {
            id: id(Action::Rate(round.check_in(), rating)),
            placeholder: t.say(placeholder, &[]),
            choices: choices
                .map(|w| {
                    Choice::new(w.word.clone(), w.id.clone())
                        .chosen(chosen.contains(&w.id.as_str()))
                })
                .collect(),
            least: 0,
            most,
        }
    };
    let mut text = t.say("how-it-was", &[("other", other.into())]);
    if mine.light {
        text = format!("{text}\n{}", t.say("light-week", &[]));
    }
    let main = |main: bool| if main { Look::Main } else { Look::Plain };
    named(here, round, &text)
        .select(select(
            Rating::Week,
            "how-week-placeholder",
            1,
            answer.week.as_deref().into_iter().collect(),
        ))
        .select(select(
            Rating::Feelings,
            "how-feelings-placeholder",
            3,
            answer.feelings.iter().map(String::as_str).collect(),
        ))
        .select(select(
            Rating::Close,
            "how-close-placeholder",
            1,
            answer.close.as_deref().into_iter().collect(),
        ))
        .select(select(
            Rating::Guess,
            "how-guess-placeholder",
            1,
            answer.guess.as_deref().into_iter().collect(),
        ))
        .buttons([
            Button {
                look: main(!mine.light),
                ..Button::new(
                    t.say("next-button", &[]),
                    id(Action::Page(round.check_in(), Page::Write)),
                )
            },
            Button {
                look: main(mine.light),
                ..Button::new(
                    t.say("hard-week-button", &[]),
                    id(Action::HardWeek(round.check_in(), From::OwnCard)),
                )
            },
            Button::new(
                t.say("not-this-week-button", &[]),
                id(Action::NotThisWeek(round.check_in(), From::OwnCard)),
            ),
            buttons::snooze(t, round.check_in()),
            buttons::help(t),
        ])
}

fn words(here: &Here<'_>, round: &Round, mine: &Mine) -> Card {
    let t = here.t;
    let written = Part::WRITTEN.iter().any(|part| mine.answer.has(*part));
    let parts = parts(mine);
    let questions = parts.iter().map(|part| {
        let line = t.say(
            "write-question",
            &[
                ("name", part_name(t, *part).into()),
                ("question", full(t, round, *part).into()),
            ],
        );
        let text = mine.answer.text(*part);
        if mine.answer.has(*part) {
            format!("{line}\n> {}", glimpse(text, 90))
        } else {
            line
        }
    });
    let page = if mine.light {
        "write-page-light"
    } else {
        "write-page"
    };
    let text = std::iter::once(t.say(page, &[]))
        .chain(questions)
        .collect::<Vec<_>>()
        .join("\n");
    let write = if written {
        "write-again-button"
    } else {
        "write-button"
    };
    let look = |main: bool| if main { Look::Main } else { Look::Plain };
    named(here, round, &text).buttons([
        Button::new(
            t.say("back-button", &[]),
            id(Action::Page(round.check_in(), Page::HowItWas)),
        ),
        Button {
            look: look(!written),
            ..Button::new(t.say(write, &[]), id(Action::Write(round.check_in())))
        },
        Button {
            look: look(written),
            ..Button::new(
                t.say("next-button", &[]),
                id(Action::Page(round.check_in(), Page::WhoSeesWhat)),
            )
        },
        buttons::help(t),
    ])
}

/// The parts that are asked for: in a lighter week thanks and one more, and what has words already.
fn parts(mine: &Mine) -> Vec<Part> {
    let asked = |part: &Part| {
        !mine.light || matches!(part, Part::Thanks | Part::Question) || mine.answer.has(*part)
    };
    Part::WRITTEN.into_iter().filter(asked).collect()
}

fn who_sees_what(here: &Here<'_>, me: &Member, round: &Round, mine: &Mine) -> Card {
    let t = here.t;
    let answer = &mine.answer;
    let other = mention(me.other().user);
    let lines = Part::ALL.iter().map(|part| {
        let has = if answer.has(*part) {
            "who-line"
        } else {
            "who-line-empty"
        };
        t.say(
            has,
            &[
                ("name", part_name(t, *part).into()),
                ("sharing", sharing::name(t, answer.sharing.of(*part)).into()),
            ],
        )
    });
    let mut text = vec![t.say("who-page", &[("other", other.into())])];
    text.extend(lines);
    if round.reveal_at.is_some() {
        text.push(
            t.say(
                "who-fixed-time",
                &[(
                    "when",
                    here.when(me.me(), round.reveal_at.unwrap_or(here.now))
                        .into(),
                )],
            ),
        );
    }
    if mine.stance.shows_up() {
        text.push(t.say("who-handed-in", &[]));
    }
    let [same, each] = sharing::selects(
        t,
        &answer.sharing,
        id(Action::SameForAll(round.check_in())),
        id(Action::OnePart(round.check_in())),
    );
    let last = if mine.stance.shows_up() {
        Button::new(
            t.say("take-back-button", &[]),
            id(Action::TakeBack(round.check_in())),
        )
    } else {
        Button::main(
            t.say("hand-in-button", &[]),
            id(Action::HandIn(round.check_in())),
        )
    };
    named(here, round, &text.join("\n"))
        .select(same)
        .select(each)
        .buttons([
            Button::new(
                t.say("back-button", &[]),
                id(Action::Page(round.check_in(), Page::Write)),
            ),
            Button::new(
                t.say("preview-button", &[]),
                id(Action::Preview(round.check_in())),
            ),
            last,
            buttons::help(t),
        ])
}

/// After handing in: the same words whatever the other did.
pub fn handed_in(here: &Here<'_>, me: &Member, round: &Round, mine: &Mine) -> Card {
    let t = here.t;
    let what = if mine.stance == Stance::HardWeek {
        "handed-in-hard-week"
    } else {
        "handed-in"
    };
    let mut text = vec![t.say(what, &[("other", mention(me.other().user).into())])];
    match round.reveal_at {
        Some(at) => text.push(t.say(
            "handed-in-fixed-time",
            &[("when", here.when(me.me(), at).into())],
        )),
        None => text.push(t.say("handed-in-until", &[])),
    }
    let change = if mine.stance == Stance::HardWeek {
        "add-words-button"
    } else {
        "change-button"
    };
    named(here, round, &text.join("\n\n")).buttons([
        Button::new(
            t.say(change, &[]),
            id(Action::Page(round.check_in(), Page::HowItWas)),
        ),
        Button::new(
            t.say("take-back-button", &[]),
            id(Action::TakeBack(round.check_in())),
        ),
        buttons::help(t),
    ])
}

/// After *Not this week*.
pub fn not_this_week(here: &Here<'_>, round: &Round) -> Card {
    let t = here.t;
    named(here, round, &t.say("not-this-week", &[])).buttons([
        Button::new(
            t.say("answer-after-all-button", &[]),
            id(Action::Page(round.check_in(), Page::HowItWas)),
        ),
        buttons::help(t),
    ])
}

/// The form, with what was written before.
pub fn form(here: &Here<'_>, round: &Round, mine: &Mine) -> Modal {
    let t = here.t;
    let answer = &mine.answer;
    let parts = parts(mine);
    let inputs = parts.iter().map(|part| Input {
        id: part.name().to_owned(),
        label: short(t, round, *part),
        placeholder: t.say("write-placeholder", &[]),
        value: answer.text(*part).to_owned(),
        long: true,
        most: u16::try_from(limits::INPUT_TEXT).unwrap_or(u16::MAX),
        required: false,
    });
    Modal {
        id: id(Action::Written(round.check_in())),
        title: t.say("write-title", &[]),
        inputs: inputs.collect(),
    }
}

/// One's own words as the other would read them.
pub fn preview(here: &Here<'_>, me: &Member, round: &Round, answer: &Answer) -> Vec<Card> {
    let t = here.t;
    let shared = answers::shared(t, round, answer);
    let other = mention(me.other().user);
    let mut blocks = vec![t.say(
        if shared.is_empty() {
            "preview-nothing"
        } else {
            "preview"
        },
        &[("other", other.into())],
    )];
    blocks.extend(shared);
    let rest: Vec<String> = [Sharing::Hold, Sharing::Private]
        .into_iter()
        .flat_map(|kept| {
            Part::WRITTEN
                .into_iter()
                .filter(move |part| answer.sharing.of(*part) == kept)
        })
        .filter(|part| answer.has(*part))
        .map(|part| {
            let name = part_name(t, part);
            let kept = sharing::name(t, answer.sharing.of(part));
            format!(
                "{}\n{}",
                t.say(
                    "preview-kept",
                    &[("name", name.into()), ("sharing", kept.into())]
                ),
                quote(answer.text(part))
            )
        })
        .collect();
    blocks.extend(rest);
    pages(&blocks).into_iter().map(Card::new).collect()
}

/// The round has been opened to both: *Read*, and when the next comes.
pub fn already_open(
    here: &Here<'_>,
    me: &Member,
    round: &Round,
    next: Option<DateTime<Utc>>,
) -> Card {
    let mut text = vec![here.t.say(
        "already-open",
        &[("other", mention(me.other().user).into())],
    )];
    if let Some(next) = next {
        text.push(
            here.t
                .say("next-prompt", &[("when", here.when(me.me(), next).into())]),
        );
    }
    named(here, round, &text.join("\n\n")).buttons([
        buttons::read(here.t, round.id),
        buttons::rhythm(here.t, me.couple.id),
        buttons::help(here.t),
    ])
}

/// Words of a week that closed before both had answered: what should become of them?
pub fn left_over(here: &Here<'_>, me: &Member, left: &LeftOver) -> Card {
    let t = here.t;
    let week = t.date(left.round.week);
    let date = t.date(here.local(&me.me().zone, left.goes_at).date());
    Card::new(t.say("left-over", &[("week", week.into()), ("date", date.into())])).buttons([
        Button::new(
            t.say("left-over-keep-button", &[]),
            id(Action::Keep(left.round.check_in())),
        ),
        Button::new(
            t.say("left-over-let-go-button", &[]),
            id(Action::LetGo(left.round.check_in())),
        ),
        buttons::help(t),
    ])
}

pub fn left_over_done(here: &Here<'_>, kept: bool) -> Card {
    Card::new(here.t.say(
        if kept {
            "left-over-kept"
        } else {
            "left-over-gone"
        },
        &[],
    ))
}

pub fn nothing_left(here: &Here<'_>) -> Card {
    Card::new(here.t.say("left-over-nothing", &[])).buttons([buttons::help(here.t)])
}

pub fn too_long(here: &Here<'_>) -> Card {
    Card::new(here.t.say("too-long", &[]))
}
