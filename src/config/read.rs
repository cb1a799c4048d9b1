//! Judges the environment: each thing that is missing or malformed is one plain sentence.

use std::path::PathBuf;
use std::str::FromStr;

use tracing::level_filters::LevelFilter;

use super::{
    Config, Environment, Host, Local, LogFormat, Logging, SETTINGS, Secret, stays_here, token,
};

const DISCORD: &str = "https://discord.com";

pub fn config(environment: &Environment) -> anyhow::Result<Config> {
    let (config, problems) = as_far_as_it_goes(environment);
    finish(config, &problems, environment)
}

/// The settings with blanks where something is missing or malformed, and each such problem.
pub fn as_far_as_it_goes(environment: &Environment) -> (Config, Vec<String>) {
    let mut reader = Reader {
        environment,
        problems: Vec::new(),
    };
    let mut local = reader.local();
    let discord_url = reader.discord_url();
    let config = Config {
        token: reader.token(discord_url == DISCORD, &mut local.notes),
        discord_url,
        host: Host {
            name: reader.line("TEND_HOST_NAME", 80, "your name, as couples shall read it"),
            contact: reader.line("TEND_HOST_CONTACT", 200, "how couples can reach you"),
            user_id: reader.user_id("TEND_HOST_USER_ID"),
        },
        privacy_url: reader.url("TEND_PRIVACY_URL"),
        requests_per_second: reader.requests_per_second(),
        local,
    };
    (config, reader.problems)
}

pub fn local(environment: &Environment) -> anyhow::Result<Local> {
    let mut reader = Reader {
        environment,
        problems: Vec::new(),
    };
    let local = reader.local();
    finish(local, &reader.problems, environment)
}

/// Reads on after a problem, so that all of them are told together.
struct Reader<'a> {
    environment: &'a Environment,
    problems: Vec<String>,
}

fn finish<T>(read: T, problems: &[String], environment: &Environment) -> anyhow::Result<T> {
    match problems {
        [] => Ok(read),
        [one] => Err(anyhow::anyhow!("{one}")),
        many => Err(anyhow::anyhow!(
            "the configuration needs {} changes (it was looked for in {}):\n- {}",
            many.len(),
            environment.looked(),
            many.join("\n- ")
        )),
    }
}

