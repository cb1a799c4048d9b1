//! The hour for questions: one suggests it, the other agrees, either ends it; and what happens when it has come.

use chrono::{DateTime, Utc, Weekday};
use sqlx::PgConnection;

use super::{Verb, begin, button, day, id, input, instead, look, page as whole};
use crate::app::{App, Here, Member, mention};
use crate::domain::couple::Couple;
use crate::domain::questions::{Hour, LASTS, State, Suggested, When, suggest, to_deliver};
use crate::domain::schedule::Slot;
use crate::domain::text::Kind;
use crate::domain::timer::{About, Timer};
use crate::domain::{Partner, wall};
use crate::error::Error;
use crate::features::common::{self, buttons, hours, texts};
use crate::store;
use crate::ui::{Button, Card, Modal, Reply};

/// What is suggested at first: Wednesday at 20:00.
const AT_FIRST: i64 = 2 * 1440 + 20 * 60;
/// What is looked at first from a suggestion: neither an hour nor an answer.
const SUGGESTION: i64 = 3;
/// The number of the line that tells of an agreed hour; the other lines of an hour have 0 and more.
pub const AGREED: i32 = -2;

fn news(couple: &Couple, row: i64, nth: i32) -> Timer {
    Timer::News {
        couple: couple.id,
        about: About::Question,
        row,
        nth,
    }
}

/// When it is, in words: on the couple's clock each week, or once on my own.
fn when(here: &Here<'_>, me: &Member, when: &When) -> String {
    match when {
        When::Weekly(slot) => here.t.say(
            "questions-weekly",
            &[
                ("slot", here.slot(slot).into()),
                ("zone", crate::domain::zones::shown(&slot.zone).into()),
            ],
        ),
        When::Once { at, .. } => here.when(me.me(), *at),
    }
}

/// What is agreed and what is suggested, a line each.
pub fn lines(here: &Here<'_>, me: &Member, all: &[Hour]) -> String {
    let t = here.t;
    let other = || mention(me.other().user);
    let mut lines = Vec::new();
    match agreed(all, here.now) {
        Some(hour) => {
            let told = when(here, me, &hour.when);
            lines.push(t.say("questions-hour-agreed", &[("when", told.into())]));
            let next = hour.when.next(&here.zones, here.now).ok().flatten();
            if let (When::Weekly(_), Some((_, next))) = (&hour.when, next) {
                let next = here.when(me.me(), next);
                lines.push(t.say("questions-hour-next", &[("when", next.into())]));
            }
        }
        None => lines.push(t.say("questions-hour-none", &[])),
    }
    if let Some(hour) = all.iter().find(|hour| hour.is_suggested(here.now)) {
        let values = [
            ("other", other().into()),
            ("when", when(here, me, &hour.when).into()),
        ];
        lines.push(if hour.by == me.who {
            t.say("questions-hour-mine", &values)
        } else {
            t.say("questions-hour-theirs", &values)
        });
    }
    lines.join("\n")
}

fn agreed(all: &[Hour], now: DateTime<Utc>) -> Option<&Hour> {
    all.iter().find(|hour| hour.is_agreed(now))
}

/// A choice was made on the page, or none yet.
pub async fn choose(
    here: &Here<'_>,
    me: &Member,
    verb: Verb,
    number: i64,
    values: &[String],
) -> Result<Reply, Error> {
    let chosen = values.first().and_then(|value| value.parse::<i64>().ok());
    let number = if (0..7 * 1440).contains(&number) {
        number
    } else {
        AT_FIRST
    };
    let (day, minute) = (number / 1440, number % 1440);
    let draft = match (verb, chosen) {
        (Verb::HourDay, Some(day @ 0..7)) => day * 1440 + minute,
        (Verb::HourHour, Some(hour @ 0..24)) => day * 1440 + hour * 60 + minute % 60,
        (Verb::HourQuarter, Some(past @ 0..60)) => day * 1440 + minute / 60 * 60 + past,
        (Verb::Hour, _) => AT_FIRST,
        _ => number,
    };
    let mut db = here.app.db.acquire().await?;
    page(here, me, &mut db, Some(draft), None).await
}

