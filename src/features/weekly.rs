//! The scheduled prompt, *both have answered*, the quiet note, the end of a rest: what comes by itself.

use chrono::{DateTime, NaiveDate, Utc};

use super::Due;
use super::common::{buttons, rounds};
use crate::app::App;
use crate::domain::couple::Couple;
use crate::domain::repair;
use crate::domain::rhythm::{Fact, Kind};
use crate::domain::round::Round;
use crate::domain::schedule::{Occurrence, monday_of};
use crate::domain::timer::Timer;
use crate::domain::{ChannelId, CoupleId, MessageId, Partner, RoundId};
use crate::store;
use crate::ui::Card;
use crate::words::{Decks, Tongue};

/// The language of what both read in the channel.
const SHARED: &str = "en";

/// The weekly prompt: promises the next one first, then closes what nobody finished, opens this
/// week's round and says so.
pub async fn prompt(
    app: &App,
    couple: CoupleId,
    week: NaiveDate,
    planned: DateTime<Utc>,
) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(couple) = store::couples::lock(&mut tx, couple).await? else {
        return Ok(Due::Nothing);
    };
    let catch_up = couple.slot.catch_up(
        &app.zones(),
        couple.beat,
        Occurrence { week, due: planned },
        now,
    )?;
    let next = catch_up.next;
    store::timers::arm(
        &mut tx,
        couple.id,
        next.due,
        &Timer::Prompt {
            couple: couple.id,
            week: next.week,
        },
    )
    .await?;

    // A couple that one of them left rests on until everything goes: its weeks look like any rest's.
    if couple.rests(now) {
        let weeks = catch_up
            .skipped
            .iter()
            .chain(catch_up.send.iter().map(|(occurrence, _)| occurrence));
        for occurrence in weeks {
            let fact = Fact {
                week: occurrence.week,
                kind: Kind::Paused,
            };
            store::weeks::record(&mut tx, couple.id, fact).await?;
        }
        tx.commit().await?;
        return Ok(Due::Nothing);
    }
    let quiet = quiet_after_a_repair(&mut tx, couple.id, now).await?;
    let due = match catch_up.send {
        // The first days of a repair are theirs: the week is neutral, and `/checkin` is there for whoever asks.
        Some((latest, _)) if quiet && latest.week == week => {
            let fact = Fact {
                week,
                kind: Kind::Paused,
            };
            store::weeks::record(&mut tx, couple.id, fact).await?;
            Due::Nothing
        }
        // It was planned before the two agreed on another beat.
        Some((latest, _)) if !couple.beat.falls_on(latest.week) => Due::Nothing,
        None => Due::Nothing,
        // After an outage only the newest is sent; it has a promise of its own.
        Some((latest, _)) if latest.week != week => {
            let newer = Timer::Prompt {
                couple: couple.id,
                week: latest.week,
            };
            store::timers::arm(&mut tx, couple.id, latest.due, &newer).await?;
            Due::Nothing
        }
        Some((_, late)) => match open_round(app, &mut tx, &couple, week, now).await? {
            None => Due::Nothing,
            Some(round) => {
                let card = prompt_card(
                    app.words.tongue(SHARED),
                    &round,
                    late > chrono::TimeDelta::zero(),
                );
                Due::post(couple.channel, card)
            }
        },
    };
    tx.commit().await?;
    Ok(due)
}

/// Whether a repair was agreed to within the last two days: no prompts then (practice 145).
async fn quiet_after_a_repair(
    tx: &mut sqlx::PgConnection,
    couple: CoupleId,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let agreed = store::repairs::last_agreed(tx, couple).await?;
    Ok(agreed.is_some_and(|at| now < at + repair::QUIET))
}

