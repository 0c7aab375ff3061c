//! A letter prepared for the checks: its values with their confidence, every date and every cited number of its text.

use super::SURE;
use crate::legibility::Legibility;
use crate::record::{Evidence, Record};
use crate::rules::Rules;
use crate::rules::patterns::PatternId as P;
use crate::text::{SourceSpan, Text, TextSpan};
use crate::values::Number;
use crate::values::ReadDate;
use jiff::civil::Date;
use std::collections::HashMap;

/// Characters after a number in which its ลงวันที่ must begin.
const REACH: usize = 60;

/// Where a cited number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Under อ้างถึง.
    Reference,
    /// Under สิ่งที่ส่งมาด้วย.
    Enclosure,
    /// In what is attached or below the signature.
    Tail,
    /// Anywhere else.
    Body,
}

/// A number of another letter, as this one cites it.
#[derive(Debug, Clone)]
pub struct Cited {
    /// In parts.
    pub number: Number,
    /// As the contract writes it.
    pub value: String,
    /// Its day, ISO 8601.
    pub date: Option<String>,
    /// JSON pointer of the number.
    pub field: String,
    /// JSON pointer of the day.
    pub date_field: String,
    /// Where it stands.
    pub place: Place,
    /// Whether what stands before it says that something is attached to it.
    pub attached: bool,
}

/// A letter as the checks see it.
pub struct Sheet<'a> {
    /// Its record.
    pub record: &'a Record,
    /// Its place in the file's text.
    pub span: TextSpan,
    /// The file's text.
    pub text: &'a str,
    /// Every date whose digits can be believed, in reading order.
    pub dates: Vec<ReadDate>,
    /// Every date as read, in reading order.
    pub read: &'a [ReadDate],
    /// Every number that is not its own.
    pub cited: Vec<Cited>,
    /// Its own number, where it is sure.
    pub number: Option<(Number, String)>,
    /// Its own date, where it is sure and full.
    pub date: Option<Date>,
    evidence: HashMap<&'a str, &'a Evidence>,
    places: Vec<(SourceSpan, &'a str)>,
    legibility: Legibility,
}

impl<'a> Sheet<'a> {
    /// Reads what the checks compare from the letter at `span`, whose dates are known.
    pub fn new(
        record: &'a Record,
        (span, read): (TextSpan, &'a [ReadDate]),
        text: &'a Text,
        legibility: Legibility,
        rules: &Rules,
    ) -> Self {
        let evidence: HashMap<&str, &Evidence> = record.evidence.iter().map(|e| (e.field.as_str(), e)).collect();
        let mut places: Vec<(SourceSpan, &str)> =
            record.evidence.iter().map(|e| (SourceSpan { start: e.start, end: e.end }, e.field.as_str())).collect();
        places.sort_unstable();
        let dates = read.iter().filter(|d| d.confidence >= SURE && legibility.digits(text, d.span)).cloned().collect();
        let mut sheet = Self {
            record,
            span,
            text: text.current(),
            dates,
            read,
            cited: Vec::new(),
            number: None,
            date: None,
            evidence,
            places,
            legibility,
        };
        sheet.date = sheet.sure("/date").and(record.date.as_deref()).and_then(full);
        sheet.number =
            sheet.sure("/number").and(record.number.as_deref()).and_then(|v| parse(v, rules)).filter(|n| !n.0.run.starts_with('0'));
        sheet.cited = sheet.citations(text, legibility, rules);
        sheet
    }

    /// The evidence of a value that is sure enough to found a warning.
    pub fn sure(&self, field: &str) -> Option<&'a Evidence> {
        self.evidence.get(field).copied().filter(|e| e.confidence >= SURE && self.legibility.raw(&e.raw))
    }

