//! The world as it begins: one small server with a couple, a stranger, its owner and the bot.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use super::people::{Guild, Part};
use super::permissions as may;
use super::sessions::Sessions;
use super::snowflake::Snowflakes;
use super::world::{Application, State};

/// The couple's own channel.
pub const CORNER: &str = "our-corner";

/// “Our place”: Ana and Ben, Cleo, the owner Olu, the bot; three channels.
pub fn world(now: DateTime<Utc>) -> State {
    let mut ids = Snowflakes::default();
    let (guild, app) = (ids.next(now), ids.next(now));
    let mut state = State {
        ids,
        app: Application {
            id: app,
            bot: 0,
            name: "Tend".to_owned(),
            token: String::new(),
        },
        guild: Guild {
            id: guild,
            name: "Our place".to_owned(),
            owner: 0,
            roles: BTreeMap::new(),
            members: BTreeMap::new(),
        },
        users: BTreeMap::new(),
        channels: BTreeMap::new(),
        messages: BTreeMap::new(),
        commands: Vec::new(),
        nonces: Vec::new(),
        interactions: HashMap::new(),
        modals: BTreeMap::new(),
        notices: Vec::new(),
        sessions: Sessions::default(),
        url: String::new(),
        gateway_url: String::new(),
        busy: None,
        hidden_from_bot: None,
        resolves_permissions: true,
    };
    let everyone = state.insert_role(now, "@everyone", may::EVERYONE, false);
    let mut everyone = state.guild.roles.remove(&everyone).expect("just made");
    everyone.id = guild;
    state.guild.roles.insert(guild, everyone);

    state.guild.owner = state.insert_person(now, "Owner Olu", Part::Silent, true);
    let ana = state.insert_person(now, "Ana", Part::Partner, true);
    let ben = state.insert_person(now, "Ben", Part::Partner, true);
    let cleo = state.insert_person(now, "Cleo", Part::Stranger, true);
    let bot = state.insert_person(now, "Tend", Part::Bot, true);
    state.app.bot = bot;
    state.app.token = format!(
        "{}.c2FuZGJveA.only-good-on-this-machine",
        base64(&bot.to_string())
    );

    state.insert_role(
        now,
        "Moderators",
        may::MANAGE_MESSAGES | may::MANAGE_THREADS,
        false,
    );
    let own = may::VIEW_CHANNEL
        | may::SEND_MESSAGES
        | may::EMBED_LINKS
        | may::ATTACH_FILES
        | may::READ_MESSAGE_HISTORY;
    let role = state.insert_role(now, "Tend", own | may::SEND_MESSAGES_IN_THREADS, true);
    if let Some(member) = state.guild.members.get_mut(&bot) {
        member.roles.push(role);
    }

    open_corner(&mut state, now);
    state.insert_channel(now, "general", None);
    state.insert_channel(now, "garden-club", Some(&[cleo, ben]));
    for person in [ana, ben, cleo] {
        state.open_dm(now, person);
    }
    state
}

/// Opens the couple's channel, which Ana, Ben, the bot and the (empty) role Moderators see.
pub fn open_corner(state: &mut State, now: DateTime<Utc>) {
    let person = |name: &str| {
        state
            .users
            .values()
            .find(|user| user.name == name)
            .map(|user| user.id)
    };
    let moderators = state
        .guild
        .roles
        .values()
        .find(|role| role.name == "Moderators");
    let let_in = [
        person("Ana"),
        person("Ben"),
        Some(state.app.bot),
        moderators.map(|role| role.id),
    ];
    let let_in = let_in.into_iter().flatten().collect::<Vec<_>>();
    let corner = state.insert_channel(now, CORNER, Some(&let_in));
    if let Some(corner) = state.channels.get_mut(&corner) {
        corner.position = 0; // at the top, also when it is made anew
    }
}

/// A bot's token begins with its id in base 64.
fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digit = |n: u32| char::from(DIGITS[(n & 63) as usize]);
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        out.extend((0..=chunk.len()).map(|n| digit(bits >> (18 - 6 * n))));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_the_bot_and_the_owner_see_the_corner() {
        let state = world(DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_500));
        let corner = state.channel_named(CORNER).unwrap();
        let sees = |name: &str| {
            let user = state.users.values().find(|user| user.name == name).unwrap();
            state.sees(user.id, corner)
        };
        assert!(sees("Ana") && sees("Ben") && sees("Tend") && sees("Owner Olu"));
        assert!(!sees("Cleo"));
        let garden = state.channel_named("garden-club").unwrap();
        assert!(!state.sees(state.app.bot, garden));
    }

    #[test]
    fn base_64_is_the_usual_one_without_padding() {
        assert_eq!(base64("1234"), "MTIzNA");
        assert_eq!(base64("123"), "MTIz");
    }
}
