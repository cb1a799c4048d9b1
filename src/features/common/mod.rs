//! What every feature says in the same words: to strangers, to old buttons, while Tend rests, when ours broke.

pub mod answers;
pub mod both;
pub mod buttons;
pub mod changes;
pub mod checkins;
pub mod dates;
pub mod days;
pub(in crate::features) mod drafts;
pub mod hints;
pub mod hours;
pub(in crate::features) mod marks;
pub mod press;
pub mod promises;
pub mod repairs;
pub mod rests;
pub mod rounds;
pub mod secrets;
pub mod sharing;
pub mod texts;
pub mod tombstones;
pub mod whys;

use chrono::{DateTime, Utc};
use sqlx::{Postgres, Transaction};

use super::{Action, Command};
use crate::app::{App, Here, Member, mention};
use crate::domain::ChannelId;
use crate::domain::answer::is_blank;
use crate::domain::couple::{Couple, KEEP_ENDED};
use crate::error::Error;
use crate::store;
use crate::ui::text::{harmless, pages, quote};
use crate::ui::{Button, Card, Reply, Visit};
use crate::words::Tongue;

/// So many roles and people who can see a channel are named, roles first: each may be many.
const NAMED: usize = 20;

/// The one sentence for everybody who is not one of the two, and for what is not theirs or not there.
pub fn stranger(t: &Tongue) -> Card {
    Card::new(t.say("stranger", &[]))
}

/// A button of no known form.
pub fn older(t: &Tongue) -> Card {
    Card::new(t.say("older-press", &[]))
}

/// Everything is silent here; nobody can tell why.
pub fn resting(here: &Here<'_>, me: &Member) -> Card {
    let ended = me.couple.ended_for(me.who);
    let said = me
        .other()
        .rest
        .filter(|rest| rest.told && me.other().rests(here.now));
    let other = mention(me.other().user);
    let text = match (ended, said) {
        (Some(ended), _) => here
            .t
            .say("ended-here", &[("date", gone_on(here, me, ended).into())]),
        (None, Some(rest)) => match rest.until {
            Some(until) => {
                let until = here.when(me.me(), until);
                here.t.say(
                    "resting-told-until",
                    &[("other", other.into()), ("until", until.into())],
                )
            }
            None => here.t.say("resting-told", &[("other", other.into())]),
        },
        (None, None) => here.t.say("resting-here", &[]),
    };
    let mut row = vec![
        buttons::export(here.t, me.couple.id),
        buttons::privacy(here.t),
        buttons::help(here.t),
    ];
    if ended.is_none() {
        // The same for every rest, so that nothing tells which it is (spec/rulings.md 10).
        row.insert(0, buttons::going_on(here.t, me.couple.id));
    }
    if me.me().rests(here.now) && ended.is_none() {
        row.insert(0, buttons::come_back(here.t, me.couple.id));
    }
    Card::new(text).buttons(row)
}

/// How a channel is named in a message.
pub fn place(channel: ChannelId) -> String {
    format!("<#{channel}>")
}

/// When what is stored of a couple that ended at this instant goes, on this person's calendar.
pub fn gone_on(here: &Here<'_>, me: &Member, ended: DateTime<Utc>) -> String {
    here.t
        .date(here.local(&me.me().zone, ended + KEEP_ENDED).date())
}

/// Refuses with the card that everybody sees while Tend rests here.
pub fn awake(here: &Here<'_>, me: &Member) -> Result<(), Error> {
    if me.couple.rests(here.now) {
        Err(resting(here, me).into())
    } else {
        Ok(())
    }
}

/// As [`Here::begin`], for what does not happen while Tend rests here: asked again inside, with the couple held until
/// the end, so that a pause or a leaving of the same instant comes before or after it.
pub async fn begin_awake(
    here: &Here<'_>,
    me: &Member,
) -> Result<Transaction<'static, Postgres>, Error> {
    let mut tx = here.begin().await?;
    let couple = store::couples::lock(&mut tx, me.couple.id).await?;
    let couple = couple.ok_or_else(|| stranger(here.t))?;
    let who = me.who;
    awake(here, &Member { couple, who })?;
    Ok(tx)
}

