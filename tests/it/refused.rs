//! Stories of what Discord refuses once, and of the line that says that both have answered.

use std::time::Duration;

use expect_test::expect;
use tend::sandbox::faults::{Fault, Matching, When};
use tend::sandbox::permissions;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

fn posts() -> Matching {
    Matching::new("POST", "channels/*/messages")
}

fn refuse(status: u16, code: u32) -> Fault {
    Fault::Refuse {
        status,
        code,
        message: "no".to_owned(),
    }
}

/// What a channel says by which a message is refused, and does not mean for ever.
const REFUSALS: [(u16, u32); 6] = [
    (403, 50001),
    (403, 50013),
    (403, 0),
    (404, 10003),
    (400, 50083),
    (403, 200_000),
];

#[tokio::test]
async fn a_prompt_that_is_refused_once_comes_within_its_grace() {
    for (status, code) in REFUSALS {
        let tend = Tend::start(BEGIN).await;
        let (ana, _ben) = tend.couple("Ana", "Ben").await;
        tend.expect_trouble();
        tend.world().faults().next(1, posts(), refuse(status, code));
        tend.pass("1 week").await;
        assert_eq!(tend.posted().len(), 2, "{status} {code}");
        tend.pass("2 hours").await;
        assert_eq!(
            tend.posted().last().unwrap(),
            "Sun 2026-03-08 20:00",
            "{status} {code}"
        );
        ana.command("/rhythm").await;
        assert!(!ana.news().contains("couldn’t post"), "{}", ana.news());
    }
}

#[tokio::test]
async fn a_place_that_stays_closed_is_asked_twice_for_one_message() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let bot = tend.world().read(|state| state.app.bot);
    let may = permissions::VIEW_CHANNEL;
    tend.world()
        .set_overwrite(ana.channel, bot, false, may, permissions::SEND_MESSAGES);
    tend.expect_trouble();
    let mark = tend.world().ledger().mark();
    tend.pass("8 days").await;
    let ledger = tend.world().ledger();
    assert_eq!(ledger.count_since(mark, "POST", "channels/*/messages"), 2);
}

#[tokio::test]
async fn that_both_have_answered_is_a_line_of_its_own_at_the_next_ten_minutes() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.pass("1 week").await;
    tend.pass("3 minutes").await;
    let (prompt, answer) = ana.button("Answer");
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await.expect_brief(expect![[r#"
        only you: ### You have both answered · week of Monday, 2 March … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.pass("6 minutes").await;
    assert!(!tend.channel().0.contains("both answered"));
    tend.pass("1 minute").await;
    assert_eq!(tend.posted().last().unwrap(), "Sun 2026-03-08 19:10");
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: One line is plenty. So is a hard-week tap. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);
    let line = tend.world().message(ana.button("Read").0).unwrap();
    assert_eq!(line.reply_to, Some(prompt));
    assert!(line.pings.is_silent());
    // The prompt's own button leads to its week.
    ana.press_on(prompt, &answer)
        .await
        .expect_brief(expect![[r#"
        only you: ### You have both answered … [Read] [Rhythm] [Help]
    "#]]);
    ana.press("Read").await;
    assert!(ana.news().contains("You made soup."), "{}", ana.news());
}

#[tokio::test]
async fn at_night_it_comes_all_the_same_and_is_posted_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.pass_until("2026-03-04 02:41").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.expect_trouble();
    tend.world()
        .set_limits(|limits| limits.nonce = Duration::ZERO);
    let mut gate = tend.world().faults().hold(posts(), When::After);
    tend.sleep_through(chrono::TimeDelta::minutes(9));
    let scheduler = tend.scheduler();
    tokio::select! {
        _ = scheduler.tick() => panic!("the answer is held"),
        arrival = gate.arrived() => assert_eq!(arrival.unwrap().status, Some(200)),
    }
    drop(scheduler);
    gate.cut();
    tend.restart().await;
    tend.pass("1 hour").await;
    assert_eq!(tend.posted().last().unwrap(), "Wed 2026-03-04 02:50");
    assert_eq!(tend.channel().0.matches("both answered").count(), 1);
}

#[tokio::test]
async fn it_comes_where_the_prompt_was_deleted_or_the_thread_sleeps_or_nothing_may_be_looked_back_on()
 {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    let world = tend.world();
    world.delete_message(ana.button("Answer").0);
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.settle().await;
    let line = |who: &crate::people::Person| world.message(who.button("Read").0).unwrap();
    assert_eq!(line(&ana).reply_to, None);

    let thread = world.add_thread(ana.channel, "quiet", false, &[ana.id, ben.id]);
    let set = "update couples set channel_id = $1";
    let set = sqlx::query(set).bind(thread.cast_signed());
    set.execute(tend.db()).await.unwrap();
    tend.pass("1 week").await;
    let (ana, ben) = (ana.at(thread), ben.at(thread));
    let prompt = ana.button("Answer").0;
    ana.press("Hard week").await;
    ben.press("Hard week").await;
    world.archive(thread, false);
    tend.pass("10 minutes").await;
    assert_eq!(line(&ana).reply_to, Some(prompt));
    assert!(line(&ana).channel == thread);

    tend.pass("1 week").await;
    let bot = world.read(|state| state.app.bot);
    let may = permissions::VIEW_CHANNEL | permissions::SEND_MESSAGES;
    let corner = world.channel(tend::sandbox::seed::CORNER).unwrap();
    let none = permissions::READ_MESSAGE_HISTORY;
    world.set_overwrite(
        corner,
        bot,
        false,
        may | permissions::SEND_MESSAGES_IN_THREADS,
        none,
    );
    ana.press("Hard week").await;
    ben.press("Hard week").await;
    tend.pass("10 minutes").await;
    assert_eq!(line(&ana).reply_to, None);
    assert_eq!(
        tend.count("select count(*) from rounds where revealed_at is not null")
            .await,
        3
    );
}

#[tokio::test]
async fn the_prompt_of_a_week_that_nobody_finished_loses_its_buttons_by_one_edit() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    tend.pass("1 week").await;
    let prompt = ana.button("Answer").0;
    let mark = tend.world().ledger().mark();
    tend.pass("1 week").await;
    let closed = tend.world().message(prompt).unwrap();
    assert!(closed.components.is_empty(), "{:?}", closed.components);
    assert!(closed.content.contains("> **"), "{}", closed.content);
    let ledger = tend.world().ledger();
    assert_eq!(
        ledger.count_since(mark, "PATCH", "channels/*/messages/*"),
        1
    );
    assert_eq!(ledger.count_since(mark, "POST", "channels/*/messages"), 1);
}
