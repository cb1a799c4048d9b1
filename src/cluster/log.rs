//! Postgres's own messages: a file that never grows large, and the line that says why it ended.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use anyhow::Context;

/// Messages are kept up to this size, then begun anew.
const SIZE: u64 = 4 * 1024 * 1024;

/// The file of messages.
#[derive(Debug)]
pub struct Log(PathBuf);

impl Log {
    pub fn in_folder(folder: &Path) -> Self {
        Self(folder.join("postgres.log"))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Where Postgres writes its messages, and how many bytes are there already.
    pub fn open(&self) -> anyhow::Result<(File, u64)> {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(&self.0);
        let file = file.with_context(|| format!("cannot write to {}", self.0.display()))?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        Ok((file, length))
    }

    /// What has been said after so many bytes.
    pub fn since(&self, from: u64) -> String {
        let mut bytes = Vec::new();
        if let Ok(mut file) = File::open(&self.0)
            && file.seek(SeekFrom::Start(from)).is_ok()
        {
            // What cannot be read cannot be told.
            let _ = file.take(64 * 1024).read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Empties the file when it has grown too large.
    pub fn bound(&self) {
        if std::fs::metadata(&self.0).is_ok_and(|metadata| metadata.len() > SIZE) {
            // Postgres appends, so that it goes on at the new end.
            let _ = OpenOptions::new().write(true).truncate(true).open(&self.0);
        }
    }
}

/// The line in which it said why it ended.
pub fn reason(said: &str, status: ExitStatus) -> String {
    let line = ["FATAL:", "ERROR:", "error:", "tend:"]
        .iter()
        .find_map(|mark| {
            said.lines()
                .rev()
                .find_map(|line| Some(line.split_once(mark)?.1.trim()))
        });
    line.map_or_else(|| format!("it ended with {status}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_line_that_says_why() {
        let check = |said: &str, expected: &str| {
            assert_eq!(reason(said, ExitStatus::default()), expected);
        };
        check(
            "2026-03-01 [7] LOG:  starting\n2026-03-01 [7] FATAL:  could not create any sockets\n2026 [7] LOG:  shut down\n",
            "could not create any sockets",
        );
        check(
            "initdb: error: invalid locale name \"C.UTF-8\"\n",
            "invalid locale name \"C.UTF-8\"",
        );
        check(
            "tend: cannot start /x: No such file",
            "cannot start /x: No such file",
        );
        check("", "it ended with exit status: 0");
    }
}
