//! An interaction → what was asked → features → a reply; acknowledged in time, whatever happens.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use anyhow::anyhow;
use futures_util::FutureExt;
use serenity::model::application::{CommandInteraction, Interaction};
use serenity::model::id::InteractionId;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{debug, error, warn};

use super::admission::Admission;
use super::arrival::{Arrival, Caller, Pressed, typing};
use super::outbound::Outbound;
use super::respond::{Gone, Responder};
use super::{SendError, Urgency};
use crate::app::App;
use crate::domain::UserId;
use crate::entropy::Entropy;
use crate::error::Error;
use crate::features::{self, Asked};
use crate::ui::{Card, Invite, Manner, Modal, OptionValue, Reply, Visit};

/// After this long an answer is promised (sooner while Discord is slow); Discord waits three seconds.
const DEFER_AFTER: Duration = Duration::from_secs(2);
/// A form must itself be the first response: what fills it is waited for no longer than this,
/// for every feature alike.
const FORM_WITHIN: Duration = Duration::from_millis(1500);
const SUGGEST_WITHIN: Duration = Duration::from_millis(2500);
/// Whoever was put off later than this no longer waits for it.
const PUT_OFF_WITHIN: Duration = Duration::from_millis(2500);
/// Who sees a channel is asked of Discord; longer than this and *I cannot tell* is the answer.
const AUDIENCE_WITHIN: Duration = Duration::from_secs(6);
/// A handler that takes longer than this has failed; its person is told.
const GIVE_UP_AFTER: Duration = Duration::from_mins(2);
/// Whoever sent a form waits no longer than this for what they typed to come back.
const GIVE_BACK_AFTER: Duration = Duration::from_secs(8);

/// What is to be shown.
enum Outcome {
    /// In the way the action is answered.
    Show(Vec<Card>),
    /// As private messages of its own, beside what was pressed.
    Aside(Vec<Card>),
    Ask(Modal),
    /// Only the acknowledgement.
    Nothing,
    /// A repetition: not even that.
    Silence,
}

/// One interaction, from its arrival to the last message shown for it: seen to where there is a turn for it, else
/// put off. What it takes lies apart, so that those who are put off take little.
pub(super) async fn arrived(
    app: &App,
    outbound: &Outbound,
    admission: &Admission,
    came: Interaction,
    received: Instant,
) {
    let turn = match &came {
        Interaction::Command(from) => admission.of(UserId(from.user.id.get())),
        Interaction::Component(from) => admission.of(UserId(from.user.id.get())),
        Interaction::Modal(from) => admission.of(UserId(from.user.id.get())),
        _ => admission.of_nobody(),
    };
    if let Some(_turn) = turn {
        Box::pin(handle(app, outbound, came, received)).await;
    } else if let Some(caller) = Caller::of(came) {
        let busy = |visit: &Visit| vec![features::busy(app, visit)];
        Box::pin(put_off(app, outbound, admission, caller, received, busy)).await;
    }
}

/// Answers an interaction that serenity could not read, so that nobody is left without a word.
pub(super) async fn unread(
    app: &App,
    outbound: &Outbound,
    admission: &Admission,
    caller: Caller,
    received: Instant,
) {
    let sorry = |visit: &Visit| {
        let why = anyhow!("an interaction of unknown form");
        apologise(app, visit, &[], &why)
    };
    put_off(app, outbound, admission, caller, received, sorry).await;
}

/// Says so, and gives back what was typed; nothing is looked up for it. Where it would come too late for Discord,
/// nothing is sent.
async fn put_off(
    app: &App,
    outbound: &Outbound,
    admission: &Admission,
    caller: Caller,
    received: Instant,
    says: impl FnOnce(&Visit) -> Vec<Card>,
) {
    let Caller {
        interaction,
        application,
        token,
        visit,
        fields,
    } = caller;
    let mut responder = Responder::new(outbound.wire(), interaction, application, token, received);
    let Some(_turn) = admission.to_put_off(responder.by(PUT_OFF_WITHIN)).await else {
        debug!("somebody could not even be put off in time");
        return;
    };
    let mut cards = says(&visit);
    cards.extend(features::give_back(app, &visit, &fields));
    let _ = show_new(&mut responder, &cards).await;
}

