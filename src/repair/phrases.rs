//! Set phrases of official letters, as whole phrases: what lies between a right beginning and a right end is known.

use super::Proposal;
use super::confusion::Profile;
use super::judge::merge;
use super::lattice::Scratch;
use super::lexicon::Lexicon;
use super::protect::meets;
use super::run::{Run, code, decode, is_mark, letter};
use crate::rules::table::{Files, RuleError};
use daachorse::DoubleArrayAhoCorasick;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A phrase of `rules/repair/phrases.tsv`.
struct Phrase {
    codes: Vec<u8>,
    /// Only where a line begins.
    line: bool,
    /// Only where what stands is no words, or marks alone differ.
    broken: bool,
    /// At most so many letters may differ.
    most: usize,
    /// As `most`, where the phrase stands right elsewhere in the text.
    witnessed: usize,
    /// So many letters at both ends must stand right.
    ends: usize,
    /// No blank belongs into it.
    solid: bool,
}

/// Finds phrases that were misread.
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    /// Finds beginnings and ends of phrases.
    halves: DoubleArrayAhoCorasick<u32>,
    /// Of which phrases each is a half: `2 k` if it begins phrase `k`, `2 k + 1` if it ends it.
    of: Vec<Vec<usize>>,
    /// Names that are only not to be taken for a phrase.
    others: Others,
}

/// Names of bodies that are no central ones, by the letters they begin with.
#[derive(Default)]
struct Others {
    names: HashMap<[u8; SHORTEST_BODY], Vec<Vec<u8>>>,
    longest: usize,
}

impl Others {
    fn add(&mut self, name: Vec<u8>) {
        self.longest = self.longest.max(name.len());
        if let Some(&beginning) = name.first_chunk() {
            self.names.entry(beginning).or_default().push(name);
        }
    }

    /// Whether one of the names stands right around this place.
    fn hold(&self, letters: &[u8], place: &Range<usize>) -> bool {
        let first = place.end.saturating_sub(self.longest).min(place.start);
        (first..=place.start).any(|at| {
            let names = letters[at..].first_chunk().and_then(|beginning| self.names.get(beginning)).into_iter().flatten();
            names.into_iter().any(|n| at + n.len() >= place.end && letters[at..].starts_with(n))
        })
    }
}

/// Where a half of a phrase stands among the letters.
#[derive(Clone, Copy)]
struct Half {
    phrase: usize,
    begins: bool,
    start: usize,
    end: usize,
}

/// The letters of a text without blanks; other characters are 0.
#[derive(Default)]
pub(super) struct Letters {
    codes: Vec<u8>,
    at: Vec<usize>,
    /// Where a sign of one byte stands between two letters without a blank.
    signs: Vec<usize>,
}

