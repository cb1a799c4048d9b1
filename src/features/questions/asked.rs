//! The one asked: answers now, asks for time, keeps it for a therapist, or stops for today.

use chrono::{DateTime, Days, Utc};
use sqlx::PgConnection;

use super::{
    Verb, begin, button, id, input, look, morning, page, queue, read_through, refused, table, typed,
};
use crate::app::{App, Here, Member, mention};
use crate::domain::questions::{AHEAD, Deed, Question, Refused, State};
use crate::domain::timer::{About, Timer};
use crate::domain::wall;
use crate::error::Error;
use crate::features::common::{buttons, texts};
use crate::store;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Modal, Reply};

const LONGEST: u16 = 4000;

/// A question to me, with a gentle note and all that I may do.
pub async fn card(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    question: &Question,
) -> anyhow::Result<Reply> {
    let t = here.t;
    let other = mention(me.other().user);
    let text = texts::read(here.app, db, me, queue::words(question)).await?;
    let blocks = [
        t.say("questions-asked", &[("other", other.into())]),
        text.map_or_else(
            || t.say("questions-no-words", &[]),
            |text| quote(&text.text),
        ),
        t.say("questions-listener", &[]),
    ];
    let row = question.id;
    Ok(read_through(
        &blocks,
        vec![
            Button::main(
                t.say("questions-answer-button", &[]),
                id(Verb::Answer, me, row, 0),
            ),
            button(t.say("questions-time-button", &[]), Verb::Time, me, row),
            button(
                t.say("questions-therapist-button", &[]),
                Verb::Therapist,
                me,
                row,
            ),
            button(t.say("questions-today-button", &[]), Verb::Today, me, 0),
            buttons::help(t),
        ],
    ))
}

/// A question that I may answer; else why not, with how it stands.
async fn asked(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    row: i64,
) -> Result<Question, Error> {
    let found = store::questions::find(&mut *db, me.couple.id, row).await?;
    let may = found
        .ok_or(Refused::NotTheirs)
        .and_then(|question| question.may(me.who, Deed::Answer).map(|()| question));
    match may {
        Ok(question) => Ok(question),
        Err(why) => Err(refused(here, me, db, why).await),
    }
}

/// The form for an answer.
pub async fn form(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let t = here.t;
    asked(here, me, &mut *here.app.db.acquire().await?, row).await?;
    Ok(Reply::Ask(Modal {
        id: id(Verb::Answered, me, row, 0),
        title: t.say("questions-answer-title", &[]),
        inputs: vec![input(
            "answer",
            t.say("questions-answer-label", &[]),
            t.say("questions-answer-placeholder", &[]),
            LONGEST,
        )],
    }))
}

/// The answer is with the one who asked. A line in the channel says that there is something to read, once until
/// that is read.
pub async fn answered(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let text = typed(here, fields, "answer", LONGEST)?;
    let (mut tx, couple) = begin(here, me).await?;
    let question = asked(here, me, &mut tx, row).await?;
    let all = store::questions::of_couple(&mut tx, couple.id).await?;
    let told = all.iter().any(|other| {
        other.by == question.by && other.state == State::Answered && other.read_at.is_none()
    });
    store::questions::save(&mut tx, row, State::Answered, here.now).await?;
    store::timers::disarm(&mut tx, &word(me, &question)).await?;
    let which = queue::answer(&question);
    texts::write_open(here.app, &mut tx, which, &text, here.now).await?;
    if !told {
        let news = Timer::News {
            couple: couple.id,
            about: About::Question,
            row,
            nth: -1,
        };
        here.arm_now(&mut tx, Some(couple.id), &news).await?;
    }
    let other = mention(me.other().user);
    let said = here.t.say("questions-answered", &[("other", other.into())]);
    let reply = after(here, me, &mut tx, said).await?;
    tx.commit().await?;
    here.wake();
    Ok(reply)
}

/// What was done, and the next one if there is one.
async fn after(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    said: String,
) -> anyhow::Result<Reply> {
    let t = here.t;
    let table = table(db, me.couple.id).await?;
    let more = page::to_answer(&table, me, here).is_some();
    let next = more.then(|| {
        Button::main(
            t.say("questions-next-button", &[]),
            id(Verb::Next, me, 0, page::HOUR),
        )
    });
    let today = more.then(|| button(t.say("questions-today-button", &[]), Verb::Today, me, 0));
    let home = button(t.say("questions-button", &[]), Verb::Home, me, 0);
    let row = next
        .into_iter()
        .chain(today)
        .chain([home, buttons::help(t)]);
    Ok(Card::new(said).buttons(row).into())
}

