//! Finds Postgres's programs: the configured folder, `pg_config`, `PATH`, the distributions' folders.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::bail;

use super::{NamedBy, OLDEST};

/// A folder that holds `postgres` and `initdb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    pub folder: PathBuf,
    pub major: u32,
}

impl Binaries {
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The programs to use: of the major version that wrote the rows if there are any (`wrote`),
/// else the first that are new enough.
pub fn find(
    configured: Option<&Path>,
    wrote: Option<u32>,
    by: NamedBy,
) -> anyhow::Result<Binaries> {
    let candidates = match configured {
        Some(folder) => vec![folder.to_owned()],
        None => candidates(),
    };
    let found: Vec<Binaries> = candidates.into_iter().filter_map(look_into).collect();
    choose(&found, configured, wrote, by)
}

fn choose(
    found: &[Binaries],
    configured: Option<&Path>,
    wrote: Option<u32>,
    by: NamedBy,
) -> anyhow::Result<Binaries> {
    let wanted = |b: &&Binaries| b.major >= OLDEST && wrote.is_none_or(|major| b.major == major);
    if let Some(binaries) = found.iter().find(wanted) {
        return Ok(binaries.clone());
    }
    let a_server = match by {
        NamedBy::Settings => ", or DATABASE_URL to a server of yours",
        NamedBy::CommandLine => "",
    };
    // No package is named by its version: a distribution has one or two of them, and not for ever.
    match (found.first(), configured, wrote) {
        (None, Some(folder), _) => bail!(
            "TEND_POSTGRES_BIN names {}, but there are no postgres and initdb that can be started",
            folder.display()
        ),
        (None, None, _) => bail!(
            "no Postgres was found on this machine: install it (on Debian and Ubuntu: apt-get install postgresql), \
             or set TEND_POSTGRES_BIN to the folder of its programs{a_server}"
        ),
        (_, _, Some(major)) if major < OLDEST => bail!(
            "the rows in this folder were written by Postgres {major}, and Tend needs {OLDEST} or newer: move the \
             folder postgres aside, and bring back a backup of it (`tend restore`)"
        ),
        (Some(other), _, Some(major)) => bail!(
            "the rows in this folder were written by Postgres {major}, but only Postgres {} was found, in {}: install \
             {major} beside it (https://www.postgresql.org/download/ has every version) or name its folder with \
             TEND_POSTGRES_BIN; or move the folder postgres aside, and bring back a backup of it (`tend restore`)",
            other.major,
            other.folder.display()
        ),
        (Some(old), _, None) => bail!(
            "Tend needs Postgres {OLDEST} or newer; in {} is Postgres {}",
            old.folder.display(),
            old.major
        ),
    }
}

/// Folders to look into, best first.
fn candidates() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(
            String::from_utf8_lossy(&output.stdout).trim(),
        ));
    }
    if let Some(path) = std::env::var_os("PATH") {
        folders.extend(std::env::split_paths(&path));
    }
    folders.extend(versioned());
    // Relative ones would mean another folder to Postgres, which runs in `/`.
    folders.retain(|folder| folder.is_absolute());
    folders
}

/// `/usr/lib/postgresql/17/bin` (Debian), `/usr/pgsql-17/bin` (Red Hat), `/usr/libexec/postgresql17`
/// (Alpine), newest first; then where a build from source puts itself.
fn versioned() -> Vec<PathBuf> {
    let patterns = [
        ("/usr/lib/postgresql", "", "bin"),
        ("/usr", "pgsql-", "bin"),
        ("/usr/libexec", "postgresql", ""),
    ];
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for (parent, prefix, below) in patterns {
        for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let number = name
                .to_str()
                .and_then(|name| name.strip_prefix(prefix))
                .and_then(|n| n.parse().ok());
            if let Some(number) = number {
                found.push((number, entry.path().join(below)));
            }
        }
    }
    found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let mut folders: Vec<PathBuf> = found.into_iter().map(|(_, folder)| folder).collect();
    folders.push(PathBuf::from("/usr/local/pgsql/bin"));
    folders
}

fn look_into(folder: PathBuf) -> Option<Binaries> {
    if !folder.join("initdb").is_file() || !folder.join("postgres").is_file() {
        return None;
    }
    let folder = std::path::absolute(folder).ok()?;
    let output = Command::new(folder.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    let major = major(&String::from_utf8_lossy(&output.stdout))?;
    Some(Binaries { folder, major })
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL)")?.1.trim_start();
    let digits = number
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(number.len());
    number[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version_however_it_is_built() {
        let check = |text, expected| assert_eq!(major(text), expected, "{text}");
        check(
            "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n",
            Some(15),
        );
        check("postgres (PostgreSQL) 18.1", Some(18));
        check("postgres (PostgreSQL) 19devel", Some(19));
        check("postgres (PostgreSQL) 17", Some(17));
        check("postgres (EnterpriseDB) 17", None);
        check("", None);
    }

    fn at(majors: &[u32]) -> Vec<Binaries> {
        majors
            .iter()
            .map(|&major| Binaries {
                folder: format!("/pg/{major}/bin").into(),
                major,
            })
            .collect()
    }

    fn check(found: &[u32], wrote: Option<u32>, expected: Result<u32, &str>) {
        match (choose(&at(found), None, wrote, NamedBy::Settings), expected) {
            (Ok(binaries), Ok(major)) => assert_eq!(binaries.major, major),
            (Err(error), Err(words)) => assert!(error.to_string().contains(words), "{error}"),
            (got, _) => panic!("{found:?} {wrote:?}: {got:?}"),
        }
    }

    #[test]
    fn never_starts_one_version_on_the_rows_of_another() {
        check(&[17, 15], None, Ok(17));
        check(&[14, 16], None, Ok(16));
        check(&[17, 15], Some(15), Ok(15));
        check(
            &[17],
            Some(15),
            Err("written by Postgres 15, but only Postgres 17"),
        );
        check(
            &[15],
            Some(17),
            Err("written by Postgres 17, but only Postgres 15"),
        );
        check(&[15], Some(14), Err("and Tend needs 15 or newer: move"));
        check(&[14], Some(14), Err("and Tend needs 15 or newer: move"));
        check(&[13], None, Err("needs Postgres 15 or newer"));
        check(&[], None, Err("apt-get install postgresql)"));
        check(&[], Some(15), Err("apt-get install postgresql)"));
    }

    #[test]
    fn no_package_is_named_that_may_not_be_had_and_no_setting_that_does_not_count() {
        for by in [NamedBy::Settings, NamedBy::CommandLine] {
            for found in [&[][..], &[13], &[15], &[17]] {
                for wrote in [None, Some(13), Some(14), Some(16), Some(18)] {
                    let Err(error) = choose(&at(found), None, wrote, by) else {
                        continue;
                    };
                    let says = error.to_string();
                    assert!(!says.contains("postgresql-1"), "{says}");
                    if by == NamedBy::CommandLine {
                        assert!(!says.contains("DATABASE_URL"), "{says}");
                    }
                }
            }
        }
    }
}
