//! Erasing, leaving and *don't ask me again* hold where an older backup is brought back (C1).

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

/// Two people, of whom the first decides something after the backup.
struct Two {
    decided: &'static str,
    one: Person,
    other: Person,
}

/// What can be decided, and in which channel names.
const DECISIONS: [(&str, &str, &str); 6] = [
    ("erase", "Ana", "Ben"),
    ("leave quietly", "Cleo", "Dan"),
    ("leave and tell", "Eve", "Finn"),
    ("erase and leave", "Gil", "Hana"),
    ("both leave", "Ines", "Jon"),
    ("nothing", "Kim", "Lou"),
];

impl Two {
    async fn decide(&self) {
        let one = &self.one;
        match self.decided {
            "erase" => erase(one).await,
            "leave quietly" => leave(one, "say nothing").await,
            "leave and tell" => leave(one, "tell them").await,
            "erase and leave" => {
                erase(one).await;
                leave(one, "say nothing").await;
            }
            "both leave" => {
                leave(one, "say nothing").await;
                leave(&self.other, "say nothing").await;
            }
            _ => {}
        }
    }

    /// Everything that the two can look at.
    async fn see(&self) -> Vec<String> {
        let mut seen = Vec::new();
        for who in [&self.one, &self.other] {
            for command in [
                "/privacy",
                "/checkin",
                "/history",
                "/rhythm",
                "/pages",
                "/needs",
                "/settings",
            ] {
                let shown = who.command(command).await.news();
                seen.push(format!("{} {} {command}\n{shown}", self.decided, who.name));
            }
        }
        seen
    }
}

async fn erase(who: &Person) {
    who.command("/privacy").await.press("Erase my words").await;
    who.press("Type it and erase").await;
    who.write(&[("phrase", "erase my words")]).await;
    assert!(who.news().contains("erased"), "{}", who.news());
}

async fn leave(who: &Person, how: &str) {
    who.command("/privacy").await.press("Leave").await;
    who.press(how).await;
    assert!(who.news().contains("You have left"), "{}", who.news());
}

async fn all_see(everybody: &[Two]) -> Vec<String> {
    let mut seen = Vec::new();
    for two in everybody {
        seen.extend(two.see().await);
    }
    seen
}

#[tokio::test]
async fn what_was_decided_after_a_backup_holds_when_it_is_brought_back() {
    let tend = Tend::start(BEGIN).await;
    let mut everybody = Vec::new();
    for (decided, one, two) in DECISIONS {
        let (one, two) = tend.couple(one, two).await;
        one.hand_in("Our walk on Tuesday.").await;
        two.hand_in("The soup.").await;
        everybody.push(Two {
            decided,
            one,
            other: two,
        });
    }
    tend.settle().await;
    let before = all_see(&everybody).await;

    let backup = tend.back_up().await;
    tend.pass("3 days").await;
    for two in &everybody {
        two.decide().await;
    }
    tend.settle().await;
    let decided = all_see(&everybody).await;
    tend.bring_back(&backup).await;
    tend.settle().await;
    let brought_back = all_see(&everybody).await;
    for (was, is) in decided.iter().zip(&brought_back) {
        assert_eq!(was, is);
    }
    let changed = before.iter().zip(&decided).filter(|(was, is)| was != is);
    assert!(changed.count() >= 10, "the decisions change what is seen");

    // Nothing is said or posted a second time, and all goes on the day that was named.
    let lines = tend.channel_named("eve-and-finn").0;
    tend.restart().await;
    tend.pass("29 days").await;
    assert_eq!(tend.channel_named("eve-and-finn").0, lines);
    assert!(tend.count("select count(*) from couples").await > 2);
    tend.pass("2 days").await;
    assert_eq!(tend.count("select count(*) from couples").await, 2);
}

