//! One pass over the text that finds everything to normalise but Unicode's own composition.

use super::markup::{Line, begins, mark_at, settings};
use super::thai::{is_base, is_letter, is_mark, order};
use crate::rules::{CharTable, Markup};
use crate::text::{Change, TextSpan};
use std::borrow::Cow;

struct Scan<'a> {
    text: &'a str,
    chars: &'a CharTable,
    out: Vec<Change>,
    line_start: usize,
    line: Line,
    run: Run,
}

/// A run of look-alikes: its end, and whether it touches a Thai letter.
#[derive(Default, Clone, Copy)]
struct Run {
    end: usize,
    thai: bool,
}

/// The changes that one pass finds, in order and disjoint.
pub fn changes(text: &str, chars: &CharTable, markup: &Markup) -> Vec<Change> {
    let mut scan = Scan { text, chars, out: Vec::new(), line_start: 0, line: Line::default(), run: Run::default() };
    let mut at = settings(text).map_or(0, |change| scan.push(change));
    while let Some(&b) = text.as_bytes().get(at) {
        at = match b {
            b'\n' => scan.newline(at),
            0xe0 => plain(&text.as_bytes()[at..]).map_or_else(|| scan.three_bytes(at), |len| at + len),
            0x80.. => scan.other(at),
            b' ' | b'\t' => scan.blank(at),
            b if begins(b) => match mark_at(text, at, scan.line_start, markup, &mut scan.line) {
                Some(c) => scan.push(c),
                None => at + 1,
            },
            b'\r' => scan.edit(at, at + 1, if text.as_bytes().get(at + 1) == Some(&b'\n') { "" } else { "\n" }, "line-end"),
            0x0b | 0x0c => scan.edit(at, at + 1, "\n", "line-end"),
            0x00..0x20 | 0x7f => scan.edit(at, at + 1, "", "control"),
            _ => at + 1,
        };
    }
    scan.out
}

