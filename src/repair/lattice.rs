//! The likeliest division of a run into words, and where it is doubtful.

use super::lexicon::Lexicon;
use super::run::{Run, leans};

/// A stretch of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    /// A word of the lexicon.
    pub known: bool,
    /// Unknown, or more often a misreading than itself.
    pub suspect: bool,
    pub cost: f32,
}

/// Whether a word may end before character `i`.
#[inline]
pub(super) fn is_edge(run: &Run, i: usize) -> bool {
    run.codes.get(i).is_none_or(|&c| !leans(c))
}

/// Windows are not joined beyond this length.
const LONGEST_WINDOW: usize = 48;

/// Two neighbours that cost more than this together are looked at.
const RARE_PAIR: f32 = 19.0;

/// Cost of a cluster that is part of no word.
pub(super) fn stray(len: usize) -> f32 {
    7.0 + 2.0 * len as f32
}

/// Buffers of [`Scratch::scan`].
#[derive(Default)]
pub(super) struct Scratch {
    best: Vec<Best>,
    traps: Vec<(usize, usize)>,
}

/// The cheapest way to a place.
#[derive(Clone, Copy)]
struct Best {
    cost: f32,
    start: u32,
    known: bool,
    suspect: bool,
}

const NONE: Best = Best { cost: f32::INFINITY, start: 0, known: false, suspect: true };

/// A place that lies so much behind one further on begins no word.
const HOPELESS: f32 = 14.0;

impl Scratch {
    /// Divides a run into words by the least sum of costs; adds them to `tokens`. Whether any is a suspect.
    pub fn scan(&mut self, lexicon: &Lexicon, run: Run, tokens: &mut Vec<Token>) -> bool {
        self.walk(lexicon, run);
        let (first, best) = (tokens.len(), &self.best);
        let mut end = run.codes.len();
        while end > 0 {
            let Best { cost, start, known, suspect } = best[end];
            let start = start as usize;
            tokens.push(Token { start, end, known, suspect, cost: cost - best[start].cost });
            end = start;
        }
        let tokens = &mut tokens[first..];
        tokens.reverse();
        let mut any = tokens.first().is_some_and(|t| t.suspect);
        for k in 1..tokens.len() {
            // Two rare words side by side may be a broken compound.
            let (a, b) = (tokens[k - 1], tokens[k]);
            let rare = a.cost + b.cost > RARE_PAIR && (a.end - a.start).min(b.end - b.start) <= 4 && !run.broken_before(tokens[k].start);
            tokens[k].suspect |= rare;
            any |= tokens[k].suspect;
        }
        spring(&self.traps, tokens) || any
    }

    /// What the likeliest division of letters into words costs.
    pub fn cost(&mut self, lexicon: &Lexicon, codes: &[u8]) -> f32 {
        let at: Vec<usize> = (0..=codes.len()).map(|i| 3 * i).collect();
        self.walk(lexicon, Run { codes, at: &at });
        self.best[codes.len()].cost
    }

    /// The cheapest way to every place of the run.
    fn walk(&mut self, lexicon: &Lexicon, run: Run) {
        let (codes, n, lexicon) = (run.codes, run.codes.len(), lexicon.trie());
        self.traps.clear();
        self.best.clear();
        self.best.resize(n + 1, NONE);
        let best = &mut self.best[..=n];
        best[0].cost = 0.0;
        let mut ahead = (f32::INFINITY, 0);
        for i in 0..n {
            let here = best[i].cost;
            if here == f32::INFINITY || (here > ahead.0 + HOPELESS && ahead.1 > i) {
                continue;
            }
            let mut node = lexicon.root();
            for (j, &code) in codes.iter().enumerate().skip(i) {
                match lexicon.step(node, code) {
                    Some(next) => node = next,
                    None => break,
                }
                let Some(word) = node.word() else {
                    if node.is_trap() && is_edge(&run, j + 1) {
                        self.traps.push((i, j + 1));
                    }
                    continue;
                };
                let cost = here + word.cost;
                if cost < best[j + 1].cost && is_edge(&run, j + 1) {
                    best[j + 1] = Best { cost, start: i as u32, known: true, suspect: word.suspect };
                    if cost < ahead.0 || ahead.1 <= i {
                        ahead = (cost, j + 1);
                    }
                }
            }
            let end = run.cluster_end(i);
            let repeat = matches!(codes[i], 0x2F | 0x46);
            let cost = here + if repeat { 4.0 } else { stray(end - i) };
            if cost < best[end].cost {
                best[end] = Best { cost, start: i as u32, known: repeat, suspect: !repeat };
            }
        }
    }
}

/// Marks the tokens that together spell a misread phrase. Whether there are any.
fn spring(traps: &[(usize, usize)], tokens: &mut [Token]) -> bool {
    let mut any = false;
    for &(from, to) in traps {
        let first = tokens.partition_point(|t| t.start < from);
        if tokens.get(first).is_some_and(|t| t.start == from && t.end < to) {
            tokens[first..].iter_mut().take_while(|t| t.start < to).for_each(|t| t.suspect = true);
            any = true;
        }
    }
    any
}

/// Parts of a run worth a search, each with some words of context, as character ranges on token borders.
pub(super) fn windows(tokens: &[Token], context: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (k, _) in tokens.iter().enumerate().filter(|(_, t)| t.suspect) {
        let mut first = k;
        while first > 0 && (k - first < 2 || tokens[k].start - tokens[first].start < context) && k - first < 5 {
            first -= 1;
        }
        let mut last = k;
        while last + 1 < tokens.len() && (last - k < 2 || tokens[last].end - tokens[k].end < context) && last - k < 5 {
            last += 1;
        }
        let (start, end) = (tokens[first].start, tokens[last].end);
        match out.last_mut() {
            Some(window) if end <= window.1 => {}
            Some(window) if start <= window.1 && end - window.0 <= LONGEST_WINDOW => window.1 = end,
            Some(window) if start < window.1 => {
                let start = window.1;
                out.push((start, end));
            }
            _ => out.push((start, end)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::run::Runs;
    use super::*;

    fn words(text: &str) -> Vec<(String, bool)> {
        let lexicon = Lexicon::embedded().expect("lexicon");
        let (mut runs, mut tokens) = (Runs::default(), Vec::new());
        runs.read(text, 0..text.len(), &[]);
        let run = runs.get(0);
        Scratch::default().scan(&lexicon, run, &mut tokens);
        tokens.iter().map(|t| (text[run.bytes(t.start, t.end)].to_owned(), t.suspect)).collect()
    }

    #[test]
    fn clean_prose_has_no_suspects() {
        assert!(words("จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป").iter().all(|w| !w.1));
    }

    #[test]
    fn a_lost_mark_is_a_suspect() {
        assert!(words("ในเขตพื้นทีรับผิดชอบ").iter().any(|w| w.1));
        assert!(words("ท้องถินจังหวัด").iter().any(|w| w.1));
    }
}
