//! Keeps promises when they are due: `tick` claims, asks the feature, sends, records; `run` is the loop around it.
//!
//! What must hold: a row is stamped before its request and finished only after the answer; no transaction
//! is open during a request; whoever lost its lease sends nothing; nothing that is pending gets lost.

mod deliver;
mod ending;
mod lanes;
mod watch;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;

use self::ending::After;
use self::lanes::{Lane, Lanes};
pub use self::watch::Jumps;
use self::watch::Watch;
use crate::app::App;
use crate::discord::{Outbound, SendError};
use crate::domain::timer::Timer;
use crate::store::timers::{self, Claimed};

/// The wall clock is looked at this often, whatever happens.
const LOOK: Duration = Duration::from_secs(2);
/// How long a claim holds. No more is claimed than can be sent long before.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// Rows in one claim.
const BATCH: usize = 50;
/// What may be held at most, in seconds of sending.
const SECONDS_HELD: usize = 10;
/// Promises being worked on at once. Most of them wait for Discord.
const AT_ONCE: usize = 64;
/// Of these, how many may use the database: the other connections are for people who wait.
const AT_THE_DATABASE: usize = 4;
/// How long those at work may take to come to an end when Tend stops.
const FINISH_WITHIN: Duration = Duration::from_secs(5);
/// Nothing waits longer than this for another try, unless Discord asked for it.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);
/// The longest pause between two tries to reach the database.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// Keeps what was promised.
#[derive(Clone)]
pub struct Scheduler {
    app: App,
    out: Outbound,
    jumps: Jumps,
    most_held: usize,
    desk: Arc<Semaphore>,
    /// Turns true when the clock was believed for the first time.
    believed: Arc<tokio::sync::watch::Sender<bool>>,
}

/// What a round of work came to.
#[derive(Debug, Default)]
struct Tally {
    /// Promises taken up.
    taken: usize,
    /// Of these, how many wait for another try.
    waiting: usize,
}

impl Scheduler {
    /// Sends through `out`, which lets so many requests a second pass.
    pub fn new(app: App, out: Outbound, requests_per_second: u32, jumps: Jumps) -> Self {
        let per_second = usize::try_from(requests_per_second).unwrap_or(1).max(1);
        let desk = Arc::new(Semaphore::new(AT_THE_DATABASE));
        Self {
            app,
            out,
            jumps,
            most_held: per_second * SECONDS_HELD,
            desk,
            believed: Arc::new(tokio::sync::watch::Sender::new(false)),
        }
    }

    /// Turns true once the clock can be believed: nothing is planned before.
    pub fn believed(&self) -> tokio::sync::watch::Receiver<bool> {
        self.believed.subscribe()
    }

    /// Does all that is due now, and what becomes due meanwhile, by whatever the clock shows; says how many promises it took up.
    pub async fn tick(&self) -> anyhow::Result<usize> {
        let tally = self.work(&CancellationToken::new(), None).await?;
        Ok(tally.taken)
    }

    /// Keeps promises until `stop`. Ends with an error only when Discord refused the bot's token.
    pub async fn run(self, stop: CancellationToken) -> Result<(), SendError> {
        let mut watch = Watch::new(self.jumps);
        let mut failures = 0;
        let mut troubled = false;
        while !stop.is_cancelled() {
            let pause = match self.work(&stop, Some(&mut watch)).await {
                Ok(tally) => {
                    if failures > 0 {
                        tracing::info!("the scheduler reaches the database again");
                        failures = 0;
                    }
                    if tally.waiting > 0 && !troubled {
                        tracing::warn!(
                            promises = tally.waiting,
                            "some of what is due has to wait for another try"
                        );
                    }
                    troubled = tally.waiting > 0 || (troubled && tally.taken == 0);
                    LOOK
                }
                Err(error) if error.is::<SendError>() => {
                    tracing::error!("Discord refused the bot's token: nothing is sent any more");
                    return Err(SendError::Stopped);
                }
                Err(error) => {
                    if failures == 0 {
                        tracing::error!(
                            error = format!("{error:#}"),
                            "the scheduler cannot reach the database"
                        );
                    }
                    failures += 1;
                    LONGEST_PAUSE.min(LOOK * failures)
                }
            };
            tokio::select! {
                () = sleep(pause) => {}
                () = self.app.wake.notified(), if failures == 0 => {}
                () = watch.moved(&*self.app.clock), if failures == 0 => {}
                () = stop.cancelled() => {}
            }
        }
        Ok(())
    }

