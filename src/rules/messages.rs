//! What warnings say, in Thai and in English, and how they write a day.

use super::table::{Files, RuleError};
use std::collections::BTreeMap;

const FILE: &str = "messages.tsv";

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// ภาษาไทย
    #[default]
    Thai,
    /// English
    English,
}

/// Every message that the program asks for, with the slots that it fills.
const KEYS: &[(&str, &[&str])] = &[
    ("impossible_date", &["printed"]),
    ("weekday_mismatch", &["printed", "date", "weekday"]),
    ("be_ce_year_mismatch", &["printed", "be", "ce"]),
    ("received_before_dated", &["received", "dated"]),
    ("received_after_forwarded", &["received", "cover", "dated"]),
    ("received_out_of_order", &["office", "number", "received", "other", "before"]),
    ("dated_before_event", &["dated", "event"]),
    ("dated_before_event.cited", &["dated", "event", "cited"]),
    ("postcode_province_mismatch", &["postcode", "province", "other"]),
    ("postcode_district_mismatch", &["postcode", "district", "right"]),
    ("code_agency_mismatch", &["code", "agency", "expected"]),
    ("code_agency_mismatch.owner", &["code", "agency", "expected"]),
    ("reference_number_mismatch", &["cited", "number", "dated", "letter"]),
    ("reference_date_mismatch.self", &["number", "cited", "dated"]),
    ("item_not_listed", &["printed", "item", "listed"]),
    ("quantity_mismatch", &["printed", "rows", "found"]),
    ("reference_number_mismatch.self", &["cited", "number", "dated"]),
    ("reference_date_mismatch", &["number", "cited", "dated", "letter"]),
    ("suspect_digit", &["read", "right"]),
    ("suspect_digit.postcode", &["postcode", "province", "right"]),
    ("suspect_digit.number", &["cited", "number", "dated", "letter"]),
    ("suspect_digit.stamp", &["received", "dated"]),
    ("duplicate_letter", &["number", "dated", "letter"]),
    ("low_confidence", &["raw", "reason"]),
    ("reason.contradicted", &[]),
    ("reason.near", &[]),
    ("reason.order", &[]),
    ("reason.year", &[]),
    ("reason.short", &[]),
    ("reason.code", &[]),
    ("reason.taken", &[]),
    ("reason.owner", &[]),
    ("reason.department", &[]),
    ("reason.area", &[]),
    ("reason.circular", &[]),
    ("reason.script", &[]),
    ("reason.engine", &[]),
    ("reason.noise", &[]),
    ("reason.foreign", &[]),
    ("reason.mended", &[]),
    ("reason.lines", &[]),
    ("reason.reading", &[]),
    ("low_confidence.digits", &["raw"]),
    ("low_confidence.vouched", &["raw"]),
    ("missing_field", &["part"]),
    ("part.number", &[]),
    ("part.date", &[]),
    ("part.subject", &[]),
    ("part.addressees", &[]),
    ("part.agency", &[]),
    ("part.signatories", &[]),
    ("part.references", &[]),
    ("part.enclosures", &[]),
    ("weekday.1", &[]),
    ("weekday.2", &[]),
    ("weekday.3", &[]),
    ("weekday.4", &[]),
    ("weekday.5", &[]),
    ("weekday.6", &[]),
    ("weekday.7", &[]),
];

/// The messages in both languages, with the names of the months.
pub struct Messages {
    texts: BTreeMap<&'static str, [String; 2]>,
    months: Vec<[String; 2]>,
}

impl Messages {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table(FILE, ["code", "th", "en"])?;
        let mut texts = BTreeMap::new();
        for &(line, [code, th, en]) in &table.rows {
            let Some(&(key, needed)) = KEYS.iter().find(|k| k.0 == code) else {
                return Err(table.error(line, format!("nothing asks for a message '{code}'")));
            };
            for (language, text) in [("th", th), ("en", en)] {
                if text.is_empty() {
                    return Err(table.error(line, format!("the column {language} is empty")));
                }
                let mut found = slots(text).ok_or_else(|| table.error(line, format!("{language}: a bracket is not closed")))?;
                found.sort_unstable();
                found.dedup();
                if let Some(odd) = found.iter().find(|s| !needed.contains(s)) {
                    return Err(
                        table.error(line, format!("{language}: there is no slot {{{odd}}} for '{code}'; there are {}", needed.join(", ")))
                    );
                }
            }
            if texts.insert(key, [th.to_owned(), en.to_owned()]).is_some() {
                return Err(table.error(line, format!("'{code}' stands there twice")));
            }
        }
        if let Some((key, _)) = KEYS.iter().find(|k| !texts.contains_key(k.0)) {
            return Err(RuleError::new(FILE, 0, format!("the message '{key}' is missing")));
        }
        let months = files.table("months.tsv", ["number", "full", "abbr", "english", "english_abbr", "variants"])?;
        let mut names = vec![[String::new(), String::new()]; 12];
        for &(line, [number, th, _, en, ..]) in &months.rows {
            let n: usize =
                number.parse().ok().filter(|n| (1..=12).contains(n)).ok_or_else(|| months.error(line, "the month must be 1 to 12"))?;
            names[n - 1] = [th.to_owned(), en.to_owned()];
        }
        Ok(Self { texts, months: names })
    }

    /// The message `key` with its slots filled.
    pub fn text(&self, lang: Lang, key: &str, slots: &[(&str, &str)]) -> String {
        let mut out = self.texts.get(key).map_or_else(String::new, |t| t[lang as usize].clone());
        for (slot, value) in slots {
            out = out.replace(&format!("{{{slot}}}"), value);
        }
        out
    }

    /// An ISO day as people write it: `8 พฤษภาคม 2569`, `8 May 2026`. Anything else stays as it is.
    pub fn day(&self, lang: Lang, iso: &str) -> String {
        let mut parts = iso.split('-').map(|p| p.parse::<usize>().ok());
        let (Some(Some(year)), Some(Some(month)), Some(Some(day))) = (parts.next(), parts.next(), parts.next()) else {
            return iso.to_owned();
        };
        let Some(name) = month.checked_sub(1).and_then(|m| self.months.get(m)) else { return iso.to_owned() };
        let year = if lang == Lang::Thai { year + 543 } else { year };
        format!("{day} {} {year}", name[lang as usize])
    }
}

/// The names in curly brackets; `None` where one is not closed.
fn slots(text: &str) -> Option<Vec<&str>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}')? + open;
        out.push(&rest[open + 1..close]);
        rest = &rest[close + 1..];
    }
    Some(out)
}
