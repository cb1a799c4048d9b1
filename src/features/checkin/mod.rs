//! /checkin and the prompt's buttons: a private draft in three pages, handed in when it is ready.

mod draft;
mod hand_in;
mod view;
mod write;

use crate::app::{Here, Member};
use crate::domain::RoundId;
use crate::domain::round::{Round, State};
use crate::error::Error;
use crate::features::Target;
use crate::features::common::{self, rounds};
use crate::store;
use crate::ui::{Manner, Reply};

/// What the check-in's buttons, selects and forms can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The prompt's *Answer*: a new private card.
    Open(RoundId),
    /// Another page of the private card.
    Page(RoundId, Page),
    /// A rating was chosen.
    Rate(RoundId, Rating),
    /// Opens the form.
    Write(RoundId),
    /// The form was sent.
    Written(RoundId),
    /// All parts are shared the same.
    SameForAll(RoundId),
    /// One part is shared its own way.
    OnePart(RoundId),
    /// Shows one's own words as the other would read them.
    Preview(RoundId),
    HandIn(RoundId),
    TakeBack(RoundId),
    /// *Hard week* on the prompt (a new private card) or on one's own card.
    HardWeek(RoundId, From),
    NotThisWeek(RoundId, From),
    /// Moves the words of a round that closed unrevealed to one's own side, or lets them go now.
    Keep(RoundId),
    LetGo(RoundId),
}

/// The pages of the private card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    HowItWas,
    Write,
    WhoSeesWhat,
}

/// The ratings in words, and the guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    Week,
    Feelings,
    Close,
    Guess,
}

/// Where a button stood: decides how it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Prompt,
    OwnCard,
}

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Open(round) => format!("open:{round}"),
            Self::Page(round, Page::HowItWas) => format!("how:{round}"),
            Self::Page(round, Page::Write) => format!("words:{round}"),
            Self::Page(round, Page::WhoSeesWhat) => format!("who:{round}"),
            Self::Rate(round, Rating::Week) => format!("week:{round}"),
            Self::Rate(round, Rating::Feelings) => format!("feelings:{round}"),
            Self::Rate(round, Rating::Close) => format!("close:{round}"),
            Self::Rate(round, Rating::Guess) => format!("guess:{round}"),
            Self::Write(round) => format!("write:{round}"),
            Self::Written(round) => format!("written:{round}"),
            Self::SameForAll(round) => format!("same:{round}"),
            Self::OnePart(round) => format!("part:{round}"),
            Self::Preview(round) => format!("preview:{round}"),
            Self::HandIn(round) => format!("handin:{round}"),
            Self::TakeBack(round) => format!("takeback:{round}"),
            Self::HardWeek(round, From::Prompt) => format!("hard:{round}"),
            Self::HardWeek(round, From::OwnCard) => format!("hardhere:{round}"),
            Self::NotThisWeek(round, From::Prompt) => format!("not:{round}"),
            Self::NotThisWeek(round, From::OwnCard) => format!("nothere:{round}"),
            Self::Keep(round) => format!("keep:{round}"),
            Self::LetGo(round) => format!("letgo:{round}"),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        let [verb, round] = words else { return None };
        let round = RoundId::read(round)?;
        Some(match *verb {
            "open" => Self::Open(round),
            "how" => Self::Page(round, Page::HowItWas),
            "words" => Self::Page(round, Page::Write),
            "who" => Self::Page(round, Page::WhoSeesWhat),
            "week" => Self::Rate(round, Rating::Week),
            "feelings" => Self::Rate(round, Rating::Feelings),
            "close" => Self::Rate(round, Rating::Close),
            "guess" => Self::Rate(round, Rating::Guess),
            "write" => Self::Write(round),
            "written" => Self::Written(round),
            "same" => Self::SameForAll(round),
            "part" => Self::OnePart(round),
            "preview" => Self::Preview(round),
            "handin" => Self::HandIn(round),
            "takeback" => Self::TakeBack(round),
            "hard" => Self::HardWeek(round, From::Prompt),
            "hardhere" => Self::HardWeek(round, From::OwnCard),
            "not" => Self::NotThisWeek(round, From::Prompt),
            "nothere" => Self::NotThisWeek(round, From::OwnCard),
            "keep" => Self::Keep(round),
            "letgo" => Self::LetGo(round),
            _ => return None,
        })
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Write(_) => Manner::Modal,
            Self::Open(_)
            | Self::Preview(_)
            | Self::HardWeek(_, From::Prompt)
            | Self::NotThisWeek(_, From::Prompt) => Manner::PrivateNew,
            _ => Manner::UpdatePrivate,
        }
    }

    fn round(&self) -> RoundId {
        match self {
            Self::Open(round)
            | Self::Page(round, _)
            | Self::Rate(round, _)
            | Self::Write(round)
            | Self::Written(round)
            | Self::SameForAll(round)
            | Self::OnePart(round)
            | Self::Preview(round)
            | Self::HandIn(round)
            | Self::TakeBack(round)
            | Self::HardWeek(round, _)
            | Self::NotThisWeek(round, _)
            | Self::Keep(round)
            | Self::LetGo(round) => *round,
        }
    }

    pub fn target(&self) -> Target {
        Target::Round(self.round())
    }
}

