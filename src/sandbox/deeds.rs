//! What people do: commands, presses, forms and words, with the checks of Discord's own client.

use serde_json::{Value, json};

use super::asking::{Asked, Outcome};
use super::components;
use super::drafts::Draft;
use super::interactions::{Answer, Kind};
use super::messages::Message;
use super::people::ChannelKind;
use super::permissions as may;
use super::world::{State, World};

/// A button of the sandbox was pressed that cannot be: a sentence for who pressed it.
pub type Cannot = String;

impl World {
    /// Uses a slash command: `tend start` is a command and its subcommand. Gives the interaction's id.
    pub fn command(
        &self,
        user: u64,
        channel: u64,
        name: &str,
        options: &[(&str, Value)],
    ) -> Result<u64, Cannot> {
        let (root, sub) = name
            .split_once(' ')
            .map_or((name, None), |(root, sub)| (root, Some(sub)));
        let given = options
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect::<Vec<_>>();
        self.use_command(Kind::Command, (user, channel), (root, sub), &given, None)
    }

    pub(super) fn use_command(
        &self,
        kind: Kind,
        (user, channel): (u64, u64),
        (root, sub): (&str, Option<&str>),
        given: &[(String, Value)],
        focused: Option<&str>,
    ) -> Result<u64, Cannot> {
        let data = self.read(|state| {
            state.may_use(user, channel)?;
            let command = state.command_for(user, channel, root)?;
            state.command_data(command, sub, given, focused, channel)
        })?;
        let command = Some(sub.map_or_else(|| root.to_owned(), |sub| format!("{root} {sub}")));
        self.ask(Asked {
            kind,
            user,
            channel,
            data,
            message: None,
            modal: None,
            command,
            opened_by: None,
        })
    }

    /// What autocomplete offers; nothing where the bot does not answer in time.
    pub async fn suggest(
        &self,
        user: u64,
        channel: u64,
        name: &str,
        options: &[(&str, Value)],
        focused: &str,
    ) -> Result<Vec<Value>, Cannot> {
        let (root, sub) = name
            .split_once(' ')
            .map_or((name, None), |(root, sub)| (root, Some(sub)));
        let given = options
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect::<Vec<_>>();
        let id = self.use_command(
            Kind::Suggest,
            (user, channel),
            (root, sub),
            &given,
            Some(focused),
        )?;
        match self.outcome(id).await {
            Outcome::Answered(Answer::Choices(choices)) => Ok(choices),
            _ => Ok(Vec::new()),
        }
    }

    /// Presses the button with this id on a message.
    pub fn press(&self, user: u64, message: u64, custom_id: &str) -> Result<u64, Cannot> {
        let channel = self.read(|state| {
            let message = state.reachable(user, message)?;
            let part = components::find(&message.components, custom_id);
            let part =
                part.filter(|part| part["type"] == json!(2) && part["disabled"] != json!(true));
            part.map(|_| message.channel)
                .ok_or_else(|| "That button is not there any more.".to_owned())
        })?;
        self.forge_press(user, channel, message, custom_id)
    }

    /// Sends a press with any id at all, as a changed client could.
    pub fn forge_press(
        &self,
        user: u64,
        channel: u64,
        message: u64,
        custom_id: &str,
    ) -> Result<u64, Cannot> {
        let data = json!({"component_type": 2, "custom_id": custom_id, "id": 2});
        self.ask_about(user, channel, message, data)
    }

    /// Sends a choice from a select with any id at all, as a changed client could.
    pub fn forge_choice(
        &self,
        user: u64,
        channel: u64,
        message: u64,
        custom_id: &str,
        values: &[&str],
    ) -> Result<u64, Cannot> {
        let data = json!({"component_type": 3, "custom_id": custom_id, "values": values, "id": 2});
        self.ask_about(user, channel, message, data)
    }

