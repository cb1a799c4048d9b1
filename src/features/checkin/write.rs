//! The form: four texts, opened with what was written before.

use super::{Page, draft, view};
use crate::app::{Here, Member};
use crate::domain::answer::Part;
use crate::domain::round::CheckIn;
use crate::error::Error;
use crate::ui::text::length;
use crate::ui::{Reply, limits};

/// Opens the form with the draft in it.
pub async fn form(here: &Here<'_>, me: &Member, about: CheckIn) -> Result<Reply, Error> {
    let (round, mine) = draft::look(here, me, about).await?;
    Ok(Reply::Ask(view::form(here, &round, &mine)))
}

/// Keeps what was written.
pub async fn written(
    here: &Here<'_>,
    me: &Member,
    about: CheckIn,
    fields: &[(String, String)],
) -> Result<Reply, Error> {
    if fields
        .iter()
        .any(|(_, text)| length(text) > limits::INPUT_TEXT)
    {
        return Err(view::too_long(here).into());
    }
    let (round, mine) = draft::change(here, me, about, |answer| {
        for (name, text) in fields {
            if let Some(part) = Part::from_name(name) {
                answer.set_text(part, text.trim_end().to_owned());
            }
        }
    })
    .await?;
    let page = if mine.stance.shows_up() {
        Page::WhoSeesWhat
    } else {
        Page::Write
    };
    Ok(view::page(here, me, &round, &mine, page).into())
}
