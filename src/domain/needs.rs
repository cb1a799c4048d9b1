//! Needs: small requests of one day with an easy no, and what both write blind and open together.

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::text;
use super::zones::Zones;
use super::{CoupleId, Partner, wall};

/// A list has so many lines, each of so many characters.
pub const LINES: i16 = 5;
pub const LINE: u16 = 200;

/// One's own lists, as their number stands in buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// What settles me.
    Settles,
    /// What would help now.
    HelpNow,
    /// Small reassurances that I offer.
    Offers,
}

impl List {
    pub const ALL: [Self; 3] = [Self::Settles, Self::HelpNow, Self::Offers];

    pub fn number(self) -> i64 {
        match self {
            Self::Settles => 1,
            Self::HelpNow => 2,
            Self::Offers => 3,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.number() == number)
    }

    /// What its texts are.
    pub fn kind(self) -> text::Kind {
        match self {
            Self::Settles => text::Kind::Settles,
            Self::HelpNow => text::Kind::HelpNow,
            Self::Offers => text::Kind::Reassurance,
        }
    }

    /// How many texts it may have; one is a page, several are lines.
    pub fn lines(self) -> i16 {
        match self {
            Self::Settles => 1,
            Self::HelpNow | Self::Offers => LINES,
        }
    }

    /// An offer is there to be read; the others are shared only when their author says so.
    pub fn is_open(self) -> bool {
        self == Self::Offers
    }
}

/// What somebody asks of the other today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Ten minutes.
    Minutes(Time),
    /// The other's offer with this place in their list.
    Pick(i16),
}

/// When today would be good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Now,
    Evening,
    Whenever,
}

impl Time {
    pub const ALL: [Self; 3] = [Self::Now, Self::Evening, Self::Whenever];

    pub fn number(self) -> i16 {
        match self {
            Self::Now => 1,
            Self::Evening => 2,
            Self::Whenever => 3,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|time| i64::from(time.number()) == number)
    }
}

impl Ask {
    /// Its stable name, and the number that goes with it.
    pub fn parts(self) -> (&'static str, i16) {
        match self {
            Self::Minutes(time) => ("minutes", time.number()),
            Self::Pick(nth) => ("pick", nth),
        }
    }

    pub fn from_parts(name: &str, number: i16) -> Option<Self> {
        match name {
            "minutes" => Time::from_number(number.into()).map(Self::Minutes),
            "pick" => Some(Self::Pick(number)),
            _ => None,
        }
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    Open,
    Yes,
    NotNow,
    Later,
    TakenBack,
}

impl Reply {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Open, "open"),
        (Self::Yes, "yes"),
        (Self::NotNow, "not_now"),
        (Self::Later, "later"),
        (Self::TakenBack, "taken_back"),
    ];
    /// What the other may say.
    pub const ANSWERS: [Self; 3] = [Self::Yes, Self::NotNow, Self::Later];

    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(reply, _)| *reply == self);
        named.map_or("", |(_, name)| name)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        let named = Self::ALL.iter().find(|(_, known)| *known == name);
        named.map(|(reply, _)| *reply)
    }

    /// Its number in buttons and timers.
    pub fn number(self) -> i32 {
        match self {
            Self::Open => 0,
            Self::Yes => 1,
            Self::NotNow => 2,
            Self::Later => 3,
            Self::TakenBack => 4,
        }
    }

    pub fn answer(number: i64) -> Option<Self> {
        Self::ANSWERS
            .into_iter()
            .find(|reply| i64::from(reply.number()) == number)
    }
}

/// A request of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    pub id: i64,
    pub couple: CoupleId,
    pub by: Partner,
    pub ask: Ask,
    pub reply: Reply,
    pub asked_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Why a request is not answered or taken back like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotAnswer {
    /// Its day is over, or whoever asked has taken it back.
    Over,
    /// Whoever asked does not answer, and only they take it back.
    NotYours,
}

