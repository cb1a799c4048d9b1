//! One binary.

mod zones;
