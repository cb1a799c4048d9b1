//! The folder that holds the private Postgres: whose it is, who may pass, one Tend at a time.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::NamedBy;

/// A socket's whole path may have this many bytes, or Postgres does not start.
const SOCKET_PATH: usize = 107;
const SOCKET_NAME: &str = "/.s.PGSQL.5432";

/// The user that Postgres runs as when Tend is root, whom Postgres refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    pub uid: u32,
    pub gid: u32,
}

/// The folder, made, owned and locked.
#[derive(Debug)]
pub struct Folder {
    /// `<data folder>/postgres`, absolute, private to Postgres's user.
    pub path: PathBuf,
    /// Somebody else than us, when we are root.
    pub account: Option<Account>,
    /// Held as long as this value lives.
    _lock: File,
}

impl Folder {
    /// Makes the folder if need be and takes its lock. `by`: what names another folder.
    pub fn take(data_folder: &Path, by: NamedBy) -> anyhow::Result<Self> {
        Self::take_this(data_folder).map_err(|error| {
            let setting = by.folder();
            anyhow::anyhow!("{error:#}; another folder can be named with {setting}")
        })
    }

    fn take_this(data_folder: &Path) -> anyhow::Result<Self> {
        let outer = std::path::absolute(data_folder).context("the data folder has no name")?;
        let root = rustix::process::geteuid().is_root();
        // Judged before anything is made, so that a refusal leaves no trace.
        let account = if root {
            Some(owner_for_root(&outer)?)
        } else {
            None
        };
        if let Some(account) = account {
            check_passable(&outer, account)?;
        }
        make(&outer, if root { 0o711 } else { 0o700 })?;
        // Without symbolic links, as Postgres's processes name their folder themselves.
        let outer = outer.canonicalize().with_context(|| cannot_use(&outer))?;
        let lock = lock(&outer)?;
        if let Some(Account { uid, gid }) = account {
            // Whoever runs Tend from now on can take it too, where root was only here for a moment.
            std::os::unix::fs::fchown(&lock, Some(uid), Some(gid))
                .with_context(|| cannot_use(&outer))?;
        }

        let path = outer.join("postgres");
        make(&path, 0o700)?;
        match account {
            Some(Account { uid, gid }) => {
                std::os::unix::fs::chown(&path, Some(uid), Some(gid))
                    .with_context(|| cannot_use(&path))?;
            }
            None => check_ours(&path)?,
        }
        // An older or hand-made folder may be open to others.
        std::fs::set_permissions(&path, Permissions::from_mode(0o700))
            .with_context(|| cannot_use(&path))?;
        Ok(Self {
            path,
            account,
            _lock: lock,
        })
    }

    /// The rows written by this major version.
    pub fn rows(&self, major: u32) -> PathBuf {
        self.path.join(major.to_string())
    }

    /// The newest major version that has written rows here.
    pub fn wrote(&self) -> anyhow::Result<Option<u32>> {
        std::fs::read_dir(&self.path).with_context(|| cannot_use(&self.path))?;
        Ok(wrote_in(&self.path))
    }

    /// Gives this to Postgres's user.
    pub fn hand_over(&self, path: &Path) -> anyhow::Result<()> {
        if let Some(Account { uid, gid }) = self.account {
            std::os::unix::fs::chown(path, Some(uid), Some(gid))
                .with_context(|| format!("cannot give {} to Postgres's user", path.display()))?;
        }
        Ok(())
    }

    /// Where the socket is: here, or in a short private folder where this path is too long.
    pub fn socket_folder(&self) -> anyhow::Result<PathBuf> {
        self.clear_short_folder();
        if self.path.as_os_str().len() + SOCKET_NAME.len() <= SOCKET_PATH {
            return Ok(self.path.clone());
        }
        for number in 0..1000 {
            let short = PathBuf::from(format!("/tmp/tend-{}-{number}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&short) {
                Ok(()) => {
                    self.hand_over(&short)?;
                    std::fs::write(self.note(), short.as_os_str().as_encoded_bytes())
                        .with_context(|| cannot_use(&self.path))?;
                    self.hand_over(&self.note())?;
                    return Ok(short);
                }
                // Somebody else's, perhaps laid there on purpose: never use what we did not make.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(error)
                        .context("cannot make a short folder for Postgres's socket in /tmp");
                }
            }
        }
        bail!("cannot make a short folder for Postgres's socket in /tmp: all names are taken")
    }

    /// Removes the short folder of an earlier run. Only when no server runs here.
    pub fn clear_short_folder(&self) {
        let Ok(short) = std::fs::read_to_string(self.note()) else {
            return;
        };
        let ours = |m: &std::fs::Metadata| {
            m.is_dir() && std::fs::metadata(&self.path).is_ok_and(|p| p.uid() == m.uid())
        };
        if short.starts_with("/tmp/tend-")
            && std::fs::symlink_metadata(&short).as_ref().is_ok_and(ours)
        {
            // Empty but for the socket; what cannot be removed does no harm.
            for name in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
                let _ = std::fs::remove_file(Path::new(&short).join(name));
            }
            let _ = std::fs::remove_dir(&short);
        }
        let _ = std::fs::remove_file(self.note());
    }

    /// Remembers the short folder, so that the next start can remove it.
    fn note(&self) -> PathBuf {
        self.path.join("socket-folder")
    }
}

