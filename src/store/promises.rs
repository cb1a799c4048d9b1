//! Promises: what each of the two will do, by when; and what their maker says of each week. Words are texts.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc, Weekday};
use sqlx::PgConnection;

use crate::domain::promise::{Outcome, Promise, State, When};
use crate::domain::text::Kind;
use crate::domain::timer::About;
use crate::domain::{CoupleId, Partner};

/// Texts that go with a promise.
const KINDS: [Kind; 6] = [
    Kind::PromiseWhat,
    Kind::PromiseKnown,
    Kind::PromiseInstead,
    Kind::PromiseLine,
    Kind::PromiseNoticed,
    Kind::PromiseOtherwise,
];

struct Row {
    id: i64,
    couple_id: i64,
    partner: i16,
    repair_id: Option<i64>,
    shared: bool,
    day: Option<NaiveDate>,
    weekday: Option<i16>,
    minute: Option<i16>,
    state: String,
    turns: i32,
    offers: i16,
    talks: i16,
    to_talk: bool,
    made_at: DateTime<Utc>,
    given_at: Option<DateTime<Utc>>,
    offered_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

impl Row {
    fn promise(self) -> anyhow::Result<Promise> {
        let minute = self.minute.map(u16::try_from).transpose();
        let minute = minute.context("a minute of the day")?;
        let when = match (self.day, self.weekday) {
            (Some(day), None) => When::Day(day, minute),
            (None, Some(number)) => {
                let weekday = u8::try_from(number - 1).ok();
                let weekday = weekday.and_then(|number| Weekday::try_from(number).ok());
                When::Weekly(weekday.context("a weekday from 1 to 7")?, minute)
            }
            _ => When::Open,
        };
        Ok(Promise {
            id: self.id,
            couple: CoupleId(self.couple_id),
            by: Partner::from_number(self.partner).context("a partner")?,
            repair: self.repair_id,
            shared: self.shared,
            when,
            state: State::from_name(&self.state).context("a state of a promise")?,
            turns: self.turns,
            offers: self.offers,
            talks: self.talks,
            to_talk: self.to_talk,
            made_at: self.made_at,
            given_at: self.given_at,
            offered_at: self.offered_at,
            closed_at: self.closed_at,
        })
    }
}

/// Day, weekday and minute as they are stored.
fn columns(when: When) -> (Option<NaiveDate>, Option<i16>, Option<i16>) {
    let small = |minute: Option<u16>| minute.and_then(|minute| i16::try_from(minute).ok());
    match when {
        When::Day(day, minute) => (Some(day), None, small(minute)),
        When::Weekly(weekday, minute) => {
            let number = i16::try_from(weekday.number_from_monday()).ok();
            (None, number, small(minute))
        }
        When::Open => (None, None, None),
    }
}

/// Keeps a draft.
pub async fn insert(
    db: &mut PgConnection,
    id: i64,
    couple: CoupleId,
    by: Partner,
    repair: Option<i64>,
    when: When,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (day, weekday, minute) = columns(when);
    sqlx::query!(
        "insert into promises (id, couple_id, partner, repair_id, shared, day, weekday, minute, state, made_at, rank)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $9,
             (select coalesce(max(rank) + 1, 0) from promises where couple_id = $2 and made_at = $9))",
        id,
        couple.0,
        by.number(),
        repair,
        repair.is_some(),
        day,
        weekday,
        minute,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The promise with this number, if it is this couple's.
pub async fn find(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<Promise>> {
    let row = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, repair_id, shared, day, weekday, minute, state, turns, offers, talks, to_talk,
                made_at, given_at, offered_at, closed_at
         from promises where id = $1 and couple_id = $2",
        id,
        couple.0
    )
    .fetch_optional(db)
    .await?;
    row.map(Row::promise).transpose()
}

/// The same, held until the transaction ends.
pub async fn lock(
    db: &mut PgConnection,
    couple: CoupleId,
    id: i64,
) -> anyhow::Result<Option<Promise>> {
    sqlx::query!(
        "select id from promises where id = $1 and couple_id = $2 for update",
        id,
        couple.0
    )
    .fetch_optional(&mut *db)
    .await?;
    find(db, couple, id).await
}

/// All promises of a couple, of both, in the order in which they were made.
pub async fn of_couple(db: &mut PgConnection, couple: CoupleId) -> anyhow::Result<Vec<Promise>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, couple_id, partner, repair_id, shared, day, weekday, minute, state, turns, offers, talks, to_talk,
                made_at, given_at, offered_at, closed_at
         from promises where couple_id = $1 order by made_at, rank, id",
        couple.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::promise).collect()
}

/// All promises that were given as part of this repair, and drafts of it.
pub async fn in_repair(
    db: &mut PgConnection,
    couple: CoupleId,
    repair: i64,
) -> anyhow::Result<Vec<Promise>> {
    let mut all = of_couple(db, couple).await?;
    all.retain(|promise| promise.repair == Some(repair));
    Ok(all)
}

/// What became of the promises of a repair, as both may know; and how many are still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OfRepair {
    /// Drafts and open ones.
    pub to_come: i64,
    /// Given, and open or kept.
    pub stand: i64,
    /// Closed as kept, or kept in at least one week that their maker has shown.
    pub kept: i64,
}

