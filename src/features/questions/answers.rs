//! Reading answers, and all that is open to one: what was answered, what was told, what is kept for later.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    Table, Verb, asked, begin, button, hearing, id, instead, look, page, queue, read_through,
    refused, table, telling,
};
use crate::app::{App, Here, Member, mention};
use crate::domain::couple::Couple;
use crate::domain::questions::{Question, Refused, State, Telling, ToTell};
use crate::error::Error;
use crate::features::common::{buttons, hours, texts};
use crate::store;
use crate::ui::text::quote;
use crate::ui::{Button, Card, Choice, Reply, limits};

/// The oldest answer that I have not opened.
pub async fn read(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let t = here.t;
    let (mut tx, couple) = begin(here, me).await?;
    let before = table(&mut tx, couple.id).await?;
    let Some(question) = page::unread(&before, me) else {
        let said = t.say("questions-nothing-new", &[]);
        return Err(instead(here, me, &mut tx, said).await);
    };
    store::questions::save_read(&mut tx, question.id, here.now).await?;
    let after = table(&mut tx, couple.id).await?;
    let next = page::unread(&after, me).map(|_| {
        Button::main(
            t.say("questions-next-button", &[]),
            id(Verb::Read, me, 0, 0),
        )
    });
    let reply = both(here, me, &mut tx, question, next).await?;
    tx.commit().await?;
    Ok(reply)
}

/// A question and its answer, each in its author's words.
async fn both(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    question: &Question,
    next: Option<Button>,
) -> anyhow::Result<Reply> {
    let t = here.t;
    let other = || mention(me.other().user);
    let asked = texts::read(here.app, &mut *db, me, queue::words(question)).await?;
    let answer = texts::read(here.app, db, me, queue::answer(question)).await?;
    let words = |text: Option<texts::Written>| {
        text.map_or_else(
            || t.say("questions-no-words", &[]),
            |text| quote(&text.text),
        )
    };
    let (asked, answer) = (words(asked), words(answer));
    let (first, second) = if question.by == me.who {
        (
            t.say("questions-you-asked", &[]),
            t.say("questions-they-answered", &[("other", other().into())]),
        )
    } else {
        (
            t.say("questions-asked", &[("other", other().into())]),
            t.say("questions-you-answered", &[]),
        )
    };
    let blocks = [
        format!("{first}\n{asked}"),
        format!("{second}\n{answer}"),
        t.say("questions-after-reading", &[]),
    ];
    let home = button(t.say("questions-button", &[]), Verb::Home, me, 0);
    let row = next.into_iter().chain([home, buttons::help(t)]);
    Ok(read_through(&blocks, row.collect()))
}

/// Something that I may open.
pub enum Open<'a> {
    Question(&'a Question),
    Telling(&'a ToTell),
}

/// All that I may open: what was answered or told, and what I keep for later. Newest first.
pub fn readable<'a>(
    table: &'a Table,
    me: &Member,
    now: DateTime<Utc>,
) -> impl Iterator<Item = Open<'a>> {
    let who = me.who;
    let tellings = table.tellings.iter().rev().filter(move |telling| {
        telling.state == Telling::Opened || (telling.by != who && telling.is_known(now))
    });
    let questions = table.questions.iter().rev().filter(move |question| {
        let kept = matches!(question.state, State::NeedsTime(_) | State::Therapist);
        question.state == State::Answered || (question.by != who && kept)
    });
    tellings
        .map(Open::Telling)
        .chain(questions.map(Open::Question))
}