fn slot(me: &Member, draft: i64) -> Slot {
    let day = u8::try_from(draft / 1440).unwrap_or_default();
    Slot {
        zone: me.couple.slot.zone.clone(),
        weekday: Weekday::try_from(day).unwrap_or(Weekday::Wed),
        minute: u16::try_from(draft % 1440).unwrap_or_default(),
    }
}

/// The page of the hour. Where the other suggests one, that is decided first.
pub async fn page(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    draft: Option<i64>,
    said: Option<String>,
) -> Result<Reply, Error> {
    let t = here.t;
    let all = store::question_hours::standing(db, me.couple.id).await?;
    let mut blocks: Vec<String> = said.into_iter().collect();
    let other = mention(me.other().user);
    blocks.push(t.say("questions-hour", &[("other", other.into())]));
    blocks.push(lines(here, me, &all));
    let open = all.iter().find(|hour| hour.is_suggested(here.now));
    let stop = agreed(&all, here.now).map(|hour| {
        Button::danger(
            t.say("questions-stop-button", &[]),
            id(Verb::Stop, me, hour.id, 0),
        )
    });
    let back = button(t.say("back-button", &[]), Verb::Home, me, 0);
    let card = match open {
        Some(theirs) if theirs.by != me.who => {
            blocks.extend(both_clocks(here, me, &theirs.when));
            let agree = Button::main(
                t.say("questions-agree-button", &[]),
                id(Verb::Agree, me, theirs.id, 0),
            );
            let not_now = button(
                t.say("questions-not-now-button", &[]),
                Verb::NotNow,
                me,
                theirs.id,
            );
            Card::new(blocks.join("\n\n")).buttons(
                [agree, not_now]
                    .into_iter()
                    .chain(stop)
                    .chain([back, buttons::help(t)]),
            )
        }
        mine => {
            let draft = draft.unwrap_or(AT_FIRST);
            let slot = slot(me, draft);
            let pick = |verb| id(verb, me, 0, draft);
            let suggest = Button::main(t.say("questions-suggest-button", &[]), pick(Verb::Suggest));
            let once = button(t.say("questions-once-button", &[]), Verb::Once, me, 0);
            let withdraw = mine.map(|mine| {
                button(
                    t.say("questions-withdraw-button", &[]),
                    Verb::Withdraw,
                    me,
                    mine.id,
                )
            });
            let chosen = When::Weekly(slot.clone());
            blocks.push(t.say(
                "questions-hour-draft",
                &[("when", when(here, me, &chosen).into())],
            ));
            blocks.extend(both_clocks(here, me, &chosen));
            Card::new(blocks.join("\n\n"))
                .select(hours::weekday(t, pick(Verb::HourDay), slot.weekday))
                .select(hours::hour(t, pick(Verb::HourHour), slot.minute))
                .select(hours::quarter(t, pick(Verb::HourQuarter), slot.minute))
                .buttons([suggest, once].into_iter().chain(withdraw).chain(stop))
                .buttons([back, buttons::help(t)])
        }
    };
    Ok(card.into())
}

/// Where the two live by different clocks: what the next one is for each.
fn both_clocks(here: &Here<'_>, me: &Member, chosen: &When) -> Option<String> {
    let (_, next) = chosen.next(&here.zones, here.now).ok().flatten()?;
    let zones = [&me.me().zone, &me.other().zone];
    let here_too =
        matches!(chosen, When::Weekly(slot) if zones.iter().all(|zone| **zone == slot.zone));
    (!here_too && zones[0] != zones[1]).then(|| {
        here.t.say(
            "questions-hour-both",
            &[
                ("me", here.when(me.me(), next).into()),
                ("other", mention(me.other().user).into()),
                ("them", here.when(me.other(), next).into()),
            ],
        )
    })
}

pub async fn suggest_weekly(here: &Here<'_>, me: &Member, draft: i64) -> Result<Reply, Error> {
    let draft = if (0..7 * 1440).contains(&draft) {
        draft
    } else {
        AT_FIRST
    };
    propose(here, me, When::Weekly(slot(me, draft))).await
}

