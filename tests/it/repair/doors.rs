//! A step pressed by the wrong one, twice, from an old message, after it was paused, stopped, left or erased.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;
use crate::people::Person;

/// Up to where Ben, who is responsible, may read what it did to Ana.
async fn told(tend: &Tend, size: &str) -> (Person, Person) {
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    super::told(tend, &ana, &ben, size).await;
    (ana, ben)
}

/// What the card says first.
fn first(person: &Person) -> String {
    person
        .news()
        .lines()
        .take(2)
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

// practices 32, 183; harms: Penance (a repair is moved on by the one who was hurt, and asks nothing of them)
#[tokio::test]
async fn a_step_is_taken_only_by_the_one_whose_it_is_and_a_stranger_learns_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = told(&tend, "Small").await;
    let sam = tend.stranger("Sam");
    let before = tend.count("select moves::bigint from repairs").await;
    for step in [
        "right",
        "confirm",
        "confirmwhy",
        "readapology",
        "goon",
        "follow",
        "space",
        "stoplooking",
        "tell",
    ] {
        ben.forge_press(&format!("t1:repair:{step}:1:<repair>:0"))
            .await;
        assert!(
            ben.news().contains("whoever was hurt moves it on"),
            "{step}: {}",
            ben.news()
        );
    }
    for step in ["readaccount", "plan"] {
        ana.forge_press(&format!("t1:repair:{step}:1:<repair>:0"))
            .await;
        assert!(ana.news().contains("’s to take"), "{step}: {}", ana.news());
    }
    for step in [
        "show", "agree", "hold", "stopnow", "right", "all", "closing", "account",
    ] {
        sam.forge_press(&format!("t1:repair:{step}:1:<repair>:0"))
            .await;
        assert!(
            sam.news()
                .contains("This isn’t something I can open for you"),
            "{step}: {}",
            sam.news()
        );
    }
    assert_eq!(
        tend.count("select moves::bigint from repairs").await,
        before
    );
}

