//! Keeping results in step with a folder that grows: what is unchanged is not read again.
//!
//! ```text
//! folder ─ walk ─┐
//!                ├─ scan ─▶ jobs ─ read ─▶ store ─ publish ─▶ whole tables, or what changed
//! store ─ pages ─┘
//! ```
//! Everything is first committed to the store and then published from it. A run that ends at any moment loses
//! nothing: the next one goes on from the last commit, and publishes what the broken one did not.

mod publish;
mod report;
mod scan;
mod store;
mod work;

pub use report::{Failed, Files, Letters, NAMED, Report};
pub use store::Store;

use crate::batch::{Event, Summary};
use crate::output::Failure;
use crate::rules::Rules;
use anyhow::{Context, Result, bail};
use scan::{Job, Step, scan};
use std::path::{Path, PathBuf};
use std::time::Instant;
use work::{How, Read};

/// Files that are read at once, at most.
const BATCH: usize = 128;

/// Bytes of files that are read at once; a single larger file is read alone.
const BATCH_BYTES: i64 = 16 << 20;

/// What is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publish {
    /// All letters, as `extract` writes them.
    Whole,
    /// What changed since the last delta, in a folder of its own.
    Delta,
    /// What changed since a run by its number, or since a moment (RFC 3339, UTC); no delta is used up.
    Since(Since),
}

/// From where on changes are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// After this run.
    Run(i64),
    /// After the last run that began before this moment (RFC 3339, UTC).
    Moment(String),
}

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of the letters.
    pub input: PathBuf,
    /// Folder of the store.
    pub store: PathBuf,
    /// Folder of the results.
    pub out: PathBuf,
    /// What is published there.
    pub publish: Publish,
    /// Tables begin with the mark by which spreadsheet programs know UTF-8.
    pub bom: bool,
    /// Largest file that is read, in bytes; larger ones are failures.
    pub limit: u64,
    /// Read every file again.
    pub redo: bool,
    /// Go on when none of the known files is there.
    pub allow_empty: bool,
    /// Go on when the store was made for another folder.
    pub moved: bool,
    /// Fingerprint of the rules.
    pub rules: String,
    /// Options that change what is read.
    pub reading: String,
}

impl Options {
    /// Number of who reads: the same for the same program, rules and options.
    fn maker(&self) -> i64 {
        let all = [env!("CARGO_PKG_VERSION"), &self.rules, &self.reading].join("\n");
        let mut id = [0; 8];
        id.copy_from_slice(&blake3::hash(all.as_bytes()).as_bytes()[..8]);
        i64::from_le_bytes(id)
    }
}

/// A run under way.
struct Run<'a> {
    options: &'a Options,
    rules: &'a Rules,
    store: &'a Store,
    id: i64,
    how: How,
    report: Report,
    summary: Summary,
}

/// Brings the store and the results in step with the folder. `tell` hears of everything that happens.
///
/// # Errors
/// When another run holds the store, when the folder cannot be listed or holds none of the known files, or when
/// something cannot be written. What was committed before stays; earlier results stay as they are.
pub fn run(options: &Options, rules: &Rules, mut tell: impl FnMut(Event)) -> Result<Report> {
    let clock = Instant::now();
    let home = checked(options)?;
    let store = Store::open(&options.store)?;
    same_input(&store, &home, options.moved)?;
    let (maker, began) = (options.maker(), now());
    let id = store.at_once(|| {
        store.maker(maker, env!("CARGO_PKG_VERSION"), &options.rules, &options.reading)?;
        store.set("input", &home)?;
        store.begin(&began)
    })?;
    let how = How { maker, redo: options.redo, limit: options.limit };
    let mut run = Run { options, rules, store: &store, id, how, report: blank(options, began), summary: Summary::default() };
    run.report.run = id;
    run.read_all(&mut tell)?;
    run.report.results = publish::publish(&store, options, id)?.map(|dir| dir.display().to_string());
    run.end(clock)
}

