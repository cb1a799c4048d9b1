//! Stories of /privacy: seeing what is kept, taking it along, erasing it, leaving.

use expect_test::expect;

use crate::harness::Tend;
use crate::people::Person;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn somebody_in_no_couple_reads_that_nothing_is_stored() {
    let tend = Tend::start(BEGIN).await;
    let (_ana, _ben) = tend.couple("Ana", "Ben").await;
    let sam = tend.stranger("Sam");
    sam.command("/privacy").await.expect(expect![[r#"
        only you: ### Nothing is stored about you
            No words, no settings, no name. If you ever begin here, this page shows what is.
            [Privacy notice] [Help]
    "#]]);

    let (cleo, dan) = tend.two("Cleo", "Dan");
    cleo.command("/tend start partner:@Dan zone:Lisbon")
        .await
        .press("post the invitation")
        .await;
    cleo.command("/privacy").await.expect(expect![[r#"
        only you: ### What I keep about you
            You tend with nobody here, so there is little:
            - One invitation that you prepared: its channel, its hour, when it ends. It goes 40 days after you made it.
            [Privacy notice] [Help]
    "#]]);
    dan.press("Look at it").await.press("ask me again").await;
    dan.command("/privacy").await.expect(expect![[r#"
        only you: ### What I keep about you
            You tend with nobody here, so there is little:
            - A keyed fingerprint of your account, because you asked not to be invited again. Nobody can turn it back into your name.
            [I may be invited again]
            [Privacy notice] [Help]
    "#]]);
    dan.press("may be invited again").await.expect(expect![[r#"
        only you: The fingerprint is gone. Whoever would like to tend with you can invite you again.   [My data] [Help]
    "#]]);
    dan.command("/privacy").await.expect(expect![[r#"
        only you: ### Nothing is stored about you
            No words, no settings, no name. If you ever begin here, this page shows what is.
            [Privacy notice] [Help]
    "#]]);
}

#[tokio::test]
async fn each_sees_what_is_kept_of_their_own_side_alone() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let before = ben.command("/privacy").await.news();
    ana.hand_in("Our walk on Tuesday.").await;
    assert_eq!(ben.command("/privacy").await.news(), before);
    ana.command("/privacy").await.expect(expect![[r#"
        only you: ### What I keep about you
            Only your own side is on this page; only you see it.

            - That you tend with @Ben in #our-corner, since Sunday, 1 March 2026
            - That you agreed to it on Sunday, 1 March 2026, to version 2026-11-2 of the text you were shown
            - Your own time zone: Europe/Lisbon
            - Rows of weeks are shown to you
            - How each new week begins for you. How it was: private, Thanks: shared, A concern: shared, The week’s question: shared and Something to build: shared
            - Of one week, something that you wrote or chose
            - One answer that you handed in
            - One invitation that you prepared: its channel, its hour, when it ends. It goes 40 days after you made it.

            What you wrote and chose in the weeks is sealed with a key of your own, made for this place alone.

            Hana (hana@example.org) runs me, and could technically read what is stored. The weeks you two tended are counted without a name, so they are nobody’s side.
            [Export my side] [Erase my words] [Leave]
            [Privacy notice] [Help]
    "#]]);
    ana.press("Privacy notice").await;
    assert!(ana.news().contains("Hana"), "{}", ana.news());
}

#[tokio::test]
async fn an_export_is_ones_own_side_in_files() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.settle().await;
    ben.press("In one line")
        .await
        .write(&[("line", "Ana liked the walk.")])
        .await;
    ana.command("/checkin")
        .await
        .press("Read")
        .await
        .press("Let me put it right")
        .await;
    ana.write(&[("line", "I loved it.")]).await;

    ana.command("/privacy").await.press("Export my side").await.expect(expect![[r#"
        only you: ### Your side, as files
            One file to read, one for other programs, and a description of that second one. They hold your own side only: your words week by week, with their dates, who could see each part, and a mark where you changed something after handing it in; your settings; when you agreed.

            **A file is a link.** Whoever has the link can open it outside this channel too, and whoever uses your device may find it among the downloads. Discord may keep a copy longer than this message stands. Somewhere that is yours alone is a good place for it.
            [Back] [Make the files] [Help]
    "#]]);
    ana.press("Make the files").await.expect(expect![[r#"
        only you: ### Here is your side
            Only you see this message. Once you have saved the files, you can dismiss it.
            [Erase my words] [Help]
            (file: tend-2026-03-01.md)
            (file: tend-2026-03-01.json)
            (file: tend-export.schema.json)
    "#]]);
    let files = files(&tend, &ana);
    for (name, text) in &files {
        for theirs in ["soup", "liked the walk", "Ben"] {
            assert!(!text.contains(theirs), "{theirs:?} in {name}:\n{text}");
        }
    }
    assert_eq!(
        files
            .iter()
            .filter(|(_, text)| text.contains("Our walk on Tuesday."))
            .count(),
        2
    );
    assert_eq!(
        files
            .iter()
            .filter(|(_, text)| text.contains("I loved it."))
            .count(),
        2
    );
    let schema = serde_json::from_str(&files[2].1).unwrap();
    let export = serde_json::from_str(&files[1].1).unwrap();
    jsonschema::validate(&schema, &export).unwrap();
}

#[tokio::test]
async fn what_is_erased_is_gone_and_what_the_other_shared_stays_open() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ben.hand_in("You made soup.").await;
    tend.settle().await;

    ana.command("/privacy").await.press("Erase my words").await.expect(expect![[r#"
        only you: ### Erase my words
            **What is deleted, at once and for good:** your words in repairs, and any repair under way ends for you both, the key that your words were locked with, everything you wrote and chose in the weeks, sent or in a draft, your lines of what you understood, and what was said to them, your promises, your questions and answers, and what you had to tell, your paper cuts, your hard evenings, your needs, lists and requests, your pages, your plan and whatever else you wrote, your dates that matter, your reminders, why you are here and your own settings.

            **What stays:** that you use Tend here and agreed to it; a pause, if you asked for one; which joint settings you suggested; the count of weeks, which names nobody; and your partner’s words. A week that was open to you both then reads as if you had shared no words.

            **What I cannot reach:** older backups hold your words, locked, until Hana next changes the master key. From then on nobody can open them there. Messages that only one of you could see cannot be taken back by anybody; Discord clears them away by itself. Files you exported, and what somebody copied, are where they are.

            To erase, you type: **erase my words**
            [Back] [Export first] [Type it and erase] [Help]
    "#]]);
    ana.press("Type it and erase").await.expect(expect![[r#"
        form: Erase my words
            To erase, type: erase my words: 
    "#]]);
    ana.write(&[("phrase", "erase it")]).await.expect(expect![[r#"
        only you: ### Nothing was erased
            What you typed was something else. If you would like to erase your words, type: **erase my words**
            [Back] [Type it again] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from answers").await, 2);
    ana.press("Type it again").await.write(&[("phrase", "  Erase my WORDS ")]).await.expect(expect![[r#"
        only you: ### Your words are erased
            The key and everything it opened are gone. If Hana keeps backups, older ones hold them locked until the master key next changes.
            Nobody is told. You still tend here; what you write next gets a new key.
            [Back] [Help]
    "#]]);
    assert_eq!(
        tend.count("select count(*) from answers where partner = 1")
            .await,
        0
    );
    assert_eq!(
        tend.count("select count(*) from partners where partner = 1 and wrapped_key is null")
            .await,
        1
    );

    ana.command("/history").await.expect(expect![[r#"
        only you: ### Week of Monday, 23 February 2026
            Week 1 of 1, newest first. Only you see this.

            **@Ben with you**

            **Thanks**
            > You made soup.

            **You**

            Nothing of yours is kept here.
            [Help]
    "#]]);
    ben.command("/history").await.expect(expect![[r#"
        only you: ### Week of Monday, 23 February 2026
            Week 1 of 1, newest first. Only you see this.

            **@Ana with you**

            @Ana showed up this week, without words to share.

            **You**

            **Thanks**
            > You made soup.
            -# @Ana can read this.
            [Help]
    "#]]);
    tend.pass("1 week").await;
    ana.hand_in("A new beginning.").await;
    ana.command("/privacy").await;
    assert!(
        ana.news().contains("One answer that you handed in"),
        "{}",
        ana.news()
    );
}

#[tokio::test]
async fn a_leaving_without_a_line_looks_like_a_rest() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    let (cleo, dan) = tend.couple("Cleo", "Dan").await;
    cleo.hand_in("Our walk on Tuesday.").await;

    ana.command("/privacy").await.press("Leave").await.expect(expect![[r#"
        only you: ### Leave
            You can leave alone, at once and without a reason. Nothing more is asked or posted here, and neither of you reads the other’s words through me any more.

            **For 30 days** you can still export or erase your own side with /privacy. Then all of yours will be deleted. @Ben may have a later last day: until then I still keep that you two were paired here and the count of weeks, and nothing else of you. To keep a copy, export first; to take your words out now, erase them first.

            **What stays:** messages in the channel, which hold none of your words; and older backups, locked, until Hana next changes the master key.

            **What @Ben sees** is yours to choose: one line in the channel, that Tend has come to an end here; or nothing, and then it reads “Tend is paused here”, like any pause.
            [Leave, and tell them in one line] [Leave, and say nothing]
            [Back] [Export first] [Erase my words first] [Help]
    "#]]);
    ana.press("say nothing").await.expect(expect![[r#"
        only you: ### You have left
            Nothing more is asked of you here. All of yours will be deleted on Tuesday, 31 March. Until then, /privacy still lets you export or erase your side.
            Whatever brought you here: take good care of yourself. /help lists people to talk to.
            [Export my side] [Erase my words] [Help]
    "#]]);
    cleo.command("/pause").await;
    cleo.press("Until I come back").await;

    for _ in 0..4 {
        tend.settle().await;
        for command in [
            "/checkin",
            "/history",
            "/pause",
            "/rhythm",
            "/settings",
            "/privacy",
        ] {
            let left = ben.command(command).await.news().replace("Ana", "C");
            let rests = dan
                .command(command)
                .await
                .news()
                .replace("Cleo", "C")
                .replace("c-and-dan", "our-corner");
            let rests = rests.replace("cleo-and-dan", "our-corner");
            assert_eq!(left, rests, "{command}");
        }
        let leaving = ben.press("Leave").await.news().replace("Ana", "C");
        assert_eq!(
            leaving,
            dan.press("Leave").await.news().replace("Cleo", "C")
        );
        tend.pass("1 week").await;
    }
    assert_eq!(tend.count("select count(*) from couples").await, 2);
    tend.channel().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question.

            > **What could you do a little less of next week, and who could help you to let it be?**
            [Answer] [Hard week] [Not this week] [Help]
    "#]]);
    ana.command("/privacy").await.expect(expect![[r#"
        only you: ### What I keep about you
            Only your own side is on this page; only you see it.

            - That you tend with @Ben in #our-corner, since Sunday, 1 March 2026
            - That you agreed to it on Sunday, 1 March 2026, to version 2026-11-2 of the text you were shown
            - That you left on Sunday, 1 March 2026. All of yours will be deleted on Tuesday, 31 March.
            - Your own time zone: Europe/Lisbon
            - Rows of weeks are shown to you
            - How each new week begins for you. How it was: private, Thanks: shared, A concern: shared, The week’s question: shared and Something to build: shared
            - Of one week, something that you wrote or chose
            - One answer that you handed in
            - One invitation that you prepared: its channel, its hour, when it ends. It goes 40 days after you made it.

            What you wrote and chose in the weeks is sealed with a key of your own, made for this place alone.

            Hana (hana@example.org) runs me, and could technically read what is stored. The weeks you two tended are counted without a name, so they are nobody’s side.
            [Export my side] [Erase my words]
            [Privacy notice] [Help]
    "#]]);
    tend.pass("3 days").await;
    assert_eq!(tend.count("select count(*) from couples").await, 1);
    ana.command("/privacy").await.expect(expect![[r#"
        only you: ### What I keep about you
            You tend with nobody here, so there is little:
            - One invitation that you prepared: its channel, its hour, when it ends. It goes 40 days after you made it.
            [Privacy notice] [Help]
    "#]]);
    ben.command("/privacy").await;
    assert!(
        ben.news().contains("Nothing is stored about you"),
        "{}",
        ben.news()
    );
}

#[tokio::test]
async fn a_leaving_can_be_told_in_one_line_and_when_both_have_left_it_is_all_gone() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/privacy")
        .await
        .press("Leave")
        .await
        .press("tell them")
        .await;
    tend.settle().await;
    tend.channel().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question.

            > **What could you do a little less of next week, and who could help you to let it be?**
            [Answer] [Hard week] [Not this week] [Help]
        tend: ### Tend has come to an end here
            You can still take your own words along until Tuesday, 31 March. Then everything is deleted.
            [My data] [Help]
    "#]]);
    ben.command("/checkin").await.expect(expect![[r#"
        only you: ### Tend has come to an end here
            You can still take your own words along until Tuesday, 31 March. Then everything is deleted.
            [Export my side] [My data] [Help]
    "#]]);
    ben.press("My data").await.expect(expect![[r#"
        only you: ### What I keep about you
            Only your own side is on this page; only you see it.

            - That you tend with @Ana in #our-corner, since Sunday, 1 March 2026
            - That you agreed to it on Sunday, 1 March 2026, to version 2026-11-2 of the text you were shown
            - That Tend has come to an end here. All of yours will be deleted on Tuesday, 31 March.
            - Your own time zone: Europe/Lisbon
            - Rows of weeks are shown to you
            - How each new week begins for you. How it was: private, Thanks: shared, A concern: shared, The week’s question: shared and Something to build: shared
            - Of no week yet anything that you wrote or chose

            What you wrote and chose in the weeks is sealed with a key of your own, made for this place alone.

            Hana (hana@example.org) runs me, and could technically read what is stored. The weeks you two tended are counted without a name, so they are nobody’s side.
            [Export my side] [Erase my words] [Leave]
            [Privacy notice] [Help]
    "#]]);
    ben.press("Leave").await.expect(expect![[r#"
        only you: ### Leave
            Tend has come to an end here already. If you leave too, you have 30 days of your own to export or erase your side; then all of yours will be deleted.
            Older backups hold it, locked, until Hana next changes the master key.
            [Leave too]
            [Back] [Export first] [Erase my words first] [Help]
    "#]]);
    tend.pass("2 days").await;
    ben.press("Leave too").await.expect(expect![[r#"
        only you: ### You have left
            Nothing more is asked of you here. All of yours will be deleted on Thursday, 2 April. Until then, /privacy still lets you export or erase your side.
            Whatever brought you here: take good care of yourself. /help lists people to talk to.
            [Export my side] [Erase my words] [Help]
    "#]]);
    assert_eq!(tend.count("select count(*) from couples").await, 1);
    tend.pass_until("2026-03-31 20:00").await; // on each one's day all of theirs is deleted
    let key = "select count(*) from partners where wrapped_key is not null and partner = 1";
    assert_eq!(tend.count(key).await, 0);
    assert_eq!(tend.count("select count(*) from couples").await, 1);
    ben.command("/privacy").await;
    assert!(ben.news().contains("Thursday, 2 April"), "{}", ben.news());
    ana.command("/privacy").await;
    assert!(
        ana.news().contains("You tend with nobody here"),
        "{}",
        ana.news()
    );
    tend.pass_until("2026-04-02 20:00").await;
    assert_eq!(tend.count("select count(*) from couples").await, 0);
    assert_eq!(
        tend.count("select count(*) from timers where couple_id is not null")
            .await,
        0
    );
    ana.command("/privacy").await;
    assert!(
        ana.news().contains("You tend with nobody here"),
        "{}",
        ana.news()
    );
}

#[tokio::test]
async fn somebody_in_two_couples_is_asked_which() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let (ana_again, _cleo) = tend.couple("Ana", "Cleo").await;
    ana.hand_in("Our walk on Tuesday.").await;
    ana.command("/privacy").await.expect(expect![[r#"
        only you: ### What I keep about you
            You tend, or have tended, in more than one place. Each keeps your side by itself. Which one would you like to see?
            1: with @Cleo in #ana-and-cleo, since Sunday, 1 March 2026
            2: with @Ben in #our-corner, since Sunday, 1 March 2026
            [Place 1] [Place 2]
            [Privacy notice] [Help]
    "#]]);
    ana.press("Place 1").await;
    assert!(
        ana.news().contains("@Cleo") && ana.news().contains("Of no week yet"),
        "{}",
        ana.news()
    );
    ana.press("Another place").await.press("Place 2").await;
    assert!(
        ana.news().contains("@Ben") && ana.news().contains("Of one week"),
        "{}",
        ana.news()
    );
    ana.press("Leave").await;
    let (message, quietly) = ana.button("say nothing");
    ana.press_on(message, &quietly).await;
    ana.forge_press(&quietly).await; // once more, from a client that was slow
    assert_eq!(
        tend.count("select count(*) from couples where ended_at is not null")
            .await,
        1
    );
    ana_again.command("/privacy").await;
    assert!(
        ana_again.news().contains("it has ended"),
        "{}",
        ana_again.news()
    );
}

#[tokio::test]
async fn nobody_else_can_export_erase_or_end_what_is_not_theirs() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    ana.hand_in("Our walk on Tuesday.").await;
    let sam = tend.stranger("Sam");
    sam.command("/help").await;
    let mut seen = Vec::new();
    for verb in [
        "of", "export", "files", "erase", "phrase", "leave", "telling", "quietly",
    ] {
        sam.forge_press(&format!("t1:privacy:{verb}:1")).await;
        seen.push(sam.news());
    }
    sam.forge_form("t1:privacy:written:1", &[("phrase", "erase my words")])
        .await;
    assert!(
        seen.iter()
            .all(|text| text.contains("isn’t something I can open for you")),
        "{seen:#?}"
    );
    assert_eq!(
        tend.count("select count(*) from answers where sealed is not null")
            .await,
        1
    );
    assert_eq!(
        tend.count("select count(*) from couples where ended_at is null")
            .await,
        1
    );
}

/// The files of the newest message that has some: name and text.
pub fn files(tend: &Tend, person: &Person) -> Vec<(String, String)> {
    let messages = tend.world().messages(person.id, person.channel);
    let newest = messages
        .iter()
        .rev()
        .find(|message| !message.files.is_empty())
        .expect("a message with files");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    newest
        .files
        .iter()
        .map(|file| (file.name.clone(), text(&file.bytes)))
        .collect()
}
