//! Words that a stretch of a run may have been before it was misread.

use super::confusion::Profile;
use super::lattice::{is_edge, leans_back};
use super::lexicon::{Lexicon, Node, ROOT};
use super::run::{Run, is_tone};

/// One change of a run.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Op {
    /// The letter at this place was another one.
    Other(u16, u8),
    /// The letter at this place was not there.
    Extra(u16),
    /// A letter was lost before this place.
    Lost(u16, u8),
}

impl Op {
    /// The character the change stands at.
    pub fn at(self) -> usize {
        match self {
            Self::Other(at, _) | Self::Extra(at) | Self::Lost(at, _) => at as usize,
        }
    }

    /// Whether only tone marks are concerned.
    pub fn is_tone(self, run: &Run) -> bool {
        match self {
            Self::Lost(_, code) => is_tone(code),
            Self::Extra(at) => is_tone(run.codes[at as usize]),
            Self::Other(at, code) => is_tone(code) && is_tone(run.codes[at as usize]),
        }
    }
}

/// At most so many changes in one word.
pub(super) const MOST_OPS: usize = 3;

/// A word, or an unknown stretch, from one place of a run to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub start: usize,
    pub end: usize,
    pub cost: f32,
    pub known: bool,
    pub ops: [Option<Op>; MOST_OPS],
    /// Length of the word in characters.
    pub len: usize,
}

impl Edge {
    /// The changes this edge stands for.
    pub fn ops(&self) -> impl Iterator<Item = Op> + '_ {
        self.ops.iter().flatten().copied()
    }
}

/// Searches the trie for words near what stands in a run.
pub(super) struct Search<'a> {
    pub lexicon: &'a Lexicon,
    pub profile: &'a Profile,
    pub run: &'a Run,
    /// No further than this character.
    pub limit: usize,
    /// The dearest sum of changes in a word.
    pub budget: f32,
    /// Whether each character of the run may be changed.
    pub open: &'a [bool],
    pub edges: Vec<Edge>,
}

#[derive(Clone, Copy)]
struct State {
    node: Node,
    at: usize,
    cost: f32,
    ops: [Option<Op>; MOST_OPS],
    count: usize,
    len: usize,
    /// The last letter of the word so far.
    before: Option<u8>,
    /// All changes so far are of tone marks.
    tones: bool,
}

impl Search<'_> {
    /// Adds all edges that begin at `start`.
    pub fn from(&mut self, start: usize) {
        let state = State {
            node: ROOT,
            at: start,
            cost: 0.0,
            ops: [None; MOST_OPS],
            count: 0,
            len: 0,
            before: None,
            tones: true,
        };
        self.walk(start, state);
    }

    fn walk(&mut self, start: usize, s: State) {
        if s.len > 0
            && let Some(word) = self.lexicon.word(s.node)
            && s.at > start
            && is_edge(self.run, s.at)
            && !self.torn(start, s.at)
        {
            let cost = word.cost + s.cost;
            self.edges.push(Edge {
                start,
                end: s.at,
                cost,
                known: true,
                ops: s.ops,
                len: s.len,
            });
        }
        if s.at < self.limit {
            let read = self.run.codes[s.at];
            if let Some(node) = self.lexicon.step(s.node, read) {
                let cost = s.cost
                    + if s.at > start {
                        self.run.break_cost(s.at)
                    } else {
                        0.0
                    };
                self.walk(
                    start,
                    State {
                        node,
                        at: s.at + 1,
                        len: s.len + 1,
                        before: Some(read),
                        cost,
                        ..s
                    },
                );
            }
            if self.open[s.at] {
                self.other(start, &s, read);
                self.extra(start, &s, read);
            }
        }
        if self.open.get(s.at).copied().unwrap_or(true) {
            self.lost(start, &s);
        }
    }

    /// A line end inside a stretch is paid for once; more than one is no word.
    fn torn(&self, start: usize, end: usize) -> bool {
        (start + 1..end)
            .filter(|&i| self.run.broken_before(i))
            .count()
            > 1
    }

    fn push(&self, s: &State, op: Op, cost: f32) -> Option<State> {
        let tone = op.is_tone(self.run);
        if !self.open.get(op.at()).copied().unwrap_or(true) {
            return None;
        }
        let room = if s.tones && tone { MOST_OPS } else { 2 };
        // A second change of a letter must be a likely one.
        let budget = if s.count > 0 && !s.tones && !tone {
            self.budget - 1.5
        } else {
            self.budget
        };
        if s.count >= room || s.cost + cost > budget {
            return None;
        }
        let mut next = *s;
        next.ops[s.count] = Some(op);
        next.count += 1;
        next.cost += cost;
        next.tones &= tone;
        Some(next)
    }

    fn other(&mut self, start: usize, s: &State, read: u8) {
        let profile = self.profile;
        for &(code, cost) in &profile.instead[read as usize] {
            if s.cost + cost > self.budget {
                break;
            }
            if let Some(node) = self.lexicon.step(s.node, code)
                && let Some(next) = self.push(s, Op::Other(s.at as u16, code), cost)
            {
                self.walk(
                    start,
                    State {
                        node,
                        at: s.at + 1,
                        len: s.len + 1,
                        before: Some(code),
                        ..next
                    },
                );
            }
        }
    }

    fn extra(&mut self, start: usize, s: &State, read: u8) {
        // Two changes that undo each other are none; a letter before a word belongs to the word before.
        if s.len == 0 {
            return;
        }
        if matches!(s.count.checked_sub(1).and_then(|k| s.ops[k]), Some(Op::Lost(at, _)) if at as usize == s.at)
        {
            return;
        }
        if let Some(next) = self.push(s, Op::Extra(s.at as u16), self.profile.made_up(read)) {
            self.walk(
                start,
                State {
                    at: s.at + 1,
                    ..next
                },
            );
        }
    }

    fn lost(&mut self, start: usize, s: &State) {
        // One letter lost at a place; at the border of a run nothing shows that one is missing.
        let again = s.count.checked_sub(1).and_then(|k| s.ops[k]);
        if matches!(again, Some(Op::Lost(at, _)) if at as usize == s.at) {
            return;
        }
        let profile = self.profile;
        let strict = s.count > 0 && !s.tones;
        for &code in &profile.losable {
            if strict && !is_tone(code) && s.cost + profile.lost(code, s.before) > self.budget - 1.5
            {
                break;
            }
            let mut cost = profile.lost(code, s.before);
            let first =
                s.at == start && self.run.broken_before(s.at) && !leans_back(self.run.codes[s.at]);
            let last = self.run.broken_before(s.at) && !leans_back(code);
            let border = first
                || last
                || (s.at == 0 && !self.run.codes.first().is_some_and(|&c| leans_back(c)))
                || (s.at == self.run.codes.len() && !leans_back(code));
            if border {
                cost += 3.0;
            }
            if s.cost + cost > self.budget {
                if is_tone(code) {
                    continue;
                }
                break;
            }
            if let Some(node) = self.lexicon.step(s.node, code)
                && let Some(next) = self.push(s, Op::Lost(s.at as u16, code), cost)
            {
                self.walk(
                    start,
                    State {
                        node,
                        len: s.len + 1,
                        before: Some(code),
                        ..next
                    },
                );
            }
        }
    }
}
