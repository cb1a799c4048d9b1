//! What Tend does. The folder's listing is the feature list; the matches here hand each to its feature.

pub mod checkin;
pub mod commands;
pub mod common;
pub mod dates;
pub mod due;
pub mod feedback;
pub mod help;
pub mod history;
pub mod inbox;
pub mod moving;
pub mod needs;
pub mod pages;
pub mod pairing;
pub mod pause;
pub mod privacy;
pub mod promise;
pub mod questions;
pub mod reading;
pub mod repair;
pub mod rhythm;
pub mod setback;
pub mod settings;
pub mod weekly;

pub use commands::{Command, commands, line_of_help};
pub use common::texts::carry_over;
pub use common::{apology, busy, give_back, not_just_now};
pub use due::{Due, due, failed, plan_anew, sent};
pub use pairing::invited;
pub use privacy::hold;

use crate::app::{App, Here, Member};
use crate::domain::couple::Couple;
use crate::domain::round::CheckIn;
use crate::domain::{ChannelId, CoupleId, RoundId, UserId};
use crate::error::Error;
use crate::store;
use crate::ui::{Choice, CommandCall, Manner, Reply, Visit};

/// What somebody asked for.
#[derive(Clone)]
pub enum Asked {
    Command(CommandCall),
    /// A button (no values) or a select.
    Press {
        id: String,
        values: Vec<String>,
    },
    /// A form that was sent; `on_message`: it was opened from a message's button.
    Form {
        id: String,
        fields: Vec<(String, String)>,
        on_message: bool,
    },
}

/// Everything a button, a select or a form can ask for. Its id says it all: `t1:feature:…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Checkin(checkin::Action),
    Dates(dates::Action),
    Feedback(feedback::Action),
    Help(help::Action),
    History(history::Action),
    Inbox(inbox::Action),
    Moving(moving::Action),
    Needs(needs::Action),
    Pages(pages::Action),
    Pairing(pairing::Action),
    Pause(pause::Action),
    Privacy(privacy::Action),
    Promise(promise::Action),
    Questions(questions::Action),
    Reading(reading::Action),
    Repair(repair::Action),
    Rhythm(rhythm::Action),
    Setback(setback::Action),
    Settings(settings::Action),
    /// A command, in the couple that was chosen from several.
    Which(Command, CoupleId),
}

/// The version that all ids begin with.
const VERSION: &str = "t1";

/// What follows it in an id says which message a button stands on, and nothing else: by it Tend knows
/// its own message again, where several have the same button.
const STAMP: char = '~';

/// Whose an action is: decides which couple it is about, before anything happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Needs no couple.
    Nobody,
    Couple(CoupleId),
    Round(RoundId),
}

impl Target {
    fn of(check_in: CheckIn) -> Self {
        match check_in {
            CheckIn::Opened(round) => Self::Round(round),
            CheckIn::Ahead(couple, _) => Self::Couple(couple),
        }
    }
}

impl Action {
    /// The id that stands on the button.
    pub fn id(&self) -> String {
        let (feature, rest) = match self {
            Self::Checkin(action) => ("checkin", action.id()),
            Self::Dates(action) => ("dates", action.id()),
            Self::Feedback(action) => ("feedback", action.id()),
            Self::Help(action) => ("help", action.id()),
            Self::History(action) => ("history", action.id()),
            Self::Inbox(action) => ("inbox", action.id()),
            Self::Moving(action) => ("moving", action.id()),
            Self::Needs(action) => ("needs", action.id()),
            Self::Pages(action) => ("pages", action.id()),
            Self::Pairing(action) => ("pairing", action.id()),
            Self::Pause(action) => ("pause", action.id()),
            Self::Privacy(action) => ("privacy", action.id()),
            Self::Promise(action) => ("promise", action.id()),
            Self::Questions(action) => ("questions", action.id()),
            Self::Reading(action) => ("reading", action.id()),
            Self::Repair(action) => ("repair", action.id()),
            Self::Rhythm(action) => ("rhythm", action.id()),
            Self::Setback(action) => ("setback", action.id()),
            Self::Settings(action) => ("settings", action.id()),
            Self::Which(command, couple) => (
                "which",
                format!("{}:{couple}", command.name().replace(' ', "-")),
            ),
        };
        format!("{VERSION}:{feature}:{rest}")
    }