    /// The narrowest value whose evidence holds the place, and that `wanted` accepts.
    pub fn field_at(&self, at: SourceSpan, wanted: impl Fn(&str) -> bool) -> Option<&'a str> {
        let from = self.places.partition_point(|p| p.0.start < at.end);
        let near = self.places[..from].iter().rev().take(24).filter(|p| p.0.end > at.start && wanted(p.1));
        near.min_by_key(|p| p.0.end - p.0.start).map(|p| p.1)
    }

    /// The sure days of the letter's receipt stamps, with their pointers.
    pub fn stamped(&self) -> Vec<(usize, String, Date)> {
        let all = self.record.receipts.iter().enumerate();
        all.filter_map(|(n, r)| {
            let field = format!("/receipts/{n}/date");
            let day = self.sure(&field).and(r.date.as_deref()).and_then(full)?;
            Some((n, field, day))
        })
        .collect()
    }

    /// Where the last signature's name ends in the source.
    pub fn signed_at(&self) -> Option<usize> {
        let names = (0..self.record.signatories.len()).filter_map(|n| self.evidence.get(format!("/signatories/{n}/name").as_str()));
        names.map(|e| e.end).max()
    }

    /// Whether the place belongs to something attached.
    pub fn attached(&self, at: SourceSpan) -> bool {
        self.record.attachments.iter().any(|a| a.start < at.end && at.start < a.end)
    }

    /// Every number of the text but its own.
    fn citations(&self, text: &'a Text, legibility: Legibility, rules: &Rules) -> Vec<Cited> {
        let words = self.span.of(self.text);
        let signed = self.signed_at();
        let mut out = Vec::new();
        for c in rules.patterns.get(P::Number).captures_iter(words) {
            let Some(whole) = c.get(0) else { continue };
            let from = c.name("prefix").map_or(whole.start(), |p| p.start());
            let at = TextSpan::new(self.span.start + from, self.span.start + whole.end());
            if !legibility.digits(text, at) {
                continue;
            }
            let source = text.to_source(at);
            let field = self.field_at(source, |f| !f.starts_with("/dates") && !f.starts_with("/attachments"));
            let mut number = Number::from(&c, rules);
            let mut date = self.cited_day(&words[whole.end()..], at.end, rules);
            let (mut date_field, place);
            match field {
                Some("/number") => continue,
                Some(f) if f.starts_with("/references/") => {
                    place = Place::Reference;
                    date_field = f.to_owned();
                    if let Some(base) = f.strip_suffix("/number") {
                        let Some(read) = self.sure(f).and_then(|_| self.item(base)).and_then(|v| parse(v, rules)) else { continue };
                        number = read.0;
                        date_field = format!("{base}/date");
                        date = self.sure(&date_field).and(self.item_date(base)).map(str::to_owned);
                    }
                }
                Some(f) if f.starts_with("/enclosures/") => {
                    place = Place::Enclosure;
                    date_field = f.to_owned();
                }
                other => {
                    let below = signed.is_some_and(|s| source.start >= s) || self.attached(source);
                    place = if below { Place::Tail } else { Place::Body };
                    let own = other.filter(|f| f.starts_with("/citations/"));
                    date_field = own.and_then(|f| f.strip_suffix("/number")).map_or_else(|| "/text".to_owned(), |b| format!("{b}/date"));
                }
            }
            if !self.evidence.contains_key(date_field.as_str()) {
                date_field = field.map_or_else(|| "/text".to_owned(), str::to_owned);
            }
            let field = field
                .filter(|f| ["/references/", "/citations/", "/enclosures/"].iter().any(|p| f.starts_with(p)))
                .unwrap_or("/text")
                .to_owned();
            let before = words[..from].char_indices().rev().take(REACH).last().map_or(0, |c| c.0);
            let attached = rules.patterns.get(P::AttachedTo).is_match(&words[before..from]);
            out.push(Cited { value: number.value(), number, date, field, date_field, place, attached });
        }
        out
    }

    /// The day of the ลงวันที่ that follows a number.
    fn cited_day(&self, after: &str, at: usize, rules: &Rules) -> Option<String> {
        let reach = after.char_indices().nth(REACH + 30).map_or(after.len(), |c| c.0);
        let m = rules.patterns.get(P::CitedDay).captures(&after[..reach])?;
        let (whole, m) = (m.get(0)?.start(), m.name("day")?.start());
        if after[..whole].contains('/') || after[..whole].chars().count() > REACH {
            return None;
        }
        let k = self.dates.partition_point(|d| d.span.start < at + m);
        self.dates.get(k).filter(|d| d.span.start == at + m).and_then(|d| d.iso.clone())
    }

    fn item(&self, base: &str) -> Option<&'a str> {
        let n: usize = base.strip_prefix("/references/")?.parse().ok()?;
        self.record.references.get(n)?.number.as_deref()
    }

    fn item_date(&self, base: &str) -> Option<&'a str> {
        let n: usize = base.strip_prefix("/references/")?.parse().ok()?;
        self.record.references.get(n)?.date.as_deref()
    }
}

/// A full ISO day.
pub fn full(iso: &str) -> Option<Date> {
    if iso.len() == 10 { iso.parse().ok() } else { None }
}

/// A number as the contract writes it, in parts.
pub fn parse(value: &str, rules: &Rules) -> Option<(Number, String)> {
    let c = rules.patterns.get(P::Number).captures(value)?;
    Some((Number::from(&c, rules), value.to_owned()))
}
