//! The slash commands: their names, and how each is registered with Discord.

use crate::ui::{CommandSpec, Manner, OptionKind, OptionSpec};
use crate::words::{Tongue, Words};

/// The slash commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Checkin,
    Feedback,
    Help,
    History,
    Pause,
    Privacy,
    Rhythm,
    Settings,
    TendMove,
    TendStart,
}

impl Command {
    pub const ALL: [Self; 10] = [
        Self::Checkin,
        Self::Feedback,
        Self::Help,
        Self::History,
        Self::Pause,
        Self::Privacy,
        Self::Rhythm,
        Self::Settings,
        Self::TendMove,
        Self::TendStart,
    ];

    /// As it is typed, without the slash.
    pub fn name(self) -> &'static str {
        match self {
            Self::Checkin => "checkin",
            Self::Feedback => "feedback",
            Self::Help => "help",
            Self::History => "history",
            Self::Pause => "pause",
            Self::Privacy => "privacy",
            Self::Rhythm => "rhythm",
            Self::Settings => "settings",
            Self::TendMove => "tend move",
            Self::TendStart => "tend start",
        }
    }

    /// The command of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.name() == name)
    }

    /// Every command is answered privately: what it opens is the asker's own.
    pub const MANNER: Manner = Manner::PrivateNew;
}

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
