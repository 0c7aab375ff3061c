//! Runs of Thai letters: what a word can be made of, with the bytes they stand at.

use std::ops::Range;

/// Codes are offsets in the Thai block; this many suffice.
pub(super) const ALPHABET: usize = 0x50;

/// The code of a Thai letter or mark (no digits, no baht sign).
#[inline]
pub(super) fn code(c: char) -> Option<u8> {
    matches!(c, '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}').then(|| (c as u32 - 0x0E00) as u8)
}

/// The code of the letter whose UTF-8 is `E0 second third`; 0 if it is no Thai letter or mark.
#[inline]
pub(super) fn decode(second: u8, third: u8) -> u8 {
    let low = third & 0x3F;
    match second {
        0xB8 if (0x01..=0x3A).contains(&low) => low,
        0xB9 if low <= 0x0E => low | 0x40,
        _ => 0,
    }
}

/// The code of a letter of another script that is printed like a Thai one.
#[inline]
pub(super) fn foreign(c: char) -> Option<u8> {
    match c {
        // Lao stands 0x80 above Thai.
        '\u{0E81}'..='\u{0EBA}' | '\u{0EC0}'..='\u{0ECD}' => Some((c as u32 - 0x0E80) as u8),
        'ा' => Some(0x32),
        'ि' => Some(0x34),
        'ी' => Some(0x35),
        'ु' => Some(0x38),
        'ू' => Some(0x39),
        'र' => Some(0x23),
        _ => None,
    }
}

/// The character of a code.
#[inline]
pub(super) fn letter(code: u8) -> char {
    char::from_u32(0x0E00 + u32::from(code)).unwrap_or('\u{FFFD}')
}

/// The codes of a Thai word; other characters are left out.
#[cfg(test)]
pub(super) fn encode(word: &str) -> Vec<u8> {
    word.chars().filter_map(code).collect()
}

/// A mark that stands on the letter before it.
#[inline]
pub(super) fn is_mark(code: u8) -> bool {
    matches!(code, 0x31 | 0x34..=0x3A | 0x47..=0x4E)
}

/// ่ ้ ๊ ๋
#[inline]
pub(super) fn is_tone(code: u8) -> bool {
    matches!(code, 0x48..=0x4B)
}

/// ั ิ ี ึ ื
#[inline]
pub(super) fn is_upper_vowel(code: u8) -> bool {
    matches!(code, 0x31 | 0x34..=0x37)
}

/// เ แ โ ใ ไ
#[inline]
pub(super) fn is_leading_vowel(code: u8) -> bool {
    matches!(code, 0x40..=0x44)
}

/// Cannot begin a word.
#[inline]
pub(super) fn leans(code: u8) -> bool {
    matches!(code, 0x30..=0x3A | 0x45 | 0x47..=0x4E)
}

/// ก to ฮ
#[inline]
pub(super) fn is_consonant(code: u8) -> bool {
    matches!(code, 0x01..=0x2E)
}

/// Whether no Thai word has the last two of three characters in a row; none is what is no Thai letter.
pub(super) fn is_impossible(first: Option<u8>, last: Option<u8>, next: Option<u8>) -> bool {
    const HAN_AKAT: Option<u8> = Some(0x31);
    let is = |code: Option<u8>, fits: fn(u8) -> bool| code.is_some_and(fits);
    let follows = |signs: &[u8]| next.is_some_and(|c| signs.contains(&c));
    let closed = last == HAN_AKAT && !is(next, is_tone) || first == HAN_AKAT && is(last, is_tone);
    (closed || is(last, is_leading_vowel)) && !is(next, is_consonant)
        || is(next, is_mark) && !is(last, |c| is_consonant(c) || is_mark(c))
        || is(next, leans) && last.is_none()
        || is(last, is_upper_vowel) && is(next, is_upper_vowel)
        // ะ and า end a syllable, but for เ…าะ
        || last == Some(0x30) && follows(&[0x30, 0x32, 0x33])
        || last == Some(0x32) && follows(&[0x32, 0x33])
}

