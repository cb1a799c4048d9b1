//! The bot's token: where it is read from and whether it can be one.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::Secret;

/// What the file holds.
pub fn read(file: &Path) -> Result<Secret, String> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Secret::new(text)),
        Err(error) => Err(format!(
            "the file that DISCORD_TOKEN_FILE names cannot be read: {}",
            error.kind()
        )),
    }
}

/// Judges it. A stand-in may have tokens of any form; Discord's have three parts. Never says what it saw.
pub fn check(token: &Secret, place: &str, real: bool) -> Result<Secret, String> {
    let text = token.reveal().trim();
    if text.is_empty()
        || !text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    {
        return Err(format!(
            "{place} is not a bot token: expected is one word of letters, digits and .-_"
        ));
    }
    if real && (text.split('.').count() != 3 || text.len() < 50) {
        return Err(format!(
            "{place} is not a bot token: it should have three parts with dots between (Developer Portal, Bot, Reset Token)"
        ));
    }
    Ok(Secret::new(text.to_owned()))
}

/// Worth a word where other users of the machine can read the token: all of them, or a group that is not
/// Tend's own. Secrets below `/run` are mounted by the system and open to the reader they are meant for.
pub fn open_to_others(file: &Path) -> Option<String> {
    let about = std::fs::metadata(file).ok()?;
    let a_group = about.mode() & 0o040 != 0 && about.gid() != rustix::process::getegid().as_raw();
    ((about.mode() & 0o004 != 0 || a_group) && !file.starts_with("/run")).then(|| {
        format!(
            "other users of this machine can read the bot's token: chmod o= {0}, and chgrp it to Tend's own group",
            file.display()
        )
    })
}
