//! The programs behind the browser's story: a sandbox in a folder of its own, and what drives the browser.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Datelike as _, NaiveTime, TimeDelta, Utc};
use rustix::process::{Pid, Signal, kill_process};

/// The sandbox's process, and the address of its page.
pub fn start_sandbox(folder: &Path) -> (Program, String) {
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_tend"));
    sandbox
        .args(["sandbox", "--port", &free_port().to_string(), "--folder"])
        .arg(folder)
        .current_dir(folder);
    for setting in tend::config::SETTINGS {
        sandbox.env_remove(setting.name);
    }
    let mut sandbox = Program::start(sandbox.stdout(Stdio::piped()));
    let lines = BufReader::new(sandbox.0.stdout.take().unwrap()).lines();
    let mut addresses = lines
        .map_while(Result::ok)
        .filter_map(|line| Some(line[line.find("http://")?..].trim().to_owned()));
    let url = addresses.next().expect("the sandbox names its page");
    (sandbox, url.trim_end_matches('/').to_owned())
}

/// The next Wednesday at five in the afternoon, so that the play is the same on every day.
pub fn next_wednesday_evening(now: DateTime<Utc>) -> DateTime<Utc> {
    let days = 7 + 2 - i64::from(now.weekday().num_days_from_monday());
    let day = now.date_naive() + TimeDelta::days(days);
    day.and_time(NaiveTime::from_hms_opt(17, 0, 0).unwrap())
        .and_utc()
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// A program that is asked to end with the test, and waited for.
pub struct Program(Child);

impl Program {
    pub fn start(command: &mut Command) -> Self {
        let program = command.get_program().to_owned();
        Self(
            command
                .stdin(Stdio::null())
                .spawn()
                .unwrap_or_else(|error| panic!("{}: {error}", program.display())),
        )
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let id = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw);
        let _ = id.map(|id| kill_process(id, Signal::TERM));
        let _ = self.0.wait();
    }
}

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let nth = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tend-browser-{}-{nth}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn unbase64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text
        .bytes()
        .filter(|&letter| letter != b'=')
        .map(value)
        .collect();
    let group = |four: &[u8]| {
        let bits = four
            .iter()
            .fold(0_u32, |bits, &six| bits << 6 | u32::from(six))
            << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    letters.chunks(4).flat_map(group).collect()
}
