//! `tend doctor`: looks at everything that Tend needs, and says what to do about each thing that is wrong.
//!
//! It goes on after what is wrong, so that all is told at once. It changes nothing, and shows no
//! secret, no name and no word of anybody's: couples are told by number, channels by their link.

mod database;
mod discord;
mod machine;

use std::io::Write;

use crate::config::{Config, Environment};
use crate::run;

/// Looks at everything and writes a line for each finding; whether nothing is wrong.
pub async fn examine(environment: &Environment, out: &mut dyn Write) -> anyhow::Result<bool> {
    let mut report = Report {
        out,
        wrong: 0,
        look: 0,
    };
    let (config, problems) = Config::as_far_as_it_goes(environment);
    let elsewhere = !environment.sets_anything();
    if elsewhere {
        report.wrong(format_args!(
            "Settings: none are set: they were looked for in {}. Run this as the user and with the settings of the \
             Tend that is meant",
            config.local.looked
        ))?;
    } else {
        settings(&mut report, &config, &problems)?;
    }
    machine::folder(&mut report, &config.local)?;
    let vault = if elsewhere && !config.local.key_file.exists() {
        report.look("Keys: not looked at, since without settings nothing says where they are")?;
        None
    } else {
        machine::keys(&mut report, &config.local)?
    };
    machine::words(&mut report, &config.local)?;
    machine::zones(&mut report, &config.local)?;
    machine::postgres(&mut report, &config.local)?;
    let homes = database::examine(&mut report, &config.local, vault.as_ref()).await?;
    discord::examine(
        &mut report,
        &config,
        &*run::clock(&config.local),
        homes.as_deref(),
    )
    .await?;
    report.end()
}

/// What was found so far.
struct Report<'a> {
    out: &'a mut dyn Write,
    wrong: usize,
    look: usize,
}

impl Report<'_> {
    /// As it should be.
    fn ok(&mut self, says: impl std::fmt::Display) -> anyhow::Result<()> {
        self.line("ok", &says)
    }

    /// Works, or will, but the host should know.
    fn look(&mut self, says: impl std::fmt::Display) -> anyhow::Result<()> {
        self.look += 1;
        self.line("look", &says)
    }

    /// Something does not work until somebody does something.
    fn wrong(&mut self, says: impl std::fmt::Display) -> anyhow::Result<()> {
        self.wrong += 1;
        self.line("wrong", &says)
    }

    fn line(&mut self, verdict: &str, says: &dyn std::fmt::Display) -> anyhow::Result<()> {
        // One line each, whatever an error brings along.
        let says = crate::logs::clean(&says.to_string());
        writeln!(self.out, "{verdict:<5}  {says}")?;
        Ok(())
    }

    fn end(self) -> anyhow::Result<bool> {
        let Self { out, wrong, look } = self;
        match (wrong, look) {
            (0, 0) => writeln!(out, "All is well.")?,
            (0, look) => writeln!(out, "Nothing is wrong; to look at: {look}.")?,
            (wrong, look) => writeln!(out, "Wrong: {wrong}; to look at: {look}.")?,
        }
        Ok(wrong == 0)
    }
}

fn settings(report: &mut Report, config: &Config, problems: &[String]) -> anyhow::Result<()> {
    if problems.is_empty() {
        report.ok(format_args!(
            "Settings: token, name, contact and id of the host are set; read from {}",
            config.local.looked
        ))?;
    } else {
        report.look(format_args!(
            "Settings: they were looked for in {}",
            config.local.looked
        ))?;
    }
    for problem in problems {
        report.wrong(format_args!("Settings: {problem}"))?;
    }
    for note in &config.local.notes {
        report.look(format_args!("Settings: {note}"))?;
    }
    if config.local.clock_file.is_some() {
        report.look("Settings: TEND_CLOCK_FILE moves the clock; that is for trying out only")?;
    }
    Ok(())
}
