//! A whole big repair over fourteen weeks: *partly* and *not yet*, a promise that is offered anew, a setback,
//! looks back, the close. What each of the two went through is kept beside this file.

use expect_test::expect_file;

use super::BEGIN;
use super::diary::{Diary, until};
use crate::harness::Tend;

// practices 4, 9, 11, 13, 18, 29, 31, 32, 42, 44, 49, 55, 56, 61, 90, 91, 95, 110, 117, 118, 125, 126, 130, 132, 138,
// 145, 164, 171, 182, 183, 217, 219, 220, 221, 230, 231; beyond 1, 2, 3, 6, 16
#[tokio::test]
async fn a_big_repair_over_fourteen_weeks_reads_as_something_one_would_not_mind_going_through() {
    let tend = Tend::start(BEGIN).await;
    let (one, two) = tend.couple("Ana", "Ben").await;
    let (ana, ben) = (Diary::of(&tend, &one), Diary::of(&tend, &two));
    Box::pin(begins(&tend, &ana, &ben)).await;
    Box::pin(understands(&tend, &ana, &ben)).await;
    Box::pin(acknowledges(&tend, &ana, &ben)).await;
    Box::pin(apologises(&tend, &ana, &ben)).await;
    Box::pin(changes(&tend, &ana, &ben)).await;
    Box::pin(follows(&tend, &ana, &ben)).await;
    Box::pin(closes(&tend, &ana, &ben)).await;

    expect_file!["big-ana.txt"].assert_eq(&ana.pages());
    expect_file!["big-ben.txt"].assert_eq(&ben.pages());

    // No reminder ever went to Ana; every promise of Tend's was kept or taken back.
    let to_ana = tend
        .count("select count(*) from timers where kind = 'word' and split_part(key, ':', 3) = '1'")
        .await;
    assert_eq!(to_ana, 0, "Ana opened it, and is the first of the two");
}

async fn begins(tend: &Tend, ana: &Diary<'_>, ben: &Diary<'_>) {
    until(tend, "2026-03-03 21:10", [ana, ben]).await;
    ana.command("/repair open")
        .await
        .press("Something hurt me")
        .await;
    ana.choose("What kind", "Something kept secret")
        .await
        .choose("Small or big", "Big")
        .await;
    ana.fill(
        "Write a line",
        &[("repair_opening", "The loan that I found on Sunday.")],
    )
    .await;
    ana.press("Ask whether").await;

    until(tend, "2026-03-03 22:00", [ana, ben]).await;
    ben.press("Look at it privately").await;
    ben.choose("Not now", "In 3 days").await;
    until(tend, "2026-03-06 22:30", [ana, ben]).await;
    ben.press("Look at it privately")
        .await
        .press("Yes, I’m ready")
        .await;
}

async fn understands(tend: &Tend, ana: &Diary<'_>, ben: &Diary<'_>) {
    // Sunday’s prompt is left out: the first two days are theirs.
    until(tend, "2026-03-08 20:00", [ana, ben]).await;
    ana.press("Look at it privately").await;
    ana.fill(
        "Write",
        &[
            (
                "repair_happened",
                "I opened a letter from the bank. There is a loan of four thousand, since autumn.",
            ),
            (
                "repair_led",
                "I do not know. We had said that we talk about money.",
            ),
            (
                "repair_impact",
                "I lay awake. I do not know what else there is.",
            ),
        ],
    )
    .await
    .press("Let them read it")
    .await;

    // Nobody is hurried: one word to Ben after three days, none to Ana.
    until(tend, "2026-03-11 21:00", [ana, ben]).await;
    ben.press("Look at it privately")
        .await
        .press("Read it")
        .await;
    ben.fill(
        "Write what I understood",
        &[(
            "repair_understood",
            "You are angry about the money, but I meant well.",
        )],
    )
    .await;
    ben.press("Give it to them").await;
    until(tend, "2026-03-11 21:40", [ana, ben]).await;
    ana.press("Look at it privately").await;
    ana.fill("Not yet", &[("repair_missing", "It is not the money.")])
        .await;
    until(tend, "2026-03-12 20:00", [ana, ben]).await;
    ben.press("Look at it privately").await;
    ben.fill(
        "Write what I understood",
        &[(
            "repair_understood",
            "You cannot rely on what I say about money.",
        )],
    )
    .await;
    ben.press("Give it to them").await;
    ana.press("Look at it privately").await;
    ana.fill(
        "Partly",
        &[("repair_missing", "And that I was alone with it at night.")],
    )
    .await;
    ben.press("Look at it privately").await;
    ben.fill(
        "Write what I understood",
        &[(
            "repair_understood",
            "You cannot rely on what I say, and you lay awake alone with that, next to me.",
        )],
    )
    .await
    .press("Give it to them")
    .await;
    until(tend, "2026-03-13 20:00", [ana, ben]).await;
    ana.press("Look at it privately")
        .await
        .press("That’s right")
        .await;
}

