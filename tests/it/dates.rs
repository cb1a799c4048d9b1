//! Stories of dates that matter: kept by one, told to that one alone, early.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

impl Person {
    /// Keeps a date that matters to them.
    pub async fn keeps(&self, date: &str, what: &str) -> &Self {
        self.command("/settings")
            .await
            .press("Dates that matter")
            .await
            .press("Add a date")
            .await;
        self.write(&[("date", date), ("what", what)]).await
    }
}

#[tokio::test]
async fn a_date_is_kept_by_one_and_comes_back_to_that_one_alone() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = ben
        .command("/settings")
        .await
        .press("Dates that matter")
        .await
        .news();
    ana.command("/settings").await.press("Dates that matter").await.expect(expect![[r#"
        only you: ### Dates that matter
            Only yours: nobody else sees them, or learns that there are any. Three days before each, at 9:00 on your clock, a direct message lets you know that a date is near. It says nothing of what it is.

            There are none yet. A birthday, an anniversary, an appointment: whatever you would like to know of early.
            [Add a date] [Settings] [Help]
    "#]]);
    ana.press("Add a date").await.expect(expect![[r#"
        form: A date that matters
            The day: with a year once, else every year: 
            What it is: 
    "#]]);
    ana.write(&[("date", "3.14"), ("what", "Our *first* walk")])
        .await;
    ana.keeps("2026-03-20", "The clinic").await.expect(expect![[r#"
        only you: ### Dates that matter
            Only yours: nobody else sees them, or learns that there are any. Three days before each, at 9:00 on your clock, a direct message lets you know that a date is near. It says nothing of what it is.

            1. 14 March, every year: Our \*first\* walk
            2. Friday, 20 March 2026: The clinic
            <Remove a date>
            [Add a date] [Settings] [Help]
    "#]]);
    for typed in ["walk", "clinic"] {
        assert!(
            !tend.stores(typed).await,
            "{typed} is stored as it was written"
        );
    }
    assert_eq!(
        ben.command("/settings")
            .await
            .press("Dates that matter")
            .await
            .news(),
        before
    );

    tend.pass_until("2026-03-11 08:59").await;
    ana.look_away();
    tend.pass_until("2026-03-11 09:01").await;
    ana.expect(expect![[r#"
        tend, direct: A date you asked me to remember is near.   [Show] [Help]
    "#]]);
    let (_, show) = ana.button("Show");
    ana.press("Show").await.expect(expect![[r#"
        only you: ### 14 March, every year
            > Our \*first\* walk
            [Dates that matter] [Help]
    "#]]);
    ben.forge_press(&show).await.expect(expect![[r#"
        only you: This date is no longer kept.   [Dates that matter] [Help]
    "#]]);
    assert!(
        !ben.sees().0.contains("you asked me to remember"),
        "{}",
        ben.sees().0
    );
    assert!(
        !tend.channel().0.contains("remember is near"),
        "{}",
        tend.channel().0
    );
    // It comes again next year; what comes once does not.
    tend.pass_until("2026-03-17 09:01").await;
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'remind' and state = 2")
            .await,
        2
    );
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'remind' and state = 0")
            .await,
        1
    );
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'remind' and state = 0 and due_at = '2027-03-11 09:00:00+00'").await,
        1
    );
}

#[tokio::test]
async fn what_is_removed_or_erased_reminds_of_nothing() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.keeps("03-14", "Our first walk").await;
    ana.keeps("03-15", "The clinic").await;
    ben.keeps("03-16", "A birthday").await;
    ana.choose("Remove a date", &["14 March"])
        .await
        .expect_brief(expect![[r#"
        only you: ### Dates that matter … [Add a date] [Settings] [Help]
    "#]]);
    assert!(!ana.news().contains("first walk"), "{}", ana.news());
    ana.command("/privacy").await;
    assert!(
        ana.news().contains("- One date that matters to you\n"),
        "{}",
        ana.news()
    );
    // Of what is not theirs, nobody removes anything.
    ben.forge_press("t1:dates:remove:1").await;
    assert_eq!(tend.count("select count(*) from dates").await, 2);

    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(
        tend.count("select count(*) from dates where partner = 1")
            .await,
        0
    );
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'remind'")
            .await,
        1
    );
    tend.pass("2 weeks").await;
    assert!(
        !ana.sees().0.contains("remember is near"),
        "{}",
        ana.sees().0
    );
    assert!(
        ben.sees().0.contains("remember is near"),
        "{}",
        ben.sees().0
    );
}

#[tokio::test]
async fn a_slip_is_asked_about_and_twelve_are_as_many_as_there_may_be() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    for (slip, said) in [
        ("soon", "I need a day such as 11 March for every year"),
        ("1990-05-14", "I need a day such as 11 March for every year"),
        (
            "30 February",
            "or Wednesday, 11 March 2026 for one day to come",
        ),
        ("5/4", "That can be 5 April or 4 May."),
    ] {
        ana.keeps(slip, "Our first walk").await;
        let told = ana.news();
        assert!(told.contains(said), "{told}");
        assert!(
            told.contains(slip) && told.contains("Our first walk"),
            "what was typed comes back: {told}"
        );
    }
    ana.keeps("05-14", "\u{200b}").await;
    assert!(
        ana.news().contains("I need a few words for what it is"),
        "{}",
        ana.news()
    );
    for day in 1..=11 {
        ana.keeps(&format!("{day} May"), "*".repeat(100).as_str())
            .await;
    }
    ana.keeps("05-14", "The last").await;
    assert!(
        ana.sees().0.contains("Twelve is as many as I keep"),
        "{}",
        ana.news()
    );
    ana.forge_form(
        "t1:dates:written:1",
        &[("date", "05-15"), ("what", "One more")],
    )
    .await;
    let told = ana.news();
    assert!(told.contains("Twelve is as many as I keep"), "{told}");
    assert!(
        told.contains("One more"),
        "what was typed comes back: {told}"
    );
    assert_eq!(tend.count("select count(*) from dates").await, 12);
}

#[tokio::test]
async fn while_tend_rests_it_is_silent_and_comes_again_next_year() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.keeps("03-14", "Our first walk").await;
    ben.command("/pause").await.press("Four weeks").await;
    tend.pass("2 weeks").await;
    assert!(
        !ana.sees().0.contains("remember is near"),
        "{}",
        ana.sees().0
    );
    let next = "select count(*) from timers where kind = 'remind' and state = 0 and due_at = '2027-03-11 09:00:00+00'";
    assert_eq!(tend.count(next).await, 1);
}

#[tokio::test]
async fn on_another_clock_it_comes_at_nine_there() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.keeps("03-14", "Our first walk").await;
    ana.command("/settings")
        .await
        .press("My time zone")
        .await
        .write(&[("zone", "Tokyo")])
        .await;
    let there = "select count(*) from timers where kind = 'remind' and state = 0 and due_at = '2026-03-11 00:00:00+00'";
    assert_eq!(tend.count(there).await, 1);
}
