//! The second pass of a run: when all letters are written, their citations are looked up in the register that they
//! make. The files of the first pass are written anew where an id belongs in them; letters are never in memory together.

use super::tables::write_row;
use super::{Csv, LETTERS, part, table};
use crate::record::Record;
use crate::register::{Entry, Line, Place, Register, Resolved, alike, differences};
use aho_corasick::AhoCorasick;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

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

impl Shelf {
    /// Notes the next letter, whose line takes `bytes`.
    pub fn add(&mut self, record: &Record, bytes: usize) {
        self.entries.push(Entry::of(record));
        self.received.extend(Entry::received(record));
        self.lines.push(self.end);
        self.end += bytes as u64;
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
            fill_lines(dir, &register, &resolved)?;
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

fn fill_lines(dir: &Path, register: &Register, resolved: &[Resolved]) -> Result<()> {
    let places = AhoCorasick::new([OPEN])?;
    let mut ids = resolved.iter().map(|r| r.held.map(|at| &*register.entries()[at].id));
    renew(dir, LETTERS, |old, mut new| {
        places.try_stream_replace_all_with(old, &mut new, |_, open, out| match ids.next().flatten() {
            Some(id) => write!(out, r#""resolved_id":"{id}""#),
            None => out.write_all(open),
        })?;
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

fn row(csv: &mut Csv, e: &Entry, cells: &[Cow<str>]) -> Result<()> {
    write_row(csv, (&e.id, &e.path, e.index as usize), cells)
}

fn some<T: ToString>(value: Option<T>) -> Cow<'static, str> {
    Cow::Owned(value.map_or_else(String::new, |v| v.to_string()))
}

/// One row a citation that resolves to no letter.
fn write_not_held(csv: &mut Csv, register: &Register, resolved: &[Resolved]) -> Result<()> {
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
fn write_book(csv: &mut Csv, name: &str, register: &Register, copy_of: &HashMap<usize, usize>) -> Result<()> {
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
fn write_copies(csv: &mut Csv, dir: &Path, register: &Register, lines: &[u64]) -> Result<HashMap<usize, usize>> {
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
