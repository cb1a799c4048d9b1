//! Stories of much at once: from one person, in one couple whose rows are held up, from hundreds of people; and of
//! an export, of which a person has one at a time.

use expect_test::expect;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tend::sandbox::asking::Outcome;
use tend::sandbox::interactions::Answer;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";
const BUSY: &str = "Not just now";

/// Somebody outside of Tend who holds rows of its database, until they are dropped.
async fn held(tend: &Tend, what: &str) -> PgConnection {
    let options = tend.db().connect_options();
    let mut outside = PgConnection::connect_with(&options).await.unwrap();
    let hold = AssertSqlSafe(format!("begin; {what}"));
    sqlx::raw_sql(hold).execute(&mut outside).await.unwrap();
    outside
}

async fn held_couple(tend: &Tend, of: &Person) -> PgConnection {
    let row = format!(
        "select from couples where channel_id = {} for update",
        of.channel
    );
    held(tend, &row).await
}

/// What is seen of it at first: the words of a message, or none where it is being seen to.
async fn first(tend: &Tend, asked: u64) -> Option<String> {
    match tend.world().outcome(asked).await {
        Outcome::Silence => panic!("somebody was not answered"),
        Outcome::Answered(Answer::Message(message)) => {
            Some(tend.world().message(message).unwrap().content)
        }
        Outcome::Answered(_) => None,
    }
}

/// Presses this so often that no human could; comes back at once.
fn often(tend: &Tend, who: &Person, on: u64, id: &str, times: usize) -> Vec<u64> {
    let press = |_| tend.world().forge_press(who.id, who.channel, on, id);
    (0..times).map(press).collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn two_presses_of_a_person_and_four_of_a_couple_are_at_work_and_no_other_couple_waits() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let (dana, _emil) = tend.couple("Dana", "Emil").await;
    ana.command("/pause").await;
    ben.command("/pause").await;
    let (rest, of_ben) = (ana.button("2 days"), ben.button("2 days"));

    let outside = held_couple(&tend, &ana).await;
    let mut asked = often(&tend, &ana, rest.0, &rest.1, 5);
    asked.extend(often(&tend, &ben, of_ben.0, &of_ben.1, 5));
    let elsewhere = tend
        .world()
        .command(dana.id, dana.channel, "rhythm", &[])
        .unwrap();
    let seen = first(&tend, elsewhere).await;
    assert!(seen.is_some_and(|seen| !seen.contains(BUSY)), "as ever");
    let mut put_off = 0;
    for asked in &asked {
        let seen = first(&tend, *asked).await;
        put_off += usize::from(seen.is_some_and(|seen| seen.contains(BUSY)));
    }
    assert_eq!(put_off, 6, "of ten, four are at work");
    drop(outside);

    tend.idle().await;
    ana.command("/rhythm").await;
    assert!(!ana.news().contains(BUSY), "{}", ana.news());
}

#[tokio::test]
async fn what_was_typed_comes_back_to_whoever_is_put_off() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/pause").await;
    let rest = ana.button("2 days");
    let outside = held_couple(&tend, &ana).await;
    let before = often(&tend, &ana, rest.0, &rest.1, 2);
    ana.look_away();
    let form = tend.world().forge_form(
        ana.id,
        ana.channel,
        "t1:feedback:written",
        &[("feedback", "Our *walk*.")],
    );
    let seen = first(&tend, form.unwrap()).await;
    assert!(seen.is_some_and(|seen| seen.contains(BUSY)));
    drop(outside);
    for asked in before {
        first(&tend, asked).await;
    }
    tend.idle().await;
    assert!(ana.news().contains("> Our \\*walk\\*."), "{}", ana.news());
    assert!(!ben.news().contains("walk"));
    assert_eq!(tend.count("select count(*) from feedback").await, 0);
}

#[tokio::test]
async fn three_hundred_people_at_once_are_answered_or_kindly_put_off_and_leave_nothing_behind() {
    let tend = Tend::start(BEGIN).await;
    tend.expect_trouble();
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let square = tend.world().add_channel("square", None);
    let people = (0..300).map(|number| tend.world().add_person(&format!("person {number}")));
    let people: Vec<u64> = people.collect();

    let outside = held(&tend, "lock table couples in access exclusive mode").await;
    let ask = |person: &u64| tend.world().command(*person, square, "rhythm", &[]);
    let asked: Vec<u64> = people.iter().map(ask).collect::<Result<_, _>>().unwrap();
    let (mut at_work, mut put_off) = (0, 0);
    for asked in asked {
        match first(&tend, asked).await {
            Some(seen) if seen.contains(BUSY) => put_off += 1,
            _ => at_work += 1,
        }
    }
    assert_eq!((at_work, put_off), (256, 44));
    drop(outside);

    tend.idle().await;
    ana.command("/rhythm").await;
    assert!(!ana.news().contains(BUSY), "{}", ana.news());
}

#[tokio::test]
async fn one_export_of_a_person_is_made_at_a_time() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for person in [&ana, &ben] {
        person
            .command("/privacy")
            .await
            .press("Export my side")
            .await;
    }
    // As another process that makes hers.
    let mut another = tend.db().begin().await.unwrap();
    let lock = "select pg_advisory_xact_lock($1)";
    let lock = sqlx::query(lock).bind(ana.id.cast_signed());
    lock.execute(&mut *another).await.unwrap();
    ana.press("Make the files").await.expect(expect![[r#"
        only you: Your files are being put together already. They come where you first asked for them.
    "#]]);
    ben.press("Make the files").await;
    assert!(ben.news().contains("Here is your side"), "{}", ben.news());
    another.commit().await.unwrap();
    ana.press("Make the files").await;
    assert!(ana.news().contains("Here is your side"), "{}", ana.news());
}
