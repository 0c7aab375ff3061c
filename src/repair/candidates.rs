//! Words that a stretch of a run may have been before it was misread.

use super::confusion::Profile;
use super::lattice::is_edge;
use super::lexicon::{Node, SLOPE, Trie};
use super::run::{Run, is_tone, leans};

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
    pub fn is_tone(self, run: Run) -> bool {
        match self {
            Self::Lost(_, code) => is_tone(code),
            Self::Extra(at) => is_tone(run.codes[at as usize]),
            Self::Other(at, code) => is_tone(code) && is_tone(run.codes[at as usize]),
        }
    }
}

/// What it costs more to have lost a letter where a line or a run ends.
const BORDER: f32 = 3.0;
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
    pub lexicon: Trie<'a>,
    pub profile: &'a Profile,
    pub run: Run<'a>,
    /// No further than this character.
    pub limit: usize,
    /// The dearest sum of changes in a word.
    pub budget: f32,
    /// Whether each character of the run may be changed.
    pub open: &'a [bool],
    /// What the letters from a place of the window on cost at least, less [`SLOPE`] for those in the same word.
    pub rest: &'a [f32],
    /// Where the window begins: `rest` counts from there.
    pub from: usize,
    /// A word may cost so much less the rest.
    pub most: f32,
    /// As `most`, for words in which more than tone marks changes.
    pub letters: f32,
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
    /// Line ends inside the word so far.
    breaks: u8,
}

