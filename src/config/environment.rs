//! Names and values: the process's environment, and behind it a `.env` file.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::SETTINGS;

/// What was found, before anybody judges it.
#[derive(Clone, Default)]
pub struct Environment {
    values: BTreeMap<String, OsString>,
    pub(super) root: bool,
}

impl Environment {
    /// The process's environment, and what a `.env` file in the working directory adds to it.
    pub fn gather() -> anyhow::Result<Self> {
        let file = Path::new(".env");
        let mut gathered = Self {
            values: BTreeMap::new(),
            root: rustix::process::geteuid().is_root(),
        };
        gathered.add_file(file)?;
        for (name, value) in std::env::vars_os() {
            if let Ok(name) = name.into_string() {
                gathered.values.insert(name, value);
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
            root: false,
        }
    }

    /// Adds what the file says, if it is there. Must come before what wins over it.
    pub(super) fn add_file(&mut self, path: &Path) -> anyhow::Result<()> {
        let lines = match dotenvy::from_path_iter(path) {
            Ok(lines) => lines,
            Err(dotenvy::Error::Io(error)) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(_) => bail!("the file {} cannot be read", path.display()),
        };
        for line in lines {
            // dotenvy's own error shows the line, and the line may hold a secret.
            let Ok((name, value)) = line else {
                bail!(
                    "a line in {} cannot be understood: write NAME=value, in double quotes where it has spaces or a #",
                    path.display()
                );
            };
            self.values.insert(name, value.into());
        }
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

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Environment({} values)", self.values.len()) // the values may be secret
    }
}
