//! What a card says of the week of its check-in: which it is, and that it is over or open to both already.

use super::buttons;
use crate::app::{Here, Member};
use crate::domain::round::{CannotAnswer, Round};
use crate::ui::Card;

/// A card that says at its end which week it is about.
pub fn named(here: &Here<'_>, round: &Round, text: &str) -> Card {
    let week = here.t.date(round.week);
    let week = here.t.say("of-week", &[("week", week.into())]);
    Card::new(format!("{text}\n{week}"))
}

/// The week of this round is over: what is open now is one press away, and never opens in its place.
pub fn over(here: &Here<'_>, me: &Member, round: &Round) -> Card {
    let t = here.t;
    let week = t.date(round.week);
    Card::new(t.say("week-over", &[("week", week.into())]))
        .buttons([buttons::check_in_now(t, me.couple.id), buttons::help(t)])
}

/// Why an answer can no longer be changed, and what to do next.
pub fn cannot_answer(here: &Here<'_>, me: &Member, round: &Round, why: CannotAnswer) -> Card {
    match why {
        CannotAnswer::Revealed => named(here, round, &here.t.say("already-revealed", &[]))
            .buttons([buttons::read(here.t, round.id), buttons::help(here.t)]),
        CannotAnswer::Closed => over(here, me, round),
    }
}
