//! Evidence inside the file: where a passage stands twice and its copies differ in a few letters, one may mend the other.
//!
//! Letterhead and signature, cover and forwarded letter, two copies of one circular: what surrounds the difference is the
//! same in both, so that it is known which words should stand there. The copy whose words are likelier, or that more
//! copies agree with, is the witness. Names, numbers and places are left as they are.

use super::Proposal;
use super::confusion::Profile;
use super::lattice::{Scratch, Token};
use super::lexicon::Lexicon;
use super::run::{Run, code, leans};
use std::ops::Range;

/// Letters that must agree before a difference.
const BEFORE: usize = 6;
/// Letters that must agree after it.
const AFTER: usize = 5;
/// The longest difference.
const LONGEST: usize = 8;
/// Agreement beyond this many letters on a side tells nothing more.
const FAR: usize = 48;
/// A beginning that stands in more places than this is a set phrase with many ends.
const MOST_PLACES: usize = 24;
/// Letters around a difference that tell how likely its words are.
const AROUND: usize = 14;
/// What a copy that agrees counts, in nats.
const COPY: f32 = 1.5;
/// Words before names of places.
const PLACES: [&str; 8] = ["ตำบล", "อำเภอ", "จังหวัด", "บ้าน", "เทศบาล", "แขวง", "เขต", "ถนน"];

/// How far a difference may be believed.
struct Bar {
    /// The misreading costs no more.
    channel: f32,
    /// So many letters around it agree.
    same: usize,
    /// The words of the witness are so much likelier.
    gain: f32,
    /// So many more copies agree with the witness.
    votes: f32,
}

/// What stands there is no word: one good copy is enough. No bar asks for fewer letters that agree.
const BROKEN: Bar = Bar { channel: 20.0, same: 14, gain: 2.0, votes: -9.0 };
/// Both are words, and one a likely misreading of the other: more copies decide.
const MISREAD: Bar = Bar { channel: 10.0, same: 20, gain: -5.5, votes: 1.0 };
/// Both are words, one letter differs, and the words of the witness are far likelier: more copies decide.
const LIKELIER: Bar = Bar { channel: 16.0, same: 14, gain: 8.0, votes: 1.0 };
/// Both are words, and what is missing here completes a longer word there.
const OUTVOTED: Bar = Bar { channel: 60.0, same: 40, gain: -5.0, votes: 1.0 };
/// As `OUTVOTED`, where each stands once: a whole passage must agree.
const COMPLETED: Bar = Bar { channel: 60.0, same: 64, gain: 2.5, votes: 0.0 };

/// One part of a word may be taken for another at this cost.
const SWAPPED: f32 = 26.0;
/// A word that costs less may be added by a writer, in one copy and not in the other.
const COMMON: f32 = 10.6;

/// The characters of a text without white space.
struct Stream<'t> {
    text: &'t str,
    chars: Vec<char>,
    at: Vec<usize>,
}

impl<'t> Stream<'t> {
    fn new(text: &'t str) -> Self {
        // most characters are Thai
        let (mut chars, mut at) = (Vec::with_capacity(text.len() / 2), Vec::with_capacity(text.len() / 2));
        for (i, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            chars.push(c);
            at.push(i);
        }
        Self { text, chars, at }
    }

    /// The Thai letters of a stretch; `None` if anything else stands in it.
    fn codes(&self, range: Range<usize>) -> Option<Vec<u8>> {
        self.chars[range].iter().map(|&c| code(c)).collect()
    }

    /// The Thai letters right before a place.
    fn before(&self, at: usize) -> Vec<u8> {
        let mut codes: Vec<u8> = self.chars[at.saturating_sub(AROUND)..at].iter().rev().map_while(|&c| code(c)).collect();
        codes.reverse();
        codes
    }

    /// The Thai letters right after a place.
    fn after(&self, at: usize) -> Vec<u8> {
        self.chars[at..].iter().take(AROUND).map_while(|&c| code(c)).collect()
    }

    fn same_before(&self, a: usize, b: usize) -> usize {
        (1..=a.min(b).min(FAR)).take_while(|&k| self.chars[a - k] == self.chars[b - k]).count()
    }

