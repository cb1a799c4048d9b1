//! Stories of questions kept for an agreed hour.

mod edges;

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";
const HOUR: &str = "Your hour for questions.";

impl Person {
    async fn asks(&self, question: &str) -> &Self {
        self.command("/questions")
            .await
            .press("Note a question")
            .await;
        self.write(&[("question", question)]).await
    }

    async fn suggests_once(&self, date: &str, time: &str) -> &Self {
        self.command("/questions")
            .await
            .press("Our hour")
            .await
            .press("Just once")
            .await;
        self.write(&[("date", date), ("time", time)]).await
    }

    async fn answers(&self, answer: &str) -> &Self {
        self.press("Answer now").await;
        self.write(&[("answer", answer)]).await
    }
}

impl Tend {
    /// Every Wednesday at 20:00, suggested by the one and agreed to by the other.
    pub async fn agree_on_wednesdays(&self, one: &Person, two: &Person) {
        one.command("/questions")
            .await
            .press("Our hour")
            .await
            .press("Suggest this hour")
            .await;
        self.settle().await;
        two.press("Look").await.press("Agree").await;
        self.settle().await;
    }

    fn hours_told(&self) -> usize {
        self.channel().0.matches(HOUR).count()
    }
}

// practices 59, 137, 222; harms: “Answer questions openly”, Hearing the incident “over and over again”
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn questions_wait_for_an_agreed_hour_and_are_answered_in_three_ways() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = ben.command("/questions").await.news();
    ana.command("/questions").await.expect(expect![[r#"
        only you: ### Questions
            Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ben, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

            Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

            No hour is agreed now. What is noted waits with the one who noted it.
            [Note a question] [Our hour] [Something to tell] [Help]
    "#]]);
    ana.press("Note a question").await.expect(expect![[r#"
        form: A question
            What would you like to ask?: 
    "#]]);
    ana.write(&[("question", "Do you still have the *letters*?")])
        .await
        .expect(expect![[r#"
            only you: Kept. Only you see it until your hour for questions, and until then you can change it or take it back.

                ### Questions
                Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ben, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

                Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

                No hour is agreed now. What is noted waits with the one who noted it.

                What is yours:
                1. Do you still have the \*letters\*? (only you see it)
                <Open one of yours>
                [Note a question] [Our hour] [Something to tell] [Help]
        "#]]);
    for question in [
        "Why did you not tell me in spring?",
        "What did you need then?",
        "Who else knew?",
    ] {
        ana.asks(question).await;
    }
    // Nobody but the one who asks sees that there is anything.
    assert_eq!(ben.command("/questions").await.news(), before);
    for typed in ["letters", "spring", "Who else"] {
        assert!(
            !tend.stores(typed).await,
            "{typed} is stored as it was written"
        );
    }
    ana.choose("Open one of yours", &["4. Your question"])
        .await
        .expect(expect![[r#"
            only you: ### Your question
                Now: only you see it

                > Who else knew?

                Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.
                [Change the words] [Take it back] [Back] [Help]
        "#]]);
    ana.press("Change the words").await.expect(expect![[r#"
        form: A question
            What would you like to ask?: Who else knew?
    "#]]);
    ana.write(&[("question", "Who else knew of it?")]).await;

    ana.press("Our hour").await.expect(expect![[r#"
        only you: ### An hour for questions
            Questions are delivered only in an hour that you and @Ben both agreed to. Either of you can end it at any time, without a reason.

            No hour is agreed now. What is noted waits with the one who noted it.

            You could suggest: every Wednesday at 20:00 (Europe/Lisbon)
            <The day: Wednesday>
            <The hour: 20:00>
            <The quarter: :00 past the hour>
            [Suggest this hour] [Just once]
            [Back] [Help]
    "#]]);
    ana.press("Suggest this hour").await;
    tend.settle().await;
    ana.expect_brief(expect![[r#"
        only you: Suggested. @Ben can agree, or say not now. … [Note a question] [Our hour] [Something to tell] [Help]
        tend: An hour for questions is suggested.   [Look] [Help]
    "#]]);
    ben.press("Look").await.expect(expect![[r#"
        only you: ### An hour for questions
            Questions are delivered only in an hour that you and @Ana both agreed to. Either of you can end it at any time, without a reason.

            No hour is agreed now. What is noted waits with the one who noted it.
            - @Ana suggests: every Wednesday at 20:00 (Europe/Lisbon)
            [Agree] [Not now] [Back] [Help]
    "#]]);
    ben.press("Agree").await.expect(expect![[r#"
        only you: You both agree on this hour.

            ### Questions
            Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ana, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

            Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

            - Your hour for questions: every Wednesday at 20:00 (Europe/Lisbon)
            - The next one: Wednesday, 4 March at 20:00
            [Note a question] [Our hour] [Something to tell] [Help]
    "#]]);
    tend.settle().await;

    tend.pass_until("2026-03-04 19:59").await;
    assert_eq!(tend.hours_told(), 0);
    ben.look_away();
    tend.pass_until("2026-03-04 20:01").await;
    ben.expect(expect![[r#"
        tend: Your hour for questions.   [Look] [Help]
    "#]]);
    ben.press("Look").await.expect(expect![[r#"
        only you: ### A question from @Ana

            > Do you still have the \*letters\*?

            That a question comes back is normal: hearing the answer again helps it settle. You could begin with “I hear that this is still there.”
            As much as is true and helps to understand is enough; details that only make pictures may stay out. You may stop here at any time.
            [Answer now] [I need time] [With a therapist] [Stop for today] [Help]
    "#]]);
    ben.press("Answer now").await.expect(expect![[r#"
        form: Your answer
            In your own words: 
    "#]]);
    ben.write(&[("answer", "Yes. I will bring them on Friday.")])
        .await
        .expect(expect![[r#"
            only you: @Ana can read your answer now. Thank you for staying with it.
                [The next one] [Stop for today] [Questions] [Help]
        "#]]);
    ben.press("The next one").await.expect_brief(expect![[r#"
        only you: ### A question from @Ana … [Answer now] [I need time] [With a therapist] [Stop for today] [Help]
    "#]]);
    ben.press("I need time").await.expect(expect![[r#"
        only you: ### As much time as you need
            @Ana sees that you would like time, and until when. I bring it back to you then by direct message; without a time it comes back in your next hour.
            [Until tomorrow] [For a week] [Until a day] [Until our next hour] [Help]
    "#]]);
    ben.press("Until tomorrow").await.expect(expect![[r#"
        only you: It comes back to you on Thursday, 5 March at 20:01, and @Ana sees that. If you would like to answer earlier, it is under “What I can read”.
            [The next one] [Stop for today] [Questions] [Help]
    "#]]);
    ben.press("The next one")
        .await
        .press("With a therapist")
        .await
        .expect(expect![[r#"
            only you: @Ana sees that you would like to answer this with a therapist. It stays under “What I can read”. If you have nobody yet, Help lists people to talk to.
                [Questions] [Help]
        "#]]);
    tend.settle().await;

    ana.look_away();
    ana.press("Look").await.expect(expect![[r#"
        only you: ### You asked
            > Do you still have the \*letters\*?

            ### @Ben answered
            > Yes. I will bring them on Friday.

            You may stop here, and read it again another day: it stays under “What I can read”. A thank-you for an honest answer goes a long way; a new question can wait for your next hour.
            [Questions] [Help]
    "#]]);
    ana.press("Questions").await.expect(expect![[r#"
        only you: ### Questions
            Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ben, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

            Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

            - Your hour for questions: every Wednesday at 20:00 (Europe/Lisbon)
            - The next one: Wednesday, 11 March at 20:00

            What is yours:
            1. Why did you not tell me in spring? (@Ben would like time until Thursday, 5 March at 20:01)
            2. What did you need then? (@Ben would like to answer it with a therapist)
            3. Who else knew of it? (only you see it)
            <Open one of yours>
            [Note a question] [Our hour] [Something to tell] [Help]
            [What I can read]
    "#]]);
    // It comes back to the one who asked for the time, alone, and says nothing of what it is.
    ben.look_away();
    tend.pass_until("2026-03-05 20:02").await;
    ben.expect(expect![[r#"
        tend, direct: A question you wanted time for is here again, whenever you like.   [Look] [Help]
    "#]]);
    assert!(!ana.sees().0.contains("wanted time for is here"));
    ben.press("Look")
        .await
        .answers("I was afraid of losing you.")
        .await;
    tend.settle().await;
    ana.press("Look").await.expect_brief(expect![[r#"
        only you: ### You asked … [Questions] [Help]
    "#]]);
    assert!(ana.news().contains("I was afraid of losing you."));

    // A week later the fourth; asking again is a question like any other.
    ana.asks("Why did you not tell me in spring?").await;
    tend.pass_until("2026-03-11 20:01").await;
    assert_eq!(tend.hours_told(), 2);
    ben.press("Look").await;
    assert!(
        ben.news().contains("Who else knew of it?"),
        "{}",
        ben.news()
    );
    ben.answers("Only Rui.").await.press("The next one").await;
    assert!(ben.news().contains("in spring?"), "{}", ben.news());
    ben.press("Stop for today").await.expect(expect![[r#"
        only you: ### Enough for today
            Nobody is told. What is left stays under /questions until you look again.
            [Questions] [Rest a while] [Help]
    "#]]);
    // What is for a therapist, and what was answered, stays open to both.
    ben.command("/questions")
        .await
        .press("What I can read")
        .await
        .expect(expect![[r#"
            only you: ### What I can read
                What was answered and told stays here for both of you for 180 days, or until its author erases it.
                <Open one>
                [Back] [Help]
        "#]]);
    ben.choose("Open one", &["A question for a therapist"])
        .await
        .expect_brief(expect![[r#"
            only you: ### A question from @Ana … [Answer now] [I need time] [With a therapist] [Stop for today] [Help]
        "#]]);
    for said in [ana.sees().0, ben.sees().0] {
        for counted in ["times", "times asked", "questions so far"] {
            assert!(!said.contains(counted), "{counted}: {said}");
        }
    }
}

// practices 194; bad input: a question queued for a slot that was withdrawn
#[tokio::test]
async fn what_was_noted_for_an_hour_that_was_ended_waits_for_the_next_one() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for question in ["One?", "Two?", "Three?", "Four?"] {
        ana.asks(question).await;
    }
    tend.agree_on_wednesdays(&ana, &ben).await;
    // Ben ends it before it comes.
    ben.command("/questions")
        .await
        .press("Our hour")
        .await
        .expect(expect![[r#"
            only you: ### An hour for questions
                Questions are delivered only in an hour that you and @Ana both agreed to. Either of you can end it at any time, without a reason.

                - Your hour for questions: every Wednesday at 20:00 (Europe/Lisbon)
                - The next one: Wednesday, 4 March at 20:00

                You could suggest: every Wednesday at 20:00 (Europe/Lisbon)
                <The day: Wednesday>
                <The hour: 20:00>
                <The quarter: :00 past the hour>
                [Suggest this hour] [Just once] [End this hour]
                [Back] [Help]
        "#]]);
    let end = ben.button("End this hour");
    ben.press("End this hour").await.expect_brief(expect![[r#"
        only you: Ended. Nothing more is delivered, and what was not answered stays with the one who noted it. Another hour can be agreed whenever you both like. … [Note a question] [Our hour] [Something to tell] [Help]
    "#]]);
    tend.pass("2 weeks").await;
    assert_eq!(tend.hours_told(), 0);
    assert_eq!(
        tend.count("select count(*) from questions where state = 0")
            .await,
        4
    );
    assert!(!ben.sees().0.contains("One?"));
    ana.command("/questions").await.expect(expect![[r#"
        only you: ### Questions
            Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ben, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

            Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

            No hour is agreed now. What is noted waits with the one who noted it.

            What is yours:
            1. One? (only you see it)
            2. Two? (only you see it)
            3. Three? (only you see it)
            4. Four? (only you see it)
            <Open one of yours>
            [Note a question] [Our hour] [Something to tell] [Help]
    "#]]);

    // Another one, just once; the old button ends nothing of it.
    ana.suggests_once("2026-03-21", "15.30").await;
    tend.settle().await;
    ben.press("Look").await.press("Agree").await;
    ben.forge_press(&end.1).await;
    assert!(
        ben.news().contains("That hour no longer stands"),
        "{}",
        ben.news()
    );
    tend.pass_until("2026-03-21 15:31").await;
    assert_eq!(tend.hours_told(), 1);
    ben.press("Look").await;
    assert!(ben.news().contains("One?"), "{}", ben.news());
    // Once it has passed there is none, and the fourth waits.
    tend.pass("3 weeks").await;
    assert_eq!(tend.hours_told(), 1);
    ana.command("/questions").await;
    assert!(
        ana.news().contains("No hour is agreed now"),
        "{}",
        ana.news()
    );
    assert_eq!(
        tend.count("select count(*) from questions where state = 0")
            .await,
        1
    );
}

// harms: “Answer questions openly” (a stop button for both)
#[tokio::test]
async fn either_stops_it_at_any_time_and_what_was_not_answered_goes_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for question in ["One?", "Two?", "Three?", "Four?"] {
        ana.asks(question).await;
    }
    tend.agree_on_wednesdays(&ana, &ben).await;
    tend.pass_until("2026-03-04 20:01").await;
    ben.press("Look")
        .await
        .press("I need time")
        .await
        .press("For a week")
        .await;
    let next = ben.button("The next one");
    // Ana stops it this time.
    ana.command("/questions")
        .await
        .press("Our hour")
        .await
        .press("End this hour")
        .await
        .expect(expect![[r#"
            only you: Ended. Nothing more is delivered, and what was not answered stays with the one who noted it. Another hour can be agreed whenever you both like.

                ### Questions
                Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ben, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

                Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

                No hour is agreed now. What is noted waits with the one who noted it.

                What is yours:
                1. One? (only you see it)
                2. Two? (only you see it)
                3. Three? (only you see it)
                4. Four? (only you see it)
                <Open one of yours>
                [Note a question] [Our hour] [Something to tell] [Help]
        "#]]);
    ben.press_on(next.0, &next.1).await.expect(expect![[r#"
        only you: There is nothing new for you here now.

            ### Questions
            Note a question whenever it comes. It stays with you until an hour that you both agreed to; then up to three reach @Ana, the oldest first. Asking again is fine: that something comes back is normal, and nobody counts it.

            Ask for what helps you understand. Pictures and details of closeness tend to stay with us, and may be left out.

            No hour is agreed now. What is noted waits with the one who noted it.
            [Note a question] [Our hour] [Something to tell] [Help]
    "#]]);
    ben.look_away();
    tend.pass("2 weeks").await;
    assert_eq!(tend.hours_told(), 1);
    assert!(!ben.news().contains("wanted time for"), "{}", ben.news());
    assert_eq!(
        tend.count("select count(*) from questions where state = 0")
            .await,
        4
    );
}

#[tokio::test]
async fn where_nothing_was_noted_nobody_is_told_and_the_hour_keeps_to_the_wall() {
    let tend = Tend::start("2026-03-22 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.agree_on_wednesdays(&ana, &ben).await;
    let before = tend.channel().0;
    tend.pass_until("2026-03-25 20:30").await;
    assert_eq!(tend.channel().0, before);
    // The clocks go forward on the 29th.
    ana.asks("What would help you?").await;
    ben.asks("And you?").await;
    tend.pass_until("2026-04-01 20:01").await;
    assert!(tend.posted().contains(&"Wed 2026-04-01 20:00".to_owned()));
    assert_eq!(tend.hours_told(), 1);
    // Both were asked.
    ana.press("Look").await;
    assert!(ana.news().contains("And you?"), "{}", ana.news());
    ben.press("Look").await;
    assert!(
        ben.news().contains("What would help you?"),
        "{}",
        ben.news()
    );
}
