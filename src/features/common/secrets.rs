//! Passwords and account secrets are refused at the door: never stored, whatever form they come in.

use super::buttons;
use crate::features::Action;
use crate::ui::Card;
use crate::words::Tongue;

/// Fields that hold nothing anybody keeps: a place to look up, a phrase to confirm with.
const NOT_KEPT: &[&str] = &["zone", "phrase"];

/// Whether one of this form's texts looks like one. What goes to the host is not looked at: a fault
/// is told in whatever words it takes, and goes as soon as the host has it.
pub fn is_told_in(t: &Tongue, action: &Action, fields: &[(String, String)]) -> bool {
    !matches!(action, Action::Feedback(_))
        && fields
            .iter()
            .filter(|(field, _)| !NOT_KEPT.contains(&field.as_str()))
            .any(|(_, text)| t.tells_a_secret(text))
}

/// Why it was not kept, and what to do. What was typed comes back beside it, as with every refused form.
pub fn refused(t: &Tongue) -> Card {
    Card::new(t.say("secret-refused", &[])).buttons([buttons::help(t)])
}
