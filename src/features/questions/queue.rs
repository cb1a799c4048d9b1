//! Noting a question, changing it, taking it back: alone, before it is delivered.

use super::{Verb, begin, button, id, input, instead, read_through, refused, typed};
use crate::app::{Here, Member, mention};
use crate::domain::Partner;
use crate::domain::questions::{Deed, MOST, Question, Refused, State};
use crate::domain::text::{Kind, Which};
use crate::error::Error;
use crate::features::common::{buttons, texts};
use crate::store;
use crate::ui::text::quote;
use crate::ui::{Modal, Reply, limits};

const LONGEST: u16 = 4000;

/// Where the words of a question are.
pub fn words(question: &Question) -> Which {
    Which {
        couple: question.couple,
        by: question.by,
        kind: Kind::Question,
        about: question.id,
        nth: 0,
    }
}

/// Where its answer is.
pub fn answer(question: &Question) -> Which {
    let by: Partner = question.by.other();
    Which {
        by,
        kind: Kind::QuestionAnswer,
        ..words(question)
    }
}

/// Where one of mine stands, in words.
pub fn state(here: &Here<'_>, me: &Member, question: &Question) -> String {
    let t = here.t;
    let other = mention(me.other().user);
    match question.state {
        State::Queued => t.say("questions-state-queued", &[]),
        State::Delivered => t.say("questions-state-delivered", &[("other", other.into())]),
        State::NeedsTime(None) => t.say("questions-state-time", &[("other", other.into())]),
        State::NeedsTime(Some(until)) => t.say(
            "questions-state-time-until",
            &[
                ("other", other.into()),
                ("until", here.when(me.me(), until).into()),
            ],
        ),
        State::Therapist => t.say("questions-state-therapist", &[("other", other.into())]),
        State::Answered => t.say("questions-state-answered", &[]),
    }
}

/// The form for one more.
pub fn note(here: &Here<'_>, me: &Member) -> Modal {
    form(here, me, Verb::Noted, 0, "")
}

fn form(here: &Here<'_>, me: &Member, verb: Verb, row: i64, value: &str) -> Modal {
    let t = here.t;
    let mut question = input(
        "question",
        t.say("questions-question-label", &[]),
        t.say("questions-question-placeholder", &[]),
        LONGEST,
    );
    question.value = value.chars().take(limits::INPUT_TEXT).collect();
    Modal {
        id: id(verb, me, row, 0),
        title: t.say("questions-note-title", &[]),
        inputs: vec![question],
    }
}

/// Keeps one more, for its author alone.
pub async fn noted(
    here: &Here<'_>,
    me: &Member,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let text = typed(here, fields, "question", LONGEST)?;
    let (mut tx, couple) = begin(here, me).await?;
    let all = store::questions::of_couple(&mut tx, couple.id).await?;
    let mine = all
        .iter()
        .filter(|question| question.by == me.who && question.state != State::Answered);
    if mine.count() >= MOST {
        let said = here.t.say("questions-full", &[]);
        return Err(instead(here, me, &mut tx, said).await);
    }
    let row = here.new_id()?;
    store::questions::insert(&mut tx, row, couple.id, me.who, here.now).await?;
    let which = me.text(Kind::Question, row);
    texts::write(here.app, &mut tx, which, &text, here.now).await?;
    let said = here.t.say("questions-noted", &[]);
    let cards = super::page::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// One of mine, whole.
pub async fn show(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let t = here.t;
    let mut db = here.app.db.acquire().await?;
    let found = store::questions::find(&mut db, me.couple.id, row).await?;
    let Some(question) = found.filter(|question| question.by == me.who) else {
        return Err(refused(here, me, &mut db, Refused::NotTheirs).await);
    };
    let text = texts::read(here.app, &mut db, me, words(&question)).await?;
    let text = text.map_or_else(
        || t.say("questions-no-words", &[]),
        |text| quote(&text.text),
    );
    let state = state(here, me, &question);
    let blocks = [
        t.say("questions-one", &[("state", state.into())]),
        text,
        t.say("questions-detail", &[]),
    ];
    let change = question.may(me.who, Deed::Change).is_ok();
    let back = question.may(me.who, Deed::TakeBack).is_ok();
    let row: Vec<_> = [
        change.then(|| button(t.say("questions-change-button", &[]), Verb::Change, me, row)),
        back.then(|| {
            button(
                t.say("questions-take-back-button", &[]),
                Verb::TakeBack,
                me,
                row,
            )
        }),
        Some(button(t.say("back-button", &[]), Verb::Home, me, 0)),
        Some(buttons::help(t)),
    ]
    .into_iter()
    .flatten()
    .collect();
    Ok(read_through(&blocks, row))
}

/// The form with its words, to go on with.
pub async fn change(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let question = mine(here, me, &mut db, row, Deed::Change).await?;
    let text = texts::read(here.app, &mut db, me, words(&question)).await?;
    let value = text.map(|text| text.text).unwrap_or_default();
    Ok(Reply::Ask(form(here, me, Verb::Changed, row, &value)))
}

/// Keeps it anew.
pub async fn changed(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let text = typed(here, fields, "question", LONGEST)?;
    let (mut tx, _) = begin(here, me).await?;
    let question = mine(here, me, &mut tx, row, Deed::Change).await?;
    texts::write(here.app, &mut tx, words(&question), &text, here.now).await?;
    let said = here.t.say("questions-noted", &[]);
    let cards = super::page::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

/// It is gone, wherever it stood, unless it has been answered.
pub async fn take_back(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let (mut tx, couple) = begin(here, me).await?;
    let question = mine(here, me, &mut tx, row, Deed::TakeBack).await?;
    store::questions::delete(&mut tx, question.id).await?;
    let kinds = [Kind::Question];
    store::texts::delete_about(&mut tx, couple.id, question.id, &kinds).await?;
    let said = here.t.say("questions-taken-back", &[]);
    let cards = super::page::home(here, me, &mut tx, Some(said)).await?;
    tx.commit().await?;
    Ok(Reply::Say(cards))
}

async fn mine(
    here: &Here<'_>,
    me: &Member,
    db: &mut sqlx::PgConnection,
    row: i64,
    deed: Deed,
) -> Result<Question, Error> {
    let found = store::questions::find(&mut *db, me.couple.id, row).await?;
    let may = found
        .ok_or(Refused::NotTheirs)
        .and_then(|question| question.may(me.who, deed).map(|()| question));
    match may {
        Ok(question) => Ok(question),
        Err(why) => Err(refused(here, me, db, why).await),
    }
}
