//! A regular expression that is looked for only where it can match. It must not match the empty text.
//!
//! Whatever a pattern matches holds one of a few literals (its *needles*): a slash, the name of a month, `www.`. They
//! are taken from the pattern itself, with how far around them a match may reach. So a text is searched for the needles,
//! which is quick, and the expression runs only on the places around them; the matches are the same.
//!
//! Patterns read normalised text, in which all digits are 0–9 and all white space is ASCII: `\d` and `\s` mean that, which
//! makes the automata many times smaller than the digits of all scripts.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use memchr::memmem;
use regex::{Captures, Match, Regex};
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A regular expression with its needles. The needles are made when the pattern is first looked for, the expression
/// when a needle was found.
pub struct Pattern {
    source: String,
    regex: OnceLock<Regex>,
    needles: OnceLock<Option<Needles>>,
    words: Option<Arc<Words>>,
}

/// Words of which several patterns hold one in every match, such as the names of the months: these patterns have the
/// same needles, and a [`Text`] is searched for them once.
pub struct Words {
    /// The words as an alternation.
    source: String,
    needles: OnceLock<Option<(Vec<Vec<u8>>, AhoCorasick)>>,
}

impl Words {
    /// Words of an alternation.
    pub fn new(source: String) -> Arc<Self> {
        Arc::new(Self { source, needles: OnceLock::new() })
    }

    fn needles(&self) -> Option<&(Vec<Vec<u8>>, AhoCorasick)> {
        let made = self.needles.get_or_init(|| {
            let Core { literals, .. } = core(&regex_syntax::parse(&self.source).ok()?, &[])?;
            let finder = finder(literals.clone())?;
            Some((literals, finder))
        });
        made.as_ref()
    }
}

/// A text that several patterns are looked for in.
pub struct Text<'t> {
    text: &'t str,
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

impl Pattern {
    /// A pattern that is known to be a regular expression: one of the program's own, which its tests make.
    pub fn trusted(source: String) -> Self {
        let source = narrow(&source);
        Self { source, regex: OnceLock::new(), needles: OnceLock::new(), words: None }
    }

    /// The pattern, known to hold one of `words` in every match, if it does at all.
    pub fn with(self, words: &Arc<Words>) -> Self {
        Self { words: Some(Arc::clone(words)), ..self }
    }

    /// A pattern, or what is wrong with it.
    pub fn new(source: String) -> Result<Self, String> {
        Regex::new(&source).map_err(|e| e.to_string())?;
        let source = narrow(&source);
        let regex = Regex::new(&source).map_err(|e| e.to_string())?;
        Ok(Self { source, regex: OnceLock::from(regex), needles: OnceLock::new(), words: None })
    }

    /// What is wrong with the pattern, if anything is.
    pub fn fault(&self) -> Option<String> {
        Regex::new(&self.source).err().map(|e| e.to_string())
    }

    fn regex(&self) -> &Regex {
        // a faulty pattern is refused by `new` and found by `fault`; one that nobody checked matches nothing
        self.regex.get_or_init(|| Regex::new(&self.source).unwrap_or_else(|_| nothing()))
    }

