//! Reads the doubtful stretches of a text, pass after pass.

use super::Proposal;
use super::accept::{Lines, Margins, accept};
use super::confusion::Profile;
use super::decide::{Choice, Decoder};
use super::lattice::{Scratch, Token, windows};
use super::lexicon::Lexicon;
use super::print::{Own, Print};
use super::protect::{Protector, meets};
use super::recogniser::{is_noisy, is_torn};
use super::run::{Run, Runs, code, foreign, is_consonant, leans, letter};
use super::seen::Seen;
use super::witness;
use crate::memo::{Memo, hash};
use std::ops::Range;
use std::rc::Rc;

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
    /// The profile of the text's own print, if it has one; its number is [`OWN`].
    own: Option<Rc<Own>>,
    /// What the passes over the whole text counted.
    print: Print,
}

/// The number of the profile that holds for one text alone.
const OWN: usize = usize::MAX;

/// Takes the choices of a pass: the run one stands in, the lines of the text, and whether names must be heeded.
type Sink<'s> = &'s mut dyn FnMut(Run, &Choice, &mut Lines, bool);

/// So many letters from a suspect an error may lie.
const REACH: usize = 3;
/// So many letters in a row that are part of no word are more than a name or a slip.
const BROKEN: usize = 3;
/// A text with such a row for this many letters is a rough page of the noisiest recogniser, if there are some of them.
const LETTERS_A_BREAK: usize = 250;
/// As [`LETTERS_A_BREAK`]: fewer say nothing.
const LEAST_BREAKS: usize = 3;

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
            own: None,
            print: Print::default(),
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
        self.pass(None, text, protected, only)
    }

    /// One pass over the text by the profile of its own print, if it has one.
    pub fn reprint(&mut self, text: &str, protected: &[Range<usize>]) -> Vec<Proposal> {
        if self.own.is_some() { self.pass(Some(OWN), text, protected, None) } else { Vec::new() }
    }

    /// Learns what the print of a text does to letters, for [`Self::reprint`]: from the choices of the passes so far, and from
    /// what they then lead to.
    pub fn learn_print(&mut self, text: &str, protected: &[Range<usize>]) {
        let made_by = self.profile.unwrap_or_else(|| self.recognise(text));
        let (base, rough) = (&self.profiles[made_by], self.profiles.len() - 1);
        self.own = self.print.profile(base, (&self.profiles[rough], rough), text).map(Rc::new);
        if self.own.is_some() {
            let mut print = std::mem::take(&mut self.print).made();
            self.read(Some(OWN), text, protected, None, &mut |run, choice, _, _| print.count(run, choice, false));
            self.own = print.profile(base, (base, made_by), text).map(Rc::new);
        }
    }

    fn pass(&mut self, profile: Option<usize>, text: &str, protected: &[Range<usize>], only: Option<&[Range<usize>]>) -> Vec<Proposal> {
        let (margins, mut print, mut out) = (self.margins, std::mem::take(&mut self.print), Vec::new());
        // a change that only another one makes cheap enough is not what comes back
        let own = self.own.clone().filter(|_| profile == Some(OWN));
        let explained = |run: Run, choice: &Choice| own.as_ref().is_none_or(|own| own.explains(run, choice));
        self.read(profile, text, protected, only, &mut |run, choice, lines, careful| {
            let proposal = accept(margins, run, choice, lines, careful).filter(|_| explained(run, choice));
            let made = proposal.as_ref().is_some_and(|p| p.sure);
            if made || only.is_none() {
                print.count(run, choice, made);
            }
            out.extend(proposal);
        });
        self.print = print;
        out.sort_by_key(|p: &Proposal| (p.range.start, std::cmp::Reverse(p.range.end)));
        out.dedup_by(|b, a| b.range.start < a.range.end);
        out
    }

    /// Reads the doubtful runs of a text by a profile, or by that of the recogniser that made it.
    fn read(&mut self, profile: Option<usize>, text: &str, protected: &[Range<usize>], only: Option<&[Range<usize>]>, sink: Sink) {
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
        if !doubtful.is_empty() {
            let made_by = self.profile.unwrap_or_else(|| self.recognise(text));
            self.profile = Some(made_by);
            let mut lines = Lines::new(text, self.lexicon, &runs, &scanned);
            for (place, doubtful) in places(text, &runs, &doubtful) {
                self.place(profile.unwrap_or(made_by), place, doubtful, protected, &mut lines, sink);
            }
        }
        self.runs = runs;
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
        sink: Sink,
    ) {
        let text = &lines.text[place.clone()];
        let mark = doubtful.iter().fold(hash(text.as_bytes(), profile as u64), |sum, &k| {
            let run = lines.runs.get(k);
            let ends = [run.at[0], run.at[run.codes.len()]].map(|at| at - place.start);
            hash(&ends.map(usize::to_le_bytes).concat(), sum)
        });
        let mut closed: Vec<_> = protected.iter().filter(|r| r.start < place.end && place.start < r.end).cloned().collect();
        let free = closed.is_empty() && profile != OWN;
        if free && self.seen.has(mark) {
            return;
        }
        closed.extend(self.protector.find(text).into_iter().map(|r| r.start + place.start..r.end + place.start));
        let closed = merge(closed);
        let runs = lines.runs;
        let read = doubtful.iter().filter(|&&k| self.doubtful(profile, runs.get(k), &closed, lines, sink)).count();
        if free && read == 0 {
            self.seen.add(mark);
        }
    }

    /// Reads a run with suspects, less what is closed. Whether there was a choice.
    fn doubtful(&mut self, profile: usize, run: Run, closed: &[Range<usize>], lines: &mut Lines, sink: Sink) -> bool {
        let span = run.at[0]..run.at[run.codes.len()];
        let first = closed.partition_point(|r| r.end <= span.start);
        if closed.get(first).is_none_or(|r| r.start >= span.end) {
            return self.part(profile, run, lines, sink);
        }
        let mut parts = std::mem::take(&mut self.parts);
        parts.read(lines.text, span, &closed[first..]);
        let read = (0..parts.len()).filter(|&k| self.part(profile, parts.get(k), lines, sink)).count();
        self.parts = parts;
        read > 0
    }

    fn is_noisiest(&self) -> bool {
        self.profiles.len() > 1 && self.profile.is_some_and(|p| p >= self.noisiest())
    }

    fn part(&mut self, profile: usize, run: Run, lines: &mut Lines, sink: Sink) -> bool {
        if run.codes.iter().all(|&c| is_consonant(c)) {
            return false;
        }
        self.tokens.clear();
        if !self.scratch.scan(self.lexicon, run, &mut self.tokens) {
            return false;
        }
        mark_open(&mut self.open, run.codes.len(), &self.tokens);
        let (careful, mut read) = (!self.is_noisiest(), false);
        for window in windows(&self.tokens, 8) {
            for choice in self.decode(profile, run, window) {
                read = true;
                sink(run, &choice, lines, careful);
            }
        }
        read
    }

    /// The choices in a window; a window seen before is looked up.
    fn decode(&mut self, profile: usize, run: Run, (from, to): (usize, usize)) -> Vec<Choice> {
        if let (OWN, Some(own)) = (profile, &self.own) {
            if own.touches(&run.codes[from..to]) {
                return self.decoder.decode((self.lexicon, &own.profile), run, &self.open, (from, to));
            }
            return self.decode(own.otherwise, run, (from, to));
        }
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
pub(super) fn script(text: &str, protected: &[Range<usize>]) -> Vec<Proposal> {
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
            && !meets(protected, &(at..at + c.len_utf8()))
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

/// Marks characters in or near a suspect.
fn mark_open(open: &mut Vec<bool>, len: usize, tokens: &[Token]) {
    open.clear();
    open.resize(len, false);
    for token in tokens.iter().filter(|t| t.suspect) {
        open[token.start.saturating_sub(REACH)..(token.end + REACH).min(len)].fill(true);
    }
}