/// Whether no Thai syllable has the vowel sign at `i` where it stands: what comes before or behind it forbids it (เกีน, แมื, มื).
pub(super) fn is_misspelt(codes: &[u8], i: usize) -> bool {
    let at = |k: usize| codes.get(k).copied();
    let (sign, next) = (codes[i], at(i + 1));
    let signed = |c: Option<u8>| c.is_some_and(|c| matches!(c, 0x30..=0x39 | 0x47));
    if !matches!(sign, 0x30..=0x39 | 0x47) {
        return false;
    }
    // what closes the syllable stands behind a tone mark
    let close = if next.is_some_and(is_tone) { at(i + 2) } else { next };
    let closed = close.is_some_and(is_consonant);
    let leading = i.checked_sub(2).filter(|_| is_consonant(codes[i - 1])).map(|k| codes[k]).filter(|&c| is_leading_vowel(c));
    let forbidden = match (leading, sign) {
        // เ…ิน, เ…ีย, เ…ือ
        (Some(0x40), 0x34 | 0x47) => !closed,
        (Some(0x40), 0x35) => close != Some(0x22),
        (Some(0x40), 0x37) => close != Some(0x2D),
        (Some(0x40), c) => !matches!(c, 0x30 | 0x32),
        (Some(0x41), 0x47) => !closed,
        (Some(0x41 | 0x42), c) => c != 0x30,
        (Some(0x43 | 0x44), _) => true,
        (_, 0x37) => !closed,
        _ => false,
    };
    forbidden || !matches!(sign, 0x30 | 0x32 | 0x33) && signed(next)
}

/// Thai letters in a row; a line end between two of them does not end the run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    /// One code a character.
    pub codes: &'a [u8],
    /// Where each character starts in the text, and where the last ends.
    pub at: &'a [usize],
}

impl Run<'_> {
    /// Whether white space stands before character `i` inside the run.
    #[inline]
    pub fn broken_before(&self, i: usize) -> bool {
        i > 0 && i < self.codes.len() && self.at[i] != self.at[i - 1] + 3
    }

    /// What it costs a word to go on over what stands before character `i`: a line end little, a blank more.
    #[inline]
    pub fn break_cost(&self, i: usize) -> f32 {
        match self.at[i] - self.at[i - 1] {
            3 => 0.0,
            4 | 5 if leans(self.codes[i]) => 0.3,
            4 | 5 => 2.5,
            _ => 0.7,
        }
    }

    /// A number that depends on where white space stands.
    pub fn breaks(&self) -> u64 {
        let n = self.codes.len();
        if self.at[n] - self.at[0] == 3 * n {
            return 0;
        }
        (1..n).filter(|&i| self.broken_before(i)).fold(1, |sum, i| (sum ^ i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The bytes of characters `from..to`.
    pub fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let end = if to == 0 { self.at[0] } else { self.at[to - 1] + 3 };
        self.at[from]..end.max(self.at[from])
    }

    /// The first place at or after `i` where a letter cluster starts.
    pub fn cluster_end(&self, i: usize) -> usize {
        let n = self.codes.len();
        let mut j = i;
        while j < n && is_leading_vowel(self.codes[j]) {
            j += 1;
        }
        j = (j + 1).min(n);
        while j < n && (is_mark(self.codes[j]) || matches!(self.codes[j], 0x30 | 0x32 | 0x33 | 0x45 | 0x46)) {
            j += 1;
        }
        j
    }
}

/// The runs of a text, in buffers that serve one text after another.
#[derive(Debug, Default)]
pub(super) struct Runs {
    codes: Vec<u8>,
    at: Vec<usize>,
    /// Where each run starts in the buffers.
    starts: Vec<usize>,
}

impl Runs {
    /// How many runs there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The run of this number.
    #[inline]
    pub fn get(&self, k: usize) -> Run<'_> {
        let start = self.starts[k];
        let end = self.starts.get(k + 1).copied().unwrap_or(self.at.len());
        Run { codes: &self.codes[start..end - 1], at: &self.at[start..end] }
    }

    /// Takes the runs of `text[range]`, in order, without what is `closed` (sorted ranges).
    pub fn read(&mut self, text: &str, range: Range<usize>, closed: &[Range<usize>]) {
        self.codes.clear();
        self.at.clear();
        self.starts.clear();
        // most characters are Thai
        self.codes.reserve(range.len() / 2);
        self.at.reserve(range.len() / 2);
        let bytes = text.as_bytes();
        let (mut at, mut last_end) = (range.start, usize::MAX);
        let mut closed = closed;
        while at < range.end {
            if bytes[at] != 0xE0 {
                at += 1;
                continue;
            }
            let here = at;
            at += 3;
            let Some(code) = Self::letter(bytes[here + 1], bytes[here + 2]) else { continue };
            while let [first, rest @ ..] = closed
                && first.end <= here
            {
                closed = rest;
            }
            if closed.first().is_some_and(|r| r.start <= here) {
                self.close(last_end);
                last_end = usize::MAX;
                continue;
            }
            let parted = if here == last_end { begins_abbreviation(bytes, here) } else { !joins(&text[last_end.min(here)..here], code) };
            if last_end != usize::MAX && parted {
                self.close(last_end);
                last_end = usize::MAX;
            }
            if last_end == usize::MAX {
                self.starts.push(self.codes.len());
            }
            self.codes.push(code);
            self.at.push(here);
            last_end = here + 3;
        }
        self.close(last_end);
    }

    /// As [`decode`], with the letters of other scripts that are printed like Thai ones.
    #[inline]
    fn letter(second: u8, third: u8) -> Option<u8> {
        if matches!(second, 0xB8 | 0xB9) {
            return Some(decode(second, third)).filter(|&code| code != 0);
        }
        foreign(char::from_u32(u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F))?)
    }

    fn close(&mut self, end: usize) {
        if end != usize::MAX {
            self.codes.push(0);
            self.at.push(end);
        }
    }
}