    /// Whether the pattern matches anywhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.places(&text.into()).any(|(regex, part, from)| regex.is_match_at(part, from))
    }

    /// The first match in `text`.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_in(&text.into())
    }

    /// The first match in `text`.
    pub fn find_in<'t>(&self, text: &Text<'t>) -> Option<Match<'t>> {
        self.places(text).find_map(|(regex, part, from)| regex.find_at(part, from))
    }

    /// The first match in `text` with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.places(&text.into()).find_map(|(regex, part, from)| regex.captures_at(part, from))
    }

    /// The matches in `text`, in order and disjoint.
    pub fn find_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'p, 't> {
        self.places(&text.into()).flat_map(|(regex, part, from)| {
            let mut at = from;
            std::iter::from_fn(move || {
                let found = regex.find_at(part, at)?;
                at = next(part, found.start(), found.end());
                Some(found)
            })
        })
    }

    /// The matches in `text` with their groups, in order and disjoint.
    pub fn captures_iter<'p, 't>(&'p self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + use<'p, 't> {
        self.captures_in(&text.into())
    }

    /// The matches in `text` with their groups, in order and disjoint.
    pub fn captures_in<'p, 't>(&'p self, text: &Text<'t>) -> impl Iterator<Item = Captures<'t>> + use<'p, 't> {
        self.places(text).flat_map(|(regex, part, from)| {
            let mut at = from;
            std::iter::from_fn(move || {
                let found = regex.captures_at(part, at)?;
                at = found.get(0).map_or(part.len() + 1, |m| next(part, m.start(), m.end()));
                Some(found)
            })
        })
    }

    /// Shows the matches in `text` one after another; `look` says where the search goes on, behind the match's start.
    pub fn scan<'t>(&self, text: &'t str, mut look: impl FnMut(Match<'t>) -> usize) {
        let mut at = 0;
        for (regex, part, from) in self.places(&text.into()) {
            at = at.max(from);
            while let Some(found) = regex.find_at(part, at) {
                at = look(found);
            }
        }
    }

    /// The pieces of a text in which matches may lie: the text up to a little behind the piece, and where it begins.
    fn places<'p, 't>(&'p self, text: &Text<'t>) -> impl Iterator<Item = (&'p Regex, &'t str, usize)> + use<'p, 't> {
        let needles = self.needles.get_or_init(|| {
            let hir = regex_syntax::parse(&self.source).ok()?;
            Needles::of(&hir, self.words.as_ref())
        });
        let pieces = needles.as_ref().map_or_else(|| std::iter::once(0..text.text.len()).collect(), |n| n.places(text));
        let text = text.text;
        pieces.into_iter().map(move |piece| {
            let mut end = piece.end;
            // one character more, for what looks ahead: the end of the piece is not the end of the text
            while end < text.len() && (end == piece.end || !text.is_char_boundary(end)) {
                end += 1;
            }
            (self.regex(), &text[..end], piece.start)
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

/// An expression that matches nothing.
fn nothing() -> Regex {
    Regex::new(r"[^\s\S]").unwrap_or_else(|e| unreachable!("{e}"))
}

/// A set of bytes.
#[derive(Clone, Copy, Default)]
struct Bytes([u64; 4]);

impl Bytes {
    fn add(&mut self, from: u8, to: u8) {
        (from..=to).for_each(|b| self.0[usize::from(b >> 6)] |= 1 << (b & 63));
    }
    fn join(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a |= b);
    }
    fn has(&self, b: u8) -> bool {
        self.0[usize::from(b >> 6)] >> (b & 63) & 1 == 1
    }
}

/// A part of a match on one side of a needle: its bytes, and how many there are at most.
#[derive(Clone, Copy, Default)]
struct Side {
    bytes: Bytes,
    most: usize,
}

impl Side {
    fn of(hirs: &[Hir]) -> Self {
        let mut side = Self::default();
        for hir in hirs {
            bytes_of(hir, &mut side.bytes);
            side.most = side.most.saturating_add(hir.properties().maximum_len().unwrap_or(usize::MAX));
        }
        side
    }
    fn then(mut self, other: Self) -> Self {
        self.bytes.join(other.bytes);
        self.most = self.most.saturating_add(other.most);
        self
    }
    fn or(mut self, other: Self) -> Self {
        self.bytes.join(other.bytes);
        self.most = self.most.max(other.most);
        self
    }
}

/// Literals of which each match holds one.
struct Core {
    literals: Vec<Vec<u8>>,
    /// What may stand before the literal in a match.
    before: Side,
    /// The literal and what may stand behind it.
    after: Side,
}

impl Core {
    /// How little the literals help: the work of looking for many of them, and the places that they come to by chance.
    /// Those of `shared` words are looked for in any case.
    fn cost(&self, shared: &[Vec<u8>]) -> f64 {
        if self.literals == shared { 0.0 } else { self.chance() + EACH * self.literals.len() as f64 }
    }

    /// How often one of the literals comes by chance, roughly: Thai letters are common, signs are rare, and figures stand
    /// together.
    fn chance(&self) -> f64 {
        let of = |before: Option<&u8>, b: u8| match b {
            // the lead bytes of Thai say nothing
            0xe0 | 0xb8 | 0xb9 => 1.0,
            0x80.. => 0.04,
            b'0'..=b'9' if before.is_some_and(u8::is_ascii_digit) => 0.07,
            b'0'..=b'9' | b'-' => 0.004,
            b'/' => 0.001,
            b' ' => 0.05,
            b'.' => 0.01,
            _ => 0.002,
        };
        let each = |l: &[u8]| l.iter().enumerate().map(|(k, &b)| of(k.checked_sub(1).map(|k| &l[k]), b)).product::<f64>();
        self.literals.iter().map(|l| each(l)).sum()
    }
}

/// Literals are cut after so many bytes: more of them would make no place rarer that matters.
const LONGEST: usize = 9;
/// No more literals than these.
const MOST: usize = 250;
/// What one more literal costs, as a share of bytes.
const EACH: f64 = 0.0001;
/// Literals that come by chance at one byte in four are no help.
const OFTEN: f64 = 0.25;

/// The rarest core of an expression, if it has any; the literals of `shared` words are preferred.
fn core(hir: &Hir, shared: &[Vec<u8>]) -> Option<Core> {
    let rarest = |all: &mut dyn Iterator<Item = Core>| {
        let fit = all.filter(|c| c.literals == shared || c.literals.len() <= MOST && c.chance() < OFTEN);
        fit.min_by(|a, b| a.cost(shared).total_cmp(&b.cost(shared)))
    };
    match hir.kind() {
        HirKind::Capture(c) => core(&c.sub, shared),
        HirKind::Repetition(r) if r.min > 0 => {
            let Core { literals, before, .. } = core(&r.sub, shared)?;
            // other rounds may follow the first one that holds a literal
            Some(Core { literals, before, after: Side::of(std::slice::from_ref(hir)) })
        }
        HirKind::Alternation(all) => {
            let mut each = all.iter().map(|h| core(h, shared));
            let mut sum = each.next()??;
            for one in each {
                let one = one?;
                sum.literals.extend(one.literals);
                (sum.before, sum.after) = (sum.before.or(one.before), sum.after.or(one.after));
            }
            let whole = leading(std::slice::from_ref(hir));
            rarest(&mut [Some(sum), whole].into_iter().flatten())
        }
        HirKind::Concat(all) => rarest(&mut (0..all.len()).flat_map(|k| {
            let inner = core(&all[k], shared).map(|c| Core { after: c.after.then(Side::of(&all[k + 1..])), ..c });
            [leading(&all[k..]), inner]
                .map(|found| found.map(|c| Core { before: Side::of(&all[..k]).then(c.before), ..c }))
                .into_iter()
                .flatten()
        })),
        _ => leading(std::slice::from_ref(hir)),
    }
}

/// The longest row of figures that each match of an expression holds, with what may stand around it.
fn figures(hir: &Hir) -> Option<(usize, Side, Side)> {
    if let Some(n) = only_figures(hir) {
        return Some((n, Side::default(), Side::of(std::slice::from_ref(hir))));
    }
    match hir.kind() {
        HirKind::Capture(c) => figures(&c.sub),
        HirKind::Repetition(r) if r.min > 0 => figures(&r.sub).map(|(n, before, _)| (n, before, Side::of(std::slice::from_ref(hir)))),
        HirKind::Alternation(all) => all.iter().map(figures).reduce(|a, b| {
            let ((n, before, after), (m, other_before, other_after)) = (a?, b?);
            Some((n.min(m), before.or(other_before), after.or(other_after)))
        })?,
        HirKind::Concat(all) => {
            let at = |k: usize| {
                let row: usize = all[k..].iter().map_while(only_figures).sum();
                let row = (row > 0).then(|| (row, Side::default(), Side::of(&all[k..])));
                let inner = || figures(&all[k]).map(|(n, before, after)| (n, before, after.then(Side::of(&all[k + 1..]))));
                row.or_else(inner).map(|(n, before, after)| (n, Side::of(&all[..k]).then(before), after))
            };
            (0..all.len()).filter_map(at).max_by_key(|row| row.0)
        }
        _ => None,
    }
}

/// How many figures a match has at least, if it has nothing else.
fn only_figures(hir: &Hir) -> Option<usize> {
    let figure = |c: u32| (u32::from(b'0')..=u32::from(b'9')).contains(&c);
    match hir.kind() {
        HirKind::Empty => Some(0),
        HirKind::Literal(l) => l.0.iter().all(u8::is_ascii_digit).then_some(l.0.len()),
        HirKind::Class(Class::Bytes(class)) => class.iter().all(|r| figure(r.start().into()) && figure(r.end().into())).then_some(1),
        HirKind::Class(Class::Unicode(class)) => class.iter().all(|r| figure(r.start().into()) && figure(r.end().into())).then_some(1),
        HirKind::Repetition(r) => only_figures(&r.sub).map(|n| n * r.min as usize),
        HirKind::Capture(c) => only_figures(&c.sub),
        HirKind::Concat(all) => all.iter().map(only_figures).sum(),
        HirKind::Alternation(all) => all.iter().map(only_figures).min()?,
        HirKind::Look(_) => None,
    }
}

/// The literals that a row of expressions begins with, one of them in every match.
fn leading(hirs: &[Hir]) -> Option<Core> {
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Prefix).limit_class(12).limit_repeat(3).limit_literal_len(LONGEST).limit_total(MOST);
    let mut found = extractor.extract(&Hir::concat(hirs.to_vec()));
    found.keep_first_bytes(LONGEST);
    found.dedup();
    let literals: Vec<Vec<u8>> = found.literals()?.iter().map(|l| l.as_bytes().to_vec()).collect();
    let sound = !literals.is_empty() && literals.iter().all(|l| !l.is_empty());
    sound.then(|| Core { literals, before: Side::default(), after: Side::of(hirs) })
}

/// Adds every byte that a match of `hir` may hold.
fn bytes_of(hir: &Hir, bytes: &mut Bytes) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(l) => l.0.iter().for_each(|&b| bytes.add(b, b)),
        HirKind::Class(Class::Bytes(class)) => class.iter().for_each(|r| bytes.add(r.start(), r.end())),
        HirKind::Class(Class::Unicode(class)) => class
            .iter()
            .flat_map(|r| Utf8Sequences::new(r.start(), r.end()))
            .for_each(|s| s.as_slice().iter().for_each(|r| bytes.add(r.start, r.end))),
        HirKind::Repetition(r) => bytes_of(&r.sub, bytes),
        HirKind::Capture(c) => bytes_of(&c.sub, bytes),
        HirKind::Concat(all) | HirKind::Alternation(all) => all.iter().for_each(|h| bytes_of(h, bytes)),
    }
}