    fn same_after(&self, a: usize, b: usize) -> usize {
        self.chars[a..].iter().zip(&self.chars[b..]).take(FAR).take_while(|(x, y)| x == y).count()
    }
}

/// A place where two copies differ: what stands in each, and how many letters around agree.
struct Difference {
    here: Range<usize>,
    there: Range<usize>,
    same: usize,
}

/// Changes that copies of a passage in the same text testify for, sorted and disjoint.
pub(super) fn find(lexicon: &Lexicon, profile: &Profile, text: &str) -> Vec<Proposal> {
    let stream = Stream::new(text);
    let places = places(&stream);
    let mut judge = Judge { lexicon, profile, stream: &stream, scratch: Scratch::default() };
    let mut found = Vec::new();
    for (at, other, copies) in pairs(&stream, &places) {
        if let Some(difference) = differ(&stream, at, other) {
            found.extend(judge.proposal(&difference, copies));
        }
    }
    found.sort_by(|a: &Proposal, b| {
        (a.range.start, b.confidence).partial_cmp(&(b.range.start, a.confidence)).unwrap_or(std::cmp::Ordering::Equal)
    });
    found.dedup_by(|b, a| b.range.start < a.range.end);
    found
}

/// Places with what stands before them, as one number.
type Places = [(u64, usize)];

/// Bits of a character: Thai and ASCII have numbers of their own, others share some.
const BITS: usize = 10;

fn bits(c: char) -> u64 {
    match u64::from(c) {
        c @ 0..0x80 => c,
        c @ 0xE00..0xE80 => c - 0xE00 + 0x80,
        c => 0x100 + c % 0x300,
    }
}

/// What stands before each place from `BEFORE` on, as one number.
fn keys(stream: &Stream) -> Vec<u64> {
    let all = (1 << (BITS * BEFORE)) - 1;
    let mut last = 0;
    let mut keys = Vec::with_capacity(stream.chars.len());
    for &c in &stream.chars[..stream.chars.len().saturating_sub(1)] {
        last = (last << BITS | bits(c)) & all;
        keys.push(last);
    }
    keys.drain(..keys.len().min(BEFORE - 1));
    keys
}

/// The places after each beginning that stands in the text twice or more, those of one beginning together and in order.
fn places(stream: &Stream) -> Vec<(u64, usize)> {
    // most beginnings stand there once: a sieve passes on only those whose slot was met before
    let slots = (8 * stream.chars.len()).next_power_of_two();
    let slot = |key: u64| key.wrapping_mul(0x9E37_79B9_7F4A_7C15) as usize >> 20 & (slots - 1);
    let (mut met, mut again) = (vec![0u64; slots.div_ceil(64)], vec![0u64; slots.div_ceil(64)]);
    let keys = keys(stream);
    for &key in &keys {
        let (word, bit) = (slot(key) / 64, 1 << (slot(key) % 64));
        again[word] |= met[word] & bit;
        met[word] |= bit;
    }
    let twice = |key: u64| again[slot(key) / 64] >> (slot(key) % 64) & 1 == 1;
    let mut places: Vec<(u64, usize)> = keys.into_iter().zip(BEFORE..).filter(|p| twice(p.0)).collect();
    places.sort_unstable();
    places
}

/// Places that go on differently after the same beginning, the later one first, with all places after it; in order.
fn pairs<'p>(stream: &Stream, places: &'p Places) -> Vec<(usize, usize, &'p Places)> {
    let mut pairs = Vec::new();
    for copies in places.chunk_by(|a, b| a.0 == b.0).filter(|c| (2..=MOST_PLACES).contains(&c.len())) {
        for (k, &(_, at)) in copies.iter().enumerate() {
            let others = copies[..k].iter().map(|c| c.1).filter(|&o| stream.chars[o] != stream.chars[at]);
            pairs.extend(others.map(|o| (at, o, copies)));
        }
    }
    pairs.sort_unstable_by_key(|p| (p.0, p.1));
    pairs
}

