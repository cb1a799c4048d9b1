//! /repair: understood before it is apologised for, then changed, followed up and closed.

mod board;
mod draft;
mod inviting;
mod page;
mod papers;
mod reading;
mod steps;
mod view;

use sqlx::PgConnection;

use crate::app::{App, Here, Member};
use crate::domain::couple::Couple;
use crate::domain::repair::{Heard, Move, Repair, State};
use crate::error::Error;
use crate::features::Action as Any;
use crate::features::common::press::{self, Press};
use crate::features::common::{self, buttons};
use crate::store;
use crate::ui::{Button, Card, Manner, Reply};
use papers::Paper;

/// What its buttons and forms ask for. The row is the repair, where no other thing is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// The board, as a new message.
    Open,
    /// The board, on the same card.
    Board,
    /// Begins one: asks whose hurt it is.
    Begin,
    HurtMe,
    HurtThem,
    /// A repair that begins from a promise that was not kept; the row is the promise.
    FromPromise,
    /// A small repair that begins from a paper cut; the row is the cut.
    FromCut,
    Kind,
    Size,
    LetGo,
    /// One repair, as a new message.
    Show,
    /// One repair, on the same card.
    Here,
    /// All that was said in it.
    All,
    /// Opens a form; and what comes back from it.
    Opening,
    OpeningWritten,
    Account,
    AccountWritten,
    Understood,
    UnderstoodWritten,
    Partly,
    PartlyWritten,
    NotYet,
    NotYetWritten,
    Acknowledged,
    AcknowledgedWritten,
    NotQuite,
    NotQuiteWritten,
    Apology,
    ApologyWritten,
    NotHow,
    NotHowWritten,
    Look,
    LookWritten,
    Closing,
    ClosingWritten,
    StaysOpen,
    StaysOpenWritten,
    MyPart,
    MyPartWritten,
    GiveMyPart,
    /// Steps.
    Offer,
    Agree,
    NotNow,
    AskAgain,
    Tell,
    ReadAccount,
    Answer,
    Right,
    Acknowledge,
    Confirm,
    ConfirmWhy,
    Apologise,
    ReadApology,
    GoOn,
    Plan,
    Follow,
    Space,
    StopLooking,
    Hold,
    LetGoOn,
    /// Asks before it ends; then ends.
    Stop,
    StopNow,
}

