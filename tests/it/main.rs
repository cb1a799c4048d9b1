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
