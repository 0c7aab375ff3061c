//! Which choices become proposals.

use super::Proposal;
use super::candidates::Op;
use super::confusion::Profile;
use super::decide::{Choice, Decoder, LEAST_GAIN, LETTER_GAIN, rewrite};
use super::lattice::{Scratch, Token, windows};
use super::lexicon::Lexicon;
use super::protect::Protector;
use super::run::{Run, Runs, code, foreign, is_consonant, is_impossible, leans, letter};
use super::seen::Seen;
use super::witness;
use crate::memo::{Memo, hash};
use crate::rules::table::{Files, RuleError};
use std::ops::Range;

/// One text under repair, pass after pass.
pub(super) struct Judge<'a> {
    pub lexicon: &'a Lexicon,
    pub profiles: &'a [Profile],
    pub protector: &'a Protector,
    pub seen: &'a Seen,
    margins: &'a Margins,
    /// The recogniser that made the text, once it is known: its number.
    profile: Option<usize>,
    /// What the text looks like as it now is.
    look: Option<usize>,
    scratch: Scratch,
    decoder: Decoder,
    runs: Runs,
    parts: Runs,
    tokens: Vec<Token>,
    /// Places count from the window's start.
    memo: &'a Memo<Vec<Choice>>,
    open: Vec<bool>,
}

/// So many letters from a suspect an error may lie.
const REACH: usize = 3;
/// A choice that lies less ahead of others is not even likely.
const LIKELY: f32 = 1.0;
/// Letters and marks of a name or of a surname, but for a few.
const LONGEST_NAME: usize = 11;
/// Lines with less than this share of letters in known words are junk.
const WORST_LINE: f32 = 0.5;
/// So many letters in a row that are part of no word are more than a name or a slip.
const BROKEN: usize = 3;
/// A text with such a row for this many letters is a rough page of the noisiest recogniser, if there are some of them.
const LETTERS_A_BREAK: usize = 250;
/// As [`LETTERS_A_BREAK`]: fewer say nothing.
const LEAST_BREAKS: usize = 3;

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

/// What a first look at a run shows.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// All of it is words that nothing speaks against.
    Clean,
    Doubtful,
    /// Letters in a row are part of no word: see [`BROKEN`].
    Broken,
}

impl State {
    const ALL: [Self; 3] = [Self::Clean, Self::Doubtful, Self::Broken];
}

/// How often letters in a row are part of no word: see [`BROKEN`].
fn breaks(tokens: &[Token]) -> usize {
    let mut row = 0;
    let ends = tokens.iter().filter(|t| {
        let before = row;
        row = if t.known { 0 } else { row + t.end - t.start };
        before < BROKEN && row >= BROKEN
    });
    ends.count()
}

impl<'a> Judge<'a> {
    pub fn new(
        lexicon: &'a Lexicon,
        profiles: &'a [Profile],
        protector: &'a Protector,
        (seen, memo): (&'a Seen, &'a Memo<Vec<Choice>>),
        margins: &'a Margins,
    ) -> Self {
        Self {
            lexicon,
            profiles,
            protector,
            seen,
            margins,
            profile: None,
            look: None,
            scratch: Scratch::default(),
            decoder: Decoder::default(),
            runs: Runs::default(),
            parts: Runs::default(),
            tokens: Vec::new(),
            memo,
            open: Vec::new(),
        }
    }

    /// The number of the noisiest recogniser's profile; before it stands that for texts that may be its work, behind it that
    /// for its rough pages.
    fn noisiest(&self) -> usize {
        self.profiles.len().saturating_sub(2)
    }

    /// Whether the text is the work of the noisiest recogniser; `known` says that it is known to be.
    pub fn look(&mut self, text: &str, known: bool) -> bool {
        let look = self.recognise(text);
        if known {
            self.profile = Some(look.max(self.noisiest()));
        }
        known || look >= self.noisiest()
    }

    /// The recogniser that the text looks like, as its number; the text is the same until [`Self::forget`].
    fn recognise(&mut self, text: &str) -> usize {
        if let Some(look) = self.look {
            return look;
        }
        let rough = self.profiles.len() - 1;
        let look = match is_noisy(text) {
            _ if rough == 0 => 0,
            // names alone make no rough page
            false if !is_torn(text) => 0,
            _ if self.is_broken(text) => rough,
            true => self.noisiest(),
            false => self.noisiest() - 1,
        };
        self.look = Some(look);
        look
    }

    /// Whether so much of a text is no words that it must be a rough page of the noisiest recogniser.
    fn is_broken(&mut self, text: &str) -> bool {
        let mut runs = std::mem::take(&mut self.runs);
        runs.read(text, 0..text.len(), &[]);
        let (mut letters, mut count) = (0, 0);
        for k in 0..runs.len() {
            let run = runs.get(k);
            letters += run.codes.len();
            if self.state(run) == State::Broken {
                self.tokens.clear();
                self.scratch.scan(self.lexicon, run, &mut self.tokens);
                count += breaks(&self.tokens);
            }
        }
        self.runs = runs;
        count >= LEAST_BREAKS && count * LETTERS_A_BREAK >= letters
    }

