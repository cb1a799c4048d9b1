//! Discord's rate limits, all of which a test or benchmark may raise or shrink.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

/// So many requests in so long.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub most: u32,
    pub per: Duration,
}

impl Rate {
    pub const fn new(most: u32, per: Duration) -> Self {
        Self { most, per }
    }
}

/// Every limit in time and number that Discord has and a run may want otherwise.
#[derive(Debug, Clone)]
pub struct Limits {
    /// All requests with the bot's authorisation, in a sliding window.
    pub global: Rate,
    /// New messages, per channel.
    pub channel: Rate,
    /// Messages through one interaction's token.
    pub webhook: Rate,
    /// Every other route, per major parameter.
    pub other: Rate,
    /// 401, 403 and 429 in ten minutes before Cloudflare shuts the door.
    pub invalid: Rate,
    /// How long an enforced nonce is remembered, by the shared clock.
    pub nonce: Duration,
    /// How soon an interaction wants its first response: by the shared clock, and in real time.
    pub first_response: Duration,
    /// How long an interaction's token lives, by the shared clock.
    pub token: Duration,
    /// The largest file.
    pub file_bytes: usize,
    /// What a gateway connection may send; one payload's size.
    pub gateway_sends: Rate,
    pub gateway_bytes: usize,
    pub heartbeat: Duration,
    /// How long a lost session can be resumed.
    pub resumable: Duration,
    pub identifies: Rate,
    /// The least time between two identifies. Discord has 5 seconds; none here, unless a run asks
    /// for it, because tests start the bot many times.
    pub identify_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            global: Rate::new(50, seconds(1)),
            channel: Rate::new(5, seconds(5)),
            webhook: Rate::new(5, seconds(2)),
            other: Rate::new(30, seconds(1)),
            invalid: Rate::new(10_000, seconds(600)),
            nonce: seconds(300),
            first_response: seconds(3),
            token: seconds(900),
            file_bytes: 10 * 1024 * 1024,
            gateway_sends: Rate::new(120, seconds(60)),
            gateway_bytes: 4096,
            heartbeat: Duration::from_millis(41_250),
            resumable: seconds(300),
            identifies: Rate::new(1000, seconds(24 * 3600)),
            identify_pause: Duration::ZERO,
        }
    }
}

/// A window that slides: what happened in the last `per`.
#[derive(Debug, Default)]
pub struct Sliding(VecDeque<Instant>);

impl Sliding {
    /// Counts one more if there is room; else says how long until there is.
    pub fn take(&mut self, rate: Rate, now: Instant) -> Result<(), Duration> {
        if self.count(rate, now) < rate.most as usize {
            self.0.push_back(now);
            return Ok(());
        }
        let oldest = self.0.front().copied().unwrap_or(now);
        Err((oldest + rate.per).saturating_duration_since(now))
    }

    /// How many there were in the last `per`.
    pub fn count(&mut self, rate: Rate, now: Instant) -> usize {
        while self
            .0
            .front()
            .is_some_and(|then| now.duration_since(*then) >= rate.per)
        {
            self.0.pop_front();
        }
        self.0.len()
    }

    pub fn note(&mut self, now: Instant) {
        self.0.push_back(now);
    }
}

/// What the limiter knows about one kind of request to one place.
#[derive(Debug, Clone)]
pub struct Place {
    /// Which rate it counts against.
    pub rate: Rate,
    /// Method and route, without ids: what Discord hashes into the bucket's name.
    pub route: String,
    /// The channel, server or token the count is kept for.
    pub major: String,
    /// Whether the global limit counts it.
    pub global: bool,
}

/// How a bucket stands, for Discord's headers.
#[derive(Debug, Clone)]
pub struct Bucket {
    pub limit: u32,
    pub remaining: u32,
    pub reset_after: Duration,
    pub name: String,
}

/// A request that came too early.
#[derive(Debug, Clone)]
pub struct TooMany {
    pub retry_after: Duration,
    pub scope: &'static str,
    pub bucket: Option<Bucket>,
}

