//! The register: the letters of a whole run, or of an archive, as one book of outgoing letters. Citations are looked
//! up in it, the running numbers of each unit are put in order, and copies of one letter are compared.
//!
//! It works on small records ([`Entry`]) and takes them from anywhere. What it finds does not depend on their order.
//!
//! ```
//! use saraban::register::{Cited, Entry, Register};
//!
//! let held = Entry { id: "b".into(), number: Some("มท 0810.7/ว 1355".into()), date: Some("2024-03-27".into()), ..Entry::default() };
//! let cited = Cited { number: held.number.clone(), date: held.date.clone(), ..Cited::default() };
//! let citing = Entry { id: "a".into(), cited: vec![cited], ..Entry::default() };
//! let register = Register::new([citing, held]);
//! let found = register.resolve();
//! assert_eq!(found[0].held.map(|at| &*register.entries()[at].id), Some("b"));
//! ```

mod copies;
mod index;
mod number;
mod resolve;
mod sequence;

pub use copies::{Difference, alike, differences};
pub use resolve::{Differs, Near, Resolved};
pub use sequence::{Gap, Line};

use crate::record::Record;
use index::Index;
use number::Parts;
use serde::{Deserialize, Serialize};

/// What the register needs of one letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Id of the letter.
    pub id: Box<str>,
    /// Path of its file.
    pub path: Box<str>,
    /// Its place in the file, from 0.
    pub index: u32,
    /// Its number, as the contract writes it.
    pub number: Option<Box<str>>,
    /// Its date, ISO 8601; a month or a year alone is possible.
    pub date: Option<Box<str>>,
    /// The letters that it cites: those under อ้างถึง in their order, then `citations` in theirs.
    pub cited: Vec<Cited>,
}

/// A letter as another one cites it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Where it is cited.
    pub place: Place,
    /// Its number, where one was read.
    pub number: Option<Box<str>>,
    /// Its date, ISO 8601.
    pub date: Option<Box<str>>,
}

/// Where a letter is cited. Written as a JSON pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// `/references/N`
    Reference(u32),
    /// `/citations/N`
    Citation(u32),
}

impl Default for Place {
    fn default() -> Self {
        Self::Citation(0)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Reference(n) => write!(f, "/references/{n}"),
            Self::Citation(n) => write!(f, "/citations/{n}"),
        }
    }
}

impl Entry {
    /// Of a record.
    pub fn of(record: &Record) -> Self {
        let boxed = |s: &Option<String>| s.as_deref().map(Box::from);
        let references = (0..).zip(&record.references).map(|(n, r)| (Place::Reference(n), boxed(&r.number), &r.date));
        let citations = (0..).zip(&record.citations).map(|(n, c)| (Place::Citation(n), Some(c.number.as_str().into()), &c.date));
        let cited = references.chain(citations).map(|(place, number, date)| Cited { place, number, date: boxed(date) });
        Self {
            id: record.id.as_str().into(),
            path: record.source.path.as_str().into(),
            index: record.source.index as u32,
            number: boxed(&record.number),
            date: boxed(&record.date),
            cited: cited.collect(),
        }
    }

    /// The receipt stamps of a record as entries of the books in which offices note what they receive: the office
    /// stands for the unit. They cite nothing.
    pub fn received(record: &Record) -> impl Iterator<Item = Self> + '_ {
        record.receipts.iter().filter_map(|r| {
            let number = format!("{}/{}", r.receiver.as_deref()?, r.number.as_deref()?);
            let date = r.date.as_deref().map(Box::from);
            Some(Self { number: Some(number.into()), date, cited: Vec::new(), ..Self::of(record) })
        })
    }

    /// The number without its running number: the unit and series whose register it stands in.
    pub fn unit(&self) -> Option<&str> {
        let number = self.number.as_deref()?.trim_end();
        Some(number[..number.len() - self.parts()?.run.len()].trim_end())
    }

    fn parts(&self) -> Option<Parts<'_>> {
        self.number.as_deref().map(Parts::of)
    }
}

/// The letters of a run, ready to be looked up.
#[derive(Debug)]
pub struct Register {
    entries: Vec<Entry>,
    index: Index,
}

impl Register {
    /// Of these letters. Takes time near to linear in their number.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let entries: Vec<Entry> = entries.into_iter().collect();
        let index = Index::new(&entries);
        Self { entries, index }
    }

    /// The letters in the order in which they were given; all places in results count from 0 in it.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every citation of every letter, in their order: the letter of the register that it means, or one that it
    /// nearly names.
    pub fn resolve(&self) -> Vec<Resolved> {
        resolve::all(self)
    }

    /// The letters in the order of their running numbers, unit by unit and year by year. Letters without a number, a
    /// running number or a year are left out.
    pub fn lines(&self) -> Vec<Line> {
        sequence::lines(&self.entries)
    }

    /// The letters that bear the same number and full date, where there are several: copies of one letter, if their
    /// texts are [`alike`].
    pub fn twins(&self) -> Vec<Vec<usize>> {
        copies::twins(&self.entries)
    }
}