    /// Chooses from a select.
    pub fn select(
        &self,
        user: u64,
        message: u64,
        custom_id: &str,
        values: &[&str],
    ) -> Result<u64, Cannot> {
        let channel = self.read(|state| {
            let message = state.reachable(user, message)?;
            let part = components::find(&message.components, custom_id);
            let part =
                part.filter(|part| part["type"] == json!(3) && part["disabled"] != json!(true));
            let part = part.ok_or_else(|| "That choice is not there any more.".to_owned())?;
            let number = values.len() as u64;
            let enough = number >= part["min_values"].as_u64().unwrap_or(1);
            let few = number <= part["max_values"].as_u64().unwrap_or(1);
            let offered = |value: &&str| {
                part["options"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .any(|option| option["value"].as_str() == Some(value))
            };
            if !enough || !few || !values.iter().all(offered) {
                return Err("That cannot be chosen here.".to_owned());
            }
            Ok(message.channel)
        })?;
        self.forge_choice(user, channel, message, custom_id, values)
    }

    fn ask_about(&self, user: u64, channel: u64, message: u64, data: Value) -> Result<u64, Cannot> {
        let command = self.read(|state| {
            state
                .messages
                .get(&message)?
                .cause
                .as_ref()?
                .command
                .clone()
        });
        let message = Some(message);
        self.ask(Asked {
            kind: Kind::Press,
            user,
            channel,
            data,
            message,
            modal: None,
            command,
            opened_by: None,
        })
    }

    /// Hands in the form with this key, filled in.
    pub fn submit(&self, user: u64, key: u64, values: &[(&str, &str)]) -> Result<u64, Cannot> {
        let modal = self.read(|state| {
            state
                .modals
                .get(&key)
                .filter(|modal| modal.user == user)
                .cloned()
        });
        let modal = modal.ok_or_else(|| "That form is not open any more.".to_owned())?;
        let mut rows = Vec::new();
        for input in components::parts(&modal.components) {
            let id = input["custom_id"].as_str().unwrap_or_default();
            let given = values
                .iter()
                .find(|(name, _)| *name == id)
                .map(|(_, value)| *value);
            let text = given.or(input["value"].as_str()).unwrap_or_default();
            check_input(input, text)?;
            rows.push(json!({"type": 1, "id": rows.len() * 2 + 1, "components": [
                {"type": 4, "id": rows.len() * 2 + 2, "custom_id": id, "value": text}]}));
        }
        let data = json!({"custom_id": modal.custom_id, "components": rows});
        let opened_by = Some(Box::new(modal.cause.clone()));
        let (channel, message, command) = (modal.channel, modal.message, modal.cause.command);
        self.ask(Asked {
            kind: Kind::Form,
            user,
            channel,
            data,
            message,
            modal: Some(key),
            command,
            opened_by,
        })
    }

    /// Hands in a form that was never opened, as a changed client could.
    pub fn forge_form(
        &self,
        user: u64,
        channel: u64,
        custom_id: &str,
        values: &[(&str, &str)],
    ) -> Result<u64, Cannot> {
        let row = |(id, value): &(&str, &str)| json!({"type": 1, "components": [{"type": 4, "custom_id": id, "value": value}]});
        let data = json!({"custom_id": custom_id, "components": values.iter().map(row).collect::<Value>()});
        self.ask(Asked {
            kind: Kind::Form,
            user,
            channel,
            data,
            message: None,
            modal: None,
            command: None,
            opened_by: None,
        })
    }

    /// Closes a form without handing it in; the bot is not told.
    pub fn close_modal(&self, user: u64) {
        self.change(|state, _| state.modals.retain(|_, modal| modal.user != user));
    }

    /// Writes a message into a channel. The bot has no intent to read it.
    pub fn say(&self, user: u64, channel: u64, text: &str) -> Result<u64, Cannot> {
        self.change(|state, now| {
            state.may_use(user, channel)?;
            let place = state.channels.get(&channel);
            let needed = if place.is_some_and(|c| c.kind.is_thread()) {
                may::SEND_MESSAGES_IN_THREADS
            } else {
                may::SEND_MESSAGES
            };
            if place.is_none_or(|place| state.permissions(user, place) & needed == 0) {
                return Err("You cannot write here.".to_owned());
            }
            if text.trim().is_empty() || text.chars().count() > 2000 {
                return Err("A message has 1 to 2000 characters.".to_owned());
            }
            let draft = Draft {
                content: Some(text.trim().to_owned()),
                ..Draft::default()
            };
            Ok(state.insert_message(now, channel, user, draft))
        })
    }

    /// Hides an ephemeral message from the only one who sees it.
    pub fn dismiss(&self, user: u64, message: u64) -> Result<(), Cannot> {
        self.change(|state, _| {
            let message = state
                .messages
                .get_mut(&message)
                .filter(|message| message.only_for == Some(user));
            let message =
                message.ok_or_else(|| "Only what only you can see can be hidden.".to_owned())?;
            message.dismissed = true;
            Ok(())
        })
    }
}

impl State {
    /// Whether somebody can do anything in a channel at all.
    fn may_use(&self, user: u64, channel: u64) -> Result<(), Cannot> {
        if !self.sees(user, channel) {
            return Err("You cannot see that channel.".to_owned());
        }
        let archived = self
            .channels
            .get(&channel)
            .is_some_and(|channel| channel.archived);
        if archived {
            Err("That thread is archived.".to_owned())
        } else {
            Ok(())
        }
    }

