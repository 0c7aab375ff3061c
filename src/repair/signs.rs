//! A figure, a Latin letter or another sign inside a word, where only one Thai letter makes a word: `อุตสา2กรรม`.

use super::Proposal;
use super::lattice::Scratch;
use super::lexicon::Lexicon;
use super::phrases::Letters;
use super::protect::{Names, Protector, meets};
use super::run::{ALPHABET, leans, letter};
use std::ops::Range;

/// So many letters on both sides are looked at.
const AROUND: usize = 14;
/// Letters of the word, the one misread included, at least.
const LEAST: usize = 5;
/// The word must be so much likelier than what stands on both sides of the sign, in nats.
const LIKELIER: f32 = 6.0;
/// Another letter must lie so far behind.
const CLEAR: f32 = 3.0;
/// Signs that stand between letters in right texts, too.
const RIGHT: &[u8] = b"./-(,:\"'";

/// Changes of a text whose letters are these; nothing `closed` and no name is touched.
pub(super) fn find(lexicon: &Lexicon, protector: &Protector, text: &str, letters: &Letters, closed: &[Range<usize>]) -> Vec<Proposal> {
    let (mut scratch, mut names) = (Scratch::default(), Names::new(protector, text));
    let found = letters.signs().iter().filter_map(|&k| {
        let at = letters.place(k);
        let range = at..at + 1;
        if RIGHT.contains(&text.as_bytes()[at]) || meets(closed, &range) {
            return None;
        }
        let code = meant(lexicon, &mut scratch, letters.around(k, AROUND)?).filter(|_| !names.meet(&range))?;
        Some(Proposal { range, after: letter(code).to_string(), rule: "letter", confidence: 0.95, sure: true })
    });
    found.collect()
}

/// The only letter that makes a word of what stands before and behind a sign.
fn meant(lexicon: &Lexicon, scratch: &mut Scratch, (before, after): (&[u8], &[u8])) -> Option<u8> {
    let mut fits = [false; ALPHABET];
    for from in 0..before.len() {
        let walk = before[from..].iter().try_fold(lexicon.root(), |node, &code| lexicon.step(node, code));
        let Some(node) = walk.filter(|_| !leans(before[from])) else { continue };
        for code in 1..ALPHABET as u8 {
            let Some(mut node) = lexicon.step(node, code) else { continue };
            for (k, &next) in after.iter().enumerate() {
                let Some(step) = lexicon.step(node, next) else { break };
                node = step;
                let whole = after.get(k + 1).is_none_or(|&c| !leans(c));
                fits[usize::from(code)] |= whole && node.word().is_some() && before.len() - from + k + 2 >= LEAST;
            }
        }
    }
    let mut costs: Vec<(f32, u8)> = (1..ALPHABET as u8)
        .filter(|&code| fits[usize::from(code)])
        .map(|code| (scratch.cost(lexicon, &[before, &[code], after].concat()), code))
        .collect();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let &(cost, code) = costs.first()?;
    let clear = costs.get(1).is_none_or(|second| second.0 >= cost + CLEAR);
    let apart = scratch.cost(lexicon, before) + scratch.cost(lexicon, after);
    (clear && cost + LIKELIER <= apart).then_some(code)
}