/// How much time.
pub async fn time(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let t = here.t;
    asked(here, me, &mut *here.app.db.acquire().await?, row).await?;
    let other = mention(me.other().user);
    let days = |label: String, days| Button::new(label, id(Verb::Wait, me, row, days));
    Ok(
        Card::new(t.say("questions-time", &[("other", other.into())]))
            .buttons([
                days(t.say("questions-time-tomorrow-button", &[]), 1),
                days(t.say("questions-time-week-button", &[]), 7),
                button(t.say("questions-date-button", &[]), Verb::WaitDate, me, row),
                days(t.say("questions-time-hour-button", &[]), 0),
                buttons::help(t),
            ])
            .into(),
    )
}

/// So many days from now, at this hour; 0: until the next hour for questions.
pub async fn wait(here: &Here<'_>, me: &Member, row: i64, days: i64) -> Result<Reply, Error> {
    let days = u16::try_from(days).unwrap_or_default().min(AHEAD);
    let until = (days > 0).then(|| {
        wall::days_after(&here.zones, &me.me().zone, here.now, days)
            .unwrap_or_else(|_| here.now + Days::new(days.into()))
    });
    needs_time(here, me, row, until).await
}

pub async fn wait_until(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let until = morning(here, me, fields)?;
    needs_time(here, me, row, Some(until)).await
}

/// The one who asked sees that I need time, and until when. Where I said when, I am told then.
async fn needs_time(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    until: Option<DateTime<Utc>>,
) -> Result<Reply, Error> {
    let t = here.t;
    let (mut tx, couple) = begin(here, me).await?;
    let question = asked(here, me, &mut tx, row).await?;
    store::timers::disarm(&mut tx, &word(me, &question)).await?;
    let moves = store::questions::save(&mut tx, row, State::NeedsTime(until), here.now).await?;
    let other = || mention(me.other().user);
    let said = match until {
        Some(until) => {
            let promised = word(me, &Question { moves, ..question });
            store::timers::arm(&mut tx, couple.id, until, &promised).await?;
            t.say(
                "questions-time-until",
                &[
                    ("until", here.when(me.me(), until).into()),
                    ("other", other().into()),
                ],
            )
        }
        None => t.say("questions-time-next", &[("other", other().into())]),
    };
    let reply = after(here, me, &mut tx, said).await?;
    tx.commit().await?;
    here.wake();
    Ok(reply)
}

/// It is kept for a conversation with a therapist; the one who asked sees that.
pub async fn therapist(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (mut tx, _) = begin(here, me).await?;
    let question = asked(here, me, &mut tx, row).await?;
    store::timers::disarm(&mut tx, &word(me, &question)).await?;
    store::questions::save(&mut tx, row, State::Therapist, here.now).await?;
    let other = mention(me.other().user);
    let said = here
        .t
        .say("questions-therapist", &[("other", other.into())]);
    let reply = after(here, me, &mut tx, said).await?;
    tx.commit().await?;
    Ok(reply)
}

/// Enough for today: nothing is kept of it, and nobody is told.
pub fn enough(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("questions-today", &[])).buttons([
        button(t.say("questions-button", &[]), Verb::Home, me, 0),
        buttons::pause(t, me.couple.id),
        buttons::help(t),
    ])
}

fn word(me: &Member, question: &Question) -> Timer {
    Timer::Word {
        couple: me.couple.id,
        partner: me.who,
        about: About::Question,
        row: question.id,
        nth: question.moves,
    }
}

/// The time that I asked for is over: a word to me alone, without what it is about.
pub async fn again(app: &App, me: &Member, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let mut db = app.db.acquire().await?;
    let found = store::questions::find(&mut db, me.couple.id, row).await?;
    let stands = found.is_some_and(|question| {
        question.moves == nth && question.by != me.who && question.is_open(app.clock.now())
    });
    let said = app.words.tongue("en").say("questions-word", &[]);
    Ok(stands.then(|| Card::new(said).buttons(look(app, me.couple.id, Verb::Look, 0, page::HOUR))))
}
