//! `saraban eval`: a run against gold values.

use anyhow::Context;
use saraban::eval::{Fit, Options, Report, evaluate_and_fit};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compare the letters of a run with gold values and truth texts.
///
/// Gold files are JSON, one a source file, found by the stem of their name in the gold folder and
/// its subfolders. Letters are aligned in order and compared field by field, strictly and, for
/// running text, softly (nine characters in ten). With truth texts the character error rate, harm
/// and repair of words are measured too.
///
/// Exit status: 0 done, 1 the F1 is below --fail-under, 2 wrong usage or something could not be
/// read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  saraban extract corpus/letters --out out
  saraban eval --gold corpus/gold --out out --by channel
  saraban eval --gold corpus/gold --out out --truth corpus/truth --input corpus/letters
  saraban eval --gold corpus/gold --out out --base out-before     # gains and losses
  saraban eval --gold gold --out out --calibrate fitted.tsv --from rules/confidence.tsv")]
pub struct Args {
    /// Folder of gold files (subfolders included)
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Output folder of the run, or its letters.jsonl
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder of truth texts, one paragraph a line
    #[arg(long, value_name = "DIR", requires = "input")]
    truth: Option<PathBuf>,
    /// Folder of the texts that the run read
    #[arg(long, value_name = "DIR", requires = "truth")]
    input: Option<PathBuf>,
    /// Give results also for each value of this key of the gold files, such as channel
    #[arg(long, value_name = "KEY")]
    by: Option<String>,
    /// Output folder of another run: list what was gained and lost against it
    #[arg(long, value_name = "RUN")]
    base: Option<PathBuf>,
    /// Write the report as JSON
    #[arg(long)]
    json: bool,
    /// Give one line a file as well
    #[arg(long)]
    files: bool,
    /// Fit how much the signs of a value say for its being right, and write them to this file, a table of the rules
    #[arg(long, value_name = "FILE")]
    calibrate: Option<PathBuf>,
    /// Fit from the weights of this file, near which those of rare signs stay: for gold of few letters
    #[arg(long, value_name = "FILE", requires = "calibrate")]
    from: Option<PathBuf>,
    /// Exit with 1 when the overall strict F1 is below this (0 to 1)
    #[arg(long, value_name = "F1", value_parser = share)]
    fail_under: Option<f64>,
}

fn share(s: &str) -> Result<f64, String> {
    match s.parse::<f64>() {
        Ok(x) if (0.0..=1.0).contains(&x) => Ok(x),
        _ => Err("not a number from 0 to 1".to_owned()),
    }
}

/// Runs the command.
///
/// # Errors
/// When something cannot be read, or the report cannot be written.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (json, files, fail_under) = (args.json, args.files, args.fail_under);
    let calibrate = args.calibrate;
    let (mut report, fit) = evaluate_and_fit(&Options {
        gold: args.gold,
        out: args.out,
        truth: args.truth,
        input: args.input,
        by: args.by,
        base: args.base,
        from: args.from,
    })?;
    if !files {
        report.files.clear();
    }
    let mut w = BufWriter::new(io::stdout().lock());
    match write(&report, json, &mut w).and_then(|()| w.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {}
        result => result.context("cannot write the report")?,
    }
    if let Some(path) = calibrate {
        write_fit(&fit, &path).with_context(|| format!("cannot write {}", path.display()))?;
        let held_out = fit.held_out.map_or(0.0, |c| c.ece);
        eprintln!("{} signs written to {}; expected calibration error on files left out {held_out:.4}", fit.weights.len(), path.display());
    }
    let f1 = report.overall().map_or(0.0, |all| all.overall.f1);
    match fail_under {
        Some(least) if f1 < least => {
            eprintln!("the overall F1 {f1:.4} is below {least}");
            Ok(ExitCode::from(1))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn write_fit(fit: &Fit, path: &Path) -> io::Result<()> {
    let mut table = Vec::new();
    fit.write(&mut table)?;
    std::fs::write(path, table)
}

fn write(report: &Report, json: bool, w: &mut impl Write) -> io::Result<()> {
    if json {
        serde_json::to_writer_pretty(&mut *w, report)?;
        return writeln!(w);
    }
    report.write_text(w)?;
    report.write_files(w)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn arguments_are_checked() {
        let parse = |more: &[&str]| {
            let base = ["eval", "--gold", "g", "--out", "o"];
            Cli::try_parse_from(base.iter().chain(more)).map(|c| c.args)
        };
        assert!(parse(&[]).is_ok());
        assert!(parse(&["--truth", "t"]).is_err());
        assert!(parse(&["--truth", "t", "--input", "i"]).is_ok());
        assert!(parse(&["--fail-under", "1.5"]).is_err());
        let least = parse(&["--fail-under", "0.9"]).ok().and_then(|a| a.fail_under);
        assert_eq!(least, Some(0.9));
    }
}
