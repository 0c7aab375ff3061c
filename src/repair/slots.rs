//! Slots where only certain words can stand: headings at the beginning of a line, read through lost marks; `ที่` before a
//! number; short Thai words for which an engine read Latin letters.

use super::Proposal;
use super::protect::meets;
use super::run::{ALPHABET, code, is_mark, leans, letter};
use super::seen::Seen;
use crate::pattern::{Many, Pattern};
use crate::rules::patterns::{PatternId as P, Patterns};
use crate::rules::table::{Files, RuleError, Table};
use std::ops::Range;
use std::sync::Arc;

/// By this a reader of lines is known.
const READER: u64 = 0x5100;
/// Headings of fewer letters must be followed by a blank.
const SHORT: usize = 7;

/// A word and its letters without marks.
struct Heading {
    codes: Vec<u8>,
    bare: Vec<u8>,
}

/// Finds misread things in slots.
pub(super) struct Slots {
    headings: Vec<Heading>,
    /// For the first letter of a heading without marks a bit for each second letter, and the lowest where there is none.
    begins: [u128; ALPHABET],
    /// Letters of the longest heading without marks.
    longest: usize,
    patterns: Arc<Patterns>,
    /// What is misread in any text.
    collocations: Misread,
    /// What is misread in the work of a page reader that knows Latin letters.
    latin: Misread,
    /// What a writer may have meant in Latin letters.
    meant: Vec<String>,
}

/// What is misread beside certain words.
struct Misread {
    /// The first group of each is what was read.
    patterns: Many,
    /// What is right, pattern by pattern.
    right: Vec<String>,
}

const COLLOCATIONS: &str = "repair/collocations.tsv";
const LATIN: &str = "repair/latin.tsv";

/// A table of what is misread: pattern, right word, example, counterexample.
fn table<'f>(files: &'f Files, name: &'static str) -> Result<Table<'f, 4>, RuleError> {
    files.table(name, ["pattern", "right", "example", "other"])
}

fn misread(files: &Files, name: &'static str) -> Result<Misread, RuleError> {
    let table = table(files, name)?;
    // those of a user are tried at once, so that what is wrong in them is told
    if !files.is_own(table.name) {
        for &(line, [pattern, ..]) in &table.rows {
            Pattern::new(pattern.to_owned()).map_err(|e| table.error(line, e))?;
        }
    }
    let patterns = Many::trusted(table.rows.iter().map(|(_, [pattern, ..])| (*pattern).to_owned()));
    Ok(Misread { patterns, right: table.rows.iter().map(|(_, [_, right, ..])| (*right).to_owned()).collect() })
}

/// Whether what is read in its place is ที่ misread; without any mark only after วัน, for it may be an abbreviation.
fn is_ordinal(before: &str, read: &str) -> bool {
    read != "ท" || before.ends_with("วัน")
}

fn change(range: Range<usize>, after: &str, confidence: f32) -> Proposal {
    Proposal { range, after: after.to_owned(), rule: "slot", confidence, sure: true }
}

/// A change of a line that begins at `start` of the text.
fn moved(p: Proposal, start: usize) -> Proposal {
    Proposal { range: p.range.start + start..p.range.end + start, ..p }
}

fn bare(codes: &[u8]) -> Vec<u8> {
    let mut bare = Vec::with_capacity(codes.len());
    bare.extend(codes.iter().copied().filter(|&c| !is_mark(c)));
    bare
}

impl Slots {
    /// Slots for the headings of `phrases.tsv`, and what is misread beside certain words.
    pub fn read(files: &Files, patterns: &Arc<Patterns>) -> Result<Self, RuleError> {
        let rows = files.table("repair/phrases.tsv", ["phrase", "where", "most"])?.rows.into_iter();
        let codes = rows.filter(|r| r.1[1] == "line").filter_map(|(_, [phrase, ..])| phrase.chars().map(code).collect::<Option<Vec<u8>>>());
        let headings: Vec<Heading> = codes.map(|codes| Heading { bare: bare(&codes), codes }).collect();
        let mut begins = [0; ALPHABET];
        for heading in &headings {
            if let Some(&first) = heading.bare.first() {
                begins[usize::from(first)] |= 1 << heading.bare.get(1).copied().unwrap_or(0);
            }
        }
        Ok(Self {
            begins,
            longest: headings.iter().map(|h| h.bare.len()).max().unwrap_or_default(),
            headings,
            patterns: Arc::clone(patterns),
            collocations: misread(files, COLLOCATIONS)?,
            latin: misread(files, LATIN)?,
            meant: files.table("repair/latin-words.tsv", ["word"])?.rows.iter().map(|(_, [word])| (*word).to_owned()).collect(),
        })
    }

