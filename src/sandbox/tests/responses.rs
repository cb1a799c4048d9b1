//! First responses, tokens and what they may still change.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::super::asking::Outcome;
use super::{Place, callback, checkin, say, webhook};

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