/// Counts the promises of this repair.
pub async fn of_repair(
    db: &mut PgConnection,
    couple: CoupleId,
    repair: i64,
) -> anyhow::Result<OfRepair> {
    let counts = sqlx::query_as!(
        OfRepair,
        r#"with mine as (
               select state, state = 'kept' or exists (
                   select 1 from promise_weeks w where w.promise_id = p.id and w.outcome = 'kept' and w.shown) as kept
               from promises p where couple_id = $1 and repair_id = $2)
           select count(*) filter (where state in ('draft', 'open')) as "to_come!",
                  count(*) filter (where state = 'open' or kept) as "stand!",
                  count(*) filter (where kept) as "kept!"
           from mine"#,
        couple.0,
        repair
    );
    Ok(counts.fetch_one(db).await?)
}

/// Keeps what has changed.
pub async fn save(db: &mut PgConnection, promise: &Promise) -> anyhow::Result<()> {
    let (day, weekday, minute) = columns(promise.when);
    sqlx::query!(
        "update promises set shared = $2, day = $3, weekday = $4, minute = $5, state = $6, turns = $7, offers = $8,
             talks = $9, to_talk = $10, given_at = $11, offered_at = $12, closed_at = $13
         where id = $1",
        promise.id,
        promise.shared,
        day,
        weekday,
        minute,
        promise.state.name(),
        promise.turns,
        promise.offers,
        promise.talks,
        promise.to_talk,
        promise.given_at,
        promise.offered_at,
        promise.closed_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what its maker says of one of its weeks. False if that was said before: the first stands.
pub async fn tell_week(db: &mut PgConnection, week: Week) -> anyhow::Result<bool> {
    let told = sqlx::query!(
        "insert into promise_weeks (promise_id, day, outcome, shown, told_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        week.promise,
        week.day,
        week.outcome.name(),
        week.shown,
        week.told_at
    );
    Ok(told.execute(db).await?.rows_affected() == 1)
}

/// One week of a weekly promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub promise: i64,
    pub day: NaiveDate,
    pub outcome: Outcome,
    /// Its maker wrote a line about it, which the other may read.
    pub shown: bool,
    pub told_at: DateTime<Utc>,
}

/// The weeks of all weekly promises of this person, in their order: theirs alone.
pub async fn weeks_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<Vec<Week>> {
    let rows = sqlx::query!(
        "select w.promise_id, w.day, w.outcome, w.shown, w.told_at
         from promise_weeks w join promises p on p.id = w.promise_id
         where p.couple_id = $1 and p.partner = $2 order by w.day, p.made_at, p.rank, p.id",
        couple.0,
        by.number()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Week {
                promise: row.promise_id,
                day: row.day,
                outcome: Outcome::from_name(&row.outcome).context("an outcome")?,
                shown: row.shown,
                told_at: row.told_at,
            })
        })
        .collect()
}

/// Takes back the words to its maker that are still to come.
pub async fn disarm(db: &mut PgConnection, promise: &Promise) -> anyhow::Result<()> {
    super::timers::disarm_words(db, promise.couple, About::Promise, &[promise.id]).await
}

/// Lets go of one with all that was written about it.
pub async fn delete(db: &mut PgConnection, promise: &Promise) -> anyhow::Result<()> {
    super::timers::disarm_words(&mut *db, promise.couple, About::Promise, &[promise.id]).await?;
    super::texts::delete_about(&mut *db, promise.couple, promise.id, &KINDS).await?;
    sqlx::query!("delete from promises where id = $1", promise.id)
        .execute(db)
        .await?;
    Ok(())
}

/// Removes all promises of this person, with their reminders. What this person wrote about the other's
/// goes with their texts, so that nothing is left of it to talk about.
pub async fn delete_of_person(
    db: &mut PgConnection,
    couple: CoupleId,
    by: Partner,
) -> anyhow::Result<()> {
    let gone = sqlx::query_scalar!(
        "delete from promises where couple_id = $1 and partner = $2 returning id",
        couple.0,
        by.number()
    )
    .fetch_all(&mut *db)
    .await?;
    super::timers::disarm_words(&mut *db, couple, About::Promise, &gone).await?;
    sqlx::query!(
        "update promises set to_talk = false where couple_id = $1 and to_talk",
        couple.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of promises that were closed before one instant, and of drafts made before another, with all
/// that was written about them. What belongs to a repair, or what that began from, is kept as long as it is
/// open, and as long again as anything that is over.
pub async fn tidy(
    db: &mut PgConnection,
    closed: DateTime<Utc>,
    drafts: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from promises p where (closed_at < $1 or (state = 'draft' and made_at < $2))
         and not exists (select 1 from repairs r where r.couple_id = p.couple_id and r.phase > 0
             and (r.id = p.repair_id or r.promise_id = p.id)
             and (r.over_at is null or r.over_at >= case p.state when 'draft' then $2 else $1 end))",
        closed,
        drafts
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "delete from promise_weeks w using promises p where p.id = w.promise_id and w.told_at < $1
         and not exists (select 1 from repairs r where r.id = p.repair_id and (r.over_at is null or r.over_at >= $1))",
        closed
    )
    .execute(&mut *db)
    .await?;
    // Also what the other wrote about promises that their maker has erased: kept for as long.
    let kinds = KINDS.map(|kind| kind.name().to_owned());
    sqlx::query!(
        "delete from texts t where t.kind = any($1) and t.written_at < $2
         and not exists (select 1 from promises p where p.id = t.about)",
        &kinds[..],
        drafts
    )
    .execute(db)
    .await?;
    Ok(())
}
