//! Stories of who can see a place, where Discord does not tell by itself.

use expect_test::expect;

use crate::harness::Tend;

const BEGIN: &str = "2026-03-01 19:00 Europe/Lisbon";

#[tokio::test]
async fn where_discord_does_not_tell_what_somebody_may_see_it_is_looked_up() {
    let tend = Tend::start(BEGIN).await;
    let (ana, _ben) = tend.two("Ana", "Ben");
    let world = tend.world();
    world.resolve_without_permissions();
    ana.command("/tend start partner:@Ben zone:Lisbon").await;
    ana.button("post the invitation");
    // Somebody of the server who may not see this channel.
    world.add_person("Dora");
    ana.command("/tend start partner:@Dora zone:Lisbon").await;
    assert!(
        ana.news().contains("I can’t invite this person here"),
        "{}",
        ana.news()
    );
}

#[tokio::test]
async fn in_a_private_thread_the_partner_has_to_be_added_first() {
    let tend = Tend::start(BEGIN).await;
    let (ana, ben) = tend.two("Ana", "Ben");
    let world = tend.world();
    let bot = world.read(|state| state.app.bot);
    let thread = world.add_thread(ana.channel, "quiet", true, &[ana.id, bot]);
    let ana = ana.at(thread);
    ana.command("/tend start partner:@Ben zone:Lisbon")
        .await
        .expect(expect![[r#"
            only you: This is a private thread, and this person is not in it yet. Please add them to the thread first; then try once more.
                [Help]
        "#]]);
    world.add_to_thread(thread, ben.id);
    ana.command("/tend start partner:@Ben zone:Lisbon").await;
    ana.button("post the invitation");
}
