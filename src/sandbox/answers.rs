//! How the bot answers an interaction: one first response in time, then edits and follow-ups through its token.

use std::time::Instant;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::components;
use super::drafts::{Draft, EPHEMERAL, LOADING, Upload};
use super::interactions::{Answer, Interaction, Kind, OpenModal, id_in};
use super::limits::Limits;
use super::messages::Cause;
use super::people::ChannelKind;
use super::refusal::{Problems, Refusal};
use super::world::State;

impl State {
    /// `POST /interactions/{id}/{token}/callback`. Gives what `with_response` shows.
    pub fn respond(
        &mut self,
        now: DateTime<Utc>,
        limits: &Limits,
        (id, token): (u64, &str),
        body: &Value,
        uploads: Vec<Upload>,
    ) -> Result<Value, Refusal> {
        let asked = self
            .interactions
            .get(&id)
            .filter(|asked| asked.token == token)
            .cloned();
        let asked = asked.ok_or_else(Refusal::unknown_interaction)?;
        if asked.answer.is_some() {
            return Err(Refusal::already_answered());
        }
        if asked.is_late(limits, now) {
            return Err(Refusal::unknown_interaction());
        }
        let number = body["type"].as_u64().ok_or_else(|| {
            Refusal::bad_field("type", "BASE_TYPE_REQUIRED", "This field is required")
        })?;
        if !is_allowed(&asked, number) {
            let message = "This kind of answer is not allowed to this kind of interaction.";
            return Err(Refusal::bad_field("type", "BASE_TYPE_CHOICES", message));
        }
        let data = body.get("data").cloned().unwrap_or_else(|| json!({}));
        let answer = match number {
            4 => {
                let draft = Draft::read(&data, uploads, limits.file_bytes, "data")?;
                if draft.is_empty() {
                    return Err(Refusal::empty_message());
                }
                Answer::Message(self.answer_message(now, &asked, draft))
            }
            5 => {
                let draft = Draft::read(
                    &json!({"flags": data["flags"]}),
                    Vec::new(),
                    limits.file_bytes,
                    "data",
                )?;
                let draft = Draft {
                    flags: Some(draft.flags.unwrap_or_default() & EPHEMERAL | LOADING),
                    ..draft
                };
                Answer::Thinking(self.answer_message(now, &asked, draft))
            }
            6 => Answer::Later,
            7 => {
                let pressed = asked.message.ok_or_else(Refusal::unknown_message)?;
                let draft = Draft::read(&data, uploads, limits.file_bytes, "data")?;
                self.edit_message(now, pressed, draft)?;
                Answer::Update(pressed)
            }
            8 => Answer::Choices(check_choices(&data)?),
            _ => Answer::Modal(self.open_modal(&asked, &data)?),
        };
        Ok(self.note_answer(&asked, number, answer))
    }

    /// Remembers the first response, and closes the form that it answers.
    fn note_answer(&mut self, asked: &Interaction, number: u64, answer: Answer) -> Value {
        let original = match answer {
            Answer::Message(id) | Answer::Thinking(id) | Answer::Update(id) => Some(id),
            Answer::Later => asked.message,
            Answer::Modal(_) | Answer::Choices(_) => None,
        };
        if let Some(key) = asked.modal {
            self.modals.remove(&key);
        }
        let message = original.and_then(|id| self.messages.get(&id));
        let mut told = json!({"interaction": {
            "id": asked.id.to_string(), "type": asked.kind as u8, "channel_id": asked.channel.to_string(),
            "response_message_id": original.map(|id| id.to_string()),
            "response_message_loading": message.is_some_and(super::messages::Message::is_thinking),
            "response_message_ephemeral": message.is_some_and(super::messages::Message::is_private),
        }, "resource": {"type": number}});
        if self
            .channels
            .get(&asked.channel)
            .is_some_and(|channel| channel.kind != ChannelKind::Dm)
        {
            told["interaction"]["guild_id"] = json!(self.guild.id.to_string());
        }
        if let (true, Some(message)) = (number != 6, message) {
            told["resource"]["message"] = self.message_json(message);
        }
        if let Some(kept) = self.interactions.get_mut(&asked.id) {
            kept.answer = Some(answer);
            kept.answered = Some(Instant::now());
            kept.original = original;
        }
        told
    }

    fn answer_message(&mut self, now: DateTime<Utc>, asked: &Interaction, draft: Draft) -> u64 {
        let private = draft.is_private();
        let id = self.insert_message(now, asked.channel, self.app.bot, draft);
        if let Some(message) = self.messages.get_mut(&id) {
            message.only_for = private.then_some(asked.user);
            message.cause = Some(asked.cause.clone());
        }
        id
    }

