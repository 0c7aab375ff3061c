//! `saraban extract`: letters in, tables out.

use anyhow::{Context, Result};
use saraban::{batch, output::Writer, rules::Rules};
use std::path::PathBuf;
use std::process::ExitCode;

/// Read letters and write letters.jsonl and the CSV tables.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  saraban extract scans/ --out out\n  saraban extract a.txt b.txt --out out --bom      # tables for a spreadsheet program\n  pdftotext letter.pdf - | saraban extract - --out out")]
pub struct Args {
    /// Files and folders to read; `-` for standard input. In folders .txt, .md and .text are read
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// Folder for the results; made where it is not there
    #[arg(long)]
    out: PathBuf,
    /// Threads to use; 0 for one a processor
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Begin the CSV files with the mark by which spreadsheet programs know Thai text
    #[arg(long)]
    bom: bool,
    /// Take rule files from this folder in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

/// Loads the rules that a command asks for.
pub fn load_rules(dir: Option<&PathBuf>) -> Result<Rules> {
    Ok(match dir {
        Some(dir) => Rules::from_dir(dir)?,
        None => Rules::embedded()?,
    })
}

/// Runs the command.
pub fn run(args: Args) -> Result<ExitCode> {
    let rules = load_rules(args.rules.as_ref())?;
    if args.threads > 0 {
        rayon::ThreadPoolBuilder::new().num_threads(args.threads).build_global().context("cannot start the threads")?;
    }
    let mut writer = Writer::create(&args.out, args.bom)?;
    let summary = batch::run(&args.inputs, &rules, &mut writer, |_| {})?;
    writer.publish()?;
    eprintln!("{} files, {} letters, {} failures → {}", summary.files, summary.letters, summary.failures, args.out.display());
    Ok(if summary.failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