impl Search<'_> {
    /// Adds all edges with changes that begin at `start`.
    pub fn from(&self, start: usize, edges: &mut Vec<Edge>) {
        let state = State {
            node: self.lexicon.root(),
            at: start,
            cost: 0.0,
            ops: [None; MOST_OPS],
            count: 0,
            len: 0,
            before: None,
            tones: true,
            breaks: 0,
        };
        self.walk(start, &state, edges);
    }

    /// Whether no word below can be part of a reading that is cheap enough.
    #[inline]
    fn hopeless(&self, node: Node, at: usize, len: usize, cost: f32, tones: bool) -> bool {
        cost + node.bound() + SLOPE * len as f32 + self.rest[at - self.from] > if tones { self.most } else { self.letters }
    }

    /// What the next change behind `node`, of a tone mark or of another letter, may cost if it leads to place `at` and a word
    /// of `len` letters so far, all changes of which cost `cost`.
    #[inline]
    fn room(&self, node: Node, (cost, tones): (f32, bool), at: usize, len: usize) -> (f32, f32) {
        let bound = node.bound() + SLOPE * len as f32 + self.rest[at - self.from];
        let room = |most: f32| (self.budget - cost).min(most - bound - cost);
        let letters = room(self.letters);
        (if tones { room(self.most) } else { letters }, letters)
    }

    fn walk(&self, start: usize, s: &State, edges: &mut Vec<Edge>) {
        if s.count >= MOST_OPS || s.count == 2 && !s.tones {
            return self.read_on(start, *s, edges);
        }
        self.end(start, s, edges);
        if s.at < self.limit {
            let read = self.run.codes[s.at];
            if let Some(node) = self.lexicon.step(s.node, read) {
                self.go(start, State { node, len: s.len + 1, before: Some(read), ..*s }, edges);
            }
            if self.open[s.at] {
                self.other(start, s, read, edges);
                self.extra(start, s, read, edges);
            }
        }
        if self.open.get(s.at).copied().unwrap_or(true) {
            self.lost(start, s, edges);
        }
    }

    /// Adds the edge of a word that ends here.
    #[inline]
    fn end(&self, start: usize, s: &State, edges: &mut Vec<Edge>) {
        if s.count > 0
            && s.len > 0
            && s.at > start
            && let Some(word) = s.node.word()
            && is_edge(&self.run, s.at)
        {
            edges.push(Edge { start, end: s.at, cost: word.cost + s.cost, known: true, ops: s.ops, len: s.len });
        }
    }

    /// Reads the rest of a word in which nothing more may change.
    fn read_on(&self, start: usize, mut s: State, edges: &mut Vec<Edge>) {
        loop {
            self.end(start, &s, edges);
            if s.at >= self.limit {
                return;
            }
            let Some(node) = self.lexicon.step(s.node, self.run.codes[s.at]) else { return };
            s.node = node;
            s.len += 1;
            if !self.pass(start, &mut s) {
                return;
            }
        }
    }

    /// Passes the letter at `s.at`; whether that leads on. A line end inside a word is paid for once; more than one is no
    /// word.
    #[inline]
    fn pass(&self, start: usize, s: &mut State) -> bool {
        if s.at > start && self.run.broken_before(s.at) {
            s.breaks += 1;
            if s.breaks > 1 {
                return false;
            }
            s.cost += self.run.break_cost(s.at);
        }
        s.at += 1;
        !self.hopeless(s.node, s.at, s.len, s.cost, s.tones)
    }

    /// Goes on behind the letter at `s.at`.
    fn go(&self, start: usize, mut s: State, edges: &mut Vec<Edge>) {
        if self.pass(start, &mut s) {
            self.walk(start, &s, edges);
        }
    }

    fn push(&self, s: &State, op: Op, cost: f32) -> Option<State> {
        let tone = op.is_tone(self.run);
        let room = if s.tones && tone { MOST_OPS } else { 2 };
        // A second change of a letter must be a likely one.
        let budget = if s.count > 0 && !s.tones && !tone { self.budget - 1.5 } else { self.budget };
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

    fn other(&self, start: usize, s: &State, read: u8, edges: &mut Vec<Edge>) {
        // no change of another letter is a third one
        if s.count >= 2 && !(s.tones && is_tone(read)) {
            return;
        }
        let room = self.room_instead(s.node, (s.cost, s.tones), s.at, s.len, read);
        let follow = self.lexicon.follow(s.node);
        if !follow.any_of(self.profile.alike(read, room)) {
            return;
        }
        for &(code, cost) in &self.profile.instead[read as usize] {
            if cost > room {
                break;
            }
            if follow.may(code)
                && let Some(node) = self.lexicon.step(s.node, code)
                && !self.hopeless(node, s.at + 1, s.len + 1, s.cost + cost, s.tones && is_tone(read) && is_tone(code))
                && let Some(next) = self.push(s, Op::Other(s.at as u16, code), cost)
            {
                self.go(start, State { node, len: s.len + 1, before: Some(code), ..next }, edges);
            }
        }
    }

    /// What another letter may cost at most for the one read at `at`.
    #[inline]
    fn room_instead(&self, node: Node, spent: (f32, bool), at: usize, len: usize, read: u8) -> f32 {
        let (tones, letters) = self.room(node, spent, at + 1, len + 1);
        if is_tone(read) { tones } else { letters }
    }

    fn extra(&self, start: usize, s: &State, read: u8, edges: &mut Vec<Edge>) {
        // Two changes that undo each other are none; a letter before a word belongs to the word before.
        if s.len == 0 || self.has_lost(s) {
            return;
        }
        if s.cost + self.profile.made_up(read) > self.budget {
            return;
        }
        // what ends a run or a line is rather the rest of a broken word
        let ends = s.at + 1 == self.run.codes.len() || self.run.broken_before(s.at) || self.run.broken_before(s.at + 1);
        let border = ends && !leans(read);
        let cost = self.profile.made_up(read) + if border { BORDER } else { 0.0 };
        if let Some(next) = self.push(s, Op::Extra(s.at as u16), cost) {
            self.go(start, next, edges);
        }
    }

    /// Whether a letter was just put in here.
    fn has_lost(&self, s: &State) -> bool {
        matches!(s.count.checked_sub(1).and_then(|k| s.ops[k]), Some(Op::Lost(at, _)) if at as usize == s.at)
    }

    fn lost(&self, start: usize, s: &State, edges: &mut Vec<Edge>) {
        // One letter lost at a place; at the border of a run nothing shows that one is missing.
        if self.has_lost(s) || s.count >= MOST_OPS || (s.count == 2 && !s.tones) {
            return;
        }
        let (codes, at) = (self.run.codes, s.at);
        let strict = s.count > 0 && !s.tones;
        let (tones, letters) = self.room(s.node, (s.cost, s.tones), at, s.len + 1);
        if tones <= 0.0 {
            return;
        }
        let broken = self.run.broken_before(at);
        let first = at == start && broken && !leans(codes[at]);
        let before = at == 0 && !codes.first().is_some_and(|&c| leans(c));
        // what more it costs at a border: to have lost a letter that leans, and another one
        let leaning = if first || before { BORDER } else { 0.0 };
        let upright = if broken || at == codes.len() { BORDER } else { leaning };
        let follow = self.lexicon.follow(s.node);
        let costs = self.profile.lost_after(s.before);
        for code in (0x48..=0x4B).filter(|&code| follow.may(code)) {
            let cost = costs[code as usize] + leaning;
            if cost <= tones
                && let Some(node) = self.behind_lost(start, s, code, cost)
            {
                self.put_in(start, s, (node, code), cost, edges);
            }
        }
        if s.count >= 2 {
            return;
        }
        let letters = if strict { letters.min(self.budget - 1.5 - s.cost) } else { letters };
        for (code, bare) in self.profile.losable(follow).take_while(|l| l.1 <= letters) {
            let cost = bare + if leans(code) { leaning } else { upright };
            if cost <= letters
                && let Some(node) = self.behind_lost(start, s, code, cost)
            {
                self.put_in(start, s, (node, code), cost, edges);
            }
        }
    }

    /// Goes on with a lost letter put in at `s.at`, behind which stands this node.
    fn put_in(&self, start: usize, s: &State, (node, code): (Node, u8), cost: f32, edges: &mut Vec<Edge>) {
        if let Some(next) = self.push(s, Op::Lost(s.at as u16, code), cost) {
            self.walk(start, &State { node, len: s.len + 1, before: Some(code), ..next }, edges);
        }
    }

    /// The node behind a lost letter put in at `s.at`, if a word can be had there.
    #[inline]
    fn behind_lost(&self, start: usize, s: &State, code: u8, cost: f32) -> Option<Node> {
        let (at, len) = (s.at, s.len + 1);
        let spent = (s.cost + cost, s.tones && is_tone(code));
        let node = self.lexicon.step(s.node, code)?;
        (!self.hopeless(node, at, len, spent.0, spent.1) && self.leads_on(start, node, spent, at, len)).then_some(node)
    }

    /// Whether behind a letter put in at `at` the word ends, or goes on with the letter that stands there or another for it.
    #[inline]
    fn leads_on(&self, start: usize, node: Node, spent: (f32, bool), at: usize, len: usize) -> bool {
        if at > start && node.word().is_some() && is_edge(&self.run, at) {
            return true;
        }
        let Some(&read) = self.run.codes[..self.limit].get(at) else { return false };
        self.lexicon.step(node, read).is_some_and(|next| !self.hopeless(next, at + 1, len + 1, spent.0, spent.1))
            || self.open[at] && {
                let room = self.room_instead(node, spent, at, len, read);
                self.lexicon.follow(node).any_of(self.profile.alike(read, room))
            }
    }
}
