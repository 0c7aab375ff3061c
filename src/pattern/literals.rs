//! What each match of an expression holds: literals, or a row of figures, and what may stand around them.

use regex_syntax::hir::literal::{Extractor, Literal, Seq};
use regex_syntax::hir::{Class, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

/// A set of bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Bytes([u64; 4]);

impl Bytes {
    fn add(&mut self, from: u8, to: u8) {
        (from..=to).for_each(|b| self.0[usize::from(b >> 6)] |= 1 << (b & 63));
    }
    fn join(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a |= b);
    }
    pub(super) fn has(&self, b: u8) -> bool {
        self.0[usize::from(b >> 6)] >> (b & 63) & 1 == 1
    }
}

/// A part of a match on one side of a needle: its bytes, and how many there are at most.
#[derive(Clone, Copy, Default)]
pub(super) struct Side {
    pub(super) bytes: Bytes,
    pub(super) most: usize,
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
pub(super) struct Core {
    /// The literals, or none where they are the words that several patterns share.
    pub(super) literals: Option<Vec<Vec<u8>>>,
    /// What may stand before the literal in a match.
    pub(super) before: Side,
    /// The literal and what may stand behind it.
    pub(super) after: Side,
    /// How little the literals help: the work of looking for many of them, and the places that they come to by chance.
    /// Shared words are looked for in any case.
    pub(super) cost: f64,
}

impl Core {
    /// The literals, if they are so few and so rare that a search for them helps, and cost less than `most`.
    fn new(literals: Vec<Vec<u8>>, before: Side, after: Side, most: f64) -> Option<Self> {
        let chance: f64 = literals.iter().map(|l| chance(l)).sum();
        let cost = chance + EACH * literals.len() as f64;
        (literals.len() <= MOST && chance < OFTEN && cost < most).then_some(Self { literals: Some(literals), before, after, cost })
    }
}

/// How often a literal comes by chance, roughly: Thai letters are common, signs are rare, and figures stand together.
fn chance(literal: &[u8]) -> f64 {
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
    literal.iter().enumerate().map(|(k, &b)| of(k.checked_sub(1).map(|k| &literal[k]), b)).product()
}

/// Literals are cut after so many bytes: more of them would make no place rarer that matters.
const LONGEST: usize = 9;
/// No more literals than these.
const MOST: usize = 250;
/// What one more literal costs, as a share of bytes.
const EACH: f64 = 0.0001;
/// Literals that come by chance at one byte in four are no help.
const OFTEN: f64 = 0.25;

/// The rarest core of an expression, if it has one that costs less than `most`; the `shared` words are the best one.
pub(super) fn core(hir: &Hir, shared: Option<&Hir>, most: f64) -> Option<Core> {
    if shared == Some(hir) {
        return Some(Core { literals: None, before: Side::default(), after: Side::of(std::slice::from_ref(hir)), cost: 0.0 });
    }
    match hir.kind() {
        HirKind::Capture(c) => core(&c.sub, shared, most),
        HirKind::Repetition(r) if r.min > 0 => {
            // other rounds may follow the first one that holds a literal
            Some(Core { after: Side::of(std::slice::from_ref(hir)), ..core(&r.sub, shared, most)? })
        }
        HirKind::Alternation(all) if !all.iter().all(|h| matches!(h.kind(), HirKind::Literal(_))) => {
            let whole = whole(hir, most);
            of_each(all, shared, whole.as_ref().map_or(most, |c| c.cost)).or(whole)
        }
        HirKind::Concat(all) => rarest(all, shared, most),
        _ => whole(hir, most),
    }
}

/// A core of each way that a match can go.
fn of_each(all: &[Hir], shared: Option<&Hir>, most: f64) -> Option<Core> {
    let (mut literals, mut before, mut after, mut cost) = (Vec::new(), Side::default(), Side::default(), 0.0);
    for hir in all {
        let one = core(hir, shared, most - cost)?;
        cost += one.cost;
        literals.extend(one.literals?);
        (before, after) = (before.or(one.before), after.or(one.after));
    }
    Core::new(literals, before, after, most)
}

/// The literals that an expression begins with, one of them in every match.
fn whole(hir: &Hir, most: f64) -> Option<Core> {
    Core::new(row(&[beginnings(hir, most)], most)?, Side::default(), Side::of(std::slice::from_ref(hir)), most)
}

/// The rarest core of a concatenation: that of a part, or the literals that its rest begins with from a part on.
fn rarest(all: &[Hir], shared: Option<&Hir>, mut most: f64) -> Option<Core> {
    let mut best: Option<(usize, Core)> = None;
    for (k, part) in all.iter().enumerate() {
        if let Some(found) = core(part, shared, most) {
            most = found.cost;
            best = Some((k, Core { after: found.after.then(Side::of(&all[k + 1..])), ..found }));
        }
    }
    if most > 0.0 {
        let begin: Vec<Seq> = all.iter().map(|part| beginnings(part, most)).collect();
        // a row that begins with what may be left out is no rarer than the next one
        for k in (0..all.len()).filter(|&k| all[k].properties().minimum_len() > Some(0)) {
            if let Some(found) = row(&begin[k..], most).and_then(|l| Core::new(l, Side::default(), Side::of(&all[k..]), most)) {
                most = found.cost;
                best = Some((k, found));
            }
        }
    }
    best.map(|(k, found)| Core { before: Side::of(&all[..k]).then(found.before), ..found })
}

/// The literals that a row of parts begins with, from those of each part, if they can cost less than `most`.
fn row(begin: &[Seq], most: f64) -> Option<Vec<Vec<u8>>> {
    let mut row = Seq::singleton(Literal::exact(vec![]));
    for next in begin {
        if row.is_inexact() {
            break;
        }
        if row.len()? as f64 * EACH >= most {
            return None;
        }
        // what comes next makes them rarer, if they do not become too many
        let fits = row.max_cross_len(next).is_some_and(|n| n <= MOST && n as f64 * EACH < most);
        row.cross_forward(&mut if fits { next.clone() } else { Seq::infinite() });
        row.keep_first_bytes(LONGEST);
    }
    row.dedup();
    let literals: Vec<Vec<u8>> = row.literals()?.iter().map(|l| l.as_bytes().to_vec()).collect();
    (!literals.is_empty() && literals.iter().all(|l| !l.is_empty())).then_some(literals)
}

/// The literals that one part begins with, if they can cost less than `most`.
fn beginnings(hir: &Hir, most: f64) -> Seq {
    let total = (most / EACH).min(MOST as f64) as usize + 1;
    Extractor::new().limit_class(12).limit_repeat(3).limit_literal_len(LONGEST).limit_total(total).extract(hir)
}

/// The longest row of figures that each match of an expression holds, with what may stand around it.
pub(super) fn figures(hir: &Hir) -> Option<(usize, Side, Side)> {
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
