//! The closing of a letter under the strokes of a signature: a line that holds nothing else, begins and ends as one of
//! the closings and is no words as it stands (`ขอแส์ดจูความนับถือ`).

use super::Proposal;
use crate::rules::table::{Files, RuleError};
use crate::skeleton::distance;

/// Letters at the beginning and at the end that must be there.
const BEGINS: usize = 2;
const ENDS: usize = 3;
/// Or these inside.
const INSIDE: &str = "ความนับ";
/// A line with a greater share of known letters is words.
const WORDS: f32 = 0.8;
/// Blanks for the words under a stroke.
const GAP: &str = "   ";

/// Letters that may differ, at most.
const MOST: usize = 9;
/// Shorter closings are like other words.
const SHORTEST: usize = 14;

/// The closings of `cues.tsv` that open like the first one.
pub(super) struct Closings(Vec<Vec<char>>);

fn thai(c: char) -> bool {
    ('ก'..='๎').contains(&c)
}

impl Closings {
    /// Reads the table of cues.
    pub fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("cues.tsv", ["cue", "phrase", "edge"])?;
        let closings = table.rows.iter().filter(|r| r.1[0] == "closing").map(|r| r.1[1].chars().collect::<Vec<char>>());
        let long: Vec<_> = closings.filter(|c| c.len() >= SHORTEST).collect();
        let first = long.first().cloned().unwrap_or_default();
        Ok(Self(long.into_iter().filter(|c| c.starts_with(&first)).collect()))
    }

    /// Changes of whole lines, in order; `known` tells the share of known letters of some words.
    pub fn find(&self, text: &str, known: impl Fn(&str) -> f32) -> Vec<Proposal> {
        let (mut out, mut start) = (Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            let behind = line.trim_start_matches(|c: char| !thai(c));
            let (at, words) = (start + line.len() - behind.len(), behind.trim_end_matches(|c: char| !thai(c)));
            start += line.len();
            if let Some(right) = self.meant(words, &known) {
                out.push(Proposal { range: at..at + words.len(), after: right, rule: "phrase", confidence: 0.95, sure: true });
            }
        }
        out
    }

    fn meant(&self, words: &str, known: &impl Fn(&str) -> f32) -> Option<String> {
        const LONGEST: usize = 160;
        let first = self.0.first()?;
        if words.len() > LONGEST || !words.chars().take(BEGINS).eq(first.iter().copied().take(BEGINS)) {
            return None;
        }
        let read: Vec<char> = words.chars().filter(|&c| thai(c)).collect();
        let fits = |right: &&Vec<char>| {
            let ends = read.ends_with(&right[right.len() - ENDS..]) || words.contains(INSIDE);
            ends && distance(right, &read) <= MOST
        };
        // one of them, with or without something behind it
        if self.0.iter().any(|c| read.starts_with(c)) || known(words) > WORDS && !words.contains(GAP) {
            return None;
        }
        let right = self.0.iter().filter(fits).min_by_key(|c| distance(c, &read))?;
        Some(right.iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_under_a_signature_is_read_by_its_ends() {
        let closings = Closings::read(&Files::embedded()).unwrap();
        let mend = |line: &str| closings.find(line, |_| 0.5).first().map(|p| p.after.clone());
        for read in ["ขอแส์ดจูความษ์บถือ", ": - : ขอแส ม นับถือ . .", "ขอ                วับถือ", "ขอนสดุงความนับลิอ"]
        {
            assert_eq!(mend(read).as_deref(), Some("ขอแสดงความนับถือ"), "{read}");
        }
        assert_eq!(mend("ขอแส่ตังความนับถืออย่างยิง").as_deref(), Some("ขอแสดงความนับถืออย่างยิ่ง"));
        for right in ["ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง", "ขอแสดงความยินดี", "จึงขอให้ยึดถือ"]
        {
            assert_eq!(mend(right), None, "{right}");
        }
        assert!(closings.find("ขอแสดงความเคารพนับถือ", |_| 1.0).is_empty());
    }
}
