//! Writing the results: every file is written beside its place and moved there when it is whole.

mod register;
mod tables;

use crate::record::Record;
use crate::register::Entry;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

pub use register::REGISTER_TABLES;
pub use tables::{Lines, TABLES, TableSpec, harmless};

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
    bom: bool,
    jsonl: BufWriter<File>,
    tables: Vec<BufWriter<File>>,
    failures: BufWriter<File>,
    shelf: register::Shelf,
}

/// What letters add to the files of a run, ready to be written: made apart from the files, so that any thread can.
#[derive(Debug, Default)]
pub struct Rows {
    jsonl: Vec<u8>,
    /// Of each letter.
    slips: Vec<register::Slip>,
    /// One a table, in their order.
    tables: Vec<Vec<u8>>,
}

impl Rows {
    /// How many letters.
    pub fn letters(&self) -> usize {
        self.slips.len()
    }

    /// Of letters, in order.
    pub fn of(records: &[Record]) -> Result<Self> {
        // the text, where it stands and what was changed in it: seven times the text is enough for most
        let room = records.iter().map(|r| 7 * r.text.len() + 1024).sum();
        let (mut jsonl, mut slips) = (Vec::with_capacity(room), Vec::with_capacity(records.len()));
        for record in records {
            let from = jsonl.len();
            serde_json::to_writer(&mut jsonl, record)?;
            jsonl.push(b'\n');
            slips.push(register::Slip::of(record, jsonl.len() - from));
        }
        let table = |table: &TableSpec| {
            let mut lines = Lines::default();
            for record in records {
                lines.letter((&record.id, &record.source.path, record.source.index));
                (table.rows)(record, &mut lines);
            }
            lines.into_bytes()
        };
        Ok(Self { jsonl, slips, tables: TABLES.iter().map(table).collect::<Result<_>>()? })
    }
}

const LETTERS: &str = "letters.jsonl";
const FAILURES: &str = "failures.csv";

impl Writer {
    /// Opens the files of a run in `dir`, which is made where it is not there. With `bom` the tables begin with
    /// the mark by which spreadsheet programs know UTF-8.
    pub fn create(dir: &Path, bom: bool) -> Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
        let jsonl = open(dir, LETTERS)?;
        let tables = TABLES.iter().map(|t| table(dir, t.name, t.header, bom)).collect::<Result<_>>()?;
        let failures = table(dir, FAILURES, &["path", "reason"], bom)?;
        Ok(Self { dir: dir.to_owned(), bom, jsonl, tables, failures, shelf: register::Shelf::default() })
    }

    /// Whether every file of a run is in `dir`.
    pub fn is_whole(dir: &Path) -> bool {
        TABLES
            .iter()
            .map(|t| t.name)
            .chain(REGISTER_TABLES.iter().map(|t| t.0))
            .chain([LETTERS, FAILURES])
            .all(|name| dir.join(name).is_file())
    }

    /// Writes letters to every file.
    pub fn letters(&mut self, rows: Rows) -> Result<()> {
        let full = || format!("cannot write in {}", self.dir.display());
        self.jsonl.write_all(&rows.jsonl).with_context(full)?;
        rows.slips.into_iter().for_each(|slip| self.shelf.add(slip));
        for (file, rows) in self.tables.iter_mut().zip(&rows.tables) {
            file.write_all(rows).with_context(full)?;
        }
        Ok(())
    }

    /// Makes this a part of more: letters of `known`, which are not written, may be cited. `register.csv` and
    /// `copies.csv`, which are of all letters together, are then left out.
    pub fn among(&mut self, known: Vec<Entry>) {
        self.shelf.among(known);
    }

    /// Notes an input that could not be read.
    pub fn failure(&mut self, failure: &Failure) -> Result<()> {
        let path = failure.path.to_string_lossy();
        self.failures.write_all(&tables::plain(&[&path, &failure.reason])?)?;
        Ok(())
    }

    /// Gives up a run that read nothing: earlier results stay as they are, only `failures.csv` is renewed.
    pub fn discard(self) -> Result<()> {
        let Self { dir, jsonl, tables, mut failures, .. } = self;
        failures.flush()?;
        drop((jsonl, tables, failures));
        for name in TABLES.iter().map(|t| t.name).chain([LETTERS]) {
            let path = part(&dir, name);
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        fs::rename(part(&dir, FAILURES), dir.join(FAILURES)).with_context(|| format!("cannot publish {}", dir.join(FAILURES).display()))
    }

    /// Looks up what the letters cite among all of them, and moves all files to their places.
    pub fn publish(self) -> Result<()> {
        let Self { dir, bom, jsonl, tables, mut failures, shelf } = self;
        failures.flush()?;
        for mut file in tables.into_iter().chain([jsonl]) {
            file.flush()?;
        }
        let register = shelf.tables();
        shelf.finish(&dir, bom)?;
        let names = || TABLES.iter().map(|t| t.name).chain(register.iter().map(|t| t.0)).chain([LETTERS, FAILURES]);
        for name in names() {
            let path = part(&dir, name);
            File::open(&path).and_then(|f| f.sync_all()).with_context(|| format!("cannot write {}", path.display()))?;
        }
        for name in names() {
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

/// Opens a table and writes its header.
fn table(dir: &Path, name: &str, header: &[&str], bom: bool) -> Result<BufWriter<File>> {
    let mut file = open(dir, name)?;
    if bom {
        file.write_all("\u{feff}".as_bytes())?;
    }
    file.write_all(&tables::plain(header)?)?;
    Ok(file)
}

fn part(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!(".{name}.part"))
}

fn open(dir: &Path, name: &str) -> Result<BufWriter<File>> {
    let path = part(dir, name);
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 16, file))
}