/// The difference that begins at two places, if the copies soon agree again.
fn differ(stream: &Stream, here: usize, there: usize) -> Option<Difference> {
    // behind the text stand signs that agree with none
    let ahead = |at: usize, pad: u32| {
        let mut ahead = [pad; LONGEST + AFTER];
        ahead.iter_mut().zip(&stream.chars[at..]).for_each(|(sign, &c)| *sign = u32::from(c));
        ahead
    };
    let (x, y) = (ahead(here, u32::MAX), ahead(there, u32::MAX - 1));
    let agree = |a: usize, b: usize| x[a] == y[b] && x[a + 1..a + AFTER] == y[b + 1..b + AFTER];
    // the least letters on both sides after which five agree
    let (sum, a) = (0..=2 * LONGEST).find_map(|sum| {
        let a = (sum.saturating_sub(LONGEST)..=sum.min(LONGEST)).find(|&a| agree(a, sum - a))?;
        Some((sum, a))
    })?;
    let (x, y) = (here + a, there + sum - a);
    let same = stream.same_before(here, there) + stream.same_after(x, y);
    (same >= BROKEN.same).then_some(Difference { here: here..x, there: there..y, same })
}

/// What a reading does to the words around it.
struct Weight {
    /// What they cost.
    cost: f32,
    /// Something is no word.
    broken: bool,
    /// The letters belong to a longer word.
    part: bool,
}

struct Judge<'a> {
    lexicon: &'a Lexicon,
    profile: &'a Profile,
    stream: &'a Stream<'a>,
    scratch: Scratch,
}

