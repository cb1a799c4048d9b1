//! Those who may not, those who are late, and those who are gone; and the promises of a repair.

use expect_test::expect;

use super::BEGIN;
use crate::harness::Tend;
use crate::people::on_another_card;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn what_is_not_theirs_to_do_is_not_done() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let cleo = tend.stranger("Cleo");
    ana.promises("I call.", "Friday 18:00").await;
    ana.drafts("I keep this to myself.", "Friday", "")
        .await
        .press("Only for me")
        .await;
    ana.drafts("A draft.", "Friday", "").await;
    tend.settle().await;
    let before = tend
        .count("select coalesce(sum(hashtext(p::text)), 0)::bigint from promises p")
        .await;
    let line = [
        ("line", "I decide this."),
        ("what", "I decide this."),
        ("when", ""),
    ];
    let makers = [
        "kept", "partly", "couldnot", "instead", "change", "when", "share", "onlyme", "letgo",
        "end",
    ];
    let told = [
        "kepttold",
        "partlytold",
        "couldnottold",
        "offered",
        "changed",
    ];
    for row in ["<promise>", "<promise 2>", "<promise 3>", "77"] {
        ben.command("/help").await;
        cleo.command("/help").await;
        for verb in makers {
            let id = format!("t1:promise:{verb}:1:{row}:0");
            for wrong in [&ben, &cleo] {
                wrong.forge_press(&id).await;
                let news = wrong.news();
                assert!(
                    !news.contains("form:")
                        && !news.contains("myself")
                        && !news.contains("A draft"),
                    "{verb} {row}: {news}"
                );
            }
        }
        for verb in told {
            for wrong in [&ben, &cleo] {
                wrong
                    .forge_form(&format!("t1:promise:{verb}:1:{row}:0"), &line)
                    .await;
            }
        }
    }
    // The other reads only what was shared; what was not is as if it were not there.
    for row in ["<promise 2>", "<promise 3>", "77"] {
        ben.command("/help").await;
        for verb in ["show", "notice", "otherwise", "talked"] {
            ben.forge_press(&format!("t1:promise:{verb}:1:{row}:0"))
                .await;
            assert!(
                ben.news().contains("This promise is not here any more"),
                "{verb} {row}: {}",
                ben.news()
            );
        }
        for verb in ["noticed", "seenotherwise"] {
            ben.forge_form(&format!("t1:promise:{verb}:1:{row}:0"), &line)
                .await;
        }
    }
    // To one's own promise nobody answers for the other.
    cleo.command("/help").await;
    ana.command("/help").await;
    for verb in ["notice", "otherwise"] {
        ana.forge_press(&format!("t1:promise:{verb}:1:<promise>:0"))
            .await;
        assert!(
            ana.news().contains("not for you to open"),
            "{verb}: {}",
            ana.news()
        );
    }
    for verb in ["noticed", "seenotherwise"] {
        ana.forge_form(&format!("t1:promise:{verb}:1:<promise>:0"), &line)
            .await;
        cleo.forge_form(&format!("t1:promise:{verb}:1:<promise>:0"), &line)
            .await;
    }
    let after = tend
        .count("select coalesce(sum(hashtext(p::text)), 0)::bigint from promises p")
        .await;
    assert_eq!(before, after, "nothing has changed");
    assert_eq!(
        tend.count(
            "select count(*) from texts where kind not in ('promise_what', 'promise_known')"
        )
        .await,
        0
    );
    cleo.command("/help").await;
    cleo.forge_press("t1:promise:show:1:<promise>:0")
        .await
        .expect(expect![[r#"
            only you: This isn’t something I can open for you. With /help I tell you what I am.
        "#]]);
}

#[tokio::test]
async fn an_old_button_says_how_it_is_now() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.drafts("I call.", "Friday 18:00", "").await;
    let (_, share) = ana.button("Share with the other");
    let (_, let_go) = ana.button("Let it go");
    ana.press("Share with the other").await;
    ana.forge_press(on_another_card(&share)).await;
    assert!(ana.news().contains("given already"), "{}", ana.news());
    ana.forge_press(&let_go).await;
    assert!(ana.news().contains("given already"), "{}", ana.news());
    let (_, kept) = ana.button("Kept");
    let (_, instead) = ana.button("I cannot keep this");
    ana.press("Kept").await.write(&[]).await;
    for id in [kept, instead] {
        ana.forge_press(&id).await;
        assert!(ana.news().contains("that stands"), "{}", ana.news());
    }
    for verb in ["kepttold", "couldnottold", "offered"] {
        ana.forge_form(
            &format!("t1:promise:{verb}:1:<promise>:0"),
            &[("what", "Once more"), ("line", "Once more"), ("when", "")],
        )
        .await;
        assert!(ana.news().contains("that stands"), "{verb}: {}", ana.news());
    }
    tend.settle().await;
    assert_eq!(
        tend.count(
            "select count(*) from timers where kind = 'news' and key like 'news:1:promise:%'"
        )
        .await,
        2,
        "shared, and closed"
    );
    assert_eq!(
        tend.count("select count(*) from promises where state = 'kept'")
            .await,
        1
    );
}

#[tokio::test]
async fn after_one_has_left_nothing_is_shown_or_done() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I call.", "2026-03-04 18:00").await;
    tend.settle().await;
    ben.command("/privacy")
        .await
        .press("Leave")
        .await
        .press("Leave, and say nothing")
        .await;
    ana.look_away();
    tend.pass("1 week").await;
    for command in ["/promise list", "/promise new"] {
        ana.command(command).await;
        assert!(ana.news().contains("Tend is paused here"), "{}", ana.news());
    }
    ana.forge_form("t1:promise:kepttold:1:<promise>:0", &[("line", "")])
        .await;
    assert!(!ana.sees().0.contains("wanted to do"), "{}", ana.sees().0);
    ben.forge_press("t1:promise:show:1:<promise>:0").await;
    assert!(!ben.news().contains("I call"), "{}", ben.news());
    assert_eq!(
        tend.count("select count(*) from promises where state = 'open'")
            .await,
        1
    );
    tend.pass("5 weeks").await;
    assert_eq!(tend.count("select count(*) from promises").await, 0);
}

