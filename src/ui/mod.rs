//! The few things Tend can show, with Discord's limits. Knows words as text, never where they go.

pub mod text;

use crate::domain::{ChannelId, InvitationId, MessageId, UserId};

/// Discord's limits on what is shown (its API reference; `tests/it/words.rs` checks against them).
pub mod limits {
    /// A message's text. Counted here in UTF-16 units, which is never less than Discord counts.
    pub const TEXT: usize = 2000;
    pub const ROWS: usize = 5;
    pub const BUTTONS_PER_ROW: usize = 5;
    pub const BUTTON_LABEL: usize = 80;
    pub const CHOICES: usize = 25;
    pub const CHOICE_LABEL: usize = 100;
    pub const ID: usize = 100;
    pub const PLACEHOLDER: usize = 150;
    pub const MODAL_TITLE: usize = 45;
    pub const INPUT_LABEL: usize = 45;
    pub const INPUT_PLACEHOLDER: usize = 100;
    pub const INPUT_TEXT: usize = 4000;
    pub const INPUTS: usize = 5;
    pub const COMMAND_DESCRIPTION: usize = 100;
}

/// A message: words, then rows of things to press. Whether it is private is decided by how the
/// press that led to it is answered ([`Manner`]) or by where it is posted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    pub text: String,
    pub rows: Vec<Row>,
    /// Only an export has one: a file is a link that works outside the channel.
    pub file: Vec<File>,
}

impl Card {
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Adds a row of up to five buttons; none for no buttons.
    #[must_use]
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        let buttons: Vec<Button> = buttons.into_iter().collect();
        if !buttons.is_empty() {
            self.rows.push(Row::Buttons(buttons));
        }
        self
    }

    /// Adds a select in a row of its own.
    #[must_use]
    pub fn select(mut self, select: Select) -> Self {
        self.rows.push(Row::Select(select));
        self
    }
}

/// A file that comes with a card.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// Up to five buttons, or one select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    Buttons(Vec<Button>),
    Select(Select),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub press: Press,
    pub look: Look,
}

impl Button {
    pub fn new(label: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            press: Press::Id(id.into()),
            look: Look::Plain,
        }
    }

    /// The one most people want next.
    pub fn main(label: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            look: Look::Main,
            ..Self::new(label, id)
        }
    }

    /// Something is gone afterwards.
    pub fn danger(label: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            look: Look::Danger,
            ..Self::new(label, id)
        }
    }

    /// Opens a page in the browser.
    pub fn link(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            press: Press::Link(url.into()),
            look: Look::Plain,
        }
    }
}

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// Comes back to Tend with this id.
    Id(String),
    /// Opens a page in the browser.
    Link(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The one most people want next.
    Main,
    Plain,
    /// Something is gone afterwards.
    Danger,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    pub id: String,
    pub placeholder: String,
    pub choices: Vec<Choice>,
    /// How many may be chosen: least and most.
    pub least: u8,
    pub most: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    pub value: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            chosen: false,
        }
    }

    /// The same, chosen or not.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// A form. Discord opens it only as the first answer to a press or command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modal {
    pub id: String,
    pub title: String,
    pub inputs: Vec<Input>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Input {
    pub id: String,
    pub label: String,
    pub placeholder: String,
    /// What was written before, to go on with.
    pub value: String,
    pub long: bool,
    /// At most this many characters, 1 to 4000.
    pub most: u16,
    pub required: bool,
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Input({})", self.id) // never the value: somebody wrote it
    }
}

/// How a command or action is answered: fixed before its handler runs, because Discord fixes
/// *private* with the first response (spec/rulings.md 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// A form. Must itself be the first response: never deferred.
    Modal,
    /// A new message that only this person sees.
    PrivateNew,
    /// Changes the private message that was pressed.
    UpdatePrivate,
    /// Changes the public message that was pressed; content-free only.
    UpdatePublic,
}

/// What a handler gives back to be shown to the one who pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The first card answers (or replaces the pressed card); the others follow privately.
    Say(Vec<Card>),
    Ask(Modal),
    /// Posts an invitation in this channel, then shows how that went.
    Invite(Box<Invite>),
    /// Only an acknowledgement; what was pressed stays as it is.
    Nothing,
}

/// An invitation to be posted where the starter is. Its card carries what no row may hold: who is
/// invited (spec/rulings.md 17), so it is posted right from the press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    pub invitation: InvitationId,
    pub card: Card,
    /// The same for the same invitation: pressing again posts nothing twice.
    pub nonce: String,
    pub posted: Card,
    /// Where Discord does not let Tend post here.
    pub refused: Card,
}

impl From<Card> for Reply {
    fn from(card: Card) -> Self {
        Self::Say(vec![card])
    }
}

/// Somebody came with a press, command or form: who and where, as far as a feature may know it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Discord's id of this interaction: the same press delivered twice has the same id.
    pub interaction: u64,
    pub user: UserId,
    pub channel: ChannelId,
    /// None in a direct message.
    pub guild: Option<u64>,
    /// The person's language as Discord names it, such as `en-GB`.
    pub locale: String,
    /// Whether the bot may post in this channel, where Discord told (`app_permissions`).
    pub may_post: Option<bool>,
    /// Whether this is a private thread: only who was added sees it.
    pub private_thread: bool,
    /// Who can see this channel, where the action asked for it ([`Audience`]).
    pub audience: Option<Audience>,
    /// The message that was pressed, if one was.
    pub message: Option<MessageId>,
}

/// Who may see a channel, as far as Discord tells (spec/rulings.md 5).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audience {
    /// False where Discord did not tell (private threads, refused reads).
    pub known: bool,
    /// Everybody in the server.
    pub everyone: bool,
    /// Names of roles that may read here, administrators' roles included.
    pub roles: Vec<String>,
    /// Somebody may read here by a role that does not administer the server.
    pub by_role: bool,
    /// People named one by one, and the server's owner; without the bot.
    pub people: Vec<UserId>,
    /// The server's owner, who can read everything in it.
    pub owner: Option<UserId>,
}

impl Audience {
    /// Whether these two are named here, and nobody else can read but those who administer the server.
    pub fn is_only_for(&self, two: [UserId; 2]) -> bool {
        let expected = |who: &UserId| two.contains(who) || self.owner == Some(*who);
        self.known
            && !self.everyone
            && !self.by_role
            && two.iter().all(|who| self.people.contains(who))
            && self.people.iter().all(expected)
    }
}

/// A slash command as it is registered with Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandSpec {
    pub name: &'static str,
    pub description: String,
    pub subcommands: Vec<CommandSpec>,
    pub options: Vec<OptionSpec>,
    /// Whether it may be used in a direct message with the bot.
    pub in_dm: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionSpec {
    pub name: &'static str,
    pub description: String,
    pub kind: OptionKind,
    pub required: bool,
    pub autocomplete: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    Text,
    Person,
}

/// A command as somebody used it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandCall {
    /// Name, and the subcommand after a space: `tend start`.
    pub name: String,
    pub options: Vec<(String, OptionValue)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    Text(String),
    Person {
        user: UserId,
        bot: bool,
        /// Whether this person can see the channel; `None` where it could not be learned.
        sight: Option<Sight>,
    },
}

/// Whether somebody can see a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    Sees,
    /// They may see the channel it hangs on, and were not added to this private thread.
    NotInThread,
    /// They may not see it, or are not in this server.
    Hidden,
}

impl CommandCall {
    /// The text given for this option.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.options.iter().find_map(|(n, v)| match v {
            OptionValue::Text(text) if n == name => Some(text.as_str()),
            _ => None,
        })
    }
}
