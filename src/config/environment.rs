//! Names and values: the process's environment, behind it a `.env` file, and where neither sets anything the
//! settings of the service.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::SETTINGS;

/// The settings of a Tend that runs as a service, where the README puts them.
const OF_THE_SERVICE: &str = "/etc/tend/settings";
const NAMES_THE_FILE: &str = "TEND_SETTINGS";

/// What was found, before anybody judges it.
#[derive(Clone, Default)]
pub struct Environment {
    values: BTreeMap<String, OsString>,
    pub(super) root: bool,
    /// Where else than in the process's environment it was looked for, and what became of it.
    looked: Vec<(PathBuf, Found)>,
    /// The bot's token stands in the process's environment, as long as it lives.
    pub(super) shows_token: bool,
}

/// What became of a file of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Read,
    NotThere,
    /// Whoever cannot read it has no such file; told where it may matter.
    Unreadable,
    /// Neither this user nor root wrote it: what starts as root obeys nobody else.
    Elses,
}

impl Environment {
    /// The process's environment, and what a `.env` file in the working directory adds to it. Where neither
    /// sets anything of Tend's, the settings of the service.
    pub fn gather() -> anyhow::Result<Self> {
        let folder = std::env::current_dir().unwrap_or_default();
        Self::gather_from(std::env::vars_os(), &folder.join(".env"))
    }

    fn gather_from(
        process: impl Iterator<Item = (OsString, OsString)>,
        file: &Path,
    ) -> anyhow::Result<Self> {
        let mut gathered = Self {
            root: rustix::process::geteuid().is_root(),
            ..Self::default()
        };
        gathered.add_file(file)?;
        for (name, value) in process {
            if let Ok(name) = name.into_string() {
                gathered.shows_token |= name == "DISCORD_TOKEN";
                gathered.values.insert(name, unwrapped(&value).to_owned());
            }
        }
        if !gathered.sets_anything() {
            let mut behind = Self::default();
            let file = gathered.path(NAMES_THE_FILE);
            behind.add_file(&file.unwrap_or_else(|| OF_THE_SERVICE.into()))?;
            gathered.looked.append(&mut behind.looked);
            for (name, value) in behind.values {
                gathered.values.entry(name).or_insert(value);
            }
        }
        Ok(gathered)
    }

    /// Exactly these, as for a user who is not root.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let values = pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        Self {
            values,
            ..Self::default()
        }
    }

    /// Whether any of Tend's settings was found at all.
    pub fn sets_anything(&self) -> bool {
        SETTINGS
            .iter()
            .filter(|setting| setting.name != NAMES_THE_FILE)
            .any(|setting| self.path(setting.name).is_some())
    }

    /// Where the settings were looked for: `the environment, /root/.env (not there)`.
    pub fn looked(&self) -> String {
        let files = self.looked.iter().map(|(file, found)| {
            let found = match found {
                Found::Read => "",
                Found::NotThere => " (not there)",
                Found::Unreadable => " (cannot be read)",
                Found::Elses => " (not read: it is another user's)",
            };
            format!(", {}{found}", file.display())
        });
        std::iter::once("the environment".to_owned())
            .chain(files)
            .collect()
    }

    /// Adds what the file says, if it can be read. Must come before what wins over it.
    pub(super) fn add_file(&mut self, path: &Path) -> anyhow::Result<()> {
        let own = rustix::process::geteuid().as_raw();
        if std::fs::metadata(path).is_ok_and(|about| ![0, own].contains(&about.uid())) {
            self.looked.push((path.to_owned(), Found::Elses));
            return Ok(());
        }
        let lines = match dotenvy::from_path_iter(path) {
            Ok(lines) => lines,
            Err(error) => {
                let there = !matches!(&error, dotenvy::Error::Io(error) if error.kind() == ErrorKind::NotFound);
                let found = if there {
                    Found::Unreadable
                } else {
                    Found::NotThere
                };
                self.looked.push((path.to_owned(), found));
                return Ok(());
            }
        };
        for line in lines {
            let (name, value) = match line {
                Ok(line) => line,
                // A folder of that name opens, and then there is nothing to read in it.
                Err(dotenvy::Error::Io(_)) => {
                    self.looked.push((path.to_owned(), Found::Unreadable));
                    return Ok(());
                }
                // dotenvy's own error shows the line, and the line may hold a secret.
                Err(_) => bail!(
                    "a line in {} cannot be understood: write NAME=value, in double quotes where it has spaces or a #",
                    path.display()
                ),
            };
            self.values.insert(name, value.into());
        }
        self.looked.push((path.to_owned(), Found::Read));
        Ok(())
    }

    /// The value, trimmed; `None` where there is none or it is blank, an error where it is no text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, String> {
        match self.values.get(name).map(|value| value.to_str()) {
            None => Ok(None),
            Some(None) => Err(format!("{name} is not readable text")),
            Some(Some(value)) => {
                Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty()))
            }
        }
    }

    /// The value as a path.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.values
            .get(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    }

    /// Names that look like settings but are none: most likely misspelt.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str).filter(|name| {
            name.starts_with("TEND_") && !SETTINGS.iter().any(|setting| setting.name == *name)
        })
    }
}

