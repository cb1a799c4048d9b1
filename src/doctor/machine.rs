//! What lies on this machine: the data folder, the key file, the words, the zones, Postgres's programs.

use std::os::unix::fs::PermissionsExt as _;

use super::Report;
use crate::cluster;
use crate::config::Local;
use crate::vault::Vault;
use crate::vault::keys::Keys;
use crate::words::Words;
use crate::zonedata::{Source, ZoneData};

/// Less room than this on the disk and Postgres may soon stop.
const LITTLE_ROOM: u64 = 500 << 20;

/// The data folder: there, Tend's to write in, nobody else's, and with room.
pub fn folder(report: &mut Report, local: &Local) -> anyhow::Result<()> {
    let folder = &local.data;
    let name = folder.display();
    if folder.as_os_str().is_empty() {
        return Ok(()); // told among the settings
    }
    let Ok(about) = std::fs::metadata(folder) else {
        return report.look(format_args!(
            "Folder: {name} is not there yet; `tend run` makes it"
        ));
    };
    if !about.is_dir() {
        return report.wrong(format_args!(
            "Folder: {name} is not a folder: name another with TEND_DATA"
        ));
    }
    if rustix::fs::access(
        folder,
        rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK,
    )
    .is_err()
    {
        return report.wrong(format_args!(
            "Folder: this user cannot write in {name}: run this as the user that runs Tend, or give it the folder (chown)"
        ));
    }
    if about.permissions().mode() & 0o022 != 0 {
        return report.wrong(format_args!(
            "Folder: other users of this machine can write in {name}: chmod go-w {name}"
        ));
    }
    if let Ok(disk) = rustix::fs::statvfs(folder)
        && disk.f_bavail.saturating_mul(disk.f_frsize) < LITTLE_ROOM
    {
        return report.look(format_args!(
            "Folder: the disk of {name} is nearly full; without room nothing can be kept"
        ));
    }
    report.ok(format_args!("Folder: {name}"))
}

/// The key file: there, private, whole, and no rotation left half-way.
pub fn keys(report: &mut Report, local: &Local) -> anyhow::Result<Option<Vault>> {
    let read =
        Keys::read(&local.key_file).and_then(|keys| Ok((keys, Vault::from_file(&local.key_file)?)));
    match read {
        Ok((keys, vault)) => {
            if keys.masters().count() > 1 {
                report.look("Keys: a rotation was begun and is not finished: run `tend keys rotate` once more")?;
            } else {
                report.ok(format_args!(
                    "Keys: {} is whole and private",
                    local.key_file.display()
                ))?;
            }
            Ok(Some(vault))
        }
        Err(error) => {
            report.wrong(format_args!("Keys: {error:#}"))?;
            Ok(None)
        }
    }
}

/// The words that people see can be read.
pub fn words(report: &mut Report, local: &Local) -> anyhow::Result<()> {
    match (Words::load(local.prompts.as_deref()), &local.prompts) {
        (Ok(_), None) => report.ok("Words: those built in"),
        (Ok(_), Some(folder)) => report.ok(format_args!(
            "Words: {} can be read (`tend prompts check` looks closer)",
            folder.display()
        )),
        (Err(error), _) => report.wrong(format_args!(
            "Words: {error:#}: mend that file, or unset TEND_PROMPTS for the words built in"
        )),
    }
}

/// Which zone data are in use, and whether newer ones are at hand.
pub fn zones(report: &mut Report, local: &Local) -> anyhow::Result<()> {
    let data = match ZoneData::find(local.zoneinfo.as_deref()) {
        Ok(data) => data,
        Err(error) => {
            return report.wrong(format_args!(
                "Zones: {error}: name another folder with TEND_ZONEINFO, or none"
            ));
        }
    };
    let version = &data.version;
    let place = match &data.source {
        Source::Named(folder) => format!("from {}, as TEND_ZONEINFO says", folder.display()),
        Source::System(folder) => format!("from {}", folder.display()),
        Source::Bundled => "built in; newer than the system's, or there are none".to_owned(),
    };
    match data.newer_bundled() {
        Some(newer) => report.look(format_args!(
            "Zones: {version}, {place}; built in is {newer}: bring that folder up to date, or unset TEND_ZONEINFO"
        )),
        None => report.ok(format_args!("Zones: {version}, {place}")),
    }
}

/// Postgres's programs, where Tend runs its own private one.
pub fn postgres(report: &mut Report, local: &Local) -> anyhow::Result<()> {
    if local.database_url.is_some() || local.data.as_os_str().is_empty() {
        return Ok(());
    }
    match cluster::programs(&local.data, local.postgres_bin.as_deref()) {
        Ok((folder, major)) => report.ok(format_args!(
            "Postgres: version {major}, in {}",
            folder.display()
        )),
        Err(error) => report.wrong(format_args!("Postgres: {error:#}")),
    }
}