impl Scan<'_> {
    fn push(&mut self, change: Change) -> usize {
        let (start, end) = (change.at.start, change.at.end);
        // a comment may run over lines
        self.line_start = self.text[start..end].rfind('\n').map_or(self.line_start, |i| start + i + 1);
        self.out.push(change);
        end
    }

    fn edit(&mut self, start: usize, end: usize, after: impl Into<Cow<'static, str>>, rule: &'static str) -> usize {
        self.push(Change { at: TextSpan::new(start, end), after: after.into(), rule, confidence: 1.0 })
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn newline(&mut self, at: usize) -> usize {
        self.line_start = at + 1;
        at + 1
    }

    /// Blanks: at a line's end they go; one between a Thai letter and its mark, or before a letter that is not spoken
    /// (`วิเคราะ ห์`), goes.
    fn blank(&mut self, at: usize) -> usize {
        let rest = self.text[at..].trim_start_matches([' ', '\t']);
        let end = self.text.len() - rest.len();
        match rest.chars().next() {
            None | Some('\n' | '\r') => self.edit(at, end, "", "trailing-blank"),
            Some(c) if end == at + 1 && (is_mark(c) || c == 'ำ') && self.takes_mark(at, c) => self.edit(at, end, "", "loose-mark"),
            Some(_) if end == at + 1 && is_silent(rest) && self.text[..at].ends_with(is_letter) => self.edit(at, end, "", "loose-mark"),
            _ => end,
        }
    }

    /// Whether the cluster before `at` can still take the mark `c`.
    fn takes_mark(&self, at: usize, c: char) -> bool {
        let before = self.text[..at].chars().next_back();
        let tone = matches!(c, '\u{e48}'..='\u{e4c}');
        before.is_some_and(|b| {
            is_base(b) || c == 'ำ' && matches!(b, '\u{e48}'..='\u{e4b}') || (matches!(b, '\u{e31}' | '\u{e34}'..='\u{e39}') && tone)
        })
    }

    /// Thai, and the neighbours of its block: Lao, Devanagari and other Indic scripts.
    fn three_bytes(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else { return at + 1 };
        match c {
            'ก'..='ฮ' => self.cluster(at, at, c),
            '๐'..='๙' => self.digits(at),
            'เ' => match self.char_at(at + 3) {
                Some('เ') => self.edit(at, at + 6, "แ", "sara-ae"),
                Some(' ') if self.text[at + 4..].starts_with('เ') => self.edit(at, at + 7, "แ", "sara-ae"),
                _ => at + 3,
            },
            '\u{e3a}' => self.orphan_phinthu(at),
            // behind a point there is no letter that a mark could stand on
            c if is_mark(c) && self.text[..at].ends_with('.') => self.edit(at, at + 3, "", "orphan-mark"),
            'า' if self.text[at + 3..].starts_with('\u{e4d}') => self.turned_am(at),
            'ะ'..='\u{e5b}' => at + 3,
            _ => self.other(at),
        }
    }

    /// `ำ` with its halves in the wrong order, a tone mark behind them.
    fn turned_am(&mut self, at: usize) -> usize {
        let tone = self.char_at(at + 6).filter(|c| matches!(c, '\u{e48}'..='\u{e4b}'));
        let end = at + 6 + tone.map_or(0, char::len_utf8);
        let before = self.text[..at].chars().next_back();
        let fits = before.is_some_and(|b| is_base(b) || tone.is_none() && matches!(b, '\u{e48}'..='\u{e4b}'));
        let alone = !self.char_at(end).is_some_and(|c| is_mark(c) || matches!(c, 'า' | 'ำ'));
        if fits && alone { self.edit(at, end, tone.into_iter().chain(['ำ']).collect::<String>(), "sara-am") } else { at + 3 }
    }

    /// A run of `ฺ` that stands on no Thai letter is no print.
    fn orphan_phinthu(&mut self, at: usize) -> usize {
        match self.text[..at].chars().next_back() {
            Some(b) if is_letter(b) => at + 3,
            _ => self.edit(at, at + 3, "", "orphan-mark"),
        }
    }

    fn digits(&mut self, at: usize) -> usize {
        let run: String = self.text[at..].chars().map_while(ascii_digit).collect();
        self.edit(at, at + run.len() * 3, run, "digits")
    }

    /// A consonant with its marks; `start..base_end`… is what stands for `base` in the text.
    fn cluster(&mut self, start: usize, at: usize, base: char) -> usize {
        let base_end = at + self.char_at(at).map_or(0, char::len_utf8);
        let mut end = base_end;
        let (mut marks, mut tail, mut mapped) = (Vec::new(), None, None);
        for c in self.text[base_end..].chars() {
            let thai = self.chars.glyph(c).unwrap_or(c);
            match thai {
                m if is_mark(m) => marks.push(m),
                'ำ' if tail.is_none() => tail = Some('ำ'),
                'า' if tail.is_none() && marks.contains(&'\u{e4d}') => tail = Some('า'),
                _ => break,
            }
            if thai != c {
                mapped = Some("glyph-code");
            }
            end += c.len_utf8();
        }
        // a blank between the halves of ำ
        if tail.is_none() && marks.contains(&'\u{e4d}') && self.text[end..].starts_with(" า") {
            tail = Some('า');
            end += " า".len();
        }
        // a ring read as a second tone mark: no other word than น้ำ is left with น้า
        if tail.is_none() && base == 'น' && marks == ['้'; 2] && !self.text[..start].ends_with('ห') {
            let rest = &self.text[end..];
            if rest.starts_with('า') && !rest.starts_with("าว") {
                (marks, tail, mapped) = (vec!['้'], Some('ำ'), Some("doubled-mark"));
                end += 'า'.len_utf8();
            }
        }
        let plain = mapped.is_none() && start == at && self.char_at(at) == Some(base);
        if plain && tail.is_none() && marks.len() < 2 {
            return end;
        }
        let (tail, rule) = order(&mut marks, tail);
        let mut after = String::with_capacity(16);
        after.push(base);
        after.extend(marks);
        after.extend(tail);
        if after == self.text[start..end] {
            return end;
        }
        let rule = if plain { rule } else { mapped.unwrap_or("look-alike") };
        self.edit(start, end, after, rule)
    }

    /// Everything that is neither ASCII nor Thai.
    fn other(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else { return at + 1 };
        let end = at + c.len_utf8();
        match c {
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => self.edit(at, end, "", "zero-width"),
            '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => self.edit(at, end, " ", "odd-space"),
            '\u{80}'..='\u{9f}' => self.edit(at, end, "", "control"),
            '\u{2028}' | '\u{2029}' => self.edit(at, end, "\n", "line-end"),
            '\u{ff01}'..='\u{ff5e}' => {
                let ascii = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                self.edit(at, end, ascii.to_string(), "full-width")
            }
            // digits of the neighbouring scripts mean the same
            '\u{ed0}'..='\u{ed9}' | '\u{17e0}'..='\u{17e9}' | '\u{966}'..='\u{96f}' | '\u{1040}'..='\u{1049}' => {
                let value = (c as u32
                    - if c < '\u{e80}' {
                        0x966
                    } else if c < '\u{1000}' {
                        0xed0
                    } else if c < '\u{1700}' {
                        0x1040
                    } else {
                        0x17e0
                    }) as u8;
                self.edit(at, end, char::from(b'0' + value).to_string(), "foreign-digit")
            }
            _ => self.mapped(at, c),
        }
    }

    /// A private glyph code, or a letter of another script inside a Thai word.
    fn mapped(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        if let Some(thai) = self.chars.glyph(c) {
            return if is_base(thai) { self.cluster(at, at, thai) } else { self.edit(at, end, thai.to_string(), "glyph-code") };
        }
        match self.chars.lookalike(c) {
            Some(thai) if self.beside_thai(at) => {
                if is_base(thai) {
                    self.cluster(at, at, thai)
                } else {
                    self.edit(at, end, thai.to_string(), "look-alike")
                }
            }
            _ => end,
        }
    }

    /// Whether the run of foreign letters around `at` touches a Thai letter.
    fn beside_thai(&mut self, at: usize) -> bool {
        if at >= self.run.end {
            let (before, rest) = self.text.split_at(at);
            let after = rest.trim_start_matches(|c| self.chars.lookalike(c).is_some());
            self.run = Run { end: self.text.len() - after.len(), thai: before.ends_with(is_letter) || after.starts_with(is_letter) };
        }
        self.run.thai
    }
}