impl press::Verb for Verb {
    const ALL: &'static [(Self, &'static str, Manner)] = &[
        (Self::Open, "open", Manner::PrivateNew),
        (Self::Board, "board", Manner::UpdatePrivate),
        (Self::Begin, "begin", Manner::UpdatePrivate),
        (Self::HurtMe, "hurtme", Manner::UpdatePrivate),
        (Self::HurtThem, "hurtthem", Manner::UpdatePrivate),
        (Self::FromPromise, "frompromise", Manner::PrivateNew),
        (Self::FromCut, "fromcut", Manner::PrivateNew),
        (Self::Kind, "kind", Manner::UpdatePrivate),
        (Self::Size, "size", Manner::UpdatePrivate),
        (Self::LetGo, "letgo", Manner::UpdatePrivate),
        (Self::Show, "show", Manner::PrivateNew),
        (Self::Here, "here", Manner::UpdatePrivate),
        (Self::All, "all", Manner::UpdatePrivate),
        (Self::Opening, "opening", Manner::Modal),
        (
            Self::OpeningWritten,
            "openingwritten",
            Manner::UpdatePrivate,
        ),
        (Self::Account, "account", Manner::Modal),
        (
            Self::AccountWritten,
            "accountwritten",
            Manner::UpdatePrivate,
        ),
        (Self::Understood, "understood", Manner::Modal),
        (
            Self::UnderstoodWritten,
            "understoodwritten",
            Manner::UpdatePrivate,
        ),
        (Self::Partly, "partly", Manner::Modal),
        (Self::PartlyWritten, "partlywritten", Manner::UpdatePrivate),
        (Self::NotYet, "notyet", Manner::Modal),
        (Self::NotYetWritten, "notyetwritten", Manner::UpdatePrivate),
        (Self::Acknowledged, "acknowledged", Manner::Modal),
        (
            Self::AcknowledgedWritten,
            "acknowledgedwritten",
            Manner::UpdatePrivate,
        ),
        (Self::NotQuite, "notquite", Manner::Modal),
        (
            Self::NotQuiteWritten,
            "notquitewritten",
            Manner::UpdatePrivate,
        ),
        (Self::Apology, "apology", Manner::Modal),
        (
            Self::ApologyWritten,
            "apologywritten",
            Manner::UpdatePrivate,
        ),
        (Self::NotHow, "nothow", Manner::Modal),
        (Self::NotHowWritten, "nothowwritten", Manner::UpdatePrivate),
        (Self::Look, "look", Manner::Modal),
        (Self::LookWritten, "lookwritten", Manner::UpdatePrivate),
        (Self::Closing, "closing", Manner::Modal),
        (
            Self::ClosingWritten,
            "closingwritten",
            Manner::UpdatePrivate,
        ),
        (Self::StaysOpen, "staysopen", Manner::Modal),
        (
            Self::StaysOpenWritten,
            "staysopenwritten",
            Manner::UpdatePrivate,
        ),
        (Self::MyPart, "mypart", Manner::Modal),
        (Self::MyPartWritten, "mypartwritten", Manner::UpdatePrivate),
        (Self::GiveMyPart, "givemypart", Manner::UpdatePrivate),
        (Self::Offer, "offer", Manner::UpdatePrivate),
        (Self::Agree, "agree", Manner::UpdatePrivate),
        (Self::NotNow, "notnow", Manner::UpdatePrivate),
        (Self::AskAgain, "askagain", Manner::UpdatePrivate),
        (Self::Tell, "tell", Manner::UpdatePrivate),
        (Self::ReadAccount, "readaccount", Manner::UpdatePrivate),
        (Self::Answer, "answer", Manner::UpdatePrivate),
        (Self::Right, "right", Manner::UpdatePrivate),
        (Self::Acknowledge, "acknowledge", Manner::UpdatePrivate),
        (Self::Confirm, "confirm", Manner::UpdatePrivate),
        (Self::ConfirmWhy, "confirmwhy", Manner::UpdatePrivate),
        (Self::Apologise, "apologise", Manner::UpdatePrivate),
        (Self::ReadApology, "readapology", Manner::UpdatePrivate),
        (Self::GoOn, "goon", Manner::UpdatePrivate),
        (Self::Plan, "plan", Manner::UpdatePrivate),
        (Self::Follow, "follow", Manner::UpdatePrivate),
        (Self::Space, "space", Manner::UpdatePrivate),
        (Self::StopLooking, "stoplooking", Manner::UpdatePrivate),
        (Self::Hold, "hold", Manner::UpdatePrivate),
        (Self::LetGoOn, "letgoon", Manner::UpdatePrivate),
        (Self::Stop, "stop", Manner::UpdatePrivate),
        (Self::StopNow, "stopnow", Manner::UpdatePrivate),
    ];
}

pub type Action = Press<Verb>;

/// The id of a button about this repair.
fn id(verb: Verb, repair: &Repair) -> String {
    Any::Repair(Action::on(verb, repair.couple, repair.id)).id()
}

