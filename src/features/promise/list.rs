//! My promises, those shared with me, and what I said of mine, month by month. Nothing about the other is counted.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{Verb, gone, id, view};
use crate::app::{Here, Member, mention};
use crate::domain::promise::{AT_MOST, Outcome, Promise, State};
use crate::error::Error;
use crate::features::common::{self, buttons, promises};
use crate::store;
use crate::ui::text::{glimpse, quote};
use crate::ui::{Button, Choice, Reply, Select};

/// So long a closed one stays in the list.
const LATELY: TimeDelta = TimeDelta::days(30);
/// So many closed ones of each are listed, the newest.
const CLOSED: usize = 10;
/// So much of a promise stands in a list.
const GLIMPSE: usize = 90;

/// Mine and theirs, as far as they were shared with me. An open one reads the same before and after its day.
pub async fn list(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let t = here.t;
    let mut db = here.app.db.acquire().await?;
    let mut all = store::promises::of_couple(&mut db, me.couple.id).await?;
    all.retain(|promise| promise.may_read(me.who));
    let (mine, theirs): (Vec<Promise>, Vec<Promise>) =
        all.into_iter().partition(|promise| promise.by == me.who);
    let full = mine.iter().filter(|one| one.closed_at.is_none()).count() >= AT_MOST;
    let by_month =
        mine.iter().any(|one| one.given_at.is_some()) || theirs.iter().any(Promise::is_weekly);

    let mut shown = Listed::default();
    let mut blocks = vec![t.say("promise-list", &[])];
    let of = |list: &[Promise], keep: &dyn Fn(&Promise) -> bool| -> Vec<Promise> {
        list.iter().filter(|one| keep(one)).cloned().collect()
    };
    let lately = |list: &[Promise]| {
        let mut closed = of(list, &|one| {
            one.closed_at.is_some_and(|at| at > here.now - LATELY)
        });
        closed.sort_by_key(|one| std::cmp::Reverse(one.closed_at));
        closed.truncate(CLOSED);
        closed
    };
    let other = mention(me.other().user);
    let parts = [
        (
            t.say("promise-list-drafts", &[]),
            of(&mine, &|one| one.state == State::Draft),
        ),
        (
            t.say("promise-list-mine", &[]),
            of(&mine, &Promise::is_open),
        ),
        (t.say("promise-list-mine-lately", &[]), lately(&mine)),
        (
            t.say("promise-list-theirs", &[("other", (&other).into())]),
            of(&theirs, &Promise::is_open),
        ),
        (
            t.say(
                "promise-list-theirs-lately",
                &[("other", other.clone().into())],
            ),
            lately(&theirs),
        ),
    ];
    for (heading, promises) in &parts {
        if !promises.is_empty() {
            blocks.push(shown.part(here, me, &mut db, heading, promises).await?);
        }
    }
    if blocks.len() == 1 {
        blocks.push(t.say("promise-list-none", &[]));
    }
    if full {
        blocks.push(t.say("promise-full", &[]));
    }
    let new = Button::main(t.say("promise-new-button", &[]), id(Verb::New, me, 0));
    let months = Button::new(t.say("promise-months-button", &[]), id(Verb::Months, me, 0));
    let row = (!full)
        .then_some(new)
        .into_iter()
        .chain(by_month.then_some(months))
        .chain([buttons::help(t)]);
    let Listed { mine, theirs, .. } = shown;
    Ok(Reply::Say(common::spread(&blocks, |mut card| {
        let placeholders = [
            t.say("promise-pick-mine-placeholder", &[]),
            t.say("promise-pick-theirs-placeholder", &[]),
        ];
        // Two selects of one card differ in their ids.
        for (at, (placeholder, choices)) in (0..).zip(placeholders.into_iter().zip([mine, theirs]))
        {
            if !choices.is_empty() {
                card = card.select(Select {
                    id: id(Verb::Pick, me, at),
                    placeholder,
                    choices,
                    least: 1,
                    most: 1,
                });
            }
        }
        card.buttons(row)
    })))
}

/// What stands in the list so far, and what can be chosen from it.
#[derive(Default)]
struct Listed {
    number: usize,
    mine: Vec<Choice>,
    theirs: Vec<Choice>,
}