/// This week's round, if its prompt is still to be posted.
async fn open_round(
    app: &App,
    tx: &mut sqlx::PgConnection,
    couple: &Couple,
    week: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Round>> {
    if let Some(latest) = store::rounds::latest(&mut *tx, couple.id).await?
        && latest.week < week
        && latest.is_open()
    {
        let closed = latest.id;
        // Locked, so that somebody who hands in at this moment is before it or after it.
        if let Some(latest) = store::rounds::lock(&mut *tx, couple.id, closed).await?
            && rounds::close(&mut *tx, couple, latest, now).await?
        {
            note_quiet(&mut *tx, couple.id, closed, now).await?;
        }
    }
    let round = rounds::open(app, tx, couple, week, now).await?;
    Ok(Some(round).filter(|round| round.is_open() && round.prompt.is_none()))
}

/// After three quiet weeks in a row, once: one neutral note to both.
async fn note_quiet(
    tx: &mut sqlx::PgConnection,
    couple: CoupleId,
    closed: RoundId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let facts = store::weeks::latest(&mut *tx, couple, 4).await?;
    let quiet = facts
        .iter()
        .take_while(|fact| fact.kind == Kind::Missed)
        .count();
    if quiet == 3 {
        store::timers::arm(tx, couple, now, &Timer::Quiet { round: closed }).await?;
    }
    Ok(())
}

/// What stands in the channel every week: a line, the question, three buttons. It pings nobody.
fn prompt_card(t: &Tongue, round: &Round, late: bool) -> Card {
    let mut row = buttons::prompt(t, round.id);
    row.push(buttons::help(t));
    Card::new(prompt_text(t, round, late)).buttons(row)
}

fn prompt_text(t: &Tongue, round: &Round, late: bool) -> String {
    let full = |deck, id: &str| {
        t.question(deck, id)
            .map_or_else(String::new, |question| question.full.clone())
    };
    let question = full(Decks::Weekly, &round.asked.question);
    let mut text = vec![t.say(
        "prompt",
        &[
            (
                "opening",
                full(Decks::Openings, &round.asked.opening).into(),
            ),
            ("question", question.into()),
        ],
    )];
    if let Some(at) = round.reveal_at {
        text.push(t.say(
            "prompt-fixed-time",
            &[("when", format!("<t:{}:F>", at.timestamp()).into())],
        ));
    }
    if late {
        text.push(t.say("prompt-late", &[]));
    }
    text.join("\n\n")
}

/// Both have answered: a line of its own, as a reply to the prompt, because an edit notifies nobody. The
/// prompt keeps its buttons, which lead to its week.
pub async fn reveal(app: &App, round: RoundId) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    let Some(round) = store::rounds::find(&mut db, round)
        .await?
        .filter(Round::is_revealed)
    else {
        return Ok(Due::Nothing);
    };
    let Some(couple) = store::couples::find(&mut db, round.couple).await? else {
        return Ok(Due::Nothing);
    };
    if couple.rests(now) {
        return Ok(Due::Later(now + chrono::TimeDelta::days(1)));
    }
    let t = app.words.tongue(SHARED);
    let card = Card::new(t.say("both-have-answered", &[]))
        .buttons([buttons::read(t, round.id), buttons::help(t)]);
    let prompt = round
        .prompt
        .filter(|(channel, _)| *channel == couple.channel);
    Ok(Due::Post {
        channel: couple.channel,
        card,
        reply_to: prompt.map(|(_, message)| message),
    })
}

/// The week closed unfinished: its prompt's message keeps its words and loses its buttons.
pub async fn closed(app: &App, round: RoundId) -> anyhow::Result<Due> {
    let found = store::rounds::find(&mut *app.db.acquire().await?, round).await?;
    let t = app.words.tongue(SHARED);
    let edit = |round: Round| {
        let (channel, message) = round.prompt.filter(|_| round.is_closed())?;
        Some(Due::Edit {
            channel,
            message,
            card: Card::new(prompt_text(t, &round, false)),
        })
    };
    Ok(found.and_then(edit).unwrap_or(Due::Nothing))
}

/// The fixed reveal time has come: opens the round if both are in. If not, the one who completes
/// it opens it.
pub async fn unveil(app: &App, round: RoundId) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(found) = store::rounds::find(&mut tx, round).await? else {
        return Ok(Due::Nothing);
    };
    let couple = store::couples::lock(&mut tx, found.couple).await?;
    let Some(couple) = couple.filter(|couple| !couple.rests(now)) else {
        return Ok(Due::Nothing);
    };
    let Some(round) = store::rounds::lock(&mut tx, couple.id, round)
        .await?
        .filter(Round::is_open)
    else {
        return Ok(Due::Nothing);
    };
    let stances = store::answers::stances(&mut tx, round.id).await?;
    let round = round.settle(stances, now);
    if round.is_revealed() {
        rounds::revealed(&mut tx, &round, now).await?;
        app.wake.notify_one();
    }
    tx.commit().await?;
    Ok(Due::Nothing)
}

