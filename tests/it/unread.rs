//! What one has not released is not read for the other, whatever they look at; and nobody but Tend releases it.

use sqlx::Row as _;
use tend::app::Member;
use tend::domain::text::Kind;
use tend::domain::{CoupleId, Partner};
use tend::store;
use tend::store::texts::Asked;
use tend::vault::Place;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";
const UNRELEASED: &str = "select count(*) from texts where partner = 2 and released_at is null";

/// Everything that Ben may write and keep for himself.
async fn keeps_everything(ben: &Person) {
    for (form, fields) in [
        ("inbox:written:1:0:0", &[("line", "The dishes again.")][..]),
        ("needs:written:1:0:1", &[("0", "A walk alone.")]),
        (
            "needs:written:1:0:2",
            &[("0", "A hand on my back."), ("1", "Rain.")],
        ),
        ("needs:pairwritten:1:0:1", &[("trust", "That you say so.")]),
        (
            "setback:planwritten:1:0:0",
            &[("signs", "I count minutes."), ("then", "I call Rui.")],
        ),
        ("pages:written:1:1:-1", &[("text", "What I cannot say.")]),
        (
            "promise:written:1:0:0",
            &[("what", "I call Rui."), ("when", ""), ("known", "")],
        ),
        ("questions:noted:1:0:0", &[("question", "Why then?")]),
    ] {
        ben.forge_form(&format!("t1:{form}"), fields).await;
    }
    ben.command("/repair open")
        .await
        .press("Something hurt me")
        .await;
    ben.press("Write a line").await;
    ben.write(&[("repair_opening", "The letters.")]).await;
    ben.command("/setback").await.press("Support").await;
    ben.press("What happened")
        .await
        .press("Write it down")
        .await;
    ben.write(&[("what", "I read the letters again.")]).await;
}

/// Every page that Ana has, and the ways from there.
async fn looks_everywhere(ana: &Person) {
    for command in [
        "/inbox",
        "/needs",
        "/setback",
        "/pages",
        "/promise list",
        "/repair board",
        "/questions",
        "/rhythm",
        "/history",
        "/privacy",
        "/checkin",
        "/settings",
    ] {
        ana.command(command).await;
        assert!(
            !ana.news().contains("Something went wrong"),
            "{command}: {}",
            ana.news()
        );
    }
    for way in [
        "needs:theirs:1:0:0",
        "needs:pair:1:0:1",
        "needs:pair:1:0:2",
        "setback:planopen:1:0:0",
        "setback:wins:1:0:0",
        "promise:list:1:0:0",
        "repair:show:1:<repair>:0",
        "inbox:turn:1:0:0",
        "questions:home:1:0:0",
        "questions:kept:1:0:0",
    ] {
        ana.forge_press(&format!("t1:{way}")).await;
        assert!(
            !ana.news().contains("Something went wrong"),
            "{way}: {}",
            ana.news()
        );
    }
}

/// What is stored of Ben, without what it says: kind, and from when on it may be read.
async fn texts_of_ben(tend: &Tend) -> Vec<(i64, String, Option<String>)> {
    let rows = sqlx::query(
        "select id, kind, released_at::text from texts where partner = 2 order by written_at, rank",
    );
    let rows = rows.fetch_all(tend.db()).await.unwrap();
    let text = |row: &sqlx::postgres::PgRow| (row.get(0), row.get(1), row.get(2));
    rows.iter().map(text).collect()
}

/// Ana, as she is asked for by what she does.
async fn ana_as_member(tend: &Tend) -> Member {
    let mut db = tend.db().acquire().await.unwrap();
    let couple = store::couples::find(&mut db, CoupleId(1)).await.unwrap();
    Member {
        couple: couple.unwrap(),
        who: Partner::One,
    }
}

/// The rows of Ben's that are fetched for Ana: of any kind, about whatever.
async fn fetched_for_ana(tend: &Tend) -> Vec<i64> {
    let (app, me) = (tend.app(), ana_as_member(tend).await);
    let kinds: Vec<Kind> = Kind::ALL.iter().map(|(kind, _)| *kind).collect();
    let asked = Asked {
        kinds: &kinds,
        about: None,
    };
    let shelf = app.shelf(me.couple.id, Partner::Two);
    let mut db = tend.db().acquire().await.unwrap();
    let found = store::texts::theirs(&mut db, me.couple.id, me.who, &shelf, asked, tend.now());
    let mut ids: Vec<i64> = found.await.unwrap().iter().map(|text| text.id).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn whatever_ana_looks_at_nothing_that_ben_keeps_to_himself_is_fetched_or_opened() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    keeps_everything(&ben).await;
    assert_eq!(
        tend.count(UNRELEASED).await,
        12,
        "{:?}",
        texts_of_ben(&tend).await
    );
    assert_eq!(fetched_for_ana(&tend).await, Vec::<i64>::new());
    // What were opened for her would break now.
    let garbage = "update texts set sealed = '\\x02ff' where partner = 2 and released_at is null";
    sqlx::query(garbage).execute(tend.db()).await.unwrap();
    looks_everywhere(&ana).await;
}

