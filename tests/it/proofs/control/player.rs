//! A bot of a player: presses whatever can be pressed, chooses, types and sends, one thing after the other.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tend::sandbox::components;
use tend::sandbox::messages::Message;

use super::super::verbs::COMMANDS;
use crate::harness::Tend;
use crate::harness::dice::Dice;
use crate::people::Person;

/// What ends the game for whoever presses it, or has nothing to do with the other.
const NEVER: &[&str] = &[
    "privacy:leave",
    "privacy:telling",
    "privacy:quietly",
    "privacy:phrase",
    "privacy:erase",
    "privacy:written",
    "feedback:",
    "pairing:",
];
/// Zones from one end of the world to the other, to be somewhere else every hour.
const ZONES: &[&str] = &[
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Tokyo",
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Kathmandu",
];

/// Somebody who plays.
pub struct Player<'t> {
    tend: &'t Tend,
    pub person: &'t Person,
    dice: Dice,
    /// How often each verb was pressed; what was pressed least comes first.
    pressed: BTreeMap<String, u32>,
    /// All that was done, for whoever asks how it came to that.
    pub done: Vec<String>,
    /// Where the last press led.
    card: Option<u64>,
}

/// Something on a message that can be pressed or chosen.
struct Part {
    message: u64,
    id: String,
    verb: String,
    values: Vec<String>,
}

impl<'t> Player<'t> {
    pub fn new(tend: &'t Tend, person: &'t Person, seed: u64) -> Self {
        Self {
            tend,
            person,
            dice: Dice(seed),
            pressed: BTreeMap::new(),
            done: Vec::new(),
            card: None,
        }
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.dice.below(most)
    }

    /// Does one thing, whatever it is.
    pub async fn plays(&mut self) {
        if self.sends_a_form().await {
            return;
        }
        match self.dice.below(12) {
            0..=8 if self.card.is_some() => {
                if !self.presses_one_of(&self.on_card()).await {
                    self.card = None;
                }
            }
            9 => {
                let everywhere = self.everywhere();
                self.presses_one_of(&everywhere).await;
            }
            _ => self.uses_a_command().await,
        }
    }

    /// Presses a button of one of these verbs wherever there is one before their eyes, newest first.
    pub async fn answers(&mut self, verbs: &[&str]) -> bool {
        let mut found = self.everywhere();
        found.retain(|part| verbs.iter().any(|verb| part.verb.ends_with(verb)));
        match found.pop() {
            Some(part) => {
                self.presses(&part).await;
                true
            }
            None => false,
        }
    }

    pub async fn uses(&mut self, command: &str) {
        let options: &[(&str, Value)] = &[];
        let (who, channel) = (self.person.id, self.person.channel);
        self.done.push(format!("{} /{command}", self.tend.now()));
        let asked = self.tend.world().command(who, channel, command, options);
        self.waits_for(asked).await;
    }

    async fn uses_a_command(&mut self) {
        let at = self.dice.below(COMMANDS.len());
        let least = COMMANDS.iter().cycle().skip(at).take(4);
        let count = |command: &&&str| self.pressed.get(**command).copied().unwrap_or_default();
        let command = *least.min_by_key(count).expect("some commands");
        *self.pressed.entry(command.to_owned()).or_default() += 1;
        self.uses(command).await;
    }

    /// Fills in the form that is open, if one is.
    async fn sends_a_form(&mut self) -> bool {
        let Some(form) = self.tend.world().modal(self.person.id) else {
            return false;
        };
        let fields: Vec<String> = components::parts(&form.components)
            .filter_map(|part| part["custom_id"].as_str().map(str::to_owned))
            .collect();
        let texts: Vec<String> = fields.iter().map(|field| self.types(field)).collect();
        let filled: Vec<(&str, &str)> = fields
            .iter()
            .zip(&texts)
            .map(|(field, text)| (field.as_str(), text.as_str()))
            .collect();
        self.done.push(format!(
            "{} sends {} {filled:?}",
            self.tend.now(),
            form.custom_id
        ));
        let sent = self.tend.world().submit(self.person.id, form.key, &filled);
        if sent.is_err() {
            self.tend.world().close_modal(self.person.id);
        }
        self.waits_for(sent).await;
        self.tend.world().close_modal(self.person.id);
        true
    }

