//! What a date looks like: forms, month names, Buddhist years.

use crate::pattern::Captures;
use crate::pattern::Text;
use crate::rules::Rules;
use crate::rules::patterns::PatternId as P;
use crate::text::TextSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Years between the Buddhist and the common era.
pub const BE_OFFSET: i16 = 543;

/// A date as printed, with what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDate {
    /// ISO 8601; the day or month left out where it is not printed. `None` for a day that does not exist.
    pub iso: Option<String>,
    /// Last day of a range.
    pub end: Option<String>,
    /// Place in the text.
    pub span: TextSpan,
    /// Year as printed, four digits.
    pub printed_year: i16,
    /// How sure the reading of the form is.
    pub confidence: f32,
    /// The pattern that read it.
    pub rule: &'static str,
}

/// The rule of a month and year before which the day is there and cannot be read.
pub const DAY_MISREAD: &str = "date-day-misread";

/// The common-era year of a printed one: two digits are a Buddhist year of this century, from 2400 on it is
/// Buddhist, below that common era.
fn year(printed: &str, era: &str) -> Option<(i16, i16)> {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let n: i16 = digits.parse().ok()?;
    if digits.len() == 2 {
        return Some((2500 + n - BE_OFFSET, 2500 + n));
    }
    if era.starts_with('ค') {
        return Some((n, n));
    }
    match n {
        2400..=2699 => Some((n - BE_OFFSET, n)),
        1800..=2199 => Some((n, n)),
        _ => None,
    }
}

fn iso(year: i16, month: i8, day: i8) -> Option<String> {
    Date::new(year, month, day).ok().map(|d| d.to_string())
}

/// The first date in `text`, which stands at byte `at` of the whole text.
pub fn find_date(text: &str, at: usize, rules: &Rules) -> Option<ReadDate> {
    find_dates(text, at, rules).into_iter().next()
}

/// Longest text, in bytes, that can be the slot of one date.
const SLOT: usize = 400;

/// Every date in `text`, in reading order.
pub fn find_dates(text: &str, at: usize, rules: &Rules) -> Vec<ReadDate> {
    // by their beginning; the first form that reads a place keeps it
    let mut found: BTreeMap<usize, ReadDate> = BTreeMap::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let forms: [(P, &'static str); 5] = [
        (P::DateRange, "date-range"),
        (P::DateGroup, "date-group"),
        (P::Date, "date"),
        (P::DateNumeric, "date-numeric"),
        (P::DateLoose, "date-loose"),
    ];
    let looked = Text::new(text);
    for (id, rule) in forms {
        // a word in a month's place is one only in a slot, not in running text
        if id == P::DateLoose && text.len() > SLOT {
            continue;
        }
        for c in rules.patterns.get(id).captures_in(&looked) {
            // `318 วันที่ 27 กุย. 66`: what stood in the year's place may be the day
            let again = || {
                let from = c.name("month").filter(|_| id == P::DateLoose)?.end();
                read_form(&rules.patterns.get(id).captures(&text[from..])?, id, rule, at + from, rules)
            };
            let Some(d) = read_form(&c, id, rule, at, rules).or_else(again) else { continue };
            let before = found.range(..d.span.end).next_back();
            if !before.is_some_and(|(_, o)| o.span.overlaps(&d.span)) {
                found.insert(d.span.start, d);
            }
        }
    }
    found.into_values().collect()
}

fn read_form(c: &Captures, id: P, rule: &'static str, at: usize, rules: &Rules) -> Option<ReadDate> {
    let get = |n: &str| c.name(n).map(|m| m.as_str()).filter(|s| !s.is_empty());
    let number = |n: &str| get(n).and_then(|s| s.parse::<i8>().ok());
    let day = number("day")?;
    let start = c.name("day")?.start();
    if id == P::DateRange {
        let (month2, sure) = rules.months.find(get("month2")?)?;
        let month = get("month").and_then(|m| rules.months.find(m)).map_or(month2, |m| m.0);
        let (end_year, printed) = year(get("year2")?, "")?;
        let start_year = get("year").and_then(|y| year(y, "")).map_or(if month > month2 { end_year - 1 } else { end_year }, |y| y.0);
        let end = c.name("year2")?.end();
        return Some(ReadDate {
            iso: iso(start_year, month as i8, day),
            end: iso(end_year, month2 as i8, number("day2")?),
            span: TextSpan::new(at + start, at + end),
            printed_year: printed,
            confidence: sure * 0.96,
            rule,
        });
    }
    let printed = get("year")?;
    // two figures are left of four
    if get("era").is_some() && matches!(printed, "24" | "25") {
        return None;
    }
    let (y, shown) = year(printed, get("era").unwrap_or_default())?;
    let (month, sure) = match id {
        P::DateNumeric => (number("month").filter(|m| (1..=12).contains(m))? as u8, 0.97),
        _ => rules.months.find(get("month")?)?,
    };
    if !(1..=31).contains(&day) {
        return None;
    }
    let spaced = printed.contains(' ');
    Some(ReadDate {
        iso: iso(y, month as i8, day),
        end: None,
        span: TextSpan::new(at + start, at + c.name("year")?.end()),
        printed_year: shown,
        confidence: sure * if spaced { 0.93 } else { 0.98 },
        rule,
    })
}

/// A month and year in the place of the date, its day left blank.
pub fn find_month(text: &str, at: usize, rules: &Rules) -> Option<ReadDate> {
    let c = rules.patterns.get(P::DateBlankDay).captures(text)?;
    let (month, sure) = rules.months.find(c.name("month")?.as_str())?;
    let (y, shown) = year(c.name("year")?.as_str(), "")?;
    // a letter before it was a figure: the day is there, and cannot be read
    let before = &text[..c.name("month")?.start()];
    let misread = !before.trim_start().starts_with("วันที่") && before.contains(|c: char| ('ก'..='ฮ').contains(&c) || c.is_ascii_alphabetic());
    let (rule, sure) = if misread { (DAY_MISREAD, sure * 0.5) } else { ("date-blank-day", sure) };
    Some(ReadDate {
        iso: Some(format!("{y:04}-{month:02}")),
        end: None,
        span: TextSpan::new(at + c.name("month")?.start(), at + c.name("year")?.end()),
        printed_year: shown,
        confidence: sure * 0.8,
        rule,
    })
}
