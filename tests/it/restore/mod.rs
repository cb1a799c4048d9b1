//! Going back to a backup: what comes back, and what must not.

mod holds;
