//! How long it is kept, and what a wrong hand or an old button can do.

use expect_test::expect;

use super::{BEGIN, a_whole_setback, two_good_weeks};
use crate::harness::Tend;

#[tokio::test]
async fn its_author_may_let_it_go_and_after_half_a_year_it_goes_by_itself() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    a_whole_setback(&ana).await;
    a_whole_setback(&ben).await;
    tend.pass("1 day").await;
    a_whole_setback(&ana).await;
    assert_eq!(tend.count("select count(*) from setbacks").await, 3);
    ana.command("/setback")
        .await
        .press("Go on")
        .await
        .press("Earlier pages")
        .await
        .expect(expect![[r#"
            only you: ### Earlier pages
                Only yours. Each goes by itself half a year after its evening; you can let one go before that.
                <Open one>
                [Help]
        "#]]);
    // Only one's own.
    ben.forge_press("t1:setback:letgonow:1:<setback>:0").await;
    assert_eq!(tend.count("select count(*) from setbacks").await, 3);
    ana.choose("Open one", &["11 March"]).await;
    assert!(ana.news().contains("> The messages."), "{}", ana.news());
    ana.press("Let this page go").await.expect(expect![[r#"
        only you: ### Let this page go
            It goes at once, with every word in it, and the lighter week that came with it. Nobody else ever knew of it.
            [Let it go now] [Back] [Help]
    "#]]);
    ana.press("Let it go now").await.expect(expect![[r#"
        only you: That page is gone, with every word in it.   [Support] [Help]
    "#]]);
    assert_eq!(
        tend.count("select count(*) from setbacks where partner = 1")
            .await,
        1
    );
    assert_eq!(
        tend.count("select count(*) from texts where kind = 'setback_what'")
            .await,
        2
    );
    ana.command("/setback").await.press("Go on").await;
    ana.press("Let this page go")
        .await
        .press("Let it go now")
        .await;
    ana.command("/pause").await.press("Until I come back").await;
    tend.pass("26 weeks").await;
    assert_eq!(tend.count("select count(*) from setbacks").await, 0);
    assert_eq!(
        tend.count("select count(*) from texts where kind = 'setback_what'")
            .await,
        0
    );
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn a_wrong_hand_an_old_button_and_a_long_page_change_nothing_of_anybodys() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    a_whole_setback(&ana).await;
    let cleo = tend.stranger("Cleo");
    // Ben presses what is Ana's: he finds his own evening, or that there is none.
    for id in [
        "kind:1:<setback>:0",
        "what:1:<setback>:0",
        "letgonow:1:<setback>:0",
        "wins:1:<setback>:0",
    ] {
        ben.forge_press(&format!("t1:setback:{id}")).await;
        assert!(!ben.news().contains("messages"), "{}", ben.news());
        cleo.forge_press(&format!("t1:setback:{id}")).await;
        let told = cleo.news();
        assert!(
            told.contains("This isn’t something I can open for you"),
            "{told}"
        );
    }
    ben.forge_form("t1:setback:written:1:<setback>:0", &[("what", "Not his.")])
        .await
        .expect(expect![[r#"
            only you: That page is not here any more. Nothing was changed.   [Change what I typed] [Support] [Help]
            only you: This is what you typed, so that nothing is lost:

                > Not his.
        "#]]);
    assert_eq!(tend.count("select count(*) from setbacks").await, 1);
    assert_eq!(
        tend.count("select count(*) from texts where kind = 'setback_what'")
            .await,
        1
    );

    // 4,000 characters fit, more is given back.
    ana.command("/setback")
        .await
        .press("Go on")
        .await
        .press("Write on")
        .await;
    ana.write(&[("what", "*".repeat(4000).as_str())]).await;
    let whole: usize = ana.news().matches("\\*").count();
    assert_eq!(whole, 4000);
    ana.forge_form(
        "t1:setback:written:1:<setback>:0",
        &[("what", "x".repeat(4001).as_str())],
    )
    .await;
    assert!(
        ana.news().contains("longer than the 4,000"),
        "{}",
        ana.news()
    );
    ana.forge_form(
        "t1:setback:planwritten:1:0:0",
        &[("signs", "x".repeat(4001).as_str())],
    )
    .await;
    assert!(
        ana.news().contains("longer than the 4,000"),
        "{}",
        ana.news()
    );

    // What was let go stays gone, whatever is pressed; an empty page is none.
    ana.command("/setback").await.press("Go on").await;
    let (_, next) = ana.button("Next");
    let (_, write) = ana.button("Write on");
    ana.press("Let this page go")
        .await
        .press("Let it go now")
        .await;
    ana.forge_press(&next).await;
    ana.forge_press("t1:setback:kind:1:77:0")
        .await
        .expect(expect![[r#"
            only you: That page is not here any more. Nothing was changed.   [Support] [Help]
        "#]]);
    ana.forge_press(&write)
        .await
        .write(&[("what", "Late.")])
        .await;
    assert!(
        ana.news().contains("not here any more") && ana.news().contains("Late."),
        "{}",
        ana.news()
    );
    assert_eq!(tend.count("select count(*) from setbacks").await, 0);

    // The same evening is one; erased, nothing is left.
    ana.command("/setback").await.press("Support").await;
    ana.command("/setback").await.press("Go on").await;
    assert_eq!(tend.count("select count(*) from setbacks").await, 1);
    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(tend.count("select count(*) from setbacks").await, 0);
    // Who was told that it ended sees that, and only that.
    ben.command("/privacy")
        .await
        .press("Leave")
        .await
        .press("Leave, and tell")
        .await;
    tend.settle().await;
    ana.command("/setback").await.expect_brief(expect![[r#"
        only you: ### Tend has come to an end here … [Export my side] [My data] [Help]
    "#]]);
    ana.forge_press("t1:setback:support:1:0:0")
        .await
        .expect_brief(expect![[r#"
            only you: ### Tend has come to an end here … [Export my side] [My data] [Help]
        "#]]);
}
