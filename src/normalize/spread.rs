//! Letters set apart by blanks (`ท ี ส ร ๑ ๑ ๑ ๕`): the script model of Tesseract, and some text layers, write every letter
//! as a word of its own. What blanks the paper has is lost with them; those are kept that the words ask for. Other
//! engines set only the figures apart (`พ.ศ. ๒ ๕ ๖ ๗`).

use super::is_mark;
use crate::rules::{Cue, Cues};
use crate::text::{Change, TextSpan};

/// A text with this share of lone letters among its words is spread; other texts lie far below.
const SHARE: f32 = 0.8;
/// A text of fewer words says nothing.
const LEAST: usize = 12;
/// So many blanks from a line's beginning an opening word may end.
const REACH: usize = 36;

/// The blanks between letters and between figures, as changes, if the text is one of lone letters.
pub(super) fn changes(text: &str, cues: &Cues) -> Vec<Change> {
    let whole = is_spread(text);
    let (mut out, mut start, mut lines) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        if whole || is_spread_line(line) {
            lines += 1;
            let opening = opening(line, cues);
            let joined = |&at: &usize| Some(at) != opening && joins(line, at) && !asks_for_blank(line, at);
            out.extend(memchr::memchr_iter(b' ', line.as_bytes()).filter(joined).map(|at| without_blank(start + at)));
        }
        start += line.len();
    }
    if lines == 0 { figures(text) } else { out }
}

/// Whether a line alone is one of lone letters: where some lines of a page were read as words and others letter by
/// letter, marks stand apart from their letters there as nowhere else.
fn is_spread_line(line: &str) -> bool {
    const LEAST: usize = 6;
    const MARKS: usize = 2;
    const LONGEST: usize = 8;
    let (mut lone, mut all, mut marks) = (0, 0, 0);
    for word in line.split_ascii_whitespace().filter(|w| w.contains(is_thai)) {
        if word.chars().nth(LONGEST).is_some() {
            return false;
        }
        all += 1;
        lone += usize::from(word.chars().nth(2).is_none());
        marks += usize::from(word.starts_with(is_mark));
    }
    all >= LEAST && marks >= MARKS && lone as f32 >= SHARE * all as f32
}

/// Whether the words ask for the blank at `at`: `นายอำเภอ ทุกอำเภอ`, `ปีงบประมาณ พ.ศ. 2568`, `ที่ มท 0810`.
fn asks_for_blank(line: &str, at: usize) -> bool {
    const REACH: usize = 12;
    let letters = |c: &char| *c != ' ';
    let right: Vec<char> = line[at + 1..].chars().filter(letters).take(REACH).collect();
    let begins = |word: &str| word.chars().eq(right.iter().copied().take(word.chars().count()));
    let code = right.iter().take_while(|c| ('ก'..='ฮ').contains(*c)).count();
    let coded = (1..=3).contains(&code) && right.get(code).is_some_and(|c| is_figure(*c));
    let each = begins("ทุก");
    if begins("พ.ศ.") || begins("ลงวันที่") || !coded && !each {
        return begins("พ.ศ.") || begins("ลงวันที่");
    }
    let left: Vec<char> = line[..at].chars().rev().filter(letters).take(REACH).collect();
    let ends = |word: &str| left.len() >= word.chars().count() && word.chars().rev().eq(left.iter().copied().take(word.chars().count()));
    let whole = right.get("ทุก".chars().count()..).unwrap_or_default();
    let same = |n: usize| whole[..n].iter().rev().eq(left[..n].iter());
    coded && (ends("ที่") || ends("ที")) || each && (3..=whole.len().min(left.len())).any(same)
}

pub(super) fn without_blank(at: usize) -> Change {
    Change { at: TextSpan::new(at, at + 1), after: "".into(), rule: "spread-letters", confidence: 0.99 }
}

/// The blanks between figures, if nearly all figures stand alone.
fn figures(text: &str) -> Vec<Change> {
    // few letters end with the byte of a figure
    let near = |at: usize| at > 0 && matches!(text.as_bytes()[at - 1], b'0'..=b'9' | 0x90..=0x99);
    let parts = |&at: &usize| near(at) && text[at + 1..].starts_with(is_figure) && text[..at].ends_with(is_figure);
    let found: Vec<Change> = memchr::memchr_iter(b' ', text.as_bytes()).filter(parts).map(without_blank).collect();
    if found.len() < LEAST {
        return Vec::new();
    }
    let together = text.chars().zip(text.chars().skip(1)).filter(|&(a, b)| is_figure(a) && is_figure(b)).count();
    if together * 10 > found.len() { Vec::new() } else { found }
}

/// Whether nearly all words with Thai letters are one letter or sign, or two.
fn is_spread(text: &str) -> bool {
    // a blank a letter of three bytes; columns have as many
    if memchr::memchr_iter(b' ', text.as_bytes()).count() * 6 < text.len() {
        return false;
    }
    let (mut lone, mut all) = (0, 0);
    for word in text.split_ascii_whitespace().filter(|w| w.contains(is_thai)) {
        all += 1;
        lone += usize::from(word.chars().nth(2).is_none());
    }
    all >= LEAST && lone as f32 >= SHARE * all as f32
}