impl Letters {
    /// Takes the letters of a text.
    pub fn read(&mut self, text: &str) {
        self.codes.clear();
        self.at.clear();
        self.signs.clear();
        // most characters are Thai
        self.codes.reserve(text.len() / 2);
        self.at.reserve(text.len() / 2);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (here, byte) = (at, bytes[at]);
            at += 1;
            if byte == 0xE0 {
                at = here + 3;
                self.codes.push(decode(bytes[here + 1], bytes[here + 2]));
                self.at.push(here);
                if let [.., before, sign, _] = self.at[..]
                    && sign + 1 == here
                    && before + 4 == here
                {
                    self.signs.push(self.at.len() - 2);
                }
            } else if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x80..=0xBF) {
                self.codes.push(0);
                self.at.push(here);
            }
        }
    }

    /// Where a sign of one byte stands between two letters without a blank, as numbers of letters.
    pub fn signs(&self) -> &[usize] {
        &self.signs
    }

    /// Where a letter stands in the text.
    pub fn place(&self, k: usize) -> usize {
        self.at[k]
    }

    /// At most so many letters before and behind a sign, up to the next blank or other sign; none if one side is empty.
    pub fn around(&self, k: usize, room: usize) -> Option<(&[u8], &[u8])> {
        let mut from = k;
        while from > 0 && k - from < room && self.codes[from - 1] != 0 && self.at[from] == self.at[from - 1] + 3 {
            from -= 1;
        }
        let mut to = k + 1;
        while to < self.codes.len()
            && to - k <= room
            && self.codes[to] != 0
            && self.at[to] == self.at[to - 1] + if to == k + 1 { 1 } else { 3 }
        {
            to += 1;
        }
        (from < k && to > k + 1).then_some((&self.codes[from..k], &self.codes[k + 1..to]))
    }

    /// From where on the `room` letters before `at` may be of one phrase with those behind: no other sign, and for
    /// headings no other line, stands between.
    fn bounds(&self, text: &str, at: usize, room: usize, line: bool) -> usize {
        let from = at.saturating_sub(room);
        let from = self.codes[from..at].iter().rposition(|&c| c == 0).map_or(from, |k| from + k + 1);
        if !line || from == at {
            return from;
        }
        let begin = text[self.at[from]..self.at[at - 1]].rfind('\n').map_or(0, |k| self.at[from] + k);
        from + self.at[from..at].partition_point(|&k| k < begin)
    }

    /// Whether the phrase in this place makes likelier words of what stands around it.
    fn is_likelier(&self, lexicon: &Lexicon, scratch: &mut Scratch, place: Range<usize>, phrase: &Phrase) -> bool {
        let before = &self.codes[place.start.saturating_sub(AROUND)..place.start];
        let before = &before[before.iter().rposition(|&c| c == 0).map_or(0, |k| k + 1)..];
        let after = &self.codes[place.end..(place.end + AROUND).min(self.codes.len())];
        let after = &after[..after.iter().position(|&c| c == 0).unwrap_or(after.len())];
        let was = [before, &self.codes[place.clone()], after].concat();
        let now = [before, &phrase.codes, after].concat();
        let least = if phrase.line { -HEADING } else { LIKELIER };
        if phrase.broken && !is_broken(lexicon, scratch, &self.codes[place], &phrase.codes) {
            return false;
        }
        scratch.cost(lexicon, &now) + least < scratch.cost(lexicon, &was)
    }
}

/// So many letters on both sides tell whether a phrase fits in.
const AROUND: usize = 14;
/// The phrase must be so much likelier than what stands there, in nats.
const LIKELIER: f32 = 3.0;
/// A heading where a line begins may be so much less likely: its place speaks for it.
const HEADING: f32 = 8.0;
/// Letters of a phrase that begin it, and that end it: at least so many each must stand right.
const LEAST_HALF: usize = 4;
/// One misread letter of a phrase may be so unlikely.
const DEAREST: f32 = 11.0;

/// Kinds of central bodies.
const CENTRAL: [&str; 6] = ["ministry", "department", "central_body", "state_agency", "organ", "independent"];
/// Shorter names of them are left alone.
const SHORTEST_BODY: usize = 12;
/// So many letters at both ends of it must stand right.
const BODY_ENDS: usize = 4;
/// Of so many letters of a body's name one may differ.
const SHARE: usize = 7;
/// So many may differ where the name stands right elsewhere in the text.
const MOST_WITNESSED: usize = 3;

impl Phrases {
    /// Reads the table; the names of central bodies are phrases too.
    pub fn read(files: &Files) -> Result<Self, RuleError> {
        let table = files.table("repair/phrases.tsv", ["phrase", "where", "most"])?;
        let mut phrases = Vec::new();
        for &(line, [phrase, place, most]) in &table.rows {
            let codes = phrase.chars().map(code).collect::<Option<Vec<u8>>>();
            let codes = codes.ok_or_else(|| table.error(line, "a phrase is made of Thai letters alone"))?;
            let most = most.parse().map_err(|_| table.error(line, "the column most must be a number"))?;
            phrases.push(Phrase { codes, line: place == "line", broken: place == "misread", most, witnessed: most, ends: 0, solid: false });
        }
        let bodies = files.table("agencies.tsv", ["name", "short", "kind", "parent", "prefix"])?.rows;
        let mut others = Others::default();
        for (_, [name, _, kind, ..]) in bodies {
            let codes = name.chars().filter(|c| !c.is_whitespace()).map(code).collect::<Option<Vec<u8>>>();
            let Some(codes) = codes.filter(|c| c.len() >= SHORTEST_BODY) else { continue };
            if !CENTRAL.contains(&kind) {
                others.add(codes);
                continue;
            }
            let most = codes.len() / SHARE;
            let (witnessed, solid) = (most.max(MOST_WITNESSED), !name.contains(' '));
            phrases.push(Phrase { codes, line: false, broken: false, most, witnessed, ends: BODY_ENDS, solid });
        }
        let mut halves: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        for (k, p) in phrases.iter().enumerate() {
            let half = (p.codes.len() / 2).max(LEAST_HALF).min(p.codes.len());
            halves.entry(&p.codes[..half]).or_default().push(2 * k);
            halves.entry(&p.codes[p.codes.len() - half..]).or_default().push(2 * k + 1);
        }
        let (halves, of): (Vec<_>, Vec<_>) = halves.into_iter().unzip();
        let halves = DoubleArrayAhoCorasick::new(halves).map_err(|e| table.error(0, e.to_string()))?;
        Ok(Self { phrases, halves, of, others })
    }