    /// Rows of the tables of misread words whose example is not mended, or whose counterexample is.
    pub fn check(&self, files: &Files) -> Result<Vec<RuleError>, RuleError> {
        let seen = Seen::default();
        let changes = |text: &str| self.find(&seen, text, true, &[]);
        let mut wrong = Vec::new();
        for table in [table(files, COLLOCATIONS)?, table(files, LATIN)?] {
            for &(line, [_, right, example, other]) in &table.rows {
                if !changes(example).iter().any(|p| p.after == right) {
                    wrong.push(table.error(line, format!("'{example}' is not mended to '{right}'")));
                }
                if !changes(other).is_empty() {
                    wrong.push(table.error(line, format!("'{other}' is changed and must not be")));
                }
            }
        }
        Ok(wrong)
    }

    /// Changes of `text`, sorted and disjoint. A `noisy` text is the work of a page reader that knows Latin letters.
    pub fn find(&self, seen: &Seen, text: &str, noisy: bool, closed: &[Range<usize>]) -> Vec<Proposal> {
        let reader = READER + u64::from(noisy);
        let mut out = seen.lines(text, reader, |line, start, out| {
            let tables = [Some(&self.collocations), Some(&self.latin).filter(|_| noisy)];
            out.extend(tables.into_iter().flatten().flat_map(|m| self.words(line, m)).map(|p| moved(p, start)));
        });
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            out.extend(self.heading(&text[start..end]).map(|p| moved(p, start)));
            start = end + 1;
        }
        out.extend(self.ordinals(text));
        out.retain(|p| !meets(closed, &p.range));
        out.sort_by_key(|p| (p.range.start, std::cmp::Reverse(p.range.end)));
        out.dedup_by(|b, a| b.range.start < a.range.end);
        out
    }

    /// What one line has of misread words.
    fn words<'s>(&'s self, line: &'s str, misread: &'s Misread) -> impl Iterator<Item = Proposal> {
        let words = misread.patterns.captures_iter(line).filter_map(|(k, c)| Some((k, c.get(1)?)));
        let words = words.filter(|(_, m)| !self.meant.iter().any(|w| w.eq_ignore_ascii_case(m.as_str())));
        words.map(|(k, m)| change(m.range(), &misread.right[k], 0.95))
    }

    /// What stands for ที่ before numbers.
    fn ordinals(&self, text: &str) -> impl Iterator<Item = Proposal> {
        let particles = self.patterns.get(P::OrdinalSlot).captures_iter(text).filter_map(|c| c.get(1));
        let particles = particles.filter(|m| is_ordinal(&text[..m.start()], m.as_str()));
        particles.map(|m| change(m.range(), "ที่", 0.97))
    }

    /// Whether the first letters without marks are those of a heading.
    fn may_begin(&self, line: &str) -> bool {
        let mut letters = line.chars().filter(|c| !matches!(c, ' ' | '\t')).map_while(code).filter(|&c| !is_mark(c));
        let Some(first) = letters.next() else { return false };
        let seconds = self.begins[usize::from(first)];
        seconds != 0 && (seconds & 1 == 1 || letters.next().is_some_and(|second| seconds >> second & 1 == 1))
    }

    /// The heading that begins a line, if marks of it were lost or misread, or its first letter before a mark.
    fn heading(&self, text: &str) -> Option<Proposal> {
        let line = text.trim_start();
        let from = text.len() - line.len();
        let first = code(line.chars().next()?)?;
        if !is_mark(first) && !self.may_begin(line) {
            return None;
        }
        let (mut letters, mut count): (Vec<(u8, usize)>, usize) = (Vec::with_capacity(2 * self.longest), 0);
        for (at, c) in line.char_indices() {
            match code(c) {
                Some(code) => {
                    letters.push((code, from + at));
                    count += usize::from(!is_mark(code));
                }
                None if matches!(c, ' ' | '\t') => {}
                None => break,
            }
            // what stands behind the longest heading does not matter
            if count > self.longest {
                break;
            }
        }
        let codes: Vec<u8> = letters.iter().map(|l| l.0).collect();
        let headless = is_mark(first);
        let read = bare(&codes);
        let begins = |h: &Heading| {
            let bare = &h.bare[usize::from(headless)..];
            bare.first().is_none_or(|first| read.first() == Some(first)) && read.starts_with(bare)
        };
        let fits = self.headings.iter().filter(|h| begins(h) && !codes.starts_with(&h.codes));
        let heading = fits.filter(|h| !headless || is_mark(h.codes[1])).max_by_key(|h| h.bare.len())?;
        // Up to the last bare letter of the heading and its marks.
        let mut left = heading.bare.len() - usize::from(headless);
        let mut end = 0;
        while end < codes.len() && (left > 0 || is_mark(codes[end])) {
            left -= usize::from(!is_mark(codes[end]));
            end += 1;
        }
        let stop = letters[end - 1].1 + 3;
        let next = text[stop..].chars().next();
        let ends = next.is_none_or(|c| code(c).is_none());
        if codes[..end] == heading.codes[..] || !ends && (heading.codes.len() < SHORT || next.and_then(code).is_some_and(leans)) {
            return None;
        }
        if self.headings.iter().any(|h| codes[..end] == h.codes[..]) {
            return None;
        }
        // Blanks inside a heading stay as they are.
        let mut gaps = (0..end).filter(|&k| !is_mark(codes[k])).map(|k| {
            let last = if k == 0 { from } else { letters[k - 1].1 + 3 };
            &text[last..letters[k].1]
        });
        let mut after = String::new();
        for (k, &c) in heading.codes.iter().enumerate() {
            if !(is_mark(c) || headless && k == 0) {
                after.push_str(gaps.next().unwrap_or(""));
            }
            after.push(letter(c));
        }
        Some(Proposal { range: from..stop, after, rule: "slot", confidence: 0.98, sure: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::compose::apply;
    use super::*;

    fn slots() -> Slots {
        Slots::read(&Files::embedded(), &Arc::new(Patterns::embedded().unwrap())).unwrap()
    }

    fn mend(text: &str) -> String {
        let slots = slots();
        let sure: Vec<_> = slots.find(&Seen::default(), text, true, &[]).into_iter().filter(|p| p.sure).collect();
        apply(text, &sure)
    }

    #[test]
    fn headings_are_read_through_lost_marks() {
        assert_eq!(mend("บนทกขอความ\nเรอง ขอเชิญ\nับที่ 12\nสัง ณ วันที 5"), "บันทึกข้อความ\nเรื่อง ขอเชิญ\nรับที่ 12\nสั่ง ณ วันที่ 5");
        for text in ["บันทึกข้อความร่วมมือ", "เรียนรู้", "เรือน 12", "ตามเรอง"]
        {
            assert_eq!(mend(text), text);
        }
    }

    #[test]
    fn latin_letters_stand_for_the_only_word_of_a_slot() {
        let files = Files::embedded();
        let wrong = slots().check(&files).unwrap();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(mend("โทร. 0 2000 0000 sia 1234"), "โทร. 0 2000 0000 ต่อ 1234");
    }

    #[test]
    fn a_broken_row_of_a_users_table_is_named() {
        let rows = "pattern\tright\texample\tother\n(นำ)เสมอ\tน\tนำเสมอ\tเสมอ\n(ก\tข\tก\tค\n";
        let files = Files::embedded().with(COLLOCATIONS, rows.to_owned());
        let error = Slots::read(&files, &Arc::new(Patterns::embedded().unwrap())).err().map(|e| e.to_string());
        assert!(error.is_some_and(|e| e.starts_with("rules/repair/collocations.tsv:3: ")));
    }

    #[test]
    fn an_ordinal_stands_before_a_number() {
        assert_eq!(mend("ลงวันที 28 วันท 3\nที ขก 71202/61"), "ลงวันที่ 28 วันที่ 3\nที่ ขก 71202/61");
        for text in ["เรียกที 28", "ท 4000", "ทีม 12"] {
            assert_eq!(mend(text), text);
        }
    }
}
