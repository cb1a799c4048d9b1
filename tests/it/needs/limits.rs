//! Blank, long, forged and late forms; rest.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;

#[tokio::test]
async fn blank_long_forged_and_late_forms_change_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.forge_form("t1:needs:pairwritten:1:0:1", &[("trust", "\u{200b} ")])
        .await
        .expect(expect![[r#"
            only you: A few words are needed in each place. Nothing was changed.   [What trust looks like] [Help]
        "#]]);
    ana.forge_form("t1:needs:pairwritten:1:0:2", &[("need", "A walk")])
        .await;
    assert!(
        ana.news().contains("A few words are needed"),
        "{}",
        ana.news()
    );
    ana.forge_form(
        "t1:needs:pairwritten:1:0:1",
        &[("trust", "x".repeat(4001).as_str())],
    )
    .await;
    assert!(
        ana.news().contains("longer than the 4,000"),
        "{}",
        ana.news()
    );
    ana.forge_form("t1:needs:pairwritten:1:0:7", &[("trust", "x")])
        .await;
    assert!(ana.news().contains("older Tend"), "{}", ana.news());
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    assert_eq!(tend.count("select count(*) from openings").await, 0);

    // 4,000 characters in every part arrive whole.
    let long = "*".repeat(4000);
    ana.needs("A need and an offer")
        .await
        .press("Write mine")
        .await;
    ana.write(&[("need", &long), ("offer", &long)]).await;
    ana.press("Hand in").await;
    ben.needs("A need and an offer")
        .await
        .press("Write mine")
        .await;
    ben.write(&[("need", &long), ("offer", &long)]).await;
    ben.press("Hand in").await;
    assert_eq!(ben.news().matches("\\*").count(), 16000);
    ana.needs("What settles me")
        .await
        .press("Write")
        .await
        .write(&[("0", &long)])
        .await;
    assert_eq!(ana.news().matches("\\*").count(), 4000);

    // Erased, what is in is in no more, and what was asked for is gone.
    ana.needs("What trust looks like")
        .await
        .press("Write mine")
        .await
        .write(&[("trust", "A word.")])
        .await
        .press("Hand in")
        .await;
    ana.needs("Ten minutes")
        .await
        .press("Now, if you can")
        .await
        .write(&[("line", "A word.")])
        .await;
    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(tend.count("select count(*) from requests").await, 0);
    assert_eq!(
        tend.count("select count(*) from timers where split_part(key, ':', 4) = 'request'")
            .await,
        0
    );
    tend.settle().await;
    ben.needs("What trust looks like")
        .await
        .press("Write mine")
        .await
        .write(&[("trust", "Mine.")])
        .await
        .press("Hand in")
        .await;
    assert!(ben.news().contains("It’s with me"), "{}", ben.news());
    // What was opened once: mine is still mine to read.
    ben.needs("A need and an offer").await;
    assert_eq!(ben.news().matches("\\*").count(), 8000);
}

// ruling 10
#[tokio::test]
async fn while_tend_rests_nothing_is_asked_and_nothing_opens() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.needs("What trust looks like")
        .await
        .press("Write mine")
        .await
        .write(&[("trust", "A word.")])
        .await
        .press("Hand in")
        .await;
    ben.needs("What trust looks like")
        .await
        .press("Write mine")
        .await;
    ana.command("/pause").await.press("Until I come back").await;
    let resting = ben.command("/checkin").await.news();
    for id in [
        "open:1:0:0",
        "home:1:0:0",
        "asked:1:0:1",
        "pick:1:0:0",
        "share:1:0:1",
        "look:1:77:0",
    ] {
        assert_eq!(
            ben.forge_press(&format!("t1:needs:{id}")).await.news(),
            resting,
            "{id}"
        );
    }
    assert_eq!(
        ben.forge_press("t1:needs:pairhandin:1:0:1").await.news(),
        resting
    );
    ben.forge_form("t1:needs:pairwritten:1:0:1", &[("trust", "Mine.")])
        .await;
    assert!(
        ben.news().starts_with(&resting) && ben.news().contains("Mine."),
        "{}",
        ben.news()
    );
    assert_eq!(
        tend.count("select count(*) from openings where opened_at is not null")
            .await,
        0
    );
    // A line that was on its way waits, and is left out where its day is over.
    ana.command("/checkin").await.press("Come back").await;
    ana.needs("Ten minutes")
        .await
        .press("Whenever")
        .await
        .write(&[])
        .await;
    ben.command("/pause").await.press("2 days").await;
    let posted = tend.posted().len();
    tend.pass("4 days").await;
    assert_eq!(tend.posted().len(), posted);
    assert_eq!(tend.count("select count(*) from requests").await, 0);
}
