//! The way back to whoever pressed: the first response within three seconds, later edits and
//! follow-ups, all by the interaction's own token.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use serenity::http::Route;
use serenity::model::id::{ApplicationId, InteractionId};
use tokio::time::Instant;
use tracing::{error, info};

use super::errors::{self, ALREADY_ANSWERED};
use super::render;
use super::wire::{Answered, Body, Call, Failed, Wire};
use crate::ui::{Card, Choice, Modal};

/// Discord forgets an unanswered interaction after three seconds; nothing is begun later than this.
const FIRST_BY: Duration = Duration::from_millis(2800);
/// By when a first response should have arrived, and how soon it is never begun for that.
const ARRIVES_BY: Duration = Duration::from_millis(2600);
const SOONEST: Duration = Duration::from_millis(250);
/// How often what follows the first response is tried, and the pause before it is tried again.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(400);
/// Nobody waits longer for a message that Discord will not take now.
const LONGEST: Duration = Duration::from_mins(1);
const UNKNOWN_MESSAGE: u64 = 10008;

/// Discord's numbers of first responses.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
enum First {
    New = 4,
    DeferNew = 5,
    DeferUpdate = 6,
    Update = 7,
    Suggest = 8,
    Ask = 9,
}

/// Why nothing more can be shown for this interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// Too late, answered by an earlier delivery, or not to be reached: nothing helps.
    Over,
    /// Discord found what we sent wrong; something simpler may still be shown.
    Wrong,
}

/// One interaction's way back.
pub(super) struct Responder {
    wire: Arc<Wire>,
    interaction: InteractionId,
    application: ApplicationId,
    token: String,
    /// When the interaction reached us.
    pub received: Instant,
    /// Discord said to wait until then with this token.
    not_before: Option<Instant>,
}

impl Responder {
    pub(super) fn new(
        wire: Arc<Wire>,
        interaction: InteractionId,
        application: ApplicationId,
        token: String,
        received: Instant,
    ) -> Self {
        Self {
            wire,
            interaction,
            application,
            token,
            received,
            not_before: None,
        }
    }

    /// By when to begin a first response that would otherwise come this long after the arrival:
    /// sooner while Discord is slow to take them.
    pub(super) fn by(&self, usual: Duration) -> Instant {
        let left = ARRIVES_BY.saturating_sub(self.wire.lag()).max(SOONEST);
        self.received + usual.min(left)
    }

    /// A new message that only this person sees.
    pub(super) async fn new_private(&mut self, card: &Card) -> Result<(), Gone> {
        self.first(First::New, Some(render::private(card)), Some(card))
            .await
    }

    /// Changes the message that was pressed.
    pub(super) async fn update(&mut self, card: &Card) -> Result<(), Gone> {
        self.first(First::Update, Some(render::message(card)), Some(card))
            .await
    }

    /// Opens a form.
    pub(super) async fn ask(&mut self, modal: &Modal) -> Result<(), Gone> {
        self.first(First::Ask, Some(render::modal(modal)), None)
            .await
    }

    /// Suggestions for an option that is being typed.
    pub(super) async fn suggest(&mut self, choices: &[Choice]) -> Result<(), Gone> {
        self.first(First::Suggest, Some(render::suggestions(choices)), None)
            .await
    }

    /// Promises a new private message.
    pub(super) async fn defer_private(&mut self) -> Result<(), Gone> {
        self.first(First::DeferNew, Some(json!({"flags": 64})), None)
            .await
    }

    /// Acknowledges; what was pressed stays as it is, until it is edited.
    pub(super) async fn defer_update(&mut self) -> Result<(), Gone> {
        self.first(First::DeferUpdate, None, None).await
    }

    /// Replaces what the first response showed or promised, or the message that was pressed.
    pub(super) async fn edit(&mut self, card: &Card) -> Result<(), Gone> {
        let route = original(self.application, &self.token);
        let body = render::body(render::message(card), card);
        let call = Call {
            method: Method::PATCH,
            route,
            query: None,
            body,
        };
        let answered = Self::later(&self.wire, &mut self.not_before, &call).await?;
        if answered.code() == Some(UNKNOWN_MESSAGE) {
            // It was dismissed meanwhile: what was promised still comes.
            return self.follow(card).await;
        }
        settled(&answered)
    }

    /// Takes the first response away again.
    pub(super) async fn remove(&mut self) -> Result<(), Gone> {
        let route = original(self.application, &self.token);
        let call = Call {
            method: Method::DELETE,
            route,
            query: None,
            body: Body::Nothing,
        };
        let answered = Self::later(&self.wire, &mut self.not_before, &call).await?;
        if answered.code() == Some(UNKNOWN_MESSAGE) {
            Ok(())
        } else {
            settled(&answered)
        }
    }

