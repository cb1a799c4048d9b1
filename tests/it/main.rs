//! One binary.

mod zones;
mod cluster;
