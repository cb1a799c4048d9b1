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
            <My week felt …>
            <I felt … (up to three)>
            <Between us it felt …>
            <My guess: the other’s week felt …>
            [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    ana.choose("My week felt", &["Bright"]).await.expect(expect![[r#"
        only you: ### How it was · page 1 of 3
            Only what feels right; every line may stay empty. These words are private unless you share them on page 3.
            The last list is a guess at how @Ben’s week felt. It opens beside their own word, if they share one. Nobody scores it.
            <My week felt …: Bright>
            <I felt … (up to three)>
            <Between us it felt …>
            <My guess: the other’s week felt …>
            [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    ana.press("Next").await.expect(expect![[r#"
        only you: ### Write · page 2 of 3
            One line is plenty, and any of the four may stay empty. Nobody reads a word before you have both answered.
            **Thanks.** Which moment of the week are you thankful for, and what did the other bring to it?
            **A concern.** Behind a concern there is often something one cares about. What is it this time? I felt … when … because I care about … I would like …
            **The week’s question.** What could you do a little less of next week, and who could help you to let it be?
            **Something to build.** What would you yourself like to add to the coming week?
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
            <All the same>
            <Or each part by itself>
            [Back] [See it as they will] [Hand in] [Help]
    "#]]);
    ana.press("Hand in").await.expect(expect![[r#"
        only you: ### It’s with me now
            @Ben learns nothing of it before you have both answered: not a word, and not that it is here.

            Until then you can change it or take it back whenever you like.
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
        tend: ### You have both answered
            Each of you can read it now, privately, whenever it suits you. (edited)
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
