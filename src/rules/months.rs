//! Month names, full and short, with the forms they are misread as.

use super::table::{Files, RuleError};
use crate::skeleton::{distance, skeleton};
use std::collections::BTreeMap;

/// Letters of a word that is known as a month by half of them.
const LONG: usize = 7;

/// Characters of a short name, at most, misread ones included.
const SHORT: usize = 6;

/// Every known form of the twelve months.
pub struct Months {
    forms: BTreeMap<String, u8>,
    full: Vec<(Vec<char>, u8)>,
}

impl Months {
    pub(super) fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("months.tsv", ["number", "full", "abbr", "english", "english_abbr", "variants"])?;
        let (mut forms, mut full) = (BTreeMap::new(), Vec::new());
        for &(line, [number, name, abbr, english, english_abbr, variants]) in &table.rows {
            let n: u8 =
                number.parse().ok().filter(|n| (1..=12).contains(n)).ok_or_else(|| table.error(line, "the month must be 1 to 12"))?;
            full.push((skeleton(name), n));
            for form in [name, abbr, english, english_abbr].into_iter().chain(variants.split('|')).filter(|f| !f.is_empty()) {
                if let Some(other) = forms.insert(form.to_owned(), n).filter(|&o| o != n) {
                    return Err(table.error(line, format!("'{form}' already stands for month {other}")));
                }
            }
        }
        Ok(Self { forms, full })
    }

    /// An alternation of all forms, longest first, for patterns.
    pub fn alternation(&self) -> String {
        let mut all: Vec<&str> = self.forms.keys().map(String::as_str).collect();
        all.sort_by_key(|f| (std::cmp::Reverse(f.len()), f.to_owned()));
        all.iter().map(|f| regex::escape(f)).collect::<Vec<_>>().join("|")
    }

    /// The one month that `word` names when a letter of it is taken away (`กล.ย.`).
    fn with_a_stray_letter(&self, word: &str) -> Option<u8> {
        let mut found = None;
        for (at, c) in word.char_indices().filter(|x| x.1 != '.') {
            let rest = [&word[..at], &word[at + c.len_utf8()..]].concat();
            match (self.forms.get(&rest), found) {
                (Some(&n), Some(other)) if n != other => return None,
                (Some(&n), _) => found = Some(n),
                _ => {}
            }
        }
        found
    }

    /// The month that a form names, and how sure that is: exact forms first, then the one nearest full name.
    pub fn find(&self, word: &str) -> Option<(u8, f32)> {
        if let Some(&n) = self.forms.get(word) {
            return Some((n, 1.0));
        }
        let squeezed: String = word.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(&n) = self.forms.get(&squeezed) {
            return Some((n, 0.97));
        }
        // a point read as a vowel under the letter: `กุย.`
        let pointed = squeezed.replace(['ุ', 'ู'], ".");
        if let Some(&n) = self.forms.get(&pointed).filter(|_| squeezed.chars().count() <= SHORT) {
            return Some((n, 0.85));
        }
        // no other month begins with เ
        let april = squeezed.strip_prefix('เ').map(|rest| rest.chars().skip(1).collect::<String>());
        if april.is_some_and(|rest| matches!(rest.as_str(), ".ย." | "ย." | ".ย")) {
            return Some((4, 0.85));
        }
        if let Some(n) = self.with_a_stray_letter(&squeezed) {
            return Some((n, 0.85));
        }
        let word = skeleton(word);
        if word.len() < 4 {
            return None;
        }
        let mut near: Vec<(usize, u8)> = self.full.iter().map(|(name, n)| (distance(name, &word), *n)).collect();
        near.sort_unstable();
        let (best, next) = (near.first()?, near.get(1)?);
        // a long name is known by the letters left of it where no other comes near
        let near = best.0 * 3 <= word.len() + 1 && best.0 < next.0;
        let alone = word.len() >= LONG && best.0 * 2 <= word.len() && best.0 + 2 <= next.0;
        (near || alone).then_some((best.1, 0.9 - 0.08 * best.0 as f32))
    }
}
