//! A regular expression that is looked for only where it can match. It must not match the empty text.
//!
//! Whatever a pattern matches holds one of a few literals (its *needles*): a slash, the name of a month, `www.`. They
//! are taken from the pattern itself, with how far around them a match may reach. So a text is searched for the needles,
//! which is quick, and the expression runs only on the places around them; the matches are the same.
//!
//! Patterns read normalised text, in which all digits are 0–9 and all white space is ASCII: `\d` and `\s` mean that, which
//! makes the automata many times smaller than the digits of all scripts.

mod literals;
mod machine;
mod many;
mod needles;

pub use machine::{Captures, Match};
pub use many::Many;
pub use needles::{Text, Words};

use machine::Machine;
use needles::Needles;
use regex::Regex;
use std::sync::{Arc, OnceLock};

/// A regular expression with its needles. Both are made when the pattern is first looked for.
pub struct Pattern {
    source: String,
    ready: OnceLock<Option<Ready>>,
    words: Option<Arc<Words>>,
    seldom: bool,
}

/// A pattern that was looked for.
struct Ready {
    needles: Option<Needles>,
    machine: Machine,
}

impl Pattern {
    /// A pattern that is known to be a regular expression: one of the program's own, which its tests make.
    pub fn trusted(source: String) -> Self {
        Self { source: narrow(&source), ready: OnceLock::new(), words: None, seldom: false }
    }

    /// The pattern, known to hold one of `words` in every match, if it does at all.
    pub fn with(self, words: &Arc<Words>) -> Self {
        Self { words: Some(Arc::clone(words)), ..self }
    }

    /// A pattern, or what is wrong with it.
    pub fn new(source: String) -> Result<Self, String> {
        Regex::new(&source).map_err(|e| e.to_string())?;
        let pattern = Self::trusted(source);
        pattern.fault().map_or(Ok(pattern), Err)
    }

    /// What is wrong with the pattern, if anything is.
    pub fn fault(&self) -> Option<String> {
        Regex::new(&self.source).err().map(|e| e.to_string())
    }

    /// Whether the pattern matches anywhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.places(&text.into()).any(|(machine, part, from)| machine.is_match(part, from))
    }

    /// The first match in `text`.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_in(&text.into())
    }

    /// The first match in `text`.
    pub fn find_in<'t>(&self, text: &Text<'t>) -> Option<Match<'t>> {
        self.places(text).find_map(|(machine, part, from)| machine.find(part, from))
    }

    /// The first match in `text` with its groups.
    pub fn captures<'p, 't>(&'p self, text: &'t str) -> Option<Captures<'p, 't>> {
        self.places(&text.into()).find_map(|(machine, part, from)| machine.captures(part, from))
    }

    /// The matches in `text`, in order and disjoint.
    pub fn find_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'p, 't> {
        self.places(&text.into()).flat_map(|(machine, part, from)| {
            let mut at = from;
            std::iter::from_fn(move || {
                let found = machine.find(part, at)?;
                at = next(part, found.start(), found.end());
                Some(found)
            })
        })
    }

    /// The matches in `text` with their groups, in order and disjoint.
    pub fn captures_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Captures<'p, 't>> + use<'p, 't> {
        self.captures_in(&text.into())
    }

    /// The matches in `text` with their groups, in order and disjoint.
    pub fn captures_in<'p, 't>(&'p self, text: &Text<'t>) -> impl Iterator<Item = Captures<'p, 't>> + use<'p, 't> {
        self.places(text).flat_map(|(machine, part, from)| {
            let mut at = from;
            std::iter::from_fn(move || {
                let found = machine.captures(part, at)?;
                at = found.get(0).map_or(part.len() + 1, |m| next(part, m.start(), m.end()));
                Some(found)
            })
        })
    }

    /// Shows the matches in `text` one after another; `look` says where the search goes on, behind the match's start.
    pub fn scan<'t>(&self, text: &'t str, mut look: impl FnMut(Match<'t>) -> usize) {
        let mut at = 0;
        for (machine, part, from) in self.places(&text.into()) {
            at = at.max(from);
            while let Some(found) = machine.find(part, at) {
                at = look(found);
            }
        }
    }

    /// The pieces of a text in which matches may lie: the text up to a little behind the piece, and where it begins.
    fn places<'p, 't>(&'p self, text: &Text<'t>) -> impl Iterator<Item = (&'p Machine, &'t str, usize)> + use<'p, 't> {
        let ready = self.ready.get_or_init(|| {
            // a faulty pattern is refused by `new` and found by `fault`; one that nobody checked matches nothing
            let hir = regex_syntax::parse(&self.source).ok()?;
            Some(Ready { needles: Needles::of(&hir, self.words.as_ref()), machine: Machine::new(hir, self.seldom) })
        });
        let anywhere = || std::iter::once(0..text.text.len()).collect();
        let pieces = ready.as_ref().map_or_else(Vec::new, |r| r.needles.as_ref().map_or_else(anywhere, |n| n.places(text)));
        let text = text.text;
        let machine = ready.as_ref().map(|r| &r.machine);
        pieces.into_iter().filter_map(move |piece| {
            let mut end = piece.end;
            // one character more, for what looks ahead: the end of the piece is not the end of the text
            while end < text.len() && (end == piece.end || !text.is_char_boundary(end)) {
                end += 1;
            }
            Some((machine?, &text[..end], piece.start))
        })
    }
}

