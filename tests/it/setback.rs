//! Stories of a hard evening: pause or support first, nothing lost, and the other learns nothing of it.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

/// Two weeks in words, then a Tuesday evening.
async fn two_good_weeks(tend: &Tend) -> (Person, Person) {
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on *Tuesday*.").await;
    ben.hand_in("You made soup.").await;
    tend.pass("1 week").await;
    ana.command("/checkin").await.press("Next").await;
    ana.press("Write").await;
    ana.write(&[
        ("thanks", "You called when you were late."),
        ("build", "One evening without screens."),
    ])
    .await
    .press("Next")
    .await
    .press("Hand in")
    .await;
    ben.hand_in("You laughed with my mother.").await;
    tend.pass_until("2026-03-10 22:10").await;
    ana.look_away();
    ben.look_away();
    (ana, ben)
}

// practices 97, 98, 140, 182, 197; harms: “Never happens again”
#[tokio::test]
async fn on_the_worst_evening_pause_or_support_come_first_and_only_then_what_happened() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = two_good_weeks(&tend).await;
    ana.command("/setback").await.expect(expect![[r#"
        only you: ### A hard evening
            First, a little air. Nothing has to be sorted out tonight, and only you see this.
            [Pause] [Support]
            [Go on] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from setbacks").await, 0);
    ana.press("Support").await.expect(expect![[r#"
        only you: ### For the next minutes
            - Breathe out slowly, longer than you breathe in. A few times.
            - Drink some water. Sit down, if you can.
            - No decisions tonight, and no long messages. They will be easier by daylight.
            - Is there somebody who is good for you? A short call is enough: “It’s a hard evening. Can you stay with me a moment?”
            If you are afraid of somebody, or hurt, the people under “Support near you” are there for you alone.
            [Support near you] [Pause] [What happened] [Help]
    "#]]);
    ana.press("What happened").await.expect(expect![[r#"
        only you: ### What happened
            Only you read this, now and later: it is sealed, and nothing of it is told to anybody. All of it may stay empty.
            <A name for it, if you like>
            [Write it down] [Next] [It has happened before]
            [Let this page go] [Earlier pages] [Help]
    "#]]);
    ana.choose("A name for it", &["An old thing"]).await;
    ana.press("Write it down").await.expect(expect![[r#"
        form: What happened
            Only you read this: 
    "#]]);
    ana.write(&[("what", "We shouted, about *money* again.")])
        .await
        .expect(expect![[r#"
            only you: ### What happened
                Only you read this, now and later: it is sealed, and nothing of it is told to anybody. All of it may stay empty.

                > We shouted, about \*money\* again.
                <A name for it, if you like: An old thing came back>
                [Write on] [Next] [It has happened before]
                [Let this page go] [Earlier pages] [Help]
        "#]]);
    assert!(
        !tend.stores("money").await,
        "it is stored as it was written"
    );
    ana.press("Next").await.expect(expect![[r#"
        only you: ### What is there all the same
            A setback belongs to the way; it is no way back. Your tended weeks, your promises and your repairs stand exactly as they stood this morning.

            On Sunday, 8 March 2026 you wrote:
            > You called when you were late.

            On Sunday, 8 March 2026 you wrote:
            > One evening without screens.

            In the week of Monday, 2 March 2026, @Ben thanked you:
            > You laughed with my mother.

            Until Tuesday, 17 March at 22:10, your own check-in is lighter: one line of thanks is plenty, and “Hard week” is enough. Nobody else sees a difference.
            [My plan] [Repairs] [Needs] [What happened] [Help]
    "#]]);
    ana.press("My plan").await.expect(expect![[r#"
        only you: ### If it comes near again
            One early sign, and one small thing that you do then. You can change it whenever you like.

            There is nothing here yet. One line is plenty.

            Saying early “I notice the signs” is good faith, whatever happens after it. Nothing is taken from you for it.
            [Write my plan] [Repairs] [Help]
    "#]]);
    ana.press("Write my plan").await.expect(expect![[r#"
        form: If it comes near again
            Early signs that I know of myself: 
            Then I …: 
    "#]]);
    ana.write(&[
        ("signs", "I go quiet at dinner."),
        ("then", "I say so before the dishes."),
    ])
    .await
    .expect(expect![[r#"
        only you: ### If it comes near again
            One early sign, and one small thing that you do then. You can change it whenever you like.

            **Early signs**
            > I go quiet at dinner.

            **What I do then**
            > I say so before the dishes.

            Saying early “I notice the signs” is good faith, whatever happens after it. Nothing is taken from you for it.

            Only you read this plan.
            [Write my plan] [Let the other read it] [Repairs] [Help]
    "#]]);
    assert!(
        !tend.stores("dishes").await,
        "it is stored as it was written"
    );
    ana.press("Repairs").await;
    assert_eq!(tend.count("select count(*) from setbacks").await, 1);
}

// practices 97, 98
#[tokio::test]
async fn a_pause_from_here_is_a_rest_like_any_other_and_the_page_stays_at_hand() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    ana.command("/setback")
        .await
        .press("Pause")
        .await
        .expect(expect![[r#"
            only you: ### Pause
                Everything falls silent here. @Ben only sees that Tend is resting here, as with any rest.
                [2 days] [One week] [Four weeks] [Until I come back]
                [What happened] [Help]
        "#]]);
    ana.press("2 days").await.expect(expect![[r#"
        only you: Tend rests here until Thursday, 12 March at 22:10. You can come back earlier at any time.

            Nothing is asked of you now. Whatever you would like to write down can wait, or be done alone.
            [Come back] [Let them know it’s me] [Support] [What happened] [Help]
    "#]]);
    ben.command("/checkin").await.expect(expect![[r#"
        only you: ### Tend is resting here
            Nothing is asked of anybody in this time, and nothing that you had together is gone.
            [Is going on right for you?] [My data] [Help]
    "#]]);
    ana.press("What happened").await.expect_brief(expect![[r#"
            only you: ### What happened … [Let this page go] [Earlier pages] [Help]
        "#]]);
    // While Tend rests, the weeks they had together rest too: only words of one's own.
    ana.press("Next").await;
    assert!(
        ana.news().contains("You called when you were late."),
        "{}",
        ana.news()
    );
    assert!(!ana.news().contains("laughed"), "{}", ana.news());
    ana.command("/checkin").await.press("Come back").await;
    ben.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
}

// practices 97; ruling 9
#[tokio::test]
async fn for_a_week_ones_own_check_in_asks_less_and_hard_week_is_enough() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    ana.command("/setback").await.press("Support").await;
    tend.pass_until("2026-03-15 19:01").await;
    ana.command("/checkin").await.expect(expect![[r#"
        only you: ### How it was · page 1 of 3
            Only what feels right; every line may stay empty. These words are private unless you share them on page 3.
            The last list is a guess at how @Ben’s week felt. It opens beside their own word, if they share one. Nobody scores it.
            A lighter week: one line of thanks is plenty, and “Hard week” is enough by itself. Only you see this line.
            <My week felt …>
            <I felt … (up to three)>
            <Between us it felt …>
            <My guess: the other’s week felt …>
            [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    ana.press("Next").await.expect(expect![[r#"
        only you: ### Write · page 2 of 3
            A lighter week: one line is plenty, and both may stay empty. Nobody reads a word before you have both answered.
            **Thanks.** What ordinary thing did the other do this week that you would like to say thank you for?
            **The week’s question.** What made you laugh or smile this week?
            [Back] [Write] [Next] [Help]
    "#]]);
    ana.press("Write").await.expect(expect![[r#"
        form: Your week, in your words
            Thanks for something ordinary: 
            What made me laugh: 
    "#]]);
    ana.write(&[("thanks", "Tea in bed.")]).await;
    ben.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await
        .expect(expect![[r#"
            form: Your week, in your words
                Thanks for something ordinary: 
                A pebble in my shoe: 
                What made me laugh: 
                One thing to build next week: 
        "#]]);
    // What is there already is still asked for.
    ana.command("/checkin").await.press("Hard week").await;
    ben.write(&[("thanks", "The walk.")]).await;
    ben.press("Next").await.press("Hand in").await;
    tend.pass_until("2026-03-17 22:11").await;
    tend.pass_until("2026-03-22 19:01").await;
    ana.command("/checkin").await;
    assert!(!ana.news().contains("A lighter week"), "{}", ana.news());
    ana.press("Next")
        .await
        .press("Write")
        .await
        .expect_brief(expect![[r#"
            form: Your week, in your words … A small habit to begin:
        "#]]);
}

// practices 182, 254; harms: “Never happens again”
#[tokio::test]
async fn nothing_resets() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    let before = ana.command("/rhythm").await.news();
    let weeks = tend.count("select count(*) from weeks").await;
    ana.command("/setback").await.press("Support").await;
    ana.press("What happened").await.press("Next").await;
    assert!(
        ana.news().contains("stand exactly as they stood"),
        "{}",
        ana.news()
    );
    assert_eq!(ana.command("/rhythm").await.news(), before);
    assert_eq!(tend.count("select count(*) from weeks").await, weeks);
    tend.pass_until("2026-03-15 19:01").await;
    tend.tended(&ana, &ben).await;
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### 3 weeks tended
            This number never falls.

            3 weeks in a row now. The longest row so far: 3 weeks.

            ● ● ●
            Oldest first: 3 weeks tended.
            [Hide the rows for me] [Help]
    "#]]);
}

/// What the other sees, whatever happened before.
async fn eyes_of(tend: &Tend, ben: &Person) -> Vec<String> {
    let mut seen = Vec::new();
    for command in [
        "/checkin", "/rhythm", "/needs", "/pause", "/history", "/setback",
    ] {
        seen.push(ben.command(command).await.news());
    }
    tend.pass_until("2026-03-15 19:01").await;
    seen.push(tend.channel().0);
    seen.extend(tend.posted());
    for command in ["/checkin", "/rhythm", "/privacy"] {
        seen.push(ben.command(command).await.news());
    }
    seen.push(ben.sees().0);
    seen
}

async fn a_whole_setback(ana: &Person) {
    ana.command("/setback")
        .await
        .press("Support")
        .await
        .press("What happened")
        .await;
    ana.choose("A name for it", &["I was hurt again"]).await;
    ana.press("Write it down")
        .await
        .write(&[("what", "The messages.")])
        .await;
    ana.press("Next")
        .await
        .press("My plan")
        .await
        .press("Write my plan")
        .await;
    ana.write(&[("signs", "I go quiet."), ("then", "I say so.")])
        .await;
    ana.command("/setback")
        .await
        .press("Go on")
        .await
        .press("It has happened before")
        .await;
    ana.press("Whether to go on").await.press("Go on").await;
}

// ruling 9; harms: Crisis words, Couple therapy
#[tokio::test]
async fn the_other_sees_what_they_would_see_without_it() {
    let mut seen = Vec::new();
    for setback in [false, true] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = two_good_weeks(&tend).await;
        if setback {
            a_whole_setback(&ana).await;
        }
        seen.push(eyes_of(&tend, &ben).await);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0][0].contains("How it was"), "{}", seen[0][0]);
}

// ruling 10
#[tokio::test]
async fn its_rest_reads_as_any_rest_and_as_leaving_without_a_line() {
    let mut seen: Vec<(&str, Vec<String>)> = Vec::new();
    for why in ["pause", "setback", "repeat", "leaving"] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = two_good_weeks(&tend).await;
        match why {
            "pause" => {
                ana.command("/pause").await.press("Until I come back").await;
            }
            "setback" => {
                a_whole_setback(&ana).await;
                ana.command("/setback").await.press("Pause").await;
                ana.press("Until I come back").await;
            }
            "repeat" => {
                a_whole_setback(&ana).await;
                ana.command("/setback").await.press("Go on").await;
                ana.press("It has happened before").await;
                ana.press("Whether to go on")
                    .await
                    .press("Not for now")
                    .await;
            }
            _ => {
                ana.command("/privacy").await.press("Leave").await;
                ana.press("Leave, and say nothing").await;
            }
        }
        let mut eyes = vec![
            ben.command("/checkin")
                .await
                .press("Is going on right")
                .await
                .news(),
        ];
        for choice in ["Go on", "Ways to leave"] {
            ben.command("/checkin")
                .await
                .press("Is going on right")
                .await;
            eyes.push(ben.press(choice).await.news());
        }
        eyes.extend(eyes_of(&tend, &ben).await);
        ben.command("/rhythm").await;
        ben.command("/checkin")
            .await
            .press("Is going on right")
            .await;
        eyes.push(ben.press("Not for now").await.news());
        eyes.push(ben.command("/checkin").await.news());
        eyes.push(ben.press("Come back").await.news());
        seen.push((why, eyes));
    }
    for (why, eyes) in &seen[1..] {
        assert_eq!(&seen[0].1, eyes, "{why}");
    }
}

// practices 134; harms: “Both acknowledge their roles”, Couple therapy, “A relationship cannot work without trust”
#[tokio::test]
async fn when_it_has_happened_before_help_for_oneself_comes_first_and_leaving_is_a_good_answer() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    ana.command("/setback").await.press("Go on").await;
    ana.press("It has happened before")
        .await
        .expect(expect![[r#"
            only you: ### First, you
                When something hurts again, the first talk can be one of your own: with somebody you trust, or with people who listen to you alone and in confidence. They are under “Support near you”, safety first.

                **Being afraid of somebody, hurt or controlled by them, is not a task for two.** Talking it through together can make it less safe, and nothing here asks that of you. The people under “Support near you” listen to you alone. You can leave here at any time, without a reason and without a word.

                Help for two is only for where both are safe with each other, and it can wait.
                [Support near you] [Whether to go on] [Help]
        "#]]);
    ana.press("Whether to go on").await.expect(expect![[r#"
        only you: ### Whether to go on
            Nothing joint needs doing now. Going on, resting and leaving are all good answers, and only yours. @Ben is not asked for a yes and is told nothing; a rest reads to them as any rest.
            [Go on] [Not for now: rest] [Ways to leave]
            [Support near you] [Help]
    "#]]);
    ana.press("Ways to leave").await.expect_brief(expect![[r#"
            only you: ### Leave … [Back] [Export first] [Erase my words first] [Help]
        "#]]);
    ana.command("/setback")
        .await
        .press("Go on")
        .await
        .press("It has happened before")
        .await;
    ana.press("Whether to go on")
        .await
        .press("Not for now")
        .await
        .expect(expect![[r#"
            only you: Tend rests here until you come back.

                @Ben only sees that Tend is resting here. Whether and when to come back is yours, without a reason and without a date.
                [Come back] [Ways to leave] [Help]
        "#]]);
    // Nothing of it is kept: not that it was asked, nor how often.
    assert_eq!(tend.count("select count(*) from setbacks").await, 1);
    ben.command("/checkin")
        .await
        .press("Is going on right")
        .await
        .expect(expect![[r#"
            only you: ### Is going on right for you?
                You are asked alone, and your answer is told to nobody. Going on, resting and leaving are all good answers.

                **Being afraid of somebody, hurt or controlled by them, is not a task for two.** Talking it through together can make it less safe, and nothing here asks that of you. The people under “Support near you” listen to you alone. You can leave here at any time, without a reason and without a word.
                [Go on] [Not for now: rest] [Ways to leave]
                [Support near you] [Help]
        "#]]);
    ben.press("Go on").await.expect(expect![[r#"
        only you: ### Then everything stays as it is
            Nothing changes by this answer, and you can give another one at any time.
            [My plan] [Needs] [Help]
    "#]]);
    let posted = tend.posted().len();
    tend.pass("3 weeks").await;
    assert_eq!(tend.posted().len(), posted, "nothing is told to anybody");
    ana.command("/setback")
        .await
        .press("Support")
        .await
        .press("Support near you")
        .await;
}

// practices 66
#[tokio::test]
async fn the_plan_is_mine_alone_until_i_share_it_and_a_change_is_marked() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    let plan = "t1:setback:planopen:1:0:0";
    let before = ben.forge_press(plan).await.news();
    ana.forge_press(plan).await.press("Write my plan").await;
    ana.write(&[("signs", "I go quiet."), ("then", "I say so.")])
        .await;
    assert_eq!(ben.forge_press(plan).await.news(), before);
    ana.press("Let the other read it")
        .await
        .expect_brief(expect![[r#"
            only you: ### If it comes near again … [Write my plan] [Only for me again] [Repairs] [Help]
        "#]]);
    ben.forge_press(plan).await.expect(expect![[r#"
        only you: ### If it comes near again
            One early sign, and one small thing that you do then. You can change it whenever you like.

            There is nothing here yet. One line is plenty.

            Saying early “I notice the signs” is good faith, whatever happens after it. Nothing is taken from you for it.

            **The plan that @Ana shares with you**

            **Early signs**
            > I go quiet.

            **What I do then**
            > I say so.
            [Write my plan] [Repairs] [Help]
    "#]]);
    tend.pass("1 day").await;
    ana.forge_press(plan).await.press("Write my plan").await;
    ana.write(&[("then", "I say so the same day.")]).await;
    ben.forge_press(plan).await;
    assert!(
        ben.news().contains("Changed on Wednesday, 11 March 2026"),
        "{}",
        ben.news()
    );
    ana.press("Only for me again").await;
    assert_eq!(ben.forge_press(plan).await.news(), before);
}

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
    ben.forge_press("t1:setback:letgonow:1:1:0").await;
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
async fn a_wrong_hand_an_old_button_and_a_long_page_change_nothing_of_anybodys() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = two_good_weeks(&tend).await;
    a_whole_setback(&ana).await;
    let cleo = tend.stranger("Cleo");
    // Ben presses what is Ana's: he finds his own evening, or that there is none.
    for id in ["kind:1:1:0", "what:1:1:0", "letgonow:1:1:0", "wins:1:1:0"] {
        ben.forge_press(&format!("t1:setback:{id}")).await;
        assert!(!ben.news().contains("messages"), "{}", ben.news());
        cleo.forge_press(&format!("t1:setback:{id}")).await;
        let told = cleo.news();
        assert!(
            told.contains("This isn’t something I can open for you"),
            "{told}"
        );
    }
    ben.forge_form("t1:setback:written:1:1:0", &[("what", "Not his.")])
        .await
        .expect(expect![[r#"
            only you: That page is not here any more. Nothing was changed.   [Support] [Help]
            only you: This is what you typed, so that nothing is lost:

                Not his.
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
        "t1:setback:written:1:1:0",
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
    ana.forge_press("t1:setback:kind:1:1:0")
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
        only you: ### Tend has come to an end here … [My data] [Help]
    "#]]);
    ana.forge_press("t1:setback:support:1:0:0")
        .await
        .expect_brief(expect![[r#"
            only you: ### Tend has come to an end here … [My data] [Help]
        "#]]);
}
