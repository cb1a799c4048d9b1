//! Files that are their owner's alone: made, and put in the place of others at one stroke.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use zeroize::Zeroizing;

/// A new file, never over an old one. Made by root it belongs to whoever its folder belongs to: who runs Tend.
pub fn create(file: &Path) -> std::io::Result<File> {
    let new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    if rustix::process::geteuid().is_root()
        && let Ok(folder) = std::fs::metadata(folder_of(file))
    {
        std::os::unix::fs::fchown(&new, Some(folder.uid()), Some(folder.gid()))?;
    }
    Ok(new)
}

/// Puts these bytes in the place of what the file held, if anything: all of them, or what was there stays.
pub fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    replace_with(file, |new| new.write_all(bytes))
}

/// The same, with what `write` writes.
pub fn replace_with<E: From<std::io::Error>>(
    file: &Path,
    write: impl FnOnce(&mut File) -> Result<(), E>,
) -> Result<(), E> {
    let mut new = file.as_os_str().to_owned();
    new.push(".new");
    let new = Path::new(&new);
    // Left by somebody who was interrupted before it had any effect.
    match std::fs::remove_file(new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut opened = create(new)?;
    let written = write(&mut opened).and_then(|()| {
        opened.sync_all()?;
        std::fs::rename(new, file)?;
        Ok(sync_parent(file)?)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(new); // half of it is of no use
    }
    written
}

/// Makes a file's name last through a crash of the machine.
pub fn sync_parent(file: &Path) -> std::io::Result<()> {
    File::open(folder_of(file))?.sync_all()
}

fn folder_of(file: &Path) -> &Path {
    file.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// As hexadecimal digits.
pub fn hex(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
    }
    text
}

/// What these hexadecimal digits say, 32 bytes.
pub fn unhex(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}