async fn handle(app: &App, outbound: &Outbound, came: Interaction, received: Instant) {
    let (arrival, application, token) = match came {
        Interaction::Command(from) => (Arrival::of_command(&from), from.application_id, from.token),
        Interaction::Component(from) => (Arrival::of_press(&from), from.application_id, from.token),
        Interaction::Modal(from) => (Arrival::of_form(&from), from.application_id, from.token),
        Interaction::Autocomplete(from) => return suggest(app, outbound, &from, received).await,
        _ => return,
    };
    let id = InteractionId::new(arrival.visit.interaction);
    let responder = Responder::new(outbound.wire(), id, application, token, received);
    let manner = safe(features::manner(&arrival.asked), arrival.pressed);
    let mut exchange = Exchange {
        app,
        outbound,
        responder,
        manner,
        pressed: arrival.pressed,
    };
    exchange.run(arrival.visit, arrival.asked).await;
}

async fn suggest(app: &App, outbound: &Outbound, from: &CommandInteraction, received: Instant) {
    let (visit, call, focused) = typing(from);
    let mut responder = Responder::new(
        outbound.wire(),
        from.id,
        from.application_id,
        from.token.clone(),
        received,
    );
    let suggest = AssertUnwindSafe(features::suggest(app, &visit, &call, &focused)).catch_unwind();
    let choices = match timeout_at(responder.by(SUGGEST_WITHIN), suggest).await {
        Ok(Ok(choices)) => choices,
        Ok(Err(_)) => {
            error!("a handler of suggestions panicked");
            Vec::new()
        }
        Err(_) => Vec::new(),
    };
    let _ = responder.suggest(&choices).await;
}

/// A private answer never replaces a message that others see, whatever the button says; and where
/// no message was pressed there is nothing to replace.
fn safe(manner: Manner, pressed: Pressed) -> Manner {
    match (manner, pressed) {
        (Manner::UpdatePrivate, Pressed::Public | Pressed::Nothing)
        | (Manner::UpdatePublic, Pressed::Nothing) => Manner::PrivateNew,
        (manner, _) => manner,
    }
}

struct Exchange<'a> {
    app: &'a App,
    outbound: &'a Outbound,
    responder: Responder,
    manner: Manner,
    pressed: Pressed,
}