/// The list of it, 25 at a time.
pub async fn kept(here: &Here<'_>, me: &Member, at: i64) -> Result<Reply, Error> {
    let t = here.t;
    let mut db = here.app.db.acquire().await?;
    let table = table(&mut db, me.couple.id).await?;
    let choices: Vec<Choice> = readable(&table, me, here.now)
        .map(|open| choice(here, me, &open))
        .collect();
    let pages = choices.len().div_ceil(limits::CHOICES).max(1);
    let at = usize::try_from(at).unwrap_or_default().min(pages - 1);
    let turn = |label: String, at: usize| {
        let number = i64::try_from(at).unwrap_or_default();
        Button::new(label, id(Verb::Kept, me, 0, number))
    };
    let newer = at
        .checked_sub(1)
        .map(|at| turn(t.say("questions-newer-button", &[]), at));
    let older = (at + 1 < pages).then(|| turn(t.say("questions-older-button", &[]), at + 1));
    let some: Vec<Choice> = choices
        .into_iter()
        .skip(at * limits::CHOICES)
        .take(limits::CHOICES)
        .collect();
    let card = Card::new(t.say("questions-kept", &[]));
    let card = if some.is_empty() {
        card
    } else {
        let placeholder = t.say("questions-kept-placeholder", &[]);
        card.select(hours::one(id(Verb::KeptOne, me, 0, 0), placeholder, some))
    };
    let back = button(t.say("back-button", &[]), Verb::Home, me, 0);
    let row = [back]
        .into_iter()
        .chain(newer)
        .chain(older)
        .chain([buttons::help(t)]);
    Ok(card.buttons(row).into())
}

fn choice(here: &Here<'_>, me: &Member, open: &Open<'_>) -> Choice {
    let t = here.t;
    let on = |at: DateTime<Utc>| t.date(here.local(&me.me().zone, at).date());
    match open {
        Open::Question(question) => {
            let at = question.answered_at.or(question.delivered_at);
            let values = [("date", on(at.unwrap_or(question.asked_at)).into())];
            let label = match question.state {
                State::Answered if question.by == me.who => {
                    t.say("questions-kept-answer-choice", &values)
                }
                State::Answered => t.say("questions-kept-answered-choice", &values),
                State::Therapist => t.say("questions-kept-therapist-choice", &values),
                _ => t.say("questions-kept-time-choice", &values),
            };
            Choice::new(label, page::value('q', question.id))
        }
        Open::Telling(telling) => {
            let values = [("date", on(telling.made_at).into())];
            let label = if telling.by == me.who {
                t.say("questions-kept-told-choice", &values)
            } else {
                t.say("questions-kept-telling-choice", &values)
            };
            Choice::new(label, page::value('t', telling.id))
        }
    }
}

/// One of them that was chosen.
pub async fn kept_one(here: &Here<'_>, me: &Member, values: &[String]) -> Result<Reply, Error> {
    let chosen = page::row(values.first().map_or("", String::as_str));
    let mut db = here.app.db.acquire().await?;
    let table = table(&mut db, me.couple.id).await?;
    let found = readable(&table, me, here.now).find(|open| match open {
        Open::Question(question) => chosen == Some(('q', question.id)),
        Open::Telling(telling) => chosen == Some(('t', telling.id)),
    });
    match found {
        Some(Open::Question(question)) if question.state == State::Answered => {
            if question.by == me.who {
                store::questions::save_read(&mut db, question.id, here.now).await?;
            }
            Ok(both(here, me, &mut db, question, None).await?)
        }
        Some(Open::Question(question)) => Ok(asked::card(here, me, &mut db, question).await?),
        Some(Open::Telling(telling)) if telling.by == me.who => {
            telling::show(here, me, telling.id).await
        }
        Some(Open::Telling(telling)) => Ok(hearing::card(here, me, &mut db, telling).await?),
        None => Err(refused(here, me, &mut db, Refused::NotTheirs).await),
    }
}

/// The line in the channel: there is something to read, while it is not read.
pub async fn there(app: &App, couple: &Couple, row: i64) -> anyhow::Result<Option<Card>> {
    let mut db = app.db.acquire().await?;
    let found = store::questions::find(&mut db, couple.id, row).await?;
    let unread = found
        .is_some_and(|question| question.state == State::Answered && question.read_at.is_none());
    let said = app.words.tongue("en").say("questions-news-answer", &[]);
    Ok(unread.then(|| Card::new(said).buttons(look(app, couple.id, Verb::Look, 0, page::ANSWER))))
}
