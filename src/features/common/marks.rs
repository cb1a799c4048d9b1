//! One mark for each opened form and shown card: what was made on it once is not made again, however often it is sent.

use chrono::TimeDelta;

use crate::app::{App, Here};
use crate::domain::id;
use crate::entropy::Whose;
use crate::error::Error;
use crate::features::{
    Action, Target, dates, feedback, inbox, needs, pages, press, privacy, promise, questions,
    reading, repair, settings,
};
use crate::ui::text::length;
use crate::ui::{Card, Manner, Press as Pressed, Reply, Row, Visit, limits};

/// What follows it in an id says on which form or private card it stands, so that the same one sent again is known.
pub(in crate::features) const MARK: char = '!';

/// How long a mark is kept. A form can be sent, and a private card pressed, as long as the app that shows it runs.
/// Nothing of Discord's ends a form, but its apps restart for their updates within days, and with that both are
/// gone. After a week nobody sends a form again because its first answer was lost.
pub(in crate::features) const KEEP: TimeDelta = TimeDelta::days(7);

/// The mark that a press leaves when it is carried out: whose, on which form or card, and what. A hash, so that
/// nothing in the database tells what was pressed.
pub(in crate::features) fn of(app: &App, visit: &Visit, id: &str) -> Option<[u8; 32]> {
    let (_, stamp) = id.split_once(MARK)?;
    let makes = Action::parse(id).is_some_and(|action| makes(&action));
    (makes && !stamp.is_empty()).then(|| {
        let what = format!("{}:{id}", visit.user);
        app.vault.keyed_hash("press", &what)
    })
}

/// The same reply, with this stamp on its form and on all of its buttons that make something.
pub(in crate::features) fn stamped(reply: Reply, stamp: &str) -> Reply {
    match reply {
        Reply::Say(mut cards) => {
            for id in cards.iter_mut().flat_map(ids) {
                stamp_id(id, stamp);
            }
            Reply::Say(cards)
        }
        Reply::Ask(mut form) => {
            stamp_id(&mut form.id, stamp);
            Reply::Ask(form)
        }
        other => other,
    }
}

/// The ids of a card's buttons. A select redraws its card with what was chosen, and may be chosen from again.
fn ids(card: &mut Card) -> impl Iterator<Item = &mut String> {
    let buttons = card.rows.iter_mut().flat_map(|row| match row {
        Row::Buttons(buttons) => &mut buttons[..],
        Row::Select(_) => &mut [],
    });
    buttons.filter_map(|button| match &mut button.press {
        Pressed::Id(id) => Some(id),
        Pressed::Link(_) => None,
    })
}

fn stamp_id(id: &mut String, stamp: &str) {
    let makes = Action::parse(id).is_some_and(|action| makes(&action));
    if makes && !id.contains(MARK) {
        id.push(MARK);
        id.push_str(stamp);
    }
}

/// Whether doing it twice could make something twice. What opens a form makes nothing: the form does, when it is sent.
fn makes(action: &Action) -> bool {
    action.manner() != Manner::Modal && shows(action).is_some()
}

/// A stamp that no other form or card of this person has: long enough for that, and no longer, for an id is short.
pub(in crate::features) fn new_stamp(here: &Here<'_>) -> anyhow::Result<String> {
    const SIGNS: usize = 8;
    let drawn = here.app.entropy.id(Whose::Shown(here.visit.user))?;
    let spelled = id::spelled(drawn);
    Ok(spelled[spelled.len().saturating_sub(SIGNS)..].to_owned())
}

/// The answer to a form or button whose work was done already: that it was, and what it has made. What was typed
/// comes back as well, for it may have been changed before it was sent again.
pub(in crate::features) async fn taken(
    here: &Here<'_>,
    action: &Action,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let page = match shows(action) {
        Some(page) => Box::pin(press(here, page, &[], &[])).await,
        None => return Err(Error::Replayed),
    };
    let mut cards = match page {
        Ok(Reply::Say(cards)) => cards,
        Err(Error::Refused(reply)) => match *reply {
            Reply::Say(cards) => cards,
            _ => Vec::new(),
        },
        Ok(_) => Vec::new(),
        Err(error) => return Err(error),
    };
    let said = here.t.say("taken-already", &[]);
    match cards.first_mut() {
        Some(first) if length(&said) + 2 + length(&first.text) <= limits::TEXT => {
            first.text = format!("{said}\n\n{}", first.text);
        }
        _ => cards.push(Card::new(said)),
    }
    cards.extend(super::give_back(here.app, here.visit, fields));
    Ok(Reply::Say(cards))
}

