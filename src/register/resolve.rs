//! Citations against the letters of the register.

use super::number::Parts;
use super::{Cited, Entry, Register, index};
use crate::check::digits::near;
use jiff::civil::Date;
use rapidfuzz::distance::levenshtein;
use rayon::prelude::*;

/// Days within which two numbers of different length cannot both belong to one register.
const MONTH: i32 = 31;

/// Days that a letter without a cited date may be older than the one which cites it: a register begins anew each year.
const YEAR: i32 = 366;

/// What became of one citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The letter that cites.
    pub entry: usize,
    /// Which of its [`Entry::cited`].
    pub cited: usize,
    /// The letter that is cited, where the register holds it.
    pub held: Option<usize>,
    /// A letter that is nearly the cited one, where that is not held. One of the two may be misread.
    pub near: Option<Near>,
}

/// A letter that is nearly the cited one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// The letter.
    pub entry: usize,
    /// In what it differs.
    pub differs: Differs,
}

/// In what a letter differs from the one that is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Differs {
    /// Same number; its own date is not known.
    Undated,
    /// Same number, cited without a date, and the letter is too old, too young, or one of several.
    Uncertain,
    /// Same number and year, or same number, day and month; another date.
    Date,
    /// Same unit and nearly the same day; a digit of the running number is lost, added, confused or swapped.
    Number,
    /// Same running number and day; one character of the letter code or the owner code.
    Unit,
}

impl Differs {
    /// The word that tables use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Undated => "undated",
            Self::Uncertain => "uncertain",
            Self::Date => "date",
            Self::Number => "number",
            Self::Unit => "unit",
        }
    }
}

/// Looks every citation up.
pub(super) fn all(register: &Register) -> Vec<Resolved> {
    let each = register.entries.par_iter().enumerate();
    each.flat_map_iter(|(at, e)| (0..e.cited.len()).map(move |n| one(register, at, n))).collect()
}

fn one(register: &Register, entry: usize, n: usize) -> Resolved {
    let cited = &register.entries[entry].cited[n];
    let Some(number) = cited.number.as_deref() else { return Resolved { entry, cited: n, held: None, near: None } };
    let search = Search { register, citing: entry, cited, parts: Parts::of(number) };
    let (held, near) = match search.same_number() {
        Ok(None) => (None, search.other_number().or_else(|| search.other_unit())),
        Ok(held) => (held, None),
        Err(near) if search.loosely(near) => (None, search.other_number().or(Some(near))),
        Err(near) => (None, Some(near)),
    };
    Resolved { entry, cited: n, held, near }
}

struct Search<'a> {
    register: &'a Register,
    citing: usize,
    cited: &'a Cited,
    parts: Parts<'a>,
}

