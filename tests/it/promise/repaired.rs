//! A repair that begins from a promise: never before its day, never from a kept one, never under a verdict.

use super::BEGIN;
use crate::harness::Tend;
use crate::people::Person;

/// Whether a repair can begin from the one promise there is, as the other sees it; by its button, and by one
/// that was kept from elsewhere.
async fn may_be_repaired(ben: &Person) -> bool {
    let offered = ben.looks_at_theirs().await.news();
    let offered = offered.contains("[Begin a repair about this]");
    ben.forge_press("t1:repair:frompromise:1:<promise>:0").await;
    let begun = !ben.news().contains("once its day is over");
    assert_eq!(begun, offered, "{}", ben.news());
    begun
}

#[tokio::test]
async fn a_repair_begins_from_a_promise_once_its_day_is_over_or_it_was_seen_otherwise_and_never_from_a_kept_one()
 {
    for (outcome, now, after_its_day, seen_otherwise) in [
        ("", false, true, true),
        ("Partly", false, true, true),
        ("I could not", false, true, true),
        ("Kept", false, false, true),
    ] {
        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = tend.couple("Ana", "Ben").await;
        ana.promises("I book the table.", "2026-03-05").await;
        if !outcome.is_empty() {
            ana.press(outcome).await.write(&[]).await;
        }
        assert_eq!(
            may_be_repaired(&ben).await,
            now,
            "{outcome}, before its day"
        );
        ben.looks_at_theirs()
            .await
            .press("I see it otherwise")
            .await;
        ben.write(&[("line", "I have no table.")]).await;
        assert_eq!(
            may_be_repaired(&ben).await,
            seen_otherwise,
            "{outcome}, seen otherwise"
        );

        let tend = Tend::start(BEGIN).await;
        let (ana, ben) = tend.couple("Ana", "Ben").await;
        ana.promises("I book the table.", "2026-03-05").await;
        if !outcome.is_empty() {
            ana.press(outcome).await.write(&[]).await;
        }
        tend.pass_until("2026-03-06 00:01").await;
        assert_eq!(
            may_be_repaired(&ben).await,
            after_its_day,
            "{outcome}, after its day"
        );
        // What its opener did not name has no name.
        if after_its_day {
            assert!(
                ben.news().contains("### There is something"),
                "{}",
                ben.news()
            );
        }
    }
}
