//! Stories of what could not reach somebody, and is told them once, at their next command.

use expect_test::expect;
use tend::domain::couple::Unreachable;
use tend::domain::timer::{About, Timer};
use tend::domain::{CoupleId, InvitationId, Partner, RoundId};
use tend::features;
use tend::sandbox::faults::{Fault, Matching};
use tend::sandbox::{changes, permissions};

use crate::harness::Tend;
use crate::people::{Person, Transcript};

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

fn posts() -> Matching {
    Matching::new("POST", "channels/*/messages")
}

/// Takes *Send Messages* where they live.
fn close(tend: &Tend, ana: &Person) {
    let bot = tend.world().read(|state| state.app.bot);
    let (may, may_not) = (permissions::VIEW_CHANNEL, permissions::SEND_MESSAGES);
    tend.world()
        .set_overwrite(ana.channel, bot, false, may, may_not);
}

/// What is said below the card that they asked for.
fn note(who: &Person) -> Transcript {
    let news = who.news();
    let below = news.split_once("\nonly you: ");
    Transcript(below.map_or_else(String::new, |(_, note)| note.to_owned()))
}

fn open(tend: &Tend, ana: &Person) {
    let bot = tend.world().read(|state| state.app.bot);
    tend.world()
        .set_overwrite(ana.channel, bot, false, changes::LET_IN, 0);
}