impl Request {
    /// Whether it may still be answered: until then, another answer takes the place of the first.
    pub fn is_on(&self, now: DateTime<Utc>) -> bool {
        now < self.ends_at && self.reply != Reply::TakenBack
    }

    /// What it becomes when `who` answers.
    pub fn answer(
        self,
        who: Partner,
        reply: Reply,
        now: DateTime<Utc>,
    ) -> Result<Self, CannotAnswer> {
        if !self.is_on(now) {
            return Err(CannotAnswer::Over);
        }
        if who == self.by || !Reply::ANSWERS.contains(&reply) {
            return Err(CannotAnswer::NotYours);
        }
        Ok(Self { reply, ..self })
    }

    /// What it becomes when `who` takes it back.
    pub fn take_back(self, who: Partner, now: DateTime<Utc>) -> Result<Self, CannotAnswer> {
        if !self.is_on(now) {
            return Err(CannotAnswer::Over);
        }
        if who != self.by {
            return Err(CannotAnswer::NotYours);
        }
        Ok(Self {
            reply: Reply::TakenBack,
            ..self
        })
    }
}

/// The end of this day on the wall, in at least an hour.
pub fn day_ends(zones: &Zones, zone: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let midnight = wall::local(zones, zone, now)
        .and_then(|local| wall::at_local(zones, zone, local.date() + Days::new(1), 0));
    midnight
        .unwrap_or(now + TimeDelta::hours(12))
        .max(now + TimeDelta::hours(1))
}

/// What both write and open together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// What trust looks like to me: once, and renewed afterwards.
    Trust,
    /// One need and one offer each, as often as they like.
    Exchange,
}

impl What {
    const ALL: [(Self, &'static str, i64); 2] =
        [(Self::Trust, "trust", 1), (Self::Exchange, "exchange", 2)];

    pub fn name(self) -> &'static str {
        match self {
            Self::Trust => "trust",
            Self::Exchange => "exchange",
        }
    }

    pub fn number(self) -> i64 {
        match self {
            Self::Trust => 1,
            Self::Exchange => 2,
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        let named = Self::ALL.iter().find(|(_, known, _)| *known == name);
        named.map(|(what, ..)| *what)
    }

    pub fn from_number(number: i64) -> Option<Self> {
        let named = Self::ALL.iter().find(|(.., known)| *known == number);
        named.map(|(what, ..)| *what)
    }

    /// The texts of one side.
    pub fn kinds(self) -> &'static [text::Kind] {
        match self {
            Self::Trust => &[text::Kind::Trust],
            Self::Exchange => &[text::Kind::Need, text::Kind::Offer],
        }
    }
}

/// One of them: blind until both are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub id: i64,
    pub couple: CoupleId,
    pub what: What,
    /// Who is in, in the order of [`Partner`]. Told to nobody else before it opens.
    pub is_in: [bool; 2],
    pub opened_at: Option<DateTime<Utc>>,
}

/// It is open to both already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlreadyOpen;

impl Opening {
    pub fn has(&self, who: Partner) -> bool {
        self.is_in[who as usize]
    }

    /// What it becomes when `who` hands theirs in: open, if the other is in.
    pub fn hand_in(self, who: Partner, now: DateTime<Utc>) -> Result<Self, AlreadyOpen> {
        let mut next = self.with(who, true)?;
        if next.is_in == [true, true] {
            next.opened_at = Some(now);
        }
        Ok(next)
    }

    /// What it becomes when `who` takes theirs back.
    pub fn take_back(self, who: Partner) -> Result<Self, AlreadyOpen> {
        self.with(who, false)
    }

