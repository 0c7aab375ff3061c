//! What was already found to need nothing: set phrases come back in letter after letter.

use crate::memo::hash;
use std::sync::atomic::{AtomicU64, Ordering};

/// A table of hashes that any thread may read and add to. What falls on a taken place replaces it.
pub(super) struct Seen {
    slots: Box<[AtomicU64]>,
}

/// A power of two; the table takes eight bytes a slot.
const SLOTS: usize = 1 << 16;

impl Default for Seen {
    fn default() -> Self {
        Self { slots: (0..SLOTS).map(|_| AtomicU64::new(0)).collect() }
    }
}

impl Seen {
    fn slot(&self, hash: u64) -> &AtomicU64 {
        &self.slots[(hash >> 32) as usize & (SLOTS - 1)]
    }

    pub fn has(&self, hash: u64) -> bool {
        self.slot(hash).load(Ordering::Relaxed) == hash
    }

    /// What `read` finds in the lines of a text, each with its place there, for a reader to whom other lines do not
    /// matter. Lines in which this reader, known by `seed`, found nothing before are passed over.
    pub fn lines<T>(&self, text: &str, seed: u64, mut read: impl FnMut(&str, usize, &mut Vec<T>)) -> Vec<T> {
        let (mut out, mut start) = (Vec::new(), 0);
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let line = &text[start..end];
            let mark = hash(line.as_bytes(), seed);
            if !self.has(mark) {
                let before = out.len();
                read(line, start, &mut out);
                if out.len() == before {
                    self.add(mark);
                }
            }
            start = end + 1;
        }
        out
    }

    pub fn add(&self, hash: u64) {
        self.slot(hash).store(hash, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_added_and_nothing_else() {
        let seen = Seen::default();
        let hashes: Vec<u64> = (0..2000u32).map(|k| hash(&k.to_be_bytes().repeat(3), 1)).collect();
        assert!(hashes.iter().all(|&h| !seen.has(h)));
        seen.add(hashes[0]);
        assert!(seen.has(hashes[0]));
        assert!(hashes[1..].iter().all(|&h| !seen.has(h)));
    }
}
