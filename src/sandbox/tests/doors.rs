//! Discord's refusals, limits and troubles, one by one over plain HTTP and a plain socket.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::super::deeds::Outcome;
use super::super::faults::{Fault, Matching, When};
use super::super::permissions as may;
use super::{Gateway, Place};

/// Asks for `/checkin` and gives the interaction as the bot hears it.
async fn checkin(place: &Place, gateway: &mut Gateway, user: u64) -> (u64, Value) {
    let asked = place
        .world()
        .command(user, place.channel("our-corner"), "checkin", &[])
        .unwrap();
    (asked, gateway.hear().await["d"].clone())
}

fn callback(told: &Value) -> String {
    format!(
        "interactions/{}/{}/callback",
        told["id"].as_str().unwrap(),
        told["token"].as_str().unwrap()
    )
}

fn webhook(told: &Value, rest: &str) -> String {
    format!(
        "webhooks/{}/{}{rest}",
        told["application_id"].as_str().unwrap(),
        told["token"].as_str().unwrap()
    )
}

fn say(text: &str, flags: u64) -> Value {
    json!({"type": 4, "data": {"content": text, "flags": flags}})
}

#[tokio::test]
async fn one_first_response_and_no_second() {
    let place = Place::open().await;
    place.register().await;
    let mut gateway = place.connect().await;
    let (_, told) = checkin(&place, &mut gateway, place.person("Ana")).await;
    assert_eq!(
        place
            .call("POST", &webhook(&told, ""), json!({"content": "early"}))
            .await
            .1["code"],
        10015
    );
    assert_eq!(
        place
            .call("POST", &callback(&told), json!({"type": 7, "data": {}}))
            .await
            .1["code"],
        50035
    );
    assert_eq!(
        place
            .call("POST", &callback(&told), say("hello", 64))
            .await
            .0,
        204
    );
    assert_eq!(
        place
            .call("POST", &callback(&told), say("again", 64))
            .await
            .1["code"],
        40060
    );
    let (status, body) = place
        .call("GET", &webhook(&told, "/messages/@original"), Value::Null)
        .await;
    assert_eq!(
        (status, body["content"].as_str(), body["flags"].as_u64()),
        (200, Some("hello"), Some(64))
    );
}

#[tokio::test]
async fn a_token_lives_fifteen_minutes_and_waits_three_seconds() {
    let place = Place::open().await;
    place.register().await;
    let mut gateway = place.connect().await;
    let (_, told) = checkin(&place, &mut gateway, place.person("Ana")).await;
    assert_eq!(
        place
            .call("POST", &callback(&told), say("hello", 64))
            .await
            .0,
        204
    );
    place.clock.pass(TimeDelta::minutes(16));
    let (status, body) = place
        .call("POST", &webhook(&told, ""), json!({"content": "late"}))
        .await;
    assert_eq!((status, body["code"].as_u64()), (401, Some(50027)));

    let (_, told) = checkin(&place, &mut gateway, place.person("Ana")).await;
    place.clock.pass(TimeDelta::seconds(4));
    let (status, body) = place.call("POST", &callback(&told), say("late", 64)).await;
    assert_eq!((status, body["code"].as_u64()), (404, Some(10062)));

    // With a clock that stands still, real time counts.
    place
        .world()
        .set_limits(|limits| limits.first_response = Duration::from_millis(50));
    let (asked, told) = checkin(&place, &mut gateway, place.person("Ben")).await;
    assert_eq!(place.world().outcome(asked).await, Outcome::Silence);
    assert_eq!(
        place
            .call("POST", &callback(&told), say("late", 64))
            .await
            .1["code"],
        10062
    );
    assert_eq!(
        place.world().notices(place.person("Ben")),
        ["The application did not respond."]
    );
}

#[tokio::test]
async fn private_is_fixed_by_the_first_response() {
    let place = Place::open().await;
    place.register().await;
    let mut gateway = place.connect().await;
    let (ana, ben) = (place.person("Ana"), place.person("Ben"));
    let (asked, told) = checkin(&place, &mut gateway, ana).await;
    assert_eq!(
        place
            .call("POST", &callback(&told), json!({"type": 5}))
            .await
            .0,
        204
    );
    // The first follow-up fills the deferral and cannot make it private any more.
    let body = json!({"content": "for all to see", "flags": 64});
    assert_eq!(
        place.call("POST", &webhook(&told, ""), body).await.1["flags"],
        0
    );
    let shown = place
        .world()
        .shown(asked, Duration::from_secs(1))
        .await
        .unwrap();
    assert_eq!(
        (
            shown.only_for,
            place.world().messages(ben, shown.channel).len()
        ),
        (None, 1)
    );
}