/// Counts requests.
#[derive(Debug, Default)]
pub struct Limiter {
    global: Sliding,
    windows: HashMap<String, Window>,
    invalid: Sliding,
}

#[derive(Debug)]
struct Window {
    used: u32,
    ends: Instant,
}

impl Limiter {
    /// Lets a request through, or says when it may come again.
    pub fn take(
        &mut self,
        limits: &Limits,
        place: &Place,
        now: Instant,
    ) -> Result<Bucket, TooMany> {
        let name = bucket_name(&place.route);
        if self.windows.len() > 10_000 {
            self.windows.retain(|_, window| window.ends > now);
        }
        let key = format!("{name}:{}", place.major);
        let window = self
            .windows
            .entry(key)
            .or_insert(Window { used: 0, ends: now });
        if window.ends <= now {
            *window = Window {
                used: 0,
                ends: now + place.rate.per,
            };
        }
        let bucket = |used: u32, ends: Instant| Bucket {
            limit: place.rate.most,
            remaining: place.rate.most.saturating_sub(used),
            reset_after: ends.saturating_duration_since(now),
            name,
        };
        if window.used >= place.rate.most {
            let retry_after = window.ends.saturating_duration_since(now);
            let bucket = Some(bucket(window.used, window.ends));
            return Err(TooMany {
                retry_after,
                scope: "user",
                bucket,
            });
        }
        if place.global
            && let Err(retry_after) = self.global.take(limits.global, now)
        {
            return Err(TooMany {
                retry_after,
                scope: "global",
                bucket: None,
            });
        }
        window.used += 1;
        Ok(bucket(window.used, window.ends))
    }

    /// Counts an answer that Discord holds against the bot.
    pub fn note_invalid(&mut self, status: u16, scope: Option<&str>, now: Instant) {
        if matches!(status, 401 | 403) || (status == 429 && scope != Some("shared")) {
            self.invalid.note(now);
        }
    }

    /// How many invalid requests count at present.
    pub fn invalid(&mut self, limits: &Limits, now: Instant) -> usize {
        self.invalid.count(limits.invalid, now)
    }

    /// Whether so many were invalid that nothing is let through any more.
    pub fn is_banned(&mut self, limits: &Limits, now: Instant) -> bool {
        self.invalid(limits, now) >= limits.invalid.most as usize
    }
}

fn bucket_name(route: &str) -> String {
    let mut hasher = DefaultHasher::new();
    route.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(channel: &str) -> Place {
        let rate = Limits::default().channel;
        Place {
            rate,
            route: "POST channels/*/messages".into(),
            major: channel.into(),
            global: true,
        }
    }

    #[test]
    fn a_channel_takes_five_messages_in_five_seconds() {
        let (mut limiter, limits, start) = (Limiter::default(), Limits::default(), Instant::now());
        for left in (0..5).rev() {
            assert_eq!(
                limiter.take(&limits, &post("1"), start).unwrap().remaining,
                left
            );
        }
        assert_eq!(
            limiter.take(&limits, &post("1"), start).unwrap_err().scope,
            "user"
        );
        assert!(limiter.take(&limits, &post("2"), start).is_ok());
        assert!(
            limiter
                .take(&limits, &post("1"), start + Duration::from_secs(5))
                .is_ok()
        );
    }

    #[test]
    fn the_global_window_slides() {
        let (mut limiter, limits, start) = (Limiter::default(), Limits::default(), Instant::now());
        for n in 0..50u64 {
            let at = start + Duration::from_millis(n * 10);
            assert!(limiter.take(&limits, &post(&n.to_string()), at).is_ok());
        }
        let refused = limiter
            .take(&limits, &post("x"), start + Duration::from_millis(999))
            .unwrap_err();
        assert_eq!(
            (refused.scope, refused.retry_after),
            ("global", Duration::from_millis(1))
        );
        assert!(
            limiter
                .take(&limits, &post("x"), start + Duration::from_secs(1))
                .is_ok()
        );
    }
}
