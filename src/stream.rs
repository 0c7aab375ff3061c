//! Letters of a stream of JSON lines, as they come: an engine that has the texts runs saraban as a filter.

use crate::batch::{Held, letters};
use crate::input::jsonl::{self, BadLine};
use crate::record::Record;
use crate::rules::Rules;
use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Lines that are read at once, at most.
const BATCH: usize = 128;

/// Bytes of lines that are read at once; a single longer one is read alone.
const BATCH_BYTES: usize = 8 << 20;

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedLine {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// 1-based.
    pub line: u64,
    /// In words.
    pub reason: String,
}

/// What one line became.
pub type Answer = Result<Vec<Record>, FailedLine>;

/// Reads `lines` to their end and hands what became of each to `hear`, in order, as soon as all lines that are there
/// are read; empty lines are passed over. `file` names the lines when they are those of a file. A line of more than
/// `limit` bytes fails and is not kept in memory.
///
/// # Errors
/// When the stream breaks, or those of `hear`.
pub fn run(
    lines: impl BufRead + Send,
    file: Option<&str>,
    limit: u64,
    rules: &Rules,
    mut hear: impl FnMut(Vec<Answer>) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(BATCH);
        let reader = scope.spawn(move || read_lines(lines, limit, &send));
        while let Some(batch) = next(&receive) {
            hear(batch.into_par_iter().map(|line| one(line, file, rules)).collect())?;
        }
        drop(receive);
        reader.join().unwrap_or_else(|_| Err(io::Error::other("a fault in saraban"))).context("cannot read the lines")
    })
}

/// A line and its number; the error says what is wrong with it.
type Line = (u64, Result<Vec<u8>, String>);

/// Sends every line; ends when nobody listens any more.
fn read_lines(mut lines: impl BufRead, limit: u64, send: &SyncSender<Line>) -> io::Result<()> {
    for number in 1.. {
        let mut line = Vec::new();
        let n = lines.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut line)?;
        if n == 0 {
            break;
        }
        let line = if n as u64 > limit && line.last() != Some(&b'\n') {
            lines.skip_until(b'\n')?;
            Err(format!("it is longer than the {} MiB that are read at once (--max-size)", limit >> 20))
        } else {
            Ok(line)
        };
        if line.as_ref().is_ok_and(|l| l.trim_ascii().is_empty()) {
            continue;
        }
        if send.send((number, line)).is_err() {
            break;
        }
    }
    Ok(())
}

/// The lines that are there, at least one; none at the end.
fn next(receive: &Receiver<Line>) -> Option<Vec<Line>> {
    let mut batch = vec![receive.recv().ok()?];
    let size = |line: &Line| line.1.as_ref().map_or(0, Vec::len);
    let mut bytes = size(&batch[0]);
    while let (true, Ok(line)) = (batch.len() < BATCH && bytes < BATCH_BYTES, receive.try_recv()) {
        bytes += size(&line);
        batch.push(line);
    }
    Some(batch)
}

fn one((number, line): Line, file: Option<&str>, rules: &Rules) -> Answer {
    let read = line.map_err(|reason| BadLine { id: None, reason }).and_then(|line| {
        let document = jsonl::line(&line, file)?;
        let path = document.path.clone();
        letters(document, rules).map_err(|reason| BadLine { id: Some(path), reason })
    });
    read.map_err(|e| FailedLine { id: e.id, line: number, reason: e.reason })
}

/// Failed lines of a file that are named; the rest is counted.
const NAMED: usize = 20;

/// How a line of saraban's own results begins.
const OWN: &[u8] = b"{\"schema\":\"saraban/";

/// The letters of all lines of a file that was read whole; none of saraban's own results.
pub fn file(path: &str, bytes: &[u8], rules: &Rules) -> Held {
    if bytes.starts_with(OWN) {
        return Held::default();
    }
    let lines: Vec<(u64, &[u8])> = (1..).zip(bytes.split(|b| *b == b'\n')).filter(|(_, l)| !l.trim_ascii().is_empty()).collect();
    let answers: Vec<Answer> = lines.into_par_iter().map(|(n, line)| one((n, Ok(line.to_vec())), Some(path), rules)).collect();
    let (mut held, mut failed) = (Held::default(), Vec::new());
    for answer in answers {
        match answer {
            Ok(letters) => held.letters.extend(letters),
            Err(e) => failed.push(format!("line {}: {}", e.line, e.reason)),
        }
    }
    if !failed.is_empty() {
        let more = if failed.len() > NAMED { format!("; and {} more lines", failed.len() - NAMED) } else { String::new() };
        failed.truncate(NAMED);
        held.failure = Some(format!("{}{more}", failed.join("; ")));
    }
    held
}