/// Where one sees what a form or a button has made. `None` where it makes nothing new: it only shows, or sets what
/// there is one of, and doing it again answers as the first time did.
fn shows(action: &Action) -> Option<Action> {
    Some(match action {
        Action::Dates(dates::Action::Written(couple)) => {
            Action::Dates(dates::Action::Open(*couple))
        }
        Action::Feedback(feedback::Action::Written) => Action::Feedback(feedback::Action::Open),
        Action::Inbox(action) => Action::Inbox(action.to(inbox::Verb::Open)),
        Action::Moving(action) => {
            let Target::Couple(couple) = action.target() else {
                return None;
            };
            Action::Settings(settings::Action::Open(couple))
        }
        Action::Needs(action) => {
            use needs::Verb as V;
            let page = match action.verb {
                V::Written | V::Share | V::Keep => V::Page,
                V::Asked | V::TakeBack => V::Minutes,
                V::PairWritten | V::PairHandIn | V::PairBack => V::Pair,
                V::Answer => V::Look,
                _ => V::Open,
            };
            Action::Needs(action.to(page))
        }
        Action::Pages(action) => Action::Pages(action.to(pages::Verb::List)),
        Action::Privacy(privacy::Action::PhraseWritten(couple)) => {
            Action::Privacy(privacy::Action::Of(*couple))
        }
        Action::Promise(action) => {
            use promise::Verb as V;
            let page = match action.verb {
                V::Written | V::LetGo => V::List,
                _ if action.row == 0 => V::List,
                _ => V::Show,
            };
            Action::Promise(action.to(page))
        }
        Action::Questions(action) => {
            use questions::Verb as V;
            let page = match action.verb {
                V::HearNow => return None, // once opened, the words are there to be read again
                V::TellWritten | V::TellAt | V::TellDateWritten if action.row != 0 => V::TellShow,
                _ => V::Home,
            };
            Action::Questions(action.to(page))
        }
        Action::Reading(
            reading::Action::LineWritten(round) | reading::Action::LineCorrected(round),
        ) => Action::Reading(reading::Action::Read(*round)),
        Action::Repair(action) => {
            use repair::Verb as V;
            let page = match action.verb {
                V::HurtMe | V::HurtThem | V::FromPromise | V::FromCut => V::Begin,
                V::LetGo => V::Board,
                _ => V::Here,
            };
            Action::Repair(action.to(page))
        }
        Action::Settings(settings::Action::SuggestHour(couple, _)) => {
            Action::Settings(settings::Action::Open(*couple))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CoupleId;
    use crate::features::common::press::{Press, Verb};
    use crate::ui::{Button, Choice, Modal, Select};

    fn form(action: &Action) -> Reply {
        Reply::Ask(Modal {
            id: action.id(),
            title: String::new(),
            inputs: Vec::new(),
        })
    }

    #[test]
    fn what_makes_something_is_stamped_once_and_still_read() {
        let couple = CoupleId(7);
        let makes = Action::Inbox(Press::of(inbox::Verb::Written, couple));
        let Reply::Ask(asked) = stamped(form(&makes), "k2") else {
            panic!("a form stays a form");
        };
        assert_eq!(asked.id, format!("{}!k2", makes.id()));
        assert_eq!(Action::parse(&asked.id), Some(makes.clone()));
        let Reply::Ask(again) = stamped(Reply::Ask(asked.clone()), "m3") else {
            panic!("a form stays a form");
        };
        assert_eq!(again.id, asked.id);
    }

    #[test]
    fn what_only_shows_or_sets_is_left_as_it_is() {
        let couple = CoupleId(7);
        let sets = Action::Rhythm(crate::features::rhythm::Action::Hide(couple));
        let select = Select {
            id: Action::Inbox(Press::of(inbox::Verb::TakeBack, couple)).id(),
            placeholder: String::new(),
            choices: vec![Choice::new("a", "b")],
            least: 1,
            most: 1,
        };
        let card = Card::new("").select(select).buttons([
            Button::new("Hide", sets.id()),
            Button::link("Page", "https://example.org"),
        ]);
        let reply = Reply::Say(vec![card]);
        assert_eq!(stamped(reply.clone(), "k2"), reply);
    }

    /// Spelled as long as any id.
    const LONG: i64 = (1 << 62) - 1;

    fn each<V: Verb>(action: impl Fn(Press<V>) -> Action) -> Vec<Action> {
        let press = |verb| Press::with(verb, CoupleId(LONG), LONG, LONG);
        V::ALL
            .iter()
            .map(|(verb, ..)| action(press(*verb)))
            .collect()
    }

    #[test]
    fn no_stamped_id_is_longer_than_discord_allows() {
        let all = [
            each(Action::Inbox),
            each(Action::Needs),
            each(Action::Pages),
            each(Action::Promise),
            each(Action::Questions),
            each(Action::Repair),
        ];
        for action in all.concat() {
            let mut id = action.id();
            stamp_id(&mut id, "01234567");
            assert!(id.len() <= limits::ID, "{id}");
        }
    }
}
