//! Whether a Postgres still runs on a folder, and what to do with the mark that a dead one left.

use std::path::Path;

/// What stands in the way of starting Postgres on these rows.
#[derive(Debug, PartialEq, Eq)]
pub enum InTheWay {
    Nothing,
    /// This process still uses the rows: it may be about to end.
    Process(u32),
}

/// Looks, and removes the marks of a dead server that Postgres itself would stumble over.
///
/// Postgres refuses to start while the process named in `postmaster.pid`, or in the mark beside
/// its socket, exists: be it a zombie that nobody has reaped, or a stranger who has got its
/// number. They are removed only when no living process has its working directory in the rows,
/// which every process of a server has: without the mark Postgres could not notice an orphan that
/// still writes. `socket` is a folder that only servers on these rows use.
pub fn clear_the_way(rows: &Path, socket: &Path) -> InTheWay {
    let mark = rows.join("postmaster.pid");
    let marked = process_in(&mark);
    if marked.is_some()
        && let Some(process) = processes().find(|&process| uses(process, rows, marked))
    {
        return InTheWay::Process(process);
    }
    for mark in [mark, socket.join(".s.PGSQL.5432.lock")] {
        if process_in(&mark)
            .is_some_and(|process| Path::new("/proc").join(process.to_string()).exists())
        {
            // If it cannot be removed Postgres says why.
            let _ = std::fs::remove_file(&mark);
        }
    }
    InTheWay::Nothing
}

/// The process named in the first line of this mark.
fn process_in(mark: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(mark).ok()?;
    text.lines().next()?.trim().parse().ok()
}

fn processes() -> impl Iterator<Item = u32> {
    std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// Whether this process belongs to a server on these rows, or may do so.
fn uses(process: u32, rows: &Path, marked: Option<u32>) -> bool {
    let Some(status) = Status::of(process) else {
        return false;
    };
    if status.dead {
        return false;
    }
    match std::fs::read_link(format!("/proc/{process}/cwd")) {
        Ok(folder) => folder == rows,
        // Not allowed to look (root without all its powers): what could be the server or an orphan
        // of it counts. The children of some other server that lives have a postgres as parent.
        Err(_) => {
            status.name == "postgres"
                && (marked == Some(process)
                    || Status::of(status.parent).is_none_or(|parent| parent.name != "postgres"))
                && command_line(process).is_none_or(|line| {
                    !line.contains("-D") || line.contains(&*rows.to_string_lossy())
                })
        }
    }
}

fn command_line(process: u32) -> Option<String> {
    let bytes = std::fs::read(format!("/proc/{process}/cmdline")).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

struct Status {
    name: String,
    dead: bool,
    parent: u32,
}

impl Status {
    fn of(process: u32) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
    }

    /// Reads `42 (name, perhaps with ) and spaces) S 1 …`.
    fn parse(text: &str) -> Option<Self> {
        let (before, after) = text.rsplit_once(')')?;
        let (_, name) = before.split_once('(')?;
        let mut fields = after.split_whitespace();
        let dead = matches!(fields.next()?, "Z" | "X" | "x");
        Some(Self {
            name: name.to_owned(),
            dead,
            parent: fields.next()?.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_process_whatever_its_name() {
        let check = |text: &str, name: &str, dead, parent| {
            let status = Status::parse(text).expect(text);
            assert_eq!(
                (status.name.as_str(), status.dead, status.parent),
                (name, dead, parent)
            );
        };
        check("42 (postgres) S 1 42 42 0", "postgres", false, 1);
        check("42 (a) b (c)) Z 7 42", "a) b (c)", true, 7);
        assert!(Status::parse("").is_none());
    }

    #[test]
    fn a_mark_goes_only_when_nobody_is_at_the_rows() {
        let rows = std::env::temp_dir().join(format!("tend-stale-{}", std::process::id()));
        std::fs::create_dir_all(&rows).unwrap();
        let rows = rows.canonicalize().unwrap();
        let mark = rows.join("postmaster.pid");

        assert_eq!(clear_the_way(&rows, &rows), InTheWay::Nothing);

        // A stranger has got the number: us.
        let beside_the_socket = rows.join(".s.PGSQL.5432.lock");
        std::fs::write(&mark, format!("{}\n/elsewhere\n", std::process::id())).unwrap();
        std::fs::write(&beside_the_socket, format!("{}\n", std::process::id())).unwrap();
        let mut there = std::process::Command::new("sleep")
            .arg("60")
            .current_dir(&rows)
            .spawn()
            .unwrap();
        assert_eq!(clear_the_way(&rows, &rows), InTheWay::Process(there.id()));
        assert!(mark.exists() && beside_the_socket.exists());

        // Dead, but not yet reaped.
        rustix::process::kill_process(
            rustix::process::Pid::from_child(&there),
            rustix::process::Signal::KILL,
        )
        .unwrap();
        while Status::of(there.id()).is_some_and(|status| !status.dead) {
            std::thread::yield_now();
        }
        assert_eq!(clear_the_way(&rows, &rows), InTheWay::Nothing);
        assert!(!mark.exists() && !beside_the_socket.exists());

        there.wait().unwrap();
        std::fs::remove_dir_all(&rows).unwrap();
    }
}
