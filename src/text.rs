//! A text that is never overwritten: the source, the edits made to it, and the map between them.
//!
//! Positions in the source and in the current text are two types, so that they cannot be mixed.

use serde::Serialize;
use std::borrow::Cow;

/// Half-open byte range in the decoded source (UTF-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct SourceSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Half-open byte range in the current text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct TextSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl SourceSpan {
    /// The text that stands at this span of `source`.
    pub fn of<'a>(&self, source: &'a str) -> &'a str {
        &source[self.start..self.end]
    }
}

impl TextSpan {
    /// A span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
    /// The text that stands at this span of `text`.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }
    /// Whether nothing stands at this span.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }
    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
    /// Whether the two share a byte.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Spans of a text that are asked whether one of them shares a byte with another: each start, in order, with the greatest
/// end so far.
#[derive(Debug)]
pub struct Spans(Vec<(usize, usize)>);

impl FromIterator<TextSpan> for Spans {
    fn from_iter<I: IntoIterator<Item = TextSpan>>(spans: I) -> Self {
        let mut all: Vec<(usize, usize)> = spans.into_iter().map(|s| (s.start, s.end)).collect();
        all.sort_unstable();
        let mut most = 0;
        all.iter_mut().for_each(|(_, end)| (*end, most) = (most.max(*end), most.max(*end)));
        Self(all)
    }
}

impl Spans {
    /// Whether one of them shares a byte with `span`.
    pub fn overlap(&self, span: &TextSpan) -> bool {
        let before = self.0.partition_point(|s| s.0 < span.end);
        before > 0 && self.0[before - 1].1 > span.start
    }
}

/// A change wished for at a place of the current text.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What is replaced; empty for an insertion.
    pub at: TextSpan,
    /// What stands there afterwards.
    pub after: Cow<'static, str>,
    /// The rule that asks for it.
    pub rule: &'static str,
    /// Probability, 0 to 1, that the change is right.
    pub confidence: f32,
}

/// A change that was made, with its place in the source and in the current text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edit {
    /// What was replaced.
    pub source: SourceSpan,
    /// What stands there now.
    pub text: TextSpan,
    /// The rule that made it; the last one where several met.
    pub rule: &'static str,
    /// Probability, 0 to 1, that the change is right.
    pub confidence: f32,
}

/// Source, current text and the edits between them, in order and disjoint.
#[derive(Debug, Clone)]
pub struct Text {
    source: String,
    current: String,
    edits: Vec<Edit>,
}

impl Text {
    /// A text without edits.
    pub fn new(source: String) -> Self {
        let current = source.clone();
        Self { source, current, edits: Vec::new() }
    }

    /// The decoded source, as it was read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The text as it stands after all edits.
    pub fn current(&self) -> &str {
        &self.current
    }

    /// All edits, in order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The edits whose source lies in `span`.
    pub fn edits_in(&self, span: SourceSpan) -> &[Edit] {
        let from = self.edits.partition_point(|e| e.source.start < span.start);
        let to = self.edits.partition_point(|e| e.source.start < span.end);
        // an edit never straddles a cut (see `cut`), so the start decides
        &self.edits[from..to.max(from)]
    }

    /// What stands now for a piece of the source; all of an edit that the piece begins or ends in, and what was inserted
    /// at its ends.
    pub fn now(&self, span: SourceSpan) -> &str {
        // the edit that a place lies in, or where it now is behind the edits before it
        let place = |at: usize, next: usize| {
            let moved = self.edits[..next].last().map_or(at, |e| e.text.end + at - e.source.end);
            self.edits.get(next).filter(|e| e.source.start < at).map_or(TextSpan::new(moved, moved), |e| e.text)
        };
        let before = self.edits.partition_point(|e| e.source.end <= span.start && e.source.start < span.start);
        let within = self.edits.partition_point(|e| e.source.end <= span.end);
        TextSpan::new(place(span.start, before).start, place(span.end, within).end).of(&self.current)
    }

