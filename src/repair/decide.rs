//! Chooses among readings of a doubtful stretch, and says how sure the choice is.

use super::candidates::{Edge, Op, Search};
use super::confusion::Profile;
use super::lattice::is_edge;
use super::lexicon::{Lexicon, SLOPE};
use super::run::{Run, is_misspelt, letter};

/// A change of a run with the odds for it.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub edge: Edge,
    /// How many nats the best reading without one of the changes lies behind.
    pub margin: f32,
    /// How many nats the best reading that leaves the word as it stands lies behind.
    pub gain: f32,
    /// Nothing else stands in the window.
    pub alone: bool,
    /// Words known to the lexicon stand on both sides.
    pub backed: bool,
}

impl Choice {
    /// The choice with its places moved by so many characters.
    pub fn moved(&self, by: isize) -> Self {
        let mut choice = self.clone();
        let place = |at: usize| at.wrapping_add_signed(by);
        (choice.edge.start, choice.edge.end) = (place(self.edge.start), place(self.edge.end));
        for op in choice.edge.ops.iter_mut().flatten() {
            match op {
                Op::Other(at, _) | Op::Extra(at) | Op::Lost(at, _) => *at = place(*at as usize) as u16,
            }
        }
        choice
    }
}

/// Cost of a stretch of so many letters that is a name or a word the lexicon lacks.
fn unknown(len: usize) -> f32 {
    11.0 + 2.2 * len as f32
}

/// What each sign that no Thai syllable has where it stands adds to that: names are spelt as Thai is.
const MISSPELT: f32 = 6.0;
/// The longest stretch taken for one unknown word.
const LONGEST_UNKNOWN: usize = 14;
/// Changes that gain less than this are not weighed further.
pub(super) const LEAST_GAIN: f32 = 2.5;
/// As [`LEAST_GAIN`], where more than tone marks changes.
pub(super) const LETTER_GAIN: f32 = 3.5;
/// Edits of one word may not cost more than this.
const BUDGET: f32 = 11.0;

/// What a reading is made from.
type Data<'a> = (&'a Lexicon, &'a Profile);

/// Reads windows anew, with buffers that serve one after another.
#[derive(Default)]
pub(super) struct Decoder {
    edges: Vec<Edge>,
    /// Where the edges without changes that start at each place begin among the edges.
    firsts: Vec<usize>,
    /// The cheapest known way from the start of the window to each place.
    ahead: Vec<f32>,
    /// The cheapest way without changes from each place to the end.
    tail: Vec<f32>,
    /// What the ways from each place to the end cost at least if a word begins there.
    fresh: Vec<f32>,
    /// See [`Search::rest`].
    rest: Vec<f32>,
    paths: Paths,
}

/// A stretch that may be changed costs at least this, and this a letter, once it is read right.
const LEAST: (f32, f32) = (3.0, 0.3);
/// Readings that lie farther behind the best one than this do not matter for its margin.
const FAR: f32 = 3.0;

impl Decoder {
    /// Reads a window of a run anew.
    pub fn decode(&mut self, data: Data, run: Run, open: &[bool], window: (usize, usize)) -> Vec<Choice> {
        let from = window.0;
        self.plain(data.0, run, window);
        self.bounds(run, open, window);
        let plain = self.tail[0];
        let words = self.edges.len();
        // What is common first: it shows how far a rarer reading may go.
        let common = self.search(data, run, open, window, 5.0, (plain - LEAST_GAIN, plain - LETTER_GAIN)) + FAR;
        self.edges.truncate(words);
        let mut best = self.search(data, run, open, window, BUDGET, (common.min(plain - LEAST_GAIN), common.min(plain - LETTER_GAIN)));
        if best > plain - LEAST_GAIN {
            return Vec::new();
        }
        if best + FAR > plain - LETTER_GAIN {
            // Near the best reading there may be others that the first search left out.
            self.edges.truncate(words);
            best = self.search(data, run, open, window, BUDGET, (best + FAR, best + FAR));
        }
        let (ahead, rest) = (&self.ahead, &self.fresh);
        let mut k = 0;
        self.edges.retain(|e| {
            k += 1;
            k <= words || ahead[e.start - from] + e.cost + rest[e.end - from] <= best + FAR
        });
        self.paths.choose(&self.edges, window)
    }

