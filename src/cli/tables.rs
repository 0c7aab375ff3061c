//! `saraban tables`: letters that were read elsewhere, as one set of tables.

use super::count;
use anyhow::{Context, Result};
use saraban::output::{Rows, Writer};
use saraban::record::Record;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tracing::info;

/// Write the tables of letters that were read before.
///
/// Takes letters as `saraban extract` writes them, from several runs or machines, in the order in which they are to
/// stand, and writes what one run over all of them writes. What letters say of each other is looked up among all.
///
/// Exit status: 0 done, 2 something could not be read or written (earlier results stay as they are).
#[derive(clap::Args)]
#[command(after_help = "Examples:
  saraban tables run-1/letters.jsonl run-2/letters.jsonl --out all
  saraban extract --jsonl - <texts.jsonl | grep -v '^{\"failure' | saraban tables - --out out")]
pub struct Args {
    /// Files of letters, a JSON line each; `-` for standard input
    #[arg(required = true, value_name = "LETTERS")]
    inputs: Vec<PathBuf>,
    /// Folder for the results; made where it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Begin the CSV files with the mark by which spreadsheet programs know Thai text
    #[arg(long)]
    bom: bool,
    /// Say nothing
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the command.
///
/// # Errors
/// When a line is no letter, or something cannot be read or written.
pub fn run(args: Args) -> Result<ExitCode> {
    let mut writer = Writer::create(&args.out, args.bom)?;
    let mut letters = 0;
    for input in &args.inputs {
        let lines: Box<dyn BufRead> = if input == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(File::open(input).with_context(|| format!("cannot read {}", input.display()))?))
        };
        for (n, line) in (1..).zip(lines.lines()) {
            let place = || format!("{}:{n}", input.display());
            let line = line.with_context(place)?;
            let mut record: Record = serde_json::from_str(&line).with_context(|| format!("{}: not a letter of saraban", place()))?;
            // looked up anew, among all
            record.references.iter_mut().for_each(|r| r.resolved_id = None);
            record.citations.iter_mut().for_each(|c| c.resolved_id = None);
            writer.letters(Rows::of(std::slice::from_ref(&record))?)?;
            letters += 1;
        }
    }
    writer.publish()?;
    if !args.quiet {
        let out = args.out.display();
        info!(letters, %out, "{}; results in {out}", count(letters, "letter", "letters"));
    }
    Ok(ExitCode::SUCCESS)
}
