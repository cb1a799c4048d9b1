//! /history: the weeks that were opened to both, newest first, one to a page; and what I moved to my own side.

use super::common::{self, answers, both, buttons};
use super::{Action as Any, Target};
use crate::app::{Here, Member, mention};
use crate::domain::RoundId;
use crate::domain::answer::{Answer, Part, Sharing};
use crate::domain::round::{Opening, Round, Stance};
use crate::error::Error;
use crate::store;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Manner, Reply};
use crate::words::Lists;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Another page: the week of this round.
    Week(RoundId),
}

impl Action {
    pub fn id(&self) -> String {
        let Self::Week(round) = self;
        format!("week:{round}")
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let ["week", round] = words else { return None };
        Some(Self::Week(RoundId::read(round)?))
    }

    pub fn manner(&self) -> Manner {
        Manner::UpdatePrivate
    }

    pub fn target(&self) -> Target {
        let Self::Week(round) = self;
        Target::Round(*round)
    }
}

/// Where a page stands among all.
struct Place {
    /// From the newest, beginning at 0.
    at: usize,
    of: usize,
    newer: Option<RoundId>,
    older: Option<RoundId>,
}

/// The newest week.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    page(here, me, None).await
}

pub async fn act(here: &Here<'_>, me: &Member, action: Action) -> Result<Reply, Error> {
    let Action::Week(round) = action;
    page(here, me, Some(round)).await
}

/// One week. While Tend rests here, the weeks rest too: nobody can tell why.
async fn page(here: &Here<'_>, me: &Member, wanted: Option<RoundId>) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut db = here.app.db.acquire().await?;
    let all = store::rounds::to_look_back_on(&mut db, me.couple.id, me.who).await?;
    let Some(first) = all.first() else {
        return Ok(nothing_yet(here).into());
    };
    let id = wanted.unwrap_or(*first);
    let place = place(&all, id).ok_or_else(|| common::stranger(here.t))?;
    let round = store::rounds::find(&mut db, id)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;

    if round.is_revealed() {
        let (mine, theirs) = both::sides(here, me, &mut db, &round).await?;
        drop(db);
        return Ok(Reply::Say(revealed(
            here, me, &round, &place, &mine, &theirs,
        )));
    }
    // It closed before that: only mine is read.
    let kept = store::answers::find(&mut db, id, me.who).await?;
    let sealed = kept.as_ref().and_then(|kept| kept.sealed.as_deref());
    let answer = here
        .app
        .open_answer(&mut db, me.couple.id, me.who, id, sealed)
        .await?;
    drop(db);
    let mut blocks = vec![
        heading(here, &round, &place),
        here.t.say("history-own-side", &[]),
    ];
    blocks.extend(my_words(here, me, &round, &answer, Opening::Nothing));
    Ok(Reply::Say(common::spread(&blocks, |card| {
        card.buttons(turn(here, &place))
    })))
}

fn place(all: &[RoundId], id: RoundId) -> Option<Place> {
    let at = all.iter().position(|round| *round == id)?;
    let newer = at.checked_sub(1).map(|newer| all[newer]);
    Some(Place {
        at,
        of: all.len(),
        newer,
        older: all.get(at + 1).copied(),
    })
}

fn nothing_yet(here: &Here<'_>) -> Card {
    Card::new(here.t.say("history-nothing-yet", &[])).buttons([buttons::help(here.t)])
}

