//! Which choices become proposals.

use super::Proposal;
use super::candidates::Op;
use super::confusion::Profile;
use super::decide::{Choice, decode, rewrite};
use super::lattice::{Token, scan, windows};
use super::lexicon::Lexicon;
use super::protect::Protector;
use super::run::{Run, code, foreign, is_consonant, letter, runs};
use std::ops::Range;

/// One text under repair.
pub(super) struct Judge<'a> {
    pub lexicon: &'a Lexicon,
    pub profiles: &'a [Profile],
    pub protector: &'a Protector,
    pub text: &'a str,
}

/// So many letters from a suspect an error may lie.
const REACH: usize = 3;
/// Lines with less than this share of letters in known words are junk.
const WORST_LINE: f32 = 0.5;

impl Judge<'_> {
    /// One pass over the text.
    pub fn propose(&self, protected: &[Range<usize>]) -> Vec<Proposal> {
        let mut closed = self.protector.find(self.text);
        closed.extend(protected.iter().cloned());
        closed.sort_by_key(|r| (r.start, r.end));
        let mut open = Vec::new();
        for run in runs(self.text) {
            split(run, &closed, &mut open);
        }
        let scanned: Vec<(Run, Vec<Token>)> = open
            .into_iter()
            .map(|run| {
                let tokens = scan(self.lexicon, &run);
                (run, tokens)
            })
            .collect();
        let profile = self.recognise(&scanned);
        let mut out = self.script(protected);
        if scanned
            .iter()
            .any(|(_, tokens)| tokens.iter().any(|t| t.suspect))
        {
            let lines = Lines::new(self.text, &scanned);
            for (run, tokens) in &scanned {
                self.run(profile, run, tokens, &lines, &mut out);
            }
        }
        out.sort_by_key(|p: &Proposal| (p.range.start, std::cmp::Reverse(p.range.end)));
        out.dedup_by(|b, a| b.range.start < a.range.end);
        out
    }

    /// Letters of another script between Thai letters.
    fn script(&self, protected: &[Range<usize>]) -> Vec<Proposal> {
        let mut out = Vec::new();
        if !self.text.chars().any(|c| foreign(c).is_some()) {
            return out;
        }
        let mut before = None;
        let mut chars = self.text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, c)| c);
            if let Some(like) = foreign(c)
                && [before, next]
                    .into_iter()
                    .flatten()
                    .any(|c| code(c).is_some())
                && !protected
                    .iter()
                    .any(|r| r.start < at + c.len_utf8() && at < r.end)
            {
                let range = at..at + c.len_utf8();
                out.push(Proposal {
                    range,
                    after: letter(like).to_string(),
                    rule: "script",
                    confidence: 0.99,
                    sure: true,
                });
                before = Some(letter(like));
            } else {
                before = Some(c);
            }
        }
        out
    }

    /// The recogniser that made the text: ที without its mark, against ที่ with it, tells one from another.
    fn recognise(&self, scanned: &[(Run, Vec<Token>)]) -> &Profile {
        let (mut bare, mut marked) = (0, 0);
        for (run, _) in scanned {
            for w in run.codes.windows(3) {
                if w[0] == 0x17 && w[1] == 0x35 {
                    if w[2] == 0x48 { marked += 1 } else { bare += 1 }
                }
            }
        }
        let last = self.profiles.len() - 1;
        let noisy = (bare * 12 > marked + bare && bare >= 2)
            || (bare > 0 && scraps(self.text) >= 3)
            || scraps(self.text) >= 6;
        if noisy {
            &self.profiles[last]
        } else {
            &self.profiles[last.min(1)]
        }
    }

    fn run(
        &self,
        profile: &Profile,
        run: &Run,
        tokens: &[Token],
        lines: &Lines,
        out: &mut Vec<Proposal>,
    ) {
        if run.codes.iter().all(|&c| is_consonant(c)) {
            return;
        }
        let open = open(run.codes.len(), tokens);
        for window in windows(tokens, 8) {
            for choice in decode(self.lexicon, profile, run, &open, window) {
                if let Some(proposal) = self.accept(run, &choice, lines) {
                    out.push(proposal);
                }
            }
        }
    }

    fn accept(&self, run: &Run, choice: &Choice, lines: &Lines) -> Option<Proposal> {
        let ops: Vec<Op> = choice.edge.ops().collect();
        let tones = ops.iter().all(|op| op.is_tone(run));
        let (gain, margin) = if tones { (2.5, 2.0) } else { (5.0, 2.5) };
        if choice.alone && choice.edge.len <= 4 && !tones {
            return None;
        }
        let extra = if choice.backed { 0.0 } else { 4.0 };
        if choice.gain < gain + extra || choice.margin < margin {
            return None;
        }
        if lines.share(run.at[choice.edge.start]) < WORST_LINE && choice.edge.len < 6 {
            return None;
        }
        let (range, after) = rewrite(self.text, run, &ops)?;
        let rule = if tones { "tone" } else { "letter" };
        let confidence = 1.0 - (-choice.margin.min(choice.gain)).exp();
        Some(Proposal {
            range,
            after,
            rule,
            confidence,
            sure: true,
        })
    }
}

