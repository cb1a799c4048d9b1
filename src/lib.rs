//! Tend: two people tend the trust between them, in a Discord channel of their own.

pub mod clock;
pub mod error;
pub mod ui;
pub mod domain;
pub mod sandbox;
