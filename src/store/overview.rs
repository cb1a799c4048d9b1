//! How much is stored about one person in one couple: numbers only, of their own side only.

use sqlx::PgConnection;

use crate::domain::round::Stance;
use crate::domain::{CoupleId, Partner};

/// How many of each there are. What the other has is not in any of these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Weeks in which this person has something.
    pub weeks: i64,
    pub drafts: i64,
    pub handed_in: i64,
    pub hard_weeks: i64,
    pub left_out: i64,
    /// Moved to their own side when the week had closed.
    pub kept: i64,
    /// What they understood of the other, in one line.
    pub lines: i64,
    /// Their words to put the other's line right.
    pub corrections: i64,
    /// Dates that matter to them.
    pub dates: i64,
    /// What they wrote beside the weeks: promises, repairs, pages.
    pub texts: i64,
    /// Joint settings that they suggested.
    pub suggestions: i64,
}

/// Counts what this person has in this couple.
pub async fn counts(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<Counts> {
    let counts = sqlx::query_as!(
        Counts,
        r#"with mine as (
               select a.stance, a.kept from answers a join rounds r on r.id = a.round_id
               where r.couple_id = $1 and a.partner = $2),
           lines as (
               select u.partner, u.correction from understandings u join rounds r on r.id = u.round_id
               where r.couple_id = $1)
           select (select count(*) from mine) as "weeks!",
                  (select count(*) from mine where stance = $3) as "drafts!",
                  (select count(*) from mine where stance = $4) as "handed_in!",
                  (select count(*) from mine where stance = $5) as "hard_weeks!",
                  (select count(*) from mine where stance = $6) as "left_out!",
                  (select count(*) from mine where kept) as "kept!",
                  (select count(*) from lines where partner = $2) as "lines!",
                  (select count(*) from lines where partner <> $2 and correction is not null) as "corrections!",
                  (select count(*) from dates where couple_id = $1 and partner = $2) as "dates!",
                  (select count(*) from texts where couple_id = $1 and partner = $2) as "texts!",
                  (select count(*) from proposals where couple_id = $1 and partner = $2) as "suggestions!""#,
        couple.0,
        who.number(),
        Stance::Draft.number(),
        Stance::HandedIn.number(),
        Stance::HardWeek.number(),
        Stance::NotThisWeek.number()
    )
    .fetch_one(db)
    .await?;
    Ok(counts)
}
