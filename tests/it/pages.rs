//! Stories of private pages: about the other, about oneself, and what one is ready to put down.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::{Person, on_another_card};

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

/// Every page that somebody can open beside their own pages, as it reads.
async fn everything_else(person: &Person) -> Vec<String> {
    let mut all = Vec::new();
    for command in [
        "/checkin",
        "/history",
        "/inbox",
        "/needs",
        "/promise list",
        "/questions",
        "/repair board",
        "/setback",
        "/rhythm",
        "/settings",
        "/privacy",
        "/help",
        "/pages",
    ] {
        person.command(command).await;
        all.push(person.news());
    }
    all
}

// practices 70, 71, 72, 187, 188, 189; harms: Both partners must be willing to forgive
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn pages_are_written_read_changed_and_put_down_by_one_alone() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let ben_before = everything_else(&ben).await;
    let (seen, channel) = (ben.sees().0, tend.channel().0);
    ana.command("/pages").await.expect(expect![[r#"
        only you: ### Pages of your own
            Room to write, for you alone. Nobody else sees these pages or learns whether there are any. No notice, no sign, no counting.

            **Forgiving is not condoning.** What happened can stay wrong. **It is not forgetting**, nor going back to how it was. **It is never owed**, whatever was said or done since. It may come, in part, later, or not at all; only you know, and nobody here asks.

            -# Source: own words; no exercise of anyone’s is used. This is not therapy.
            [About the other] [About myself] [What I am ready to put down]
            [Help]
    "#]]);
    ana.press("About the other").await.expect(expect![[r#"
        only you: ### About the other
            What happened, in your words, as hard or as soft as it is. Forgiving may be part of it; it may also not be.
            <A question to begin with>
            [Write a page] [My pages] [Help]
    "#]]);
    ana.choose(
        "A question to begin with",
        &["whether or not I ever forgive"],
    )
    .await
    .expect(expect![[r#"
        form: A page of your own
            Only you read this: 
    "#]]);
    ana.write(&[("page", "I would need *time*.\nAnd no questions.")])
        .await
        .expect(expect![[r#"
            only you: Kept, for you alone.

                ### About the other
                What happened, in your words, as hard or as soft as it is. Forgiving may be part of it; it may also not be.

                1. Sunday, 1 March at 19:00: I would need \*time\*. And no questions.
                <A question to begin with>
                <Open one of your pages>
                [Write a page] [My pages] [Help]
        "#]]);
    ana.choose("Open one of your pages", &["Page 1"])
        .await
        .expect(expect![[r#"
            only you: ### Your page of Sunday, 1 March at 19:00

                > I would need \*time\*.
                > And no questions.
                [Change it] [Put it down] [Back] [Help]
        "#]]);
    ana.press("Change it").await.expect(expect![[r#"
        form: A page of your own
            Only you read this: I would need *time*.
        And no questions.
    "#]]);
    ana.write(&[("page", "I would need time.")]).await;
    for (kind, words) in [
        ("About myself", "I was not kind to myself either."),
        ("What I am ready to put down", "Being right about Tuesday."),
    ] {
        ana.command("/pages").await.press(kind).await;
        ana.expect_brief(match kind {
            "About myself" => expect![[r#"
                only you: ### About myself … [Write a page] [My pages] [Help]
            "#]],
            _ => expect![[r#"
                only you: ### What I am ready to put down … [Write a page] [My pages] [Help]
            "#]],
        });
        ana.press("Write a page").await;
        ana.write(&[("page", words)]).await;
    }
    for words in ["need time", "kind to myself", "right about"] {
        assert!(
            !tend.stores(words).await,
            "{words} is stored as it was written"
        );
    }
    assert_eq!(
        tend.count("select count(*) from texts where released_at is not null")
            .await,
        0
    );

    // The other's screens are the same, byte by byte, and nothing stands in the channel.
    assert_eq!(ben.sees().0, seen);
    assert_eq!(tend.channel().0, channel);
    assert_eq!(everything_else(&ben).await, ben_before);
    // Nothing is promised for later either: no reminder, no notice.
    assert_eq!(
        tend.count("select count(*) from timers where kind in ('news', 'word', 'nudge')")
            .await,
        0
    );

    ana.choose("Open one of your pages", &["Page 1"]).await;
    ana.press("Put it down").await.expect(expect![[r#"
        only you: Put down. Nothing of it is left here.

            ### What I am ready to put down
            Something you have carried long enough. Putting it down says nothing about whether it was right.
            <A question to begin with>
            [Write a page] [My pages] [Help]
    "#]]);
    assert_eq!(
        tend.count("select count(*) from texts where kind = 'page_put_down'")
            .await,
        0
    );
    assert_eq!(tend.count("select count(*) from texts").await, 2);
}

// harms: Both partners must be willing to forgive
#[tokio::test]
async fn whoever_forges_a_button_finds_pages_of_their_own_only() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let (dana, _emil) = tend.couple("Dana", "Emil").await;
    let cleo = tend.stranger("Cleo");
    ana.command("/pages")
        .await
        .press("About the other")
        .await
        .press("Write a page")
        .await;
    ana.write(&[("page", "Forgiving is far away.")]).await;
    let (_, choose) = ana.button("Write a page");
    assert!(choose.ends_with(":1:1:-1"), "{choose}");
    for forged in [
        "t1:pages:list:1:1:0",
        "t1:pages:choose:1:1:0",
        "t1:pages:change:1:1:0",
        "t1:pages:putdown:1:1:0",
    ] {
        ben.forge_press(forged).await;
        assert!(!ben.news().contains("far away"), "{forged}: {}", ben.news());
        for other in [&dana, &cleo] {
            other.forge_press(forged).await;
            assert!(
                other
                    .news()
                    .contains("This isn’t something I can open for you"),
                "{forged}: {}",
                other.news()
            );
        }
    }
    cleo.forge_form("t1:pages:written:1:1:0", &[("page", "Mine now")])
        .await;
    assert_eq!(tend.count("select count(*) from texts").await, 1);
    for broken in [
        "t1:pages:list:1:0:0",
        "t1:pages:list:1:9:0",
        "t1:pages:list:1:-1:0",
        "t1:pages:putdown:1:1:99999",
    ] {
        ana.forge_press(broken).await;
        assert!(
            !ana.news().contains("Something on my side"),
            "{broken}: {}",
            ana.news()
        );
    }
    assert_eq!(tend.count("select count(*) from texts").await, 1);
}

#[tokio::test]
async fn old_buttons_long_texts_and_a_full_shelf_lose_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/pages")
        .await
        .press("About myself")
        .await
        .press("Write a page")
        .await;
    ana.write(&[("page", &"*ä_".repeat(1333))]).await;
    ana.choose("Open one of your pages", &["Page 1"]).await;
    let (_, down) = ana.button("Put it down");
    let whole: String = ana.news().chars().filter(|c| *c == 'ä').collect();
    assert_eq!(whole.chars().count(), 1333);
    ana.press("Change it").await;
    ana.forge_press(&down).await;
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    // The form was open while the page was put down: its words are a page all the same.
    ana.write(&[("page", "Written while it went.")]).await;
    assert_eq!(tend.count("select count(*) from texts").await, 1);
    // That button has put down what stood above it, and nothing that was written since.
    ana.forge_press(&down).await;
    assert_eq!(tend.count("select count(*) from texts").await, 1);
    ana.forge_press(on_another_card(&down)).await;
    ana.forge_press(on_another_card(&down)).await;
    assert!(
        ana.news().contains("no longer here") || ana.sees().0.contains("no longer here"),
        "{}",
        ana.sees().0
    );
    ana.forge_form("t1:pages:written:1:2:-1", &[("page", " \u{200b}\n")])
        .await;
    assert!(
        ana.news().contains("There was nothing on the page"),
        "{}",
        ana.news()
    );
    for at in 0..25 {
        ana.forge_form(
            "t1:pages:written:1:2:-1",
            &[("page", &format!("Page {at}"))],
        )
        .await;
    }
    assert!(
        ana.news().contains("as many as I keep") && ana.news().contains("Page 24"),
        "{}",
        ana.news()
    );
    assert_eq!(tend.count("select count(*) from texts").await, 20);
}

#[tokio::test]
async fn while_tend_rests_pages_can_be_read_and_put_down() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/pages")
        .await
        .press("About myself")
        .await
        .press("Write a page")
        .await;
    ana.write(&[("page", "Enough for now.")]).await;
    ben.command("/privacy").await.press("Leave").await;
    ben.press("Leave, and say nothing").await;
    ana.command("/pages").await.press("About myself").await;
    assert!(ana.news().contains("Enough for now"), "{}", ana.news());
    ana.press("Write a page").await;
    ana.write(&[("page", "One more.")]).await;
    assert!(ana.news().contains("Tend is paused here"), "{}", ana.news());
    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    ana.command("/pages").await.press("About myself").await;
    assert!(!ana.news().contains("Enough for now"), "{}", ana.news());
}

// ruling 18; beyond 7
#[tokio::test]
async fn where_the_host_is_one_of_the_two_a_page_is_written_read_and_gone() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.hosted_by(ana.id);
    tend.restart().await;
    for who in [&ana, &ben] {
        who.command("/pages").await;
        assert!(
            who.news().contains("written, read and gone"),
            "{}",
            who.news()
        );
    }
    ben.expect(expect![[r#"
        only you: ### Pages of your own
            Room to write, for you alone. Nobody else sees these pages or learns whether there are any. No notice, no sign, no counting.

            **Forgiving is not condoning.** What happened can stay wrong. **It is not forgetting**, nor going back to how it was. **It is never owed**, whatever was said or done since. It may come, in part, later, or not at all; only you know, and nobody here asks.

            **Not stored here.** One of you two runs this Tend and could read what is stored. So a page is written, read and gone: after you send it you see it once, and nothing of it is kept. Copy it to a place of your own if you want to have it.

            -# Source: own words; no exercise of anyone’s is used. This is not therapy.
            [About the other] [About myself] [What I am ready to put down]
            [Help]
    "#]]);
    ben.press("About the other")
        .await
        .press("Write a page")
        .await
        .expect(expect![[r#"
            form: A page of your own
                Shown to you once, and not stored: 
        "#]]);
    ben.write(&[("page", "I have not forgiven *that*.")])
        .await
        .expect(expect![[r#"
            only you: ### Your page, this once
                Nothing of it is stored. When this message goes, it is gone.

                > I have not forgiven \*that\*.
                [Back] [Help]
        "#]]);
    assert!(!tend.stores("forgiven").await);
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    ben.command("/pages").await.press("About the other").await;
    assert!(!ben.news().contains("forgiven *that*"), "{}", ben.news());
}

// ruling 18; beyond 7
#[tokio::test]
async fn both_are_told_so_before_they_begin_and_pages_from_before_can_still_be_put_down() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.command("/pages")
        .await
        .press("About myself")
        .await
        .press("Write a page")
        .await;
    ben.write(&[("page", "From before.")]).await;
    tend.hosted_by(ana.id);
    tend.restart().await;
    ben.command("/pages").await.press("About myself").await;
    ben.choose("Open one of your pages", &["Page 1"])
        .await
        .expect(expect![[r#"
            only you: ### Your page of Sunday, 1 March at 19:00

                > From before.
                [Put it down] [Back] [Help]
        "#]]);
    // A form that was open before the restart stores nothing either.
    ben.forge_form("t1:pages:written:1:2:0", &[("page", "Changed.")])
        .await;
    assert!(
        ben.news().contains("Nothing of it is stored"),
        "{}",
        ben.news()
    );
    ben.choose("Open one of your pages", &["Page 1"]).await;
    ben.press("Put it down").await;
    assert_eq!(tend.count("select count(*) from texts").await, 0);

    let (ana, dana) = (
        ana.at(tend.world().add_channel("elsewhere", None)),
        tend.two("Dana", "Emil").0,
    );
    ana.command("/tend start partner:@Dana zone:Lisbon").await;
    assert!(
        ana.news()
            .contains("is therefore shown once and not stored"),
        "{}",
        ana.news()
    );
    dana.command("/tend start partner:@Emil zone:Lisbon").await;
    assert!(
        !dana.news().contains("shown once and not stored"),
        "{}",
        dana.news()
    );
}
