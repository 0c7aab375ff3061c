//! Looks for the needles of patterns: the places of a text in which a match may lie.

use super::literals::{Core, Side, core, figures};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use memchr::memmem;
use regex_syntax::hir::Hir;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Words of which several patterns hold one in every match, such as the names of the months: these patterns have the
/// same needles, and a [`Text`] is searched for them once.
pub struct Words {
    /// The words as an alternation.
    source: String,
    made: OnceLock<Option<(Hir, AhoCorasick, usize)>>,
}

impl Words {
    /// Words of an alternation.
    pub fn new(source: String) -> Arc<Self> {
        Arc::new(Self { source, made: OnceLock::new() })
    }

    /// The alternation, what finds its needles, and the length of the longest needle.
    fn made(&self) -> Option<&(Hir, AhoCorasick, usize)> {
        let made = self.made.get_or_init(|| {
            let hir = regex_syntax::parse(&self.source).ok()?;
            let literals = core(&hir, None, f64::INFINITY)?.literals?;
            let longest = literals.iter().map(Vec::len).max()?;
            Some((hir, finder(literals)?, longest))
        });
        made.as_ref()
    }
}

/// A text that several patterns are looked for in.
pub struct Text<'t> {
    pub(super) text: &'t str,
    /// Where its [`Words`] begin.
    words: OnceCell<Vec<usize>>,
}

impl<'t> Text<'t> {
    /// A text that nothing was looked for in.
    pub fn new(text: &'t str) -> Self {
        Self { text, words: OnceCell::new() }
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(text: &'t str) -> Self {
        Self::new(text)
    }
}

/// Finds the places of a text in which a match may lie.
pub(super) struct Needles {
    finder: Finder,
    /// Length of the longest needle.
    longest: usize,
    before: Side,
    after: Side,
}

enum Finder {
    One(u8),
    Two(u8, u8),
    Three(u8, u8, u8),
    Word(Box<memmem::Finder<'static>>),
    Many(AhoCorasick),
    Shared(Arc<Words>),
    /// A row of so many figures.
    Figures(usize),
}

/// How often a row of so many figures stands in a letter, as a share of its bytes.
fn chance_of_figures(n: usize) -> f64 {
    0.02 * 0.6f64.powi(n.min(20) as i32)
}

/// Fewer figures than these are everywhere.
const FEWEST: usize = 2;

/// Shows where each row of `n` figures begins. As a row takes `n` bytes, only every nth is looked at.
fn rows_of_figures(bytes: &[u8], n: usize, mut show: impl FnMut(usize)) {
    let figure = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = n - 1;
    while at < bytes.len() {
        if figure(at) {
            let start = (0..at).rev().find(|&i| !figure(i)).map_or(0, |i| i + 1);
            let mut end = at + 1;
            while figure(end) {
                end += 1;
            }
            (start..(end + 1).saturating_sub(n)).for_each(&mut show);
            at = end;
        }
        at += n;
    }
}

/// So many needles can be told apart by a few bytes.
const FEW: usize = 12;

/// Of needles that overlap the one that begins first is found.
fn finder(literals: Vec<Vec<u8>>) -> Option<AhoCorasick> {
    // a search for many by their first bytes stops everywhere in Thai
    let thai = literals.len() > FEW && literals.iter().any(|l| l[0] == 0xe0);
    let builder = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).match_kind(MatchKind::LeftmostFirst).prefilter(!thai).clone();
    builder.build(literals).ok()
}

impl Needles {
    pub(super) fn of(hir: &Hir, words: Option<&Arc<Words>>) -> Option<Self> {
        if hir.properties().minimum_len() == Some(0) {
            return None;
        }
        let shared = words.and_then(|w| w.made());
        let figures = figures(hir).filter(|f| f.0 >= FEWEST);
        let most = figures.map_or(f64::INFINITY, |f| chance_of_figures(f.0));
        let Some(Core { literals, before, after, .. }) = core(hir, shared.map(|s| &s.0), most) else {
            return figures.map(|(n, before, after)| Self { finder: Finder::Figures(n), longest: n, before, after });
        };
        let Some(literals) = literals else {
            return Some(Self { finder: Finder::Shared(Arc::clone(words?)), longest: shared?.2, before, after });
        };
        let longest = literals.iter().map(Vec::len).max()?;
        let single: Vec<u8> = literals.iter().filter(|l| l.len() == 1).map(|l| l[0]).collect();
        let finder = match single.as_slice() {
            [a] if longest == 1 => Finder::One(*a),
            [a, b] if longest == 1 => Finder::Two(*a, *b),
            [a, b, c] if longest == 1 => Finder::Three(*a, *b, *c),
            _ if literals.len() == 1 => Finder::Word(Box::new(memmem::Finder::new(&literals[0]).into_owned())),
            _ => Finder::Many(finder(literals)?),
        };
        Some(Self { finder, longest, before, after })
    }