    fn with(mut self, who: Partner, is_in: bool) -> Result<Self, AlreadyOpen> {
        if self.opened_at.is_some() {
            return Err(AlreadyOpen);
        }
        self.is_in[who as usize] = is_in;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Partner::{One, Two};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn request() -> Request {
        Request {
            id: 1,
            couple: CoupleId(1),
            by: One,
            ask: Ask::Minutes(Time::Now),
            reply: Reply::Open,
            asked_at: at("2026-03-01T18:00:00Z"),
            ends_at: at("2026-03-02T00:00:00Z"),
        }
    }

    #[test]
    fn the_other_answers_and_whoever_asked_takes_back_until_the_day_ends() {
        let (early, late) = (at("2026-03-01T19:00:00Z"), at("2026-03-02T00:00:00Z"));
        let answer = |who, reply, now| request().answer(who, reply, now).map(|to| to.reply);
        assert_eq!(answer(Two, Reply::Yes, early), Ok(Reply::Yes));
        assert_eq!(answer(Two, Reply::NotNow, early), Ok(Reply::NotNow));
        assert_eq!(answer(One, Reply::Yes, early), Err(CannotAnswer::NotYours));
        assert_eq!(
            answer(Two, Reply::TakenBack, early),
            Err(CannotAnswer::NotYours)
        );
        assert_eq!(answer(Two, Reply::Yes, late), Err(CannotAnswer::Over));
        assert_eq!(request().take_back(Two, early), Err(CannotAnswer::NotYours));
        let back = request().take_back(One, early).expect("it is theirs");
        assert_eq!(back.answer(Two, Reply::Yes, early), Err(CannotAnswer::Over));
        assert_eq!(back.take_back(One, early), Err(CannotAnswer::Over));
    }

    #[test]
    fn it_opens_when_both_are_in_and_not_before() {
        let now = at("2026-03-01T19:00:00Z");
        let fresh = Opening {
            id: 1,
            couple: CoupleId(1),
            what: What::Trust,
            is_in: [false, false],
            opened_at: None,
        };
        let one = fresh.hand_in(One, now).expect("it is not open");
        assert_eq!(
            (one.opened_at, one.has(One), one.has(Two)),
            (None, true, false)
        );
        assert_eq!(one.hand_in(One, now).expect("twice is once"), one);
        assert_eq!(one.take_back(One), Ok(fresh));
        let both = one.hand_in(Two, now).expect("it is not open");
        assert_eq!(both.opened_at, Some(now));
        assert_eq!(both.hand_in(One, now), Err(AlreadyOpen));
        assert_eq!(both.take_back(Two), Err(AlreadyOpen));
    }

    #[test]
    fn a_day_ends_at_midnight_on_the_wall_and_not_within_the_hour() {
        let zones = Zones::bundled();
        let check = |now: &str, zone: &str, end: &str| {
            assert_eq!(day_ends(&zones, zone, at(now)), at(end), "{now} {zone}");
        };
        check(
            "2026-07-01T18:00:00Z",
            "Europe/Lisbon",
            "2026-07-01T23:00:00Z",
        );
        check(
            "2026-07-01T22:30:00Z",
            "Europe/Lisbon",
            "2026-07-01T23:30:00Z",
        );
        check("2026-07-01T18:00:00Z", "Asia/Tokyo", "2026-07-02T15:00:00Z");
        check(
            "2026-07-01T18:00:00Z",
            "Nowhere/Else",
            "2026-07-02T06:00:00Z",
        );
    }

    #[test]
    fn each_is_read_back_from_its_name_and_number() {
        for list in List::ALL {
            assert_eq!(List::from_number(list.number()), Some(list));
        }
        for ask in [Ask::Minutes(Time::Evening), Ask::Pick(4)] {
            let (name, number) = ask.parts();
            assert_eq!(Ask::from_parts(name, number), Some(ask));
        }
        for (reply, name) in Reply::ALL {
            assert_eq!((reply.name(), Reply::from_name(name)), (name, Some(reply)));
        }
        for (what, name, number) in What::ALL {
            assert_eq!((what.name(), what.number()), (name, number));
            assert_eq!(What::from_name(name), What::from_number(number));
        }
        assert_eq!((Reply::answer(0), Reply::answer(4)), (None, None));
    }
}
