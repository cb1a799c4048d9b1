//! Stories of something to tell: when and how is asked first, and only the listener opens the words.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";
const LINE: &str = "There is something to tell.";

impl Person {
    /// Writes it, as a draft.
    async fn prepares(&self, how: &str, note: &str, telling: &str) -> &Self {
        self.command("/questions")
            .await
            .press("Something to tell")
            .await
            .press(how)
            .await;
        self.write(&[("note", note), ("telling", telling)]).await
    }
}

// practices 73, 162, 247; harms: Complete truth “even when difficult”, Transparency as a rule
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn it_is_told_when_the_teller_says_so_and_opens_when_the_listener_does() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = ana.command("/questions").await.news();
    ben.command("/questions")
        .await
        .press("Something to tell")
        .await
        .expect(expect![[r#"
            only you: ### Something to tell
                To tell something unasked takes courage. First comes one line of what it is about. @Ana reads only that line, and chooses to hear the rest now, later, or with somebody there.
                If it is something grave, such as an affair, violence, debts or a danger to somebody, it is often told better with a professional in the room; Help lists people to talk to. You can write it here as a draft and never send it.
                When and how would be good?
                [When they are ready] [Not yet: first a draft] [With somebody there]
                [Back] [Help]
        "#]]);
    ben.press("When they are ready").await.expect(expect![[r#"
        form: Something to tell
            What it is about, in one line: 
            What you want to tell: 
    "#]]);
    ben.write(&[
        ("note", "About money. Nothing is in danger."),
        ("telling", "I lent my brother *two thousand*."),
    ])
    .await
    .expect(expect![[r#"
        only you: ### Something you want to tell
            Now: a draft, only yours

            What it is about:
            > About money. Nothing is in danger.

            The words, which open only when they are chosen:
            > I lent my brother \*two thousand\*.

            It stays a draft until you say when @Ana may look at your line. There is no need to send it at all.
            [Now] [Tonight] [Tomorrow] [On a day]
            [Change the words] [Take it back] [Questions] [Help]
    "#]]);
    // Nothing leaves before the teller says so.
    tend.pass("1 day").await;
    assert_eq!(ana.command("/questions").await.news(), before);
    for typed in ["About money", "brother"] {
        assert!(
            !tend.stores(typed).await,
            "{typed} is stored as it was written"
        );
    }
    ben.command("/questions")
        .await
        .choose("Open one of yours", &["1. Something to tell"])
        .await
        .press("Now")
        .await
        .expect(expect![[r#"
            only you: @Ana can look at your line now, and chooses when to hear the rest. What they choose stands here. Until it is opened you can take it back.

                ### Questions
                Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ana, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

                Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

                No hour is agreed now. What is noted waits with the one who noted it.

                What is yours:
                1. About money. Nothing is in danger. (@Ana chooses when to hear it)
                <Open one of yours>
                [Note a question] [Our hour] [Something to tell] [Help]
        "#]]);
    tend.settle().await;
    ana.look_away();
    ana.press("Look").await.expect(expect![[r#"
        only you: ### @Ben has something to tell you
            This is what it is about:

            > About money. Nothing is in danger.

            Nothing else opens before you choose. There is no right time but yours, and @Ben sees only what you choose.
            [Hear it now] [Tonight] [Tomorrow] [On a day]
            [Not here: with somebody there] [Help]
    "#]]);
    assert!(!ana.sees().0.contains("brother"));
    ana.press("Hear it now").await.expect(expect![[r#"
        only you: ### What @Ben tells you

            > I lent my brother \*two thousand\*.

            There is no need to answer now, or to forgive, or to decide anything. Help lists people to talk to.
            [Stop here] [Help]
    "#]]);
    ana.press("Stop here").await.expect(expect![[r#"
        only you: ### Enough for now
            Nobody is told. It stays under /questions, in “What I can read”, if you ever want it.
            [Questions] [Rest a while] [Help]
    "#]]);
    // The teller learns that it was opened, and nothing else.
    ben.command("/questions")
        .await
        .press("What I can read")
        .await
        .choose("Open one", &["Something you told"])
        .await
        .expect(expect![[r#"
            only you: ### Something you want to tell
                Now: opened

                What it is about:
                > About money. Nothing is in danger.

                The words, which open only when they are chosen:
                > I lent my brother \*two thousand\*.
                [Questions] [Help]
        "#]]);
    ben.forge_press("t1:questions:tellback:1:<telling>:0").await;
    assert!(ben.news().contains("has left your hands"), "{}", ben.news());
    // The listener finds it again.
    ana.command("/questions")
        .await
        .press("What I can read")
        .await
        .choose("Open one", &["Something to hear, or heard"])
        .await
        .press("Read it again")
        .await;
    assert!(ana.news().contains("brother"), "{}", ana.news());
}

// practices 73
#[tokio::test]
async fn the_listener_chooses_later_and_is_told_then() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    // First a draft: nothing is asked about it any more.
    ben.prepares("Not yet", "About work", "I was let go in January.")
        .await
        .expect_brief(expect![[r#"
            only you: Kept as a draft, only yours. It stays here for as long as you like, and nothing asks about it. … [Note a question] [Our hour] [Something to tell] [Help]
        "#]]);
    ben.choose("Open one of yours", &["1. Something to tell"])
        .await
        .press("Tomorrow")
        .await
        .expect(expect![[r#"
            only you: @Ana can look at your line on Monday, 2 March at 19:00. Until then you can change it, and until it is opened you can take it back.

                ### Questions
                Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ana, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

                Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

                No hour is agreed now. What is noted waits with the one who noted it.

                What is yours:
                1. About work (yours until Monday, 2 March at 19:00)
                <Open one of yours>
                [Note a question] [Our hour] [Something to tell] [Help]
        "#]]);
    tend.pass_until("2026-03-02 18:59").await;
    assert!(!tend.channel().0.contains(LINE));
    ana.forge_press("t1:questions:hear:1:<telling>:0").await;
    assert!(ana.news().contains("That is not here"), "{}", ana.news());
    tend.pass_until("2026-03-02 19:01").await;
    assert!(tend.channel().0.contains(LINE));
    ana.press("Look")
        .await
        .press("Tonight")
        .await
        .expect(expect![[r#"
            only you: I bring it back to you on Monday, 2 March at 21:00 by direct message. @Ben sees that you want to hear it then.
                [Questions] [Help]
        "#]]);
    ben.command("/questions").await.expect(expect![[r#"
        only you: ### Questions
            Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ana, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

            Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

            No hour is agreed now. What is noted waits with the one who noted it.

            What is yours:
            1. About work (@Ana wants to hear it on Monday, 2 March at 21:00)
            <Open one of yours>
            [Note a question] [Our hour] [Something to tell] [Help]
    "#]]);
    ana.look_away();
    tend.pass_until("2026-03-02 21:01").await;
    ana.expect(expect![[r#"
        tend, direct: Something you wanted to hear later is here, whenever you like.   [Look] [Help]
    "#]]);
    assert!(!ben.sees().0.contains("you wanted to hear later"));
    // Once more later, on a day; then it opens before that day, and nothing reminds of it.
    ana.press("Look").await.press("On a day").await;
    ana.write(&[("date", "2026-03-10")]).await;
    assert!(ana.news().contains("10 March at 09:00"), "{}", ana.news());
    ana.press("Questions")
        .await
        .press("What I can read")
        .await
        .choose("Open one", &["Something to hear"])
        .await
        .press("Hear it now")
        .await;
    assert!(ana.news().contains("let go in January"), "{}", ana.news());
    ana.look_away();
    tend.pass("2 weeks").await;
    assert!(
        !ana.news().contains("wanted to hear later"),
        "{}",
        ana.news()
    );
}

#[tokio::test]
async fn with_somebody_there_it_stays_closed() {
    let tend = Tend::start("2026-03-01 22:30 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.prepares("With somebody there", "About us", "I met somebody.")
        .await
        .expect(expect![[r#"
            only you: ### Something you want to tell
                Now: a draft, only yours

                What it is about:
                > About us

                The words, which open only when they are chosen:
                > I met somebody.

                @Ana will read beside your line that you wish somebody were there.

                It stays a draft until you say when @Ana may look at your line. There is no need to send it at all.

                It is 22:30 where @Ana is. Tomorrow may be a kinder time.
                [Now] [Tonight] [Tomorrow] [On a day]
                [Change the words] [Take it back] [Questions] [Help]
        "#]]);
    ben.press("Now").await;
    tend.settle().await;
    ana.press("Look").await.expect(expect![[r#"
        only you: ### @Ben has something to tell you
            This is what it is about:

            > About us

            @Ben wishes that somebody were there with you when you hear it: a friend, a counsellor, whoever is good for you.

            Nothing else opens before you choose. There is no right time but yours, and @Ben sees only what you choose.
            [Hear it now] [Tonight] [Tomorrow] [On a day]
            [Not here: with somebody there] [Help]
    "#]]);
    let now = ana.button("Hear it now");
    ana.press("Not here").await.expect(expect![[r#"
        only you: It stays closed. @Ben sees that you want to hear it with somebody there. If you change your mind, it is under “What I can read”.
            [Questions] [Help]
    "#]]);
    ben.command("/questions").await;
    assert!(
        ben.news()
            .contains("@Ana wants to hear it with somebody there, not here"),
        "{}",
        ben.news()
    );
    ana.look_away();
    tend.pass("4 weeks").await;
    assert!(!ana.news().contains("direct"), "{}", ana.news());
    assert!(!ana.sees().0.contains("I met somebody"));
    // Ben takes it back; the old button opens nothing.
    ben.command("/questions")
        .await
        .choose("Open one of yours", &["1. Something to tell"])
        .await
        .press("Take it back")
        .await;
    ana.forge_press(&now.1).await;
    assert!(ana.news().contains("That is not here"), "{}", ana.news());
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn what_is_taken_back_or_not_theirs_opens_to_nobody() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let stranger = tend.stranger("Cleo");
    ben.prepares(
        "When they are ready",
        "About work",
        "I was let go in January.",
    )
    .await;
    let verbs = [
        "hear",
        "hearnow",
        "hearlater",
        "hearwith",
        "tellshow",
        "tellat",
        "tellback",
        "tellwrite",
    ];
    for verb in verbs {
        let id = format!("t1:questions:{verb}:1:<telling>:1");
        let missing = format!("t1:questions:{verb}:1:77:1");
        let there = ana.forge_press(&id).await.news();
        assert_eq!(there, ana.forge_press(&missing).await.news(), "{verb}");
        stranger.forge_press(&id).await;
        assert!(
            stranger
                .news()
                .contains("isn’t something I can open for you"),
            "{verb}: {}",
            stranger.news()
        );
    }
    // The teller cannot open it in the listener's place.
    ben.press("Tomorrow").await;
    ben.forge_press("t1:questions:hearnow:1:<telling>:0").await;
    assert!(ben.news().contains("That is not here"), "{}", ben.news());
    // Changed, put off, and taken back before it was ever offered.
    ben.command("/questions")
        .await
        .choose("Open one of yours", &["1. Something to tell"])
        .await;
    ben.press("Change the words").await.expect(expect![[r#"
        form: Something to tell
            What it is about, in one line: About work
            What you want to tell: I was let go in January.
    "#]]);
    ben.write(&[("note", "About my work")]).await;
    ben.press("On a day").await;
    ben.write(&[("date", "2026-03-09")]).await;
    tend.pass("4 days").await;
    assert!(!tend.channel().0.contains(LINE));
    ben.command("/questions")
        .await
        .choose("Open one of yours", &["1. Something to tell"])
        .await
        .press("Take it back")
        .await;
    tend.pass("2 weeks").await;
    assert!(!tend.channel().0.contains(LINE));
    assert_eq!(tend.count("select count(*) from texts").await, 0);
}

#[tokio::test]
async fn a_long_one_opens_page_by_page_and_slips_are_asked_about() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let long = "*step* and ".repeat(350) + "that was all.";
    ben.prepares("When they are ready", "About work", &long)
        .await;
    ben.press("On a day").await;
    ben.write(&[("date", "next week")]).await;
    assert!(
        ben.news().contains("I need a day to come"),
        "{}",
        ben.news()
    );
    ben.press("Now").await;
    tend.settle().await;
    ana.press("Look").await.press("Hear it now").await;
    assert!(!ana.news().contains("that was all"), "{}", ana.news());
    let mut words = ana.news().matches("step").count();
    for _ in 0..2 {
        ana.press("Read on").await;
        words += ana.news().matches("step").count();
    }
    assert_eq!(words, 350);
    assert!(ana.news().contains("that was all"), "{}", ana.news());
    for at in 0..6 {
        ben.prepares("When they are ready", &format!("Number {at}"), "Something.")
            .await;
    }
    assert!(ben.news().contains("Five things to tell are as many"));
    ben.forge_form(
        "t1:questions:tellwritten:1:<telling 3>:0",
        &[("note", " "), ("telling", "Something kept?")],
    )
    .await;
    assert!(
        ben.news().contains("It needs a few words"),
        "{}",
        ben.news()
    );
    assert!(ben.news().contains("Something kept?"), "{}", ben.news());
}

#[tokio::test]
async fn a_rest_holds_it_back_and_erasing_takes_it_along() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.prepares(
        "When they are ready",
        "About work",
        "I was let go in January.",
    )
    .await
    .press("Tomorrow")
    .await;
    ana.command("/pause").await.press("One week").await;
    tend.pass("6 days").await;
    assert!(!tend.channel().0.contains(LINE));
    tend.pass("3 days").await;
    assert!(tend.channel().0.contains(LINE));
    ana.press("Look").await.press("Tomorrow").await;
    ben.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ben.write(&[("phrase", "erase my words")]).await;
    assert_eq!(tend.count("select count(*) from tellings").await, 0);
    ana.look_away();
    tend.pass("3 days").await;
    assert!(
        !ana.news().contains("wanted to hear later"),
        "{}",
        ana.news()
    );
    ana.forge_press("t1:questions:hear:1:77:0").await;
    assert!(ana.news().contains("That is not here"), "{}", ana.news());
}