    fn open_modal(&mut self, asked: &Interaction, data: &Value) -> Result<u64, Refusal> {
        let mut problems = Problems::default();
        let components = components::check_modal(data, &mut problems);
        problems.into_result()?;
        let text = |field: &str| data[field].as_str().unwrap_or_default().to_owned();
        let modal = OpenModal {
            key: asked.id,
            user: asked.user,
            channel: asked.channel,
            title: text("title"),
            custom_id: text("custom_id"),
            components,
            message: asked.message,
            cause: asked.cause.clone(),
        };
        self.modals.insert(asked.id, modal);
        Ok(asked.id)
    }

    /// The interaction that a webhook's token stands for, as long as it stands for anything.
    pub fn interaction_of(
        &self,
        now: DateTime<Utc>,
        limits: &Limits,
        application: u64,
        token: &str,
    ) -> Result<&Interaction, Refusal> {
        if application != self.app.id {
            return Err(Refusal::unknown_webhook());
        }
        let asked = id_in(token).and_then(|id| self.interactions.get(&id));
        let asked = asked.filter(|asked| asked.token == token);
        let asked = asked
            .filter(|asked| !asked.is_expired(limits, now))
            .ok_or_else(Refusal::bad_webhook_token)?;
        match asked.answer {
            None | Some(Answer::Modal(_) | Answer::Choices(_)) => Err(Refusal::unknown_webhook()),
            Some(_) if !self.channels.contains_key(&asked.channel) => {
                Err(Refusal::unknown_channel())
            }
            Some(_) => Ok(asked),
        }
    }

    /// `POST /webhooks/{application}/{token}`: a further message; the first one after a deferral
    /// fills what was deferred, as Discord has it.
    pub fn follow_up(
        &mut self,
        now: DateTime<Utc>,
        limits: &Limits,
        interaction: u64,
        body: &Value,
        uploads: Vec<Upload>,
    ) -> Result<u64, Refusal> {
        let draft = Draft::read(body, uploads, limits.file_bytes, "")?;
        if draft.is_empty() {
            return Err(Refusal::empty_message());
        }
        let asked = self
            .interactions
            .get(&interaction)
            .cloned()
            .ok_or_else(Refusal::unknown_webhook)?;
        let thinking = asked.original.filter(|id| {
            self.messages
                .get(id)
                .is_some_and(super::messages::Message::is_thinking)
        });
        if let Some(original) = thinking {
            self.edit_message(now, original, draft)?;
            return Ok(original);
        }
        let cause = Cause {
            original: asked.original,
            ..asked.cause.clone()
        };
        let id = self.answer_message(now, &Interaction { cause, ..asked }, draft);
        if let Some(kept) = self.interactions.get_mut(&interaction) {
            kept.followups.push(id);
        }
        Ok(id)
    }

    /// The message that `@original` or an id means to this interaction.
    pub fn message_of(&self, asked: &Interaction, which: &str) -> Result<u64, Refusal> {
        let id = match which {
            "@original" => asked.original,
            id => id
                .parse()
                .ok()
                .filter(|id| asked.original == Some(*id) || asked.followups.contains(id)),
        };
        let there = id.filter(|id| self.messages.contains_key(id));
        there.ok_or_else(Refusal::unknown_message)
    }
}

fn is_allowed(asked: &Interaction, number: u64) -> bool {
    match (asked.kind, number) {
        (Kind::Suggest, number) => number == 8,
        (_, 4 | 5) | (Kind::Command | Kind::Press, 9) | (Kind::Press, 6 | 7) => true,
        (Kind::Form, 6 | 7) => asked.message.is_some(),
        _ => false,
    }
}

fn check_choices(data: &Value) -> Result<Vec<Value>, Refusal> {
    let mut problems = Problems::default();
    let choices = data["choices"].as_array().cloned();
    if choices.is_none() {
        problems.required("data.choices");
    }
    let choices = choices.unwrap_or_default();
    problems.length("data.choices", choices.len(), 0, 25);
    for (n, choice) in choices.iter().enumerate() {
        problems.text(&format!("data.choices.{n}.name"), &choice["name"], 1, 100);
        if choice["value"].is_string() {
            problems.text(&format!("data.choices.{n}.value"), &choice["value"], 1, 100);
        } else if !choice["value"].is_number() {
            problems.required(&format!("data.choices.{n}.value"));
        }
    }
    problems.into_result()?;
    Ok(choices)
}