/// What [`run`] would do: the report of counts, with `tell` hearing for each file what would become of it. Nothing is
/// written.
///
/// # Errors
/// As [`run`], but another run may hold the store.
pub fn dry_run(options: &Options, mut tell: impl FnMut(&str, &Path)) -> Result<Report> {
    let clock = Instant::now();
    let home = checked(options)?;
    let store = Store::look(&options.store)?;
    same_input(&store, &home, options.moved)?;
    let mut report = Report { dry_run: true, ..blank(options, now()) };
    let how = How { maker: options.maker(), redo: options.redo, limit: options.limit };
    let files = &mut report.files;
    scan(&options.input, &store, how.maker, how.redo, |step| {
        match step {
            Step::Unchanged => files.unchanged += 1,
            Step::Unseen => files.unseen += 1,
            Step::Skipped(_) => files.skipped += 1,
            Step::Vanished(path) => {
                files.vanished += 1;
                tell("vanished", &options.input.join(scan::shown(&path)));
            }
            Step::Read(job) => {
                let (word, count) = match work::kind(&job, &how) {
                    work::Kind::Failed => ("failed", &mut files.failed),
                    work::Kind::Same => ("same", &mut files.same),
                    work::Kind::Returned => ("returned", &mut files.returned),
                    work::Kind::Added => ("added", &mut files.added),
                    work::Kind::Changed => ("changed", &mut files.changed),
                };
                *count += 1;
                tell(word, &job.path);
            }
        }
        Ok(())
    })?;
    report.letters.total = store.totals()?.1;
    report.seconds = clock.elapsed().as_secs_f64();
    Ok(report)
}

/// The folder's full path, when everything is where it may be.
fn checked(options: &Options) -> Result<String> {
    let input = &options.input;
    let home = input.canonicalize().with_context(|| format!("cannot read {}", input.display()))?;
    if !home.is_dir() {
        bail!("{} is no folder; sync reads a folder", input.display());
    }
    for dir in [&options.store, &options.out] {
        // the nearest folder that is there already tells where a new one will lie
        let there = std::path::absolute(dir)?;
        let there = there.ancestors().find_map(|d| d.canonicalize().ok());
        if there.is_some_and(|d| d.starts_with(&home)) {
            bail!("{} lies inside {}: its files would be read as letters; name a folder outside", dir.display(), input.display());
        }
    }
    Ok(home.to_string_lossy().into_owned())
}

/// A store belongs to one folder.
fn same_input(store: &Store, home: &str, moved: bool) -> Result<()> {
    match store.meta("input")? {
        Some(known) if known != home && !moved => {
            bail!("the store holds the letters of {known}, not of {home}; name another store, or say --moved if the folder was moved")
        }
        _ => Ok(()),
    }
}

fn blank(options: &Options, began: String) -> Report {
    let input = options.input.display().to_string();
    Report { schema: "saraban-run/1", tool: env!("CARGO_PKG_VERSION"), began, input, ..Report::default() }
}

fn now() -> String {
    jiff::Timestamp::now().to_string()
}

