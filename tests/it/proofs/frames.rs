//! Whatever is typed stays in its frame where it is read: in a quote, with no link, no sign and nobody called.

use super::input::TEXTS;
use crate::harness::Tend;
use crate::people::Person;

/// Stands in every line that is typed.
const MARK: &str = "Zqframe";

/// The text with a mark at both ends of each line.
fn marked(text: &str) -> String {
    let lines = text.lines();
    lines
        .map(|line| format!("{line} {MARK}\n{MARK} {line}\n"))
        .collect()
}

/// What this person has before their eyes and was typed, line by line.
fn lines(tend: &Tend, who: &Person) -> Vec<String> {
    let seen = tend.world().messages(who.id, who.channel);
    let typed = seen.iter().filter(|message| message.content.contains(MARK));
    for message in typed {
        assert!(message.pings.is_silent(), "{}", message.content);
    }
    let lines = seen.iter().flat_map(|message| message.content.lines());
    lines
        .filter(|line| line.contains(MARK))
        .map(str::to_owned)
        .collect()
}

/// Nothing of these lines does anything, and each begins as it should.
fn is_framed(text: &str, lines: &[String], begins: &[&str]) {
    assert!(!lines.is_empty(), "{text:?} is read");
    assert!(
        lines
            .iter()
            .all(|line| begins.iter().any(|begin| line.starts_with(begin))),
        "{text:?}: {lines:#?}"
    );
    let plain = |line: &String| line.replace("\\]", "").replace("\\<", "");
    let alive =
        |line: String| line.contains("](http") || line.contains("<@") || line.contains("<#");
    assert!(!lines.iter().map(plain).any(alive), "{text:?}: {lines:#?}");
}

fn texts() -> impl Iterator<Item = &'static str> {
    TEXTS.into_iter().filter(|text| !text.trim().is_empty())
}

/// As much of it as a form takes.
fn whole_form(text: &str, most: usize) -> String {
    let one = marked(text);
    one.repeat(most / one.chars().count())
        .chars()
        .take(most)
        .collect()
}

#[tokio::test]
async fn nothing_that_is_written_leaves_its_frame() {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for text in texts() {
        ana.hand_in(&marked(text)).await;
        ben.press("Hard week").await;
        tend.settle().await;
        ana.press("Read").await.press("Open mine to them").await;
        ben.look_away();
        ben.press("Read").await;
        is_framed(text, &lines(&tend, &ben), &["> "]);
        tend.pass("1 week").await;
    }
}

#[tokio::test]
async fn nothing_of_a_promise_leaves_its_frame() {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for text in texts() {
        let (what, line) = (whole_form(text, 300), whole_form(text, 200));
        ana.command("/promise new")
            .await
            .press("Write my own")
            .await;
        ana.write(&[("what", &what), ("when", "tomorrow"), ("known", &line)])
            .await;
        ana.press("Share with the other").await;
        ana.press("I cannot keep this").await;
        ana.write(&[("what", &what), ("when", "tomorrow")]).await;
        ana.press("Partly").await.write(&[("line", &line)]).await;
        for label in ["I noticed", "I see it otherwise"] {
            ben.command("/promise list")
                .await
                .choose("shared with you", &["1."])
                .await;
            ben.press(label).await.write(&[("line", &line)]).await;
        }
        ana.command("/promise list")
            .await
            .choose("one of yours", &["1."])
            .await;
        tend.settle().await;
        for who in [&ana, &ben] {
            // In a list it is one line after its number.
            is_framed(text, &lines(&tend, who), &["> ", "1. "]);
            who.look_away();
        }
        assert!(
            !tend.channel().0.contains(MARK),
            "{text:?} is in the channel"
        );
        sqlx::query("delete from promises")
            .execute(tend.db())
            .await
            .unwrap(); // a list holds only so many
    }
}

#[tokio::test]
async fn nothing_of_a_repair_leaves_its_frame() {
    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for text in texts() {
        let words = whole_form(text, 4000);
        ana.command("/repair open")
            .await
            .press("Something hurt me")
            .await;
        ana.press("Write a line")
            .await
            .write(&[("repair_opening", &words[..])])
            .await;
        ana.press("Ask whether").await;
        open(&ben).await.press("Yes, I’m ready").await;
        gives(&ana, "Write", &[("repair_impact", &words)], "Let them").await;
        open(&ben).await.press("Read it").await;
        gives(
            &ben,
            "Write what I understood",
            &[("repair_understood", &words)],
            "Give it",
        )
        .await;
        open(&ana).await.press("That’s right").await;
        gives(
            &ben,
            "Write what I acknowledge",
            &[("repair_acknowledged", &words)],
            "Give it",
        )
        .await;
        open(&ana).await.press("Yes, that is it").await;
        let apology = [
            ("apology_act", &words[..]),
            ("apology_repair", &words),
            ("apology_like", &words),
        ];
        gives(&ben, "Write the apology", &apology, "Give it").await;
        open(&ana).await.press("Read it now").await;
        for who in [&ana, &ben] {
            open(who).await.press("All that was said").await;
            is_framed(text, &lines(&tend, who), &["> "]);
        }
        open(&ana)
            .await
            .press("Stop it")
            .await
            .press("Stop it")
            .await;
        tend.settle().await;
        assert!(
            !tend.channel().0.contains(MARK),
            "{text:?} is in the channel"
        );
    }
}

/// Opens the only repair there is.
async fn open(who: &Person) -> &Person {
    who.command("/repair board").await.press("Open 1").await
}

async fn gives(who: &Person, write: &str, texts: &[(&str, &str)], give: &str) {
    open(who).await.press(write).await.write(texts).await;
    who.press(give).await;
}
