//! Stories of trouble: a slow Discord, a lost connection, a database away, a wrong token.

use std::time::Duration;

use expect_test::expect;
use tend::discord::{Bot, Settings};
use tend::sandbox::faults::{Fault, Matching};
use tend::sandbox::limits::{Limits, Rate};

use crate::harness::{PATIENCE, Tend};

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn while_the_database_is_away_everybody_is_answered_and_nothing_typed_is_lost() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let cleo = tend.stranger("Cleo");
    tend.expect_trouble();
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await;
    tend.database_away().await;
    let before = tend.channel().0;
    ana.write(&[
        ("thanks", "Our walk on Tuesday."),
        ("build", "An evening without phones."),
    ])
    .await;
    let said = ana.news();
    assert!(said.contains("Something on my side went wrong"), "{said}");
    assert!(
        said.contains("Our walk on Tuesday.") && said.contains("An evening without phones."),
        "{said}"
    );
    ben.press("Hard week").await.expect_brief(expect![[r#"
        only you: Something on my side went wrong, and what you asked for may not have happened. I’m sorry. … [Help]
    "#]]);
    cleo.command("/checkin").await.expect_brief(expect![[r#"
        only you: Something on my side went wrong, and what you asked for may not have happened. I’m sorry. … [Help]
    "#]]);
    assert_eq!(tend.channel().0, before);
    assert!(!tend.log().join(" ").contains("walk"));
    tend.database_back().await;
    ana.hand_in("Our walk on Tuesday.")
        .await
        .expect_brief(expect![[r#"
            only you: ### It’s with me now … [Change something] [Take it back] [Help]
        "#]]);
    ben.press("Hard week").await.expect_brief(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.pass("5 minutes").await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);
}

#[tokio::test]
async fn a_prompt_waits_for_a_database_that_is_away() {
    let tend = Tend::start(BEGIN).await;
    tend.couple("Ana", "Ben").await;
    tend.pass("6 days").await;
    tend.expect_trouble();
    tend.database_away().await;
    tend.sleep_through(chrono::TimeDelta::hours(25));
    assert!(tend.scheduler().tick().await.is_err());
    tend.database_back().await;
    tend.pass("5 minutes").await;
    assert_eq!(tend.posted().len(), 3);
}

#[tokio::test]
async fn a_slow_discord_only_takes_longer() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let slow = Fault::Slow(Duration::from_millis(150));
    let fault = tend.world().faults().always(Matching::all(), slow);
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.")
        .await
        .expect_brief(expect![[r#"
            only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
        "#]]);
    tend.settle().await;
    tend.world().faults().lift(fault);
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);
}

#[tokio::test]
async fn an_answer_that_is_lost_on_the_way_is_shown_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    let callback = Matching::new("POST", "interactions/*/*/callback");
    tend.world().faults().next(1, callback, Fault::LoseAnswer);
    ana.command("/rhythm").await.expect_brief(expect![[r#"
        only you: ### No week tended together yet … [Hide the rows for me] [Help]
    "#]]);
}

#[tokio::test]
async fn long_answers_keep_within_discords_rates() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    // A second's worth in a fifth of one, so that the story is short.
    let webhook = Rate::new(Limits::default().webhook.most, Duration::from_millis(400));
    tend.world().set_limits(|limits| limits.webhook = webhook);
    let text = "Word by word. ".repeat(280);
    let fields = ["thanks", "concern", "question", "build"].map(|name| (name, text.as_str()));
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await
        .write(&fields)
        .await;
    ana.press("Next").await.press("Hand in").await;
    ben.hand_in("You made soup.").await;
    assert_eq!(ben.news().matches("Word by word").count(), 4 * 280);
    tend.settle().await;
}

#[tokio::test]
async fn a_wrong_token_ends_in_one_sentence() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let settings = Settings {
        token: "MTIzNA.wrong.token-that-nobody-knows".to_owned(),
        base_url: tend.url(),
        requests_per_second: 50,
    };
    let started = tokio::time::timeout(PATIENCE, Bot::start(tend.app(), settings)).await;
    let Err(error) = started.expect("an end") else {
        panic!("nobody knows this token")
    };
    let said = format!("{error:#}");
    assert!(
        said.starts_with("Discord does not know this bot token."),
        "{said}"
    );
    assert!(!said.contains("nobody-knows"));
}

#[tokio::test]
async fn where_the_host_is_one_of_the_two_both_are_told_before_anything_is_stored() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    tend.hosted_by(ana.id);
    tend.restart().await;
    let told = "one of you two. What you write is sealed where it is stored, yet whoever runs me could technically read it: also what you keep private.";
    ana.command("/tend start partner:@Ben zone:Lisbon").await;
    assert!(ana.news().contains(told), "{}", ana.news());
    ana.press("post the invitation").await;
    ben.press("Look at it").await;
    assert!(ben.news().contains(told), "{}", ben.news());
}

#[tokio::test]
async fn a_connection_that_breaks_is_taken_up_again() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    ana.thank("Our walk on Tuesday.").await.press("Next").await;
    tend.world().drop_gateway();
    ana.press("Hand in").await.expect_brief(expect![[r#"
        only you: ### It’s with me now … [Change something] [Take it back] [Help]
    "#]]);
    ben.hand_in("You made soup.")
        .await
        .expect_brief(expect![[r#"
            only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
        "#]]);
    tend.settle().await;
}

#[tokio::test]
async fn what_discord_delivers_twice_happens_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    ana.thank("Our walk on Tuesday.").await.press("Next").await;
    tend.world().repeat_next_event(1);
    ana.press("Hand in").await.expect_brief(expect![[r#"
        only you: ### It’s with me now … [Change something] [Take it back] [Help]
    "#]]);
    tend.world().repeat_next_event(1);
    ben.press("Hard week").await.expect_brief(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);
    assert_eq!(
        tend.count("select count(*) from weeks where fact = 'tended'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_command_that_is_not_ours_stays_where_it_is() {
    let tend = Tend::start(BEGIN).await;
    tend.world().leave_the_entry_point_alone();
    tend.restart().await;
    let names = || {
        tend.world().read(|state| {
            let names = state.commands.iter().map(|one| one["name"].to_string());
            names.collect::<Vec<_>>()
        })
    };
    assert!(names().contains(&"\"launch\"".to_owned()), "{:?}", names());
    assert!(names().contains(&"\"checkin\"".to_owned()), "{:?}", names());
    // And nothing is put where ours are as they should be.
    let before = tend.world().ledger().requests_since(0).len();
    tend.restart().await;
    let puts = tend
        .world()
        .ledger()
        .requests_since(0)
        .into_iter()
        .skip(before);
    assert_eq!(puts.filter(|(_, rest)| rest.method == "PUT").count(), 0);
}
