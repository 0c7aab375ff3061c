//! Where letters are found: sorted lists of hashes, which take 12 bytes a key.

use super::Entry;
use super::number::Parts;
use crate::check::digits::stems;
use rayon::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Letters of one key that are looked at.
const MOST: usize = 256;

/// Letters under keys. Keys are hashes: who looks up compares the letters themselves.
#[derive(Debug, Default)]
pub(super) struct Lookup(Vec<(u64, u32)>);

impl Lookup {
    /// Letters of one key stand in the order of their ids: which are found first does not depend on how they came.
    fn new(mut keys: Vec<(u64, u32)>, entries: &[Entry]) -> Self {
        let name = |k: &(u64, u32)| {
            let e = &entries[k.1 as usize];
            (&e.id, &e.path)
        };
        keys.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| name(a).cmp(&name(b))));
        Self(keys)
    }

    /// The first letters under `key`.
    pub fn get(&self, key: u64) -> impl Iterator<Item = usize> + '_ {
        let from = self.0.partition_point(|k| k.0 < key);
        self.0[from..].iter().take_while(move |k| k.0 == key).take(MOST).map(|k| k.1 as usize)
    }
}

/// The letters by number, by number one digit away, and by running number and day.
#[derive(Debug)]
pub(super) struct Index {
    pub by_number: Lookup,
    pub by_number_and_date: Lookup,
    pub by_stem: Lookup,
    pub by_day: Lookup,
}

impl Index {
    pub fn new(entries: &[Entry]) -> Self {
        let keys = |of: &(dyn Fn(&Parts, &Entry) -> Vec<u64> + Sync)| {
            let each = entries.par_iter().enumerate().filter_map(|(at, e)| Some((at, e.parts()?, e)));
            let all = each.flat_map_iter(|(at, parts, e)| of(&parts, e).into_iter().map(move |k| (k, at as u32)));
            Lookup::new(all.collect(), entries)
        };
        let dated =
            |of: &(dyn Fn(&Parts, &str) -> Vec<u64> + Sync)| keys(&|parts, e| e.date.as_deref().map_or_else(Vec::new, |d| of(parts, d)));
        Self {
            by_number: keys(&|parts, _| vec![number(parts, "")]),
            by_number_and_date: dated(&|parts, date| vec![number(parts, date)]),
            by_stem: dated(&stem_keys),
            by_day: dated(&|parts, date| vec![day(parts, date)]),
        }
    }
}

fn hash(of: impl Hash) -> u64 {
    // the standard hasher with its fixed keys: the same in every run
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Key of all of a number but its letter code, which may be unreadable; with a date, or without.
pub(super) fn number(p: &Parts, date: &str) -> u64 {
    hash((p.code, p.series, p.run, date))
}

/// Key of a running number and a day.
pub(super) fn day(p: &Parts, date: &str) -> u64 {
    hash((p.series, p.run, date))
}

/// Keys of a unit's numbers of one year that are at most a digit away.
pub(super) fn stem_keys(p: &Parts, date: &str) -> Vec<u64> {
    let year = date.get(..4).unwrap_or_default();
    stems(p.run).iter().map(|s| hash((p.prefix, p.code, p.series, year, s))).collect()
}
