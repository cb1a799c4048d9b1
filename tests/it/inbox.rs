//! Stories of paper cuts: one line, one's own until the weekly look, then both see them, then they go.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::{Person, on_another_card};

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

impl Person {
    async fn cut(&self, line: &str) -> &Self {
        self.command("/inbox").await.press("Write one").await;
        self.write(&[("line", line)]).await
    }
}

// practices 119, 160, 203; harms: Logging small betrayals
#[tokio::test]
async fn a_small_thing_is_written_alone_and_can_be_taken_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/inbox").await.expect(expect![[r#"
        only you: ### Paper cuts
            Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 2 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

            Nothing is here for you now.
            [Write one] [Help]
    "#]]);
    ana.press("Write one").await.expect(expect![[r#"
        form: A paper cut
            A small thing, as it was for me: 
    "#]]);
    ana.write(&[(
        "line",
        "I felt *alone* at dinner, but you are always on the phone",
    )])
    .await
    .expect(expect![[r#"
        only you: Kept, for your eyes alone until you look together.
            A thought on the wording, for you alone; every word may stay as it is:
            “but”: what comes after it is often heard louder than what came before.
            “always”: hard to hear, and hard to keep. One moment, or one step, is easier to hear and to keep.
            “you are” is about who somebody is. What happened, and what it did to you, is easier to hear.

            ### Paper cuts
            Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 2 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

            **Yours, for the next look.** Until then nobody else sees it, and you can take it back.

            1. I felt \*alone\* at dinner, but you are always on the phone
            <Take one back that waits>
            [Write one] [Help]
    "#]]);
    ana.choose("Take one back", &["Take back 1"])
        .await
        .expect(expect![[r#"
            only you: Taken back. Nothing of it is left.

                ### Paper cuts
                Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 2 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

                Nothing is here for you now.
                [Write one] [Help]
        "#]]);
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

// practices 47, 119, 139, 203, 207; harms: Logging small betrayals
#[tokio::test]
async fn small_things_are_looked_at_together_and_gone() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.cut("I felt alone at dinner on Tuesday").await;
    ana.cut("I would have liked a call when it got late").await;
    ben.cut("I missed our walk").await;
    assert!(!tend.stores("alone at dinner").await);

    tend.pass_until("2026-03-02 18:59").await;
    assert!(!tend.channel().0.contains("weekly look"));
    ana.look_away();
    tend.pass_until("2026-03-02 19:01").await;
    ana.expect(expect![[r#"
        tend: Your weekly look: there are paper cuts to read, small ones, in your own time.   [Look] [Help]
    "#]]);
    ana.press("Look").await.expect(expect![[r#"
        only you: ### Paper cuts
            Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 9 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

            **Yours.** Clear what is settled. What asks for more can become a small repair.

            1. I felt alone at dinner on Tuesday
            2. I would have liked a call when it got late

            **From @Ben.** Nothing to argue with. “I hear you” is often enough.

            1. I missed our walk
            [Clear 1] [Clear 2]
            [I hear you: 1]
            <Something that asks for more: open one of yours>
            [Write one] [Help]
    "#]]);
    ben.press("Look").await.expect(expect![[r#"
        only you: ### Paper cuts
            Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 9 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

            **Yours.** Clear what is settled. What asks for more can become a small repair.

            1. I missed our walk

            **From @Ana.** Nothing to argue with. “I hear you” is often enough.

            1. I felt alone at dinner on Tuesday
            2. I would have liked a call when it got late
            [Clear 1]
            [I hear you: 1] [I hear you: 2]
            <Something that asks for more: open one of yours>
            [Write one] [Help]
    "#]]);
    ben.press("I hear you: 1").await.expect(expect![[r#"
        only you: Said: you hear it. It shows beside that line.

            ### Paper cuts
            Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 9 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

            **Yours.** Clear what is settled. What asks for more can become a small repair.

            1. I missed our walk

            **From @Ana.** Nothing to argue with. “I hear you” is often enough.

            1. I felt alone at dinner on Tuesday (you said that you hear it)
            2. I would have liked a call when it got late
            [Clear 1]
            [I hear you: 2]
            <Something that asks for more: open one of yours>
            [Write one] [Help]
    "#]]);
    ana.command("/inbox").await;
    ana.choose("asks for more", &["Open 1"])
        .await
        .expect(expect![[r#"
            only you: ### One of yours
                > I felt alone at dinner on Tuesday
                [Clear it, with thanks] [Make it a small repair] [Back] [Help]
        "#]]);
    ana.press("Back")
        .await
        .press("Clear 1, with thanks")
        .await
        .expect(expect![[r#"
            only you: Cleared, with your thanks. Its words are gone.

                ### Paper cuts
                Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 9 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

                **Yours.** Clear what is settled. What asks for more can become a small repair.

                1. I would have liked a call when it got late

                **From @Ben.** Nothing to argue with. “I hear you” is often enough.

                1. I missed our walk
                [Clear 1]
                [I hear you: 1]
                <Something that asks for more: open one of yours>
                [Write one] [Help]
        "#]]);
    ben.command("/inbox").await.expect(expect![[r#"
        only you: ### Paper cuts
            Small things that pinched, in one line each, before they pile up. A line is yours alone until your next look together: Monday, 9 March at 19:00. From then on you both see it, its owner clears it with one tap, and what nobody cleared goes by itself two weeks later. Nothing of it is kept.

            Something you heard was cleared, with thanks to you.

            **Yours.** Clear what is settled. What asks for more can become a small repair.

            1. I missed our walk

            **From @Ana.** Nothing to argue with. “I hear you” is often enough.

            1. I would have liked a call when it got late
            [Clear 1]
            [I hear you: 1]
            <Something that asks for more: open one of yours>
            [Write one] [Help]
    "#]]);
    ben.press("Clear 1").await.expect_brief(expect![[r#"
        only you: Cleared. Nothing of it is left. … [Write one] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from texts").await, 1);

    // What nobody clears goes by itself two weeks later, with its words.
    tend.pass_until("2026-03-17 12:00").await;
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    assert_eq!(tend.count("select count(*) from cuts").await, 0);
    assert_eq!(tend.channel().0.matches("weekly look").count(), 1);
}

// harms: Logging small betrayals, journalling conflicts
#[tokio::test]
async fn before_the_look_the_other_sees_the_same_whether_there_is_one_or_none() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.command("/inbox").await;
    let before = ben.news();
    ana.cut("I felt small in front of your friends").await;
    ben.command("/inbox").await;
    assert_eq!(ben.news(), before);
    for forged in ["t1:inbox:hear:1:<cut>:0", "t1:inbox:clear:1:<cut>:0"] {
        ben.forge_press(forged).await;
        let seen = ben.sees().0;
        assert!(seen.contains("no longer here"), "{seen}");
        assert!(!seen.contains("small in front"), "{seen}");
    }
    ben.forge_press("t1:inbox:takeback:1:0:0").await;
    ben.forge_press("t1:inbox:choose:1:0:0").await;
    assert_eq!(tend.count("select count(*) from cuts").await, 1);
    assert_eq!(
        tend.count("select count(*) from texts where released_at is not null")
            .await,
        0
    );
    // Its owner cannot hear it for the other, and clears it only once it was looked at.
    ana.forge_press("t1:inbox:hear:1:<cut>:0").await;
    ana.forge_press("t1:inbox:clear:1:<cut>:0").await;
    assert_eq!(
        tend.count("select count(*) from cuts where heard_at is null")
            .await,
        1
    );
    // Taken back before the look: there is nothing to look at, and nothing is said.
    ana.command("/inbox").await;
    ana.choose("Take one back", &["Take back 1"]).await;
    tend.pass("3 days").await;
    assert!(!tend.channel().0.contains("weekly look"));
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn the_wrong_person_a_second_press_and_an_old_button_change_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let (dana, _emil) = tend.couple("Dana", "Emil").await;
    let cleo = tend.stranger("Cleo");
    ana.cut("I missed the film").await;
    tend.pass("2 days").await;
    ana.press("Look").await;
    let (message, clear) = ana.button("Clear 1");
    ben.press("Look").await;
    let (_, hear) = ben.button("I hear you: 1");
    for other in [&dana, &cleo] {
        for id in [&clear, &hear] {
            other.forge_press(id).await;
            assert!(
                other
                    .news()
                    .contains("This isn’t something I can open for you"),
                "{}",
                other.news()
            );
        }
    }
    dana.forge_press("t1:inbox:clear:2:<cut>:0").await;
    ben.forge_press(&clear).await;
    assert!(ben.news().contains("no longer here"), "{}", ben.news());
    assert_eq!(
        tend.count("select count(*) from cuts where heard_at is null")
            .await,
        1
    );
    ana.press_on(message, &clear).await;
    assert_eq!(tend.count("select count(*) from cuts").await, 0);
    ana.forge_press(on_another_card(&clear)).await;
    assert!(ana.news().contains("no longer here"), "{}", ana.news());
    ben.forge_press(&hear).await;
    assert!(
        ben.news().contains("no longer here") && !ben.news().contains("the film"),
        "{}",
        ben.news()
    );
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn ten_wait_for_one_look_and_all_of_them_can_be_reached() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for at in 1..=10 {
        ana.forge_form(
            "t1:inbox:written:1:0:0",
            &[("line", &format!("Line {at} {}", "*".repeat(190)))],
        )
        .await;
    }
    ana.forge_form("t1:inbox:written:1:0:0", &[("line", "One more")])
        .await;
    assert!(
        ana.news().contains("as many as I keep") && ana.news().contains("One more"),
        "{}",
        ana.news()
    );
    for wrong in ["", "\u{200b}", &"a".repeat(4000)] {
        ben.forge_form("t1:inbox:written:1:0:0", &[("line", wrong)])
            .await;
        assert!(ben.news().contains("I need a few words"), "{}", ben.news());
    }
    assert_eq!(tend.count("select count(*) from cuts").await, 10);
    tend.pass("2 days").await;
    // One week's look: what comes now waits for the next, which is one more.
    ana.cut("For next week").await;
    ana.press("More of them").await;
    let (_, tenth) = ana.button("Clear 10");
    ana.forge_press(&tenth).await;
    ben.press("Look")
        .await
        .press("More of them")
        .await
        .press("I hear you: 9")
        .await;
    tend.pass("1 week").await;
    assert_eq!(tend.channel().0.matches("weekly look").count(), 2);
    assert_eq!(
        tend.count("select count(*) from cuts where looked_at is not null")
            .await,
        10
    );
}

#[tokio::test]
async fn while_tend_rests_the_look_waits_and_erasing_takes_ones_own() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.cut("I was cold").await;
    ben.cut("I was tired").await;
    let (old, write) = ana.button("Write one");
    ben.command("/pause").await.press("One week").await;
    ana.press_on(old, &write).await;
    assert!(ana.news().contains("Tend is paused here"), "{}", ana.news());
    ana.forge_form("t1:inbox:written:1:0:0", &[("line", "One more")])
        .await;
    assert!(
        ana.news().contains("Tend is paused here") && ana.news().contains("One more"),
        "{}",
        ana.news()
    );
    tend.pass("6 days").await;
    assert!(!tend.channel().0.contains("weekly look"));
    assert_eq!(
        tend.count("select count(*) from cuts where looked_at is null")
            .await,
        2
    );
    tend.pass("2 days").await;
    assert_eq!(tend.channel().0.matches("weekly look").count(), 1);

    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(tend.count("select count(*) from cuts").await, 1);
    assert_eq!(tend.count("select count(*) from texts").await, 1);
    ben.command("/inbox").await;
    assert!(
        ben.news().contains("I was tired") && !ben.news().contains("I was cold"),
        "{}",
        ben.news()
    );
    ana.command("/privacy")
        .await
        .press("Leave")
        .await
        .press("Leave, and say nothing")
        .await;
    ben.forge_press("t1:inbox:clear:1:77:0").await;
    assert!(ben.news().contains("Tend is paused here"), "{}", ben.news());
}

// ruling 14: one's own side only
#[tokio::test]
async fn an_export_has_ones_own_cuts_and_none_of_the_others() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.cut("I was cold").await;
    ben.cut("I was tired").await;
    tend.pass("2 days").await;
    ana.command("/privacy")
        .await
        .press("Export")
        .await
        .press("Make the files")
        .await;
    let files = crate::privacy::files(&tend, &ana);
    let export: serde_json::Value = serde_json::from_str(&files[1].1).unwrap();
    jsonschema::validate(&serde_json::from_str(&files[2].1).unwrap(), &export).unwrap();
    assert_eq!(export["things"].as_array().unwrap().len(), 1);
    assert_eq!(export["things"][0]["kind"], "cut");
    assert_eq!(
        export["things"][0]["facts"]["looked_at"],
        "2026-03-02T19:00:00Z"
    );
    assert_eq!(export["texts"][0]["text"], "I was cold");
    assert!(!files.iter().any(|(_, text)| text.contains("tired")));
}
