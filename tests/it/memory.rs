//! What the host's machine can see of Tend while it runs: nothing of its memory.

use std::os::unix::fs::MetadataExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::proofs::process::PATIENCE;

/// A user without any rights, as whom the program runs where the tests are root's; else whoever runs the tests.
const NOBODY: u32 = 65534;

struct Running(Child);

impl Running {
    /// Starts a program as a user that is not root.
    fn start(program: &[&str]) -> Self {
        let mut command = if rustix::process::geteuid().is_root() {
            let mut command = Command::new(env!("CARGO_BIN_EXE_tend"));
            let (own, nobody) = (std::process::id().to_string(), NOBODY.to_string());
            command
                .args(["postgres-guard", "--kill", "--parent", &own])
                .args(["--uid", &nobody, "--gid", &nobody, "--"])
                .args(program);
            command
        } else {
            let mut command = Command::new(program[0]);
            command.args(&program[1..]);
            command
        };
        command
            .current_dir("/")
            .env_clear()
            .env("HOME", "/")
            .env("DISCORD_TOKEN", "a-token")
            .env("TEND_DISCORD_URL", "http://127.0.0.1:9")
            .env("DATABASE_URL", "postgres://nobody@127.0.0.1:9/none")
            .env("TEND_HOST_NAME", "the host of the tests")
            .env("TEND_HOST_CONTACT", "host@example.org")
            .env("TEND_HOST_USER_ID", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Self(command.spawn().unwrap())
    }

    /// Whose its memory is, once this is the program that runs. Root's, where nobody else may look into it.
    fn memory_is(&self, program: &str, whose: impl Fn(u32) -> bool) -> bool {
        let folder = format!("/proc/{}", self.0.id());
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let arguments = std::fs::read(format!("{folder}/cmdline")).unwrap_or_default();
            let runs = arguments.starts_with(program.as_bytes());
            if runs && std::fs::metadata(format!("{folder}/mem")).is_ok_and(|mem| whose(mem.uid()))
            {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn no_other_program_of_its_user_can_look_into_its_memory_and_no_core_of_it_is_kept() {
    let root = |owner| owner == 0;
    let tend = env!("CARGO_BIN_EXE_tend");
    let running = Running::start(&[tend, "run"]); // waits for its database
    assert!(running.memory_is(&format!("{tend}\0run"), root));
    // That the look can tell: any other program's memory is its user's.
    let other = Running::start(&["/bin/sleep", "60"]);
    assert!(other.memory_is("/bin/sleep", |owner| !root(owner)));
}
