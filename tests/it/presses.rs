//! Stories of presses and forms that come late, twice, at once, or from somebody else.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn a_form_that_was_open_while_tend_restarted_is_kept() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/checkin")
        .await
        .choose("I felt", &["Calm", "Grateful"])
        .await;
    ana.press("Next").await.press("Write").await;
    tend.restart().await;
    ana.write(&[("concern", "The late trains.")])
        .await
        .expect_brief(expect![[r#"
        only you: ### Write · page 2 of 3 … [Back] [Write on] [Next] [Help]
    "#]]);
    tend.restart().await;
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    assert!(ana.news().contains("Calm, Grateful"));
    ana.press("Next").await;
    assert!(ana.news().contains("> The late trains."));
}

#[tokio::test]
async fn a_form_opened_yesterday_is_kept() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await;
    tend.pass("1 day").await;
    ana.write(&[("thanks", "Our walk.")])
        .await
        .expect_brief(expect![[r#"
        only you: ### Write · page 2 of 3 … [Back] [Write on] [Next] [Help]
    "#]]);
}

#[tokio::test]
async fn a_form_whose_week_has_closed_gives_the_words_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await;
    tend.pass("8 days").await;
    ana.write(&[("thanks", "Our *walk*."), ("concern", "The late trains.")])
        .await
        .expect(expect![[r#"
            only you: ### The check-in of Monday, 23 February is over
                It closed before you had both answered, and nothing can be added to it.
                [Open this week’s check-in] [Help]
            only you: This is what you typed, so that nothing is lost:

                > Our \*walk\*.

                > The late trains.
        "#]]);
}

#[tokio::test]
async fn buttons_from_last_year_say_what_is_so_now() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/checkin").await;
    let mut old = Vec::new();
    for label in ["Answer", "Next", "Later", "Hard week"] {
        old.push(ana.button(label));
    }
    ana.press("Next").await.press("Next").await;
    old.push(ana.button("Hand in"));
    tend.pass("365 days").await;
    let seen = tend.channel().0;
    for (message, id) in &old {
        ana.forge_press(id).await;
        assert!(!ana.news().is_empty(), "{id} on {message} is answered");
    }
    ana.forge_press(&old[0].1)
        .await
        .expect_brief(expect![[r#"
            only you: ### The check-in of Monday, 23 February is over … [Open this week’s check-in] [Help]
        "#]]);
    tend.settle().await;
    assert_eq!(tend.channel().0, seen);
    assert_eq!(
        tend.count("select count(*) from weeks where fact = 'tended'")
            .await,
        0
    );
    assert!(
        ben.forge_press("t0:checkin:open:1")
            .await
            .news()
            .contains("older Tend")
    );
}

#[tokio::test]
async fn ids_that_were_forged_or_cut_off_do_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _) = tend.couple("Ana", "Ben").await;
    let (dora, _) = tend.couple("Dora", "Eli").await;
    let cleo = tend.stranger("Cleo");
    dora.hand_in("Only for Eli.").await;
    let before = tend.channel().0;
    ana.forge_press("t1:checkin:open:<round 2>")
        .await
        .expect(expect![[r#"
        only you: This isn’t something I can open for you. With /help I tell you what I am.
    "#]]);
    let refused = ana.news();
    for id in [
        "t1:checkin:handin:<round 2>",
        "t1:checkin:takeback:<round 2>",
        "t1:checkin:hard:<round 2>",
        "t1:reading:read:<round 2>",
        "t1:checkin:open:99999",
        "t1:pause:rest:2:0",
        "t1:settings:open:2",
        "t1:rhythm:open:2",
        "t1:which:history:2",
    ] {
        ana.forge_press(id).await;
        assert_eq!(ana.news(), refused, "{id}");
        cleo.forge_press(id).await;
        assert_eq!(cleo.news(), refused, "{id}");
    }
    ana.forge_press("t1:checkin:op").await.expect(expect![[r#"
        only you: That button is from an older Tend. The command beside it still works: /checkin, /settings or /help.
    "#]]);
    let older = ana.news();
    for id in [
        "t1",
        "t1:",
        "t1:checkin:open:",
        "t1:checkin:open:1:1",
        "t1:checkin:open:-",
        "t1:checkin:open:99999999999999999999",
        "x",
        "🌿",
        "t1:settings:agree:1",
        "t1:pairing:yes:1",
        "T1:checkin:open:1",
    ] {
        ana.forge_press(id).await;
        assert_eq!(ana.news(), older, "{id}");
    }
    let form = ana
        .forge_form(
            "t1:checkin:written:<round 2>",
            &[("thanks", "Into another’s round.")],
        )
        .await
        .news();
    assert!(
        form.contains("isn’t something I can open") && form.contains("Into another’s round."),
        "{form}"
    );
    tend.settle().await;
    assert_eq!(tend.channel().0, before);
}

#[tokio::test]
async fn a_double_click_hands_in_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.thank("Our walk.").await.press("Next").await;
    let (message, id) = ana.button("Hand in");
    tokio::join!(ana.press_on(message, &id), ana.press_on(message, &id));
    ben.thank("You made soup.").await.press("Next").await;
    let (message, id) = ben.button("Hand in");
    tokio::join!(ben.press_on(message, &id), ben.press_on(message, &id));
    tend.settle().await;
    assert_eq!(
        tend.count("select count(*) from weeks where fact = 'tended'")
            .await,
        1
    );
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);
    ana.press("Read").await.expect_brief(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
}

#[tokio::test]
async fn two_in_the_same_second_both_read() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.thank("Our walk on Tuesday.").await.press("Next").await;
    ben.thank("You made soup.").await.press("Next").await;
    tokio::join!(ana.press("Hand in"), ben.press("Hand in"));
    let said = format!("{}{}", ana.news(), ben.news());
    assert_eq!(said.matches("You have both answered").count(), 1, "{said}");
    tend.settle().await;
    assert!(ana.press("Read").await.news().contains("You made soup."));
    assert!(
        ben.press("Read")
            .await
            .news()
            .contains("Our walk on Tuesday.")
    );
    assert_eq!(
        tend.count("select count(*) from weeks where fact = 'tended'")
            .await,
        1
    );
    assert_eq!(
        tend.channel().0.matches("You have both answered").count(),
        1
    );
}
