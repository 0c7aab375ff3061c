//! What a run gets right that a base run did not, and the other way round.

use super::compare::Outcome;
use serde::Serialize;
use std::collections::BTreeMap;

/// One value that changed from wrong to right, or from right to wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Stem of the file.
    pub file: String,
    /// Index of the gold letter; none for a value of a letter that the gold does not have.
    pub letter: Option<usize>,
    /// The scored field.
    pub field: &'static str,
    /// The gold value; none when there is nothing to read.
    pub gold: Option<String>,
    /// What the base run gives.
    pub base: Option<String>,
    /// What this run gives.
    pub new: Option<String>,
}

/// Gains and losses against a base run.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Changes {
    /// Number of gained and of lost values of each field with any.
    pub counts: BTreeMap<&'static str, ChangeCount>,
    /// Values wrong in the base run and right in this one, a false value gone included.
    pub gained: Vec<Change>,
    /// Values right in the base run and wrong in this one, a new false value included.
    pub lost: Vec<Change>,
}

/// Number of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangeCount {
    /// From wrong to right.
    pub gained: usize,
    /// From right to wrong.
    pub lost: usize,
}

/// The scored values of one file: of each letter its gold index and its outcomes.
pub(super) type FileOutcomes = Vec<(Option<usize>, Vec<Outcome>)>;

type Key = (Option<usize>, &'static str);

/// Gold values by their place, and false values without a gold value.
#[derive(Default)]
struct Side<'a> {
    slots: BTreeMap<(Key, usize), &'a Outcome>,
    extra: BTreeMap<Key, Vec<&'a str>>,
}

impl<'a> Side<'a> {
    fn new(all: &'a FileOutcomes) -> Side<'a> {
        let mut side = Side::default();
        for (letter, outcomes) in all {
            for o in outcomes {
                let key = (*letter, o.field);
                match (o.slot, &o.found) {
                    (Some(slot), _) => {
                        side.slots.insert((key, slot), o);
                    }
                    (None, Some(v)) => side.extra.entry(key).or_default().push(v),
                    (None, None) => {}
                }
            }
        }
        side
    }
}

impl Changes {
    /// Adds the changes of one file.
    pub(super) fn add(&mut self, file: &str, base: &FileOutcomes, new: &FileOutcomes) {
        let (base, new) = (Side::new(base), Side::new(new));
        let mut gained = gold_values(file, &base, &new, false);
        let mut lost = gold_values(file, &new, &base, true);
        gained.extend(false_values(file, &base, &new, false));
        lost.extend(false_values(file, &new, &base, true));
        for (list, changes) in [(&mut self.gained, gained), (&mut self.lost, lost)] {
            let from = list.len();
            list.extend(changes);
            list[from..].sort_by_key(|c| (c.letter.is_none(), c.letter));
        }
    }

    /// Counts the changes by field.
    pub(super) fn count(&mut self) {
        for c in &self.gained {
            self.counts.entry(c.field).or_default().gained += 1;
        }
        for c in &self.lost {
            self.counts.entry(c.field).or_default().lost += 1;
        }
    }
}

/// Gold values right in `better` and not in `worse`; `swapped` when `better` is the base run.
fn gold_values(file: &str, worse: &Side, better: &Side, swapped: bool) -> Vec<Change> {
    let mut out = Vec::new();
    for (key, o) in better.slots.iter().filter(|(_, o)| o.right) {
        let other = worse.slots.get(key);
        if other.is_some_and(|x| x.right) {
            continue;
        }
        let bad = other.and_then(|x| x.found.clone());
        let (base, new) = if swapped { (o.found.clone(), bad) } else { (bad, o.found.clone()) };
        out.push(Change { file: file.to_owned(), letter: key.0.0, field: o.field, gold: o.gold.clone(), base, new });
    }
    out
}

/// False values that `worse` has beyond those of `better`; equal ones cancel, and of the others
/// one stands for one.
fn false_values(file: &str, worse: &Side, better: &Side, swapped: bool) -> Vec<Change> {
    let mut out = Vec::new();
    for (key, values) in &worse.extra {
        let mut others = better.extra.get(key).cloned().unwrap_or_default();
        let mut rest = Vec::new();
        for v in values {
            match others.iter().position(|o| o == v) {
                Some(k) => {
                    others.remove(k);
                }
                None => rest.push((*v).to_owned()),
            }
        }
        for v in rest.into_iter().skip(others.len()) {
            let (base, new) = if swapped { (None, Some(v)) } else { (Some(v), None) };
            out.push(Change { file: file.to_owned(), letter: key.0, field: key.1, gold: None, base, new });
        }
    }
    out
}
