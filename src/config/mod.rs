//! The host's settings, from the environment and an optional `.env`: all that is wrong is said at once.

mod environment;
mod read;
mod secret;
mod token;

use std::path::PathBuf;

use tracing::level_filters::LevelFilter;

pub use environment::Environment;
pub use secret::Secret;

/// One setting, as the README's table tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub name: &'static str,
    /// What holds without it; empty where it must be given to `tend run`.
    pub default: &'static str,
    pub says: &'static str,
}

/// Every setting there is. Nothing else is read but `HOME` and `XDG_DATA_HOME`.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "DISCORD_TOKEN",
        default: "",
        says: "The bot's token, from Discord's developer portal. This or the next.",
    },
    Setting {
        name: "DISCORD_TOKEN_FILE",
        default: "",
        says: "A file that holds the bot's token and nothing else.",
    },
    Setting {
        name: "TEND_HOST_NAME",
        default: "",
        says: "Who hosts this Tend, as couples read it before they agree.",
    },
    Setting {
        name: "TEND_HOST_CONTACT",
        default: "",
        says: "How couples reach the host: an address, a link, a name on Discord.",
    },
    Setting {
        name: "TEND_HOST_USER_ID",
        default: "",
        says: "The host's id on Discord, so that a couple is told when the host is one of them.",
    },
    Setting {
        name: "DATABASE_URL",
        default: "Tend's own private Postgres",
        says: "A Postgres server of yours, 15 or newer: `postgres://…`.",
    },
    Setting {
        name: "TEND_DATA",
        default: "`~/.local/share/tend`; for root `/var/lib/tend`",
        says: "The folder for the private Postgres and the key file.",
    },
    Setting {
        name: "TEND_KEY_FILE",
        default: "`master.key` in the data folder",
        says: "The master keys; `tend keys new` makes it. Keep it out of the database's backups.",
    },
    Setting {
        name: "TEND_POSTGRES_BIN",
        default: "looked for",
        says: "The folder of Postgres's programs, for the private Postgres.",
    },
    Setting {
        name: "TEND_PRIVACY_URL",
        default: "the notice in `/help`",
        says: "A link to your completed privacy notice.",
    },
    Setting {
        name: "TEND_PROMPTS",
        default: "the words built in",
        says: "A folder of your own words, as `prompts/` in the repository.",
    },
    Setting {
        name: "TEND_ZONEINFO",
        default: "the newer of the system's and the built-in zones",
        says: "A folder of time zone data.",
    },
    Setting {
        name: "TEND_DISCORD_URL",
        default: "`https://discord.com`",
        says: "Where Discord is: a proxy or a stand-in of yours; `http://` only on this machine, for the token goes there.",
    },
    Setting {
        name: "TEND_REQUESTS_PER_SECOND",
        default: "50",
        says: "How many requests a second Discord allows this bot.",
    },
    Setting {
        name: "TEND_LOG",
        default: "info",
        says: "How much is logged: off, error, warn, info, debug or trace.",
    },
    Setting {
        name: "TEND_LOG_FORMAT",
        default: "text",
        says: "How it is logged: text or json, one line each.",
    },
    Setting {
        name: "TEND_SETTINGS",
        default: "`/etc/tend/settings`",
        says: "A file of settings, read where nothing else sets any: so every `tend` command finds the service's.",
    },
    Setting {
        name: "TEND_CLOCK_FILE",
        default: "the machine's clock",
        says: "For trying out only: a file that holds by how many seconds to move the clock.",
    },
];

/// What a host has decided about running Tend.
#[derive(Debug, Clone)]
pub struct Config {
    pub local: Local,
    pub token: Secret,
    /// Without a slash at its end.
    pub discord_url: String,
    pub host: Host,
    pub privacy_url: Option<String>,
    pub requests_per_second: u32,
}

/// Who hosts this Tend. Couples read it before they agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    pub name: String,
    pub contact: String,
    /// Discord's id of that person, who could read the database (spec/rulings.md 18).
    pub user_id: u64,
}

/// What every subcommand may need: where things lie on this machine. Nothing in it must be given.
#[derive(Debug, Clone)]
pub struct Local {
    /// `None`: Tend's own private Postgres.
    pub database_url: Option<Secret>,
    pub data: PathBuf,
    pub key_file: PathBuf,
    pub postgres_bin: Option<PathBuf>,
    pub prompts: Option<PathBuf>,
    pub zoneinfo: Option<PathBuf>,
    pub clock_file: Option<PathBuf>,
    pub log: Logging,
    /// Where the settings were looked for, as part of a sentence.
    pub looked: String,
    /// Nothing wrong, but worth a line at the start and in `tend doctor`.
    pub notes: Vec<String>,
}

/// How much is logged, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logging {
    pub level: LevelFilter,
    pub format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// Whether a web address leads to this very machine, so that what is sent there unencrypted passes no wire.
pub fn stays_here(url: &str) -> bool {
    let rest = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"))
        .unwrap_or_default();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    };
    let loopback = |host: &str| {
        host.parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
    };
    ["localhost", "[::1]"].contains(&host) || loopback(host)
}

impl Config {
    /// Everything that `tend run` needs, or one error that names all that is missing or malformed.
    pub fn read(environment: &Environment) -> anyhow::Result<Self> {
        read::config(environment)
    }

    /// For `tend doctor`: what could be read, with blanks for the rest, and each problem in a sentence.
    pub fn as_far_as_it_goes(environment: &Environment) -> (Self, Vec<String>) {
        read::as_far_as_it_goes(environment)
    }
}

impl Local {
    /// What every other subcommand needs, or one error that names all that is malformed.
    pub fn read(environment: &Environment) -> anyhow::Result<Self> {
        read::local(environment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machines_own_names_lead_to_it() {
        for (url, stays) in [
            ("http://127.0.0.1:8080", true),
            ("http://127.1.2.3", true),
            ("http://localhost", true),
            ("http://localhost:7878/", true),
            ("http://[::1]:8080/x", true),
            ("http://192.168.1.2:8080", false),
            ("http://discord.com", false),
            ("http://127.0.0.1.example.org", false),
            ("http://localhost.example.org", false),
            ("http://127.0.0.1@example.org", false),
            ("http://127.0.0.1:80@example.org", false),
            ("http://example.org/127.0.0.1", false),
            ("http://example.org#127.0.0.1", false),
            ("http://0.0.0.0:80", false),
        ] {
            assert_eq!(stays_here(url), stays, "{url}");
        }
    }
}
