//! Stories of what people really type: very long, empty, in other scripts, full of markup.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn four_long_answers_arrive_whole_and_harmless() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let word = |n: usize| format!("w{n}");
    let mut text = (0..700).map(word).collect::<Vec<_>>().join(" ");
    text.truncate(3900);
    let text = format!(
        "@everyone <@{}> **b** [x](https://example.org) ||s|| {text} end",
        ben.id
    );
    let text = text.chars().take(4000).collect::<String>();
    let fields = ["thanks", "concern", "question", "build"].map(|name| (name, text.as_str()));
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await
        .write(&fields)
        .await;
    ana.press("Next").await.press("Hand in").await;
    ben.hand_in("You made soup.").await;
    let read = ben.news();
    for n in 0..700 {
        let whole = read
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| *w == word(n))
            .count();
        assert!(whole == 4 || n > 690, "{} is there {whole} times", word(n));
    }
    assert!(!read.contains("](https"), "a masked link");
    assert!(!read.contains("<@") && !read.contains("@Ben"), "a mention");
    tend.settle().await;
    let messages = tend.world().messages(ben.id, ben.channel);
    assert!(
        messages
            .iter()
            .all(|message| message.content.chars().count() <= 2000)
    );
}

#[tokio::test]
async fn four_thousand_of_anything_fit() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let long = [
        "X".repeat(4000),
        "🌿".repeat(2000),
        "`*_~|\\".repeat(666),
        "א ".repeat(2000),
    ];
    let names = ["thanks", "concern", "question", "build"];
    let fields: Vec<(&str, &str)> = names
        .iter()
        .copied()
        .zip(long.iter().map(String::as_str))
        .collect();
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await
        .write(&fields)
        .await;
    ana.press("Next").await.press("Hand in").await;
    ben.hand_in("You made soup.").await;
    let read = ben.news();
    assert_eq!(read.matches('X').count(), 4000);
    assert_eq!(read.matches('🌿').count(), 2000);
    assert_eq!(read.matches('א').count(), 2000);
    assert!(read.matches('~').count() >= 666);
    tend.settle().await;
}

#[tokio::test]
async fn nothing_and_blanks_are_no_words() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await;
    ana.write(&[
        ("thanks", ""),
        ("concern", "   \n \t"),
        ("build", "\u{200b}\u{2800}\u{feff}"),
    ])
    .await;
    ana.press("Next").await;
    assert_eq!(ana.news().matches("(empty)").count(), 5, "{}", ana.news());
    ana.press("Hand in").await;
    ben.hand_in("You made soup.").await.expect(expect![[r#"
        only you: ### Your words are still with you
            @Ana showed up this week without sharing words. Would you like to open yours to them, or keep them for now? Both are fine.
            [Keep mine for now] [Open mine to them] [Help]
        only you: ### You have both answered · week of Monday, 23 February

            @Ana showed up this week, without words to share.

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
}

#[tokio::test]
async fn emoji_other_directions_and_control_characters_are_words() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let fields = [
        ("thanks", "🙏🏽👩‍❤️‍👨"),
        ("concern", "שלום, אני דואג \u{202e}txet"),
        ("question", "a\u{0}b\u{7}c\u{1b}[31m d\u{85}e"),
        (
            "build",
            "# Heading\n> quote\n-# small\n1. <t:0:R> </help:1> <#1> <:a:1>",
        ),
    ];
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await
        .write(&fields)
        .await;
    ana.press("Next").await.press("Hand in").await;
    ben.hand_in("You made soup.").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ana shares with you.

            **Thanks**
            > 🙏🏽👩‍❤️‍👨

            **A concern**
            > ⟨שלום, אני דואג txet⟩

            **The week’s question:** What could you do a little less of next week, and who could help you to let it be?
            > abc\[31m d
            > e

            **Something to build**
            > \# Heading
            > \> quote
            > \-\# small
            > 1\. \<t:0\:R\> \</help:1\> \<#1\> \<:a\:1\>

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    tend.settle().await;
}

#[tokio::test]
async fn addresses_arrive_as_they_were_typed_and_show_no_preview() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let written = "Photos: https://example.org/our_trip/~us/p_1*2, <https://example.org/x>
[our album](https://example.org/a_b) at https://maps.example.org/@38.71,-9.14,17z.
בית (3) https://example.org/c_d";
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await
        .write(&[("thanks", written)])
        .await;
    ana.press("Next").await.press("Hand in").await;
    ben.hand_in("You made soup.").await.expect(expect![[r#"
        only you: ### You have both answered · week of Monday, 23 February

            This is what @Ana shares with you.

            **Thanks**
            > Photos: <https://example.org/our_trip/~us/p_1*2>, \<<https://example.org/x>\>
            > \[our album\]\(<https://example.org/a_b>) at <https://maps.example.org/@38.71,-9.14,17z>.
            > ⟨בית (3) <https://example.org/c_d>⟩

            -# When you talk: one speaks, one listens; say back what you heard before you answer. Nothing has to be solved tonight.
            [In one line] [Read now, answer tomorrow] [Rhythm] [Help]
    "#]]);
    ben.press("In one line")
        .await
        .write(&[("line", "You miss https://example.org/our_trip")])
        .await;
    tend.settle().await;
    ana.press("Read").await;
    // That the message shows no preview is looked at in every story.
    assert!(
        ana.news()
            .contains("> You miss <https://example.org/our_trip>"),
        "{}",
        ana.news()
    );
    tend.settle().await;
}
