//! Couples with their two people.

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::domain::answer::Sharings;
use crate::domain::couple::{Couple, Left, Person, Rest, Unreachable};
use crate::domain::schedule::{Beat, Slot};
use crate::domain::untold::Untold;
use crate::domain::{ChannelId, CoupleId, UserId};

/// One of the two rows of a couple, with the couple's own columns beside it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four columns, each yes or no"
)]
struct Half {
    id: i64,
    guild_id: i64,
    channel_id: i64,
    zone: String,
    weekday: i16,
    minute: i16,
    reveal_days: i16,
    every_weeks: i16,
    beat_from: NaiveDate,
    started_at: DateTime<Utc>,
    unreachable: Option<String>,
    rested_at: Option<DateTime<Utc>>,
    user_id: i64,
    own_zone: String,
    consented_at: DateTime<Utc>,
    consent_version: String,
    streak_hidden: bool,
    sharing: String,
    resting_since: Option<DateTime<Utc>>,
    resting_until: Option<DateTime<Utc>>,
    rest_told: bool,
    left_at: Option<DateTime<Utc>>,
    left_told: bool,
    untold: bool,
}

/// The couple with this number.
pub async fn find(db: &mut PgConnection, id: CoupleId) -> anyhow::Result<Option<Couple>> {
    let halves = sqlx::query_as!(
        Half,
        r#"select c.id, c.guild_id, c.channel_id, c.zone, c.weekday, c.minute, c.reveal_days, c.every_weeks, c.beat_from,
                c.started_at, c.unreachable, c.rested_at, p.user_id, p.zone as own_zone, p.consented_at, p.consent_version,
                p.streak_hidden, p.sharing, p.resting_since, p.resting_until, p.rest_told, p.left_at, p.left_told,
                exists (select from untold u where u.couple_id = c.id and u.partner = p.partner) as "untold!"
         from couples c join partners p on p.couple_id = c.id
         where c.id = $1
         order by c.id, p.partner"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(pair_up(halves)?.pop())
}

/// Whether this person is one of the two, whether or not they have left.
pub async fn has(db: &mut PgConnection, id: CoupleId, user: UserId) -> anyhow::Result<bool> {
    let user = user.0.cast_signed();
    let row = sqlx::query!(
        r#"select exists (select from partners where couple_id = $1 and user_id = $2) as "has!""#,
        id.0,
        user
    );
    Ok(row.fetch_one(db).await?.has)
}

/// Reads the couple and holds it until the transaction ends, so that what the two do at the same
/// moment takes turns.
pub async fn lock(db: &mut PgConnection, id: CoupleId) -> anyhow::Result<Option<Couple>> {
    sqlx::query!("select id from couples where id = $1 for update", id.0)
        .fetch_optional(&mut *db)
        .await?;
    find(db, id).await
}

/// Every couple this person is or was in, newest first; `sender` is their keyed hash among those who wrote
/// to the host.
pub async fn of_person(
    db: &mut PgConnection,
    user: UserId,
    sender: &[u8],
) -> anyhow::Result<Vec<Couple>> {
    let halves = sqlx::query_as!(
        Half,
        r#"select c.id, c.guild_id, c.channel_id, c.zone, c.weekday, c.minute, c.reveal_days, c.every_weeks, c.beat_from,
                c.started_at, c.unreachable, c.rested_at, p.user_id, p.zone as own_zone, p.consented_at, p.consent_version,
                p.streak_hidden, p.sharing, p.resting_since, p.resting_until, p.rest_told, p.left_at, p.left_told,
                exists (select from untold u where u.couple_id = c.id and u.partner = p.partner)
                    or (p.partner = me.partner and exists (
                        select from feedback f where f.person = $2 and f.failed_at is not null and f.told_at is null))
                    as "untold!"
         from partners me
         join couples c on c.id = me.couple_id
         join partners p on p.couple_id = c.id
         where me.user_id = $1
         order by c.started_at desc, c.id desc, p.partner"#,
        user.0.cast_signed(),
        sender
    )
    .fetch_all(db)
    .await?;
    pair_up(halves)
}

/// The couple that lives in this channel now.
pub async fn in_channel(
    db: &mut PgConnection,
    channel: ChannelId,
) -> anyhow::Result<Option<CoupleId>> {
    let row = sqlx::query!(
        "select id from couples where channel_id = $1 and holds_channel",
        channel.0.cast_signed()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| CoupleId(row.id)))
}