#[tokio::test]
async fn after_a_deferred_update_original_is_the_pressed_message() {
    let place = Place::open().await;
    let mut gateway = place.connect().await;
    let corner = place.channel("our-corner");
    let rows = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "Answer", "custom_id": "a"}]}]);
    let post = json!({"content": "the prompt", "components": rows});
    let (_, prompt) = place
        .call("POST", &format!("channels/{corner}/messages"), post)
        .await;
    let prompt = prompt["id"].as_str().unwrap().parse::<u64>().unwrap();

    assert!(
        place
            .world()
            .press(place.person("Cleo"), prompt, "a")
            .is_err(),
        "a stranger cannot see it"
    );
    place
        .world()
        .press(place.person("Ana"), prompt, "a")
        .unwrap();
    let told = gateway.hear().await["d"].clone();
    assert_eq!(told["message"]["id"].as_str().unwrap(), prompt.to_string());
    assert_eq!(
        place
            .call("POST", &callback(&told), json!({"type": 6}))
            .await
            .0,
        204
    );
    let edit = json!({"content": "changed", "components": []});
    assert_eq!(
        place
            .call("PATCH", &webhook(&told, "/messages/@original"), edit)
            .await
            .0,
        200
    );
    assert_eq!(place.world().message(prompt).unwrap().content, "changed");
    assert!(
        place
            .world()
            .press(place.person("Ana"), prompt, "a")
            .is_err(),
        "the button is gone"
    );
}

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

