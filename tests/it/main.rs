//! One binary.

mod cluster;
mod keys;
mod zones;