    /// Misread phrases in a text.
    pub fn find(&self, lexicon: &Lexicon, profile: &Profile, text: &str, letters: &Letters, closed: &[Range<usize>]) -> Vec<Proposal> {
        let (mut scratch, mut row) = (Scratch::default(), Vec::new());
        let mut found: Vec<(usize, Proposal)> = Vec::new();
        let found_halves = self.halves.find_overlapping_iter(&letters.codes);
        let halves: Vec<Half> = found_halves
            .flat_map(|m| {
                let half = move |&k: &usize| Half { phrase: k / 2, begins: k % 2 == 0, start: m.start(), end: m.end() };
                self.of[m.value() as usize].iter().map(half)
            })
            .collect();
        let (witnesses, right) = self.right(letters, &halves);
        let blanks = right.iter().filter(|r| self.phrases[r.0].solid).flat_map(|r| blanks_in(text, letters, &r.1).map(|p| (r.1.len(), p)));
        found.extend(blanks.filter(|(_, p)| !meets(closed, &p.range)));
        let right = merge(right.into_iter().map(|r| r.1).collect());
        for m in halves {
            let phrase = &self.phrases[m.phrase];
            // one that stands right elsewhere is a witness
            let witnessed = phrase.witnessed > phrase.most && witnesses.contains(&m.phrase);
            let most = if witnessed { phrase.witnessed } else { phrase.most };
            let proposal = if m.begins {
                let rest = &phrase.codes[m.end - m.start..];
                nearest(rest, &letters.codes[m.end..], false, most, &mut row).map(|len| m.end..m.end + len)
            } else {
                let rest = &phrase.codes[..phrase.codes.len() - (m.end - m.start)];
                let from = letters.bounds(text, m.start, rest.len() + most, phrase.line);
                nearest(rest, &letters.codes[from..m.start], true, most, &mut row).map(|len| m.start - len..m.start)
            };
            let Some(gap) = proposal else { continue };
            let whole = gap.start.min(m.start)..gap.end.max(m.end);
            // what is another phrase, and right, is not this one
            if right.get(right.partition_point(|r| r.end < whole.end)).is_some_and(|r| r.start <= whole.start) {
                continue;
            }
            if let Some(p) = self.proposal(text, letters, profile, phrase, whole.clone())
                && letters.is_likelier(lexicon, &mut scratch, whole.clone(), phrase)
                && !self.others.hold(&letters.codes, &whole)
                && !meets(closed, &p.range)
            {
                found.push((phrase.codes.len(), p));
            }
        }
        // The longer phrase knows better.
        found.sort_by_key(|(len, p)| (std::cmp::Reverse(*len), p.range.start));
        let mut out: Vec<Proposal> = Vec::new();
        for (_, p) in found {
            if !out.iter().any(|o| o.range.start < p.range.end && p.range.start < o.range.end) {
                out.push(p);
            }
        }
        out.sort_by_key(|p| p.range.start);
        out
    }

