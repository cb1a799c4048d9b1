//! Stories of what is refused at the door: passwords and other keys to an account, in whatever form.

mod measured;

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

// harms: Sharing passwords; beyond 11
#[tokio::test]
async fn a_password_is_refused_given_back_and_nowhere_stored() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let ben_before = ben.sees().0;
    ana.command("/checkin")
        .await
        .press("Next")
        .await
        .press("Write")
        .await;
    ana.write(&[
        ("thanks", "You made soup."),
        ("build", "From now on you can look: my password is hunter2!"),
    ])
    .await
    .expect(expect![[r#"
        only you: ### Nothing was saved
            Part of this looks like a password, a PIN, a card number or another key to an account. I’d rather not keep those for anyone: a promise, an early word or a boundary does more than a password can.
            This check is a speed bump, not a lock. It can stop an ordinary sentence, and it can miss a real password. If yours is an ordinary sentence, please put it in other words.
            [Help]
        only you: This is what you typed, so that nothing is lost:

            > You made soup.

            > From now on you can look: my password is hunter2!
    "#]]);
    assert!(!tend.stores("hunter2").await);
    // Nothing else of the form was kept either: it came back, and can be sent without the secret.
    assert_eq!(
        tend.count("select count(*) from answers where sealed is not null")
            .await,
        0
    );
    assert!(!tend.log().iter().any(|line| line.contains("hunter2")));
    assert_eq!(ben.sees().0, ben_before);
}

// harms: Sharing passwords
#[tokio::test]
async fn it_is_the_same_door_for_every_form() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let secret = "PIN 4821";
    for (form, fields) in [
        ("t1:inbox:written:1:0:0", vec![("line", secret)]),
        ("t1:pages:written:1:1:-1", vec![("page", secret)]),
        (
            "t1:dates:written:1",
            vec![("date", "05-14"), ("what", secret)],
        ),
        ("t1:settings:whywritten:1", vec![("why", secret)]),
        ("t1:reading:linewritten:<round>", vec![("line", secret)]),
    ] {
        ana.forge_form(form, &fields).await;
        let told = ana.news();
        assert!(told.contains("Nothing was saved"), "{form}: {told}");
    }
    assert_eq!(tend.count("select count(*) from texts").await, 0);
    assert_eq!(tend.count("select count(*) from dates").await, 0);
}

#[tokio::test]
async fn talk_about_a_password_is_welcome() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.command("/inbox").await.press("Write one").await;
    ana.write(&[("line", "I promise not to ask for your password.")])
        .await;
    assert!(
        ana.news().contains("Kept, for your eyes alone"),
        "{}",
        ana.news()
    );
    // What confirms, looks up or goes to the host is not looked at.
    ana.command("/settings").await.press("My time zone").await;
    ana.write(&[("zone", "my password is hunter2!")]).await;
    assert!(!ana.news().contains("Nothing was saved"), "{}", ana.news());
    ana.command("/feedback").await.press("Write").await;
    ana.write(&[("feedback", "The form said password: hunter2 was fine.")])
        .await;
    assert!(!ana.news().contains("Nothing was saved"), "{}", ana.news());
}
