//! The draft: each step is kept sealed at once, survives a restart and shows the page again.

use sqlx::PgConnection;

use super::{Page, Rating, view};
use crate::app::{Here, Member};
use crate::domain::answer::{Answer, Part, Sharing, Sharings};
use crate::domain::couple::KEEP_UNREVEALED;
use crate::domain::round::{CheckIn, Choice, Round, Stance, State};
use crate::domain::{RoundId, deck};
use crate::error::Error;
use crate::features::common::{self, rounds, sharing};
use crate::store;
use crate::ui::Reply;
use crate::words::Decks;

/// What the author sees of their own side of a round.
pub struct Mine {
    pub stance: Stance,
    pub answer: Answer,
    pub edited: bool,
    pub kept: bool,
    pub opened: Choice,
    /// After a hard evening of theirs: their own card asks less, and nobody else's changes.
    pub light: bool,
}

/// This person's own side of a round; a fresh draft with their defaults where nothing is kept yet.
pub async fn mine(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    round: &Round,
) -> anyhow::Result<Mine> {
    let light = store::setbacks::light_until(&mut *db, me.couple.id, me.who, here.now).await?;
    let light = light.is_some();
    let kept = match round.state {
        State::Ahead => None,
        _ => store::answers::find(&mut *db, round.id, me.who).await?,
    };
    let Some(kept) = kept else {
        let answer = Answer {
            sharing: first_sharings(here, me, round),
            ..Answer::default()
        };
        return Ok(Mine {
            stance: Stance::Draft,
            answer,
            edited: false,
            kept: false,
            opened: Choice::Unsaid,
            light,
        });
    };
    let mut answer = here
        .app
        .open_answer(db, me.couple.id, me.who, round.id, kept.sealed.as_deref())
        .await?;
    if kept.sealed.is_none() {
        answer.sharing = first_sharings(here, me, round);
    }
    Ok(Mine {
        stance: kept.stance,
        answer,
        edited: kept.edited,
        kept: kept.kept,
        opened: kept.opened,
        light,
    })
}

/// The person's own defaults; a question about something held back is held at first.
fn first_sharings(here: &Here<'_>, me: &Member, round: &Round) -> Sharings {
    let mut sharings = me.me().sharing;
    let question = here.t.question(Decks::Weekly, &round.asked.question);
    if question.is_some_and(|question| question.kind == deck::Kind::Held)
        && sharings.of(Part::Question) == Sharing::Share
    {
        sharings.set(Part::Question, Sharing::Hold);
    }
    sharings
}

/// The round that a button is about, held while something in it is changed, if that may be.
pub async fn hold(
    here: &Here<'_>,
    me: &Member,
    tx: &mut PgConnection,
    about: CheckIn,
) -> Result<Round, Error> {
    let round = rounds::hold(here, me, tx, about).await?;
    rounds::to_change(here, me, round)
}

/// Holds the round and changes this person's draft of it. What was handed in stays handed in, and
/// is marked as changed.
pub async fn change(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    edit: impl FnOnce(&mut Answer),
) -> Result<(Round, Mine), Error> {
    let mut tx = common::begin_awake(here, me).await?;
    let round = hold(here, me, &mut tx, about).await?;
    let mut mine = mine(here, me, &mut tx, &round).await?;
    edit(&mut mine.answer);
    if mine.stance == Stance::NotThisWeek {
        mine.stance = Stance::Draft; // they came back to it
    }
    mine.edited |= mine.stance.shows_up();
    let sealed = here
        .app
        .seal_answer(&mut tx, me.couple.id, me.who, round.id, &mine.answer)
        .await?;
    save(here, me, &mut tx, round.id, &mine, Some(sealed)).await?;
    tx.commit().await?;
    Ok((round, mine))
}

/// Keeps this person's side as it is now.
pub async fn save(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    round: RoundId,
    mine: &Mine,
    sealed: Option<Vec<u8>>,
) -> anyhow::Result<()> {
    let kept = store::answers::Kept {
        round,
        stance: mine.stance,
        sealed,
        changed_at: here.now,
        edited: mine.edited,
        opened: mine.opened,
        kept: mine.kept,
    };
    store::answers::save(db, me.who, &kept).await
}