    /// Another text than before is read from now on.
    pub fn forget(&mut self) {
        self.look = None;
    }

    /// Whether the text, now mended, looks like the work of another recogniser than before; that one is taken from now on.
    pub fn doubts(&mut self, text: &str) -> bool {
        let now = self.recognise(text);
        let other = self.profile.is_some_and(|was| was != now);
        if other {
            self.profile = Some(now);
        }
        other
    }

    /// What copies of a passage testify for, less what is closed.
    pub fn witnesses(&mut self, text: &str, protected: &[Range<usize>]) -> Vec<Proposal> {
        let profile = self.profile.unwrap_or_else(|| self.recognise(text));
        // a text at rest is read once more
        let mark = hash(text.as_bytes(), profile as u64);
        if self.seen.has(mark) {
            return Vec::new();
        }
        let mut found = witness::find(self.lexicon, &self.profiles[profile], text);
        if found.is_empty() {
            self.seen.add(mark);
        }
        let lines = super::lines_of(text, &found.iter().map(|p| p.range.clone()).collect::<Vec<_>>());
        let names = lines
            .into_iter()
            .flat_map(|l| self.protector.find(&text[l.clone()]).into_iter().map(move |r| r.start + l.start..r.end + l.start));
        let closed = merge(protected.iter().cloned().chain(names).collect());
        found.retain(|p| closed.get(closed.partition_point(|r| r.end <= p.range.start)).is_none_or(|r| r.start >= p.range.end));
        found
    }

    /// One pass over the text, or over the runs that meet the lines of `only`. `protected` is sorted.
    pub fn propose(&mut self, text: &str, protected: &[Range<usize>], only: Option<&[Range<usize>]>) -> Vec<Proposal> {
        let mut runs = std::mem::take(&mut self.runs);
        runs.read(text, 0..text.len(), protected);
        let mut scanned: Vec<(usize, bool)> = Vec::with_capacity(runs.len());
        let mut doubtful = Vec::new();
        for k in 0..runs.len() {
            let run = runs.get(k);
            let (start, end) = (run.at[0], run.at[run.codes.len()]);
            if only.is_some_and(|only| !only.iter().any(|r| r.start < end && start < r.end)) {
                continue;
            }
            let clean = self.state(run) == State::Clean;
            if !clean && !run.codes.iter().all(|&c| is_consonant(c)) {
                doubtful.push(k);
            }
            scanned.push((k, clean));
        }
        let mut out = if runs.foreign { script(text, protected) } else { Vec::new() };
        if !doubtful.is_empty() {
            let profile = self.profile.unwrap_or_else(|| self.recognise(text));
            self.profile = Some(profile);
            let mut lines = Lines { text, lexicon: self.lexicon, runs: &runs, scanned: &scanned, scratch: Scratch::default(), last: None };
            for (place, doubtful) in places(text, &runs, &doubtful) {
                self.place(profile, place, doubtful, protected, &mut lines, &mut out);
            }
        }
        self.runs = runs;
        out.sort_by_key(|p: &Proposal| (p.range.start, std::cmp::Reverse(p.range.end)));
        out.dedup_by(|b, a| b.range.start < a.range.end);
        out
    }

    /// What a first look at a run shows; runs seen before are known.
    fn state(&mut self, run: Run) -> State {
        let mark = hash(run.codes, run.breaks());
        if let Some(known) = State::ALL.into_iter().find(|&s| self.seen.has(mark.rotate_left(s as u32))) {
            return known;
        }
        self.tokens.clear();
        let any = self.scratch.scan(self.lexicon, run, &mut self.tokens);
        let state = match (any, breaks(&self.tokens)) {
            (false, _) => State::Clean,
            (true, 0) => State::Doubtful,
            _ => State::Broken,
        };
        self.seen.add(mark.rotate_left(state as u32));
        state
    }

    /// Reads the doubtful runs of whole lines, less what is closed. Lines that led to no choice are not read again.
    fn place(
        &mut self,
        profile: usize,
        place: Range<usize>,
        doubtful: &[usize],
        protected: &[Range<usize>],
        lines: &mut Lines,
        out: &mut Vec<Proposal>,
    ) {
        let text = &lines.text[place.clone()];
        let mark = doubtful.iter().fold(hash(text.as_bytes(), profile as u64), |sum, &k| {
            let run = lines.runs.get(k);
            let ends = [run.at[0], run.at[run.codes.len()]].map(|at| at - place.start);
            hash(&ends.map(usize::to_le_bytes).concat(), sum)
        });
        let mut closed: Vec<_> = protected.iter().filter(|r| r.start < place.end && place.start < r.end).cloned().collect();
        let free = closed.is_empty();
        if free && self.seen.has(mark) {
            return;
        }
        closed.extend(self.protector.find(text).into_iter().map(|r| r.start + place.start..r.end + place.start));
        let closed = merge(closed);
        let runs = lines.runs;
        let read = doubtful.iter().filter(|&&k| self.doubtful(profile, runs.get(k), &closed, lines, out)).count();
        if free && read == 0 {
            self.seen.add(mark);
        }
    }