    /// The action this id stands for; `None` for one of no known form.
    pub fn parse(id: &str) -> Option<Self> {
        let id = id.split([STAMP, common::marks::MARK]).next().unwrap_or(id);
        let rest = id.strip_prefix(VERSION)?.strip_prefix(':')?;
        let (feature, rest) = rest.split_once(':')?;
        let words: Vec<&str> = rest.split(':').collect();
        Some(match feature {
            "checkin" => Self::Checkin(checkin::Action::parse(&words)?),
            "dates" => Self::Dates(dates::Action::parse(&words)?),
            "feedback" => Self::Feedback(feedback::Action::parse(&words)?),
            "help" => Self::Help(help::Action::parse(&words)?),
            "history" => Self::History(history::Action::parse(&words)?),
            "inbox" => Self::Inbox(inbox::Action::parse(&words)?),
            "moving" => Self::Moving(moving::Action::parse(&words)?),
            "needs" => Self::Needs(needs::Action::parse(&words)?),
            "pages" => Self::Pages(pages::Action::parse(&words)?),
            "pairing" => Self::Pairing(pairing::Action::parse(&words)?),
            "pause" => Self::Pause(pause::Action::parse(&words)?),
            "privacy" => Self::Privacy(privacy::Action::parse(&words)?),
            "promise" => Self::Promise(promise::Action::parse(&words)?),
            "questions" => Self::Questions(questions::Action::parse(&words)?),
            "reading" => Self::Reading(reading::Action::parse(&words)?),
            "repair" => Self::Repair(repair::Action::parse(&words)?),
            "rhythm" => Self::Rhythm(rhythm::Action::parse(&words)?),
            "setback" => Self::Setback(setback::Action::parse(&words)?),
            "settings" => Self::Settings(settings::Action::parse(&words)?),
            "which" => match words[..] {
                [command, couple] => Self::Which(
                    Command::parse(&command.replace('-', " "))?,
                    CoupleId::read(couple)?,
                ),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// How it is answered: known before anything is awaited.
    pub fn manner(&self) -> Manner {
        match self {
            Self::Checkin(action) => action.manner(),
            Self::Dates(action) => action.manner(),
            Self::Feedback(action) => action.manner(),
            Self::Help(action) => action.manner(),
            Self::History(action) => action.manner(),
            Self::Inbox(action) => action.manner(),
            Self::Moving(action) => action.manner(),
            Self::Needs(action) => action.manner(),
            Self::Pages(action) => action.manner(),
            Self::Pairing(action) => action.manner(),
            Self::Pause(action) => action.manner(),
            Self::Privacy(action) => action.manner(),
            Self::Promise(action) => action.manner(),
            Self::Questions(action) => action.manner(),
            Self::Reading(action) => action.manner(),
            Self::Repair(action) => action.manner(),
            Self::Rhythm(action) => action.manner(),
            Self::Setback(action) => action.manner(),
            Self::Settings(action) => action.manner(),
            Self::Which(..) => Manner::UpdatePrivate,
        }
    }

    fn target(&self) -> Target {
        match self {
            Self::Checkin(action) => action.target(),
            Self::Dates(action) => action.target(),
            Self::Feedback(_) | Self::Help(_) | Self::Pairing(_) => Target::Nobody,
            Self::History(action) => action.target(),
            Self::Inbox(action) => action.target(),
            Self::Moving(action) => action.target(),
            Self::Needs(action) => action.target(),
            Self::Pages(action) => action.target(),
            Self::Pause(action) => action.target(),
            Self::Privacy(action) => action.target(),
            Self::Promise(action) => action.target(),
            Self::Questions(action) => action.target(),
            Self::Reading(action) => action.target(),
            Self::Repair(action) => action.target(),
            Self::Rhythm(action) => action.target(),
            Self::Setback(action) => action.target(),
            Self::Settings(action) => action.target(),
            Self::Which(_, couple) => Target::Couple(*couple),
        }
    }
}

/// How this will be answered. Pure, and the same for everybody who asks.
pub fn manner(asked: &Asked) -> Manner {
    match asked {
        Asked::Command(_) => Command::MANNER,
        Asked::Press { id, .. } => {
            Action::parse(id).map_or(Manner::PrivateNew, |action| action.manner())
        }
        Asked::Form { id, on_message, .. } => match Action::parse(id).map(|action| action.manner())
        {
            Some(manner) if *on_message && manner != Manner::Modal => manner,
            _ => Manner::PrivateNew,
        },
    }
}

/// Whether the answer needs to know who can see the channel.
pub fn wants_audience(asked: &Asked) -> bool {
    match asked {
        Asked::Command(call) => matches!(
            Command::parse(&call.name),
            Some(Command::TendStart | Command::TendMove)
        ),
        Asked::Press { id, .. } => match Action::parse(id) {
            Some(Action::Pairing(action)) => action.wants_audience(),
            Some(Action::Moving(_)) => true,
            _ => false,
        },
        Asked::Form { .. } => false,
    }
}

/// Does what was asked: looks up who this is, then hands it to its feature. What is shown for it is stamped, so
/// that each form and card makes once what it makes.
pub async fn act(app: &App, visit: &Visit, asked: Asked) -> Result<Reply, Error> {
    let mark = match &asked {
        Asked::Command(_) => None,
        Asked::Press { id, .. } | Asked::Form { id, .. } => common::marks::of(app, visit, id),
    };
    let public = manner(&asked) == Manner::UpdatePublic;
    let here = Here {
        mark,
        ..here(app, visit)
    };
    let stamp = common::marks::new_stamp(&here)?;
    match do_it(&here, asked).await {
        Ok(reply) if public => Ok(reply),
        Ok(reply) => Ok(common::marks::stamped(reply, &stamp)),
        Err(Error::Refused(reply)) => Err(common::marks::stamped(*reply, &stamp).into()),
        Err(error) => Err(error),
    }
}

async fn do_it(here: &Here<'_>, asked: Asked) -> Result<Reply, Error> {
    match asked {
        Asked::Command(call) => {
            let command = Command::parse(&call.name).ok_or_else(|| common::older(here.t))?;
            run(here, command, &call, None).await
        }
        Asked::Press { id, values } => {
            let action = Action::parse(&id).ok_or_else(|| common::older(here.t))?;
            let done = once(here, action.clone(), &values, &[]).await;
            let reply = done.map_err(|error| common::giving_back(here.t, error, &[]))?;
            common::drafts::filled(here, &action, &id, reply).await
        }
        Asked::Form { id, fields, .. } => {
            let done = match Action::parse(&id) {
                // What opens a form is none itself.
                Some(action) if common::secrets::is_told_in(here.t, &action, &fields) => {
                    Err(common::secrets::refused(here.t).into())
                }
                Some(action) if action.manner() != Manner::Modal => {
                    let done = once(here, action.clone(), &[], &fields).await;
                    common::drafts::offered(here, &action, &fields, done).await
                }
                _ => Err(common::older(here.t).into()),
            };
            done.map_err(|error| common::giving_back(here.t, error, &fields))
        }
    }
}

/// The suggestions while somebody types an option.
#[expect(
    clippy::unused_async,
    reason = "one that asks the database will have to wait"
)]
pub async fn suggest(app: &App, visit: &Visit, call: &CommandCall, focused: &str) -> Vec<Choice> {
    let here = here(app, visit);
    match (Command::parse(&call.name), focused) {
        (Some(Command::TendStart), "zone") => {
            common::hours::suggest(&here, call.text("zone").unwrap_or_default())
        }
        _ => Vec::new(),
    }
}

async fn run(
    here: &Here<'_>,
    command: Command,
    call: &CommandCall,
    couple: Option<CoupleId>,
) -> Result<Reply, Error> {
    match command {
        Command::Feedback => return feedback::before(here).await,
        Command::Help => return Ok(help::open(here)),
        Command::TendStart => return pairing::start(here, call).await,
        Command::Privacy => return privacy::open(here, couple).await,
        _ => {}
    }
    let me = match member(here, couple.map_or(Target::Nobody, Target::Couple)).await? {
        Found::One(me) => me,
        Found::Several(couples) => return Ok(common::which(here.t, command, &couples).into()),
    };
    let reply = match command {
        Command::Checkin => checkin::open_current(here, &me).await,
        Command::History => history::open(here, &me).await,
        Command::Inbox => inbox::open(here, &me).await,
        Command::Needs => needs::open(here, &me).await,
        Command::Pages => pages::open(here, &me).await,
        Command::PromiseList => promise::open(here, &me).await,
        Command::PromiseNew => promise::begin(here, &me).await,
        Command::Questions => questions::open(here, &me).await,
        Command::RepairBoard => repair::open(here, &me).await,
        Command::RepairOpen => repair::begin(here, &me).await,
        Command::Setback => setback::open(here, &me).await,
        Command::Pause => pause::open(here, &me),
        Command::Rhythm => rhythm::open(here, &me).await,
        Command::Settings => settings::open(here, &me).await,
        Command::TendMove => moving::open(here, &me).await,
        Command::Feedback | Command::Help | Command::Privacy | Command::TendStart => {
            Err(common::older(here.t).into())
        }
    }?;
    due::beside(here, &me, reply).await
}

/// The same press on the same card, and the same form, makes nothing a second time: what it has made is shown.
async fn once(
    here: &Here<'_>,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    match press(here, action.clone(), values, fields).await {
        Err(Error::Taken) => common::marks::taken(here, &action, fields).await,
        done => done,
    }
}

async fn press(
    here: &Here<'_>,
    action: Action,
    values: &[String],
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    match action {
        Action::Feedback(action) => return feedback::act(here, action, fields).await,
        Action::Help(action) => return help::act(here, action, values),
        Action::Pairing(action) => return pairing::act(here, action, values, fields).await,
        Action::Privacy(action) => return privacy::act(here, action, fields).await,
        Action::Which(command, couple) => {
            let call = CommandCall {
                name: command.name().to_owned(),
                options: Vec::new(),
            };
            return Box::pin(run(here, command, &call, Some(couple))).await;
        }
        _ => {}
    }
    let Found::One(me) = member(here, action.target()).await? else {
        return Err(common::stranger(here.t).into());
    };
    let reply = match action {
        Action::Checkin(action) => checkin::act(here, &me, action, values, fields).await,
        Action::Dates(action) => dates::act(here, &me, action, values, fields).await,
        Action::History(action) => history::act(here, &me, action).await,
        Action::Moving(action) => moving::act(here, &me, action).await,
        Action::Pause(action) => pause::act(here, &me, action, fields).await,
        Action::Reading(action) => reading::act(here, &me, action, fields).await,
        Action::Rhythm(action) => rhythm::act(here, &me, action).await,
        Action::Inbox(action) => inbox::act(here, &me, action, values, fields).await,
        Action::Needs(action) => needs::act(here, &me, action, values, fields).await,
        Action::Pages(action) => pages::act(here, &me, action, values, fields).await,
        Action::Promise(action) => promise::act(here, &me, action, values, fields).await,
        Action::Questions(action) => questions::act(here, &me, action, values, fields).await,
        Action::Repair(action) => repair::act(here, &me, action, values, fields).await,
        Action::Setback(action) => setback::act(here, &me, action, values, fields).await,
        Action::Settings(action) => settings::act(here, &me, action, values, fields).await,
        Action::Feedback(_)
        | Action::Help(_)
        | Action::Pairing(_)
        | Action::Privacy(_)
        | Action::Which(..) => Err(common::older(here.t).into()),
    }?;
    due::beside(here, &me, reply).await
}

enum Found {
    One(Box<Member>),
    Several(Vec<Couple>),
}

/// Who this is: authorisation comes before any effect, and the default is no. Whoever is not one
/// of the two gets the one sentence that every stranger gets.
async fn member(here: &Here<'_>, target: Target) -> Result<Found, Error> {
    let mut db = here.app.db.acquire().await?;
    let mut couples = store::couples::of_person(&mut db, here.visit.user, &here.sender()).await?;
    couples.retain(|couple| {
        couple
            .partner_of(here.visit.user)
            .is_some_and(|who| couple.person(who).left.is_none())
    });
    match target {
        Target::Couple(id) => couples.retain(|couple| couple.id == id),
        Target::Round(round) if couples.len() > 1 => {
            let round = store::rounds::find(&mut db, round).await?;
            couples.retain(|couple| {
                round
                    .as_ref()
                    .is_some_and(|round| round.couple == couple.id)
            });
        }
        Target::Round(_) => {} // whoever locks the round asks for this couple's
        Target::Nobody => choose(&mut couples, here.visit.user, here.visit.channel),
    }
    match couples.len() {
        0 => Err(common::stranger(here.t).into()),
        1 => {
            let couple = couples.remove(0);
            let who = couple
                .partner_of(here.visit.user)
                .ok_or_else(|| common::stranger(here.t))?;
            let mut me = Member { couple, who };
            due::reached(here, &mut db, &mut me.couple).await?;
            Ok(Found::One(Box::new(me)))
        }
        _ => Ok(Found::Several(couples)),
    }
}

/// In a couple's own channel it is about that couple; elsewhere about those that go on as far as
/// this person may know, if any do.
fn choose(couples: &mut Vec<Couple>, user: UserId, channel: ChannelId) {
    let goes_on = |couple: &Couple| {
        couple
            .partner_of(user)
            .is_some_and(|who| couple.ended_for(who).is_none())
    };
    if couples
        .iter()
        .any(|couple| couple.channel == channel && goes_on(couple))
    {
        couples.retain(|couple| couple.channel == channel && goes_on(couple));
    } else if couples.iter().any(goes_on) {
        couples.retain(goes_on);
    } else {
        couples.truncate(1);
    }
}

fn here<'a>(app: &'a App, visit: &'a Visit) -> Here<'a> {
    Here {
        app,
        visit,
        t: app.words.tongue(&visit.locale),
        now: app.clock.now(),
        zones: app.zones(),
        mark: None,
    }
}