impl Listed {
    async fn part(
        &mut self,
        here: &Here<'_>,
        me: &Member,
        db: &mut PgConnection,
        heading: &str,
        promises: &[Promise],
    ) -> anyhow::Result<String> {
        let t = here.t;
        let mut lines = vec![heading.to_owned()];
        for promise in promises {
            self.number += 1;
            let said = promises::said(here.app, &mut *db, me, promise).await?;
            let maker = me.couple.person(promise.by);
            let when = match promise.closed_at {
                Some(at) => t.date(here.local(&me.me().zone, at).date()),
                None => promises::when(here, maker, me.me(), promise.when),
            };
            let number = self.number.to_string();
            let what = glimpse(said.now(), GLIMPSE);
            let mut line = t.say(
                "promise-line",
                &[
                    ("number", (&number).into()),
                    ("what", what.into()),
                    ("when", (&when).into()),
                ],
            );
            if promise.to_talk {
                line = t.say("promise-line-talk", &[("line", line.into())]);
            } else if promise.by == me.who && promise.is_open() && !promise.shared {
                line = t.say("promise-line-mine", &[("line", line.into())]);
            }
            lines.push(line);
            let label = t.say(
                "promise-choice",
                &[("number", number.into()), ("when", when.into())],
            );
            let choice = Choice::new(label, id::spelled(promise.id));
            if promise.by == me.who {
                self.mine.push(choice);
            } else {
                self.theirs.push(choice);
            }
        }
        Ok(lines.join("\n"))
    }
}

/// One of them.
pub async fn show(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let found = store::promises::find(&mut db, me.couple.id, row).await?;
    let Some(promise) = found.filter(|promise| promise.may_read(me.who)) else {
        return Err(gone(here, me));
    };
    Ok(Reply::Say(
        view::shown(here, me, &mut db, &promise, None).await?,
    ))
}

/// My own months: what I said I would do, and what I did. For me alone, in words.
pub async fn months(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    let t = here.t;
    let mut db = here.app.db.acquire().await?;
    let mut all = store::promises::of_couple(&mut db, me.couple.id).await?;
    all.retain(|promise| promise.may_read(me.who) && promise.given_at.is_some());
    let weeks = store::promises::weeks_of_person(&mut db, me.couple.id, me.who).await?;
    let mut months: BTreeMap<(i32, u32), Vec<String>> = BTreeMap::new();
    let mut add = |day: NaiveDate, line: String| {
        months
            .entry((day.year(), day.month()))
            .or_default()
            .push(line);
    };
    let day_of = |at: DateTime<Utc>| here.local(&me.me().zone, at).date();
    for promise in &all {
        let said = promises::said(here.app, &mut db, me, promise).await?;
        let what = glimpse(said.now(), GLIMPSE);
        let maker = mention(me.couple.person(promise.by).user);
        for (monday, words) in promises::week_lines(here.app, &mut db, me, promise).await? {
            let id = if promise.by == me.who {
                "promise-month-week-line"
            } else {
                "promise-month-their-week-line"
            };
            let week = view::in_short(here, monday);
            let values = [
                ("what", (&what).into()),
                ("week", week.into()),
                ("maker", (&maker).into()),
            ];
            add(monday, format!("{}\n{}", t.say(id, &values), quote(&words)));
        }
        if promise.by != me.who {
            continue; // what became of theirs is theirs to tell
        }
        let line = |id: &str| t.say(id, &[("what", (&what).into())]);
        match (promise.state, promise.closed_at) {
            (State::Closed(Outcome::Kept), Some(at)) => add(day_of(at), line("promise-month-kept")),
            (State::Closed(Outcome::Partly), Some(at)) => {
                add(day_of(at), line("promise-month-partly"));
            }
            (State::Closed(Outcome::CouldNot), Some(at)) => {
                add(day_of(at), line("promise-month-could-not"));
            }
            _ => {}
        }
        if let Some(at) = promise.offered_at {
            add(day_of(at), line("promise-month-offered"));
        }
        let own: Vec<_> = weeks
            .iter()
            .filter(|week| week.promise == promise.id)
            .collect();
        for (outcome, id) in [
            (Outcome::Kept, "promise-month-weeks-kept"),
            (Outcome::Partly, "promise-month-weeks-partly"),
            (Outcome::CouldNot, "promise-month-weeks-could-not"),
        ] {
            let mut days: BTreeMap<(i32, u32), Vec<NaiveDate>> = BTreeMap::new();
            for week in own.iter().filter(|week| week.outcome == outcome) {
                let month = (week.day.year(), week.day.month());
                days.entry(month).or_default().push(week.day);
            }
            for days in days.into_values() {
                let told: Vec<String> = days.iter().map(|day| view::in_short(here, *day)).collect();
                let values = [("what", (&what).into()), ("days", t.join(&told).into())];
                add(days[0], t.say(id, &values));
            }
        }
    }
    let mut blocks = vec![t.say("promise-months", &[])];
    if months.is_empty() {
        blocks.push(t.say("promise-months-none", &[]));
    }
    for ((year, month), lines) in months.into_iter().rev() {
        let (month, year) = (t.month(month), year.to_string());
        let heading = t.say(
            "promise-month",
            &[("month", month.into()), ("year", year.into())],
        );
        blocks.push(format!("{heading}\n{}", lines.join("\n")));
    }
    let row = [view::to_the_list(here, me), buttons::help(t)];
    Ok(Reply::Say(common::spread(&blocks, |card| {
        card.buttons(row)
    })))
}