/// Without the quotes around it, which a container's env file hands on as they stand.
fn unwrapped(value: &OsStr) -> &OsStr {
    match value.as_bytes() {
        [quote @ (b'"' | b'\''), inner @ .., last] if quote == last => OsStr::from_bytes(inner),
        _ => value,
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Environment({} values)", self.values.len()) // the values may be secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn folder(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("tend-env-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    /// What is gathered from this process, with these files.
    fn gathered(process: &[(&str, &str)], file: &Path, of_the_service: &Path) -> Environment {
        let service = of_the_service.to_str().expect("text");
        let named = [(NAMES_THE_FILE, service)];
        let process = process.iter().chain(&named);
        let process = process.map(|(name, value)| (name.into(), value.into()));
        Environment::gather_from(process, file).expect("readable")
    }

    #[test]
    fn a_file_that_cannot_be_read_is_none_and_is_told() {
        let folder = folder("unreadable");
        let none = folder.0.join("none");
        let a_folder = folder.0.clone();
        let below_a_file = folder.0.join("file/.env");
        std::fs::write(folder.0.join("file"), "").expect("a file");
        for (file, found) in [
            (&none, "not there"),
            (&a_folder, "cannot be read"),
            (&below_a_file, "cannot be read"),
        ] {
            let found_it = gathered(&[("TEND_LOG", "warn")], file, &none);
            assert_eq!(
                found_it.looked(),
                format!("the environment, {} ({found})", file.display())
            );
            assert_eq!(found_it.text("TEND_LOG"), Ok(Some("warn".to_owned())));
        }
    }

    #[test]
    fn the_settings_of_the_service_count_only_where_nothing_else_is_set() {
        let folder = folder("service");
        let (file, service) = (folder.0.join(".env"), folder.0.join("settings"));
        std::fs::write(
            &service,
            "TEND_LOG=debug\nDATABASE_URL=postgres://live/tend\n",
        )
        .expect("a file");
        let elsewhere = gathered(&[("HOME", "/root"), ("TEND_DATA", "")], &file, &service);
        assert_eq!(elsewhere.text("TEND_LOG"), Ok(Some("debug".to_owned())));
        assert!(
            elsewhere
                .looked()
                .ends_with(&format!(", {}", service.display()))
        );

        for process in [
            [("TEND_DATA", "/tmp/try")],
            [("DISCORD_TOKEN_FILE", "/run/token")],
        ] {
            let own = gathered(&process, &file, &service);
            assert_eq!(own.text("DATABASE_URL"), Ok(None), "never a mixture");
            assert!(!own.looked().contains("settings"));
        }
        std::fs::write(&file, "TEND_LOG=error\n").expect("a file");
        let own = gathered(&[("HOME", "/root")], &file, &service);
        assert_eq!(own.text("TEND_LOG"), Ok(Some("error".to_owned())));
        assert_eq!(own.text("DATABASE_URL"), Ok(None));
    }

    #[test]
    fn quotes_of_a_containers_env_file_are_taken_off() {
        let none = Path::new("/nowhere/at/all");
        for (given, read) in [
            (r#""Ana""#, "Ana"),
            ("'Ana'", "Ana"),
            (r#"Ana "Bee" Sousa"#, r#"Ana "Bee" Sousa"#),
            (r#""Ana'"#, r#""Ana'"#),
            ("\"", "\""),
        ] {
            let gathered = gathered(
                &[("TEND_HOST_NAME", given), ("TEND_DATA", "\"/srv/tend\"")],
                none,
                none,
            );
            assert_eq!(gathered.text("TEND_HOST_NAME"), Ok(Some(read.to_owned())));
            assert_eq!(gathered.path("TEND_DATA"), Some("/srv/tend".into()));
        }
    }
}
