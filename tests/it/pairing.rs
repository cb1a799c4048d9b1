//! Stories of beginning together: one asks, the other alone decides, and nobody learns of a no.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::shown::Transcript;

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

            As far as Discord tells, these can see this channel: the role “Moderators”, @Owner Olu, @Ana and @Ben. People who run the server always can. What you answer is shown privately in any case.

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

            As far as Discord tells, these can see this channel: the role “Moderators”, @Owner Olu, @Ana and @Ben. People who run the server always can. What you answer is shown privately in any case.

            **The weekly hour suggested:** every Sunday at 19:00 (Europe/Lisbon). You can change it together at any time.
            [Yes, let’s begin] [No, thank you] [Please don’t ask me again] [Help]
    "#]]);
    assert!(
        !tend.stores(&ben.id.to_string()).await,
        "no row about Ben before his yes"
    );
    ben.press("Yes").await.expect(expect![[r#"
        only you: ### You use Tend together here now
            Your first check-in is open. The next one comes on Sunday, 8 March at 19:00, and from then on every Sunday at 19:00.
            [Open the check-in] [Settings] [Help]
    "#]]);
    tend.settle().await;
    tend.channel().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question.

            > **What could you do a little less of next week, and who could help you to let it be?**
            [Answer] [Hard week] [Not this week] [Help]
    "#]]);

    let consents = "select count(*) from partners where consent_version = '2026-11-2' and wrapped_key is not null";
    assert_eq!(tend.count(consents).await, 2);
}

#[tokio::test]
async fn a_no_is_known_to_nobody_and_the_invitation_looks_the_same() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .press("post the invitation")
        .await;
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

#[tokio::test]
async fn only_the_invited_can_look_and_accept() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    let cleo = tend.stranger("Cleo");
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .press("post the invitation")
        .await;

    cleo.press("Look at it").await.expect(expect![[r#"
        only you: This isn’t something I can open for you. With /help I tell you what I am.
    "#]]);
    let to_cleo = cleo.news();
    ana.press("Look at it").await;
    assert_eq!(ana.news(), to_cleo);
    let (_, yes) = ben.press("Look at it").await.button("Yes");
    cleo.forge_press(&yes).await;
    assert_eq!(cleo.news(), to_cleo);
    // A page prepared for Ben, pointed at Cleo by hand.
    let (_, post) = ana
        .command("/tend start partner:@Ben zone:Lisbon")
        .await
        .button("post the invitation");
    ana.forge_press(&post.replace(&ben.id.to_string(), &cleo.id.to_string()))
        .await;
    assert_eq!(ana.news(), to_cleo);
    assert_eq!(tend.count("select count(*) from couples").await, 0);
}

#[tokio::test]
async fn whom_one_cannot_ask() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.two("Ana", "Ben");
    ana.command("/tend start partner:@Ana zone:Lisbon")
        .await
        .expect(expect![[r#"
        only you: Tending takes two. Please choose the other person.   [Help]
    "#]]);
    ana.command("/tend start partner:@Tend zone:Lisbon")
        .await
        .expect(expect![[r#"
        only you: That is a bot like me. Please choose a person.   [Help]
    "#]]);
    // Cleo does not see this channel; Dora is not in the server at all.
    ana.command("/tend start partner:@Cleo zone:Lisbon").await.expect(expect![[r#"
        only you: I can’t invite this person here. If they can see this channel and would like to, they can begin themselves with /tend start.
            [Help]
    "#]]);
    let outside = ana.news();
    tend.world().add_outsider("Dora");
    ana.command("/tend start partner:@Dora zone:Lisbon").await;
    assert_eq!(ana.news(), outside);
}

#[tokio::test]
async fn who_asked_not_to_be_asked_looks_like_somebody_outside() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    ana.command("/tend start partner:@Cleo zone:Lisbon").await;
    let outside = ana.news();
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .press("post the invitation")
        .await;
    let before = tend.channel().0;
    ben.press("Look at it").await.press("don’t ask me again").await.expect(expect![[r#"
        only you: Understood. I keep one keyed fingerprint of your account, which nobody can turn back into your name, so that no invitation reaches you again. Nobody is told. If you ever start something yourself with /tend start, it goes away.
            [Help]
    "#]]);
    tend.settle().await;
    assert_eq!(tend.channel().0, before);
    assert!(!tend.stores(&ben.id.to_string()).await);

    tend.pass("8 days").await;
    ana.command("/tend start partner:@Ben zone:Lisbon").await;
    assert_eq!(ana.news(), outside);
    // Who asks somebody wants to be asked again; who only looks at the page has not said so.
    ben.command("/tend start partner:@Ana zone:Lisbon").await;
    ana.command("/tend start partner:@Ben zone:Lisbon").await;
    assert_eq!(ana.news(), outside);
    ben.press("post the invitation").await;
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .button("post the invitation");
}

#[tokio::test]
async fn each_invites_the_other_at_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    ana.command("/tend start partner:@Ben zone:Lisbon").await;
    ben.command("/tend start partner:@Ana zone:Lisbon").await;
    tokio::join!(
        ana.press("post the invitation"),
        ben.press("post the invitation")
    );
    let mut looks = Vec::new();
    for message in tend
        .world()
        .messages(ana.id, ana.channel)
        .iter()
        .filter(|message| message.only_for.is_none())
    {
        let id = message.components[0]["components"][0]["custom_id"]
            .as_str()
            .unwrap()
            .to_owned();
        looks.push((
            message.id,
            message.content.starts_with(&format!("<@{}>", ana.id)),
            id,
        ));
    }
    assert_eq!(looks.len(), 2);
    for (message, of_ana, id) in &looks {
        if *of_ana {
            ben.press_on(*message, id).await
        } else {
            ana.press_on(*message, id).await
        };
    }
    tokio::join!(ana.press("Yes"), ben.press("Yes"));
    tend.settle().await;
    assert_eq!(tend.count("select count(*) from couples").await, 1);
    let said = format!("{}{}", ana.news(), ben.news());
    assert!(said.contains("You use Tend together here now"), "{said}");
    assert!(said.contains("already"), "{said}");
    // Whose yes came first decides who is named first, and nothing else.
    let seen = tend.channel().brief().0;
    Transcript(seen.replace("@Ben and @Ana", "@Ana and @Ben")).expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … [Answer] [Hard week] [Not this week] [Help]
    "#]]);
}

#[tokio::test]
async fn a_channel_is_one_couples_at_a_time() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let (cleo, _dora) = (tend.stranger("Cleo"), tend.stranger("Dora"));
    cleo.command("/tend start partner:@Dora zone:Lisbon").await.expect(expect![[r#"
        only you: This channel is already in use for tending. Any other channel that you both see works just as well.   [Help]
    "#]]);
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .expect(expect![[r#"
        only you: You two already tend here. /checkin opens this week.   [Help]
    "#]]);
}

#[tokio::test]
async fn one_invitation_stands_at_a_time_and_three_a_month_are_enough() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    let start = "/tend start partner:@Ben zone:Lisbon";
    ana.command(start).await.press("post the invitation").await;
    ana.command(start)
        .await
        .press("post the invitation")
        .await
        .expect(expect![[r#"
        only you: One of your invitations still stands. You can take it back and then post another.
            [Take the invitation back] [Help]
    "#]]);
    ana.press("Take the invitation back")
        .await
        .expect(expect![[r#"
        only you: The invitation is taken back.   [Help]
    "#]]);
    tend.settle().await;
    tend.channel().expect(expect![[r#"
        tend: This invitation has come to its end. (edited)   [Help]
    "#]]);
    for _ in 0..2 {
        ana.command(start)
            .await
            .press("post the invitation")
            .await
            .press("Take the invitation back")
            .await;
    }
    ana.command(start).await.press("post the invitation").await.expect(expect![[r#"
        only you: You have posted three invitations in the last month. From Tuesday, 31 March on there can be another.   [Help]
    "#]]);
    tend.pass("30 days").await;
    ana.command(start).await.press("post the invitation").await;
    ben.press("Look at it")
        .await
        .press("Yes")
        .await
        .expect_brief(expect![[r#"
            only you: ### You use Tend together here now … [Open the check-in] [Settings] [Help]
        "#]]);
}

#[tokio::test]
async fn an_invitation_that_was_taken_back_or_has_expired_says_so() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .press("post the invitation")
        .await;
    ben.press("Look at it").await;
    tend.sleep_through(chrono::TimeDelta::days(7));
    ben.press("Yes").await.expect(expect![[r#"
        only you: This invitation no longer stands. If you would both still like to, either of you can begin anew with /tend start.
            [Help]
    "#]]);
    tend.settle().await;
    assert_eq!(tend.count("select count(*) from couples").await, 0);

    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .press("post the invitation")
        .await;
    ben.press("Look at it").await;
    ana.press("Take the invitation back").await;
    ben.press("Yes").await.expect_brief(expect![[r#"
        only you: This invitation no longer stands. If you would both still like to, either of you can begin anew with /tend start. … [Help]
    "#]]);
    tend.settle().await;
}

#[tokio::test]
async fn what_was_accepted_is_not_taken_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let before = tend.channel().0;
    ana.press("Take the invitation back")
        .await
        .expect(expect![[r#"
            only you: ### You are paired
                @Ben has accepted your invitation, so there is nothing to take back. If you’d rather stop, you can leave at any time, on your own.
                [Open this week’s check-in] [Ways to leave] [Help]
        "#]]);
    tend.settle().await;
    assert_eq!(tend.channel().0, before);
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
}

/// Paired on this day: which week the first round is of, and what is said of the next.
async fn paired_on(day: &str, week: &str, next: &str) {
    let tend = Tend::start(&format!("{day} 21:00 Europe/Lisbon")).await;
    let (_ana, ben) = tend.couple("Ana", "Ben").await;
    let said = ben.sees().0;
    assert!(
        said.contains(&format!("The next one comes on {next} at 19:00")),
        "{said}"
    );
    ben.command("/checkin").await;
    let of = format!("Week of {week}\n");
    assert!(ben.news().contains(&of), "{of}: {}", ben.news());
    ben.command("/settings").await;
    assert!(
        ben.news()
            .contains(&format!("The next one: {next} at 19:00")),
        "{}",
        ben.news()
    );
    tend.pass("9 days").await;
    let date = next
        .split([' ', ','])
        .find_map(|word| word.parse::<u8>().ok());
    let date = format!("-{:02} 19:00", date.unwrap());
    let second = &tend.posted()[2];
    assert!(second.ends_with(&date), "{day}: {second} for {next}");
}

#[tokio::test]
async fn the_first_round_belongs_to_the_slot_before() {
    paired_on("2026-11-27", "Monday, 16 November", "Sunday, 29 November").await;
    paired_on("2026-11-28", "Monday, 23 November", "Sunday, 6 December").await;
    paired_on("2026-11-29", "Monday, 23 November", "Sunday, 6 December").await;
    paired_on("2026-11-30", "Monday, 23 November", "Sunday, 6 December").await;
}

#[tokio::test]
async fn whoever_left_without_a_line_is_asked_whether_to_begin_again() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.thank("For the soup.").await;
    ana.command("/privacy").await.press("Leave").await;
    ana.press("Leave, and say nothing").await;
    tend.pass("3 days").await;
    let (with_ben, with_ana) = (
        "/tend start partner:@Ben zone:Lisbon",
        "/tend start partner:@Ana zone:Lisbon",
    );
    ben.command(with_ana).await.expect(expect![[r#"
        only you: You two already tend here. /checkin opens this week.   [Help]
    "#]]);
    ana.command(with_ben).await.expect(expect![[r#"
        only you: ### You left Tend here on Sunday, 1 March
            @Ben was told nothing: for them it is paused. Would you like to begin again? Everything is as you left it, and for them the pause ends. If not, all of yours will be deleted on Tuesday, 31 March.
            [Begin again] [My data] [Help]
    "#]]);
    let again = ana.button("Begin again");
    ana.press("Begin again").await.expect(expect![[r#"
        only you: ### Good to see you
            Everything is where you left it.
            [Open this week’s check-in] [Help]
    "#]]);
    tend.settle().await;
    ben.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
    ana.press("Open this week").await.press("Next").await;
    assert!(ana.news().contains("For the soup."), "{}", ana.news());
    ana.forge_press(&again.1).await;
    assert!(
        ana.news().contains("This isn’t something"),
        "{}",
        ana.news()
    );
    tend.pass("60 days").await;
    assert_eq!(tend.count("select count(*) from couples").await, 1);
}

#[tokio::test]
async fn a_double_yes_begins_once() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .press("post the invitation")
        .await;
    let (message, yes) = ben.press("Look at it").await.button("Yes");
    tokio::join!(ben.press_on(message, &yes), ben.press_on(message, &yes));
    tend.settle().await;
    assert_eq!(tend.count("select count(*) from couples").await, 1);
    assert_eq!(tend.count("select count(*) from rounds").await, 1);
}

#[tokio::test]
async fn the_hour_and_the_zone_can_be_chosen_first() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    let suggested = ana
        .suggestions("tend start", &[("zone", serde_json::json!("lisb"))], "zone")
        .await;
    assert!(suggested[0].starts_with("Lisbon"), "{suggested:?}");
    ana.command("/tend start partner:@Ben zone:Lisbonn").await.expect(expect![[r#"
        only you: ### Tending with @Ben
            Only you see this page. Nothing is posted before you say so.

            **What I do.** Once a week I ask you both a few gentle questions, here. Each answers alone; you read each other only when both have answered. Either of you can rest, take your words out or leave, alone and at once.

            **What I never do.** I don’t read along, score, rank, remind one of you for the other, or tell who has answered. I’m no therapist. If being together is not safe, this is not the tool for it; /help lists people who can be there for you.

            **Who runs me.** Hana (hana@example.org). What you write is sealed where it is stored, yet whoever runs me could technically read it. Discord sees what passes through it.

            As far as Discord tells, these can see this channel: the role “Moderators”, @Owner Olu, @Ana and @Ben. People who run the server always can. What you answer is shown privately in any case.

            **Your weekly hour:** every Sunday at 19:00 (Europe/Lisbon). You can change it together at any time.

            I didn’t find “Lisbonn”, so this is set to Europe/Lisbon for now. Choose another below if that’s not right.
            <Did you mean one of these?>
            <The day: Sunday>
            <The hour: 19:00>
            <The quarter: :00 past the hour>
            [I’d like this: post the invitation] [Another time zone] [Help]
    "#]]);
    ana.choose("The day", &["Friday"]).await;
    ana.choose("The hour", &["20:00"]).await;
    ana.choose("The quarter", &[":30"]).await;
    ana.press("Another time zone")
        .await
        .write(&[("zone", "Vancouver")])
        .await;
    ana.press("post the invitation").await;
    ben.press("Look at it").await.press("Yes").await;
    tend.settle().await;
    let slot = "select count(*) from couples where (zone, weekday, minute) = ('America/Vancouver', 5, 1230)";
    assert_eq!(tend.count(slot).await, 1);
}
