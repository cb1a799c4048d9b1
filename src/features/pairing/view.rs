//! Pairing's pages: what both are told before anything is stored, and every kind no.

use chrono::{DateTime, Utc};

use super::prepare::Page;
use super::{Action, Answer, Step};
use crate::app::{Here, Member, mention};
use crate::domain::couple::Couple;
use crate::domain::invitation::{CannotInvite, Invitation};
use crate::domain::round::Round;
use crate::domain::{CoupleId, InvitationId, Partner, UserId};
use crate::features::Action as Any;
use crate::features::common::{self, buttons, hours};
use crate::ui::text::harmless;
use crate::ui::{Button, Card, Modal};
use crate::words::Tongue;

/// What both are told: what Tend does and never does, who runs it, who can see this channel.
fn told(here: &Here<'_>, other: UserId) -> Vec<String> {
    let t = here.t;
    let host = &here.app.host;
    let one_of_us = host
        .user
        .is_some_and(|user| user == here.visit.user || user == other);
    let values = || {
        [
            ("host", host.name.clone().into()),
            ("contact", host.contact.clone().into()),
        ]
    };
    vec![
        t.say("pairing-what", &[]),
        t.say("pairing-never", &[]),
        t.say(
            if one_of_us {
                "pairing-host-is-one"
            } else {
                "pairing-host"
            },
            &values(),
        ),
        common::audience(here),
    ]
}

/// The starter's page.
pub fn starters_page(here: &Here<'_>, page: &Page) -> Card {
    let t = here.t;
    let slot = &page.invitation.slot;
    let id = |step| {
        Any::Pairing(Action::Prepare(
            step,
            page.invitation.id,
            page.invited,
            page.mac.clone(),
        ))
        .id()
    };
    let mut text = vec![t.say(
        "pairing-start",
        &[("invited", mention(page.invited).into())],
    )];
    text.extend(told(here, page.invited));
    if page.second {
        text.push(t.say("pairing-second", &[]));
    }
    text.push(t.say(
        "pairing-hour",
        &[
            ("slot", here.slot(slot).into()),
            ("zone", crate::domain::zones::shown(&slot.zone).into()),
        ],
    ));
    if let Some(typed) = &page.zone_note {
        text.push(t.say(
            "pairing-zone-note",
            &[
                ("typed", harmless(typed).into()),
                ("zone", crate::domain::zones::shown(&slot.zone).into()),
            ],
        ));
    }
    let mut card = Card::new(text.join("\n\n"));
    if let Some(picks) = page
        .zone_note
        .as_ref()
        .and_then(|typed| hours::zone_picks(here, id(Step::ZonePicked), typed))
    {
        card = card.select(picks);
    }
    card.select(hours::weekday(t, id(Step::Weekday), slot.weekday))
        .select(hours::hour(t, id(Step::Hour), slot.minute))
        .select(hours::quarter(t, id(Step::Minute), slot.minute))
        .buttons([
            Button::main(t.say("post-invitation-button", &[]), id(Step::Post)),
            Button::new(t.say("change-zone-button", &[]), id(Step::Zone)),
            buttons::help(t),
        ])
}

/// A one-line form for another zone.
pub fn zone_form(here: &Here<'_>, id: InvitationId, invited: UserId, mac: &str) -> Modal {
    let action = Action::Prepare(Step::ZoneWritten, id, invited, mac.to_owned());
    hours::zone_form(here.t, Any::Pairing(action).id())
}

/// What stands in the channel. It says who asks whom, and nothing else.
pub fn invitation(here: &Here<'_>, invitation: &Invitation, invited: UserId, mac: &str) -> Card {
    let t = here.app.words.tongue("en");
    let text = t.say(
        "invitation",
        &[
            ("inviter", mention(invitation.inviter).into()),
            ("invited", mention(invited).into()),
            ("slot", here.slot(&invitation.slot).into()),
            (
                "zone",
                crate::domain::zones::shown(&invitation.slot.zone).into(),
            ),
        ],
    );
    let look = Any::Pairing(Action::Invited(Answer::Look, invitation.id, mac.to_owned()));
    Card::new(text).buttons([
        Button::main(t.say("invitation-look-button", &[]), look.id()),
        buttons::help(t),
    ])
}

/// After it was posted, to the starter.
pub fn posted(here: &Here<'_>, invitation: &Invitation, invited: UserId) -> Card {
    let t = here.t;
    let withdraw = Any::Pairing(Action::Withdraw(invitation.id)).id();
    Card::new(t.say("invitation-posted", &[("invited", mention(invited).into())])).buttons([
        Button::new(t.say("withdraw-button", &[]), withdraw),
        buttons::help(t),
    ])
}

pub fn withdrawn(here: &Here<'_>) -> Card {
    Card::new(here.t.say("invitation-withdrawn", &[])).buttons([buttons::help(here.t)])
}

/// Whoever left without a line is asked whether to begin again.
pub fn begin_again(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    let left = me.me().left.map_or(here.now, |left| left.at);
    let day = |at| t.date(here.local(&me.me().zone, at).date());
    let values = [
        ("other", mention(me.other().user).into()),
        ("date", day(left).into()),
        ("gone", common::gone_on(here, me, left).into()),
    ];
    let again = Any::Pairing(Action::Again(me.couple.id)).id();
    Card::new(t.say("start-after-leaving", &values)).buttons([
        Button::main(t.say("start-again-button", &[]), again),
        buttons::privacy(t),
        buttons::help(t),
    ])
}

