//! Thai in the wrong code (`¡ÃÐ·ÃÇ§`, `à¸à¸£`): fonts of old PDF files and programs that took Windows-874, or UTF-8, for
//! Windows-1252.

use crate::text::{Change, TextSpan};
use encoding_rs::{WINDOWS_874, WINDOWS_1252};

/// So many of such letters in a row no other language has.
const ROW: usize = 3;
/// So many of them in a text, or on one line of it, and their share among its letters.
const IN_TEXT: usize = 20;
const ON_LINE: usize = 6;
const SHARE: f32 = 0.6;
const RULE: &str = "wrong-code";

/// Puts such letters into their own code, as changes.
pub(super) fn changes(text: &str) -> Vec<Change> {
    // the first bytes of U+0080 to U+00FF
    if memchr::memchr2(0xC2, 0xC3, text.as_bytes()).is_none() {
        return Vec::new();
    }
    let whole = is_shifted(text, IN_TEXT);
    let (mut out, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let before = out.len();
        utf8(line, start, &mut out);
        if out.len() == before && (whole || is_shifted(line, ON_LINE)) {
            shifted(line, start, &mut out);
        }
        start += line.len();
    }
    out
}

/// The letter of Windows-874 whose byte this one of Latin-1 has.
fn thai(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok().filter(|byte| *byte > 0xA0)?;
    WINDOWS_874.decode_without_bom_handling_and_without_replacement(&[byte]).and_then(|letter| letter.chars().next())
}

/// Whether most letters are those of [`thai`], at least `least`.
fn is_shifted(text: &str, least: usize) -> bool {
    let (mut all, mut found, mut row, mut longest) = (0, 0, 0, 0);
    for c in text.chars() {
        let is_thai = thai(c).is_some();
        row = if is_thai { row + 1 } else { 0 };
        longest = longest.max(row);
        found += usize::from(is_thai);
        all += usize::from(is_thai || c.is_alphabetic());
    }
    longest >= ROW && found >= least && found as f32 >= SHARE * all as f32
}

/// Letters of Windows-874 that were taken for those of Windows-1252, word by word.
fn shifted(line: &str, start: usize, out: &mut Vec<Change>) {
    let mut word = (0, String::new());
    for (at, c) in line.char_indices().chain([(line.len(), '\n')]) {
        match thai(c) {
            Some(letter) => {
                if word.1.is_empty() {
                    word.0 = at;
                }
                word.1.push(letter);
            }
            None if !word.1.is_empty() => out.push(change(start + word.0, start + at, std::mem::take(&mut word.1))),
            None => {}
        }
    }
}

/// Letters whose three bytes of UTF-8 were taken for letters of Windows-1252, word by word; two at least.
fn utf8(line: &str, start: usize, out: &mut Vec<Change>) {
    let mut found: Vec<Change> = Vec::new();
    let mut letters = 0;
    for (at, _) in line.match_indices('à') {
        let end = line[at..].char_indices().nth(3).map_or(line.len(), |(len, _)| at + len);
        let (bytes, _, lost) = WINDOWS_1252.encode(&line[at..end]);
        let Some(letter) = std::str::from_utf8(&bytes).ok().filter(|t| !lost && t.chars().all(|c| ('ก'..='๛').contains(&c))) else {
            continue;
        };
        letters += 1;
        match found.last_mut() {
            Some(last) if last.at.end == start + at => {
                last.at.end = start + end;
                last.after.to_mut().push_str(letter);
            }
            _ => found.push(change(start + at, start + end, letter.to_owned())),
        }
    }
    if letters > 1 {
        out.append(&mut found);
    }
}

fn change(start: usize, end: usize, after: String) -> Change {
    Change { at: TextSpan::new(start, end), after: after.into(), rule: RULE, confidence: 0.99 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn recoded(text: &str) -> String {
        let mut recoded = Text::new(text.to_owned());
        recoded.apply(&changes(text));
        recoded.current().to_owned()
    }

    #[test]
    fn thai_in_the_code_of_other_letters_is_read() {
        let right = "ที่ ศธ 04001/๑๒\nเรื่อง ขอเชิญประชุม 5 คน\n";
        let old: String = WINDOWS_874.encode(right).0.iter().map(|&b| char::from(b)).collect();
        let double = WINDOWS_1252.decode_without_bom_handling(right.as_bytes()).0.into_owned();
        assert!(old.starts_with("·Õè È¸ 04001/ñò"));
        assert_eq!((recoded(&old), recoded(&double)), (right.to_owned(), right.to_owned()));
    }

    #[test]
    fn one_line_among_others_is_enough() {
        let right = "เรื่อง ขอเชิญประชุม\nกระทรวงมหาดไทย\n";
        let old: String = WINDOWS_874.encode("กระทรวงมหาดไทย").0.iter().map(|&b| char::from(b)).collect();
        assert_eq!(recoded(&right.replace("กระทรวงมหาดไทย", &old)), right);
    }

    #[test]
    fn signs_and_other_languages_stay() {
        for text in ["Café à la crème, déjà vu, Größe", "25 °C ± 0.5 «ข้อ ๑» · ½", "ÖÄÜ", "à¸"] {
            assert_eq!(recoded(text), text);
        }
    }
}
