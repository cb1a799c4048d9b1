//! The proofs that a stranger would ask for: what holds when Tend is killed, frozen, watched, or fed nonsense.

mod alone;
mod blindness;
mod canaries;
mod control;
mod frames;
mod frozen;
mod holds;
mod input;
mod kills;
mod leaving;
pub mod process;
mod repairs;
mod tour;
mod twice;
pub mod verbs;
