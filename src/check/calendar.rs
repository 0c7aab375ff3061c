//! Days and years against the calendar.

use super::days::first;
use super::{View, folded};
use crate::pattern::Captures;
use crate::record::Warning;
use crate::rules::Lang;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use crate::values::{BE_OFFSET, ReadDate};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Names of the groups of the weekday pattern, Monday first.
const GROUPS: [&str; 7] = ["w1", "w2", "w3", "w4", "w5", "w6", "w7"];

/// Characters behind a date in which its day of the week may stand.
const BEHIND: usize = 40;

/// Years from the letter's own beyond which a year is more likely the wrong one of two.
const LONG: i16 = 20;

/// The day as printed, white space folded.
fn printed(view: &View, span: TextSpan) -> String {
    folded(span.of(view.sheet().text))
}

/// The pointer of the value that a place belongs to, or of the text.
fn field_of(view: &View, span: TextSpan) -> String {
    let source = view.file.text.to_source(span);
    let sheet = view.sheet();
    let own = |f: &str| f.ends_with("/start") || f.ends_with("/date") || f.ends_with("/text") || f.ends_with("/description");
    sheet.field_at(source, own).unwrap_or("/text").to_owned()
}

/// Whether the figures before the month are a day and not the end of a longer number.
fn stands_free(text: &str, span: TextSpan) -> bool {
    let mut before = text[..span.start].chars().rev();
    match before.next() {
        Some(c) if c.is_ascii_digit() => false,
        Some('.' | ',' | '/' | '-') => !before.next().is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    }
}

/// Whether a date is read surely enough but names no day of the calendar. `in_figures`: whether one all in figures can be
/// believed.
fn is_impossible(d: &ReadDate, in_figures: impl Fn() -> bool) -> bool {
    match d.rule {
        "date-numeric" => d.iso.is_none() && in_figures(),
        "date" | "date-group" => d.iso.is_none() && d.confidence >= 0.9,
        "date-range" => (d.iso.is_none() || d.end.is_none()) && d.confidence >= 0.9,
        _ => false,
    }
}

/// A year of two figures counts only near the letter's own: elsewhere it is as likely misread as the day.
fn plausible(view: &View, d: &ReadDate) -> bool {
    let two = d.span.of(view.sheet().text).bytes().rev().take_while(u8::is_ascii_digit).count() == 2;
    !two || view.sheet().date.is_some_and(|own| (own.year() + BE_OFFSET - d.printed_year).abs() <= 2)
}

/// 31 เมษายน, 30 กุมภาพันธ์, 29 กุมภาพันธ์ of a common year.
pub fn impossible(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    // a day and a month in figures are easily misread, and other figures look like them
    let called_day = |d: &ReadDate| sheet.text[..d.span.start].trim_end().ends_with("วันที่");
    let in_figures = |d: &ReadDate| view.file.signs.clean() && called_day(d);
    // an engine that lacks Thai figures has those with which days begin
    let beyond = |d: &ReadDate| view.rules().patterns.get(P::BeyondFebruary).is_match(d.span.of(sheet.text)) && called_day(d);
    let believed = |d: &ReadDate| view.file.legibility.digits(view.file.text, d.span) || beyond(d);
    let wrong = |d: &&ReadDate| is_impossible(d, || in_figures(d)) && stands_free(sheet.text, d.span) && plausible(view, d);
    for d in sheet.read.iter().filter(wrong).filter(|d| believed(d)) {
        let words = printed(view, d.span);
        let line = line_around(sheet.text, d.span);
        let alone = sheet.record.date.is_none() && before_day(line).len() <= d.span.end - d.span.start + 2;
        let field = if alone { "/date".to_owned() } else { field_of(view, d.span) };
        if seen.insert(words.clone()) {
            out.push(view.warn("impossible_date", "", &field, &[("printed", &words)], None));
        }
    }
    out
}

/// A line from its day on, where nothing but the words that date a paper stand before it: วันที่, ให้ไว้ ณ วันที่.
fn before_day(line: &str) -> &str {
    let line = line.trim();
    match line.split_once("วันที่") {
        Some((words, day)) if words.is_empty() || words.trim_end().ends_with('ณ') && words.chars().count() < 16 => day.trim(),
        _ => line,
    }
}

fn line_around(text: &str, span: TextSpan) -> &str {
    let from = text[..span.start].rfind('\n').map_or(0, |p| p + 1);
    let to = text[span.end..].find('\n').map_or(text.len(), |p| span.end + p);
    &text[from..to]
}

