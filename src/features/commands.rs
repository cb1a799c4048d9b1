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
    Inbox,
    Needs,
    Pages,
    Pause,
    Privacy,
    PromiseList,
    PromiseNew,
    Questions,
    RepairBoard,
    RepairOpen,
    Rhythm,
    Setback,
    Settings,
    TendMove,
    TendStart,
}

impl Command {
    pub const ALL: [Self; 19] = [
        Self::Checkin,
        Self::Feedback,
        Self::Help,
        Self::History,
        Self::Inbox,
        Self::Needs,
        Self::Pages,
        Self::Pause,
        Self::Privacy,
        Self::PromiseList,
        Self::PromiseNew,
        Self::Questions,
        Self::RepairBoard,
        Self::RepairOpen,
        Self::Rhythm,
        Self::Setback,
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
            Self::Inbox => "inbox",
            Self::Needs => "needs",
            Self::Pages => "pages",
            Self::Pause => "pause",
            Self::Privacy => "privacy",
            Self::PromiseList => "promise list",
            Self::PromiseNew => "promise new",
            Self::Questions => "questions",
            Self::RepairBoard => "repair board",
            Self::RepairOpen => "repair open",
            Self::Rhythm => "rhythm",
            Self::Setback => "setback",
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
    let group = |name, description, subcommands: Vec<CommandSpec>, in_dm| CommandSpec {
        name,
        description,
        subcommands,
        options: Vec::new(),
        in_dm,
    };
    specs.push(group(
        "promise",
        t.say("promise-command", &[]),
        vec![
            sub(t, "new", Command::PromiseNew),
            sub(t, "list", Command::PromiseList),
        ],
        true,
    ));
    specs.push(group(
        "repair",
        t.say("repair-command", &[]),
        vec![
            sub(t, "open", Command::RepairOpen),
            sub(t, "board", Command::RepairBoard),
        ],
        true,
    ));
    specs.push(group(
        "tend",
        t.say("tend-command", &[]),
        vec![start_spec(t), sub(t, "move", Command::TendMove)],
        false,
    ));
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
        Command::Inbox => t.say("inbox-command", &[]),
        Command::Needs => t.say("needs-command", &[]),
        Command::Pages => t.say("pages-command", &[]),
        Command::Pause => t.say("pause-command", &[]),
        Command::Privacy => t.say("privacy-command", &[]),
        Command::PromiseList => t.say("promise-list-command", &[]),
        Command::PromiseNew => t.say("promise-new-command", &[]),
        Command::Questions => t.say("questions-command", &[]),
        Command::RepairBoard => t.say("repair-board-command", &[]),
        Command::RepairOpen => t.say("repair-open-command", &[]),
        Command::Setback => t.say("setback-command", &[]),
        Command::Rhythm => t.say("rhythm-command", &[]),
        Command::Settings => t.say("settings-command", &[]),
        Command::TendMove => t.say("move-command", &[]),
        Command::TendStart => t.say("start-command", &[]),
    }
}
