//! Stories of reading each other: words are opened by whoever wrote them, and understood in a line.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn words_stay_with_their_author_where_the_other_shared_none() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ben.press("Hard week").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            @Ana wrote something for this week. It stays with them unless they choose to open it, and nothing is asked of you.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);

    ana.press("Read").await.expect(expect![[r#"
        only you: ### Your words are still with you
            @Ben showed up this week without sharing words. Would you like to open yours to them, or keep them for now? Both are fine.
            [Keep mine for now] [Open mine to them] [Help]
        only you: ### You have both answered · week of Monday, 23 February

            For @Ben it was a hard week. Showing up was the answer.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    ana.press("Keep mine").await.expect(expect![[r#"
        only you: Your words stay with you. You can open them later from here.   [Read] [Open mine to them] [Help]
    "#]]);
    ben.press("Read").await;
    assert!(!ben.sees().0.contains("walk"));
    ana.press("Open mine").await.expect(expect![[r#"
        only you: Your words are open to the other now.   [Read] [Help]
    "#]]);
    ben.press("Read").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ana shares with you.

            **Thanks**
            > Our walk on Tuesday.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
}

#[tokio::test]
async fn what_is_held_is_named_and_not_shown_and_what_is_private_is_neither() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/checkin")
        .await
        .choose("My week felt", &["Bright"])
        .await;
    ana.press("Next").await.press("Write").await;
    let fields = [
        ("thanks", "You sang."),
        ("concern", "The late trains."),
        ("build", "Only for me."),
    ];
    ana.write(&fields).await.press("Next").await;
    ana.choose("each part", &["A concern: held"]).await;
    ana.choose("each part", &["Something to build: private"])
        .await;
    ana.press("See it as they will").await.expect(expect![[r#"
        only you: ### As @Ben will read it

            **Thanks**
            > You sang.

            A concern is held for your talk. Only you see this:
            > The late trains.

            Something to build is private. Only you see this:
            > Only for me.
    "#]]);
    ana.press("Hand in").await;
    ben.hand_in("You made soup.").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ana shares with you.

            **Thanks**
            > You sang.

            @Ana is holding something for when you talk.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
}

#[tokio::test]
async fn a_guess_stands_beside_the_others_own_word() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.command("/checkin")
        .await
        .choose("My guess", &["Bright"])
        .await;
    ben.press("Next")
        .await
        .press("Write")
        .await
        .write(&[("thanks", "You made soup.")])
        .await;
    ben.press("Next").await.press("Hand in").await;
    ana.command("/checkin")
        .await
        .choose("My week felt", &["Heavy"])
        .await
        .press("Next")
        .await;
    ana.press("Next")
        .await
        .choose("All the same", &["Share all"])
        .await
        .press("Hand in")
        .await;
    tend.settle().await;
    ben.press("Read").await;
    let read = ben.news();
    assert!(
        read.contains("Your guess for @Ana’s week was: Bright. Their own word: Heavy."),
        "{read}"
    );
    assert!(!ana.sees().0.contains("guess for"));
}

#[tokio::test]
async fn one_line_is_understood_or_put_right() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.settle().await;
    ben.press("In one line").await.expect(expect![[r#"
        form: What I understood
            What matters to them this week, I think: 
    "#]]);
    ben.write(&[("line", "  ")]).await.expect(expect![[r#"
        only you: There was nothing in it yet. One line is enough.
    "#]]);
    ben.press("In one line").await.write(&[("line", "She needs more time outside.")]).await.expect(expect![[r#"
        only you: Kept. The other sees it when they read, and can say whether that is it.   [Read] [Help]
    "#]]);
    ana.press("Read").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ben shares with you.

            **Thanks**
            > You made soup.

            In one line, @Ben understood you like this:
            > She needs more time outside.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [That’s it] [Let me put it right] [In one line] [Help]
    "#]]);
    ana.press("Let me put it right")
        .await
        .write(&[("line", "More time outside *with you*.")])
        .await
        .expect(expect![[r#"
        only you: They will see your words when they read.   [Read] [Help]
    "#]]);
    ben.press("Read").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ana shares with you.

            **Thanks**
            > Our walk on Tuesday.

            Your line: “She needs more time outside.”
            @Ana puts it like this:
            > More time outside \*with you\*.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    ben.press("In one line")
        .await
        .write(&[("line", "Outside, together.")])
        .await;
    ana.press("Read")
        .await
        .press("That’s it")
        .await
        .expect(expect![[r#"
        only you: They will see that you said: that’s it.   [Read] [Help]
    "#]]);
    ben.press("Read").await;
    assert!(
        ben.news()
            .contains("Your line: “Outside, together.”\n    @Ana says: that’s it."),
        "{}",
        ben.news()
    );
}

#[tokio::test]
async fn read_now_and_answer_tomorrow() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await.press("answer tomorrow").await.expect(expect![[r#"
        only you: Good: nothing more today. I’ll bring this back to you, and only you, on Monday, 2 March at 19:00.
            [Read] [Help]
    "#]]);
    ben.look_away();
    tend.pass("1 day").await;
    ben.expect(expect![[r#"
        tend: ### You have both answered
            Each of you can read it now, privately, whenever it suits you.
            [Read] [Help]
        tend, direct: You wanted to come back to what you two wrote. Here it is, whenever you like.   [Read] [Help]
    "#]]);
    ben.press("Read").await.expect_brief(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
}

#[tokio::test]
async fn who_takes_no_direct_messages_loses_nothing_else() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.world().close_dms(ben.id, true);
    tend.expect_trouble();
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.")
        .await
        .press("answer tomorrow")
        .await;
    tend.pass("1 week").await;
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'reread' and state = 3")
            .await,
        1
    );
    ben.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
        only you: ### A direct message didn’t reach you … [Help]
    "#]]);
}

#[tokio::test]
async fn with_a_fixed_time_nobody_can_tell_who_answered_first() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/settings")
        .await
        .press("When answers open")
        .await;
    ana.choose("Choose when", &["2 days"]).await;
    tend.settle().await;
    ben.press("Agree").await;
    tend.pass_until("2026-03-08 19:00").await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: You both agree: answers open 2 days after the prompt, at its hour. (edited)   [Settings] [Help]
        tend: One line is plenty. So is a hard-week tap. … [Answer] [Hard week] [Not this week] [Help]
    "#]]);
    ana.hand_in("Our walk on Tuesday.").await.expect(expect![[r#"
        only you: ### It’s with me now
            @Ben learns nothing of it before you have both answered: not a word, and not that it is here.

            It opens on Tuesday, 10 March at 19:00 at the earliest. Until then you can change it or take it back whenever you like.
            -# Week of Monday, 2 March
            [Change something] [Take it back] [Help]
    "#]]);
    ben.hand_in("You made soup.").await.expect(expect![[r#"
        only you: ### It’s with me now
            @Ana learns nothing of it before you have both answered: not a word, and not that it is here.

            It opens on Tuesday, 10 March at 19:00 at the earliest. Until then you can change it or take it back whenever you like.
            -# Week of Monday, 2 March
            [Change something] [Take it back] [Help]
    "#]]);
    let before = tend.channel().0;
    tend.pass_until("2026-03-10 18:59").await;
    assert_eq!(tend.channel().0, before);
    ben.command("/checkin")
        .await
        .press("Take it back")
        .await
        .press("Back")
        .await
        .press("Write on")
        .await;
    ben.write(&[("thanks", "You made soup, twice.")])
        .await
        .press("Next")
        .await
        .press("Hand in")
        .await;
    tend.pass("1 minute").await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: You both agree: answers open 2 days after the prompt, at its hour. (edited)   [Settings] [Help]
        tend: One line is plenty. So is a hard-week tap. … [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered … [Read] [Help]
    "#]]);
    ana.press("Read").await;
    assert!(ana.news().contains("soup, twice"), "{}", ana.news());
}
