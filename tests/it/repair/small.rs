//! A small repair in minutes, from *there is something* to the closing card.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;

// practices 8, 12, 20, 46, 63, 120, 123, 124, 128, 129, 139, 148, 192, 207, 219; beyond 1, 16
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn a_small_repair_is_understood_apologised_for_and_closed_in_minutes() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/repair open").await.expect(expect![[r#"
        only you: ### There is something
            It can be small, a matter of minutes, or big, a matter of weeks. Nothing reaches the other before you have read how it sounds, and they choose when they are ready.

            This holds for this one repair only, and ends with it:
            [Something hurt me] [I did something that hurt]
            [Repairs] [Help]
    "#]]);
    ana.press("Something hurt me").await.expect(expect![[r#"
            only you: ### There is something
                A small repair, not begun yet. Write a line or none, read how it sounds, then ask.

                Only you see this so far.

                Without a line it simply says: there is something. That is enough.
                <What kind of thing it was, if you like: I’d rather not name it>
                <Small or big: Small: short forms, a look back after a week>
                [Write a line] [Ask whether they’re ready] [Let it go] [Help]
        "#]]);
    ana.press("Write a line").await;
    ana.write(&[(
        "repair_opening",
        "You came two hours late on Friday, and I always wait.",
    )])
    .await
    .expect(expect![[r#"
        only you: ### There is something
            A small repair, not begun yet. Write a line or none, read how it sounds, then ask.

            Only you see this so far.

            In a line:
            > You came two hours late on Friday, and I always wait.

            A thought on the wording, for you alone; every word may stay as it is:

            “always”: hard to hear, and hard to keep. One moment, or one step, is easier to hear and to keep.
            <What kind of thing it was, if you like: I’d rather not name it>
            <Small or big: Small: short forms, a look back after a week>
            [Change the words] [Ask whether they’re ready] [Let it go] [Help]
    "#]]);
    ana.press("Ask whether").await.expect(expect![[r#"
        only you: ### There is something
            A small repair, not begun yet. @Ben is asked whether they’re ready. It keeps.

            In a line:
            > You came two hours late on Friday, and I always wait.
            [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    tend.settle().await;
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
        tend: There is something one of you would like to put right together. It opens privately, whenever it suits. … [Look at it privately] [Help]
    "#]]);
    ben.looks_in().await.expect(expect![[r#"
        only you: ### There is something
            A small repair, not begun yet. You are asked whether you’re ready for this one.

            In a line – @Ana:
            > You came two hours late on Friday, and I always wait.

            @Ana would like to put this right with you. Saying yes is a yes to this repair only; you can pause it or stop it at any time. “Not now” is a full answer.
            [Yes, I’m ready for this]
            <Not now: when may it come back?>
            [Stop it] [Repairs] [Help]
    "#]]);
    ben.press("Yes, I’m ready").await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: understand. The next step is with @Ana, in their own time. There is nothing for you to do.
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    tend.settle().await;
    ana.looks_in().await;
    ana.press("Write").await;
    ana.write(&[("repair_impact", "I felt that I do not count.")])
        .await
        .expect(expect![[r#"
            only you: ### There is something
                A small repair. Now: understand. You write what it did to you, in your own time.

                Only you see this so far. This is how it would read:

                What it did to me:
                > I felt that I do not count.
                [Let them read it] [Change the words]
                [All that was said] [Pause it] [Stop it] [Repairs] [Help]
        "#]]);
    ana.press("Let them read it").await;
    tend.settle().await;
    ben.looks_in().await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: understand. What it did to @Ana is there for you to read, before anything is written back.

            What you are about to read is how it was for the other of you. It is not there to be answered point by point. Read it when you can listen; you may stop in the middle.
            [Read it]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ben.press("Read it").await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: understand. You write what you understood of it.

            What it did to me – @Ana:
            > I felt that I do not count.
            [Write what I understood]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ben.press("Write what I understood").await;
    ben.write(&[("repair_understood", "You waited, and felt small.")])
        .await
        .expect(expect![[r#"
            only you: ### There is something
                A small repair. Now: understand. You write what you understood of it.

                What it did to me – @Ana:
                > I felt that I do not count.

                Only you see this so far. This is how it would read:

                What I understood:
                > You waited, and felt small.
                [Give it to them] [Change the words]
                [All that was said] [Pause it] [Stop it] [Repairs] [Help]
        "#]]);
    ben.press("Give it to them").await;
    tend.settle().await;
    ana.looks_in().await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: understand. @Ben has written what they understood. Is that it?

            What I understood – @Ben:
            > You waited, and felt small.
            [That’s right] [Partly] [Not yet]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ana.press("That’s right").await;
    tend.settle().await;
    ben.looks_in().await;
    ben.writes_and_gives(
        "Write what I acknowledge",
        &[(
            "repair_acknowledged",
            "I came two hours late and did not call.",
        )],
        "Give it to them",
    )
    .await;
    tend.settle().await;
    ana.looks_in().await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: acknowledge. @Ben has put into words what they did. Is that it?

            What I did, in my words – @Ben:
            > I came two hours late and did not call.
            [Yes, that is it] [Yes; and I’d like to know why] [Not quite]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ana.press("Yes, that is it").await;
    tend.settle().await;
    ben.looks_in().await;
    ben.press("Write the apology").await.expect(expect![[r#"
            form: An apology
                What I take responsibility for: 
                What I will repair: 
                What I think it was like for you: 
        "#]]);
    ben.write(&[
        ("apology_act", "I left you waiting, but the train was late."),
        ("apology_repair", "I call when I leave."),
        ("apology_like", "Like not counting."),
    ])
    .await
    .expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: apologise. Now there is room for an apology.

            Only you see this so far. This is how it would read:

            What I take responsibility for:
            > I left you waiting, but the train was late.

            What I will repair:
            > I call when I leave.

            What I think it was like for you:
            > Like not counting.

            A thought on the wording, for you alone; every word may stay as it is:

            “but”: what comes after it is often heard louder than what came before.

            And this is how it reads without a “but”:
            > I left you waiting.
            > I call when I leave.
            > Like not counting.
            [Give it to them] [Change the words]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ben.press("Change the words").await;
    ben.write(&[("apology_act", "I left you waiting for two hours.")])
        .await
        .press("Give it to them")
        .await;
    tend.settle().await;
    ana.looks_in().await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: apologise. There is an apology for you, to be read when you choose. It keeps.
            [Read it now]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ana.press("Read it now").await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: apologise. You have read it. What comes next is yours, whenever you like; it asks for no answer.

            What I take responsibility for – @Ben:
            > I left you waiting for two hours.

            What I will repair – @Ben:
            > I call when I leave.

            What I think it was like for you – @Ben:
            > Like not counting.
            [Go on to what changes] [That’s not how it was]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ana.press("Go on to what changes").await;
    tend.settle().await;
    ben.looks_in().await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: change. You make one to three promises, small enough to be seen.
            [Make a promise]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ben.press("Make a promise").await.expect(expect![[r#"
        only you: ### A promise for this repair
            One act of your own that changes something, small enough that you can see yourself doing it. One to three are plenty. The other reads it when you share it.
            <An everyday promise>
            [Write my own] [Repairs] [Help]
    "#]]);
    ben.press("Write my own").await.expect(expect![[r#"
        form: A promise
            What I will do: 
            By when: a day, a time, or every week: 
            How we will both know: 
    "#]]);
    ben.write(&[
        ("what", "I call when I am more than ten minutes late."),
        ("when", "2026-03-06"),
        ("known", "You hear the phone."),
    ])
    .await
    .expect(expect![[r#"
        only you: ### Before you share it
            Only you see this. It becomes part of the repair when you share it.

            > I call when I am more than ten minutes late.

            **By when:** Friday, 6 March

            **How you will both know:**
            > You hear the phone.
            <Choose by when: Friday, 6 March>
            [Share with the other] [Change it] [Let it go]
            [Repairs] [Help]
    "#]]);
    ben.press("Share with the other")
        .await
        .expect(expect![[r#"
            only you: It is given, and the other can read it. You hear from me when its day comes; nobody else does.

                > I call when I am more than ten minutes late.

                **By when:** Friday, 6 March

                **How you will both know:**
                > You hear the phone.

                Back in the repair you can make another one, and see what comes next.
                [Back to the repair] [Help]
        "#]]);
    ben.press("Back to the repair").await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: change. You make one to three promises, small enough to be seen.

            - I call when I am more than ten minutes late. (Friday, 6 March)
            [Make a promise] [These are my promises]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ben.press("These are my promises").await;
    tend.settle().await;
    ana.looks_in().await.expect(expect![[r#"
        only you: ### There is something
            A small repair. Now: change. @Ben has made their promises. You decide when following up begins.

            - I call when I am more than ten minutes late. (Friday, 6 March)
            [Go on to following up]
            [All that was said] [Pause it] [Stop it] [Repairs] [Help]
    "#]]);
    ana.press("Go on to following up")
        .await
        .expect(expect![[r#"
            only you: ### There is something
                A small repair. Now: follow up. @Ben lives what they promised, and looks back from time to time. You close it when it is right for you.

                - I call when I am more than ten minutes late. (Friday, 6 March)

                The next look back: Sunday, 8 March at 19:00.

                You can close it once you can read that a promise was kept. Until then it goes on; or you can end it, in your own words, with what stays open.
                [End it with what stays open] [Look back two weeks later] [No more looks back]
                [All that was said] [Pause it] [Stop it] [Repairs] [Help]
        "#]]);
    tend.settle().await;
    ben.command("/promise list")
        .await
        .choose("Look at one of yours", &["1."])
        .await
        .press("Kept")
        .await
        .write(&[])
        .await;
    tend.settle().await;
    ana.command("/repair board").await.expect(expect![[r#"
        only you: ### What you are putting right

            1. There is something – follow up
            @Ben lives what they promised, and looks back from time to time. You close it when it is right for you.
            - I call when I am more than ten minutes late. (kept)
            [Open 1]
            [There is something] [Promises] [Help]
    "#]]);
    ana.press("Open 1")
        .await
        .press("Close it")
        .await
        .expect(expect![[r#"
            form: Closing this repair
                What stays open, if anything: 
                A last line, if you like: 
        "#]]);
    ana.write(&[("repair_closing", "You called on Tuesday. Thank you.")])
        .await
        .expect(expect![[r#"
            only you: ### Closed
                This is put right as far as it goes, and I won’t list it again.

                **What was said**

                What I understood – @Ben:
                > You waited, and felt small.

                What I did, in my words – @Ben:
                > I came two hours late and did not call.

                What I take responsibility for – @Ben:
                > I left you waiting for two hours.

                What I will repair – @Ben:
                > I call when I leave.

                What I think it was like for you – @Ben:
                > Like not counting.

                **What was done**

                - I call when I am more than ten minutes late. (kept)

                A last line:
                > You called on Tuesday. Thank you.
                [All that was said] [Help]
        "#]]);
    tend.settle().await;
    ben.press("Look at it privately").await.expect(expect![[r#"
        only you: ### Closed
            This is put right as far as it goes, and I won’t list it again.

            **What was said**

            What I understood:
            > You waited, and felt small.

            What I did, in my words:
            > I came two hours late and did not call.

            What I take responsibility for:
            > I left you waiting for two hours.

            What I will repair:
            > I call when I leave.

            What I think it was like for you:
            > Like not counting.

            **What was done**

            - I call when I am more than ten minutes late. (kept)

            A last line – @Ana:
            > You called on Tuesday. Thank you.
            [All that was said] [Help]
    "#]]);
    ben.press("All that was said").await.expect(expect![[r#"
        only you: ### All that was said in this repair

            From @Ana, Sunday, 1 March at 19:00:
            In a line:
            > You came two hours late on Friday, and I always wait.

            From @Ana, Sunday, 1 March at 19:00:
            What it did to me:
            > I felt that I do not count.

            From you, Sunday, 1 March at 19:00:
            What I understood:
            > You waited, and felt small.

            From you, Sunday, 1 March at 19:00:
            What I did, in my words:
            > I came two hours late and did not call.

            From you, Sunday, 1 March at 19:00:
            What I take responsibility for:
            > I left you waiting for two hours.

            From you, Sunday, 1 March at 19:00:
            What I will repair:
            > I call when I leave.

            From you, Sunday, 1 March at 19:00:
            What I think it was like for you:
            > Like not counting.

            From @Ana, Sunday, 1 March at 19:00:
            A last line:
            > You called on Tuesday. Thank you.
            [Back] [Help]
    "#]]);
    // practice 46: what is closed is not listed again.
    ana.command("/repair board").await.expect(expect![[r#"
        only you: ### What you are putting right

            Nothing is open. If there is something, however small, it can begin here without details.
            [There is something] [Promises] [Help]
    "#]]);
    tend.pass("3 weeks").await;
    assert_eq!(
        tend.count("select count(*) from timers where kind = 'word' and state = 0")
            .await,
        0
    );
}
