//! What was found before, by all that it depends on: the same lines and words come back in letter after letter.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, PoisonError};

/// A bounded table that any thread may read and add to.
#[derive(Debug)]
pub struct Memo<V> {
    shards: Vec<Mutex<Shard<V>>>,
}

/// Two generations, so that what is asked for again outlives what is not. The key stands beside its value: hashes may meet.
#[derive(Debug)]
struct Shard<V> {
    young: Entries<V>,
    old: Entries<V>,
}

type Entries<V> = HashMap<u64, (Box<[u8]>, V), BuildHasherDefault<Hashed>>;

/// The hash of a key that is one.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes, self.0);
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// Threads seldom meet on one of so many parts.
const SHARDS: usize = 32;
/// A part whose younger generation has so many entries gives up the older one, so that memory stays bounded.
const FULL: usize = 56;

impl<V> Default for Memo<V> {
    fn default() -> Self {
        let shard = || Mutex::new(Shard { young: HashMap::default(), old: HashMap::default() });
        Self { shards: (0..SHARDS).map(|_| shard()).collect() }
    }
}

impl<V> Memo<V> {
    /// What is known of a key, as `show` takes it. `hash` is the key's.
    pub fn get<T>(&self, hash: u64, key: &[u8], show: impl FnOnce(&V) -> T) -> Option<T> {
        let mut shard = self.shard(hash);
        if let Some((own, value)) = shard.young.get(&hash) {
            return (**own == *key).then(|| show(value));
        }
        let entry = shard.old.remove(&hash).filter(|(own, _)| **own == *key)?;
        let shown = show(&entry.1);
        shard.add(hash, entry);
        Some(shown)
    }

    /// Keeps what was found for a key.
    pub fn add(&self, hash: u64, key: &[u8], value: V) {
        self.shard(hash).add(hash, (key.into(), value));
    }

    fn shard(&self, hash: u64) -> std::sync::MutexGuard<'_, Shard<V>> {
        self.shards[(hash >> 40) as usize % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V> Shard<V> {
    fn add(&mut self, hash: u64, entry: (Box<[u8]>, V)) {
        if self.young.len() >= FULL {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(hash, entry);
    }
}

/// A hash of bytes: 64 bits, each of which depends on all bytes.
pub fn hash(bytes: &[u8], seed: u64) -> u64 {
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
    fn keeps_what_is_asked_for_and_stays_bounded() {
        let memo = Memo::default();
        let key = |n: u32| n.to_le_bytes();
        for n in 0..100_000 {
            memo.add(hash(&key(n), 1), &key(n), n);
            assert_eq!(memo.get(hash(&key(7), 1), &key(7), |v| *v), (n >= 7).then_some(7));
        }
        let kept = (0..100_000).filter(|&n| memo.get(hash(&key(n), 1), &key(n), |v| *v).is_some()).count();
        assert!(kept <= 2 * SHARDS * FULL, "{kept}");
        assert_eq!(memo.get(hash(&key(7), 1), b"another", |v| *v), None);
    }
}