pub fn back_again(here: &Here<'_>, couple: CoupleId) -> Card {
    let t = here.t;
    Card::new(t.say("pause-returned", &[]))
        .buttons([buttons::check_in_now(t, couple), buttons::help(t)])
}

/// It was accepted in the meantime: there is nothing to take back, and leaving is a way of its own.
pub fn was_accepted(here: &Here<'_>, couple: &Couple) -> Card {
    let t = here.t;
    let me = couple.partner_of(here.visit.user).unwrap_or(Partner::One);
    let other = mention(couple.person(me.other()).user);
    Card::new(t.say("invitation-was-accepted", &[("other", other.into())])).buttons([
        buttons::check_in_now(t, couple.id),
        buttons::ways_to_leave(t, couple.id),
        buttons::help(t),
    ])
}

/// The invited person's page: what the starter was told, and the hour that was suggested.
pub fn inviteds_page(
    here: &Here<'_>,
    invitation: &Invitation,
    second: bool,
    id: impl Fn(Answer) -> String,
) -> Card {
    let t = here.t;
    let slot = &invitation.slot;
    let mut text = vec![t.say(
        "pairing-invited",
        &[("inviter", mention(invitation.inviter).into())],
    )];
    text.extend(told(here, invitation.inviter));
    if second {
        text.push(t.say("pairing-second", &[]));
    }
    text.push(t.say(
        "pairing-suggested",
        &[
            ("slot", here.slot(slot).into()),
            ("zone", crate::domain::zones::shown(&slot.zone).into()),
        ],
    ));
    Card::new(text.join("\n\n")).buttons([
        Button::main(t.say("invitation-yes-button", &[]), id(Answer::Yes)),
        Button::new(t.say("invitation-no-button", &[]), id(Answer::No)),
        Button::new(t.say("invitation-never-button", &[]), id(Answer::DoNotAsk)),
        buttons::help(t),
    ])
}

/// Both said yes. `next` is when the first check-in gives way to the next.
pub fn together(here: &Here<'_>, couple: &Couple, round: &Round, next: DateTime<Utc>) -> Card {
    let t = here.t;
    let me = couple.partner_of(here.visit.user).unwrap_or(Partner::Two);
    let values = [
        ("next", here.when(couple.person(me), next).into()),
        ("slot", here.slot(&couple.slot).into()),
    ];
    Card::new(t.say("together", &values)).buttons([
        buttons::check_in(t, round.check_in()),
        buttons::settings(t, couple.id),
        buttons::help(t),
    ])
}

/// The invitation's message at its end: accepted, or simply at rest.
pub fn over(t: &Tongue, together: Option<&Couple>) -> Card {
    let text = match together {
        Some(couple) => {
            let [one, two] = couple.people.each_ref().map(|person| mention(person.user));
            t.say(
                "invitation-accepted",
                &[("one", one.into()), ("two", two.into())],
            )
        }
        None => t.say("invitation-over", &[]),
    };
    Card::new(text).buttons([buttons::help(t)])
}

fn no(here: &Here<'_>, id: &str) -> Card {
    Card::new(here.t.say(id, &[])).buttons([buttons::help(here.t)])
}

pub fn declined(here: &Here<'_>) -> Card {
    no(here, "invitation-declined")
}

pub fn not_asked_again(here: &Here<'_>) -> Card {
    no(here, "invitation-never-again")
}

pub fn no_longer(here: &Here<'_>) -> Card {
    no(here, "invitation-no-longer")
}

pub fn only_in_a_server(here: &Here<'_>) -> Card {
    no(here, "start-only-in-a-server")
}

pub fn nobody_named(here: &Here<'_>) -> Card {
    no(here, "start-nobody-named")
}

pub fn not_oneself(here: &Here<'_>) -> Card {
    no(here, "start-not-oneself")
}

pub fn not_a_bot(here: &Here<'_>) -> Card {
    no(here, "start-not-a-bot")
}

pub fn cannot_invite(here: &Here<'_>) -> Card {
    no(here, "start-cannot-invite")
}

pub fn not_in_thread(here: &Here<'_>) -> Card {
    no(here, "start-not-in-thread")
}

pub fn cannot_post(here: &Here<'_>) -> Card {
    no(here, "start-cannot-post")
}

pub fn already_together(here: &Here<'_>) -> Card {
    no(here, "start-already-together")
}

pub fn channel_taken(here: &Here<'_>) -> Card {
    no(here, "start-channel-taken")
}

pub fn page_is_over(here: &Here<'_>) -> Card {
    no(here, "start-page-is-over")
}

/// One still stands (it can be taken back), or three within the month are enough.
pub fn cannot_invite_now(here: &Here<'_>, why: CannotInvite, earlier: &[Invitation]) -> Card {
    let t = here.t;
    match why {
        CannotInvite::OneIsOpen => {
            let open = earlier
                .iter()
                .find(|i| i.posted_at.is_some() && i.stands(here.now));
            let withdraw = open.map(|i| Any::Pairing(Action::Withdraw(i.id)).id());
            let withdraw = withdraw.map(|id| Button::new(t.say("withdraw-button", &[]), id));
            Card::new(t.say("start-one-is-open", &[]))
                .buttons(withdraw.into_iter().chain([buttons::help(t)]))
        }
        CannotInvite::Enough { again } => {
            let date = t.date(again.date_naive());
            Card::new(t.say("start-enough", &[("date", date.into())])).buttons([buttons::help(t)])
        }
    }
}
