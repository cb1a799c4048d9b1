//! /checkin and the prompt's buttons: a private draft in three pages, handed in when it is ready.

mod draft;
mod hand_in;
mod view;
mod write;

use sqlx::PgConnection;

use crate::app::{Here, Member};
use crate::domain::round::{CheckIn, Round, State};
use crate::error::Error;
use crate::features::Target;
use crate::features::common::{self, checkins, rounds};
use crate::ui::{Manner, Reply};

/// What the check-in's buttons, selects and forms can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The prompt's *Answer*: a new private card.
    Open(CheckIn),
    /// Another page of the private card.
    Page(CheckIn, Page),
    /// A rating was chosen.
    Rate(CheckIn, Rating),
    /// Opens the form.
    Write(CheckIn),
    /// The form was sent.
    Written(CheckIn),
    /// All parts are shared the same.
    SameForAll(CheckIn),
    /// One part is shared its own way.
    OnePart(CheckIn),
    /// Shows one's own words as the other would read them.
    Preview(CheckIn),
    HandIn(CheckIn),
    TakeBack(CheckIn),
    /// *Hard week* on the prompt (a new private card) or on one's own card.
    HardWeek(CheckIn, From),
    NotThisWeek(CheckIn, From),
    /// Moves the words of a round that closed unrevealed to one's own side, or lets them go now.
    Keep(CheckIn),
    LetGo(CheckIn),
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
        let round: CheckIn = round.parse().ok()?;
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

    fn check_in(&self) -> CheckIn {
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
        Target::of(self.check_in())
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
    let about = action.check_in();
    match action {
        Action::Open(_) => open(here, me, about).await,
        Action::Page(_, page) => draft::page(here, me, about, page).await,
        Action::Rate(_, rating) => draft::rate(here, me, about, rating, values).await,
        Action::Write(_) => write::form(here, me, about).await,
        Action::Written(_) => write::written(here, me, about, fields).await,
        Action::SameForAll(_) | Action::OnePart(_) => draft::share(here, me, about, values).await,
        Action::Preview(_) => draft::preview(here, me, about).await,
        Action::HandIn(_) => hand_in::hand_in(here, me, about).await,
        Action::TakeBack(_) => hand_in::take_back(here, me, about).await,
        Action::HardWeek(..) => hand_in::hard_week(here, me, about).await,
        Action::NotThisWeek(..) => hand_in::not_this_week(here, me, about).await,
        Action::Keep(_) => draft::keep(here, me, about, true).await,
        Action::LetGo(_) => draft::keep(here, me, about, false).await,
    }
}

/// `/checkin`: the round that is open now. Once it has been read, *Read*, and when the next comes;
/// in a new local week this week's round, before its prompt has come.
pub async fn open_current(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    let mut db = here.app.db.acquire().await?;
    let round = rounds::current(here.app, &mut db, &me.couple, here.now).await?;
    show(here, me, &mut db, &round).await
}

/// The prompt's *Answer*, or a reminder's button: the week that it is about, whatever has become of it.
async fn open(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let round = rounds::about(here, me, &mut db, about).await?;
    let round = round.ok_or_else(|| common::stranger(here.t))?;
    show(here, me, &mut db, &round).await
}

async fn show(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    round: &Round,
) -> Result<Reply, Error> {
    let mut cards = vec![match round.state {
        State::Ahead | State::Open => {
            let mine = draft::mine(here, me, &mut *db, round).await?;
            view::opened(here, me, round, &mine)
        }
        State::Revealed { .. } => {
            let next = rounds::next_prompt(here.app, &mut *db, &me.couple, here.now).await?;
            view::already_open(here, me, round, next)
        }
        State::Closed { .. } => checkins::over(here, me, round),
    }];
    if let Some(left_over) = draft::left_over(here, me, db).await? {
        cards.push(view::left_over(here, me, &left_over));
    }
    Ok(Reply::Say(cards))
}
