//! Which of Discord's refusals are worth a retry, and which will not heal by themselves.

use std::time::Duration;

use serde_json::Value;

/// Why something did not reach Discord, or may not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendError {
    /// Worth a retry: Discord was unwell, could not be reached, or said *later*.
    Again {
        /// What Discord asked us to wait, if it did.
        after: Option<Duration>,
    },
    /// The request may have had its effect; the answer never came.
    Unsure,
    /// Will not heal by itself.
    Hopeless(Hopeless),
    /// The bot's token was refused: everything has stopped.
    Stopped,
}

/// What is in the way, and stays there until a person changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hopeless {
    /// The channel or server is gone.
    ChannelGone,
    /// The bot may not see or write there.
    NoAccess,
    /// The message was deleted.
    MessageGone,
    /// The bot may write there, but as a reply to nothing: it may not look back.
    NoReply,
    /// This person takes no direct messages from the bot.
    DmClosed,
    /// Discord found the request itself wrong: a bug of ours.
    Invalid,
}

impl std::fmt::Display for SendError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Again { .. } => "Discord could not take it just now",
            Self::Unsure => "Discord's answer never came",
            Self::Hopeless(Hopeless::ChannelGone) => "the channel is gone",
            Self::Hopeless(Hopeless::NoAccess) => "the bot has no access there",
            Self::Hopeless(Hopeless::MessageGone) => "the message is gone",
            Self::Hopeless(Hopeless::NoReply) => "the bot may not reply there",
            Self::Hopeless(Hopeless::DmClosed) => "this person takes no direct messages",
            Self::Hopeless(Hopeless::Invalid) => "Discord found the request wrong",
            Self::Stopped => "the bot's token was refused",
        })
    }
}

impl std::error::Error for SendError {}

/// Discord's wait after opening direct messages too fast, which it does not name.
const DMS_TOO_FAST: Duration = Duration::from_mins(10);
/// Discord's wait after too many edits of a message older than an hour, which it does not name.
const EDITS_TOO_MANY: Duration = Duration::from_hours(1);
/// A page of Cloudflare's instead of an answer of Discord's: nothing about this channel.
const NOT_DISCORD: Duration = Duration::from_mins(1);

/// What an answer without success means. `code` is Discord's own number in the body, `None` where
/// the body was not Discord's; `after` what a 429 said.
pub(super) fn judge(status: u16, code: Option<u64>, after: Option<Duration>) -> SendError {
    use Hopeless::{ChannelGone, DmClosed, Invalid, MessageGone, NoAccess, NoReply};
    match (status, code) {
        (401, _) => SendError::Stopped,
        // The answer of somebody between us and Discord: Discord itself may have done the work.
        (408 | 502 | 504, _) => SendError::Unsure,
        (429 | 500.., _) | (_, Some(20016 | 20022 | 20028 | 40062 | 110_000 | 130_000)) => {
            SendError::Again { after }
        }
        (_, Some(40003)) => SendError::Again {
            after: Some(DMS_TOO_FAST),
        },
        (_, Some(30046)) => SendError::Again {
            after: Some(EDITS_TOO_MANY),
        },
        (_, Some(10008)) => SendError::Hopeless(MessageGone),
        (_, Some(160_002)) => SendError::Hopeless(NoReply),
        (_, Some(10003 | 10004)) => SendError::Hopeless(ChannelGone),
        (_, Some(10013 | 50007 | 50278)) => SendError::Hopeless(DmClosed),
        (_, Some(50001 | 50013 | 50083 | 160_005 | 200_000 | 200_001)) | (403, Some(_)) => {
            SendError::Hopeless(NoAccess)
        }
        (403 | 404, None) => SendError::Again {
            after: Some(NOT_DISCORD),
        },
        (404, _) => SendError::Hopeless(ChannelGone),
        _ => SendError::Hopeless(Invalid),
    }
}

/// Whether this answer means that an interaction's token is of no use any more.
pub(super) fn token_is_dead(status: u16, code: Option<u64>) -> bool {
    matches!(status, 401 | 404) || matches!(code, Some(10015 | 10062 | 50027))
}

/// Which fields Discord found wrong, and its codes for why; never its sentences, which may quote.
pub(super) fn fields(body: &Value) -> String {
    fn walk(errors: &Value, path: &str, found: &mut Vec<String>) {
        for (name, inner) in errors.as_object().into_iter().flatten() {
            if name == "_errors" {
                let codes = inner.as_array().into_iter().flatten();
                found.extend(
                    codes.map(|one| format!("{path} {}", one["code"].as_str().unwrap_or("?"))),
                );
            } else {
                walk(inner, &format!("{path}/{name}"), found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&body["errors"], "", &mut found);
    found.join(", ")
}

/// An earlier first response of ours had arrived.
pub(super) const ALREADY_ANSWERED: u64 = 40060;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, code: u64, expected: SendError) {
        assert_eq!(judge(status, Some(code), None), expected, "{status} {code}");
    }

    #[test]
    fn what_a_person_must_change_is_hopeless() {
        check(404, 10003, SendError::Hopeless(Hopeless::ChannelGone));
        check(404, 10008, SendError::Hopeless(Hopeless::MessageGone));
        check(403, 50001, SendError::Hopeless(Hopeless::NoAccess));
        check(403, 50013, SendError::Hopeless(Hopeless::NoAccess));
        check(403, 0, SendError::Hopeless(Hopeless::NoAccess));
        check(400, 160_002, SendError::Hopeless(Hopeless::NoReply));
        check(400, 50083, SendError::Hopeless(Hopeless::NoAccess));
        check(403, 50007, SendError::Hopeless(Hopeless::DmClosed));
        check(403, 50278, SendError::Hopeless(Hopeless::DmClosed));
        check(400, 50035, SendError::Hopeless(Hopeless::Invalid));
        check(400, 50006, SendError::Hopeless(Hopeless::Invalid));
    }

    #[test]
    fn what_heals_is_tried_again() {
        check(500, 0, SendError::Again { after: None });
        check(503, 0, SendError::Again { after: None });
        check(
            403,
            40003,
            SendError::Again {
                after: Some(Duration::from_mins(10)),
            },
        );
        let after = Some(Duration::from_hours(1));
        check(400, 30046, SendError::Again { after });
        assert_eq!(judge(429, None, after), SendError::Again { after });
    }

    #[test]
    fn what_may_have_happened_is_unsure() {
        check(502, 0, SendError::Unsure);
        check(504, 0, SendError::Unsure);
    }

    #[test]
    fn a_page_of_cloudflares_condemns_no_channel() {
        assert!(matches!(judge(403, None, None), SendError::Again { .. }));
        assert!(matches!(judge(404, None, None), SendError::Again { .. }));
    }

    #[test]
    fn a_refused_token_stops_everything() {
        check(401, 0, SendError::Stopped);
    }

    #[test]
    fn a_dead_interaction_is_known_by_its_codes() {
        assert!(token_is_dead(404, Some(10062)));
        assert!(token_is_dead(401, Some(50027)));
        assert!(!token_is_dead(400, Some(ALREADY_ANSWERED)));
        assert!(!token_is_dead(500, None));
    }

    #[test]
    fn what_was_wrong_is_told_by_field_and_code_only() {
        let body = serde_json::json!({"code": 50035, "errors": {"data": {"content": {"_errors": [
            {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}]}}}});
        assert_eq!(fields(&body), "/data/content BASE_TYPE_MAX_LENGTH");
        assert_eq!(fields(&Value::Null), "");
    }
}
