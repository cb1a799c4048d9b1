//! Stories of answering: three private pages, blind until both are in.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn the_second_answer_reveals_both() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;

    ana.command("/checkin").await.expect(expect![[r#"
        only you: ### How it was · page 1 of 3
            Only what feels right; every line may stay empty. These words are private unless you share them on page 3.
            The last list is a guess at how @Ben’s week felt. It opens beside their own word, if they share one. Nobody scores it.
            -# Week of Monday, 23 February
            <My week felt …>
            <I felt … (up to three)>
            <Between us it felt …>
            <My guess: the other’s week felt …>
            [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    ana.choose("My week felt", &["Bright"]).await;
    assert!(ana.news().contains("<My week felt …: Bright>"));
    ana.press("Next").await.expect(expect![[r#"
        only you: ### Write · page 2 of 3
            One line is plenty, and any of the four may stay empty. Nobody reads a word before you have both answered.
            **Thanks.** Which moment of the week are you thankful for, and what did the other bring to it?
            **A concern.** Behind a concern there is often something one cares about. What is it this time? I felt … when … because I care about … I would like …
            **The week’s question.** What could you do a little less of next week, and who could help you to let it be?
            **Something to build.** What would you yourself like to add to the coming week?
            -# Week of Monday, 23 February
            [Back] [Write] [Next] [Help]
    "#]]);
    ana.press("Write").await.expect(expect![[r#"
        form: Your week, in your words
            A moment I am thankful for: 
            Something I care about: 
            Something I could do less of: 
            Something I would like to add: 
    "#]]);
    ana.write(&[("thanks", "Our walk on Tuesday."), ("build", "An evening without phones.")]).await.expect(expect![[r#"
        only you: ### Write · page 2 of 3
            One line is plenty, and any of the four may stay empty. Nobody reads a word before you have both answered.
            **Thanks.** Which moment of the week are you thankful for, and what did the other bring to it?
            > Our walk on Tuesday.
            **A concern.** Behind a concern there is often something one cares about. What is it this time? I felt … when … because I care about … I would like …
            **The week’s question.** What could you do a little less of next week, and who could help you to let it be?
            **Something to build.** What would you yourself like to add to the coming week?
            > An evening without phones.
            -# Week of Monday, 23 February
            [Back] [Write on] [Next] [Help]
    "#]]);
    ana.press("Next").await.expect(expect![[r#"
        only you: ### Who sees what · page 3 of 3
            Shared: @Ben reads it once you have both answered. Held for your talk: they learn that there is something, not the words. Private: it stays with you.
            - How it was: private
            - Thanks: shared
            - A concern: shared (empty)
            - The week’s question: shared (empty)
            - Something to build: shared
            -# Week of Monday, 23 February
            <All the same>
            <Or each part by itself>
            [Back] [See it as they will] [Hand in] [Help]
    "#]]);
    ana.press("Hand in").await.expect(expect![[r#"
        only you: ### It’s with me now
            @Ben learns nothing of it before you have both answered: not a word, and not that it is here.

            Until then you can change it or take it back whenever you like.
            -# Week of Monday, 23 February
            [Change something] [Take it back] [Help]
    "#]]);
    tend.settle().await;
    let before = ben.sees().0;
    ben.hand_in("You made soup.").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ana shares with you.

            **Thanks**
            > Our walk on Tuesday.

            **Something to build**
            > An evening without phones.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    assert!(!before.contains("walk"));
    tend.settle().await;

    tend.channel().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question.

            > **What could you do a little less of next week, and who could help you to let it be?**
            [Answer] [Hard week] [Not this week] [Help]
        tend: ### You have both answered
            Each of you can read it now, privately, whenever it suits you.
            [Read] [Help]
    "#]]);
    ana.press("Read").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ben shares with you.

            **Thanks**
            > You made soup.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
}

#[tokio::test]
async fn until_both_are_in_nobody_learns_anything() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let look = async || {
        let mut all = tend.channel().0;
        for command in ["/checkin", "/rhythm", "/history", "/privacy", "/settings"] {
            all += &ben.command(command).await.news();
        }
        all
    };
    let before = look().await;
    ana.hand_in("Our walk on Tuesday.").await;
    tend.settle().await;
    assert_eq!(look().await, before);
    ana.press("Take it back").await;
    assert_eq!(look().await, before);
    ana.command("/checkin").await.press("Hard week").await;
    assert_eq!(look().await, before);
    ana.press("Take it back")
        .await
        .press("Back")
        .await
        .press("Back")
        .await
        .press("Not this week")
        .await;
    assert_eq!(look().await, before);
    assert!(
        ben.forge_press("t1:reading:read:<round>")
            .await
            .news()
            .contains("isn’t something I can open")
    );
}

#[tokio::test]
async fn an_answer_can_be_changed_and_taken_back_until_the_reveal() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk.")
        .await
        .press("Change something")
        .await
        .press("Next")
        .await
        .press("Write on")
        .await;
    ana.expect(expect![[r#"
        form: Your week, in your words
            A moment I am thankful for: Our walk.
            Something I care about: 
            Something I could do less of: 
            Something I would like to add: 
    "#]]);
    ana.write(&[("thanks", "Our walk on Tuesday.")]).await.expect(expect![[r#"
        only you: ### Who sees what · page 3 of 3
            Shared: @Ben reads it once you have both answered. Held for your talk: they learn that there is something, not the words. Private: it stays with you.
            - How it was: private (empty)
            - Thanks: shared
            - A concern: shared (empty)
            - The week’s question: shared (empty)
            - Something to build: shared (empty)
            This is handed in. Every change here counts at once.
            -# Week of Monday, 23 February
            <All the same>
            <Or each part by itself>
            [Back] [See it as they will] [Take it back] [Help]
    "#]]);
    ben.hand_in("You made soup.").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ana shares with you.

            **Thanks**
            > Our walk on Tuesday.

            (Changed after it was first handed in.)

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
    ana.press("Take it back").await.expect(expect![[r#"
        only you: You have both answered, and this week is open to you both. Read it whenever you like.
            -# Week of Monday, 23 February
            [Read] [Help]
    "#]]);
}

#[tokio::test]
async fn what_was_taken_back_is_not_in() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk.").await.press("Take it back").await;
    ben.hand_in("You made soup.")
        .await
        .expect_brief(expect![[r#"
        only you: ### It’s with me now … [Change something] [Take it back] [Help]
    "#]]);
    ana.press("Hand in").await.expect_brief(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
}

#[tokio::test]
async fn a_hard_week_is_one_tap_and_counts() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.press("Hard week").await.expect(expect![[r#"
        only you: ### Thank you for showing up
            A hard week counts like any other. @Ben learns nothing of it before you have both answered.

            Until then you can change it or take it back whenever you like.
            -# Week of Monday, 23 February
            [Add words after all] [Take it back] [Help]
    "#]]);
    ben.press("Hard week").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            For @Ana it was a hard week. Showing up was the answer.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
    ana.command("/rhythm").await.expect(expect![[r#"
        only you: ### One week tended
            This number only grows.

            One week in a row now. The longest row so far: one week.

            ●
            Oldest first: one week tended.
            [Hide the rows for me] [Help]
    "#]]);
}

#[tokio::test]
async fn not_this_week_cannot_be_told_from_silence() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.press("Not this week").await.expect(expect![[r#"
        only you: ### That’s fine
            Nobody is told, and no reason is needed. If you change your mind before the next prompt, it is all still here.
            -# Week of Monday, 23 February
            [Answer after all] [Help]
    "#]]);
    ben.hand_in("You made soup.")
        .await
        .expect_brief(expect![[r#"
        only you: ### It’s with me now … [Change something] [Take it back] [Help]
    "#]]);
    let seen = ben.sees().0;
    tend.pass("6 days").await;
    assert_eq!(ben.sees().0, seen);
    ana.press("Answer after all")
        .await
        .press("Next")
        .await
        .press("Next")
        .await
        .press("Hand in")
        .await;
    tend.settle().await;
    ben.press("Read").await.expect_brief(expect![[r#"
        only you: ### Your words are still with you … [Keep mine for now] [Open mine to them] [Help]
        only you: ### You have both answered · week of Monday, 23 February … [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
}
