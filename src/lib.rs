//! Tend: two people tend the trust between them, in a Discord channel of their own.

pub mod app;
pub mod clock;
pub mod cluster;
pub mod config;
pub mod database;
pub mod discord;
pub mod doctor;
pub mod domain;
pub mod error;
pub mod features;
pub mod logs;
pub mod run;
pub mod sandbox;
pub mod scheduler;
pub mod store;
pub mod try_out;
pub mod ui;
pub mod vault;
pub mod words;
pub mod zonedata;
