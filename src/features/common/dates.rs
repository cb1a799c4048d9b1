//! Dates that matter to one of the two: sealed, opened, told in words, and their reminders promised.

use chrono::{DateTime, Datelike, Utc};
use sqlx::PgConnection;

use crate::app::{App, Member};
use crate::domain::RoundId;
use crate::domain::dates::{Day, Reminder};
use crate::domain::timer::Timer;
use crate::entropy::Whose;
use crate::store;
use crate::store::dates::Date;
use crate::vault::DataKey;
use crate::words::Tongue;

const FIELD: &str = "dates.sealed";
/// Where a zone is no more, its people's clocks are told in this one.
const FALLBACK: &str = "UTC";

/// Keeps a date of mine, sealed to its row.
pub async fn keep(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    day: Day,
    what: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (couple, by) = (me.couple.id, me.who);
    let id = app.entropy.id(Whose::Person(me.me().user))?;
    let sealed = app
        .seal_text(&mut *db, couple, by, FIELD, RoundId(id), what)
        .await?;
    let date = Date {
        id,
        couple,
        by,
        sealed,
        day,
        created_at: now,
    };
    store::dates::insert(&mut *db, &date).await?;
    promise(app, db, &date, &me.me().zone, now).await
}

/// What a date is, in its author's words; `None` where their key was erased.
pub fn what(app: &App, key: Option<&DataKey>, date: &Date) -> anyhow::Result<Option<String>> {
    let id = RoundId(date.id);
    app.read_text(key, date.couple, date.by, FIELD, id, &date.sealed)
}

/// The day in words: “14 May, every year”, or with its year.
pub fn when(t: &Tongue, day: Day) -> String {
    match day.year.and_then(|year| day.in_year(year)) {
        Some(once) => t.date_with_year(once),
        None => t.say(
            "dates-every-year",
            &[
                ("day", day.day.into()),
                ("month", t.month(day.month).into()),
            ],
        ),
    }
}

/// My clock has changed: what I am still to be reminded of comes at nine o'clock on the new one.
pub async fn promise_anew(
    app: &App,
    db: &mut PgConnection,
    me: &Member,
    zone: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for date in store::dates::of_person(&mut *db, me.couple.id, me.who).await? {
        promise(app, &mut *db, &date, zone, now).await?;
    }
    Ok(())
}

/// When somebody on this clock is next reminded of this day.
pub fn next(
    app: &App,
    day: Day,
    zone: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Reminder>> {
    Ok(day.next_reminder(&app.zones(), known(app, zone), now)?)
}

/// Promises the next reminder; where that one has been sent already, the one of the year after.
async fn promise(
    app: &App,
    db: &mut PgConnection,
    date: &Date,
    zone: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(next) = next(app, date.day, zone, now)? else {
        return Ok(());
    };
    if !arm(&mut *db, date, next).await? {
        promise_after(app, db, date, next.of.year(), zone, now).await?;
    }
    Ok(())
}

/// Promises the reminder of the year after this one, if the day comes again.
pub async fn promise_after(
    app: &App,
    db: &mut PgConnection,
    date: &Date,
    year: i32,
    zone: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if let Some(next) = date
        .day
        .reminder_after(&app.zones(), known(app, zone), year, now)?
    {
        arm(db, date, next).await?;
    }
    Ok(())
}

/// When the reminder of this year is due by the laws about clocks that hold now.
pub async fn planned_for(
    app: &App,
    db: &mut PgConnection,
    date: i64,
    year: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let Some(date) = store::dates::lock(&mut *db, date).await? else {
        return Ok(None);
    };
    let Some(couple) = store::couples::find(db, date.couple).await? else {
        return Ok(None);
    };
    let zone = known(app, &couple.person(date.by).zone);
    let next = date.day.reminder_after(&app.zones(), zone, year - 1, now)?;
    Ok(next
        .filter(|next| next.of.year() == year)
        .map(|next| next.at))
}

async fn arm(db: &mut PgConnection, date: &Date, next: Reminder) -> anyhow::Result<bool> {
    let timer = Timer::Remind {
        date: date.id,
        year: next.of.year(),
    };
    store::timers::rearm(db, date.couple, next.at, &timer).await
}

fn known<'a>(app: &App, zone: &'a str) -> &'a str {
    if app.zones().get(zone).is_ok() {
        zone
    } else {
        FALLBACK
    }
}
