//! The page: the hour, what is there for me, what is mine.

use sqlx::PgConnection;

use super::{Table, Verb, answers, asked, button, hearing, hour, id, queue, table, telling};
use crate::app::{Here, Member, mention};
use crate::domain::id;
use crate::domain::questions::{Question, State, Telling, ToTell};
use crate::domain::text::Kind;
use crate::error::Error;
use crate::features::common::texts::{self, Written};
use crate::features::common::{self, buttons, hours};
use crate::ui::text::glimpse;
use crate::ui::{Button, Card, Choice, Reply, limits};

/// How much of a text stands in a list.
const GLIMPSE: usize = 40;

/// What is looked at first.
pub const HOUR: i64 = 1;
pub const ANSWER: i64 = 2;

/// The page, with something said first.
pub async fn home(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    said: Option<String>,
) -> anyhow::Result<Vec<Card>> {
    let t = here.t;
    let table = table(&mut *db, me.couple.id).await?;
    let kinds = [Kind::Question, Kind::TellingNote];
    let written = texts::mine(here.app, db, me, None, &kinds).await?;
    let other = mention(me.other().user);
    let mut blocks: Vec<String> = said.into_iter().collect();
    blocks.push(t.say("questions", &[("other", other.clone().into())]));
    blocks.push(hour::lines(here, me, &table.hours));
    let mut there = Vec::new();
    if to_answer(&table, me, here).is_some() {
        there.push(t.say("questions-there-question", &[]));
    }
    if unread(&table, me).is_some() {
        there.push(t.say("questions-there-answer", &[]));
    }
    if to_hear(&table, me, here).is_some() {
        there.push(t.say("questions-there-telling", &[("other", other.into())]));
    }
    let look = (!there.is_empty() || to_decide(&table, me, here)).then(|| {
        Button::main(
            t.say("questions-look-button", &[]),
            id(Verb::Next, me, 0, 0),
        )
    });
    if !there.is_empty() {
        blocks.push(there.join("\n"));
    }
    let (lines, choices) = of_mine(here, me, &table, &written);
    if !lines.is_empty() {
        blocks.push(format!(
            "{}\n{}",
            t.say("questions-yours", &[]),
            lines.join("\n")
        ));
    }
    let reads = answers::readable(&table, me, here.now).next().is_some();
    let note = t.say("questions-note-button", &[]);
    let note = if look.is_some() {
        button(note, Verb::Note, me, 0)
    } else {
        Button::main(note, id(Verb::Note, me, 0, 0))
    };
    Ok(common::spread(&blocks, |mut card| {
        for (at, choices) in choices.chunks(limits::CHOICES).enumerate() {
            let number = i64::try_from(at).unwrap_or_default();
            card = card.select(hours::one(
                id(Verb::Mine, me, 0, number),
                if at == 0 {
                    t.say("questions-mine-placeholder", &[])
                } else {
                    t.say("questions-mine-more-placeholder", &[])
                },
                choices.to_vec(),
            ));
        }
        card.buttons(look.into_iter().chain([
            note,
            button(t.say("questions-hour-button", &[]), Verb::Hour, me, 0),
            button(t.say("questions-tell-button", &[]), Verb::Tell, me, 0),
            buttons::help(t),
        ]))
        .buttons(reads.then(|| button(t.say("questions-kept-button", &[]), Verb::Kept, me, 0)))
    }))
}

