//! What single values look like in words, wherever they stand: read by fields, splitting and checks alike.

mod date;
mod number;
mod written;

pub use date::{BE_OFFSET, DAY_MISREAD, ReadDate, find_date, find_dates, find_month};
pub use number::Number;
pub use written::{Written, may_stand_for};