    /// Adds the edges with changes that may be part of a reading that costs at most `most`, and says what the cheapest
    /// costs. `letters` holds for words in which more than tone marks changes.
    fn search(
        &mut self,
        (lexicon, profile): Data,
        run: Run,
        open: &[bool],
        (from, to): (usize, usize),
        budget: f32,
        (mut most, letters): (f32, f32),
    ) -> f32 {
        self.ahead.clear();
        self.ahead.resize(to - from + 1, f32::INFINITY);
        self.ahead[0] = 0.0;
        for start in from..to {
            let here = self.ahead[start - from];
            if here > most {
                continue;
            }
            for edge in &self.edges[self.firsts[start - from]..self.firsts[start - from + 1]] {
                let ahead = &mut self.ahead[edge.end - from];
                *ahead = ahead.min(here + edge.cost);
            }
            let search = Search {
                lexicon: lexicon.trie(),
                profile,
                run,
                limit: to,
                budget,
                open,
                rest: &self.rest,
                from,
                most: most - here,
                letters: most.min(letters) - here,
            };
            let first = self.edges.len();
            search.from(start, &mut self.edges);
            for edge in &self.edges[first..] {
                let ahead = &mut self.ahead[edge.end - from];
                *ahead = ahead.min(here + edge.cost);
                most = most.min(here + edge.cost + self.tail[edge.end - from] + FAR);
            }
        }
        self.ahead[to - from]
    }

    /// The edges without changes.
    fn plain(&mut self, lexicon: &Lexicon, run: Run, (from, to): (usize, usize)) {
        let trie = lexicon.trie();
        self.edges.clear();
        self.firsts.clear();
        let bare = Edge { start: 0, end: 0, cost: 0.0, known: false, ops: [None; 3], len: 0 };
        for start in from..to {
            self.firsts.push(self.edges.len());
            if start > from && !is_edge(&run, start) {
                continue;
            }
            let (mut node, mut broken, mut breaks) = (trie.root(), 0.0, 0);
            for at in start..to {
                match trie.step(node, run.codes[at]) {
                    Some(next) => node = next,
                    None => break,
                }
                if at > start && run.broken_before(at) {
                    broken += run.break_cost(at);
                    breaks += 1;
                }
                if breaks > 1 {
                    break;
                }
                if let Some(word) = node.word()
                    && is_edge(&run, at + 1)
                {
                    let (end, len) = (at + 1, at + 1 - start);
                    self.edges.push(Edge { start, end, cost: word.cost + broken, known: true, len, ..bare });
                }
            }
            if matches!(run.codes[start], 0x2F | 0x46) {
                self.edges.push(Edge { start, end: start + 1, cost: 4.0, known: true, len: 1, ..bare });
            }
            let (mut end, mut misspelt) = (start, 0.0);
            while end < to && end - start < LONGEST_UNKNOWN {
                let from = end;
                end = run.cluster_end(end).min(to);
                misspelt += MISSPELT * (from..end).filter(|&i| is_misspelt(run.codes, i)).count() as f32;
                let len = end - start;
                self.edges.push(Edge { start, end, cost: unknown(len) + misspelt, len, ..bare });
            }
        }
        self.firsts.push(self.edges.len());
    }

    /// The ways from each place to the end of the window: without changes, and what they cost at least.
    fn bounds(&mut self, run: Run, open: &[bool], (from, to): (usize, usize)) {
        let n = to - from;
        for list in [&mut self.tail, &mut self.fresh, &mut self.rest] {
            list.clear();
            list.resize(n + 1, f32::INFINITY);
            list[n] = 0.0;
        }
        for k in (0..n).rev() {
            for edge in &self.edges[self.firsts[k]..self.firsts[k + 1]] {
                let end = edge.end - from;
                self.tail[k] = self.tail[k].min(edge.cost + self.tail[end]);
                let cost = if edge.known || !open[edge.start..edge.end].contains(&true) {
                    edge.cost
                } else {
                    edge.cost.min(LEAST.0 + LEAST.1 * edge.len as f32)
                };
                self.fresh[k] = self.fresh[k].min(cost + self.fresh[end]);
            }
            let begin = if k == 0 || is_edge(&run, from + k) { self.fresh[k] } else { f32::INFINITY };
            self.rest[k] = begin.min(SLOPE + self.rest[k + 1]);
        }
    }
}

/// Buffers for the cheapest paths over a window.
#[derive(Default)]
struct Paths {
    /// Numbers of the edges, by their ends.
    order: Vec<u32>,
    cost: Vec<f32>,
    back: Vec<u32>,
}

