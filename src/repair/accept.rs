//! Which choices become proposals, and which of these are sure.

use super::Proposal;
use super::candidates::{Edge, Op};
use super::decide::{Choice, LEAST_GAIN, LETTER_GAIN, rewrite};
use super::lattice::Scratch;
use super::lexicon::Lexicon;
use super::run::{Run, Runs, code, leans, letter};
use crate::rules::table::{Files, RuleError};
use std::ops::Range;

/// A choice that lies less ahead of others is not even likely.
const LIKELY: f32 = 1.0;
/// Letters and marks of a name or of a surname, but for a few.
const LONGEST_NAME: usize = 11;
/// Lines with less than this share of letters in known words are junk.
const WORST_LINE: f32 = 0.5;

/// How far other readings must lie behind for a change to be sure, in nats, by what the change does.
pub(super) struct Margins {
    tone: f32,
    letter: f32,
    lost: f32,
}

impl Margins {
    /// Reads the table.
    pub fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("repair/margins.tsv", ["change", "nats"])?;
        let of = |name: &str| {
            let row = table.rows.iter().find(|(_, row)| row[0] == name);
            let nats = row.and_then(|(_, row)| row[1].parse().ok()).filter(|n: &f32| *n >= 0.0);
            nats.ok_or_else(|| table.error(row.map_or(0, |r| r.0), format!("the margin of '{name}' must be a number")))
        };
        Ok(Self { tone: of("tone")?, letter: of("letter")?, lost: of("lost")? })
    }

    /// The margin of these changes.
    fn of(&self, run: Run, ops: &[Op]) -> f32 {
        let letters = ops.iter().filter(|op| !op.is_tone(run));
        letters.map(|op| if matches!(op, Op::Lost(..)) { self.lost } else { self.letter }).fold(self.tone, f32::max)
    }
}

/// The proposal of a choice. A `careful` one heeds names.
pub(super) fn accept(margins: &Margins, run: Run, choice: &Choice, lines: &mut Lines, careful: bool) -> Option<Proposal> {
    let ops: Vec<Op> = choice.edge.ops().collect();
    let tones = ops.iter().all(|op| op.is_tone(run));
    let gain = if tones { LEAST_GAIN } else { LETTER_GAIN };
    if choice.alone && choice.edge.len <= 4 && !tones {
        return None;
    }
    let extra = if choice.backed { 0.0 } else { 4.0 };
    if choice.gain < gain || choice.margin < LIKELY {
        return None;
    }
    let junk = choice.edge.len < 6 && lines.share(run.at[choice.edge.start]) < WORST_LINE;
    let end = choice.edge.end;
    let compound = ops.iter().any(|op| matches!(op, Op::Lost(_, vowel) if op.at() == end && sheds(run, end, *vowel)));
    let shorn = careful && ops.iter().any(|op| matches!(op, Op::Extra(at) if *at as usize + 1 == end && is_ending(run, end)));
    // the noisiest recogniser leaves hardly a word without an unknown one beside it
    let name = careful && lines.beside_unknown(run);
    let last = run.codes.len();
    let torn = ops.iter().any(|op| matches!(op, Op::Extra(at) if *at as usize + 1 == last)) && goes_on(&lines.text[run.at[last]..]);
    let kept = junk || compound || shorn || name || torn;
    let sure = choice.gain >= gain + extra && choice.margin.min(choice.gain) >= margins.of(run, &ops) && !kept;
    let (range, after) = rewrite(lines.text, run, &before_line_end(&choice.edge, lines.text, run))?;
    let rule = if tones { "tone" } else { "letter" };
    let confidence = 1.0 - (-choice.margin.min(choice.gain)).exp();
    Some(Proposal { range, after, rule, confidence, sure })
}

/// The changes of a word, the last letter put in above where it would take the first of the line below that goes on
/// without it: no line begins with the last letter of a word (`ชำนาญการพิเศ` / `เจ้าพนักงาน…`).
fn before_line_end(edge: &Edge, text: &str, run: Run) -> Vec<Op> {
    let last = edge.end - 1;
    let below = last > edge.start && text[run.at[last - 1]..run.at[last]].contains('\n') && edge.end < run.codes.len();
    let apart = below && !run.broken_before(edge.end);
    let put_in = |op| match op {
        Op::Other(at, code) if apart && usize::from(at) == last => Op::Lost(at, code),
        op => op,
    };
    edge.ops().map(put_in).collect()
}

