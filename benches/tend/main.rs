//! How fast and how large Tend is.
fn main() {}
