//! Discord's refusals, limits and promises, over plain HTTP.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::super::permissions as may;
use super::Place;

#[tokio::test]
async fn every_refusal_has_discords_code() {
    let place = Place::open().await;
    let (corner, garden, general) = (
        place.channel("our-corner"),
        place.channel("garden-club"),
        place.channel("general"),
    );
    let guild = place.world().read(|state| state.guild.id);
    let outsider = place.world().add_outsider("Dora");
    let said = place
        .world()
        .say(place.person("Ana"), corner, "hi")
        .unwrap();
    place.world().set_overwrite(
        general,
        place.world().read(|s| s.app.bot),
        false,
        0,
        may::SEND_MESSAGES,
    );
    let content = json!({"content": "x"});
    for (method, path, body, status, code) in [
        ("GET", "channels/1".to_owned(), Value::Null, 404, 10003),
        ("GET", "guilds/1".to_owned(), Value::Null, 404, 10004),
        (
            "GET",
            format!("guilds/{guild}/members/{outsider}"),
            Value::Null,
            404,
            10007,
        ),
        (
            "GET",
            format!("channels/{corner}/messages/1"),
            Value::Null,
            404,
            10008,
        ),
        ("GET", "users/1".to_owned(), Value::Null, 404, 10013),
        (
            "POST",
            "webhooks/1/x".to_owned(),
            content.clone(),
            404,
            10015,
        ),
        (
            "POST",
            format!("webhooks/{}/x", place.app()),
            content.clone(),
            401,
            50027,
        ),
        (
            "POST",
            "interactions/1/x/callback".to_owned(),
            json!({"type": 4}),
            404,
            10062,
        ),
        (
            "POST",
            format!("channels/{garden}/messages"),
            content.clone(),
            403,
            50001,
        ),
        (
            "POST",
            format!("channels/{general}/messages"),
            content.clone(),
            403,
            50013,
        ),
        (
            "PATCH",
            format!("channels/{corner}/messages/{said}"),
            content.clone(),
            403,
            50005,
        ),
        (
            "DELETE",
            format!("channels/{corner}/messages/{said}"),
            Value::Null,
            403,
            50013,
        ),
        (
            "POST",
            format!("channels/{corner}/messages"),
            json!({"content": " "}),
            400,
            50006,
        ),
        (
            "POST",
            format!("channels/{corner}/messages"),
            json!({"content": "x".repeat(2001)}),
            400,
            50035,
        ),
        (
            "POST",
            "users/@me/channels".to_owned(),
            json!({"recipient_id": "1"}),
            400,
            50033,
        ),
        (
            "PUT",
            format!("channels/{corner}/pins/{said}"),
            Value::Null,
            501,
            0,
        ),
    ] {
        let (got, body) = place.call(method, &path, body).await;
        assert_eq!(
            (got, body["code"].as_u64()),
            (status, Some(code)),
            "{method} {path}: {body}"
        );
    }
    assert!(place.world().invalid_requests() >= 5);
    let refused = place
        .http
        .get(format!("{}/api/v10/users/@me", place.sandbox.url()))
        .header("Authorization", "Bot no");
    assert_eq!(refused.send().await.unwrap().status(), 401);
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
