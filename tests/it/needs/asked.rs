//! Ten minutes, with an easy no.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;
use crate::people::on_another_card;

// practices 48
#[tokio::test]
async fn ten_minutes_are_asked_for_with_an_easy_no_and_are_gone_at_the_days_end() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = tend.channel().0;
    ana.needs("Ten minutes").await.expect(expect![[r#"
        only you: ### I could use you for ten minutes
            When today would be good? You can add a line, or none. @Ben may say yes, not now or later; nothing more is asked. At the day’s end it is gone.
            [Now, if you can] [This evening] [Whenever it suits today]
            [Back] [Help]
    "#]]);
    ana.press("This evening").await.expect(expect![[r#"
        form: Ten minutes
            A line, if you like: 
    "#]]);
    ana.write(&[("line", "Just to *sit*")])
        .await
        .expect(expect![[r#"
            only you: ### You asked @Ben

                Ten minutes together. This evening.

                > Just to \*sit\*

                There is no answer yet. It may stay without one.
                [Take it back] [Back] [Help]
        "#]]);
    assert!(
        !tend.stores("Just to").await,
        "it is stored as it was written"
    );
    tend.settle().await;
    expect![[r#"
        tend: There is something small to look at today.   [Look] [Help]
    "#]]
    .assert_eq(tend.channel().0.strip_prefix(&before).unwrap());
    ben.press("Look").await.expect(expect![[r#"
        only you: ### @Ana asks you

            Ten minutes together. This evening.

            > Just to \*sit\*

            Each answer is as good as the others, and none needs a reason. At the day’s end it is gone by itself.
            [Yes, gladly] [Not now] [Later today] [Help]
    "#]]);
    let (_, yes) = ben.button("Yes, gladly");
    ben.press("Later today").await.expect(expect![[r#"
        only you: @Ana is told alone: Later today.   [Needs] [Help]
    "#]]);
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend, direct: About what you asked for today:
            The answer: Later today.
            [Needs] [Help]
    "#]]);
    // Another answer takes the place of the first, and is told as well.
    ben.forge_press(&yes).await;
    ana.look_away();
    tend.settle().await;
    ana.expect(expect![[r#"
        tend, direct: About what you asked for today:
            The answer: Yes, gladly.
            [Needs] [Help]
    "#]]);
    ana.press("Look").await.expect(expect![[r#"
        only you: ### You asked @Ben

            Ten minutes together. This evening.

            > Just to \*sit\*

            The answer: Yes, gladly.
            [Take it back] [Back] [Help]
    "#]]);
    ana.needs("Ten minutes").await;
    assert!(ana.news().contains("Yes, gladly"), "{}", ana.news());
    tend.pass_until("2026-03-03 00:01").await;
    assert_eq!(tend.count("select count(*) from requests").await, 0);
    assert_eq!(
        tend.count("select count(*) from texts where kind = 'request'")
            .await,
        0
    );
    ben.press("Look").await.expect(expect![[r#"
        only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
    "#]]);
    assert_eq!(
        ben.forge_press(on_another_card(&yes)).await.news(),
        ben.press("Look").await.news()
    );
}

#[tokio::test]
async fn what_is_taken_back_or_over_asks_nothing_and_only_the_other_answers() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let cleo = tend.stranger("Cleo");
    ana.needs("Ten minutes")
        .await
        .press("Now, if you can")
        .await
        .write(&[])
        .await;
    tend.settle().await;
    // Her own request she does not answer; nobody else takes it back.
    ana.forge_press("t1:needs:answer:1:<request>:1")
        .await
        .expect(expect![[r#"
            only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
        "#]]);
    ben.forge_press("t1:needs:takeback:1:<request>:0").await;
    for id in [
        "look:1:<request>:0",
        "answer:1:<request>:1",
        "takeback:1:<request>:0",
        "pair:1:0:1",
        "theirs:1:0:0",
    ] {
        cleo.forge_press(&format!("t1:needs:{id}")).await;
        assert!(
            cleo.news()
                .contains("This isn’t something I can open for you"),
            "{}",
            cleo.news()
        );
    }
    assert_eq!(
        tend.count("select count(*) from requests where state = 'open'")
            .await,
        1
    );
    ana.needs("Ten minutes")
        .await
        .press("Take it back")
        .await
        .expect(expect![[r#"
            only you: It is taken back, and nobody needs to answer.   [Back] [Help]
        "#]]);
    ben.press("Look").await.expect_brief(expect![[r#"
        only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
    "#]]);
    ben.forge_press("t1:needs:answer:1:<request>:1")
        .await
        .expect_brief(expect![[r#"
            only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
        "#]]);
    tend.settle().await;
    assert!(
        !ana.sees().0.contains("The answer: Yes"),
        "{}",
        ana.sees().0
    );
    ana.forge_press("t1:needs:look:1:77:0")
        .await
        .expect_brief(expect![[r#"
            only you: That was for its own day, and nothing of it is open any more.   [Needs] [Help]
        "#]]);
    ana.forge_press("t1:needs:answer:1:<request>:9").await;
    assert!(ana.news().contains("older Tend"), "{}", ana.news());
    tend.pass("1 day").await;
    ana.forge_form(
        "t1:needs:asked:1:0:1",
        &[("line", "x".repeat(201).as_str())],
    )
    .await;
    assert!(
        ana.news().contains("200 characters a line"),
        "{}",
        ana.news()
    );
    assert_eq!(tend.count("select count(*) from requests").await, 0);
    // Asked just before midnight, there is still an hour.
    tend.pass_until("2026-03-03 23:50").await;
    ana.needs("Ten minutes")
        .await
        .press("Whenever")
        .await
        .write(&[])
        .await;
    tend.pass_until("2026-03-04 00:40").await;
    ben.press("Look").await.press("Yes, gladly").await;
    tend.settle().await;
    assert!(ana.sees().0.contains("The answer: Yes"), "{}", ana.sees().0);
}