impl Judge<'_> {
    /// The change of one of the two copies, if the other is a good witness. `places` are all after the same beginning.
    fn proposal(&mut self, difference: &Difference, places: &Places) -> Option<Proposal> {
        let Difference { here, there, same } = difference;
        let (a, b) = (self.stream.codes(here.clone())?, self.stream.codes(there.clone())?);
        let votes = self.copies(there, places) as f32 - self.copies(here, places) as f32;
        let (x, y) = (self.weigh(here, &a), self.weigh(here, &b));
        let gain = x.cost - y.cost;
        let forth = match (x.broken, y.broken) {
            (true, false) => true,
            (false, true) => false,
            (false, false) if votes != 0.0 => votes > 0.0,
            _ => gain > 0.0,
        };
        let (wrong, read, right, gain, votes, was, is) =
            if forth { (here, a, b, gain, votes, x, y) } else { (there, b, a, -gain, -votes, y, x) };
        let channel = self.profile.channel(&right, &read);
        let holds = |bar: &Bar| channel <= bar.channel && *same >= bar.same && gain >= bar.gain && votes >= bar.votes;
        let fits = if was.broken {
            !is.broken && holds(&BROKEN) && read.len().abs_diff(right.len()) <= 2
        } else if right.len() < read.len() {
            let completes = is.part && (!was.part || channel <= SWAPPED) && right.len() + 1 == read.len();
            completes && holds(&COMPLETED) && !self.is_place(wrong)
        } else {
            let completes = is.part && (!was.part || channel <= SWAPPED) && !(read.is_empty() && self.is_common(&right));
            let letter = right.len() == 1 && read.len() == 1;
            !self.is_place(wrong) && (holds(&MISREAD) || letter && holds(&LIKELIER) || completes && (holds(&OUTVOTED) || holds(&COMPLETED)))
        };
        if !fits {
            return None;
        }
        self.change(wrong, &right, gain + COPY * votes)
    }

    /// Whether these letters alone are words that may as well stand here as not.
    fn is_common(&mut self, codes: &[u8]) -> bool {
        codes.len() > 1 && self.scratch.cost(self.lexicon, codes) < COMMON
    }

    /// Whether a place name stands here, that may differ from copy to copy.
    fn is_place(&self, place: &Range<usize>) -> bool {
        let before: String = self.stream.chars[place.start.saturating_sub(AROUND)..place.start].iter().collect();
        PLACES.iter().any(|word| before.contains(word))
    }

    /// How many of the places read as this one, up to what stands after it.
    fn copies(&self, range: &Range<usize>, places: &Places) -> usize {
        let chars = &self.stream.chars;
        let Some(end) = chars.get(range.start..range.end + AFTER) else { return 0 };
        places.iter().filter(|p| chars.get(p.1..p.1 + end.len()) == Some(end)).count()
    }

    /// What it means for the words if `middle` stands in this place.
    fn weigh(&mut self, place: &Range<usize>, middle: &[u8]) -> Weight {
        let before = self.stream.before(place.start);
        let codes = [&before[..], middle, &self.stream.after(place.end)].concat();
        let at: Vec<usize> = (0..=codes.len()).map(|i| 3 * i).collect();
        let mut tokens: Vec<Token> = Vec::new();
        self.scratch.scan(self.lexicon, Run { codes: &codes, at: &at }, &mut tokens);
        let (from, to) = (before.len(), before.len() + middle.len());
        Weight {
            cost: tokens.iter().map(|t| t.cost).sum(),
            broken: tokens.iter().any(|t| t.start <= to && from <= t.end && !t.known),
            part: tokens.iter().any(|t| t.start < to && from < t.end && (t.start < from || t.end > to)),
        }
    }

    /// The change as whole letter clusters, so that it is never empty.
    fn change(&self, wrong: &Range<usize>, right: &[u8], gain: f32) -> Option<Proposal> {
        let stream = self.stream;
        let (mut start, mut end) = (wrong.start, wrong.end);
        if start == end {
            start -= 1;
        }
        let leaning = |at: usize| stream.chars.get(at).and_then(|&c| code(c)).is_some_and(leans);
        while start > 0 && leaning(start) {
            start -= 1;
        }
        while leaning(end) {
            end += 1;
        }
        let range = stream.at[start]..stream.at[end - 1] + stream.chars[end - 1].len_utf8();
        // A blank inside would be lost.
        if range.len() != stream.chars[start..end].iter().map(|c| c.len_utf8()).sum::<usize>() {
            return None;
        }
        let letters = right.iter().map(|&c| super::run::letter(c));
        let after: String =
            stream.chars[start..wrong.start].iter().copied().chain(letters).chain(stream.chars[wrong.end..end].iter().copied()).collect();
        let confidence = (1.0 - (-gain.max(0.0) - 3.0).exp()).min(0.99);
        (after != stream.text[range.clone()]).then_some(Proposal { range, after, rule: "witness", confidence, sure: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::compose::apply;
    use super::*;

    fn mend(text: &str) -> String {
        let lexicon = Lexicon::embedded().expect("lexicon");
        let profile = Profile::from_toml(include_str!("../../rules/repair/profiles/vlm.toml"), &[]).expect("profile");
        apply(text, &find(&lexicon, &profile, text))
    }

    #[test]
    fn a_good_copy_mends_what_is_no_word() {
        let text = "เรื่อง โครงการพัฒนาแหล่งเรียนรู้ของชุมชน\n\nตามโครงการพัฒนาแหล่งเรืยนรู้ของชุมชน นั้น";
        assert_eq!(mend(text), text.replace("เรืยน", "เรียน"));
    }

    #[test]
    fn more_copies_outvote_one() {
        let line = "งบประมาณโครงการก่อสร้างและขยายถนนสายหลักของชุมชน\n\n";
        let wrong = line.replace("ขยาย", "ขาย");
        assert_eq!(mend(&[line, &wrong, line].concat()), line.repeat(3));
        assert_eq!(mend(&[line, &wrong].concat()), [line, &wrong].concat(), "one against one proves nothing");
    }

    #[test]
    fn a_likelier_phrase_that_stands_twice_mends_a_letter() {
        let line = |word: &str| format!("เพื่อให้หน่วยงานจัด{word}สาธารณะอย่างทั่วถึง\n\n");
        let all = |word: &str| [line("บริการ"), format!("มีการจัด{word}สาธารณะในพื้นที่\n\n"), line("บริการ")].concat();
        assert_eq!(mend(&all("บริหาร")), all("บริการ"));
    }

    #[test]
    fn a_word_that_a_writer_may_add_stays() {
        let text = "จึงเห็นควรเสนอผู้อำนวยการสำนักเพื่อโปรดพิจารณา จึงเห็นควรเสนอรองผู้อำนวยการสำนักเพื่อโปรดพิจารณา";
        assert_eq!(mend(&text.repeat(3)), text.repeat(3));
    }

    #[test]
    fn places_and_numbers_stay() {
        let text = "อำเภอเมือง จังหวัดตาก ได้รายงานผลการดำเนินงานแล้ว 12 แห่ง\n";
        let other = text.replace("ตาก", "ตราด").replace("12", "72");
        let all = [text, text, &other].concat();
        assert_eq!(mend(&all), all);
    }
}
