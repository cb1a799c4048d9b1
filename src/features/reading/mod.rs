//! Reading each other once both have answered: opening mine, one line of what I understood, tomorrow.

mod line;

use crate::app::{Here, Member};
use crate::domain::RoundId;
use crate::domain::round::{Choice, Opening, Round};
use crate::domain::timer::Timer;
use crate::domain::wall;
use crate::error::Error;
use crate::features::Target;
use crate::features::common::{self, both, buttons, rounds};
use crate::store;
use crate::ui::{Card, Manner, Reply};

/// What can be asked for once a round is open to both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Read(RoundId),
    /// Where the other shared no words, mine open only by my own choice.
    OpenMine(RoundId),
    KeepMine(RoundId),
    /// Read now, answer tomorrow.
    Tomorrow(RoundId),
    /// Opens the form for one line of what I understood.
    Line(RoundId),
    LineWritten(RoundId),
    /// The other's line is right.
    LineRight(RoundId),
    /// Opens the form to put the other's line right.
    LineCorrect(RoundId),
    LineCorrected(RoundId),
}

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Read(round) => format!("read:{round}"),
            Self::OpenMine(round) => format!("open:{round}"),
            Self::KeepMine(round) => format!("keep:{round}"),
            Self::Tomorrow(round) => format!("tomorrow:{round}"),
            Self::Line(round) => format!("line:{round}"),
            Self::LineWritten(round) => format!("linewritten:{round}"),
            Self::LineRight(round) => format!("lineright:{round}"),
            Self::LineCorrect(round) => format!("linecorrect:{round}"),
            Self::LineCorrected(round) => format!("linecorrected:{round}"),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let [verb, round] = words else { return None };
        let round = RoundId::read(round)?;
        Some(match *verb {
            "read" => Self::Read(round),
            "open" => Self::OpenMine(round),
            "keep" => Self::KeepMine(round),
            "tomorrow" => Self::Tomorrow(round),
            "line" => Self::Line(round),
            "linewritten" => Self::LineWritten(round),
            "lineright" => Self::LineRight(round),
            "linecorrect" => Self::LineCorrect(round),
            "linecorrected" => Self::LineCorrected(round),
            _ => return None,
        })
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Line(_) | Self::LineCorrect(_) => Manner::Modal,
            Self::OpenMine(_) | Self::KeepMine(_) => Manner::UpdatePrivate,
            _ => Manner::PrivateNew,
        }
    }

    pub fn target(&self) -> Target {
        match self {
            Self::Read(round)
            | Self::OpenMine(round)
            | Self::KeepMine(round)
            | Self::Tomorrow(round)
            | Self::Line(round)
            | Self::LineWritten(round)
            | Self::LineRight(round)
            | Self::LineCorrect(round)
            | Self::LineCorrected(round) => Target::Round(*round),
        }
    }
}

/// Carries an action out for one of the two.
pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    common::awake(here, me)?;
    match action {
        Action::Read(id) => Ok(Reply::Say(
            both::read(here, me, &round(here, me, id).await?).await?,
        )),
        Action::OpenMine(id) => choose(here, me, id, Choice::Open).await,
        Action::KeepMine(id) => choose(here, me, id, Choice::Keep).await,
        Action::Tomorrow(id) => tomorrow(here, me, id).await,
        Action::Line(id) => Ok(line::form(here, id)),
        Action::LineWritten(id) => line::written(here, me, id, fields).await,
        Action::LineRight(id) => line::right(here, me, id).await,
        Action::LineCorrect(id) => Ok(line::correct(here, id)),
        Action::LineCorrected(id) => line::corrected(here, me, id, fields).await,
    }
}

/// The round, if it is this couple's and open to both. Before the reveal it is as if it were not there.
async fn round(here: &Here<'_>, me: &Member, id: RoundId) -> Result<Round, Error> {
    let mut db = here.app.db.acquire().await?;
    let round = rounds::revealed_round(&mut db, &me.couple, id).await?;
    Ok(round.ok_or_else(|| common::stranger(here.t))?)
}

/// Opens mine to the other, or keeps them for now. What was opened has been read, perhaps.
async fn choose(here: &Here<'_>, me: &Member, id: RoundId, choice: Choice) -> Result<Reply, Error> {
    let mut tx = common::begin_awake(here, me).await?;
    let round = store::rounds::lock(&mut tx, me.couple.id, id).await?;
    let round = round
        .filter(Round::is_revealed)
        .ok_or_else(|| common::stranger(here.t))?;
    let (mine, theirs) = both::sides(here, me, &mut tx, &round).await?;
    let opening = both::my_opening(&mine, &theirs);
    if matches!(opening, Opening::Asked | Opening::Kept)
        && let Some(mut kept) = store::answers::find(&mut tx, id, me.who).await?
    {
        kept.opened = choice;
        store::answers::save(&mut tx, me.who, &kept).await?;
    }
    tx.commit().await?;
    let open = opening == Opening::Open || choice == Choice::Open;
    let said = here
        .t
        .say(if open { "mine-opened" } else { "mine-kept" }, &[]);
    let mut row = vec![buttons::read(here.t, id)];
    if !open {
        row.extend(buttons::open_mine(here.t, id).into_iter().skip(1));
    }
    row.push(buttons::help(here.t));
    Ok(Card::new(said).buttons(row).into())
}

/// Brings this week back tomorrow, to this person alone.
async fn tomorrow(here: &Here<'_>, me: &Member, id: RoundId) -> Result<Reply, Error> {
    let round = round(here, me, id).await?;
    let zone = &me.me().zone;
    let at = wall::tomorrow(&here.zones, zone, here.now)
        .unwrap_or(here.now + chrono::TimeDelta::days(1));
    let mut tx = common::begin_awake(here, me).await?;
    let reread = Timer::Reread {
        couple: me.couple.id,
        partner: me.who,
        week: round.week,
    };
    store::timers::rearm(&mut tx, me.couple.id, at, &reread).await?;
    tx.commit().await?;
    let text = here.t.say(
        "answer-tomorrow",
        &[("when", here.when(me.me(), at).into())],
    );
    Ok(Card::new(text)
        .buttons([buttons::read(here.t, round.id), buttons::help(here.t)])
        .into())
}
