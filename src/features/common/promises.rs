//! Promises for whoever shows them: their words, by when in words, and the words to their maker to come.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::texts::{self, Written};
use crate::app::{App, Here, Member, mention};
use crate::domain::couple::Person;
use crate::domain::promise::{self, Promise, State, When};
use crate::domain::text::Kind;
use crate::domain::timer::{About, Timer};
use crate::domain::wall;
use crate::domain::{CoupleId, Partner};
use crate::store;

/// Where a zone is no more, its people's clocks are told in this one.
const FALLBACK: &str = "UTC";

/// What its maker wrote of a promise.
#[derive(Clone, Default)]
pub struct Said {
    pub what: String,
    pub known: Option<String>,
    /// What was offered instead, one after the other, with when it was said.
    pub offers: Vec<(String, DateTime<Utc>)>,
    /// A line at its close.
    pub line: Option<String>,
}

impl Said {
    /// What holds now: the last offer, or what was promised at first.
    pub fn now(&self) -> &str {
        self.offers
            .last()
            .map_or(self.what.as_str(), |(offer, _)| offer.as_str())
    }
}

/// A promise as part of a repair.
#[derive(Clone)]
pub struct Made {
    pub id: i64,
    pub by: Partner,
    pub said: Said,
    /// By when; [`when`] puts it into words.
    pub when: When,
    pub state: State,
    pub closed_at: Option<DateTime<Utc>>,
}

impl Made {
    /// What will be done.
    pub fn what(&self) -> &str {
        self.said.now()
    }

    /// How both will know.
    pub fn known(&self) -> Option<&str> {
        self.said.known.as_deref()
    }
}

/// The promises that were given in this repair, in their order; drafts are none yet.
pub async fn of_repair(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    repair: i64,
) -> anyhow::Result<Vec<Made>> {
    let mut all = Vec::new();
    for promise in store::promises::in_repair(&mut *db, me.couple.id, repair).await? {
        if promise.state == State::Draft {
            continue;
        }
        all.push(Made {
            id: promise.id,
            by: promise.by,
            said: said(app, &mut *db, me, &promise).await?,
            when: promise.when,
            state: promise.state,
            closed_at: promise.closed_at,
        });
    }
    Ok(all)
}

/// What its maker wrote of it, as far as I may read it.
pub async fn said(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    promise: &Promise,
) -> anyhow::Result<Said> {
    let kinds = [
        Kind::PromiseWhat,
        Kind::PromiseKnown,
        Kind::PromiseInstead,
        Kind::PromiseLine,
    ];
    let mut written = texts::of(app, db, me, promise.by, promise.id, &kinds).await?;
    written.sort_by_key(|text| text.which.nth);
    Ok(from_texts(&written))
}

/// What its maker wrote about single weeks of it, as far as I may read it, with the Monday of each week; the
/// newest last.
pub async fn week_lines(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    promise: &Promise,
) -> anyhow::Result<Vec<(NaiveDate, String)>> {
    let kinds = [Kind::PromiseLine];
    let mut written = texts::of(app, db, me, promise.by, promise.id, &kinds).await?;
    written.retain(|text| text.which.nth > 0);
    let line = |text: Written| (promise::monday_of(text.which.nth), text.text);
    Ok(written.into_iter().map(line).collect())
}

fn from_texts(written: &[Written]) -> Said {
    let mut said = Said::default();
    for Written {
        which,
        text,
        written_at,
        ..
    } in written
    {
        let text = text.clone();
        match (which.kind, which.nth) {
            (Kind::PromiseWhat, _) => said.what = text,
            (Kind::PromiseKnown, _) => said.known = Some(text),
            (Kind::PromiseInstead, _) => said.offers.push((text, *written_at)),
            (Kind::PromiseLine, 0) => said.line = Some(text), // the others are about single weeks
            _ => {}
        }
    }
    said
}

