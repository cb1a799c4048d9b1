//! Takes out of a text what a log must not have.

use std::fmt::{Display, Write as _};

/// An error and what it came from, without the tokens in its addresses and with nothing that
/// could forge a line.
pub fn clean(error: &(impl Display + ?Sized)) -> String {
    harmless(&without_tokens(&format!("{error:#}")))
}

/// Control characters, line ends, and what turns the direction of writing, as escapes.
pub fn harmless(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_odd(letter) {
            write!(plain, "\\u{{{:x}}}", u32::from(letter))
                .expect("writing to a String cannot fail");
        } else {
            plain.push(letter);
        }
    }
    plain
}

fn is_odd(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Without interaction tokens, bot tokens and passwords in addresses. A token is told by what
/// stands before it, or by being one long word as nothing else is.
pub fn without_tokens(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest
            .find(|letter| !is_of_token(letter))
            .unwrap_or(rest.len());
        if word > 0 {
            let (one, after) = rest.split_at(word);
            clean.push_str(if is_secret(&clean, one, after) {
                "…"
            } else {
                one
            });
            rest = after;
        } else {
            let mut letters = rest.chars();
            clean.extend(letters.next());
            rest = letters.as_str();
        }
    }
    clean
}

fn is_of_token(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "._-+=%~".contains(letter)
}

fn is_secret(before: &str, word: &str, after: &str) -> bool {
    // `Authorization: Bot …`
    let told = (before.ends_with("Bot ") || before.ends_with("Bearer ")) && word.len() >= 20;
    // `/webhooks/<id>/<token>…` and `/interactions/<id>/<token>/callback`
    let in_address = before.strip_suffix('/').is_some_and(|before| {
        let path = before.trim_end_matches(|letter: char| letter.is_ascii_digit());
        path.len() < before.len()
            && (path.ends_with("/webhooks/") || path.ends_with("/interactions/"))
    });
    // `://user:password@`
    let password = after.starts_with('@')
        && before
            .strip_suffix(':')
            .is_some_and(|before| before.trim_end_matches(is_of_token).ends_with("://"));
    let long = word
        .split('.')
        .any(|part| part.len() >= 60 && !part.contains('%'))
        || (word.len() >= 50 && word.split('.').count() == 3);
    told || in_address || password || long
}

/// What a library's message surely has of its own: up to the first thing that may have been put in.
pub fn code_only(message: &str) -> String {
    let until = message
        .find(['"', '\'', '`', '{', '[', '\\', '\n'])
        .into_iter()
        .chain(message.find("; text:"))
        .min()
        .unwrap_or(message.len());
    let own = message[..until].trim_end_matches([' ', ':', ';', '(']);
    let short: String = own.chars().take(160).collect();
    if short.len() == message.len() {
        short
    } else {
        format!("{short}…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERACTION: &str = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTp0b2tlbg";
    const BOT: &str = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-abcdefghijk";

    #[test]
    fn tokens_and_passwords_are_left_out() {
        let check = |text: String, expected: &str| assert_eq!(without_tokens(&text), expected);
        check(
            format!(
                "error sending request for url (https://discord.com/api/v10/webhooks/42/{INTERACTION}/messages/@original)"
            ),
            "error sending request for url (https://discord.com/api/v10/webhooks/42/…/messages/@original)",
        );
        check(
            format!(
                "POST http://127.0.0.1:8080/api/v10/interactions/42/{INTERACTION}/callback?with_response=true"
            ),
            "POST http://127.0.0.1:8080/api/v10/interactions/42/…/callback?with_response=true",
        );
        check(
            "/webhooks/42/short-token?wait=true".to_owned(),
            "/webhooks/42/…?wait=true",
        );
        check(format!("Authorization: Bot {BOT}"), "Authorization: Bot …");
        check(format!("token={BOT};"), "…;");
        check(format!("\"token\":\"{BOT}\""), "\"token\":\"…\"");
        check("A".repeat(61), "…");
        check(
            "postgres://tend:hunter2@db:5432/tend".to_owned(),
            "postgres://tend:…@db:5432/tend",
        );
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "",
            "the database does not answer: Connection refused (os error 111)",
            "https://discord.com/api/v10/channels/80351110224678912/messages/80351110224678913",
            "postgres:///tend?host=/var/lib/tend/postgres&user=tend",
            "a Bot is near; 2026-03-01T19:00:00.000Z; src/cluster/keeper.rs:120",
            "ünïcödé 🌱",
        ] {
            assert_eq!(without_tokens(text), text);
        }
    }

    #[test]
    fn an_error_is_told_with_what_it_came_from() {
        let error = anyhow::anyhow!("refused\nby /webhooks/1/secret").context("posting");
        assert_eq!(clean(&error), "posting: refused\\u{a}by /webhooks/1/…");
    }

    #[test]
    fn a_librarys_message_ends_where_something_was_put_in() {
        let check = |message, expected| assert_eq!(code_only(message), expected);
        check(
            "Resume failed, reidentifying",
            "Resume failed, reidentifying",
        );
        check("[ShardRunner ShardInfo] Error", "…");
        check("invalid type: string \"our walk\"", "invalid type: string…");
        check("unknown variant `our walk`", "unknown variant…");
        check(&"x".repeat(500), &format!("{}…", "x".repeat(160)));
    }
}
