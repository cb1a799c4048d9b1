//! What fails a story whatever it was about: trouble in the log, refusals, promises undone, anybody pinged.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use sqlx::{Connection as _, PgConnection, query_scalar};
use tend::clock::Clock as _;
use tend::sandbox::people::ChannelKind;

use super::{Inner, Tend, contract, postgres};

/// What a story is about, and so no fault.
#[derive(Default)]
pub struct Allowed {
    /// Only for the proof that the rest is found.
    everything: bool,
    pub trouble: bool,
    pub overdue: bool,
    /// What was posted before a backup was brought back.
    posted: BTreeSet<u64>,
}

impl Drop for Tend {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.say(&[]);
            return;
        }
        let story = Arc::clone(&self.0);
        let mut wrong = elsewhere(async move { story.wrong().await });
        if self.0.allowed.lock().unwrap().everything {
            wrong.clear();
        }
        if wrong.is_empty() {
            let story = Arc::clone(&self.0);
            elsewhere(async move { story.database.drop().await });
        } else {
            self.say(&wrong);
            panic!(
                "the story went wrong behind the scenes:\n{}",
                wrong.join("\n")
            );
        }
    }
}

/// A story's own runtime is busy with dropping: another one asks the database.
fn elsewhere<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let thread = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(work)
    });
    thread.join().expect("the database can be asked")
}

impl Tend {
    fn say(&self, wrong: &[String]) {
        let mut lines = vec![self.0.database.keep()];
        if wrong.is_empty() {
            lines.extend(self.0.trace.troubles());
            lines.extend(self.0.wrong_on_discord());
        }
        eprintln!("{}", lines.join("\n"));
    }
}

impl Inner {
    async fn wrong(&self) -> Vec<String> {
        let mut wrong = self.wrong_on_discord();
        wrong.extend(self.wrong_in_database().await);
        wrong
    }

    fn wrong_on_discord(&self) -> Vec<String> {
        let allowed = self.allowed.lock().unwrap();
        let mut wrong = Vec::new();
        let world = self.sandbox.world();
        for (_, rest) in world.ledger().requests_since(0) {
            let refused = rest
                .status
                .is_some_and(|status| (400..500).contains(&status) || status == 501);
            // Whatever the story is about: what Discord cannot read, or does not know, is our fault.
            let code = rest.answer["code"].as_u64();
            let malformed = rest.status == Some(501) || matches!(code, Some(50006 | 50035 | 50109));
            // Whether somebody is a member is a question, and this one of its answers.
            let no_member = rest.method == "GET" && code == Some(10007);
            if malformed || (refused && !no_member && !allowed.trouble) {
                wrong.push(format!(
                    "{} {} was refused with {:?}: {}",
                    rest.method, rest.route, rest.status, rest.answer
                ));
            }
            for problem in contract::problems(&rest) {
                wrong.push(format!("{} {}: {problem}", rest.method, rest.route));
            }
        }
        let mut counted = self.drawn.decimals();
        counted.push(postgres::TIMERS.to_owned());
        for (_, rest) in world.ledger().requests_since(0) {
            let body = rest.body.to_string();
            let shown = counted.iter().filter(|id| body.contains(id.as_str()));
            wrong.extend(shown.map(|id| format!("{} shows the number {id}", rest.route)));
        }
        world.read(|state| {
            for message in state
                .messages
                .values()
                .filter(|message| message.author == state.app.bot)
            {
                if !message.pings.is_silent() {
                    wrong.push(format!("a message pinged somebody: {}", message.content));
                }
                let address = message.content.contains("://");
                if address && message.shows_previews() {
                    wrong.push(format!("an address shows a preview: {}", message.content));
                }
                if address
                    && !message.is_private()
                    && state.channels[&message.channel].kind != ChannelKind::Dm
                {
                    wrong.push(format!("an address stands in public: {}", message.content));
                }
            }
        });
        if !allowed.trouble {
            wrong.extend(self.trace.troubles());
        }
        wrong
    }

