//! What came from Discord, as features know it: who, where, and what they asked for.

use std::num::NonZeroU64;

use serde_json::Value;
use serenity::model::application::{
    ActionRowComponent, CommandInteraction, ComponentInteraction, ComponentInteractionDataKind,
    Interaction, ModalInteraction, ResolvedOption, ResolvedValue, Unresolved,
};
use serenity::model::channel::{Message, MessageFlags, PartialChannel};
use serenity::model::guild::PartialMember;
use serenity::model::id::{
    ApplicationId, ChannelId as SerenityChannel, GuildId, InteractionId, UserId as SerenityUser,
};
use serenity::model::permissions::Permissions;

use super::audience;
use super::outbound::id;
use crate::domain::{ChannelId, MessageId, UserId};
use crate::features::Asked;
use crate::ui::{CommandCall, OptionValue, Visit};

/// Where a press or form came from: decides what may be changed by answering it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressed {
    /// A command, or a form that a command opened.
    Nothing,
    /// A message that only this person sees.
    Private,
    /// A message that others see too.
    Public,
}

/// One interaction, read.
pub(super) struct Arrival {
    pub visit: Visit,
    pub asked: Asked,
    pub pressed: Pressed,
}

impl Arrival {
    pub(super) fn of_command(from: &CommandInteraction) -> Self {
        Self {
            visit: Told {
                interaction: from.id,
                user: from.user.id,
                channel: from.channel_id,
                guild: from.guild_id,
                locale: &from.locale,
                permissions: from.app_permissions,
                place: from.channel.as_ref(),
                message: None,
            }
            .visit(),
            asked: Asked::Command(call(from)),
            pressed: Pressed::Nothing,
        }
    }

    pub(super) fn of_press(from: &ComponentInteraction) -> Self {
        use ComponentInteractionDataKind as Kind;
        let values = match &from.data.kind {
            Kind::StringSelect { values } => values.clone(),
            Kind::UserSelect { values } => values.iter().map(ToString::to_string).collect(),
            Kind::RoleSelect { values } => values.iter().map(ToString::to_string).collect(),
            Kind::MentionableSelect { values } => values.iter().map(ToString::to_string).collect(),
            Kind::ChannelSelect { values } => values.iter().map(ToString::to_string).collect(),
            Kind::Button | Kind::Unknown(_) => Vec::new(),
        };
        Self {
            visit: Told {
                interaction: from.id,
                user: from.user.id,
                channel: from.channel_id,
                guild: from.guild_id,
                locale: &from.locale,
                permissions: from.app_permissions,
                place: from.channel.as_ref(),
                message: Some(&from.message),
            }
            .visit(),
            asked: Asked::Press {
                id: from.data.custom_id.clone(),
                values,
            },
            pressed: pressed(Some(&from.message)),
        }
    }

    pub(super) fn of_form(from: &ModalInteraction) -> Self {
        let inputs = from.data.components.iter().flat_map(|row| &row.components);
        let fields = inputs.filter_map(|input| match input {
            ActionRowComponent::InputText(input) => Some((
                input.custom_id.clone(),
                input.value.clone().unwrap_or_default(),
            )),
            _ => None,
        });
        let message = from.message.as_deref();
        Self {
            visit: Told {
                interaction: from.id,
                user: from.user.id,
                channel: from.channel_id,
                guild: from.guild_id,
                locale: &from.locale,
                permissions: from.app_permissions,
                place: from.channel.as_ref(),
                message,
            }
            .visit(),
            asked: Asked::Form {
                id: from.data.custom_id.clone(),
                fields: fields.collect(),
                on_message: message.is_some(),
            },
            pressed: pressed(message),
        }
    }
}

/// A command as it is being typed, and the name of the option that is.
pub(super) fn typing(from: &CommandInteraction) -> (Visit, CommandCall, String) {
    let focused = from
        .data
        .autocomplete()
        .map(|option| option.name.to_owned());
    (
        Arrival::of_command(from).visit,
        call(from),
        focused.unwrap_or_default(),
    )
}

/// As much of an interaction as an answer needs for which nothing is looked up.
pub(super) struct Caller {
    pub interaction: InteractionId,
    pub application: ApplicationId,
    pub token: String,
    pub visit: Visit,
    /// What they typed, if it was a form.
    pub fields: Vec<(String, String)>,
}

impl Caller {
    /// `None`: nothing that is answered with words.
    pub(super) fn of(came: Interaction) -> Option<Self> {
        let (arrival, application, token) = match came {
            Interaction::Command(from) => {
                (Arrival::of_command(&from), from.application_id, from.token)
            }
            Interaction::Component(from) => {
                (Arrival::of_press(&from), from.application_id, from.token)
            }
            Interaction::Modal(from) => (Arrival::of_form(&from), from.application_id, from.token),
            _ => return None,
        };
        let fields = match arrival.asked {
            Asked::Form { fields, .. } => fields,
            Asked::Command(_) | Asked::Press { .. } => Vec::new(),
        };
        Some(Self {
            interaction: InteractionId::new(arrival.visit.interaction),
            application,
            token,
            visit: arrival.visit,
            fields,
        })
    }

