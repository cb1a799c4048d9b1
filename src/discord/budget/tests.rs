//! The gate against a Discord made of numbers: time passes only where the test lets it.

use std::collections::BTreeMap;

use futures_util::FutureExt;

use super::*;

fn place(channel: u64) -> Place {
    Place {
        lane: Lane::Channel(channel),
        kind: "POST messages",
    }
}

fn ok() -> Answer {
    Answer {
        status: 200,
        ..Answer::default()
    }
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Requests on their way and the instants at which they were counted.
struct World {
    core: Core<u64>,
    began: Instant,
    now: Instant,
    answers: BTreeMap<(Instant, u64), (Turn, Answer)>,
    /// Who was let go, when, and when Discord counted it.
    sent: Vec<(u64, Instant, Instant)>,
}

impl World {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            core: Core::new(50),
            began: now,
            now,
            answers: BTreeMap::new(),
            sent: Vec::new(),
        }
    }

    fn enter(&mut self, who: u64, place: Place, urgency: Urgency) {
        self.core.enter(place, urgency, who, self.now).unwrap();
    }

    /// Lets time pass until this instant, or until nothing more happens. `way` gives how long a
    /// request is under way to Discord and back, and what is answered.
    fn run(&mut self, until: Option<Instant>, way: impl Fn(u64) -> (u64, u64, Answer)) {
        loop {
            let wakes = match self.core.next(self.now) {
                Next::Go(turn, who) => {
                    let (there, back, answer) = way(who);
                    let counted = self.now + ms(there);
                    self.sent.push((who, self.now, counted));
                    self.answers
                        .insert((counted + ms(back), who), (turn, answer));
                    continue;
                }
                Next::At(at) => Some(self.began + ms(millis_up(at - self.began))),
                Next::Idle => None,
            };
            let answered = self.answers.first_key_value().map(|((at, _), _)| *at);
            let next = wakes.into_iter().chain(answered).min();
            match (next, until) {
                (Some(next), until) if until.is_none_or(|until| next <= until) => self.now = next,
                (_, Some(until)) => {
                    self.now = until;
                    return;
                }
                (_, None) => return,
            }
            while let Some(((at, who), (turn, answer))) = self.answers.pop_first() {
                if at > self.now {
                    self.answers.insert((at, who), (turn, answer));
                    break;
                }
                self.core.answered(turn, &answer, self.now);
            }
        }
    }

    fn counted(&self) -> Vec<Instant> {
        let mut counted: Vec<_> = self.sent.iter().map(|(_, _, counted)| *counted).collect();
        counted.sort_unstable();
        counted
    }

    fn since_start(&self, who: u64) -> Duration {
        self.sent.iter().find(|sent| sent.0 == who).unwrap().1 - self.began
    }
}

/// Timers ring at whole milliseconds.
fn millis_up(length: Duration) -> u64 {
    u64::try_from(length.as_nanos().div_ceil(1_000_000)).unwrap()
}

/// No second, wherever it begins, has more than fifty.
fn check_every_second(counted: &[Instant]) {
    for pair in counted.windows(51) {
        let apart = pair[50] - pair[0];
        assert!(
            apart >= Duration::from_secs(1),
            "fifty and one more within {apart:?}"
        );
    }
}

fn check_drain(sends: u32, way: impl Fn(u64) -> (u64, u64, Answer), at_most: f64) {
    let mut world = World::new();
    for n in 0..u64::from(sends) {
        world.enter(n, place(n), Urgency::Prompt);
    }
    world.run(None, way);
    let counted = world.counted();
    assert_eq!(counted.len(), sends as usize);
    check_every_second(&counted);
    let took = (counted[counted.len() - 1] - world.began).as_secs_f64();
    let arithmetic = f64::from(sends) / 50.0;
    assert!(took <= at_most * arithmetic, "{took} s for {arithmetic} s");
}

#[test]
fn ten_thousand_never_pass_the_budget_and_use_it() {
    check_drain(10_000, |n| (n % 3, 1 + n % 2, ok()), 1.01);
}

#[test]
fn two_thousand_prompts_leave_within_five_per_cent_of_the_arithmetic() {
    check_drain(2_000, |n| (2 + n % 5, 8, ok()), 1.03);
}

#[test]
fn a_long_and_uneven_way_never_makes_discord_count_too_many() {
    check_drain(3_000, |n| (n * 7919 % 200, 5, ok()), 1.25);
}

#[test]
fn somebody_who_waits_goes_first_even_in_a_backlog() {
    let mut world = World::new();
    for n in 0..1_000 {
        world.enter(n, place(n), Urgency::Prompt);
    }
    for n in 0..100 {
        let who = 10_000 + n;
        world.run(Some(world.began + ms(97 * (n + 1))), |_| (1, 2, ok()));
        let asked = world.now;
        world.enter(who, place(who), Urgency::PersonWaits);
        world.run(Some(asked + ms(50)), |_| (1, 2, ok()));
        let waited = (world.began + world.since_start(who)).duration_since(asked);
        assert!(waited <= ms(50), "{waited:?}");
    }
    check_every_second(&world.counted());
}

#[test]
fn no_class_starves() {
    let mut world = World::new();
    for n in 0..4_000 {
        let urgency = Urgency::ALL[usize::try_from(n % 4).unwrap()];
        world.enter(n, place(n), urgency);
    }
    let end = world.began + Duration::from_secs(20);
    world.run(Some(end), |_| (0, 1, ok()));
    let mut turns = [0; 4];
    for (who, ..) in &world.sent {
        turns[usize::try_from(who % 4).unwrap()] += 1;
    }
    let all: i32 = turns.iter().sum();
    assert!(turns.iter().all(|turns| turns * 21 >= all), "{turns:?}");
    assert!(turns[0] * 10 >= all * 8, "{turns:?}");
}

