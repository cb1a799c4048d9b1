//! What is written about single weeks of a promise that both can read, and thanks that add up.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;

#[tokio::test]
async fn a_line_about_a_week_is_read_by_both_and_thanks_stand_beside_each_other() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I bring the tea.", "every Friday").await;
    ana.drafts("I write a page.", "every Friday", "").await;
    ana.press("Only for me").await;
    for (day, mine) in [("03-06", "1."), ("03-13", "2.")] {
        tend.pass_until(&format!("2026-{day} 18:31")).await;
        ana.command("/promise list").await;
        ana.choose("one of yours", &[mine])
            .await
            .press("Kept")
            .await;
        ana.write(&[("line", &format!("As we said on {day}."))])
            .await;
    }
    tend.pass_until("2026-03-13 18:31").await;
    ana.command("/promise list").await;
    ana.choose("one of yours", &["1."])
        .await
        .press("Kept")
        .await;
    ana.write(&[("line", "Late, with biscuits.")]).await;
    ben.looks_at_theirs().await.expect(expect![[r#"
        only you: ### What @Ana said they would do

            > I bring the tea.

            **By when:** every Friday

            **How you will both know:**
            > You see it

            **About the week of 2 March:**
            > As we said on 03-06\.

            **About the week of 9 March:**
            > Late, with biscuits.
            [I noticed] [I see it otherwise]
            [Promises] [Help]
    "#]]);
    for thanks in ["It was warm.", "The biscuits!"] {
        ana.look_away();
        ben.press("I noticed")
            .await
            .write(&[("line", thanks)])
            .await;
        tend.settle().await;
        let told = ana.news();
        assert_eq!(told.matches("a thank-you for you").count(), 1, "{told}");
    }
    ana.press("Look").await;
    ana.expect(expect![[r#"
        only you: ### What I said I would do
            Shared with @Ben.

            > I bring the tea.

            **By when:** every Friday

            **How you will both know:**
            > You see it

            **About the week of 2 March:**
            > As we said on 03-06\.

            **About the week of 9 March:**
            > Late, with biscuits.

            **Weeks you kept, for your eyes only:** 6 March and 13 March

            On Friday, 13 March you kept it. Each week is for itself; the next one is new.

            **@Ben noticed:**
            > It was warm.

            > The biscuits!
            [I cannot keep this] [End this rhythm]
            [Promises] [Help]
    "#]]);
    let months = ben.press("Promises").await.press("My months").await;
    months.expect(expect![[r#"
        only you: ### My months
            What was said and done, month by month. Only you see this page.

            **March 2026**
            @Ana: I bring the tea. → about the week of 2 March:
            > As we said on 03-06\.
            @Ana: I bring the tea. → about the week of 9 March:
            > Late, with biscuits.
            [Promises] [Help]
    "#]]);
    ana.press("Promises").await.press("My months").await;
    ana.expect(expect![[r#"
        only you: ### My months
            What was said and done, month by month. Only you see this page.

            **March 2026**
            I bring the tea. → about the week of 2 March:
            > As we said on 03-06\.
            I bring the tea. → about the week of 9 March:
            > Late, with biscuits.
            I bring the tea. → kept on 6 March and 13 March
            I write a page. → about the week of 9 March:
            > As we said on 03-13\.
            I write a page. → kept on 13 March
            [Promises] [Help]
    "#]]);
}
