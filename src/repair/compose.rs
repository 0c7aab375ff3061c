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

/// A range of the text moved to where it stands after the changes; whole changes are covered.
pub(super) fn forward(range: &Range<usize>, proposals: &[Proposal]) -> Range<usize> {
    let place = |at: usize, end: bool| {
        let mut shift = 0isize;
        for p in proposals {
            if p.range.end <= at {
                shift += p.after.len() as isize - p.range.len() as isize;
            } else if p.range.start < at {
                let here = (p.range.start as isize + shift) as usize;
                return if end { here + p.after.len() } else { here };
            } else {
                break;
            }
        }
        (at as isize + shift) as usize
    };
    place(range.start, false)..place(range.end, true)
}

/// Adds those changes that meet none that is there; all stay sorted and disjoint.
pub(super) fn add(all: &mut Vec<Proposal>, more: Vec<Proposal>) {
    for p in more {
        let at = all.partition_point(|q| q.range.end < p.range.start);
        if all.get(at).is_none_or(|q| q.range.start > p.range.end) {
            all.insert(at, p);
        }
    }
}

/// A change of the text that `proposals` make, as one of the text before; none if it meets one of them.
pub(super) fn back(mut p: Proposal, proposals: &[Proposal]) -> Option<Proposal> {
    let mut shift = 0;
    for q in proposals {
        let start = q.range.start.wrapping_add_signed(shift);
        let end = start + q.after.len();
        if start > p.range.end {
            break;
        }
        if end >= p.range.start {
            return None;
        }
        shift += q.after.len() as isize - q.range.len() as isize;
    }
    p.range = p.range.start.wrapping_add_signed(-shift)..p.range.end.wrapping_add_signed(-shift);
    Some(p)
}

/// `second` was found in the text that `first` makes of `text`; the changes of both, on `text`.
pub(super) fn compose(text: &str, first: Vec<Proposal>, second: Vec<Proposal>) -> Vec<Proposal> {
    let middle = apply(text, &first);
    let mut groups: Vec<(Range<usize>, Range<usize>, Vec<usize>)> = Vec::new();
    let mut shift = 0isize;
    for (k, p) in first.iter().enumerate() {
        let start = (p.range.start as isize + shift) as usize;
        shift += p.after.len() as isize - p.range.len() as isize;
        groups.push((start..start + p.after.len(), p.range.clone(), vec![k]));
    }
    let mut out: Vec<Proposal> = Vec::new();
    let mut used = vec![false; first.len()];
    for q in second {
        let touched: Vec<usize> =
            (0..groups.len()).filter(|&k| groups[k].0.start < q.range.end && q.range.start < groups[k].0.end).collect();
        let from = touched.first().map_or(q.range.start, |&k| groups[k].0.start.min(q.range.start));
        let to = touched.last().map_or(q.range.end, |&k| groups[k].0.end.max(q.range.end));
        let after = format!("{}{}{}", &middle[from..q.range.start], q.after, &middle[q.range.end..to]);
        let range = backward(from, &groups, false)..backward(to, &groups, true);
        touched.iter().for_each(|&k| used[k] = true);
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

fn backward(at: usize, groups: &[(Range<usize>, Range<usize>, Vec<usize>)], end: bool) -> usize {
    let mut shift = 0isize;
    for (now, was, _) in groups {
        if now.end <= at {
            shift += was.len() as isize - now.len() as isize;
        } else if now.start < at {
            return if end { was.end } else { was.start };
        } else {
            break;
        }
    }
    (at as isize + shift) as usize
}
