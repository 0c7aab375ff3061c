//! The driver of a run: files in parallel, results in input order, memory bounded by the size of a batch.

use crate::held::{Held, file};
use crate::input::{self, Found};
use crate::output::{Failure, Rows, Writer};
use crate::rules::Rules;
use anyhow::{Result, anyhow};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use tracing::debug;

/// Files that are read at once for each thread, at most; the results of two batches are in memory together.
const FILES_A_THREAD: usize = 12;

/// Bytes of files that are read at once; a single larger file is read alone.
const BATCH_BYTES: u64 = 8 << 20;

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
/// `tell` hears of everything that happens. While one batch is written the next is read.
///
/// # Errors
/// When the results cannot be written.
pub fn run(inputs: &[PathBuf], limit: u64, rules: &Rules, writer: &mut Writer, mut tell: impl FnMut(Event)) -> Result<Summary> {
    let mut summary = Summary::default();
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(0);
        let reader = scope.spawn(move || read(inputs, limit, rules, &send));
        for (path, outcome) in receive.iter().flatten() {
            write(path, outcome, inputs, writer, &mut summary, &mut tell)?;
        }
        reader.join().map_err(|_| anyhow!("a fault in saraban"))
    })?;
    Ok(summary)
}

/// What became of a file: passed over by its name, or what is written of it and what is said of it.
type Outcome = Option<(Result<Rows>, Told)>;

/// What is said of a file: why it was not read whole, and why it is none of those that are read (see [`Held`]).
struct Told {
    failure: Option<String>,
    passed: Option<String>,
}

/// Reads batch after batch; ends when nobody listens any more.
fn read(inputs: &[PathBuf], limit: u64, rules: &Rules, send: &SyncSender<Vec<(PathBuf, Outcome)>>) {
    let most = FILES_A_THREAD * rayon::current_num_threads();
    let (mut batch, mut bytes) = (Vec::with_capacity(most), 0);
    let ready = |batch: &mut Vec<Found>| {
        let outcomes = batch.par_drain(..).map(|found| outcome(found, limit, rules)).collect();
        send.send(outcomes).is_ok()
    };
    for found in input::walk(inputs) {
        let size = match &found {
            Found::File(path) => std::fs::metadata(path).map_or(0, |m| m.len()),
            _ => 0,
        };
        if batch.len() == most || bytes + size > BATCH_BYTES {
            if !ready(&mut batch) {
                return;
            }
            bytes = 0;
        }
        bytes += size;
        batch.push(found);
    }
    ready(&mut batch);
}

fn outcome(found: Found, limit: u64, rules: &Rules) -> (PathBuf, Outcome) {
    if let Found::Skipped(path) = found {
        return (path, None);
    }
    let (path, Held { letters, failure, passed }) = one(found, limit, rules);
    (path, Some((Rows::of(&letters), Told { failure, passed })))
}

fn write(
    path: PathBuf,
    outcome: Outcome,
    inputs: &[PathBuf],
    writer: &mut Writer,
    summary: &mut Summary,
    tell: &mut impl FnMut(Event),
) -> Result<()> {
    let passed = match outcome {
        None => None,
        Some((_, told)) if told.passed.is_some() && !inputs.contains(&path) => None,
        Some(found) => Some(found),
    };
    let Some((rows, told)) = passed else {
        summary.skipped += 1;
        tell(Event::Skipped(&path));
        return Ok(());
    };
    let rows = rows?;
    summary.files += usize::from(told.failure.is_none() && told.passed.is_none() || rows.letters() > 0);
    summary.letters += rows.letters();
    writer.letters(rows)?;
    if let Some(reason) = told.failure.or(told.passed) {
        summary.failures += 1;
        let failure = Failure { path, reason };
        writer.failure(&failure)?;
        tell(Event::Failed(&failure));
    }
    tell(Event::Done(summary));
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