async fn acknowledges(_: &Tend, ana: &Diary<'_>, ben: &Diary<'_>) {
    ben.press("Look at it privately").await;
    ben.fill(
        "Write what I acknowledge",
        &[("repair_acknowledged", "I took a loan.")],
    )
    .await
    .press("Give it to them")
    .await;
    ana.press("Look at it privately").await;
    ana.fill(
        "Not quite",
        &[(
            "repair_unacknowledged",
            "You also said there was none, in January.",
        )],
    )
    .await;
    ben.press("Look at it privately").await;
    ben.fill(
        "Write what I acknowledge",
        &[(
            "repair_acknowledged",
            "I took a loan, hid the letters, and in January I told you there was none.",
        )],
    )
    .await
    .press("Give it to them")
    .await;
    ana.press("Look at it privately")
        .await
        .press("Yes; and I’d like to know why")
        .await;
}

async fn apologises(tend: &Tend, ana: &Diary<'_>, ben: &Diary<'_>) {
    ben.press("Look at it privately").await;
    ben.fill(
        "Write the apology",
        &[
            (
                "apology_act",
                "I lied to you in January, but I was ashamed.",
            ),
            (
                "apology_repair",
                "I show you every account, and pay it back by summer.",
            ),
            (
                "apology_like",
                "Like lying next to somebody you do not know.",
            ),
            (
                "apology_why",
                "I was ashamed of the debt from before we met.",
            ),
            ("apology_change", "I tell you before I sign anything."),
        ],
    )
    .await;
    ben.fill(
        "Change the words",
        &[("apology_act", "I lied to you in January.")],
    )
    .await
    .press("Give it to them")
    .await;

    // Ana reads it when she chooses.
    until(tend, "2026-03-15 21:00", [ana, ben]).await;
    ana.press("Look at it privately")
        .await
        .press("Read it now")
        .await
        .press("Go on to what changes")
        .await;
}

async fn changes(tend: &Tend, ana: &Diary<'_>, ben: &Diary<'_>) {
    ben.press("Look at it privately")
        .await
        .press("Make a promise")
        .await;
    ben.fill(
        "Write my own",
        &[
            ("what", "We look at the accounts together."),
            ("when", "every Sunday"),
            ("known", "Both of us at the table."),
        ],
    )
    .await
    .press("Share with the other")
    .await;
    ben.press("Back to the repair")
        .await
        .press("Make a promise")
        .await;
    ben.fill(
        "Write my own",
        &[
            ("what", "I ask the bank for a plan."),
            ("when", "2026-03-27"),
            ("known", "The letter lies on the table."),
        ],
    )
    .await
    .press("Share with the other")
    .await;
    ben.press("Back to the repair")
        .await
        .press("These are my promises")
        .await;
    ana.press("Look at it privately")
        .await
        .press("Go on to following up")
        .await;

    // Week five begins: said before its day, something else is offered.
    until(tend, "2026-03-26 20:00", [ana, ben]).await;
    ben.command("/promise list")
        .await
        .choose("Look at one of yours", "2.")
        .await;
    ben.fill(
        "I cannot keep this",
        &[
            (
                "what",
                "I ask the bank as soon as they open after the holidays.",
            ),
            ("when", "2026-04-10"),
        ],
    )
    .await;
}

async fn follows(tend: &Tend, ana: &Diary<'_>, ben: &Diary<'_>) {
    // The first look back, and a hard evening in week five.
    until(tend, "2026-03-29 22:00", [ana, ben]).await;
    ben.press("Look at it privately").await;
    ben.fill(
        "Look back",
        &[(
            "repair_look",
            "Two Sundays at the table. The bank comes in April.",
        )],
    )
    .await;
    until(tend, "2026-03-31 23:10", [ana, ben]).await;
    super::setback(ana).await;
    until(tend, "2026-04-05 21:00", [ana, ben]).await;
    ana.command("/repair board").await;

    until(tend, "2026-04-10 19:00", [ana, ben]).await;
    super::kept(ben, "2.", "The plan is here: 12 months.").await;
    until(tend, "2026-04-11 10:00", [ana, ben]).await;
    super::noticed(ana, "You did it before work. Thank you.").await;

    until(tend, "2026-04-26 22:00", [ana, ben]).await;
    ben.command("/repair board").await.press("Open 1").await;
    ben.fill(
        "Look back",
        &[(
            "repair_look",
            "Six Sundays. One was partly. Four hundred are paid back.",
        )],
    )
    .await;
}

async fn closes(tend: &Tend, ana: &Diary<'_>, ben: &Diary<'_>) {
    until(tend, "2026-05-03 20:00", [ana, ben]).await;
    ana.command("/repair board")
        .await
        .press("Open 1")
        .await
        .press("Look back two weeks later")
        .await;
    until(tend, "2026-06-08 20:00", [ana, ben]).await;
    ana.command("/repair board").await.press("Open 1").await;
    ana.fill(
        "Close it",
        &[
            ("repair_stays_open", "The rest of the loan, until March."),
            ("repair_closing", "I sleep again."),
        ],
    )
    .await;
    until(tend, "2026-06-08 21:00", [ana, ben]).await;
    ben.press("Look at it privately").await;
    ana.command("/repair board").await;
    ben.command("/rhythm").await;
}