/// After three quiet weeks: the same note to both, without who or how often. None while they work on a
/// repair: that is not quiet.
pub async fn quiet(app: &App, round: RoundId) -> anyhow::Result<Due> {
    let mut db = app.db.acquire().await?;
    let Some(round) = store::rounds::find(&mut db, round).await? else {
        return Ok(Due::Nothing);
    };
    let couple = store::couples::find(&mut db, round.couple).await?;
    let Some(couple) = couple.filter(|couple| !couple.rests(app.clock.now())) else {
        return Ok(Due::Nothing);
    };
    if store::repairs::is_any_under_way(&mut db, couple.id).await? {
        return Ok(Due::Nothing);
    }
    let t = app.words.tongue(SHARED);
    let row = [
        buttons::pause(t, couple.id),
        buttons::settings(t, couple.id),
        buttons::help(t),
    ];
    let card = Card::new(t.say("quiet-weeks", &[])).buttons(row);
    Ok(Due::post(couple.channel, card))
}

/// When this week's prompt is due by the laws about clocks that hold now; `None` where the couple's zone is no more:
/// it keeps its instant until they choose another.
pub async fn planned_for(
    app: &App,
    db: &mut sqlx::PgConnection,
    couple: CoupleId,
    week: NaiveDate,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let couple = store::couples::find(db, couple).await?;
    let in_week = couple.and_then(|couple| couple.slot.in_week(&app.zones(), week).ok());
    Ok(in_week.map(|occurrence| occurrence.due))
}

/// A rest ends by itself: an open round is given back as it was.
pub async fn resume(app: &App, couple: CoupleId) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(couple) = store::couples::lock(&mut tx, couple).await? else {
        return Ok(Due::Nothing);
    };
    for who in [Partner::One, Partner::Two] {
        let over = |rest: crate::domain::couple::Rest| rest.until.is_some_and(|until| until <= now);
        if couple.person(who).rest.is_some_and(over) {
            store::partners::save_rest(&mut tx, couple.id, who, None).await?;
        }
    }
    rounds::give_back(&mut tx, &couple, now).await?;
    let still = couple
        .people
        .iter()
        .filter_map(|person| person.rest?.until)
        .filter(|until| *until > now)
        .min();
    if let Some(until) = still {
        store::timers::rearm(
            &mut tx,
            couple.id,
            until,
            &Timer::Resume { couple: couple.id },
        )
        .await?;
    }
    tx.commit().await?;
    Ok(Due::Nothing)
}

/// A reminder that somebody asked for, to them alone, as long as the check-in of that week waits for them. It carries
/// nothing of what was written.
pub async fn nudge(
    app: &App,
    couple: CoupleId,
    who: Partner,
    week: NaiveDate,
) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut db = app.db.acquire().await?;
    let couple = store::couples::find(&mut db, couple).await?;
    let Some(couple) = couple.filter(|couple| !couple.rests(now)) else {
        return Ok(Due::Nothing);
    };
    let week = monday_of(week);
    let round = rounds::waits_for(app, &mut db, &couple, who, week, now).await?;
    let t = app.words.tongue(SHARED);
    Ok(round.map_or(Due::Nothing, |round| {
        let row = [buttons::check_in(t, round.check_in()), buttons::help(t)];
        Due::Whisper {
            user: couple.person(who).user,
            card: Card::new(t.say("nudge", &[])).buttons(row),
        }
    }))
}

/// The same about what both wrote in that week, as long as it is there to be read.
pub async fn reread(
    app: &App,
    couple: CoupleId,
    who: Partner,
    week: NaiveDate,
) -> anyhow::Result<Due> {
    let mut db = app.db.acquire().await?;
    let couple = store::couples::find(&mut db, couple).await?;
    let Some(couple) = couple.filter(|couple| !couple.rests(app.clock.now())) else {
        return Ok(Due::Nothing);
    };
    let round = store::rounds::of_week(&mut db, couple.id, week).await?;
    let t = app.words.tongue(SHARED);
    Ok(round
        .filter(Round::is_revealed)
        .map_or(Due::Nothing, |round| {
            let row = [buttons::read(t, round.id), buttons::help(t)];
            Due::Whisper {
                user: couple.person(who).user,
                card: Card::new(t.say("reread", &[])).buttons(row),
            }
        }))
}

/// The prompt was posted: its round remembers where.
pub async fn posted(
    tx: &mut sqlx::PgConnection,
    couple: CoupleId,
    week: NaiveDate,
    channel: ChannelId,
    message: MessageId,
) -> anyhow::Result<()> {
    if let Some(round) = store::rounds::of_week(&mut *tx, couple, week).await? {
        store::rounds::save_prompt(tx, round.id, channel, message).await?;
    }
    Ok(())
}
