//! Which choices become proposals.

use super::Proposal;
use super::candidates::Op;
use super::confusion::Profile;
use super::decide::{Choice, Decoder, LEAST_GAIN, LETTER_GAIN, rewrite};
use super::lattice::{Scratch, Token, windows};
use super::lexicon::Lexicon;
use super::memo::Memo;
use super::protect::Protector;
use super::run::{Run, Runs, code, foreign, is_consonant, leans, letter};
use super::seen::{Seen, hash};
use super::witness;
use std::ops::Range;

/// One text under repair, pass after pass.
pub(super) struct Judge<'a> {
    pub lexicon: &'a Lexicon,
    pub profiles: &'a [Profile],
    pub protector: &'a Protector,
    pub seen: &'a Seen,
    /// The recogniser that made the text, once it is known: its number.
    profile: Option<usize>,
    scratch: Scratch,
    decoder: Decoder,
    runs: Runs,
    parts: Runs,
    tokens: Vec<Token>,
    /// Places count from the window's start.
    memo: &'a Memo,
    open: Vec<bool>,
}

/// So many letters from a suspect an error may lie.
const REACH: usize = 3;
/// From these confidences on, 98 of 100 changes and more are right.
const SURE_TONE: f32 = 0.9;
/// As [`SURE_TONE`], where more than tone marks changes.
const SURE_LETTER: f32 = 0.93;
/// A choice that lies less ahead of others is not even likely.
const LIKELY: f32 = 1.0;
/// Lines with less than this share of letters in known words are junk.
const WORST_LINE: f32 = 0.5;

impl<'a> Judge<'a> {
    /// `profile` is the number of the recogniser's, where that is known before the text is looked at.
    pub fn new(
        lexicon: &'a Lexicon,
        profiles: &'a [Profile],
        protector: &'a Protector,
        seen: &'a Seen,
        memo: &'a Memo,
        profile: Option<usize>,
    ) -> Self {
        Self {
            lexicon,
            profiles,
            protector,
            seen,
            profile,
            scratch: Scratch::default(),
            decoder: Decoder::default(),
            runs: Runs::default(),
            parts: Runs::default(),
            tokens: Vec::new(),
            memo,
            open: Vec::new(),
        }
    }

    /// Whether the text, now mended, looks like the work of another recogniser than before; that one is taken from now on.
    pub fn doubts(&mut self, text: &str) -> bool {
        let now = recognise(self.profiles.len(), text);
        let other = self.profile.is_some_and(|was| was != now);
        if other {
            self.profile = Some(now);
        }
        other
    }

    /// What copies of a passage testify for, less what is closed.
    pub fn witnesses(&self, text: &str, protected: &[Range<usize>]) -> Vec<Proposal> {
        let profile = self.profile.unwrap_or_else(|| recognise(self.profiles.len(), text));
        let mut found = witness::find(self.lexicon, &self.profiles[profile], text);
        found.retain(|p| {
            let line = text[..p.range.start].rfind('\n').map_or(0, |i| i + 1)..line_end(text, p.range.end);
            let mut closed = self.protector.find(&text[line.clone()]).into_iter().map(|r| r.start + line.start..r.end + line.start);
            let meets = |r: &Range<usize>| r.start < p.range.end && p.range.start < r.end;
            !protected.iter().any(meets) && !closed.any(|r| meets(&r))
        });
        found
    }

    /// One pass over the text, or over the runs that meet the lines of `only`. `protected` is sorted.
    pub fn propose(&mut self, text: &str, protected: &[Range<usize>], only: Option<&[Range<usize>]>) -> Vec<Proposal> {
        let mut runs = std::mem::take(&mut self.runs);
        runs.read(text, 0..text.len(), protected);
        let mut scanned: Vec<(usize, Range<usize>)> = Vec::with_capacity(runs.len());
        let mut doubtful = Vec::new();
        self.tokens.clear();
        for k in 0..runs.len() {
            let run = runs.get(k);
            let (start, end) = (run.at[0], run.at[run.codes.len()]);
            if only.is_some_and(|only| !only.iter().any(|r| r.start < end && start < r.end)) {
                continue;
            }
            let first = self.tokens.len();
            let mark = hash(run.codes, run.breaks());
            if !self.seen.has(mark) {
                if !self.scratch.scan(self.lexicon, run, &mut self.tokens) {
                    self.tokens.truncate(first);
                    self.seen.add(mark);
                } else if !run.codes.iter().all(|&c| is_consonant(c)) {
                    doubtful.push(scanned.len());
                }
            }
            scanned.push((k, first..self.tokens.len()));
        }
        let mut out = if runs.foreign { script(text, protected) } else { Vec::new() };
        if !doubtful.is_empty() {
            let profile = *self.profile.get_or_insert_with(|| recognise(self.profiles.len(), text));
            let lines = Lines::new(text, &runs, &scanned, &self.tokens);
            let closed = self.closed(text, protected, doubtful.iter().map(|&d| runs.get(scanned[d].0)));
            for d in doubtful {
                let (k, tokens) = scanned[d].clone();
                self.doubtful(profile, runs.get(k), tokens, &closed, &lines, &mut out);
            }
        }
        self.runs = runs;
        out.sort_by_key(|p: &Proposal| (p.range.start, std::cmp::Reverse(p.range.end)));
        out.dedup_by(|b, a| b.range.start < a.range.end);
        out
    }

