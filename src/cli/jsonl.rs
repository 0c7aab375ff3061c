//! `saraban extract --jsonl`: JSON lines in, JSON lines out.

use super::count;
use anyhow::{Context, Result};
use saraban::held::FailedLine;
use saraban::rules::Rules;
use saraban::stream;
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tracing::{info, warn};

/// What stands in place of the letters of a line that could not be read.
#[derive(Serialize)]
struct Failed<'a> {
    failure: &'a FailedLine,
}

/// Reads the lines of every input and writes what became of them, in order.
///
/// # Errors
/// When an input breaks or standard output is closed.
pub fn run(inputs: &[PathBuf], limit: u64, rules: &Rules, quiet: bool) -> Result<ExitCode> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let (mut lines, mut letters, mut failed) = (0, 0, 0);
    for input in inputs {
        let from: Box<dyn BufRead + Send> = if input == Path::new("-") {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::new(File::open(input).with_context(|| format!("cannot read {}", input.display()))?))
        };
        stream::run(from, None, limit, rules, |answers| {
            for answer in answers {
                lines += 1;
                match answer {
                    Ok(records) => {
                        letters += records.len();
                        for record in &records {
                            serde_json::to_writer(&mut out, record).map_err(io::Error::from)?;
                            out.write_all(b"\n")?;
                        }
                    }
                    Err(failure) => {
                        failed += 1;
                        let id = failure.id.as_ref().map_or(String::new(), |id| format!(" ({id})"));
                        let (line, path, reason) = (failure.line, input.display(), failure.reason.as_str());
                        warn!(line, %path, id = failure.id, reason, "cannot read line {line} of {path}{id}: {reason}");
                        serde_json::to_writer(&mut out, &Failed { failure: &failure }).map_err(io::Error::from)?;
                        out.write_all(b"\n")?;
                    }
                }
            }
            Ok(out.flush()?)
        })
        .with_context(|| input.display().to_string())?;
    }
    if !quiet {
        let bad = if failed > 0 { format!("; {failed} could not be read") } else { String::new() };
        let (read, found) = (count(lines, "line", "lines"), count(letters, "letter", "letters"));
        info!(lines, letters, failures = failed, "read {read}, found {found}{bad}");
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
