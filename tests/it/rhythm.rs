//! Stories of the weeks in a row: what bridges a missed one, and that nobody is blamed.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn the_first_week_is_open() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### No week tended together yet
            There’s time.

            The next tended week begins a new row. 

            ◌
            Oldest first: the week that is open now.
            [Hide the rows for me] [Help]
    "#]]);
}

#[tokio::test]
async fn one_missed_week_is_shown_as_rest() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for _ in 0..3 {
        tend.tended(&ana, &ben).await;
        tend.pass("1 week").await;
    }
    tend.pass("1 week").await;
    tend.tended(&ana, &ben).await;
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### 4 weeks tended
            This number only grows.

            4 weeks in a row now. The longest row so far: 4 weeks.

            ● ● ● ○ ●
            Oldest first: 3 weeks tended, then one week without a check-in, then one week tended.
            [Hide the rows for me] [Help]
    "#]]);
    assert_eq!(ben.command("/rhythm").await.news(), ana.news());
}

#[tokio::test]
async fn a_row_ends_without_a_word() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for _ in 0..3 {
        tend.tended(&ana, &ben).await;
        tend.pass("1 week").await;
    }
    // Ben shows up, Ana does not: that never shows.
    ben.press("Hard week").await;
    tend.pass("1 week").await;
    ben.press("Hard week").await;
    tend.pass("1 week").await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
        tend: One line is plenty. So is a hard-week tap. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
        tend: Here is something to think about on your own first. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
        tend: A little water for what grows slowly. … > **One fear and one hope that you carry at the moment. Small ones count.** (edited)
        tend: Another week, another look at the garden. … > **When did you have time that was only yours? What did it do for you?** (edited)
        tend: At your own pace, in your own words. … [Answer] [Hard week] [Not this week] [Help]
    "#]]);
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### 3 weeks tended
            This number only grows.

            The next tended week begins a new row. The longest row so far: 3 weeks.

            ● ● ● ○ ○ ◌
            Oldest first: 3 weeks tended, then 2 weeks without a check-in, then the week that is open now.
            [Hide the rows for me] [Help]
    "#]]);
    assert_eq!(ben.command("/rhythm").await.news(), ana.news());
    tend.tended(&ana, &ben).await;
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### 4 weeks tended
            This number only grows.

            One week in a row now. The longest row so far: 3 weeks.

            ● ● ● ○ ○ ●
            Oldest first: 3 weeks tended, then 2 weeks without a check-in, then one week tended.
            [Hide the rows for me] [Help]
    "#]]);
}

#[tokio::test]
async fn each_can_hide_the_rows_for_themselves() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    ana.command("/rhythm")
        .await
        .press("Hide the rows")
        .await
        .expect(expect![[r#"
            only you: ### One week tended
                This number only grows.

                ●
                Oldest first: one week tended.
                [Show the rows] [Help]
        "#]]);
    ben.command("/rhythm").await;
    assert!(ben.news().contains("One week in a row now."));
    ana.command("/rhythm").await;
    assert!(!ana.news().contains("in a row"));
    ana.press("Show the rows").await;
    assert_eq!(
        ana.command("/rhythm").await.news(),
        ben.command("/rhythm").await.news()
    );
}

#[tokio::test]
async fn a_year_of_sundays() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let mut questions = Vec::new();
    for week in 0..52 {
        questions.push(
            tend.channel()
                .0
                .lines()
                .rev()
                .find(|line| line.contains("> **"))
                .unwrap()
                .to_owned(),
        );
        if week % 7 != 3 {
            tend.tended(&ana, &ben).await;
        }
        tend.pass("1 week").await;
    }
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### 45 weeks tended
            This number only grows.

            45 weeks in a row now. The longest row so far: 45 weeks.

            ● ● ● ● ○ ● ● ● ● ● ● ○ ● ● ● ● ● ● ○ ● ● ● ● ● ● ◌
            Oldest first: 4 weeks tended, then one week without a check-in, then 6 weeks tended, then one week without a check-in, then 6 weeks tended, then one week without a check-in, then 6 weeks tended, then the week that is open now.
            [Hide the rows for me] [Help]
    "#]]);
    for window in questions.windows(26) {
        let different: std::collections::BTreeSet<_> = window.iter().collect();
        assert_eq!(
            different.len(),
            26,
            "a question came back within half a year"
        );
    }
    // After the clocks have changed both answer at eight, and the line that says so comes then.
    let prompts = tend.posted().into_iter().filter(|at| at.ends_with("19:00"));
    assert!(prompts.filter(|at| at.starts_with("Sun ")).count() > 52);
}
