//! The files of `prompts/`: compiled in, each replaceable by a file of the host's with the same name.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Context as _, bail};

macro_rules! compiled_in {
    ($($path:literal),+ $(,)?) => {
        /// Path inside `prompts/`, and what it holds. A new file is one more line here; the words
        /// check finds those that were forgotten.
        pub const FILES: &[(&str, &str)] =
            &[$(($path, include_str!(concat!("../../prompts/", $path)))),+];
    };
}

compiled_in! {
    "en/common.ftl",
    "en/tend.ftl",
    "en/checkin.ftl",
    "en/dates.ftl",
    "en/days.toml",
    "en/feedback.ftl",
    "en/help.ftl",
    "en/history.ftl",
    "en/inbox.ftl",
    "en/needs.ftl",
    "en/pages.ftl",
    "en/pairing.ftl",
    "en/pause.ftl",
    "en/privacy.ftl",
    "en/promise.ftl",
    "en/promises.toml",
    "en/questions.ftl",
    "en/reading.ftl",
    "en/repair.ftl",
    "en/rhythm.ftl",
    "en/setback.ftl",
    "en/settings.ftl",
    "en/weekly.ftl",
    "en/weekly.toml",
    "en/thanks.toml",
    "en/concern.toml",
    "en/build.toml",
    "en/openings.toml",
    "en/feelings.toml",
    "en/services.toml",
    "en/privacy-notice.md",
    "en/gentle.toml",
    "en/wording.ftl",
    "en/wording.toml",
    "en/secrets.toml",
}

/// One file of words.
#[derive(Debug, Clone)]
pub struct File {
    /// The folder it lies in, such as `en`.
    pub language: String,
    /// Its name in that folder, such as `weekly.toml`.
    pub name: String,
    /// Where a person finds it.
    pub place: String,
    pub text: Cow<'static, str>,
}

impl File {
    /// Whether it holds messages, in Fluent.
    pub fn has_messages(&self) -> bool {
        Path::new(&self.name)
            .extension()
            .is_some_and(|kind| kind == "ftl")
    }

    /// The line, from 1, that holds this byte.
    pub fn line(&self, byte: usize) -> usize {
        line(&self.text, byte)
    }
}

/// The line, from 1, that holds this byte of the text.
pub fn line(text: &str, byte: usize) -> usize {
    let before = &text.as_bytes()[..byte.min(text.len())];
    before
        .iter()
        .fold(1, |line, byte| line + usize::from(*byte == b'\n'))
}

/// The files as they were when Tend was built.
pub fn compiled_in() -> Vec<File> {
    FILES
        .iter()
        .filter_map(|(path, text)| {
            let (language, name) = path.split_once('/')?;
            Some(File {
                language: language.to_owned(),
                name: name.to_owned(),
                place: format!("prompts/{path}"),
                text: Cow::Borrowed(text),
            })
        })
        .collect()
}

/// Every file of words in the folder's languages (`folder/en/weekly.toml`). Other files, and those
/// whose name begins with a dot, are left alone.
pub fn in_folder(folder: &Path) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    for language in sorted(folder)?.into_iter().filter(|path| path.is_dir()) {
        for path in sorted(&language)? {
            let kind = path
                .extension()
                .and_then(|e| e.to_str())
                .unwrap_or_default();
            let (Some(language), Some(name)) = (named(&language), named(&path)) else {
                bail!("{}: its name is not UTF-8", path.display());
            };
            if !path.is_file() || !["ftl", "toml", "md"].contains(&kind) || name.starts_with('.') {
                continue;
            }
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read the words in {}", path.display()))?;
            let place = path.display().to_string();
            files.push(File {
                language,
                name,
                place,
                text: Cow::Owned(text),
            });
        }
    }
    Ok(files)
}

/// These files, with the folder's in place of those of the same name and after the others.
pub fn with_those_in(mut files: Vec<File>, folder: Option<&Path>) -> anyhow::Result<Vec<File>> {
    for own in folder.map(in_folder).transpose()?.unwrap_or_default() {
        match files
            .iter_mut()
            .find(|f| f.language == own.language && f.name == own.name)
        {
            Some(file) => *file = own,
            None => files.push(own),
        }
    }
    Ok(files)
}

fn sorted(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let read = || -> std::io::Result<Vec<_>> {
        std::fs::read_dir(folder)?
            .map(|entry| entry.map(|e| e.path()))
            .collect()
    };
    let mut paths =
        read().with_context(|| format!("cannot read the words in {}", folder.display()))?;
    paths.sort();
    Ok(paths)
}

fn named(path: &Path) -> Option<String> {
    path.file_name()?.to_str().map(str::to_owned)
}
