//! Promises: what is due, who is on it, and what became of it. Each row is done once.
//!
//! A row goes from *armed*, claimed by a lease, through *sending* (stamped before a request to Discord
//! whose effect may stay unknown) to *done*, *failed* or *skipped*. Every step names its attempt: whoever
//! lost the lease changes nothing any more.

mod conservation;
mod disarm;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, query, query_scalar};

use crate::domain::schedule::Occurrence;
use crate::domain::timer::{Timer, UnknownTimer};
use crate::domain::{ChannelId, CoupleId, MessageId, Partner, TimerId};
pub use conservation::{Conservation, conservation};
pub use disarm::{disarm, disarm_news, disarm_reminders, disarm_words, disarm_words_to};

/// A promise that is due, in one worker's hands until its lease runs out.
#[derive(Debug, Clone)]
pub struct Claimed {
    pub id: TimerId,
    /// What to do; an error where a newer version wrote the row, or something damaged it.
    pub timer: Result<Timer, UnknownTimer>,
    pub couple: Option<CoupleId>,
    /// The promised instant, which no retry moves.
    pub due: DateTime<Utc>,
    /// Which claim this is: what is asked of this row in its name holds only while it is the latest.
    pub attempt: i32,
    /// How often it has failed so far.
    pub retries: i32,
    /// How often Discord refused it so far because the place was closed.
    pub refused: i16,
    /// Why it failed the last time.
    pub waits: Option<String>,
    /// An earlier request whose effect is not known.
    pub unsettled: Option<Unsettled>,
}

/// A request was made, or was about to be, and nobody knows what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsettled {
    /// The first moment at which it can have had its effect.
    pub since: DateTime<Utc>,
    pub channel: Option<ChannelId>,
    /// The id of a button on the message, by which Tend knows its own.
    pub marker: Option<String>,
}

/// Where a message is going, kept before the request.
#[derive(Debug, Clone, Copy)]
pub struct Going<'a> {
    pub channel: ChannelId,
    pub marker: Option<&'a str>,
}

/// Promises that this is done once, at `due`. False if it was promised before, whatever became of it.
pub async fn arm(
    db: &mut PgConnection,
    couple: impl Into<Option<CoupleId>>,
    due: DateTime<Utc>,
    timer: &Timer,
) -> anyhow::Result<bool> {
    let armed = query!(
        "insert into timers (kind, key, couple_id, due_at, soon) values ($1, $2, $3, $4, $5)
         on conflict (key) do nothing",
        timer.kind(),
        timer.key(),
        couple.into().or(timer.couple()).map(|couple| couple.0),
        due,
        timer.is_soon(),
    );
    Ok(armed.execute(db).await?.rows_affected() == 1)
}

/// Promises it for `due` in place of the instant it had before. False if it can no longer be moved: it
/// is being sent, or it comes only once and has come (or may have).
pub async fn rearm(
    db: &mut PgConnection,
    couple: impl Into<Option<CoupleId>>,
    due: DateTime<Utc>,
    timer: &Timer,
) -> anyhow::Result<bool> {
    let armed = query!(
        "insert into timers as t (kind, key, couple_id, due_at, soon) values ($1, $2, $3, $4, $5)
         on conflict (key) do update set
             due_at = excluded.due_at, state = 0, leased_until = null, attempt = t.attempt + 1, retries = 0,
             sending_at = null, channel_id = null, marker = null, message_id = null, reason = null, finished_at = null
         where t.state in (0, 3) or ($6 and t.state in (2, 4))",
        timer.kind(),
        timer.key(),
        couple.into().or(timer.couple()).map(|couple| couple.0),
        due,
        timer.is_soon(),
        timer.may_recur(),
    );
    Ok(armed.execute(db).await?.rows_affected() == 1)
}

/// Takes up to `limit` promises that are due: first what somebody may be waiting for, then the most
/// overdue. Leaves alone what another worker holds; what a worker dropped comes back when its lease has
/// run out. Those of the kinds in `but` are left for another time.
pub async fn claim(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
    limit: i64,
    but: &[&str],
) -> anyhow::Result<Vec<Claimed>> {
    let but: Vec<String> = but.iter().map(|&kind| kind.to_owned()).collect();
    let rows = query!(
        "with due as (
             select id from (
                 select id from timers
                 where state <= 1 and soon and coalesce(leased_until, due_at) <= $1
                 order by coalesce(leased_until, due_at), id limit $3 for update skip locked) soon
             union all
             select id from (
                 select id from timers
                 where state <= 1 and not soon and coalesce(leased_until, due_at) <= $1 and kind <> all($4)
                 order by coalesce(leased_until, due_at), id limit $3 for update skip locked) patient
             limit $3)
         update timers set leased_until = $2, attempt = attempt + 1
         from due where timers.id = due.id
         returning timers.id, key, couple_id, due_at, attempt, retries, refused, sending_at, channel_id,
             marker, reason",
        now,
        lease_until,
        limit,
        &but,
    );
    let mut claimed: Vec<Claimed> = (rows.fetch_all(db).await?.into_iter())
        .map(|row| Claimed {
            id: TimerId(row.id),
            timer: row.key.parse(),
            couple: row.couple_id.map(CoupleId),
            due: row.due_at,
            attempt: row.attempt,
            retries: row.retries,
            refused: row.refused,
            waits: row.reason,
            unsettled: row.sending_at.map(|since| Unsettled {
                since,
                channel: row.channel_id.map(channel),
                marker: row.marker,
            }),
        })
        .collect();
    claimed.sort_by_key(|row| (row.due, row.id)); // `returning` has no order
    Ok(claimed)
}

