//! The gateway's rules, over a plain socket.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;

use super::{Gateway, Place};

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

    // A frame can come twice at once, and an interaction again much later.
    place.world().repeat_next_event(1);
    let corner = place.channel("our-corner");
    let asked = place
        .world()
        .command(place.person("Ana"), corner, "checkin", &[])
        .unwrap();
    let (first, twice) = (gateway.hear().await, gateway.hear().await);
    assert_eq!(first, twice);
    place.clock.pass(TimeDelta::hours(5));
    place.world().replay(asked);
    assert_eq!(gateway.hear().await["d"], first["d"]);
}