/// Whether a text begins with a letter that ์ makes silent, as no word does.
fn is_silent(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_base) && chars.find(|c| !matches!(c, '\u{e34}' | '\u{e38}')) == Some('\u{e4c}')
}

/// ํ, as [`plain`] counts letters.
const NIKHAHIT: u8 = 0x4d;

/// How long the letter or cluster at the beginning is where nothing of it can change, as nearly everywhere; none where it
/// takes a closer look.
fn plain(text: &[u8]) -> Option<usize> {
    // what is neither ASCII nor Thai may be a mark in another code
    let code = |at: usize| match text[at..] {
        [] | [..0x80, ..] => Some(0),
        [0xe0, b @ 0xb8..=0xb9, c, ..] => Some((b & 1) << 6 | c & 0x3f),
        _ => None,
    };
    let mark = |code: u8| matches!(code, 0x31 | 0x34..=0x3a | 0x47..=0x4e);
    match code(0)? {
        // vowels, and those that stand before their letter
        0x32 if code(3) == Some(NIKHAHIT) => return None,
        0x30 | 0x32 | 0x41..=0x46 => return Some(3),
        0x01..=0x2e => {}
        _ => return None,
    }
    let first = code(3)?;
    if first != 0x33 && !mark(first) {
        return Some(3);
    }
    let second = code(6)?;
    match (first, second) {
        // ำ, alone or behind one mark, before any that belongs in front of it
        (NIKHAHIT, _) => None,
        (0x33, _) => (!mark(second)).then_some(6),
        (_, 0x33) => (!mark(code(9)?)).then_some(9),
        _ if !mark(second) => Some(6),
        // a vowel sign and a tone in their order
        (0x31 | 0x34..=0x39, 0x48..=0x4c) => (!matches!(code(9)?, 0x33) && !mark(code(9)?)).then_some(9),
        _ => None,
    }
}

fn ascii_digit(c: char) -> Option<char> {
    matches!(c, '๐'..='๙').then(|| char::from(b'0' + (c as u32 - '๐' as u32) as u8))
}