/// Both sides: the other's as it is open to me, mine whole.
fn revealed(
    here: &Here<'_>,
    me: &Member,
    round: &Round,
    place: &Place,
    mine: &both::Side,
    theirs: &both::Side,
) -> Vec<Card> {
    let t = here.t;
    let other = || mention(me.other().user);
    let mut blocks = vec![
        heading(here, round, place),
        t.say("history-theirs", &[("other", other().into())]),
    ];
    blocks.extend(both::their_side(here, me, round, mine, theirs));

    blocks.push(t.say("history-mine", &[]));
    if mine.stance == Stance::HardWeek {
        blocks.push(t.say("history-hard-week", &[]));
    }
    let opening = both::my_opening(mine, theirs);
    blocks.extend(my_words(here, me, round, &mine.answer, opening));
    if mine.answer.is_empty() && mine.stance != Stance::HardWeek {
        blocks.push(t.say("history-no-words", &[]));
    }
    if mine.edited {
        blocks.push(t.say("history-edited", &[]));
    }
    if matches!(opening, Opening::Asked | Opening::Kept) {
        blocks.push(t.say("history-not-opened", &[("other", other().into())]));
    }
    if let Some(correction) = theirs
        .line
        .as_ref()
        .and_then(|line| line.correction.as_ref())
    {
        let said = t.say("history-correction", &[("other", other().into())]);
        blocks.push(format!("{said}\n{}", quote(correction)));
    }
    common::spread(&blocks, |card| {
        let card = card.buttons(turn(here, place));
        match opening {
            Opening::Asked => card.buttons(buttons::open_mine(t, round.id)),
            Opening::Kept => card.buttons(buttons::open_mine(t, round.id).into_iter().skip(1)),
            Opening::Open | Opening::Nothing => card,
        }
    })
}

fn heading(here: &Here<'_>, round: &Round, place: &Place) -> String {
    let week = here.t.date_with_year(round.week);
    let values = [
        ("week", week.into()),
        ("number", (place.at + 1).into()),
        ("of", place.of.into()),
    ];
    here.t.say("history", &values)
}

/// Every part that I wrote or chose, with who can read it, as my words stand to the other.
fn my_words(
    here: &Here<'_>,
    me: &Member,
    round: &Round,
    answer: &Answer,
    opening: Opening,
) -> Vec<String> {
    let t = here.t;
    let mut blocks = Vec::new();
    for part in Part::ALL.into_iter().filter(|part| answer.has(*part)) {
        let other = ("other", mention(me.other().user).into());
        let who = match answer.sharing.of(part) {
            Sharing::Share if opening == Opening::Open => t.say("history-read-both", &[other]),
            Sharing::Hold => t.say("history-read-held", &[]),
            Sharing::Share | Sharing::Private => t.say("history-read-mine", &[]),
        };
        blocks.push(format!("{}\n{who}", answers::block(t, round, answer, part)));
    }
    if let Some(guess) = answer
        .guess
        .as_deref()
        .and_then(|id| t.word(Lists::Week, id))
    {
        blocks.push(t.say("history-guess", &[("word", guess.into())]));
    }
    blocks
}

/// To the weeks beside this one.
fn turn(here: &Here<'_>, place: &Place) -> Vec<Button> {
    let t = here.t;
    let week =
        |label: &str, round| Button::new(t.say(label, &[]), Any::History(Action::Week(round)).id());
    let newer = place.newer.map(|round| week("history-newer-button", round));
    let older = place.older.map(|round| week("history-older-button", round));
    newer
        .into_iter()
        .chain(older)
        .chain([buttons::help(t)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_leads_to_the_weeks_beside_it() {
        let all = [9, 7, 4].map(RoundId);
        let beside =
            |id| place(&all, RoundId(id)).map(|place| (place.at, place.newer, place.older));
        assert_eq!(beside(9), Some((0, None, Some(RoundId(7)))));
        assert_eq!(beside(7), Some((1, Some(RoundId(9)), Some(RoundId(4)))));
        assert_eq!(beside(4), Some((2, Some(RoundId(7)), None)));
        assert_eq!(beside(5), None);
    }

    #[test]
    fn a_page_is_known_by_its_week() {
        let action = Action::Week(RoundId(42));
        assert_eq!(Action::parse(&["week", "42"]), Some(action));
        assert_eq!(Action::parse(&["week", "x"]), None);
    }
}
