//! From lines to letters: where each begins, and which part of it is which.

pub mod class;
mod cores;
mod letterhead;
pub mod lines;
mod reflow;
mod stamps;
mod torn_stamps;
mod zones;

pub use zones::{Zones, cites, is_noise};

use crate::layout::Seg;
use crate::record::Kind;
use crate::rules::{Class, Rules};
use crate::text::TextSpan;
use std::ops::Range;

/// A file's text cut into lines and letters.
pub struct Layout<'a> {
    /// The current text.
    pub text: &'a str,
    /// Its lines and columns.
    pub segs: Vec<Seg>,
    /// What each of them is.
    pub classes: Vec<Class>,
    /// Empty lines stand between nearly all lines, and so part nothing.
    pub spaced: bool,
}

/// One letter of a file.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its lines.
    pub segs: Range<usize>,
    /// Its place in the text; the letters of a file leave nothing out.
    pub span: TextSpan,
    /// What it is.
    pub kind: Kind,
    /// Its parts.
    pub zones: Zones,
}

impl<'a> Layout<'a> {
    /// Lines of `text` with what each is.
    pub fn new(text: &'a str, rules: &Rules) -> Self {
        let (segs, mut classes) = lines::read(text, rules);
        class::find_receivers(text, &segs, &mut classes, rules);
        let apart = segs.iter().filter(|s| s.blank_lines > 0).count();
        let spaced = apart * 5 >= segs.len() * 4;
        Self { text, segs, classes, spaced }
    }

    /// The words of line `i`.
    pub fn words(&self, i: usize) -> &'a str {
        self.segs[i].of(self.text)
    }
}

/// The letters of a file, in order. There is always at least one.
pub fn split(layout: &Layout, rules: &Rules) -> Vec<Letter> {
    let mut cores = cores::find(layout, rules);
    stamps::assign(layout, &mut cores, rules);
    // a letter begins with a whole line, unless the letter before has its heading there
    let begin = |k: usize| {
        let (top, before): (usize, &cores::Core) = (cores[k].top, &cores[k - 1]);
        let line = layout.segs[..top].iter().rposition(|s| s.line != layout.segs[top].line).map_or(0, |p| p + 1);
        let taken = [before.number, before.title, before.subject, before.salutation].into_iter().flatten().max();
        if taken.is_some_and(|t| t >= line) { top } else { line }
    };
    let mut letters = Vec::with_capacity(cores.len().max(1));
    for (k, core) in cores.iter().enumerate() {
        let from = if k == 0 { 0 } else { begin(k) };
        let to = if k + 1 < cores.len() { begin(k + 1) } else { layout.segs.len() };
        letters.push((from..to, Some(core)));
    }
    if letters.is_empty() {
        letters.push((0..layout.segs.len(), None));
    }
    let starts: Vec<usize> = letters.iter().map(|(r, _)| line_start(layout, r.start)).collect();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(layout.text.len()));
    let spans: Vec<TextSpan> =
        starts.iter().enumerate().zip(ends).map(|((k, &s), e)| TextSpan::new(if k == 0 { 0 } else { s }, e)).collect();
    letters
        .into_iter()
        .zip(spans)
        .map(|((segs, core), span)| {
            let kind = core.map_or_else(|| cores::kind_without_core(layout, rules), |c| c.kind);
            let zones = zones::zones(layout, rules, &segs, core, kind);
            Letter { segs, span, kind, zones }
        })
        .collect()
}

/// Where the letter that begins with `seg` is cut from the one before: at its line's start, or at the end of the column
/// before it.
fn line_start(layout: &Layout, seg: usize) -> usize {
    let column = |i: usize| layout.segs.get(seg).is_some_and(|s| s.line == layout.segs[i].line);
    if let Some(before) = seg.checked_sub(1).filter(|&i| column(i)) {
        return layout.segs[before].span.end;
    }
    let at = layout.segs.get(seg).map_or(layout.text.len(), |s| s.span.start);
    layout.text[..at].rfind('\n').map_or(0, |i| i + 1)
}