#[test]
fn a_channels_requests_go_one_after_another_in_order() {
    let mut world = World::new();
    for n in 0..20 {
        world.enter(n, place(1), Urgency::Prompt);
    }
    world.run(None, |n| (60 - 3 * n, 1, ok()));
    assert!(world.sent.is_sorted_by_key(|sent| sent.0));
    assert!(world.sent.is_sorted_by_key(|sent| sent.2));
}

fn used_up() -> Answer {
    Answer {
        status: 200,
        bucket: Some("abc".to_owned()),
        remaining: Some(0),
        reset_after: Some(Duration::from_secs(4)),
        refused: None,
    }
}

#[test]
fn a_used_up_bucket_waits_for_its_reset_and_nobody_else_does() {
    let mut world = World::new();
    world.enter(1, place(1), Urgency::Prompt);
    world.run(Some(world.began), |_| (0, 0, used_up()));
    world.enter(
        2,
        Place {
            lane: Lane::Channel(1),
            kind: "PATCH message",
        },
        Urgency::Prompt,
    );
    world.enter(3, place(1), Urgency::Prompt);
    world.enter(4, place(2), Urgency::Prompt);
    world.run(None, |_| (0, 0, ok()));
    assert!(world.since_start(2) < ms(100));
    assert!(world.since_start(4) < ms(100));
    assert!(world.since_start(3) >= ms(4_000) && world.since_start(3) < ms(4_100));
}

fn refused(scope: Scope) -> Answer {
    Answer {
        status: 429,
        refused: Some((scope, ms(2_000))),
        ..Answer::default()
    }
}

#[test]
fn a_429_of_a_bucket_holds_that_bucket() {
    let mut world = World::new();
    world.enter(1, place(1), Urgency::Prompt);
    world.run(Some(world.began), |_| (0, 0, refused(Scope::Own)));
    world.enter(2, place(1), Urgency::PersonWaits);
    world.enter(3, place(3), Urgency::Tidy);
    world.run(None, |_| (0, 0, ok()));
    assert!(world.since_start(3) < ms(100));
    assert!(world.since_start(2) >= ms(2_000));
}

#[test]
fn a_global_429_holds_everybody() {
    let mut world = World::new();
    world.enter(1, place(1), Urgency::Prompt);
    world.run(Some(world.began), |_| (0, 0, refused(Scope::Global)));
    world.enter(2, place(2), Urgency::PersonWaits);
    world.run(None, |_| (0, 0, ok()));
    assert!(world.since_start(2) >= ms(2_000) && world.since_start(2) < ms(2_100));
}

#[test]
fn what_discord_refuses_all_the_time_stays_far_below_the_ban() {
    let mut world = World::new();
    for n in 0..5_000 {
        world.enter(n, place(n), Urgency::Prompt);
    }
    let end = world.began + Duration::from_mins(10);
    world.run(Some(end), |_| {
        (
            10,
            10,
            Answer {
                status: 403,
                ..Answer::default()
            },
        )
    });
    let sent = world.sent.len();
    assert!((300..=500).contains(&sent), "{sent}");
}

#[test]
fn somebody_elses_429s_are_no_fault_of_ours() {
    let mut world = World::new();
    for n in 0..2_000 {
        world.enter(n, place(n), Urgency::Prompt);
    }
    world.run(None, |_| (0, 1, refused(Scope::Shared)));
    assert!(world.now - world.began < Duration::from_secs(50));
}

#[test]
fn what_is_over_is_forgotten() {
    let mut world = World::new();
    for n in 0..5_000 {
        world.enter(n, place(n), Urgency::Prompt);
    }
    world.run(None, |n| (1, 1, if n % 2 == 0 { used_up() } else { ok() }));
    world.run(Some(world.now + Duration::from_secs(5)), |_| (1, 1, ok()));
    assert_eq!(world.core.lanes(), 0);
}

#[test]
fn a_queue_without_end_is_refused() {
    let mut world = World::new();
    for n in 0..10_000 {
        world.enter(n, place(n), Urgency::Prompt);
    }
    assert!(
        world
            .core
            .enter(place(1), Urgency::Prompt, 1, world.now)
            .is_none()
    );
}

#[tokio::test]
async fn a_refused_token_stops_everybody_for_ever() {
    let gate = Gate::new(1);
    let _first = gate.enter(place(1), Urgency::Prompt).await.unwrap();
    let waiting = tokio::spawn({
        let gate = gate.clone();
        async move { gate.enter(place(1), Urgency::Prompt).await.err() }
    });
    tokio::task::yield_now().await;
    gate.stop();
    assert_eq!(waiting.await.unwrap(), Some(Closed::Stopped));
    assert_eq!(
        gate.enter(place(2), Urgency::PersonWaits).await.err(),
        Some(Closed::Stopped)
    );
    assert_eq!(gate.aside(), Err(Closed::Stopped));
    assert!(*gate.stopped().borrow());
}

#[tokio::test]
async fn who_stops_waiting_leaves_no_trace_and_an_unused_turn_goes_on() {
    let gate = Gate::new(50);
    let first = gate.enter(place(1), Urgency::Prompt).await.unwrap();
    for _ in 0..100 {
        let enter = gate.enter(place(1), Urgency::Prompt);
        assert!(enter.now_or_never().is_none());
    }
    let waiting = tokio::spawn({
        let gate = gate.clone();
        async move {
            gate.enter(place(1), Urgency::Prompt)
                .await
                .map(|permit| permit.answered(&ok()))
        }
    });
    tokio::task::yield_now().await;
    drop(first);
    waiting.await.unwrap().unwrap();
    assert_eq!(gate.0.lock().core.lanes(), 0);
}