#[tokio::test]
async fn what_is_erased_takes_its_promises_and_reminders_with_it() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.promises("I call.", "2026-03-04 18:00").await;
    ben.promises("I sing.", "2026-03-05 18:00").await;
    tend.settle().await;
    ana.command("/promise list")
        .await
        .choose("shared with you", &["2."])
        .await;
    ana.press("I see it otherwise")
        .await
        .write(&[("line", "Not so loud")])
        .await;
    ana.command("/privacy")
        .await
        .press("Erase my words")
        .await
        .press("Type it and erase")
        .await;
    ana.write(&[("phrase", "erase my words")]).await;
    assert_eq!(
        tend.count("select count(*) from promises where partner = 1 or to_talk")
            .await,
        0
    );
    assert_eq!(tend.count("select count(*) from timers where kind = 'word' and state = 0 and key like 'word:1:1:%'").await, 0);
    for id in [
        "t1:promise:show:1:77:0",
        "t1:promise:notice:1:77:0",
        "t1:promise:talked:1:77:1",
    ] {
        ben.forge_press(id).await;
        assert!(
            !ben.news().contains("I call") && !ben.news().contains("loud"),
            "{id}: {}",
            ben.news()
        );
    }
    ana.look_away();
    tend.pass("1 week").await;
    assert!(!ana.news().contains("wanted to do"), "{}", ana.news());
    assert!(ben.sees().0.contains("wanted to do"), "{}", ben.sees().0);
}

