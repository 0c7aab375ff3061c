//! Scoring of one file: letters aligned, compared and counted.

use super::align::align;
use super::calibrate::{Row, Trust, rows};
use super::compare::{Sheet, Tally, compare};
use super::gains::FileOutcomes;
use super::load::Gold;
use super::norm::{items, plain_text};
use serde_json::Value;
use std::collections::BTreeMap;

/// Kinds of inconsistency that gold files plant.
const PLANTED: [&str; 9] = [
    "reference_date_mismatch",
    "reference_number_mismatch",
    "received_before_dated",
    "be_ce_year_mismatch",
    "impossible_date",
    "postcode_province_mismatch",
    "weekday_mismatch",
    "received_after_forwarded",
    "dated_before_event",
];

/// Letters of one file or of many.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LetterCount {
    pub gold: u64,
    pub found: u64,
    pub aligned: u64,
    /// Gold letters with every scored value right.
    pub correct: u64,
    /// The same with nearly right texts as right.
    pub correct_soft: u64,
}

/// Warnings of one file or of many.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WarningCount {
    pub planted: u64,
    pub found: u64,
    pub emitted: u64,
    pub right: u64,
    pub other: u64,
}

/// The score of one file.
#[derive(Debug, Default)]
pub(super) struct Scored {
    pub tally: Tally,
    pub letters: LetterCount,
    pub warnings: WarningCount,
    pub trust: Trust,
    /// The same, to fit the weights of signs.
    pub rows: Vec<Row>,
    pub outcomes: FileOutcomes,
}

/// Scores the found letters of a file against its gold.
pub(super) fn score_file(gold: &Gold, found: &[Value]) -> Scored {
    let letters = gold.letters();
    let pairs = align(&letters, found);
    let partner: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    let back: BTreeMap<usize, usize> = pairs.iter().map(|&(i, j)| (j, i)).collect();
    let mut out = Scored::default();
    out.letters.gold = gold.letters as u64;
    out.letters.found = found.len() as u64;
    out.letters.aligned = pairs.len() as u64;
    for (i, letter) in letters.iter().enumerate() {
        let read = partner.get(&i).and_then(|&j| found.get(j));
        let sheet = compare(Some(letter), read);
        if read.is_some() {
            let total = sheet.tally.total();
            let soft = total.soft();
            out.letters.correct += u64::from(total.wrong + total.missed == 0);
            out.letters.correct_soft += u64::from(soft.wrong + soft.missed == 0);
        }
        out.take(Some(i), read, sheet);
    }
    for (j, letter) in found.iter().enumerate() {
        if !back.contains_key(&j) {
            out.take(None, Some(letter), compare(None, Some(letter)));
        }
    }
    out.warnings = warnings(&gold.value, found, &back);
    out
}

impl Scored {
    fn take(&mut self, letter: Option<usize>, found: Option<&Value>, sheet: Sheet) {
        self.tally.merge(&sheet.tally);
        if let Some(found) = found {
            self.trust.add(found, &sheet);
            self.rows.extend(rows(found, &sheet));
        }
        self.outcomes.push((letter, sheet.outcomes));
    }
}

/// Planted inconsistencies, and warnings of their kinds with the gold letter they stand at.
fn warnings(gold: &Value, found: &[Value], back: &BTreeMap<usize, usize>) -> WarningCount {
    let planted: Vec<(Option<u64>, String)> = gold
        .get("planted")
        .map(items)
        .unwrap_or_default()
        .into_iter()
        .map(|p| {
            let letter = p.get("letter").and_then(Value::as_u64);
            let kind = p.get("kind").and_then(Value::as_str).unwrap_or("");
            (letter, kind.to_owned())
        })
        .collect();
    let mut emitted = Vec::new();
    let mut count = WarningCount::default();
    for (j, letter) in found.iter().enumerate() {
        for w in letter.get("warnings").map(items).unwrap_or_default() {
            let code = code(w);
            if PLANTED.contains(&code.as_str()) {
                emitted.push((back.get(&j).map(|&i| i as u64), code));
            } else {
                count.other += 1;
            }
        }
    }
    count.planted = planted.len() as u64;
    count.emitted = emitted.len() as u64;
    let at_letter = |x: &&(Option<u64>, String)| x.0.is_some();
    let hits = planted.iter().filter(at_letter);
    count.found = hits.filter(|p| emitted.contains(p)).count() as u64;
    let rights = emitted.iter().filter(at_letter);
    count.right = rights.filter(|w| planted.contains(w)).count() as u64;
    count
}

/// The code of a warning: lower case letters, anything else as one underscore.
fn code(warning: &Value) -> String {
    let text = match warning {
        Value::Object(o) => o.get("code").map(plain_text).unwrap_or_default(),
        other => plain_text(other),
    };
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_lowercase());
    let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    words.join("_")
}
