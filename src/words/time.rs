//! Dates, hours and lists in words that read well aloud.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

use super::{Tongue, Value};
use crate::domain::dates::Day;
use crate::domain::days::Calendar;

impl Tongue {
    /// “Sunday, 1 March”
    pub fn date(&self, date: NaiveDate) -> String {
        self.say("date", &self.date_values(date))
    }

    /// “Sunday, 1 March 2026”
    pub fn date_with_year(&self, date: NaiveDate) -> String {
        self.say("date-with-year", &self.date_values(date))
    }

    /// “19:00”
    pub fn time(&self, time: NaiveTime) -> String {
        let hour = format!("{:02}", time.hour());
        let minute = format!("{:02}", time.minute());
        self.say("time", &[("hour", hour.into()), ("minute", minute.into())])
    }

    /// “Sunday, 1 March at 19:00”
    pub fn date_and_time(&self, when: NaiveDateTime) -> String {
        let (date, time) = (self.date(when.date()), self.time(when.time()));
        self.say(
            "date-and-time",
            &[("date", date.into()), ("time", time.into())],
        )
    }

    /// “every Sunday at 19:00”
    pub fn every_week(&self, day: Weekday, time: NaiveTime) -> String {
        let (weekday, time) = (self.weekday(day), self.time(time));
        self.say(
            "every-week",
            &[("weekday", weekday.into()), ("time", time.into())],
        )
    }

    /// “Sunday”
    pub fn weekday(&self, day: Weekday) -> String {
        let id = match day {
            Weekday::Mon => "weekday-monday",
            Weekday::Tue => "weekday-tuesday",
            Weekday::Wed => "weekday-wednesday",
            Weekday::Thu => "weekday-thursday",
            Weekday::Fri => "weekday-friday",
            Weekday::Sat => "weekday-saturday",
            Weekday::Sun => "weekday-sunday",
        };
        self.say(id, &[])
    }

    /// “March”, for 3.
    pub fn month(&self, month: u32) -> String {
        let id = match month {
            1 => "month-january",
            2 => "month-february",
            3 => "month-march",
            4 => "month-april",
            5 => "month-may",
            6 => "month-june",
            7 => "month-july",
            8 => "month-august",
            9 => "month-september",
            10 => "month-october",
            11 => "month-november",
            _ => "month-december",
        };
        self.say(id, &[])
    }

    /// “tea, bread and salt”
    pub fn join(&self, things: &[String]) -> String {
        let Some((last, others)) = things.split_last() else {
            return String::new();
        };
        let Some((first, others)) = others.split_first() else {
            return last.clone();
        };
        let before = others.iter().fold(first.clone(), |before, next| {
            self.say(
                "list-next",
                &[("before", before.into()), ("next", next.into())],
            )
        });
        self.say(
            "list-last",
            &[("before", before.into()), ("last", last.into())],
        )
    }

    fn date_values(&self, date: NaiveDate) -> [(&'static str, Value<'static>); 4] {
        [
            ("weekday", self.weekday(date.weekday()).into()),
            ("day", date.day().into()),
            ("month", self.month(date.month()).into()),
            ("year", date.year().to_string().into()),
        ]
    }

    /// “20 March”
    pub fn day_and_month(&self, day: Day) -> String {
        let values = [
            ("day", day.day.into()),
            ("month", self.month(day.month).into()),
        ];
        self.say("day-and-month", &values)
    }

    /// The words by which people tell a day here.
    pub fn calendar(&self) -> Calendar {
        let days = self.days.clone();
        let mut weekday = Weekday::Mon;
        let weekdays = [(); 7].map(|()| {
            let name = self.weekday(weekday);
            weekday = weekday.succ();
            name
        });
        let mut month = 0;
        Calendar {
            weekdays,
            months: [(); 12].map(|()| {
                month += 1;
                self.month(month)
            }),
            words: days
                .or_else(|| Some(self.fallback.as_ref()?.calendar().words))
                .unwrap_or_default(),
        }
    }
}