    /// The places, in order and apart.
    pub(super) fn places(&self, looked: &Text) -> Vec<Range<usize>> {
        let text = looked.text;
        let bytes = text.as_bytes();
        let mut out: Vec<Range<usize>> = Vec::new();
        match &self.finder {
            Finder::One(a) => memchr::memchr_iter(*a, bytes).for_each(|at| self.add(text, at, &mut out)),
            Finder::Two(a, b) => memchr::memchr2_iter(*a, *b, bytes).for_each(|at| self.add(text, at, &mut out)),
            Finder::Three(a, b, c) => memchr::memchr3_iter(*a, *b, *c, bytes).for_each(|at| self.add(text, at, &mut out)),
            Finder::Word(word) => word.find_iter(bytes).for_each(|at| self.add(text, at, &mut out)),
            Finder::Many(all) => all.find_iter(text).for_each(|m| self.add(text, m.start(), &mut out)),
            Finder::Shared(words) => {
                let found = || words.made().map_or_else(Vec::new, |w| w.1.find_iter(text).map(|m| m.start()).collect());
                looked.words.get_or_init(found).iter().for_each(|&at| self.add(text, at, &mut out));
            }
            Finder::Figures(n) => rows_of_figures(bytes, *n, |at| self.add(text, at, &mut out)),
        }
        out
    }

    /// Adds the place around a needle that begins at `at`, or grows the last one. Another needle may begin inside this
    /// one, so both sides are measured with its length on top.
    fn add(&self, text: &str, at: usize, out: &mut Vec<Range<usize>>) {
        let bytes = text.as_bytes();
        let floor = at.saturating_sub(self.before.most).max(out.last().map_or(0, |p| p.end).min(at));
        let mut start = at;
        while start > floor && self.before.bytes.has(bytes[start - 1]) {
            start -= 1;
        }
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (at + self.longest).min(bytes.len());
        let ceiling = end.saturating_add(self.after.most).min(bytes.len());
        end = end.max(out.last().map_or(0, |p| p.end).min(ceiling));
        while end < ceiling && self.after.bytes.has(bytes[end]) {
            end += 1;
        }
        match out.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => out.push(start..end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needles_are_the_rarest_part() {
        let places = |source: &str, text: &str| {
            let hir = regex_syntax::parse(source).unwrap();
            Needles::of(&hir, None).map(|n| n.places(&text.into()))
        };
        assert_eq!(places(r"\d{1,2} ?/ ?\d", "no slash 12 34"), Some(vec![]));
        assert_eq!(places(r"[0-9]{1,2}/[0-9]", "at 12/34 or"), Some(std::iter::once(3..8).collect()));
        assert_eq!(places(r"\d+", "1"), None);
        assert_eq!(places(r"[a-z][0-9]{2}(?:[0-9]{2}|[0-9]{3,4})[a-z]?", "a123 1234 a12345b6 a1234"), Some(vec![5..9, 10..18, 19..24]));
    }
}