impl Exchange<'_> {
    async fn run(&mut self, visit: Visit, asked: Asked) {
        let typed = match &asked {
            Asked::Form { fields, .. } => fields.clone(),
            Asked::Command(_) | Asked::Press { .. } => Vec::new(),
        };
        let (app, outbound, manner) = (self.app, self.outbound, self.manner);
        let mut act = std::pin::pin!(act(app, outbound, &visit, asked));
        if manner == Manner::Modal {
            let outcome = match timeout_at(self.responder.by(FORM_WITHIN), act).await {
                Ok(result) => judge(app, &visit, &typed, manner, result),
                Err(_) => Outcome::Aside(vec![features::not_just_now(app, &visit)]),
            };
            return self.first(&visit, &typed, outcome).await;
        }
        if let Ok(result) = timeout_at(self.responder.by(DEFER_AFTER), &mut act).await {
            let outcome = judge(app, &visit, &typed, manner, result);
            return self.first(&visit, &typed, outcome).await;
        }
        let give_up = if typed.is_empty() {
            GIVE_UP_AFTER
        } else {
            // The form closes: that something goes on has to be seen, on a message of its own.
            self.manner = Manner::PrivateNew;
            GIVE_BACK_AFTER
        };
        let give_up = self.responder.received + give_up;
        let (deferred, result) = tokio::join!(self.defer(), timeout_at(give_up, act));
        let result =
            result.unwrap_or_else(|_| Err(Error::Broken(anyhow!("a handler took too long"))));
        let outcome = judge(app, &visit, &typed, manner, result);
        if deferred.is_ok() && self.later(&outcome).await == Err(Gone::Wrong) {
            let cards = apologise(
                app,
                &visit,
                &typed,
                &anyhow!("a reply that Discord refused"),
            );
            let _ = self.later(&Outcome::Aside(cards)).await;
        }
    }

    async fn defer(&mut self) -> Result<(), Gone> {
        match self.manner {
            Manner::PrivateNew | Manner::Modal => self.responder.defer_private().await,
            Manner::UpdatePrivate | Manner::UpdatePublic => self.responder.defer_update().await,
        }
    }

    /// Shows the outcome as the first response.
    async fn first(&mut self, visit: &Visit, typed: &[(String, String)], outcome: Outcome) {
        let responder = &mut self.responder;
        let shown = match (&outcome, self.manner) {
            (Outcome::Show(cards), Manner::UpdatePrivate | Manner::UpdatePublic) => {
                match &cards[..] {
                    [first, rest @ ..] => match responder.update(first).await {
                        Ok(()) => responder.follow_all(rest).await,
                        gone => gone,
                    },
                    [] => Ok(()),
                }
            }
            (Outcome::Show(cards) | Outcome::Aside(cards), _) => show_new(responder, cards).await,
            (Outcome::Ask(modal), _) => responder.ask(modal).await,
            (Outcome::Nothing, _) if self.pressed != Pressed::Nothing => {
                responder.defer_update().await
            }
            (Outcome::Nothing, _) => match responder.defer_private().await {
                Ok(()) => responder.remove().await,
                gone => gone,
            },
            (Outcome::Silence, _) => Ok(()),
        };
        if shown == Err(Gone::Wrong) {
            let cards = apologise(
                self.app,
                visit,
                typed,
                &anyhow!("a reply that Discord refused"),
            );
            let _ = show_new(&mut self.responder, &cards).await;
        }
    }

    /// Shows the outcome after it was promised.
    async fn later(&mut self, outcome: &Outcome) -> Result<(), Gone> {
        let responder = &mut self.responder;
        let promised_new = matches!(self.manner, Manner::PrivateNew | Manner::Modal);
        match outcome {
            Outcome::Aside(cards) if !promised_new => responder.follow_all(cards).await,
            Outcome::Show(cards) | Outcome::Aside(cards) => match &cards[..] {
                [first, rest @ ..] => {
                    responder.edit(first).await?;
                    responder.follow_all(rest).await
                }
                [] => Ok(()),
            },
            Outcome::Nothing | Outcome::Silence if promised_new => responder.remove().await,
            Outcome::Nothing | Outcome::Silence | Outcome::Ask(_) => Ok(()),
        }
    }
}

async fn show_new(responder: &mut Responder, cards: &[Card]) -> Result<(), Gone> {
    let [first, rest @ ..] = cards else {
        return Ok(());
    };
    responder.new_private(first).await?;
    responder.follow_all(rest).await
}

/// Asks the feature. A panic is its own failure and nobody else's.
async fn act(app: &App, outbound: &Outbound, visit: &Visit, asked: Asked) -> Result<Reply, Error> {
    let acting = async {
        let audience = if features::wants_audience(&asked) {
            let reading = outbound.audience(visit.guild, visit.channel);
            Some(timeout(AUDIENCE_WITHIN, reading).await.unwrap_or_default())
        } else {
            None
        };
        let visit = Visit {
            audience,
            ..visit.clone()
        };
        let asked = with_sight(outbound, &visit, asked).await;
        match features::act(app, &visit, asked).await? {
            Reply::Invite(invite) => post_invitation(app, outbound, &visit, *invite).await,
            reply => Ok(reply),
        }
    };
    let acted = AssertUnwindSafe(acting).catch_unwind().await;
    acted.unwrap_or_else(|_| Err(Error::Broken(anyhow!("a handler panicked"))))
}

/// Looks up whether who was named in a command can see the channel, where Discord did not tell, or not the whole: of a
/// private thread it tells what may be seen of the channel above.
async fn with_sight(outbound: &Outbound, visit: &Visit, asked: Asked) -> Asked {
    let (mut call, guild) = match (asked, visit.guild) {
        (Asked::Command(call), Some(guild)) => (call, guild),
        (asked, _) => return asked,
    };
    for (_, option) in &mut call.options {
        if let OptionValue::Person { user, sight, .. } = option
            && (sight.is_none() || visit.private_thread)
        {
            let looking = outbound.sight(guild, visit.channel, *user);
            *sight = timeout(AUDIENCE_WITHIN, looking).await.ok().flatten();
        }
    }
    Asked::Command(call)
}

