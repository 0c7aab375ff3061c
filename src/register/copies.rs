//! Copies of one letter: the same circular sent to other addressees, or scanned twice. Where two copies differ in a
//! word, one of them is likely misread.

use super::Entry;
use super::resolve::full;
use crate::skeleton::skeleton;
use rapidfuzz::distance::levenshtein;
use rayon::prelude::*;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// Characters of two texts that are compared to see whether they are copies.
const COMPARED: usize = 6000;

/// Share of the letters that two copies have in common, at least.
const COPY: f64 = 0.75;

/// Share of the letters that two readings of one phrase have in common, at least.
const READING: f64 = 0.6;

/// A phrase (what stands between blanks) that two copies give differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In the first text; empty where it has nothing there.
    pub one: String,
    /// In the second.
    pub other: String,
    /// The letters that differ, of each.
    pub letters: (String, String),
    /// Whether the two are so alike that one must be a misreading of the other; else the copies say something else
    /// there, as another addressee.
    pub misread: bool,
}

/// Groups of letters with the same number and full date, in the order of the number, each in the order of ids.
pub(super) fn twins(entries: &[Entry]) -> Vec<Vec<usize>> {
    let key = |at: usize| {
        let e = &entries[at];
        Some((e.number.as_deref()?, e.date.as_deref().filter(|d| full(d).is_some())?))
    };
    let mut all: Vec<usize> = (0..entries.len()).filter(|&at| key(at).is_some()).collect();
    all.par_sort_unstable_by_key(|&at| (key(at), &entries[at].id, &entries[at].path));
    all.chunk_by(|&a, &b| key(a) == key(b)).filter(|g| g.len() > 1).map(<[usize]>::to_vec).collect()
}

/// Whether two texts are copies of one letter.
pub fn alike(one: &str, other: &str) -> bool {
    let cut = |text: &str| skeleton(&text.chars().take(COMPARED).collect::<String>());
    similar_letters(&cut(one), &cut(other)) >= COPY
}

fn similar_letters(a: &[char], b: &[char]) -> f64 {
    levenshtein::normalized_similarity(a.iter().copied(), b.iter().copied())
}

/// Phrase by phrase, what two copies give differently. Blanks and line ends do not count.
pub fn differences(one: &str, other: &str) -> Vec<Difference> {
    let (a, b): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), other.split_whitespace().collect());
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (left, right) = match op {
            DiffOp::Equal { .. } => continue,
            op => (&a[op.old_range()], &b[op.new_range()]),
        };
        pair(left, right, &mut out);
    }
    out
}

/// Two stretches that differ: phrase against phrase where they are as many, else as wholes.
fn pair(left: &[&str], right: &[&str], out: &mut Vec<Difference>) {
    if left.concat() == right.concat() {
        return;
    }
    if left.len() == right.len() && left.len() > 1 {
        left.iter().zip(right).for_each(|(l, r)| pair(&[l], &[r], out));
        return;
    }
    let (one, other) = (left.join(" "), right.join(" "));
    let (a, b) = (left.concat(), right.concat());
    let letters = |s: &str| s.chars().collect::<Vec<char>>();
    let misread = !a.is_empty() && !b.is_empty() && similar_letters(&letters(&a), &letters(&b)) >= READING;
    out.push(Difference { letters: apart(&a, &b), one, other, misread });
}

/// What is left of two words without their common beginning and end, in whole letters with their marks.
fn apart(a: &str, b: &str) -> (String, String) {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.graphemes(true).collect(), b.graphemes(true).collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    (a[head..a.len() - tail].concat(), b[head..b.len() - tail].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_word_is_told_from_another_addressee() {
        let one = "เรียน ผู้ว่าราชการจังหวัด\nด้วยกรมขอแจ้ง แนวทางปฏิบัติ ให้ทราบ";
        let other = "เรียน นายอำเภอ ด้วยกรมขอแจ้ง\nแนวทางปฎิบัติ ให้ ทราบ";
        let found: Vec<_> = differences(one, other).into_iter().map(|d| (d.one, d.letters, d.misread)).collect();
        assert_eq!(
            found,
            [
                ("ผู้ว่าราชการจังหวัด".to_owned(), ("ผู้ว่าราชการจังหวัด".to_owned(), "นายอำเภอ".to_owned()), false),
                ("แนวทางปฏิบัติ ให้ทราบ".to_owned(), ("ฏิ".to_owned(), "ฎิ".to_owned()), true),
            ]
        );
        assert_eq!(differences(one, one), []);
    }
}
