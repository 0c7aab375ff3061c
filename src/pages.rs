//! Where the words of a text stand on paper: the side table that goes with a decoded source.
//!
//! Plain text knows its pages only where it marks them, by a form feed or a line such as `--- Page 2 ---`. A reading with
//! boxes knows the box of every word too, and how sure the engine was of it.

use crate::rules::{PatternId, Rules};
use crate::text::SourceSpan;
use serde::{Deserialize, Serialize};

/// A box on a page, from its upper left corner, in the unit of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Lower edge.
    pub bottom: i32,
}

/// Farthest from the corner that a coordinate may be; sums and differences of such stay in `i32`.
const FAR: f64 = 1e8;

impl Area {
    /// The box between two corners; none when it has no width or height, or a corner is no number.
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Option<Self> {
        let whole = |x: f64| x.is_finite().then(|| x.clamp(-FAR, FAR).round() as i32);
        let area = Self { left: whole(left)?, top: whole(top)?, right: whole(right)?, bottom: whole(bottom)? };
        (area.left < area.right && area.top < area.bottom).then_some(area)
    }
    /// The smallest box that holds both.
    pub fn join(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
    /// Left, upper, right and lower edge.
    pub fn edges(self) -> [i32; 4] {
        [self.left, self.top, self.right, self.bottom]
    }
    /// From upper to lower edge.
    pub fn height(&self) -> i32 {
        self.bottom - self.top
    }
    /// From left to right edge.
    pub fn width(&self) -> i32 {
        self.right - self.left
    }
}

/// A page of a source.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Page {
    /// 1-based order in the file.
    pub page: usize,
    /// First byte in the decoded source.
    pub start: usize,
    /// One past the last byte in the decoded source.
    pub end: usize,
    /// Name of the image, where the file gives it.
    pub image: Option<String>,
    /// Width in `unit`.
    pub width: Option<i32>,
    /// Height in `unit`.
    pub height: Option<i32>,
    /// Unit of this page's boxes: `pixel`, `mm10` (tenths of a millimetre) or `inch1200`; none where there are no boxes.
    pub unit: Option<String>,
}

/// A word as an engine saw it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// Where it stands in the decoded source.
    pub span: SourceSpan,
    /// Where it stands on its page.
    pub area: Option<Area>,
    /// How sure the engine was, 0 to 1.
    pub confidence: Option<f32>,
}

/// Where a piece of the source stands, and how sure the engine was of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    /// 1-based page on which it begins.
    pub page: Option<usize>,
    /// Box around its words on that page.
    pub area: Option<Area>,
    /// Confidence of its least sure word.
    pub confidence: Option<f32>,
}

/// The pages of a decoded source and the words on them, both in the order of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pages {
    /// The pages; none when the text does not say where one ends.
    pub pages: Vec<Page>,
    /// The words; none when there are no boxes and no confidences.
    pub words: Vec<Word>,
}

impl Pages {
    /// The pages of a plain text: a page ends with a form feed, or before a line that says so.
    pub fn of_text(text: &str, rules: &Rules) -> Self {
        let mut cuts: Vec<usize> = text.match_indices('\u{c}').map(|(i, _)| i + 1).collect();
        if cuts.is_empty() {
            cuts = rules.patterns.get(PatternId::PageBreak).find_iter(text).map(|m| m.start()).collect();
        }
        if cuts.is_empty() {
            return Self::default();
        }
        // nothing but blanks between two cuts is no page: a mark that opens the file, a form feed that closes it
        let inner = cuts.iter().filter(|&&c| !text[..c].trim().is_empty() && !text[c..].trim().is_empty());
        let starts: Vec<usize> = std::iter::once(0).chain(inner.copied()).collect();
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
        let pages = starts.iter().zip(ends).enumerate();
        Self { pages: pages.map(|(i, (&start, end))| Page { page: i + 1, start, end, ..Page::default() }).collect(), words: Vec::new() }
    }

    /// The pages that `span` touches.
    pub fn within(&self, span: SourceSpan) -> &[Page] {
        let from = self.pages.partition_point(|p| p.end <= span.start);
        let to = self.pages.partition_point(|p| p.start < span.end);
        &self.pages[from.min(to)..to]
    }

    /// Where `span` stands.
    pub fn place(&self, span: SourceSpan) -> Place {
        let last = self.pages.partition_point(|p| p.start <= span.start);
        let Some(page) = last.checked_sub(1).map(|i| &self.pages[i]) else { return Place::default() };
        let from = self.words.partition_point(|w| w.span.end <= span.start);
        let words = self.words[from..].iter().take_while(|w| w.span.start < span.end && w.span.start < page.end);
        let mut place = Place { page: Some(page.page), ..Place::default() };
        for word in words {
            place.area = place.area.map_or(word.area, |a| Some(word.area.map_or(a, |b| a.join(b))));
            place.confidence = place.confidence.map_or(word.confidence, |a| Some(word.confidence.map_or(a, |b| a.min(b))));
        }
        place
    }
}
