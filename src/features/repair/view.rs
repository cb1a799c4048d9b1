//! A repair in words: its stages, what comes next, whose words they are, and why a step is not taken.

use super::{Verb, id};
use crate::app::{Here, Member, mention};
use crate::domain::repair::{Breach, By, CannotMove, Repair, Size, Stage, State};
use crate::domain::text::Kind;
use crate::features::common::buttons;
use crate::features::common::texts::Written;
use crate::ui::text::quote;
use crate::ui::{Button, Card};
use crate::words::Tongue;

pub fn button(t: &Tongue, label: &str, verb: Verb, repair: &Repair) -> Button {
    Button::new(t.say(label, &[]), id(verb, repair))
}

pub fn main(t: &Tongue, label: &str, verb: Verb, repair: &Repair) -> Button {
    Button::main(t.say(label, &[]), id(verb, repair))
}

/// Its kind, where it stands, what comes next.
pub fn head(here: &Here<'_>, me: &Member, repair: &Repair, breach: Breach) -> String {
    let t = here.t;
    let size = match repair.size {
        Size::Small => t.say("repair-head-small", &[]),
        Size::Big => t.say("repair-head-big", &[]),
    };
    let values = [
        ("size", size.into()),
        ("kind", kind(t, breach).into()),
        ("stage", stage(t, repair).into()),
        ("next", next(here, me, repair).into()),
    ];
    if repair.state.stage() == Stage::Invite {
        t.say("repair-head-invite", &values)
    } else {
        t.say("repair-head", &values)
    }
}

/// What kind of breach it is, as it was named.
pub fn kind(t: &Tongue, breach: Breach) -> String {
    t.say("repair-kind", &[("kind", breach.name().into())])
}

pub fn kind_choice(t: &Tongue, breach: Breach) -> String {
    t.say("repair-kind-choice", &[("kind", breach.name().into())])
}

pub fn size_choice(t: &Tongue, size: Size) -> String {
    t.say("repair-size-choice", &[("size", size.name().into())])
}

/// The stage in a word or two.
pub fn stage(t: &Tongue, repair: &Repair) -> String {
    match repair.state.stage() {
        Stage::Invite => t.say("repair-stage-invite", &[]),
        Stage::Understand => t.say("repair-stage-understand", &[]),
        Stage::Acknowledge => t.say("repair-stage-acknowledge", &[]),
        Stage::Apologise => t.say("repair-stage-apologise", &[]),
        Stage::Change => t.say("repair-stage-change", &[]),
        Stage::FollowUp => t.say("repair-stage-follow-up", &[]),
        Stage::Over => t.say("repair-stage-over", &[]),
    }
}

/// What comes next, for the one who reads it: theirs to do, or the other's, in their own time.
pub fn next(here: &Here<'_>, me: &Member, repair: &Repair) -> String {
    let t = here.t;
    let mine = repair.turn() == Some(me.who);
    let hurt = repair.hurt == me.who;
    let id = match (repair.state, mine) {
        _ if repair.is_paused() => "repair-next-paused",
        (State::Draft, _) => "repair-next-draft",
        (State::Offered, true) => "repair-next-asked",
        (State::Offered, false) => "repair-next-offered",
        (State::NotNow { until }, _) => {
            let values = [
                ("other", mention(me.other().user).into()),
                ("when", here.when(me.me(), until).into()),
            ];
            let id = match (repair.opened_by == me.who, until <= here.now) {
                (true, false) => "repair-next-not-now",
                (true, true) => "repair-next-not-now-over",
                (false, false) => "repair-next-not-now-mine",
                (false, true) => "repair-next-not-now-mine-over",
            };
            return t.say(id, &values);
        }
        (State::Telling, true) => "repair-next-telling",
        (State::Told, true) => "repair-next-told",
        (State::Answering { .. }, true) => "repair-next-answering",
        (State::Weighing { .. }, true) => "repair-next-weighing",
        (State::Acknowledging { .. }, true) => "repair-next-acknowledging",
        (State::Acknowledged { .. }, true) => "repair-next-acknowledged",
        (State::Apologising { .. }, true) => "repair-next-apologising",
        (State::Apologised { .. }, true) => "repair-next-apologised",
        (State::Read { .. }, true) => "repair-next-read",
        (State::Planning, true) => "repair-next-planning",
        (State::Planned, true) => "repair-next-planned",
        (State::Following { .. }, _) if hurt => "repair-next-following",
        (State::Following { .. }, _) => "repair-next-following-responsible",
        (State::Closed | State::LeftOpen | State::Stopped, _) => "repair-next-over",
        (_, false) => "repair-next-theirs",
    };
    t.say(id, &[("other", mention(me.other().user).into())])
}

/// Somebody holds it paused; who, is not told.
pub fn paused(here: &Here<'_>, me: &Member, repair: &Repair) -> String {
    if repair.holds[me.who as usize] {
        here.t.say("repair-paused-mine", &[])
    } else {
        here.t.say("repair-paused", &[])
    }
}

