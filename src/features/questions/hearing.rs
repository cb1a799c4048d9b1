//! The listener: reads what it is about, and chooses now, later, or with somebody there. Only *now* opens the words.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Verb, begin, button, id, look, morning, refused, soon, telling};
use crate::app::{App, Here, Member, mention};
use crate::domain::questions::{Refused, TellDeed, Telling, ToTell};
use crate::domain::text::Kind;
use crate::domain::timer::{About, Timer};
use crate::error::Error;
use crate::features::common::{buttons, texts};
use crate::store;
use crate::ui::text::{pages, quote};
use crate::ui::{Button, Card, Reply};

/// From the channel, or a direct message: what it is about. To its teller, how it stands.
pub async fn note(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let found = store::tellings::find(&mut db, me.couple.id, row).await?;
    if found.is_some_and(|telling| telling.by == me.who) {
        drop(db);
        return telling::show(here, me, row).await;
    }
    let telling = theirs(here, me, &mut db, row).await?;
    Ok(card(here, me, &mut db, &telling).await?)
}

/// What it is about, and how I want to hear it.
pub async fn card(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    telling: &ToTell,
) -> anyhow::Result<Reply> {
    let t = here.t;
    let other = || mention(me.other().user);
    let written = telling::words(here, me, db, telling).await?;
    let about = texts::of_kind(&written, Kind::TellingNote);
    let mut blocks = vec![
        t.say("questions-hear", &[("other", other().into())]),
        about.map_or_else(|| t.say("questions-no-words", &[]), quote),
    ];
    let row = telling.id;
    let now = |label: String| Button::main(label, id(Verb::HearNow, me, row, 0));
    if telling.state == Telling::Opened {
        return Ok(Card::new(blocks.join("\n\n"))
            .buttons([
                now(t.say("questions-hear-again-button", &[])),
                button(t.say("questions-button", &[]), Verb::Home, me, 0),
                buttons::help(t),
            ])
            .into());
    }
    if telling.company {
        blocks.push(t.say("questions-hear-company", &[("other", other().into())]));
    }
    blocks.push(t.say("questions-hear-choose", &[("other", other().into())]));
    let later = |label: String, number| Button::new(label, id(Verb::HearLater, me, row, number));
    Ok(Card::new(blocks.join("\n\n"))
        .buttons([
            now(t.say("questions-hear-now-button", &[])),
            later(t.say("questions-tonight-button", &[]), 1),
            later(t.say("questions-tomorrow-button", &[]), 2),
            button(t.say("questions-day-button", &[]), Verb::HearDate, me, row),
        ])
        .buttons([
            button(
                t.say("questions-hear-with-button", &[]),
                Verb::HearWith,
                me,
                row,
            ),
            buttons::help(t),
        ])
        .into())
}

/// Opens the words, a page at a time, so that one may stop.
pub async fn hear(here: &Here<'_>, me: &Member, row: i64, at: i64) -> Result<Reply, Error> {
    let t = here.t;
    let (mut tx, couple) = begin(here, me).await?;
    let telling = theirs(here, me, &mut tx, row).await?;
    if telling.state != Telling::Opened {
        store::tellings::disarm(&mut tx, couple.id, row).await?;
        let opened = Telling::Opened;
        store::tellings::save(&mut tx, row, opened, telling.company, here.now).await?;
        let kinds = telling::KINDS;
        let teller = (couple.id, telling.by);
        texts::release(here.app, &mut tx, teller, row, &kinds, here.now).await?;
    }
    let written = telling::words(here, me, &mut tx, &telling).await?;
    tx.commit().await?;
    let other = mention(me.other().user);
    let words = texts::of_kind(&written, Kind::Telling);
    let words = pages(&[
        t.say("questions-heard", &[("other", other.into())]),
        words.map_or_else(|| t.say("questions-no-words", &[]), quote),
        t.say("questions-heard-after", &[]),
    ]);
    let at = usize::try_from(at).unwrap_or_default().min(words.len() - 1);
    let next = i64::try_from(at + 1).unwrap_or_default();
    let on = (at + 1 < words.len()).then(|| {
        Button::main(
            t.say("questions-read-on-button", &[]),
            id(Verb::HearNow, me, row, next),
        )
    });
    let stop = button(
        t.say("questions-hear-stop-button", &[]),
        Verb::HearStop,
        me,
        row,
    );
    let row = on.into_iter().chain([stop, buttons::help(t)]);
    Ok(Card::new(words[at].clone()).buttons(row).into())
}

