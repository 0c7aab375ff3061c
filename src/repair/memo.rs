//! What was chosen in a window, by all that the choice depends on: the same words come back in letter after letter.

use super::decide::Choice;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

type Shard = Mutex<HashMap<Vec<u8>, Vec<Choice>>>;

/// A table that any thread may read and add to.
pub(super) struct Memo {
    shards: Vec<Shard>,
}

/// Threads seldom meet on one of so many parts.
const SHARDS: usize = 32;
/// A part that has so many entries is begun anew, so that memory stays bounded.
const FULL: usize = 512;

impl Default for Memo {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| Shard::default()).collect() }
    }
}

impl Memo {
    fn shard(&self, hash: u64) -> &Shard {
        &self.shards[(hash >> 40) as usize % SHARDS]
    }

    /// The choices known for a key, as `show` takes them.
    pub fn get<T>(&self, hash: u64, key: &[u8], show: impl FnOnce(&[Choice]) -> T) -> Option<T> {
        let shard = self.shard(hash).lock().unwrap_or_else(PoisonError::into_inner);
        shard.get(key).map(|choices| show(choices))
    }

    /// Keeps the choices of a key.
    pub fn add(&self, hash: u64, key: Vec<u8>, choices: Vec<Choice>) {
        let mut shard = self.shard(hash).lock().unwrap_or_else(PoisonError::into_inner);
        if shard.len() >= FULL {
            shard.clear();
        }
        shard.insert(key, choices);
    }
}