/// By when, in words, for this reader: an instant on the reader's clock, a day and a week on the maker's.
pub fn when(here: &Here<'_>, maker: &Person, reader: &Person, when: When) -> String {
    let t = here.t;
    match when {
        When::Open => t.say("promise-no-day", &[]),
        When::Day(day, None) => t.date(day),
        When::Day(day, Some(_)) => match over(here.app, when, &maker.zone) {
            Some(instant) => here.when(reader, instant),
            None => t.date(day),
        },
        When::Weekly(weekday, minute) => {
            let said = match minute {
                Some(minute) => t.every_week(weekday, wall::time_of_day(minute)),
                None => t.say("promise-every", &[("weekday", t.weekday(weekday).into())]),
            };
            if maker.zone == reader.zone || minute.is_none() {
                return said;
            }
            let maker = mention(maker.user);
            t.say(
                "promise-on-their-clock",
                &[("when", said.into()), ("maker", maker.into())],
            )
        }
    }
}

/// When its day is over, on the maker's clock.
pub fn over(app: &App, when: When, zone: &str) -> Option<DateTime<Utc>> {
    let zones = app.zones();
    when.over(&zones, zone)
        .or_else(|_| when.over(&zones, FALLBACK))
        .unwrap_or(None)
}

/// Whether a repair may begin from it now ([`Promise::may_be_repaired`]), on its maker's clock.
pub fn may_be_repaired(here: &Here<'_>, me: &Member, promise: &Promise) -> bool {
    let over = over(here.app, promise.when, &me.couple.person(promise.by).zone);
    promise.may_be_repaired(over, here.now)
}

/// When this word to its maker is due by the laws about clocks that hold now.
pub async fn planned_for(
    app: &App,
    db: &mut PgConnection,
    couple: CoupleId,
    row: i64,
    nth: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let Some(promise) = store::promises::find(&mut *db, couple, row).await? else {
        return Ok(None);
    };
    let Some(couple) = store::couples::find(db, couple).await? else {
        return Ok(None);
    };
    let zone = &couple.person(promise.by).zone;
    // Where its zone is no more it keeps its instant until another is chosen.
    let to_come = promise
        .when
        .reminders(&app.zones(), zone, now)
        .unwrap_or_default();
    let this = to_come
        .iter()
        .find(|word| word.number(promise.turns) == nth);
    Ok(this.map(|word| word.at))
}

/// Promises the words to its maker that are still to come, in place of those promised before.
pub async fn remind(
    app: &App,
    db: &mut PgConnection,
    promise: &Promise,
    zone: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::promises::disarm(&mut *db, promise).await?;
    remind_next(app, db, promise, zone, now).await
}

/// The same, beside those promised before.
pub async fn remind_next(
    app: &App,
    db: &mut PgConnection,
    promise: &Promise,
    zone: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if !promise.is_open() {
        return Ok(());
    }
    let zones = app.zones();
    let to_come = promise.when.reminders(&zones, zone, now);
    let to_come = to_come.or_else(|_| promise.when.reminders(&zones, FALLBACK, now))?;
    for reminder in to_come {
        let word = Timer::Word {
            couple: promise.couple,
            partner: promise.by,
            about: About::Promise,
            row: promise.id,
            nth: reminder.number(promise.turns),
        };
        store::timers::arm(&mut *db, promise.couple, reminder.at, &word).await?;
    }
    Ok(())
}

/// My clock is about to change: what I am to be reminded of comes at its hour on the new one. The couple is
/// held, as wherever promises are written.
pub async fn remind_anew(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    zone: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::couples::lock(&mut *db, me.couple.id).await?;
    for promise in store::promises::of_couple(&mut *db, me.couple.id).await? {
        if promise.by != me.who || !promise.is_open() {
            continue;
        }
        let Some(promise) = store::promises::lock(&mut *db, me.couple.id, promise.id).await? else {
            continue;
        };
        let turned = Promise {
            turns: promise.turns + 1,
            ..promise
        };
        store::promises::save(&mut *db, &turned).await?;
        remind(app, &mut *db, &turned, zone, now).await?;
    }
    Ok(())
}

/// The day on the wall of this clock.
pub fn today(app: &App, zone: &str, now: DateTime<Utc>) -> chrono::NaiveDateTime {
    wall::local(&app.zones(), zone, now).unwrap_or_else(|_| now.naive_utc())
}