    async fn wrong_in_database(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut db = PgConnection::connect(self.database.url())
            .await
            .expect("the story's database");
        let now = self.clock.now();
        let undone =
            "select key || ' (state ' || state || coalesce(', ' || reason, '') || ')' from timers
            where state <= 1 and coalesce(leased_until, due_at) < $1 order by id";
        let undone: Vec<String> = query_scalar(undone)
            .bind(now - TimeDelta::minutes(1))
            .fetch_all(&mut db)
            .await
            .expect("promises");
        if !self.allowed.lock().unwrap().overdue {
            wrong.extend(
                undone
                    .into_iter()
                    .map(|key| format!("a promise is left undone: {key}")),
            );
        }
        let failed: Vec<String> =
            query_scalar("select key || ': ' || reason from timers where state = 3")
                .fetch_all(&mut db)
                .await
                .expect("promises");
        if !self.allowed.lock().unwrap().trouble {
            wrong.extend(
                failed
                    .into_iter()
                    .map(|key| format!("a promise failed: {key}")),
            );
        }
        wrong.extend(self.unaccounted(&mut db).await);
        db.close().await.expect("the story's database");
        wrong
    }

    /// What it knows to have posted: a backup that is brought back may not.
    pub(super) async fn remember_posted(&self) {
        let mut db = self.db.acquire().await.expect("a connection");
        let posted = posted(&mut db).await;
        self.allowed.lock().unwrap().posted.extend(posted);
    }

    /// Every message of Tend's own accord is exactly one kept promise: none is doubled, none is nobody's.
    async fn unaccounted(&self, db: &mut PgConnection) -> Vec<String> {
        let mut known = posted(db).await;
        known.extend(&self.allowed.lock().unwrap().posted);
        let homes: Vec<i64> = query_scalar("select channel_id from couples")
            .fetch_all(&mut *db)
            .await
            .expect("channels");
        let pending: i64 = query_scalar("select count(*) from timers where state = 1")
            .fetch_one(db)
            .await
            .expect("a number");
        // Finished promises are kept for two weeks.
        let since = self.clock.now() - TimeDelta::days(13);
        let nobodys = self.sandbox.world().read(|state| {
            let own = state
                .messages
                .values()
                .filter(|message| message.author == state.app.bot);
            let own = own.filter(|message| message.cause.is_none() && message.at > since);
            let here = own.filter(|message| homes.contains(&message.channel.cast_signed()));
            let unknown = here.filter(|message| !known.contains(&message.id));
            unknown
                .map(|message| message.content.clone())
                .collect::<Vec<_>>()
        });
        let open = usize::try_from(pending).unwrap_or(0);
        if nobodys.len() <= open {
            return Vec::new();
        }
        nobodys
            .into_iter()
            .map(|content| format!("a message that no promise accounts for: {content}"))
            .collect()
    }
}

/// The messages that the database knows to be Tend's own.
async fn posted(db: &mut PgConnection) -> BTreeSet<u64> {
    let known = "select message_id from timers where message_id is not null
        union all select message_id from invitations where message_id is not null
        union all select prompt_message from rounds where prompt_message is not null
        union all select message_id from proposals where message_id is not null";
    let known: Vec<i64> = query_scalar(known).fetch_all(db).await.expect("messages");
    known.into_iter().map(i64::cast_unsigned).collect()
}

/// The judge finds what a story must not leave behind.
#[tokio::test]
async fn a_story_that_goes_wrong_behind_the_scenes_fails() {
    use tend::discord::Urgency;
    use tend::domain::ChannelId;
    use tend::ui::Card;

    let tend = Tend::start("2026-03-01 19:00 Europe/Lisbon").await;
    let (ana, _ben) = tend.couple("Ana", "Ben").await;
    assert_eq!(tend.0.wrong().await, Vec::<String>::new());

    let out = tend.0.running().bot.outbound();
    let card = Card::new("Hello. https://example.org");
    let posted = out.post(ChannelId(ana.channel), &card, "1", Urgency::Prompt);
    posted.await.expect("a message that nobody promised");
    let nowhere = out.post(ChannelId(1), &card, "2", Urgency::Prompt);
    nowhere.await.expect_err("there is no such channel");
    tend.sleep_through(TimeDelta::days(8));
    tracing::warn!(target: "tend::proof", "something is wrong");

    let wrong = tend.0.wrong().await.join("\n");
    for expected in [
        "POST channels/*/messages was refused with Some(404)",
        "WARN tend::proof message=something is wrong",
        "a promise is left undone: prompt:1:2026-03-02",
        "a message that no promise accounts for: Hello.",
        "an address stands in public: Hello.",
    ] {
        assert!(
            wrong.contains(expected),
            "{expected} is missing in\n{wrong}"
        );
    }
    tend.0.allowed.lock().unwrap().everything = true;
}
