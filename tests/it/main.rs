//! Stories, rules and proofs: one binary, because every binary links all of serenity and sqlx.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where the unexpected happens"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "an expected transcript is handed over inline"
)]
#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::assigning_clones,
    reason = "tests are read more often than they are run"
)]

mod harness;
mod people;

mod browser;
mod clock;
mod cluster;
mod doctor;
mod keys;
mod marks;
mod memory;
mod migrations;
mod proofs;
mod queries;
mod scheduler;
mod tidy;
mod zones;

mod again;
mod busy;
mod checkin;
mod dates;
mod history;
mod inbox;
mod input;
mod looks;
mod moving;
mod needs;
mod pages;
mod pairing;
mod pause;
mod presses;
mod privacy;
mod promise;
mod questions;
mod reading;
mod refused;
mod reminders;
mod repair;
mod restore;
mod rhythm;
mod secrets;
mod seen;
mod setback;
mod settings;
mod telling;
mod trouble;
mod unread;
mod unstored;
mod untold;
mod weekly;