    /// Works until nothing is due and nothing is going on, or until `stop`.
    async fn work(
        &self,
        stop: &CancellationToken,
        mut watch: Option<&mut Watch>,
    ) -> anyhow::Result<Tally> {
        let (mut lanes, mut running, mut tally) =
            (Lanes::default(), JoinSet::new(), Tally::default());
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        looks.reset();
        let mut look = true;
        let mut changed = false; // something ended since the last look: it may have led to something due
        let result = loop {
            if stop.is_cancelled() {
                break Ok(());
            }
            let room = BATCH.min(self.most_held);
            if look && lanes.held() + room <= self.most_held {
                match self.claim(watch.as_deref_mut(), room).await {
                    Ok(rows) => {
                        look = rows.len() == room;
                        changed = false;
                        tally.taken += rows.len();
                        for row in rows {
                            lanes.add(row);
                        }
                    }
                    Err(error) => break Err(error),
                }
            }
            while running.len() < AT_ONCE
                && let Some((lane, row)) = lanes.next()
            {
                let this = self.clone();
                running.spawn(async move { (lane, deliver::deliver(&this, &row).await) });
            }
            if running.is_empty() {
                if !look && !changed {
                    break Ok(());
                }
                look = true;
                continue;
            }
            tokio::select! {
                // `deliver` catches panics and nobody aborts it: the task itself always ends well.
                Some(Ok((lane, after))) = running.join_next() => {
                    lanes.finished(lane);
                    changed = true;
                    match after {
                        After::Settled => {}
                        After::Waits => tally.waiting += 1,
                        After::TokenRefused => break Err(SendError::Stopped.into()),
                    }
                }
                _ = looks.tick() => look = true,
                () = self.app.wake.notified() => look = true,
                () = stop.cancelled() => {}
            }
        };
        self.finish(stop, lanes.give_back(), running).await;
        result.map(|()| tally)
    }

    async fn claim(&self, watch: Option<&mut Watch>, most: usize) -> anyhow::Result<Vec<Claimed>> {
        let now = self.app.clock.now();
        let mut set_back = false;
        let mut but: &[&str] = &[];
        if let Some(watch) = watch {
            if !self.agrees(watch).await || watch.holds(now) {
                return Ok(Vec::new());
            }
            self.believed.send_replace(true);
            set_back = watch.take_set_back();
            if !watch.may_delete() {
                but = &Timer::DELETING;
            }
        }
        let mut db = self.app.db.acquire().await?;
        if set_back {
            timers::forget_leases(&mut db, now + LONGEST_WAIT).await?;
        }
        timers::claim(&mut db, now, now + LEASE, i64::try_from(most)?, but).await
    }

    /// Whether this machine's clock agrees with Discord's, who is asked again where it does not.
    async fn agrees(&self, watch: &mut Watch) -> bool {
        let compare =
            |watch: &mut Watch| watch.compare(self.app.clock.machine(), self.out.discords_clock());
        if compare(watch) {
            return true;
        }
        if watch.asks_again() {
            // Whatever it answers, its clock is on it.
            let _ = timeout(LOOK, self.out.ask_the_time()).await;
        }
        compare(watch)
    }

    /// Gives back what nobody began, and lets those at work come to an end.
    async fn finish(
        &self,
        stop: &CancellationToken,
        back: Vec<Claimed>,
        mut running: JoinSet<(Lane, After)>,
    ) {
        let giving_back = async {
            if !back.is_empty() {
                timers::give_back(&mut *self.app.db.acquire().await?, &back).await?;
            }
            anyhow::Ok(())
        };
        let ending = async { while running.join_next().await.is_some() {} };
        let impatience = async {
            stop.cancelled().await;
            sleep(FINISH_WITHIN).await;
        };
        tokio::select! {
            _ = async { tokio::join!(giving_back, ending) } => {}
            () = impatience => {} // who is cut off here is found by lease and stamp at the next start
        }
    }
}