impl Paths {
    /// The changes of the cheapest path.
    fn choose(&mut self, edges: &[Edge], (from, to): (usize, usize)) -> Vec<Choice> {
        self.order.clear();
        self.order.extend(0..edges.len() as u32);
        self.order.sort_unstable_by_key(|&k| (edges[k as usize].end, k));
        let Some((cost, path)) = self.path(edges, from, to) else { return Vec::new() };
        let mut out = Vec::new();
        for (k, &e) in path.iter().enumerate() {
            let edge = edges[e];
            if edge.ops[0].is_none() {
                continue;
            }
            let gain = self.least(edges, from, to, |e| e.end <= edge.start || e.start >= edge.end || e.ops[0].is_none()) - cost;
            let mut margin = f32::INFINITY;
            if gain >= LEAST_GAIN {
                for op in edge.ops() {
                    margin = margin.min(self.least(edges, from, to, |e| e.ops().all(|o| o != op)) - cost);
                }
            }
            let backed = (k == 0 || edges[path[k - 1]].known) && path.get(k + 1).is_none_or(|&e| edges[e].known);
            out.push(Choice { alone: path.len() == 1, edge, margin, gain, backed });
        }
        out
    }

    /// The cost of the cheapest path over the window by edges that `fits` lets pass.
    fn least(&mut self, edges: &[Edge], from: usize, to: usize, fits: impl Fn(&Edge) -> bool) -> f32 {
        let n = to - from;
        self.cost.clear();
        self.back.clear();
        self.cost.resize(n + 1, f32::INFINITY);
        self.back.resize(n + 1, u32::MAX);
        self.cost[0] = 0.0;
        for &k in &self.order {
            let edge = &edges[k as usize];
            let sum = self.cost[edge.start - from] + edge.cost;
            if sum < self.cost[edge.end - from] && fits(edge) {
                self.cost[edge.end - from] = sum;
                self.back[edge.end - from] = k;
            }
        }
        self.cost[n]
    }

    /// The cheapest path and its cost.
    fn path(&mut self, edges: &[Edge], from: usize, to: usize) -> Option<(f32, Vec<usize>)> {
        let cost = self.least(edges, from, to, |_| true);
        if cost == f32::INFINITY {
            return None;
        }
        let (mut end, mut path) = (to, Vec::new());
        while end > from {
            let k = self.back[end - from] as usize;
            path.push(k);
            end = edges[k].start;
        }
        path.reverse();
        Some((cost, path))
    }
}

/// The least stretch of whole clusters that the changes touch, and what it becomes; blanks inside stay.
pub(super) fn rewrite(text: &str, run: Run, ops: &[Op]) -> Option<(std::ops::Range<usize>, String)> {
    let first = ops.iter().map(|op| op.at()).min()?;
    let last = ops.iter().map(|op| op.at() + usize::from(!matches!(op, Op::Lost(..)))).max()?;
    let n = run.codes.len();
    let mut start = first.min(n.saturating_sub(1));
    if ops.iter().any(|op| matches!(op, Op::Lost(at, _) if *at as usize == first)) && first > 0 {
        start = start.min(first - 1);
    }
    while start > 0 && !is_edge(&run, start) {
        start -= 1;
    }
    while start > 0 && super::run::is_leading_vowel(run.codes[start - 1]) {
        start -= 1;
    }
    let mut end = last.clamp((start + 1).min(n), n);
    while end < n && !is_edge(&run, end) {
        end += 1;
    }
    let mut range = run.bytes(start, end);
    let mut after = String::new();
    for i in start..=end {
        for op in ops {
            if let Op::Lost(at, code) = op
                && *at as usize == i
            {
                after.push(letter(*code));
            }
        }
        if i == end {
            break;
        }
        if run.broken_before(i) && i > start {
            after.push_str(&text[run.at[i - 1] + 3..run.at[i]]);
        }
        match ops.iter().find(|op| op.at() == i && !matches!(op, Op::Lost(..))) {
            Some(Op::Other(_, code)) => after.push(letter(*code)),
            Some(_) => {}
            None => after.push(letter(run.codes[i])),
        }
    }
    // what stays on the line before or behind is no part of the change: a letter may begin there
    let before = &text[range.clone()];
    if let Some(tail) = before.rfind('\n').map(|at| &before[at..]).filter(|tail| after.ends_with(*tail)) {
        after.truncate(after.len() - tail.len());
        range.end -= tail.len();
    }
    let before = &text[range.clone()];
    if let Some(head) = before.find('\n').map(|at| &before[..=at]).filter(|head| after.starts_with(*head)) {
        after.drain(..head.len());
        range.start += head.len();
    }
    (after != text[range.clone()]).then_some((range, after))
}