/// My questions that are not answered and what I have to tell, each in a line and as a choice.
fn of_mine(
    here: &Here<'_>,
    me: &Member,
    table: &Table,
    written: &[Written],
) -> (Vec<String>, Vec<Choice>) {
    let t = here.t;
    let words = |kind, about| {
        let found = written
            .iter()
            .find(|text| text.which.kind == kind && text.which.about == about);
        found.map_or_else(String::new, |text| glimpse(&text.text, GLIMPSE))
    };
    let questions = mine(table, me).map(|question| {
        let state = queue::state(here, me, question);
        let value = value('q', question.id);
        (words(Kind::Question, question.id), state, value)
    });
    let tellings = table
        .tellings
        .iter()
        .filter(|telling| telling.by == me.who && telling.state != Telling::Opened)
        .map(|telling| {
            let state = telling::state(here, me, telling);
            let value = value('t', telling.id);
            (words(Kind::TellingNote, telling.id), state, value)
        });
    let (mut lines, mut choices) = (Vec::new(), Vec::new());
    for (at, (glimpse, state, value)) in questions.chain(tellings).enumerate() {
        let number = (at + 1).to_string();
        let is_question = value.starts_with('q');
        lines.push(t.say(
            "questions-line",
            &[
                ("number", number.clone().into()),
                ("glimpse", glimpse.into()),
                ("state", state.into()),
            ],
        ));
        let values = [("number", number.into())];
        let label = if is_question {
            t.say("questions-question-choice", &values)
        } else {
            t.say("questions-telling-choice", &values)
        };
        choices.push(Choice::new(label, value));
    }
    (lines, choices)
}

/// What I asked and is not answered.
pub fn mine<'a>(table: &'a Table, me: &Member) -> impl Iterator<Item = &'a Question> {
    let who = me.who;
    table
        .questions
        .iter()
        .filter(move |question| question.by == who && question.state != State::Answered)
}

/// The oldest question that is before me.
pub fn to_answer<'a>(table: &'a Table, me: &Member, here: &Here<'_>) -> Option<&'a Question> {
    table
        .questions
        .iter()
        .find(|question| question.by != me.who && question.is_open(here.now))
}

/// The oldest answer that I have not opened.
pub fn unread<'a>(table: &'a Table, me: &Member) -> Option<&'a Question> {
    table.questions.iter().find(|question| {
        question.by == me.who && question.state == State::Answered && question.read_at.is_none()
    })
}

/// What the other offers to tell, or I wanted to hear by now.
fn to_hear<'a>(table: &'a Table, me: &Member, here: &Here<'_>) -> Option<&'a ToTell> {
    table.tellings.iter().find(|telling| {
        telling.by != me.who
            && match telling.state {
                Telling::Offered(from) | Telling::Later(from) => from <= here.now,
                Telling::Draft | Telling::WithSomebody | Telling::Opened => false,
            }
    })
}

/// Whether the other suggests an hour.
fn to_decide(table: &Table, me: &Member, here: &Here<'_>) -> bool {
    table
        .hours
        .iter()
        .any(|hour| hour.by != me.who && hour.is_suggested(here.now))
}

/// What is there for me, what it was about first; else the page.
pub async fn look(here: &Here<'_>, me: &Member, first: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let table = table(&mut db, me.couple.id).await?;
    if first == ANSWER && unread(&table, me).is_some() {
        drop(db);
        return answers::read(here, me).await;
    }
    if first != HOUR && to_decide(&table, me, here) {
        return hour::page(here, me, &mut db, None, None).await;
    }
    if let Some(question) = to_answer(&table, me, here) {
        return Ok(asked::card(here, me, &mut db, question).await?);
    }
    if unread(&table, me).is_some() {
        drop(db);
        return answers::read(here, me).await;
    }
    if let Some(telling) = to_hear(&table, me, here) {
        return Ok(hearing::card(here, me, &mut db, telling).await?);
    }
    if to_decide(&table, me, here) {
        return hour::page(here, me, &mut db, None, None).await;
    }
    let said = here.t.say("questions-nothing-new", &[]);
    Ok(Reply::Say(home(here, me, &mut db, Some(said)).await?))
}

/// One of mine that was chosen on the page.
pub async fn chosen(here: &Here<'_>, me: &Member, values: &[String]) -> Result<Reply, Error> {
    let value = values.first().map_or("", String::as_str);
    match row(value) {
        Some(('q', row)) => queue::show(here, me, row).await,
        Some((_, row)) => telling::show(here, me, row).await,
        None => super::open(here, me).await,
    }
}

/// A choice's value: what it is, and its id.
pub fn value(kind: char, row: i64) -> String {
    format!("{kind}{}", id::spelled(row))
}

/// The same, read.
pub fn row(value: &str) -> Option<(char, i64)> {
    let kind = value.chars().next()?;
    Some((kind, id::read(value.get(kind.len_utf8()..)?)?))
}