#[tokio::test]
async fn that_a_channel_is_closed_is_told_each_once_and_no_line_tries_it_again() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    close(&tend, &ana);
    tend.expect_trouble();
    tend.pass("8 days").await;
    let elsewhere = ana.in_channel("general");
    elsewhere.command("/rhythm").await;
    note(&elsewhere).expect(expect![[r#"
        ### I couldn’t post in #our-corner
            On Sunday, 8 March at 20:00 Discord didn’t let me. What I had to say is where it always is: /checkin opens your week, and everything new is under its own command.
            If I still can’t write there, allow me View Channel and Send Messages in that channel’s permissions. Or use /tend move in another channel.
            [Help]
    "#]]);
    elsewhere.command("/rhythm").await;
    assert!(!elsewhere.news().contains("couldn’t post"));
    let bens = ben.in_channel("general");
    bens.command("/rhythm").await;
    note(&bens).brief().expect(expect![[r#"
        ### I couldn’t post in #our-corner … [Help]
    "#]]);

    let mark = tend.world().ledger().mark();
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.pass("1 hour").await;
    let ledger = tend.world().ledger();
    assert_eq!(ledger.count_since(mark, "POST", "channels/*/messages"), 0);
    elsewhere.command("/rhythm").await;
    assert!(!elsewhere.news().contains("couldn’t post"));
    // The next prompt tries again, and then it is said again.
    tend.pass("1 week").await;
    assert_eq!(ledger.count_since(mark, "POST", "channels/*/messages"), 2);
    elsewhere.command("/rhythm").await;
    assert!(elsewhere.news().contains("couldn’t post"));
}

#[tokio::test]
async fn nobody_is_told_of_a_channel_that_is_open_again() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    close(&tend, &ana);
    tend.expect_trouble();
    tend.pass("8 days").await;
    open(&tend, &ana);
    // Whoever comes from there shows it.
    ana.command("/rhythm").await;
    assert!(!ana.news().contains("couldn’t post"), "{}", ana.news());
    ben.in_channel("general").command("/rhythm").await;
    assert!(!ben.sees().0.contains("couldn’t post"), "{}", ben.sees().0);
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.pass("10 minutes").await;
    assert!(tend.channel().0.contains("You have both answered"));
}

#[tokio::test]
async fn what_one_suggests_where_it_cannot_be_posted_the_other_is_asked_at_their_next_command() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    close(&tend, &ana);
    tend.expect_trouble();
    ana.command("/settings").await.press("How often").await;
    ana.choose("Choose how often", &["Every two weeks"]).await;
    tend.pass("2 hours").await;
    let elsewhere = ben.in_channel("general");
    elsewhere.command("/rhythm").await;
    note(&elsewhere).expect(expect![[r#"
        ### I couldn’t post in #our-corner
            On Sunday, 1 March at 20:00 Discord didn’t let me. What I had to say is where it always is: /checkin opens your week, and everything new is under its own command.
            If I still can’t write there, allow me View Channel and Send Messages in that channel’s permissions. Or use /tend move in another channel.
            [Help]
        only you: @Ana suggests: the check-in comes every two weeks.
            The other decides. Leaving it as it is is just as fine.
            [Agree] [Leave it as it is] [Help]
    "#]]);
    elsewhere.press("Agree").await.expect(expect![[r#"
        only you: You both agree: the check-in comes every two weeks.   [Settings] [Help]
    "#]]);
    ben.command("/settings").await;
    assert!(ben.news().contains("every two weeks"), "{}", ben.news());
}

#[tokio::test]
async fn a_direct_message_that_is_not_taken_is_told_once() {
    for code in [50007, 50278] {
        let tend = Tend::start(BEGIN).await;
        let (ana, _ben) = tend.couple("Ana", "Ben").await;
        tend.expect_trouble();
        for label in ["Later", "Tomorrow"] {
            if label == "Later" {
                ana.command("/checkin").await;
            }
            ana.press(label).await;
        }
        let refuse = Fault::Refuse {
            status: 403,
            code,
            message: "no".to_owned(),
        };
        tend.world().faults().next(1, posts(), refuse);
        tend.pass("2 days").await;
        ana.command("/rhythm").await;
        assert_eq!(ana.news().matches("didn’t reach you").count(), 1, "{code}");
        if code == 50007 {
            note(&ana).expect(expect![[r#"
                ### A direct message didn’t reach you
                    On Monday, 2 March at 19:00 Discord didn’t deliver it. To get the next ones, allow direct messages from this server in its privacy settings.
                    What it was about is here all the same: /checkin, /promise list, /repair board, /questions, /needs, or your dates under /settings.
                    [Help]
            "#]]);
        }
        ana.command("/rhythm").await;
        assert!(!ana.news().contains("didn’t reach you"));
    }
}

#[tokio::test]
async fn one_that_is_refused_for_now_comes_an_hour_later() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    tend.expect_trouble();
    ana.command("/checkin").await.press("Later").await;
    ana.press("Tomorrow").await;
    let refuse = Fault::Refuse {
        status: 403,
        code: 50001,
        message: "Missing Access".to_owned(),
    };
    tend.world().faults().next(1, posts(), refuse);
    tend.pass("1 day").await;
    assert!(!ana.sees().0.contains("remind you of your check-in"));
    tend.pass("1 hour").await;
    assert!(ana.sees().0.contains("remind you of your check-in"));
    ana.command("/rhythm").await;
    assert!(!ana.news().contains("didn’t reach you"));
}

#[tokio::test]
async fn what_cannot_reach_the_host_is_told_to_whoever_wrote_it_and_comes_later() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let host = tend.world().add_person("Hana");
    tend.hosted_by(host);
    tend.restart().await;
    tend.expect_trouble();
    tend.world().close_dms(host, true);
    ana.command("/feedback").await.press("Write").await;
    ana.write(&[("feedback", "The hour picker is small.")])
        .await;
    tend.settle().await;
    ben.command("/rhythm").await;
    assert!(!ben.news().contains("hasn’t arrived"), "{}", ben.news());
    ana.command("/rhythm").await;
    note(&ana).brief().expect(expect![[r#"
        ### What you wrote to Hana hasn’t arrived … [Help]
    "#]]);
    ana.command("/feedback").await.expect(expect![[r#"
        only you: ### Feedback
            Hana runs me here. You can tell them what works, what doesn’t, and anything you would like to report: hana@example.org
            It is not the place for anything about your partner.
            [Help]
    "#]]);
    tend.world().close_dms(host, false);
    tend.pass("1 day").await;
    let direct = tend.world().dm_with(host);
    let arrived = tend.world().read(|state| {
        let there = state
            .messages
            .values()
            .filter(|message| message.channel == direct);
        there
            .map(|message| message.content.clone())
            .collect::<String>()
    });
    assert!(arrived.contains("The hour picker is small."), "{arrived}");
    ana.command("/feedback").await.expect_brief(expect![[r#"
            only you: ### Feedback … [Write] [Help]
        "#]]);
    assert_eq!(tend.count("select count(*) from feedback").await, 0);
}

#[tokio::test]
async fn a_host_who_is_the_application_itself_is_no_reader() {
    let tend = Tend::start(BEGIN).await;
    let cleo = tend.stranger("Cleo");
    let bot = tend.world().read(|state| state.app.bot);
    tend.hosted_by(bot);
    tend.restart().await;
    tend.expect_trouble();
    cleo.command("/feedback").await.press("Write").await;
    cleo.write(&[("feedback", "The hour picker is small.")])
        .await;
    tend.settle().await;
    cleo.command("/feedback").await.expect(expect![[r#"
        only you: ### Feedback
            Hana runs me here. You can tell them what works, what doesn’t, and anything you would like to report: hana@example.org
            It is not the place for anything about your partner.
            [Help]
        only you: ### What you wrote to Hana hasn’t arrived
            Discord doesn’t deliver my direct messages to them. I keep trying once a day, for a month. You can also tell them directly: hana@example.org
            [Help]
    "#]]);
}

/// Every kind of job, and what is told to whom where it cannot be done.
#[tokio::test]
async fn each_kind_of_job_says_what_follows_where_it_cannot_be_done() {
    let tend = Tend::start(BEGIN).await;
    tend.couple("Ana", "Ben").await;
    let round = RoundId(tend.count("select id from rounds").await);
    let couple = CoupleId(1);
    let day = "2026-03-02".parse().unwrap();
    let both = ["1 room", "2 room"].as_slice();
    let (nobody, asked): (&[&str], &[&str]) = (&[], &["1 room", "2 asked", "2 room"]);
    let insert = "insert into proposals (id, couple_id, partner, change, made_at)
        values (1, 1, 1, '{\"kind\": \"every\", \"weeks\": 2}', $1)";
    sqlx::query(insert)
        .bind(tend.now())
        .execute(tend.db())
        .await
        .unwrap();
    let insert = "insert into dates (id, couple_id, partner, sealed, month, day, created_at)
        values (1, 1, 2, '', 3, 9, $1)";
    sqlx::query(insert)
        .bind(tend.now())
        .execute(tend.db())
        .await
        .unwrap();
    let partner = Partner::Two;
    let about = About::Repair;
    let (row, nth) = (1, 1);
    let jobs = [
        (
            Timer::InviteOver {
                invitation: InvitationId(1),
            },
            nobody,
        ),
        (Timer::Prompt { couple, week: day }, both),
        (Timer::Reveal { round }, both),
        (Timer::Closed { round }, nobody),
        (Timer::Unveil { round }, nobody),
        (Timer::Quiet { round }, both),
        (Timer::Resume { couple }, nobody),
        (
            Timer::Nudge {
                couple,
                partner,
                week: day,
            },
            &["2 direct"],
        ),
        (
            Timer::Reread {
                couple,
                partner,
                week: day,
            },
            &["2 direct"],
        ),
        (
            Timer::Remind {
                date: 1,
                year: 2026,
            },
            &["2 direct"],
        ),
        (Timer::Suggest { proposal: 1 }, asked),
        (
            Timer::News {
                couple,
                about,
                row,
                nth,
            },
            both,
        ),
        (
            Timer::Word {
                couple,
                partner,
                about,
                row,
                nth,
            },
            &["2 direct"],
        ),
        (Timer::Ended { couple }, nobody),
        (Timer::Feedback { feedback: 1 }, nobody),
        (Timer::Purge { round }, nobody),
        (Timer::Forget { couple }, nobody),
        (Timer::Tidy { day }, nobody),
    ];
    for (job, expected) in jobs {
        let mut tx = tend.db().begin().await.unwrap();
        let why = Some(Unreachable::NoAccess);
        features::failed(&mut tx, &job, why, tend.now())
            .await
            .unwrap();
        let told = "select partner || ' ' || what from untold order by 1";
        let told: Vec<String> = sqlx::query_scalar(told).fetch_all(&mut *tx).await.unwrap();
        assert_eq!(told, expected, "{job}");
        tx.rollback().await.unwrap();
    }
}
