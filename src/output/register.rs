//! The second pass of a run: when all letters are written, their citations are looked up in the register that they
//! make. The files of the first pass are written anew where an id belongs in them; letters are never in memory together.

use super::tables::Lines;
use super::{LETTERS, part, table};
use crate::record::Record;
use crate::register::{Entry, Line, Place, Register, Resolved, alike, differences};
use anyhow::{Context, Result};
use memchr::memmem;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

type Table = BufWriter<File>;

/// The tables of the second pass with their columns.
pub const REGISTER_TABLES: &[(&str, &[&str])] = &[
    (
        "register.csv",
        &[
            "id",
            "path",
            "index",
            "book",
            "unit",
            "year",
            "run",
            "date",
            "missing_from",
            "missing_to",
            "same_number_id",
            "copy_of_id",
            "out_of_order_id",
        ],
    ),
    ("not_held.csv", &["id", "path", "index", "field", "number", "date", "near_id", "near_number", "near_date", "differs"]),
    ("copies.csv", &["id", "path", "index", "copy_of_id", "words", "copy_of_words", "letters", "copy_of_letters", "misread"]),
];

/// What the first pass leaves for the second: a small record a letter, and where its line begins.
#[derive(Default)]
pub struct Shelf {
    entries: Vec<Entry>,
    received: Vec<Entry>,
    lines: Vec<u64>,
    end: u64,
    /// Letters that are not written here and may be cited.
    known: Option<Vec<Entry>>,
}

/// What the second pass needs of one letter.
#[derive(Debug)]
pub struct Slip {
    entry: Entry,
    received: Vec<Entry>,
    /// Length of its line.
    bytes: usize,
}

impl Slip {
    /// Of a letter whose line takes `bytes`.
    pub fn of(record: &Record, bytes: usize) -> Self {
        Self { entry: Entry::of(record), received: Entry::received(record).collect(), bytes }
    }
}

impl Shelf {
    /// Notes the next letter.
    pub fn add(&mut self, slip: Slip) {
        self.entries.push(slip.entry);
        self.received.extend(slip.received);
        self.lines.push(self.end);
        self.end += slip.bytes as u64;
    }

    /// Letters of `known`, which are not written here, may be cited; the register as a whole is then not written.
    pub fn among(&mut self, known: Vec<Entry>) {
        self.known = Some(known);
    }

    /// The tables of the register that are written.
    pub fn tables(&self) -> &'static [(&'static str, &'static [&'static str])] {
        if self.known.is_some() { &REGISTER_TABLES[1..2] } else { REGISTER_TABLES }
    }

    /// Fills in ids and writes the tables of the register.
    pub fn finish(self, dir: &Path, bom: bool) -> Result<()> {
        let (own, part) = (self.entries.len(), self.known.is_some());
        let register = Register::new(self.entries.into_iter().chain(self.known.unwrap_or_default()));
        let mut resolved = register.resolve();
        resolved.retain(|r| r.entry < own);
        let [book, not_held, copies] = REGISTER_TABLES else { anyhow::bail!("three tables of the register") };
        // copies are compared while the lines stand where they were written
        let copy_of = match part {
            true => HashMap::new(),
            false => write_copies(&mut table(dir, copies.0, copies.1, bom)?, dir, &register, &self.lines)?,
        };
        if resolved.iter().any(|r| r.held.is_some()) {
            fill_lines(dir, &self.lines, &register, &resolved)?;
            fill_table(dir, "references.csv", bom, &register, &resolved, |p| matches!(p, Place::Reference(_)))?;
            fill_table(dir, "citations.csv", bom, &register, &resolved, |p| matches!(p, Place::Citation(_)))?;
        }
        write_not_held(&mut table(dir, not_held.0, not_held.1, bom)?, &register, &resolved)?;
        if part {
            return Ok(());
        }
        let mut book = table(dir, book.0, book.1, bom)?;
        write_book(&mut book, "sent", &register, &copy_of)?;
        write_book(&mut book, "received", &Register::new(self.received), &HashMap::new())?;
        Ok(book.flush()?)
    }
}

/// Different texts under one number and date that are kept to compare the others with.
const MOST_TEXTS: usize = 8;

/// What stands in a line where an id may come. No text can hold it: a quotation mark in a text has a stroke before it.
const OPEN: &str = r#""resolved_id":null"#;

/// A file of the first pass gives way to the one made from it.
fn renew(dir: &Path, name: &str, make: impl FnOnce(File, BufWriter<File>) -> Result<()>) -> Result<()> {
    let (old, new) = (part(dir, name), part(dir, &format!("{name}.resolved")));
    let file = File::create(&new).with_context(|| format!("cannot write {}", new.display()))?;
    make(File::open(&old).with_context(|| format!("cannot read {}", old.display()))?, BufWriter::with_capacity(1 << 16, file))?;
    fs::rename(&new, &old).with_context(|| format!("cannot replace {}", old.display()))
}

