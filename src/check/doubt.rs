//! Values whose reading is not sure enough to stand without a word.

use super::View;
use crate::record::Warning;

/// Below this a value is flagged.
const BAR: f32 = 0.9;

/// Years between a letter and a stamp on it that need a second look.
const YEARS_APART: i16 = 2;

/// Every number, date and telephone number that was read with less than [`BAR`], and stamps years away from the letter.
pub fn low_confidence(view: &View) -> Vec<Warning> {
    let record = view.sheet().record;
    let judged = |field: &str| {
        let listed = ["/references/", "/receipts/"].iter().any(|p| field.starts_with(p));
        matches!(field, "/number" | "/date")
            || listed && (field.ends_with("number") || field.ends_with("date"))
            || field.starts_with("/phones/")
    };
    let doubtful = record.evidence.iter().filter(|e| e.confidence < BAR && judged(&e.field));
    let mut found: Vec<Warning> = doubtful.map(|e| flag(view, &e.field, &e.raw)).collect();
    let dated = record.date.as_deref().and_then(year);
    for (i, receipt) in record.receipts.iter().enumerate() {
        let field = format!("/receipts/{i}/date");
        let far = receipt.date.as_deref().and_then(year).zip(dated).is_some_and(|(r, d)| (r - d).abs() >= YEARS_APART);
        if far && !found.iter().any(|w| w.field == field) {
            found.push(flag(view, &field, receipt.date.as_deref().unwrap_or_default()));
        }
    }
    found
}

fn flag(view: &View, field: &str, raw: &str) -> Warning {
    let shown: Vec<&str> = raw.split_whitespace().collect();
    view.warn("low_confidence", "", field, &[("raw", &shown.join(" "))], None)
}

fn year(iso: &str) -> Option<i16> {
    iso.get(..4)?.parse().ok()
}