/// Whether a word goes on behind a sign that was read for letters of it: `)ชการ` behind `ปฏิบัติร`.
fn goes_on(behind: &str) -> bool {
    let mut behind = behind.chars();
    behind.next().is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace()) && behind.next().and_then(code).is_some()
}

/// Whether a word that ends in this vowel is written without it at `at`, where another word follows at once: สมาส
/// (ศาสนา, ศาสนศึกษา).
fn sheds(run: Run, at: usize, vowel: u8) -> bool {
    matches!(letter(vowel), 'ะ' | 'า') && run.codes.get(at).is_some_and(|&next| !leans(next)) && !run.broken_before(at)
}

/// Whether what ends at `end` ends in า or ี, as names of women do that are without it names of men (วิจิตรา, กุมารี).
fn is_ending(run: Run, end: usize) -> bool {
    matches!(letter(run.codes[end - 1]), 'า' | 'ี') && run.codes.get(end).is_none_or(|&next| !leans(next))
}

/// How much of each line is known words.
pub(super) struct Lines<'t> {
    pub text: &'t str,
    lexicon: &'t Lexicon,
    pub runs: &'t Runs,
    /// The runs that were looked at, in order, and whether they are clean.
    scanned: &'t [(usize, bool)],
    scratch: Scratch,
    /// The line asked for last, and its share.
    last: Option<(Range<usize>, f32)>,
}

impl<'t> Lines<'t> {
    /// The lines of a text whose runs were looked at.
    pub fn new(text: &'t str, lexicon: &'t Lexicon, runs: &'t Runs, scanned: &'t [(usize, bool)]) -> Self {
        Self { text, lexicon, runs, scanned, scratch: Scratch::default(), last: None }
    }

    /// Whether a word that is not clean stands a blank from this run on its line, as names without a title stand.
    fn beside_unknown(&self, run: Run) -> bool {
        let (start, end) = (run.at[0], run.at[run.codes.len()]);
        let at = |k: &usize| {
            let other = self.runs.get(*k);
            (other.at[0], other.at[other.codes.len()])
        };
        let k = self.scanned.partition_point(|(k, _)| at(k).1 <= start);
        let apart = |from: usize, to: usize| from < to && to - from <= 2 && self.text[from..to].bytes().all(|b| b == b' ');
        let short = |run: Run| run.codes.len() <= LONGEST_NAME;
        let unknown = |(k, clean): &&(usize, bool)| !clean && short(self.runs.get(*k));
        let before = k.checked_sub(1).map(|k| &self.scanned[k]).filter(unknown).is_some_and(|(k, _)| apart(at(k).1, start));
        let after = self.scanned[k..].iter().find(|(k, _)| at(k).0 >= end).filter(unknown).is_some_and(|(k, _)| apart(end, at(k).0));
        short(run) && (before || after)
    }

    /// The share of the line that holds this place.
    fn share(&mut self, at: usize) -> f32 {
        if let Some((_, share)) = self.last.as_ref().filter(|(line, _)| line.contains(&at)) {
            return *share;
        }
        let line = super::whole_lines(self.text, at..at);
        let letters = self.text[line.clone()].chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).count();
        let end = |k: usize| self.runs.get(k).at.last().copied().unwrap_or_default();
        let first = self.scanned.partition_point(|&(k, _)| end(k) <= line.start);
        let mut known = 0;
        for &(k, clean) in self.scanned[first..].iter().take_while(|&&(k, _)| self.runs.get(k).at[0] < line.end) {
            let run = self.runs.get(k);
            if clean {
                known += run.at[..run.codes.len()].iter().filter(|at| line.contains(at)).count();
                continue;
            }
            let mut tokens = Vec::new();
            self.scratch.scan(self.lexicon, run, &mut tokens);
            let words = tokens.iter().filter(|t| t.known && t.end - t.start >= 2 && line.contains(&run.at[t.start]));
            known += words.map(|t| t.end - t.start).sum::<usize>();
        }
        let share = known as f32 / letters.max(1) as f32;
        self.last = Some((line, share));
        share
    }
}