pub async fn act(
    here: &Here<'_>,
    me: &Member,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    let row = action.row;
    let value = values.first().map_or("", String::as_str);
    common::awake(here, me)?;
    match action.verb {
        Verb::Open | Verb::Board => board::open(here, me).await,
        Verb::Begin => begin(here, me).await,
        Verb::HurtMe => draft::start(here, me, me.who).await,
        Verb::HurtThem => draft::start(here, me, me.who.other()).await,
        Verb::FromPromise => draft::from_promise(here, me, row).await,
        Verb::FromCut => draft::from_cut(here, me, row).await,
        Verb::Kind => draft::name_kind(here, me, row, value).await,
        Verb::Size => draft::choose_size(here, me, row, value).await,
        Verb::LetGo => draft::let_go(here, me, row).await,
        Verb::Show | Verb::Here => show(here, me, row).await,
        Verb::All => reading::all(here, me, row).await,
        Verb::Opening => ask(here, me, row, Paper::Opening, Verb::OpeningWritten).await,
        Verb::Account => ask(here, me, row, Paper::Account, Verb::AccountWritten).await,
        Verb::Understood => ask(here, me, row, Paper::Understood, Verb::UnderstoodWritten).await,
        Verb::Partly => ask(here, me, row, Paper::Missing, Verb::PartlyWritten).await,
        Verb::NotYet => ask(here, me, row, Paper::Missing, Verb::NotYetWritten).await,
        Verb::Acknowledged => {
            ask(
                here,
                me,
                row,
                Paper::Acknowledged,
                Verb::AcknowledgedWritten,
            )
            .await
        }
        Verb::NotQuite => ask(here, me, row, Paper::Unacknowledged, Verb::NotQuiteWritten).await,
        Verb::Apology => ask(here, me, row, Paper::Apology, Verb::ApologyWritten).await,
        Verb::NotHow => ask(here, me, row, Paper::NotHowItWas, Verb::NotHowWritten).await,
        Verb::Look => ask(here, me, row, Paper::Look, Verb::LookWritten).await,
        Verb::Closing => ask(here, me, row, Paper::Closing, Verb::ClosingWritten).await,
        Verb::StaysOpen => ask(here, me, row, Paper::StaysOpen, Verb::StaysOpenWritten).await,
        Verb::MyPart => ask(here, me, row, Paper::MyPart, Verb::MyPartWritten).await,
        Verb::OpeningWritten => steps::write(here, me, row, Paper::Opening, fields).await,
        Verb::AccountWritten => steps::write(here, me, row, Paper::Account, fields).await,
        Verb::UnderstoodWritten => steps::write(here, me, row, Paper::Understood, fields).await,
        Verb::AcknowledgedWritten => steps::write(here, me, row, Paper::Acknowledged, fields).await,
        Verb::ApologyWritten => steps::write(here, me, row, Paper::Apology, fields).await,
        Verb::MyPartWritten => steps::write(here, me, row, Paper::MyPart, fields).await,
        Verb::GiveMyPart => reading::give_my_part(here, me, row).await,
        Verb::PartlyWritten => {
            let step = Move::Weigh(Heard::Partly);
            steps::say(here, me, row, Paper::Missing, fields, step).await
        }
        Verb::NotYetWritten => {
            let step = Move::Weigh(Heard::NotYet);
            steps::say(here, me, row, Paper::Missing, fields, step).await
        }
        Verb::NotQuiteWritten => {
            steps::say(here, me, row, Paper::Unacknowledged, fields, Move::NotQuite).await
        }
        Verb::NotHowWritten => {
            steps::say(here, me, row, Paper::NotHowItWas, fields, Move::NotHowItWas).await
        }
        Verb::LookWritten => steps::say(here, me, row, Paper::Look, fields, Move::Look).await,
        Verb::ClosingWritten => {
            // How many were kept is read where it is decided.
            let step = Move::Close { kept: 0 };
            steps::say(here, me, row, Paper::Closing, fields, step).await
        }
        Verb::StaysOpenWritten => {
            let step = Move::LeaveOpen { kept: 0 };
            steps::say(here, me, row, Paper::StaysOpen, fields, step).await
        }
        Verb::NotNow => steps::not_now(here, me, row, value).await,
        Verb::Stop => steps::before_stopping(here, me, row).await,
        Verb::Offer => draft::offer(here, me, row).await,
        Verb::Agree => steps::take(here, me, row, Move::Agree, None).await,
        Verb::AskAgain => steps::take(here, me, row, Move::AskAgain, None).await,
        Verb::Tell => steps::take(here, me, row, Move::Tell, Some(Paper::Account)).await,
        Verb::ReadAccount => steps::take(here, me, row, Move::ReadAccount, None).await,
        Verb::Answer => steps::take(here, me, row, Move::Answer, Some(Paper::Understood)).await,
        Verb::Right => steps::take(here, me, row, Move::Weigh(Heard::Right), None).await,
        Verb::Acknowledge => {
            steps::take(here, me, row, Move::Acknowledge, Some(Paper::Acknowledged)).await
        }
        Verb::Confirm => steps::take(here, me, row, Move::Confirm { why: false }, None).await,
        Verb::ConfirmWhy => steps::take(here, me, row, Move::Confirm { why: true }, None).await,
        Verb::Apologise => steps::take(here, me, row, Move::Apologise, Some(Paper::Apology)).await,
        Verb::ReadApology => steps::take(here, me, row, Move::ReadApology, None).await,
        Verb::GoOn => steps::take(here, me, row, Move::GoOn, None).await,
        Verb::Plan => steps::take(here, me, row, Move::Plan { promises: 0 }, None).await,
        Verb::Follow => steps::take(here, me, row, Move::Follow, None).await,
        Verb::Space => steps::take(here, me, row, Move::Space, None).await,
        Verb::StopLooking => steps::take(here, me, row, Move::StopLooking, None).await,
        Verb::Hold => steps::take(here, me, row, Move::Hold, None).await,
        Verb::LetGoOn => steps::take(here, me, row, Move::LetGoOn, None).await,
        Verb::StopNow => steps::take(here, me, row, Move::Stop, None).await,
    }
}