impl<'a> Search<'a> {
    fn entry(&self, at: usize) -> &'a Entry {
        &self.register.entries[at]
    }

    /// The first of `found`: one of the same file before others, then by id. Whichever is given first does not matter.
    fn first(&self, found: impl Iterator<Item = usize>) -> Option<usize> {
        let citing = self.entry(self.citing);
        found.min_by_key(|&at| {
            let e = self.entry(at);
            (e.path != citing.path, &e.id, &e.path)
        })
    }

    /// The letter of this number; or, as an error, one of this number that cannot be told to be it.
    fn same_number(&self) -> Result<Option<usize>, Near> {
        let index = &self.register.index;
        let dated = |at: usize| self.entry(at).date.as_deref();
        if let Some(date) = self.cited.date.as_deref() {
            let found = index.by_number_and_date.get(index::number(&self.parts, date));
            if let Some(at) = self.first(found.filter(|&at| self.bears_it(at) && dated(at) == Some(date))) {
                return Ok(Some(at));
            }
        }
        let found: Vec<usize> = index.by_number.get(index::number(&self.parts, "")).filter(|&at| self.bears_it(at)).collect();
        let Some(cited) = self.cited.date.as_deref() else { return self.by_number_alone(&found) };
        if let Some(at) = self.first(found.iter().copied().filter(|&at| dated(at).is_some_and(|d| agree(d, cited)))) {
            return Ok(Some(at));
        }
        let same_letters = |at: usize| self.prefix_of(at) == self.parts.prefix;
        let near = |differs| move |at| Near { entry: at, differs };
        let other_day = found.iter().copied().filter(|&at| same_letters(at) && dated(at).is_some_and(|d| one_register(d, cited)));
        let undated = found.iter().copied().filter(|&at| same_letters(at) && dated(at).is_none());
        match self.first(other_day).map(near(Differs::Date)).or_else(|| self.first(undated).map(near(Differs::Undated))) {
            Some(near) => Err(near),
            None => Ok(None),
        }
    }

    /// Whether a letter of the same number agrees with the cited date in less than two of day, month and year: a
    /// letter of that very day whose number is a digit away is as likely meant.
    fn loosely(&self, near: Near) -> bool {
        let dates = self.entry(near.entry).date.as_deref().zip(self.cited.date.as_deref());
        dates.is_some_and(|(a, b)| a.split('-').zip(b.split('-')).filter(|(x, y)| x == y).count() < 2)
    }

    fn prefix_of(&self, at: usize) -> &'a str {
        self.entry(at).parts().map_or("", |p| p.prefix)
    }

    /// Whether letter `at` bears the cited number; a letter code that is unreadable on one side says nothing against
    /// it where the dates agree.
    fn bears_it(&self, at: usize) -> bool {
        let Some(own) = self.entry(at).parts() else { return false };
        (own.code, own.series, own.run) == (self.parts.code, self.parts.series, self.parts.run)
            && (own.prefix == self.parts.prefix || own.prefix.is_empty() || self.parts.prefix.is_empty())
    }

    /// A citation without a date means the letter of its number that is at most a year older, when there is one only.
    fn by_number_alone(&self, found: &[usize]) -> Result<Option<usize>, Near> {
        let found: Vec<usize> = found.iter().copied().filter(|&at| self.prefix_of(at) == self.parts.prefix).collect();
        let day = |at: usize| self.entry(at).date.as_deref().and_then(full);
        let mut days: Vec<Option<Date>> = found.iter().map(|&at| day(at)).collect();
        days.sort_unstable();
        days.dedup();
        let near = self.first(found.iter().copied()).map(|at| Near { entry: at, differs: Differs::Uncertain });
        match (days.as_slice(), day(self.citing), near) {
            ([Some(own)], Some(citing), Some(near)) if (0..=YEAR).contains(&(citing - *own).get_days()) => Ok(Some(near.entry)),
            (_, _, Some(near)) => Err(near),
            _ => Ok(None),
        }
    }

    /// A letter of the unit whose number is one digit away: of the same day, or of nearly the same when a digit is
    /// lost or added.
    fn other_number(&self) -> Option<Near> {
        let date = self.cited.date.as_deref()?;
        let day = full(date)?;
        let keys = index::stem_keys(&self.parts, date);
        let found = keys.iter().flat_map(|&k| self.register.index.by_stem.get(k)).filter_map(|at| {
            let own = self.entry(at).parts()?;
            let unit = (own.prefix, own.code, own.series) == (self.parts.prefix, self.parts.code, self.parts.series);
            let apart = (full(self.entry(at).date.as_deref()?)? - day).get_days().abs();
            let most = if own.run.len() != self.parts.run.len() && self.parts.run.len() > 3 { MONTH } else { 0 };
            (unit && apart <= most && near(own.run, self.parts.run)).then_some((apart, at))
        });
        let entry = found.min_by_key(|&(apart, at)| (apart, &self.entry(at).id, &self.entry(at).path))?.1;
        Some(Near { entry, differs: Differs::Number })
    }

    /// A letter of the same running number and day, whose letter code or owner code is one character away.
    fn other_unit(&self) -> Option<Near> {
        let date = self.cited.date.as_deref()?;
        full(date)?;
        let unit = |p: &Parts| [p.prefix, p.code].concat();
        let found = self.register.index.by_day.get(index::day(&self.parts, date)).filter(|&at| {
            let Some(own) = self.entry(at).parts() else { return false };
            let same = (own.series, own.run, self.entry(at).date.as_deref()) == (self.parts.series, self.parts.run, Some(date));
            same && levenshtein::distance(unit(&own).chars(), unit(&self.parts).chars()) == 1
        });
        self.first(found).map(|entry| Near { entry, differs: Differs::Unit })
    }
}

/// A full ISO day.
pub(super) fn full(iso: &str) -> Option<Date> {
    if iso.len() == 10 { iso.parse().ok() } else { None }
}

/// Whether two dates are the same as far as both are known.
fn agree(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// Whether two different dates can stand for one letter of a number: a register begins anew each year.
fn one_register(a: &str, b: &str) -> bool {
    a.get(..4) == b.get(..4) || a.get(4..) == b.get(4..)
}
