//! Letters of a stream of JSON lines, as they come: an engine that has the texts runs saraban as a filter.

use crate::held::{Answer, Line, line};
use crate::rules::Rules;
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Lines that are read at once, at most.
const BATCH: usize = 128;

/// Bytes of lines that are read at once; a single longer one is read alone.
const BATCH_BYTES: usize = 8 << 20;

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
            hear(batch.into_par_iter().map(|one| line(one, file, rules)).collect())?;
        }
        drop(receive);
        reader.join().unwrap_or_else(|_| Err(io::Error::other("a fault in saraban"))).context("cannot read the lines")
    })
}

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
