//! The results: one Markdown table, with the goal of each line and whether it was reached.

use std::io::Write as _;
use std::time::Duration;

#[derive(Default)]
pub struct Table(Vec<Line>);

struct Line {
    what: String,
    measured: String,
    /// Empty where there is none.
    goal: &'static str,
    reached: bool,
}

impl Table {
    /// A figure to compare others with.
    pub fn tell(&mut self, what: impl Into<String>, measured: impl Into<String>) {
        self.judge(what, measured, "", true);
    }

    /// A figure with a goal.
    pub fn judge(
        &mut self,
        what: impl Into<String>,
        measured: impl Into<String>,
        goal: &'static str,
        reached: bool,
    ) {
        let line = Line {
            what: what.into(),
            measured: measured.into(),
            goal,
            reached,
        };
        // Seen at once, since a run takes minutes.
        say_aside(&format!("{}: {}", line.what, line.measured));
        self.0.push(line);
    }

    pub fn print(&self, took: Duration) {
        let mut text = format!(
            "\nOn {}.\n\n| what | measured | goal | |\n| --- | --- | --- | --- |\n",
            machine()
        );
        for Line {
            what,
            measured,
            goal,
            reached,
        } in &self.0
        {
            let verdict = match (goal.is_empty(), reached) {
                (true, _) => "",
                (false, true) => "reached",
                (false, false) => "**missed**",
            };
            text.push_str(&format!("| {what} | {measured} | {goal} | {verdict} |\n"));
        }
        let missed: Vec<&str> = self
            .0
            .iter()
            .filter(|line| !line.reached)
            .map(|line| line.what.as_str())
            .collect();
        text.push_str(&match missed[..] {
            [] => format!(
                "\nAll goals are reached. The run took {} s.",
                took.as_secs()
            ),
            _ => format!(
                "\nMissed: {}. The run took {} s.",
                missed.join("; "),
                took.as_secs()
            ),
        });
        say(&text);
    }
}

/// Cores and memory: what the figures depend on.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes: u64 = memory
        .split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok())
        .unwrap_or_default();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default().to_owned();
    format!(
        "{cores} cores, {} GB, a load of {load} at the end",
        kilobytes >> 20
    )
}

/// A line of the result.
pub fn say(text: &str) {
    // Nobody reads on when the pipe is closed.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line on how far it is.
pub fn say_aside(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
