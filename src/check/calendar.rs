//! Days and years against the calendar.

use super::View;
use crate::record::Warning;
use crate::rules::Lang;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use crate::values::{BE_OFFSET, ReadDate};
use std::collections::BTreeSet;

/// Names of the groups of the weekday pattern, Monday first.
const GROUPS: [&str; 7] = ["w1", "w2", "w3", "w4", "w5", "w6", "w7"];

/// Years from the letter's own beyond which a year is more likely the wrong one of two.
const LONG: i16 = 20;

/// The day as printed, white space folded.
fn printed(view: &View, span: TextSpan) -> String {
    span.of(view.sheet().text).split_whitespace().collect::<Vec<_>>().join(" ")
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

/// Whether a date is read surely enough but names no day of the calendar.
fn is_impossible(d: &ReadDate) -> bool {
    match d.rule {
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
    for d in sheet.dates.iter().filter(|d| is_impossible(d) && stands_free(sheet.text, d.span) && plausible(view, d)) {
        let words = printed(view, d.span);
        let line = line_around(sheet.text, d.span);
        let alone = sheet.record.date.is_none() && line.trim().trim_start_matches("วันที่").trim().len() <= d.span.end - d.span.start + 2;
        let field = if alone { "/date".to_owned() } else { field_of(view, d.span) };
        if seen.insert(words.clone()) {
            out.push(view.warn("impossible_date", "", &field, &[("printed", &words)], None));
        }
    }
    out
}

fn line_around(text: &str, span: TextSpan) -> &str {
    let from = text[..span.start].rfind('\n').map_or(0, |p| p + 1);
    let to = text[span.end..].find('\n').map_or(text.len(), |p| span.end + p);
    &text[from..to]
}

/// วันศุกร์ที่ 23 ธันวาคม 2565 against the day that it was.
pub fn weekday(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let rules = view.rules();
    let words = sheet.span.of(sheet.text);
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for c in rules.patterns.get(P::WeekdayDate).captures_iter(words) {
        let (Some(whole), Some(day)) = (c.get(0), c.name("day")) else { continue };
        let at = sheet.span.start + day.start();
        let k = sheet.dates.partition_point(|d| d.span.start < at);
        let Some(d) = sheet.dates.get(k).filter(|d| d.span.start == at && d.confidence >= 0.9) else { continue };
        let Some(date) = d.iso.as_deref().and_then(super::sheet::full) else { continue };
        let Some(said) = GROUPS.iter().position(|g| c.name(g).is_some()) else { continue };
        let right = date.weekday().to_monday_zero_offset() as usize;
        let span = TextSpan::new(sheet.span.start + whole.start(), d.span.end);
        let shown = printed(view, span);
        if said == right || !seen.insert(shown.clone()) {
            continue;
        }
        let key = format!("weekday.{}", right + 1);
        let name = rules.messages.text(rules.lang, &key, &[]);
        let thai = rules.messages.text(Lang::Thai, &key, &[]);
        let suggestion = format!("{thai}ที่ {}", printed(view, d.span));
        let slots = [("printed", shown.as_str()), ("date", &view.day(&date.to_string())), ("weekday", &name)];
        out.push(view.warn("weekday_mismatch", "", &field_of(view, d.span), &slots, Some(suggestion)));
    }
    out
}

/// ค.ศ. 2015 (พ.ศ. 2568), both orders. Another pair of the same letter that agrees says which of the two is wrong.
pub fn years(view: &View) -> Vec<Warning> {
    let sheet = view.sheet();
    let words = sheet.span.of(sheet.text);
    let year = |m: Option<regex::Match>| m.and_then(|m| m.as_str().parse::<i16>().ok());
    let mut pairs = Vec::new();
    for c in view.rules().patterns.get(P::YearPair).captures_iter(words) {
        let Some(whole) = c.get(0) else { continue };
        let first_ce = c.name("ce").is_some();
        let (ce, be) = (year(c.name("ce").or(c.name("ce2"))), year(c.name("be").or(c.name("be2"))));
        if let (Some(ce), Some(be)) = (ce, be) {
            pairs.push((TextSpan::new(sheet.span.start + whole.start(), sheet.span.start + whole.end()), ce, be, first_ce));
        }
    }
    let agreed: Vec<i16> = pairs.iter().filter(|p| p.1 + BE_OFFSET == p.2).map(|p| p.1).collect();
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for &(span, ce, be, first_ce) in pairs.iter().filter(|p| p.1 + BE_OFFSET != p.2 && view.file.legibility.digits(view.file.text, p.0)) {
        let shown = printed(view, span);
        let close = if shown.contains('(') { ")" } else { "" };
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