    /// What may not be touched in the lines of these runs, sorted and disjoint.
    fn closed<'r>(&self, text: &str, protected: &[Range<usize>], runs: impl Iterator<Item = Run<'r>>) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for run in runs {
            let (first, last) = (run.at[0], run.at[run.codes.len()]);
            match places.last_mut() {
                Some(place) if first < place.end => {
                    if last > place.end {
                        place.end = line_end(text, last);
                    }
                }
                _ => places.push(text[..first].rfind('\n').map_or(0, |i| i + 1)..line_end(text, last)),
            }
        }
        let mut closed: Vec<Range<usize>> = protected.to_vec();
        for place in places {
            closed.extend(self.protector.find(&text[place.clone()]).into_iter().map(|r| r.start + place.start..r.end + place.start));
        }
        merge(closed)
    }

    /// Reads a run with suspects, less what is closed.
    fn doubtful(
        &mut self,
        profile: usize,
        run: Run,
        tokens: Range<usize>,
        closed: &[Range<usize>],
        lines: &Lines,
        out: &mut Vec<Proposal>,
    ) {
        let span = run.at[0]..run.at[run.codes.len()];
        let first = closed.partition_point(|r| r.end <= span.start);
        if closed.get(first).is_none_or(|r| r.start >= span.end) {
            let tokens = self.tokens[tokens].to_vec();
            return self.part(profile, run, &tokens, lines, out);
        }
        let mut parts = std::mem::take(&mut self.parts);
        parts.read(lines.text, span, &closed[first..]);
        let mut tokens = Vec::new();
        for k in 0..parts.len() {
            tokens.clear();
            if self.scratch.scan(self.lexicon, parts.get(k), &mut tokens) {
                self.part(profile, parts.get(k), &tokens, lines, out);
            }
        }
        self.parts = parts;
    }

    fn part(&mut self, profile: usize, run: Run, tokens: &[Token], lines: &Lines, out: &mut Vec<Proposal>) {
        if run.codes.iter().all(|&c| is_consonant(c)) {
            return;
        }
        mark_open(&mut self.open, run.codes.len(), tokens);
        for window in windows(tokens, 8) {
            for choice in self.decode(profile, run, window) {
                out.extend(accept(run, &choice, lines));
            }
        }
    }

    /// The choices in a window; a window seen before is looked up.
    fn decode(&mut self, profile: usize, run: Run, (from, to): (usize, usize)) -> Vec<Choice> {
        let n = run.codes.len();
        let mut key = Vec::with_capacity(3 * (to - from) + 4);
        key.extend_from_slice(&run.codes[from..to]);
        key.extend((from..=to).map(|i| u8::from(self.open.get(i).copied().unwrap_or(true))));
        key.extend((from..=to).map(|i| if i > 0 && i < n { (run.at[i] - run.at[i - 1]).min(255) as u8 } else { 0 }));
        key.extend([u8::from(to == n), u8::from(run.codes.get(to).is_some_and(|&c| leans(c)))]);
        key.push(profile as u8);
        let mark = hash(&key, profile as u64 + 1);
        if self.seen.has(mark) {
            return Vec::new();
        }
        let known = self.memo.get(mark, &key, |known| known.iter().map(|c| c.moved(from as isize)).collect());
        if let Some(known) = known {
            return known;
        }
        let choices = self.decoder.decode((self.lexicon, &self.profiles[profile]), run, &self.open, (from, to));
        if choices.is_empty() {
            self.seen.add(mark);
        } else {
            self.memo.add(mark, key, choices.iter().map(|c| c.moved(-(from as isize))).collect());
        }
        choices
    }
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i)
}