#[tokio::test]
async fn what_is_released_later_is_fetched_from_then_on() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let fields = [("note", "The letters."), ("telling", "I read them.")];
    ben.forge_form("t1:questions:tellwritten:1:0:0", &fields)
        .await;
    ben.command("/questions")
        .await
        .forge_press("t1:questions:tellat:1:<telling>:2")
        .await; // tomorrow
    let seen = |fetched: Vec<i64>| fetched.len();
    assert_eq!(seen(fetched_for_ana(&tend).await), 0);
    tend.pass("1 day").await;
    assert_eq!(seen(fetched_for_ana(&tend).await), 1, "what it is about");
    ana.forge_press("t1:questions:hear:1:<telling>:0").await;
    assert!(ana.news().contains("The letters."), "{}", ana.news());
    assert!(!ana.news().contains("I read them."), "{}", ana.news());
}

#[tokio::test]
async fn only_tend_releases_and_whoever_writes_to_the_database_instead_is_noticed() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ben.forge_form("t1:needs:written:1:0:1", &[("0", "A walk alone.")])
        .await;
    ben.forge_form("t1:needs:written:1:0:2", &[("0", "Rain.")])
        .await;
    ben.command("/needs")
        .await
        .forge_press("t1:needs:share:1:0:2")
        .await;
    let theirs = || async {
        ana.command("/needs").await.press("What the other").await;
        ana.news()
    };
    assert!(theirs().await.contains("Rain."));
    tend.expect_trouble();
    for write in [
        "update texts set released_at = written_at where released_at is null",
        // With the mark of another one.
        "update texts set released_mark = (select released_mark from texts where released_mark is not null limit 1)
         where released_mark is null",
    ] {
        sqlx::query(write).execute(tend.db()).await.unwrap();
        assert!(!theirs().await.contains("A walk alone."), "{}", ana.news());
        tend.restart().await;
        assert!(!theirs().await.contains("A walk alone."), "{}", ana.news());
    }
    let log = tend.log().join("\n");
    assert!(
        log.contains("somebody else than Tend has marked a text as released"),
        "{log}"
    );
    assert!(!log.contains("A walk alone."), "{log}");
    // Nor is what was released shown as something else, or by another date.
    let moved = "update texts set released_at = released_at - interval '1 day' where kind = 'own'";
    sqlx::query(moved).execute(tend.db()).await.unwrap();
    assert!(!theirs().await.contains("Rain."), "{}", ana.news());
}

/// Puts every text back as it was kept before releases had marks and pages told no kind.
async fn as_before(tend: &Tend) {
    let app = tend.app();
    let mut db = tend.db().acquire().await.unwrap();
    for who in [Partner::One, Partner::Two] {
        let couple = CoupleId(1);
        let Some(key) = app.key(&mut db, couple, who).await.unwrap() else {
            continue;
        };
        let shelf = app.shelf(couple, who);
        let kinds: Vec<Kind> = Kind::ALL.iter().map(|(kind, _)| *kind).collect();
        let asked = Asked {
            kinds: &kinds,
            about: None,
        };
        for text in store::texts::mine(&mut db, couple, who, &shelf, asked)
            .await
            .unwrap()
        {
            let which = text.which;
            let now = Place {
                couple,
                partner: who,
                field: which.kind.name(),
                row: text.id,
                facts: Some([
                    which.about,
                    which.nth.into(),
                    text.written_at.timestamp_micros(),
                ]),
            };
            let plain = app.vault.open(&key, now, &text.sealed).unwrap();
            let before = Place { facts: None, ..now };
            let sealed = app.vault.seal(&key, before, &plain).unwrap();
            sqlx::query(
                "update texts set sealed = $2, kind = $3, about = $4, released_mark = null where id = $1",
            )
            .bind(text.id)
            .bind(sealed)
            .bind(which.kind.name())
            .bind(which.about)
            .execute(&mut *db)
            .await
            .unwrap();
        }
    }
}

#[tokio::test]
async fn texts_from_before_are_carried_over_at_the_start_and_read_as_they_were() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    keeps_everything(&ben).await;
    ben.command("/needs")
        .await
        .forge_press("t1:needs:share:1:0:2")
        .await;
    let read = || async {
        ana.command("/needs").await.press("What the other").await;
        let theirs = ana.news();
        ben.command("/setback")
            .await
            .forge_press("t1:setback:planopen:1:0:0")
            .await;
        let plan = ben.news();
        ben.forge_press("t1:pages:list:1:1:0").await;
        [theirs, plan, ben.news()]
    };
    let (stored, shown) = (texts_of_ben(&tend).await, read().await);
    assert!(
        shown[0].contains("Rain.") && shown[1].contains("Rui") && shown[2].contains("cannot say")
    );
    as_before(&tend).await;
    assert!(
        texts_of_ben(&tend)
            .await
            .iter()
            .any(|(_, kind, _)| kind == "page_them")
    );
    tend.restart().await;
    assert_eq!(texts_of_ben(&tend).await, stored);
    assert_eq!(read().await, shown);
    // What is written anew is kept as everything is now.
    ben.forge_form("t1:needs:written:1:0:2", &[("0", "Rain, and tea.")])
        .await;
    assert!(read().await[0].contains("Rain, and tea."));
    tend.restart().await;
    assert!(read().await[0].contains("Rain, and tea."));
}

#[tokio::test]
async fn a_dump_tells_no_kind_of_page_and_not_that_two_keep_the_same() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for who in [&ana, &ben] {
        keeps_everything(who).await;
    }
    for kind in Kind::OWN {
        assert!(!tend.stores(kind.name()).await, "{}", kind.name());
    }
    let twice = "select count(*) from (select about from texts where kind = 'own' group by about
        having count(distinct partner) > 1) twice";
    assert_eq!(tend.count(twice).await, 0);
    assert_eq!(
        tend.count("select count(distinct about) from texts where kind = 'own'")
            .await,
        10
    );
}
