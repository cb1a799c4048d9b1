//! The page, and the world from one start to the next.

use serde_json::{Value, json};

use super::{Place, callback, say};

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
    let told = super::Sandbox::start(settings(Some(port)))
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(told.contains(&format!("port {port}")), "{told}");
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