/// The form for a single date and time.
pub fn once_form(here: &Here<'_>, me: &Member) -> Modal {
    let t = here.t;
    let today = here.local(&me.couple.slot.zone, here.now).date();
    Modal {
        id: id(Verb::OnceWritten, me, 0, 0),
        title: t.say("questions-once-title", &[]),
        inputs: vec![
            input(
                "date",
                t.say("questions-date-label", &[]),
                super::day_placeholder(t, today),
                super::DAY_LONGEST,
            ),
            input(
                "time",
                t.say("questions-time-label", &[]),
                t.say("questions-time-placeholder", &[]),
                20,
            ),
        ],
    }
}

pub async fn suggest_once(
    here: &Here<'_>,
    me: &Member,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let zone = &me.couple.slot.zone;
    let date = day(here, zone, fields)?;
    let at = crate::domain::days::time(common::field(fields, "time"), &here.t.calendar())
        .and_then(|minute| wall::at_local(&here.zones, zone, date, minute).ok())
        .filter(|at| *at > here.now);
    let Some(at) = at else {
        let said = here.t.say("questions-time-unknown", &[]);
        return Err(Card::new(said).buttons([buttons::help(here.t)]).into());
    };
    let zone = zone.clone();
    propose(here, me, When::Once { at, zone }).await
}

