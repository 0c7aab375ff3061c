//! What is never touched: personal names, abbreviations, codes, place names without a list; and words of a list.

use super::judge::merge;
use super::run::{code, leans};
use super::whole_lines;
use crate::rules::patterns::{PatternId as P, Patterns};
use crate::rules::table::{Files, RuleError};
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::Arc;

/// Finds such things.
pub(super) struct Protector(pub Arc<Patterns>);

/// What stands as it is wherever it is found: of a pattern with a group, the group.
const ALWAYS: [P; 5] = [P::WebOrMail, P::Street, P::Company, P::Abbreviated, P::ContactPerson];

/// The words of `protected.tsv`.
pub(super) struct Words(AhoCorasick);

impl Words {
    pub fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("repair/protected.tsv", ["word", "reason"])?;
        // nearly all texts are full of letters that begin one of them: to look for these first is slower
        let words =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).prefilter(false).build(table.rows.iter().map(|(_, row)| row[0]));
        words.map(Self).map_err(|e| table.error(0, e.to_string()))
    }

    /// Where they stand in `text`; a mark behind a word makes another word of it.
    pub fn find(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let ends = |end: usize| !text[end..].chars().next().and_then(code).is_some_and(leans);
        self.0.find_iter(text).map(|m| m.range()).filter(move |r| ends(r.end))
    }
}

impl Protector {
    /// Ranges of `text` to leave alone, in any order.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        self.0.get(P::TitledName).scan(text, |m| {
            let before = text[..m.start()].chars().next_back();
            let inside = before.is_some_and(|c| super::run::code(c).is_some());
            let hidden = match before {
                // อำนาย…, ทำนาย
                Some('ท' | 'ำ' | 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ') => true,
                Some(_) if inside => !(m.as_str().starts_with("นาย") || m.as_str().starts_with("นางสาว")),
                _ => false,
            };
            if hidden || self.0.get(P::TitledPost).is_match(m.as_str()) {
                return m.start() + 3;
            }
            out.push(m.range());
            m.end()
        });
        for id in ALWAYS {
            let found = self.0.get(id).captures_iter(text).filter_map(|c| c.iter().flatten().last());
            out.extend(found.filter(|m| !self.0.get(P::NoName).is_match(m.as_str())).map(|m| m.range()));
        }
        let mut line = 0..0;
        for m in self.0.get(P::InBrackets).find_iter(text) {
            if m.end() > line.end {
                line = whole_lines(text, m.range());
            }
            if is_name_bracket(text, &m.range(), &line) {
                out.push(m.range());
            }
        }
        out
    }
}

/// The names in the lines of a text, looked for once a line where places come in order.
pub(super) struct Names<'a> {
    protector: &'a Protector,
    text: &'a str,
    line: Range<usize>,
    /// Of the text, sorted and disjoint.
    found: Vec<Range<usize>>,
}

impl<'a> Names<'a> {
    pub fn new(protector: &'a Protector, text: &'a str) -> Self {
        Self { protector, text, line: 0..0, found: Vec::new() }
    }

    /// Whether a place meets a name of the line in which it begins.
    pub fn meet(&mut self, place: &Range<usize>) -> bool {
        if !self.line.contains(&place.start) {
            self.line = whole_lines(self.text, place.clone());
            let start = self.line.start;
            let found = self.protector.find(&self.text[self.line.clone()]);
            self.found = merge(found.into_iter().map(|r| r.start + start..r.end + start).collect());
        }
        meets(&self.found, place)
    }
}

/// Whether a place meets one of `ranges`, which are sorted and disjoint.
pub(super) fn meets(ranges: &[Range<usize>], place: &Range<usize>) -> bool {
    ranges.get(ranges.partition_point(|r| r.end <= place.start)).is_some_and(|r| r.start < place.end)
}

/// More bytes beside a bracket than these are words.
const MOST_BESIDE: usize = 1000;

/// A bracket alone on its line, after a number, or with one or two words and nothing else.
fn is_name_bracket(text: &str, range: &Range<usize>, line: &Range<usize>) -> bool {
    let inner = text[range.start + 1..range.end - 1].trim();
    let before = text[line.start..range.start].trim_end();
    let few = |words: &str| words.len() <= MOST_BESIDE && words.chars().filter(|c| c.is_alphanumeric()).nth(3).is_none();
    let alone = few(before) && few(&text[range.end..line.end]);
    alone || before.ends_with(|c: char| c.is_ascii_digit()) || inner.split_whitespace().count() <= 2
}