/// Finds the places of a text in which a match may lie.
struct Needles {
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
    fn of(hir: &Hir, words: Option<&Arc<Words>>) -> Option<Self> {
        if hir.properties().minimum_len() == Some(0) {
            return None;
        }
        let shared = words.and_then(|w| w.needles()).map_or(&[][..], |n| &n.0);
        let core = core(hir, shared);
        let cost = core.as_ref().map_or(OFTEN, |c| c.cost(shared));
        if let Some((n, before, after)) = figures(hir).filter(|f| f.0 >= FEWEST && chance_of_figures(f.0) < cost) {
            return Some(Self { finder: Finder::Figures(n), longest: n, before, after });
        }
        let Core { literals, before, after } = core?;
        let longest = literals.iter().map(Vec::len).max()?;
        let single: Vec<u8> = literals.iter().filter(|l| l.len() == 1).map(|l| l[0]).collect();
        let finder = match (single.as_slice(), words) {
            ([a], _) if longest == 1 => Finder::One(*a),
            ([a, b], _) if longest == 1 => Finder::Two(*a, *b),
            ([a, b, c], _) if longest == 1 => Finder::Three(*a, *b, *c),
            _ if literals.len() == 1 => Finder::Word(Box::new(memmem::Finder::new(&literals[0]).into_owned())),
            (_, Some(words)) if literals == shared => Finder::Shared(Arc::clone(words)),
            _ => Finder::Many(finder(literals)?),
        };
        Some(Self { finder, longest, before, after })
    }

    /// The places, in order and apart.
    fn places(&self, looked: &Text) -> Vec<Range<usize>> {
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
                let found = || words.needles().map_or_else(Vec::new, |n| n.1.find_iter(text).map(|m| m.start()).collect());
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

    /// What the expression itself finds, and what the pattern finds.
    /// The groups of each match.
    type Matches = Vec<Vec<Option<Range<usize>>>>;

    fn both(source: &str, text: &str) -> (Matches, Matches) {
        let groups = |c: Captures| c.iter().map(|g| g.map(|m| m.range())).collect::<Vec<_>>();
        let pattern = Pattern::new(source.to_owned()).unwrap();
        let own: Vec<_> = pattern.captures_iter(text).map(groups).collect();
        assert_eq!(pattern.is_match(text), !own.is_empty());
        assert_eq!(pattern.find(text).map(|m| m.range()), own.first().and_then(|g| g[0].clone()));
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
            ] {
                let (right, own) = both(source, text);
                assert_eq!(own, right, "{source} in {text:?}");
            }
        }
    }

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