/// Whether two letters with their points stand from `at` on, as in ก.พ.ร.: an abbreviation, whatever stands before it.
fn begins_abbreviation(bytes: &[u8], at: usize) -> bool {
    let lettered =
        |at: usize| bytes.get(at + 3) == Some(&b'.') && matches!(bytes[at..at + 3], [0xE0, 0xB8, third] if is_consonant(third & 0x3F));
    lettered(at) && lettered(at + 4)
}

/// A line end with blanks round it, or blanks before a letter that cannot begin a word.
fn joins(gap: &str, code: u8) -> bool {
    if !gap.contains('\n') {
        return leans(code) && gap.len() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}'));
    }
    gap.bytes().all(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t')) && gap.bytes().filter(|&b| b == b'\n').count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_does_not_end_a_run_but_a_blank_line_does() {
        let text = "ท้อง\nถิ่น, กก\n\nข1";
        let mut runs = Runs::default();
        runs.read(text, 0..text.len(), &[]);
        assert_eq!(runs.len(), 3);
        let run = runs.get(0);
        assert_eq!(run.codes, encode("ท้องถิ่น"));
        assert!(run.broken_before(4) && !run.broken_before(3));
        assert_eq!(&text[run.bytes(2, 6)], "อง\nถิ");
        assert_eq!(runs.get(1).codes.len(), 2);
        runs.read(text, 0..text.len(), std::slice::from_ref(&(6..9)));
        assert_eq!(runs.len(), 4);
    }

    #[test]
    fn right_words_have_no_impossible_signs() {
        let impossible = |word: &str| {
            let codes: Vec<_> = [None; 2].into_iter().chain(word.chars().map(code)).chain([None]).collect();
            codes.windows(3).any(|w| is_impossible(w[0], w[1], w[2]))
        };
        for word in ["เฉพาะเจาะจง", "ปฏิบัติ", "น้ำ", "ฤๅษี", "ชั่วคราว", "ก๊วยเตี๋ยว", "พระพุทธฺ", "สัตว์", "เสร็จ", "ทั้งนี้", "แห่งฯ"]
        {
            assert!(!impossible(word), "{word}");
        }
        for word in ["เะลา", "แผนัา", "ทีั่", "ขะ์", "อนุมตัา", "พิจารณาา", "ะบบ", "โๆ", "ตั่า"]
        {
            assert!(impossible(word), "{word}");
        }
    }

    #[test]
    fn vowel_signs_stand_only_where_syllables_have_them() {
        let misspelt = |word: &str| {
            let codes: Vec<u8> = word.chars().filter_map(code).collect();
            (0..codes.len()).any(|i| is_misspelt(&codes, i))
        };
        for word in ["เกีน", "เรี่อง", "เนี้อ", "เมึอง", "แมื", "โทา", "ไวั", "มื", "ตุัง", "เชิ"]
        {
            assert!(misspelt(word), "{word}");
        }
        let tables = [include_str!("../../rules/repair/lexicon.tsv"), include_str!("../../rules/repair/official.tsv")];
        for word in tables.iter().flat_map(|table| table.lines().skip(1)).filter_map(|row| row.split('\t').next()) {
            assert!(!misspelt(word), "{word}");
        }
    }

    #[test]
    fn clusters_hold_leading_vowel_and_marks() {
        let mut runs = Runs::default();
        let text = "เพื่อนำ";
        runs.read(text, 0..text.len(), &[]);
        assert_eq!(runs.get(0).cluster_end(0), 4);
        assert_eq!(runs.get(0).cluster_end(5), 7);
    }
}