#[tokio::test]
async fn a_draft_is_not_there_for_the_other() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let nothing = ben.command("/repair board").await.news();
    ana.command("/repair open")
        .await
        .press("Something hurt me")
        .await
        .press("Write a line")
        .await;
    ana.write(&[("repair_opening", "The loan.")]).await;
    assert_eq!(ben.command("/repair board").await.news(), nothing);
    for step in [
        "show", "agree", "letgo", "hold", "stopnow", "opening", "offer",
    ] {
        ben.forge_press(&format!("t1:repair:{step}:1:<repair>:0"))
            .await;
        let stranger = "This isn’t something I can open for you";
        assert!(ben.news().contains(stranger), "{step}: {}", ben.news());
    }
    assert!(!tend.stores("The loan.").await);
    ana.press("Let it go").await;
    assert_eq!(tend.count("select count(*) from repairs").await, 0);
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn pressed_twice_or_on_an_old_card_it_says_where_the_repair_stands() {
    let tend = Tend::start(BEGIN).await;
    let (_ana, ben) = told(&tend, "Small").await;
    ben.looks_in().await;
    let (message, read) = ben.button("Read it");
    ben.press_on(message, &read).await;
    ben.forge_press(&read).await.expect_brief(expect![[r#"
        only you: That reached me the first time, and it counts once. This is how it stands now. … [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    // The same step from another card.
    let another = read.split('!').next().unwrap();
    ben.forge_press(another).await.expect(expect![[r#"
        only you: This repair has gone on since this card was drawn. Here is where it stands.   [Where it stands] [Repairs] [Help]
    "#]]);
    ben.press("Where it stands").await;
    assert!(
        ben.news().contains("You write what you understood"),
        "{}",
        ben.news()
    );
    ben.forge_form(
        "t1:repair:acknowledgedwritten:1:<repair>:0",
        &[("repair_acknowledged", "I did it.")],
    )
    .await;
    assert!(
        ben.news().contains("I did it."),
        "what was typed comes back: {}",
        ben.news()
    );
    ben.forge_form(
        "t1:repair:understoodwritten:1:<repair>:0",
        &[("repair_understood", " \u{200b} ")],
    )
    .await;
    assert!(ben.news().contains("needs a few words"), "{}", ben.news());
    ben.command("/repair board").await.press("Open 1").await;
    ben.forge_press("t1:repair:answer:1:<repair>:0").await;
    assert!(
        ben.news().contains("nothing written for this step"),
        "{}",
        ben.news()
    );
}

// practice 89: an old hurt may be opened too, one at a time; harms: Face defences, old wounds
#[tokio::test]
async fn both_open_one_at_once_and_each_is_its_own() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for who in [&ana, &ben] {
        who.command("/repair open")
            .await
            .press("Something hurt me")
            .await;
    }
    for who in [&ana, &ben] {
        who.press("Ask whether").await;
    }
    tend.settle().await;
    assert_eq!(
        tend.count("select count(*) from repairs where phase = 1")
            .await,
        2
    );
    ana.command("/repair board").await.expect(expect![[r#"
        only you: ### What you are putting right

            1. There is something – not begun yet
            @Ben is asked whether they’re ready. It keeps.

            2. There is something – not begun yet
            You are asked whether you’re ready for this one.
            [Open 1] [Open 2]
            [There is something] [Promises] [Help]
    "#]]);
    // Of the same size, with the same one hurt, one at a time is plenty; the draft stays.
    ana.command("/repair open")
        .await
        .press("Something hurt me")
        .await
        .press("Ask whether")
        .await;
    assert!(
        ana.news().contains("one at a time is plenty"),
        "{}",
        ana.news()
    );
    assert_eq!(tend.count("select count(*) from repairs").await, 3);
}

#[tokio::test]
async fn not_now_has_a_time_and_may_be_asked_again_then() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    // Ana did something that hurt Ben: Ben is asked, and Ana alone hears when the time has come.
    ana.command("/repair open")
        .await
        .press("I did something that hurt")
        .await
        .press("Ask whether")
        .await;
    tend.settle().await;
    ben.looks_in().await.choose("Not now", &["In a week"]).await;
    tend.settle().await;
    ana.looks_in().await;
    ana.forge_press("t1:repair:askagain:1:<repair>:0").await;
    assert!(
        ana.news().contains("until Sunday, 8 March"),
        "{}",
        ana.news()
    );
    ben.look_away();
    tend.pass_until("2026-03-08 18:59").await;
    ana.look_away();
    tend.pass_until("2026-03-08 19:01").await;
    let (to_ana, to_ben) = (ana.news(), ben.news());
    assert!(to_ana.contains("You may ask again"), "{to_ana}");
    assert!(!to_ben.contains("direct"), "{to_ben}");
    ana.press("Look at it privately")
        .await
        .press("Ask again")
        .await;
    tend.settle().await;
    ben.looks_in().await.press("Yes, I’m ready").await;
    assert!(first(&ben).contains("There is something"), "{}", ben.news());
}

#[tokio::test]
async fn paused_by_either_it_waits_with_its_reminder_and_goes_on_from_there() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = told(&tend, "Big").await;
    ana.command("/repair board")
        .await
        .press("Open 1")
        .await
        .press("Pause it")
        .await;
    tend.settle().await;
    ben.look_away();
    tend.pass("2 weeks").await;
    assert!(!ben.news().contains("direct"), "{}", ben.news());
    ben.command("/repair board")
        .await
        .press("Open 1")
        .await
        .expect(expect![[r#"
            only you: ### There is something
                A big repair. Now: understand. It is paused.

                This repair is paused. It keeps everything, and goes on from here.
                [All that was said] [Pause it] [Stop it] [Repairs] [Help]
        "#]]);
    ben.forge_press("t1:repair:readaccount:1:<repair>:0").await;
    assert!(
        ben.news().contains("This repair is paused"),
        "{}",
        ben.news()
    );
    // What Ben lets go on is not held by Ben.
    ben.forge_press("t1:repair:letgoon:1:<repair>:0").await;
    assert_eq!(tend.count("select holds::bigint from repairs").await, 1);
    ana.press("Let it go on").await;
    tend.pass("4 days").await;
    assert!(
        ben.news().contains("the next step is with you"),
        "{}",
        ben.news()
    );
}

#[tokio::test]
async fn a_look_back_due_while_everything_rests_waits_until_the_rest_is_over() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    super::following(&tend, &ana, &ben).await;
    tend.pass("5 days").await;
    ana.command("/pause").await.press("One week").await;
    ben.look_away();
    tend.pass("5 days").await;
    assert!(!ben.news().contains("look back"), "{}", ben.news());
    tend.pass("4 days").await;
    assert!(
        ben.news().contains("time for a look back"),
        "{}",
        ben.news()
    );
    assert_eq!(
        tend.count(
            "select count(*) from timers where kind = 'word' and split_part(key, ':', 3) = '1'"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn stopped_by_either_it_is_over_for_both_and_says_no_reason() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = told(&tend, "Small").await;
    ben.command("/repair board")
        .await
        .press("Open 1")
        .await
        .press("Stop it")
        .await
        .expect(expect![[r#"
            only you: ### Stop this repair?
                It ends for you both, at once and without a reason. What was given stays readable in it; what was only prepared stays its author’s. Promises stay with whoever made them.
                [Stop it] [Back] [Help]
        "#]]);
    ben.press("Stop it").await;
    tend.settle().await;
    ana.looks_in().await.expect(expect![[r#"
        only you: ### This repair has ended
            It ended before its close. Nothing follows from it. If there is something later, another one can begin.
            [All that was said] [Repairs] [Help]
    "#]]);
    ana.forge_press("t1:repair:right:1:<repair>:0").await;
    assert!(ana.news().contains("This repair is over"), "{}", ana.news());
    assert_eq!(
        tend.count("select count(*) from timers where state = 0 and kind in ('word', 'news')")
            .await,
        0
    );
    tend.pass("1 week").await;
}

#[tokio::test]
async fn whoever_leaves_or_erases_ends_it_quietly() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = told(&tend, "Small").await;
    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    tend.settle().await;
    ben.looks_in().await.expect(expect![[r#"
        only you: ### This repair has ended
            It ended before its close. Nothing follows from it. If there is something later, another one can begin.
            [All that was said] [Repairs] [Help]
    "#]]);
    ben.press("All that was said").await.expect(expect![[r#"
            only you: ### All that was said in this repair

                Nothing has been said in it yet.
                [Back] [Help]
        "#]]);
    assert_eq!(
        tend.count("select count(*) from texts where partner = 1")
            .await,
        0
    );

    ana.opens_repair("Small", "Another thing.").await;
    tend.settle().await;
    ana.command("/privacy")
        .await
        .press("Leave")
        .await
        .press("say nothing")
        .await;
    tend.settle().await;
    ben.forge_press("t1:repair:agree:1:<repair 2>:0").await;
    assert!(ben.news().contains("Tend is paused here"), "{}", ben.news());
    tend.pass("2 weeks").await;
    assert_eq!(
        tend.count("select count(*) from repairs where phase = 1")
            .await,
        1
    );
}

#[tokio::test]
async fn four_thousand_characters_in_every_part_are_read_whole() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.opens_repair("Big", &"o".repeat(4000)).await;
    tend.settle().await;
    ben.looks_in().await.press("Yes, I’m ready").await;
    tend.settle().await;
    let long = |sign: &str| sign.repeat(4000);
    ana.looks_in().await;
    let (a, b, c) = (long("a"), long("*"), long("c"));
    ana.writes_and_gives(
        "Write",
        &[
            ("repair_happened", &a),
            ("repair_led", &b),
            ("repair_impact", &c),
        ],
        "Let them read it",
    )
    .await;
    tend.settle().await;
    ben.looks_in().await.press("Read it").await;
    let read = ben.news();
    assert_eq!(read.matches('a').count() / 4000, 1);
    assert_eq!(read.matches("\\*").count(), 4000);
    assert!(read.matches('c').count() >= 4000);
}

// practices 4, 118, 207: never under a verdict.
#[tokio::test]
async fn it_begins_from_a_promise_whose_day_has_gone_by_or_from_a_paper_cut() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.command("/promise new")
        .await
        .press("Write my own")
        .await;
    ben.write(&[("what", "I call when I am late."), ("when", "2026-03-06")])
        .await
        .press("Share with the other")
        .await;
    ben.press("I could not").await.write(&[]).await;
    tend.pass_until("2026-03-07 19:00").await;
    ana.command("/promise list")
        .await
        .choose("Look at one that was shared", &["1."])
        .await;
    ana.press("Begin a repair about this")
        .await
        .expect(expect![[r#"
            only you: ### There is something
                A small repair, not begun yet. Write a line or none, read how it sounds, then ask.

                It is about this promise:
                > I call when I am late.

                Only you see this so far.

                Without a line it simply says: there is something. That is enough.
                <What kind of thing it was, if you like: I’d rather not name it>
                <Small or big: Small: short forms, a look back after a week>
                [Write a line] [Ask whether they’re ready] [Let it go] [Help]
        "#]]);
    ana.press("Let it go").await;

    ana.command("/inbox").await.press("Write one").await;
    ana.write(&[("line", "The dishes stood there again.")])
        .await;
    tend.pass_until("2026-03-09 19:01").await;
    ana.command("/inbox")
        .await
        .choose("open one of yours", &["1"])
        .await;
    ana.press("Make it a small repair")
        .await
        .expect(expect![[r#"
            only you: ### There is something
                A small repair, not begun yet. Write a line or none, read how it sounds, then ask.

                Only you see this so far.

                In a line:
                > The dishes stood there again.
                <What kind of thing it was, if you like: I’d rather not name it>
                <Small or big: Small: short forms, a look back after a week>
                [Change the words] [Ask whether they’re ready] [Let it go] [Help]
        "#]]);
    assert_eq!(tend.count("select count(*) from cuts").await, 0);
}
