//! From what somebody typed to a day, a weekly rhythm and a time. What can be read in two ways is asked about, never
//! guessed: which number is the month differs from one country to the next.

mod pieces;

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, Timelike as _, Weekday};

use super::dates::Day;
use pieces::{Piece, Reading, pieces};

/// The words by which days and times are told, in one language.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// The names from Monday on.
    pub weekdays: [String; 7],
    /// The names from January on.
    pub months: [String; 12],
    pub words: DayWords,
}

/// The small words among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayWords {
    /// *Every*: what makes a weekday a weekly rhythm. The first is how Tend writes it.
    pub every: Vec<String>,
    pub week: Vec<String>,
    pub day: Vec<String>,
    pub today: Vec<String>,
    pub tomorrow: Vec<String>,
    /// *Next*: with a weekday it may be the one that comes, or the one of the week after.
    pub next: Vec<String>,
    /// *In*: so many days or weeks from today.
    pub within: Vec<String>,
    /// What stands behind a number that counts days of a month: *21st*.
    pub ordinal: Vec<String>,
    /// Before noon, after noon, behind an hour of one to twelve.
    pub morning: Vec<String>,
    pub afternoon: Vec<String>,
    /// What stands behind or within an hour of 24: *18h*, *18h30*.
    pub hour: Vec<String>,
    pub noon: Vec<String>,
    /// Words that mean nothing here: *by*, *on*, *at*.
    pub small: Vec<String>,
}

/// A day that was told, or a day of every week; with a time in minutes of the day where one was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Day(NaiveDate, Option<u16>),
    Weekly(Weekday, Option<u16>),
}

/// Why it was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    Unknown,
    /// It is over.
    Past,
    TooFar,
    /// It can be either of these.
    Either(Day, Day),
    /// It can be this day, or a time in minutes of the day.
    DayOrTime(Day, u16),
}

/// How far ahead a day may be, in days.
const FAR: i64 = 366;

/// Reads a day, a time, a weekday, in any order: `20 March 18:00`, `tomorrow at 6pm`, `every Friday 19:30`. `now` is
/// the time on the reader's own clock.
pub fn read(typed: &str, calendar: &Calendar, now: NaiveDateTime) -> Result<Told, Unclear> {
    let said = Said::of(typed, calendar, now.date(), true)?;
    let minute_now = u16::try_from(now.hour() * 60 + now.minute()).unwrap_or(0);
    let today = now.date();
    if said.every {
        // Every week without a day: on the day that it is said.
        let weekday = match (said.weekday, said.week, said.day) {
            (Some(weekday), _, None) => weekday,
            (None, true, None) => today.weekday(),
            _ => return Err(Unclear::Unknown),
        };
        return Ok(Told::Weekly(weekday, said.minute));
    }
    let over = said.minute.is_none_or(|minute| minute <= minute_now);
    let day = match said.any_day(today, over)? {
        Some(day) => in_the_next_year(day, today)?,
        // A time alone is the next time that the clock says so.
        None if said.minute.is_none() => return Err(Unclear::Unknown),
        None if over => today + Days::new(1),
        None => today,
    };
    match said.minute {
        Some(_) if day == today && over => Err(Unclear::Past),
        _ if day < today => Err(Unclear::Past),
        _ if (day - today).num_days() > FAR => Err(Unclear::TooFar),
        minute => Ok(Told::Day(day, minute)),
    }
}

/// Reads a day alone, from today on.
pub fn day(typed: &str, calendar: &Calendar, today: NaiveDate) -> Result<NaiveDate, Unclear> {
    let day = in_the_next_year(date(typed, calendar, today)?, today)?;
    match (day - today).num_days() {
        ..0 => Err(Unclear::Past),
        0..=FAR => Ok(day),
        _ => Err(Unclear::TooFar),
    }
}

/// Reads a day alone: with its year once, without one of every year.
pub fn date(typed: &str, calendar: &Calendar, today: NaiveDate) -> Result<Day, Unclear> {
    let said = Said::of(typed, calendar, today, false)?;
    if said.every || said.minute.is_some() {
        return Err(Unclear::Unknown);
    }
    said.any_day(today, true)?.ok_or(Unclear::Unknown)
}

/// Reads a time alone, in minutes of the day.
pub fn time(typed: &str, calendar: &Calendar) -> Option<u16> {
    let mut found = None;
    for piece in pieces(typed, calendar) {
        let minute = match piece {
            Piece::Small => continue,
            Piece::Time(minute) => minute,
            Piece::Date(reading) => reading.time?,
            _ => return None,
        };
        if found.replace(minute).is_some() {
            return None;
        }
    }
    found
}

/// What was said, before it is known which day that is.
#[derive(Default)]
struct Said {
    day: Option<Day>,
    weekday: Option<Weekday>,
    minute: Option<u16>,
    every: bool,
    week: bool,
    next: bool,
}

