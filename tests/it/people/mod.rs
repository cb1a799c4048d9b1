//! Who press and type, over the local Discord.

mod forged;
pub mod shown;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use expect_test::Expect;
use serde_json::{Value, json};
use tend::sandbox::asking::Outcome;
use tend::sandbox::messages::Message;
use tend::sandbox::{World, changes, seed};

pub use self::shown::Transcript;
use self::shown::{form, shown};
use crate::harness::{Inner, Tend};

/// Somebody in front of Discord.
pub struct Person {
    pub id: u64,
    pub name: String,
    /// The channel they are in.
    pub channel: u64,
    story: Arc<Inner>,
    /// What they saw before the last thing they did.
    before: Mutex<BTreeMap<u64, String>>,
}

impl Tend {
    /// Two people who tend together: in the corner that is there for the first couple, in a channel of their
    /// own for any other. Paired by the real commands, weekly on Sunday at 19:00 in Lisbon.
    pub async fn couple(&self, one: &str, two: &str) -> (Person, Person) {
        self.couple_in("Europe/Lisbon", one, two).await
    }

    /// The same in another zone.
    pub async fn couple_in(&self, zone: &str, one: &str, two: &str) -> (Person, Person) {
        let (one, two) = self.two(one, two);
        one.command(&format!("/tend start partner:@{} zone:{zone}", two.name))
            .await;
        one.press("post the invitation").await;
        two.press("Look at it").await;
        two.press("Yes").await;
        self.settle().await;
        one.look_away();
        two.look_away();
        (one, two)
    }

    /// Both show up in the round whose prompt is newest.
    pub async fn tended(&self, one: &Person, two: &Person) {
        one.press("Hard week").await;
        two.press("Hard week").await;
        self.settle().await;
    }

    /// Two people in a channel that only they (and the bot) see, before anything has begun.
    pub fn two(&self, one: &str, two: &str) -> (Person, Person) {
        let (one_id, two_id) = (self.known(one), self.known(two));
        let world = self.world();
        let corner = world.channel(seed::CORNER).expect("the corner");
        let sees = |id| world.read(|state| state.sees(id, corner));
        let taken = world.read(|state| {
            state
                .messages
                .values()
                .any(|message| message.channel == corner)
        });
        let channel = if !taken && sees(one_id) && sees(two_id) {
            corner
        } else {
            let bot = world.read(|state| state.app.bot);
            let name = format!("{one}-and-{two}").to_lowercase();
            world.add_channel(&name, Some(&[one_id, two_id, bot]))
        };
        (self.person(one_id, channel), self.person(two_id, channel))
    }

    /// Somebody who sees the corner, and is not one of the two.
    pub fn stranger(&self, name: &str) -> Person {
        let corner = self.world().channel(seed::CORNER).expect("the corner");
        self.in_view(name, corner)
    }

    /// Somebody who can see this channel, though nobody has said anything of them yet.
    pub fn in_view(&self, name: &str, channel: u64) -> Person {
        let id = self.known(name);
        self.world()
            .set_overwrite(channel, id, false, changes::LET_IN, 0);
        self.person(id, channel)
    }

    fn known(&self, name: &str) -> u64 {
        self.world()
            .person(name)
            .unwrap_or_else(|| self.world().add_person(name))
    }

    fn person(&self, id: u64, channel: u64) -> Person {
        let name = self.world().read(|state| state.name_of(id).to_owned());
        Person {
            id,
            name,
            channel,
            story: Arc::clone(&self.0),
            before: Mutex::default(),
        }
    }

    /// What stands in the corner for everybody there to see.
    pub fn channel(&self) -> Transcript {
        self.channel_named(seed::CORNER)
    }

    pub fn channel_named(&self, name: &str) -> Transcript {
        let channel = self.world().channel(name).expect("a channel");
        Transcript(self.world().read(|state| {
            let here = state
                .messages
                .values()
                .filter(|message| message.channel == channel && message.only_for.is_none());
            here.map(|message| shown(state, message)).collect()
        }))
    }
}

impl Person {
    fn world(&self) -> &World {
        self.story.sandbox.world()
    }

    /// The same person, elsewhere.
    pub fn at(&self, channel: u64) -> Person {
        let (name, story) = (self.name.clone(), Arc::clone(&self.story));
        Person {
            id: self.id,
            name,
            channel,
            story,
            before: Mutex::default(),
        }
    }

    pub fn in_channel(&self, name: &str) -> Person {
        self.at(self.world().channel(name).expect("a channel"))
    }

    /// Uses a command: `/tend start partner:@Ben zone:Lisbon`.
    pub async fn command(&self, line: &str) -> &Self {
        let done = self.try_command(line).await;
        done.unwrap_or_else(|why| panic!("{} cannot use {line}: {why}", self.name))
    }

