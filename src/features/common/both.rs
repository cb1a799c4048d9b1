//! Both sides of a revealed round, as one of the two may read them.

use sqlx::PgConnection;

use super::{answers, buttons};
use crate::app::{Here, Member, mention};
use crate::domain::Partner;
use crate::domain::answer::{Answer, Part};
use crate::domain::round::{Choice, Opening, Round, Stance, opening};
use crate::store;
use crate::ui::text::{harmless, pages, quote};
use crate::ui::{Button, Card};
use crate::words::Lists;

/// One side of a round.
pub struct Side {
    pub stance: Stance,
    pub answer: Answer,
    pub edited: bool,
    pub chosen: Choice,
    /// What they understood of the other, in one line, and what the other said to it.
    pub line: Option<Line>,
}

/// One line after reading.
pub struct Line {
    pub text: String,
    pub confirmed: Option<bool>,
    pub correction: Option<String>,
}

/// Both sides, opened for rendering: mine first.
pub async fn sides(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    round: &Round,
) -> anyhow::Result<(Side, Side)> {
    let lines = store::understandings::of_round(&mut *db, round.id).await?;
    let mine = side(here, me, &mut *db, round, me.who, &lines).await?;
    let theirs = side(here, me, db, round, me.who.other(), &lines).await?;
    Ok((mine, theirs))
}

async fn side(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    round: &Round,
    who: Partner,
    lines: &[store::understandings::Understanding],
) -> anyhow::Result<Side> {
    let couple = me.couple.id;
    let kept = store::answers::find(&mut *db, round.id, who).await?;
    let sealed = kept.as_ref().and_then(|kept| kept.sealed.as_deref());
    let answer = here
        .app
        .open_answer(&mut *db, couple, who, round.id, sealed)
        .await?;
    let line = match lines.iter().find(|line| line.by == who) {
        None => None,
        Some(line) => {
            let text = here
                .app
                .open_text(
                    &mut *db,
                    couple,
                    who,
                    "understandings.sealed",
                    round.id,
                    &line.sealed,
                )
                .await?;
            let correction = match &line.correction {
                Some(sealed) => {
                    let field = "understandings.correction";
                    here.app
                        .open_text(db, couple, who.other(), field, round.id, sealed)
                        .await?
                }
                None => None,
            };
            text.map(|text| Line {
                text,
                confirmed: line.confirmed,
                correction,
            })
        }
    };
    Ok(Side {
        stance: kept.as_ref().map_or(Stance::Draft, |kept| kept.stance),
        edited: kept.as_ref().is_some_and(|kept| kept.edited),
        chosen: kept.map_or(Choice::Unsaid, |kept| kept.opened),
        answer,
        line,
    })
}

/// How my words stand to the other: open, asked, kept, or nothing there to open.
pub fn my_opening(mine: &Side, theirs: &Side) -> Opening {
    opening(
        mine.answer.shares_words(),
        theirs.answer.shares_words(),
        mine.chosen,
    )
}

/// What one of the two reads, over as many private messages as it needs.
pub async fn read(here: &Here<'_>, me: &Member, round: &Round) -> anyhow::Result<Vec<Card>> {
    let mut db = here.app.db.acquire().await?;
    let (mine, theirs) = sides(here, me, &mut db, round).await?;
    drop(db);
    let mut cards = Vec::new();
    if my_opening(&mine, &theirs) == Opening::Asked {
        let text = here.t.say(
            "asked-to-open",
            &[("other", mention(me.other().user).into())],
        );
        let mut row = buttons::open_mine(here.t, round.id);
        row.push(buttons::help(here.t));
        cards.push(Card::new(text).buttons(row));
    }
    let texts = pages(&their_words(here, me, round, &mine, &theirs));
    let last = texts.len().saturating_sub(1);
    for (at, text) in texts.into_iter().enumerate() {
        let card = Card::new(text);
        cards.push(if at == last {
            card.buttons(after_reading(here, me, round, &theirs))
        } else {
            card
        });
    }
    Ok(cards)
}