#[tokio::test]
async fn what_was_written_after_erasing_comes_back_with_a_later_backup() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    let early = tend.back_up().await;
    erase(&ana).await;
    ana.hand_in("A new beginning.").await;
    ben.hand_in("The soup.").await;
    tend.settle().await;
    let late = tend.back_up().await;
    let seen = ben.command("/history").await.news();
    let reading = ben.press("Read").await.news();
    assert!(reading.contains("A new beginning."), "{seen}\n{reading}");

    tend.bring_back(&late).await;
    ben.command("/history").await;
    assert_eq!(ben.press("Read").await.news(), reading);

    // And after the early one it is gone, once: what she writes then stays.
    tend.bring_back(&early).await;
    let privacy = ana.command("/privacy").await.news();
    assert!(!privacy.contains("handed in"), "{privacy}");
    ana.hand_in("And once more.").await;
    tend.restart().await;
    let privacy = ana.command("/privacy").await.news();
    assert!(
        privacy.contains("One answer that you handed in"),
        "{privacy}"
    );
}

#[tokio::test]
async fn who_may_be_asked_is_as_they_said_last_whichever_backup_is_brought_back() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _) = tend.two("Ana", "Ben");
    let not_again = async |name: &str| {
        let them = tend.in_view(name, ana.channel);
        ana.command(&format!("/tend start partner:@{name} zone:Lisbon"))
            .await
            .press("post the invitation")
            .await;
        them.press("Look at it").await.press("ask me again").await;
        ana.press("Take the invitation back").await;
        tend.settle().await;
        them
    };
    let dan = not_again("Dan").await;
    let backup = tend.back_up().await;
    let cleo = not_again("Cleo").await;
    dan.command("/privacy")
        .await
        .press("may be invited again")
        .await;

    let check = async || {
        ana.command("/tend start partner:@Cleo zone:Lisbon").await;
        let cleos = ana.news();
        assert!(cleos.contains("can’t invite"), "{cleos}");
        ana.command("/tend start partner:@Dan zone:Lisbon")
            .await
            .button("post the invitation");
    };
    check().await;
    for _ in 0..2 {
        tend.bring_back(&backup).await;
        check().await;
    }
    // She lifts it; the backup does not bring it back.
    cleo.command("/privacy")
        .await
        .press("may be invited again")
        .await;
    tend.bring_back(&backup).await;
    ana.command("/tend start partner:@Cleo zone:Lisbon")
        .await
        .button("post the invitation");
}

#[tokio::test]
async fn a_rotation_of_the_key_and_a_lost_file_take_nothing_of_it_away() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("The soup.").await;
    let backup = tend.back_up().await;
    erase(&ana).await;
    // The file is lost, or the machine stopped between the two: the next start writes it from the database.
    std::fs::remove_file(tend.tombstones()).unwrap();
    tend.restart().await;
    tend.rotate().await;
    // The backup is older than the rotation: what comes back of others needs the key of before.
    tend.bring_back(&backup).await;
    let privacy = ana.command("/privacy").await.news();
    assert!(!privacy.contains("handed in"), "{privacy}");

    // After a month no backup is that old any more.
    let lines = || std::fs::read_to_string(tend.tombstones()).unwrap();
    assert!(lines().contains("\nerased "));
    tend.pass("33 days").await;
    assert!(!lines().contains("\nerased "));
    assert_eq!(tend.count("select count(*) from tombstones").await, 0);
}

#[tokio::test]
async fn nobody_is_told_that_it_is_done_before_it_stands_beside_the_key() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    std::fs::create_dir(tend.tombstones()).unwrap();
    ana.command("/privacy").await.press("Erase my words").await;
    ana.press("Type it and erase").await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert!(!ana.news().contains("are erased"), "{}", ana.news());
    ben.command("/privacy").await.press("Leave").await;
    ben.press("say nothing").await;
    assert!(!ben.news().contains("You have left"), "{}", ben.news());

    std::fs::remove_dir(tend.tombstones()).unwrap();
    erase(&ana).await;
    ben.command("/privacy").await;
    let lines = std::fs::read_to_string(tend.tombstones()).unwrap();
    assert!(
        lines.contains("\nerased ") && lines.contains("\nleft "),
        "{lines}"
    );
}
