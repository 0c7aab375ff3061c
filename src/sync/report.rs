//! What a run did, for people and for programs.

use serde::Serialize;
use std::collections::BTreeMap;

/// Failures that a report names; the rest is counted, and all stand in `failures.csv`.
pub const NAMED: usize = 1000;

/// A run of `sync`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// `saraban-run/1`
    pub schema: &'static str,
    /// Version of the program.
    pub tool: &'static str,
    /// Number of the run in its store; 0 for a dry run.
    pub run: i64,
    /// When it began, RFC 3339, UTC.
    pub began: String,
    /// How long it took.
    pub seconds: f64,
    /// The folder that was read, as given.
    pub input: String,
    /// Where results were published, if they were.
    pub results: Option<String>,
    /// Nothing was written.
    pub dry_run: bool,
    /// Files by what became of them.
    pub files: Files,
    /// Letters.
    pub letters: Letters,
    /// Bytes of the files that were read.
    pub bytes: u64,
    /// Warnings of the letters read in this run, by code.
    pub warnings: BTreeMap<&'static str, usize>,
    /// Inputs that cannot be read now, up to a thousand.
    pub failures: Vec<Failed>,
}

/// Files by what became of them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Files {
    /// As they were, by size and times.
    pub unchanged: usize,
    /// Read again, with the same bytes.
    pub same: usize,
    /// Not known before.
    pub added: usize,
    /// Known with other bytes, other rules or another version of the program.
    pub changed: usize,
    /// Known as vanished, and there again.
    pub returned: usize,
    /// No longer there.
    pub vanished: usize,
    /// Below a folder that could not be read: kept as they were.
    pub unseen: usize,
    /// Passed over because of their ending.
    pub skipped: usize,
    /// Inputs that cannot be read now.
    pub failed: usize,
}

/// Letters.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Letters {
    /// Read in this run.
    pub read: usize,
    /// In the store, of files that are there.
    pub total: usize,
}

/// An input that cannot be read.
#[derive(Debug, Clone, Serialize)]
pub struct Failed {
    /// Path as given.
    pub path: String,
    /// In words.
    pub reason: String,
}
