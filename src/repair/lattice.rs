//! The likeliest division of a run into words, and where it is doubtful.

use super::lexicon::{Lexicon, ROOT};
use super::run::{Run, is_mark};

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

/// No word may end before such a character.
#[inline]
pub(super) fn leans_back(code: u8) -> bool {
    is_mark(code) || matches!(code, 0x30 | 0x32 | 0x33 | 0x45)
}

/// Whether a word may end before character `i`.
#[inline]
pub(super) fn is_edge(run: &Run, i: usize) -> bool {
    run.codes.get(i).is_none_or(|&c| !leans_back(c))
}

/// Windows are not joined beyond this length.
const LONGEST_WINDOW: usize = 48;

/// Two neighbours that cost more than this together are looked at.
const RARE_PAIR: f32 = 19.0;

/// Cost of a cluster that is part of no word.
fn stray(len: usize) -> f32 {
    7.0 + 2.0 * len as f32
}

/// Divides a run into words by the least sum of costs.
pub(super) fn scan(lexicon: &Lexicon, run: &Run) -> Vec<Token> {
    let n = run.codes.len();
    let mut best = vec![f32::INFINITY; n + 1];
    let mut back: Vec<(u32, bool, bool)> = vec![(0, false, true); n + 1];
    let mut traps = Vec::new();
    best[0] = 0.0;
    for i in 0..n {
        let here = best[i];
        if here == f32::INFINITY {
            continue;
        }
        let mut node = ROOT;
        for j in i..n {
            match lexicon.step(node, run.codes[j]) {
                Some(next) => node = next,
                None => break,
            }
            if lexicon.is_trap(node) && is_edge(run, j + 1) {
                traps.push((i, j + 1));
            }
            if let Some(word) = lexicon.word(node)
                && here + word.cost < best[j + 1]
                && is_edge(run, j + 1)
            {
                best[j + 1] = here + word.cost;
                back[j + 1] = (i as u32, true, word.suspect);
            }
        }
        let end = run.cluster_end(i);
        let repeat = matches!(run.codes[i], 0x2F | 0x46);
        let cost = here + if repeat { 4.0 } else { stray(end - i) };
        if cost < best[end] {
            best[end] = cost;
            back[end] = (i as u32, repeat, !repeat);
        }
    }
    let mut tokens = Vec::new();
    let mut end = n;
    while end > 0 {
        let (start, known, suspect) = back[end];
        let cost = best[end] - best[start as usize];
        tokens.push(Token {
            start: start as usize,
            end,
            known,
            suspect,
            cost,
        });
        end = start as usize;
    }
    tokens.reverse();
    for k in 1..tokens.len() {
        // Two rare words side by side may be a broken compound.
        let whole = !run.broken_before(tokens[k].start);
        tokens[k].suspect |= whole && tokens[k - 1].cost + tokens[k].cost > RARE_PAIR;
    }
    spring(&traps, &mut tokens);
    tokens
}

/// Marks the tokens that together spell a misread phrase.
fn spring(traps: &[(usize, usize)], tokens: &mut [Token]) {
    for &(from, to) in traps {
        let first = tokens.partition_point(|t| t.start < from);
        if tokens
            .get(first)
            .is_some_and(|t| t.start == from && t.end < to)
        {
            tokens[first..]
                .iter_mut()
                .take_while(|t| t.start < to)
                .for_each(|t| t.suspect = true);
        }
    }
}

/// Parts of a run worth a search, each with some words of context, as character ranges on token borders.
pub(super) fn windows(tokens: &[Token], context: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (k, _) in tokens.iter().enumerate().filter(|(_, t)| t.suspect) {
        let mut first = k;
        while first > 0
            && (k - first < 2 || tokens[k].start - tokens[first].start < context)
            && k - first < 5
        {
            first -= 1;
        }
        let mut last = k;
        while last + 1 < tokens.len()
            && (last - k < 2 || tokens[last].end - tokens[k].end < context)
            && last - k < 5
        {
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
    use super::super::run::runs;
    use super::*;

    fn words(text: &str) -> Vec<(String, bool)> {
        let lexicon = Lexicon::embedded().expect("lexicon");
        let runs = runs(text);
        scan(&lexicon, &runs[0])
            .iter()
            .map(|t| (text[runs[0].bytes(t.start, t.end)].to_owned(), t.suspect))
            .collect()
    }

    #[test]
    fn clean_prose_has_no_suspects() {
        assert!(
            words("จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการในส่วนที่เกี่ยวข้องต่อไป")
                .iter()
                .all(|w| !w.1)
        );
    }

    #[test]
    fn a_lost_mark_is_a_suspect() {
        assert!(words("ในเขตพื้นทีรับผิดชอบ").iter().any(|w| w.1));
        assert!(words("ท้องถินจังหวัด").iter().any(|w| w.1));
    }
}