/// Sorts ranges and joins those that meet.
pub(super) fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| r.start);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Letters of another script between Thai letters.
fn script(text: &str, protected: &[Range<usize>]) -> Vec<Proposal> {
    let mut out = Vec::new();
    if !text.chars().any(|c| foreign(c).is_some()) {
        return out;
    }
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        if let Some(like) = foreign(c)
            && [before, next].into_iter().flatten().any(|c| code(c).is_some())
            && !protected.iter().any(|r| r.start < at + c.len_utf8() && at < r.end)
        {
            let range = at..at + c.len_utf8();
            out.push(Proposal { range, after: letter(like).to_string(), rule: "script", confidence: 0.99, sure: true });
            before = Some(letter(like));
        } else {
            before = Some(c);
        }
    }
    out
}

/// The recogniser that made the text, as the number of its profile: ที without its mark, against ที่ with it, tells one from another.
pub(super) fn recognise(profiles: usize, text: &str) -> usize {
    let (mut bare, mut marked) = (0, 0);
    for at in memchr::memmem::find_iter(text.as_bytes(), "ที") {
        let rest = &text[at + 6..];
        if rest.starts_with('่') {
            marked += 1;
        } else if rest.chars().next().is_some_and(|c| code(c).is_some()) {
            bare += 1;
        }
    }
    let last = profiles - 1;
    let noisy = (bare * 12 > marked + bare && bare >= 2) || {
        let scraps = scraps(text);
        (bare > 0 && scraps >= 3) || scraps >= 6
    };
    if noisy { last } else { last.min(1) }
}

fn accept(run: Run, choice: &Choice, lines: &Lines) -> Option<Proposal> {
    let ops: Vec<Op> = choice.edge.ops().collect();
    let tones = ops.iter().all(|op| op.is_tone(run));
    let (gain, margin) = if tones { (LEAST_GAIN, 2.0) } else { (LETTER_GAIN, 2.5) };
    if choice.alone && choice.edge.len <= 4 && !tones {
        return None;
    }
    let extra = if choice.backed { 0.0 } else { 4.0 };
    if choice.gain < gain || choice.margin < LIKELY {
        return None;
    }
    let junk = lines.share(run.at[choice.edge.start]) < WORST_LINE && choice.edge.len < 6;
    let firm = choice.gain >= gain + extra && choice.margin >= margin && !junk;
    let (range, after) = rewrite(lines.text, run, &ops)?;
    let rule = if tones { "tone" } else { "letter" };
    let confidence = 1.0 - (-choice.margin.min(choice.gain)).exp();
    Some(Proposal { range, after, rule, confidence, sure: firm && confidence >= if tones { SURE_TONE } else { SURE_LETTER } })
}

/// Lone Latin letters, or two or three together: what a page reader makes of specks.
fn scraps(text: &str) -> usize {
    let alone = |w: &&str| (1..=3).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphabetic());
    text.split_ascii_whitespace().filter(alone).count()
}

/// Marks characters in or near a suspect.
fn mark_open(open: &mut Vec<bool>, len: usize, tokens: &[Token]) {
    open.clear();
    open.resize(len, false);
    for token in tokens.iter().filter(|t| t.suspect) {
        open[token.start.saturating_sub(REACH)..(token.end + REACH).min(len)].fill(true);
    }
}

/// How much of each line is known words.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Letters in known words.
    known: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, runs: &Runs, scanned: &[(usize, Range<usize>)], tokens: &[Token]) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(i, _)| i + 1));
        let mut known = vec![0usize; starts.len()];
        let mut line = 0;
        for (k, range) in scanned {
            let run = runs.get(*k);
            if range.is_empty() {
                // All of it is known words.
                for &at in &run.at[..run.codes.len()] {
                    while starts.get(line + 1).is_some_and(|&s| s <= at) {
                        line += 1;
                    }
                    known[line] += 1;
                }
            }
            for token in &tokens[range.clone()] {
                while starts.get(line + 1).is_some_and(|&s| s <= run.at[token.start]) {
                    line += 1;
                }
                if token.known && token.end - token.start >= 2 {
                    known[line] += token.end - token.start;
                }
            }
        }
        Self { text, starts, known }
    }

    /// The share of the line that holds this place.
    fn share(&self, at: usize) -> f32 {
        let line = self.starts.partition_point(|&s| s <= at) - 1;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let letters = self.text[self.starts[line]..end].chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).count();
        self.known[line] as f32 / letters.max(1) as f32
    }
}
