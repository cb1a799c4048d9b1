//! Discord: the token, the application, the clocks, and what the bot may do where couples live.

use std::time::Duration;

use tokio::time::timeout;

use super::Report;
use super::database::Home;
use crate::clock::Clock;
use crate::config::Config;
use crate::discord::{May, Outbound, SendError, Servers, Settings};
use crate::domain::jumps;

/// How long Discord may take to say who the bot is.
const PATIENCE: Duration = Duration::from_secs(20);
/// A running Tend beside this one spends the same budget.
const REQUESTS_PER_SECOND: u32 = 10;
/// From so many seconds on clocks differ enough to be told.
const CLOCKS_DIFFER: i64 = 5;

/// Looks at all of it. `homes`: where every couple lives, `None` where the database did not tell.
pub async fn examine(
    report: &mut Report<'_>,
    config: &Config,
    clock: &dyn Clock,
    homes: Option<&[Home]>,
) -> anyhow::Result<()> {
    if config.token.reveal().is_empty() {
        return report.look("Discord: not asked, since there is no token");
    }
    let settings = Settings {
        token: config.token.reveal().to_owned(),
        base_url: config.discord_url.clone(),
        requests_per_second: config.requests_per_second.min(REQUESTS_PER_SECOND),
    };
    let outbound = match timeout(PATIENCE, Outbound::try_connect(&settings)).await {
        Ok(Ok(Ok(outbound))) => outbound,
        Ok(Ok(Err(SendError::Stopped))) => {
            return report.wrong(
                "Token: Discord does not know it: copy it again from the Bot page of your application at \
                 https://discord.com/developers/applications",
            );
        }
        Ok(Ok(Err(error))) => {
            return report.wrong(format_args!("Discord: {error}: try again in a moment"));
        }
        Ok(Err(error)) => return report.wrong(format_args!("Discord: {error:#}")),
        Err(_) => {
            return report.wrong(
                "Discord: it cannot be reached from this machine: is the network up, and TEND_DISCORD_URL right if it is set?",
            );
        }
    };
    report.ok("Token: Discord knows the bot")?;
    if outbound.me().is(config.host.user_id) {
        report.wrong(format_args!(
            "Settings: {}",
            crate::discord::HOST_IS_THE_BOT
        ))?;
    }
    application(report, &outbound).await?;
    clocks(report, &outbound, clock)?;
    match homes {
        Some(homes) => channels(report, &outbound, homes).await,
        None => report
            .look("Channels: not looked at, since the database did not tell where couples live"),
    }
}

async fn application(report: &mut Report<'_>, outbound: &Outbound) -> anyhow::Result<()> {
    let told = match outbound.application().await {
        Ok(told) => told,
        Err(error) => {
            return report.wrong(format_args!("Application: {error}: try again in a moment"));
        }
    };
    let before = (report.wrong, report.look);
    if told.answers_elsewhere {
        report.wrong(
            "Application: an interactions endpoint is set, so commands never reach Tend: empty that field on the \
             application's General Information page",
        )?;
    }
    if told.wants_code {
        report.wrong("Application: it requires a code grant, so nobody can invite the bot by its link: switch that off on the Bot page")?;
    }
    if told.privileged {
        report.look("Application: it has privileged intents, and Tend needs none: switch them off on the Bot page")?;
    }
    if told.public {
        report.look("Application: it is public, so anybody can invite the bot to a server; if only you should, switch that off on the Bot page")?;
    }
    if (report.wrong, report.look) == before {
        report.ok("Application: private, without privileged intents")?;
    }
    Ok(())
}

fn clocks(report: &mut Report, outbound: &Outbound, clock: &dyn Clock) -> anyhow::Result<()> {
    let Some(theirs) = outbound.me().discord_now else {
        return report.look(
            "Clock: Discord's answer had no date to compare with, so this machine's is taken as it is",
        );
    };
    let machine = clock.machine();
    let seconds = (machine - theirs).num_seconds();
    let apart = format!(
        "this machine's is {} seconds {} Discord's",
        seconds.abs(),
        if seconds > 0 { "ahead of" } else { "behind" }
    );
    let remedy = "switch on its time service (timedatectl set-ntp true)";
    if !jumps::agree(machine, theirs) {
        report.wrong(format_args!(
            "Clock: {apart}, so nothing is sent, planned or deleted by itself: {remedy}"
        ))
    } else if seconds.abs() > CLOCKS_DIFFER {
        report.look(format_args!("Clock: {apart}: {remedy}"))
    } else {
        report.ok("Clock: as Discord's")
    }
}

async fn channels(
    report: &mut Report<'_>,
    outbound: &Outbound,
    homes: &[Home],
) -> anyhow::Result<()> {
    let mut servers = Servers::default();
    let mut fine = 0;
    for (couple, server, channel) in homes {
        let link = format!("https://discord.com/channels/{server}/{}", channel.0);
        let who = format!("Channels: couple {couple}, {link}:");
        let (see, send, look_back) = match outbound.may(*server, *channel, &mut servers).await {
            Ok(May::Know {
                see,
                send,
                look_back,
            }) => (see, send, look_back),
            Ok(May::NotInServer) => {
                report.wrong(format_args!(
                    "{who} the bot is not in that server any more: invite it again, or they use /tend move elsewhere"
                ))?;
                continue;
            }
            Ok(May::ChannelGone) => {
                report.look(format_args!(
                    "{who} that channel is gone: either of them can use /tend move in another"
                ))?;
                continue;
            }
            Err(SendError::Stopped) => {
                return report.wrong("Channels: Discord refused the token meanwhile");
            }
            Err(error) => {
                report.look(format_args!("{who} could not be looked at: {error}"))?;
                continue;
            }
        };
        let lacking: Vec<_> = [
            (see, "View Channel"),
            (send, "Send Messages"),
            (look_back, "Read Message History"),
        ]
        .into_iter()
        .filter_map(|(may, name)| (!may).then_some(name))
        .collect();
        if lacking.is_empty() {
            fine += 1;
        } else {
            report.wrong(format_args!(
                "{who} the bot lacks {}: allow it in that channel's permissions, for the bot's role",
                lacking.join(", ")
            ))?;
        }
    }
    match (fine, homes.len()) {
        (_, 0) => report.ok("Channels: no couple yet"),
        (fine, all) if fine == all => report.ok(format_args!(
            "Channels: the bot can see, write and look back in all {all}"
        )),
        (fine, all) => report.ok(format_args!("Channels: {fine} of {all} are fine")),
    }
}
