//! The least that a bot can do: plain serenity, one command, one answer. What Tend is compared with.

use anyhow::Context as _;
use serenity::all::{
    ClientBuilder, Command, Context, CreateCommand, CreateInteractionResponse,
    CreateInteractionResponseMessage, EventHandler, GatewayIntents, HttpBuilder, Interaction,
    Ready, async_trait,
};

/// By this argument the benchmark's own program becomes the bare bot.
pub const ARGUMENT: &str = "--bare-bot";
/// Where it finds Discord and its token.
pub const URL: &str = "BARE_DISCORD_URL";
pub const TOKEN: &str = "BARE_DISCORD_TOKEN";
pub const COMMAND: &str = "ping";

struct Ping;

#[async_trait]
impl EventHandler for Ping {
    async fn ready(&self, ctx: Context, _: Ready) {
        let ping = CreateCommand::new(COMMAND).description("Answers");
        Command::set_global_commands(&ctx.http, vec![ping])
            .await
            .expect("the local Discord takes it");
    }

    async fn interaction_create(&self, ctx: Context, came: Interaction) {
        if let Interaction::Command(command) = came {
            let message = CreateInteractionResponseMessage::new()
                .content("pong")
                .ephemeral(true);
            let _ = command
                .create_response(&ctx.http, CreateInteractionResponse::Message(message))
                .await;
        }
    }
}

/// Runs until it is killed.
pub async fn run() -> anyhow::Result<()> {
    let (url, token) = (
        std::env::var(URL).context(URL)?,
        std::env::var(TOKEN).context(TOKEN)?,
    );
    // With its limiter on, serenity ignores the address.
    let http = HttpBuilder::new(&token)
        .proxy(url)
        .ratelimiter_disabled(true)
        .build();
    let mut client = ClientBuilder::new_with_http(http, GatewayIntents::empty())
        .event_handler(Ping)
        .await?;
    Ok(client.start().await?)
}
