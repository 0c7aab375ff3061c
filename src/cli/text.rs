//! `saraban text`: the decoded source text of one file, in which all positions count.

use anyhow::Result;
use saraban::input;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the text of one file as it was read, before anything is changed.
///
/// This is the text in which `start` and `end` of evidence and repairs count bytes: the file decoded
/// to UTF-8 without its byte order mark, or, of hOCR, ALTO, PAGE and TSV, the words in reading order,
/// pages parted by form feeds. The same file gives the same text.
///
/// Exit status: 0 done, 2 the file could not be read.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  saraban text page.hocr | less
  saraban text page.hocr | tail -c +11 | head -c 30      # bytes 10 to 40")]
pub struct Args {
    /// File to read; `-` for standard input
    file: PathBuf,
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let document = input::read(&args.file)?;
    let mut out = io::stdout().lock();
    out.write_all(document.text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
