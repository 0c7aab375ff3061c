//! Figures that are more likely misread than misprinted: one figure of a year away from agreeing with what stands
//! around it.

use super::digits::near;
use super::sheet::full;
use super::{Sheet, View};
use crate::record::Warning;
use crate::values::BE_OFFSET;
use jiff::{ToSpan, civil::Date};

/// Days within which a letter is received, or reports what took place.
pub const SOON: i32 = 90;

/// Years by which a letter may lie from the others of its file.
const FAR: i16 = 2;

/// The middle one of the years of the letters of a file.
pub fn usual_year(sheets: &[Sheet]) -> Option<i16> {
    let mut years: Vec<i16> = sheets.iter().filter_map(|s| s.date).map(|d| d.year()).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied().filter(|_| years.len() > 2)
}

/// `read` in the year that makes it lie in `from` to `to`, where its printed year differs from that in one figure
/// only. The year before does not count: stamps are often turned late.
pub fn one_figure(read: Date, from: Date, to: Date) -> Option<Date> {
    let printed = |y: i16| (y + BE_OFFSET).to_string();
    let years = from.year()..=to.year();
    let fits = years.filter(|y| (y - read.year()).abs() > 1 && near(&printed(*y), &printed(read.year())));
    fits.filter_map(|y| Date::new(y, read.month(), read.day()).ok()).find(|d| (from..=to).contains(d))
}

/// Days after which a stamp hardly follows its letter.
const NEXT: i32 = 14;

/// Days by which one misread figure moves a day; the first is hardly taken for the last of the month.
const DECADES: i32 = 20;

/// Months whose names engines take for each other: สิงหาคม and ธันวาคม, ส.ค. and ธ.ค.
const ALIKE: [(i8, i8); 2] = [(8, 12), (12, 8)];

/// Whether a stamp follows the day `dated` if one figure of its day, or the first letter of its month, is misread.
pub fn follows(read: Date, dated: Date) -> bool {
    let soon = |d: &Date| (0..=NEXT).contains(&(*d - dated).get_days());
    let little = |d: &Date| (*d - read).get_days() <= DECADES;
    let printed = |d: i8| d.to_string();
    let other_day = |day: &i8| near(&format!("{day:02}"), &format!("{:02}", read.day())) || near(&printed(*day), &printed(read.day()));
    let days = (1..=31).filter(other_day).filter_map(|day| Date::new(read.year(), read.month(), day).ok());
    let months = ALIKE.iter().filter(|m| m.0 == read.month()).filter_map(|m| Date::new(read.year(), m.1, read.day()).ok());
    days.filter(little).chain(months).any(|d| soon(&d))
}

/// Whether a letter's own year stands out in its file while the cited one does not.
pub fn stands_out(view: &View, own: Date, cited: Date) -> bool {
    let far = |d: Date| view.file.usual_year.is_some_and(|y| (d.year() - y).abs() > FAR);
    (own.month(), own.day()) == (cited.month(), cited.day()) && far(own) && !far(cited)
}

/// A warning that the day at `field` is `read` by a misread figure of `right`.
pub fn warning(view: &View, field: &str, read: Date, right: Date) -> Warning {
    let (read, suggestion) = (view.day(&read.to_string()), right.to_string());
    view.warn("suspect_digit", "", field, &[("read", &read), ("right", &view.day(&suggestion))], Some(suggestion))
}

/// The letter's year stands out in its file, and another letter cites it, or a stamp receives it, with a year that
/// does not; or its day is one figure from the one that others give for it, and by that alone it is older than its stamp.
pub fn own(view: &View) -> Vec<Warning> {
    let Some(own) = view.sheet().date else { return Vec::new() };
    let right = year(view, own).or_else(|| day(view, own));
    right.map(|right| warning(view, "/date", own, right)).into_iter().collect()
}

/// The letter's own day `own` in the year that it bears elsewhere, where its year stands out.
pub fn year(view: &View, own: Date) -> Option<Date> {
    let mut cited = view.file.index.cited_days(view.at).into_iter().filter_map(|d| full(&d)).filter(|d| stands_out(view, own, *d));
    let mut stamped = view.sheet().stamped().into_iter().filter_map(|r| received(view, own, r.2));
    cited.next().or_else(|| stamped.next())
}

/// The day of the letter of which others speak, one figure from its own day `own`, where a stamp bears it out: the letter
/// was received from that day on, but before its own.
pub fn day(view: &View, own: Date) -> Option<Date> {
    let stamps = view.sheet().stamped();
    let borne_out = |d: &Date| stamps.iter().any(|s| (*d..own).contains(&s.2)) && stamps.iter().all(|s| s.2 >= *d);
    let one_figure =
        |d: &Date| near(&format!("{:02}", d.day()), &format!("{:02}", own.day())) && d.first_of_month() == own.first_of_month();
    let cited = view.file.index.cited_days(view.at).into_iter().filter_map(|d| full(&d));
    cited.filter(|_| !view.file.signs.clean()).find(|d| one_figure(d) && borne_out(d))
}

/// The day of a letter whose year stands out in its file, if one figure of the year makes it fit the stamp.
pub fn received(view: &View, own: Date, stamp: Date) -> Option<Date> {
    let fits = || one_figure(own, stamp.saturating_sub(SOON.days()), stamp);
    Some(stamp).filter(|s| view.file.signs.stands_out(own, *s)).and_then(|_| fits())
}
