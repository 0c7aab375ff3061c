//! What each match of an expression holds: literals, or a row of figures, and what may stand around them.

use regex_syntax::hir::literal::{ExtractKind, Extractor};
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
    pub(super) literals: Vec<Vec<u8>>,
    /// What may stand before the literal in a match.
    pub(super) before: Side,
    /// The literal and what may stand behind it.
    pub(super) after: Side,
}

impl Core {
    /// How little the literals help: the work of looking for many of them, and the places that they come to by chance.
    /// Those of `shared` words are looked for in any case.
    pub(super) fn cost(&self, shared: &[Vec<u8>]) -> f64 {
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
pub(super) const OFTEN: f64 = 0.25;

/// The rarest core of an expression, if it has any; the literals of `shared` words are preferred.
pub(super) fn core(hir: &Hir, shared: &[Vec<u8>]) -> Option<Core> {
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