    /// The same, where Discord itself may refuse it.
    pub async fn try_command(&self, line: &str) -> Result<&Self, String> {
        let words: Vec<&str> = line.trim_start_matches('/').split(' ').collect();
        let first = words
            .iter()
            .position(|word| word.contains(':'))
            .unwrap_or(words.len());
        let mut options: Vec<(&str, String)> = Vec::new();
        for word in &words[first..] {
            match (word.split_once(':'), options.last_mut()) {
                (Some((name, value)), _) => options.push((name, value.to_owned())),
                (None, Some((_, value))) => *value = format!("{value} {word}"),
                (None, None) => unreachable!("the first of them has a colon"),
            }
        }
        let options: Vec<(&str, Value)> = options
            .into_iter()
            .map(|(name, value)| match value.strip_prefix('@') {
                Some(person) => (
                    name,
                    json!(self.world().person(person).expect("a person").to_string()),
                ),
                None => (name, json!(value)),
            })
            .collect();
        self.deed(|world| world.command(self.id, self.channel, &words[..first].join(" "), &options))
            .await
    }

    /// What is suggested for this option while they type; the labels.
    pub async fn suggestions(
        &self,
        command: &str,
        options: &[(&str, Value)],
        focused: &str,
    ) -> Vec<String> {
        let found = self
            .world()
            .suggest(self.id, self.channel, command, options, focused)
            .await;
        let found = found.expect("the command is there");
        found
            .iter()
            .map(|choice| choice["name"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Presses the button with this label (or a part of it) on the newest message that has one.
    pub async fn press(&self, label: &str) -> &Self {
        let (message, id) = self.button(label);
        self.press_on(message, &id).await
    }

    /// Presses a button that they found before, with [`Person::button`].
    pub async fn press_on(&self, message: u64, id: &str) -> &Self {
        let pressed = self.deed(|world| world.press(self.id, message, id)).await;
        pressed.unwrap_or_else(|why| panic!("{} cannot press {id}: {why}", self.name))
    }

    /// The message and the id of the newest button with this label (or a part of it).
    pub fn button(&self, label: &str) -> (u64, String) {
        let on = |part: &Value| part["type"] == json!(2) && part["disabled"] != json!(true);
        let exact = self.part(|part| on(part) && part["label"] == json!(label));
        let near = || {
            self.part(|part| {
                on(part)
                    && part["label"]
                        .as_str()
                        .is_some_and(|text| text.contains(label))
            })
        };
        exact
            .or_else(near)
            .unwrap_or_else(|| panic!("{} sees no button “{label}”:\n{}", self.name, self.sees().0))
    }

    /// Presses any id at all, as a changed client could: `t1:inbox:hear:1:<cut 2>:0`.
    pub async fn forge_press(&self, id: &str) -> &Self {
        let id = &self.filled(id).await;
        let newest = self.newest();
        let pressed = self
            .deed(|world| world.forge_press(self.id, self.channel, newest, id))
            .await;
        pressed.unwrap_or_else(|why| panic!("{} cannot forge {id}: {why}", self.name))
    }

    /// Chooses this value from a select with any id at all.
    pub async fn forge_choice(&self, id: &str, value: &str) -> &Self {
        let id = &self.filled(id).await;
        let newest = self.newest();
        let chosen = self
            .deed(|world| world.forge_choice(self.id, self.channel, newest, id, &[value]))
            .await;
        chosen.unwrap_or_else(|why| panic!("{} cannot forge {id}: {why}", self.name))
    }

    fn newest(&self) -> u64 {
        let seen = self.world().messages(self.id, self.channel);
        seen.last().expect("there is a message").id
    }

    /// Hands in a form that was never opened.
    pub async fn forge_form(&self, id: &str, fields: &[(&str, &str)]) -> &Self {
        let id = &self.filled(id).await;
        let sent = self
            .deed(|world| world.forge_form(self.id, self.channel, id, fields))
            .await;
        sent.unwrap_or_else(|why| panic!("{} cannot forge {id}: {why}", self.name))
    }

    /// Chooses from the newest select with this placeholder, by what the choices say.
    pub async fn choose(&self, placeholder: &str, choices: &[&str]) -> &Self {
        let fits = |part: &Value| {
            part["type"] == json!(3)
                && part["placeholder"]
                    .as_str()
                    .is_some_and(|text| text.contains(placeholder))
        };
        let found = self.part(fits);
        let (message, id) = found.unwrap_or_else(|| {
            panic!(
                "{} sees nothing to choose “{placeholder}”:\n{}",
                self.name,
                self.sees().0
            )
        });
        let options = self
            .world()
            .message(message)
            .map(|message| select(&message, &id))
            .unwrap_or_default();
        let values: Vec<String> = choices
            .iter()
            .map(|choice| value_of(&options, choice))
            .collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let chosen = self
            .deed(|world| world.select(self.id, message, &id, &values))
            .await;
        chosen.unwrap_or_else(|why| panic!("{} cannot choose {choices:?}: {why}", self.name))
    }

    /// Fills in the open form, by the fields' names, and sends it; what is not named stays as it was.
    pub async fn write(&self, fields: &[(&str, &str)]) -> &Self {
        let done = self.try_write(fields).await;
        done.unwrap_or_else(|why| panic!("{} cannot send the form: {why}", self.name))
    }

    /// The same, where Discord's own client may refuse it.
    pub async fn try_write(&self, fields: &[(&str, &str)]) -> Result<&Self, String> {
        let form = self.world().modal(self.id);
        let key = form
            .unwrap_or_else(|| panic!("{} has no form open:\n{}", self.name, self.sees().0))
            .key;
        self.deed(|world| world.submit(self.id, key, fields)).await
    }

    /// Opens the check-in's form and writes one thing that they are thankful for.
    pub async fn thank(&self, words: &str) -> &Self {
        self.command("/checkin")
            .await
            .press("Next")
            .await
            .press("Write")
            .await;
        self.write(&[("thanks", words)]).await
    }

    /// A whole check-in with a line of thanks, shared and handed in.
    pub async fn hand_in(&self, words: &str) -> &Self {
        self.thank(words)
            .await
            .press("Next")
            .await
            .press("Hand in")
            .await
    }

    /// What has changed before their eyes by the last thing they did.
    #[track_caller]
    pub fn expect(&self, expected: Expect) -> &Self {
        expected.assert_eq(&self.news());
        self
    }

    /// The same in brief: of each message its first line and its last.
    #[track_caller]
    pub fn expect_brief(&self, expected: Expect) -> &Self {
        expected.assert_eq(&Transcript(self.news()).brief().0);
        self
    }

    /// The same as text.
    pub fn news(&self) -> String {
        let now = self.snapshot();
        let before = self.before.lock().unwrap();
        now.into_iter()
            .filter(|(id, text)| before.get(id) != Some(text))
            .map(|(_, text)| text)
            .collect()
    }

    /// Everything before their eyes, direct messages included.
    pub fn sees(&self) -> Transcript {
        Transcript(self.snapshot().into_values().collect())
    }

    /// From here on, only what is new counts for [`Person::expect`].
    pub fn look_away(&self) {
        *self.before.lock().unwrap() = self.snapshot();
    }

    async fn deed(&self, act: impl FnOnce(&World) -> Result<u64, String>) -> Result<&Self, String> {
        self.look_away();
        let asked = act(self.world())?;
        let answer = self.world().outcome(asked).await;
        if let Outcome::Answered(_) = answer {
            self.story.idle().await;
        }
        Ok(self)
    }

    /// The newest message with a part that fits, and the part's id.
    fn part(&self, fits: impl Fn(&Value) -> bool) -> Option<(u64, String)> {
        self.world().read(|state| {
            let mut seen = state
                .messages
                .values()
                .rev()
                .filter(|message| state.shows(self.id, message));
            seen.find_map(|message| {
                let part = parts(message).find(|part| fits(part))?;
                Some((message.id, part["custom_id"].as_str()?.to_owned()))
            })
        })
    }

    fn snapshot(&self) -> BTreeMap<u64, String> {
        self.world().read(|state| {
            let seen = state
                .messages
                .values()
                .filter(|message| state.shows(self.id, message));
            let mut all: BTreeMap<u64, String> = seen
                .map(|message| (message.id, shown(state, message)))
                .collect();
            for open in state.modals.values().filter(|open| open.user == self.id) {
                all.insert(open.key, form(open));
            }
            for notice in state.notices.iter().filter(|notice| notice.user == self.id) {
                all.insert(notice.id, format!("discord: {}\n", notice.text));
            }
            all
        })
    }
}

/// The same button, as it stands on another card.
pub fn on_another_card(id: &str) -> &str {
    id.split('!').next().unwrap_or(id)
}

fn parts(message: &Message) -> impl Iterator<Item = &Value> {
    message
        .components
        .iter()
        .flat_map(|row| row["components"].as_array().into_iter().flatten())
}

fn select(message: &Message, id: &str) -> Vec<Value> {
    let select = parts(message).find(|part| part["custom_id"] == json!(id));
    select
        .and_then(|select| select["options"].as_array())
        .cloned()
        .unwrap_or_default()
}

fn value_of(options: &[Value], choice: &str) -> String {
    let label = |option: &Value| option["label"].as_str().unwrap_or_default().to_owned();
    let exact = options.iter().find(|option| label(option) == choice);
    let found = exact.or_else(|| options.iter().find(|option| label(option).contains(choice)));
    let all: Vec<String> = options.iter().map(label).collect();
    let found = found.unwrap_or_else(|| panic!("“{choice}” is not among {all:?}"));
    found["value"].as_str().unwrap_or_default().to_owned()
}