// practice 63: a repair's promises are the responsible partner's own, shared, one to three.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn a_promise_for_a_repair_is_made_by_the_one_responsible() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    for repair in [
        "insert into repairs (id, couple_id, opened_by, hurt, size, state, phase, opened_at, moved_at)
         values (101, 1, 2, 2, 'small', '{\"at\": \"planning\"}', 1, '2026-03-01 19:00:00+00', '2026-03-01 19:00:00+00')",
        "insert into repairs (id, couple_id, opened_by, hurt, size, state, phase, opened_at, moved_at)
         values (102, 1, 2, 2, 'big', '{\"at\": \"telling\"}', 1, '2026-03-01 19:00:00+00', '2026-03-01 19:00:00+00')",
        "insert into repairs (id, couple_id, opened_by, hurt, size, state, phase, opened_at, moved_at, over_at)
         values (103, 1, 2, 2, 'big', '{\"at\": \"stopped\"}', 2, '2026-03-01 19:00:00+00', '2026-03-01 19:00:00+00', '2026-03-01 19:00:00+00')",
        "insert into repairs (id, couple_id, opened_by, hurt, size, state, phase, opened_at, moved_at)
         values (104, 1, 2, 2, 'big', '{\"at\": \"draft\"}', 0, '2026-03-01 19:00:00+00', '2026-03-01 19:00:00+00')",
    ] {
        sqlx::query(repair).execute(tend.db()).await.unwrap();
    }
    for early_or_over in [
        "t1:promise:forrepair:1:<repair 2>:0",
        "t1:promise:forrepair:1:<repair 3>:0",
    ] {
        ana.forge_press(early_or_over).await;
        assert!(
            ana.news().contains("This one is not there just now."),
            "{}",
            ana.news()
        );
    }
    ben.forge_press("t1:promise:forrepair:1:<repair>:0")
        .await
        .expect(expect![[r#"
            only you: In this repair the promises are made by the other. You can read them when they are shared.   [Repairs] [Help]
        "#]]);
    ana.forge_press("t1:promise:forrepair:1:<repair 4>:0").await;
    assert!(
        ana.news().contains("This isn’t something I can open"),
        "a draft is its opener's: {}",
        ana.news()
    );
    ana.forge_press("t1:promise:forrepair:1:77:0")
        .await
        .expect(expect![[r#"
            only you: This isn’t something I can open for you. With /help I tell you what I am.
        "#]]);
    ana.forge_press("t1:promise:forrepair:1:<repair>:0")
        .await
        .expect(expect![[r#"
            only you: ### A promise for this repair
                One act of your own that changes something, small enough that you can see yourself doing it. One to three are plenty. The other reads it when you share it.
                <An everyday promise>
                [Write my own] [Repairs] [Help]
        "#]]);
    ana.press("Write my own").await;
    ana.write(&[
        ("what", "I call when it gets late."),
        ("when", "today 23:00"),
        ("known", "You hear me"),
    ])
    .await
    .expect(expect![[r#"
        only you: ### Before you share it
            Only you see this. It becomes part of the repair when you share it.

            > I call when it gets late.

            **By when:** Sunday, 1 March at 23:00

            **How you will both know:**
            > You hear me
            <Choose by when: Sunday, 1 March>
            [Share with the other] [Change it] [Let it go]
            [Repairs] [Help]
    "#]]);
    ana.press("Share with the other")
        .await
        .expect(expect![[r#"
            only you: It is given, and the other can read it. You hear from me when its day comes; nobody else does.

                > I call when it gets late.

                **By when:** Sunday, 1 March at 23:00

                **How you will both know:**
                > You hear me

                Back in the repair you can make another one, and see what comes next.
                [Back to the repair] [Help]
        "#]]);
    // A small repair takes minutes.
    ana.command("/promise list")
        .await
        .choose("Look at one of yours", &["1."])
        .await
        .press("Kept")
        .await
        .write(&[("line", "Just now")])
        .await
        .expect(expect![[r#"
            only you: ### What I said I would do
                Shared with @Ben.

                > I call when it gets late.

                **By when:** Sunday, 1 March at 23:00

                **How you will both know:**
                > You hear me

                **What I did:** I kept it.

                > Just now
                [Back to the repair] [Promises] [Help]
        "#]]);
    for what in ["A second", "A third", "A fourth", "A fifth"] {
        ana.forge_form(
            "t1:promise:written:1:<repair>:0",
            &[("what", what), ("when", ""), ("known", "")],
        )
        .await;
    }
    assert!(
        ana.news()
            .contains("Three open promises are plenty for one repair"),
        "{}",
        ana.news()
    );
    ben.forge_form(
        "t1:promise:written:1:<repair>:0",
        &[("what", "For both"), ("when", ""), ("known", "")],
    )
    .await;
    assert_eq!(
        tend.count("select count(*) from promises where repair_id = 101")
            .await,
        4
    );
    let mut db = tend.db().acquire().await.unwrap();
    let counts = tend::store::promises::of_repair(&mut db, tend::domain::CoupleId(1), 101)
        .await
        .unwrap();
    assert_eq!(
        (counts.to_come, counts.stand, counts.kept),
        (3, 1, 1),
        "drafts are to come, and none yet"
    );
    let couple = tend::store::couples::find(&mut db, tend::domain::CoupleId(1));
    let me = tend::app::Member {
        couple: couple.await.unwrap().unwrap(),
        who: tend::domain::Partner::Two,
    };
    let made = tend::features::common::promises::of_repair(&tend.app(), &mut db, &me, 101)
        .await
        .unwrap();
    assert_eq!(
        made.iter()
            .map(|one| (one.what(), one.known()))
            .collect::<Vec<_>>(),
        [("I call when it gets late.", Some("You hear me"))]
    );
}
