//! How far the confidence of evidence can be trusted.

use super::compare::Sheet;
use crate::rules::confidence::all_signs;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

const BINS: usize = 10;

/// Evidence of scored values by its confidence.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Calibration {
    /// Evidence rows counted: those of values that the gold can judge.
    pub rows: u64,
    /// Expected calibration error: mean distance of confidence and share right, weighted by rows.
    pub ece: f64,
    /// Ten equal ranges of confidence.
    pub bins: Vec<Bin>,
}

/// One range of confidence.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Bin {
    /// Lower end of the range.
    pub from: f64,
    /// Upper end of the range, part of it only in the last one.
    pub to: f64,
    /// Evidence rows in the range.
    pub count: u64,
    /// Mean confidence of the rows; none when there are no rows.
    pub confidence: Option<f64>,
    /// Share of rows whose value is right; none when there are no rows.
    pub right: Option<f64>,
}

/// A value that the gold can judge.
#[derive(Debug, Clone)]
pub struct Row {
    /// The file, by number.
    pub file: usize,
    /// Its signs.
    pub signs: Vec<String>,
    /// Whether it is right.
    pub right: bool,
}

/// Sums for the table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Trust([(u64, u64, f64); BINS]);

impl Trust {
    pub fn merge(&mut self, o: &Trust) {
        for (a, b) in self.0.iter_mut().zip(&o.0) {
            a.0 += b.0;
            a.1 += b.1;
            a.2 += b.2;
        }
    }

    /// Counts the evidence rows of a found letter whose pointers the comparison judged.
    pub fn add(&mut self, letter: &Value, sheet: &Sheet) {
        for (row, right) in judged(letter, sheet) {
            if let Some(confidence) = row.get("confidence").and_then(Value::as_f64) {
                self.count(confidence, right);
            }
        }
    }

    /// Counts one value.
    pub fn count(&mut self, confidence: f64, right: bool) {
        let confidence = confidence.clamp(0.0, 1.0);
        let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
        let b = &mut self.0[bin];
        b.0 += 1;
        b.1 += u64::from(right);
        b.2 += confidence;
    }

    pub fn table(&self) -> Option<Calibration> {
        let rows: u64 = self.0.iter().map(|b| b.0).sum();
        if rows == 0 {
            return None;
        }
        let apart: f64 = self.0.iter().map(|b| (b.1 as f64 - b.2).abs()).sum();
        let bins = self.0.iter().enumerate().map(|(k, &(count, right, sum))| {
            let mean = |x: f64| (count > 0).then(|| super::norm::round4(x / count as f64));
            Bin { from: k as f64 / BINS as f64, to: (k + 1) as f64 / BINS as f64, count, confidence: mean(sum), right: mean(right as f64) }
        });
        Some(Calibration { rows, ece: super::norm::round4(apart / rows as f64), bins: bins.collect() })
    }
}

/// The evidence of a found letter that the comparison judged, with whether the value is right.
fn judged<'a>(letter: &'a Value, sheet: &'a Sheet) -> impl Iterator<Item = (&'a Value, bool)> {
    let rows = letter.get("evidence").and_then(Value::as_array);
    rows.into_iter().flatten().filter_map(|row| Some((row, judge(&sheet.pointers, row.get("field")?.as_str()?)?)))
}

/// The same as rows to fit; those without signs are left out.
pub(super) fn rows(letter: &Value, sheet: &Sheet) -> Vec<Row> {
    let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let signs = |row: &'_ Value| row.get("signs").and_then(Value::as_array).filter(|s| !s.is_empty()).cloned();
    judged(letter, sheet)
        .filter_map(|(row, right)| {
            let noted = signs(row)?;
            let signs = all_signs(&text(row, "field"), &text(row, "rule"), noted.iter().filter_map(Value::as_str));
            Some(Row { file: 0, signs, right })
        })
        .collect()
}

/// Whether the value at a pointer is right; for a whole list or item, whether all in it that is
/// scored is right; `None` when nothing there is scored.
fn judge(pointers: &BTreeMap<String, bool>, field: &str) -> Option<bool> {
    if let Some(right) = pointers.get(field) {
        return Some(*right);
    }
    let inside = format!("{field}/");
    pointers.range(inside.clone()..).take_while(|(p, _)| p.starts_with(&inside)).map(|(_, right)| *right).reduce(|a, b| a && b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::compare::compare;
    use serde_json::json;

    #[test]
    fn rows_are_judged_by_their_value() {
        let gold = json!({"number": "กข 1/2", "date": "?", "emails": ["a@b.go.th"]});
        let found = json!({"number": "กข 1/3", "date": "2026-01-01", "emails": ["a@b.go.th"],
            "evidence": [
                {"field": "/number", "confidence": 0.8},
                {"field": "/date", "confidence": 0.9},
                {"field": "/emails/0", "confidence": 1.0},
                {"field": "/emails", "confidence": 0.95},
                {"field": "/text", "confidence": 0.1}]});
        let mut t = Trust::default();
        t.add(&found, &compare(Some(&gold), Some(&found)));
        let c = t.table().map(|c| (c.rows, c.ece));
        assert_eq!(c, Some((3, 0.2833)));
    }
}