/// Carries an action out for one of the two.
pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let round = action.round();
    match action {
        Action::Open(_) => open(here, me, round).await,
        Action::Page(_, page) => draft::page(here, me, round, page).await,
        Action::Rate(_, rating) => draft::rate(here, me, round, rating, values).await,
        Action::Write(_) => write::form(here, me, round).await,
        Action::Written(_) => write::written(here, me, round, fields).await,
        Action::SameForAll(_) | Action::OnePart(_) => draft::share(here, me, round, values).await,
        Action::Preview(_) => draft::preview(here, me, round).await,
        Action::HandIn(_) => hand_in::hand_in(here, me, round).await,
        Action::TakeBack(_) => hand_in::take_back(here, me, round).await,
        Action::HardWeek(..) => hand_in::hard_week(here, me, round).await,
        Action::NotThisWeek(..) => hand_in::not_this_week(here, me, round).await,
        Action::Keep(_) => draft::keep(here, me, round, true).await,
        Action::LetGo(_) => draft::keep(here, me, round, false).await,
    }
}

/// `/checkin`: the round that is open now. Once it has been read, *Read*, and when the next comes;
/// in a new local week this week's round, before its prompt has come.
pub async fn open_current(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let round = rounds::current(here, &me.couple).await?;
    open_round(here, me, &round).await
}

/// The prompt's *Answer*, which may stand on an older prompt.
async fn open(here: &Here<'_>, me: &Member, id: RoundId) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let round = store::rounds::find(&mut db, id)
        .await?
        .filter(|round| round.couple == me.couple.id);
    drop(db);
    let round = round.ok_or_else(|| common::stranger(here.t))?;
    match round.state {
        State::Closed { .. } => {
            let current = rounds::current(here, &me.couple).await?;
            let mut cards = vec![view::closed(here)];
            if let Reply::Say(more) = open_round(here, me, &current).await? {
                cards.extend(more);
            }
            Ok(Reply::Say(cards))
        }
        _ => open_round(here, me, &round).await,
    }
}

async fn open_round(here: &Here<'_>, me: &Member, round: &Round) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let mut cards = if round.is_revealed() {
        let next = store::timers::planned_prompt(&mut db, me.couple.id).await?;
        vec![view::already_open(
            here,
            me,
            round,
            next.map(|occurrence| occurrence.due),
        )]
    } else {
        let mine = draft::mine(here, me, &mut db, round).await?;
        vec![view::opened(here, me, round, &mine)]
    };
    if let Some(left_over) = draft::left_over(here, me, &mut db, round.id).await? {
        cards.push(view::left_over(here, me, &left_over));
    }
    Ok(Reply::Say(cards))
}