    /// The phrases that stand right in the text, and where each does.
    fn right(&self, letters: &Letters, halves: &[Half]) -> (BTreeSet<usize>, Vec<(usize, Range<usize>)>) {
        let begins = halves.iter().filter(|m| m.begins).map(|m| (m.phrase, m.start));
        let right = begins.filter(|&(k, at)| letters.codes[at..].starts_with(&self.phrases[k].codes));
        let places: Vec<_> = right.map(|(k, at)| (k, at..at + self.phrases[k].codes.len())).collect();
        (places.iter().map(|p| p.0).collect(), places)
    }

    /// The least change that makes the letters `place` the phrase.
    fn proposal(&self, text: &str, letters: &Letters, profile: &Profile, phrase: &Phrase, place: Range<usize>) -> Option<Proposal> {
        let read = &letters.codes[place.clone()];
        let right = &phrase.codes[..];
        if read == right || read.contains(&0) {
            return None;
        }
        let first = letters.at[place.start];
        let before = text[..first].trim_end_matches([' ', '\t']);
        if phrase.line && !(before.is_empty() || before.ends_with('\n')) {
            return None;
        }
        let mut head = read.iter().zip(right).take_while(|(a, b)| a == b).count();
        let tail = read[head..].iter().rev().zip(right[head..].iter().rev()).take_while(|(a, b)| a == b).count();
        let gap = if phrase.ends > 0 { "\n" } else { "\n\n" };
        if !ends_agree(read, right, phrase.ends) || text[letters.at[place.start]..letters.at[place.end - 1]].contains(gap) {
            return None;
        }
        let torn = || read.len() > 1 && text[letters.at[place.start]..letters.at[place.start + 1]].contains('\n');
        if head == 0 && !phrase.line && (!likely(profile, &read[..read.len() - tail], &right[..right.len() - tail]) || torn()) {
            return None;
        }
        if tail == 0 && !likely(profile, &read[head..], &right[head..]) {
            return None;
        }
        // A span holds at least the letter before, so that it never is empty.
        head = head.saturating_sub(usize::from(read.len() == head + tail));
        let (from, to) = (place.start + head, place.end - tail);
        let range = letters.at[from]..letters.at[to.max(from + 1) - 1] + 3;
        let keep = if to <= from { &right[head..right.len() - tail + 1] } else { &right[head..right.len() - tail] };
        if range.len() != 3 * (to.max(from + 1) - from) {
            return None;
        }
        let after: String = keep.iter().map(|&c| letter(c)).collect();
        (after != text[range.clone()]).then_some(Proposal { range, after, rule: "phrase", confidence: 0.98, sure: true })
    }
}

/// Single blanks inside a name that is written without any.
fn blanks_in<'t>(text: &'t str, letters: &'t Letters, place: &Range<usize>) -> impl Iterator<Item = Proposal> + 't {
    let pairs = letters.at[place.clone()].windows(2);
    let blanks = pairs.map(|w| w[0] + 3..w[1]).filter(|gap| text.get(gap.clone()) == Some(" "));
    blanks.map(|range| Proposal { range, after: String::new(), rule: "phrase", confidence: 0.97, sure: true })
}

/// Whether `ends` letters agree at both ends, marks left out, or one less at the beginning and many at the end.
fn ends_agree(read: &[u8], right: &[u8], ends: usize) -> bool {
    const MANY: usize = 10;
    let agree = |a: &mut dyn Iterator<Item = &u8>, b: &mut dyn Iterator<Item = &u8>| a.zip(b).take_while(|(a, b)| a == b).count();
    let bare = |codes: &[u8]| codes.iter().copied().filter(|&c| !is_mark(c)).collect::<Vec<_>>();
    let (read, right) = (bare(read), bare(right));
    let (head, tail) = (agree(&mut read.iter(), &mut right.iter()), agree(&mut read.iter().rev(), &mut right.iter().rev()));
    head.min(tail) >= ends || tail >= MANY && head + 1 >= ends
}