/// Another page of one's own card.
pub async fn page(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    page: Page,
) -> Result<Reply, Error> {
    let (round, mine) = look(here, me, about).await?;
    Ok(view::page(here, me, &round, &mine, page).into())
}

/// Reads one's own side without changing anything.
pub async fn look(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<(Round, Mine), Error> {
    let mut db = here.app.db.acquire().await?;
    let round = rounds::about(here, me, &mut db, about).await?;
    let round = rounds::to_change(here, me, round)?;
    let mine = mine(here, me, &mut db, &round).await?;
    Ok((round, mine))
}

/// A rating in words was chosen; the empty choice takes it back.
pub async fn rate(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    rating: Rating,
    values: &[String],
) -> Result<Reply, Error> {
    let list = view::list_of(rating);
    let known: Vec<String> = values
        .iter()
        .filter(|value| here.t.word(list, value).is_some())
        .take(3)
        .cloned()
        .collect();
    let (round, mine) = change(here, me, about, |answer| match rating {
        Rating::Week => answer.week = known.first().cloned(),
        Rating::Feelings => answer.feelings = known,
        Rating::Close => answer.close = known.first().cloned(),
        Rating::Guess => answer.guess = known.first().cloned(),
    })
    .await?;
    Ok(view::page(here, me, &round, &mine, Page::HowItWas).into())
}

/// Who sees what: `s` for all the same, or `thanks-s` for one part.
pub async fn share(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    values: &[String],
) -> Result<Reply, Error> {
    let Some(choice) = sharing::chosen(values) else {
        return page(here, me, about, Page::WhoSeesWhat).await;
    };
    let (round, mine) = change(here, me, about, |answer| choice.apply(&mut answer.sharing)).await?;
    Ok(view::page(here, me, &round, &mine, Page::WhoSeesWhat).into())
}

/// One's own words as the other would read them.
pub async fn preview(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<Reply, Error> {
    let (round, mine) = look(here, me, about).await?;
    Ok(Reply::Say(view::preview(here, me, &round, &mine.answer)))
}

/// A round of this person's that closed unrevealed and still holds their words.
pub struct LeftOver {
    pub round: Round,
    /// When its words go.
    pub goes_at: chrono::DateTime<chrono::Utc>,
}

/// The newest round that closed before both had answered, if this person's words are still in it
/// and they have not yet said what should become of them.
pub async fn left_over(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
) -> anyhow::Result<Option<LeftOver>> {
    let kept = store::answers::of_person(&mut *db, me.couple.id, me.who).await?;
    for kept in kept
        .iter()
        .rev()
        .take(8)
        .filter(|kept| !kept.kept && kept.sealed.is_some())
    {
        let Some(round) = store::rounds::find(&mut *db, kept.round).await? else {
            continue;
        };
        if let State::Closed { at } = round.state {
            let answer = here
                .app
                .open_answer(
                    &mut *db,
                    me.couple.id,
                    me.who,
                    round.id,
                    kept.sealed.as_deref(),
                )
                .await?;
            let goes_at = at + KEEP_UNREVEALED;
            if !answer.is_empty() && here.now < goes_at {
                return Ok(Some(LeftOver { round, goes_at }));
            }
        }
    }
    Ok(None)
}

/// Moves the words of a closed round to one's own side, or lets them go now.
pub async fn keep(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    keep: bool,
) -> Result<Reply, Error> {
    let mut tx = common::begin_awake(here, me).await?;
    let round = rounds::hold(here, me, &mut tx, about)
        .await?
        .ok_or_else(|| common::stranger(here.t))?;
    let kept = store::answers::find(&mut tx, round.id, me.who).await?;
    let (State::Closed { .. }, Some(mut kept)) = (round.state, kept) else {
        return Err(view::nothing_left(here).into());
    };
    if kept.sealed.is_none() {
        return Err(view::nothing_left(here).into());
    }
    if keep {
        kept.kept = true;
    } else {
        kept.sealed = None;
        kept.kept = false;
    }
    store::answers::save(&mut tx, me.who, &kept).await?;
    tx.commit().await?;
    Ok(view::left_over_done(here, keep).into())
}
