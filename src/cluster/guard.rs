//! `tend postgres-guard`: becomes Postgres, but such that it ends when Tend does.

use std::convert::Infallible;
use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};
use rustix::thread::{set_thread_gid, set_thread_groups, set_thread_uid};

/// What the guard is told on its command line.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct Guard {
    /// The process that must still be our parent.
    #[arg(long)]
    pub parent: i32,
    /// Kill instead of asking to stop when the parent is gone.
    #[arg(long)]
    pub kill: bool,
    /// Become this user first.
    #[arg(long, requires = "gid")]
    pub uid: Option<u32>,
    /// Become this group first.
    #[arg(long, requires = "uid")]
    pub gid: Option<u32>,
    /// The program and what it is told.
    #[arg(last = true, required = true)]
    pub command: Vec<OsString>,
}

/// Drops root, asks the kernel for a signal when the parent is gone, and turns into the program.
/// Must run in a process of one thread: user and signal are the thread's.
pub fn become_guarded(guard: &Guard) -> anyhow::Result<Infallible> {
    if let (Some(uid), Some(gid)) = (guard.uid, guard.gid) {
        let (uid, gid) = (
            rustix::process::Uid::from_raw(uid),
            rustix::process::Gid::from_raw(gid),
        );
        set_thread_groups(&[]).context("cannot give up root's groups")?;
        set_thread_gid(gid).context("cannot become Postgres's group")?;
        set_thread_uid(uid).context("cannot become Postgres's user")?;
    }
    // After the user has changed, which clears it; a plain exec does not.
    let signal = if guard.kill {
        Signal::KILL
    } else {
        Signal::INT
    };
    set_parent_process_death_signal(Some(signal))
        .context("cannot ask for a signal when Tend ends")?;
    // A parent that ended before the line above sent no signal.
    if getppid() != Pid::from_raw(guard.parent) {
        bail!("Tend ended before Postgres began");
    }
    let [program, arguments @ ..] = guard.command.as_slice() else {
        bail!("there is nothing to start");
    };
    let error = Command::new(program).args(arguments).exec();
    Err(error).with_context(|| format!("cannot start {}", program.to_string_lossy()))
}
