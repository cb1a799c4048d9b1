//! serenity 0.12.5 unchanged against the sandbox: what it would silently drop fails here.

use std::time::Duration;

use serde_json::json;
use serenity::all::{
    ActionRowComponent, Command, CommandOptionType, Context, CreateActionRow, CreateAttachment,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    CreateModal, EditInteractionResponse, EventHandler, GatewayIntents, HttpBuilder,
    InputTextStyle, Interaction, Ready, ShardManager,
};
use serenity::async_trait;

use super::super::asking::Outcome;
use super::super::interactions::Answer;
use super::super::world::State;
use super::Place;

struct Bot;

#[async_trait]
impl EventHandler for Bot {
    async fn ready(&self, ctx: Context, _: Ready) {
        let partner =
            CreateCommandOption::new(CommandOptionType::User, "partner", "Who").required(true);
        let zone = CreateCommandOption::new(CommandOptionType::String, "zone", "Where")
            .set_autocomplete(true);
        let start = CreateCommandOption::new(CommandOptionType::SubCommand, "start", "Start")
            .add_sub_option(partner)
            .add_sub_option(zone);
        let commands = vec![
            CreateCommand::new("tend")
                .description("Tend")
                .add_option(start),
            CreateCommand::new("slow").description("Slow"),
            CreateCommand::new("form").description("Form"),
        ];
        Command::set_global_commands(&ctx.http, commands)
            .await
            .unwrap();
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let message = CreateInteractionResponseMessage::new().ephemeral(true);
        let say = |text: &str| CreateInteractionResponse::Message(message.clone().content(text));
        match interaction {
            Interaction::Command(command) if command.data.name == "tend" => {
                let who = command
                    .data
                    .resolved
                    .users
                    .values()
                    .next()
                    .unwrap()
                    .name
                    .clone();
                let member = command.data.resolved.members.values().next();
                let sees = member.is_some_and(|member| member.permissions.unwrap().view_channel());
                let button = CreateButton::new("write:1").label("Write");
                let card = message
                    .content(format!("{who} {sees}"))
                    .components(vec![CreateActionRow::Buttons(vec![button])]);
                command
                    .create_response(&ctx, CreateInteractionResponse::Message(card))
                    .await
                    .unwrap();
            }
            Interaction::Command(command) if command.data.name == "slow" => {
                command.defer_ephemeral(&ctx).await.unwrap();
                let file = CreateAttachment::bytes("# mine".as_bytes(), "mine.md");
                command
                    .edit_response(
                        &ctx,
                        EditInteractionResponse::new()
                            .content("late")
                            .new_attachment(file),
                    )
                    .await
                    .unwrap();
                let more = CreateInteractionResponseFollowup::new()
                    .content("more")
                    .ephemeral(true);
                command.create_followup(&ctx, more).await.unwrap();
            }
            Interaction::Command(command) => command.create_response(&ctx, form()).await.unwrap(),
            Interaction::Autocomplete(command) => {
                let asked = command.data.autocomplete().unwrap().value.to_owned();
                let choices = CreateAutocompleteResponse::new()
                    .add_string_choice(format!("{asked}/Lisbon"), "Europe/Lisbon");
                command
                    .create_response(&ctx, CreateInteractionResponse::Autocomplete(choices))
                    .await
                    .unwrap();
            }
            Interaction::Component(press) => press.create_response(&ctx, form()).await.unwrap(),
            Interaction::Modal(modal) => {
                let ActionRowComponent::InputText(input) = &modal.data.components[0].components[0]
                else {
                    panic!()
                };
                let text = format!(
                    "{} {}",
                    input.value.clone().unwrap(),
                    modal.message.is_some()
                );
                modal.create_response(&ctx, say(&text)).await.unwrap();
            }
            _ => panic!("an interaction serenity does not know"),
        }
    }

    async fn ratelimit(&self, data: serenity::all::RatelimitInfo) {
        panic!("limited: {data:?}");
    }
}

fn form() -> CreateInteractionResponse {
    let input = CreateInputText::new(InputTextStyle::Paragraph, "Words", "words");
    CreateInteractionResponse::Modal(
        CreateModal::new("m:1", "Write").components(vec![CreateActionRow::InputText(input)]),
    )
}

/// Fails on any event serenity could not read: it would drop it without a word.
struct Unknown;

#[async_trait]
impl serenity::all::RawEventHandler for Unknown {
    async fn raw_event(&self, _: Context, event: serenity::all::Event) {
        if let serenity::all::Event::Unknown(unknown) = event {
            panic!("serenity did not understand {}", unknown.kind);
        }
    }
}

async fn start(place: &Place, intents: GatewayIntents) -> std::sync::Arc<ShardManager> {
    let http = HttpBuilder::new(place.sandbox.token())
        .proxy(place.sandbox.url())
        .ratelimiter_disabled(true)
        .build();
    let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
        .event_handler(Bot)
        .raw_event_handler(Unknown)
        .await
        .unwrap();
    let manager = client.shard_manager.clone();
    tokio::spawn(async move { client.start().await });
    assert!(
        place.world().ready(Duration::from_secs(10)).await,
        "the bot is connected"
    );
    manager
}