/// Lone Latin letters, or two or three together: what a page reader makes of specks.
fn scraps(text: &str) -> usize {
    let alone = |w: &&str| (1..=3).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphabetic());
    text.split_ascii_whitespace().filter(alone).count()
}

/// Characters in or near a suspect.
fn open(len: usize, tokens: &[Token]) -> Vec<bool> {
    let mut open = vec![false; len];
    for token in tokens.iter().filter(|t| t.suspect) {
        open[token.start.saturating_sub(REACH)..(token.end + REACH).min(len)].fill(true);
    }
    open
}

/// How much of each line is known words.
struct Lines {
    starts: Vec<usize>,
    shares: Vec<f32>,
}

impl Lines {
    fn new(text: &str, scanned: &[(Run, Vec<Token>)]) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|&(_, b)| b == b'\n')
                .map(|(i, _)| i + 1),
        );
        let mut known = vec![0usize; starts.len()];
        let line = |at: usize| starts.partition_point(|&s| s <= at) - 1;
        for (run, tokens) in scanned {
            for token in tokens.iter().filter(|t| t.known && t.end - t.start >= 2) {
                known[line(run.at[token.start])] += token.end - token.start;
            }
        }
        let shares = (0..starts.len())
            .map(|k| {
                let end = starts.get(k + 1).copied().unwrap_or(text.len());
                let letters = text[starts[k]..end]
                    .chars()
                    .filter(|c| !c.is_whitespace() && !c.is_ascii_digit())
                    .count();
                known[k] as f32 / letters.max(1) as f32
            })
            .collect();
        Self { starts, shares }
    }

    fn share(&self, at: usize) -> f32 {
        self.shares[self.starts.partition_point(|&s| s <= at) - 1]
    }
}

/// Cuts what is protected out of a run.
fn split(run: Run, closed: &[Range<usize>], out: &mut Vec<Run>) {
    let (Some(&first), Some(&last)) = (run.at.first(), run.at.last()) else {
        return;
    };
    if !closed.iter().any(|r| r.start < last && r.end > first) {
        out.push(run);
        return;
    }
    let mut part = Run::default();
    for (k, &code) in run.codes.iter().enumerate() {
        let at = run.at[k];
        if closed.iter().any(|r| r.start <= at && at < r.end) {
            finish(&mut part, out);
        } else {
            part.codes.push(code);
            part.at.push(at);
        }
    }
    finish(&mut part, out);
}

fn finish(part: &mut Run, out: &mut Vec<Run>) {
    if let Some(&at) = part.at.last() {
        part.at.push(at + 3);
        out.push(std::mem::take(part));
    }
}