/// The newest major version that has written rows below this folder, as far as it can be read.
pub fn wrote_in(path: &Path) -> Option<u32> {
    let entries = std::fs::read_dir(path).ok()?.flatten();
    entries
        .filter(|entry| entry.path().join("PG_VERSION").is_file())
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .max()
}

/// Whether there may be rows below this folder that this user cannot look for.
pub fn is_barred(path: &Path) -> bool {
    std::fs::read_dir(path).is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
}

/// Where the socket of the server is that another Tend runs in this data folder.
pub fn socket_in_use(data_folder: &Path) -> Option<PathBuf> {
    let outer = data_folder.canonicalize().ok()?;
    let lock = OpenOptions::new()
        .write(true)
        .open(outer.join("postgres.lock"))
        .ok()?;
    if !matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
        return None;
    }
    let path = outer.join("postgres");
    let short = std::fs::read_to_string(path.join("socket-folder"));
    Some(short.map_or(path, PathBuf::from))
}

/// Makes the folder and its missing parents with this mode, whatever the umask.
fn make(folder: &Path, mode: u32) -> anyhow::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make(parent, mode)?;
    }
    match DirBuilder::new().mode(mode).create(folder) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => return Ok(()),
        Err(error) => return Err(error).with_context(|| cannot_use(folder)),
    }
    std::fs::set_permissions(folder, Permissions::from_mode(mode))
        .with_context(|| cannot_use(folder))
}

fn cannot_use(folder: &Path) -> String {
    format!("cannot use the folder {}", folder.display())
}

fn lock(outer: &Path) -> anyhow::Result<File> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(outer.join("postgres.lock"))
        .with_context(|| cannot_use(outer))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!(
            "another Tend is already using the folder {}: stop it first",
            outer.display()
        ),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| cannot_use(outer)),
    }
}

/// Whoever owns the rows already, else whoever owns the data folder; where that is root `postgres`, else `nobody`.
fn owner_for_root(outer: &Path) -> anyhow::Result<Account> {
    let path = outer.join("postgres");
    for folder in [path.as_path(), outer] {
        let owner = std::fs::metadata(folder).map(|about| (about.uid(), about.gid()));
        if let Ok((uid @ 1.., gid)) = owner {
            return Ok(Account { uid, gid });
        }
    }
    if path.exists()
        && std::fs::read_dir(&path)
            .with_context(|| cannot_use(&path))?
            .next()
            .is_some()
    {
        bail!(
            "the folder {} belongs to root, as whom Postgres refuses to run: give it to another user (chown -R)",
            path.display()
        );
    }
    let users = std::fs::read_to_string("/etc/passwd").context("cannot read the list of users")?;
    account(&users, "postgres").or_else(|| account(&users, "nobody")).context(
        "Postgres refuses to run as root, and this machine has neither a user postgres nor nobody: start Tend as another user",
    )
}

/// The user of this name in the text of `/etc/passwd`, unless it is root.
fn account(users: &str, name: &str) -> Option<Account> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some(Account { uid, gid })
    })
}

/// Postgres's user must be able to go through this folder and every parent, as far as they exist.
fn check_passable(outer: &Path, account: Account) -> anyhow::Result<()> {
    let existing = outer
        .ancestors()
        .find_map(|folder| folder.canonicalize().ok());
    let existing = existing.with_context(|| cannot_use(outer))?;
    let barred = existing.ancestors().find(|folder| {
        std::fs::metadata(folder).is_ok_and(|m| {
            let shift = if m.uid() == account.uid {
                6
            } else if m.gid() == account.gid {
                3
            } else {
                0
            };
            (m.mode() >> shift) & 1 == 0
        })
    });
    match barred {
        Some(parent) => bail!(
            "Tend runs as root and Postgres must not, but its user (number {}) cannot pass through the folder {}: \
             start Tend as another user, or keep its data elsewhere, such as in /var/lib/tend",
            account.uid,
            parent.display()
        ),
        None => Ok(()),
    }
}

/// Postgres refuses rows that belong to another user.
fn check_ours(path: &Path) -> anyhow::Result<()> {
    let owner = std::fs::metadata(path)
        .with_context(|| cannot_use(path))?
        .uid();
    if owner != rustix::process::geteuid().as_raw() {
        bail!(
            "the folder {} belongs to another user (number {owner}): start Tend as the one who made it",
            path.display()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_user_who_is_not_root() {
        let users = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104:PostgreSQL,,,:/var:/bin/bash\ntoor:x:0:0:::\n";
        assert_eq!(
            account(users, "postgres"),
            Some(Account { uid: 101, gid: 104 })
        );
        assert_eq!(account(users, "nobody"), None);
        assert_eq!(account(users, "toor"), None);
        assert_eq!(account("postgres:x\n", "postgres"), None);
    }
}