impl Reader<'_> {
    fn problem(&mut self, sentence: impl Into<String>) {
        self.problems.push(sentence.into());
    }

    fn text(&mut self, name: &str) -> Option<String> {
        debug_assert!(
            SETTINGS.iter().any(|setting| setting.name == name),
            "{name} is in no table"
        );
        self.environment.text(name).unwrap_or_else(|problem| {
            self.problem(problem);
            None
        })
    }

    fn local(&mut self) -> Local {
        let data = self.data();
        let key_file = self
            .path("TEND_KEY_FILE")
            .unwrap_or_else(|| data.join("master.key"));
        Local {
            database_url: self.database_url(),
            key_file,
            data,
            postgres_bin: self.folder("TEND_POSTGRES_BIN"),
            prompts: self.folder("TEND_PROMPTS"),
            zoneinfo: self.folder("TEND_ZONEINFO"),
            clock_file: self.path("TEND_CLOCK_FILE"),
            log: Logging {
                level: self.level(),
                format: self.format(),
            },
            looked: self.environment.looked(),
            notes: self
                .environment
                .unknown()
                .map(|name| {
                    format!("{name} is set, but Tend has no setting of that name: is it misspelt?")
                })
                .collect(),
        }
    }

    fn data(&mut self) -> PathBuf {
        if let Some(folder) = self.path("TEND_DATA") {
            return folder;
        }
        if self.environment.root {
            // Not below root's home, which Postgres's user could not enter.
            return PathBuf::from("/var/lib/tend");
        }
        let shared = self
            .environment
            .path("XDG_DATA_HOME")
            .filter(|folder| folder.is_absolute());
        let home = || Some(self.environment.path("HOME")?.join(".local/share"));
        if let Some(folder) = shared.or_else(home) {
            return folder.join("tend");
        }
        self.problem("TEND_DATA must name a folder, since there is no home folder to put it in");
        PathBuf::new()
    }

    fn token(&mut self, real: bool, notes: &mut Vec<String>) -> Secret {
        let given = self.text("DISCORD_TOKEN").map(Secret::new);
        let file = self.path("DISCORD_TOKEN_FILE");
        let token = match (given, file) {
            (Some(_), Some(_)) => Err("DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: keep one".to_owned()),
            (None, None) => Err("DISCORD_TOKEN is missing, or DISCORD_TOKEN_FILE: the bot's token, from Discord's developer portal".to_owned()),
            (Some(token), None) => {
                if real && self.environment.shows_token {
                    notes.push(
                        "DISCORD_TOKEN stands in the environment, which this machine's administrators, and whatever \
                         starts Tend, can read: put it into a file and name that with DISCORD_TOKEN_FILE"
                            .to_owned(),
                    );
                }
                token::check(&token, "DISCORD_TOKEN", real)
            }
            (None, Some(file)) => {
                notes.extend(token::open_to_others(&file));
                token::read(&file).and_then(|token| token::check(&token, "the file that DISCORD_TOKEN_FILE names", real))
            }
        };
        token.unwrap_or_else(|problem| {
            self.problem(problem);
            Secret::new(String::new())
        })
    }

    fn database_url(&mut self) -> Option<Secret> {
        let url = self.text("DATABASE_URL")?;
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            // Not shown: it may hold a password.
            self.problem("DATABASE_URL must begin with postgres://");
        }
        Some(Secret::new(url))
    }

    /// A path that need not exist yet, absolute.
    fn path(&mut self, name: &str) -> Option<PathBuf> {
        debug_assert!(
            SETTINGS.iter().any(|setting| setting.name == name),
            "{name} is in no table"
        );
        std::path::absolute(self.environment.path(name)?).ok()
    }

    /// A folder that must exist.
    fn folder(&mut self, name: &str) -> Option<PathBuf> {
        let folder = self.path(name)?;
        if !folder.is_dir() {
            self.problem(format!(
                "{name} names {}, which is not a folder",
                folder.display()
            ));
        }
        Some(folder)
    }

    fn url(&mut self, name: &str) -> Option<String> {
        let url = self.text(name)?;
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        let whole = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
        // 512 is what Discord takes for the link of a button.
        if !whole || url.len() > 512 || url.contains(|c: char| c.is_whitespace() || c.is_control())
        {
            self.problem(format!(
                "{name} must be a web address that begins with https:// or http://"
            ));
        }
        Some(url.trim_end_matches('/').to_owned())
    }

    /// The bot's token goes there with every request: only this machine may read it on its way.
    fn discord_url(&mut self) -> String {
        let name = "TEND_DISCORD_URL";
        let url = self.url(name).unwrap_or_else(|| DISCORD.to_owned());
        if url.starts_with("http://") && !stays_here(&url) {
            self.problem(format!(
                "{name} must begin with https://, since the bot's token goes there; http:// only for this very machine (127.0.0.1, [::1] or localhost)"
            ));
        }
        url
    }

    /// One line of words that people will read.
    fn line(&mut self, name: &str, most: usize, what: &str) -> String {
        match self.text(name) {
            None => self.problem(format!("{name} is missing: {what}")),
            Some(text) if text.chars().count() > most => {
                self.problem(format!("{name} is too long: at most {most} characters"));
            }
            Some(text) if text.contains(char::is_control) => {
                self.problem(format!("{name} must be one plain line"));
            }
            Some(text) => return text,
        }
        String::new()
    }

    fn user_id(&mut self, name: &str) -> u64 {
        match self.text(name).map(|text| text.parse()) {
            None => self.problem(format!(
                "{name} is missing: your own id on Discord, a number (Developer Mode, then Copy User ID)"
            )),
            Some(Ok(id)) if id > 0 => return id,
            Some(_) => self.problem(format!("{name} must be an id on Discord: digits only")),
        }
        0
    }

    fn requests_per_second(&mut self) -> u32 {
        let name = "TEND_REQUESTS_PER_SECOND";
        match self.text(name).map(|text| text.parse()) {
            None => 50,
            Some(Ok(number @ 1..=10_000)) => number,
            Some(_) => {
                self.problem(format!("{name} must be a whole number from 1 to 10000"));
                50
            }
        }
    }

    fn level(&mut self) -> LevelFilter {
        let Some(text) = self.text("TEND_LOG") else {
            return LevelFilter::INFO;
        };
        let known = ["off", "error", "warn", "info", "debug", "trace"].contains(&text.as_str());
        if let (true, Ok(level)) = (known, LevelFilter::from_str(&text)) {
            return level;
        }
        self.problem("TEND_LOG must be one of off, error, warn, info, debug, trace");
        LevelFilter::INFO
    }

    fn format(&mut self) -> LogFormat {
        match self.text("TEND_LOG_FORMAT").as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(_) => {
                self.problem("TEND_LOG_FORMAT must be text or json");
                LogFormat::Text
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use expect_test::{Expect, expect};

    use super::*;

    const TOKEN: &str = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-abcdefghijk";

    const ENOUGH: [(&str, &str); 5] = [
        ("HOME", "/home/ana"),
        ("DISCORD_TOKEN", TOKEN),
        ("TEND_HOST_NAME", "Ana"),
        ("TEND_HOST_CONTACT", "ana@example.org"),
        ("TEND_HOST_USER_ID", "80351110224678912"),
    ];

    fn with(more: &[(&'static str, &'static str)]) -> Environment {
        Environment::of(ENOUGH.iter().chain(more).copied())
    }

    fn refused(environment: &Environment, expected: &Expect) {
        let error = Config::read(environment)
            .expect_err("something is wrong")
            .to_string();
        assert!(
            !error.contains(TOKEN) && !error.contains("hunter2"),
            "a secret is shown"
        );
        expected.assert_eq(&error);
    }

    #[test]
    fn little_is_enough() {
        let config = Config::read(&with(&[])).expect("enough");
        assert_eq!(config.token.reveal(), TOKEN);
        assert_eq!(config.discord_url, "https://discord.com");
        assert_eq!(config.local.data, Path::new("/home/ana/.local/share/tend"));
        assert_eq!(
            config.local.key_file,
            Path::new("/home/ana/.local/share/tend/master.key")
        );
        assert_eq!(config.requests_per_second, 50);
        assert_eq!(
            config.local.log,
            Logging {
                level: LevelFilter::INFO,
                format: LogFormat::Text
            }
        );
        assert!(config.local.notes.is_empty());
    }

    #[test]
    fn nothing_is_told_whole() {
        refused(
            &Environment::default(),
            &expect![[r"
            the configuration needs 5 changes (it was looked for in the environment):
            - TEND_DATA must name a folder, since there is no home folder to put it in
            - DISCORD_TOKEN is missing, or DISCORD_TOKEN_FILE: the bot's token, from Discord's developer portal
            - TEND_HOST_NAME is missing: your name, as couples shall read it
            - TEND_HOST_CONTACT is missing: how couples can reach you
            - TEND_HOST_USER_ID is missing: your own id on Discord, a number (Developer Mode, then Copy User ID)"]],
        );
    }

    #[test]
    fn all_that_is_malformed_is_told_at_once_and_no_secret_with_it() {
        let wrong = with(&[
            ("DISCORD_TOKEN", "hunter2 with spaces"),
            ("DATABASE_URL", "mysql://tend:hunter2@db/tend"),
            ("TEND_HOST_USER_ID", "@ana"),
            ("TEND_DISCORD_URL", "discord.com"),
            ("TEND_PROMPTS", "/nowhere/at/all"),
            ("TEND_REQUESTS_PER_SECOND", "0"),
            ("TEND_LOG", "loud"),
            ("TEND_LOG_FORMAT", "xml"),
        ]);
        refused(
            &wrong,
            &expect![[r"
            the configuration needs 8 changes (it was looked for in the environment):
            - DATABASE_URL must begin with postgres://
            - TEND_PROMPTS names /nowhere/at/all, which is not a folder
            - TEND_LOG must be one of off, error, warn, info, debug, trace
            - TEND_LOG_FORMAT must be text or json
            - TEND_DISCORD_URL must be a web address that begins with https:// or http://
            - DISCORD_TOKEN is not a bot token: expected is one word of letters, digits and .-_
            - TEND_HOST_USER_ID must be an id on Discord: digits only
            - TEND_REQUESTS_PER_SECOND must be a whole number from 1 to 10000"]],
        );
    }

    #[test]
    fn a_token_of_another_form_is_for_stand_ins_only() {
        refused(
            &with(&[("DISCORD_TOKEN", "hunter2")]),
            &expect![
                "DISCORD_TOKEN is not a bot token: it should have three parts with dots between (Developer Portal, Bot, Reset Token)"
            ],
        );
        let stand_in = with(&[
            ("DISCORD_TOKEN", "hunter2"),
            ("TEND_DISCORD_URL", "http://127.0.0.1:8080/"),
        ]);
        let config = Config::read(&stand_in).expect("a stand-in takes any token");
        assert_eq!(config.discord_url, "http://127.0.0.1:8080");
    }

    #[test]
    fn the_token_leaves_this_machine_encrypted_or_not_at_all() {
        let told = Config::read(&with(&[("TEND_DISCORD_URL", "http://discord.com")]));
        assert!(told.is_err_and(|why| why.to_string().contains("must begin with https://")));
        let proxy = with(&[("TEND_DISCORD_URL", "https://proxy.example.org")]);
        assert!(Config::read(&proxy).is_ok());
    }

    #[test]
    fn a_token_in_the_environment_is_worth_a_word_at_the_start() {
        let mut shown = with(&[]);
        shown.shows_token = true;
        let notes = Config::read(&shown).expect("enough").local.notes;
        assert!(notes[0].contains("DISCORD_TOKEN_FILE"), "{notes:?}");
    }

    #[test]
    fn no_secret_is_in_what_is_printed_for_debugging() {
        let config = Config::read(&with(&[(
            "DATABASE_URL",
            "postgres://tend:hunter2@db/tend",
        )]))
        .expect("enough");
        let shown = format!("{config:?} {:?}", with(&[]));
        assert!(
            !shown.contains("hunter2") && !shown.contains(TOKEN),
            "{shown}"
        );
    }

    #[test]
    fn a_misspelt_setting_is_noticed() {
        let config =
            Config::read(&with(&[("TEND_HOSTNAME", "x"), ("OTHER", "x")])).expect("enough");
        assert_eq!(
            config.local.notes,
            ["TEND_HOSTNAME is set, but Tend has no setting of that name: is it misspelt?"]
        );
    }

    #[test]
    fn root_keeps_its_data_where_postgres_can_go() {
        let mut root = with(&[]);
        root.root = true;
        assert_eq!(
            Config::read(&root).expect("enough").local.data,
            Path::new("/var/lib/tend")
        );
    }

    #[test]
    fn files_are_read_and_their_lines_never_shown() {
        let folder = std::env::temp_dir().join(format!("tend-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let dotenv = folder.join(".env");
        std::fs::write(
            &dotenv,
            format!("# ours\nDISCORD_TOKEN={TOKEN}\nTEND_HOST_NAME=\"Ana #1\"\n"),
        )
        .expect("a file");
        let mut environment = Environment::default();
        environment.add_file(&dotenv).expect("readable");
        assert_eq!(
            environment.text("TEND_HOST_NAME"),
            Ok(Some("Ana #1".to_owned()))
        );

        std::fs::write(&dotenv, "DISCORD_TOKEN=hunter2 is the token\n").expect("a file");
        let error = environment
            .add_file(&dotenv)
            .expect_err("malformed")
            .to_string();
        assert!(
            error.contains("cannot be understood") && !error.contains("hunter2"),
            "{error}"
        );
        environment
            .add_file(&folder.join("none"))
            .expect("need not be there");

        let token = folder.join("token");
        std::fs::write(&token, format!("  {TOKEN}\n")).expect("a file");
        let name = token.to_str().expect("text");
        let pairs = ENOUGH
            .iter()
            .filter(|(n, _)| *n != "DISCORD_TOKEN")
            .copied();
        let config = Config::read(&Environment::of(
            pairs.chain([("DISCORD_TOKEN_FILE", name)]),
        ))
        .expect("enough");
        assert_eq!(config.token.reveal(), TOKEN);
        assert!(config.local.notes[0].contains("chmod o="));
        std::fs::remove_dir_all(&folder).expect("ours");
    }
}