    /// Makes `changes` (sorted by place and disjoint in the current text). A change that touches an earlier
    /// edit is merged with it, so that each edit still maps the source straight to the current text.
    pub fn apply(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        let mut out = String::with_capacity(self.current.len());
        let mut edits = Vec::with_capacity(self.edits.len() + changes.len());
        let (mut k, mut old, mut at_text, mut at_source) = (0, 0, 0, 0);
        while k < changes.len() || old < self.edits.len() {
            // a region [begin, end) of the current text, grown over all changes and edits that overlap
            let begin = match (changes.get(k), self.edits.get(old)) {
                (Some(c), Some(e)) => c.at.start.min(e.text.start),
                (Some(c), None) => c.at.start,
                (None, Some(e)) => e.text.start,
                (None, None) => break,
            };
            out.push_str(&self.current[at_text..begin]);
            let (source_start, from) = (at_source + (begin - at_text), out.len());
            let (mut end, mut cursor, mut by) = (begin, begin, None::<(&'static str, f32)>);
            loop {
                let inside = |start: usize| if by.is_none() { start == begin } else { start < end };
                let edit = self.edits.get(old).filter(|e| inside(e.text.start));
                let change = changes.get(k).filter(|c| inside(c.at.start));
                match (change, edit) {
                    // at one place: what was deleted there before, then an insertion, then the rest
                    (change, Some(e)) if e.text.is_empty() || !change.is_some_and(|c| c.at.is_empty()) => {
                        end = end.max(e.text.end);
                        by = by.or(Some((e.rule, e.confidence)));
                        old += 1;
                    }
                    (Some(c), _) => {
                        out.push_str(&self.current[cursor..c.at.start]);
                        out.push_str(&c.after);
                        (cursor, end) = (c.at.end, end.max(c.at.end));
                        by = Some((c.rule, by.map_or(c.confidence, |b| b.1.min(c.confidence))));
                        k += 1;
                    }
                    _ => break,
                }
            }
            out.push_str(&self.current[cursor..end]);
            at_source = self.source_end_of(end, old);
            at_text = end;
            let source = SourceSpan { start: source_start, end: at_source };
            let text = TextSpan::new(from, out.len());
            if let Some((rule, confidence)) = by.filter(|_| source.of(&self.source) != text.of(&out)) {
                edits.push(Edit { source, text, rule, confidence });
            }
        }
        out.push_str(&self.current[at_text..]);
        self.current = out;
        self.edits = edits;
    }

    /// Where position `text_end` of the current text stands in the source when the first `taken` edits are
    /// wholly before or at it.
    fn source_end_of(&self, text_end: usize, taken: usize) -> usize {
        match taken.checked_sub(1).map(|i| &self.edits[i]) {
            Some(e) if e.text.end >= text_end => e.source.end,
            Some(e) => e.source.end + (text_end - e.text.end),
            None => text_end,
        }
    }

    /// Where a span of the current text came from. A span that begins or ends inside an edit takes the whole
    /// of that edit's source.
    pub fn to_source(&self, span: TextSpan) -> SourceSpan {
        let start = {
            // the last edit that begins at or before the position
            let i = self.edits.partition_point(|e| e.text.start <= span.start);
            match i.checked_sub(1).map(|i| &self.edits[i]) {
                Some(e) if span.start < e.text.end => e.source.start,
                Some(e) => e.source.end + (span.start - e.text.end),
                None => span.start,
            }
        };
        let end = {
            let i = self.edits.partition_point(|e| e.text.start < span.end);
            match i.checked_sub(1).map(|i| &self.edits[i]) {
                Some(e) if span.end <= e.text.end => e.source.end,
                Some(e) => e.source.end + (span.end - e.text.end),
                None => span.end,
            }
        };
        SourceSpan { start, end: end.max(start) }
    }

    /// The place in the source at which the letter that begins at `text_start` is cut from the one before it:
    /// deletions at the cut belong to the later letter.
    pub fn cut(&self, text_start: usize) -> usize {
        self.to_source(TextSpan::new(text_start.saturating_sub(1).min(text_start), text_start)).end
    }
}

/// Makes `(span, after)` replacements in `source`: the law that every output keeps.
pub fn replay<'a>(source: &str, edits: impl IntoIterator<Item = (SourceSpan, &'a str)>) -> String {
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for (span, after) in edits {
        out.push_str(&source[at..span.start]);
        out.push_str(after);
        at = span.end;
    }
    out.push_str(&source[at..]);
    out
}