/// A text under a line that says what it is; and whose, where it is the other's.
pub fn block(here: &Here<'_>, me: &Member, text: &Written) -> String {
    let t = here.t;
    let head = ("head", head_of(t, text.which.kind).into());
    let head = if text.which.by == me.who {
        t.say("repair-block", &[head])
    } else {
        let other = mention(me.other().user);
        t.say("repair-block-theirs", &[head, ("other", other.into())])
    };
    format!("{head}\n{}", quote(&text.text))
}

/// What a text is.
fn head_of(t: &Tongue, kind: Kind) -> String {
    let head = match kind {
        Kind::RepairOpening => "repair-opening-head",
        Kind::RepairHappened => "repair-happened-head",
        Kind::RepairLed => "repair-led-head",
        Kind::RepairImpact => "repair-impact-head",
        Kind::RepairMyPart => "repair-my-part-head",
        Kind::RepairUnderstood => "repair-understood-head",
        Kind::RepairMissing | Kind::RepairUnacknowledged => "repair-missing-head",
        Kind::RepairAcknowledged => "repair-acknowledged-head",
        Kind::ApologyAct => "apology-act-head",
        Kind::ApologyRepair => "apology-repair-head",
        Kind::ApologyLike => "apology-like-head",
        Kind::ApologyWhy => "apology-why-head",
        Kind::ApologyChange => "apology-change-head",
        Kind::RepairLook => "repair-look-head",
        Kind::RepairStaysOpen => "repair-stays-open-head",
        _ => "repair-closing-head",
    };
    t.say(head, &[])
}

/// The same, with who said it and since when.
pub fn said(here: &Here<'_>, me: &Member, text: &Written, mine: bool) -> String {
    let t = here.t;
    let who = match (mine, text.released_at) {
        (true, None) => t.say("repair-said-prepared", &[]),
        (mine, Some(at)) => {
            let values = [
                ("other", mention(me.other().user).into()),
                ("when", here.when(me.me(), at).into()),
            ];
            if mine {
                t.say("repair-said-mine", &values)
            } else {
                t.say("repair-said-theirs", &values)
            }
        }
        (false, None) => String::new(),
    };
    let head = t.say(
        "repair-block",
        &[("head", head_of(t, text.which.kind).into())],
    );
    format!("{who}\n{head}\n{}", quote(&text.text))
}

fn back(here: &Here<'_>, repair: &Repair, text: String) -> Card {
    let t = here.t;
    let show = Button::main(t.say("repair-where-button", &[]), id(Verb::Here, repair));
    Card::new(text).buttons([show, buttons::repairs(t, repair.couple), buttons::help(t)])
}

/// The repair stands elsewhere than this button does.
pub fn gone_on(here: &Here<'_>, repair: &Repair) -> Card {
    let message = match repair.state {
        _ if repair.is_over() => "repair-over",
        _ if repair.is_paused() => "repair-paused",
        _ => "repair-gone-on",
    };
    back(here, repair, here.t.say(message, &[]))
}

/// A step that is not taken, and what is possible instead.
pub fn cannot(here: &Here<'_>, me: &Member, repair: &Repair, why: CannotMove) -> Card {
    let t = here.t;
    let other = [("other", mention(me.other().user).into())];
    let said = match why {
        CannotMove::Theirs(By::Hurt) => t.say("repair-theirs-hurt", &other),
        CannotMove::Theirs(_) => t.say("repair-theirs", &other),
        CannotMove::Elsewhere | CannotMove::Paused | CannotMove::Over => {
            return gone_on(here, repair);
        }
        CannotMove::NotYet(until) => {
            let when = ("when", here.when(me.me(), until).into());
            let [other] = other;
            t.say("repair-not-before", &[when, other])
        }
        CannotMove::NoPromise => t.say("repair-no-promise", &[]),
        CannotMove::NothingKept => closes_when(here, me, repair),
        CannotMove::SomethingKept => t.say("repair-something-kept", &[]),
    };
    back(here, repair, said)
}

/// When the one who was hurt may close it: what they can know of the promises decides.
pub fn closes_when(here: &Here<'_>, me: &Member, repair: &Repair) -> String {
    let other = ("other", mention(me.other().user).into());
    let id = if repair.hurt == me.who {
        "repair-closes-when"
    } else {
        "repair-closes-when-theirs"
    };
    here.t.say(id, &[other])
}

/// Neither has its day gone by nor was it seen otherwise.
pub fn not_from_this_promise(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("repair-not-from-promise", &[]))
        .buttons([buttons::promises(t, me.couple.id), buttons::help(t)])
}

pub fn nothing_written(here: &Here<'_>, repair: &Repair) -> Card {
    back(here, repair, here.t.say("repair-nothing-written", &[]))
}

pub fn words_needed(here: &Here<'_>, repair: &Repair) -> Card {
    back(here, repair, here.t.say("repair-words-needed", &[]))
}

/// Another one of the same kind is under way.
pub fn one_at_a_time(here: &Here<'_>, another: &Repair) -> Card {
    back(here, another, here.t.say("repair-one-at-a-time", &[]))
}

pub fn before_stopping(here: &Here<'_>, repair: &Repair) -> Card {
    let t = here.t;
    Card::new(t.say("repair-before-stopping", &[])).buttons([
        button(t, "repair-stop-now-button", Verb::StopNow, repair),
        Button::new(t.say("back-button", &[]), id(Verb::Here, repair)),
        buttons::help(t),
    ])
}