/// A new couple, asked every week from that of its first round on. False where another lives in this channel
/// already.
pub async fn insert(
    db: &mut PgConnection,
    id: CoupleId,
    guild: u64,
    channel: ChannelId,
    slot: &Slot,
    first_week: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let (weekday, minute) = super::slot_columns(slot);
    let begun = sqlx::query!(
        "insert into couples (id, guild_id, channel_id, zone, weekday, minute, started_at, beat_from)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (channel_id) where holds_channel do nothing",
        id.0,
        guild.cast_signed(),
        channel.0.cast_signed(),
        slot.zone,
        weekday,
        minute,
        now,
        first_week
    )
    .execute(db)
    .await?;
    Ok(begun.rows_affected() == 1)
}

/// The couple's hour, in which weeks it comes and when answers open, as agreed.
pub async fn save_rhythm(
    db: &mut PgConnection,
    id: CoupleId,
    slot: &Slot,
    reveal_days: u8,
    beat: Beat,
) -> anyhow::Result<()> {
    let (weekday, minute) = super::slot_columns(slot);
    sqlx::query!(
        "update couples set zone = $2, weekday = $3, minute = $4, reveal_days = $5, every_weeks = $6, beat_from = $7
         where id = $1",
        id.0,
        slot.zone,
        weekday,
        minute,
        i16::from(reveal_days),
        i16::from(beat.weeks),
        beat.from
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Another channel; false where another couple lives there.
pub async fn move_to(
    db: &mut PgConnection,
    id: CoupleId,
    guild: u64,
    channel: ChannelId,
) -> anyhow::Result<bool> {
    let taken = in_channel(&mut *db, channel)
        .await?
        .is_some_and(|there| there != id);
    if taken {
        return Ok(false);
    }
    sqlx::query!(
        "with told as (delete from untold where couple_id = $1 and what = $4)
         update couples set guild_id = $2, channel_id = $3, unreachable = null where id = $1",
        id.0,
        guild.cast_signed(),
        channel.0.cast_signed(),
        Untold::Room.name()
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// Remembers that the channel could not be reached; both are to be told at their next command: when it
/// begins, and `again` where it goes on.
pub async fn save_unreachable(
    db: &mut PgConnection,
    id: CoupleId,
    why: Unreachable,
    again: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let reason = match why {
        Unreachable::Gone => "gone",
        Unreachable::NoAccess => "no_access",
    };
    sqlx::query!(
        "with told as (
             insert into untold (couple_id, partner, what, at)
             select p.couple_id, p.partner, $4, $3 from partners p join couples c on c.id = p.couple_id
             where c.id = $1 and (c.unreachable is null or $5)
             on conflict (couple_id, partner, what) do update set at = excluded.at)
         update couples set unreachable = $2 where id = $1",
        id.0,
        reason,
        now,
        Untold::Room.name(),
        again
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Why the couple that lives in this channel could not be reached there at the last try.
pub async fn unreachable(
    db: &mut PgConnection,
    channel: ChannelId,
) -> anyhow::Result<Option<Unreachable>> {
    let row = sqlx::query!(
        "select unreachable from couples where channel_id = $1 and holds_channel",
        channel.0.cast_signed()
    )
    .fetch_optional(db)
    .await?;
    Ok(why(row.and_then(|row| row.unreachable).as_deref()))
}

/// The channel can be reached (again): what was to be told of that is no longer so.
pub async fn reached(db: &mut PgConnection, channel: ChannelId) -> anyhow::Result<()> {
    sqlx::query!(
        "with healed as (
             update couples set unreachable = null
             where channel_id = $1 and unreachable is not null returning id)
         delete from untold using healed where couple_id = healed.id and what = $2",
        channel.0.cast_signed(),
        Untold::Room.name()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A rest has ended.
pub async fn save_rested(
    db: &mut PgConnection,
    id: CoupleId,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!("update couples set rested_at = $2 where id = $1", id.0, at)
        .execute(db)
        .await?;
    Ok(())
}

/// One of the two has left, or has come back: the couple has ended since the first of them left, and its channel is
/// theirs as long as nobody was told of an end, as it is of a couple that rests.
pub async fn save_ended(db: &mut PgConnection, id: CoupleId) -> anyhow::Result<()> {
    sqlx::query!(
        "update couples set
             ended_at = (select min(left_at) from partners where couple_id = $1),
             holds_channel = not exists (
                 select 1 from partners where couple_id = $1 and left_at is not null and left_told)
         where id = $1",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes the couple and everything that belongs to it.
pub async fn delete(db: &mut PgConnection, id: CoupleId) -> anyhow::Result<()> {
    sqlx::query!("delete from couples where id = $1", id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Every channel a couple lives in, for `tend doctor`: couple, server, channel.
pub async fn all_channels(
    db: &mut PgConnection,
) -> anyhow::Result<Vec<(CoupleId, u64, ChannelId)>> {
    let rows = sqlx::query!(
        "select id, guild_id, channel_id from couples where ended_at is null order by started_at, id"
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                CoupleId(row.id),
                row.guild_id.cast_unsigned(),
                ChannelId(row.channel_id.cast_unsigned()),
            )
        })
        .collect())
}

fn pair_up(halves: Vec<Half>) -> anyhow::Result<Vec<Couple>> {
    let mut couples = Vec::with_capacity(halves.len() / 2);
    let mut halves = halves.into_iter();
    while let Some(one) = halves.next() {
        let two = halves
            .next()
            .filter(|two| two.id == one.id)
            .context("a couple has two people")?;
        couples.push(couple(&one, &two)?);
    }
    Ok(couples)
}

fn couple(one: &Half, two: &Half) -> anyhow::Result<Couple> {
    Ok(Couple {
        id: CoupleId(one.id),
        guild: one.guild_id.cast_unsigned(),
        channel: ChannelId(one.channel_id.cast_unsigned()),
        slot: super::slot(one.zone.clone(), one.weekday, one.minute)?,
        reveal_days: u8::try_from(one.reveal_days).context("reveal days")?,
        beat: Beat {
            weeks: u8::try_from(one.every_weeks).context("every so many weeks")?,
            from: one.beat_from,
        },
        started_at: one.started_at,
        unreachable: why(one.unreachable.as_deref()),
        rested_at: one.rested_at,
        people: [person(one)?, person(two)?],
    })
}

fn why(unreachable: Option<&str>) -> Option<Unreachable> {
    unreachable.map(|why| match why {
        "gone" => Unreachable::Gone,
        _ => Unreachable::NoAccess,
    })
}

fn person(half: &Half) -> anyhow::Result<Person> {
    Ok(Person {
        user: UserId(half.user_id.cast_unsigned()),
        zone: half.own_zone.clone(),
        consented_at: half.consented_at,
        consent_version: half.consent_version.clone(),
        streak_hidden: half.streak_hidden,
        sharing: Sharings::from_letters(&half.sharing).context("five letters of sharing")?,
        rest: half.resting_since.map(|since| Rest {
            since,
            until: half.resting_until,
            told: half.rest_told,
        }),
        left: half.left_at.map(|at| Left {
            at,
            told: half.left_told,
        }),
        untold: half.untold,
    })
}
