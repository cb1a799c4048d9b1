//! The cards of a small request: a no is as easy as a yes.

use super::{about, back, of, other, with};
use crate::app::{Here, Member};
use crate::domain::CoupleId;
use crate::domain::needs::{Ask, LINE, Reply as Answer, Request, Time};
use crate::features::common::buttons;
use crate::features::needs::Verb;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Input, Modal};
use crate::words::Tongue;

/// Ten minutes: when today would be good.
pub fn minutes(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let times = Time::ALL.map(|time| {
        let id = about(me, Verb::Ask, time.number().into());
        Button::new(when_today(t, time), id)
    });
    let text = t.say("minutes", &[("other", other(me).into())]);
    Card::new(text)
        .buttons(times)
        .buttons([back(t, me), buttons::help(t)])
}

fn when_today(t: &Tongue, time: Time) -> String {
    match time {
        Time::Now => t.say("minutes-now-button", &[]),
        Time::Evening => t.say("minutes-evening-button", &[]),
        Time::Whenever => t.say("minutes-whenever-button", &[]),
    }
}

pub fn ask_form(here: &Here<'_>, me: &Member, time: Time) -> Modal {
    let t = here.t;
    Modal {
        id: about(me, Verb::Asked, time.number().into()),
        title: t.say("minutes-title", &[]),
        inputs: vec![Input {
            id: "line".to_owned(),
            label: t.say("minutes-label", &[]),
            placeholder: t.say("minutes-placeholder", &[]),
            value: String::new(),
            long: false,
            most: LINE,
            required: false,
        }],
    }
}

pub fn line_too_long(here: &Here<'_>, me: &Member) -> Card {
    Card::new(here.t.say("needs-too-long", &[])).buttons([
        Button::new(
            here.t.say("needs-minutes-button", &[]),
            of(me, Verb::Minutes),
        ),
        buttons::help(here.t),
    ])
}

pub fn one_a_day(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("request-one-a-day", &[]))
        .buttons([buttons::needs(t, me.couple.id), buttons::help(t)])
}

/// What is asked, in words.
fn what_is_asked(t: &Tongue, request: &Request, words: Option<&str>) -> Vec<String> {
    let head = match request.ask {
        Ask::Minutes(time) => t.say("request-minutes", &[("when", when_today(t, time).into())]),
        Ask::Pick(_) => t.say("request-pick", &[]),
    };
    std::iter::once(head).chain(words.map(quote)).collect()
}

/// My own request, and where it stands.
pub fn mine(here: &Here<'_>, me: &Member, request: &Request, words: Option<&str>) -> Card {
    let t = here.t;
    let mut text = vec![t.say("request-mine", &[("other", other(me).into())])];
    text.extend(what_is_asked(t, request, words));
    text.push(stands(t, request.reply));
    let take_back = Button::new(
        t.say("take-back-button", &[]),
        with(me.couple.id, Verb::TakeBack, request.id, 0),
    );
    let open = (request.reply != Answer::TakenBack).then_some(take_back);
    Card::new(text.join("\n\n")).buttons(open.into_iter().chain([back(t, me), buttons::help(t)]))
}

fn stands(t: &Tongue, reply: Answer) -> String {
    match reply {
        Answer::Open => t.say("request-open", &[]),
        Answer::Yes => t.say("request-yes", &[]),
        Answer::NotNow => t.say("request-not-now", &[]),
        Answer::Later => t.say("request-later", &[]),
        Answer::TakenBack => t.say("request-taken-back", &[]),
    }
}

/// The other's request: three answers, each as easy as the next.
pub fn asked_of_me(here: &Here<'_>, me: &Member, request: &Request, words: Option<&str>) -> Card {
    let t = here.t;
    let mut text = vec![t.say("request-of-me", &[("other", other(me).into())])];
    text.extend(what_is_asked(t, request, words));
    text.push(t.say("request-easy", &[]));
    let answers = Answer::ANSWERS.map(|answer| {
        let label = match answer {
            Answer::NotNow => t.say("request-not-now-button", &[]),
            Answer::Later => t.say("request-later-button", &[]),
            _ => t.say("request-yes-button", &[]),
        };
        let number = i64::from(answer.number());
        Button::new(label, with(me.couple.id, Verb::Answer, request.id, number))
    });
    Card::new(text.join("\n\n")).buttons(answers.into_iter().chain([buttons::help(t)]))
}

pub fn answered(here: &Here<'_>, me: &Member, answer: Answer) -> Card {
    let t = here.t;
    let other = other(me);
    let said = match answer {
        Answer::NotNow => t.say("request-answered-not-now", &[("other", other.into())]),
        Answer::Later => t.say("request-answered-later", &[("other", other.into())]),
        _ => t.say("request-answered-yes", &[("other", other.into())]),
    };
    Card::new(said).buttons([buttons::needs(t, me.couple.id), buttons::help(t)])
}

pub fn taken_back(here: &Here<'_>, me: &Member) -> Card {
    Card::new(here.t.say("request-taken-back", &[]))
        .buttons([back(here.t, me), buttons::help(here.t)])
}

/// Its day is over, or it was taken back, or it never was.
pub fn over(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("request-over", &[]))
        .buttons([buttons::needs(t, me.couple.id), buttons::help(t)])
}

/// The line in the channel: nothing of what it is about.
pub fn request_news(t: &Tongue, couple: CoupleId, row: i64) -> Card {
    let look = Button::main(
        t.say("request-look-button", &[]),
        with(couple, Verb::Look, row, 0),
    );
    Card::new(t.say("request-news", &[])).buttons([look, buttons::help(t)])
}

/// The answer, to whoever asked.
pub fn told(t: &Tongue, me: &Member, reply: Answer) -> Card {
    let text = [t.say("request-told", &[]), stands(t, reply)];
    Card::new(text.join("\n")).buttons([buttons::needs(t, me.couple.id), buttons::help(t)])
}
