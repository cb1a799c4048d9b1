//! One binary.

#![expect(clippy::unwrap_used, reason = "a test fails where the unexpected happens")]

mod cluster;
mod keys;
mod scheduler;
mod zones;

mod harness;
mod people;

mod checkin;
mod pairing;
