//! `saraban extract`: letters in, tables out.

use super::count;
use super::options::{Language, Options};
use super::progress::Progress;
use anyhow::{Context, Result};
use saraban::batch::{self, Summary};
use saraban::input::MAX_BYTES;
use saraban::output::Writer;
use saraban::rules::Rules;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing::{error, info};

/// Read letters and write letters.jsonl and the CSV tables.
///
/// A file may hold several letters; each becomes one line of letters.jsonl and one row of
/// letters.csv. A file that cannot be read is named on standard error and in failures.csv, and the
/// rest is read all the same. The results take the place of earlier ones only when all are written.
///
/// Files that end in .jsonl hold a text a line, {"id": …, "text": …}; the path of its letters is FILE#ID. With --jsonl
/// the path is the id alone.
///
/// Exit status: 0 all was read, 1 some inputs could not be read, 2 wrong usage or nothing could be
/// read (earlier results then stay as they are).
#[derive(clap::Args)]
#[command(after_help = "Examples:
  saraban extract scans/ --out out
  tesseract scan.png page -l tha hocr && saraban extract page.hocr --out out   # with boxes
  saraban extract a.txt b.txt --out out --bom          # tables for a spreadsheet program
  pdftotext -layout letter.pdf - | saraban extract - --out out
  saraban extract --jsonl - <texts.jsonl >letters.jsonl # a filter, for programs that have the texts
  saraban extract scans/ --out out --profile ours.toml   # see `saraban learn`
  saraban extract scans/ --out out --quiet || echo 'see out/failures.csv'")]
pub struct Args {
    /// Files and folders to read; `-` for standard input. In folders .txt, .md, .text, .jsonl,
    /// .hocr, .html, .htm, .xml and .tsv are read
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Folder for the results; made where it is not there
    #[arg(long, value_name = "DIR", required_unless_present = "jsonl")]
    out: Option<PathBuf>,
    /// Take every input for JSON lines {"id", "text"} or {"id", "base64"} and write letters to standard output as they
    /// are read, a JSON line each, without resolved_id, which `saraban tables` adds; a line that cannot be read gives {"failure": {"id", "line", "reason"}}
    #[arg(long, conflicts_with = "out")]
    jsonl: bool,
    #[command(flatten)]
    reading: Reading,
}

/// How letters are read and written; the same for all commands that do.
#[derive(clap::Args)]
pub struct Reading {
    /// Threads to use; 0 for one a processor
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
    /// Begin the CSV files with the mark by which spreadsheet programs know Thai text
    #[arg(long)]
    pub bom: bool,
    #[command(flatten)]
    language: Language,
    #[command(flatten)]
    options: Options,
    /// Largest file that is read, or line of JSON lines, in MiB; reading takes about fifteen times as much memory
    #[arg(long, value_name = "MIB", default_value_t = MAX_BYTES >> 20, value_parser = clap::value_parser!(u64).range(1..=4096))]
    max_size: u64,
    /// Say nothing but which inputs could not be read
    #[arg(long, short)]
    pub quiet: bool,
}

impl Reading {
    /// The rules asked for, and their fingerprint.
    pub fn rules(&self) -> Result<(Rules, String)> {
        let mut rules = self.options.load()?;
        rules.lang = self.language.get();
        Ok((rules, self.options.fingerprint()?))
    }

    /// Largest file that is read, in bytes.
    pub fn limit(&self) -> u64 {
        self.max_size << 20
    }

    /// What changes the letters besides the rules.
    pub fn options(&self) -> String {
        format!("{}, lang {}", self.options.describe(), self.language.name)
    }
}

/// Starts the threads that read; 0 for one a processor.
pub fn start_threads(n: usize) -> Result<()> {
    if n > 0 {
        rayon::ThreadPoolBuilder::new().num_threads(n).build_global().context("cannot start the threads")?;
    }
    Ok(())
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let (rules, _) = args.reading.rules()?;
    start_threads(args.reading.threads)?;
    let quiet = args.reading.quiet;
    let Some(out) = args.out else { return super::jsonl::run(&args.inputs, args.reading.limit(), &rules, quiet) };
    let mut writer = Writer::create(&out, args.reading.bom)?;
    let mut progress = Progress::new(&args.inputs, quiet);
    let summary = batch::run(&args.inputs, args.reading.limit(), &rules, &mut writer, |event| progress.hear(&event))?;
    progress.end(&summary);
    // the program is about to end: to give the tables back piece by piece would only be work
    std::mem::forget(rules);
    if summary.files == 0 {
        writer.discard()?;
        error!(
            "{}",
            match summary.failures {
                0 => "nothing to read: the inputs hold no text and no reading of a page",
                _ => "none of the inputs could be read; only failures.csv was written",
            }
        );
        return Ok(ExitCode::from(2));
    }
    writer.publish()?;
    if !quiet {
        let failed = match summary.failures {
            0 => String::new(),
            n => format!("; {} could not be read (see failures.csv)", count(n, "input", "inputs")),
        };
        let skipped = match summary.skipped {
            0 => String::new(),
            n => format!("; {} skipped", count(n, "file", "files")),
        };
        let (files, letters) = (count(summary.files, "file", "files"), count(summary.letters, "letter", "letters"));
        let out = out.display();
        let Summary { files: n, letters: found, failures, .. } = summary;
        info!(files = n, letters = found, failures, %out, "read {files}, found {letters}{failed}{skipped}; results in {out}");
    }
    Ok(if summary.failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