    fn types(&mut self, field: &str) -> String {
        let text = match field {
            "zone" => ZONES[self.dice.below(ZONES.len())],
            "when" => ["tomorrow", "every Friday", "Sunday", "today"][self.dice.below(4)],
            "date" => ["tomorrow", "1 May", "12-24"][self.dice.below(3)],
            "time" => ["20:00", "23:45", "07:15"][self.dice.below(3)],
            "minutes" => "Now, please.",
            _ => return format!("{}, number {}.", self.person.name, self.dice.below(1000)),
        };
        text.to_owned()
    }

    /// What can be pressed on the card where the last press led.
    fn on_card(&self) -> Vec<Part> {
        let message = self.card.and_then(|card| self.tend.world().message(card));
        message.iter().flat_map(parts).collect()
    }

    /// What can be pressed on any message before their eyes, oldest first.
    fn everywhere(&self) -> Vec<Part> {
        self.tend.world().read(|state| {
            let seen = state
                .messages
                .values()
                .filter(|message| state.shows(self.person.id, message));
            let seen: Vec<&Message> = seen.collect();
            let newest = seen.len().saturating_sub(40);
            seen[newest..]
                .iter()
                .flat_map(|message| parts(message))
                .collect()
        })
    }

    async fn presses_one_of(&mut self, all: &[Part]) -> bool {
        let at = self.dice.below(all.len().max(1));
        let round = all.iter().cycle().skip(at).take(all.len());
        let count = |part: &&Part| self.pressed.get(&part.verb).copied().unwrap_or_default();
        let Some(part) = round.min_by_key(count) else {
            return false;
        };
        self.presses(part).await;
        true
    }

    async fn presses(&mut self, part: &Part) {
        *self.pressed.entry(part.verb.clone()).or_default() += 1;
        self.done.push(format!("{} {}", self.tend.now(), part.id));
        let (world, who) = (self.tend.world(), self.person.id);
        let asked = if part.values.is_empty() {
            world.press(who, part.message, &part.id)
        } else {
            let value = &part.values[self.dice.below(part.values.len())];
            world.select(who, part.message, &part.id, &[value])
        };
        self.waits_for(asked).await;
    }

    async fn waits_for(&mut self, asked: Result<u64, String>) {
        let Ok(asked) = asked else { return };
        self.tend.world().outcome(asked).await;
        self.tend.0.idle().await;
        let led = self.tend.world().read(|state| {
            let answered = state.interactions.get(&asked)?;
            answered.followups.last().copied().or(answered.original)
        });
        let mine = |message: &u64| {
            let found = self.tend.world().message(*message);
            found.is_some_and(|message| message.only_for == Some(self.person.id))
        };
        self.card = led.filter(mine).or(self.card);
    }
}

/// Everything on a message that can be pressed and does not end the game.
fn parts(message: &Message) -> Vec<Part> {
    let on = |part: &&Value| part["disabled"] != json!(true);
    let read = |part: &Value| {
        let id = part["custom_id"].as_str()?.to_owned();
        let verb: Vec<&str> = id.split(':').skip(1).take(2).collect();
        let verb = verb.join(":");
        let values = part["options"].as_array().into_iter().flatten();
        let values = values
            .filter_map(|option| option["value"].as_str().map(str::to_owned))
            .collect();
        let part = Part {
            message: message.id,
            id,
            verb,
            values,
        };
        (!NEVER.iter().any(|never| part.verb.starts_with(never))).then_some(part)
    };
    components::parts(&message.components)
        .filter(on)
        .filter_map(read)
        .collect()
}