/// Posts an invitation where the starter is, and remembers its message.
async fn post_invitation(
    app: &App,
    outbound: &Outbound,
    visit: &Visit,
    invite: Invite,
) -> Result<Reply, Error> {
    match outbound
        .post(
            visit.channel,
            &invite.card,
            &invite.nonce,
            Urgency::PersonWaits,
        )
        .await
    {
        Ok(message) => {
            features::invited(app, invite.invitation, message).await?;
            Ok(invite.posted.into())
        }
        Err(SendError::Hopeless(_)) => Err(invite.refused.into()),
        Err(error) => Err(Error::Broken(error.into())),
    }
}

/// What a handler's result means for what is shown.
fn judge(
    app: &App,
    visit: &Visit,
    typed: &[(String, String)],
    manner: Manner,
    result: Result<Reply, Error>,
) -> Outcome {
    let (reply, refused) = match result {
        Ok(reply) => (reply, false),
        Err(Error::Refused(reply)) => (*reply, true),
        Err(Error::Replayed | Error::Taken | Error::NotStored) => return Outcome::Silence,
        Err(Error::Broken(error)) => return Outcome::Aside(apologise(app, visit, typed, &error)),
    };
    match reply {
        Reply::Nothing => Outcome::Nothing,
        Reply::Say(cards) if cards.is_empty() => Outcome::Nothing,
        Reply::Say(cards) if refused || manner == Manner::Modal => Outcome::Aside(cards),
        Reply::Say(cards) => Outcome::Show(cards),
        Reply::Ask(modal) if manner == Manner::Modal => Outcome::Ask(modal),
        Reply::Ask(_) | Reply::Invite(_) => {
            let error = anyhow!("a form from an action that does not open one");
            Outcome::Aside(apologise(app, visit, typed, &error))
        }
    }
}

/// Logs our failure once, and says so with a reference; what was typed is given back whole.
fn apologise(
    app: &App,
    visit: &Visit,
    typed: &[(String, String)],
    why: &anyhow::Error,
) -> Vec<Card> {
    let reference = reference(&*app.entropy);
    error!(
        reference,
        error = format!("{why:#}"),
        "a press was answered with an apology"
    );
    let words = AssertUnwindSafe(|| {
        let mut cards = vec![features::apology(app, visit, &reference)];
        if !typed.is_empty() {
            cards.extend(features::give_back(app, visit, typed));
        }
        cards
    });
    std::panic::catch_unwind(words).unwrap_or_else(|_| {
        warn!("the apology could not be put into words");
        vec![Card {
            text: reference.clone(),
            ..Card::default()
        }]
    })
}

/// Six characters that are easy to read out, to find the line in the log.
fn reference(entropy: &dyn Entropy) -> String {
    const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut bytes = [0; 6];
    // Without randomness the log still has its line; the reference is no secret.
    let _ = entropy.fill(&mut bytes);
    bytes
        .iter()
        .map(|byte| char::from(SIGNS[usize::from(byte % 32)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::OsEntropy;

    #[test]
    fn a_private_answer_never_lands_in_a_public_message() {
        let check = |manner, pressed, expected| assert_eq!(safe(manner, pressed), expected);
        check(Manner::UpdatePrivate, Pressed::Public, Manner::PrivateNew);
        check(Manner::UpdatePrivate, Pressed::Nothing, Manner::PrivateNew);
        check(
            Manner::UpdatePrivate,
            Pressed::Private,
            Manner::UpdatePrivate,
        );
        check(Manner::UpdatePublic, Pressed::Nothing, Manner::PrivateNew);
        check(Manner::UpdatePublic, Pressed::Public, Manner::UpdatePublic);
        check(Manner::Modal, Pressed::Public, Manner::Modal);
    }

    #[test]
    fn a_reference_can_be_read_out() {
        let reference = reference(&OsEntropy);
        assert_eq!(reference.len(), 6);
        assert!(
            reference
                .chars()
                .all(|sign| sign.is_ascii_alphanumeric() && !"01IO".contains(sign))
        );
    }
}
