//! Arrivals that wait for nobody, and how long their answers took.

use std::time::Duration;

use tend::sandbox::World;
use tokio::time::{Instant, sleep, sleep_until};

/// How long answers took, sorted.
#[derive(Default, Clone)]
pub struct Times {
    sorted: Vec<Duration>,
    /// Got no answer in three seconds.
    pub unanswered: usize,
}

impl Times {
    pub fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self {
            sorted: times,
            unanswered: 0,
        }
    }

    pub fn add(&mut self, more: &Self) {
        self.sorted.extend(&more.sorted);
        self.sorted.sort_unstable();
        self.unanswered += more.unanswered;
    }

    /// Milliseconds below which this share lies.
    pub fn at(&self, share: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            clippy::cast_possible_truncation,
            reason = "a place in a list"
        )]
        let place = (share * self.sorted.len() as f64).ceil().max(1.0) as usize - 1;
        self.sorted
            .get(place)
            .map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    pub fn len(&self) -> usize {
        self.sorted.len()
    }
}

/// Random waits with this mean, the same in every run.
pub struct Poisson(u64);

impl Poisson {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn wait(&mut self, per_second: f64) -> Duration {
        // xorshift64*: any fair numbers will do.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let fair = (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64;
        Duration::from_secs_f64(-(1.0 - fair).ln() / per_second)
    }
}

/// Lets `ask` come at random instants for so long, then collects how long each answer took.
/// Arrivals never wait for answers, so that a bot that stalls is not spared.
pub async fn arrivals(
    world: &World,
    chance: &mut Poisson,
    per_second: f64,
    lasting: Duration,
    mut ask: impl FnMut(usize) -> anyhow::Result<u64>,
) -> anyhow::Result<Times> {
    let begun = Instant::now();
    let mut next = begun;
    let mut asked = Vec::new();
    loop {
        next += chance.wait(per_second);
        if next > begun + lasting {
            break;
        }
        sleep_until(next).await;
        asked.push(ask(asked.len())?);
    }
    Ok(answers(world, &asked).await)
}

/// Asks so many, at most `at_once` of them unanswered at a time: as fast as the bot can.
pub async fn flood(
    world: &World,
    number: usize,
    at_once: usize,
    mut ask: impl FnMut(usize) -> anyhow::Result<u64>,
) -> anyhow::Result<Times> {
    let mut asked: Vec<u64> = Vec::new();
    let mut open: Vec<u64> = Vec::new();
    while asked.len() < number {
        open.retain(|id| is_open(world, *id));
        while open.len() < at_once && asked.len() < number {
            let id = ask(asked.len())?;
            asked.push(id);
            open.push(id);
        }
        sleep(Duration::from_millis(1)).await;
    }
    Ok(answers(world, &asked).await)
}

/// Waits until each is answered or too late, and says how long it took.
pub async fn answers(world: &World, asked: &[u64]) -> Times {
    while asked.iter().any(|id| is_open(world, *id)) {
        sleep(Duration::from_millis(2)).await;
    }
    let took: Vec<Option<Duration>> = world.read(|state| {
        asked
            .iter()
            .map(|id| {
                state
                    .interactions
                    .get(id)
                    .and_then(tend::sandbox::interactions::Interaction::took)
            })
            .collect()
    });
    let unanswered = took.iter().filter(|time| time.is_none()).count();
    Times {
        unanswered,
        ..Times::new(took.into_iter().flatten().collect())
    }
}

fn is_open(world: &World, interaction: u64) -> bool {
    world.read(|state| {
        let asked = state.interactions.get(&interaction);
        asked.is_some_and(|asked| asked.answered.is_none() && !asked.unanswered)
    })
}
