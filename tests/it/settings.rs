//! Stories of settings: what is joint changes when the other agrees, what is one's own at once.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn another_hour_begins_next_week_once_the_other_agrees() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/settings").await.expect(expect![[r#"
        only you: ### Settings
            - Your weekly hour together: every Sunday at 19:00 (Europe/Lisbon)
            - The next one: Sunday, 8 March at 19:00
            - Answers open as soon as you have both answered
            - The check-in comes every week
            - Your own time zone: Europe/Lisbon
            - Rows of weeks are shown to you
            [Another hour] [When answers open] [How often]
            [My time zone] [My defaults] [Why I’m here] [Dates that matter]
            [Rhythm] [Help]
    "#]]);
    ana.press("Another hour")
        .await
        .choose("The day", &["Friday"])
        .await;
    ana.choose("The hour", &["20:00"])
        .await
        .choose("The quarter", &[":30"])
        .await
        .expect(expect![[r#"
            only you: ### Another hour
                every Friday at 20:30 (Europe/Lisbon), once @Ben agrees.

                The first one would be on Friday, 6 March at 20:30 for you, and on Friday, 6 March at 20:30 for @Ben.
                <The day: Friday>
                <The hour: 20:00>
                <The quarter: :30 past the hour>
                [Suggest this hour] [Another time zone] [Help]
        "#]]);
    ana.press("Suggest this hour").await.expect(expect![[r#"
        only you: I’ve put your suggestion into the channel, for @Ben to decide.   [Help]
    "#]]);
    tend.settle().await;
    ana.press("Agree").await.expect(expect![[r#"
        only you: This one is for @Ben to decide. You can take it back with “Leave it as it is”.   [Help]
    "#]]);
    tend.pass("1 hour").await;
    ben.press("Agree").await.expect(expect![[r#"
        tend: You both agree: the check-in every Friday at 20:30 (Europe/Lisbon), from next week on. (edited)
            [Settings] [Help]
    "#]]);
    ben.command("/settings").await;
    assert!(
        ben.news().contains("every Friday at 20:30 (Europe/Lisbon)"),
        "{}",
        ben.news()
    );
    tend.pass("2 weeks").await;
    assert_eq!(
        tend.posted()[3..],
        ["Fri 2026-03-06 20:30", "Fri 2026-03-13 20:30"]
    );
}

#[tokio::test]
async fn a_suggestion_can_be_left_and_is_settled_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let cleo = tend.stranger("Cleo");
    ana.command("/settings")
        .await
        .press("Another hour")
        .await
        .choose("The hour", &["08:00"])
        .await
        .press("Suggest")
        .await;
    tend.settle().await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: @Ana suggests: the check-in every Sunday at 08:00 (Europe/Lisbon), from next week on. … [Agree] [Leave it as it is] [Help]
    "#]]);
    cleo.press("Agree").await.expect(expect![[r#"
        only you: This isn’t something I can open for you. With /help I tell you what I am.
    "#]]);
    let (_, agree) = ben.button("Agree");
    ben.press("Leave it as it is").await.expect(expect![[r#"
        tend: It stays as it is. (edited)   [Settings] [Help]
    "#]]);
    ben.forge_press(&agree).await.expect(expect![[r#"
        only you: This suggestion has been settled already.   [Help]
    "#]]);
    tend.pass_until("2026-03-08 19:00").await;
    assert_eq!(tend.posted().last().unwrap(), "Sun 2026-03-08 19:00");
}

#[tokio::test]
async fn ones_own_zone_is_found_by_city_and_a_slip_is_asked_about() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.command("/settings").await.press("My time zone").await.write(&[("zone", "Nowhereville")]).await.expect(expect![[r#"
        only you: I couldn’t find “Nowhereville” among the time zones. A large city nearby works well.   [My time zone] [Help]
    "#]]);
    ben.press("My time zone")
        .await
        .write(&[("zone", "Vancuver")])
        .await
        .expect(expect![[r#"
            only you: I couldn’t find “Vancuver” among the time zones. A large city nearby works well.
                <Did you mean one of these?>
                [My time zone] [Help]
        "#]]);
    ben.choose("Did you mean", &["Vancouver"])
        .await
        .expect(expect![[r#"
            only you: ### Settings
                - Your weekly hour together: every Sunday at 19:00 (Europe/Lisbon)
                - The next one: Sunday, 8 March at 12:00
                - Answers open as soon as you have both answered
                - The check-in comes every week
                - Your own time zone: America/Vancouver
                - Rows of weeks are shown to you
                [Another hour] [When answers open] [How often]
                [My time zone] [My defaults] [Why I’m here] [Dates that matter]
                [Rhythm] [Help]
        "#]]);
    // Ana's own clock is her own.
    ana.command("/settings").await;
    assert!(!ana.news().contains("Vancouver"), "{}", ana.news());
}

#[tokio::test]
async fn two_in_two_zones_each_see_their_own_time() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.command("/settings")
        .await
        .press("My time zone")
        .await
        .write(&[("zone", "Vancouver")])
        .await;
    ana.command("/settings")
        .await
        .press("Another hour")
        .await
        .expect_brief(expect![[r#"
        only you: ### Another hour … [Suggest this hour] [Another time zone] [Help]
    "#]]);
    assert!(
        ana.news().contains(
            "on Sunday, 8 March at 19:00 for you, and on Sunday, 8 March at 12:00 for @Ben."
        ),
        "{}",
        ana.news()
    );
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.settle().await;
    ben.command("/checkin").await;
    assert!(
        ben.news()
            .contains("The next check-in comes on Sunday, 8 March at 12:00."),
        "{}",
        ben.news()
    );
    ana.command("/checkin").await;
    assert!(
        ana.news()
            .contains("The next check-in comes on Sunday, 8 March at 19:00."),
        "{}",
        ana.news()
    );
}

#[tokio::test]
async fn ones_own_defaults_begin_the_next_week() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/settings")
        .await
        .press("My defaults")
        .await
        .choose("All the same", &["Keep all"])
        .await
        .expect(expect![[r#"
        only you: ### My defaults
            How each new week begins for you. You can change it in every check-in.
            - How it was: private
            - Thanks: private
            - A concern: private
            - The week’s question: private
            - Something to build: private
            <All the same: Keep all of it private>
            <Or each part by itself>
            [Settings] [Help]
    "#]]);
    ana.choose("each part", &["Thanks: shared"]).await;
    tend.pass("1 week").await;
    ana.command("/checkin").await.press("Next").await.press("Next").await.expect(expect![[r#"
        only you: ### Who sees what · page 3 of 3
            Shared: @Ben reads it once you have both answered. Held for your talk: they learn that there is something, not the words. Private: it stays with you.
            - How it was: private (empty)
            - Thanks: shared (empty)
            - A concern: private (empty)
            - The week’s question: private (empty)
            - Something to build: private (empty)
            -# Week of Monday, 2 March
            <All the same>
            <Or each part by itself>
            [Back] [See it as they will] [Hand in] [Help]
    "#]]);
    ben.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Next")
        .await;
    assert!(!ben.news().contains("A concern: private"));
}

// practices 38, 105: lighter, every two weeks, when things are good or a repair is closed.
#[tokio::test]
async fn every_two_weeks_is_suggested_by_one_and_agreed_to_by_the_other() {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/settings")
        .await
        .press("How often")
        .await
        .expect(expect![[r#"
            only you: ### How often
                Every week is a good beginning. When things are good between you, every two weeks can be enough. What you choose is suggested to the other.
                <Choose how often: Every week>
                [Help]
        "#]]);
    ana.choose("Choose how often", &["Every two weeks"])
        .await
        .expect(expect![[r#"
            only you: I’ve put your suggestion into the channel, for @Ben to decide.   [Help]
        "#]]);
    tend.settle().await;
    ben.press("Agree").await.expect(expect![[r#"
        tend: You both agree: the check-in comes every two weeks. (edited)   [Settings] [Help]
    "#]]);
    let before = tend.posted().len();
    tend.pass("4 weeks").await;
    assert_eq!(tend.posted().len(), before + 2, "{:?}", tend.posted());
    assert_eq!(
        tend.count("select count(*) from weeks where fact = 'missed'")
            .await,
        2,
        "the weeks between are none"
    );
}

// practice 6: a note each may renew or take back; never demanded, never dated.
#[tokio::test]
async fn why_i_am_here_is_for_both_to_read_and_can_be_taken_back() {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/settings").await.press("Why I’m here").await;
    ana.write(&[("why", "Because of the *walks*.")])
        .await
        .expect(expect![[r#"
            only you: Kept. You and @Ben both find it under /rhythm. You can renew it or take it back whenever you like.
                [Settings] [Help]
        "#]]);
    assert!(!tend.stores("walks").await);
    ben.command("/rhythm").await.expect(expect![[r#"
        only you: ### No week tended together yet
            There’s time.

            The next tended week begins a new row. 

            ◌
            Oldest first: the week that is open now.

            Why @Ana is here:
            > Because of the \*walks\*.
            [Hide the rows for me] [Help]
    "#]]);
    ana.command("/settings").await.press("Why I’m here").await;
    ana.write(&[("why", "")]).await.expect(expect![[r#"
        only you: There is no such note from you now.   [Settings] [Help]
    "#]]);
    let theirs = ben.command("/rhythm").await.news();
    assert!(!theirs.contains("walks"), "{theirs}");
}
