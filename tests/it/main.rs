//! One binary.

mod cluster;
mod keys;
mod scheduler;
mod zones;