    /// One more message that only this person sees.
    pub(super) async fn follow(&mut self, card: &Card) -> Result<(), Gone> {
        let route = Route::WebhookFollowupMessages {
            application_id: self.application,
            token: &self.token,
        };
        let body = render::body(render::private(card), card);
        let call = Call {
            method: Method::POST,
            route,
            query: None,
            body,
        };
        settled(&Self::later(&self.wire, &mut self.not_before, &call).await?)
    }

    /// The rest of an answer, in order; it stops where nothing more can be shown.
    pub(super) async fn follow_all(&mut self, cards: &[Card]) -> Result<(), Gone> {
        for card in cards {
            self.follow(card).await?;
        }
        Ok(())
    }

    async fn first(
        &mut self,
        kind: First,
        data: Option<Value>,
        card: Option<&Card>,
    ) -> Result<(), Gone> {
        let mut json = json!({"type": kind as u8});
        if let Some(data) = data {
            json["data"] = data;
        }
        let call = Call {
            method: Method::POST,
            route: Route::InteractionResponse {
                interaction_id: self.interaction,
                token: &self.token,
            },
            query: None,
            body: match card {
                Some(card) => render::body(json, card),
                None => Body::Json(json),
            },
        };
        let began = Instant::now();
        // A second try may meet the first one's success.
        let mut maybe_arrived = false;
        let mut tries = 0;
        loop {
            tries += 1;
            let pause = match self.wire.token(&call).await {
                Ok(answered) if answered.is_ok() => {
                    self.wire.took(began.elapsed());
                    return Ok(());
                }
                Ok(answered) if answered.code() == Some(ALREADY_ANSWERED) => {
                    return if maybe_arrived {
                        Ok(())
                    } else {
                        Err(over("it was answered already"))
                    };
                }
                Ok(answered) if errors::token_is_dead(answered.status, answered.code()) => {
                    return Err(over("Discord no longer knows it"));
                }
                Ok(Answered { limits, .. }) if let Some((_, after)) = limits.refused => after,
                Ok(answered) if answered.status >= 500 => {
                    maybe_arrived = true;
                    PAUSE / 4
                }
                Ok(answered) => return Err(wrong(&answered)),
                Err(Failed::NotSent) => Duration::ZERO,
                Err(Failed::Unsure) => {
                    maybe_arrived = true;
                    Duration::ZERO
                }
                Err(Failed::Malformed) => return Err(Gone::Wrong),
            };
            if tries >= 3 || Instant::now() + pause > self.received + FIRST_BY {
                return Err(over("Discord could not be reached in time"));
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// Sends what follows the first response, with patience. What may have arrived is sent again:
    /// a part of an answer twice is better than a part missing.
    async fn later(
        wire: &Wire,
        not_before: &mut Option<Instant>,
        call: &Call<'_>,
    ) -> Result<Answered, Gone> {
        let mut tries = 0;
        loop {
            if let Some(until) = not_before.take() {
                tokio::time::sleep_until(until).await;
            }
            tries += 1;
            let pause = match wire.token(call).await {
                Ok(answered) if answered.status == 429 => {
                    answered.limits.refused.map_or(PAUSE, |(_, after)| after)
                }
                Ok(answered) if answered.status >= 500 => PAUSE * tries,
                Ok(answered) => {
                    if answered.limits.remaining == Some(0) {
                        *not_before = answered
                            .limits
                            .reset_after
                            .map(|after| Instant::now() + after);
                    }
                    return Ok(answered);
                }
                Err(Failed::Malformed) => return Err(Gone::Wrong),
                Err(Failed::NotSent | Failed::Unsure) => PAUSE * tries,
            };
            if tries >= TRIES || pause > LONGEST {
                return Err(over("Discord could not be reached"));
            }
            tokio::time::sleep(pause).await;
        }
    }
}

fn original(application_id: ApplicationId, token: &str) -> Route<'_> {
    Route::WebhookOriginalInteractionResponse {
        application_id,
        token,
    }
}

fn settled(answered: &Answered) -> Result<(), Gone> {
    if answered.is_ok() {
        Ok(())
    } else if errors::token_is_dead(answered.status, answered.code()) {
        Err(over("Discord no longer knows it"))
    } else {
        Err(wrong(answered))
    }
}

fn over(why: &'static str) -> Gone {
    info!(why, "an interaction ended before all was shown");
    Gone::Over
}

fn wrong(answered: &Answered) -> Gone {
    let fields = errors::fields(&answered.body);
    error!(
        status = answered.status,
        code = answered.code(),
        fields,
        "Discord found an answer of ours wrong"
    );
    Gone::Wrong
}