#[tokio::test]
async fn a_lost_answer_has_had_its_effect_and_a_cut_request_has_not() {
    let place = Place::open().await;
    let (world, corner) = (place.world(), place.channel("our-corner"));
    let path = format!("channels/{corner}/messages");
    let posts = Matching::new("POST", "channels/*/messages");
    let post = || {
        place
            .request("POST", &path)
            .header("Content-Type", "application/json")
            .body(r#"{"content":"x"}"#)
    };
    for (fault, shown) in [(Fault::CutBefore, 0), (Fault::LoseAnswer, 1)] {
        world.faults().next(1, posts.clone(), fault);
        assert!(post().send().await.is_err());
        assert_eq!(world.messages(place.person("Ana"), corner).len(), shown);
    }
    for (fault, status) in [
        (
            Fault::Refuse {
                status: 503,
                code: 0,
                message: "upstream".into(),
            },
            503,
        ),
        (
            Fault::TooMany {
                scope: "shared",
                retry_after: Duration::from_secs(1),
            },
            429,
        ),
        (Fault::Cloudflare(502), 502),
        (Fault::Garbage, 200),
    ] {
        world.faults().next(1, posts.clone(), fault);
        assert_eq!(post().send().await.unwrap().status().as_u16(), status);
    }
}

#[tokio::test]
async fn a_request_can_be_held_on_either_side_of_its_effect() {
    let place = Place::open().await;
    let (world, corner, ana) = (
        place.world(),
        place.channel("our-corner"),
        place.person("Ana"),
    );
    let path = format!("channels/{corner}/messages");
    for (when, shown) in [(When::Before, 0), (When::After, 1)] {
        let mut gate = world
            .faults()
            .hold(Matching::new("POST", "channels/*/messages"), when);
        let post = place
            .request("POST", &path)
            .header("Content-Type", "application/json")
            .body(r#"{"content":"x"}"#);
        let sent = tokio::spawn(post.send());
        let arrival = gate.arrived().await.unwrap();
        assert_eq!(arrival.body["content"], "x");
        assert_eq!(world.messages(ana, corner).len(), shown);
        gate.cut();
        assert!(sent.await.unwrap().is_err());
    }
}

#[tokio::test]
async fn the_gateway_keeps_discords_rules() {
    let place = Place::open().await;
    let identify = |token: &str, intents: u64| json!({"op": 2, "d": {"token": token, "intents": intents, "properties": {}}});
    let token = place.sandbox.token();
    for (frame, code) in [
        (identify("wrong", 0), 4004),
        (identify(token, 1 << 15), 4014),
        (identify(token, 1 << 60), 4013),
        (json!({"op": 3, "d": {}}), 4003),
        (json!({"op": 99}), 4001),
        (json!({"op": 1, "d": "x".repeat(5000)}), 4002),
    ] {
        let mut gateway = Gateway::open(&place).await;
        gateway.say(&frame).await;
        assert_eq!(gateway.hear().await, json!({"closed": code}));
    }
    let mut gateway = Gateway::open(&place).await;
    gateway
        .say(&json!({"op": 6, "d": {"token": token, "session_id": "none", "seq": 1}}))
        .await;
    assert_eq!(gateway.hear().await["op"], 9);
    gateway.say(&json!({"op": 1, "d": null})).await;
    assert_eq!(gateway.hear().await["op"], 11);
}

#[tokio::test]
async fn a_lost_session_resumes_and_hears_what_it_missed() {
    let place = Place::open().await;
    place.register().await;
    let mut gateway = Gateway::open(&place).await;
    gateway.say(&json!({"op": 2, "d": {"token": place.sandbox.token(), "intents": 0, "properties": {}}})).await;
    let ready = gateway.hear().await;
    place.world().drop_gateway();
    assert_eq!(gateway.hear().await, json!({"closed": null}));
    place
        .world()
        .until(Duration::from_secs(5), |state| {
            (state.sessions.connected() == 0).then_some(())
        })
        .await
        .unwrap();
    place.world().repeat_next_event(1);
    place
        .world()
        .command(
            place.person("Ana"),
            place.channel("our-corner"),
            "checkin",
            &[],
        )
        .unwrap();

    let mut gateway = Gateway::open(&place).await;
    let resume = json!({"token": place.sandbox.token(), "session_id": ready["d"]["session_id"], "seq": ready["s"]});
    gateway.say(&json!({"op": 6, "d": resume})).await;
    assert_eq!(gateway.hear().await["t"], "INTERACTION_CREATE");
    assert_eq!(gateway.hear().await["t"], "RESUMED");
}

#[tokio::test]
async fn the_page_shows_each_their_own() {
    let place = Place::open().await;
    place.register().await;
    let mut gateway = place.connect().await;
    let get = async |path: String| {
        let text = place
            .http
            .get(format!("{}{path}", place.sandbox.url()))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        serde_json::from_str::<Value>(&text).unwrap()
    };
    let act = async |path: &str, body: Value| {
        let request = place
            .http
            .post(format!("{}{path}", place.sandbox.url()))
            .header("Content-Type", "application/json");
        serde_json::from_str::<Value>(
            &request
                .body(body.to_string())
                .send()
                .await
                .unwrap()
                .text()
                .await
                .unwrap(),
        )
        .unwrap()
    };
    let (ana, corner) = (
        place.person("Ana").to_string(),
        place.channel("our-corner").to_string(),
    );
    let command =
        json!({"as": ana, "do": "command", "channel": corner, "name": "checkin", "options": {}});
    assert_eq!(act("/page/do", command).await, json!({"ok": true}));
    let told = gateway.hear().await["d"].clone();
    place
        .call("POST", &callback(&told), say("only you", 64))
        .await;

    let view = get(format!("/page/view?as={ana}")).await;
    let message = &view["messages"][&corner][0];
    assert_eq!(message["private"], true);
    assert_eq!(message["to"], json!({"user": "Ana", "command": "/checkin"}));
    let bens = get(format!("/page/view?as={}", place.person("Ben"))).await;
    assert_eq!(bens["messages"][&corner], json!([]));
    let cleos = get(format!("/page/view?as={}", place.person("Cleo"))).await;
    assert!(cleos["messages"][&corner].is_null());

    let world = get("/page/world".to_owned()).await;
    assert_eq!(world["people"].as_array().unwrap().len(), 3);
    assert_eq!(world["bot"]["connected"], true);
    assert_eq!(
        act("/page/trouble", json!({"id": "permission", "on": true})).await,
        json!({"ok": true})
    );
    let read = format!("channels/{corner}");
    assert_eq!(place.call("GET", &read, Value::Null).await.1["code"], 50001);
    assert_eq!(
        act("/page/trouble", json!({"id": "permission", "on": false})).await,
        json!({"ok": true})
    );
    assert_eq!(place.call("GET", &read, Value::Null).await.0, 200);
}

#[tokio::test]
async fn a_saved_world_comes_back_and_a_taken_port_is_told() {
    let folder = std::env::temp_dir().join(format!("tend-sandbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let settings = |port| {
        let clock = std::sync::Arc::new(crate::clock::StoppedClock::at(super::begin()));
        super::Settings {
            port,
            file: Some(folder.join("world.json")),
            ..super::Settings::new(clock)
        }
    };
    let sandbox = super::Sandbox::start(settings(None)).await.unwrap();
    let (ana, token) = (
        sandbox.world().person("Ana").unwrap(),
        sandbox.token().to_owned(),
    );
    let corner = sandbox.world().channel("our-corner").unwrap();
    sandbox.world().say(ana, corner, "still here").unwrap();
    let port = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    let taken = super::Sandbox::start(settings(Some(port)))
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(taken.contains(&format!("port {port}")), "{taken}");
    sandbox.stop().await.unwrap();

    let again = super::Sandbox::start(settings(None)).await.unwrap();
    assert_eq!(
        (
            again.token(),
            again.world().messages(ana, corner)[0].content.as_str()
        ),
        (token.as_str(), "still here")
    );
    std::fs::remove_dir_all(&folder).unwrap();
}
