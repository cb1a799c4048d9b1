//! The page, the journeys through time, and the world from one start to the next.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::super::{Hooks, NextDue, Sandbox, Settings};
use super::{Place, callback, say};
use crate::clock::{Clock, ShiftedClock};

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
    let settings = || {
        let clock = std::sync::Arc::new(crate::clock::StoppedClock::at(super::begin()));
        super::Settings {
            file: Some(folder.join("world.json")),
            ..super::Settings::new(clock)
        }
    };
    let sandbox = super::Sandbox::start(settings()).await.unwrap();
    let (ana, token) = (
        sandbox.world().person("Ana").unwrap(),
        sandbox.token().to_owned(),
    );
    let corner = sandbox.world().channel("our-corner").unwrap();
    sandbox.world().say(ana, corner, "still here").unwrap();
    let port = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    let told = crate::sandbox::door(Some(port))
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(told.contains(&format!("port {port}")), "{told}");
    sandbox.stop().await.unwrap();

    let again = super::Sandbox::start(settings()).await.unwrap();
    assert_eq!(
        (
            again.token(),
            again.world().messages(ana, corner)[0].content.as_str()
        ),
        (token.as_str(), "still here")
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_year_of_sundays_passes_week_by_week() {
    let folder = std::env::temp_dir().join(format!("tend-year-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("clock");
    let clock = Arc::new(ShiftedClock::new(&file));
    // A bot that posts once a week, as soon as its time has come.
    let due = Arc::new(Mutex::new(clock.now() + TimeDelta::days(3)));
    let next = Arc::clone(&due);
    let next_due: NextDue = Arc::new(move || {
        let due = *next.lock().unwrap();
        Box::pin(async move { Some(due) })
    });
    let hooks = Hooks {
        clock_file: Some(file),
        next_due: Some(next_due),
        ..Hooks::default()
    };
    let sandbox = Sandbox::start(Settings {
        hooks,
        ..Settings::new(clock.clone())
    })
    .await
    .unwrap();
    let world = sandbox.world().clone();
    let corner = world.channel("our-corner").unwrap();
    world.set_limits(|limits| (limits.channel.most, limits.global.most) = (1000, 1000));
    let (url, token) = (sandbox.url().to_owned(), sandbox.token().to_owned());
    let begun = clock.now();
    let poster = tokio::spawn(async move {
        let http = reqwest::Client::new();
        loop {
            if clock.now() >= *due.lock().unwrap() {
                let post = http.post(format!("{url}/api/v10/channels/{corner}/messages"));
                let post = post
                    .header("Authorization", format!("Bot {token}"))
                    .header("Content-Type", "application/json");
                assert_eq!(
                    post.body(r#"{"content":"prompt"}"#)
                        .send()
                        .await
                        .unwrap()
                        .status(),
                    200
                );
                // Its row is put away a little after the post is seen.
                tokio::time::sleep(Duration::from_millis(20)).await;
                *due.lock().unwrap() += TimeDelta::weeks(1);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    let jump = reqwest::Client::new().post(format!("{}/page/clock", sandbox.url()));
    let jump = jump
        .header("Content-Type", "application/json")
        .body(r#"{"jump":"year"}"#);
    assert_eq!(
        jump.send().await.unwrap().text().await.unwrap(),
        r#"{"ok":true}"#
    );
    let over = world
        .until(Duration::from_mins(1), |state| {
            state.busy.is_none().then_some(())
        })
        .await;
    assert!(over.is_some());
    poster.abort();
    assert_eq!(
        world.messages(world.person("Ana").unwrap(), corner).len(),
        52
    );
    assert!(world.now() - begun >= TimeDelta::weeks(51));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn the_sandbox_answers_to_no_name_but_this_machines_own() {
    let place = Place::open().await;
    let port = place.sandbox.url().rsplit_once(':').unwrap().1.to_owned();
    for (name, answers) in [
        (format!("127.0.0.1:{port}"), true),
        (format!("localhost:{port}"), true),
        ("localhost".to_owned(), true),
        (format!("[::1]:{port}"), true),
        ("evil.example".to_owned(), false),
        (format!("evil.example:{port}"), false),
        (format!("127.0.0.1.evil.example:{port}"), false),
        (format!("localhost.evil.example:{port}"), false),
        (String::new(), false),
    ] {
        for path in ["/", "/page/world", "/api/v10/gateway"] {
            let url = format!("{}{path}", place.sandbox.url());
            let asked = place.http.get(url).header("Host", &name).send().await;
            let status = asked.unwrap().status();
            assert_eq!(status != 421, answers, "{name} {path}: {status}");
        }
    }
}
