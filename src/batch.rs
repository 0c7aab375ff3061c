//! The driver of a run: files in parallel, results in input order, memory bounded by the size of a batch.

use crate::held::{Held, file};
use crate::input::{self, Found};
use crate::output::{Failure, Rows, Writer};
use crate::rules::Rules;
use anyhow::Result;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use tracing::debug;

/// Files that are read at once, at most; the results of one batch are in memory together.
const BATCH: usize = 128;

/// Bytes of files that are read at once; a single larger file is read alone.
const BATCH_BYTES: u64 = 16 << 20;

/// What a run did.
#[derive(Debug, Default, Clone)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Letters written.
    pub letters: usize,
    /// Inputs that could not be read.
    pub failures: usize,
    /// Files in folders that were passed over: of another ending, or HTML, XML and TSV that is no reading of a page.
    pub skipped: usize,
}

/// What happens in a run, as it happens.
#[derive(Debug)]
pub enum Event<'a> {
    /// One more input is done, read or not.
    Done(&'a Summary),
    /// An input could not be read.
    Failed(&'a Failure),
    /// A file in a folder was passed over.
    Skipped(&'a Path),
}

/// Reads `inputs` and hands their letters to `writer` in input order. A file of more than `limit` bytes is a failure.
/// `tell` hears of everything that happens.
pub fn run(inputs: &[PathBuf], limit: u64, rules: &Rules, writer: &mut Writer, mut tell: impl FnMut(Event)) -> Result<Summary> {
    let mut summary = Summary::default();
    let (mut batch, mut bytes) = (Vec::with_capacity(BATCH), 0);
    for found in input::walk(inputs) {
        match found {
            Found::Skipped(path) => {
                summary.skipped += 1;
                tell(Event::Skipped(&path));
                continue;
            }
            Found::Failed(e) => batch.push(Found::Failed(e)),
            Found::File(path) => {
                let size = std::fs::metadata(&path).map_or(0, |m| m.len());
                if bytes + size > BATCH_BYTES {
                    flush(&mut batch, inputs, limit, rules, writer, &mut summary, &mut tell)?;
                    bytes = 0;
                }
                bytes += size;
                batch.push(Found::File(path));
            }
        }
        if batch.len() == BATCH {
            flush(&mut batch, inputs, limit, rules, writer, &mut summary, &mut tell)?;
            bytes = 0;
        }
    }
    flush(&mut batch, inputs, limit, rules, writer, &mut summary, &mut tell)?;
    Ok(summary)
}

fn flush(
    batch: &mut Vec<Found>,
    inputs: &[PathBuf],
    limit: u64,
    rules: &Rules,
    writer: &mut Writer,
    summary: &mut Summary,
    tell: &mut impl FnMut(Event),
) -> Result<()> {
    let results: Vec<(PathBuf, Held, Result<Rows>)> = batch
        .par_drain(..)
        .map(|found| {
            let (path, held) = one(found, limit, rules);
            let rows = Rows::of(&held.letters);
            (path, held, rows)
        })
        .collect();
    for (path, mut held, rows) in results {
        match held.passed.take() {
            Some(reason) if inputs.contains(&path) => held.failure = Some(reason),
            Some(_) => {
                summary.skipped += 1;
                tell(Event::Skipped(&path));
                continue;
            }
            None => {}
        }
        summary.files += usize::from(held.failure.is_none() || !held.letters.is_empty());
        summary.letters += held.letters.len();
        writer.letters(&held.letters, &rows?)?;
        if let Some(reason) = held.failure {
            summary.failures += 1;
            let failure = Failure { path, reason };
            writer.failure(&failure)?;
            tell(Event::Failed(&failure));
        }
        tell(Event::Done(summary));
    }
    Ok(())
}

fn one(found: Found, limit: u64, rules: &Rules) -> (PathBuf, Held) {
    let path = match found {
        Found::File(path) => path,
        Found::Failed(e) => return (e.path().to_owned(), Held::failed(e.reason())),
        Found::Skipped(path) => return (path, Held::failed("not read".into())),
    };
    let held = match input::bytes(&path, limit) {
        Ok(bytes) => {
            let held = file(&path, &bytes, rules);
            debug!(path = %path.display(), bytes = bytes.len(), letters = held.letters.len(), "{}: {} letters", path.display(), held.letters.len());
            held
        }
        Err(e) => Held::failed(e.reason()),
    };
    (path, held)
}
