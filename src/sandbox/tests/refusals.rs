//! Discord's refusals, limits and promises, over plain HTTP.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::super::permissions as may;
use super::Place;

#[tokio::test]
async fn what_is_not_there_has_discords_code() {
    let place = Place::open().await;
    let (guild, corner) = (
        place.world().read(|s| s.guild.id),
        place.channel("our-corner"),
    );
    let outsider = place.world().add_outsider("Dora");
    for (path, code) in [
        ("channels/1".to_owned(), 10003),
        ("guilds/1".to_owned(), 10004),
        (format!("guilds/{guild}/members/{outsider}"), 10007),
        (format!("channels/{corner}/messages/1"), 10008),
        ("users/1".to_owned(), 10013),
    ] {
        let (status, body) = place.call("GET", &path, Value::Null).await;
        assert_eq!((status, &body["code"]), (404, &json!(code)), "{path}");
    }
    let webhook = format!("webhooks/{}/x", place.app());
    for (path, refused) in [
        ("webhooks/1/x", (404, 10015)),
        (&webhook, (401, 50027)),
        ("interactions/1/x/callback", (404, 10062)),
        ("channels/1/pins", (501, 0)),
    ] {
        let (status, body) = place
            .call("POST", path, json!({"content": "x", "type": 4}))
            .await;
        assert_eq!(
            (status, &body["code"]),
            (refused.0, &json!(refused.1)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_not_allowed_has_discords_code() {
    let place = Place::open().await;
    let (corner, general) = (place.channel("our-corner"), place.channel("general"));
    let garden = place.channel("garden-club");
    let said = place
        .world()
        .say(place.person("Ana"), corner, "hi")
        .unwrap();
    let bot = place.world().read(|state| state.app.bot);
    place
        .world()
        .set_overwrite(general, bot, false, 0, may::SEND_MESSAGES);
    let message = format!("channels/{corner}/messages/{said}");
    for (method, path, content, refused) in [
        (
            "POST",
            format!("channels/{garden}/messages"),
            "x",
            (403, 50001),
        ),
        (
            "POST",
            format!("channels/{general}/messages"),
            "x",
            (403, 50013),
        ),
        ("PATCH", message.clone(), "x", (403, 50005)),
        ("DELETE", message, "", (403, 50013)),
        (
            "POST",
            format!("channels/{corner}/messages"),
            " ",
            (400, 50006),
        ),
        (
            "POST",
            format!("channels/{corner}/messages"),
            &"x".repeat(2001),
            (400, 50035),
        ),
        ("POST", "users/@me/channels".to_owned(), "", (400, 50033)),
    ] {
        let (status, body) = place.call(method, &path, json!({"content": content})).await;
        assert_eq!(
            (status, &body["code"]),
            (refused.0, &json!(refused.1)),
            "{method} {path}"
        );
    }
    assert_eq!(place.world().invalid_requests(), 4);
    let url = format!("{}/api/v10/users/@me", place.sandbox.url());
    let refused = place
        .http
        .get(url)
        .header("Authorization", "Bot no")
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), 401);
}

#[tokio::test]
async fn direct_messages_can_be_closed_or_out_of_reach() {
    let place = Place::open().await;
    let (ben, outsider) = (place.person("Ben"), place.world().add_outsider("Dora"));
    place.world().close_dms(ben, true);
    for (user, code) in [(ben, 50007), (outsider, 50278)] {
        let (_, dm) = place
            .call(
                "POST",
                "users/@me/channels",
                json!({"recipient_id": user.to_string()}),
            )
            .await;
        let path = format!("channels/{}/messages", dm["id"].as_str().unwrap());
        assert_eq!(
            place.call("POST", &path, json!({"content": "x"})).await.1["code"],
            code
        );
    }
}

#[tokio::test]
async fn an_enforced_nonce_posts_once() {
    let place = Place::open().await;
    let path = format!("channels/{}/messages", place.channel("our-corner"));
    let post = json!({"content": "x", "nonce": "couple-1", "enforce_nonce": true});
    let first = place.call("POST", &path, post.clone()).await.1["id"].clone();
    assert_eq!(place.call("POST", &path, post.clone()).await.1["id"], first);
    place
        .world()
        .delete_message(first.as_str().unwrap().parse().unwrap());
    assert_eq!(
        place.call("POST", &path, post.clone()).await.1["code"],
        10008
    );
    place.clock.pass(TimeDelta::minutes(6));
    assert_eq!(place.call("POST", &path, post).await.0, 200);
}

#[tokio::test]
async fn mentions_are_counted_unless_forbidden() {
    let place = Place::open().await;
    let (corner, ben) = (place.channel("our-corner"), place.person("Ben"));
    let path = format!("channels/{corner}/messages");
    let text = format!("<@{ben}> @everyone");
    place
        .call(
            "POST",
            &path,
            json!({"content": text, "allowed_mentions": {"parse": []}}),
        )
        .await;
    place.call("POST", &path, json!({"content": text})).await;
    let pings = place
        .world()
        .messages(ben, corner)
        .into_iter()
        .map(|m| m.pings.users)
        .collect::<Vec<_>>();
    assert_eq!(pings, [vec![], vec![ben]]);
}

#[tokio::test]
async fn limits_speak_in_discords_headers() {
    let place = Place::open().await;
    let path = format!("channels/{}/messages", place.channel("our-corner"));
    let post = || {
        place
            .request("POST", &path)
            .header("Content-Type", "application/json")
            .body(r#"{"content":"x"}"#)
    };
    let first = post().send().await.unwrap();
    assert_eq!(first.headers()["x-ratelimit-limit"], "5");
    assert_eq!(first.headers()["x-ratelimit-remaining"], "4");
    assert_eq!(first.headers()["date"], "Sun, 01 Mar 2026 19:00:00 GMT");
    for _ in 0..4 {
        post().send().await.unwrap();
    }
    let refused = post().send().await.unwrap();
    assert_eq!(
        (
            refused.status().as_u16(),
            &refused.headers()["x-ratelimit-scope"]
        ),
        (429, &"user".parse().unwrap())
    );
    assert!(refused.headers().contains_key("retry-after"));
    let body: Value = serde_json::from_str(&refused.text().await.unwrap()).unwrap();
    assert_eq!(body["global"], false);

    place.world().set_limits(|limits| limits.global.most = 0);
    let refused = place.request("GET", "users/@me").send().await.unwrap();
    assert_eq!(refused.headers()["x-ratelimit-global"], "true");
    place.world().set_limits(|limits| limits.invalid.most = 1);
    let banned = place.request("GET", "users/@me").send().await.unwrap();
    assert!(banned.text().await.unwrap().contains("Cloudflare"));
}
