//! One binary.

mod scheduler;
mod zones;
mod cluster;
mod keys;
mod zones;