/// Where the search goes on after a match.
fn next(text: &str, start: usize, end: usize) -> usize {
    if end > start { end } else { end + text[end..].chars().next().map_or(1, char::len_utf8) }
}

/// The expression with the digits and the white space of ASCII alone.
fn narrow(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 64);
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            (_, Some('d')) => out.push_str("[0-9]"),
            (_, Some('D')) => out.push_str("[^0-9]"),
            (_, Some('s')) => out.push_str(r"[\t-\r ]"),
            (_, Some('S')) => out.push_str(r"[^\t-\r ]"),
            (c, escaped) => out.extend([Some(c), escaped].into_iter().flatten()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::Range;

    /// The groups of each match.
    type Matches = Vec<Vec<Option<Range<usize>>>>;

    /// What the expression itself finds, and what the pattern finds.
    fn both(source: &str, text: &str) -> (Matches, Matches) {
        let groups = |c: Captures| c.iter().map(|g| g.map(|m| m.range())).collect::<Vec<_>>();
        let pattern = Pattern::new(source.to_owned()).unwrap();
        let own: Vec<_> = pattern.captures_iter(text).map(groups).collect();
        assert_eq!(pattern.is_match(text), !own.is_empty());
        assert_eq!(pattern.find(text).map(|m| m.range()), own.first().and_then(|g| g[0].clone()));
        let groups = |c: regex::Captures| c.iter().map(|g| g.map(|m| m.range())).collect();
        (Regex::new(&narrow(source)).unwrap().captures_iter(text).map(groups).collect(), own)
    }

    #[test]
    fn finds_what_the_expression_finds() {
        for source in [
            r"\d{1,3}/\d+",
            r"(?:^|\D)\d\d(?:ab|ba|bab)(?:\D|$)",
            r"a+b?",
            r"(?P<x>aa|b)\b",
            r"(?i:ab)+x*$",
            r"a://x?|/b",
            r"^\s*(?P<n>\d) ?[.)]",
            r"(?:^|x)\d{2}(?P<y>\d{3,4}) ?a?",
            r"(?P<p>\D{0,3}?)(?:\d{3}|[34]\d{3})\b",
            r"(?P<w>[^/\n]{2,3}?)/(?P<v>\S\S?)?",
            r"(?:^|\D)b.(?:[^ก]|$)",
        ] {
            for text in [
                "",
                "/",
                "1/2",
                "12/34/56 7/8",
                "11ab 22bab33ba4",
                "aaa bb ab",
                "1/",
                "ก1/๒ข",
                "ABab",
                "xx ab\n 1. 12ba",
                "2) ab1",
                "ababx",
                "aa://b/b",
                "x12345678 x1234 12345a",
                "ก123 12 34567",
                "aé/ก b😀/éa/😀",
                "bé bก😀 😀bก",
            ] {
                let (right, own) = both(source, text);
                assert_eq!(own, right, "{source} in {text:?}");
            }
        }
    }
}
