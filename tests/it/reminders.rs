//! A reminder is looked at when it is due: it comes while what it is about still waits, and not long after its time.

use chrono::TimeDelta;
use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

/// A Saturday afternoon; the prompt of the week before came on Sunday.
const SATURDAY: &str = "2026-03-07 16:00";

/// What happens between the press and the reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    Nothing,
    Draft,
    TakenBack,
    HandedIn,
    HardWeek,
    NotThisWeek,
    BothIn,
    Paused,
    Left,
    AnotherWeek,
    AwayForAnHour,
    AwayForFourDays,
}

use Since::{
    AnotherWeek, AwayForAnHour, AwayForFourDays, BothIn, Draft, HandedIn, HardWeek, Left,
    NotThisWeek, Nothing, Paused, TakenBack,
};

async fn begin() -> (Tend, Person, Person) {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.pass_until(SATURDAY).await;
    (tend, ana, ben)
}

impl Since {
    async fn by(self, tend: &Tend, ana: &Person, ben: &Person) {
        match self {
            Nothing => {}
            Draft => {
                ana.thank("For the soup.").await;
            }
            TakenBack => {
                ana.hand_in("For the soup.")
                    .await
                    .press("Take it back")
                    .await;
            }
            HandedIn => {
                ana.hand_in("For the soup.").await;
            }
            HardWeek | NotThisWeek => {
                let label = if self == HardWeek {
                    "Hard week"
                } else {
                    "Not this week"
                };
                ana.command("/checkin").await.press(label).await;
            }
            BothIn => tend.tended(ana, ben).await,
            Paused => {
                ben.command("/pause").await.press("One week").await;
            }
            Left => {
                ana.command("/privacy").await.press("Leave").await;
                ana.press("Leave, and say nothing").await;
            }
            AnotherWeek => tend.pass_until("2026-03-08 16:30").await,
            AwayForAnHour => tend.sleep_through(TimeDelta::hours(6)),
            AwayForFourDays => tend.sleep_through(TimeDelta::days(4)),
        }
    }
}

/// A check-in to be brought back tonight or tomorrow: whether it is, after this.
async fn check(when: &str, since: Since, comes: bool) {
    let (tend, ana, ben) = begin().await;
    ana.command("/checkin")
        .await
        .press("Later")
        .await
        .press(when)
        .await;
    since.by(&tend, &ana, &ben).await;
    ana.look_away();
    tend.pass_until("2026-03-12 12:00").await;
    let came = ana.sees().0.matches("remind you of your check-in").count();
    assert_eq!(
        came,
        usize::from(comes),
        "{when}, then {since:?}: {}",
        ana.sees().0
    );
}

#[tokio::test]
async fn a_check_in_is_brought_back_while_it_waits() {
    for (since, comes) in [
        (Nothing, true),
        (Draft, true),
        (TakenBack, true),
        (AwayForAnHour, true),
        (HandedIn, false),
        (HardWeek, false),
        (NotThisWeek, false),
        (BothIn, false),
        (Paused, false),
        (Left, false),
        (AwayForFourDays, false),
    ] {
        Box::pin(check("Tonight", since, comes)).await;
    }
}

#[tokio::test]
async fn a_check_in_of_a_week_that_is_over_is_not_brought_back() {
    let (tend, ana, _ben) = begin().await;
    tend.pass_until("2026-03-08 18:00").await;
    ana.command("/checkin")
        .await
        .press("Later")
        .await
        .press("Tomorrow")
        .await;
    ana.look_away();
    tend.pass("2 days").await;
    ana.expect_brief(expect![[r#"
        tend: Hello, you two. Here is your question. … > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: One line is plenty. So is a hard-week tap. … [Answer] [Hard week] [Not this week] [Help]
    "#]]);
    Box::pin(check("Tomorrow", AnotherWeek, true)).await;
}

#[tokio::test]
async fn what_was_asked_for_last_is_what_comes_and_it_comes_once() {
    for (presses, expected) in [
        (["Tonight", "Tomorrow"], "Sunday, 8 March at 16:00"),
        (["Tomorrow", "Tonight"], "Saturday, 7 March at 21:00"),
        (["Tonight", "Tonight"], "Saturday, 7 March at 21:00"),
    ] {
        let (tend, ana, _ben) = begin().await;
        for press in presses {
            ana.command("/checkin")
                .await
                .press("Later")
                .await
                .press(press)
                .await;
        }
        ana.command("/privacy").await;
        assert_eq!(
            ana.news().matches(expected).count(),
            1,
            "{presses:?}: {}",
            ana.news()
        );
        tend.pass("3 days").await;
        let came = ana.sees().0.matches("remind you of your check-in").count();
        assert_eq!(came, 1, "{presses:?}");
    }
}

#[tokio::test]
async fn tonight_is_no_hour_of_the_night() {
    let (tend, ana, _ben) = begin().await;
    tend.pass_until("2026-03-07 23:59").await;
    ana.command("/checkin")
        .await
        .press("Later")
        .await
        .press("Tonight")
        .await
        .expect(expect![[r#"
        only you: I’ll remind you on Sunday, 8 March at 21:00.   [Help]
    "#]]);
}

#[tokio::test]
async fn an_old_card_promises_no_reminder_of_a_week_that_is_over() {
    let (tend, ana, _ben) = begin().await;
    ana.command("/checkin").await.press("Later").await;
    let tonight = ana.button("Tonight");
    tend.pass("2 days").await;
    ana.press_on(tonight.0, &tonight.1)
        .await
        .expect(expect![[r#"
            only you: ### The check-in of Monday, 23 February is over
                It closed before you had both answered, and nothing can be added to it.
                [Open this week’s check-in] [Help]
        "#]]);
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'nudge'")
            .await,
        0
    );
}

/// Dates, promises, repairs, questions and tellings: none comes days after its time to say that it is now.
#[tokio::test]
async fn no_reminder_comes_long_after_its_time() {
    let (tend, ana, ben) = begin().await;
    ana.keeps("2026-03-13", "The day").await;
    ben.command("/questions")
        .await
        .press("Something to tell")
        .await;
    ben.press("When they are ready").await;
    ben.write(&[("note", "Something old."), ("telling", "All of it.")])
        .await;
    ben.press("Now").await;
    tend.settle().await;
    ana.press("Look").await.press("Tonight").await;
    tend.tended(&ana, &ben).await;
    ana.press("Read")
        .await
        .press("Read now, answer tomorrow")
        .await;
    let before = ana.sees().0.matches("tend, direct").count();
    tend.sleep_through(TimeDelta::days(7));
    tend.pass("1 hour").await;
    assert_eq!(
        ana.sees().0.matches("tend, direct").count(),
        before,
        "{}",
        ana.sees().0
    );
}
