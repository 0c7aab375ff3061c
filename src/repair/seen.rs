//! What was already found to need nothing: set phrases come back in letter after letter.

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

    pub fn add(&self, hash: u64) {
        self.slot(hash).store(hash, Ordering::Relaxed);
    }
}

/// A hash of bytes: 64 bits, each of which depends on all bytes.
pub(super) fn hash(bytes: &[u8], seed: u64) -> u64 {
    let mix = |a: u64, b: u64| {
        let product = u128::from(a ^ 0x9E37_79B9_7F4A_7C15) * u128::from(b ^ 0xD1B5_4A32_D192_ED03);
        product as u64 ^ (product >> 64) as u64
    };
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let sum = chunks.iter().fold(seed, |sum, chunk| mix(sum ^ u64::from_le_bytes(*chunk), sum));
    mix(sum ^ u64::from_le_bytes(last), bytes.len() as u64).max(1)
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