/// The blank behind a word that opens a part of the letter.
pub(super) fn opening(line: &str, cues: &Cues) -> Option<usize> {
    let mut joined = String::new();
    let mut from = 0;
    let mut found = None;
    for at in memchr::memchr_iter(b' ', line.as_bytes()).take(REACH) {
        joined.push_str(&line[from..at]);
        from = at + 1;
        let opens = |cue: Cue| !matches!(cue, Cue::Body | Cue::Purpose | Cue::Note);
        if cues.find(&joined).is_some_and(|found| found.phrase_len == joined.len() && opens(found.cue)) {
            found = Some(at);
        }
    }
    found
}

/// Whether the blank at `at` parts what belongs together.
fn joins(line: &str, at: usize) -> bool {
    let mut before = line[..at].chars().rev();
    let (Some(left), Some(right)) = (before.next(), line[at + 1..].chars().next()) else { return false };
    match (left, right) {
        (_, '.' | ')' | '/' | ',' | ':' | 'ๆ' | 'ฯ') | ('(' | '/', _) => !left.is_whitespace(),
        // an item's number, or an abbreviation
        ('.', _) => before.find(|c| *c != ' ').is_some_and(|c| is_thai(c) == is_thai(right) && is_figure(c) == is_figure(right)),
        _ => is_thai(left) && is_thai(right) && is_figure(left) == is_figure(right) || is_figure(left) && is_figure(right),
    }
}

pub(super) fn is_figure(c: char) -> bool {
    matches!(c, '0'..='9' | '๐'..='๙')
}

pub(super) fn is_thai(c: char) -> bool {
    matches!(c, 'ก'..='๛')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;
    use crate::text::Text;

    fn joined(text: &str) -> String {
        let mut joined = Text::new(text.to_owned());
        let found = changes(text, &Rules::embedded().unwrap().cues);
        joined.apply(&found);
        joined.current().to_owned()
    }

    #[test]
    fn joins_lone_letters_and_figures() {
        let read = "ท ี ส ร ๑ ๑ ๑ ๕ / ว ๕ ๒\nเร ื อ ง ก า ร เต ร ี ย ม ต ั ว\n๒ . แบ บ ก . พ . ร . ๑ ชุ ด\nโท ร . ๐ ๕ ๑ ๒\n(น า ย ส ม ช า ย )";
        let right = "ที สร ๑๑๑๕/ว ๕๒\nเรือง การเตรียมตัว\n๒. แบบก.พ.ร. ๑ ชุด\nโทร. ๐๕๑๒\n(นายสมชาย)";
        assert_eq!(joined(read), right);
    }

    #[test]
    fn joins_lines_of_lone_letters_among_others() {
        let read = "จึงเรียนมาเพื่อโปรดพิจารณา\n(น า ย ส ม ช า ย ท ี ่ ด ี ด ี)\nหัวหน้าสำนักงาน ก ข ค";
        assert_eq!(joined(read), "จึงเรียนมาเพื่อโปรดพิจารณา\n(นายสมชายที่ดีดี)\nหัวหน้าสำนักงาน ก ข ค");
    }

    #[test]
    fn keeps_blanks_that_words_ask_for() {
        let read = "เร ี ย น น า ย อ ำ เภ อ ท ุ ก อ ำ เภ อ ป ี ง บ ป ร ะ ม า ณ พ . ศ . ๒๕๖๘ ท ุ ก ค น";
        assert_eq!(joined(read), "เรียน นายอำเภอ ทุกอำเภอปีงบประมาณ พ.ศ. ๒๕๖๘ ทุกคน");
    }

    #[test]
    fn joins_lone_figures() {
        let read = "ท่ี มท ๐ ๘ ๑ ๐ / ว ๑ ๓ ๕ ๔\nวันที่ ๕ มีนาคม ๒ ๕ ๖ ๗ เวลา ๐ ๙.๓ ๐ น. หมู่ ๑\nโทร. ๐ ๒ ๒ ๔ ๑";
        let right = "ท่ี มท ๐๘๑๐ / ว ๑๓๕๔\nวันที่ ๕ มีนาคม ๒๕๖๗ เวลา ๐๙.๓๐ น. หมู่ ๑\nโทร. ๐๒๒๔๑";
        assert_eq!(joined(read), right);
        assert_eq!(joined("โทร. ๐ ๒ ๒ ๔ ๑ ๑ ๕ ๗ ๐ ๐ ๐ ๑ ๒ ๓ ๔"), "โทร. ๐๒๒๔๑๑๕๗๐๐๐๑๒๓๔");
    }

    #[test]
    fn leaves_other_texts() {
        for text in [
            "ก ข ค ง",
            "โทร. ๐ ๒๒๔๑ ๑๑๕๗ ต่อ ๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙ ๑ ๒ ๓ ๔ ๕",
            "เรื่อง การเตรียม ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ความพร้อม รับ สถานการณ์ ต่าง ๆ ภัยแล้ง",
        ] {
            assert_eq!(joined(text), text);
        }
    }
}