/// Whether the letters read are no words, or differ from the right ones in marks alone.
fn is_broken(lexicon: &Lexicon, scratch: &mut Scratch, read: &[u8], right: &[u8]) -> bool {
    let bare = |codes: &[u8]| codes.iter().copied().filter(|&c| !is_mark(c)).collect::<Vec<_>>();
    let at: Vec<usize> = (0..=read.len()).map(|i| 3 * i).collect();
    let mut tokens = Vec::new();
    scratch.scan(lexicon, Run { codes: read, at: &at }, &mut tokens);
    tokens.iter().any(|t| !t.known) || bare(read) == bare(right)
}

/// Whether a recogniser may have read `right` as `read`: one letter lost, made up, or taken for another.
fn likely(profile: &Profile, read: &[u8], right: &[u8]) -> bool {
    match (read, right) {
        ([a], [b]) => profile.instead[*a as usize].iter().any(|&(c, cost)| c == *b && cost <= DEAREST),
        ([], [b]) => profile.lost(*b, None) <= DEAREST,
        ([a], []) => profile.made_up(*a) <= DEAREST,
        _ => false,
    }
}

/// The length of the stretch at the start (at the end, if `back`) of `text` that is nearest to `rest`, unless that
/// stands there to the letter. `row` is a buffer.
fn nearest(rest: &[u8], text: &[u8], back: bool, most: usize, row: &mut Vec<usize>) -> Option<usize> {
    if if back { text.ends_with(rest) } else { text.starts_with(rest) } {
        return None;
    }
    let room = (rest.len() + most).min(text.len());
    let pick = |list: &[u8], k: usize| if back { list[list.len() - 1 - k] } else { list[k] };
    // only what lies at most `most` from the diagonal can count; the rest stands as too far
    let far = most + 1;
    row.clear();
    row.extend(0..=most.min(room));
    row.resize(room + 1, far);
    let (mut low, mut high) = (0, most.min(room));
    for a in 0..rest.len() {
        (low, high) = ((a + 1).saturating_sub(most), (a + 1 + most).min(room));
        if low > high {
            return None;
        }
        let (mut diagonal, mut left) = (if low == 0 { far } else { row[low - 1] }, far);
        let mut least = far;
        for (b, cell) in row.iter_mut().enumerate().take(high + 1).skip(low) {
            let other = if b == 0 { far } else { diagonal + usize::from(pick(rest, a) != pick(text, b - 1)) };
            diagonal = *cell;
            left = other.min(left + 1).min(diagonal + 1);
            *cell = left;
            least = least.min(left);
        }
        if least == far {
            return None;
        }
    }
    // A stretch whose outermost letter is the phrase's is the whole phrase; else the letter itself was misread.
    let whole = |len: usize| len > 0 && pick(text, len - 1) == pick(rest, rest.len() - 1);
    let near = (low..=high).map(|len| (len, row[len])).filter(|&(_, cost)| cost <= most);
    near.min_by_key(|&(len, cost)| (!whole(len), cost, len.abs_diff(rest.len()))).map(|n| n.0)
}

#[cfg(test)]
mod tests {
    use super::super::compose::apply;
    use super::*;

    fn mend(text: &str) -> String {
        let phrases = Phrases::read(&Files::embedded()).expect("table");
        let profile = Profile::from_toml(include_str!("../../rules/repair/profiles/vlm.toml"), &[('ท', 'ห')]).expect("profile");
        let mut letters = Letters::default();
        letters.read(text);
        let lexicon = Lexicon::embedded().expect("lexicon");
        apply(text, &phrases.find(&lexicon, &profile, text, &letters, &[]))
    }

    #[test]
    fn mends_headings_at_the_start_of_a_line_only() {
        assert_eq!(mend("เรื่อง ก\nอ้างอิง หนังสือกรม"), "เรื่อง ก\nอ้างถึง หนังสือกรม");
        assert_eq!(mend("ได้อ้างอิงหนังสือ"), "ได้อ้างอิงหนังสือ");
        assert_eq!(mend("ึงเรียนมาเพื่อโปรดทราบ"), "จึงเรียนมาเพื่อโปรดทราบ");
    }

