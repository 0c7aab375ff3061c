//! Repeats a pass over its own result, and states all changes on the first text.

use super::Proposal;
use std::ops::Range;

/// The text with the changes made.
pub(super) fn apply(text: &str, proposals: &[Proposal]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut from = 0;
    for p in proposals {
        out.push_str(&text[from..p.range.start]);
        out.push_str(&p.after);
        from = p.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Where changes stand in the text before and in the text after them, in order.
pub(super) struct Shifts(Vec<(Range<usize>, Range<usize>)>);

impl Shifts {
    /// Of changes that are sorted and disjoint.
    pub fn of(proposals: &[Proposal]) -> Self {
        let mut shift = 0isize;
        let places = proposals.iter().map(|p| {
            let start = p.range.start.wrapping_add_signed(shift);
            shift += p.after.len() as isize - p.range.len() as isize;
            (p.range.clone(), start..start + p.after.len())
        });
        Self(places.collect())
    }

    /// A range of the text before, moved to where it stands after; whole changes are covered.
    pub fn forward(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at, end| place(&self.0, at, end, |p| &p.0, |p| &p.1);
        place(range.start, false)..place(range.end, true)
    }

    /// A range of the text after, moved to where it stood before; whole changes are covered.
    fn backward(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at, end| place(&self.0, at, end, |p| &p.1, |p| &p.0);
        place(range.start, false)..place(range.end, true)
    }

    /// The changes that a range of the text after meets, as numbers.
    fn met(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.0.partition_point(|p| p.1.end <= range.start);
        first..first + self.0[first..].partition_point(|p| p.1.start < range.end)
    }
}

type Place = (Range<usize>, Range<usize>);

/// Where `at` in the text of `from` stands in the text of `to`: inside a change, its start or its end.
fn place(places: &[Place], at: usize, end: bool, from: impl Fn(&Place) -> &Range<usize>, to: impl Fn(&Place) -> &Range<usize>) -> usize {
    let before = places.partition_point(|p| from(p).end <= at);
    match places.get(before) {
        Some(p) if from(p).start < at => {
            if end {
                to(p).end
            } else {
                to(p).start
            }
        }
        _ => before.checked_sub(1).map_or(at, |k| to(&places[k]).end + at - from(&places[k]).end),
    }
}

/// Adds those changes that meet none that is there, nor one another; all stay sorted and disjoint.
pub(super) fn add(all: &mut Vec<Proposal>, mut more: Vec<Proposal>) {
    more.sort_by_key(|p| p.range.start);
    let had = std::mem::take(all);
    let mut had = had.into_iter().peekable();
    for p in more {
        while let Some(q) = had.next_if(|q| q.range.end < p.range.start) {
            all.push(q);
        }
        let free = had.peek().is_none_or(|q| q.range.start > p.range.end);
        if free && all.last().is_none_or(|q| q.range.end < p.range.start) {
            all.push(p);
        }
    }
    all.extend(had);
}

/// Changes of the text that others make, as changes of the text before; those that meet one of the others are left out.
pub(super) fn back(more: Vec<Proposal>, proposals: &[Proposal]) -> Vec<Proposal> {
    let shifts = Shifts::of(proposals);
    let free = more.into_iter().filter(|p| shifts.met(&(p.range.start.saturating_sub(1)..p.range.end + 1)).is_empty());
    free.map(|p| Proposal { range: shifts.backward(&p.range), ..p }).collect()
}

/// `second` was found in the text that `first` makes of `text`; the changes of both, on `text`.
pub(super) fn compose(text: &str, first: Vec<Proposal>, second: Vec<Proposal>) -> Vec<Proposal> {
    let middle = apply(text, &first);
    let shifts = Shifts::of(&first);
    let mut out: Vec<Proposal> = Vec::new();
    let mut used = vec![false; first.len()];
    for q in second {
        let met = shifts.met(&q.range);
        let from = shifts.0[met.clone()].first().map_or(q.range.start, |p| p.1.start.min(q.range.start));
        let to = shifts.0[met.clone()].last().map_or(q.range.end, |p| p.1.end.max(q.range.end));
        let after = format!("{}{}{}", &middle[from..q.range.start], q.after, &middle[q.range.end..to]);
        let range = shifts.backward(&(from..to));
        used[met].fill(true);
        match out.last_mut() {
            Some(last) if last.range.end > range.start => {}
            _ => out.push(Proposal { range, after, ..q }),
        }
    }
    out.extend(first.into_iter().zip(used).filter(|(_, used)| !used).map(|(p, _)| p));
    out.sort_by_key(|p| p.range.start);
    out.dedup_by(|b, a| b.range.start < a.range.end);
    out.retain(|p| p.after != text[p.range.clone()]);
    out
}