fn their_words(
    here: &Here<'_>,
    me: &Member,
    round: &Round,
    mine: &Side,
    theirs: &Side,
) -> Vec<String> {
    let t = here.t;
    let week = t.date(round.week);
    let mut blocks = vec![t.say("both-open", &[("week", week.into())])];
    if my_opening(theirs, mine) == Opening::Open {
        let other = mention(me.other().user);
        blocks.push(t.say("theirs-shared", &[("other", other.into())]));
    }
    blocks.extend(their_side(here, me, round, mine, theirs));
    blocks.push(t.say("listen-kindly", &[]));
    blocks
}

/// The other's side in blocks of text: only what is open to me.
pub fn their_side(
    here: &Here<'_>,
    me: &Member,
    round: &Round,
    mine: &Side,
    theirs: &Side,
) -> Vec<String> {
    let t = here.t;
    let other = || mention(me.other().user);
    let mut blocks = Vec::new();
    let opening = my_opening(theirs, mine);
    match opening {
        Opening::Open => blocks.extend(answers::shared(t, round, &theirs.answer)),
        Opening::Asked | Opening::Kept => {
            blocks.push(t.say("kept-for-now", &[("other", other().into())]));
        }
        Opening::Nothing if theirs.stance == Stance::HardWeek => {
            blocks.push(t.say("theirs-hard-week", &[("other", other().into())]));
        }
        Opening::Nothing => {
            blocks.push(t.say("theirs-without-words", &[("other", other().into())]));
        }
    }
    if opening == Opening::Open {
        blocks.extend(beside(here, me, mine, theirs));
    }
    if !theirs.answer.held().is_empty() {
        blocks.push(t.say("theirs-held", &[("other", other().into())]));
    }
    if theirs.edited && opening == Opening::Open {
        blocks.push(t.say("theirs-edited", &[]));
    }
    blocks.extend(their_line(here, me, theirs));
    blocks.extend(my_line(here, me, mine));
    blocks
}

/// My guess at how their week felt beside what they said, if they share it. Nobody scores it.
fn beside(here: &Here<'_>, me: &Member, mine: &Side, theirs: &Side) -> Option<String> {
    let guess = mine
        .answer
        .guess
        .as_deref()
        .and_then(|id| here.t.word(Lists::Week, id))?;
    let shares = theirs.answer.shared().contains(&Part::Week);
    let real = theirs
        .answer
        .week
        .as_deref()
        .filter(|_| shares)
        .and_then(|id| here.t.word(Lists::Week, id))?;
    let other = mention(me.other().user);
    Some(here.t.say(
        "guess-beside",
        &[
            ("guess", guess.into()),
            ("real", real.into()),
            ("other", other.into()),
        ],
    ))
}

fn their_line(here: &Here<'_>, me: &Member, theirs: &Side) -> Option<String> {
    let line = theirs.line.as_ref()?;
    let other = mention(me.other().user);
    Some(format!(
        "{}\n{}",
        here.t.say("their-line", &[("other", other.into())]),
        quote(&line.text)
    ))
}

fn my_line(here: &Here<'_>, me: &Member, mine: &Side) -> Option<String> {
    let line = mine.line.as_ref()?;
    let other = mention(me.other().user);
    let values = [
        ("line", harmless(&line.text).into()),
        ("other", other.into()),
    ];
    Some(match (line.confirmed, &line.correction) {
        (Some(true), _) => here.t.say("my-line-confirmed", &values),
        (Some(false), Some(correction)) => format!(
            "{}\n{}",
            here.t.say("my-line-corrected", &values),
            quote(correction)
        ),
        _ => here.t.say("my-line", &values),
    })
}

/// What one may do after reading.
fn after_reading(here: &Here<'_>, me: &Member, round: &Round, theirs: &Side) -> Vec<Button> {
    let t = here.t;
    let waits = theirs
        .line
        .as_ref()
        .is_some_and(|line| line.confirmed.is_none());
    let mut row = if waits {
        buttons::line_answers(t, round.id)
    } else {
        Vec::new()
    };
    row.push(buttons::in_one_line(t, round.id));
    if !waits {
        row.push(buttons::answer_tomorrow(t, round.id));
        row.push(buttons::rhythm(t, me.couple.id));
    }
    row.push(buttons::help(t));
    row
}
