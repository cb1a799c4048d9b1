//! Promises taken back, one or all about something; what is being sent or is finished stays.

use sqlx::{PgConnection, query};

use crate::domain::timer::{About, Timer};
use crate::domain::{CoupleId, Partner, id};

/// Takes a promise back. False if there was none, or if it is being sent or finished.
pub async fn disarm(db: &mut PgConnection, timer: &Timer) -> anyhow::Result<bool> {
    let gone = query!(
        "delete from timers where key = $1 and state = 0",
        timer.key()
    );
    Ok(gone.execute(db).await?.rows_affected() == 1)
}

/// Takes back the words to either that are still to come about these things.
pub async fn disarm_words(
    db: &mut PgConnection,
    couple: CoupleId,
    about: About,
    rows: &[i64],
) -> anyhow::Result<()> {
    let rows: Vec<String> = rows.iter().map(|row| id::spelled(*row)).collect();
    let gone = query!(
        "delete from timers where couple_id = $1 and state = 0 and kind = 'word'
             and split_part(key, ':', 4) = $2 and split_part(key, ':', 5) = any($3)",
        couple.0,
        about.name(),
        &rows,
    );
    gone.execute(db).await?;
    Ok(())
}

/// Takes back the lines in the channel that are still to come about these things.
pub async fn disarm_news(
    db: &mut PgConnection,
    couple: CoupleId,
    about: About,
    rows: &[i64],
) -> anyhow::Result<()> {
    let rows: Vec<String> = rows.iter().map(|row| id::spelled(*row)).collect();
    let gone = query!(
        "delete from timers where couple_id = $1 and state = 0 and kind = 'news'
             and split_part(key, ':', 3) = $2 and split_part(key, ':', 4) = any($3)",
        couple.0,
        about.name(),
        &rows,
    );
    gone.execute(db).await?;
    Ok(())
}

/// Takes back the words to this person that are still to come about anything of this kind.
pub async fn disarm_words_to(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
    about: About,
) -> anyhow::Result<()> {
    let gone = query!(
        "delete from timers where couple_id = $1 and state = 0 and kind = 'word'
             and split_part(key, ':', 3) = $2 and split_part(key, ':', 4) = $3",
        couple.0,
        who.number().to_string(),
        about.name(),
    );
    gone.execute(db).await?;
    Ok(())
}

/// Takes back every reminder this person asked for, except one that is being sent.
pub async fn disarm_reminders(
    db: &mut PgConnection,
    couple: CoupleId,
    who: Partner,
) -> anyhow::Result<()> {
    let gone = query!(
        "delete from timers where couple_id = $1 and kind in ('nudge', 'reread') and state = 0
             and split_part(key, ':', 3) = $2",
        couple.0,
        who.number().to_string(),
    );
    gone.execute(db).await?;
    Ok(())
}