/// Marks that a request is about to leave: the last thing before it, and committed by then. False: the
/// lease has run out, or the promise was moved or taken back; then nothing may be sent.
pub async fn stamp_sending(
    db: &mut PgConnection,
    id: TimerId,
    attempt: i32,
    going: Going<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let stamped = query!(
        "update timers
         set state = 1, sending_at = coalesce(sending_at, $3), channel_id = $4, marker = $5
         where id = $1 and attempt = $2 and state <= 1 and leased_until > $3",
        id.0,
        attempt,
        now,
        number(going.channel.0),
        going.marker,
    );
    Ok(stamped.execute(db).await?.rows_affected() == 1)
}

/// The earlier request had no effect: nothing was sent so far.
pub async fn nothing_sent(db: &mut PgConnection, id: TimerId, attempt: i32) -> anyhow::Result<()> {
    let cleared = query!(
        "update timers set state = 0, sending_at = null, channel_id = null, marker = null
         where id = $1 and attempt = $2 and state = 1",
        id.0,
        attempt,
    );
    cleared.execute(db).await?;
    Ok(())
}

/// It is done, and where it led to a message, this is it. Belongs in one transaction with what follows
/// from it. False if it was finished before, or is no longer this attempt's to finish.
pub async fn done(
    db: &mut PgConnection,
    id: TimerId,
    attempt: i32,
    message: Option<(ChannelId, MessageId)>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    // Whoever has Discord's yes for a stamped row records it, even if the lease went to somebody else.
    let done = query!(
        "update timers set state = 2, leased_until = null, reason = null, finished_at = $3,
             channel_id = coalesce($4, channel_id), message_id = $5
         where id = $1 and (state = 1 or (state = 0 and attempt = $2))",
        id.0,
        attempt,
        now,
        message.map(|(channel, _)| number(channel.0)),
        message.map(|(_, message)| number(message.0)),
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// It cannot be done, and this is why. False as in [`done`].
pub async fn failed(
    db: &mut PgConnection,
    id: TimerId,
    attempt: i32,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let failed = query!(
        "update timers set state = 3, leased_until = null, reason = $3, finished_at = $4
         where id = $1 and attempt = $2 and state <= 1",
        id.0,
        attempt,
        reason,
        now,
    );
    Ok(failed.execute(db).await?.rows_affected() == 1)
}

/// It is left out, and this is why. False as in [`done`].
pub async fn skipped(
    db: &mut PgConnection,
    id: TimerId,
    attempt: i32,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let skipped = query!(
        "update timers set state = 4, leased_until = null, reason = $3, finished_at = $4
         where id = $1 and attempt = $2 and state <= 1",
        id.0,
        attempt,
        reason,
        now,
    );
    Ok(skipped.execute(db).await?.rows_affected() == 1)
}

/// It is tried again, not before `until`. What was stamped stays stamped.
pub async fn later(
    db: &mut PgConnection,
    id: TimerId,
    attempt: i32,
    until: DateTime<Utc>,
    reason: &str,
) -> anyhow::Result<()> {
    let later = query!(
        "update timers set leased_until = $3, retries = retries + 1, reason = $4
         where id = $1 and attempt = $2 and state <= 1",
        id.0,
        attempt,
        until,
        reason,
    );
    later.execute(db).await?;
    Ok(())
}

/// Discord refused it because the place was closed: it is tried again, not before `until`. Where no earlier
/// request may have had its effect, nothing was sent.
pub async fn refused(
    db: &mut PgConnection,
    row: &Claimed,
    until: DateTime<Utc>,
) -> anyhow::Result<()> {
    if row.unsettled.is_none() {
        nothing_sent(&mut *db, row.id, row.attempt).await?;
    }
    let refused = query!(
        "update timers
         set leased_until = $3, retries = retries + 1, refused = refused + 1, reason = 'refused'
         where id = $1 and attempt = $2 and state <= 1",
        row.id.0,
        row.attempt,
        until,
    );
    refused.execute(db).await?;
    Ok(())
}

/// How many other promises of the same couple were refused and tried again since this instant.
pub async fn refused_since(
    db: &mut PgConnection,
    row: &Claimed,
    since: DateTime<Utc>,
) -> anyhow::Result<i64> {
    let count = query_scalar!(
        r#"select count(*) as "count!" from timers
           where couple_id = $1 and id <> $2 and refused > 0 and coalesce(finished_at, leased_until) > $3"#,
        row.couple.map(|couple| couple.0),
        row.id.0,
        since,
    );
    Ok(count.fetch_one(db).await?)
}

/// It is not wanted yet: promised for this instant instead. Only before anything was stamped.
pub async fn postpone(
    db: &mut PgConnection,
    id: TimerId,
    attempt: i32,
    due: DateTime<Utc>,
) -> anyhow::Result<()> {
    let postponed = query!(
        "update timers set due_at = $3, leased_until = null, retries = 0, reason = null
         where id = $1 and attempt = $2 and state = 0",
        id.0,
        attempt,
        due,
    );
    postponed.execute(db).await?;
    Ok(())
}

/// Gives back what this worker claimed and did not begin, so that another need not wait for its lease.
pub async fn give_back(db: &mut PgConnection, claimed: &[Claimed]) -> anyhow::Result<()> {
    let (ids, attempts): (Vec<i64>, Vec<i32>) =
        claimed.iter().map(|row| (row.id.0, row.attempt)).unzip();
    let given = query!(
        "update timers set leased_until = null
         from unnest($1::bigint[], $2::int[]) as mine (id, attempt)
         where timers.id = mine.id and timers.attempt = mine.attempt and state <= 1",
        &ids,
        &attempts,
    );
    given.execute(db).await?;
    Ok(())
}

/// Forgets leases beyond this instant: they were counted by a clock that has been set back since.
pub async fn forget_leases(db: &mut PgConnection, beyond: DateTime<Utc>) -> anyhow::Result<()> {
    let forgotten = query!(
        "update timers set leased_until = null where state <= 1 and leased_until > $1",
        beyond,
    );
    forgotten.execute(db).await?;
    Ok(())
}

/// When something is next promised to this couple.
pub async fn next_due(
    db: &mut PgConnection,
    couple: CoupleId,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let due = query_scalar!(
        "select min(due_at) from timers where couple_id = $1 and state <= 1",
        couple.0
    );
    Ok(due.fetch_one(db).await?)
}

/// When this couple's next prompt comes.
pub async fn prompt_of(
    db: &mut PgConnection,
    couple: CoupleId,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let due = query_scalar!(
        "select min(due_at) from timers where couple_id = $1 and kind = 'prompt' and state <= 1",
        couple.0,
    );
    Ok(due.fetch_one(db).await?)
}

/// The prompt that is promised to this couple next.
pub async fn planned_prompt(
    db: &mut PgConnection,
    couple: CoupleId,
) -> anyhow::Result<Option<Occurrence>> {
    let row = query!(
        "select key, due_at from timers where couple_id = $1 and kind = 'prompt' and state <= 1
         order by due_at desc limit 1",
        couple.0
    );
    let Some(row) = row.fetch_optional(db).await? else {
        return Ok(None);
    };
    match row.key.parse::<Timer>()? {
        Timer::Prompt { week, .. } => Ok(Some(Occurrence {
            week,
            due: row.due_at,
        })),
        _ => Ok(None),
    }
}

/// Something that is armed and still to come.
pub struct Planned {
    pub id: TimerId,
    pub timer: Timer,
    pub couple: Option<CoupleId>,
    pub due: DateTime<Utc>,
}

/// What is armed, of the kinds that may follow from a rule, and still to come at `now`, in the order of the rows.
pub async fn planned(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    after: i64,
    limit: i64,
) -> anyhow::Result<Vec<Planned>> {
    let rows = query!(
        "select id, key, couple_id, due_at from timers
         where id > $1 and kind in ('prompt', 'remind', 'word', 'news') and state = 0 and due_at > $2
         order by id limit $3",
        after,
        now,
        limit
    );
    let rows = rows.fetch_all(db).await?.into_iter();
    rows.map(|row| {
        Ok(Planned {
            id: TimerId(row.id),
            timer: row.key.parse()?,
            couple: row.couple_id.map(CoupleId),
            due: row.due_at,
        })
    })
    .collect()
}

/// When the next prompt of all is due: where the sandbox's clock jumps to.
pub async fn next_prompt_due(db: &mut PgConnection) -> anyhow::Result<Option<DateTime<Utc>>> {
    let due = query_scalar!("select min(due_at) from timers where kind = 'prompt' and state <= 1");
    Ok(due.fetch_one(db).await?)
}

/// When this person is to be reminded, because they asked for it.
pub async fn reminders(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Vec<DateTime<Utc>>> {
    let due = query_scalar!(
        "select due_at from timers
         where couple_id = $1 and kind in ('nudge', 'reread') and state <= 1
             and split_part(key, ':', 3) = $2
         order by due_at",
        couple.0,
        who.number().to_string(),
    );
    Ok(due.fetch_all(db).await?)
}

/// Lets go of what was finished before this instant, and says how many rows that were.
pub async fn tidy(db: &mut PgConnection, before: DateTime<Utc>) -> anyhow::Result<u64> {
    let gone = query!(
        "delete from timers where state >= 2 and finished_at < $1",
        before
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// Discord's ids are below 2^63 and are kept as `bigint`.
fn number(id: u64) -> i64 {
    id.cast_signed()
}

fn channel(number: i64) -> ChannelId {
    ChannelId(number.cast_unsigned())
}