    /// A registered command, where this person may use it here.
    fn command_for(&self, user: u64, channel: u64, name: &str) -> Result<&Value, Cannot> {
        let none = || format!("There is no command /{name} here.");
        let place = self.channels.get(&channel).ok_or_else(none)?;
        let command = self
            .commands
            .iter()
            .find(|command| command["name"] == json!(name))
            .ok_or_else(none)?;
        if place.kind == ChannelKind::Dm {
            return if super::commands::works_in_dm(command) {
                Ok(command)
            } else {
                Err(none())
            };
        }
        let allowed = self.permissions(user, place);
        let needed = command["default_member_permissions"]
            .as_str()
            .and_then(|bits| bits.parse::<u64>().ok());
        let fits = needed.is_none_or(|needed| {
            allowed & may::ADMINISTRATOR != 0 || needed != 0 && allowed & needed == needed
        });
        let here = self.guild.members.contains_key(&self.app.bot)
            && super::commands::works_in_guild(command);
        if here && fits && allowed & may::USE_APPLICATION_COMMANDS != 0 {
            Ok(command)
        } else {
            Err(none())
        }
    }

    /// A message this person can see and press.
    fn reachable(&self, user: u64, message: u64) -> Result<&Message, Cannot> {
        let message = self
            .messages
            .get(&message)
            .filter(|message| self.shows(user, message));
        let message = message.ok_or_else(|| "That message is gone.".to_owned())?;
        self.may_use(user, message.channel)?;
        Ok(message)
    }

    /// Whether this person has a message before their eyes.
    pub fn shows(&self, user: u64, message: &Message) -> bool {
        let mine = message.only_for.is_none_or(|only| only == user);
        mine && !message.dismissed && self.sees(user, message.channel)
    }
}

/// What Discord's client asks of a text input before it lets a form go.
fn check_input(input: &Value, text: &str) -> Result<(), Cannot> {
    let label = input["label"].as_str().unwrap_or_default();
    let length = text.chars().count() as u64;
    let required = input["required"] != json!(false);
    let (least, most) = (
        input["min_length"].as_u64().unwrap_or(0),
        input["max_length"].as_u64().unwrap_or(4000),
    );
    if required && length == 0 {
        return Err(format!("“{label}” is needed."));
    }
    if length > most || (length > 0 && length < least) {
        return Err(format!("“{label}” takes {least} to {most} characters."));
    }
    Ok(())
}
