//! Stories of where a couple lives: a channel that is gone, closed to Tend, or left for another.

use expect_test::expect;
use tend::sandbox::permissions;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn a_deleted_channel_is_told_at_the_next_command_and_all_moves_along() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.tended(&ana, &ben).await;
    tend.world().delete_channel(ana.channel);
    tend.expect_trouble();
    tend.pass("8 days").await;
    let elsewhere = ana.in_channel("general");
    elsewhere
        .command("/checkin")
        .await
        .expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
        only you: ### I couldn’t post in #unknown … [Help]
    "#]]);
    elsewhere.command("/tend move").await.expect(expect![[r#"
        only you: I can’t reach #unknown any more. I can ask @Ben whether your place moves to this channel: privately, at their next command. Nothing moves, and nothing is posted here, before they agree.

            As far as Discord tells, everybody in this server can see this channel. What you answer is shown privately, but they would see that you use Tend. A channel of your own is calmer.
            [Suggest moving here] [Help]
    "#]]);
    // Everybody sees that channel: the other is asked first, privately.
    elsewhere
        .press("Suggest moving here")
        .await
        .expect(expect![[r#"
            only you: I’ll ask @Ben privately, at their next command. Nothing moves, and nothing is posted here, before they agree.
                [Help]
        "#]]);
    tend.settle().await;
    let theirs = ben.in_channel("general");
    theirs
        .command("/checkin")
        .await
        .expect_brief(expect![[r#"
            only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
            only you: ### I couldn’t post in #unknown … [Help]
            only you: @Ana suggests: your place moves to #general. … [Agree] [Leave it as it is] [Help]
        "#]]);
    assert_eq!(tend.channel_named("general").0, "");
    theirs.press("Agree").await;
    tend.pass("1 week").await;
    tend.channel_named("general").brief().expect(expect![[r#"
        tend: Here is something to think about on your own first. … [Answer] [Hard week] [Not this week] [Help]
    "#]]);
    ben.in_channel("general")
        .command("/rhythm")
        .await
        .expect_brief(expect![[r#"
        only you: ### One week tended … [Hide the rows for me] [Help]
    "#]]);
}

#[tokio::test]
async fn a_channel_closed_to_tend_can_be_opened_again() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let bot = tend.world().read(|state| state.app.bot);
    tend.world().set_overwrite(
        ana.channel,
        bot,
        false,
        permissions::VIEW_CHANNEL,
        permissions::SEND_MESSAGES,
    );
    tend.expect_trouble();
    tend.pass("8 days").await;
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
        only you: ### I couldn’t post in #our-corner … [Help]
    "#]]);
    tend.world()
        .set_overwrite(ana.channel, bot, false, tend::sandbox::changes::LET_IN, 0);
    tend.pass("1 week").await;
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
}

#[tokio::test]
async fn two_move_when_both_agree() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    ana.command("/tend move").await.expect(expect![[r#"
        only you: You already live here.   [Help]
    "#]]);
    ana.in_channel("general").command("/tend move").await.press("Suggest moving here").await.expect(expect![[r#"
        only you: I’ve asked in your place. Once the other agrees, your next check-in comes in the new channel.   [Help]
    "#]]);
    tend.settle().await;
    ben.press("Agree").await.expect(expect![[r#"
        tend: You both agree: your place moves to #general. (edited)   [Settings] [Help]
    "#]]);
    tend.pass("1 week").await;
    tend.channel_named("general").brief().expect(expect![[r#"
        tend: One line is plenty. So is a hard-week tap. … [Answer] [Hard week] [Not this week] [Help]
    "#]]);
    tend.channel().brief().expect(expect![[r#"
        tend: @Ana and @Ben tend here together now. (edited)   [Help]
        tend: Hello, you two. Here is your question. … > **What could you do a little less of next week, and who could help you to let it be?** (edited)
        tend: You both agree: your place moves to #general. (edited)   [Settings] [Help]
    "#]]);
}

#[tokio::test]
async fn nobody_moves_in_where_another_couple_lives() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    let (dora, _eli) = tend.couple("Dora", "Eli").await;
    tend.world().set_overwrite(
        dora.channel,
        ana.id,
        false,
        tend::sandbox::changes::LET_IN,
        0,
    );
    ana.at(dora.channel).command("/tend move").await.expect(expect![[r#"
        only you: This channel is already in use for tending. Any other channel that you both see works just as well.   [Help]
    "#]]);
    let cleo = tend.stranger("Cleo");
    cleo.command("/tend move").await.expect(expect![[r#"
        only you: This isn’t something I can open for you. With /help I tell you what I am.
    "#]]);
}

#[tokio::test]
async fn who_left_the_server_cannot_be_reached_and_the_other_goes_on() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    tend.world().remove_member(ben.id);
    ana.hand_in("Our walk on Tuesday.")
        .await
        .expect_brief(expect![[r#"
        only you: ### It’s with me now … [Change something] [Take it back] [Help]
    "#]]);
    tend.pass("1 week").await;
    ana.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
        only you: ### Your words from the week of Monday, 23 February … [Keep them on my side] [Let them go now] [Help]
    "#]]);
    assert!(ben.try_command("/checkin").await.is_err());
    tend.world().join(ben.id);
    ben.command("/checkin").await.expect_brief(expect![[r#"
        only you: ### How it was · page 1 of 3 … [Next] [Hard week] [Not this week] [Later] [Help]
    "#]]);
}

#[tokio::test]
async fn into_a_place_that_only_the_two_can_see_they_move_at_once_and_into_no_other() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.couple("Ana", "Ben").await;
    let world = tend.world();
    let bot = world.read(|state| state.app.bot);
    let ours = world.add_channel("ours", Some(&[ana.id, ben.id, bot]));
    let hers = world.add_channel("hers", Some(&[ana.id, bot]));
    world.delete_channel(ana.channel);
    tend.expect_trouble();
    tend.pass("8 days").await;
    let alone = ana.at(hers);
    alone.command("/tend move").await;
    assert!(alone.news().contains("Nothing moves"), "{}", alone.news());
    let together = ana.at(ours);
    // A button that names another place than the one where it is pressed moves nobody at once.
    together.command("/tend move").await;
    let (_, id) = together.button("Move here");
    alone.forge_press(&id).await;
    assert!(alone.news().contains("Nothing moves"), "{}", alone.news());
    together.command("/tend move").await;
    together.press("Move here").await.expect(expect![[r#"
        only you: Your place is #ours now. Everything you had has come along.   [Settings] [Help]
    "#]]);
    let lives = tend.count("select channel_id from couples").await;
    assert_eq!(lives, ours.cast_signed());
}
