//! Three earlier good moments, in their own words: what I wrote and kept, and what the other let me read.

use sqlx::PgConnection;

use super::view;
use crate::app::{Here, Member};
use crate::domain::RoundId;
use crate::domain::answer::{Part, is_blank};
use crate::domain::promise::{Outcome, State};
use crate::domain::round::{Opening, Round, opening};
use crate::domain::setback::{Whose, Win, three};
use crate::error::Error;
use crate::features::common::both::{self, Side};
use crate::features::common::promises;
use crate::store;
use crate::ui::Reply;

/// So many weeks are looked through, newest first.
const WEEKS: usize = 26;

/// The page, with what stands as it did, and until when my own check-in is lighter.
pub async fn page(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let wins = three(all(here, me, &mut db).await?);
    let (couple, who) = (me.couple.id, me.who);
    let light = store::setbacks::light_until(&mut db, couple, who, here.now).await?;
    drop(db);
    Ok(Reply::Say(view::wins(here, me, row, &wins, light)))
}

async fn all(here: &Here<'_>, me: &Member, db: &mut PgConnection) -> anyhow::Result<Vec<Win>> {
    let weeks = store::rounds::to_look_back_on(&mut *db, me.couple.id, me.who).await?;
    let mut wins = kept(here, me, &mut *db).await?;
    for id in weeks.into_iter().take(WEEKS) {
        let round = store::rounds::find(&mut *db, id).await?;
        if let Some(round) = round.filter(Round::is_revealed) {
            let (mine, theirs) = both::sides(here, me, &mut *db, &round).await?;
            wins.extend(of_me(here, me, &mut *db, round.id, &mine).await?);
            // While Tend rests, the weeks they had together rest too: nobody can tell why.
            if !me.couple.rests(here.now) {
                wins.extend(of_them(&round, &mine, &theirs));
            }
        }
    }
    Ok(wins)
}

/// The promises of mine that I kept: at their close, or in their latest week.
async fn kept(here: &Here<'_>, me: &Member, db: &mut PgConnection) -> anyhow::Result<Vec<Win>> {
    let couple = me.couple.id;
    let weeks = store::promises::weeks_of_person(&mut *db, couple, me.who).await?;
    let all = store::promises::of_couple(&mut *db, couple).await?;
    let mut wins = Vec::new();
    for promise in all.into_iter().filter(|promise| promise.by == me.who) {
        let closed = promise
            .closed_at
            .filter(|_| promise.state == State::Closed(Outcome::Kept))
            .map(|at| here.local(&me.me().zone, at).date());
        let week = weeks
            .iter()
            .rev()
            .find(|week| week.promise == promise.id && week.outcome == Outcome::Kept);
        if let Some(date) = closed.or(week.map(|week| week.day)) {
            let said = promises::said(here.app, &mut *db, me, &promise).await?;
            let text = said.now().to_owned();
            wins.extend((!is_blank(&text)).then_some(Win {
                whose: Whose::Kept,
                date,
                text,
            }));
        }
    }
    Ok(wins)
}

/// What I was thankful for and what I wanted to build.
async fn of_me(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    round: RoundId,
    mine: &Side,
) -> anyhow::Result<Vec<Win>> {
    let Some(kept) = store::answers::find(db, round, me.who).await? else {
        return Ok(Vec::new());
    };
    let date = here.local(&me.me().zone, kept.changed_at).date();
    let parts = [Part::Thanks, Part::Build];
    let written = parts.into_iter().filter(|part| mine.answer.has(*part));
    let win = |part| Win {
        whose: Whose::Mine,
        date,
        text: mine.answer.text(part).to_owned(),
    };
    Ok(written.map(win).collect())
}

/// What the other thanked for, if that is open to me.
fn of_them(round: &Round, mine: &Side, theirs: &Side) -> Option<Win> {
    let answer = &theirs.answer;
    let shown = opening(
        answer.shares_words(),
        mine.answer.shares_words(),
        theirs.chosen,
    );
    let open = shown == Opening::Open && answer.shared().contains(&Part::Thanks);
    open.then(|| Win {
        whose: Whose::Theirs,
        date: round.week,
        text: answer.thanks.clone(),
    })
}
