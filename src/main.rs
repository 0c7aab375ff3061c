//! The `saraban` command.
fn main() {}
