//! The slash commands as Discord shows them: each with its options and its line of help.

use super::Command;
use crate::ui::{CommandSpec, OptionKind, OptionSpec};
use crate::words::{Tongue, Words};

/// The slash commands as they are registered, each with its line of help.
pub fn commands(words: &Words) -> Vec<CommandSpec> {
    let t = words.tongue("en");
    let mut specs: Vec<CommandSpec> = Command::ALL
        .into_iter()
        .filter(|command| !command.name().contains(' '))
        .map(|command| CommandSpec {
            name: command.name(),
            description: line_of_help(t, command),
            subcommands: Vec::new(),
            options: Vec::new(),
            in_dm: true,
        })
        .collect();
    specs.push(CommandSpec {
        name: "tend",
        description: t.say("tend-command", &[]),
        subcommands: vec![start_spec(t), sub(t, "move", Command::TendMove)],
        options: Vec::new(),
        in_dm: false,
    });
    specs
}

fn start_spec(t: &Tongue) -> CommandSpec {
    let option = |name, id: &str, kind, required| OptionSpec {
        name,
        description: t.say(id, &[]),
        kind,
        required,
        autocomplete: kind == OptionKind::Text,
    };
    CommandSpec {
        options: vec![
            option("partner", "start-partner-command", OptionKind::Person, true),
            option("zone", "start-zone-command", OptionKind::Text, true),
        ],
        ..sub(t, "start", Command::TendStart)
    }
}

fn sub(t: &Tongue, name: &'static str, command: Command) -> CommandSpec {
    CommandSpec {
        name,
        description: line_of_help(t, command),
        subcommands: Vec::new(),
        options: Vec::new(),
        in_dm: false,
    }
}

/// What a command does, in a line.
pub fn line_of_help(t: &Tongue, command: Command) -> String {
    match command {
        Command::Checkin => t.say("checkin-command", &[]),
        Command::Feedback => t.say("feedback-command", &[]),
        Command::Help => t.say("help-command", &[]),
        Command::History => t.say("history-command", &[]),
        Command::Pause => t.say("pause-command", &[]),
        Command::Privacy => t.say("privacy-command", &[]),
        Command::Rhythm => t.say("rhythm-command", &[]),
        Command::Settings => t.say("settings-command", &[]),
        Command::TendMove => t.say("move-command", &[]),
        Command::TendStart => t.say("start-command", &[]),
    }
}
