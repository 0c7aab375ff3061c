//! What a page's own words say of its print: a misreading that comes back there is likelier than the profile has it.

use super::candidates::Op;
use super::confusion::{MADE_UP_AMONG, Misreading, Profile};
use super::decide::Choice;
use super::run::{ALPHABET, Run, code, is_tone, is_upper_vowel};
use std::collections::BTreeMap;

/// How often each misreading seems to stand in a text; a choice counts for as much as it is sure.
#[derive(Debug, Default)]
pub(super) struct Print {
    /// Changes that were made.
    made: BTreeMap<Misreading, f32>,
    /// All others.
    left: BTreeMap<Misreading, f32>,
}

/// A profile that holds for one text.
pub(super) struct Own {
    pub profile: Profile,
    /// What is likelier than elsewhere, in order.
    misreadings: Vec<Misreading>,
    /// The letters as read that stand for others likelier than elsewhere; all, where a letter is likelier to have been lost.
    touched: [bool; ALPHABET],
    /// The number of the profile for words in which none of them stands.
    pub otherwise: usize,
}

/// A misreading counts from here on. No single choice is so sure: it was seen twice.
const LEAST: f32 = 1.0;
/// For so many letters of a text the recogniser's profile speaks beside it.
const PRIOR: f32 = 5.0;
/// A misreading that gets no cheaper than by so many nats is nothing of the print's own.
const LEAST_GAIN: f32 = 0.7;

impl Print {
    /// Adds a choice that was made, or not.
    pub fn count(&mut self, run: Run, choice: &Choice, made: bool) {
        let sure = 1.0 - (-choice.margin.min(choice.gain)).exp();
        if sure <= 0.0 {
            return;
        }
        let counts = if made { &mut self.made } else { &mut self.left };
        for op in choice.edge.ops() {
            *counts.entry(misreading(run, op)).or_default() += sure;
        }
    }

    /// Only the changes that were made.
    pub fn made(self) -> Self {
        Self { made: self.made, left: BTreeMap::new() }
    }

    /// The profile of the text: what came back costs what it does there, where that is clearly less than in `base`; all else
    /// costs as in another one, of the number `otherwise`. None if the print has nothing of its own.
    pub fn profile(&self, base: &Profile, (other, otherwise): (&Profile, usize), text: &str) -> Option<Own> {
        let mut counts = self.made.clone();
        self.left.iter().for_each(|(&misreading, n)| *counts.entry(misreading).or_default() += n);
        if counts.values().all(|&n| n < LEAST) {
            return None;
        }
        let mut seen = Letters::of(text);
        for (misreading, n) in &counts {
            // what was misread is not seen as itself
            match *misreading {
                Misreading::Other { right, .. } => seen.letters[0][usize::from(right)] += n,
                Misreading::Lost { right, high } => seen.letters[usize::from(high)][usize::from(right)] += n,
                Misreading::MadeUp(_) => {}
            }
        }
        let (mut costs, mut touched) = (Vec::new(), [false; ALPHABET]);
        for (&misreading, &n) in counts.iter().filter(|(_, n)| **n >= LEAST) {
            let among = match misreading {
                Misreading::Other { right, .. } => seen.letters.iter().map(|row| row[usize::from(right)]).sum(),
                Misreading::Lost { right, high } => seen.letters[usize::from(high)][usize::from(right)],
                Misreading::MadeUp(_) => seen.made_up_among,
            };
            let known = base.cost(misreading);
            let own = -((PRIOR * (-known).exp() + n) / (PRIOR + among)).ln();
            if known - own < LEAST_GAIN {
                continue;
            }
            costs.push((misreading, own));
            match misreading {
                Misreading::Other { read, .. } | Misreading::MadeUp(read) => touched[usize::from(read)] = true,
                Misreading::Lost { .. } => touched.fill(true),
            }
        }
        let profile = if costs.is_empty() { return None } else { other.with(&costs) };
        Some(Own { profile, misreadings: costs.into_iter().map(|c| c.0).collect(), touched, otherwise })
    }
}

/// What was misread where this change puts it right.
fn misreading(run: Run, op: Op) -> Misreading {
    match op {
        Op::Other(at, right) => Misreading::Other { right, read: run.codes[usize::from(at)] },
        Op::Lost(at, right) => {
            let before = usize::from(at).checked_sub(1).map(|k| run.codes[k]);
            Misreading::Lost { right, high: is_tone(right) && before.is_some_and(is_upper_vowel) }
        }
        Op::Extra(at) => Misreading::MadeUp(run.codes[usize::from(at)]),
    }
}

/// How often each letter stands in a text: tone marks on an upper vowel in the second row, all else in the first.
struct Letters {
    letters: [[f32; ALPHABET]; 2],
    /// Among how many letters one is made up.
    made_up_among: f32,
}

impl Letters {
    fn of(text: &str) -> Self {
        let (mut letters, mut before) = ([[0.0; ALPHABET]; 2], 0);
        for code in text.chars().filter_map(code) {
            letters[usize::from(is_tone(code) && is_upper_vowel(before))][usize::from(code)] += 1.0;
            before = code;
        }
        Self { letters, made_up_among: letters.iter().flatten().sum::<f32>() / MADE_UP_AMONG as f32 }
    }
}

impl Own {
    /// Whether all that a choice changes comes back in the text.
    pub fn explains(&self, run: Run, choice: &Choice) -> bool {
        choice.edge.ops().all(|op| self.misreadings.binary_search(&misreading(run, op)).is_ok())
    }

    /// Whether letters may have been misread in the way of this text alone.
    pub fn touches(&self, codes: &[u8]) -> bool {
        codes.iter().any(|&code| self.touched[usize::from(code)])
    }
}
