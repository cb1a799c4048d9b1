//! Stories of looking back, and of /help and /feedback.

use expect_test::expect;
use tend::domain::timer::Timer;
use tend::features::{Due, due};

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn weeks_are_looked_back_on_one_by_one() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/history").await.expect(expect![[r#"
        only you: ### No weeks to look back on yet
            The first one comes once you have both answered. What you read together then stays here.
            [Help]
    "#]]);
    ana.hand_in("Our walk on Tuesday.").await;
    ana.command("/history").await;
    assert!(
        ana.news().contains("No weeks to look back on yet"),
        "{}",
        ana.news()
    );
    ben.command("/checkin").await.press("Hard week").await;
    tend.settle().await;

    tend.pass("1 week").await;
    ana.hand_in("The second week.").await;
    ben.hand_in("You made soup.").await;
    tend.pass("1 week").await;
    ana.thank("Kept for myself.").await;
    tend.pass("1 week").await;
    ana.command("/checkin")
        .await
        .press("Keep them on my side")
        .await;

    ana.command("/history").await.expect(expect![[r#"
        only you: ### Week of Monday, 9 March 2026
            Week 1 of 3, newest first. Only you see this.

            This week closed before you had both answered. You saved your words for yourself.

            **Thanks**
            > Kept for myself.
            -# Only you can read this.
            [Older week] [Help]
    "#]]);
    ana.press("Older week").await.expect(expect![[r#"
        only you: ### Week of Monday, 2 March 2026
            Week 2 of 3, newest first. Only you see this.

            **@Ben with you**

            **Thanks**
            > You made soup.

            **You**

            **Thanks**
            > The second week.
            -# @Ben can read this.
            [Newer week] [Older week] [Help]
    "#]]);
    ana.press("Older week").await.expect(expect![[r#"
        only you: ### Week of Monday, 23 February 2026
            Week 3 of 3, newest first. Only you see this.

            **@Ben with you**

            For @Ben it was a hard week. Showing up was the answer.

            **You**

            **Thanks**
            > Our walk on Tuesday.
            -# Only you can read this.

            @Ben showed up without sharing words, and yours are still with you.
            [Newer week] [Help]
            [Keep mine for now] [Open mine to them]
    "#]]);
    ben.command("/history").await.expect(expect![[r#"
        only you: ### Week of Monday, 2 March 2026
            Week 1 of 2, newest first. Only you see this.

            **@Ana with you**

            **Thanks**
            > The second week.

            **You**

            **Thanks**
            > You made soup.
            -# @Ana can read this.
            [Older week] [Help]
    "#]]);
    ben.press("Older week").await.expect(expect![[r#"
        only you: ### Week of Monday, 23 February 2026
            Week 2 of 2, newest first. Only you see this.

            **@Ana with you**

            @Ana wrote something for this week. It stays with them unless they choose to open it, and nothing is asked of you.

            **You**

            For you it was a hard week, and you showed up.
            [Newer week] [Help]
    "#]]);
    // A week that is not Ben’s to look back on.
    let anas = tend
        .count("select id from rounds where week = '2026-03-09'")
        .await;
    ben.forge_press(&format!("t1:history:week:{}", tend::domain::RoundId(anas)))
        .await;
    assert!(
        ben.news().contains("isn’t something I can open for you"),
        "{}",
        ben.news()
    );
}

#[tokio::test]
async fn a_long_week_is_looked_back_on_whole() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let long = "walk and ".repeat(444);
    ana.hand_in(&long).await;
    ben.hand_in(&long).await;
    ana.command("/history").await;
    assert_eq!(ana.news().matches("walk and").count(), 888);
}

#[tokio::test]
async fn help_is_the_same_for_everybody() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let sam = tend.stranger("Sam");
    ana.command("/help").await.expect(expect![[r#"
        only you: ### Tend
            Two people tend the trust between them, a few gentle questions once a week. Each answers alone; you read each other once you have both answered.

            - `/checkin`: Open this week’s check-in, just for you
            - `/feedback`: Tell the person who runs me what works and what doesn’t
            - `/help`: What I do, and people to talk to near you
            - `/history`: Look back on your weeks, just for you
            - `/inbox`: Paper cuts in one line each, looked at together once a week
            - `/needs`: What settles you, what would help now, ten minutes together
            - `/pages`: Pages of your own, which nobody else sees
            - `/pause`: Let Tend rest for a while
            - `/privacy`: See what is stored about you; export it, erase it, or leave
            - `/promise list`: Your promises, and those shared with you
            - `/promise new`: Make a promise: what, by when, how you will both know
            - `/questions`: Questions kept until an hour you both agreed to, and something to tell
            - `/repair board`: What you are repairing together: where it stands, what comes next
            - `/repair open`: Begin a repair, in words or just “there is something”
            - `/rhythm`: See the weeks you have tended together
            - `/setback`: For a hard evening: pause or support first; nothing is lost
            - `/settings`: Your weekly hour, your time zone, your own defaults
            - `/tend move`: Move your place to this channel
            - `/tend start`: Invite somebody to tend together in this channel

            **Being afraid of somebody, hurt or controlled by them, is not a task for two.** Talking it through together can make it less safe, and nothing here asks that of you. The people under “Support near you” listen to you alone. You can leave here at any time, without a reason and without a word.
            [Support near you] [Feedback] [My data] [Privacy notice]
    "#]]);
    assert_eq!(sam.command("/help").await.news(), ana.news());
    ana.press("Support near you").await.expect(expect![[r#"
        only you: ### Support near you
            Nothing leads here but somebody’s own tap. Nothing is detected, nobody is alerted, and nothing about it is stored; this page is the same for everybody. If somebody else sees your screen, another device may be calmer.

            Choose a country, and you see who is there. “Another country” is for everywhere else.
            <Choose a country (list 1 of 2)>
            [Back] [More countries]
    "#]]);
    ana.choose("Choose a country", &["Australia"]).await.expect(expect![[r#"
        only you: ### Support near you
            Nothing leads here but somebody’s own tap. Nothing is detected, nobody is alerted, and nothing about it is stored; this page is the same for everybody. If somebody else sees your screen, another device may be calmer.

            **Australia**
            In danger now: **000**
            - **Lifeline**. Somebody to talk to, at any hour – phone 13 11 14 or text message 0477 13 11 14 or <https://www.lifeline.org.au>
            - **13YARN**. Crisis support run by Aboriginal and Torres Strait Islander people – phone 13 92 76 or <https://www.13yarn.org.au>
            - **MensLine Australia**. Support for men, also about relationships – phone 1300 78 99 78 or <https://mensline.org.au>
            - **1800RESPECT**. Domestic, family and sexual violence: counselling and information – phone 1800 737 732 or text message 0458 737 732 or <https://www.1800respect.org.au>
            For two, where both are safe with each other:
            - **Relationships Australia**. Counselling for individuals, couples and families – phone 1300 364 277 or <https://www.relationships.org.au>
            -# Last looked over in November 2026. Numbers change; a search for the name finds the newest.

            **Everywhere**
            - **Find A Helpline**. Emotional support lines in more than a hundred countries – <https://findahelpline.com>
            - **Befrienders Worldwide**. Centres for emotional support around the world – <https://befrienders.org>
            - **NO MORE Global Directory**. Help with violence at home, by country – <https://nomoredirectory.org>
            <Choose a country (list 1 of 2): Australia>
            [Back] [More countries]
    "#]]);
    ana.press("More countries").await;
    ana.choose("Choose a country", &["United Kingdom"])
        .await
        .press("Back")
        .await;
    ana.press("Privacy notice").await;
    assert!(ana.news().contains("hana@example.org"), "{}", ana.news());
}

#[tokio::test]
async fn feedback_names_its_reader_and_waits_sealed_until_it_arrives() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/feedback").await.expect(expect![[r#"
        only you: ### Feedback
            **Hana reads this**: the person who runs me here, in a direct message. It is for what works, what doesn’t, and anything you would like to report. It is not for anything about your partner.
            Your name is not sent along. Where only few people use me, it can still be guessed who wrote. If you would like an answer, write how to reach you, or ask directly: hana@example.org
            [Write] [Help]
    "#]]);
    ana.press("Write").await.expect(expect![[r#"
        form: A word to the person who runs me
            Not for anything about your partner: 
    "#]]);
    ana.write(&[("feedback", "  \u{200b} ")])
        .await
        .expect(expect![[r#"
        only you: There was nothing in it yet. Nothing was sent.   [Feedback] [Help]
    "#]]);
    ana.press("Feedback").await.press("Write").await;
    ana.write(&[("feedback", "The **hour** picker is small. @everyone")]).await.expect(expect![[r#"
        only you: ### Thank you
            It is on its way to Hana. It stays sealed here until it has arrived, and then it is gone from here.
            [Help]
    "#]]);
    let sealed = tend.count("select count(*) from feedback").await;
    let feedback = tend.count("select id from feedback").await;
    let Due::Whisper { user, card } = due(&tend.app(), &Timer::Feedback { feedback }, tend.now())
        .await
        .unwrap()
    else {
        panic!("it goes to the host");
    };
    assert_eq!((sealed, user), (1, tend.app().host.user.unwrap()));
    expect![[r#"
        Somebody who uses Tend would like you to know:

        > The \*\*hour\*\* picker is small. \@everyone"#]]
    .assert_eq(&card.text);
}

#[tokio::test]
async fn three_words_to_the_host_a_day_are_passed_on_and_a_fourth_is_given_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let host = tend.world().add_person("Hana");
    tend.hosted_by(host);
    tend.restart().await;
    let passed_on = || {
        let direct = tend.world().dm_with(host);
        tend.world().read(|state| {
            let there = state.messages.values();
            there.filter(|message| message.channel == direct).count()
        })
    };
    for text in ["one", "two", "three"] {
        ana.command("/feedback").await.press("Write").await;
        ana.write(&[("feedback", text)]).await;
        tend.settle().await;
    }
    // From a form that was opened while there was a place left.
    ana.look_away();
    let fields = [("feedback", "My *fourth*.")];
    let sent = tend
        .world()
        .forge_form(ana.id, ana.channel, "t1:feedback:written", &fields);
    tend.world().outcome(sent.unwrap()).await;
    tend.settle().await;
    ana.expect(expect![[r#"
        only you: ### This one wasn’t sent
            I pass on 3 messages a day from each person, and you have sent yours. You can send this one tomorrow, or tell Hana directly: hana@example.org
            [Help]
        only you: This is what you typed, so that nothing is lost:

            > My \*fourth\*.
    "#]]);
    assert_eq!(passed_on(), 3);
    ana.command("/feedback").await.expect(expect![[r#"
        only you: ### Feedback
            I pass on 3 messages a day from each person, and you have sent yours. You can write the next one tomorrow. Hana can also be told directly: hana@example.org
            [Help]
    "#]]);
    ben.command("/feedback").await.press("Write").await;
    ben.write(&[("feedback", "mine")]).await;
    tend.settle().await;
    assert_eq!(passed_on(), 4, "another person's day is their own");
    tend.pass("1 day").await;
    ana.command("/feedback").await.press("Write").await;
    ana.write(&[("feedback", "My fourth.")]).await;
    tend.settle().await;
    assert_eq!(passed_on(), 5);
    tend.pass("2 days").await;
    let left = "select count(*) from feedback_turns";
    assert_eq!(tend.count(left).await, 0, "nothing is kept of it");
}
