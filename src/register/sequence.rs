//! The running numbers of each unit in order.

use super::Entry;
use super::number::Parts;
use super::resolve::full;
use jiff::civil::Date;
use rayon::prelude::*;

/// Numbers that are missing between two letters, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// First missing number.
    pub from: u64,
    /// Last missing number.
    pub to: u64,
}

/// A letter in its place in the register of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The letter.
    pub entry: usize,
    /// Common-era year of its register.
    pub year: i16,
    /// Its running number.
    pub run: u64,
    /// The numbers that are missing before it.
    pub missing: Option<Gap>,
    /// The first other letter with this number.
    pub same_number: Option<usize>,
    /// A letter with which the order of numbers and the order of days disagree. It is noted for the fewest letters
    /// that must be taken out to leave the rest in order.
    pub out_of_order: Option<usize>,
}

/// Unit, series, year, running number, date, id, path: the order of the register.
type Key<'a> = (&'a str, &'a str, &'a str, i16, u64, &'a str, &'a str, &'a str);

fn key(e: &Entry) -> Option<Key<'_>> {
    let Parts { prefix, code, series, .. } = e.parts()?;
    let run = e.parts()?.figure()?;
    let date = e.date.as_deref()?;
    // a number without unit tells nothing of a sequence
    (!prefix.is_empty() || !code.is_empty()).then_some(())?;
    Some((prefix, code, series, date.get(..4)?.parse().ok()?, run, date, &e.id, &e.path))
}

/// Unit, series and year of a letter in order.
fn unit<'a>(k: &Key<'a>) -> (&'a str, &'a str, &'a str, i16) {
    (k.0, k.1, k.2, k.3)
}

/// All letters in order, with what is odd of each.
pub(super) fn lines(entries: &[Entry]) -> Vec<Line> {
    let mut sorted: Vec<(Key, usize)> = entries.par_iter().enumerate().filter_map(|(at, e)| Some((key(e)?, at))).collect();
    sorted.par_sort_unstable();
    let books: Vec<&[(Key, usize)]> = sorted.chunk_by(|a, b| unit(&a.0) == unit(&b.0)).collect();
    books.par_iter().flat_map_iter(|book| lines_of(book)).collect()
}

/// One unit and year.
fn lines_of(book: &[(Key, usize)]) -> Vec<Line> {
    let dates: Vec<Option<Date>> = book.iter().map(|(k, _)| full(k.5)).collect();
    let odd = out_of_order(&dates);
    let mut out: Vec<Line> = Vec::with_capacity(book.len());
    for (n, &(k, entry)) in book.iter().enumerate() {
        let before = n.checked_sub(1).map(|b| book[b]);
        let missing = before.filter(|b| b.0.4 + 1 < k.4).map(|b| Gap { from: b.0.4 + 1, to: k.4 - 1 });
        let first = out.iter().rev().take_while(|l| l.run == k.4).last().map(|l| l.entry);
        let other = book.get(n + 1).filter(|b| b.0.4 == k.4).map(|b| b.1);
        let out_of_order = odd[n].map(|o| book[o].1);
        out.push(Line { entry, year: k.3, run: k.4, missing, same_number: first.or(other), out_of_order });
    }
    out
}

/// For each letter that does not lie on the longest run of days that never go back: one on it with which it disagrees.
/// Letters without a full date are passed over.
fn out_of_order(dates: &[Option<Date>]) -> Vec<Option<usize>> {
    let mut tails: Vec<(Date, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; dates.len()];
    for (n, date) in dates.iter().enumerate() {
        let Some(date) = *date else { continue };
        let at = tails.partition_point(|t| t.0 <= date);
        before[n] = at.checked_sub(1).map(|b| tails[b].1);
        if at == tails.len() {
            tails.push((date, n));
        } else {
            tails[at] = (date, n);
        }
    }
    let mut good = vec![false; dates.len()];
    let mut chain = tails.last().map(|t| t.1);
    while let Some(n) = chain {
        good[n] = true;
        chain = before[n];
    }
    let mut odd = vec![None; dates.len()];
    let (mut lower, mut higher) = (None, None);
    for n in 0..dates.len() {
        if good[n] {
            lower = Some(n);
        } else if dates[n].is_some() {
            odd[n] = lower.filter(|&l| dates[l] > dates[n]);
        }
    }
    for n in (0..dates.len()).rev() {
        if good[n] {
            higher = Some(n);
        } else if dates[n].is_some() && odd[n].is_none() {
            odd[n] = higher.filter(|&h| dates[h] < dates[n]);
        }
    }
    odd
}
