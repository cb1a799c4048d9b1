//! One binary.

#![expect(clippy::unwrap_used, reason = "a test fails where the unexpected happens")]

mod cluster;
mod doctor;
mod keys;
mod migrations;
mod queries;
mod scheduler;
mod tidy;
mod zones;

mod harness;
mod people;

mod checkin;
mod history;
mod input;
mod moving;
mod pairing;
mod pause;
mod presses;
mod privacy;
mod reading;
mod rhythm;
mod settings;
mod trouble;
mod weekly;
