//! Stories of beginning together: one asks, the other alone decides, and nobody learns of a no.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn one_asks_and_the_other_says_yes() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");

    ana.command("/tend start partner:@Ben zone:Lisbon").await.expect(expect![[r#"
        only you: ### Tending with @Ben
            Only you see this page. Nothing is posted before you say so.

            **What I do.** Once a week I ask you both a few gentle questions, here. Each answers alone; you read each other only when both have answered. Either of you can rest, take your words out or leave, alone and at once.

            **What I never do.** I don’t read along, score, rank, remind one of you for the other, or tell who has answered. I’m no therapist. If being together is not safe, this is not the tool for it; /help lists people who can be there for you.

            **Who runs me.** Hana (hana@example.org). What you write is sealed where it is stored, yet whoever runs me could technically read it. Discord sees what passes through it.

            As far as Discord tells, these can see this channel: @Owner Olu, @Ana, @Ben and the role “Moderators”. People who run the server always can. What you answer is shown privately in any case.

            **Your weekly hour:** every Sunday at 19:00 (Europe/Lisbon). You can change it together at any time.
            <The day: Sunday>
            <The hour: 19:00>
            <The quarter: :00 past the hour>
            [I’d like this: post the invitation] [Another time zone] [Help]
    "#]]);
    ana.press("post the invitation").await.expect(expect![[r#"
        only you: The invitation stands in the channel for a week. @Ben can look at it alone, in their own time. There is nothing more for you to do.
            [Take the invitation back] [Help]
        tend: @Ana would like to tend with @Ben here: a few gentle questions once a week, every Sunday at 19:00 (Europe/Lisbon).
            Only @Ben can accept. Looking at it decides nothing.
            [Look at it privately] [Help]
    "#]]);
    ben.press("Look at it").await.expect(expect![[r#"
        only you: ### @Ana would like to tend with you
            Only you see this page, and nothing about you is stored before your yes.

            **What I do.** Once a week I ask you both a few gentle questions, here. Each answers alone; you read each other only when both have answered. Either of you can rest, take your words out or leave, alone and at once.

            **What I never do.** I don’t read along, score, rank, remind one of you for the other, or tell who has answered. I’m no therapist. If being together is not safe, this is not the tool for it; /help lists people who can be there for you.

            **Who runs me.** Hana (hana@example.org). What you write is sealed where it is stored, yet whoever runs me could technically read it. Discord sees what passes through it.

            As far as Discord tells, these can see this channel: @Owner Olu, @Ana, @Ben and the role “Moderators”. People who run the server always can. What you answer is shown privately in any case.

            **The weekly hour suggested:** every Sunday at 19:00 (Europe/Lisbon). You can change it together at any time.
            [Yes, let’s begin] [No, thank you] [Please don’t ask me again] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from couples").await, 0);
    ben.press("Yes").await.expect(expect![[r#"
        only you: ### You tend here together now
            Your first check-in is open already, and stays open until the next one comes: every Sunday at 19:00.
            [Open the check-in] [Settings] [Help]
    "#]]);
    tend.settle().await;
    tend.channel().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question.

            > **What could you do a little less of next week, and who could help you to let it be?**
            [Answer] [Hard week] [Not this week] [Help]
    "#]]);

    let consents = "select count(*) from partners where consent_version = '2026-11-1' and wrapped_key is not null";
    assert_eq!(tend.count(consents).await, 2);
}

#[tokio::test]
async fn a_no_is_known_to_nobody_and_the_invitation_looks_the_same() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    ana.command("/tend start partner:@Ben zone:Lisbon").await.press("post the invitation").await;
    let before = tend.channel().0;
    ben.press("Look at it").await.press("No, thank you").await.expect(expect![[r#"
        only you: That’s fine. Nothing about you was stored, nobody is told, and the invitation looks as before until it ends by itself.
            [Help]
    "#]]);
    tend.settle().await;
    assert_eq!(tend.channel().0, before);
    ana.look_away();
    assert_eq!(ana.news(), "");

    tend.pass("8 days").await;
    tend.channel().expect(expect![[r#"
        tend: This invitation has come to its end. (edited)   [Help]
    "#]]);
}