async fn propose(here: &Here<'_>, me: &Member, when: When) -> Result<Reply, Error> {
    let t = here.t;
    let other = || mention(me.other().user);
    let (mut tx, couple) = begin(here, me).await?;
    let all = store::question_hours::standing(&mut tx, couple.id).await?;
    let open = all.iter().find(|hour| hour.is_suggested(here.now));
    match suggest(open, me.who, &when) {
        Suggested::TheirsFirst => {
            let said = t.say("questions-hour-theirs-first", &[("other", other().into())]);
            drop(tx);
            let mut db = here.app.db.acquire().await?;
            return page(here, me, &mut db, None, Some(said)).await;
        }
        Suggested::Agreed => {
            if let Some(open) = open {
                both_agree(here, &mut tx, &couple, &all, open).await?;
            }
        }
        Suggested::New => {
            for stale in all.iter().filter(|hour| !hour.agreed) {
                store::question_hours::end(&mut tx, couple.id, stale.id, here.now).await?;
            }
            let row = here.new_id()?;
            store::question_hours::insert(&mut tx, row, couple.id, me.who, &when, here.now).await?;
            here.arm_now(&mut tx, Some(couple.id), &news(&couple, row, 0))
                .await?;
            let said = t.say("questions-suggested", &[("other", other().into())]);
            let cards = whole::home(here, me, &mut tx, Some(said)).await?;
            tx.commit().await?;
            here.wake();
            return Ok(Reply::Say(cards));
        }
    }
    let said = t.say("questions-agreed", &[]);
    let cards = whole::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

/// The other agrees: what was agreed before gives way, and the first one is promised.
pub async fn agree(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (mut tx, couple) = begin(here, me).await?;
    let all = store::question_hours::standing(&mut tx, couple.id).await?;
    let open = all.iter().find(|hour| hour.id == row);
    let said = match open {
        Some(hour) if hour.is_agreed(here.now) => here.t.say("questions-agreed", &[]),
        Some(hour) if hour.is_suggested(here.now) && hour.by == me.who => {
            let other = mention(me.other().user);
            here.t
                .say("questions-hour-not-mine", &[("other", other.into())])
        }
        Some(hour) if hour.is_suggested(here.now) => {
            both_agree(here, &mut tx, &couple, &all, hour).await?;
            here.t.say("questions-agreed", &[])
        }
        _ => here.t.say("questions-hour-gone", &[]),
    };
    let cards = whole::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    here.wake();
    Ok(Reply::Say(cards))
}

async fn both_agree(
    here: &Here<'_>,
    tx: &mut PgConnection,
    couple: &Couple,
    all: &[Hour],
    hour: &Hour,
) -> anyhow::Result<()> {
    for before in all.iter().filter(|hour| hour.agreed) {
        store::question_hours::end(&mut *tx, couple.id, before.id, here.now).await?;
    }
    store::question_hours::agree(&mut *tx, hour.id, here.now).await?;
    if let Some((nth, due)) = hour.when.next(&here.zones, here.now)? {
        store::timers::arm(&mut *tx, couple.id, due, &news(couple, hour.id, nth)).await?;
    }
    here.arm_now(tx, Some(couple.id), &news(couple, hour.id, AGREED))
        .await
}

/// *Not now* by the one asked, taken back by the one who suggested it, or ended by either.
pub async fn end(here: &Here<'_>, me: &Member, verb: Verb, row: i64) -> Result<Reply, Error> {
    let (mut tx, couple) = begin(here, me).await?;
    let all = store::question_hours::standing(&mut tx, couple.id).await?;
    let fits = |hour: &&Hour| {
        hour.id == row
            && match verb {
                Verb::Stop => hour.agreed,
                Verb::Withdraw => !hour.agreed && hour.by == me.who,
                _ => !hour.agreed && hour.by != me.who,
            }
    };
    let Some(hour) = all.iter().find(fits) else {
        let said = here.t.say("questions-hour-gone", &[]);
        return Err(instead(here, me, &mut tx, said).await);
    };
    store::question_hours::end(&mut tx, couple.id, hour.id, here.now).await?;
    let said = if verb == Verb::Stop {
        store::questions::give_back(&mut tx, couple.id).await?;
        here.t.say("questions-stopped", &[])
    } else {
        here.t.say("questions-hour-let-go", &[])
    };
    let cards = whole::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// The line in the channel for an hour that is suggested.
pub async fn suggested(app: &App, couple: &Couple, row: i64) -> anyhow::Result<Option<Card>> {
    let mut db = app.db.acquire().await?;
    let found = store::question_hours::find(&mut db, couple.id, row).await?;
    let open = found.is_some_and(|hour| hour.is_suggested(app.clock.now()));
    let said = app.words.tongue("en").say("questions-news-suggested", &[]);
    Ok(open.then(|| Card::new(said).buttons(look(app, couple.id, Verb::Look, 0, SUGGESTION))))
}

/// The line in the channel for an hour that both agreed to.
pub async fn is_agreed(app: &App, couple: &Couple, row: i64) -> anyhow::Result<Option<Card>> {
    let mut db = app.db.acquire().await?;
    let found = store::question_hours::find(&mut db, couple.id, row).await?;
    let stands = found.is_some_and(|hour| hour.is_agreed(app.clock.now()));
    let said = app.words.tongue("en").say("questions-news-agreed", &[]);
    Ok(stands.then(|| Card::new(said).buttons(look(app, couple.id, Verb::Open, 0, 0))))
}

/// The hour has come: next week's is promised first, then a few questions are delivered. Where there are none,
/// nobody is told anything. An hour that has passed meanwhile (a rest, an outage) is none.
pub async fn begins(
    app: &App,
    couple: &Couple,
    row: i64,
    nth: i32,
) -> anyhow::Result<Option<Card>> {
    let now = app.clock.now();
    let zones = app.zones();
    let mut tx = app.db.begin().await?;
    if store::couples::lock(&mut tx, couple.id).await?.is_none() {
        return Ok(None);
    }
    let found = store::question_hours::find(&mut tx, couple.id, row).await?;
    let Some(hour) = found.filter(|hour| hour.agreed && !hour.over) else {
        return Ok(None);
    };
    let due = hour.when.at(&zones, nth)?;
    if let Some((next, at)) = hour.when.next(&zones, due.max(now))? {
        store::timers::arm(&mut tx, couple.id, at, &news(couple, row, next)).await?;
    }
    if now - due > LASTS {
        tx.commit().await?;
        return Ok(None);
    }
    let all = store::questions::of_couple(&mut tx, couple.id).await?;
    for to in [Partner::One, Partner::Two] {
        for question in to_deliver(&all, to, now) {
            store::questions::save(&mut tx, question, State::Delivered, now).await?;
            let kinds = [Kind::Question];
            let asker = (couple.id, to.other());
            texts::release(app, &mut tx, asker, question, &kinds, now).await?;
        }
    }
    let all = store::questions::of_couple(&mut tx, couple.id).await?;
    tx.commit().await?;
    let said = app.words.tongue("en").say("questions-news-hour", &[]);
    let there = all.iter().any(|question| question.is_open(now));
    Ok(there.then(|| Card::new(said).buttons(look(app, couple.id, Verb::Look, 0, whole::HOUR))))
}