/// Writes ids into the lines of the letters that cite one which is held; what stands between is copied as it is.
fn fill_lines(dir: &Path, lines: &[u64], register: &Register, resolved: &[Resolved]) -> Result<()> {
    renew(dir, LETTERS, |old, mut new| {
        let (mut old, mut line, mut at) = (BufReader::with_capacity(1 << 16, old), Vec::new(), 0);
        let citing = resolved.chunk_by(|a, b| a.entry == b.entry).filter(|all| all.iter().any(|r| r.held.is_some()));
        for cited in citing {
            let start = lines[cited[0].entry];
            io::copy(&mut old.by_ref().take(start - at), &mut new)?;
            line.clear();
            at = start + old.read_until(b'\n', &mut line)? as u64;
            let mut from = 0;
            for (open, r) in memmem::find_iter(&line, OPEN).zip(cited) {
                let Some(held) = r.held else { continue };
                new.write_all(&line[from..open])?;
                write!(new, r#""resolved_id":"{}""#, register.entries()[held].id)?;
                from = open + OPEN.len();
            }
            new.write_all(&line[from..])?;
        }
        io::copy(&mut old, &mut new)?;
        Ok(new.flush()?)
    })
}

fn fill_table(dir: &Path, name: &str, bom: bool, register: &Register, resolved: &[Resolved], wanted: impl Fn(Place) -> bool) -> Result<()> {
    let mut ids = resolved.iter().filter(|r| wanted(register.entries()[r.entry].cited[r.cited].place)).map(|r| r.held);
    renew(dir, name, |old, mut new| {
        if bom {
            new.write_all("\u{feff}".as_bytes())?;
        }
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(BufReader::new(old));
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(new);
        let mut row = csv::StringRecord::new();
        let mut header = true;
        while rows.read_record(&mut row)? {
            let held = if header { None } else { ids.next().flatten() };
            header = false;
            match held {
                Some(at) => out.write_record(row.iter().take(row.len() - 1).chain([&*register.entries()[at].id]))?,
                None => out.write_record(&row)?,
            }
        }
        Ok(out.flush()?)
    })
}

fn row(csv: &mut Table, e: &Entry, cells: &[Cow<str>]) -> Result<()> {
    let mut line = Lines::default();
    line.letter((&e.id, &e.path, e.index as usize));
    line.row().texts(cells).end();
    Ok(csv.write_all(&line.into_bytes()?)?)
}

fn some<T: ToString>(value: Option<T>) -> Cow<'static, str> {
    Cow::Owned(value.map_or_else(String::new, |v| v.to_string()))
}

/// One row a citation that resolves to no letter.
fn write_not_held(csv: &mut Table, register: &Register, resolved: &[Resolved]) -> Result<()> {
    let entries = register.entries();
    for r in resolved.iter().filter(|r| r.held.is_none()) {
        let (entry, near) = (&entries[r.entry], r.near.map(|n| &entries[n.entry]));
        let cited = &entry.cited[r.cited];
        // an item of อ้างถึง in words alone stands in references.csv
        let Some(number) = cited.number.as_deref() else { continue };
        row(
            csv,
            entry,
            &[
                cited.place.to_string().into(),
                number.into(),
                some(cited.date.as_deref()),
                some(near.map(|n| &n.id)),
                some(near.and_then(|n| n.number.as_deref())),
                some(near.and_then(|n| n.date.as_deref())),
                some(r.near.map(|n| n.differs.word())),
            ],
        )?;
    }
    Ok(csv.flush()?)
}

/// One row a letter, in the order of the numbers of its unit.
fn write_book(csv: &mut Table, name: &str, register: &Register, copy_of: &HashMap<usize, usize>) -> Result<()> {
    let entries = register.entries();
    let id = |at: Option<usize>| some(at.map(|at| &entries[at].id));
    for Line { entry, year, run, missing, same_number, out_of_order } in register.lines() {
        let e = &entries[entry];
        let copy = copy_of.get(&entry).copied();
        let double = same_number.filter(|&o| copy != Some(o) && copy_of.get(&o) != Some(&entry));
        row(
            csv,
            e,
            &[
                name.into(),
                e.unit().unwrap_or_default().into(),
                year.to_string().into(),
                run.to_string().into(),
                some(e.date.as_deref()),
                some(missing.map(|g| g.from)),
                some(missing.map(|g| g.to)),
                id(double),
                id(copy),
                id(out_of_order),
            ],
        )?;
    }
    Ok(())
}

/// One row a word in which a letter differs from the one that it is a copy of; one with empty words where they do not
/// differ. Gives the copies.
fn write_copies(csv: &mut Table, dir: &Path, register: &Register, lines: &[u64]) -> Result<HashMap<usize, usize>> {
    let entries = register.entries();
    let mut copy_of = HashMap::new();
    let groups = register.twins();
    if groups.is_empty() {
        csv.flush()?;
        return Ok(copy_of);
    }
    let mut letters = BufReader::new(File::open(part(dir, LETTERS))?);
    for group in groups {
        let mut firsts: Vec<(usize, String)> = Vec::new();
        for at in group {
            let text = text_at(&mut letters, lines[at])?;
            let Some((first, other)) = firsts.iter().find(|(_, other)| alike(&text, other)) else {
                if firsts.len() < MOST_TEXTS {
                    firsts.push((at, text));
                }
                continue;
            };
            copy_of.insert(at, *first);
            let id = &*entries[*first].id;
            let found = differences(&text, other);
            for d in &found {
                let misread = if d.misread { "yes" } else { "no" };
                let cells = [id, &d.one, &d.other, &d.letters.0, &d.letters.1, misread];
                row(csv, &entries[at], &cells.map(Cow::Borrowed))?;
            }
            if found.is_empty() {
                row(csv, &entries[at], &[id, "", "", "", "", ""].map(Cow::Borrowed))?;
            }
        }
    }
    csv.flush()?;
    Ok(copy_of)
}

fn text_at(letters: &mut BufReader<File>, at: u64) -> Result<String> {
    #[derive(Deserialize)]
    struct Letter {
        text: String,
    }
    letters.seek(SeekFrom::Start(at))?;
    let mut line = String::new();
    letters.read_line(&mut line)?;
    Ok(serde_json::from_str::<Letter>(&line)?.text)
}
