//! A small request of one day: ten minutes, or one of the other's offers. An easy no asks nothing.

use sqlx::PgConnection;

use super::{lists, view};
use crate::app::{App, Here, Member};
use crate::domain::answer::is_blank;
use crate::domain::couple::Couple;
use crate::domain::needs::{Ask, LINE, Reply as Answer, Request, Time, day_ends};
use crate::domain::text::{Kind, Which};
use crate::domain::timer::{About, Timer};
use crate::domain::{CoupleId, Partner};
use crate::error::Error;
use crate::features::common::texts;
use crate::store;
use crate::ui::{Card, Reply};

/// The word that says nothing: the request's day is over, and it goes.
const DAY_ENDS: i32 = 9;

/// Ten minutes: when today would be good; or the one I asked for today.
pub async fn minutes(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let all = store::needs::requests(&mut db, me.couple.id).await?;
    let mine = all.iter().find(|request| {
        let minutes = matches!(request.ask, Ask::Minutes(_));
        minutes && request.by == me.who && here.now < request.ends_at
    });
    match mine {
        Some(request) => Ok(shown(here, me, &mut db, request).await?.into()),
        None => Ok(view::minutes(here, me).into()),
    }
}

/// The form was sent: asks, with the line if there is one.
pub async fn asked(
    here: &Here<'_>,
    me: &Member,
    time: Time,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let line = fields.first().map_or("", |(_, text)| text.trim());
    if line.chars().count() > usize::from(LINE) {
        return Err(view::line_too_long(here, me).into());
    }
    ask(here, me, Ask::Minutes(time), line).await
}

/// *That one today would be good.*
pub async fn pick(here: &Here<'_>, me: &Member, values: &[String]) -> Result<Reply, Error> {
    let nth = values.first().and_then(|value| value.parse().ok());
    let Some(nth) = nth else {
        return lists::theirs(here, me).await;
    };
    let mut db = here.app.db.acquire().await?;
    let offer = lists::offer(here.app, &mut db, me, me.who.other(), nth).await?;
    drop(db);
    if offer.is_none() {
        return lists::theirs(here, me).await;
    }
    ask(here, me, Ask::Pick(nth), "").await
}

async fn ask(here: &Here<'_>, me: &Member, ask: Ask, line: &str) -> Result<Reply, Error> {
    let (couple, now) = (me.couple.id, here.now);
    let ends_at = day_ends(&here.zones, &me.me().zone, now);
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    store::needs::delete_ended(&mut tx, couple, now).await?;
    let id = here.new_id()?;
    if !store::needs::insert_request(&mut tx, id, couple, me.who, ask, now, ends_at).await? {
        return Err(view::one_a_day(here, me).into());
    }
    if !is_blank(line) {
        texts::write_open(here.app, &mut tx, me.text(Kind::Request, id), line, now).await?;
    }
    let news = Timer::News {
        couple,
        about: About::Request,
        row: id,
        nth: 0,
    };
    here.arm_now(&mut tx, Some(couple), &news).await?;
    store::timers::arm(
        &mut tx,
        couple,
        ends_at,
        &word_of(couple, me.who, id, DAY_ENDS),
    )
    .await?;
    let request = Request {
        id,
        couple,
        by: me.who,
        ask,
        reply: Answer::Open,
        asked_at: now,
        ends_at,
    };
    let card = shown(here, me, &mut tx, &request).await?;
    tx.commit().await?;
    here.wake();
    Ok(card.into())
}

/// To whoever asked, who is `asker`.
fn word_of(couple: CoupleId, asker: Partner, row: i64, nth: i32) -> Timer {
    Timer::Word {
        couple,
        partner: asker,
        about: About::Request,
        row,
        nth,
    }
}

/// From the channel: the other reads it and may answer; whoever asked sees where it stands.
pub async fn look(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let all = store::needs::requests(&mut db, me.couple.id).await?;
    let found = all
        .iter()
        .find(|request| request.id == row && request.is_on(here.now));
    match found {
        Some(request) => Ok(shown(here, me, &mut db, request).await?.into()),
        None => Ok(view::over(here, me).into()),
    }
}

async fn shown(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    request: &Request,
) -> anyhow::Result<Card> {
    let words = match request.ask {
        Ask::Minutes(_) => {
            let which = Which {
                by: request.by,
                ..me.text(Kind::Request, request.id)
            };
            let line = texts::read(here.app, db, me, which).await?;
            line.map(|line| line.text)
        }
        Ask::Pick(nth) => lists::offer(here.app, db, me, request.by.other(), nth).await?,
    };
    Ok(if request.by == me.who {
        view::mine(here, me, request, words.as_deref())
    } else {
        view::asked_of_me(here, me, request, words.as_deref())
    })
}

/// Answers; until the day ends, another answer takes its place. Whoever asked is told alone.
pub async fn answer(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    answer: Answer,
) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    let request = store::needs::lock_request(&mut tx, me.couple.id, row)
        .await?
        .ok_or_else(|| view::over(here, me))?;
    let request = request
        .answer(me.who, answer, here.now)
        .map_err(|_| view::over(here, me))?;
    store::needs::save_request(&mut tx, &request).await?;
    here.arm_now(
        &mut tx,
        Some(me.couple.id),
        &word_of(me.couple.id, request.by, row, answer.number()),
    )
    .await?;
    tx.commit().await?;
    here.wake();
    Ok(view::answered(here, me, answer).into())
}

/// Takes mine back: nobody is told, and nothing is open any more.
pub async fn take_back(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut tx = here.begin().await?;
    super::held(here, me, &mut tx).await?;
    let request = store::needs::lock_request(&mut tx, me.couple.id, row)
        .await?
        .ok_or_else(|| view::over(here, me))?;
    let request = request
        .take_back(me.who, here.now)
        .map_err(|_| view::over(here, me))?;
    store::needs::save_request(&mut tx, &request).await?;
    texts::delete(here.app, &mut tx, &me.text(Kind::Request, row)).await?;
    tx.commit().await?;
    Ok(view::taken_back(here, me).into())
}

/// The line in the channel, while it may be answered and has not been.
pub async fn news(app: &App, couple: &Couple, row: i64) -> anyhow::Result<Option<Card>> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    let all = store::needs::requests(&mut db, couple.id).await?;
    let open = all
        .iter()
        .any(|request| request.id == row && request.is_on(now) && request.reply == Answer::Open);
    let t = app.words.tongue("en");
    Ok(open.then(|| view::request_news(t, couple.id, row)))
}

/// The answer, to whoever asked; at the end of its day the request goes, and nothing is said.
pub async fn word(app: &App, me: &Member, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    if nth == DAY_ENDS {
        store::needs::delete_ended(&mut db, me.couple.id, now).await?;
        return Ok(None);
    }
    let all = store::needs::requests(&mut db, me.couple.id).await?;
    let answered = all.iter().find(|request| {
        let current = request.reply.number() == nth;
        request.id == row && request.by == me.who && current && request.is_on(now)
    });
    let t = app.words.tongue("en");
    Ok(answered.map(|request| view::told(t, me, request.reply)))
}
