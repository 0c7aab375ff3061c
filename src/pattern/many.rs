//! Many patterns of which hardly one matches in any text.

use super::literals::core;
use super::{Captures, Pattern};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::OnceLock;

/// Patterns that are looked for together: a text is searched once for the needles of all, then for those of which it has
/// one.
pub struct Many {
    sources: Vec<String>,
    ready: OnceLock<Option<Ready>>,
}

struct Ready {
    patterns: Vec<Pattern>,
    finder: AhoCorasick,
    /// The pattern of each needle.
    of: Vec<usize>,
    /// Patterns that have none.
    always: Vec<usize>,
}

/// A pattern of which needles come at fewer bytes than this share is seldom looked for.
const SELDOM: f64 = 0.001;

impl Many {
    /// Patterns that are known to be regular expressions.
    pub fn trusted(sources: impl Iterator<Item = String>) -> Self {
        Self { sources: sources.collect(), ready: OnceLock::new() }
    }

    /// The patterns, their needles known.
    fn ready(&self) -> Option<&Ready> {
        let made = self.ready.get_or_init(|| {
            let (mut patterns, mut needles, mut of, mut always) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for (k, source) in self.sources.iter().enumerate() {
                let mut pattern = Pattern::trusted(source.clone());
                let core = core(&regex_syntax::parse(&pattern.source).ok()?, None, f64::INFINITY);
                pattern.seldom = core.as_ref().is_some_and(|c| c.cost < SELDOM);
                match core.and_then(|c| c.literals) {
                    Some(literals) => {
                        of.extend(literals.iter().map(|_| k));
                        needles.extend(literals);
                    }
                    None => always.push(k),
                }
                patterns.push(pattern);
            }
            let finder = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(needles).ok()?;
            Some(Ready { patterns, finder, of, always })
        });
        made.as_ref()
    }

    /// The matches in `text` of each pattern, with its number: pattern after pattern, those of one in order and disjoint.
    pub fn captures_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = (usize, Captures<'p, 't>)> + use<'p, 't> {
        let ready = self.ready();
        let mut may: Vec<usize> = ready.map_or_else(Vec::new, |r| {
            let found = r.finder.find_overlapping_iter(text).map(|m| r.of[m.pattern().as_usize()]);
            found.chain(r.always.iter().copied()).collect()
        });
        may.sort_unstable();
        may.dedup();
        let patterns = ready.map_or(&[][..], |r| &r.patterns);
        may.into_iter().flat_map(move |k| patterns[k].captures_iter(text).map(move |c| (k, c)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pattern_finds_what_it_finds_alone() {
        let sources = ["(ab)c", "b(c)", "[0-9]([0-9])", "x(y|z)", "[^a](b)"];
        let many = Many::trusted(sources.iter().map(|s| (*s).to_owned()));
        for text in ["", "abc", "abcabc xz 12 345", "xb", "no"] {
            let alone = sources.iter().enumerate().flat_map(|(k, source)| {
                let pattern = Pattern::trusted((*source).to_owned());
                pattern.captures_iter(text).map(|c| (k, c.get(1).unwrap().range())).collect::<Vec<_>>()
            });
            let found: Vec<_> = many.captures_iter(text).map(|(k, c)| (k, c.get(1).unwrap().range())).collect();
            assert_eq!(found, alone.collect::<Vec<_>>(), "{text}");
        }
    }
}
