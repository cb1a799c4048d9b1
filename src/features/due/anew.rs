//! What follows from a day, an hour and a zone is planned anew where the laws about clocks have changed.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{common, questions, weekly};
use crate::app::App;
use crate::domain::timer::{About, Timer};
use crate::store;

/// Moves whatever is still to come and due at another instant by the laws that hold now; says how many moved. What
/// people were told as an instant keeps it.
pub async fn plan_anew(app: &App) -> anyhow::Result<usize> {
    const AT_ONCE: i64 = 1000;
    let now = app.clock.now();
    let (mut moved, mut after) = (0, 0);
    loop {
        let mut tx = app.db.begin().await?;
        let planned = store::timers::planned(&mut tx, now, after, AT_ONCE).await?;
        let Some(last) = planned.last() else {
            return Ok(moved);
        };
        after = last.id.0;
        for plan in &planned {
            let anew = planned_for(app, &mut tx, &plan.timer, now).await?;
            if let Some(due) = anew.filter(|due| *due != plan.due && *due > now) {
                store::timers::rearm(&mut tx, plan.couple, due, &plan.timer).await?;
                moved += 1;
            }
        }
        tx.commit().await?;
    }
}

/// When this is due by its rule; `None` where it follows from no rule.
async fn planned_for(
    app: &App,
    db: &mut PgConnection,
    timer: &Timer,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    match *timer {
        Timer::Prompt { couple, week } => weekly::planned_for(app, db, couple, week).await,
        Timer::Remind { date, year } => common::dates::planned_for(app, db, date, year, now).await,
        Timer::Word {
            couple,
            about: About::Promise,
            row,
            nth,
            ..
        } => common::promises::planned_for(app, db, couple, row, nth, now).await,
        Timer::News {
            couple,
            about: About::Question,
            row,
            nth,
        } => questions::planned_for(app, db, couple, row, nth).await,
        _ => Ok(None),
    }
}