/// Who may see this channel, as far as Discord tells: never *only you two*.
pub fn audience(here: &Here<'_>) -> String {
    let t = here.t;
    let Some(audience) = here
        .visit
        .audience
        .as_ref()
        .filter(|audience| audience.known)
    else {
        return t.say("audience-unknown", &[]);
    };
    if audience.everyone {
        return t.say("audience-everyone", &[]);
    }
    let roles = audience
        .roles
        .iter()
        .map(|role| t.say("audience-role", &[("role", harmless(role).into())]));
    let people = audience.people.iter().map(|person| mention(*person));
    let mut who: Vec<String> = roles.chain(people).collect();
    if who.len() > NAMED {
        let more = who.split_off(NAMED).len();
        who.push(t.say("audience-more", &[("count", more.into())]));
    }
    t.say("audience", &[("who", t.join(&who).into())])
}

/// Asks which of several couples a command is about.
pub fn which(t: &Tongue, command: Command, couples: &[Couple]) -> Card {
    let buttons = couples.iter().take(5).enumerate().map(|(at, couple)| {
        let label = t.say("which-button", &[("number", (at + 1).into())]);
        Button::new(label, Action::Which(command, couple.id).id())
    });
    let places = couples.iter().take(5).enumerate().map(|(at, couple)| {
        let number = (at + 1).to_string();
        t.say(
            "which-place",
            &[
                ("number", number.into()),
                ("channel", place(couple.channel).into()),
            ],
        )
    });
    let text = std::iter::once(t.say("which-couple", &[]))
        .chain(places)
        .collect::<Vec<_>>()
        .join("\n");
    Card::new(text).buttons(buttons)
}

/// Blocks of text over as few private messages as they need; what is pressed stands on the first,
/// which is the one that the next press replaces.
pub fn spread(blocks: &[String], dress: impl FnOnce(Card) -> Card) -> Vec<Card> {
    let mut cards = pages(blocks).into_iter().map(Card::new);
    let first = dress(cards.next().unwrap_or_default());
    std::iter::once(first).chain(cards).collect()
}

/// What is for oneself is not stored where the host is one of the two; said before anything is typed.
pub fn not_stored_here(here: &Here<'_>, me: &Member) -> Option<String> {
    (!here.app.keeps_private_pages(&me.couple)).then(|| here.t.say("not-stored-here", &[]))
}

/// It was not stored; where it was typed, it stands below.
pub fn not_stored(t: &Tongue) -> Card {
    Card::new(t.say("not-stored", &[])).buttons([buttons::help(t)])
}

/// Ours broke: said once, with the reference that stands in the log.
pub fn apology(app: &App, visit: &Visit, reference: &str) -> Card {
    let t = app.words.tongue(&visit.locale);
    Card::new(t.say("apology", &[("reference", reference.into())])).buttons([buttons::help(t)])
}

/// A form could not be opened in time.
pub fn not_just_now(app: &App, visit: &Visit) -> Card {
    Card::new(app.words.tongue(&visit.locale).say("not-just-now", &[]))
}

/// So much came at once that there was no turn for it.
pub fn busy(app: &App, visit: &Visit) -> Card {
    Card::new(app.words.tongue(&visit.locale).say("busy", &[]))
}

/// What stands in this field of a form; nothing where there is no such field.
pub fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields
        .iter()
        .find(|(id, _)| id == name)
        .map_or("", |(_, text)| text.as_str())
}

/// What somebody typed, whole, so that it is not lost: over several private messages.
pub fn give_back(app: &App, visit: &Visit, fields: &[(String, String)]) -> Vec<Card> {
    typed(app.words.tongue(&visit.locale), fields)
}

/// The same error; where it refuses a form, what was typed comes back with the reason.
pub fn giving_back(t: &Tongue, error: Error, fields: &[(String, String)]) -> Error {
    match error {
        Error::NotStored => giving_back(t, not_stored(t).into(), fields),
        Error::Refused(reply) => match *reply {
            Reply::Say(mut cards) => {
                cards.extend(typed(t, fields));
                Reply::Say(cards).into()
            }
            other => other.into(),
        },
        other => other,
    }
}

fn typed(t: &Tongue, fields: &[(String, String)]) -> Vec<Card> {
    let written: Vec<String> = fields
        .iter()
        .filter(|(_, text)| !is_blank(text))
        .map(|(_, text)| quote(text))
        .collect();
    if written.is_empty() {
        return Vec::new();
    }
    let blocks: Vec<String> = std::iter::once(t.say("what-you-typed", &[]))
        .chain(written)
        .collect();
    pages(&blocks).into_iter().map(Card::new).collect()
}