/// วันศุกร์ที่ 23 ธันวาคม 2565, 23 ธันวาคม 2565 (วันศุกร์) against the day that it was.
pub fn weekday(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let words = sheet.span.of(sheet.text);
    let patterns = &view.rules().patterns;
    let said = |c: &Captures| GROUPS.iter().position(|g| c.name(g).is_some());
    let mut found: Vec<(TextSpan, usize, &ReadDate)> = Vec::new();
    for c in patterns.get(P::WeekdayDate).captures_iter(words) {
        let (Some(whole), Some(day)) = (c.get(0), c.name("day")) else { continue };
        let at = sheet.span.start + day.start();
        let k = sheet.dates.partition_point(|d| d.span.start < at);
        let Some(d) = sheet.dates.get(k).filter(|d| d.span.start == at) else { continue };
        found.extend(said(&c).map(|w| (TextSpan::new(sheet.span.start + whole.start(), d.span.end), w, d)));
    }
    for d in sheet.dates.iter().filter(|d| d.end.is_none() && d.span.end < sheet.span.end) {
        let behind = first(&sheet.text[d.span.end..sheet.span.end], BEHIND);
        let Some(c) = patterns.get(P::WeekdayBehind).captures(behind) else { continue };
        let named = GROUPS.iter().find_map(|g| c.name(g)).map_or(0, |m| m.end());
        found.extend(said(&c).map(|w| (TextSpan::new(d.span.start, d.span.end + named), w, d)));
    }
    found.sort_unstable_by_key(|f| f.0.start);
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (span, said, d) in found.into_iter().filter(|f| f.2.confidence >= 0.9) {
        let shown = printed(view, span);
        let Some(date) = d.iso.as_deref().and_then(super::sheet::full) else { continue };
        if said != date.weekday().to_monday_zero_offset() as usize && seen.insert(shown.clone()) {
            out.push(other_weekday(view, &shown, date, d));
        }
    }
    out
}

fn other_weekday(view: &View, shown: &str, date: Date, read: &ReadDate) -> Warning {
    let rules = view.rules();
    let key = format!("weekday.{}", date.weekday().to_monday_one_offset());
    let name = rules.messages.text(rules.lang, &key, &[]);
    let thai = rules.messages.text(Lang::Thai, &key, &[]);
    let suggestion = format!("{thai}ที่ {}", printed(view, read.span));
    let slots = [("printed", shown), ("date", &view.day(&date.to_string())), ("weekday", &name)];
    view.warn("weekday_mismatch", "", &field_of(view, read.span), &slots, Some(suggestion))
}

/// ค.ศ. 2015 (พ.ศ. 2568), both orders. Another pair of the same letter that agrees says which of the two is wrong.
pub fn years(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let words = sheet.span.of(sheet.text);
    let mut pairs = Vec::new();
    for c in view.rules().patterns.get(P::YearPair).captures_iter(words) {
        let Some(whole) = c.get(0) else { continue };
        let year = |names: &[&str]| names.iter().find_map(|n| c.name(n)).and_then(|m| m.as_str().parse::<i16>().ok());
        let first_ce = c.name("ce").is_some();
        let first = (year(&["ce", "ce2", "ce3", "ce4"]), year(&["be", "be2", "be3", "be4"]));
        let last = (year(&["ce_end", "ce2_end"]), year(&["be_end", "be2_end"]));
        // years of which only one era gives an end are no pair
        if last.0.is_some() != last.1.is_some() {
            continue;
        }
        let span = TextSpan::new(sheet.span.start + whole.start(), sheet.span.start + whole.end());
        pairs.extend([first, last].into_iter().filter_map(|(ce, be)| Some((span, ce?, be?, first_ce))));
    }
    let agreed: Vec<i16> = pairs.iter().filter(|p| p.1 + BE_OFFSET == p.2).map(|p| p.1).collect();
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for &(span, ce, be, first_ce) in pairs.iter().filter(|p| p.1 + BE_OFFSET != p.2 && view.file.legibility.digits(view.file.text, p.0)) {
        let shown = printed(view, span);
        let close = if shown.contains('(') && !shown.contains(')') { ")" } else { "" };
        let far = |y: i16| sheet.date.is_some_and(|d| (d.year() - y).abs() > LONG);
        let by_ce = match (agreed.contains(&ce), agreed.contains(&(be - BE_OFFSET))) {
            (true, false) => true,
            (false, true) => false,
            _ if far(ce) != far(be - BE_OFFSET) => far(be - BE_OFFSET),
            _ => first_ce,
        };
        let right = if by_ce { ce } else { be - BE_OFFSET };
        let pair = if first_ce {
            format!("ค.ศ. {right} (พ.ศ. {})", right + BE_OFFSET)
        } else {
            format!("พ.ศ. {} (ค.ศ. {right})", right + BE_OFFSET)
        };
        if seen.insert((ce, be)) {
            let slots = [("printed", format!("{shown}{close}")), ("be", be.to_string()), ("ce", (be - BE_OFFSET).to_string())];
            let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
            out.push(view.warn("be_ce_year_mismatch", "", "/text", &slots, Some(pair)));
        }
    }
    out
}
