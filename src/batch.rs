//! The driver of a run: files in parallel, results in input order, memory bounded by the size of a batch.

use crate::extract::extract;
use crate::input::{self, Document, Found, InputError};
use crate::output::{Failure, Writer};
use crate::record::Record;
use crate::rules::Rules;
use anyhow::Result;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Files that are read at once; the results of one batch are in memory together.
const BATCH: usize = 128;

/// What a run did.
#[derive(Debug, Default, Clone)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Letters written.
    pub letters: usize,
    /// Inputs that could not be read.
    pub failures: usize,
    /// Files in folders that were passed over because of their ending.
    pub skipped: usize,
}

/// What happens in a run, as it happens.
#[derive(Debug)]
pub enum Event<'a> {
    /// One more input is done, read or not.
    Done(&'a Summary),
    /// An input could not be read.
    Failed(&'a Failure),
    /// A file in a folder was passed over because of its ending.
    Skipped(&'a Path),
}

/// Reads `inputs` and hands their letters to `writer` in input order. `tell` hears of everything that happens.
pub fn run(inputs: &[PathBuf], rules: &Rules, writer: &mut Writer, mut tell: impl FnMut(Event)) -> Result<Summary> {
    let mut summary = Summary::default();
    let mut batch = Vec::with_capacity(BATCH);
    for found in input::walk(inputs) {
        match found {
            Found::Skipped(path) => {
                summary.skipped += 1;
                tell(Event::Skipped(&path));
                continue;
            }
            other => batch.push(other),
        }
        if batch.len() == BATCH {
            flush(&mut batch, rules, writer, &mut summary, &mut tell)?;
        }
    }
    flush(&mut batch, rules, writer, &mut summary, &mut tell)?;
    Ok(summary)
}

fn flush(batch: &mut Vec<Found>, rules: &Rules, writer: &mut Writer, summary: &mut Summary, tell: &mut impl FnMut(Event)) -> Result<()> {
    let results: Vec<Result<Vec<Record>, Failure>> = batch.par_drain(..).map(|found| one(found, rules)).collect();
    for result in results {
        match result {
            Ok(records) => {
                summary.files += 1;
                summary.letters += records.len();
                for record in &records {
                    writer.letter(record)?;
                }
            }
            Err(failure) => {
                summary.failures += 1;
                writer.failure(&failure)?;
                tell(Event::Failed(&failure));
            }
        }
        tell(Event::Done(summary));
    }
    Ok(())
}

/// The letters of one file.
fn one(found: Found, rules: &Rules) -> Result<Vec<Record>, Failure> {
    let path = match found {
        Found::File(path) => path,
        Found::Failed(e) => return Err(failure(&e)),
        Found::Skipped(path) => return Err(Failure { path, reason: "not read".into() }),
    };
    letters(input::read(&path).map_err(|e| failure(&e))?, rules)
}

/// The letters of one document. A fault of the program itself is a failure of that document alone.
pub fn letters(document: Document, rules: &Rules) -> Result<Vec<Record>, Failure> {
    let path = PathBuf::from(&document.path);
    catch_unwind(AssertUnwindSafe(|| extract(document, rules)))
        .map_err(|_| Failure { path, reason: "a fault in saraban while reading it; please report it with this file".into() })
}

fn failure(e: &InputError) -> Failure {
    Failure { path: e.path().to_owned(), reason: e.reason() }
}