impl Run<'_> {
    /// Reads what is new or changed and commits it batch by batch; then marks what has vanished.
    fn read_all(&mut self, tell: &mut impl FnMut(Event)) -> Result<()> {
        let (mut jobs, mut bytes, mut vanished): (Vec<Job>, i64, Vec<Vec<u8>>) = (Vec::new(), 0, Vec::new());
        let options = self.options;
        scan(&options.input, self.store, self.how.maker, options.redo, |step| {
            match step {
                Step::Unchanged => {
                    self.report.files.unchanged += 1;
                    self.done(tell);
                }
                Step::Unseen => self.report.files.unseen += 1,
                Step::Vanished(path) => vanished.push(path),
                Step::Skipped(path) => {
                    self.report.files.skipped += 1;
                    self.summary.skipped += 1;
                    tell(Event::Skipped(&path));
                }
                Step::Read(job) => {
                    if bytes + job.stamp.size > BATCH_BYTES {
                        self.flush(&mut jobs, tell)?;
                        bytes = 0;
                    }
                    bytes += job.stamp.size;
                    jobs.push(*job);
                    if jobs.len() == BATCH {
                        self.flush(&mut jobs, tell)?;
                        bytes = 0;
                    }
                }
            }
            Ok(())
        })?;
        self.flush(&mut jobs, tell)?;
        let f = &self.report.files;
        let there = f.unchanged + f.same + f.changed + f.returned + f.unseen + self.summary.failures;
        if there == 0 && !options.allow_empty && (!vanished.is_empty() || f.added == 0) {
            let known =
                if vanished.is_empty() { String::new() } else { format!(" none of the {} files known so far is there;", vanished.len()) };
            bail!("{} has nothing to read:{known} is a disk not mounted? (--allow-empty goes on)", options.input.display());
        }
        self.report.files.vanished = vanished.len();
        if vanished.is_empty() {
            return Ok(());
        }
        self.store.at_once(|| {
            vanished.iter().try_for_each(|path| self.store.vanish(path, self.id))?;
            self.store.set("changed", &self.id.to_string())
        })
    }

    /// Reads the files of one batch in parallel and commits what was found as one.
    fn flush(&mut self, jobs: &mut Vec<Job>, tell: &mut impl FnMut(Event)) -> Result<()> {
        if jobs.is_empty() {
            return Ok(());
        }
        let read = work::read_all(std::mem::take(jobs), self.rules, &self.how);
        let store = self.store;
        store.at_once(|| {
            let mut changed = false;
            for (job, read) in &read {
                changed |= work::settle(store, job, read, self.how.maker, self.id)?;
            }
            if changed { store.set("changed", &self.id.to_string()) } else { Ok(()) }
        })?;
        for (job, read) in read {
            self.count(&job, &read);
            if let Read::Failed { reason, .. } | Read::Letters { failure: Some(reason), .. } = read {
                self.summary.failures += 1;
                tell(Event::Failed(&Failure { path: job.path, reason }));
            }
            self.done(tell);
        }
        Ok(())
    }

    fn count(&mut self, job: &Job, read: &Read) {
        let files = &mut self.report.files;
        match read {
            Read::Failed { .. } => {}
            _ if job.new => files.added += 1,
            _ if job.known.gone.is_some() => files.returned += 1,
            Read::Same => files.same += 1,
            Read::Letters { .. } => files.changed += 1,
        }
        self.report.bytes += u64::try_from(job.stamp.size).unwrap_or(0);
        if let Read::Letters { letters, warnings, .. } = read {
            self.report.letters.read += letters;
            self.summary.letters += letters;
            for (code, n) in warnings {
                *self.report.warnings.entry(code).or_default() += n;
            }
        }
    }

    fn done(&mut self, tell: &mut impl FnMut(Event)) {
        self.summary.files += 1;
        tell(Event::Done(&self.summary));
    }

    /// Completes the report, writes it beside the store and keeps it there.
    fn end(mut self, clock: Instant) -> Result<Report> {
        self.report.letters.total = self.store.totals()?.1;
        self.report.files.failed = self.store.failing()?;
        let name = |path: &[u8]| self.options.input.join(scan::shown(path)).to_string_lossy().into_owned();
        let failing = self.store.failures(NAMED)?.into_iter();
        self.report.failures = failing.map(|(path, reason)| Failed { path: name(&path), reason }).collect();
        self.report.seconds = clock.elapsed().as_secs_f64();
        let json = serde_json::to_string_pretty(&self.report)?;
        publish::replace(&self.options.store.join("report.json"), json.as_bytes())?;
        self.store.end(self.id, &json)?;
        Ok(self.report)
    }
}
