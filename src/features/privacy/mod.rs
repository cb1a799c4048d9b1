//! /privacy: what is stored about me, my side as files, my words erased, leaving. Alone, at any time.

mod again;
mod document;
mod erase;
mod export;
mod leave;
mod readable;
mod show;
mod things;
mod view;

pub use self::again::hold;
use crate::app::{App, Here, Member};
use crate::domain::{CoupleId, Partner};
use crate::error::Error;
use crate::features::{Due, Target, common};
use crate::store;
use crate::ui::{Manner, Reply};

/// What can be asked for. It works for whoever has left, and while Tend rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Of whichever couple; asks where there are several.
    Open,
    /// All places to choose from, on the same card.
    Places,
    /// What is stored in this couple, on the same card.
    Of(CoupleId),
    /// What an export is, before it is made.
    Export(CoupleId),
    MakeFiles(CoupleId),
    /// What erasing does, before it is done.
    Erase(CoupleId),
    /// Opens the form for the phrase.
    Phrase(CoupleId),
    PhraseWritten(CoupleId),
    /// What leaving does, before it is done.
    Leave(CoupleId),
    LeaveNow(CoupleId, Line),
    /// Takes back *don't ask me again*.
    MayAsk,
}

/// Whether the other is told one neutral line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Told,
    Nothing,
}

impl Action {
    pub fn id(&self) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Places => "places".to_owned(),
            Self::MayAsk => "mayask".to_owned(),
            Self::Of(couple) => format!("of:{couple}"),
            Self::Export(couple) => format!("export:{couple}"),
            Self::MakeFiles(couple) => format!("files:{couple}"),
            Self::Erase(couple) => format!("erase:{couple}"),
            Self::Phrase(couple) => format!("phrase:{couple}"),
            Self::PhraseWritten(couple) => format!("written:{couple}"),
            Self::Leave(couple) => format!("leave:{couple}"),
            Self::LeaveNow(couple, Line::Told) => format!("telling:{couple}"),
            Self::LeaveNow(couple, Line::Nothing) => format!("quietly:{couple}"),
        }
    }

    pub fn parse(words: &[&str]) -> Option<Self> {
        match *words {
            ["open"] => Some(Self::Open),
            ["places"] => Some(Self::Places),
            ["mayask"] => Some(Self::MayAsk),
            [verb, couple] => {
                let couple = CoupleId::read(couple)?;
                Some(match verb {
                    "of" => Self::Of(couple),
                    "export" => Self::Export(couple),
                    "files" => Self::MakeFiles(couple),
                    "erase" => Self::Erase(couple),
                    "phrase" => Self::Phrase(couple),
                    "written" => Self::PhraseWritten(couple),
                    "leave" => Self::Leave(couple),
                    "telling" => Self::LeaveNow(couple, Line::Told),
                    "quietly" => Self::LeaveNow(couple, Line::Nothing),
                    _ => return None,
                })
            }
            _ => None,
        }
    }

    pub fn manner(&self) -> Manner {
        match self {
            Self::Phrase(_) => Manner::Modal,
            Self::Open | Self::MakeFiles(_) => Manner::PrivateNew,
            _ => Manner::UpdatePrivate,
        }
    }

    pub fn target(&self) -> Target {
        match self {
            Self::Open | Self::Places | Self::MayAsk => Target::Nobody,
            Self::Of(couple)
            | Self::Export(couple)
            | Self::MakeFiles(couple)
            | Self::Erase(couple)
            | Self::Phrase(couple)
            | Self::PhraseWritten(couple)
            | Self::Leave(couple)
            | Self::LeaveNow(couple, _) => Target::Couple(*couple),
        }
    }
}

/// `/privacy`, for anybody.
pub async fn open(here: &Here<'_>, couple: Option<CoupleId>) -> Result<Reply, Error> {
    show::open(here, couple).await
}

/// Carries an action out. Who has left is still one of the two here, until everything goes.
pub async fn act(
    here: &Here<'_>,
    action: Action,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    match action {
        Action::Open | Action::Places => show::open(here, None).await,
        Action::Of(couple) => show::open(here, Some(couple)).await,
        Action::Export(couple) => Ok(view::export(here, &member(here, couple).await?).into()),
        Action::MakeFiles(couple) => export::make(here, &member(here, couple).await?).await,
        Action::Erase(couple) => Ok(view::erase(here, &member(here, couple).await?).into()),
        Action::Phrase(couple) => Ok(Reply::Ask(view::erase_form(
            here,
            &member(here, couple).await?,
        ))),
        Action::PhraseWritten(couple) => {
            erase::erase(here, &member(here, couple).await?, fields).await
        }
        Action::Leave(couple) => Ok(view::leave(here, &member(here, couple).await?).into()),
        Action::LeaveNow(couple, line) => {
            leave::leave(here, &member(here, couple).await?, line).await
        }
        Action::MayAsk => show::may_ask_again(here).await,
    }
}

/// Somebody's last day has come: all of theirs is deleted, and with the other's last day the couple itself. What is
/// left in between is that they were paired.
pub async fn forget(app: &App, couple: CoupleId) -> anyhow::Result<Due> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(couple) = store::couples::lock(&mut tx, couple).await? else {
        return Ok(Due::Nothing);
    };
    let days = [Partner::One, Partner::Two].map(|who| (who, couple.deleted_at(who)));
    let Some(last) = days.iter().filter_map(|(_, day)| *day).max() else {
        return Ok(Due::Nothing); // whoever had left has come back
    };
    if last <= now {
        store::couples::delete(&mut tx, couple.id).await?;
    } else {
        for (who, _) in days
            .iter()
            .filter(|(_, day)| day.is_some_and(|day| day <= now))
        {
            erase::all_of_person(app, &mut tx, &couple, *who, now).await?;
        }
    }
    tx.commit().await?;
    Ok(if last <= now {
        Due::Nothing
    } else {
        let next = days.iter().filter_map(|(_, day)| *day);
        Due::Later(next.filter(|day| *day > now).min().unwrap_or(last))
    })
}

/// The one who asks, as one of this couple, until their last day. Everybody else is a stranger.
async fn member(here: &Here<'_>, couple: CoupleId) -> Result<Member, Error> {
    let mut db = here.app.db.acquire().await?;
    let couple = store::couples::find(&mut db, couple).await?;
    let who = couple.as_ref().and_then(|couple| {
        couple
            .partner_of(here.visit.user)
            .filter(|who| !couple.is_over_for(*who, here.now))
    });
    let (couple, who) = couple.zip(who).ok_or_else(|| common::stranger(here.t))?;
    Ok(Member { couple, who })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_leads_back_to_what_it_says() {
        let couple = CoupleId(42);
        let all = [
            Action::Open,
            Action::Places,
            Action::MayAsk,
            Action::Of(couple),
            Action::Export(couple),
            Action::MakeFiles(couple),
            Action::Erase(couple),
            Action::Phrase(couple),
            Action::PhraseWritten(couple),
            Action::Leave(couple),
            Action::LeaveNow(couple, Line::Told),
            Action::LeaveNow(couple, Line::Nothing),
        ];
        for action in all {
            let id = action.id();
            assert_eq!(
                Action::parse(&id.split(':').collect::<Vec<_>>()),
                Some(action),
                "{id}"
            );
        }
        for wrong in ["", "of", "of:x", "erase:1:2", "forget:1"] {
            assert_eq!(
                Action::parse(&wrong.split(':').collect::<Vec<_>>()),
                None,
                "{wrong}"
            );
        }
    }
}