impl Said {
    fn of(
        typed: &str,
        calendar: &Calendar,
        today: NaiveDate,
        times: bool,
    ) -> Result<Self, Unclear> {
        let mut said = Self::default();
        let (mut month, mut within, mut days) = (None, false, false);
        let mut numbers = Vec::new();
        for piece in pieces(typed, calendar) {
            match piece {
                Piece::Small => {}
                Piece::Every => said.every = true,
                Piece::Weekly => (said.every, said.week) = (true, true),
                Piece::Week => said.week = true,
                Piece::Days => days = true,
                Piece::Next => said.next = true,
                Piece::Within => within = true,
                Piece::Today => once(&mut said.day, on(today))?,
                Piece::Tomorrow => once(&mut said.day, on(today + Days::new(1)))?,
                Piece::Weekday(day) => once(&mut said.weekday, day)?,
                Piece::Month(found) => once(&mut month, found)?,
                Piece::Time(minute) => once(&mut said.minute, minute)?,
                Piece::Number(number) => numbers.push(number),
                Piece::Date(reading) => match reading.one(times)? {
                    Ok(day) => once(&mut said.day, day)?,
                    Err(minute) => once(&mut said.minute, minute)?,
                },
                Piece::Unknown => return Err(Unclear::Unknown),
            }
        }
        let told = match (month, within, &numbers[..]) {
            (None, false, []) => None,
            (Some(month), false, numbers) => Some(in_month(month, numbers)?),
            (None, true, [number]) if days != said.week => {
                let count = if said.week { 7 } else { 1 } * u64::from(number.value.min(1000));
                said.week = false;
                days = false;
                Some(on(today + Days::new(count)))
            }
            (None, false, [number]) if number.ordinal => Some(of_a_month(number.value, today)?),
            (None, false, numbers @ [_, _, ..]) if numbers.iter().all(|it| !it.ordinal) => {
                let parts: Vec<String> = numbers.iter().map(pieces::Number::digits).collect();
                let reading = Reading::of(&parts.join("-")).ok_or(Unclear::Unknown)?;
                Some(reading.one(false)?.map_err(|_| Unclear::Unknown)?)
            }
            _ => return Err(Unclear::Unknown),
        };
        if days {
            return Err(Unclear::Unknown);
        }
        if let Some(day) = told {
            once(&mut said.day, day)?;
        }
        Ok(said)
    }

    /// The day that was said, if one was. `over`: today's is over for a weekday's name.
    fn any_day(&self, today: NaiveDate, over: bool) -> Result<Option<Day>, Unclear> {
        let Some(weekday) = self.weekday else {
            return if self.next {
                Err(Unclear::Unknown)
            } else {
                Ok(self.day)
            };
        };
        let monday = today - Days::new(today.weekday().num_days_from_monday().into());
        let after_this_week = monday + Days::new(7 + u64::from(weekday.num_days_from_monday()));
        let coming = coming(today + Days::new(u64::from(over)), weekday);
        match (self.day, self.next, self.week) {
            // *Sunday, 20 December*: one day, told twice.
            (Some(day), false, _) => {
                let same = in_the_next_year(day, today)?.weekday() == weekday;
                if same {
                    Ok(Some(day))
                } else {
                    Err(Unclear::Unknown)
                }
            }
            (Some(_), true, _) => Err(Unclear::Unknown),
            (None, true, true) => Ok(Some(on(after_this_week))),
            (None, true, false) if coming != after_this_week => {
                Err(Unclear::Either(on(coming), on(after_this_week)))
            }
            (None, ..) => Ok(Some(on(coming))),
        }
    }
}

fn on(day: NaiveDate) -> Day {
    Day::once(day)
}

/// *24 December*, *March 20, 2027*.
fn in_month(month: u32, numbers: &[pieces::Number]) -> Result<Day, Unclear> {
    let (years, days): (Vec<_>, Vec<_>) = numbers.iter().partition(|it| it.is_year());
    match (&days[..], &years[..]) {
        ([day], []) => Day::new(None, month, day.value),
        ([day], [year]) => Day::new(i32::try_from(year.value).ok(), month, day.value),
        _ => None,
    }
    .ok_or(Unclear::Unknown)
}

/// *The 21st*: the next there is.
fn of_a_month(day: u32, today: NaiveDate) -> Result<Day, Unclear> {
    let months = (0..12).filter_map(|ahead| {
        today
            .with_day(1)?
            .checked_add_months(chrono::Months::new(ahead))
    });
    let mut days = months.filter_map(|month| month.with_day(day));
    days.find(|day| *day >= today)
        .map(on)
        .ok_or(Unclear::Unknown)
}

/// Set once: two days are none.
fn once<T>(place: &mut Option<T>, found: T) -> Result<(), Unclear> {
    match place.replace(found) {
        None => Ok(()),
        Some(_) => Err(Unclear::Unknown),
    }
}

/// The first such weekday from this day on.
pub fn coming(from: NaiveDate, weekday: Weekday) -> NaiveDate {
    from + Days::new(u64::from(weekday.days_since(from.weekday())))
}

/// A day with its year as it is; one without is the next there is.
fn in_the_next_year(day: Day, today: NaiveDate) -> Result<NaiveDate, Unclear> {
    if let Some(year) = day.year {
        return day.in_year(year).ok_or(Unclear::Unknown);
    }
    let this = day.in_year(today.year()).filter(|day| *day >= today);
    this.or_else(|| day.in_year(today.year() + 1))
        .ok_or(Unclear::Unknown)
}
