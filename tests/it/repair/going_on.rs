//! A repair can always go on, however its promises end and however long it takes; and ends with what stays open.

use expect_test::expect;

use super::{BEGIN, following};
use crate::harness::Tend;
use crate::people::Person;

impl Person {
    /// The one repair there is, from its board.
    async fn repair(&self) -> String {
        self.command("/repair board").await.press("Open 1").await;
        self.news()
    }

    /// Says of the first of their open promises what became of it.
    async fn says(&self, outcome: &str, line: &str) {
        self.command("/promise list")
            .await
            .choose("Look at one of yours", &["1."])
            .await
            .press(outcome)
            .await;
        self.write(&[("line", line)]).await;
    }

    /// Gives another promise, as part of the repair.
    async fn promises_in_it(&self, what: &str, when: &str) {
        self.repair().await;
        self.press("Make a promise")
            .await
            .press("Write my own")
            .await;
        self.write(&[("what", what), ("when", when)]).await;
        self.press("Share with").await;
    }
}

#[tokio::test]
async fn however_often_a_promise_is_not_kept_another_can_be_made_and_it_may_end_with_what_stays_open()
 {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    following(&tend, &ana, &ben).await;
    ben.says("Partly", "").await;
    for again in 0..4 {
        let said = ben.repair().await;
        assert!(said.contains("Make a promise"), "{again}: {said}");
        ben.promises_in_it("I call before the train leaves.", "tomorrow")
            .await;
        ben.says(
            if again % 2 == 0 {
                "I could not"
            } else {
                "Partly"
            },
            "",
        )
        .await;
    }
    tend.settle().await;
    let hers = ana.repair().await;
    assert!(!hers.contains("[Close it]"), "{hers}");
    ana.press("End it with what stays open")
        .await
        .expect(expect![[r#"
            form: Ending it with what stays open
                What stays open between us: 
        "#]]);
    ana.write(&[("repair_stays_open", " ")]).await;
    assert!(ana.news().contains("few words"), "{}", ana.news());
    ana.forge_form(
        "t1:repair:staysopenwritten:1:<repair>:0",
        &[("repair_stays_open", "I still wait at the window.")],
    )
    .await
    .expect(expect![[r#"
        only you: ### Ended, with something open
            This repair has ended. What stays open is written here, and I won’t bring it up.

            What stays open:
            > I still wait at the window.

            **What was said**

            What I understood – @Ben:
            > You lay awake.

            What I did, in my words – @Ben:
            > I was late.

            What I take responsibility for – @Ben:
            > I was late.

            What I will repair – @Ben:
            > I call.

            What I think it was like for you – @Ben:
            > Like not counting.

            **What was done**

            - I call when I am late. (partly)

            - I call before the train leaves. (it could not be)

            - I call before the train leaves. (partly)

            - I call before the train leaves. (it could not be)

            - I call before the train leaves. (partly)
            [All that was said] [Help]
    "#]]);
    ben.look_away();
    tend.settle().await;
    ben.expect(expect![[r#"
        tend: A repair of yours has ended. Its last card is there for you both.   [Look at it privately] [Help]
    "#]]);
    ben.press("Look at it privately").await.expect(expect![[r#"
            only you: ### Ended, with something open
                This repair has ended. What stays open is written here, and I won’t bring it up.

                What stays open – @Ana:
                > I still wait at the window.

                **What was said**

                What I understood:
                > You lay awake.

                What I did, in my words:
                > I was late.

                What I take responsibility for:
                > I was late.

                What I will repair:
                > I call.

                What I think it was like for you:
                > Like not counting.

                **What was done**

                - I call when I am late. (partly)

                - I call before the train leaves. (it could not be)

                - I call before the train leaves. (partly)

                - I call before the train leaves. (it could not be)

                - I call before the train leaves. (partly)
                [All that was said] [Help]
        "#]]);
    // It is over: nothing of it is listed, nobody is reminded, and another can begin.
    let board = ana.command("/repair board").await.news();
    assert!(board.contains("Nothing is open"), "{board}");
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'word' and state = 0")
            .await,
        0
    );
    ana.opens_repair("Small", "").await;
}

#[tokio::test]
async fn three_at_once_are_plenty_and_each_that_is_told_of_leaves_room_for_another() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    following(&tend, &ana, &ben).await;
    for more in ["I text.", "I ask."] {
        ben.promises_in_it(more, "every Friday").await;
    }
    let full = ben.repair().await;
    assert!(!full.contains("Make a promise"), "{full}");
    ben.forge_press("t1:promise:forrepair:1:<repair>:0").await;
    assert!(ben.news().contains("Three open promises"), "{}", ben.news());
    ben.says("Kept", "").await;
    assert!(ben.repair().await.contains("Make a promise"));
    // Only the one who was hurt ends it, and only where it is followed up.
    ben.forge_press("t1:repair:staysopen:1:<repair>:0").await;
    assert!(!ben.news().contains("form:"), "{}", ben.news());
    // Once one was kept it is closed; there is no need to leave it open.
    let hers = ana.repair().await;
    assert!(hers.contains("[Close it]"), "{hers}");
    assert!(!hers.contains("stays open"), "{hers}");
}

#[tokio::test]
async fn what_belongs_to_an_open_repair_is_kept_as_long_as_it_is_open() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    following(&tend, &ana, &ben).await;
    ben.promises_in_it("I text on Fridays.", "every Friday")
        .await;
    ben.command("/promise list")
        .await
        .choose("Look at one of yours", &["1."])
        .await
        .press("Kept")
        .await
        .write(&[("line", "I called from the platform.")])
        .await;
    tend.pass_until("2026-03-06 20:00").await;
    ben.says("Kept", "I did.").await;
    // Begun in the repair, and not given yet: also a part of it.
    ben.repair().await;
    ben.press("Make a promise")
        .await
        .press("Write my own")
        .await;
    ben.write(&[("what", "I ask before I go.")]).await;
    let kept = || async {
        [
            tend.count("select count(*) from promises").await,
            tend.count("select count(*) from promise_weeks").await,
            tend.count("select count(*) from texts").await,
        ]
    };
    let before = kept().await;
    tend.pass_until("2026-09-05 12:00").await;
    assert_eq!(kept().await, before, "promises, weeks and texts");
    let hers = ana.repair().await;
    assert!(hers.contains("I call when I am late. (kept)"), "{hers}");
    assert!(hers.contains("[Close it]"), "{hers}");
    // Half a year later no day stands there that has gone by.
    assert!(!hers.contains("8 March"), "{hers}");
    let his = ben.repair().await;
    assert!(!his.contains("8 March"), "{his}");
    ben.command("/promise list")
        .await
        .choose("Look at one of yours", &["2."])
        .await
        .press("End this rhythm")
        .await;
    ana.repair().await;
    ana.press("Close it").await.write(&[]).await;
    tend.pass("2 days").await;
    ana.press("Look at it privately").await;
    assert!(ana.news().contains("What was done"), "{}", ana.news());
    // Once it is over, what was promised in it goes like any other; its card names nothing without its words.
    tend.pass("181 days").await;
    assert_eq!(
        tend.count("select count(*) from promises where closed_at is not null")
            .await,
        0
    );
    for who in [&ana, &ben] {
        who.press("Look at it privately").await;
        let card = who.news();
        assert!(card.contains("What was said"), "{card}");
        assert!(!card.contains("What was done"), "{card}");
    }
    ben.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ben.write(&[("phrase", "erase my words")]).await;
    ana.press("Look at it privately").await;
    let card = ana.news();
    assert!(card.contains("Closed"), "{card}");
    assert!(!card.contains("What was said"), "{card}");
    assert!(!card.contains("Nothing was left open"), "{card}");
}

#[tokio::test]
async fn the_promise_it_began_from_stays_readable_while_it_is_open() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.command("/promise new")
        .await
        .press("Write my own")
        .await;
    ben.write(&[("what", "I call when I am late."), ("when", "tomorrow")])
        .await
        .press("Share with the other")
        .await;
    tend.pass("2 days").await;
    ben.says("I could not", "").await;
    tend.pass("178 days").await;
    ana.command("/promise list").await;
    ana.forge_press("t1:repair:frompromise:1:<promise>:0").await;
    ana.press("Ask whether").await;
    tend.pass("1 week").await;
    let his = ben.repair().await;
    assert!(his.contains("> I call when I am late."), "{his}");
}

// Weekly ones are told of for the maker alone: that a week was kept shows nowhere before its maker shows it.
#[tokio::test]
async fn a_week_for_the_makers_eyes_only_lets_nobody_close_and_one_that_was_shown_does() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    following(&tend, &ana, &ben).await;
    ben.says("I could not", "").await;
    ben.promises_in_it("I text on Fridays.", "every Friday")
        .await;
    let before = ana.repair().await;
    tend.pass_until("2026-03-06 20:00").await;
    ben.says("Kept", "").await;
    assert_eq!(ana.repair().await, before, "a week that only Ben has seen");
    ana.forge_form("t1:repair:closingwritten:1:<repair>:0", &[])
        .await;
    assert!(!ana.news().contains("### Closed"), "{}", ana.news());
    tend.pass_until("2026-03-13 20:00").await;
    ben.says("Kept", "I texted from the train.").await;
    let after = ana.repair().await;
    assert!(after.contains("[Close it]"), "{after}");
}

/// What the weeks were so far, in their order.
async fn weeks(tend: &Tend) -> Vec<String> {
    sqlx::query_scalar("select week || ' ' || fact from weeks order by week")
        .fetch_all(tend.db())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_week_in_which_both_took_a_step_that_the_other_can_see_is_tended() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    // The week of 23 February: Ana asks, Ben says yes.
    ana.opens_repair("Big", "").await;
    tend.settle().await;
    assert!(weeks(&tend).await.is_empty(), "Ana alone");
    ben.looks_in().await.press("Yes, I’m ready").await;
    assert_eq!(weeks(&tend).await, ["2026-02-23 tended"]);
    // The week of 2 March: Ana tells; that Ben reads it nobody sees, nor that he writes.
    tend.pass_until("2026-03-04 12:00").await;
    ana.repair().await;
    ana.writes_and_gives(
        "Write",
        &[("repair_impact", "I lay awake.")],
        "Let them read",
    )
    .await;
    ben.repair().await;
    ben.press("Read it").await.press("Write what I").await;
    ben.write(&[("repair_understood", "You lay awake.")]).await;
    assert_eq!(weeks(&tend).await, ["2026-02-23 tended"]);
    // The week of 9 March: Ben answers, and Ana says that this is it.
    tend.pass_until("2026-03-11 12:00").await;
    ben.repair().await;
    ben.press("Give it to them").await;
    ana.repair().await;
    ana.press("That’s right").await;
    assert_eq!(weeks(&tend).await.last().unwrap(), "2026-03-09 tended");
    // Ended by Ben in the next week, in which Ana had done nothing.
    tend.pass_until("2026-03-18 12:00").await;
    ben.repair().await;
    ben.press("Stop it").await.press("Stop it").await;
    tend.pass_until("2026-03-29 19:01").await;
    assert_eq!(
        weeks(&tend).await[2..],
        ["2026-03-09 tended", "2026-03-16 missed"]
    );
    ana.command("/rhythm").await;
    assert!(ana.news().contains("2 weeks tended"), "{}", ana.news());
}

#[tokio::test]
async fn what_is_promised_kept_and_noticed_in_a_repair_is_work_on_it_too() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    following(&tend, &ana, &ben).await;
    ben.promises_in_it("I text on Fridays.", "every Friday")
        .await;
    for (day, line, tended) in [("03-06", "", 1), ("03-13", "I texted.", 2)] {
        tend.pass_until(&format!("2026-{day} 20:00")).await;
        ben.command("/promise list")
            .await
            .choose("Look at one of yours", &["2."])
            .await
            .press("Kept")
            .await
            .write(&[("line", line)])
            .await;
        ana.command("/promise list")
            .await
            .choose("shared with you", &["2."])
            .await
            .press("I noticed")
            .await
            .write(&[("line", "Thank you.")])
            .await;
        let now = weeks(&tend).await;
        let now = now.iter().filter(|week| week.ends_with("tended")).count();
        assert_eq!(now, tended, "{day}");
    }
}

#[tokio::test]
async fn no_note_of_quiet_weeks_comes_while_a_repair_is_open_and_a_draft_changes_nothing() {
    for (opened, notes) in [("draft", 1), ("asked", 0)] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = tend.couple("Ana", "Ben").await;
        ana.command("/repair open")
            .await
            .press("Something hurt me")
            .await;
        if opened == "asked" {
            ana.press("Ask whether").await;
        }
        tend.pass("5 weeks").await;
        let said = ben.sees().0.matches("A few quiet weeks").count();
        assert_eq!(said, notes, "{opened}");
    }
}