/// `/repair board`: what is being repaired.
pub async fn open(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    board::open(here, me).await
}

/// `/repair open`: whose hurt it is comes first.
pub async fn begin(here: &Here<'_>, me: &Member) -> Result<Reply, Error> {
    common::awake(here, me)?;
    draft::begin(here, me).await
}

/// One repair as I may see it. Somebody else's, and a draft of the other, are not there.
async fn show(here: &Here<'_>, me: &Member, row: i64) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let repair = known(here, me, &mut db, row).await?;
    Ok(Reply::Say(page::page(here, me, &mut db, &repair).await?))
}

async fn known(
    here: &Here<'_>,
    me: &Member,
    db: &mut PgConnection,
    row: i64,
) -> Result<Repair, Error> {
    let found = store::repairs::find(db, me.couple.id, row).await?;
    let mine = found.filter(|repair| !repair.is_draft() || repair.opened_by == me.who);
    Ok(mine.ok_or_else(|| common::stranger(here.t))?)
}

/// Opens a form, if that is what I write where the repair stands; else shows where it stands.
async fn ask(
    here: &Here<'_>,
    me: &Member,
    row: i64,
    paper: Paper,
    written: Verb,
) -> Result<Reply, Error> {
    let mut db = here.app.db.acquire().await?;
    let repair = known(here, me, &mut db, row).await?;
    if repair.is_paused() || !paper.fits(&repair, me) {
        return Err(view::gone_on(here, &repair).into());
    }
    let (there, _) = papers::mine(here, me, &mut db, paper, &repair).await?;
    Ok(Reply::Ask(papers::form(
        here, paper, &repair, written, &there,
    )))
}

/// There is something new in a repair: a line in the channel that says nothing of it.
pub async fn news(app: &App, couple: &Couple, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let found = store::repairs::find(&mut *app.db.acquire().await?, couple.id, row).await?;
    let Some(repair) = found.filter(|repair| !repair.is_draft()) else {
        return Ok(None);
    };
    let t = app.words.tongue("en");
    let message = match repair.state {
        _ if nth != repair.moves => "repair-news",
        State::Offered => "repair-news-offered",
        State::Closed => "repair-news-closed",
        State::LeftOpen => "repair-news-left-open",
        _ => "repair-news",
    };
    let look = Button::main(t.say("repair-look-in-button", &[]), id(Verb::Show, &repair));
    Ok(Some(
        Card::new(t.say(message, &[])).buttons([look, buttons::help(t)]),
    ))
}

/// The one reminder of a repair, to the responsible partner alone: void when it has gone on since.
pub async fn word(app: &App, me: &Member, row: i64, nth: i32) -> anyhow::Result<Option<Card>> {
    let found = store::repairs::find(&mut *app.db.acquire().await?, me.couple.id, row).await?;
    let now = app.clock.now();
    let due = |repair: &Repair| {
        repair.moves == nth
            && repair.responsible() == me.who
            && repair.reminder().is_some_and(|at| at <= now)
    };
    let Some(repair) = found.filter(due) else {
        return Ok(None);
    };
    let t = app.words.tongue("en");
    let message = match repair.state {
        State::Following { .. } => "repair-word-look",
        State::NotNow { .. } if repair.opened_by == me.who => "repair-word-ask-again",
        State::NotNow { .. } => "repair-word-not-now",
        _ => "repair-word-turn",
    };
    let look = Button::main(t.say("repair-look-in-button", &[]), id(Verb::Show, &repair));
    Ok(Some(
        Card::new(t.say(message, &[])).buttons([look, buttons::help(t)]),
    ))
}
