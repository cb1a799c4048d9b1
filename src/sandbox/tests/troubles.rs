//! Requests that are cut, lost, garbled or held.

use std::time::Duration;

use super::super::faults::{Fault, Matching, When};
use super::Place;

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