/// Tonight or tomorrow, on my own clock.
pub async fn later(here: &Here<'_>, me: &Member, row: i64, number: i64) -> Result<Reply, Error> {
    let at = soon(here, me, number);
    later_at(here, me, row, at).await
}

pub async fn later_on(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let at = morning(here, me, fields)?;
    later_at(here, me, row, at).await
}

/// The teller sees that, and when; I am told then, because I asked for it.
async fn later_at(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    at: DateTime<Utc>,
) -> Result<Reply, Error> {
    let moves = move_to(here, me, row, Telling::Later(at)).await?;
    let Some((mut tx, couple, moves)) = moves else {
        return note(here, me, row).await;
    };
    let word = Timer::Word {
        couple,
        partner: me.who,
        about: About::Telling,
        row,
        nth: moves,
    };
    store::timers::arm(&mut tx, couple, at, &word).await?;
    tx.commit().await?;
    here.wake();
    let said = here.t.say(
        "questions-heard-later",
        &[
            ("other", mention(me.other().user).into()),
            ("when", here.when(me.me(), at).into()),
        ],
    );
    Ok(told(here, me, said))
}

/// Not here: with somebody there. Nothing reminds of it.
pub async fn with_somebody(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let Some((tx, ..)) = move_to(here, me, row, Telling::WithSomebody).await? else {
        return note(here, me, row).await;
    };
    tx.commit().await?;
    let other = mention(me.other().user);
    let said = here
        .t
        .say("questions-heard-with", &[("other", other.into())]);
    Ok(told(here, me, said))
}

type Moved = (
    sqlx::Transaction<'static, sqlx::Postgres>,
    crate::domain::CoupleId,
    i32,
);

/// It stands so from now on; none where it is open already. What was promised about it is taken back.
async fn move_to(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    state: Telling,
) -> Result<Option<Moved>, Error> {
    let (mut tx, couple) = begin(here, me).await?;
    let telling = theirs(here, me, &mut tx, row).await?;
    if telling.state == Telling::Opened {
        return Ok(None);
    }
    store::tellings::disarm(&mut tx, couple.id, row).await?;
    let moves = store::tellings::save(&mut tx, row, state, telling.company, here.now).await?;
    Ok(Some((tx, couple.id, moves)))
}

fn told(here: &Here<'_>, me: &Member, said: String) -> Reply {
    let t = here.t;
    Card::new(said)
        .buttons([
            button(t.say("questions-button", &[]), Verb::Home, me, 0),
            buttons::help(t),
        ])
        .into()
}

/// Enough for now: nothing is kept of it, and nobody is told.
pub fn enough(here: &Here<'_>, me: &Member) -> Card {
    let t = here.t;
    Card::new(t.say("questions-heard-enough", &[])).buttons([
        button(t.say("questions-button", &[]), Verb::Home, me, 0),
        buttons::pause(t, me.couple.id),
        buttons::help(t),
    ])
}

/// The time that I chose: a word to me alone.
pub async fn again(app: &App, me: &Member, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let mut db = app.db.acquire().await?;
    let found = store::tellings::find(&mut db, me.couple.id, row).await?;
    let stands = found.is_some_and(|telling| {
        telling.moves == nth && telling.by != me.who && matches!(telling.state, Telling::Later(_))
    });
    let said = app.words.tongue("en").say("questions-word-telling", &[]);
    Ok(stands.then(|| Card::new(said).buttons(look(app, me.couple.id, Verb::Hear, row, 0))))
}

async fn theirs(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    row: i64,
) -> Result<ToTell, Error> {
    let found = store::tellings::find(&mut *db, me.couple.id, row).await?;
    let may = found.ok_or(Refused::NotTheirs).and_then(|telling| {
        telling
            .may(me.who, TellDeed::Hear, here.now)
            .map(|()| telling)
    });
    match may {
        Ok(telling) => Ok(telling),
        Err(why) => Err(refused(here, me, db, why).await),
    }
}
