//! Runs of Thai letters: what a word can be made of, with the bytes they stand at.

use std::ops::Range;

/// Codes are offsets in the Thai block; this many suffice.
pub(super) const ALPHABET: usize = 0x50;

/// The code of a Thai letter or mark (no digits, no baht sign).
#[inline]
pub(super) fn code(c: char) -> Option<u8> {
    matches!(c, '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}')
        .then(|| (c as u32 - 0x0E00) as u8)
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
fn leans(code: u8) -> bool {
    is_mark(code) || matches!(code, 0x30 | 0x32 | 0x33 | 0x45)
}

/// ก to ฮ
#[inline]
pub(super) fn is_consonant(code: u8) -> bool {
    matches!(code, 0x01..=0x2E)
}

/// Thai letters in a row; a line end between two of them does not end the run.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// One code a character.
    pub codes: Vec<u8>,
    /// Where each character starts in the text, and where the last ends.
    pub at: Vec<usize>,
}

impl Run {
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

    /// The bytes of characters `from..to`.
    pub fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let end = if to == 0 {
            self.at[0]
        } else {
            self.at[to - 1] + 3
        };
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
        while j < n
            && (is_mark(self.codes[j]) || matches!(self.codes[j], 0x30 | 0x32 | 0x33 | 0x45 | 0x46))
        {
            j += 1;
        }
        j
    }
}

/// Splits a text into runs, in order.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut out = Vec::new();
    let mut run = Run::default();
    let mut last_end = 0;
    for (at, c) in text.char_indices() {
        let Some(code) = code(c).or_else(|| foreign(c)) else {
            continue;
        };
        if !run.codes.is_empty() && at != last_end && !joins(&text[last_end..at], code) {
            close(&mut run, last_end, &mut out);
        }
        run.codes.push(code);
        run.at.push(at);
        last_end = at + 3;
    }
    close(&mut run, last_end, &mut out);
    out
}

/// A line end with blanks round it, or blanks before a letter that cannot begin a word.
fn joins(gap: &str, code: u8) -> bool {
    if !gap.contains('\n') {
        return leans(code) && gap.len() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}'));
    }
    gap.bytes()
        .all(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t'))
        && gap.bytes().filter(|&b| b == b'\n').count() == 1
}

fn close(run: &mut Run, end: usize, out: &mut Vec<Run>) {
    if !run.codes.is_empty() {
        run.at.push(end);
        out.push(std::mem::take(run));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_does_not_end_a_run_but_a_blank_line_does() {
        let text = "ท้อง\nถิ่น, กก\n\nข1";
        let runs = runs(text);
        assert_eq!(runs.len(), 3);
        assert_eq!(runs[0].codes, encode("ท้องถิ่น"));
        assert!(runs[0].broken_before(4) && !runs[0].broken_before(3));
        assert_eq!(&text[runs[0].bytes(2, 6)], "อง\nถิ");
        assert_eq!(runs[1].codes.len(), 2);
    }

    #[test]
    fn clusters_hold_leading_vowel_and_marks() {
        let runs = runs("เพื่อนำ");
        assert_eq!(runs[0].cluster_end(0), 4);
        assert_eq!(runs[0].cluster_end(5), 7);
    }
}