    #[test]
    fn mends_phrases_inside_a_line() {
        for (read, right) in [
            ("เรียน ผู้ว่าราชจังหวัดน่าน", "เรียน ผู้ว่าราชการจังหวัดน่าน"),
            ("ห้ายหนังสือฉบับนี้", "ท้ายหนังสือฉบับนี้"),
            ("ตามหนังสือกรมส่งเสธิมสหกรณ์", "ตามหนังสือกรมส่งเสริมสหกรณ์"),
            ("เสนอนักวิเคราะห์นโยบายแสะแผน", "เสนอนักวิเคราะห์นโยบายและแผน"),
        ] {
            assert_eq!(mend(read), right);
            assert_eq!(mend(right), right);
        }
    }

    #[test]
    fn a_body_that_stands_right_elsewhere_is_a_witness() {
        let text = "ตามหนังสือกรมสรรพากรสามิต ลงวันที่ 1";
        assert_eq!(mend(text), text);
        let more = "เรียน อธิบดีกรมสรรพสามิต\n";
        assert_eq!(mend(&format!("{more}{text}")), format!("{more}ตามหนังสือกรมสรรพสามิต ลงวันที่ 1"));
    }

    #[test]
    fn a_heading_whose_first_letter_was_lost_begins_its_line() {
        assert_eq!(mend("(นายทดสอบ ตัวอย่าง)\nองผู้ว่าราชการจังหวัด"), "(นายทดสอบ ตัวอย่าง)\nรองผู้ว่าราชการจังหวัด");
    }

    #[test]
    fn ends_of_a_bodys_name_are_compared_without_marks() {
        for (read, right) in [
            ("อธิบดีกรมส่งเสริมการปกครอง เงห้องถิน", "อธิบดีกรมส่งเสริมการปกครอง ท้องถิ่น"),
            ("กรม เปืองกันและบรรเทาสาธารณภัย", "กรม ป้องกันและบรรเทาสาธารณภัย"),
        ] {
            assert_eq!(mend(read), right);
            assert_eq!(mend(right), right.replace("กรม ", "กรม").replace("ง ท", "งท"), "then the blank goes, too");
        }
    }

    #[test]
    fn no_blank_belongs_into_the_name_of_a_body() {
        assert_eq!(mend("ตามที่กรม ป้องกันและบรรเทา สาธารณภัย แจ้ง"), "ตามที่กรมป้องกันและบรรเทาสาธารณภัย แจ้ง");
        assert_eq!(mend("กรมป้องกันและบรรเทา   สาธารณภัย"), "กรมป้องกันและบรรเทา   สาธารณภัย", "a wide gap may part columns");
    }

    #[test]
    fn no_phrase_reaches_over_an_empty_line() {
        let text = "ปฏิบัติราชการแทน\n\nู้ว่าราชการจังหวัด";
        assert_eq!(mend(text), text);
    }

    #[test]
    fn the_end_of_the_line_above_is_no_misread_letter_of_a_phrase() {
        let text = "เพิ่มเติมและ\nาวน์โหลดเอกสาร";
        assert_eq!(mend(text), text);
    }

    #[test]
    fn a_phrase_that_is_right_is_not_taken_for_another() {
        for text in ["ขอแสดงความนับถืออย่างยิ่ง", "ขอแสดงความนับถืออย่างสูง", "สำนักงานตรวจเงินแผ่นดิน", "ถึง ผู้ว่าราชการจังหวัด", "ส่งผู้ว่าราชการจังหวัด"]
        {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn a_word_more_in_a_phrase_is_the_writers() {
        for text in ["โปรดพิจารณา และดำเนินการในส่วนที่เกี่ยวข้อง", "โปรดทราบ และเพื่อดำเนินการต่อไป"]
        {
            assert_eq!(mend(text), text);
        }
        assert_eq!(mend("โปรดพิจารณาดำเนินงานในส่วนที่เกี่ยวข้อง"), "โปรดพิจารณาดำเนินการในส่วนที่เกี่ยวข้อง");
    }

    #[test]
    fn leaves_other_phrases() {
        for text in ["ขอรับการสนับสนุนงบประมาณ", "ดำเนินการส่งเสริมการปกครองท้องถิ่น", "ปลัดขายหนังสือ", "การพัฒนาระบบบริหารจัดการ"]
        {
            assert_eq!(mend(text), text);
        }
    }
}