    /// Of one that serenity could not read. `None`: nothing that could be answered with words.
    pub(super) fn unread(event: &Value) -> Option<Self> {
        // Commands, presses and forms; suggestions take no words.
        if !matches!(event["type"].as_u64(), Some(2 | 3 | 5)) {
            return None;
        }
        let interaction = id(&event["id"])?;
        let user = id(&event["member"]["user"]["id"]).or_else(|| id(&event["user"]["id"]))?;
        let mut fields = Vec::new();
        typed(&event["data"]["components"], &mut fields);
        let application = NonZeroU64::new(id(&event["application_id"])?)?;
        Some(Self {
            interaction: NonZeroU64::new(interaction)?.into(),
            application: application.into(),
            token: event["token"].as_str()?.to_owned(),
            visit: Visit {
                interaction,
                user: UserId(user),
                channel: ChannelId(id(&event["channel_id"])?),
                guild: id(&event["guild_id"]),
                locale: event["locale"].as_str().unwrap_or_default().to_owned(),
                may_post: None,
                private_thread: false,
                audience: None,
                message: None,
            },
            fields,
        })
    }
}

fn typed(components: &Value, into: &mut Vec<(String, String)>) {
    for component in components.as_array().into_iter().flatten() {
        if let (Some(name), Some(value)) =
            (component["custom_id"].as_str(), component["value"].as_str())
        {
            into.push((name.to_owned(), value.to_owned()));
        }
        typed(&component["components"], into);
        // The newer parts of a form hold one component rather than a row of them.
        if component["component"].is_object() {
            typed(&Value::Array(vec![component["component"].clone()]), into);
        }
    }
}

/// What all interactions say about themselves.
struct Told<'a> {
    interaction: InteractionId,
    user: SerenityUser,
    channel: SerenityChannel,
    guild: Option<GuildId>,
    locale: &'a str,
    /// What the bot may do there, and in what kind of channel.
    permissions: Option<Permissions>,
    place: Option<&'a PartialChannel>,
    message: Option<&'a Message>,
}

impl Told<'_> {
    fn visit(self) -> Visit {
        let kind = self.place.map(|channel| u8::from(channel.kind).into());
        let allows =
            |held: Permissions| audience::allows_posting(held.bits(), audience::is_thread(kind));
        Visit {
            interaction: self.interaction.get(),
            user: UserId(self.user.get()),
            channel: ChannelId(self.channel.get()),
            guild: self.guild.map(GuildId::get),
            locale: self.locale.to_owned(),
            may_post: self.permissions.map(allows),
            private_thread: kind == Some(audience::PRIVATE_THREAD),
            audience: None,
            message: self.message.map(|message| MessageId(message.id.get())),
        }
    }
}

fn pressed(message: Option<&Message>) -> Pressed {
    let private = |message: &Message| {
        message
            .flags
            .is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
    };
    match message {
        None => Pressed::Nothing,
        Some(message) if private(message) => Pressed::Private,
        Some(_) => Pressed::Public,
    }
}

fn call(from: &CommandInteraction) -> CommandCall {
    let mut name = from.data.name.clone();
    let mut options = from.data.options();
    while let [
        ResolvedOption {
            value: ResolvedValue::SubCommand(_) | ResolvedValue::SubCommandGroup(_),
            ..
        },
    ] = options[..]
    {
        let only = options.remove(0);
        name.push(' ');
        name.push_str(only.name);
        if let ResolvedValue::SubCommand(inner) | ResolvedValue::SubCommandGroup(inner) = only.value
        {
            options = inner;
        }
    }
    let options = options
        .into_iter()
        .filter_map(|option| Some((option.name.to_owned(), value(&option.value)?)));
    CommandCall {
        name,
        options: options.collect(),
    }
}

fn value(value: &ResolvedValue<'_>) -> Option<OptionValue> {
    let person = |user: SerenityUser, bot, member: Option<&PartialMember>| OptionValue::Person {
        user: UserId(user.get()),
        bot,
        sight: member
            .and_then(|member| member.permissions)
            .map(|held| audience::sight(held.bits())),
    };
    match value {
        ResolvedValue::String(text) | ResolvedValue::Autocomplete { value: text, .. } => {
            Some(OptionValue::Text((*text).to_owned()))
        }
        ResolvedValue::User(user, member) => Some(person(user.id, user.bot, *member)),
        ResolvedValue::Unresolved(Unresolved::User(user)) => Some(person(*user, false, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_serenity_cannot_read_still_gives_back_what_was_typed() {
        let event = json!({
            "id": "5", "application_id": "6", "token": "t", "type": 5, "channel_id": "7",
            "guild_id": "8", "locale": "pt-BR", "member": {"user": {"id": "9"}},
            "data": {"custom_id": "x", "components": [
                {"type": 1, "components": [{"type": 4, "custom_id": "thanks", "value": "for the soup"}]},
                {"type": 18, "component": {"type": 4, "custom_id": "next", "value": "a walk"}},
            ]},
        });
        let caller = Caller::unread(&event).unwrap();
        assert_eq!(caller.visit.user, UserId(9));
        assert_eq!(caller.visit.locale, "pt-BR");
        let fields = [("thanks", "for the soup"), ("next", "a walk")];
        assert_eq!(
            caller.fields,
            fields.map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn what_cannot_be_answered_is_let_go() {
        assert!(Caller::unread(&json!({"id": "5", "type": 4})).is_none());
        assert!(Caller::unread(&json!({"id": "five", "type": 3})).is_none());
        assert!(Caller::unread(&Value::Null).is_none());
    }
}
