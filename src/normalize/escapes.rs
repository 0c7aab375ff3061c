//! Letters and line ends written as numbers and signs (`&#3607;`, `\u0e17`, `\n`): what pages of the web and dumps of JSON leave.

use crate::text::{Change, TextSpan};

/// So many line ends written as `\n` on one line are no chance.
const LINE_ENDS: usize = 3;
/// Characters of a number, at most.
const LONGEST: usize = 9;
const RULE: &str = "escaped";

/// What they stand for, as changes.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    if memchr::memchr2(b'&', b'\\', text.as_bytes()).is_none() {
        return out;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let broken = line.match_indices("\\n").filter(|(at, _)| line_end(&line[*at..]).is_some()).nth(LINE_ENDS - 1).is_some();
        let mut read = 0;
        for at in memchr::memchr2_iter(b'&', b'\\', line.as_bytes()) {
            if at < read {
                continue;
            }
            let rest = &line[at..];
            let found = numbered(rest).or_else(|| coded(rest)).or_else(|| if broken { line_end(rest) } else { None });
            let Some((len, c)) = found else { continue };
            read = at + len;
            match out.last_mut() {
                Some(last) if last.at.end == start + at => {
                    last.at.end += len;
                    last.after.to_mut().push(c);
                }
                _ => out.push(Change {
                    at: TextSpan::new(start + at, start + at + len),
                    after: c.to_string().into(),
                    rule: RULE,
                    confidence: 0.99,
                }),
            }
        }
        start += line.len();
    }
    out
}

/// A character of print that is not ASCII.
fn printed(code: u32) -> Option<char> {
    char::from_u32(code).filter(|c| !c.is_ascii() && !c.is_control())
}

/// `&#3607;`, `&#xE17;`: its length, and the letter.
fn numbered(rest: &str) -> Option<(usize, char)> {
    let number = rest.strip_prefix("&#")?;
    let digits = &number[..memchr::memchr(b';', number.as_bytes().get(..LONGEST.min(number.len()))?)?];
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    Some(("&#;".len() + digits.len(), printed(code.ok()?)?))
}

/// `\u0e17`: its length, and the letter.
fn coded(rest: &str) -> Option<(usize, char)> {
    let digits = rest.strip_prefix("\\u")?.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    Some(("\\u".len() + digits.len(), printed(u32::from_str_radix(digits, 16).ok()?)?))
}

/// `\n` before a letter that makes no other word of it, as `\newline`; `\r` before it.
fn line_end(rest: &str) -> Option<(usize, char)> {
    let len = ["\\r\\n", "\\n"].into_iter().find(|end| rest.starts_with(end))?.len();
    (!rest[len..].starts_with(|c: char| c.is_ascii_lowercase())).then_some((len, '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn read(text: &str) -> String {
        let mut read = Text::new(text.to_owned());
        read.apply(&changes(text));
        read.current().to_owned()
    }

    #[test]
    fn letters_written_as_numbers_are_read() {
        let right = "ที่ ศธ 04001/๑๒";
        let as_numbers =
            |write: fn(char) -> String| right.chars().map(|c| if c.is_ascii() { c.to_string() } else { write(c) }).collect::<String>();
        for text in [
            as_numbers(|c| format!("&#{};", c as u32)),
            as_numbers(|c| format!("&#x{:X};", c as u32)),
            as_numbers(|c| format!("\\u{:04x}", c as u32)),
        ] {
            assert_eq!(read(&text), right);
        }
    }

    #[test]
    fn line_ends_of_a_dump_are_line_ends() {
        assert_eq!(read("{\"text\": \"เรื่อง ก\\nเรียน ข\\r\\n\\nค\"}"), "{\"text\": \"เรื่อง ก\nเรียน ข\n\nค\"}");
    }

    #[test]
    fn other_signs_stay() {
        for text in ["\\newline \\name \\n", "&#39; &#; &#x; &#99999999; &#10;", "\\u12 \\u000a \\ux", "R&D \\", "C:\\new\\names\\next"] {
            assert_eq!(read(text), text);
        }
    }
}
