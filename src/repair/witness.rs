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
use super::seen::hash;
use super::slots::channel;
use std::collections::HashMap;
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

/// What stands there is no word: one good copy is enough.
const BROKEN: Bar = Bar { channel: 20.0, same: 14, gain: 2.0, votes: -9.0 };
/// Both are words, and one a likely misreading of the other: more copies decide.
const MISREAD: Bar = Bar { channel: 10.0, same: 20, gain: -5.5, votes: 1.0 };
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
        let (at, chars) = text.char_indices().filter(|(_, c)| !c.is_whitespace()).unzip();
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
    let mut judge = Judge { lexicon, profile, stream: &stream, places: &places, scratch: Scratch::default() };
    let mut found = Vec::new();
    for at in BEFORE..stream.chars.len() {
        for &other in places.get(&key(&stream.chars[at - BEFORE..at])).into_iter().flatten().take_while(|&&o| o < at) {
            if let Some(difference) = differ(&stream, at, other) {
                found.extend(judge.proposal(&difference));
            }
        }
    }
    found.sort_by(|a: &Proposal, b| {
        (a.range.start, b.confidence).partial_cmp(&(b.range.start, a.confidence)).unwrap_or(std::cmp::Ordering::Equal)
    });
    found.dedup_by(|b, a| b.range.start < a.range.end);
    found
}

fn key(chars: &[char]) -> u64 {
    let mut bytes = [0; 4 * BEFORE];
    for (slot, c) in bytes.chunks_exact_mut(4).zip(chars) {
        slot.copy_from_slice(&(*c as u32).to_le_bytes());
    }
    hash(&bytes, 0)
}

/// Where each beginning ends that stands in the text twice or more.
fn places(stream: &Stream) -> HashMap<u64, Vec<usize>> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for at in BEFORE..stream.chars.len() {
        places.entry(key(&stream.chars[at - BEFORE..at])).or_default().push(at);
    }
    places.retain(|_, list| (2..=MOST_PLACES).contains(&list.len()));
    places
}

/// The difference that begins at two places, if the copies soon agree again.
fn differ(stream: &Stream, here: usize, there: usize) -> Option<Difference> {
    let n = stream.chars.len();
    if here + AFTER > n || stream.chars[here] == stream.chars[there] {
        return None;
    }
    let pairs = (1..=2 * LONGEST).flat_map(|sum| (0..=sum).map(move |a| (a, sum - a))).filter(|&(a, b)| a.max(b) <= LONGEST);
    for (a, b) in pairs {
        let (x, y) = (here + a, there + b);
        if x + AFTER <= n && y + AFTER <= n && stream.chars[x..x + AFTER] == stream.chars[y..y + AFTER] {
            let same = stream.same_before(here, there) + stream.same_after(x, y);
            return Some(Difference { here: here..x, there: there..y, same });
        }
    }
    None
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
    places: &'a HashMap<u64, Vec<usize>>,
    scratch: Scratch,
}

impl Judge<'_> {
    /// The change of one of the two copies, if the other is a good witness.
    fn proposal(&mut self, difference: &Difference) -> Option<Proposal> {
        let Difference { here, there, same } = difference;
        let (a, b) = (self.stream.codes(here.clone())?, self.stream.codes(there.clone())?);
        let votes = self.copies(there) as f32 - self.copies(here) as f32;
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
        let channel = channel(self.profile, &right, &read);
        let holds = |bar: &Bar| channel <= bar.channel && *same >= bar.same && gain >= bar.gain && votes >= bar.votes;
        let fits = if was.broken {
            !is.broken && holds(&BROKEN) && read.len().abs_diff(right.len()) <= 2
        } else if right.len() < read.len() {
            let completes = is.part && (!was.part || channel <= SWAPPED) && right.len() + 1 == read.len();
            completes && holds(&COMPLETED) && !self.is_place(wrong)
        } else {
            let completes = is.part && (!was.part || channel <= SWAPPED) && !(read.is_empty() && self.is_common(&right));
            !self.is_place(wrong) && (holds(&MISREAD) || completes && (holds(&OUTVOTED) || holds(&COMPLETED)))
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

    /// How many places of the text read as this one, from what stands before to what stands after.
    fn copies(&self, range: &Range<usize>) -> usize {
        let chars = &self.stream.chars;
        let Some(end) = chars.get(range.start..range.end + AFTER) else { return 0 };
        let places = self.places.get(&key(&chars[range.start - BEFORE..range.start]));
        places.into_iter().flatten().filter(|&&p| chars.get(p..p + end.len()) == Some(end)).count()
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