#[tokio::test]
async fn serenity_understands_every_kind_of_interaction() {
    let place = Place::open().await;
    let bot = start(&place, GatewayIntents::empty()).await;
    let (world, ana, ben, corner) = (
        place.world(),
        place.person("Ana"),
        place.person("Ben"),
        place.channel("our-corner"),
    );
    let long = Duration::from_secs(5);

    let choices = world
        .suggest(ana, corner, "tend start", &[("zone", json!("Eur"))], "zone")
        .await
        .unwrap();
    assert_eq!(
        choices,
        [json!({"name": "Eur/Lisbon", "value": "Europe/Lisbon"})]
    );

    let options = [
        ("partner", json!(ben.to_string())),
        ("zone", json!("Europe/Lisbon")),
    ];
    let asked = world.command(ana, corner, "tend start", &options).unwrap();
    let card = world.shown(asked, long).await.unwrap();
    assert_eq!(
        (card.content.as_str(), card.is_private()),
        ("ben true", true)
    );
    assert!(
        world
            .messages(ana, corner)
            .iter()
            .any(|message| message.id == card.id)
    );
    assert!(
        world.messages(ben, corner).is_empty(),
        "ephemeral is for one"
    );

    let pressed = world.press(ana, card.id, "write:1").unwrap();
    assert!(matches!(
        world.outcome(pressed).await,
        Outcome::Answered(Answer::Modal(_))
    ));
    let handed_in = world
        .submit(ana, world.modal(ana).unwrap().key, &[("words", "soup")])
        .unwrap();
    assert_eq!(
        world.shown(handed_in, long).await.unwrap().content,
        "soup true"
    );
    assert!(world.modal(ana).is_none());

    let asked = world.command(ben, corner, "form", &[]).unwrap();
    assert!(matches!(
        world.outcome(asked).await,
        Outcome::Answered(Answer::Modal(_))
    ));
    let handed_in = world
        .submit(ben, world.modal(ben).unwrap().key, &[("words", "walk")])
        .unwrap();
    assert_eq!(
        world.shown(handed_in, long).await.unwrap().content,
        "walk false"
    );

    let dm = world.dm_with(ben);
    let asked = world.command(ben, dm, "slow", &[]).unwrap();
    let late = world.shown(asked, long).await.unwrap();
    assert_eq!((late.content.as_str(), late.is_private()), ("late", true));
    assert_eq!(late.files[0].bytes, b"# mine");
    let more = world
        .until(long, |state| {
            state
                .messages
                .values()
                .find(|message| message.content == "more")
                .cloned()
        })
        .await;
    assert_eq!(more.unwrap().only_for, Some(ben));
    bot.shutdown_all().await;
}

#[tokio::test]
async fn serenity_understands_the_server_when_it_asks_for_it() {
    let place = Place::open().await;
    let thread = place
        .world()
        .add_thread(place.channel("our-corner"), "a-thread", false, &[]);
    assert!(thread > 0);
    let bot = start(&place, GatewayIntents::GUILDS).await;
    bot.shutdown_all().await;
    let guild = place.world().read(State::guild_create_json);
    serde_json::from_value::<serenity::all::Guild>(guild).unwrap();
}

#[tokio::test]
async fn serenity_resumes_after_a_cut_and_hears_what_it_missed() {
    let place = Place::open().await;
    let bot = start(&place, GatewayIntents::empty()).await;
    let (world, ana, ben, corner) = (
        place.world(),
        place.person("Ana"),
        place.person("Ben"),
        place.channel("our-corner"),
    );
    world.set_limits(|limits| limits.first_response = Duration::from_secs(30));
    world.drop_gateway();
    let options = [("partner", json!(ben.to_string())), ("zone", json!("x"))];
    let asked = world.command(ana, corner, "tend start", &options).unwrap();
    let card = world.shown(asked, Duration::from_secs(30)).await;
    assert_eq!(card.unwrap().content, "ben true");
    bot.shutdown_all().await;
}

#[tokio::test]
async fn serenity_reads_everything_rest_shows() {
    let place = Place::open().await;
    place.register().await;
    let http = HttpBuilder::new(place.sandbox.token())
        .proxy(place.sandbox.url())
        .ratelimiter_disabled(true)
        .build();
    let (ana, corner) = (
        place.person("Ana").into(),
        serenity::all::ChannelId::new(place.channel("our-corner")),
    );
    let guild = http.get_guilds(None, None).await.unwrap()[0].id;
    assert_eq!(http.get_current_user().await.unwrap().name, "tend");
    http.get_current_application_info().await.unwrap();
    http.get_guild(guild).await.unwrap();
    assert_eq!(http.get_channels(guild).await.unwrap().len(), 3);
    assert_eq!(http.get_guild_roles(guild).await.unwrap().len(), 3);
    assert!(
        http.get_member(guild, ana)
            .await
            .unwrap()
            .permissions
            .is_none()
    );
    http.get_user(ana).await.unwrap();
    let dm = ana.create_dm_channel(&http).await.unwrap();
    assert_eq!(dm.recipient.id, ana);
    assert!(http.get_channel(corner).await.unwrap().guild().is_some());
    let sent = corner.say(&http, "hello").await.unwrap();
    assert_eq!(
        http.get_message(corner, sent.id).await.unwrap().content,
        "hello"
    );
    assert_eq!(
        corner
            .messages(&http, serenity::all::GetMessages::new().limit(5))
            .await
            .unwrap()
            .len(),
        1
    );
    http.set_application_id(place.app().into());
    assert_eq!(http.get_global_commands().await.unwrap().len(), 2);
    http.get_bot_gateway().await.unwrap();
    sent.delete(&http).await.unwrap();
}
