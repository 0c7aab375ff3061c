//! Writing the results: every file is written beside its place and moved there when it is whole.

mod tables;

use crate::record::Record;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

pub use tables::{TABLES, harmless};

/// An input that could not be read.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The input.
    pub path: PathBuf,
    /// In words.
    pub reason: String,
}

/// The files of one run.
pub struct Writer {
    dir: PathBuf,
    jsonl: BufWriter<File>,
    tables: Vec<csv::Writer<BufWriter<File>>>,
    failures: csv::Writer<BufWriter<File>>,
}

const LETTERS: &str = "letters.jsonl";
const FAILURES: &str = "failures.csv";

impl Writer {
    /// Opens the files of a run in `dir`, which is made where it is not there. With `bom` the tables begin with
    /// the mark by which spreadsheet programs know UTF-8.
    pub fn create(dir: &Path, bom: bool) -> Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
        let table = |name: &str, header: &[&str]| -> Result<csv::Writer<BufWriter<File>>> {
            let mut file = open(dir, name)?;
            if bom {
                file.write_all("\u{feff}".as_bytes())?;
            }
            let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
            csv.write_record(header)?;
            Ok(csv)
        };
        let jsonl = open(dir, LETTERS)?;
        let tables = TABLES.iter().map(|t| table(t.name, t.header)).collect::<Result<_>>()?;
        let failures = table(FAILURES, &["path", "reason"])?;
        Ok(Self { dir: dir.to_owned(), jsonl, tables, failures })
    }

    /// Whether every file of a run is in `dir`.
    pub fn is_whole(dir: &Path) -> bool {
        TABLES.iter().map(|t| t.name).chain([LETTERS, FAILURES]).all(|name| dir.join(name).is_file())
    }

    /// Writes one letter to every file.
    pub fn letter(&mut self, record: &Record) -> Result<()> {
        serde_json::to_writer(&mut self.jsonl, record)?;
        self.jsonl.write_all(b"\n")?;
        for (table, csv) in TABLES.iter().zip(&mut self.tables) {
            (table.rows)(record, &mut |cells| tables::write_row(csv, record, cells))?;
        }
        Ok(())
    }

    /// Notes an input that could not be read.
    pub fn failure(&mut self, failure: &Failure) -> Result<()> {
        let path = failure.path.to_string_lossy();
        self.failures.write_record([tables::harmless(&path).as_ref(), tables::harmless(&failure.reason).as_ref()])?;
        Ok(())
    }

    /// Gives up a run that read nothing: earlier results stay as they are, only `failures.csv` is renewed.
    pub fn discard(self) -> Result<()> {
        let Self { dir, jsonl, tables, mut failures } = self;
        failures.flush()?;
        drop((jsonl, tables, failures));
        for name in TABLES.iter().map(|t| t.name).chain([LETTERS]) {
            let path = part(&dir, name);
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        fs::rename(part(&dir, FAILURES), dir.join(FAILURES)).with_context(|| format!("cannot publish {}", dir.join(FAILURES).display()))
    }

    /// Moves all files to their places.
    pub fn publish(self) -> Result<()> {
        let Self { dir, mut jsonl, tables, failures } = self;
        jsonl.flush()?;
        jsonl.get_ref().sync_all()?;
        drop(jsonl);
        for csv in tables.into_iter().chain([failures]) {
            let mut file = csv.into_inner().map_err(|e| anyhow::anyhow!("{}", e.error()))?;
            file.flush()?;
            file.get_ref().sync_all()?;
        }
        for name in TABLES.iter().map(|t| t.name).chain([LETTERS, FAILURES]) {
            fs::rename(part(&dir, name), dir.join(name)).with_context(|| format!("cannot publish {}", dir.join(name).display()))?;
        }
        sync_folder(&dir).with_context(|| format!("cannot write {}", dir.display()))
    }
}

/// Makes sure that files that were moved into a folder stay there even when the power fails.
///
/// # Errors
/// When the system cannot do it.
pub fn sync_folder(dir: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

fn part(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!(".{name}.part"))
}

fn open(dir: &Path, name: &str) -> Result<BufWriter<File>> {
    let path = part(dir, name);
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 16, file))
}
