//! One file: reading it, and what the store then knows of it.

use super::scan::{Job, shown};
use super::store::{Entry, Store};
use crate::held::{Held, file};
use crate::input::{self, InputError};
use crate::record::Record;
use crate::register;
use crate::rules::Rules;
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use tracing::debug;

/// How files are read.
pub struct How {
    /// Tool, rules and options.
    pub maker: i64,
    /// Also what is unchanged.
    pub redo: bool,
    /// Largest file, in bytes.
    pub limit: u64,
}

/// What came of reading a file.
pub enum Read {
    /// The bytes are those that the store knows.
    Same,
    /// Its letters.
    Letters {
        /// BLAKE3 of the bytes.
        hash: [u8; 32],
        /// JSON lines, packed.
        lines: Vec<u8>,
        /// Their register entries, JSON.
        entries: String,
        /// Number of letters.
        letters: usize,
        /// Their warnings by code.
        warnings: BTreeMap<&'static str, usize>,
        /// Why some of its lines could not be read.
        failure: Option<String>,
    },
    /// It could not be read.
    Failed {
        /// BLAKE3 of the bytes, where they could be had.
        hash: Option<[u8; 32]>,
        /// In words.
        reason: String,
        /// The system refused, so that nothing is known of the content.
        refused: bool,
    },
}

/// What a file that must be read is.
pub enum Kind {
    /// It cannot be read.
    Failed,
    /// It has the bytes that the store knows.
    Same,
    /// It had vanished.
    Returned,
    /// It is new.
    Added,
    /// It has other bytes, or was read otherwise.
    Changed,
}

/// What a job would turn out to be, without reading letters.
pub fn kind(job: &Job, how: &How) -> Kind {
    if job.failed.is_some() {
        return Kind::Failed;
    }
    if job.new {
        return Kind::Added;
    }
    if job.known.gone.is_some() {
        return Kind::Returned;
    }
    match input::bytes(&job.path, how.limit) {
        Err(_) => Kind::Failed,
        Ok(bytes) if is_same(job, blake3::hash(&bytes).as_bytes(), how) => Kind::Same,
        Ok(_) => Kind::Changed,
    }
}

/// Reads files in parallel; the results have the order of the jobs.
pub fn read_all(jobs: Vec<Job>, rules: &Rules, how: &How) -> Vec<(Job, Read)> {
    let read = |mut job: Job| {
        let read = read(&mut job, rules, how);
        (job, read)
    };
    jobs.into_par_iter().map(read).collect()
}

fn read(job: &mut Job, rules: &Rules, how: &How) -> Read {
    let refused = |e: InputError| Read::Failed { hash: None, reason: e.reason(), refused: matches!(e, InputError::Io { .. }) };
    if let Some(e) = job.failed.take() {
        return refused(e);
    }
    let bytes = match input::bytes(&job.path, how.limit) {
        Ok(bytes) => bytes,
        Err(e) => return refused(e),
    };
    let hash = *blake3::hash(&bytes).as_bytes();
    if is_same(job, &hash, how) {
        return Read::Same;
    }
    // the store does not know where the folder lies
    let held = file(Path::new(&shown(&job.known.path)), &bytes, rules);
    debug!(path = %job.path.display(), bytes = bytes.len(), letters = held.letters.len(), "{}: {} letters", job.path.display(), held.letters.len());
    drop(bytes);
    match (pack(&held.letters), held) {
        (_, Held { letters, failure: Some(reason), .. }) if letters.is_empty() => Read::Failed { hash: Some(hash), reason, refused: false },
        (Err(reason), _) => Read::Failed { hash: Some(hash), reason, refused: false },
        (Ok((lines, entries)), Held { letters, failure, .. }) => {
            let mut warnings = BTreeMap::new();
            for w in letters.iter().flat_map(|r| &r.warnings) {
                *warnings.entry(w.code).or_default() += 1;
            }
            Read::Letters { hash, lines, entries, letters: letters.len(), warnings, failure }
        }
    }
}

fn is_same(job: &Job, hash: &[u8; 32], how: &How) -> bool {
    !how.redo && job.known.hash.as_ref() == Some(hash) && job.known.maker == how.maker
}

/// Writes to the store what is now known of a file; says whether anything changed that is published.
///
/// # Errors
/// When the store cannot be written.
pub fn settle(store: &Store, job: &Job, read: &Read, maker: i64, run: i64) -> Result<bool> {
    let old = &job.known;
    let mut e = Entry { stamp: job.stamp, settled: job.settled, maker, gone: None, ..old.clone() };
    if job.new {
        e.added = run;
    }
    let mut changed = job.new || old.gone.is_some();
    match read {
        Read::Same => {}
        Read::Letters { hash, lines, entries, letters, failure, .. } => {
            (e.hash, e.failure, e.letters) = (Some(*hash), failure.clone(), *letters);
            let same = old.result.map(|id| store.lines(id)).transpose()?.as_ref() == Some(lines);
            if !same {
                e.result = Some(store.keep(old.result, lines, entries)?);
            }
            changed |= !same || old.failure != e.failure;
        }
        // what was read last stays: the system may only be unable to show it now
        Read::Failed { reason, refused: true, .. } => {
            (e.hash, e.failure) = (None, Some(reason.clone()));
            changed |= old.failure != e.failure;
        }
        Read::Failed { hash, reason, refused: false } => {
            if let Some(id) = old.result {
                store.drop_lines(id)?;
            }
            (e.hash, e.failure, e.result, e.letters) = (*hash, Some(reason.clone()), None, 0);
            changed |= old.failure != e.failure || old.result.is_some();
        }
    }
    if changed {
        e.changed = run;
    }
    store.put(&e)?;
    Ok(changed)
}

/// Letters as JSON lines, packed, and their register entries as JSON.
fn pack(records: &[Record]) -> Result<(Vec<u8>, String), String> {
    let mut lines = Vec::new();
    for record in records {
        serde_json::to_writer(&mut lines, record).map_err(|e| e.to_string())?;
        lines.push(b'\n');
    }
    let entries: Vec<_> = records.iter().map(register::Entry::of).collect();
    let entries = serde_json::to_string(&entries).map_err(|e| e.to_string())?;
    Ok((lz4_flex::compress_prepend_size(&lines), entries))
}

/// The letters that were packed.
///
/// # Errors
/// When the bytes are damaged.
pub fn unpack(packed: &[u8]) -> Result<Vec<Record>> {
    let lines = lz4_flex::decompress_size_prepended(packed).context("letters in the store are damaged")?;
    let letters = lines.split(|b| *b == b'\n').filter(|l| !l.is_empty());
    letters.map(|l| serde_json::from_slice(l).context("letters in the store are damaged")).collect()
}
