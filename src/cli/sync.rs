//! `saraban sync`: results kept in step with a folder.

use super::count;
use super::extract::{Reading, start_threads};
use super::progress::Progress;
use anyhow::{Result, anyhow};
use saraban::sync::{Options, Publish, Report, Since, dry_run, run as sync};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tracing::info;

/// Read what is new or changed in a folder and bring the results in step.
///
/// The store remembers each file by its path, size, times and content (BLAKE3), with the rules and the version that
/// read it. Unchanged files are not read again; files that are no longer there are marked, and their letters leave
/// the results. A run may be killed at any moment: the next one goes on from there, and nothing is lost or doubled.
/// Running again changes nothing.
///
/// The results are those of `saraban extract` on the same folder. With --delta they are only what changed since the
/// last delta, in a folder delta-NNNNNN of their own (NNNNNN is the number of the run); its changes.csv names each
/// path as added, changed, vanished or failed: take all rows of these paths away and put the new ones in.
///
/// STORE/report.json tells what the run did: counts, bytes, seconds, failures, warnings by code.
///
/// Exit status: 0 all was read, 1 some inputs cannot be read (see failures.csv), 2 wrong usage or nothing could be
/// done (results stay as they are).
#[derive(clap::Args)]
#[command(after_help = "Examples:
  saraban sync scans/ --store archive                    # results in archive/out
  saraban sync scans/ --store archive --delta            # archive/out/delta-000002 and so on
  saraban sync scans/ --store archive --since 2026-11-01 # all that changed since then, in since-NNNNNN
  saraban sync scans/ --store archive --dry-run          # what would be done; writes nothing")]
pub struct Args {
    /// Folder to read: .txt, .md, .text, .jsonl, .hocr, .html, .htm, .xml and .tsv in it
    input: PathBuf,
    /// Folder of the store; made where it is not there. Not inside INPUT
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Folder for the results [default: STORE/out]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write only what changed since the last delta
    #[arg(long)]
    delta: bool,
    /// Write what changed after this run (a number) or since this day or moment (2026-11-01,
    /// 2026-11-01T22:00:00+07:00)
    #[arg(long, value_name = "WHEN", conflicts_with = "delta", value_parser = since)]
    since: Option<Since>,
    /// Say what would be done, a file a line, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Read every file again, also those that are unchanged
    #[arg(long)]
    redo: bool,
    /// Go on when none of the files known so far is there (else that is taken for a disk that is not mounted)
    #[arg(long)]
    allow_empty: bool,
    /// Go on when the store was made for another folder, because the folder was moved
    #[arg(long)]
    moved: bool,
    #[command(flatten)]
    reading: Reading,
}

fn since(text: &str) -> Result<Since> {
    if let Ok(run) = text.parse() {
        return Ok(Since::Run(run));
    }
    let day = || text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|d| d.timestamp());
    let moment = text.parse::<jiff::Timestamp>().ok().or_else(day);
    let moment = moment.ok_or_else(|| anyhow!("neither the number of a run nor a day or moment such as 2026-11-01T22:00:00+07:00"))?;
    Ok(Since::Moment(moment.to_string()))
}

/// Runs the command.
///
/// # Errors
/// When nothing could be done.
pub fn run(args: Args) -> Result<ExitCode> {
    let (rules, fingerprint) = args.reading.rules()?;
    start_threads(args.reading.threads)?;
    let options = Options {
        out: args.out.unwrap_or_else(|| args.store.join("out")),
        input: args.input,
        store: args.store,
        publish: match args.since {
            Some(since) => Publish::Since(since),
            None if args.delta => Publish::Delta,
            None => Publish::Whole,
        },
        bom: args.reading.bom,
        limit: args.reading.limit(),
        redo: args.redo,
        allow_empty: args.allow_empty,
        moved: args.moved,
        rules: fingerprint,
        reading: args.reading.options(),
    };
    if args.dry_run {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut broken = Ok(());
        let report = dry_run(&options, |word, path| {
            if broken.is_ok() {
                broken = writeln!(out, "{word}\t{}", path.display());
            }
        })?;
        broken.and_then(|()| out.flush())?;
        tell(&report);
        return Ok(ExitCode::SUCCESS);
    }
    let quiet = args.reading.quiet;
    let mut progress = Progress::new(std::slice::from_ref(&options.input), quiet);
    let mut last = None;
    let report = sync(&options, &rules, |event| {
        if let saraban::batch::Event::Done(summary) = event {
            last = Some(summary.clone());
        }
        progress.hear(&event);
    })?;
    progress.end(&last.unwrap_or_default());
    if !quiet {
        tell(&report);
    }
    Ok(if report.files.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn tell(report: &Report) {
    let (run, f, seconds) = (report.run, &report.files, report.seconds);
    info!(
        run,
        unchanged = f.unchanged + f.same,
        added = f.added,
        changed = f.changed,
        vanished = f.vanished,
        failed = f.failed,
        seconds,
        "{}",
        summary(report)
    );
}

/// The run in one line.
fn summary(report: &Report) -> String {
    let f = &report.files;
    let mut parts = vec![format!("{} unchanged", f.unchanged + f.same)];
    let more = [
        (f.added, "new"),
        (f.changed, "changed"),
        (f.returned, "returned"),
        (f.vanished, "vanished"),
        (f.unseen, "in folders that could not be read, kept as they were"),
        (f.failed, "that cannot be read (see failures.csv)"),
    ];
    parts.extend(more.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")));
    let results = match (&report.results, report.dry_run) {
        (_, true) => "nothing was written".to_owned(),
        (Some(dir), _) => format!("results in {dir}"),
        (None, _) => "results stay as they are".to_owned(),
    };
    let letters = count(report.letters.total, "letter", "letters");
    format!("files: {}; {letters} in all, {} read in {:.1} s; {results}", parts.join(", "), report.letters.read, report.seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_is_a_run_a_day_or_a_moment() {
        assert_eq!(since("12").ok(), Some(Since::Run(12)));
        assert_eq!(since("2026-11-01").ok(), Some(Since::Moment("2026-11-01T00:00:00Z".into())));
        assert_eq!(since("2026-11-01T22:00:00+07:00").ok(), Some(Since::Moment("2026-11-01T15:00:00Z".into())));
        assert!(since("yesterday").is_err());
    }
}
