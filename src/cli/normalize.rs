//! `saraban normalize`: a filter from text to cleaned text.

use super::options::Options;
use anyhow::{Context, Result};
use saraban::extract::{clean, repairs};
use saraban::input::{self, InputError};
use saraban::text::{SourceSpan, Text};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Clean one text: any encoding in, UTF-8 out.
///
/// Puts Thai marks in their right order, turns Thai digits into 0-9, drops markup and invisible
/// characters, and mends misread words as `extract` does. No field is read and lines stay lines.
///
/// Exit status: 0 done (an empty text is clean), 2 the text could not be read or written.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  saraban normalize scan.txt > clean.txt
  pdftotext -layout letter.pdf - | saraban normalize | less
  saraban normalize scan.txt --edits edits.jsonl > clean.txt     # also list every change

Each line of the edits is a JSON object: start, end, before, after, rule, confidence. start and
end are bytes of the source decoded to UTF-8 (without a byte order mark), end not included.
Making all edits in the source gives the output.")]
pub struct Args {
    /// File to read; standard input when none is given, or for `-`
    #[arg(default_value = "-", hide_default_value = true)]
    file: PathBuf,
    /// Write every change to this file as JSON lines
    #[arg(long, value_name = "FILE")]
    edits: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let rules = args.options.load()?;
    let source = match input::read(&args.file) {
        Ok(document) => document.text,
        Err(InputError::Empty(_)) => String::new(),
        Err(e) => return Err(e.into()),
    };
    let text = clean(source, &rules);
    if let Some(path) = &args.edits {
        write_edits(path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut out = io::stdout().lock();
    out.write_all(text.current().as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_edits(path: &Path, text: &Text) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for edit in repairs(text, SourceSpan { start: 0, end: usize::MAX }) {
        serde_json::to_writer(&mut file, &edit)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    Ok(())
}
