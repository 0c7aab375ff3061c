//! Chooses among readings of a doubtful stretch, and says how sure the choice is.

use super::candidates::{Edge, Op, Search};
use super::confusion::Profile;
use super::lattice::is_edge;
use super::lexicon::Lexicon;
use super::run::{Run, letter};

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

/// Cost of a stretch of so many letters that is a name or a word the lexicon lacks.
fn unknown(len: usize) -> f32 {
    11.0 + 2.2 * len as f32
}

/// The longest stretch taken for one unknown word.
const LONGEST_UNKNOWN: usize = 14;
/// Edits of one word may not cost more than this.
const BUDGET: f32 = 11.0;

/// Reads a window of a run anew.
pub(super) fn decode(
    lexicon: &Lexicon,
    profile: &Profile,
    run: &Run,
    open: &[bool],
    window: (usize, usize),
) -> Vec<Choice> {
    let (from, to) = window;
    let mut search = Search {
        lexicon,
        profile,
        run,
        limit: to,
        budget: BUDGET,
        open,
        edges: Vec::new(),
    };
    for start in from..to {
        if start == from || is_edge(run, start) {
            search.from(start);
        }
    }
    let mut edges = search.edges;
    add_unknown(run, from, to, &mut edges);
    let mut by_end: Vec<Vec<usize>> = vec![Vec::new(); to - from + 1];
    for (k, edge) in edges.iter().enumerate() {
        by_end[edge.end - from].push(k);
    }
    let Some((cost, path)) = best(&edges, &by_end, from, &|_: &Edge| true) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (k, &e) in path.iter().enumerate() {
        let edge = edges[e];
        if edge.ops[0].is_none() {
            continue;
        }
        let margin = edge
            .ops()
            .map(|op| {
                best(&edges, &by_end, from, &|e: &Edge| e.ops().all(|o| o != op))
                    .map_or(f32::INFINITY, |(other, _)| other - cost)
            })
            .fold(f32::INFINITY, f32::min);
        let outside = |e: &Edge| e.end <= edge.start || e.start >= edge.end || e.ops[0].is_none();
        let gain =
            best(&edges, &by_end, from, &outside).map_or(f32::INFINITY, |(other, _)| other - cost);
        let backed =
            (k == 0 || edges[path[k - 1]].known) && path.get(k + 1).is_none_or(|&e| edges[e].known);
        let alone = k == 0 && path.len() == 1;
        out.push(Choice {
            alone,
            edge,
            margin,
            gain,
            backed,
        });
    }
    out
}

fn add_unknown(run: &Run, from: usize, to: usize, edges: &mut Vec<Edge>) {
    let plain = Edge {
        start: 0,
        end: 0,
        cost: 0.0,
        known: false,
        ops: [None; 3],
        len: 0,
    };
    for start in from..to {
        if start > from && !is_edge(run, start) {
            continue;
        }
        if matches!(run.codes[start], 0x2F | 0x46) {
            edges.push(Edge {
                start,
                end: start + 1,
                cost: 4.0,
                known: true,
                len: 1,
                ..plain
            });
        }
        let mut end = start;
        while end < to && end - start < LONGEST_UNKNOWN {
            end = run.cluster_end(end).min(to);
            edges.push(Edge {
                start,
                end,
                cost: unknown(end - start),
                len: end - start,
                ..plain
            });
        }
    }
}

/// The cheapest path over the window by edges that `fits` lets pass.
fn best(
    edges: &[Edge],
    by_end: &[Vec<usize>],
    from: usize,
    fits: &dyn Fn(&Edge) -> bool,
) -> Option<(f32, Vec<usize>)> {
    let n = by_end.len() - 1;
    let mut cost = vec![f32::INFINITY; n + 1];
    let mut back = vec![usize::MAX; n + 1];
    cost[0] = 0.0;
    for end in 1..=n {
        for &k in &by_end[end] {
            let edge = &edges[k];
            let sum = cost[edge.start - from] + edge.cost;
            if sum < cost[end] && fits(edge) {
                cost[end] = sum;
                back[end] = k;
            }
        }
    }
    if cost[n] == f32::INFINITY {
        return None;
    }
    let (mut end, mut path) = (n, Vec::new());
    while end > 0 {
        path.push(back[end]);
        end = edges[back[end]].start - from;
    }
    path.reverse();
    Some((cost[n], path))
}

/// The least stretch of whole clusters that the changes touch, and what it becomes; blanks inside stay.
pub(super) fn rewrite(
    text: &str,
    run: &Run,
    ops: &[Op],
) -> Option<(std::ops::Range<usize>, String)> {
    let first = ops.iter().map(|op| op.at()).min()?;
    let last = ops
        .iter()
        .map(|op| op.at() + usize::from(!matches!(op, Op::Lost(..))))
        .max()?;
    let n = run.codes.len();
    let mut start = first.min(n.saturating_sub(1));
    if ops
        .iter()
        .any(|op| matches!(op, Op::Lost(at, _) if *at as usize == first))
        && first > 0
    {
        start = start.min(first - 1);
    }
    while start > 0 && !is_edge(run, start) {
        start -= 1;
    }
    while start > 0 && super::run::is_leading_vowel(run.codes[start - 1]) {
        start -= 1;
    }
    let mut end = last.clamp((start + 1).min(n), n);
    while end < n && !is_edge(run, end) {
        end += 1;
    }
    let range = run.bytes(start, end);
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
        match ops
            .iter()
            .find(|op| op.at() == i && !matches!(op, Op::Lost(..)))
        {
            Some(Op::Other(_, code)) => after.push(letter(*code)),
            Some(_) => {}
            None => after.push(letter(run.codes[i])),
        }
    }
    (after != text[range.clone()]).then_some((range, after))
}