    /// Reads a run with suspects, less what is closed. Whether there was a choice.
    fn doubtful(&mut self, profile: usize, run: Run, closed: &[Range<usize>], lines: &mut Lines, out: &mut Vec<Proposal>) -> bool {
        let span = run.at[0]..run.at[run.codes.len()];
        let first = closed.partition_point(|r| r.end <= span.start);
        if closed.get(first).is_none_or(|r| r.start >= span.end) {
            return self.part(profile, run, lines, out);
        }
        let mut parts = std::mem::take(&mut self.parts);
        parts.read(lines.text, span, &closed[first..]);
        let read = (0..parts.len()).filter(|&k| self.part(profile, parts.get(k), lines, out)).count();
        self.parts = parts;
        read > 0
    }

    fn is_noisiest(&self, profile: usize) -> bool {
        self.profiles.len() > 1 && profile >= self.noisiest()
    }

    fn part(&mut self, profile: usize, run: Run, lines: &mut Lines, out: &mut Vec<Proposal>) -> bool {
        if run.codes.iter().all(|&c| is_consonant(c)) {
            return false;
        }
        self.tokens.clear();
        if !self.scratch.scan(self.lexicon, run, &mut self.tokens) {
            return false;
        }
        mark_open(&mut self.open, run.codes.len(), &self.tokens);
        let mut read = false;
        for window in windows(&self.tokens, 8) {
            for choice in self.decode(profile, run, window) {
                read = true;
                out.extend(accept(self.margins, run, &choice, lines, !self.is_noisiest(profile)));
            }
        }
        read
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
            self.memo.add(mark, &key, choices.iter().map(|c| c.moved(-(from as isize))).collect());
        }
        choices
    }
}

/// The whole lines that hold doubtful runs, each with its runs.
fn places<'d>(text: &str, runs: &Runs, doubtful: &'d [usize]) -> Vec<(Range<usize>, &'d [usize])> {
    let mut places: Vec<(Range<usize>, &[usize])> = Vec::new();
    let mut from = 0;
    for (n, &k) in doubtful.iter().enumerate() {
        let run = runs.get(k);
        let (first, last) = (run.at[0], run.at[run.codes.len()]);
        match places.last_mut() {
            Some((place, held)) if first < place.end => {
                if last > place.end {
                    place.end = line_end(text, last);
                }
                *held = &doubtful[from..=n];
            }
            _ => {
                from = n;
                let start = text[..first].rfind('\n').map_or(0, |i| i + 1);
                places.push((start..line_end(text, last), &doubtful[n..=n]));
            }
        }
    }
    places
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

/// Whether the noisiest recogniser made the text: ที without its mark, against ที่ with it, tells it from others.
fn is_noisy(text: &str) -> bool {
    let (mut bare, mut marked) = (0, 0);
    for at in memchr::memmem::find_iter(text.as_bytes(), "ที") {
        let rest = &text[at + 6..];
        if rest.starts_with('่') {
            marked += 1;
        } else if rest.chars().next().is_some_and(|c| code(c).is_some()) {
            bare += 1;
        }
    }
    (bare * 12 > marked + bare && bare >= 2) || {
        let scraps = scraps(text);
        (bare > 0 && scraps >= 3) || scraps >= 6
    }
}

/// Whether signs stand as no Thai word has them, or a Latin letter or figure inside a word: no clean text has that.
fn is_torn(text: &str) -> bool {
    let mut before = [' '; 2];
    text.chars().any(|c| {
        let [first, last] = before;
        before = [last, c];
        is_impossible(code(first), code(last), code(c)) || last.is_ascii_alphanumeric() && code(first).is_some() && code(c).is_some()
    })
}

fn accept(margins: &Margins, run: Run, choice: &Choice, lines: &mut Lines, careful: bool) -> Option<Proposal> {
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
    let sure =
        choice.gain >= gain + extra && choice.margin.min(choice.gain) >= margins.of(run, &ops) && !(junk || compound || shorn || name);
    let (range, after) = rewrite(lines.text, run, &ops)?;
    let rule = if tones { "tone" } else { "letter" };
    let confidence = 1.0 - (-choice.margin.min(choice.gain)).exp();
    Some(Proposal { range, after, rule, confidence, sure })
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
    lexicon: &'t Lexicon,
    runs: &'t Runs,
    /// The runs that were looked at, in order, and whether they are clean.
    scanned: &'t [(usize, bool)],
    scratch: Scratch,
    /// The line asked for last, and its share.
    last: Option<(Range<usize>, f32)>,
}

impl Lines<'_> {
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
